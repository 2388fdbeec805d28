//! Licences from being handed to us until they are given back, with servers that are canned.

use pollster::block_on;
use serde_json::json;
use yueli_ports::{
    Response,
    fake::{FakeHttp, FakeRecords},
};

use super::{
    status::Desk,
    take::{NotTaken, take},
    way::{Trouble, Ways},
    *,
};
use crate::use_cases::kept::DIGEST;

const HASH: &str = "8b752f93e5e73a3efff1c706c1c2e267dffc6ec01c382cbe2a6ca9bd57cc8378";

fn at(text: &str) -> Time {
    Time::parse(text).unwrap()
}

fn licence(end: &str, profile: &str) -> Value {
    json!({
        "id": "urn:uuid:7", "provider": "https://lib.example", "issued": "2026-01-01T00:00:00Z",
        "encryption": {
            "profile": format!("http://readium.org/lcp/{profile}"),
            "content_key": {"algorithm": "a", "encrypted_value": "AAAA"},
            "user_key": {"algorithm": "b", "text_hint": "the cave", "key_check": "AAAA"}
        },
        "links": [
            {"rel": "hint", "href": "https://lib.example/hint"},
            {"rel": "publication", "href": "https://lib.example/b.epub", "type": "application/epub+zip", "title": "Tea", "length": 7, "hash": HASH},
            {"rel": "status", "href": "https://lib.example/status/7"}
        ],
        "rights": {"end": end, "copy": 10}
    })
}

fn status(state: &str, updated: &str) -> Value {
    json!({
        "id": "urn:uuid:7", "status": state, "message": "m",
        "updated": {"license": updated, "status": updated},
        "links": [
            {"rel": "license", "href": "https://lib.example/licence/7"},
            {"rel": "register", "href": "https://lib.example/register{?id,name}", "templated": true},
            {"rel": "renew", "href": "https://lib.example/renew{?end,id,name}", "templated": true},
            {"rel": "return", "href": "https://lib.example/return{?id,name}", "templated": true}
        ],
        "potential_rights": {"end": "2026-06-01T00:00:00Z"}
    })
}

fn known(end: &str, state: Option<&str>) -> Known {
    let held = Held {
        book: "lcp-7".into(),
        title: "Tea".into(),
        document: licence(end, "basic-profile").to_string(),
        key: Some("ab".into()),
        status: state.map(|state| status(state, "2026-01-01T00:00:00Z").to_string()),
        copied: 4,
    };
    Known::of(held).unwrap()
}

/// A library that passes on to `lib.example`, which may be asked directly or not.
fn ways(direct: bool) -> Ways {
    let http = FakeHttp::default();
    let list = json!({"metadata": {"title": "L"}, "navigation": [
        {"href": "/x", "title": "X"},
        {"href": "/y", "properties": {"upstream": {"direct": direct, "addresses": [{"address": "https://lib.example", "href": "/upstreams/lib"}, 7]}}}
    ]});
    http.answer("/upstreams", list.to_string());
    block_on(Ways::ask(&http, "https://here.example"))
}

#[test]
fn how_a_licence_stands_follows_its_rights_and_its_status() {
    let (now, past, later) = (at("2026-03-01"), "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z");
    for (end, state, code) in [
        (later, None, None),
        (later, Some("active"), None),
        (later, Some("something"), None),
        (past, None, Some(ProblemCode::LicenceEnded)),
        (past, Some("active"), Some(ProblemCode::LicenceEnded)),
        (later, Some("expired"), Some(ProblemCode::LicenceEnded)),
        (later, Some("returned"), Some(ProblemCode::LicenceReturned)),
        (past, Some("returned"), Some(ProblemCode::LicenceReturned)),
        (later, Some("cancelled"), Some(ProblemCode::LicenceReturned)),
        (later, Some("revoked"), Some(ProblemCode::LicenceRevoked)),
    ] {
        assert_eq!(known(end, state).obstacle(now), code, "{end} {state:?}");
    }
    let mut early = known(later, None);
    early.licence.rights.start = Some(at("2026-03-02"));
    assert_eq!(early.obstacle(now), Some(ProblemCode::LicenceNotYet));
    let production = licence(later, "profile-2.0").to_string();
    let production = Known::of(Held { document: production, ..Held::default() }).unwrap();
    assert_eq!(production.obstacle(now), Some(ProblemCode::ProfileUnsupported));
    let mut other = status("returned", "2026-01-01T00:00:00Z");
    other["id"] = json!("urn:uuid:8");
    let strange = Known::of(Held { status: Some(other.to_string()), ..known(later, None).held }).unwrap();
    assert_eq!(strange.obstacle(now), None, "a status of another licence says nothing");
    assert_eq!(known(later, None).left_to_copy(), Some(6));
}

