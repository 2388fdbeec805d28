//! FOLIO's edge-patron: the key stays here, and each patron sees her own account.

use super::{
    oauth::{Browser, oauth, provider},
    secrets::Log,
    world::{Asked, BO, Fake, Gateway, LIN, reply},
};
use crate::upstream::vault::{Credential, Patron};

const ITEM: &str = "7d9dfe70-0158-489d-a7ed-2789eac277b3";
const KEY: &str = "folio-key-1c9e";
const JSON: &str = "Content-Type: application/json";

/// An edge-patron with two patrons, that takes its key as a parameter or as a header.
async fn edge(header: bool) -> Fake {
    Fake::start(move |asked: &Asked| {
        let (path, query) = asked.path.split_once('?').unwrap_or((&asked.path, ""));
        let by_query = query.split('&').any(|pair| pair == format!("apikey={KEY}"));
        let by_header = asked.header("authorization") == Some(&format!("apikey {KEY}"));
        if !(if header { by_header } else { by_query }) {
            return reply(401, "Content-Type: text/plain", "Access requires an API key");
        }
        let Some(rest) = path.strip_prefix("/edge/patron/account/") else { return reply(404, "", "") };
        let (patron, rest) = rest.split_once('/').unwrap_or((rest, ""));
        match (patron, rest) {
            ("lin%20mei" | "bo", "") => {
                let id = if patron == "bo" { "uuid-bo" } else { "uuid-lin" };
                reply(200, JSON, &format!("{{\"id\":\"{id}\",\"totalLoans\":1,\"loans\":[]}}"))
            }
            ("lin%20mei", rest) if rest.ends_with("/hold") => {
                reply(201, JSON, &format!("{{\"requestId\":\"{ITEM}\"}}"))
            }
            ("lin%20mei", rest) if rest.ends_with("/renew") => {
                reply(422, JSON, "{\"errors\":[{\"message\":\"too often\"}]}")
            }
            ("lin%20mei", _) => reply(400, "Content-Type: text/plain", "unable to process request"),
            _ => reply(404, "Content-Type: text/plain", "patron not found"),
        }
    })
    .await
}

fn folio(edge: &Fake, more: &str) -> String {
    format!(
        "gateway = \"https://read.example\"\n[upstream.folio]\nkind = \"folio-edge-patron\"\naddress = \"{}\"\ninner = true\nkey_env = \"FOLIO_KEY\"\n{more}[upstream.folio.limits]\npatron_burst = 10000\nburst = 10000\n",
        edge.url("/edge")
    )
}

async fn bind(gateway: &Gateway, account: &str, id: &str, own: &str) {
    let patron = Patron { id: id.to_owned(), account: Some(own.to_owned()) };
    gateway.vault.put(account, "folio", &Credential::Patron(patron), None).await.unwrap();
}

