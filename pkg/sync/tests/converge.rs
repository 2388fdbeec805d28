//! Two devices and a library, in any order of events, with answers that are lost: in the end all three have the same, and
//! nothing that was written and not deleted is missing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use yueli_publication::json::FromJson;
use yueli_sync::{Answer, Change, Ledger, Local, Next, Parcel, What, from_library, same, to_library};

/// The library: as pkg/gateway does it, in short.
#[derive(Default)]
struct Library {
    notes: BTreeMap<String, (Option<Value>, String, usize)>,
    changes: usize,
    /// How often each parcel was done, by note and what it says.
    done: BTreeMap<String, usize>,
}

impl Library {
    fn etag(document: &Value) -> String {
        document.to_string()
    }

    fn put(&mut self, name: &str, document: Option<Value>, made: String) {
        self.changes += 1;
        self.notes.insert(name.to_owned(), (document, made, self.changes));
    }

    fn ask(&mut self, parcel: &Parcel) -> Answer {
        let document = to_library(&parcel.document, "b");
        let own = Self::etag(&document);
        let known = self.notes.get(&parcel.name).cloned();
        let answer = match (&parcel.what, known) {
            (What::Create, None) => {
                self.put(&parcel.name, Some(document), own.clone());
                Answer::Done(own.clone())
            }
            (What::Create, Some((Some(there), made, _))) if made == own || there == document => {
                return Answer::Done(Self::etag(&there));
            }
            (What::Create, Some((Some(_), ..))) => return Answer::Conflict,
            (What::Create, Some((None, made, _))) if made == own => return Answer::Gone,
            (What::Create, Some((None, ..))) => {
                self.put(&parcel.name, Some(document), own.clone());
                Answer::Done(own.clone())
            }
            (_, None) => return Answer::Unknown,
            (What::Replace(_) | What::Delete(_), Some((None, ..))) => return Answer::Gone,
            (What::Replace(_), Some((Some(there), ..))) if there == document => return Answer::Done(own),
            (What::Replace(etag) | What::Delete(etag), Some((Some(there), made, _))) => {
                if Self::etag(&there) != *etag {
                    return Answer::Conflict;
                }
                let next = matches!(parcel.what, What::Replace(_)).then_some(document);
                self.put(&parcel.name, next, made);
                Answer::Done(own.clone())
            }
        };
        *self.done.entry(format!("{} {:?} {own}", parcel.name, parcel.what)).or_default() += 1;
        answer
    }

    fn after(&self, mark: usize) -> Vec<Change> {
        let mut all: Vec<_> = self.notes.iter().filter(|(_, (.., change))| *change > mark).collect();
        all.sort_by_key(|(_, (.., change))| *change);
        let change = |(name, (document, ..)): (&String, &(Option<Value>, String, usize))| match document {
            Some(document) => Change::Note {
                publication: "p".into(),
                name: name.clone(),
                etag: Self::etag(document),
                document: document.clone(),
            },
            None => Change::Gone { publication: "p".into(), name: name.clone() },
        };
        all.into_iter().map(change).collect()
    }
}

#[derive(Default)]
struct Device {
    ledger: Ledger,
    local: Local,
    mark: usize,
}

impl Device {
    fn pull(&mut self, library: &Library) {
        for change in library.after(self.mark) {
            self.ledger.take(&mut self.local, &change);
        }
        self.mark = library.changes;
    }

    /// Sends what is next. `lost`: the library does it, and the answer does not come; the app is started anew.
    fn push(&mut self, library: &mut Library, lost: bool) -> bool {
        let Next::Send(parcel) = self.ledger.next(&self.local, "p") else { return false };
        let answer = library.ask(&parcel);
        if lost {
            self.ledger = Ledger::from_json(self.ledger.to_json()).unwrap();
            return true;
        }
        self.ledger.answered(&mut self.local, answer);
        true
    }

    fn write(&mut self, id: u8, text: &str, at: usize) {
        let id = format!("urn:uuid:{id}");
        let note = json!({ "id": id, "type": "Annotation", "target": {}, "modified": format!("{at:06}"),
            "body": { "value": text } });
        match self.local.notes.iter_mut().find(|note| note["id"] == id.as_str()) {
            Some(own) => *own = note,
            None => self.local.notes.push(note),
        }
        self.local.gone.remove(&id);
    }

