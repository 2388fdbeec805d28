//! Ways to get a publication, as links say them.

use yueli_publication::json::FromJson;

use super::*;

fn link(json: &str) -> Link {
    Link::from_json(serde_json::from_str(json).unwrap()).unwrap()
}

fn way(json: &str) -> Acquisition {
    Acquisition::of(&link(json)).unwrap()
}

#[test]
fn relations_say_what_following_means() {
    for (rel, expected) in [
        (r#""http://opds-spec.org/acquisition""#, Some(AcquisitionKind::Download)),
        (r#""http://opds-spec.org/acquisition/""#, Some(AcquisitionKind::Download)),
        (r#""http://opds-spec.org/acquisition/open-access""#, Some(AcquisitionKind::OpenAccess)),
        (
            r#"["http://opds-spec.org/acquisition","http://opds-spec.org/acquisition/borrow"]"#,
            Some(AcquisitionKind::Borrow),
        ),
        (r#"["self","borrow"]"#, Some(AcquisitionKind::Borrow)),
        (r#""preview""#, Some(AcquisitionKind::Sample)),
        (r#""http://opds-spec.org/acquisition/something-new""#, Some(AcquisitionKind::Download)),
        (r#""self""#, None),
        ("[]", None),
    ] {
        let link = link(&format!(r#"{{"href":"/a","rel":{rel}}}"#));
        assert_eq!(Acquisition::of(&link).map(|way| way.kind), expected, "{rel}");
    }
}

#[test]
fn every_way_through_is_a_path() {
    let way = way(r#"{"href":"/b","rel":"borrow","type":"application/opds-publication+json","properties":{
        "indirectAcquisition":[
            {"type":"application/vnd.readium.lcp.license.v1.0+json","child":[{"type":"application/epub+zip"},{"type":"application/pdf"}]},
            {"type":"application/vnd.adobe.adept+xml","child":{"type":"application/epub+zip"}},
            "application/epub+zip", 7, {"child":[]}, {"type":"application/x-odd","child":[{"type":"application/pdf"}]}]}}"#);
    let shown: Vec<_> = way.paths.iter().map(|path| (path.format().unwrap(), path.protection())).collect();
    assert_eq!(
        shown,
        [
            ("application/epub+zip", Protection::Lcp),
            ("application/pdf", Protection::Lcp),
            ("application/epub+zip", Protection::Adobe),
            ("application/epub+zip", Protection::None),
            ("application/pdf", Protection::Unknown),
        ]
    );
    assert_eq!(way.paths_to("application/pdf").count(), 2);
}

#[test]
fn endless_nesting_ends() {
    let mut deep = String::from(r#"{"type":"a"}"#);
    for _ in 0..40 {
        deep = format!(r#"{{"type":"a","child":[{deep}]}}"#);
    }
    let way = way(&format!(r#"{{"href":"/b","rel":"buy","properties":{{"indirectAcquisition":[{deep}]}}}}"#));
    assert_eq!(way.paths.iter().map(|path| path.0.len()).collect::<Vec<_>>(), [DEEP]);
}

#[test]
fn holds_stand_beside_availability_or_inside() {
    for properties in [
        r#"{"availability":{"state":"unavailable","until":"2030-01-02"},"holds":{"total":"3","position":1},"copies":{"total":2,"available":0}}"#,
        r#"{"availability":{"status":"Unavailable","until":"2030-01-02","holds":{"total":3,"position":1},"copies":{"total":2,"available":0}}}"#,
    ] {
        let way = way(&format!(r#"{{"href":"/b","rel":"borrow","properties":{properties}}}"#));
        assert_eq!(way.availability.state, Some(AvailabilityState::Unavailable));
        assert_eq!(way.holds, Holds { total: Some(3), position: Some(1) });
        assert_eq!(way.copies, Copies { total: Some(2), available: Some(0) });
        let (before, after) = (Time::parse("2030-01-02T12:00Z").unwrap(), Time::parse("2031-01-01").unwrap());
        assert!(way.availability.until_after(before).is_some());
        assert_eq!(way.availability.until_after(after), None);
    }
    let odd = way(
        r#"{"href":"/b","rel":"borrow","properties":{"availability":7,"holds":{"total":-1},"copies":[]}}"#,
    );
    assert_eq!((odd.availability, odd.holds, odd.copies), Default::default());
}

#[test]
fn prices_are_whole_minor_units() {
    let way = way(
        r#"{"href":"/b","rel":"buy","properties":{"price":[{"value":7.99,"currency":"USD"},{"value":"free","currency":"EUR"}]}}"#,
    );
    assert_eq!(way.prices, [Money::new(799, "USD").unwrap()]);
}

#[test]
fn what_is_undone_and_how() {
    for (json, expected) in [
        (r#"{"href":"/r","rel":"http://librarysimplified.org/terms/rel/revoke"}"#, Some(Method::Put)),
        (r#"{"href":"/r","rel":"cancel"}"#, Some(Method::Delete)),
        (r#"{"href":"/r","rel":"revoke","properties":{"method":"get"}}"#, Some(Method::Get)),
        (r#"{"href":"/r","rel":"self"}"#, None),
    ] {
        assert_eq!(Undo::of(&link(json)).map(|undo| undo.method), expected, "{json}");
    }
}
