//! The notes of one book: what the library has of them, and what it is to be told.

mod kept;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

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
        let mut seen = BTreeSet::new();
        let written = local.notes.iter().filter_map(move |note| {
            let name = wire::name_of(id_of(note));
            // Of two that have one name by mistake the first counts.
            if !seen.insert(name.clone()) {
                return None;
            }
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

#[cfg(test)]
mod tests;
