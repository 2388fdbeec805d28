//! Patrons and their sessions, over real HTTP.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use serde_json::{Value, json};
use support::{Library, basic};

async fn library() -> Library {
    Library::of(&[]).await
}

/// The answer to a try to sign in.
async fn try_pin(library: &Library, card: &str, pin: &str, headers: &[(&str, &str)]) -> support::Answer {
    library.send("POST", "/session", headers, Some(&json!({ "login": card, "password": pin }))).await
}

#[tokio::test]
async fn a_patron_signs_in_and_out_and_stays_so_over_a_restart() {
    let mut library = library().await;
    let nobody = library.get("/session").await;
    assert_eq!(nobody.json(), json!({ "patron": null, "csrf": null, "canSignIn": false }));
    assert_eq!(nobody.header("cache-control"), "no-store");
    let id = library.patron("R 0001", &["--language", "zh-CN"]);
    let signed_in = library.sign_in("r0001").await;
    assert_eq!(signed_in.id, id);
    let answer = try_pin(&library, "R 0001", "1234", &[]).await;
    let cookie = answer.header("set-cookie");
    for part in ["yueli-session=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "plain HTTP: {cookie}");
    let behind = try_pin(&library, "R 0001", "1234", &[("X-Forwarded-Proto", "https")]).await;
    assert!(behind.header("set-cookie").ends_with("; Secure"));

    library.stop().await;
    library.start().await;
    let said = library.ask("GET", "/session", &signed_in.looks()).await.json();
    assert_eq!((&said["patron"]["id"], &said["csrf"]), (&json!(id), &json!(signed_in.csrf)));
    assert_eq!(said["patron"]["status"], "active");
    // The store knows the cookie only by its digest.
    let token = signed_in.cookie.split_once('=').unwrap().1.to_owned();
    let copy = library.home.path().join("copy.jsonl");
    library.command(&["backup", copy.to_str().unwrap()]);
    assert!(!std::fs::read_to_string(&copy).unwrap().contains(&token), "the token is in the copy");
    if library.address_of_database().is_none() {
        let kept = std::fs::read(library.home.path().join("data/library.sqlite")).unwrap();
        assert!(
            !kept.windows(token.len()).any(|part| part == token.as_bytes()),
            "the token is in the database"
        );
    }

    for (headers, status) in [
        (signed_in.looks(), 403),
        (vec![("Cookie", signed_in.cookie.as_str()), ("X-CSRF-Token", "0")], 403),
        ([signed_in.acts(), vec![("Sec-Fetch-Site", "cross-site")]].concat(), 403),
        ([signed_in.acts(), vec![("Origin", "https://evil.example")]].concat(), 403),
        (signed_in.acts(), 200),
        (signed_in.acts(), 200),
    ] {
        let answer = library.ask("DELETE", "/session", &headers).await;
        assert_eq!(answer.status, status, "{headers:?}: {answer:?}");
    }
    assert_eq!(library.ask("GET", "/session", &signed_in.looks()).await.json()["patron"], Value::Null);
}

#[tokio::test]
async fn those_who_guess_are_told_until_when_they_cannot() {
    let library = library().await;
    library.patron("1", &[]);
    for (card, zh) in [("1", "密码"), ("no such card", "密码")] {
        let wrong = try_pin(&library, card, "0000", &[("Accept-Language", "zh-CN")]).await;
        assert_eq!((wrong.status, wrong.header("content-language")), (401, "zh-CN"));
        assert!(wrong.json()["title"].as_str().unwrap().contains(zh), "{wrong:?}");
    }
    for _ in 0..3 {
        assert_eq!(try_pin(&library, "1", "0000", &[]).await.json()["code"], "wrong-pin");
    }
    for pin in ["0000", "1234"] {
        let locked = try_pin(&library, "1", pin, &[]).await;
        let said = locked.json();
        assert_eq!((locked.status, &said["code"]), (429, &json!("locked")), "{pin}");
        let until = said["until"].as_str().unwrap();
        assert!(said["title"].as_str().unwrap().contains(until), "{said}");
        assert!(locked.header("retry-after").parse::<u32>().unwrap() > 800);
    }
    library.command(&["patron", "unblock", "1"]);
    assert_eq!(try_pin(&library, "1", "1234", &[]).await.status, 200);
}

#[tokio::test]
async fn another_network_is_not_stopped_by_one_that_guesses() {
    let library = library().await;
    library.patron("1", &[]);
    let from = |address: &'static str| [("X-Forwarded-For", address)];
    let mut stopped = None;
    for number in 0..101 {
        let answer = try_pin(&library, &format!("x{number}"), "0", &from("203.0.113.7")).await;
        stopped = Some(answer.json()["code"].clone());
    }
    assert_eq!(stopped.unwrap(), "too-many-tries");
    assert_eq!(try_pin(&library, "1", "1234", &from("198.51.100.2")).await.status, 200);
}

#[tokio::test]
async fn other_reading_apps_learn_how_to_sign_in() {
    let library = library().await;
    library.patron("1", &[]);
    let document = library.get("/opds/authentication").await;
    assert_eq!(document.header("content-type"), "application/opds-authentication+json");
    let said = document.json();
    assert_eq!(said["id"], format!("http://{}/opds/authentication", library.address()));
    assert_eq!(said["authentication"][0]["type"], "http://opds-spec.org/auth/basic");
    let right = basic("1", "1234");
    let session = library.ask("GET", "/session", &[("Authorization", &right)]).await.json();
    assert_eq!((&session["patron"]["card"], &session["csrf"]), (&json!("1"), &Value::Null));
    let wrong = basic("1", "1235");
    let refused = library.ask("GET", "/session", &[("Authorization", &wrong)]).await;
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").starts_with("Basic "));
    for ours in [("X-Requested-With", "yueli"), ("Sec-Fetch-Site", "same-origin")] {
        let refused = library.ask("GET", "/session", &[("Authorization", &wrong), ours]).await;
        assert_eq!((refused.status, refused.header("www-authenticate")), (401, ""), "no native dialog");
    }
}

#[tokio::test]
async fn what_is_not_understood_is_said_so() {
    let library = library().await;
    for body in [json!({}), json!([]), json!({ "login": 1, "password": "x" })] {
        let answer = library.send("POST", "/session", &[], Some(&body)).await;
        assert_eq!((answer.status, &answer.json()["code"]), (400, &json!("malformed")), "{body}");
    }
    let evil = [("Origin", "https://evil.example")];
    assert_eq!(try_pin(&library, "1", "1234", &evil).await.json()["code"], "not-from-here");
}

#[tokio::test]
async fn a_librarian_keeps_the_cards() {
    let library = library().await;
    let parent = library.patron("1", &["--expires", "2999-12-31"]);
    let child = library.patron("2", &["--guardian", "1"]);
    for (words, says) in [
        (vec!["patron", "add", "--card", "1 ", "--name", "x", "--pin", "1234"], "already"),
        (vec!["patron", "add", "--card", "-", "--name", "x", "--pin", "1234"], "needs a number"),
        (vec!["patron", "add", "--card", "3", "--name", "x", "--pin", "123"], "4 to 128"),
        (vec!["patron", "add", "--card", "3", "--name", "x", "--pin", "1234", "--guardian", "9"], "guardian"),
        (vec!["patron", "add", "--card", "3", "--name", "x", "--pin", "1234", "--guardian", "2"], "guardian"),
        (vec!["patron", "block", "9"], "no patron"),
    ] {
        let done = library.try_command(&words);
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(!done.status.success() && said.contains(says), "{words:?}: {said}");
    }
    library.command(&["patron", "block", "2", "--why", "Card lost"]);
    let list = library.command(&["patron", "list"]);
    let expected = [
        format!("{parent}\t1\t1\tactive until 3000-01-01T00:00:00Z\t-"),
        format!("{child}\t2\t2\tblocked\t{parent}"),
    ];
    assert_eq!(list.lines().collect::<Vec<_>>(), expected);
    let guardian = library.sign_in("1").await;
    let said = library.ask("GET", "/session", &guardian.looks()).await.json();
    assert_eq!(said["patron"]["children"][0]["id"], json!(child));
    assert_eq!(said["patron"]["children"][0]["blockedWhy"], "Card lost");
    // Another PIN ends all sessions.
    library.command(&["patron", "set-pin", "1", "--pin", "abcd1"]);
    assert_eq!(library.ask("GET", "/session", &guardian.looks()).await.json()["patron"], Value::Null);
    assert_eq!(try_pin(&library, "1", "1234", &[]).await.status, 401);
    assert_eq!(try_pin(&library, "1", "abcd1", &[]).await.status, 200);
}

#[tokio::test]
async fn a_library_goes_to_another_place_by_its_copy() {
    let library = library().await;
    library.patron("1", &["--expires", "2999-12-31"]);
    library.patron("2", &["--guardian", "1"]);
    let copy = library.home.path().join("copy.jsonl");
    library.command(&["backup", copy.to_str().unwrap()]);
    let other = self::library().await;
    let refused = library.try_command(&["restore", copy.to_str().unwrap()]);
    assert!(!refused.status.success(), "only into an empty library");
    other.command(&["restore", copy.to_str().unwrap()]);
    assert_eq!(other.command(&["patron", "list"]), library.command(&["patron", "list"]));
    other.sign_in("2").await;
}

#[tokio::test]
async fn patrons_are_taken_in_from_a_table() {
    let library = library().await;
    let table = library.home.path().join("patrons.csv");
    std::fs::write(
        &table,
        "card,name,pin,expires,language,guardian\n1,李华,1234,2999-12-31,zh-CN,\n2,Child,1234,,,1\n3,No PIN\n4,x,12\n5,x,1234,soon\n",
    )
    .unwrap();
    let done = library.try_command(&["patron", "import", table.to_str().unwrap()]);
    let (out, said) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    assert_eq!(out, "3 added, 0 known already, 2 wrong\n");
    assert!(said.contains("line 5: a PIN has") && said.contains("line 6: expires"), "{said}");
    assert!(library.sign_in("2").await.csrf.len() == 64);
    assert_eq!(try_pin(&library, "3", "1234", &[]).await.status, 401, "nobody signs in without a PIN");
    let again = library.try_command(&["patron", "import", table.to_str().unwrap()]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), "0 added, 3 known already, 2 wrong\n");
}

#[test]
fn all_of_it_holds_on_postgresql() {
    support::again_on_postgresql();
}
