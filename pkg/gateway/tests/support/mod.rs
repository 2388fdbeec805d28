//! A library for a test: a folder, books made on the spot, a real server, and a small HTTP client.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "used by tests only, and by each of them in part"
)]

pub mod epub;
#[path = "../../examples/race/run/postgres.rs"]
pub mod postgres;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::LazyLock,
    time::{Duration, SystemTime},
};

use serde_json::Value;
use sqlx::Connection;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    runtime::{Builder, Runtime},
};
use yueli_gateway::{
    Server,
    config::{Config, Timing},
    store::Database,
};
use yueli_publication::LocalizedText;

/// What the servers of a test run on.
static THREADS: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap());

/// A folder of books with a server on it.
pub struct Library {
    /// Everything of this test: `books`, `data`, `web`.
    pub home: tempfile::TempDir,
    server: Option<Server>,
    /// What must not be lost; made at the first start.
    database: Option<Database>,
}

/// Names a PostgreSQL server (`postgres://user@host:port`) in which each library gets a database of its own.
const POSTGRES: &str = "YUELI_TEST_POSTGRES";

/// Runs every test of this file once more, on PostgreSQL where it is installed.
pub fn again_on_postgresql() {
    if std::env::var_os(POSTGRES).is_some() {
        return;
    }
    if postgres::programs().is_none() {
        println!(
            "PostgreSQL is not installed, so this was tested on SQLite only: `cargo xtask setup` installs it"
        );
        return;
    }
    let postgres = postgres::Postgres::start().unwrap();
    let again = std::process::Command::new(std::env::current_exe().unwrap())
        .env(POSTGRES, postgres.server())
        .args(["--test-threads", "2"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success(), "{said}{}", String::from_utf8_lossy(&again.stderr));
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

/// A browser that a patron signed in with.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub cookie: String,
    pub csrf: String,
    pub id: String,
}

impl SignedIn {
    /// What her browser sends with what only looks.
    pub fn looks(&self) -> Vec<(&str, &str)> {
        vec![("Cookie", &self.cookie)]
    }

    /// What her browser sends with what changes something.
    pub fn acts(&self) -> Vec<(&str, &str)> {
        vec![("Cookie", &self.cookie), ("X-CSRF-Token", &self.csrf)]
    }
}

/// Card and PIN as `Authorization` says them.
pub fn basic(card: &str, pin: &str) -> String {
    use base64::Engine;
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(format!("{card}:{pin}")))
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Library {
    /// A library of these files, with everything read.
    pub async fn of(files: &[(&str, Vec<u8>)]) -> Self {
        let library = Self::of_folder(|books| {
            for (name, bytes) in files {
                put(books, name, bytes);
            }
        });
        library.await
    }

    /// A library whose folder is prepared by `prepare`, with everything read.
    pub async fn of_folder(prepare: impl FnOnce(&Path)) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("books")).unwrap();
        prepare(&home.path().join("books"));
        let mut library = Self { home, server: None, database: None };
        library.start().await;
        library.settled().await;
        library
    }

    /// A library in an own home, where nothing is there but what the test makes.
    pub async fn at(home: tempfile::TempDir) -> Self {
        let mut library = Self { home, server: None, database: None };
        library.start().await;
        library
    }

    pub async fn start(&mut self) {
        let web = self.home.path().join("web");
        let mut name = LocalizedText::in_language("en", "Test Library");
        name.add("zh-CN", "测试图书馆");
        let config = Config {
            books: self.books(),
            web: web.is_dir().then_some(web),
            data: self.home.path().join("data"),
            database: self.database().await,
            upstreams: Some(self.home.path().join("upstreams.toml")).filter(|file| file.is_file()),
            listen: "127.0.0.1:0".parse().unwrap(),
            name,
            timing: Timing {
                rescan: Duration::from_millis(700),
                absent: Duration::from_millis(100),
                quiet: Duration::from_millis(50),
                settle: Duration::from_millis(300),
            },
        };
        // On threads of its own: a test that waits for a command must not keep the server from ending what it began.
        self.server = Some(THREADS.spawn(Server::start(config)).await.unwrap().unwrap());
    }

    /// Where it listens.
    pub fn address(&self) -> std::net::SocketAddr {
        self.server.as_ref().unwrap().address()
    }

    async fn database(&mut self) -> Database {
        if self.database.is_none() {
            let address = match std::env::var(POSTGRES) {
                Ok(server) => {
                    let name = format!("t{}", uuid::Uuid::new_v4().simple());
                    Some(postgres::create(&server, &name).await.unwrap())
                }
                Err(_) => None,
            };
            self.database = Some(Database::of(address, &self.home.path().join("data")));
        }
        self.database.clone().unwrap()
    }

    /// What the command line says to `words`, a command on this library; it must succeed.
    pub fn command(&self, words: &[&str]) -> String {
        let done = self.try_command(words);
        assert!(done.status.success(), "{words:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap().trim_end().to_owned()
    }

    /// The same, where it may fail.
    pub fn try_command(&self, words: &[&str]) -> std::process::Output {
        std::process::Command::new(env!("CARGO_BIN_EXE_yueli-gateway"))
            .arg("--data")
            .arg(self.home.path().join("data"))
            .args(self.address_of_database().map(|address| format!("--database={address}")))
            .args(words)
            .output()
            .unwrap()
    }

    /// The PostgreSQL that the library is on, where it is on one.
    pub fn address_of_database(&self) -> Option<&str> {
        match self.database.as_ref()? {
            Database::Address(address) => Some(address),
            Database::File(_) => None,
        }
    }

    /// A patron with the PIN 1234, and her id.
    pub fn patron(&self, card: &str, more: &[&str]) -> String {
        let mut words = vec!["patron", "add", "--card", card, "--name", card, "--pin", "1234"];
        words.extend(more);
        self.command(&words)
    }

    /// Signs in with the PIN 1234.
    pub async fn sign_in(&self, card: &str) -> SignedIn {
        let asked = serde_json::json!({ "login": card, "password": "1234" });
        let answer = self.send("POST", "/session", &[], Some(&asked)).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let said = answer.json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        SignedIn { cookie, csrf: text(&said["csrf"]), id: text(&said["patron"]["id"]) }
    }

    /// As if the item had been due so many days ago.
    pub async fn late(&self, barcode: &str, days: i64) {
        let at = i64::try_from(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis());
        let due = at.unwrap() - days * 86_400_000;
        let sql = format!(
            "UPDATE loans SET due = {due} WHERE item = (SELECT id FROM items WHERE barcode = '{barcode}')"
        );
        self.change(&sql).await;
    }

    /// As if every digital loan had run out.
    pub async fn run_out(&self) {
        self.change("UPDATE loans SET due = since + 1 WHERE medium = 'digital'").await;
    }

    /// Changes the store behind the server's back.
    async fn change(&self, sql: &str) {
        sqlx::any::install_default_drivers();
        let file = self.home.path().join("data/library.sqlite");
        let address =
            self.address_of_database().map_or_else(|| format!("sqlite://{}", file.display()), str::to_owned);
        let mut on = sqlx::AnyConnection::connect(&address).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut on).await.unwrap();
    }

    pub async fn stop(&mut self) {
        self.server.take().unwrap().stop().await;
    }

    pub fn books(&self) -> PathBuf {
        self.home.path().join("books")
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        put(&self.books(), name, bytes);
    }

    /// Waits until nothing is being read.
    pub async fn settled(&self) {
        self.until("nothing is being read", |health| health["importing"] == false).await;
    }

    /// Waits until the server's health is as wanted.
    pub async fn until(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut last = Value::Null;
        for _ in 0..2000 {
            last = self.get("/healthz").await.json();
            if wanted(&last) {
                return last;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("waited in vain until {what}; last: {last}");
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[]).await
    }

    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(method, path, headers, None).await
    }

    /// Asks with a body of JSON.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let address = self.address();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        if !body.is_empty() {
            request
                .push_str(&format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
        }
        request.push_str("\r\n");
        request.push_str(&body);
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        parse(&answer)
    }

    /// A feed as JSON; its status must be 200.
    pub async fn feed(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()
    }
}

/// Writes a file that looks as if it had been there for a while.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
}

fn parse(answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has headers");
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers: HashMap<String, String> = HashMap::new();
    for (name, value) in lines.map(|line| line.split_once(": ").unwrap_or((line, ""))) {
        let all = headers.entry(name.to_ascii_lowercase()).or_default();
        all.push_str(if all.is_empty() { "" } else { ", " });
        all.push_str(value);
    }
    let mut body = answer[end + 4..].to_vec();
    if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
        body = unchunk(&body);
    }
    Answer { status, headers, body }
}

fn unchunk(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend(&body[end + 2..end + 2 + length]);
        body = &body[end + 2 + length + 2..];
    }
}

/// The titles in a feed, in order.
pub fn titles(feed: &Value) -> Vec<String> {
    let publications = feed["publications"].as_array().cloned().unwrap_or_default();
    publications
        .iter()
        .map(|publication| publication["metadata"]["title"].as_str().unwrap_or_default().to_owned())
        .collect()
}
