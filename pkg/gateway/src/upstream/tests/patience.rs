//! Servers that are slow, broken, gone, or not who they say.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    passing::city,
    world::{Fake, Gateway, LIN, Names, PAUSE, feed, reply},
};

const QUICK: &str =
    "[upstream.city.patience]\nconnect = 0.3\nfirst_byte = 0.3\nidle = 0.3\ntotal = 2.0\ntries = 1\n";

#[tokio::test]
async fn each_kind_of_trouble_has_a_name() {
    let fake = Fake::start(|asked| {
        let json = "Content-Type: application/opds+json";
        match asked.path.trim_start_matches("/opds/") {
            "html" => reply(200, "Content-Type: text/html", "<html>login</html>"),
            "html-as-json" => reply(200, json, "<!doctype html><html>"),
            "html-as-atom" => reply(200, "Content-Type: application/atom+xml", "<!DOCTYPE html><html>"),
            "half" => reply(200, json, "{\"metadata\": {\"title\":"),
            "short" => b"HTTP/1.1 200 OK\r\nContent-Type: application/opds+json\r\nContent-Length: 100\r\n\r\n{\"metadata\":{}".to_vec(),
            "empty" => reply(200, json, ""),
            "nothing" => Vec::new(),
            "garbage" => b"\x00\x01\x02 what is this\r\n\r\n".to_vec(),
            "long-header" => reply(200, &format!("{json}\r\nX: {}", "x".repeat(1_000_000)), "{}"),
            "many-headers" => reply(200, &format!("{json}{}", "\r\nX: y".repeat(400)), "{}"),
            "large" => reply(200, json, &format!("\"{}\"", "x".repeat(2000))),
            "large-unsaid" => format!("HTTP/1.1 200 OK\r\n{json}\r\nConnection: close\r\n\r\n\"{}\"", "x".repeat(2000)).into_bytes(),
            "said-large" => b"HTTP/1.1 200 OK\r\nContent-Type: application/opds+json\r\nContent-Length: 99999999999\r\n\r\n{".to_vec(),
            "slow" => [&[PAUSE][..], &feed("x")].concat(),
            "500" => reply(500, "Content-Type: text/html", "<html>"),
            "502" => reply(502, "", ""),
            "503" => reply(503, "Retry-After: 77", ""),
            "429" => reply(429, "Retry-After: 12", ""),
            "401" => reply(401, "WWW-Authenticate: Basic realm=\"Books\"\r\nContent-Type: text/html", "<html>"),
            "403" => reply(403, "", ""),
            "404" => reply(404, "Content-Type: text/html", "<html>"),
            "410" => reply(410, "", ""),
            "304" => reply(304, "ETag: \"x\"", ""),
            "300" => reply(300, "", ""),
            "101" => reply(101, "Upgrade: x", ""),
            "422" => reply(422, "Content-Type: application/json", "{\"errors\":[]}"),
            "auth" => reply(401, "WWW-Authenticate: Basic\r\nContent-Type: application/vnd.opds.authentication.v1.0+json", "{\"id\":\"x\"}"),
            _ => feed("x"),
        }
    })
    .await;
    let gateway = Gateway::of(&city(
        &fake,
        &format!("{QUICK}[upstream.city.limits]\ndocument_bytes = 1000\nfailures = 1000\n"),
    ));
    let mut seen = 0;
    for (path, expected) in [
        ("html", "upstream-nonsense"),
        ("html-as-json", "upstream-nonsense"),
        ("html-as-atom", "upstream-nonsense"),
        ("half", "upstream-nonsense"),
        ("short", "upstream-nonsense"),
        ("empty", "upstream-nonsense"),
        ("nothing", "upstream-down"),
        ("garbage", "upstream-nonsense"),
        ("long-header", "upstream-nonsense"),
        ("many-headers", "upstream-nonsense"),
        ("large", "upstream-too-large"),
        ("large-unsaid", "upstream-too-large"),
        ("said-large", "upstream-too-large"),
        ("slow", "upstream-slow"),
        ("500", "upstream-down"),
        ("502", "upstream-down"),
        ("503", "upstream-down"),
        ("429", "too-many"),
        ("401", "sign-in-needed"),
        ("403", "upstream-refused"),
        ("404", "upstream-not-there"),
        ("410", "upstream-not-there"),
        ("300", "upstream-nonsense"),
        ("101", "upstream-nonsense"),
    ] {
        let answer = gateway.ask("GET", &format!("/upstreams/city/opds/{path}"), &LIN, "").await;
        assert_eq!(answer.code(), expected, "{path}: {}", answer.text());
        assert_eq!(answer.header("www-authenticate"), "", "no browser shows a dialog of its own");
        assert_eq!(answer.json()["upstream"], "city");
        match path {
            "503" => assert_eq!(answer.header("retry-after"), "77"),
            "429" => assert_eq!(answer.header("retry-after"), "12"),
            "401" => assert_eq!(answer.json()["challenges"][0]["realm"], "Books"),
            _ => {}
        }
        seen += 1;
    }
    println!("{seen} kinds of trouble");
    for (path, status) in [("304", 304), ("422", 422), ("auth", 401)] {
        let answer = gateway.ask("GET", &format!("/upstreams/city/opds/{path}"), &LIN, "").await;
        assert_eq!((answer.status.as_u16(), answer.header("yueli-upstream")), (status, "city"), "{path}");
        assert_eq!(answer.header("www-authenticate"), "");
    }
}

