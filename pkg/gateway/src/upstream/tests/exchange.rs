//! Names and passwords that a server takes for a token: both ways, again when one ends, and seen by nobody.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    passing::city,
    secrets::Log,
    world::{Asked, BO, Fake, Gateway, LIN, feed, reply},
};

const TYPED: &str = r#"{"login":"lin.mei","password":"Xiao Qiao 42!"}"#;
const JSON: &str = "Content-Type: application/json";
const FORM: &str = "grant_type=password&username=lin.mei&password=Xiao+Qiao+42%21";

/// A server that gives a token, the next one each time, and takes the newest alone.
struct Clerk {
    /// The URI of the way, and where it says that it is.
    way: (&'static str, &'static str),
    /// For how many seconds a token is good.
    lasts: i64,
    given: AtomicUsize,
    /// Nobody is known any more.
    forgets: AtomicBool,
    /// Something before it answers with a page, for a while.
    closed: AtomicBool,
}

impl Clerk {
    fn new(way: &'static str, address: &'static str, lasts: i64) -> Arc<Self> {
        let (given, forgets, closed) = Default::default();
        Arc::new(Self { way: (way, address), lasts, given, forgets, closed })
    }

    async fn start(self: &Arc<Self>) -> Fake {
        let own = Arc::clone(self);
        Fake::start(move |asked| own.answer(asked)).await
    }

    fn answer(&self, asked: &Asked) -> Vec<u8> {
        if asked.path == "/opds/token" {
            return self.token(asked);
        }
        let newest = format!("Bearer token-{}", self.given.load(Ordering::SeqCst));
        match asked.header("authorization") {
            Some(said) if said == newest => feed("hers"),
            _ => {
                let (way, address) = self.way;
                let document = format!(
                    r#"{{"id":"/opds","title":"City","authentication":[{{"type":"http://opds-spec.org/auth/basic"}},
                    {{"type":"{way}","links":[{{"rel":"authenticate","href":"{address}"}}]}}]}}"#
                );
                reply(401, "Content-Type: application/opds-authentication+json", &document)
            }
        }
    }

    fn token(&self, asked: &Asked) -> Vec<u8> {
        if self.closed.load(Ordering::SeqCst) {
            return reply(403, "Content-Type: text/html", "<h1>Not now</h1>");
        }
        let basic = format!("Basic {}", STANDARD.encode("lin.mei:Xiao Qiao 42!"));
        let is_form = self.way.0.ends_with("password");
        let is_right = match (is_form, asked.header("authorization")) {
            (true, None) => asked.body == FORM,
            (false, Some(said)) => said == basic && asked.body.is_empty(),
            _ => false,
        };
        if asked.method != "POST" || !is_right || self.forgets.load(Ordering::SeqCst) {
            let problem =
                if is_form { r#"{"error":"invalid_grant"}"# } else { r#"{"title":"Invalid credentials"}"# };
            return reply(if is_form { 400 } else { 401 }, JSON, problem);
        }
        let number = self.given.fetch_add(1, Ordering::SeqCst) + 1;
        let lasts = self.lasts;
        reply(
            200,
            JSON,
            &format!(r#"{{"access_token":"token-{number}","token_type":"Bearer","expires_in":{lasts}}}"#),
        )
    }
}

async fn sign_in(gateway: &Gateway, typed: &str) -> String {
    let headers = [&LIN[..], &[("content-type", "application/json")]].concat();
    let answer = gateway.ask("POST", "/upstreams/city/sign-in", &headers, typed).await;
    if answer.status.is_success() { "ok".to_owned() } else { answer.code() }
}

const WAYS: [&str; 3] = [
    "http://opds-spec.org/auth/oauth/password",
    "http://thepalaceproject.org/authtype/basic-token",
    "http://palaceproject.io/authtype/oauth-client-credentials",
];

#[tokio::test]
async fn what_is_typed_becomes_a_token_and_again_when_it_ends() {
    for way in WAYS {
        let clerk = Clerk::new(way, "/opds/token", 3600);
        let fake = clerk.start().await;
        let gateway = Gateway::of(&city(&fake, "sign_in = \"token\"\n"));
        let shelf = "/upstreams/city/opds/shelf";
        assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.status.as_u16(), 401, "{way}");
        assert_eq!(
            sign_in(&gateway, r#"{"login":"lin.mei","password":"wrong"}"#).await,
            "sign-in-wrong",
            "{way}"
        );
        assert_eq!(sign_in(&gateway, TYPED).await, "ok", "{way}");
        let list = gateway.ask("GET", "/upstreams", &LIN, "").await.json();
        let told = &list["navigation"][0]["properties"]["upstream"]["signIn"];
        assert_eq!((&told["way"], &told["signedIn"]), (&"token".into(), &true.into()));
        for _ in 0..3 {
            let hers = gateway.ask("GET", shelf, &LIN, "").await;
            assert_eq!(
                (hers.status.as_u16(), hers.header("cache-control")),
                (200, "private, no-store"),
                "{way}"
            );
        }
        assert_eq!(clerk.given.load(Ordering::SeqCst), 1, "one token does for all of it");
        assert_eq!(gateway.ask("GET", shelf, &BO, "").await.status.as_u16(), 401, "hers is nobody else's");

        // Another gateway takes a token of its own; ours is made again then, once, and nobody notices.
        let elsewhere = fake.asked().iter().filter(|asked| asked.path == "/opds/token").count();
        clerk.given.fetch_add(1, Ordering::SeqCst);
        assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.status.as_u16(), 200, "{way}");
        assert_eq!(fake.asked().iter().filter(|asked| asked.path == "/opds/token").count(), elsewhere + 1);

        // What something before the server says is not about her: she is known again when it is over.
        clerk.given.fetch_add(1, Ordering::SeqCst);
        clerk.closed.store(true, Ordering::SeqCst);
        assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.code(), "sign-in-failed", "{way}");
        clerk.closed.store(false, Ordering::SeqCst);
        assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.status.as_u16(), 200, "{way}");

        // Once the server knows her no more, what she signed in with is forgotten, and she is asked anew.
        clerk.forgets.store(true, Ordering::SeqCst);
        clerk.given.fetch_add(1, Ordering::SeqCst);
        let refused = gateway.ask("GET", shelf, &LIN, "").await;
        assert_eq!(
            (refused.code().as_str(), &refused.json()["signIn"]),
            ("sign-in-needed", &"/upstreams/city/sign-in".into())
        );
        assert!(gateway.drawer.0.lock().unwrap().is_empty(), "{way}");
    }
}

