//! The librarian's desk, over real HTTP: who may do what there, and what comes of it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use serde_json::{Value, json};
use support::{Answer, Library, SignedIn, basic, epub::Book};

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

struct Scene {
    library: Library,
    staff: SignedIn,
    guardian: SignedIn,
    child: SignedIn,
    stranger: SignedIn,
    desk: String,
    atlas: String,
}

async fn scene() -> Scene {
    let library = Library::of(&[("a.epub", Book::titled("Lent").epub())]).await;
    library.patron("staff", &["--librarian"]);
    library.patron("guardian", &[]);
    library.patron("child", &["--guardian", "guardian"]);
    library.patron("stranger", &[]);
    let point = ["holding", "service-point", "main", "--name", "Main desk", "--name-zh", "总服务台"];
    let desk = library.command(&point);
    let terms = ["--days", "7", "--fee-cents", "20", "--fee-cap", "100"];
    let atlas = library.command(&[&["holding", "add", "--title", "Atlas"][..], &terms].concat());
    library.command(&["holding", "item", &atlas, "--barcode", "A1", "--at", "main"]);
    let staff = library.sign_in("staff").await;
    let guardian = library.sign_in("guardian").await;
    let child = library.sign_in("child").await;
    let stranger = library.sign_in("stranger").await;
    Scene { library, staff, guardian, child, stranger, desk, atlas }
}

impl Scene {
    async fn does(&self, method: &str, path: &str, body: Value) -> Answer {
        self.library.send(method, path, &self.staff.acts(), Some(&body)).await
    }

    async fn sees(&self, path: &str) -> Value {
        let answer = self.library.ask("GET", path, &self.staff.looks()).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "private, no-store"), "{path}");
        answer.json()
    }
}

/// Every route of the desk: method, path, body.
fn routes(scene: &Scene) -> Vec<(&'static str, String, Option<Value>)> {
    let child = &scene.child.id;
    vec![
        ("GET", "/staff/patrons?query=child".to_owned(), None),
        ("GET", format!("/staff/patrons/{child}"), None),
        ("GET", format!("/staff/patron/account/{child}?includeLoans=true"), None),
        ("GET", "/staff/holds".to_owned(), None),
        ("POST", "/staff/patrons".to_owned(), Some(json!({ "card": "new", "name": "New", "pin": "1234" }))),
        ("PUT", format!("/staff/patrons/{child}"), Some(json!({ "blocked": false }))),
        ("POST", "/staff/loans".to_owned(), Some(json!({ "patron": child, "barcode": "A1" }))),
        ("POST", "/staff/renewals".to_owned(), Some(json!({ "barcode": "A1" }))),
        ("POST", "/staff/returns".to_owned(), Some(json!({ "barcode": "A1" }))),
        ("PUT", format!("/staff/charges/{NOBODY}"), Some(json!({ "settled": "paid" }))),
    ]
}

#[tokio::test]
async fn the_desk_is_open_to_staff_and_to_nobody_else() {
    let scene = scene().await;
    let library = &scene.library;
    let card = basic("staff", "1234");
    let mut tried = 0;
    for (method, path, body) in routes(&scene) {
        let ask =
            async |headers: Vec<(&str, &str)>| library.send(method, &path, &headers, body.as_ref()).await;
        assert_eq!(ask(Vec::new()).await.status, 401, "nobody: {method} {path}");
        for (who, own) in [
            ("the patron herself", &scene.child),
            ("her guardian", &scene.guardian),
            ("another patron", &scene.stranger),
        ] {
            let answer = ask(own.acts()).await;
            assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("not-staff")), "{who}: {path}");
            tried += 1;
        }
        // The PIN of a colleague with each request is no session, and a session without its token does nothing.
        let by_pin = ask(vec![("Authorization", &card), ("X-Requested-With", "x")]).await;
        assert_eq!(by_pin.status, 403, "card and PIN: {method} {path}");
        if method != "GET" {
            assert_eq!(ask(scene.staff.looks()).await.status, 403, "without its token: {method} {path}");
        }
        let status = ask(scene.staff.acts()).await.status;
        assert!([200, 201, 403, 404].contains(&status), "staff: {method} {path}: {status}");
        tried += 3;
    }
    println!("{tried} tries");
    // A role that is taken away is gone at once, and so is the session; a blocked card opens nothing.
    library.command(&["patron", "block", "staff"]);
    let answer = library.ask("GET", "/staff/holds", &scene.staff.looks()).await;
    assert_eq!(answer.json()["code"], "not-staff");
    library.command(&["patron", "unblock", "staff"]);
    library.command(&["patron", "role", "staff", "patron"]);
    assert_eq!(library.ask("GET", "/staff/holds", &scene.staff.looks()).await.status, 401);
    let again = library.sign_in("staff").await;
    assert_eq!(library.ask("GET", "/staff/holds", &again.looks()).await.json()["code"], "not-staff");
    library.command(&["patron", "role", "stranger", "librarian"]);
    let risen = library.sign_in("stranger").await;
    assert_eq!(library.ask("GET", "/staff/holds", &risen.looks()).await.status, 200);
}

