//! The places in all books between this device and the library.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use yueli_opds::{PROGRESSION, Progression};
use yueli_ports::{Method, RecordError, Request};
use yueli_publication::{Locations, Locator, Time, json, json::FromJson};
use yueli_sync::{Change, Here, Verdict, corrected, verdict};

use super::{DECLINED, Desk, OUTBOX, Stop};
use crate::use_cases::{
    catalogue,
    libraries::far,
    shelf::{self, NEVER, ShelfEntry},
};

/// The last place of a book that the library has told.
pub const PLACE: &str = "place ";
/// So many books that were read elsewhere are put on the shelf at once.
const MOST_NEW: usize = 60;

/// Where the reader is, in all books.
pub(super) struct Places {
    shelf: Vec<ShelfEntry>,
    told: BTreeMap<String, Progression>,
    declined: BTreeMap<String, Time>,
}

/// The place here, by the library's clock; nothing where the book was never opened.
pub fn here(entry: &ShelfEntry, skew: i64) -> Option<Here> {
    let progression = entry.progress()?;
    let read = entry.read.as_deref().or(entry.opened.as_deref())?;
    let skew = if read == NEVER { 0 } else { skew };
    Some(Here { progression, read: corrected(Time::parse(read)?, skew) })
}

/// A place as it was kept.
pub fn read_place(text: &str) -> Option<Progression> {
    Progression::from_json(json::parse(text.as_bytes()).ok()?)
}

/// A place of another device, as it is found here.
pub fn locator_of(place: &Progression) -> Locator {
    let sent = place.locator.clone().and_then(|own| Locator::from_json(Value::Object(own)));
    let mut locator = sent.unwrap_or_else(|| {
        let path = place.references.iter().map(|own| own.split('#').next().unwrap_or_default());
        Locator::start_of(path.into_iter().find(|path| !path.is_empty()).unwrap_or_default())
    });
    locator.title = locator.title.or_else(|| place.title.clone());
    let total = Some(place.progression);
    locator.locations = Locations { total_progression: total, ..locator.locations };
    locator
}

impl Places {
    pub(super) fn of(outbox: &[(String, String)], shelf: Vec<ShelfEntry>) -> Self {
        let (mut told, mut declined) = (BTreeMap::new(), BTreeMap::new());
        for (key, value) in outbox {
            if let Some(id) = key.strip_prefix(PLACE) {
                told.extend(read_place(value).map(|place| (id.to_owned(), place)));
            } else if let Some(id) = key.strip_prefix(DECLINED) {
                declined.extend(Time::parse(value).map(|time| (id.to_owned(), time)));
            }
        }
        Self { shelf, told, declined }
    }

    /// Takes over where other devices were; whether something is other here. Nobody is moved: a book that has a place
    /// here keeps it until the reader has been asked.
    pub(super) async fn take(
        &mut self,
        desk: &mut Desk<'_>,
        changes: &[Change],
        whole: bool,
    ) -> Result<bool, Stop> {
        let mut news = BTreeMap::new();
        for change in changes {
            if let Change::Place { publication, progression } = change {
                news.insert(publication.clone(), progression.clone());
            }
        }
        if whole {
            for id in self.told.keys().filter(|id| !news.contains_key(*id)) {
                desk.records.remove(OUTBOX, &[PLACE, id].concat()).await?;
            }
            self.told.retain(|id, _| news.contains_key(id));
        }
        let mut changed = false;
        for (id, place) in news {
            desk.keep(&[PLACE, &id].concat(), place.to_json().to_string()).await?;
            changed |= self.told.get(&id) != Some(&place);
            self.told.insert(id, place);
        }
        changed |= self.arrive(desk).await?;
        Ok(changed)
    }