#[tokio::test]
async fn a_token_that_ends_soon_is_not_shown() {
    let clerk = Clerk::new(WAYS[0], "/opds/token", 10);
    let fake = clerk.start().await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"token\"\n"));
    assert_eq!(sign_in(&gateway, TYPED).await, "ok");
    for expected in 2..4 {
        assert_eq!(gateway.ask("GET", "/upstreams/city/opds/shelf", &LIN, "").await.status.as_u16(), 200);
        assert_eq!(clerk.given.load(Ordering::SeqCst), expected);
    }
}

#[tokio::test]
async fn secrets_go_nowhere_but_to_the_server_itself() {
    let (log, _guard) = Log::catch();
    let thief = Fake::start(|_: &Asked| reply(200, JSON, r#"{"access_token":"stolen"}"#)).await;
    let address: &'static str = Box::leak(thief.url("/opds/token").into_boxed_str());
    let clerk = Clerk::new(WAYS[0], address, 3600);
    let fake = clerk.start().await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"token\"\n"));
    assert_ne!(sign_in(&gateway, TYPED).await, "ok", "an address that the settings do not name");
    assert!(thief.asked().is_empty() && gateway.drawer.0.lock().unwrap().is_empty());

    let clerk = Clerk::new(WAYS[1], "opds/token", 3600);
    let fake = clerk.start().await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"token\"\n"));
    assert_eq!(sign_in(&gateway, TYPED).await, "ok");
    let answer = gateway.ask("GET", "/upstreams/city/opds/shelf", &LIN, "").await;
    let told = format!("{:?} {}", answer.headers, answer.text());
    let record = gateway.drawer.0.lock().unwrap()[&("lin".to_owned(), "city".to_owned())].clone();
    let logged = log.text();
    let encoded = STANDARD.encode("lin.mei:Xiao Qiao 42!");
    for secret in ["lin.mei", "Xiao Qiao", "token-1", encoded.as_str()] {
        for (place, text) in [("log", &logged), ("record", &record), ("answer", &told)] {
            assert!(!text.contains(secret), "{secret} in the {place}: {text}");
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_say_where_is_no_dead_end() {
    let fake = Fake::start(|_: &Asked| reply(401, "WWW-Authenticate: Basic realm=\"Books\"", "")).await;
    let gateway = Gateway::of(&city(&fake, "sign_in = \"token\"\n"));
    assert_eq!(sign_in(&gateway, TYPED).await, "sign-in-failed");
    assert!(
        fake.asked().iter().all(|asked| asked.method == "GET" && asked.header("authorization").is_none())
    );
}