#[tokio::test]
async fn a_patron_sees_and_changes_her_own_account_and_no_other() {
    let (log, _guard) = Log::catch();
    let mut answers = String::new();
    for header in [false, true] {
        let edge = edge(header).await;
        let gateway = Gateway::of(&folio(&edge, if header { "key_in = \"header\"\n" } else { "" }));
        let account = "/upstreams/folio/patron/account";
        assert_eq!(gateway.get(&format!("{account}/bo")).await.code(), "library-sign-in-needed");
        assert_eq!(gateway.ask("GET", &format!("{account}/bo"), &LIN, "").await.code(), "no-such-patron");
        bind(&gateway, "lin", "lin mei", "uuid-lin").await;
        bind(&gateway, "bo", "bo", "uuid-bo").await;
        let list = gateway.ask("GET", "/upstreams", &LIN, "").await.json();
        assert_eq!(list["navigation"][0]["href"], "/upstreams/folio/patron/account/lin%20mei");
        assert_eq!(list["navigation"][0]["properties"]["upstream"]["patron"], "lin mei");
        let content = [&LIN[..], &[("content-type", "application/json")]].concat();
        for (method, path, status) in [
            ("GET", format!("{account}/lin%20mei?includeLoans=true&apikey=mine&limit=5"), 200),
            ("POST", format!("{account}/lin%20mei/item/{ITEM}/hold"), 201),
            ("POST", format!("{account}/lin%20mei/item/{ITEM}/renew"), 422),
            ("GET", format!("{account}/lin%20mei/item/{ITEM}/allowed-service-points"), 400),
            ("POST", format!("{account}/lin%20mei/hold/{ITEM}/cancel"), 400),
        ] {
            let answer = gateway.ask(method, &path, &content, "{\"pickupLocationId\":\"x\"}").await;
            assert_eq!(
                (answer.status.as_u16(), answer.header("cache-control")),
                (status, "private, no-store"),
                "{path} {}",
                answer.text()
            );
            assert_eq!(answer.header("yueli-address"), "", "where it came from is nobody's business");
            answers.push_str(&format!("{:?}{}", answer.headers, answer.text()));
        }
        let first = &edge.asked()[0];
        if header {
            assert_eq!(first.path, "/edge/patron/account/lin%20mei?includeLoans=true&limit=5");
        } else {
            assert_eq!(
                first.path,
                format!("/edge/patron/account/lin%20mei?includeLoans=true&limit=5&apikey={KEY}")
            );
        }
        let before = edge.asked().len();
        let mut tried = 0;
        // Every route with another patron's id, and what is no route of a patron's at all.
        for (method, rest) in [
            ("GET", String::new()),
            ("POST", format!("/item/{ITEM}/renew")),
            ("POST", format!("/item/{ITEM}/hold")),
            ("GET", format!("/item/{ITEM}/allowed-service-points")),
            ("POST", format!("/instance/{ITEM}/hold")),
            ("GET", format!("/instance/{ITEM}/allowed-service-points")),
            ("POST", format!("/instance/{ITEM}/allowed-service-points-multi-item")),
            ("POST", format!("/instance/{ITEM}/batch-request")),
            ("GET", format!("/instance/{ITEM}/batch-request/{ITEM}/status")),
            ("POST", format!("/hold/{ITEM}/cancel")),
        ] {
            for other in ["bo", "%62o", "LIN%20MEI", "lin%20mei%20", "uuid-lin"] {
                let answer = gateway.ask(method, &format!("{account}/{other}{rest}"), &LIN, "{}").await;
                assert_eq!(answer.code(), "other-patron", "{method} {other}{rest}");
                tried += 1;
            }
            let his = gateway.ask(method, &format!("{account}/lin%20mei{rest}"), &BO, "{}").await;
            assert_eq!(his.code(), "other-patron", "{method} {rest}");
            tried += 1;
        }
        for (method, path) in [
            ("POST", "/upstreams/folio/patron".to_owned()),
            ("PUT", format!("/upstreams/folio/patron/{ITEM}")),
            ("GET", account.to_owned()),
            ("POST", account.to_owned()),
            ("GET", format!("{account}/external-patrons")),
            ("GET", format!("{account}/by-email/a@b.example")),
            ("GET", "/upstreams/folio/patron/registration-status?emailId=a".to_owned()),
            ("DELETE", format!("{account}/lin%20mei")),
            ("GET", format!("{account}/lin%20mei/../bo")),
            ("GET", format!("{account}/lin%20mei/%2e%2e/bo")),
            ("GET", format!("{account}/lin%20mei%2F..%2Fbo")),
            ("GET", "/upstreams/folio/admin/health".to_owned()),
        ] {
            assert_eq!(gateway.ask(method, &path, &LIN, "{}").await.code(), "not-allowed", "{method} {path}");
            tried += 1;
        }
        let head = gateway.ask("HEAD", &format!("{account}/bo"), &LIN, "").await;
        assert_eq!((head.status.as_u16(), head.body.len()), (403, 0));
        println!("{tried} tries to reach another account");
        assert_eq!(edge.asked().len(), before, "the upstream was not even asked");
    }
    for text in [&answers, &log.text()] {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[tokio::test]
async fn an_upstream_that_answers_with_somebody_elses_account_is_not_believed() {
    let edge = edge(false).await;
    let gateway = Gateway::of(&folio(&edge, ""));
    bind(&gateway, "lin", "lin mei", "uuid-of-before").await;
    let answer = gateway.ask("GET", "/upstreams/folio/patron/account/lin%20mei", &LIN, "").await;
    assert_eq!(answer.code(), "other-patron");
    assert!(!answer.text().contains("totalLoans"));
}

#[tokio::test]
async fn whose_account_it_is_is_learnt_once_and_holds_from_then_on() {
    let edge = Fake::start(|asked: &Asked| {
        let path = asked.path.split('?').next().unwrap_or_default();
        let (status, body) = match path.rsplit('/').next().unwrap_or_default() {
            "lin" if asked.path.contains("offset=1") => (200, r#"{"id":"uuid-bo","totalLoans":0}"#),
            "lin" => (200, r#"{"id":"uuid-lin","totalLoans":0}"#),
            "cancel" => (201, r#"{"requestId":"x","canceledByUserId":"uuid-bo"}"#),
            _ => (200, r#"{"batchId":"x","requesterId":"uuid-bo"}"#),
        };
        reply(status, JSON, body)
    })
    .await;
    let gateway = Gateway::of(&folio(&edge, ""));
    let patron = Patron { id: "lin".to_owned(), account: None };
    gateway.vault.put("lin", "folio", &Credential::Patron(patron), None).await.unwrap();
    let account = "/upstreams/folio/patron/account/lin";
    let batch = format!("{account}/instance/{ITEM}/batch-request");
    let ask = async |method: &str, path: &str| gateway.ask(method, path, &LIN, "{}").await;
    assert_eq!(ask("POST", &batch).await.status.as_u16(), 200, "who it is is not known yet");
    assert_eq!(ask("GET", account).await.status.as_u16(), 200);
    let known = gateway.vault.get("lin", "folio").await.unwrap();
    assert!(
        matches!(known, Some(Credential::Patron(Patron { account: Some(own), .. })) if own == "uuid-lin")
    );
    for (method, path) in [
        ("GET", format!("{account}?offset=1")),
        ("POST", batch),
        ("POST", format!("{account}/hold/{ITEM}/cancel")),
    ] {
        assert_eq!(ask(method, &path).await.code(), "other-patron", "{method} {path}");
    }
}

#[tokio::test]
async fn a_key_that_is_not_accepted_is_not_the_patrons_fault() {
    // The key is sent as a parameter where a header is expected.
    let edge = edge(true).await;
    let gateway = Gateway::of(&folio(&edge, ""));
    bind(&gateway, "lin", "lin mei", "uuid-lin").await;
    let answer = gateway.ask("GET", "/upstreams/folio/patron/account/lin%20mei", &LIN, "").await;
    assert_eq!(answer.code(), "key-refused");
}

#[tokio::test]
async fn who_a_patron_is_comes_from_her_librarys_sign_in() {
    let (provider, known) = provider().await;
    let edge = edge(false).await;
    let claim = format!("{}patron_claim = \"external_id\"\n", oauth("folio", &provider));
    let gateway = Gateway::of(&folio(&edge, &claim));
    let account = "/upstreams/folio/patron/account/lin%20mei";
    let asked = gateway.ask("GET", account, &LIN, "").await;
    assert_eq!(
        (asked.code().as_str(), &asked.json()["signIn"]),
        ("sign-in-needed", &"/upstreams/folio/sign-in".into())
    );
    for (at, (more, expected)) in [
        (vec![], "no-such-patron"),
        (vec![("external_id", serde_json::json!("nobody"))], "no-such-patron"),
        (vec![("external_id", serde_json::json!("../bo"))], "no-such-patron"),
        (vec![("external_id", serde_json::json!(7))], "no-such-patron"),
        (vec![("external_id", serde_json::json!("lin mei"))], "ok"),
    ]
    .into_iter()
    .enumerate()
    {
        known.lock().unwrap().more = more;
        let browser = Browser::begin(&gateway, "folio", &LIN).await;
        let path = browser.agree(&known, &format!("c{at}"));
        let back = browser.come_back(&gateway, &path, &LIN).await;
        assert!(back.ends_with(&format!("sign-in={expected}")), "{back}");
    }
    assert_eq!(gateway.ask("GET", account, &LIN, "").await.status.as_u16(), 200);
    assert_eq!(gateway.ask("GET", account, &BO, "").await.code(), "sign-in-needed");
    let kept = format!("{:?}", gateway.vault.get("lin", "folio").await.unwrap());
    assert_eq!(kept, "Some(Patron(Patron(…)))", "the tokens are not kept");
}

/// With `YUELI_CASES` naming a folder that has `folio`, its own examples pass through unchanged; without it this says so.
#[tokio::test]
async fn the_examples_of_the_contract_pass_through() {
    let Some(folder) =
        std::env::var_os("YUELI_CASES").map(|cases| std::path::Path::new(&cases).join("folio/examples"))
    else {
        println!("YUELI_CASES names no folder: the examples of the contract were not tried");
        return;
    };
    let read = move |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let examples = [
        ("GET", String::new(), 200, "account.json"),
        ("POST", format!("/item/{ITEM}/renew"), 201, "loan.json"),
        ("POST", format!("/item/{ITEM}/hold"), 201, "hold.json"),
        ("GET", format!("/item/{ITEM}/allowed-service-points"), 200, "allowed-service-points-response.json"),
        ("POST", format!("/instance/{ITEM}/hold"), 201, "hold.json"),
        (
            "GET",
            format!("/instance/{ITEM}/allowed-service-points"),
            200,
            "allowed-service-points-response.json",
        ),
        (
            "POST",
            format!("/instance/{ITEM}/allowed-service-points-multi-item"),
            200,
            "multi-item-allowed-service-points-response.json",
        ),
        ("POST", format!("/instance/{ITEM}/batch-request"), 200, "batch-request-response.json"),
        (
            "GET",
            format!("/instance/{ITEM}/batch-request/{ITEM}/status"),
            200,
            "batch-request-status-response.json",
        ),
        ("POST", format!("/hold/{ITEM}/cancel"), 201, "hold.json"),
    ]
    .map(|(method, rest, status, name)| (method, rest, status, read(name)));
    let told = examples.clone();
    let edge = Fake::start(move |asked| {
        let path = asked.path.split('?').next().unwrap();
        let rest = path.strip_prefix("/edge/patron/account/lin").unwrap();
        let (_, _, status, body) =
            told.iter().find(|(method, own, ..)| *method == asked.method && own == rest).unwrap();
        reply(*status, JSON, body)
    })
    .await;
    let gateway = Gateway::of(&folio(&edge, ""));
    let patron = Patron { id: "lin".to_owned(), account: None };
    gateway.vault.put("lin", "folio", &Credential::Patron(patron), None).await.unwrap();
    for (method, rest, status, body) in &examples {
        let path = format!("/upstreams/folio/patron/account/lin{rest}");
        let answer = gateway.ask(method, &path, &LIN, if *method == "POST" { "{}" } else { "" }).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text().as_str()),
            (*status, body.as_str()),
            "{method} {rest}"
        );
    }
    println!("{} routes of the contract", examples.len());
}
