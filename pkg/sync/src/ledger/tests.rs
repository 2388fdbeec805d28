#![allow(clippy::panic, reason = "a test may fail")]

use serde_json::json;
use yueli_publication::json::FromJson;

use super::*;

fn note(text: &str) -> Value {
    json!({ "id": "urn:uuid:a", "type": "Annotation", "target": {}, "modified": text, "body": { "value": text } })
}

fn with(text: &str) -> Local {
    Local { notes: vec![note(text)], ..Local::default() }
}

fn theirs(text: &str) -> Change {
    Change::Note {
        publication: "p".into(),
        name: "a".into(),
        etag: text.into(),
        document: wire::to_library(&note(text), "b"),
    }
}

fn gone() -> Change {
    Change::Gone { publication: "p".into(), name: "a".into() }
}

/// A ledger of a note that the library has as `text`.
fn told(text: &str) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.take(&mut Local::default(), &theirs(text));
    ledger
}

fn what(ledger: &mut Ledger, local: &Local) -> Option<(What, bool)> {
    match ledger.next(local, "p") {
        Next::Send(parcel) => Some((parcel.what, parcel.again)),
        Next::Rest => None,
    }
}

#[test]
fn a_parcel_is_sent_as_it_was_until_it_is_answered() {
    let (mut ledger, mut local) = (Ledger::default(), with("1"));
    assert_eq!(what(&mut ledger, &local), Some((What::Create, false)));
    local = with("2");
    let kept = Ledger::from_json(ledger.to_json()).unwrap();
    assert_eq!(kept, ledger, "it survives");
    let Next::Send(parcel) = ledger.next(&local, "p") else { panic!("nothing to send") };
    assert_eq!((parcel.document, parcel.again), (note("1"), true));
    ledger.answered(&mut local, Answer::Done("e1".into()));
    // Whatever was changed meanwhile is one change.
    local = with("3");
    assert_eq!(ledger.untold(&local), (1, 0));
    assert_eq!(what(&mut ledger, &local), Some((What::Replace("e1".into()), false)));
    ledger.answered(&mut local, Answer::Done("e3".into()));
    assert_eq!(what(&mut ledger, &local), None);
    local = Local { gone: ["urn:uuid:a".to_owned()].into(), ..Local::default() };
    assert_eq!(what(&mut ledger, &local), Some((What::Delete("e3".into()), false)));
    ledger.answered(&mut local, Answer::Done(String::new()));
    assert!(ledger.is_empty() && local.gone.is_empty());
}

#[test]
fn an_edit_wins_over_a_delete_that_did_not_know_it() {
    // Deleted there, as it was here.
    let (mut ledger, mut local) = (told("1"), with("1"));
    assert!(ledger.take(&mut local, &gone()).changed);
    assert!(local.notes.is_empty() && ledger.is_empty());
    // Deleted there, changed here.
    let (mut ledger, mut local) = (told("1"), with("2"));
    ledger.take(&mut local, &gone());
    assert_eq!(local.notes, [note("2")]);
    assert_eq!(what(&mut ledger, &local), Some((What::Create, false)));
    // Deleted here, changed there.
    let mut local = Local { gone: ["urn:uuid:a".to_owned()].into(), ..Local::default() };
    let mut ledger = told("1");
    assert!(ledger.take(&mut local, &theirs("2")).changed);
    assert_eq!((local.notes.len(), local.gone.len(), what(&mut ledger, &local)), (1, 0, None));
    // Deleted here, and there it is as it was.
    let mut local = Local { gone: ["urn:uuid:a".to_owned()].into(), ..Local::default() };
    let mut ledger = told("1");
    assert!(!ledger.take(&mut local, &theirs("1")).changed);
    assert!(matches!(what(&mut ledger, &local), Some((What::Delete(_), _))));
}

#[test]
fn a_lost_answer_is_understood_from_the_feed() {
    // Our change arrived, we did not hear of it and wrote on: nothing is said twice.
    let (mut ledger, mut local) = (told("1"), with("2"));
    ledger.next(&local, "p");
    local = with("3");
    assert!(!ledger.take(&mut local, &theirs("2")).changed);
    assert_eq!(local.notes, [note("3")]);
    assert_eq!(what(&mut ledger, &local), Some((What::Replace("2".into()), false)));
    // What we made arrived, and was deleted by another device since.
    let (mut ledger, mut local) = (Ledger::default(), with("1"));
    ledger.next(&local, "p");
    ledger.next(&local, "p");
    assert!(ledger.answered(&mut local, Answer::Gone).changed);
    assert!(local.notes.is_empty() && ledger.is_empty());
}

#[test]
fn what_is_wanted_back_comes_back() {
    let (mut ledger, mut local) = (Ledger::default(), with("1"));
    ledger.next(&local, "p");
    assert!(ledger.answered(&mut local, Answer::Gone).changed, "it differs from what was made before");
    assert_eq!(local.notes[0][AGAIN], 1);
    assert_eq!(what(&mut ledger, &local), Some((What::Create, false)));
}

#[test]
fn a_note_that_is_missing_was_not_deleted() {
    let (mut ledger, mut local) = (told("1"), Local::default());
    assert_eq!(what(&mut ledger, &local), None);
    assert!(ledger.take(&mut local, &theirs("1")).changed);
    assert_eq!(local.notes.len(), 1);
}

#[test]
fn what_is_refused_stays_here_and_is_not_sent_again_until_it_is_changed() {
    let (mut ledger, mut local) = (Ledger::default(), with("1"));
    ledger.next(&local, "p");
    ledger.answered(&mut local, Answer::Refused);
    assert_eq!((what(&mut ledger, &local), ledger.untold(&local)), (None, (0, 1)));
    local = with("2");
    assert_eq!(what(&mut ledger, &local), Some((What::Create, false)));
}

#[test]
fn two_notes_of_one_name_are_not_told_for_ever() {
    let (mut ledger, mut local) = (Ledger::default(), with("1"));
    local.notes.push(note("2"));
    assert!(what(&mut ledger, &local).is_some());
    ledger.answered(&mut local, Answer::Done("e".into()));
    assert_eq!(what(&mut ledger, &local), None);
}

#[test]
fn what_the_library_has_erased_goes_unless_it_was_changed_here() {
    for (text, left) in [("1", 0), ("2", 1)] {
        let (mut ledger, mut local) = (told("1"), with(text));
        ledger.only(&mut local, &BTreeSet::new());
        assert_eq!(local.notes.len(), left);
    }
    let (mut ledger, mut local) = (told("1"), with("1"));
    assert!(!ledger.only(&mut local, &["a".to_owned()].into()).changed);
}
