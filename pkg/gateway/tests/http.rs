//! How things are sent: ranges, headers, the app's files.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use sha2::{Digest, Sha256};
use support::{Answer, Library, epub::Book, put};

const INDEX: &str = "<!doctype html><title>App</title>";

async fn library() -> Library {
    Library::of_folder(|books| {
        let web = books.parent().unwrap().join("web");
        for (name, content) in [
            ("index.html", INDEX),
            ("sw.js", "// worker"),
            ("manifest.webmanifest", "{}"),
            ("app-0123456789abcdef.js", "plain"),
            ("app-0123456789abcdef.js.br", "brotli"),
            ("app-0123456789abcdef.js.gz", "gzip"),
            ("app-0123456789abcdef_bg.wasm", "wasm"),
            ("fonts/a.woff2", "font"),
        ] {
            put(&web, name, content.as_bytes());
        }
        let whale = Book { title: "白鲸 Moby-Dick", cover: Some((300, 400)), ..Book::titled("") };
        put(books, "odd #1 100% ?*.epub", &whale.epub());
    })
    .await
}

/// The address of the only book's file, and the file.
async fn file(library: &Library) -> (String, Vec<u8>) {
    let feed = library.feed("/opds/publications").await;
    let href = feed["publications"][0]["links"][1]["href"].as_str().unwrap().to_owned();
    let bytes = std::fs::read(library.books().join("odd #1 100% ?*.epub")).unwrap();
    (href, bytes)
}

/// The bytes that `Repr-Digest` says in Base64.
fn digest_of(header: &str) -> Vec<u8> {
    let text = header.strip_prefix("sha-256=:").and_then(|rest| rest.strip_suffix("=:")).unwrap();
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut bytes) = (0_usize, 0, Vec::new());
    for letter in text.chars() {
        bits = (bits << 6 | letters.find(letter).unwrap()) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}

#[tokio::test]
async fn books_are_sent_whole_and_in_parts() {
    let library = library().await;
    let (href, bytes) = file(&library).await;
    let length = bytes.len();
    let whole = library.get(&href).await;
    assert_eq!((whole.status, &whole.body), (200, &bytes));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("content-type"), "application/epub+zip");
    assert_eq!(whole.header("content-encoding"), "");
    let disposition = whole.header("content-disposition");
    assert!(disposition.starts_with("inline; filename=\"__-moby-dick.epub\"; filename*=UTF-8''%E7%99%BD"));
    assert_eq!(digest_of(whole.header("repr-digest")), Sha256::digest(&bytes).to_vec());
    assert!(whole.header("etag").starts_with('"'), "a strong ETag, so that parts can be put together");
    let (etag, modified) = (whole.header("etag").to_owned(), whole.header("last-modified").to_owned());
    for (range, status, part) in [
        ("bytes=0-9", 206, Some(0..10)),
        ("bytes=10-10", 206, Some(10..11)),
        ("bytes=-22", 206, Some(length - 22..length)),
        ("bytes=100-", 206, Some(100..length)),
        ("bytes=5-999999999", 206, Some(5..length)),
        ("bytes=0-0,5-6", 200, Some(0..length)),
        ("bytes=9-5", 200, Some(0..length)),
        ("lines=1-2", 200, Some(0..length)),
        ("bytes=999999999-", 416, None),
        ("bytes=-0", 416, None),
    ] {
        let answer = library.ask("GET", &href, &[("Range", range)]).await;
        assert_eq!(answer.status, status, "{range}");
        match part {
            Some(part) => {
                let says = format!("bytes {}-{}/{length}", part.start, part.end - 1);
                assert_eq!(answer.header("content-range"), if status == 206 { &says } else { "" });
                assert_eq!(answer.header("content-length"), part.len().to_string(), "{range}");
                assert_eq!(answer.body, bytes[part], "{range}");
            }
            None => assert_eq!(answer.header("content-range"), format!("bytes */{length}")),
        }
        let digest = if status == 416 { "" } else { whole.header("repr-digest") };
        assert_eq!(answer.header("repr-digest"), digest, "of the whole: {range}");
        let head = library.ask("HEAD", &href, &[("Range", range)]).await;
        assert_eq!((head.status, head.body.len()), (status, 0), "{range}");
        assert_eq!(head.header("content-length"), answer.header("content-length"), "{range}");
    }
    for (name, value, status) in [
        ("If-None-Match", etag.as_str(), 304),
        ("If-None-Match", "\"other\"", 200),
        ("If-Modified-Since", &modified, 304),
        ("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", 200),
    ] {
        assert_eq!(library.ask("GET", &href, &[(name, value)]).await.status, status, "{name}: {value}");
    }
    for (condition, status) in [(etag.as_str(), 206), (&modified, 206), ("\"other\"", 200)] {
        let headers = [("Range", "bytes=0-0"), ("If-Range", condition)];
        assert_eq!(library.ask("GET", &href, &headers).await.status, status, "{condition}");
    }
}

