//! A gateway with upstreams for a test: servers on loopback that answer with exactly the bytes that a test wants.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, StatusCode},
    middleware::{self, Next},
    response::Response,
};
use futures::future::BoxFuture;
use serde_json::Value;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;
use yueli_upstream::settings::read;

use crate::store::Origin;

use super::super::{
    Upstreams,
    asker::Asker,
    router,
    vault::{
        Vault,
        tests::{Drawer, vault},
    },
    wire::{Resolve, System},
};

/// What an upstream was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

type Answers = dyn Fn(&Asked) -> Vec<u8> + Send + Sync;

/// A server that answers with bytes.
pub(crate) struct Fake {
    pub(crate) address: SocketAddr,
    pub(crate) asked: Arc<Mutex<Vec<Asked>>>,
}

impl Fake {
    /// A server that answers with what `answers` makes of a question, and closes.
    pub(crate) async fn start(answers: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answers): (_, Arc<Answers>) = (Arc::clone(&asked), Arc::new(answers));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&answers), Arc::clone(&log)));
            }
        });
        Self { address, asked }
    }

    /// The same behind a certificate.
    pub(crate) async fn start_secure(
        config: rustls::ServerConfig,
        answers: impl Fn(&Asked) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (log, answers): (_, Arc<Answers>) = (Arc::clone(&asked), Arc::new(answers));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if let Ok(stream) = acceptor.accept(stream).await {
                    tokio::spawn(serve(stream, Arc::clone(&answers), Arc::clone(&log)));
                }
            }
        });
        Self { address, asked }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answers: Arc<Answers>,
    log: Arc<Mutex<Vec<Asked>>>,
) {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(read) => bytes.extend(&piece[..read]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let (method, path) = (first.next().unwrap().to_owned(), first.next().unwrap().to_owned());
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < end + 4 + length {
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return,
            Ok(read) => bytes.extend(&piece[..read]),
        }
    }
    let body = String::from_utf8_lossy(&bytes[end + 4..]).into_owned();
    let asked = Asked { method, path, headers, body };
    log.lock().unwrap().push(asked.clone());
    for (at, piece) in answers(&asked).split(|byte| *byte == PAUSE).enumerate() {
        if at > 0 {
            tokio::time::sleep(Duration::from_secs(20)).await;
        }
        if stream.write_all(piece).await.is_err() {
            return;
        }
    }
    let _ = stream.shutdown().await;
}

/// A byte that stands for a pause of 20 seconds.
pub(crate) const PAUSE: u8 = 0xff;

/// An answer with its length.
pub(crate) fn reply(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let headers = if headers.is_empty() { String::new() } else { format!("{headers}\r\n") };
    format!(
        "HTTP/1.1 {status} x\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

pub(crate) fn feed(title: &str) -> Vec<u8> {
    reply(200, "Content-Type: application/opds+json", &format!("{{\"metadata\":{{\"title\":\"{title}\"}}}}"))
}

/// Names that stand for what a test says, each time it is asked the next.
pub(crate) struct Names {
    pub(crate) answers: Vec<Vec<IpAddr>>,
    pub(crate) asked: AtomicUsize,
}

impl Resolve for Names {
    fn resolve(&self, _: String, _: u16) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let at = self.asked.fetch_add(1, Ordering::SeqCst).min(self.answers.len() - 1);
        let answer = self.answers[at].clone();
        Box::pin(async { Ok(answer) })
    }
}

/// The gateway.
pub(crate) struct Gateway {
    router: Router,
    pub(crate) vault: Vault,
    pub(crate) drawer: Arc<Drawer>,
}

/// An answer of the gateway.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// The body broke off.
    pub(crate) broken: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code of a problem document, which must be whole.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?} {}", self.text());
        assert_eq!(self.header("cache-control"), "no-store");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        for field in ["type", "title", "detail"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        problem["code"].as_str().unwrap().to_owned()
    }
}

impl Gateway {
    /// A gateway with the upstreams of this file.
    pub(crate) fn of(toml: &str) -> Self {
        Self::with(toml, Arc::new(System))
    }

    pub(crate) fn with(toml: &str, resolver: Arc<dyn Resolve>) -> Self {
        let environment = |name: &str| match name {
            "FOLIO_KEY" => Some("folio-key-1c9e".to_owned()),
            "OIDC_SECRET" => Some("client-secret-8d2b".to_owned()),
            _ => None,
        };
        let settings = read(toml, &environment).unwrap_or_else(|faults| panic!("{faults:?}"));
        let (vault, drawer) = vault();
        let upstreams = Upstreams::of(settings, Some(vault.clone()), resolver).unwrap();
        let router = router(upstreams).layer(middleware::from_fn(who));
        Self { router, vault, drawer }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "").await
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let (body, broken) = match to_bytes(body, usize::MAX).await {
            Ok(bytes) => (bytes.to_vec(), false),
            Err(_) => (Vec::new(), true),
        };
        Answer { status: parts.status, headers: parts.headers, body, broken }
    }
}

/// Whoever signed in, from a header of the test's: `account/session`.
async fn who(mut request: Request, next: Next) -> Response {
    let said = request.headers().get("test-asker").map(|value| value.to_str().unwrap().to_owned());
    if let Some((account, session)) = said.as_deref().and_then(|said| said.split_once('/')) {
        request.extensions_mut().insert(Asker {
            account: account.to_owned(),
            session: session.to_owned(),
            origin: Origin::Address("192.0.2.7".to_owned()),
        });
    }
    next.run(request).await
}

/// Lin Mei, in a browser of hers.
pub(crate) const LIN: [(&str, &str); 2] = [("test-asker", "lin/s1"), ("sec-fetch-site", "same-origin")];
/// Somebody else.
pub(crate) const BO: [(&str, &str); 2] = [("test-asker", "bo/s2"), ("sec-fetch-site", "same-origin")];
