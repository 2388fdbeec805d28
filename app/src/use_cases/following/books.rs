//! The notes of all books between this device and the library.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use yueli_ports::{Method, RecordError, Request, Response};
use yueli_publication::json::{self, FromJson};
use yueli_sync::{Answer, Change, Ledger, Local, Next, Parcel, What, from_library, to_library};

use super::{BOOK, Desk, GONE, Stop, gone_key};
use crate::use_cases::shelf::{NOTES, ShelfEntry};

/// What is known of the notes of a book between here and the library.
const LEDGER: &str = "ledger ";
/// The media type of notes.
const TYPE: &str = "application/ld+json";

/// The notes of one book, by its own identifier.
#[derive(Default)]
struct Book {
    ledger: Ledger,
    local: Local,
    /// The set that the notes are kept in, as it was read.
    kept: Option<String>,
    /// As they were read, to know what has changed.
    before: (Value, Local),
    /// The publication that new notes are kept with.
    publication: Option<String>,
}

/// The notes of all books.
pub(super) struct Books {
    books: BTreeMap<String, Book>,
    /// The books by the catalogue's ids.
    names: BTreeMap<String, String>,
}

impl Books {
    /// From what was kept.
    pub(super) fn of(
        outbox: &[(String, String)],
        notes: Vec<(String, String)>,
        shelf: &[ShelfEntry],
    ) -> Self {
        let mut all = Self { books: BTreeMap::new(), names: BTreeMap::new() };
        for (name, set) in notes {
            let book = all.books.entry(name).or_default();
            book.local.notes = items(&set);
            book.kept = Some(set);
        }
        for (key, value) in outbox {
            if let Some(name) = key.strip_prefix(LEDGER) {
                let ledger = json::parse(value.as_bytes()).ok().and_then(Ledger::from_json);
                all.books.entry(name.to_owned()).or_default().ledger = ledger.unwrap_or_default();
            } else if let Some((name, id)) = key.strip_prefix(GONE).and_then(|rest| rest.split_once('\n')) {
                all.books.entry(name.to_owned()).or_default().local.gone.insert(id.to_owned());
            } else if let Some(publication) = key.strip_prefix(BOOK) {
                all.names.insert(publication.to_owned(), value.clone());
            }
        }
        for entry in shelf {
            let own =
                entry.publication.metadata.identifier.clone().filter(|name| all.books.contains_key(name));
            let name = own.or_else(|| all.books.contains_key(&entry.id).then(|| entry.id.clone()));
            if let Some(name) = name {
                all.names.entry(entry.id.clone()).or_insert(name);
            }
        }
        for (publication, name) in &all.names {
            if let Some(book) = all.books.get_mut(name) {
                book.publication.get_or_insert_with(|| publication.clone());
            }
        }
        for book in all.books.values_mut() {
            book.before = (book.ledger.to_json(), book.local.clone());
        }
        all
    }

    /// How many notes the library does not know yet, and how many it will not take.
    pub(super) fn untold(&self) -> (usize, usize) {
        let known = self.books.values().filter(|book| book.publication.is_some() || !book.ledger.is_empty());
        known
            .map(|book| book.ledger.untold(&book.local))
            .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
    }

    /// Takes over what other devices did; whether something is other here.
    pub(super) fn take(&mut self, changes: &[Change]) -> bool {
        let mut changed = false;
        for change in changes {
            let (publication, said) = match change {
                Change::Note { publication, document, .. } => {
                    (publication, from_library(document).and_then(|(_, book)| book))
                }
                Change::Gone { publication, .. } => (publication, None),
                Change::Place { .. } => continue,
            };
            let known = self.names.get(publication).cloned();
            let name = known.or(said).unwrap_or_else(|| publication.clone());
            self.names.insert(publication.clone(), name.clone());
            let book = self.books.entry(name).or_default();
            book.publication.get_or_insert_with(|| publication.clone());
            changed |= book.ledger.take(&mut book.local, change).changed;
        }
        changed
    }

    /// Only these are at the library still; whether something is other here.
    pub(super) fn only(&mut self, told: &BTreeSet<String>) -> bool {
        let mut changed = false;
        for book in self.books.values_mut() {
            changed |= book.ledger.only(&mut book.local, told).changed;
        }
        changed
    }

