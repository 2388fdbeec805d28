//! Authentication documents in every form.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn read(value: Value) -> Authentication {
    Authentication::from_json(value).unwrap().settled("https://lib.example/opds/auth.json")
}

#[test]
fn every_form_of_the_document_is_read() {
    let basic = "http://opds-spec.org/auth/basic";
    for document in [
        json!({"title": "City", "authentication": [{"type": basic, "labels": {"login": "Card", "password": "PIN"}}],
               "links": [{"rel": "logo", "href": "/logo.png"}, {"rel": ["help"], "href": "mailto:help@lib.example"}]}),
        json!({"title": {"en": "City"}, "id": "/opds/auth.json", "authentication": {"type": basic, "labels": {"login": {"en": "Card"}, "password": "PIN"}},
               "links": {"logo": "/logo.png", "help": [{"href": "mailto:help@lib.example"}]}}),
        json!({"name": "City", "type": [basic], "labels": {"login": "Card", "password": "PIN"},
               "links": {"logo": {"href": "../logo.png"}, "help": "mailto:help@lib.example", "odd": {"deep": {"href": "x"}}}}),
        json!({"title": "City", "providers": [{"methods": {basic: {"labels": {"username": "Card", "password": "PIN"}}}}],
               "links": [{"rel": "logo", "href": "/logo.png"}, {"rel": "help", "href": "mailto:help@lib.example"}, "x", 7, [[]]]}),
    ] {
        let read = read(document);
        assert_eq!((read.title.first(), read.id.as_str()), ("City", "https://lib.example/opds/auth.json"));
        assert_eq!(read.link("logo").map(|link| link.href.as_str()), Some("https://lib.example/logo.png"));
        assert_eq!(read.link("help").map(|link| link.href.as_str()), Some("mailto:help@lib.example"));
        let flow = read.best().unwrap();
        assert_eq!((flow.kind, flow.ability()), (FlowKind::Basic, Ability::Form));
        assert_eq!(
            (flow.labels.login.as_deref(), flow.labels.password.as_deref()),
            (Some("Card"), Some("PIN"))
        );
    }
}

#[test]
fn each_way_is_known_for_what_can_be_done_with_it() {
    let at = |uri: &str| json!({"type": uri, "links": [{"rel": "authenticate", "href": "/token"}]});
    for (flow, expected) in [
        (at("http://opds-spec.org/auth/oauth/password"), Ability::FormForToken),
        (
            json!({"type": "http://opds-spec.org/auth/oauth/password", "authenticate": "/token"}),
            Ability::FormForToken,
        ),
        (
            json!({"type": "http://opds-spec.org/auth/oauth/password", "authenticate": {"href": "/token"}}),
            Ability::FormForToken,
        ),
        (json!({"type": "http://opds-spec.org/auth/oauth/password"}), Ability::NoAddress),
        (at("http://thepalaceproject.org/authtype/basic-token"), Ability::FormForToken),
        (at("http://opds-spec.org/auth/oauth/authorization_code"), Ability::Browser),
        (at("http://opds-spec.org/auth/oauth/authorization-code-with-pkce"), Ability::Browser),
        (at("http://palaceproject.io/authtype/OpenIDConnect/openid-connect"), Ability::Browser),
        (at("http://opds-spec.org/auth/oauth/implicit"), Ability::NotInBrowsers),
        (at("http://librarysimplified.org/authtype/SAML-2.0"), Ability::NotKnown),
        (at("http://librarysimplified.org/rel/auth/anonymous"), Ability::Nothing),
        (json!("http://opds-spec.org/auth/basic"), Ability::Form),
        (at("urn:something"), Ability::NotKnown),
    ] {
        let read = read(json!({"title": "T", "authentication": [flow]}));
        assert_eq!(read.flows[0].ability(), expected, "{:?}", read.flows);
        assert_eq!(read.best().is_some(), expected.is_possible());
    }
}

#[test]
fn passwords_in_every_request_come_last() {
    let document = json!({"title": "T", "authentication": [
        {"type": "http://opds-spec.org/auth/oauth/implicit", "links": [{"rel": "authenticate", "href": "/i"}]},
        {"type": "http://opds-spec.org/auth/basic", "inputs": {"password": {"keyboard": "No input"}}},
        {"type": "http://opds-spec.org/auth/oauth/password", "authenticate": "/t"}, 7, {"labels": {}}]});
    let read = read(document);
    assert_eq!(read.flows.len(), 3);
    assert_eq!(read.best().unwrap().address("authenticate"), Some("https://lib.example/t"));
    assert_eq!(read.flows.iter().map(|flow| flow.needs_password).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn what_is_written_is_read_as_the_same() {
    let document = json!({"id": "https://lib.example/a", "title": "T", "links": [{"href": "https://lib.example/l", "rel": "logo"}],
        "authentication": [{"type": "http://opds-spec.org/auth/basic", "labels": {"login": "Card"}}]});
    assert_eq!(serde_json::to_value(read(document.clone())).unwrap(), document);
}

#[test]
fn hints_and_media_types_come_in_two_forms() {
    for properties in [json!({"authenticate": "/a"}), json!({"authenticate": {"href": "/a"}})] {
        let link = Link::from_json(json!({"href": "/x", "properties": properties})).unwrap();
        assert_eq!(authenticate_hint(&link), Some("/a"));
    }
    assert!(is_authentication("Application/OPDS-authentication+json; charset=utf-8"));
    assert!(is_authentication("application/vnd.opds.authentication.v1.0+json"));
    assert!(!is_authentication("application/json"));
}

proptest! {
    #[test]
    fn never_panics(text in r#"([\[\]{},:]|"(type|links|href|labels|authentication|providers|methods|login)"|"x"|7|null)*"#) {
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            let _ = Authentication::from_json(value).map(|read| read.settled("https://a.example/"));
        }
    }
}
