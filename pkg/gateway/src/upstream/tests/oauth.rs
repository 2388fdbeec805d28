//! Signing in at a library's own page, against a small provider that checks what it must.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};

use super::{
    secrets::Log,
    world::{Asked, BO, Fake, Gateway, LIN, feed, reply},
};

/// What the provider knows.
#[derive(Default)]
pub(super) struct Known {
    /// Codes that have not been used, with what they were given out for.
    codes: HashMap<String, HashMap<String, String>>,
    /// The refresh token that is good for one use.
    refresh: String,
    /// How often tokens were given out.
    pub(super) given: u32,
    /// What the ID token says otherwise than it should.
    pub(super) instead: Vec<(&'static str, Value)>,
    /// Claims that it says as well.
    pub(super) more: Vec<(&'static str, Value)>,
    /// How long access tokens are good, in seconds.
    pub(super) lasts: i64,
}

/// A provider, and what it knows.
pub(super) async fn provider() -> (Fake, Arc<Mutex<Known>>) {
    let known = Arc::new(Mutex::new(Known { lasts: 3600, ..Known::default() }));
    let own = Arc::clone(&known);
    let fake = Fake::start(move |asked| {
        let issuer = format!("http://{}", asked.header("host").unwrap());
        let json = |status, value: Value| reply(status, "Content-Type: application/json", &value.to_string());
        match asked.path.as_str() {
            "/.well-known/openid-configuration" => json(
                200,
                json!({
                    "issuer": issuer,
                    "authorization_endpoint": format!("{issuer}/authorize"),
                    "token_endpoint": format!("{issuer}/token"),
                }),
            ),
            "/token" => match token(&mut own.lock().unwrap(), asked, &issuer) {
                Ok(granted) => json(200, granted),
                Err(error) => json(400, json!({ "error": error })),
            },
            _ => reply(404, "", ""),
        }
    })
    .await;
    (fake, known)
}

/// The token endpoint.
fn token(known: &mut Known, asked: &Asked, issuer: &str) -> Result<Value, &'static str> {
    let form: HashMap<String, String> = form_urlencoded::parse(asked.body.as_bytes()).into_owned().collect();
    let proof = format!("Basic {}", STANDARD.encode("yueli:client-secret-8d2b"));
    if asked.header("authorization") != Some(&proof) || form.contains_key("client_secret") {
        return Err("invalid_client");
    }
    let access = format!("access-{}", known.given + 1);
    match form["grant_type"].as_str() {
        "authorization_code" => {
            let given = known.codes.remove(&form["code"]).ok_or("invalid_grant")?;
            let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
            if given["code_challenge"] != challenge || given["redirect_uri"] != form["redirect_uri"] {
                return Err("invalid_grant");
            }
            known.given += 1;
            let mut claims = json!({
                "iss": issuer, "aud": "yueli", "exp": 99_999_999_999_i64, "nonce": given["nonce"], "sub": "somebody",
            });
            for (name, value) in known.instead.iter().chain(&known.more) {
                claims[*name] = value.clone();
            }
            known.refresh = format!("refresh-{}", known.given);
            Ok(json!({
                "access_token": access, "token_type": "Bearer", "expires_in": known.lasts,
                "refresh_token": known.refresh,
                "id_token": format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims.to_string())),
            }))
        }
        "refresh_token" if form["refresh_token"] == known.refresh => {
            known.given += 1;
            known.refresh = format!("refresh-{}", known.given);
            Ok(json!({ "access_token": access, "expires_in": "3600", "refresh_token": known.refresh }))
        }
        _ => Err("invalid_grant"),
    }
}

/// A patron's browser.
pub(super) struct Browser {
    pub(super) location: Url,
    pub(super) cookie: String,
}