#[tokio::test]
async fn words_come_in_the_language_that_was_asked_for() {
    let fake = Fake::start(|_| reply(404, "", "")).await;
    let gateway = Gateway::of(&city(&fake, ""));
    for (language, words) in
        [("zh-CN", "对方图书馆没有这项内容"), ("en", "The other library does not have this")]
    {
        let answer = gateway.ask("GET", "/upstreams/city/opds", &[("accept-language", language)], "").await;
        assert_eq!(
            (answer.code().as_str(), answer.json()["title"].as_str()),
            ("upstream-not-there", Some(words))
        );
        assert_eq!(answer.header("content-language"), language);
    }
}

#[tokio::test]
async fn servers_that_are_not_there_are_told_apart() {
    let gone = {
        let fake = Fake::start(|_| feed("x")).await;
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        drop(fake);
        listener.local_addr().unwrap()
    };
    let toml = format!("[upstream.gone]\nkind = \"opds\"\naddress = \"http://{gone}/opds\"\ninner = true\n");
    assert_eq!(Gateway::of(&toml).get("/upstreams/gone/opds").await.code(), "upstream-down");

    struct Nobody;
    impl super::super::wire::Resolve for Nobody {
        fn resolve(
            &self,
            _: String,
            _: u16,
        ) -> futures::future::BoxFuture<'static, std::io::Result<Vec<IpAddr>>> {
            Box::pin(async { Err(std::io::Error::other("no such name")) })
        }
    }
    let named = "[upstream.named]\nkind = \"opds\"\naddress = \"https://opds.example/opds\"\n";
    let answer = Gateway::with(named, Arc::new(Nobody)).get("/upstreams/named/opds").await;
    assert_eq!(answer.code(), "wrong-address");

    // Plain HTTP behind an address with https: no certificate comes.
    let fake = Fake::start(|_| feed("x")).await;
    let toml = format!(
        "[upstream.plain]\nkind = \"opds\"\naddress = \"https://{}/opds\"\ninner = true\n[upstream.plain.patience]\nconnect = 1.0\n",
        fake.address
    );
    let code = Gateway::of(&toml).get("/upstreams/plain/opds").await.code();
    assert!(code == "upstream-insecure" || code == "upstream-slow", "{code}");
    assert!(fake.asked().is_empty());
}

#[tokio::test]
async fn names_that_change_their_mind_gain_nothing() {
    let canary = Fake::start(|_| feed("inside")).await;
    let ip = |text: &str| text.parse::<IpAddr>().unwrap();
    let toml = format!(
        "[upstream.named]\nkind = \"opds\"\naddress = \"http://opds.example:{}/opds\"\n[upstream.named.patience]\nconnect = 0.3\ntries = 3\n",
        canary.address.port()
    );
    for answers in [
        vec![vec![ip("127.0.0.1")]],
        vec![vec![ip("::1")]],
        vec![vec![ip("::ffff:127.0.0.1")]],
        vec![vec![ip("10.0.0.1")]],
        vec![vec![ip("169.254.169.254")]],
        vec![vec![ip("93.184.216.34"), ip("127.0.0.1")]],
        vec![vec![ip("127.0.0.1"), ip("93.184.216.34")]],
        vec![vec![ip("64:ff9b::7f00:1")]],
        vec![vec![]],
    ] {
        let names = Arc::new(Names { answers: answers.clone(), asked: AtomicUsize::new(0) });
        let gateway = Gateway::with(&toml, Arc::<Names>::clone(&names));
        for _ in 0..3 {
            assert_eq!(gateway.get("/upstreams/named/opds").await.code(), "address-refused", "{answers:?}");
        }
        assert_eq!(
            names.asked.load(Ordering::SeqCst),
            3,
            "each connection looks again, and nothing is tried twice"
        );
    }
    assert!(canary.asked().is_empty(), "nothing inside was reached");
}