    fn delete(&mut self, id: u8) {
        let id = format!("urn:uuid:{id}");
        let before = self.local.notes.len();
        self.local.notes.retain(|note| note["id"] != id.as_str());
        if self.local.notes.len() < before {
            self.local.gone.insert(id);
        }
    }
}

#[derive(Debug, Clone)]
enum Event {
    Write(usize, u8),
    Delete(usize, u8),
    Pull(usize),
    Push(usize, bool),
}

fn event() -> impl Strategy<Value = Event> {
    let device = 0..2_usize;
    prop_oneof![
        3 => (device.clone(), 0..3_u8).prop_map(|(device, id)| Event::Write(device, id)),
        1 => (device.clone(), 0..3_u8).prop_map(|(device, id)| Event::Delete(device, id)),
        2 => device.clone().prop_map(Event::Pull),
        4 => (device, any::<bool>()).prop_map(|(device, lost)| Event::Push(device, lost)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn two_devices_and_the_library_agree_in_the_end(events in proptest::collection::vec(event(), 0..40)) {
        let mut library = Library::default();
        let mut devices = [Device::default(), Device::default()];
        for (at, event) in events.iter().enumerate() {
            match *event {
                // Each text once: so it is seen whether it is there.
                Event::Write(device, id) => devices[device].write(id, &format!("<{at}>"), at),
                Event::Delete(device, id) => devices[device].delete(id),
                Event::Pull(device) => devices[device].pull(&library),
                Event::Push(device, lost) => { devices[device].push(&mut library, lost); }
            }
        }
        for _ in 0..40 {
            for device in &mut devices {
                device.pull(&library);
                for _ in 0..40 {
                    if !device.push(&mut library, false) {
                        break;
                    }
                    device.pull(&library);
                }
            }
        }
        let there: BTreeMap<String, Value> = library.notes.values().filter_map(|(document, ..)| {
            let (note, _) = from_library(document.as_ref()?)?;
            Some((note["id"].as_str()?.to_owned(), note))
        }).collect();
        for device in &mut devices {
            prop_assert!(!device.push(&mut library, false), "there is always something to tell");
            prop_assert_eq!(device.local.notes.len(), there.len());
            for note in &device.local.notes {
                prop_assert!(same(note, &there[note["id"].as_str().unwrap()]), "{} {:?}", note, there);
            }
        }
        for (parcel, times) in &library.done {
            // A delete may be of the same state as one before, when it came back meanwhile.
            prop_assert!(*times == 1 || parcel.contains("Delete"), "{} was done {} times", parcel, times);
        }
    }

    #[test]
    fn what_two_wrote_on_two_devices_is_all_there(texts in proptest::collection::vec((0..2_usize, 0..2_u8), 1..8)) {
        let mut library = Library::default();
        let mut devices = [Device::default(), Device::default()];
        for (at, (device, id)) in texts.iter().enumerate() {
            devices[*device].write(*id, &format!("<{at}>"), at);
        }
        for _ in 0..6 {
            for device in &mut devices {
                device.pull(&library);
                while device.push(&mut library, false) {
                    device.pull(&library);
                }
            }
        }
        // What one device wrote over itself is gone; the last of each is not.
        for device in 0..2 {
            for id in 0..2 {
                let last = texts.iter().rposition(|text| *text == (device, id));
                if let Some(at) = last {
                    let all: Vec<String> = devices[1 - device].local.notes.iter().map(ToString::to_string).collect();
                    prop_assert!(all.iter().any(|note| note.contains(&format!("<{at}>"))), "{at} in {all:?}");
                }
            }
        }
    }

    #[test]
    fn whatever_is_kept_or_comes_breaks_nothing(text in ".{0,200}", body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let value: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        let _ = Ledger::from_json(value.clone());
        let _ = yueli_sync::Page::read(&body);
        let _ = from_library(&value);
        let mut local = Local { notes: vec![value.clone(), json!({ "id": 7 }), json!(null)], ..Local::default() };
        let mut ledger = Ledger::default();
        let change = Change::Note { publication: "p".into(), name: "n".into(), etag: "e".into(), document: value };
        ledger.take(&mut local, &change);
        let _ = ledger.next(&local, "p");
    }
}