#[tokio::test]
async fn an_item_goes_out_comes_back_late_and_is_kept_for_the_next() {
    let scene = scene().await;
    let found = scene.sees("/staff/patrons?query=CHI-LD").await;
    assert_eq!(found["patrons"][0]["id"], json!(scene.child.id));
    let lend = |barcode: &str| json!({ "patron": scene.child.id, "barcode": barcode });
    let unknown = scene.does("POST", "/staff/loans", lend("A9")).await;
    assert_eq!((unknown.status, &unknown.json()["code"]), (404, &json!("no-such-item")));
    let out = scene.does("POST", "/staff/loans", lend("A1")).await;
    assert_eq!((out.status, &out.json()["title"]), (201, &json!("Atlas")));
    assert_eq!(scene.does("POST", "/staff/loans", lend("A1")).await.status, 201, "twice is once");
    let other = json!({ "patron": scene.stranger.id, "barcode": "A1" });
    assert_eq!(scene.does("POST", "/staff/loans", other).await.json()["code"], "taken");

    let wish = json!({ "pickupLocationId": scene.desk });
    let hold = format!("/patron/account/instance/{}/hold", scene.atlas);
    assert_eq!(scene.library.send("POST", &hold, &scene.stranger.acts(), Some(&wish)).await.status, 201);
    let renewed = scene.does("POST", "/staff/renewals", json!({ "barcode": "A1" })).await;
    assert_eq!(renewed.json()["code"], "others-wait");
    scene.library.late("A1", 3).await;
    let back = scene.does("POST", "/staff/returns", json!({ "barcode": "A1" })).await.json();
    assert_eq!(
        (&back["chargeCents"], &back["currency"]),
        (&json!(80), &json!("CNY")),
        "the fourth day has begun"
    );
    assert_eq!(back["patron"]["card"], "child");
    assert_eq!(
        (&back["keptFor"]["patron"]["card"], &back["keptFor"]["pickUp"]),
        (&json!("stranger"), &json!("Main desk"))
    );
    assert_eq!(
        scene.does("POST", "/staff/returns", json!({ "barcode": "A1" })).await.json()["code"],
        "not-out"
    );
    let kept = scene.sees("/staff/holds").await;
    assert_eq!((kept["holds"].as_array().unwrap().len(), &kept["holds"][0]["barcode"]), (1, &json!("A1")));

    let account = format!("/staff/patron/account/{}?includeCharges=true", scene.child.id);
    let owed = scene.sees(&account).await;
    assert_eq!(owed["totalCharges"]["amount"], json!(0.8));
    let charge = format!("/staff/charges/{}", owed["charges"][0]["feeFineId"].as_str().unwrap());
    assert_eq!(scene.does("PUT", &charge, json!({ "settled": "forgotten" })).await.status, 400);
    assert_eq!(scene.does("PUT", &charge, json!({ "settled": "paid" })).await.status, 200);
    assert_eq!(
        scene.does("PUT", &charge, json!({ "settled": "paid" })).await.json()["code"],
        "no-such-charge"
    );
    assert_eq!(scene.sees(&account).await["totalChargesCount"], 0);
}

