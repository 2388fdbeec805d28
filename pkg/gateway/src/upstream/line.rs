//! A line to one server: what is asked over it, how long is waited, what is tried again.

use std::{
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{Client, Error as ClientError},
    rt::{TokioExecutor, TokioTimer},
};
use rustls::ClientConfig;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use url::Url;
use yueli_upstream::{
    again,
    breaker::{Breaker, Ending, Pass, Rule},
    guard::{Guard, HOPS, Refusal, Target},
    settings::Patience,
};

use super::{
    problem::{Code, Problem},
    wire::{Connector, NoConnection, Resolve},
};

/// The longest head of an answer, in bytes.
const HEAD: usize = 64 * 1024;
/// The most headers of an answer.
const HEADERS: usize = 128;
/// How long a connection is kept that nothing is asked over.
const IDLE: Duration = Duration::from_secs(30);
/// What upstreams are told who asks.
const AGENT: &str = concat!("Yueli/", env!("CARGO_PKG_VERSION"), " (library gateway)");

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) method: Method,
    pub(crate) target: Target,
    /// Without credentials; only what may go on.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) proof: Proof,
}

/// What proves who asks. It is sent to the origin that it is for, and to no other.
#[derive(Debug, Clone, Default)]
pub(crate) enum Proof {
    /// Nothing.
    #[default]
    None,
    /// The whole value of `Authorization`.
    Header(SecretString),
    /// A parameter.
    Parameter(&'static str, SecretString),
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Incoming,
    /// Where the answer came from, after redirects.
    pub(crate) address: Url,
    /// When a document must be there, whole.
    pub(crate) deadline: Instant,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// It is left in peace for so long.
    #[error("left in peace for {0:?}")]
    Resting(Duration),
    /// There is no connection.
    #[error(transparent)]
    NoConnection(NoConnection),
    /// A redirect is not followed.
    #[error("a redirect is refused: {0}")]
    Redirect(Refusal),
    /// Too many redirects, or one that cannot be followed.
    #[error("redirects lead nowhere")]
    Astray,
    /// The answer did not begin in time.
    #[error("no answer in time")]
    Slow,
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(String),
    /// What came back is no HTTP, or too much of it.
    #[error("no answer that can be read: {0}")]
    Nonsense(String),
}

impl Trouble {
    /// Another try may help.
    fn passes(&self) -> bool {
        matches!(self, Self::Broken(_) | Self::NoConnection(NoConnection::Unreachable(_)))
    }

    /// It may have arrived all the same.
    fn may_have_arrived(&self) -> bool {
        matches!(self, Self::Slow | Self::Broken(_) | Self::Nonsense(_) | Self::Astray)
    }

    /// What it says of the server.
    fn ending(&self) -> Ending {
        match self {
            Self::Resting(_) | Self::Redirect(_) | Self::NoConnection(NoConnection::Refused(_)) => {
                Ending::Unknown
            }
            Self::Astray => Ending::Answered,
            Self::NoConnection(_) | Self::Slow | Self::Broken(_) | Self::Nonsense(_) => Ending::Failed,
        }
    }

