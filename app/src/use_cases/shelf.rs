//! The shelf: the books a reader keeps on this device, and the place in each.

use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;
use yueli_opds::Publication;
use yueli_ports::{Clock, RecordError, Records, RecordsExt};
use yueli_publication::{
    Locator,
    json::{Fields, FromJson},
    read_from_json,
};

use super::{catalogue, drawers::OUTBOX, following::BOOK, order::in_order};

/// The store of the shelf.
pub const STORE: &str = "shelf";
/// The store of what the reader keeps for each book beside its place.
const PLACES: &str = "places";
/// The store of a reader's own notes, by what names the book.
pub const NOTES: &str = "notes";
/// When a book was read on that was opened and no more.
pub const NEVER: &str = "1970-01-01T00:00:00Z";
/// Past this part of a book it counts as finished: what follows is notes and advertisements.
const FINISHED: f64 = 0.985;

/// One book on the shelf.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShelfEntry {
    /// How the catalogue names it.
    pub id: String,
    /// What the catalogue said of it when it was last seen: enough to show it offline.
    pub publication: Publication,
    /// When it was put here: ISO 8601.
    pub added: String,
    /// When it was last open: ISO 8601.
    pub opened: Option<String>,
    /// When it was last read on, rather than only opened: ISO 8601.
    pub read: Option<String>,
    /// The place in it.
    pub locator: Option<Locator>,
    /// True once its end was reached, or the reader said so.
    pub finished: bool,
    /// The words at the place.
    pub excerpt: Option<String>,
    /// The chapter of the place.
    pub chapter: Option<String>,
    /// Where its chapters begin, from 0 to 1; empty until it was opened.
    pub chapters: Vec<f64>,
}

impl FromJson for ShelfEntry {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            publication: fields.one("publication")?,
            added: fields.text("added")?,
            opened: fields.text("opened"),
            read: fields.text("read"),
            locator: fields.one("locator"),
            finished: fields.is("finished"),
            excerpt: fields.text("excerpt"),
            chapter: fields.text("chapter"),
            chapters: fields.many("chapters"),
        })
    }
}

read_from_json!(ShelfEntry);

/// Which part of the shelf a book stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It was opened and not finished.
    Reading,
    /// It was never opened.
    Saved,
    /// It was read to the end.
    Finished,
}

impl ShelfEntry {
    /// A book that was never opened.
    pub fn new(id: &str, publication: Publication, added: String) -> Self {
        Self {
            id: id.to_owned(),
            publication,
            added,
            opened: None,
            read: None,
            locator: None,
            finished: false,
            excerpt: None,
            chapter: None,
            chapters: Vec::new(),
        }
    }

    /// Which part of the shelf it stands on.
    pub fn standing(&self) -> Standing {
        match (self.finished, &self.opened) {
            (true, _) => Standing::Finished,
            (false, Some(_)) => Standing::Reading,
            (false, None) => Standing::Saved,
        }
    }

    /// How far the reader is, from 0 to 1.
    pub fn progress(&self) -> Option<f64> {
        self.locator.as_ref()?.locations.total_progression.map(|part| part.clamp(0.0, 1.0))
    }

    /// When anything last happened to it.
    pub fn touched(&self) -> &str {
        self.opened.as_deref().unwrap_or(&self.added)
    }
}

/// The shelf on this device.
#[derive(Clone)]
pub struct Shelf {
    records: Rc<dyn Records>,
    clock: Rc<dyn Clock>,
}

impl Shelf {
    /// The shelf kept in `records`.
    pub fn new(records: Rc<dyn Records>, clock: Rc<dyn Clock>) -> Self {
        Self { records, clock }
    }