    /// Keeps what has changed.
    pub(super) async fn keep(&mut self, desk: &Desk<'_>) -> Result<(), RecordError> {
        for (publication, name) in &self.names {
            let key = [BOOK, publication.as_str()].concat();
            // By its name a book is known again before it is opened here.
            if name != publication && desk.kept(&key).await?.is_none() {
                desk.keep(&key, name.clone()).await?;
            }
        }
        for (name, book) in &mut self.books {
            book.keep(desk, name).await?;
        }
        Ok(())
    }

    /// Tells the library what it does not know, one after the other. True where something stands otherwise there: what
    /// that is has to be heard first.
    pub(super) async fn tell(&mut self, desk: &mut Desk<'_>) -> Result<bool, Stop> {
        let mut again = false;
        for (name, book) in &mut self.books {
            again |= book.tell(desk, name).await?;
        }
        Ok(again)
    }
}

impl Book {
    async fn tell(&mut self, desk: &mut Desk<'_>, name: &str) -> Result<bool, Stop> {
        let Some(publication) = self.publication.clone() else { return Ok(false) };
        loop {
            let Next::Send(parcel) = self.ledger.next(&self.local, &publication) else { return Ok(false) };
            // Before it is sent: whatever happens then, it is known what was under way.
            self.keep(desk, name).await?;
            let response = desk.ask(request(&parcel, name)).await?;
            let answer = meaning(&response)?;
            let conflict = matches!(answer, Answer::Conflict | Answer::Unknown);
            self.ledger.answered(&mut self.local, answer);
            self.keep(desk, name).await?;
            if conflict {
                return Ok(true);
            }
        }
    }

    async fn keep(&mut self, desk: &Desk<'_>, name: &str) -> Result<(), RecordError> {
        let ledger = self.ledger.to_json();
        if self.local.notes != self.before.1.notes {
            let now = desk.records.get_json(NOTES, name).await?;
            // Somebody wrote meanwhile: it is all looked at once more.
            if now != self.kept {
                return Err(RecordError::Unavailable("the notes were changed meanwhile".to_owned()));
            }
            let set = with_items(self.kept.as_deref(), &self.local.notes);
            desk.records.put_json(NOTES, name, set.clone()).await?;
            self.kept = Some(set);
        }
        for id in self.before.1.gone.difference(&self.local.gone) {
            desk.records.remove(super::OUTBOX, &gone_key(name, id)).await?;
        }
        if ledger != self.before.0 {
            desk.keep(&[LEDGER, name].concat(), ledger.to_string()).await?;
        }
        self.before = (ledger, self.local.clone());
        Ok(())
    }
}

/// The notes of a set.
pub(super) fn items(set: &str) -> Vec<Value> {
    let value = json::parse(set.as_bytes()).unwrap_or_default();
    value.get("items").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// The set with other notes in it.
pub(super) fn with_items(set: Option<&str>, notes: &[Value]) -> String {
    let kept = set.and_then(|set| json::parse(set.as_bytes()).ok());
    let mut all = match kept {
        Some(Value::Object(all)) => all,
        _ => Map::from_iter([
            ("@context".to_owned(), Value::from("http://www.w3.org/ns/anno.jsonld")),
            ("type".to_owned(), Value::from("AnnotationSet")),
        ]),
    };
    all.insert("items".to_owned(), notes.to_vec().into());
    Value::Object(all).to_string()
}

fn request(parcel: &Parcel, book: &str) -> Request {
    let container = format!("/opds/publications/{}/annotations/", parcel.publication);
    let own = [container.as_str(), &parcel.name].concat();
    let with = |request: Request| {
        let body = to_library(&parcel.document, book).to_string();
        Request { body: Some(body), ..request.header("content-type", TYPE) }
    };
    match &parcel.what {
        What::Create => with(Request::new(Method::Post, container).header("slug", parcel.name.as_str())),
        What::Replace(etag) => with(Request::new(Method::Put, own).header("if-match", etag.as_str())),
        What::Delete(etag) => Request::new(Method::Delete, own).header("if-match", etag.as_str()),
    }
}

fn meaning(response: &Response) -> Result<Answer, Stop> {
    Ok(match response.status {
        200..=299 => Answer::Done(response.header("etag").unwrap_or_default().to_owned()),
        404 => Answer::Unknown,
        409 | 412 => Answer::Conflict,
        410 => Answer::Gone,
        400..=499 => Answer::Refused,
        _ => return Err(Stop::Failed(None)),
    })
}
