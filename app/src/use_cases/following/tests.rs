//! What is told to the library and what comes from it, over fakes.

use std::rc::Rc;

use pollster::block_on;
use serde_json::{Value, json};
use yueli_opds::Publication;
use yueli_ports::{
    Method, Preferences,
    fake::{FakeClock, FakeHttp, FakePreferences, FakeRecords},
};
use yueli_publication::{Link, Metadata};

use super::*;
use crate::use_cases::{
    drawers::{self, Drawers},
    shelf::{NOTES, Shelf, ShelfEntry},
};

struct Scene {
    http: FakeHttp,
    records: Rc<Drawers>,
    preferences: Rc<FakePreferences>,
    clock: Rc<FakeClock>,
}

const PLACE_OF_A: &str = "/opds/publications/a/progression";
const NOTES_OF_A: &str = "/opds/publications/a/annotations/";

impl Scene {
    /// Mei's drawer is open, and the library has nothing new.
    fn new() -> Self {
        let preferences = Rc::new(FakePreferences::default());
        let records = Rc::new(Drawers::new(Rc::new(FakeRecords::default()), preferences.clone()));
        let scene = Self { http: FakeHttp::default(), records, preferences, clock: Rc::default() };
        drawers::open(scene.preferences.as_ref(), Some("mei"));
        scene.at("2026-01-02T10:00:00Z");
        scene.news("", "e-1", &json!([]));
        scene.news("e-1", "e-1", &json!([]));
        scene
    }

    fn at(&self, time: &str) {
        *self.clock.0.borrow_mut() = Time::parse(time).unwrap().millis() as f64;
    }

    fn news(&self, after: &str, latest: &str, items: &Value) {
        let mut page = json!({ "orderedItems": items, "https://yueli.dev/ns#latest": latest });
        if !after.is_empty() {
            page["https://yueli.dev/ns#after"] = after.into();
        }
        self.http.answer(&format!("/opds/reading?after={after}"), page.to_string());
    }

    fn says(&self, request: &str, status: u16, headers: &[(&str, &str)], body: &str) {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.http.respond(request, Response { status, headers, body: body.into() });
    }

    fn shelf(&self) -> Shelf {
        Shelf::new(self.records.clone(), self.clock.clone())
    }

    fn read(&self, part: f64) {
        let locator = yueli_publication::Locator {
            locations: yueli_publication::Locations { total_progression: Some(part), ..Default::default() },
            ..yueli_publication::Locator::start_of("a.xhtml")
        };
        block_on(self.shelf().open(&book())).unwrap();
        block_on(self.shelf().note_place("a", locator, None, Some("One".into()), true)).unwrap();
    }

    fn note(&self, text: &str) {
        let note = json!({ "id": "urn:uuid:1", "type": "Annotation", "target": { "source": "a" }, "body": { "value": text } });
        let set = json!({ "type": "AnnotationSet", "items": [note] }).to_string();
        block_on(self.records.put_json(NOTES, "urn:book", set)).unwrap();
        block_on(self.records.put_json(OUTBOX, &[BOOK, "a"].concat(), "urn:book".into())).unwrap();
    }

    fn kept(&self) -> String {
        block_on(self.records.get_json(NOTES, "urn:book")).unwrap().unwrap_or_default()
    }

    fn follow(&self) -> Report {
        let device = Device { id: "urn:uuid:own".into(), name: "Own".into() };
        let who = Who { tag: "en", csrf: Some("t".into()), device };
        block_on(follow(&self.http, self.records.as_ref(), self.clock.as_ref(), (Some(&who), true)))
    }

    fn asked(&self, method: Method) -> Vec<Request> {
        self.http.asked().into_iter().filter(|request| request.method == method).collect()
    }

    fn entry(&self) -> ShelfEntry {
        block_on(self.shelf().get("a")).unwrap().unwrap()
    }
}

fn book() -> Publication {
    Publication {
        metadata: Metadata { title: "A".into(), ..Metadata::default() },
        links: vec![Link::to("/opds/publications/a").with_rel("self")],
        ..Publication::default()
    }
}

fn elsewhere(modified: &str, progression: f64, finished: bool) -> Value {
    json!({ "modified": modified, "progression": progression, "title": "Three", "references": ["c.xhtml"],
        "https://yueli.dev/ns#finished": finished, "device": { "id": "urn:uuid:other", "name": "Other" } })
}

fn moved(place: &Value) -> Value {
    json!([{ "type": "Update", "object": { "id": format!("http://l{PLACE_OF_A}"), "https://yueli.dev/ns#progression": place } }])
}

