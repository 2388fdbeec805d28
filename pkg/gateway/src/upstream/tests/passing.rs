//! What passes through the gateway, and what does not.

use super::world::{Asked, BO, Fake, Gateway, LIN, feed, reply};

/// The settings for one OPDS server on loopback.
pub(super) fn city(fake: &Fake, more: &str) -> String {
    format!(
        "[upstream.city]\nname = \"City Library\"\nname_zh = \"市图书馆\"\nkind = \"opds\"\naddress = \"{}\"\ninner = true\n{more}",
        fake.url("/opds")
    )
}

#[tokio::test]
async fn the_list_says_how_to_ask_each_library() {
    let fake = Fake::start(|_| feed("x")).await;
    let toml = city(
        &fake,
        "paths = [\"/opds\", \"/get\"]\nalso = [\"https://covers.example/img\"]\nsign_in = \"password\"\n",
    );
    let gateway = Gateway::of(&toml);
    let list = gateway.ask("GET", "/upstreams", &[("accept-language", "zh-CN")], "").await;
    assert_eq!((list.status.as_u16(), list.header("content-type")), (200, "application/opds+json"));
    let feed = list.json();
    assert_eq!(feed["metadata"]["title"], "图书馆");
    let link = &feed["navigation"][0];
    assert_eq!((&link["title"], &link["href"]), (&"市图书馆".into(), &"/upstreams/city/opds".into()));
    let about = &link["properties"]["upstream"];
    assert_eq!(about["signIn"]["way"], "password");
    assert_eq!(about["signIn"]["signedIn"], false);
    assert_eq!(about["addresses"][0]["address"], fake.url(""));
    assert_eq!(about["addresses"][0]["href"], "/upstreams/city");
    assert_eq!(about["addresses"][1]["address"], "https://covers.example");
    assert_eq!(about["addresses"][1]["href"], "/upstreams/city/@covers.example");
    assert!(fake.asked().is_empty(), "nobody is asked for a list");
}

#[tokio::test]
async fn headers_pass_by_list_in_both_directions() {
    let fake = Fake::start(|_| {
        reply(
            206,
            "Content-Type: application/epub+zip\r\nContent-Range: bytes 0-2/9\r\nETag: \"e\"\r\n\
             Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT\r\nAccept-Ranges: bytes\r\nSet-Cookie: a=b\r\n\
             WWW-Authenticate: Basic realm=\"x\"\r\nContent-Security-Policy: default-src *\r\n\
             Access-Control-Allow-Origin: *\r\nClear-Site-Data: \"*\"\r\nRefresh: 0; url=https://evil.example\r\n\
             Service-Worker-Allowed: /\r\nStrict-Transport-Security: max-age=1\r\nServer: x\r\n\
             Link: <https://evil.example>; rel=preload\r\nKeep-Alive: timeout=5\r\nX-Frame-Options: ALLOWALL",
            "abc",
        )
    })
    .await;
    let gateway = Gateway::of(&city(&fake, ""));
    let answer = gateway
        .ask(
            "GET",
            "/upstreams/city/opds/book.epub?x=1&y=%20",
            &[
                ("cookie", "yueli-session=secret"),
                ("authorization", "Basic c2VjcmV0"),
                ("proxy-authorization", "Basic c2VjcmV0"),
                ("x-csrf-token", "secret"),
                ("x-forwarded-for", "10.1.1.1"),
                ("forwarded", "for=10.1.1.1"),
                ("referer", "https://here/read/secret"),
                ("origin", "http://here"),
                ("host", "here"),
                ("user-agent", "Secret Browser"),
                ("connection", "keep-alive, x-secret"),
                ("x-secret", "1"),
                ("te", "trailers"),
                ("range", "bytes=0-2"),
                ("if-range", "\"e\""),
                ("accept", "application/epub+zip"),
                ("accept-language", "zh-CN"),
            ],
            "",
        )
        .await;
    let [Asked { method, path, headers, .. }] = &fake.asked()[..] else { panic!("asked more than once") };
    assert_eq!((method.as_str(), path.as_str()), ("GET", "/opds/book.epub?x=1&y=%20"));
    let mut names: Vec<&str> = headers.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["accept", "accept-encoding", "accept-language", "host", "if-range", "range", "user-agent"],
        "{headers:?}"
    );
    assert_eq!(headers["host"], fake.address.to_string());
    assert_eq!(headers["range"], "bytes=0-2");
    assert!(headers["user-agent"].starts_with("Yueli/"));

    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (206, "abc"));
    let mut names: Vec<&str> = answer.headers.keys().map(axum::http::HeaderName::as_str).collect();
    names.sort_unstable();
    let expected = [
        "accept-ranges",
        "cache-control",
        "content-length",
        "content-range",
        "content-security-policy",
        "content-type",
        "cross-origin-resource-policy",
        "etag",
        "last-modified",
        "referrer-policy",
        "vary",
        "x-content-type-options",
        "x-frame-options",
        "yueli-address",
        "yueli-upstream",
    ];
    assert_eq!(names, expected);
    assert_eq!(answer.header("content-range"), "bytes 0-2/9");
    assert_eq!(answer.header("x-frame-options"), "DENY");
    assert!(answer.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    assert_eq!(answer.header("yueli-address"), fake.url("/opds/book.epub?x=1&y=%20"));
}

