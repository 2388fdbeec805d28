//! The notes of one book: what the library has of them, and what it is to be told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use yueli_publication::json::{Fields, FromJson};

use crate::{feed::Change, merge, wire};

/// Counts how often a note came back after it had been deleted: what is made again must differ from what was made first,
/// or the library takes it for a request that comes late.
const AGAIN: &str = "https://yueli.dev/ns#again";

/// The notes as they are on this device.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Local {
    /// All of them.
    pub notes: Vec<Value>,
    /// The ids of those that the reader has deleted. A note that is missing and not among them was not deleted: it comes
    /// back.
    pub gone: BTreeSet<String>,
}

impl Local {
    fn place(&self, name: &str) -> Option<usize> {
        self.notes.iter().position(|note| wire::name_of(id_of(note)) == name)
    }

    fn gone(&self, name: &str) -> Option<String> {
        self.gone.iter().find(|id| wire::name_of(id) == name).cloned()
    }
}

fn id_of(note: &Value) -> &str {
    note.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// A note as the library is known to have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The publication that it is kept with.
    pub publication: String,
    /// Of what it says there.
    pub etag: String,
    /// What it says there.
    pub document: Value,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A note is made.
    Create,
    /// One is changed that has this tag.
    Replace(String),
    /// One is deleted that has this tag.
    Delete(String),
}

/// One thing to tell the library. It is sent as it is until it is answered: its name is its key, so that it is done once.
#[derive(Debug, Clone, PartialEq)]
pub struct Parcel {
    /// The publication that the note is kept with.
    pub publication: String,
    /// How the note's address ends.
    pub name: String,
    /// What is asked for.
    pub what: What,
    /// What the note says; nothing where it is deleted.
    pub document: Value,
    /// It may have been sent before.
    pub again: bool,
}

/// What the library answered to a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is done; with the note's tag.
    Done(String),
    /// The note is another than we thought: what it is stands in the feed.
    Conflict,
    /// The note was deleted.
    Gone,
    /// The library does not know the note: it was erased there, or put back from an older copy.
    Unknown,
    /// The library will not take it, now or later.
    Refused,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// This is to be sent.
    Send(Parcel),
    /// Nothing.
    Rest,
}

/// What became of the notes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// They are others now, and have to be kept.
    pub changed: bool,
}

/// The notes of one book, as they stand between this device and the library.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    known: BTreeMap<String, Known>,
    under_way: Option<Parcel>,
    refused: BTreeMap<String, Value>,
}

impl Ledger {
    /// What to tell the library next. It has to be kept before it is sent: it is under way until it is answered.
    /// `publication` is where new notes are kept with.
    pub fn next(&mut self, local: &Local, publication: &str) -> Next {
        if let Some(parcel) = &mut self.under_way {
            parcel.again = true;
            return Next::Send(parcel.clone());
        }
        let Some(parcel) = self.differences(local, publication).next() else { return Next::Rest };
        self.under_way = Some(parcel.clone());
        Next::Send(parcel)
    }

    /// How many notes the library has not been told of yet, and how many it will not take.
    pub fn untold(&self, local: &Local) -> (usize, usize) {
        (self.differences(local, "").count(), self.refused.len())
    }