impl Browser {
    /// Begins to sign in.
    pub(super) async fn begin(gateway: &Gateway, id: &str, who: &[(&str, &str)]) -> Self {
        let path = format!("/upstreams/{id}/sign-in?back=/shelf%3Ftab=loans");
        let answer = gateway.ask("GET", &path, who, "").await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        let cookie = answer.header("set-cookie");
        for part in ["HttpOnly", "SameSite=Lax", &format!("Path=/upstreams/{id}/callback"), "Secure"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { location: Url::parse(answer.header("location")).unwrap(), cookie }
    }

    pub(super) fn parameter(&self, name: &str) -> String {
        self.location.query_pairs().find(|(own, _)| own == name).unwrap().1.into_owned()
    }

    /// Says yes at the provider's page: where the browser is sent back to.
    pub(super) fn agree(&self, known: &Mutex<Known>, code: &str) -> String {
        let given = self.location.query_pairs().into_owned().collect();
        known.lock().unwrap().codes.insert(code.to_owned(), given);
        let back = Url::parse(&self.parameter("redirect_uri")).unwrap();
        assert_eq!(back.origin().ascii_serialization(), "https://read.example");
        format!("{}?code={code}&state={}", back.path(), self.parameter("state"))
    }

    /// Comes back: where the app goes on.
    pub(super) async fn come_back(&self, gateway: &Gateway, path: &str, who: &[(&str, &str)]) -> String {
        // A way back from another site.
        let headers =
            [&who[..1], &[("cookie", self.cookie.as_str()), ("sec-fetch-site", "cross-site")]].concat();
        let answer = gateway.ask("GET", path, &headers, "").await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
        assert!(answer.header("set-cookie").contains("Max-Age=0"), "the cookie is used up");
        answer.header("location").to_owned()
    }
}

pub(super) fn oauth(id: &str, provider: &Fake) -> String {
    format!(
        "[upstream.{id}.oauth]\nissuer = \"{}\"\nclient_id = \"yueli\"\nclient_secret_env = \"OIDC_SECRET\"\n",
        provider.url("")
    )
}

const GATEWAY: &str = "gateway = \"https://read.example\"\n";

/// A server that accepts the newest access token.
async fn opds(known: &Arc<Mutex<Known>>) -> Fake {
    let known = Arc::clone(known);
    Fake::start(move |asked| {
        let newest = format!("Bearer access-{}", known.lock().unwrap().given);
        if asked.header("authorization") == Some(&newest) {
            return feed("hers");
        }
        reply(401, "WWW-Authenticate: Bearer error=\"invalid_token\"", "")
    })
    .await
}

#[tokio::test]
async fn a_patron_signs_in_at_her_librarys_own_page() {
    let (log, _guard) = Log::catch();
    let (provider, known) = provider().await;
    let fake = opds(&known).await;
    let toml = format!("{GATEWAY}{}{}", super::passing::city(&fake, ""), oauth("city", &provider));
    let gateway = Gateway::of(&toml);
    let shelf = "/upstreams/city/opds/shelf";
    assert_eq!(
        gateway.ask("GET", "/upstreams/city/sign-in", &BO[1..], "").await.code(),
        "library-sign-in-needed"
    );
    let asked = gateway.ask("GET", shelf, &LIN, "").await;
    assert_eq!(
        (asked.code().as_str(), &asked.json()["signIn"]),
        ("sign-in-needed", &"/upstreams/city/sign-in".into())
    );

    let browser = Browser::begin(&gateway, "city", &LIN).await;
    assert!(browser.location.as_str().starts_with(&provider.url("/authorize?")));
    for (name, expected) in [
        ("response_type", "code"),
        ("client_id", "yueli"),
        ("code_challenge_method", "S256"),
        ("scope", "openid"),
    ] {
        assert_eq!(browser.parameter(name), expected);
    }
    let verifier_is_hidden = !browser.cookie.contains(&browser.parameter("state"));
    assert!(verifier_is_hidden, "the cookie is sealed");
    let path = browser.agree(&known, "code-1");
    assert_eq!(browser.come_back(&gateway, &path, &LIN).await, "/shelf?tab=loans&upstream=city&sign-in=ok");
    let hers = gateway.ask("GET", shelf, &LIN, "").await;
    assert_eq!((hers.status.as_u16(), hers.header("cache-control")), (200, "private, no-store"));
    assert_eq!(gateway.ask("GET", shelf, &BO, "").await.code(), "sign-in-needed");
    // The same way back a second time: the code has been used.
    assert!(browser.come_back(&gateway, &path, &LIN).await.ends_with("sign-in=sign-in-failed"));
    assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.status.as_u16(), 200, "and nothing is lost");