    /// For the person who asked with `method`.
    pub(crate) fn problem(&self, method: &Method) -> Problem {
        if !again::idempotent(method.as_str()) && self.may_have_arrived() {
            return Code::OutcomeUnknown.into();
        }
        let code = match self {
            Self::Resting(wait) => return Problem::from(Code::Resting).after(Some(*wait)),
            Self::Redirect(Refusal::Downgrade) => Code::MixedContent,
            Self::Redirect(_) | Self::NoConnection(NoConnection::Refused(_)) => Code::AddressRefused,
            Self::NoConnection(NoConnection::Name(_)) => Code::WrongAddress,
            Self::NoConnection(NoConnection::Insecure(_)) => Code::Insecure,
            Self::NoConnection(NoConnection::Slow) | Self::Slow => Code::Slow,
            Self::NoConnection(NoConnection::Unreachable(_)) | Self::Broken(_) => Code::Down,
            Self::Astray => Code::Astray,
            Self::Nonsense(_) => Code::Nonsense,
        };
        code.into()
    }
}

/// A line to one server.
pub(crate) struct Line {
    id: String,
    guard: Arc<Guard>,
    client: Client<Connector, Full<Bytes>>,
    patience: Patience,
    breaker: Mutex<Breaker>,
    start: Instant,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Line").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Line {
    /// A line of this upstream, of which nothing is asked yet.
    pub(crate) fn new(
        id: &str,
        guard: &Guard,
        patience: Patience,
        rest: Rule,
        tls: Arc<ClientConfig>,
        resolver: Arc<dyn Resolve>,
    ) -> Self {
        let guard = Arc::new(guard.clone());
        let connector = Connector { guard: Arc::clone(&guard), resolver, tls, wait: patience.connect };
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_timer(TokioTimer::new())
            .pool_max_idle_per_host(8)
            .http1_max_buf_size(HEAD)
            .http1_max_headers(HEADERS)
            .build(connector);
        let breaker = Mutex::new(Breaker::new(rest));
        Self { id: id.to_owned(), guard, client, patience, breaker, start: Instant::now() }
    }

    /// What may be asked over it.
    pub(crate) fn guard(&self) -> &Guard {
        &self.guard
    }

    /// How long is waited.
    pub(crate) fn patience(&self) -> &Patience {
        &self.patience
    }

    /// Asks, follows redirects, and tries again where that does no harm.
    ///
    /// # Errors
    /// Where there is no answer; the reason is in the log.
    pub(crate) async fn ask(&self, question: &Question) -> Result<Reply, Trouble> {
        let deadline = Instant::now() + self.patience.total;
        let mut tried = 0;
        loop {
            tried += 1;
            let leave = Leave::of(self)?;
            let answer = match timeout_at(deadline, self.follow(question, deadline)).await {
                Ok(answer) => answer,
                Err(_) => Err(Trouble::Slow),
            };
            leave.tell(match &answer {
                Ok(reply) if again::passing(reply.status.as_u16()) => Ending::Failed,
                Ok(_) => Ending::Answered,
                Err(trouble) => trouble.ending(),
            });
            if let Err(trouble) = &answer {
                tracing::warn!(upstream = self.id, tried, %trouble, "an upstream did not answer");
            }
            let asked = match &answer {
                Ok(reply) if again::passing(reply.status.as_u16()) => retry_after(&reply.headers),
                Err(trouble) if trouble.passes() => None,
                _ => return answer,
            };
            let left = deadline.saturating_duration_since(Instant::now());
            let wait = self.patience.tries.wait(tried, chance(), asked, left);
            match wait.filter(|_| again::idempotent(question.method.as_str())) {
                Some(wait) => sleep(wait).await,
                None => return answer,
            }
        }
    }

    async fn follow(&self, question: &Question, deadline: Instant) -> Result<Reply, Trouble> {
        let mut target = question.target.clone();
        let mut method = question.method.clone();
        let mut body = question.body.clone();
        let mut proof = &question.proof;
        for _ in 0..=HOPS {
            let request = self.request(&method, &target, &question.headers, body.clone(), proof)?;
            let wait = self.patience.connect + self.patience.first_byte;
            let answer = timeout(wait, self.client.request(request)).await.map_err(|_| Trouble::Slow)?;
            let (parts, incoming) = answer.map_err(trouble)?.into_parts();
            let location = parts.headers.get(header::LOCATION).filter(|_| is_redirect(parts.status));
            let Some(location) = location else {
                let (status, headers, address) = (parts.status, parts.headers, target.url().clone());
                return Ok(Reply { status, headers, body: incoming, address, deadline });
            };
            if !again::idempotent(method.as_str()) || method == Method::PUT || method == Method::DELETE {
                if parts.status != StatusCode::SEE_OTHER {
                    return Err(Trouble::Astray);
                }
                (method, body) = (Method::GET, Bytes::new());
            }
            let location = location.to_str().map_err(|_| Trouble::Astray)?;
            let next = self.guard.follow(&target, location).map_err(Trouble::Redirect)?;
            if !next.same_origin(&target) {
                proof = &Proof::None;
            }
            target = next;
        }
        Err(Trouble::Astray)
    }