    /// Whether there is anything in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// In the order in which they are told: what was made or changed, then what was deleted.
    fn differences<'a>(
        &'a self,
        local: &'a Local,
        publication: &'a str,
    ) -> impl Iterator<Item = Parcel> + 'a {
        let written = local.notes.iter().filter_map(move |note| {
            let name = wire::name_of(id_of(note));
            let (publication, what) = match self.known.get(&name) {
                Some(known) if wire::same(&known.document, note) => return None,
                Some(known) => (known.publication.as_str(), What::Replace(known.etag.clone())),
                None => (publication, What::Create),
            };
            if self.refused.get(&name).is_some_and(|refused| wire::same(refused, note)) {
                return None;
            }
            let (publication, document) = (publication.to_owned(), note.clone());
            Some(Parcel { publication, name, what, document, again: false })
        });
        let deleted = local.gone.iter().filter_map(move |id| {
            let name = wire::name_of(id);
            let known = self.known.get(&name).filter(|_| local.place(&name).is_none())?;
            let (publication, what) = (known.publication.clone(), What::Delete(known.etag.clone()));
            Some(Parcel { publication, name, what, document: Value::Null, again: false })
        });
        written.chain(deleted)
    }

    /// What the library answered to the parcel that is under way.
    pub fn answered(&mut self, local: &mut Local, answer: Answer) -> Taken {
        let Some(Parcel { publication, name, what, document, again }) = self.under_way.take() else {
            return Taken::default();
        };
        match (what, answer) {
            (What::Delete(_), Answer::Done(_) | Answer::Gone | Answer::Unknown) => {
                self.known.remove(&name);
                forget(local, &name)
            }
            (_, Answer::Done(etag)) => {
                self.refused.remove(&name);
                self.known.insert(name, Known { publication, etag, document });
                Taken::default()
            }
            // It had been made, and was deleted since; the reader may have written on meanwhile.
            (What::Create, Answer::Gone) if again => {
                self.known.insert(name.clone(), Known { publication, etag: String::new(), document });
                self.deleted(local, &name)
            }
            // It was deleted long ago, and is wanted back.
            (What::Create, Answer::Gone) => come_again(local, &name),
            (_, Answer::Gone) => self.deleted(local, &name),
            (_, Answer::Unknown) => {
                self.known.remove(&name);
                Taken::default()
            }
            (_, Answer::Refused) => {
                self.refused.insert(name, document);
                Taken::default()
            }
            (_, Answer::Conflict) => Taken::default(),
        }
    }

    /// What another device has changed.
    pub fn take(&mut self, local: &mut Local, change: &Change) -> Taken {
        match change {
            Change::Note { publication, name, etag, document } => {
                let Some((theirs, _)) = wire::from_library(document) else { return Taken::default() };
                self.noted(local, publication, (name, etag), theirs)
            }
            Change::Gone { name, .. } => self.deleted(local, name),
            Change::Place { .. } => Taken::default(),
        }
    }

    /// The library has told of all that it has: what it does not know any more was erased.
    pub fn only(&mut self, local: &mut Local, told: &BTreeSet<String>) -> Taken {
        let lost: Vec<String> = self.known.keys().filter(|name| !told.contains(*name)).cloned().collect();
        let mut taken = Taken::default();
        for name in lost {
            taken.changed |= self.deleted(local, &name).changed;
        }
        taken
    }

    fn noted(
        &mut self,
        local: &mut Local,
        publication: &str,
        (name, etag): (&str, &str),
        theirs: Value,
    ) -> Taken {
        // Our own parcel may have arrived, and its answer been lost: then we wrote on from there.
        let own = self.under_way.take_if(|parcel| parcel.name == name);
        let arrived = own.is_some_and(|own| wire::same(&own.document, &theirs));
        let base = if arrived {
            Some(theirs.clone())
        } else {
            self.known.get(name).map(|known| known.document.clone())
        };
        self.refused.remove(name);
        let mut taken = Taken::default();
        match (local.place(name), local.gone(name)) {
            (Some(place), _) => {
                let ours = local.notes.get(place).cloned().unwrap_or_default();
                let unchanged = base.as_ref().is_some_and(|base| wire::same(base, &ours));
                let stays = base.as_ref().is_some_and(|base| wire::same(base, &theirs));
                let merged = match () {
                    () if wire::same(&ours, &theirs) || stays => ours.clone(),
                    () if unchanged => theirs.clone(),
                    () => merge(base.as_ref(), &plain(&ours), &plain(&theirs)),
                };
                taken.changed = !wire::same(&merged, &ours);
                if let Some(note) = local.notes.get_mut(place).filter(|_| taken.changed) {
                    *note = merged;
                }
            }
            // It was deleted here, and nobody has changed it since.
            (None, Some(_)) if base.as_ref().is_some_and(|base| wire::same(base, &theirs)) => {}
            (None, gone) => {
                gone.map(|id| local.gone.remove(&id));
                local.notes.push(theirs.clone());
                taken.changed = true;
            }
        }
        let known =
            Known { publication: publication.to_owned(), etag: etag.to_owned(), document: plain(&theirs) };
        self.known.insert(name.to_owned(), known);
        taken
    }

    /// It is no more at the library. What was written here since stays, and is told anew.
    fn deleted(&mut self, local: &mut Local, name: &str) -> Taken {
        let own = self.under_way.take_if(|parcel| parcel.name == name).map(|parcel| parcel.document);
        let known = self.known.remove(name).map(|known| known.document);
        let mut taken = forget(local, name);
        let Some(place) = local.place(name) else { return taken };
        let unchanged = local
            .notes
            .get(place)
            .is_some_and(|ours| known.iter().chain(own.iter()).any(|base| wire::same(base, ours)));
        if unchanged {
            local.notes.remove(place);
            taken.changed = true;
        }
        taken
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        let known: Map<String, Value> = self
            .known
            .iter()
            .map(|(name, Known { publication, etag, document })| {
                (name.clone(), json!([publication, etag, document]))
            })
            .collect();
        json!({ "known": known, "under_way": self.under_way.as_ref().map(Parcel::to_json), "refused": self.refused })
    }
}