#[tokio::test]
async fn what_passes_by_is_tried_again_and_what_changes_something_is_not() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let fake = Fake::start(move |asked| {
        let tried = counted.fetch_add(1, Ordering::SeqCst);
        match asked.path.as_str() {
            "/opds/later" if tried < 2 => reply([502, 503, 504][tried % 3], "", ""),
            "/opds/broken" if tried < 1 => Vec::new(),
            "/opds/never" => reply(503, "", ""),
            "/opds/wait" => reply(503, "Retry-After: 3600", ""),
            "/opds/500" => reply(500, "", ""),
            "/opds/lost" => Vec::new(),
            _ => feed("x"),
        }
    })
    .await;
    let gateway =
        Gateway::of(&city(&fake, "sign_in = \"password\"\n[upstream.city.limits]\nfailures = 1000\n"));
    for (method, path, expected, tries) in [
        ("GET", "later", "", 3),
        ("GET", "broken", "", 2),
        ("GET", "never", "upstream-down", 3),
        ("GET", "wait", "upstream-down", 1),
        ("GET", "500", "upstream-down", 1),
        ("GET", "lost", "upstream-down", 3),
        ("PUT", "never", "upstream-down", 3),
        ("DELETE", "never", "upstream-down", 3),
        ("POST", "never", "upstream-down", 1),
        ("POST", "lost", "outcome-unknown", 1),
    ] {
        count.store(0, Ordering::SeqCst);
        let answer = gateway.ask(method, &format!("/upstreams/city/opds/{path}"), &LIN, "x").await;
        let code = if answer.status.is_success() { String::new() } else { answer.code() };
        assert_eq!((code.as_str(), count.load(Ordering::SeqCst)), (expected, tries), "{method} {path}");
    }
}

#[tokio::test]
async fn a_server_that_fails_is_left_in_peace_and_looked_for_again() {
    let well = Arc::new(AtomicUsize::new(0));
    let is_well = Arc::clone(&well);
    let fake =
        Fake::start(move |_| if is_well.load(Ordering::SeqCst) > 0 { feed("x") } else { reply(502, "", "") })
            .await;
    let gateway = Gateway::of(&city(
        &fake,
        "[upstream.city.patience]\ntries = 1\n[upstream.city.limits]\nfailures = 3\nrest = 1\n",
    ));
    for _ in 0..3 {
        assert_eq!(gateway.get("/upstreams/city/opds").await.code(), "upstream-down");
    }
    for _ in 0..10 {
        let answer = gateway.get("/upstreams/city/opds").await;
        assert_eq!((answer.code().as_str(), answer.header("retry-after")), ("upstream-resting", "1"));
    }
    assert_eq!(fake.asked().len(), 3, "it is left in peace");
    well.store(1, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    for _ in 0..3 {
        assert_eq!(gateway.get("/upstreams/city/opds").await.status.as_u16(), 200);
    }
}

#[tokio::test]
async fn nobody_asks_too_much() {
    let fake = Fake::start(|_| feed("x")).await;
    let gateway = Gateway::of(&city(
        &fake,
        "[upstream.city.limits]\nper_second = 0.1\nburst = 5\npatron_per_second = 0.1\npatron_burst = 3\n",
    ));
    let other = [("test-asker", "bo/s2")];
    let mut codes = Vec::new();
    for headers in [&LIN[..1], &LIN[..1], &LIN[..1], &LIN[..1], &other, &other, &other] {
        let answer = gateway.ask("GET", "/upstreams/city/opds", headers, "").await;
        codes.push(if answer.status.is_success() { "ok".to_owned() } else { answer.code() });
        if !answer.status.is_success() {
            assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
        }
    }
    assert_eq!(codes, ["ok", "ok", "ok", "too-many", "ok", "ok", "too-many"]);
    assert_eq!(fake.asked().len(), 5);
}

#[tokio::test]
async fn a_file_that_stops_coming_breaks_off_in_time() {
    let fake = Fake::start(|asked| {
        let head =
            b"HTTP/1.1 200 OK\r\nContent-Type: application/epub+zip\r\nContent-Length: 10\r\n\r\n".to_vec();
        match asked.path.as_str() {
            "/opds/stops" => [&head[..], b"half", &[PAUSE], b"!"].concat(),
            "/opds/closes" => [&head[..], b"half"].concat(),
            _ => [&head[..], b"0123456789"].concat(),
        }
    })
    .await;
    let gateway = Gateway::of(&city(&fake, QUICK));
    for (path, broken) in [("whole", false), ("stops", true), ("closes", true)] {
        let began = Instant::now();
        let answer = gateway.get(&format!("/upstreams/city/opds/{path}")).await;
        assert_eq!((answer.status.as_u16(), answer.broken), (200, broken), "{path}");
        assert_eq!(answer.header("content-length"), "10", "{path}");
        assert!(began.elapsed() < Duration::from_secs(3), "{path}");
    }
}

#[tokio::test]
async fn a_large_file_streams_through() {
    const LENGTH: usize = 20_000_000;
    let fake = Fake::start(|_| {
        let mut bytes =
            format!("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: {LENGTH}\r\n\r\n")
                .into_bytes();
        bytes.resize(bytes.len() + LENGTH, b'm');
        bytes
    })
    .await;
    let answer = Gateway::of(&city(&fake, "[upstream.city.limits]\ndocument_bytes = 1000\n"))
        .get("/upstreams/city/opds/a.mp3")
        .await;
    assert_eq!((answer.body.len(), answer.broken), (LENGTH, false));
}
