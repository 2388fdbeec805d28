//! Lending over real HTTP: borrow, wait, renew, return, and who may have the file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use serde_json::{Value, json};
use support::{Answer, Library, SignedIn, basic, epub::Book};

const BORROW: &str = "http://opds-spec.org/acquisition/borrow";
const REVOKE: &str = "http://librarysimplified.org/terms/rel/revoke";
const RENEW: &str = "https://yueli.dev/ns/rel#renew";

/// A library of two books, and their ids.
async fn library() -> (Library, String, String) {
    let library =
        Library::of(&[("a.epub", Book::titled("Lent").epub()), ("b.epub", Book::titled("Open").epub())])
            .await;
    let feed = library.feed("/opds/publications?sort=title").await;
    let id = |at: usize| {
        let links = feed["publications"][at]["links"].as_array().unwrap();
        let own = links.iter().find(|link| link["rel"] == "self").unwrap();
        own["href"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let (lent, open) = (id(0), id(1));
    (library, lent, open)
}

/// The link of a publication with this relation.
fn link<'a>(publication: &'a Value, rel: &str) -> Option<&'a Value> {
    publication["links"].as_array().unwrap().iter().find(|link| link["rel"] == rel)
}

fn href(publication: &Value, rel: &str) -> String {
    link(publication, rel).unwrap_or_else(|| panic!("no {rel}: {publication}"))["href"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn post(library: &Library, who: &SignedIn, path: &str) -> Answer {
    library.ask("POST", path, &who.acts()).await
}

async fn seen(library: &Library, who: &SignedIn, id: &str) -> Value {
    library.ask("GET", &format!("/opds/publications/{id}"), &who.looks()).await.json()
}

#[tokio::test]
async fn a_book_is_borrowed_read_renewed_and_returned() {
    let (library, lent, open) = library().await;
    let file = href(
        &library.feed(&format!("/opds/publications/{lent}")).await,
        "http://opds-spec.org/acquisition/open-access",
    );
    library.command(&["holding", "set", &lent, "--copies", "1", "--days", "21", "--renewals", "1"]);
    library.patron("1", &[]);
    let reader = library.sign_in("1").await;

    // What is not lent stays open, what is lent has to be borrowed.
    let other = library.feed(&format!("/opds/publications/{open}")).await;
    assert!(link(&other, "http://opds-spec.org/acquisition/open-access").is_some());
    let before = library.feed(&format!("/opds/publications/{lent}")).await;
    let borrow = link(&before, BORROW).unwrap();
    assert_eq!(borrow["properties"]["availability"], json!({ "state": "available" }));
    assert_eq!(borrow["properties"]["copies"], json!({ "total": 1, "available": 1 }));
    assert_eq!(borrow["properties"]["holds"], json!({ "total": 0 }));
    assert_eq!(borrow["properties"]["indirectAcquisition"], json!([{ "type": "application/epub+zip" }]));
    let refused = library.get(&file).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("content-type"), "application/opds-authentication+json");
    assert_eq!(library.ask("GET", &file, &reader.looks()).await.status, 403, "not on loan");

    // A double click is one loan.
    let address = href(&before, BORROW);
    let acts = reader.acts();
    let (one, two) = tokio::join!(library.ask("POST", &address, &acts), library.ask("POST", &address, &acts));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201]);
    let loan = one.json();
    assert_eq!(loan["links"], two.json()["links"]);
    let acquisition = link(&loan, "http://opds-spec.org/acquisition").unwrap();
    let availability = &acquisition["properties"]["availability"];
    assert_eq!(availability["state"], "available");
    assert_eq!(acquisition["properties"]["copies"], json!({ "total": 1, "available": 0 }));
    let whole = library.ask("GET", acquisition["href"].as_str().unwrap(), &reader.looks()).await;
    assert_eq!((whole.status, whole.header("cache-control")), (200, "private, no-cache"));
    let headers = [reader.looks(), vec![("Range", "bytes=0-3")]].concat();
    let part = library.ask("GET", &file, &headers).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[..4]));

    // A renewal right away would gain nothing, and says so.
    let renewed = post(&library, &reader, &href(&loan, RENEW)).await;
    assert_eq!((renewed.status, &renewed.json()["code"]), (403, &json!("nothing-gained")));
    // Returning twice is harmless.
    let revoke = href(&loan, REVOKE);
    for _ in 0..2 {
        let back = post(&library, &reader, &revoke).await;
        assert_eq!(back.status, 200, "{back:?}");
        assert!(link(&back.json(), BORROW).is_some());
    }
    assert_eq!(library.ask("GET", &file, &reader.looks()).await.status, 403, "returned");
    // Whoever is no librarian any more lends no more: the file is open again.
    library.command(&["holding", "open", &lent]);
    assert_eq!(library.get(&file).await.status, 200);
}