#[tokio::test]
async fn books_that_are_not_there_are_not_sent() {
    let library = library().await;
    let (href, _) = file(&library).await;
    for path in ["/publications/x/y", "/publications/..%2f..%2fetc/passwd", "/publications/x"] {
        assert_eq!(library.get(path).await.status, 404, "{path}");
    }
    // The file is another one now, and the import has not noticed yet.
    library.put("odd #1 100% ?*.epub", b"short");
    assert_eq!(library.get(&href).await.status, 410);
}

#[tokio::test]
async fn covers_are_kept_for_ever() {
    let library = library().await;
    let feed = library.feed("/opds/publications").await;
    let href = feed["publications"][0]["images"][0]["href"].as_str().unwrap();
    let cover = library.get(href).await;
    assert!(cover.header("cache-control").contains("immutable"));
    let again = library.ask("GET", href, &[("If-None-Match", cover.header("etag"))]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    for path in ["/covers/x/small", &href.replace("small", "huge"), "/covers/..%2f..%2fx/small"] {
        assert_eq!(library.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn feeds_are_packed_and_not_sent_twice() {
    let library = library().await;
    for path in ["/opds", "/opds/publications"] {
        let plain = library.get(path).await;
        assert_eq!(plain.header("content-type"), "application/opds+json");
        let packed = library.ask("GET", path, &[("Accept-Encoding", "br")]).await;
        assert_eq!(packed.header("content-encoding"), "br");
        assert!(packed.body.len() < plain.body.len());
        assert!(packed.header("vary").to_ascii_lowercase().contains("accept-encoding"));
        let etag = plain.header("etag").to_owned();
        assert!(etag.starts_with("W/"));
        let again = library.ask("GET", path, &[("If-None-Match", &etag)]).await;
        assert_eq!((again.status, again.body.len()), (304, 0));
    }
}

#[tokio::test]
async fn the_apps_files() {
    let library = library().await;
    let script = "/app-0123456789abcdef.js";
    let forever = "public, max-age=31536000, immutable";
    for (path, accept_encoding, body, media_type, cache) in [
        ("/", "", INDEX, "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "", INDEX, "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "", "// worker", "text/javascript; charset=utf-8", "no-cache"),
        ("/manifest.webmanifest", "", "{}", "application/manifest+json", "no-cache"),
        (script, "", "plain", "text/javascript; charset=utf-8", forever),
        (script, "gzip, deflate, br", "brotli", "text/javascript; charset=utf-8", forever),
        (script, "gzip;q=1.0, br;q=0", "gzip", "text/javascript; charset=utf-8", forever),
        ("/app-0123456789abcdef_bg.wasm", "br", "wasm", "application/wasm", forever),
        ("/fonts/a.woff2", "br", "font", "font/woff2", "no-cache"),
    ] {
        let answer = library.ask("GET", path, &[("Accept-Encoding", accept_encoding)]).await;
        assert_eq!((answer.status, answer.text()), (200, body), "{path} {accept_encoding}");
        assert_eq!(answer.header("content-type"), media_type, "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
        let known = [("Accept-Encoding", accept_encoding), ("If-None-Match", answer.header("etag"))];
        assert_eq!(library.ask("GET", path, &known).await.status, 304, "{path}");
        let head = library.ask("HEAD", path, &[("Accept-Encoding", accept_encoding)]).await;
        assert_eq!(head.header("content-length"), body.len().to_string(), "{path}");
    }
    let packed = library.ask("GET", script, &[("Accept-Encoding", "br")]).await;
    assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("br", "Accept-Encoding"));
    assert_eq!(library.get("/sw.js").await.header("service-worker-allowed"), "/");
}

#[tokio::test]
async fn pages_of_the_app_and_everything_else() {
    let library = library().await;
    let page = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let data = ("Accept", "*/*");
    for (method, path, accept, status, media_type) in [
        ("GET", "/title/abc", page, 200, "text/html; charset=utf-8"),
        ("GET", "/settings/", page, 200, "text/html; charset=utf-8"),
        ("GET", "/title/abc", data, 404, "application/problem+json"),
        ("GET", "/nothing.js", data, 404, "application/problem+json"),
        ("GET", "/book/abc/OPS/one.xhtml", page, 404, "text/html; charset=utf-8"),
        ("GET", "/api/loans", page, 404, "application/problem+json"),
        ("GET", "/opds/nothing", page, 404, "application/problem+json"),
        ("GET", "/publications/", page, 404, "application/problem+json"),
        ("GET", "/%2e%2e/data/catalogue.sqlite", data, 404, "application/problem+json"),
        ("POST", "/title/abc", page, 405, "application/problem+json"),
    ] {
        let answer = library.ask(method, path, &[accept]).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("content-type"), media_type, "{method} {path}");
        if status == 200 {
            assert_eq!(answer.text(), INDEX, "{path}");
        }
    }
}

fn assert_guarded(answer: &Answer, resources: &str) {
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval';", "frame-ancestors 'self'"] {
        assert!(policy.contains(part), "{answer:?}");
    }
    assert!(!policy.contains("'unsafe-eval'") && !policy.contains("script-src 'unsafe-inline'"));
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(answer.header("cross-origin-resource-policy"), resources);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(answer.header("permissions-policy").contains("camera=()"));
    assert!(!answer.header("x-request-id").is_empty());
}

#[tokio::test]
async fn every_answer_is_guarded_and_the_catalogue_open_to_all() {
    let library = library().await;
    let (book, _) = file(&library).await;
    for path in ["/", "/sw.js", "/nothing", "/healthz", "/api/x"] {
        let answer = library.get(path).await;
        assert_guarded(&answer, "same-origin");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    for path in ["/opds", "/opds/publications", "/covers/x/small", "/opds/publications/x", &book] {
        let answer = library.get(path).await;
        assert_guarded(&answer, "cross-origin");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        let preflight = library.ask("OPTIONS", path, &[("Origin", "https://example.org")]).await;
        assert_eq!(preflight.status, 204, "{path}");
        assert!(preflight.header("access-control-allow-headers").contains("Range"), "{path}");
    }
    let given = library.ask("GET", "/healthz", &[("X-Request-Id", "from-proxy-1")]).await;
    assert_eq!(given.header("x-request-id"), "from-proxy-1");
    let forged = library.ask("GET", "/healthz", &[("X-Request-Id", "a b\t\"c")]).await;
    assert_ne!(forged.header("x-request-id"), "a b\t\"c");
}

#[tokio::test]
async fn without_an_app_the_catalogue_is_pointed_to() {
    let library = Library::of(&[("one.epub", Book::titled("One").epub())]).await;
    let page = library.ask("GET", "/", &[("Accept", "text/html")]).await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("href=\"/opds\""));
}

#[tokio::test]
async fn stopping_lets_requests_finish() {
    let mut library = library().await;
    let (href, bytes) = file(&library).await;
    assert_eq!(library.get(&href).await.body.len(), bytes.len());
    tokio::time::timeout(std::time::Duration::from_secs(5), library.stop()).await.unwrap();
}