#[test]
fn no_key_is_kept_of_a_licence_that_is_over() {
    let licences = Licences::new(Rc::new(FakeRecords::default()));
    let keep = |held: Held, now: &str| block_on(licences.keep(held, at(now))).unwrap();
    let good = known("2026-04-01T00:00:00Z", None).held;
    assert_eq!(keep(good.clone(), "2026-03-01"), good);
    assert_eq!(block_on(licences.get("lcp-7")).unwrap().held, good);
    assert_eq!(keep(good.clone(), "2026-05-01").key, None);
    assert_eq!(block_on(licences.all()).unwrap().len(), 1);
    block_on(licences.forget("lcp-7")).unwrap();
    assert_eq!(block_on(licences.get("lcp-7")), None);
}

#[test]
fn a_licence_becomes_a_book_where_it_can() {
    let end = "2026-04-01T00:00:00Z";
    let basic = licence(end, "basic-profile");
    let (taken, lacks) = take(&basic.to_string(), &ways(false), "?").unwrap();
    let book = taken.book.unwrap();
    assert_eq!((taken.known.held.book.as_str(), lacks), ("lcp-urn-uuid-7", None));
    let file = book.readable().unwrap();
    assert_eq!((file.href.as_str(), file.size), ("/upstreams/lib/b.epub", Some(7)));
    assert_eq!(file.properties.other[DIGEST], "i3Uvk+XnOj7/8ccGwcLiZ9/8bsAcOCy+KmypvVfMg3g=");
    let (direct, _) = take(&basic.to_string(), &ways(true), "?").unwrap();
    assert_eq!(direct.book.unwrap().readable().unwrap().href, "https://lib.example/b.epub");
    let (nowhere, lacks) = take(&basic.to_string(), &Ways::default(), "?").unwrap();
    assert_eq!((nowhere.book, lacks), (None, Some(NotTaken::NoWay)));
    let mut audio = basic.clone();
    audio["links"][1]["type"] = json!("application/audiobook+lcp");
    assert_eq!(take(&audio.to_string(), &ways(true), "?").unwrap().1, Some(NotTaken::Kind));
    let (production, lacks) = take(&licence(end, "profile-1.0").to_string(), &ways(true), "?").unwrap();
    assert_eq!((production.book, lacks), (None, None), "what nobody can open is not fetched");
    for bad in ["", "{}", "<html>", r#"{"id":"a"}"#] {
        assert_eq!(take(bad, &ways(true), "?").err(), Some(NotTaken::NoLicence), "{bad}");
    }
}