#[tokio::test]
async fn cards_are_given_out_blocked_and_changed() {
    let scene = scene().await;
    let library = &scene.library;
    let new = json!({ "card": "N 1", "name": "赵新", "pin": "4321", "expires": "2030-12-31", "guardian": "guardian" });
    let added = scene.does("POST", "/staff/patrons", new.clone()).await;
    assert_eq!((added.status, &added.json()["expires"]), (201, &json!("2031-01-01T00:00:00Z")));
    let id = added.json()["id"].as_str().unwrap().to_owned();
    for (change, code) in [
        (new.clone(), "card-taken"),
        (json!({ "card": "N2", "name": "N" }), "incomplete"),
        (json!({ "card": "N2", "name": "N", "pin": "1" }), "pin-length"),
        (json!({ "card": "N2", "name": "N", "pin": "1234", "guardian": "nobody" }), "no-guardian"),
        (json!({ "card": "N2", "name": "N", "pin": "1234", "guardian": "child" }), "guardian-is-child"),
        (json!({ "card": "N2", "name": "N", "pin": "1234", "expires": "tomorrow" }), "date"),
    ] {
        assert_eq!(
            scene.does("POST", "/staff/patrons", change.clone()).await.json()["code"],
            code,
            "{change}"
        );
    }
    let one = format!("/staff/patrons/{id}");
    let try_pin = async |pin: &str| {
        library.send("POST", "/session", &[], Some(&json!({ "login": "n1", "password": pin }))).await.status
    };
    assert_eq!(try_pin("4321").await, 200);
    assert_eq!(scene.does("PUT", &one, json!({ "pin": "9876" })).await.status, 200);
    assert_eq!((try_pin("4321").await, try_pin("9876").await), (401, 200));
    let blocked = scene.does("PUT", &one, json!({ "blocked": { "why": "Lost" } })).await.json();
    assert_eq!((&blocked["status"], &blocked["blockedWhy"]), (&json!("blocked"), &json!("Lost")));
    let lend = scene.does("POST", "/staff/loans", json!({ "patron": id, "barcode": "A1" })).await;
    assert_eq!(lend.json()["code"], "blocked");
    assert_eq!(scene.does("PUT", &one, json!({ "blocked": false })).await.json()["status"], "active");
    assert_eq!(scene.does("PUT", &one, json!({ "expires": "2020-01-31" })).await.json()["status"], "expired");
    assert_eq!(scene.does("PUT", &one, json!({ "expires": null })).await.json()["expires"], Value::Null);
    assert_eq!(scene.does("PUT", &one, json!({ "sees": "children" })).await.json()["sees"], "children");
    let guardian = scene.sees(&one).await["guardian"]["id"].as_str().unwrap().to_owned();
    let grown = scene.does("PUT", &format!("/staff/patrons/{guardian}"), json!({ "sees": "children" })).await;
    assert_eq!((grown.status, &grown.json()["code"]), (409, &json!("no-child")));
    for body in [
        json!({}),
        json!({ "pin": "1234", "expires": null }),
        json!({ "blocked": true }),
        json!({ "sees": "little" }),
        json!({ "sees": "children", "expires": null }),
        json!([]),
    ] {
        assert_eq!(scene.does("PUT", &one, body.clone()).await.status, 400, "{body}");
    }
    let own = format!("/staff/patrons/{}", scene.staff.id);
    assert_eq!(scene.does("PUT", &own, json!({ "pin": "5555" })).await.json()["code"], "of-staff");
    let seen = scene.sees(&one).await;
    assert_eq!(seen["guardian"]["card"], "guardian");

    // All of it can be told afterwards, and no PIN is in it.
    let copy = library.home.path().join("copy.jsonl");
    library.command(&["backup", copy.to_str().unwrap()]);
    let copy = std::fs::read_to_string(&copy).unwrap();
    let log: Vec<&str> = copy.lines().filter(|line| line.contains(&scene.staff.id)).collect();
    for action in [
        "patron.added",
        "patron.pin-set",
        "patron.blocked",
        "patron.unblocked",
        "patron.expiry-set",
        "patron.sees-set",
        "patron.looked-at",
    ] {
        assert!(log.iter().any(|line| line.contains(action)), "{action}");
    }
    assert!(!copy.contains("9876"));
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