#[test]
fn what_is_read_is_told_once() {
    let scene = Scene::new();
    scene.read(0.2);
    let told = elsewhere("2026-01-02T10:00:00Z", 0.2, false).to_string();
    scene.says(&format!("PUT {PLACE_OF_A}"), 201, &[], &told);
    let report = scene.follow();
    assert_eq!((report.untold, report.again_in), (0, None));
    scene.follow();
    let puts = scene.asked(Method::Put);
    assert_eq!(puts.len(), 1);
    let sent: Value = serde_json::from_str(puts[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(
        (&sent["progression"], &sent["title"], &sent["device"]["name"]),
        (&json!(0.2), &json!("One"), &json!("Own"))
    );
    assert!(puts[0].headers.contains(&("x-csrf-token".into(), "t".into())));
}

#[test]
fn nobody_is_moved_and_nothing_is_told_until_the_reader_has_said_where_she_goes_on() {
    let scene = Scene::new();
    scene.read(0.2);
    scene.at("2026-01-03T10:00:00Z");
    scene.news("", "e-2", &moved(&elsewhere("2026-01-03T09:00:00Z", 0.6, true)));
    scene.news("e-2", "e-2", &json!([]));
    scene.says(&format!("PUT {PLACE_OF_A}"), 200, &[], "");
    scene.follow();
    let entry = scene.entry();
    assert_eq!(
        (entry.progress(), entry.finished),
        (Some(0.2), true),
        "the place stays; that it is finished is taken over"
    );
    assert!(scene.asked(Method::Put).is_empty());
    // She stays: her place is told, later than the other.
    block_on(scene.records.put_json(OUTBOX, &[DECLINED, "a"].concat(), "2026-01-03T09:00:00Z".into()))
        .unwrap();
    scene.follow();
    let puts = scene.asked(Method::Put);
    let sent: Value = serde_json::from_str(puts[0].body.as_deref().unwrap()).unwrap();
    assert_eq!((&sent["progression"], &sent["modified"]), (&json!(0.2), &json!("2026-01-03T09:00:00.001Z")));
}

#[test]
fn what_is_read_of_another_librarys_books_is_not_told() {
    let scene = Scene::new();
    let far =
        Publication { links: vec![Link::to("/libraries/titles/far-city-1").with_rel("self")], ..book() };
    block_on(scene.shelf().open(&far)).unwrap();
    let locator = yueli_publication::Locator {
        locations: yueli_publication::Locations { total_progression: Some(0.2), ..Default::default() },
        ..yueli_publication::Locator::start_of("a.xhtml")
    };
    block_on(scene.shelf().note_place("far-city-1", locator, None, None, true)).unwrap();
    assert_eq!(scene.follow().untold, 0);
    assert!(scene.asked(Method::Put).is_empty());
}

#[test]
fn a_book_that_was_read_elsewhere_stands_on_the_shelf_at_its_place() {
    let scene = Scene::new();
    scene.news("", "e-2", &moved(&elsewhere("2026-01-01T09:00:00Z", 0.6, false)));
    scene.news("e-2", "e-2", &json!([]));
    scene.http.answer("/opds/publications/a", serde_json::to_string(&book()).unwrap());
    assert!(scene.follow().changed);
    let entry = scene.entry();
    assert_eq!((entry.progress(), entry.chapter.as_deref()), (Some(0.6), Some("Three")));
    assert_eq!(entry.locator.unwrap().href, "c.xhtml");
    assert!(scene.asked(Method::Put).is_empty(), "what was taken over is no news");
}

#[test]
fn a_clock_that_lies_does_not_make_an_old_place_new() {
    let scene = Scene::new();
    scene.at("2027-01-02T10:00:00Z");
    scene.read(0.2);
    let right = ("date", "Fri, 02 Jan 2026 10:00:00 GMT");
    let page = json!({ "orderedItems": moved(&elsewhere("2026-01-02T10:30:00Z", 0.6, false)), "https://yueli.dev/ns#latest": "e-2" });
    scene.says("/opds/reading?after=", 200, &[right], &page.to_string());
    scene.follow();
    assert!(scene.asked(Method::Put).is_empty(), "by the library's clock it was read before");
    assert_eq!(http_date(right.1), Time::parse("2026-01-02T10:00:00Z"));
    for text in ["", "Fri", "Fri, 02 XXX 2026 10:00:00 GMT", "Fri, 02 an 2026 10:00:00 GMT"] {
        assert_eq!(http_date(text), None, "{text}");
    }
}

#[test]
fn a_note_arrives_once_although_the_answer_was_lost() {
    let scene = Scene::new();
    scene.note("Tea");
    let report = scene.follow();
    assert_eq!((report.untold, report.again_in.is_some()), (1, true), "nobody answered");
    // The app was closed, she wrote on, and it is tried again: first what was under way, as it was.
    scene.note("Tea and milk");
    scene.says(&format!("POST {NOTES_OF_A}"), 200, &[("etag", "\"1\"")], "{}");
    scene.says(&format!("PUT {NOTES_OF_A}1"), 200, &[("etag", "\"2\"")], "{}");
    assert_eq!(scene.follow(), Report::default());
    let (posts, puts) = (scene.asked(Method::Post), scene.asked(Method::Put));
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0], posts[1]);
    assert!(posts[0].headers.contains(&("slug".into(), "1".into())));
    assert!(puts[0].headers.contains(&("if-match".into(), "\"1\"".into())));
    assert!(puts[0].body.as_deref().unwrap().contains("Tea and milk"));
    assert_eq!(scene.follow().untold, 0);
    assert_eq!(scene.asked(Method::Put).len(), 1);
}

