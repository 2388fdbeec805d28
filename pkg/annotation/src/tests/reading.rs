//! Annotations as JSON.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::about;
use crate::{
    About, Annotation, Line, Look, Motivation, Pen, Problem,
    set::{self, Merged},
};

/// As another reading app writes them.
const THORIUM: &str = r##"{
  "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:1", "type": "AnnotationSet",
  "generator": "another", "title": "Grade B",
  "about": {"dc:identifier": ["urn:isbn:1"], "dc:title": "Alice", "dc:creator": "Anne", "dc:format": "application/epub+zip"},
  "items": [{
    "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:2", "type": "Annotation",
    "created": "2024-01-01T00:00:00Z", "creator": {"id": "urn:uuid:9", "type": "Person", "name": "Ann"},
    "body": {"type": "TextualBody", "value": "j'adore", "format": "text/plain", "color": "#01E3F6", "tag": "teacher", "highlight": "outline"},
    "target": {"source": "OEBPS/c1.xhtml", "meta": {"headings": [{"level": 1, "txt": "One"}], "page": "XI"}, "selector": [
      {"type": "TextQuoteSelector", "exact": "a \n quote", "prefix": "before ", "suffix": " after"},
      {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "value": "note1"},
      {"type": "FragmentSelector", "conformsTo": "http://www.idpf.org/epub/linking/cfi/epub-cfi.html", "value": "epubcfi(/6/4!/4/2,/1:1,/1:5)"},
      {"type": "DomRangeSelector", "startOffset": 3},
      {"type": "ProgressionSelector", "value": 0.25}]}
  }]
}"##;

#[test]
fn a_set_of_another_app_is_read_and_nothing_of_it_is_lost() {
    let reading = set::read(THORIUM);
    assert_eq!(reading.problems, []);
    assert_eq!(reading.about.identifiers, ["urn:isbn:1"]);
    assert_eq!((reading.about.title.as_str(), reading.about.creator.as_str()), ("Alice", "Anne"));
    let own = &reading.annotations[0];
    assert_eq!(own.words(), "a quote");
    assert_eq!(own.motivation, Motivation::Commenting);
    assert_eq!(own.look(), Look { pen: Pen::Blue, line: Line::Underline });
    assert_eq!(own.target.progression, Some(0.25));
    assert_eq!(own.target.headings, ["One"]);
    let written = own.to_json();
    let theirs: Value = serde_json::from_str(THORIUM).unwrap();
    let theirs = &theirs["items"][0];
    for pointer in [
        "/id",
        "/created",
        "/creator",
        "/body",
        "/target/source",
        "/target/meta",
        "/target/selector/0",
        "/target/selector/4",
    ] {
        let there = theirs.pointer(pointer).unwrap();
        let place = if pointer == "/target/selector/4" { "/target/selector/2" } else { pointer };
        assert_eq!(written.pointer(place), Some(there), "{pointer}");
    }
    let selectors = written["target"]["selector"].as_array().unwrap();
    assert_eq!(selectors.len(), 5);
    for selector in theirs["target"]["selector"].as_array().unwrap() {
        assert!(selectors.contains(selector), "{selector}");
    }
    let again = set::read(&set::write(&reading.annotations, &reading.about, "2026-01-01T00:00:00Z"));
    assert_eq!((again.annotations, again.about), (reading.annotations, reading.about));
}

#[test]
fn every_holder_is_read() {
    let one = json!({"id": "a", "type": "Annotation", "target": "c1.xhtml"});
    let page = json!({"type": "AnnotationPage", "items": [one]});
    for (holder, ids) in [
        (json!([one, one]), 2),
        (one.clone(), 1),
        (page.clone(), 1),
        (json!({"type": "AnnotationCollection", "first": page}), 1),
        (json!({"type": ["AnnotationCollection"], "first": {"items": [one], "next": page}}), 2),
        (json!({"type": "AnnotationCollection", "first": "https://example.org/1", "items": one}), 1),
        (json!({"@graph": [one]}), 1),
    ] {
        let reading = set::read(&holder.to_string());
        assert_eq!((reading.annotations.len(), reading.problems), (ids, vec![]), "{holder}");
    }
}

#[test]
fn what_is_wrong_is_told_and_the_rest_is_read() {
    for (text, problems) in [
        ("", vec![Problem::NotJson]),
        ("{\"id\":", vec![Problem::NotJson]),
        ("7", vec![Problem::NoAnnotations]),
        ("{\"type\": \"AnnotationSet\", \"items\": []}", vec![Problem::NoAnnotations]),
        ("{\"spine\": []}", vec![Problem::NoAnnotations]),
        (
            "[7, {\"target\": \"a\"}, {\"id\": \"x\"}, {\"type\": \"Person\", \"target\": \"a\"}]",
            vec![Problem::Unreadable(0), Problem::Unreadable(2), Problem::Unreadable(3)],
        ),
        ("{\"type\": \"Annotation\"}", vec![Problem::Unreadable(0)]),
        ("\u{feff}[{\"target\": {\"source\": \"\", \"selector\": 7}}]", vec![]),
    ] {
        assert_eq!(set::read(text).problems, problems, "{text}");
    }
    let deep = format!("{}{}", "{\"first\":".repeat(100), "}".repeat(100));
    assert!(!set::read(&deep).problems.is_empty());
}