    /// Puts on the shelf what was read elsewhere, and what was finished there.
    async fn arrive(&mut self, desk: &mut Desk<'_>) -> Result<bool, Stop> {
        let (mut changed, mut new) = (false, 0);
        for (id, place) in &self.told {
            let known = self.shelf.iter_mut().find(|entry| entry.id == *id);
            let Some(entry) = known else {
                if new < MOST_NEW && place.device.id != desk.who.device.id {
                    new += 1;
                    changed |= put_on_shelf(desk, id, place).await?;
                }
                continue;
            };
            let takes = here(entry, desk.skew).is_none();
            if takes || (place.finished && !entry.finished) {
                if takes {
                    settle(entry, place);
                }
                entry.finished |= place.finished;
                shelf::keep(desk.records, entry).await?;
                changed = true;
            }
        }
        Ok(changed)
    }

    /// What is to be told of a book, if anything.
    fn news(&self, entry: &ShelfEntry, desk: &Desk<'_>) -> Option<Time> {
        // Of another library's books ours knows nothing.
        if far::is_far(&entry.id) {
            return None;
        }
        let told = self.told.get(&entry.id);
        let here = here(entry, desk.skew)?;
        let is_read = entry.read.as_deref() != Some(NEVER) || entry.finished;
        let here = Some(here).filter(|_| is_read)?;
        let declined = self.declined.get(&entry.id).copied();
        let judged = told.map(|told| verdict(Some(&here), told, &desk.who.device.id, declined));
        let finished = entry.finished && !told.is_some_and(|told| told.finished);
        if judged == Some(Verdict::Ask) {
            // Where she goes on she has not said yet; that she has finished counts all the same.
            return finished.then_some(here.read);
        }
        (here.is_news(told) || finished).then(|| here.dated(told))
    }

    /// How many places the library does not know.
    pub(super) fn untold(&self, desk: &Desk<'_>) -> usize {
        self.shelf.iter().filter(|entry| self.news(entry, desk).is_some()).count()
    }

    /// Tells the library where the reader is.
    pub(super) async fn tell(&mut self, desk: &mut Desk<'_>) -> Result<(), Stop> {
        for entry in &self.shelf {
            let Some(modified) = self.news(entry, desk) else { continue };
            let said = progression(entry, modified, desk);
            let address = format!("/opds/publications/{}/progression", entry.id);
            let request = Request::new(Method::Put, address).header("content-type", PROGRESSION);
            let body = Some(said.to_json().to_string());
            let response = desk.ask(Request { body, ..request }).await?;
            // What it answers is what counts there, also where it is another device's. What it does not understand it is
            // not asked again.
            let place = Progression::read(&response.body).flatten().unwrap_or(said);
            desk.keep(&[PLACE, &entry.id].concat(), place.to_json().to_string()).await?;
            self.told.insert(entry.id.clone(), place);
        }
        Ok(())
    }
}

/// The place here, as the library is told it.
fn progression(entry: &ShelfEntry, modified: Time, desk: &Desk<'_>) -> Progression {
    let locator = entry.locator.clone().unwrap_or_default();
    Progression {
        title: entry.chapter.clone(),
        modified,
        device: desk.who.device.clone(),
        progression: entry.progress().unwrap_or_default(),
        references: Some(locator.href.clone()).filter(|href| !href.is_empty()).into_iter().collect(),
        finished: entry.finished,
        locator: serde_json::to_value(&locator).ok().and_then(Map::<String, Value>::from_json),
    }
}

/// The place of another device becomes the place here.
fn settle(entry: &mut ShelfEntry, place: &Progression) {
    entry.locator = Some(locator_of(place));
    entry.chapter.clone_from(&place.title);
    let when = Some(place.modified.to_string());
    entry.opened.clone_from(&when);
    entry.read = when;
}

/// Puts a book on the shelf that was read on another device; false where the catalogue does not have it.
async fn put_on_shelf(desk: &mut Desk<'_>, id: &str, place: &Progression) -> Result<bool, Stop> {
    let Ok(publication) = catalogue::publication(desk.http, id, desk.who.tag).await else { return Ok(false) };
    let mut entry = ShelfEntry::new(id, publication, place.modified.to_string());
    settle(&mut entry, place);
    entry.finished = place.finished;
    shelf::keep(desk.records, &entry).await.map_err(|error: RecordError| Stop::from(error))?;
    Ok(true)
}