    /// Every book, the one last touched first.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn list(&self) -> Result<Vec<ShelfEntry>, RecordError> {
        let all = entries(self.records.as_ref()).await?;
        // ISO 8601 in UTC sorts as text.
        let before = |a: &ShelfEntry, b: &ShelfEntry| (b.touched(), &a.id) < (a.touched(), &b.id);
        Ok(in_order(all, before))
    }

    /// The book `id`, if it is here.
    ///
    /// # Errors
    /// Where the device keeps nothing, or what it kept is damaged.
    pub async fn get(&self, id: &str) -> Result<Option<ShelfEntry>, RecordError> {
        self.records.get(STORE, id).await
    }

    /// Puts a book here; one that is here already stays as it is, with what the catalogue says now.
    /// `None` for a publication that the catalogue gives no document of its own.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn add(&self, publication: &Publication) -> Result<Option<ShelfEntry>, RecordError> {
        let Some(id) = catalogue::id_of(publication) else { return Ok(None) };
        let mut entry = match self.get(&id).await {
            Ok(Some(known)) => known,
            // A damaged entry is written anew: the reader asked for the book to be here.
            Ok(None) | Err(RecordError::Damaged { .. }) => {
                ShelfEntry::new(&id, publication.clone(), self.clock.now_iso())
            }
            Err(error) => return Err(error),
        };
        entry.publication = publication.clone();
        self.keep(&entry).await?;
        Ok(Some(entry))
    }

    /// Puts a book here if it is not, and notes that it is open now.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn open(&self, publication: &Publication) -> Result<Option<ShelfEntry>, RecordError> {
        let Some(mut entry) = self.add(publication).await? else { return Ok(None) };
        // Who opens a book has not read on yet.
        entry.read = entry.read.or(entry.opened);
        entry.opened = Some(self.clock.now_iso());
        self.keep(&entry).await?;
        Ok(Some(entry))
    }

    /// Takes a book off the shelf, and with it the place in it.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn remove(&self, id: &str) -> Result<(), RecordError> {
        self.records.remove(STORE, id).await
    }

    /// Puts back what was taken off, as it was.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn restore(&self, entry: &ShelfEntry) -> Result<(), RecordError> {
        self.keep(entry).await
    }

    /// Notes the place in the book `id`, the words there and the chapter; `read` where the reader has gone on, and the place
    /// is not only the one that the book was opened at.
    /// `None` where the book is not on the shelf: it was taken off while it was open.
    ///
    /// # Errors
    /// Where the device keeps nothing, or what it kept is damaged.
    pub async fn note_place(
        &self,
        id: &str,
        locator: Locator,
        excerpt: Option<String>,
        chapter: Option<String>,
        read: bool,
    ) -> Result<Option<ShelfEntry>, RecordError> {
        let Some(mut entry) = self.get(id).await? else { return Ok(None) };
        if read {
            entry.read = Some(self.clock.now_iso());
        } else if entry.read.is_none() {
            entry.read = Some(NEVER.to_owned());
        }
        entry.finished |= locator.locations.total_progression.is_some_and(|part| part >= FINISHED);
        entry.locator = Some(locator);
        entry.excerpt = excerpt.filter(|words| !words.trim().is_empty()).or(entry.excerpt);
        entry.chapter = chapter;
        entry.opened = Some(self.clock.now_iso());
        self.keep(&entry).await?;
        Ok(Some(entry))
    }

    /// Notes where the chapters of the book `id` begin, from 0 to 1.
    ///
    /// # Errors
    /// Where the device keeps nothing, or what it kept is damaged.
    pub async fn note_chapters(&self, id: &str, chapters: Vec<f64>) -> Result<(), RecordError> {
        match self.get(id).await? {
            Some(entry) if entry.chapters != chapters => self.keep(&ShelfEntry { chapters, ..entry }).await,
            _ => Ok(()),
        }
    }

    /// Says that a book is finished, or not.
    ///
    /// # Errors
    /// Where the device keeps nothing, or what it kept is damaged.
    pub async fn set_finished(&self, id: &str, finished: bool) -> Result<Option<ShelfEntry>, RecordError> {
        let Some(mut entry) = self.get(id).await? else { return Ok(None) };
        entry.finished = finished;
        self.keep(&entry).await?;
        Ok(Some(entry))
    }

    /// Forgets every book, every place and every note on this device.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn forget(&self) -> Result<(), RecordError> {
        for store in [STORE, PLACES, NOTES, OUTBOX] {
            for (key, _) in self.records.all_json(store).await? {
                self.records.remove(store, &key).await?;
            }
        }
        // How one book is laid out says that it was read.
        for (key, _) in self.records.all_json("settings").await? {
            if key.starts_with("reading:") {
                self.records.remove("settings", &key).await?;
            }
        }
        Ok(())
    }

    async fn keep(&self, entry: &ShelfEntry) -> Result<(), RecordError> {
        keep(self.records.as_ref(), entry).await
    }
}

/// Every book of the shelf in `records`, in no order.
///
/// # Errors
/// Where the device keeps nothing.
pub async fn entries(records: &dyn Records) -> Result<Vec<ShelfEntry>, RecordError> {
    Ok(records.all::<ShelfEntry>(STORE).await?.into_iter().map(|(_, entry)| entry).collect())
}

/// What is kept of the reader's notes in the publication `id`: by the name under which they were kept before, else by that
/// which the catalogue has for the book, else by its id.
pub async fn notes_of(records: &dyn Records, id: &str, publication: Option<&Publication>) -> Option<String> {
    let known = records.get_json(OUTBOX, &[BOOK, id].concat()).await.ok().flatten();
    let own = publication.and_then(|own| own.metadata.identifier.clone());
    for name in known.into_iter().chain(own).chain([id.to_owned()]) {
        if let Ok(Some(notes)) = records.get_json(NOTES, &name).await {
            return Some(notes);
        }
    }
    None
}

