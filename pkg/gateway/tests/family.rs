//! A guardian and her child by OPDS 2.0, what there is on paper, and what was read: over real HTTP.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use serde_json::{Value, json};
use support::{Answer, Library, SignedIn, epub::Book, titles};

const REVOKE: &str = "http://librarysimplified.org/terms/rel/revoke";
const BORROW: &str = "http://opds-spec.org/acquisition/borrow";
const HOLD: &str = "https://yueli.dev/ns/rel#hold";

async fn scene() -> (Library, String, [SignedIn; 3]) {
    let library = Library::of(&[("a.epub", Book::titled("Lent").epub())]).await;
    let feed = library.feed("/opds/publications").await;
    let id =
        feed["publications"][0]["links"][0]["href"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    library.command(&["holding", "set", &id, "--copies", "1", "--days", "7"]);
    library.patron("guardian", &[]);
    library.patron("child", &["--guardian", "guardian"]);
    library.patron("stranger", &[]);
    let signed_in = [
        library.sign_in("guardian").await,
        library.sign_in("child").await,
        library.sign_in("stranger").await,
    ];
    (library, id, signed_in)
}

fn link<'a>(publication: &'a Value, rel: &str) -> Option<&'a Value> {
    publication["links"]
        .as_array()
        .unwrap()
        .iter()
        .find(|link| link["rel"] == rel || link["rel"] == json!([rel]))
}

