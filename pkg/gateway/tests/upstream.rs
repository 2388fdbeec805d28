//! Other libraries' servers through the program as it is started: settings, keys, sign-in, restart, command line.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use axum::{
    Json, Router,
    body::Body,
    extract::Path as Part,
    http::{HeaderMap, Request, StatusCode},
    response::IntoResponse,
    routing::get,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use http_body_util::{BodyExt, Full};
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use serde_json::{Value, json};

const FOLIO_KEY: &str = "folio-key-77aa";
const PASSWORD: &str = "Yu Mu Xiang 9";

/// A catalogue with a shelf of its own, and an edge-patron that knows `ext-1`.
async fn servers() -> SocketAddr {
    let shelf = |headers: HeaderMap| async move {
        let right = format!("Basic {}", STANDARD.encode(format!("lin.mei:{PASSWORD}")));
        if headers.get("authorization").is_some_and(|said| said.as_bytes() == right.as_bytes()) {
            return Json(json!({ "metadata": { "title": "Hers" } })).into_response();
        }
        (StatusCode::UNAUTHORIZED, [("www-authenticate", "Basic realm=\"x\"")]).into_response()
    };
    let account = |Part(id): Part<String>, headers: HeaderMap| async move {
        let key = format!("apikey {FOLIO_KEY}");
        match headers.get("authorization").and_then(|said| said.to_str().ok()) {
            Some(said) if said == key && id == "ext-1" => {
                Json(json!({ "id": "u-1", "totalLoans": 0 })).into_response()
            }
            Some(said) if said == key => (StatusCode::NOT_FOUND, "patron not found").into_response(),
            _ => (StatusCode::UNAUTHORIZED, "no key").into_response(),
        }
    };
    let router = Router::new()
        .route("/opds", get(async || Json(json!({ "metadata": { "title": "All" } }))))
        .route("/opds/shelf", get(shelf))
        .route("/patron/account/{id}", get(account));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

fn settings(home: &Path, servers: SocketAddr) -> String {
    let text = format!(
        "[upstream.city]\nkind = \"opds\"\naddress = \"http://{servers}/opds\"\ninner = true\nsign_in = \"password\"\ncheck = \"/opds/shelf\"\n\n\
         [upstream.folio]\nkind = \"folio-edge-patron\"\naddress = \"http://{servers}\"\ninner = true\nkey_env = \"FOLIO_KEY\"\nkey_in = \"header\"\n"
    );
    let file = home.join("upstreams.toml");
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

fn gateway(home: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yueli-gateway"));
    command
        .arg("--data")
        .arg(home.join("data"))
        .args(words)
        .env("FOLIO_KEY", FOLIO_KEY)
        .env_remove("YUELI_VAULT_KEY");
    command
}

fn run(home: &Path, words: &[&str]) -> Output {
    gateway(home, words).output().unwrap()
}

/// The server as a process, with everything logged to a file.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(home: &Path, file: &str) -> Self {
        let log = std::fs::File::options().create(true).append(true).open(home.join("log")).unwrap();
        let books = home.join("books").display().to_string();
        let words = ["--books", &books, "--upstreams", file, "--listen", "127.0.0.1:0"];
        let mut command = gateway(home, &words);
        command.env("RUST_LOG", "trace").stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line
            .trim_end()
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("{}", std::fs::read_to_string(home.join("log")).unwrap_or_default()));
        Self { child, address: address.to_owned() }
    }

    async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, HeaderMap, Value) {
        let mut request = Request::builder().method(method).uri(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<axum::body::Bytes>>();
        let answer = client.request(request.body(body.to_owned().into()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = Body::new(body).collect().await.unwrap().to_bytes();
        (parts.status.as_u16(), parts.headers, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    /// The cookie and the token of a card with the PIN 1234.
    async fn sign_in(&self, card: &str) -> (String, String) {
        let typed = json!({ "login": card, "password": "1234" }).to_string();
        let (status, headers, said) =
            self.ask("POST", "/session", &[("content-type", "application/json")], &typed).await;
        assert_eq!(status, 200, "{said}");
        let cookie = headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        (cookie, said["csrf"].as_str().unwrap().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn add(home: &Path, card: &str) {
    let added = run(home, &["patron", "add", "--card", card, "--name", card, "--pin", "1234"]);
    assert!(added.status.success(), "{added:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patron_signs_in_to_another_library_and_stays_so_over_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let file = settings(home.path(), servers().await);
    let server = Server::start(home.path(), &file);
    add(home.path(), "lin");
    add(home.path(), "bo");
    let (cookie, csrf) = server.sign_in("lin").await;
    let looks = [("cookie", cookie.as_str())];
    let acts = [
        ("cookie", cookie.as_str()),
        ("x-csrf-token", csrf.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/json"),
    ];
    let (status, headers, said) = server.ask("GET", "/upstreams/city/opds/shelf", &looks, "").await;
    assert_eq!((status, said["code"].as_str()), (401, Some("sign-in-needed")));
    assert!(headers.get("www-authenticate").is_none());
    assert!(headers["content-type"].to_str().unwrap().starts_with("application/problem+json"));

    let typed = json!({ "login": "lin.mei", "password": PASSWORD }).to_string();
    for (headers, code) in [
        (&acts[1..], "library-sign-in-needed"),
        (&[acts[0], acts[2], acts[3]][..], "not-from-here"),
        (&[acts[0], ("x-csrf-token", "0"), acts[2], acts[3]][..], "not-from-here"),
        (&[acts[0], acts[1], ("sec-fetch-site", "cross-site"), acts[3]][..], "not-from-here"),
    ] {
        let (_, _, said) = server.ask("POST", "/upstreams/city/sign-in", headers, &typed).await;
        assert_eq!(said["code"], code, "{said}");
    }
    let wrong = typed.replace(PASSWORD, "wrong-3f1");
    assert_eq!(server.ask("POST", "/upstreams/city/sign-in", &acts, &wrong).await.2["code"], "sign-in-wrong");
    assert_eq!(server.ask("POST", "/upstreams/city/sign-in", &acts, &typed).await.0, 204);
    let (status, headers, said) = server.ask("GET", "/upstreams/city/opds/shelf", &looks, "").await;
    assert_eq!((status, said["metadata"]["title"].as_str()), (200, Some("Hers")));
    assert_eq!(headers["cache-control"], "private, no-store");
    assert!(
        headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"),
        "not the app's own policy"
    );
    let (his, _) = server.sign_in("bo").await;
    assert_eq!(server.ask("GET", "/upstreams/city/opds/shelf", &[("cookie", &his)], "").await.0, 401);

    drop(server);
    let server = Server::start(home.path(), &file);
    assert_eq!(server.ask("GET", "/upstreams/city/opds/shelf", &looks, "").await.0, 200, "over a restart");
    let encoded = STANDARD.encode(format!("lin.mei:{PASSWORD}"));
    let mut looked_at = 0;
    for path in files(home.path()) {
        let bytes = std::fs::read(&path).unwrap();
        for secret in ["lin.mei", PASSWORD, "wrong-3f1", encoded.as_str(), FOLIO_KEY] {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} in {}", path.display());
        }
        looked_at += bytes.len();
    }
    assert!(looked_at > 100_000, "databases and a log at its finest");
    let key = home.path().join("data/vault.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);

    drop(server);
    let old = std::fs::read_to_string(&key).unwrap();
    let new = format!("new:{}\n", STANDARD.encode([7; 32]));
    std::fs::write(&key, format!("{new}{old}")).unwrap();
    let resealed = run(home.path(), &["upstream", "reseal"]);
    assert!(String::from_utf8_lossy(&resealed.stdout).starts_with("1 records"), "{resealed:?}");
    std::fs::write(&key, &new).unwrap();
    let server = Server::start(home.path(), &file);
    assert_eq!(
        server.ask("GET", "/upstreams/city/opds/shelf", &looks, "").await.0,
        200,
        "with the new key alone"
    );

    assert_eq!(server.ask("DELETE", "/upstreams/city/sign-in", &looks, "").await.2["code"], "not-from-here");
    assert_eq!(server.ask("DELETE", "/upstreams/city/sign-in", &acts, "").await.0, 204);
    assert_eq!(server.ask("GET", "/upstreams/city/opds/shelf", &looks, "").await.0, 401);
    assert_eq!(audited(home.path()).await, ["upstream.signed-in", "upstream.signed-out"]);
}

/// What the audit log has of upstreams.
async fn audited(home: &Path) -> Vec<String> {
    let url = format!("sqlite://{}", home.join("data/library.sqlite").display());
    let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
    let sql = "SELECT action FROM audit WHERE action LIKE 'upstream.%' ORDER BY id";
    sqlx::query_scalar(sql).fetch_all(&pool).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_librarian_says_who_a_patron_is_and_looks_whether_all_answer() {
    let home = tempfile::tempdir().unwrap();
    let file = settings(home.path(), servers().await);
    let server = Server::start(home.path(), &file);
    add(home.path(), "lin");
    let (cookie, _) = server.sign_in("lin").await;
    let looks = [("cookie", cookie.as_str())];
    let account = "/upstreams/folio/patron/account/ext-1";
    assert_eq!(server.ask("GET", account, &looks, "").await.2["code"], "no-such-patron");
    let said = |words: &[&str]| {
        let done = run(home.path(), &[&["--upstreams", &file, "upstream"], words].concat());
        let text =
            format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert!(!text.contains(FOLIO_KEY), "{text}");
        (done.status.success(), text)
    };
    for (words, part) in [
        (&["bind", "folio", "lin", "nobody"][..], "does not know"),
        (&["bind", "folio", "no such card", "ext-1"], "no patron with the card"),
        (&["bind", "nowhere", "lin", "ext-1"], "no upstream nowhere"),
        (&["bind", "city", "lin", "ext-1"], "sign in to city themselves"),
    ] {
        let (done, text) = said(words);
        assert!(!done && text.contains(part), "{words:?}: {text}");
    }
    assert!(said(&["bind", "folio", "lin", "ext-1"]).0);
    let (status, _, answer) = server.ask("GET", account, &looks, "").await;
    assert_eq!((status, &answer["id"]), (200, &json!("u-1")));
    assert_eq!(
        server.ask("GET", "/upstreams/folio/patron/account/ext-2", &looks, "").await.2["code"],
        "other-patron"
    );
    assert!(said(&["unbind", "folio", "lin"]).0);
    assert_eq!(server.ask("GET", account, &looks, "").await.2["code"], "no-such-patron");

    assert_eq!(audited(home.path()).await, ["upstream.bound", "upstream.unbound"]);

    let (well, text) = said(&["check"]);
    assert!(well, "{text}");
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(
        lines.iter().map(|line| (line[0], line[1])).collect::<Vec<_>>(),
        [("city", "ok"), ("folio", "ok")]
    );
    assert!(lines[1][4].contains("the key is accepted"), "{text}");
    let broken = std::fs::read_to_string(&file)
        .unwrap()
        .replace("/opds\"", "/nothing\"")
        .replace("key_in = \"header\"\n", "");
    std::fs::write(&file, broken).unwrap();
    let (well, text) = said(&["check"]);
    assert!(!well && text.contains("city\tfails") && text.contains("the key is not accepted"), "{text}");
}

#[test]
fn a_file_that_is_wrong_is_said_with_its_line() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("upstreams.toml");
    std::fs::write(&file, "[upstream.a]\nkind = \"opds\"\naddress = \"http://127.0.0.1/\"\n").unwrap();
    for words in [
        &["--books", "b", "--upstreams", file.to_str().unwrap()][..],
        &["--upstreams", file.to_str().unwrap(), "upstream", "check"],
    ] {
        let done = run(home.path(), words);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            !done.status.success() && said.contains("line 3: upstream a:") && said.contains("inner = true"),
            "{said}"
        );
    }
    let done = run(home.path(), &["upstream", "check"]);
    assert!(String::from_utf8_lossy(&done.stderr).contains("--upstreams"), "{done:?}");
}