#[tokio::test]
async fn nothing_that_comes_through_runs_here() {
    let fake = Fake::start(|asked| {
        let kind = match asked.path.as_str() {
            "/opds/js" => "text/javascript",
            "/opds/css" => "text/css",
            "/opds/svg" => "image/svg+xml",
            "/opds/html" => "text/html",
            _ => "application/octet-stream",
        };
        reply(200, &format!("Content-Type: {kind}"), "alert(1)")
    })
    .await;
    let gateway = Gateway::of(&city(&fake, ""));
    for (path, accept, expected) in [
        ("js", "*/*", "application/octet-stream"),
        ("css", "*/*", "application/octet-stream"),
        ("svg", "image/*", "image/svg+xml"),
        ("bin", "*/*", "application/octet-stream"),
    ] {
        let answer =
            gateway.ask("GET", &format!("/upstreams/city/opds/{path}"), &[("accept", accept)], "").await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, expected), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("content-security-policy").contains("sandbox"), "{path}");
    }
    let page = gateway.ask("GET", "/upstreams/city/opds/html", &[("accept", "text/html")], "").await;
    assert_eq!(page.code(), "upstream-nonsense", "a page would be shown in the library's name");
    for destination in ["script", "style", "worker", "serviceworker", "iframe", "embed"] {
        let headers = [("sec-fetch-dest", destination), ("sec-fetch-site", "same-origin")];
        let answer = gateway.ask("GET", "/upstreams/city/opds/js", &headers, "").await;
        assert_eq!(answer.code(), "not-allowed", "{destination}");
    }
    for site in ["cross-site", "same-site"] {
        let answer = gateway.ask("GET", "/upstreams/city/opds/js", &[("sec-fetch-site", site)], "").await;
        assert_eq!(answer.code(), "not-from-here", "{site}");
    }
    assert_eq!(fake.asked().len(), 5);
}

#[tokio::test]
async fn a_page_is_not_passed_on_but_the_catalogues_it_leads_to_are_told() {
    let page = "<!doctype html><link rel=alternate type=application/opds+json href=/opds/v2><p>Welcome";
    let fake = Fake::start(move |_| reply(200, "Content-Type: text/html", page)).await;
    let gateway = Gateway::of(&city(&fake, ""));
    let answer = gateway.ask("GET", "/upstreams/city/opds", &[], "").await;
    assert_eq!(answer.code(), "upstream-nonsense");
    assert_eq!(answer.json()["catalogues"], serde_json::json!([fake.url("/opds/v2")]));
    assert!(!answer.text().contains("Welcome"));
}

#[tokio::test]
async fn only_what_the_library_lists_is_asked() {
    let fake = Fake::start(|_| feed("x")).await;
    let gateway = Gateway::of(&city(&fake, "paths = [\"/opds\", \"/get\"]\n"));
    let all = [
        ("GET", "/upstreams/city/opds", "200"),
        ("HEAD", "/upstreams/city/opds", "200"),
        ("GET", "/upstreams/city/get/epub/1", "200"),
        ("GET", "/upstreams/city", "not-allowed"),
        ("GET", "/upstreams/city/", "not-allowed"),
        ("GET", "/upstreams/city/admin", "not-allowed"),
        ("GET", "/upstreams/city/opdsx", "not-allowed"),
        ("GET", "/upstreams/city/opds/../admin", "not-allowed"),
        ("GET", "/upstreams/city/opds/%2e%2e/admin", "not-allowed"),
        ("GET", "/upstreams/city/opds/..%2Fadmin", "not-allowed"),
        ("GET", "/upstreams/city/opds/..%5cadmin", "not-allowed"),
        ("GET", "/upstreams/city/opds/%252e%252e/admin", "not-allowed"),
        ("GET", "/upstreams/city//evil.example/opds", "not-allowed"),
        ("GET", "/upstreams/city/@evil.example/opds", "not-allowed"),
        ("GET", "/upstreams/city/http://evil.example/opds", "not-allowed"),
        ("GET", "/upstreams/village/opds", "upstream-unknown"),
        ("GET", "/upstreams/%63ity/opds", "upstream-unknown"),
        ("POST", "/upstreams/city/opds", "not-from-here"),
        ("PATCH", "/upstreams/city/opds", "not-from-here"),
    ];
    for (method, path, expected) in all {
        let answer = gateway.ask(method, path, &[], "").await;
        let found = if answer.status.is_success() { "200".to_owned() } else { answer.code() };
        assert_eq!(found, expected, "{method} {path}");
    }
    assert_eq!(fake.asked().len(), 3);
    let own = [("sec-fetch-site", "same-origin")];
    for (method, headers, expected) in [
        ("POST", &own[..], "library-sign-in-needed"),
        ("PATCH", &own[..], "not-allowed"),
        ("OPTIONS", &own[..], "not-allowed"),
        ("PATCH", &LIN[..], "not-allowed"),
    ] {
        assert_eq!(
            gateway.ask(method, "/upstreams/city/opds", headers, "x").await.code(),
            expected,
            "{method}"
        );
    }
    for method in ["POST", "PUT", "DELETE"] {
        let answer = gateway.ask(method, "/upstreams/city/opds/borrow", &LIN, "body").await;
        assert_eq!(answer.status.as_u16(), 200, "{method}");
        assert_eq!(
            fake.asked().last().map(|asked| (asked.method.clone(), asked.body.clone())),
            Some((method.to_owned(), "body".to_owned()))
        );
    }
}