    fn request(
        &self,
        method: &Method,
        target: &Target,
        headers: &HeaderMap,
        body: Bytes,
        proof: &Proof,
    ) -> Result<Request<Full<Bytes>>, Trouble> {
        let unreadable = |_| Trouble::Redirect(Refusal::Unreadable);
        let mut url = target.url().clone();
        if let Proof::Parameter(name, secret) = proof {
            url.query_pairs_mut().append_pair(name, secret.expose_secret());
        }
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method.clone();
        *request.uri_mut() = url.as_str().parse().map_err(|_| Trouble::Redirect(Refusal::Unreadable))?;
        let sent = request.headers_mut();
        sent.clone_from(headers);
        sent.insert(header::USER_AGENT, HeaderValue::from_static(AGENT));
        // What is counted, and looked into, is what is sent.
        sent.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        if let Proof::Header(secret) = proof {
            let mut value = HeaderValue::from_str(secret.expose_secret()).map_err(|_| unreadable(()))?;
            value.set_sensitive(true);
            sent.insert(header::AUTHORIZATION, value);
        }
        Ok(request)
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }
}

/// Leave to ask; where nobody tells how it ended, nobody knows.
struct Leave<'a> {
    line: &'a Line,
    pass: Option<Pass>,
}

impl<'a> Leave<'a> {
    fn of(line: &'a Line) -> Result<Self, Trouble> {
        let mut breaker = line.breaker.lock().unwrap_or_else(PoisonError::into_inner);
        let pass = breaker.ask(line.now()).map_err(Trouble::Resting)?;
        Ok(Self { line, pass: Some(pass) })
    }

    fn tell(mut self, ending: Ending) {
        self.end(ending);
    }

    fn end(&mut self, ending: Ending) {
        if let Some(pass) = self.pass.take() {
            let mut breaker = self.line.breaker.lock().unwrap_or_else(PoisonError::into_inner);
            let before = breaker.state();
            breaker.tell(pass, ending, self.line.now());
            let after = breaker.state();
            if before != after {
                tracing::warn!(
                    upstream = self.line.id,
                    ?before,
                    ?after,
                    "the circuit to an upstream changed"
                );
            }
        }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.end(Ending::Unknown);
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// What `Retry-After` says.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    again::retry_after(headers.get(header::RETRY_AFTER)?.to_str().ok()?, SystemTime::now())
}

/// A number from 0 to 1, drawn evenly.
fn chance() -> f64 {
    getrandom::u32().map_or(1.0, |drawn| f64::from(drawn) / f64::from(u32::MAX))
}

/// What a failed request means.
fn trouble(error: ClientError) -> Trouble {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(error) = cause {
        if let Some(none) = error.downcast_ref::<NoConnection>() {
            return Trouble::NoConnection(match none {
                NoConnection::Refused(refusal) => NoConnection::Refused(refusal.clone()),
                NoConnection::Name(error) => NoConnection::Name(copy(error)),
                NoConnection::Unreachable(error) => NoConnection::Unreachable(copy(error)),
                NoConnection::Insecure(error) => NoConnection::Insecure(copy(error)),
                NoConnection::Slow => NoConnection::Slow,
            });
        }
        if let Some(hyper) = error.downcast_ref::<hyper::Error>()
            && hyper.is_parse()
        {
            return Trouble::Nonsense(hyper.to_string());
        }
        cause = error.source();
    }
    Trouble::Broken(error.to_string())
}

fn copy(error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), error.to_string())
}

/// A header that our own app reads.
pub(crate) const ADDRESS: HeaderName = HeaderName::from_static("yueli-address");
/// Says which upstream an answer came from; what the gateway says itself does not have it.
pub(crate) const UPSTREAM: HeaderName = HeaderName::from_static("yueli-upstream");