/// Keeps a book on the shelf in `records`.
///
/// # Errors
/// Where the device keeps nothing.
pub async fn keep(records: &dyn Records, entry: &ShelfEntry) -> Result<(), RecordError> {
    records.put(STORE, &entry.id, entry).await
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::fake::{FakeClock, FakeRecords};
    use yueli_publication::{Link, Locations, Metadata};

    use super::*;

    fn book(id: &str) -> Publication {
        Publication {
            metadata: Metadata { title: id.into(), ..Metadata::default() },
            links: vec![Link::to(format!("/opds/publications/{id}")).with_rel("self")],
            ..Publication::default()
        }
    }

    fn at(part: f64) -> Locator {
        Locator {
            locations: Locations { total_progression: Some(part), ..Locations::default() },
            ..Locator::start_of("a.xhtml")
        }
    }

    fn shelf() -> (Shelf, Rc<FakeClock>) {
        let clock = Rc::new(FakeClock::default());
        (Shelf::new(Rc::new(FakeRecords::default()), clock.clone()), clock)
    }

    #[test]
    fn the_book_last_touched_comes_first() {
        let (shelf, clock) = shelf();
        for (second, id) in [(1.0, "a"), (2.0, "b"), (3.0, "c")] {
            *clock.0.borrow_mut() = second * 1000.0;
            block_on(shelf.add(&book(id))).unwrap();
        }
        *clock.0.borrow_mut() = 9000.0;
        block_on(shelf.open(&book("a"))).unwrap();
        let order: Vec<String> = block_on(shelf.list()).unwrap().into_iter().map(|entry| entry.id).collect();
        assert_eq!(order, ["a", "c", "b"]);
    }

    #[test]
    fn a_place_is_kept_with_its_words_and_adding_again_does_not_lose_it() {
        let (shelf, _) = shelf();
        block_on(shelf.open(&book("a"))).unwrap();
        block_on(shelf.note_place("a", at(0.4), Some("Call me".into()), Some("Loomings".into()), true))
            .unwrap();
        block_on(shelf.note_place("a", at(0.5), Some(" ".into()), None, true)).unwrap();
        let entry = block_on(shelf.add(&book("a"))).unwrap().unwrap();
        assert_eq!(entry.progress(), Some(0.5));
        assert_eq!(entry.excerpt.as_deref(), Some("Call me"));
        assert_eq!(entry.standing(), Standing::Reading);
    }

    #[test]
    fn the_end_finishes_a_book_and_paging_back_does_not_undo_it() {
        let (shelf, _) = shelf();
        block_on(shelf.open(&book("a"))).unwrap();
        block_on(shelf.note_place("a", at(0.99), None, None, true)).unwrap();
        let entry = block_on(shelf.note_place("a", at(0.1), None, None, true)).unwrap().unwrap();
        assert_eq!(entry.standing(), Standing::Finished);
        let entry = block_on(shelf.set_finished("a", false)).unwrap().unwrap();
        assert_eq!(entry.standing(), Standing::Reading);
    }

    #[test]
    fn to_open_a_book_is_not_to_read_on() {
        let (shelf, clock) = shelf();
        let read = |entry: Option<ShelfEntry>| entry.unwrap().read.unwrap();
        *clock.0.borrow_mut() = 1000.0;
        block_on(shelf.open(&book("a"))).unwrap();
        assert_eq!(read(block_on(shelf.note_place("a", at(0.4), None, None, false)).unwrap()), NEVER);
        *clock.0.borrow_mut() = 5000.0;
        block_on(shelf.open(&book("a"))).unwrap();
        assert_eq!(read(block_on(shelf.note_place("a", at(0.4), None, None, false)).unwrap()), NEVER);
        assert_eq!(
            read(block_on(shelf.note_place("a", at(0.5), None, None, true)).unwrap()),
            "1970-01-01T00:00:05Z"
        );
    }

    #[test]
    fn a_book_taken_off_can_be_put_back_as_it_was() {
        let (shelf, _) = shelf();
        let entry = block_on(shelf.open(&book("a"))).unwrap().unwrap();
        block_on(shelf.remove("a")).unwrap();
        assert_eq!(block_on(shelf.note_place("a", at(0.2), None, None, true)).unwrap(), None);
        assert_eq!(block_on(shelf.list()).unwrap(), []);
        block_on(shelf.restore(&entry)).unwrap();
        assert_eq!(block_on(shelf.get("a")).unwrap(), Some(entry));
        assert_eq!(block_on(shelf.add(&Publication::default())).unwrap(), None);
    }

    #[test]
    fn everything_can_be_forgotten() {
        let (shelf, _) = shelf();
        block_on(shelf.open(&book("a"))).unwrap();
        block_on(shelf.records.put_json(PLACES, "a", "{}".into())).unwrap();
        for key in ["reading", "reading:a"] {
            block_on(shelf.records.put_json("settings", key, "{}".into())).unwrap();
        }
        block_on(shelf.forget()).unwrap();
        let kept = block_on(shelf.records.all_json("settings")).unwrap();
        assert_eq!(
            kept,
            [("reading".to_owned(), "{}".to_owned())],
            "what is of one book goes, the rest stays"
        );
        assert_eq!(block_on(shelf.list()).unwrap(), []);
        assert_eq!(block_on(shelf.records.all_json(PLACES)).unwrap(), []);
    }
}