#[test]
fn what_another_device_wrote_comes_and_what_it_deleted_goes() {
    let scene = Scene::new();
    let activity = json!({ "type": "Create", "https://yueli.dev/ns#etag": "\"1\"", "object": {
        "id": format!("http://l{NOTES_OF_A}9"), "canonical": "urn:uuid:9", "type": "Annotation", "target": { "source": "a" },
        "https://yueli.dev/ns#book": "urn:book" } });
    scene.news("", "e-2", &json!([activity]));
    scene.news("e-2", "e-2", &json!([]));
    assert!(scene.follow().changed);
    assert!(scene.kept().contains("urn:uuid:9"), "{}", scene.kept());
    let gone = json!({ "type": "Delete", "object": { "id": format!("http://l{NOTES_OF_A}9"), "type": "Tombstone" } });
    scene.news("e-2", "e-3", &json!([gone]));
    scene.news("e-3", "e-3", &json!([]));
    assert!(scene.follow().changed);
    assert!(!scene.kept().contains("urn:uuid:9"), "{}", scene.kept());
}

#[test]
fn nothing_of_one_patron_is_told_for_another() {
    let scene = Scene::new();
    scene.note("Mine alone");
    drawers::open(scene.preferences.as_ref(), Some("lin"));
    assert_eq!(scene.follow(), Report::default());
    assert!(scene.asked(Method::Post).is_empty());
    assert_eq!(scene.kept(), "");
    drawers::open(scene.preferences.as_ref(), Some("mei"));
    assert_eq!(scene.follow().untold, 1);
}

#[test]
fn without_anybody_signed_in_it_is_only_counted() {
    let scene = Scene::new();
    scene.note("Tea");
    scene.read(0.2);
    let report = block_on(follow(&scene.http, scene.records.as_ref(), scene.clock.as_ref(), (None, true)));
    assert_eq!(report, Report { untold: 2, ..Report::default() });
    assert!(scene.http.asked().is_empty());
    scene.says("/opds/reading?after=", 401, &[], "{}");
    assert!(scene.follow().signed_out);
}

#[test]
fn what_failed_rests_before_it_is_tried_again() {
    let scene = Scene::new();
    scene.says("/opds/reading?after=", 503, &[("retry-after", "60")], "");
    assert_eq!(scene.follow().again_in, Some(60_000.0));
    let asked = scene.http.asked().len();
    let who = Who::default();
    let calmly =
        || block_on(follow(&scene.http, scene.records.as_ref(), scene.clock.as_ref(), (Some(&who), false)));
    assert_eq!(calmly().again_in, Some(60_000.0));
    assert_eq!(scene.http.asked().len(), asked, "not before its time");
    scene.at("2026-01-02T10:01:00Z");
    scene.news("", "e-1", &json!([]));
    assert_eq!(calmly().again_in, None);
}

#[test]
fn what_was_read_without_a_card_becomes_hers_when_she_says_so() {
    let scene = Scene::new();
    scene.note("Hers");
    drawers::open(scene.preferences.as_ref(), None);
    assert!(block_on(is_empty(scene.records.as_ref())));
    let other =
        json!({ "items": [{ "id": "urn:uuid:2", "target": "b" }, { "id": "urn:uuid:1", "target": "old" }] });
    block_on(scene.records.put_json(NOTES, "urn:book", other.to_string())).unwrap();
    scene.read(0.3);
    assert!(!block_on(is_empty(scene.records.as_ref())));
    block_on(merge_in(scene.records.as_ref(), scene.preferences.as_ref(), "mei")).unwrap();
    assert_eq!(scene.preferences.get("reading-of").as_deref(), Some("mei"));
    assert_eq!(scene.entry().progress(), Some(0.3));
    let kept = scene.kept();
    assert!(kept.contains("Hers") && kept.contains("urn:uuid:2") && !kept.contains("old"), "{kept}");
    drawers::open(scene.preferences.as_ref(), None);
    assert!(block_on(is_empty(scene.records.as_ref())), "it is in one drawer only");
}