    // Tokens that are not accepted any more are renewed, by one of many who ask at once.
    known.lock().unwrap().given += 1;
    let all = futures::future::join_all((0..5).map(|_| gateway.ask("GET", shelf, &LIN, ""))).await;
    assert!(all.iter().all(|answer| answer.status.is_success()), "{all:?}");
    let renewals =
        provider.asked().iter().filter(|asked| asked.body.contains("grant_type=refresh_token")).count();
    assert_eq!(renewals, 1);
    // Where they cannot be renewed she signs in anew, and they are forgotten.
    {
        let mut known = known.lock().unwrap();
        known.given += 1;
        known.refresh = "another".to_owned();
    }
    assert_eq!(gateway.ask("GET", shelf, &LIN, "").await.code(), "sign-in-needed");
    assert!(gateway.vault.list("lin").await.unwrap().is_empty());

    let logged = log.text();
    for secret in [
        "access-",
        "refresh-1",
        "client-secret-8d2b",
        "code-1",
        &browser.parameter("nonce"),
        &browser.parameter("state"),
    ] {
        assert!(!logged.contains(secret), "{secret} in {logged}");
    }
}

#[tokio::test]
async fn only_the_browser_that_began_comes_back() {
    let (provider, known) = provider().await;
    let fake = opds(&known).await;
    let two = super::passing::city(&fake, "").replace("upstream.city", "upstream.other");
    let toml = format!(
        "{GATEWAY}{}{}{two}{}",
        super::passing::city(&fake, ""),
        oauth("city", &provider),
        oauth("other", &provider)
    );
    let gateway = Gateway::of(&toml);
    let failed = "sign-in=sign-in-failed";
    let hers = Browser::begin(&gateway, "city", &LIN).await;
    let his = Browser::begin(&gateway, "city", &BO).await;
    let path = hers.agree(&known, "c1");
    // His code sent to her browser, her code to his, no cookie, another session of hers, another upstream.
    assert!(hers.come_back(&gateway, &his.agree(&known, "c2"), &LIN).await.ends_with(failed));
    assert!(his.come_back(&gateway, &path, &BO).await.ends_with(failed));
    assert!(hers.come_back(&gateway, &path, &BO).await.ends_with(failed));
    assert!(hers.come_back(&gateway, &path, &[("test-asker", "lin/s9")]).await.ends_with(failed));
    let nobody = [("accept", "*/*")];
    assert!(hers.come_back(&gateway, &path, &nobody).await.ends_with(failed));
    assert!(hers.come_back(&gateway, &path.replace("/city/", "/other/"), &LIN).await.ends_with(failed));
    let no_cookie = Browser { location: hers.location.clone(), cookie: "yueli-oauth=v1.one.AAAA".to_owned() };
    assert!(no_cookie.come_back(&gateway, &path, &LIN).await.ends_with(failed));
    for (query, what) in [("error=access_denied", "she said no"), ("", "nothing"), ("code=&state=", "empty")]
    {
        let back = format!("/upstreams/city/callback?{query}&state={}", hers.parameter("state"));
        assert!(hers.come_back(&gateway, &back, &LIN).await.ends_with(failed), "{what}");
    }
    let elsewhere = format!("{path}&iss=https%3A%2F%2Fevil.example");
    assert!(hers.come_back(&gateway, &elsewhere, &LIN).await.ends_with(failed), "a mix-up (RFC 9207)");
    assert_eq!(known.lock().unwrap().given, 0, "no code was shown to the provider");
    assert!(hers.come_back(&gateway, &path, &LIN).await.ends_with("sign-in=ok"));
}