fn href(publication: &Value, rel: &str) -> String {
    link(publication, rel).ok_or_else(|| format!("no {rel} in {publication}")).unwrap()["href"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_guardian_borrows_and_returns_for_her_child() {
    let (library, id, [guardian, child, stranger]) = scene().await;
    let of = format!("?patron={}", child.id);
    let ask = async |who: &SignedIn, method: &str, path: &str| -> Answer {
        library.ask(method, path, &who.acts()).await
    };
    let whole = ask(&guardian, "GET", &format!("/opds/publications/{id}{of}")).await.json();
    let borrow = href(&whole, BORROW);
    assert_eq!(borrow, format!("/opds/publications/{id}/borrow{of}"));
    let lent = ask(&guardian, "POST", &borrow).await;
    assert_eq!(lent.status, 201);
    let (give_back, renew) =
        (href(&lent.json(), REVOKE), href(&lent.json(), "https://yueli.dev/ns/rel#renew"));
    assert_eq!(titles(&ask(&child, "GET", "/opds/shelf").await.json()), ["Lent"], "it is the child's");
    assert!(titles(&ask(&guardian, "GET", "/opds/shelf").await.json()).is_empty(), "and not the guardian's");
    assert_eq!(titles(&ask(&guardian, "GET", &format!("/opds/shelf{of}")).await.json()), ["Lent"]);
    let profile = ask(&guardian, "GET", &format!("/opds/profile{of}")).await.json();
    assert_eq!(profile["name"], "child");

    // Nobody else acts for the child, and the child does not act for the guardian.
    let list = format!("/opds/publications{of}");
    for (method, path) in [
        ("GET", list.as_str()),
        ("GET", &format!("/opds/publications/{id}{of}")),
        ("GET", &format!("/opds/shelf{of}")),
        ("GET", &format!("/opds/profile{of}")),
        ("GET", &format!("/opds/paper{of}")),
        ("POST", &borrow),
        ("POST", &renew),
        ("POST", &give_back),
    ] {
        assert_eq!(ask(&stranger, method, path).await.status, 403, "{method} {path}");
        assert_eq!(library.ask(method, path, &[]).await.status, 401, "{method} {path}");
        let turned = path.replace(&child.id, &guardian.id);
        assert_eq!(ask(&child, method, &turned).await.status, 403, "{method} {turned}");
    }
    let plain = give_back.replace(&of, "");
    assert_eq!(ask(&guardian, "POST", &plain).await.status, 404, "her own loans have no such one");
    assert_eq!(ask(&guardian, "POST", &give_back).await.status, 200);
    assert!(titles(&ask(&child, "GET", "/opds/shelf").await.json()).is_empty());
}

#[tokio::test]
async fn what_was_read_is_known_to_the_reader_until_she_has_it_forgotten() {
    let (library, id, [guardian, child, _]) = scene().await;
    let borrow = format!("/opds/publications/{id}/borrow");
    let lent = library.ask("POST", &borrow, &child.acts()).await.json();
    library.ask("POST", &href(&lent, REVOKE), &child.acts()).await;
    let history = async |who: &SignedIn| library.ask("GET", "/opds/history", &who.looks()).await.json();
    let feed = history(&child).await;
    assert_eq!(titles(&feed), ["Lent"]);
    assert!(feed["metadata"]["description"].as_str().unwrap().contains("90 days"));
    let dates = &link(&feed["publications"][0], BORROW).unwrap()["properties"]["availability"];
    assert!(dates["since"].is_string() && dates["until"].is_string());
    assert!(titles(&history(&guardian).await).is_empty());
    assert_eq!(library.get("/opds/history").await.status, 401);
    assert_eq!(library.ask("DELETE", "/opds/history", &child.looks()).await.status, 403, "without its token");
    assert_eq!(library.ask("DELETE", "/opds/history", &child.acts()).await.status, 204);
    assert!(titles(&history(&child).await).is_empty());
    assert_eq!(library.ask("POST", &borrow, &child.acts()).await.status, 201, "it can be had again");
}

#[tokio::test]
async fn nothing_is_known_of_what_was_read_where_the_reader_says_so() {
    let (library, id, [guardian, child, _]) = scene().await;
    let borrow = format!("/opds/publications/{id}/borrow");
    let read = async |who: &SignedIn| {
        let lent = library.ask("POST", &borrow, &who.acts()).await.json();
        library.ask("POST", &href(&lent, REVOKE), &who.acts()).await;
    };
    let history = async |who: &SignedIn| library.ask("GET", "/opds/history", &who.looks()).await.json();
    let keep = async |who: &[(&str, &str)], body: Value| {
        library.send("PUT", "/opds/history", who, Some(&body)).await.status
    };
    read(&child).await;
    read(&guardian).await;
    let kept = json!({ "kept": false });
    assert_eq!(keep(&[], kept.clone()).await, 401);
    assert_eq!(keep(&child.looks(), kept.clone()).await, 403, "without its token");
    for body in [json!({}), json!({ "kept": "no" }), json!([])] {
        assert_eq!(keep(&child.acts(), body.clone()).await, 400, "{body}");
    }
    assert_eq!(titles(&history(&child).await), ["Lent"]);
    assert_eq!(keep(&child.acts(), kept).await, 204);
    let session = library.ask("GET", "/session", &child.looks()).await.json();
    assert_eq!(session["patron"]["keepsHistory"], false);
    read(&child).await;
    let none = history(&child).await;
    assert!(titles(&none).is_empty());
    assert!(none["metadata"]["description"].as_str().unwrap().contains("When a loan ends"));
    assert_eq!(titles(&history(&guardian).await), ["Lent"], "hers is hers");
    assert_eq!(keep(&child.acts(), json!({ "kept": true })).await, 204);
    read(&child).await;
    assert!(titles(&history(&child).await).contains(&"Lent".to_owned()));
}

#[tokio::test]
async fn books_on_paper_are_found_with_the_way_to_reserve_them() {
    let (library, id, [guardian, child, _]) = scene().await;
    let desk = library.command(&["holding", "service-point", "main", "--name", "Main desk"]);
    let atlas = library.command(&["holding", "add", "--title", "100% Atlas", "--author", "A. Cartographer"]);
    library.command(&["holding", "item", &atlas, "--barcode", "A1", "--at", "main"]);
    let lent = library.command(&["holding", "set", &id, "--days", "7"]);
    library.command(&["holding", "item", &lent, "--barcode", "L1", "--at", "main"]);
    for (query, expected) in [
        ("", vec!["100% Atlas", "Lent"]),
        ("?query=atl", vec!["100% Atlas"]),
        ("?query=cartographer", vec!["100% Atlas"]),
        ("?query=100%25+a", vec!["100% Atlas"]),
        ("?query=%25", vec!["100% Atlas"]),
        ("?query=_", vec![]),
    ] {
        assert_eq!(titles(&library.feed(&format!("/opds/paper{query}")).await), expected, "{query}");
    }
    // A book that there is both ways says so, and its digital copies stay what they are.
    let both = library.feed(&format!("/opds/publications/{id}")).await;
    assert_eq!(link(&both, BORROW).unwrap()["properties"]["copies"], json!({ "total": 1, "available": 1 }));
    let paper = link(&both, HOLD).unwrap();
    assert_eq!(paper["properties"]["copies"], json!({ "total": 1, "available": 1 }));
    let path = format!("/opds/paper?query=lent&patron={}", child.id);
    let feed = library.ask("GET", &path, &guardian.looks()).await.json();
    let hold = href(&feed["publications"][0], HOLD);
    let wish = json!({ "pickupLocationId": desk });
    assert_eq!(library.send("POST", &hold, &guardian.acts(), Some(&wish)).await.status, 201);
    let after = library.feed(&format!("/opds/publications/{id}")).await;
    let counts = &link(&after, HOLD).unwrap()["properties"];
    assert_eq!((&counts["copies"]["available"], &counts["holds"]["total"]), (&json!(0), &json!(1)));
    assert_eq!(link(&after, BORROW).unwrap()["properties"]["holds"]["total"], 0, "paper does not count");
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