#[tokio::test]
async fn those_who_wait_are_served_in_their_order() {
    let (library, lent, _) = library().await;
    library.command(&["holding", "set", &lent, "--copies", "1"]);
    let mut readers = Vec::new();
    for card in ["1", "2", "3"] {
        library.patron(card, &[]);
        readers.push(library.sign_in(card).await);
    }
    let address = format!("/opds/publications/{lent}/borrow");
    for reader in &readers {
        assert_eq!(post(&library, reader, &address).await.status, 201);
    }
    let state = |publication: &Value| link(publication, BORROW).map(|link| link["properties"].clone());
    let second = state(&seen(&library, &readers[1], &lent).await).unwrap();
    assert_eq!(
        (&second["availability"]["state"], &second["holds"]["position"]),
        (&json!("reserved"), &json!(1))
    );
    let third = state(&seen(&library, &readers[2], &lent).await).unwrap();
    assert_eq!(third["holds"], json!({ "total": 2, "position": 2 }));
    let shelf = library.ask("GET", "/opds/shelf", &readers[2].looks()).await.json();
    assert_eq!(support::titles(&shelf), ["Lent"]);
    // With others waiting there is no renewal.
    let first = seen(&library, &readers[0], &lent).await;
    assert_eq!(post(&library, &readers[0], &href(&first, RENEW)).await.json()["code"], "others-wait");
    post(&library, &readers[0], &href(&first, REVOKE)).await;
    let second = state(&seen(&library, &readers[1], &lent).await).unwrap();
    assert_eq!(second["availability"]["state"], "ready");
    assert!(second["availability"]["until"].is_string());
    // The copy is kept: whoever comes by does not get it.
    assert_eq!(post(&library, &readers[0], &address).await.status, 201);
    assert!(link(&seen(&library, &readers[0], &lent).await, BORROW).is_some());
    // The second cancels, the third gets it.
    let second = seen(&library, &readers[1], &lent).await;
    assert_eq!(post(&library, &readers[1], &href(&second, REVOKE)).await.status, 200);
    let third = post(&library, &readers[2], &address).await;
    assert_eq!(third.status, 201);
    assert!(link(&third.json(), "http://opds-spec.org/acquisition").is_some());
}

#[tokio::test]
async fn who_may_not_borrow_is_told_why_in_both_languages() {
    let (library, lent, open) = library().await;
    library.command(&["holding", "set", &lent, "--copies", "5"]);
    library.command(&["holding", "set", &open, "--copies", "5"]);
    library.command(&["holding", "rules", "--loans", "1"]);
    library.patron("blocked", &[]);
    library.patron("expired", &["--expires", "2020-01-01"]);
    library.patron("full", &[]);
    let address = format!("/opds/publications/{lent}/borrow");
    let full = library.sign_in("full").await;
    assert_eq!(post(&library, &full, &format!("/opds/publications/{open}/borrow")).await.status, 201);
    library.command(&["patron", "block", "blocked", "--why", "Card lost"]);
    for (card, code, en, zh) in [
        ("blocked", "blocked", "Card lost", "停用"),
        ("expired", "card-expired", "2020-01-02", "到期"),
        ("full", "too-many-loans", "Return one", "请先归还"),
    ] {
        let reader = library.sign_in(card).await;
        for (language, words) in [("en", en), ("zh-CN", zh)] {
            let headers = [reader.acts(), vec![("Accept-Language", language)]].concat();
            let answer = library.ask("POST", &address, &headers).await;
            let said = answer.json();
            assert_eq!((answer.status, &said["code"]), (403, &json!(code)), "{said}");
            assert!(said["title"].as_str().unwrap().contains(words), "{said}");
        }
    }
    assert_eq!(post(&library, &full, "/opds/publications/none/borrow").await.status, 404);
    assert_eq!(post(&library, &full, "/opds/loans/none/return").await.status, 404);
}