#[tokio::test]
async fn an_id_token_that_is_not_ours_is_not_believed() {
    let (provider, known) = provider().await;
    let fake = opds(&known).await;
    let toml = format!("{GATEWAY}{}{}", super::passing::city(&fake, ""), oauth("city", &provider));
    let gateway = Gateway::of(&toml);
    for (at, instead) in [
        ("iss", json!("https://evil.example")),
        ("aud", json!("another")),
        ("nonce", json!("another")),
        ("exp", json!(1)),
    ]
    .into_iter()
    .enumerate()
    {
        known.lock().unwrap().instead = vec![instead.clone()];
        let browser = Browser::begin(&gateway, "city", &LIN).await;
        let path = browser.agree(&known, &format!("c{at}"));
        assert!(browser.come_back(&gateway, &path, &LIN).await.ends_with("sign-in-failed"), "{instead:?}");
    }
    assert!(gateway.vault.list("lin").await.unwrap().is_empty());
}

#[tokio::test]
async fn tokens_are_renewed_before_they_end() {
    let (provider, known) = provider().await;
    known.lock().unwrap().lasts = 5;
    let fake = opds(&known).await;
    let toml = format!("{GATEWAY}{}{}", super::passing::city(&fake, ""), oauth("city", &provider));
    let gateway = Gateway::of(&toml);
    let browser = Browser::begin(&gateway, "city", &LIN).await;
    let path = browser.agree(&known, "c");
    browser.come_back(&gateway, &path, &LIN).await;
    let answer = gateway.ask("POST", "/upstreams/city/opds/borrow", &LIN, "").await;
    assert_eq!(answer.status.as_u16(), 200);
    let shown: Vec<_> =
        fake.asked().iter().map(|asked| asked.header("authorization").map(str::to_owned)).collect();
    assert_eq!(shown, [Some("Bearer access-2".to_owned())], "the upstream was asked once, with a new token");
}

/// With `YUELI_OIDC` naming the issuer of an `oidc-provider-mock`, the same against a provider that is not ours; without
/// it this says so.
#[tokio::test]
async fn a_patron_signs_in_at_a_provider_that_others_wrote() {
    let Ok(issuer) = std::env::var("YUELI_OIDC") else {
        println!("YUELI_OIDC names no provider: none but our own was tried");
        return;
    };
    let shown = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&shown);
    let fake = Fake::start(move |asked| {
        log.lock().unwrap().push(asked.header("authorization").unwrap_or_default().to_owned());
        feed("hers")
    })
    .await;
    let toml = format!(
        "{GATEWAY}{}[upstream.city.oauth]\nissuer = \"{issuer}\"\nclient_id = \"yueli\"\nclient_secret_env = \"OIDC_SECRET\"\n",
        super::passing::city(&fake, "")
    );
    let gateway = Gateway::of(&toml);
    let browser = Browser::begin(&gateway, "city", &LIN).await;
    let back = post(&browser.location, "sub=lin").await;
    assert!(browser.come_back(&gateway, &back, &LIN).await.ends_with("sign-in=ok"));
    assert_eq!(gateway.ask("GET", "/upstreams/city/opds/shelf", &LIN, "").await.status.as_u16(), 200);
    let first = shown.lock().unwrap()[0].clone();
    assert!(first.starts_with("Bearer ") && first.len() > 20, "{first}");
    // She says no.
    let browser = Browser::begin(&gateway, "city", &LIN).await;
    let back = post(&browser.location, "action=deny").await;
    assert!(browser.come_back(&gateway, &back, &LIN).await.ends_with("sign-in-failed"));
}

/// Sends a form to the provider's page; the path and query of the redirect that comes back.
async fn post(url: &Url, form: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let authority = url.socket_addrs(|| None).unwrap()[0];
    let mut stream = tokio::net::TcpStream::connect(authority).await.unwrap();
    let request = format!(
        "POST {}?{} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        url.path(),
        url.query().unwrap(),
        form.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let location = answer.lines().find_map(|line| {
        line.to_ascii_lowercase().starts_with("location:").then(|| line[9..].trim().to_owned())
    });
    let location = Url::parse(&location.unwrap_or_else(|| panic!("{answer}"))).unwrap();
    format!("{}?{}", location.path(), location.query().unwrap())
}
