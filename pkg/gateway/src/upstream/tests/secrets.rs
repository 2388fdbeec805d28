//! Names and passwords: tried, kept, used, forgotten, and seen by nobody.

use std::{
    io,
    sync::{Arc, Mutex},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use tracing_subscriber::fmt::MakeWriter;

use super::{
    passing::city,
    world::{Asked, BO, Fake, Gateway, LIN, feed, reply},
};

/// Everything that is logged.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Log {
    /// Catches what this thread logs, down to the finest.
    pub(super) fn catch() -> (Self, tracing::subscriber::DefaultGuard) {
        let log = Self::default();
        let subscriber =
            tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

const TYPED: &str = r#"{"login":"lin.mei","password":"Xiao Qiao 42!"}"#;

/// A server that knows Lin Mei.
async fn knows_lin() -> Fake {
    let right = format!("Basic {}", STANDARD.encode("lin.mei:Xiao Qiao 42!"));
    Fake::start(move |asked: &Asked| match (asked.path.as_str(), asked.header("authorization")) {
        ("/opds", None) => feed("open to all"),
        ("/opds/broken", _) => Vec::new(),
        (_, Some(said)) if said == right => feed("hers"),
        _ => reply(401, "WWW-Authenticate: Basic realm=\"Books\"", ""),
    })
    .await
}

async fn sign_in(gateway: &Gateway, who: &[(&str, &str)], typed: &str) -> String {
    let headers = [who, &[("content-type", "application/json")]].concat();
    let answer = gateway.ask("POST", "/upstreams/city/sign-in", &headers, typed).await;
    if answer.status.is_success() { "ok".to_owned() } else { answer.code() }
}

#[tokio::test]
async fn a_patron_signs_in_once_and_out_when_she_likes() {
    let fake = knows_lin().await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"password\"\n"));
    let shelf = "/upstreams/city/opds/shelf";
    let asked = gateway.ask("GET", shelf, &LIN, "").await;
    assert_eq!(
        (asked.code().as_str(), &asked.json()["signIn"]),
        ("sign-in-needed", &"/upstreams/city/sign-in".into())
    );
    for (who, typed, expected) in [
        (&BO[1..], TYPED, "library-sign-in-needed"),
        (&LIN[..1], TYPED, "not-from-here"),
        (&LIN[..], "nonsense", "malformed"),
        (&LIN[..], r#"{"login":"lin.mei"}"#, "malformed"),
        (&LIN[..], r#"{"login":"lin.mei","password":"wrong"}"#, "sign-in-wrong"),
        (&LIN[..], TYPED, "ok"),
    ] {
        assert_eq!(sign_in(&gateway, who, typed).await, expected, "{typed}");
    }
    let hers = gateway.ask("GET", shelf, &LIN, "").await;
    assert_eq!((hers.status.as_u16(), hers.header("cache-control")), (200, "private, no-store"));
    assert_eq!(gateway.ask("GET", shelf, &BO, "").await.code(), "sign-in-needed", "hers is nobody else's");
    assert_eq!(gateway.get(shelf).await.code(), "sign-in-needed");
    assert_eq!(gateway.get("/upstreams/city/opds").await.header("cache-control"), "no-cache");
    let list = gateway.ask("GET", "/upstreams", &LIN, "").await.json();
    assert_eq!(list["navigation"][0]["properties"]["upstream"]["signIn"]["signedIn"], true);
    // Another browser of hers, the same account.
    let elsewhere = [("test-asker", "lin/s9"), LIN[1]];
    assert_eq!(gateway.ask("GET", shelf, &elsewhere, "").await.status.as_u16(), 200);
    assert_eq!(gateway.ask("DELETE", "/upstreams/city/sign-in", &BO, "").await.status.as_u16(), 204);
    assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.status.as_u16(), 200);
    assert_eq!(gateway.ask("DELETE", "/upstreams", &LIN[..1], "").await.code(), "not-from-here");
    assert_eq!(gateway.ask("DELETE", "/upstreams", &LIN, "").await.status.as_u16(), 204);
    assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.code(), "sign-in-needed");
    assert!(gateway.drawer.0.lock().unwrap().is_empty(), "nothing is left behind");
}

#[tokio::test]
async fn passwords_are_not_guessed_through_the_gateway() {
    let fake = knows_lin().await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"password\"\ncheck = \"/opds/shelf\"\n"));
    let mut codes = Vec::new();
    for at in 0..8 {
        codes.push(sign_in(&gateway, &LIN, &format!(r#"{{"login":"lin.mei","password":"{at}"}}"#)).await);
    }
    assert_eq!(codes.iter().filter(|code| *code == "sign-in-wrong").count(), 5);
    assert_eq!(codes[5..], ["too-many", "too-many", "too-many"]);
    assert_eq!(fake.asked().len(), 5);
    assert!(fake.asked().iter().all(|asked| asked.path == "/opds/shelf"));
}

#[tokio::test]
async fn secrets_are_in_no_log_no_record_and_no_answer() {
    let (log, _guard) = Log::catch();
    let fake = knows_lin().await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"password\"\n[upstream.city.patience]\ntries = 2\n"));
    let mut answers = String::new();
    assert_eq!(
        sign_in(&gateway, &LIN, r#"{"login":"lin.mei","password":"wrong-5c1"}"#).await,
        "sign-in-wrong"
    );
    assert_eq!(sign_in(&gateway, &LIN, TYPED).await, "ok");
    for path in ["shelf", "broken", "none"] {
        let answer = gateway.ask("GET", &format!("/upstreams/city/opds/{path}"), &LIN, "").await;
        answers.push_str(&format!("{:?} {}", answer.headers, answer.text()));
    }
    // A record that was moved does not open, and says nothing of what it held.
    let stolen = gateway.drawer.0.lock().unwrap()[&("lin".to_owned(), "city".to_owned())].clone();
    gateway.drawer.0.lock().unwrap().insert(("bo".to_owned(), "city".to_owned()), stolen.clone());
    let refused = gateway.ask("GET", "/upstreams/city/opds/shelf", &BO, "").await;
    assert_eq!(refused.code(), "failed");
    answers.push_str(&refused.text());

    let logged = log.text();
    assert!(logged.contains("an upstream did not answer") && logged.contains("the vault failed"), "{logged}");
    let encoded = STANDARD.encode("lin.mei:Xiao Qiao 42!");
    for secret in ["lin.mei", "Xiao Qiao", "wrong-5c1", encoded.as_str()] {
        for (place, text) in [("log", &logged), ("record", &stolen), ("answer", &answers)] {
            assert!(!text.contains(secret), "{secret} in the {place}: {text}");
        }
    }
}