#[tokio::test]
async fn a_guardian_says_how_many_books_her_child_has() {
    let (library, lent, open) = library().await;
    for id in [&lent, &open] {
        library.command(&["holding", "set", id, "--copies", "5"]);
    }
    library.patron("guardian", &[]);
    let child = library.patron("child", &["--guardian", "guardian"]);
    library.patron("other", &[]);
    let guardian = library.sign_in("guardian").await;
    let own = library.sign_in("child").await;
    let other = library.sign_in("other").await;
    let path = format!("/family/{child}");
    let one = json!({ "mostLoans": 1 });
    for (who, headers, body, status) in [
        ("nobody", vec![], &one, 401),
        ("another", other.acts(), &one, 403),
        ("the child", own.acts(), &one, 403),
        ("without the token", guardian.looks(), &one, 403),
        ("nonsense", guardian.acts(), &json!({ "mostLoans": -1 }), 400),
        ("nothing", guardian.acts(), &json!({}), 400),
        ("the guardian", guardian.acts(), &one, 200),
    ] {
        assert_eq!(library.send("PUT", &path, &headers, Some(body)).await.status, status, "{who}");
    }
    let borrow = |id: &str| format!("/opds/publications/{id}/borrow");
    assert_eq!(post(&library, &own, &borrow(&lent)).await.status, 201);
    let refused = post(&library, &own, &borrow(&open)).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("guardian-allows")));
    let said = library.ask("GET", "/session", &guardian.looks()).await.json();
    assert_eq!(said["patron"]["children"][0]["mostLoans"], 1);
    let more = library.send("PUT", &path, &guardian.acts(), Some(&json!({ "mostLoans": null }))).await;
    assert_eq!(more.json()["mostLoans"], Value::Null);
    assert_eq!(post(&library, &own, &borrow(&open)).await.status, 201);
    let account = library.ask("GET", &format!("/patron/account/{child}"), &guardian.looks()).await.json();
    assert_eq!(account["totalLoans"], 2, "she sees what her child has");
}

#[tokio::test]
async fn other_reading_apps_borrow_with_card_and_pin() {
    let (library, lent, _) = library().await;
    library.command(&["holding", "set", &lent, "--copies", "1"]);
    library.patron("1", &[]);
    let reader = library.sign_in("1").await;
    let address = format!("/opds/publications/{lent}/borrow");
    // A cookie alone never changes anything, whatever the method.
    for method in ["GET", "POST", "PUT"] {
        assert_eq!(library.ask(method, &address, &reader.looks()).await.status, 403, "{method}");
        assert_eq!(library.ask(method, &address, &[]).await.status, 401, "{method}");
    }
    let authorization = basic("1", "1234");
    let auth = ("Authorization", authorization.as_str());
    for (method, status) in [("GET", 201), ("POST", 200), ("PUT", 200)] {
        assert_eq!(library.ask(method, &address, &[auth]).await.status, status, "{method}");
    }
    let shelf = library.ask("GET", "/opds/shelf", &[auth]).await;
    assert_eq!(shelf.header("cache-control"), "private, no-store");
    let loan = &shelf.json()["publications"][0];
    assert_eq!(library.ask("DELETE", &href(loan, REVOKE), &[auth]).await.status, 200);
    let profile = library.ask("GET", "/opds/profile", &[auth]).await;
    assert_eq!(profile.header("content-type"), "application/opds-profile+json");
    assert_eq!(profile.json()["loans"], json!({ "total": 20, "available": 20 }));
    // A request that comes again with its own name begins nothing anew.
    let key = ("Idempotency-Key", "k1");
    let loan = library.ask("POST", &address, &[auth, key]).await;
    assert_eq!(loan.status, 201);
    assert_eq!(library.ask("POST", &href(&loan.json(), REVOKE), &[auth]).await.status, 200);
    assert_eq!(library.ask("POST", &address, &[auth, key]).await.status, 200);
    assert!(link(&seen(&library, &reader, &lent).await, BORROW).is_some(), "nothing on loan");
    let preflight = library.ask("OPTIONS", &address, &[("Origin", "https://other.example")]).await;
    assert!(preflight.header("access-control-allow-headers").contains("Authorization"));
    assert!(!preflight.header("access-control-allow-headers").contains("CSRF"));
}