#[test]
fn a_renewal_brings_the_new_licence_and_a_return_the_end() {
    let http = FakeHttp::default();
    let ways = ways(false);
    let desk = Desk { http: &http, ways: &ways, csrf: Some("t") };
    let now = at("2026-03-01");
    let lent = known("2026-04-01T00:00:00Z", Some("active"));
    let kinds: Vec<ActionKind> = lent.actions(now).iter().map(|action| action.kind).collect();
    assert_eq!(kinds, [ActionKind::Renew, ActionKind::Return], "no device is registered");
    let ok =
        |body: &Value| Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() };
    let renew = "PUT /upstreams/lib/renew?end=2026-06-01T00%3A00%3A00Z&id=lcp-7&name=Yueli";
    http.respond(renew, ok(&status("active", "2026-03-01T00:00:00Z")));
    http.answer("/upstreams/lib/licence/7", licence("2026-06-01T00:00:00Z", "basic-profile").to_string());
    let end = Some(at("2026-06-01"));
    let held = block_on(desk.perform(&lent, ActionKind::Renew, (now, end))).unwrap();
    assert_eq!(held.key.as_deref(), Some("ab"));
    assert_eq!(Known::of(held).unwrap().stand(now), Stand::Good(end));
    assert!(http.asked()[0].headers.contains(&("x-csrf-token".into(), "t".into())));
    let back = "PUT /upstreams/lib/return?id=lcp-7&name=Yueli";
    http.respond(back, ok(&status("returned", "2026-01-01T00:00:00Z")));
    let held = block_on(desk.perform(&lent, ActionKind::Return, (now, None))).unwrap();
    assert_eq!(Known::of(held).unwrap().stand(now), Stand::Over(State::Returned));
}

#[test]
fn what_is_not_done_says_why() {
    let now = at("2026-03-01");
    let lent = known("2026-04-01T00:00:00Z", Some("active"));
    let http = FakeHttp::default();
    let give_back = |http: &FakeHttp, ways: &Ways| {
        let desk = Desk { http, ways, csrf: None };
        block_on(desk.perform(&lent, ActionKind::Return, (now, None))).unwrap_err()
    };
    assert_eq!(give_back(&http, &Ways::default()), Trouble::NotListed("lib.example".into()));
    assert_eq!(give_back(&http, &ways(true)), Trouble::Offline("lib.example".into()));
    assert_eq!(http.asked().len(), 2, "directly, and then through the library");
    let path = "PUT /upstreams/lib/return?id=lcp-7&name=Yueli";
    let problem = r#"{"type":"http://readium.org/license-status-document/error/return/already","title":"T","detail":"Gone."}"#;
    for (status, body, expected) in [
        (403, problem, Trouble::Refused { status: 403, kind: "return/already".into(), said: "Gone.".into() }),
        (500, "<html>", Trouble::Refused { status: 500, kind: String::new(), said: String::new() }),
        (200, "<html>", Trouble::Unreadable("another document".into())),
        (200, "{}", Trouble::Unreadable("another document".into())),
    ] {
        http.respond(path, Response { status, headers: Vec::new(), body: body.into() });
        assert_eq!(give_back(&http, &ways(false)), expected, "{body}");
    }
    let mut returned = known("2026-04-01T00:00:00Z", Some("returned"));
    assert!(returned.actions(now).is_empty());
    returned.status = None;
    assert!(returned.actions(now).is_empty());
}

#[test]
fn a_newer_licence_of_somebody_else_is_not_taken() {
    let http = FakeHttp::default();
    let ways = ways(false);
    let desk = Desk { http: &http, ways: &ways, csrf: None };
    let lent = known("2026-04-01T00:00:00Z", None);
    assert!(matches!(block_on(desk.refresh(&lent)), Err(Trouble::Offline(_))));
    http.answer("/upstreams/lib/status/7", status("active", "2026-03-01T00:00:00Z").to_string());
    let mut other = licence("2026-06-01T00:00:00Z", "basic-profile");
    other["id"] = json!("urn:uuid:8");
    http.answer("/upstreams/lib/licence/7", other.to_string());
    assert!(matches!(block_on(desk.refresh(&lent)), Err(Trouble::Unreadable(_))));
    http.answer("/upstreams/lib/status/7", status("active", "2025-03-01T00:00:00Z").to_string());
    let held = block_on(desk.refresh(&lent)).unwrap().unwrap();
    assert_eq!(held.document, lent.held.document, "an older one is not asked for");
}

#[test]
fn an_address_may_ask_for_a_licence() {
    let asked = |query: &str| asked_for(query);
    let way = way_to("https://lib.example/l?a=b&c=书");
    assert_eq!(asked(&format!("?x=1&from={way}")).as_deref(), Some("https://lib.example/l?a=b&c=书"));
    for query in ["", "?", "?from=", "?from", "?to=x"] {
        assert_eq!(asked(query), None, "{query}");
    }
}