/// A note without what depends on where it is.
fn plain(note: &Value) -> Value {
    let mut plain = note.clone();
    if let Some(all) = plain.as_object_mut() {
        all.remove("@context");
    }
    plain
}

/// That it was deleted need not be remembered any more.
fn forget(local: &mut Local, name: &str) -> Taken {
    let gone = local.gone(name);
    Taken { changed: gone.is_some_and(|id| local.gone.remove(&id)) }
}

/// Makes a note one that was not made before.
fn come_again(local: &mut Local, name: &str) -> Taken {
    let Some(note) = local.place(name).and_then(|place| local.notes.get_mut(place)) else {
        return Taken::default();
    };
    let times = note.get(AGAIN).and_then(Value::as_u64).unwrap_or_default();
    if let Some(all) = note.as_object_mut() {
        all.insert(AGAIN.to_owned(), times.saturating_add(1).into());
    }
    Taken { changed: true }
}

impl Parcel {
    fn to_json(&self) -> Value {
        let (what, etag) = match &self.what {
            What::Create => ("create", ""),
            What::Replace(etag) => ("replace", etag.as_str()),
            What::Delete(etag) => ("delete", etag.as_str()),
        };
        json!({ "publication": self.publication, "name": self.name, "what": what, "etag": etag,
            "document": self.document, "again": self.again })
    }
}

impl FromJson for Parcel {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let etag = fields.text("etag").unwrap_or_default();
        let what = match fields.text("what")?.as_str() {
            "create" => What::Create,
            "replace" => What::Replace(etag),
            "delete" => What::Delete(etag),
            _ => return None,
        };
        Some(Self {
            publication: fields.text("publication")?,
            name: fields.text("name")?,
            what,
            document: fields.take("document").unwrap_or_default(),
            again: fields.is("again"),
        })
    }
}

impl FromJson for Known {
    fn from_json(value: Value) -> Option<Self> {
        let Value::Array(parts) = value else { return None };
        let mut parts = parts.into_iter();
        let mut text = || parts.next().and_then(String::from_json);
        let (publication, etag) = (text()?, text()?);
        Some(Self { publication, etag, document: parts.next()? })
    }
}

impl FromJson for Ledger {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let all =
            |fields: &mut Fields, name: &str| -> Map<String, Value> { fields.one(name).unwrap_or_default() };
        let known = all(&mut fields, "known");
        let known = known.into_iter().filter_map(|(name, value)| Some((name, Known::from_json(value)?)));
        Some(Self {
            known: known.collect(),
            under_way: fields.one("under_way"),
            refused: all(&mut fields, "refused").into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
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
    fn what_the_library_has_erased_goes_unless_it_was_changed_here() {
        for (text, left) in [("1", 0), ("2", 1)] {
            let (mut ledger, mut local) = (told("1"), with(text));
            ledger.only(&mut local, &BTreeSet::new());
            assert_eq!(local.notes.len(), left);
        }
        let (mut ledger, mut local) = (told("1"), with("1"));
        assert!(!ledger.only(&mut local, &["a".to_owned()].into()).changed);
    }
}