#[tokio::test]
async fn feeds_lead_to_signing_in_once_there_is_somebody_to_sign_in() {
    let (library, _, _) = library().await;
    let rels = |feed: &Value| -> Vec<String> {
        feed["links"].as_array().unwrap().iter().map(|link| link["rel"].to_string()).collect()
    };
    assert!(!rels(&library.feed("/opds").await).contains(&"\"http://opds-spec.org/shelf\"".to_owned()));
    library.patron("1", &[]);
    for path in ["/opds", "/opds/publications"] {
        let rels = rels(&library.feed(path).await);
        for rel in ["http://opds-spec.org/auth/document", "http://opds-spec.org/shelf", "profile"] {
            assert!(rels.contains(&format!("\"{rel}\"")), "{path}: {rels:?}");
        }
    }
}

#[tokio::test]
async fn paper_goes_over_the_counter() {
    let (library, _, _) = library().await;
    library.patron("1", &[]);
    library.patron("2", &[]);
    library.command(&["holding", "service-point", "main", "--name", "Main desk", "--name-zh", "总服务台"]);
    let holding =
        library.command(&["holding", "add", "--title", "Atlas", "--fee-cents", "10", "--fee-cap", "25"]);
    library.command(&["holding", "item", &holding, "--barcode", "B1", "--at", "main"]);
    for (words, says) in [
        (vec!["holding", "item", &holding, "--barcode", "B1", "--at", "main"], "already"),
        (vec!["holding", "item", &holding, "--barcode", "B2", "--at", "no"], "no service point"),
        (vec!["loan", "in", "--barcode", "B1"], "not on loan"),
        (vec!["loan", "out", "--card", "9", "--barcode", "B1"], "no patron"),
    ] {
        let done = library.try_command(&words);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && said.contains(says), "{words:?}: {said}");
    }
    let due = library.command(&["loan", "out", "--card", "1", "--barcode", "B1"]);
    assert_eq!(due, library.command(&["loan", "out", "--card", "1", "--barcode", "B1"]), "twice is once");
    let taken = library.try_command(&["loan", "out", "--card", "2", "--barcode", "B1"]);
    assert!(String::from_utf8(taken.stderr).unwrap().contains("on loan"));
    assert_eq!(library.command(&["loan", "list"]).lines().count(), 1);
    library.late("B1", 9).await;
    library.command(&["loan", "in", "--barcode", "B1"]);
    assert_eq!(library.command(&["loan", "list"]), "");
    let reader = library.sign_in("1").await;
    let account = library.ask("GET", "/patron/account?includeCharges=true", &reader.looks()).await.json();
    assert_eq!(account["totalCharges"], json!({ "amount": 0.25, "isoCurrencyCode": "CNY" }));
    assert_eq!(account["charges"][0]["item"]["title"], "Atlas");
}

#[tokio::test]
async fn a_loan_that_has_run_out_lets_the_next_in() {
    let (library, lent, _) = library().await;
    library.command(&["holding", "set", &lent, "--copies", "1"]);
    for card in ["1", "2"] {
        library.patron(card, &[]);
    }
    let (one, two) = (library.sign_in("1").await, library.sign_in("2").await);
    let address = format!("/opds/publications/{lent}/borrow");
    let loan = post(&library, &one, &address).await.json();
    let file = href(&loan, "http://opds-spec.org/acquisition");
    library.run_out().await;
    assert_eq!(library.ask("GET", &file, &one.looks()).await.status, 403);
    assert_eq!(post(&library, &one, &href(&loan, RENEW)).await.json()["code"], "ended");
    let next = post(&library, &two, &address).await;
    assert!(link(&next.json(), "http://opds-spec.org/acquisition").is_some());
    // Fewer copies: who has one keeps it, and nobody gets it after her.
    library.command(&["holding", "set", &lent, "--copies", "0"]);
    let gone = seen(&library, &two, &lent).await;
    assert_eq!(link(&gone, "http://opds-spec.org/acquisition").unwrap()["properties"]["copies"]["total"], 0);
    assert_eq!(post(&library, &one, &address).await.json()["code"], "not-lent");
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