#[tokio::test]
async fn redirects_are_followed_and_credentials_stay_behind() {
    let files = Fake::start(|_| reply(200, "Content-Type: application/epub+zip", "book")).await;
    let elsewhere = files.url("/opds/file.epub");
    let fake = Fake::start(move |asked| match asked.path.as_str() {
        "/opds" => feed("x"),
        "/opds/here" => reply(302, "Location: there?a=b", ""),
        "/opds/there?a=b" => reply(200, "Content-Type: application/epub+zip", "book"),
        "/opds/away" => reply(307, &format!("Location: {elsewhere}"), ""),
        "/opds/round" => reply(301, "Location: /opds/round", ""),
        "/opds/post" => reply(307, "Location: /opds/there", ""),
        "/opds/post-303" => reply(303, "Location: /opds/there?a=b", ""),
        "/opds/inner" => reply(302, "Location: http://127.0.0.1:1/", ""),
        "/opds/metadata" => reply(302, "Location: http://169.254.169.254/latest/meta-data/", ""),
        "/opds/decimal" => reply(302, "Location: http://2130706433/", ""),
        "/opds/file" => reply(302, "Location: file:///etc/passwd", ""),
        "/opds/user" => reply(302, "Location: http://a:b@opds.example/", ""),
        "/opds/port" => reply(302, "Location: http://opds.example:22/", ""),
        "/opds/mapped" => reply(302, "Location: http://[::ffff:7f00:1]/", ""),
        "/opds/odd" => reply(302, "Location: http://exa mple/", ""),
        _ => reply(302, "Location: //localhost/", ""),
    })
    .await;
    let toml = city(&fake, &format!("sign_in = \"password\"\nalso = [\"{}\"]\n", files.url("/opds")));
    let gateway = Gateway::of(&toml);
    let signed_in = gateway
        .ask(
            "POST",
            "/upstreams/city/sign-in",
            &[&LIN[..], &[("content-type", "application/json")]].concat(),
            r#"{"login":"lin","password":"p"}"#,
        )
        .await;
    assert_eq!(signed_in.status.as_u16(), 204, "{}", signed_in.text());
    let here = gateway.ask("GET", "/upstreams/city/opds/here", &LIN, "").await;
    assert_eq!(
        (here.text().as_str(), here.header("yueli-address")),
        ("book", fake.url("/opds/there?a=b").as_str())
    );
    assert_eq!(
        fake.asked().last().and_then(|asked| asked.header("authorization").map(str::to_owned)),
        Some("Basic bGluOnA=".to_owned())
    );
    let away = gateway.ask("GET", "/upstreams/city/opds/away", &LIN, "").await;
    assert_eq!(
        (away.text().as_str(), away.header("yueli-address")),
        ("book", files.url("/opds/file.epub").as_str())
    );
    assert_eq!(files.asked()[0].header("authorization"), None, "credentials of one origin reach no other");
    let there = format!("/upstreams/city/@{}/opds/cover.jpg", files.address);
    assert_eq!(gateway.ask("GET", &there, &LIN, "").await.text(), "book");
    assert!(
        files.asked().iter().all(|asked| asked.header("authorization").is_none()),
        "nor by the path of another"
    );
    assert_eq!(gateway.ask("POST", "/upstreams/city/opds/post-303", &LIN, "x").await.text(), "book");
    for (path, expected) in [
        ("round", "upstream-astray"),
        ("inner", "address-refused"),
        ("metadata", "address-refused"),
        ("decimal", "address-refused"),
        ("file", "address-refused"),
        ("user", "address-refused"),
        ("port", "address-refused"),
        ("mapped", "address-refused"),
        ("odd", "address-refused"),
        ("localhost", "address-refused"),
    ] {
        let answer = gateway.ask("GET", &format!("/upstreams/city/opds/{path}"), &BO, "").await;
        assert_eq!(answer.code(), expected, "{path}");
    }
    assert_eq!(gateway.ask("POST", "/upstreams/city/opds/post", &LIN, "x").await.code(), "outcome-unknown");
}