#[test]
fn bodies_come_in_every_shape() {
    for (body, text, motivation) in [
        (json!(null), "", Motivation::Highlighting),
        (json!("plain"), "plain", Motivation::Commenting),
        (json!({"type": "TextualBody", "value": "typed"}), "typed", Motivation::Commenting),
        (json!({"value": "untyped"}), "untyped", Motivation::Commenting),
        (
            json!([{"type": "SpecificResource"}, {"type": "TextualBody", "value": "second"}]),
            "second",
            Motivation::Commenting,
        ),
        (
            json!([{"type": ["TextualBody"], "value": "a"}, {"type": "TextualBody", "value": "b"}]),
            "a",
            Motivation::Commenting,
        ),
        (json!({"type": "Image", "id": "x.png"}), "", Motivation::Highlighting),
        (json!(7), "", Motivation::Highlighting),
    ] {
        let whole = json!([{"id": "a", "target": {"source": {"id": "c.xhtml"}}, "body": body}]);
        let reading = set::read(&whole.to_string());
        let own = &reading.annotations[0];
        assert_eq!((own.body.text.as_str(), &own.motivation), (text, &motivation), "{body}");
        assert_eq!(own.target.source, "c.xhtml");
        let again = set::read(&own.to_json().to_string());
        assert_eq!(again.annotations[0].to_json(), own.to_json(), "{body}");
    }
}

#[test]
fn what_is_changed_is_written_so_that_others_understand() {
    let mut own = about("c.xhtml", "words");
    for pen in Pen::ALL {
        for line in Line::ALL {
            own.set_look(Look { pen, line });
            let again = set::read(&own.to_json().to_string());
            assert_eq!(again.annotations[0].look(), Look { pen, line });
        }
    }
    assert_eq!(own.to_json()["body"]["highlight"], "underline");
    assert_eq!(own.to_json()["target"]["styleClass"], json!(["yueli-wavy"]));
    own.set_text("a thought\n");
    assert_eq!(own.to_json()["motivation"], "commenting");
    assert_eq!(own.to_json()["body"]["value"], "a thought");
    own.set_text(" ");
    assert_eq!(own.to_json()["motivation"], "highlighting");
    let mut other = set::read(THORIUM).annotations.remove(0);
    other.set_look(other.look());
    assert_eq!(other.to_json()["body"]["color"], "#01E3F6");
}

#[test]
fn each_annotation_is_there_once_and_the_newer_one_stays() {
    let aged = |id: &str, time: &str| Annotation {
        id: id.to_owned(),
        created: Some("2024-01-01T00:00:00Z".to_owned()),
        modified: (!time.is_empty()).then(|| time.to_owned()),
        ..about("c", id)
    };
    let mut all = vec![aged("a", "2024-05-01T00:00:00Z"), aged("b", "")];
    let more = vec![
        aged("a", "2024-04-01T00:00:00Z"),
        aged("b", "2024-06-01T00:00:00Z"),
        aged("c", ""),
        aged("c", ""),
    ];
    assert_eq!(set::merge(&mut all, more), Merged { added: 1, renewed: 1, known: 2 });
    let touched: Vec<(&str, &str)> = all.iter().map(|own| (own.id.as_str(), &own.touched()[5..7])).collect();
    assert_eq!(touched, [("a", "05"), ("b", "06"), ("c", "01")]);
}

#[test]
fn what_has_no_id_gets_the_same_one_every_time() {
    let text = r#"[{"target": "a"}, {"target": "b"}, {"target": "a"}]"#;
    let ids: Vec<String> = set::read(text).annotations.into_iter().map(|own| own.id).collect();
    assert!(ids[0] == ids[2] && ids[0] != ids[1] && ids[0].starts_with("urn:uuid:"));
    assert_eq!(ids, set::read(text).annotations.into_iter().map(|own| own.id).collect::<Vec<_>>());
    assert_eq!(crate::new_id([0xff; 16]), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
}

fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("type"),
        Just("items"),
        Just("target"),
        Just("source"),
        Just("selector"),
        Just("body"),
        Just("value"),
        Just("first"),
        Just("next"),
        Just("id"),
        Just("exact"),
        Just("conformsTo"),
        Just("meta"),
        Just("headings"),
        Just("motivation"),
        Just("about"),
        Just("styleClass"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i16>().prop_map(|number| Value::from(f64::from(number) / 64.0)),
        prop_oneof![
            Just("Annotation"),
            Just("TextualBody"),
            Just("TextQuoteSelector"),
            Just("FragmentSelector"),
            Just("epub-cfi"),
            Just("ProgressionSelector"),
            Just("AnnotationSet"),
            Just("bookmarking"),
            Just("a.xhtml#epubcfi(/6)"),
            Just(""),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|members| {
                Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_read_is_the_same_when_it_is_written_and_read_again(value in any_json()) {
        let reading = set::read(&value.to_string());
        let again = set::read(&set::write(&reading.annotations, &About::default(), ""));
        prop_assert_eq!(again.annotations, reading.annotations);
    }

    #[test]
    fn no_text_breaks_it(text in ".{0,200}") {
        let _ = set::read(&text);
    }
}
