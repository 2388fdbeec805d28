//! Books that are kept on this device: what is wanted, and what is here.

use std::rc::Rc;

use yueli_opds::Publication;
use yueli_platform_web::keep::{News, Phase, STORE, Stock, Want, Wish, stock_key};
use yueli_ports::{Clock, RecordError, Records, RecordsExt};
use yueli_publication::json::{self, FromJson};

use super::{catalogue, order::in_order};

/// The property of a file's link that says its SHA-256, in Base64: what is fetched must be that.
pub const DIGEST: &str = "https://yueli.dev/ns#sha-256";

/// A book that is kept, or on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// How the catalogue names it.
    pub id: String,
    /// What the catalogue said of it when it was asked for.
    pub publication: Rc<Publication>,
    /// Where it is on its way.
    pub phase: Phase,
    /// How many bytes are here.
    pub got: u64,
    /// How many there are; 0 while that is not known.
    pub length: u64,
    /// How many bytes its search index has.
    pub index: u64,
    /// Since when it is wanted: ISO 8601.
    pub since: String,
}

impl Kept {
    /// How much of it is here, from 0 to 1; none while that is not known.
    pub fn share(&self) -> Option<f64> {
        (self.length > 0).then(|| self.got as f64 / self.length as f64)
    }

    /// The same book after `news` of it.
    fn after(&self, news: &News) -> Self {
        let News { phase, got, length, index, .. } = *news;
        Self { phase, got, length, index, ..self.clone() }
    }
}

/// What the records list, `known` being what was told of it before: of a book that is under way the worker says more
/// than the records.
pub fn listed(known: &[Kept], books: Vec<Kept>) -> Vec<Kept> {
    let told = |book: Kept| {
        let under_way = |old: &&Kept| {
            old.id == book.id && matches!(old.phase, Phase::Loading | Phase::Offline | Phase::Checking)
        };
        match known.iter().find(under_way) {
            Some(old) if book.phase == Phase::Waiting => old.clone(),
            _ => book,
        }
    };
    books.into_iter().map(told).collect()
}

/// Every book after `news` of one of them; none where it is one that is not known yet.
pub fn after(books: &[Kept], news: &News) -> Option<Vec<Kept>> {
    let known = books.iter().any(|book| book.id == news.id);
    if !known && news.phase != Phase::Gone {
        return None;
    }
    let mut books = books.to_vec();
    books.retain(|book| book.id != news.id || news.phase != Phase::Gone);
    for book in &mut books {
        if book.id == news.id {
            *book = book.after(news);
        }
    }
    Some(books)
}

/// Where books are kept on this device.
#[derive(Clone)]
pub struct Cellar {
    records: Rc<dyn Records>,
    clock: Rc<dyn Clock>,
}

impl Cellar {
    /// The cellar that is written down in `records`.
    pub fn new(records: Rc<dyn Records>, clock: Rc<dyn Clock>) -> Self {
        Self { records, clock }
    }

    /// Every book that is wanted here, the one asked for last first, and whether the worker has something to do.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn list(&self) -> Result<(Vec<Kept>, bool), RecordError> {
        let all = self.records.all_json(STORE).await?;
        let record = |key: &str| {
            let (_, text) = all.iter().find(|(own, _)| own == key)?;
            json::parse(text.as_bytes()).ok()
        };
        let mut busy = false;
        let mut books = Vec::new();
        for (key, _) in &all {
            let Some(wish) = record(key).and_then(Wish::from_json) else { continue };
            let stock = record(&stock_key(key)).and_then(Stock::from_json).unwrap_or_default();
            let phase = Phase::of(&wish, &stock);
            busy |= matches!(phase, Phase::Waiting | Phase::Gone);
            if phase != Phase::Gone {
                books.extend(kept(wish, &stock, phase));
            }
        }
        Ok((in_order(books, |a, b| (&b.since, &a.id) < (&a.since, &b.id)), busy))
    }

    /// The book `id` if all of it is here.
    pub async fn whole(&self, id: &str) -> Option<Kept> {
        // Where the records cannot be read, nothing is known to be here.
        let stock: Stock = self.records.get(STORE, &stock_key(id)).await.ok()??;
        let wish: Wish = self.records.get(STORE, id).await.ok()??;
        let phase = Phase::of(&wish, &stock);
        kept(wish, &stock, phase).filter(|book| book.phase == Phase::Kept)
    }

    /// Wants a book to be kept. `None` for one that cannot be: it has no document or no file of its own.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn keep(&self, publication: &Publication) -> Result<Option<Kept>, RecordError> {
        let (Some(id), Some(file)) = (catalogue::id_of(publication), publication.readable()) else {
            return Ok(None);
        };
        // It becomes the name of a file.
        if !id.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-') {
            return Ok(None);
        }
        let known = self.wish(&id).await;
        let wish = Wish {
            url: file.href.clone(),
            covers: publication.images.iter().map(|image| image.href.clone()).collect(),
            publication: serde_json::to_string(publication).unwrap_or_default(),
            since: self.clock.now_iso(),
            want: Want::Keep,
            digest: file.properties.other.get(DIGEST).and_then(|own| own.as_str()).map(str::to_owned),
            turn: known.map_or(1, |known| known.turn.wrapping_add(1)),
            id,
        };
        self.records.put(STORE, &wish.id, &wish).await?;
        let stock = Stock { length: file.size.unwrap_or_default(), ..Stock::default() };
        Ok(kept(wish, &stock, Phase::Waiting))
    }

    /// Wants something else of the book `id`; a book that is not wanted at all stays so.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn change(&self, id: &str, want: Want) -> Result<(), RecordError> {
        let Some(wish) = self.wish(id).await else { return Ok(()) };
        let turn = wish.turn.wrapping_add(1);
        self.records.put(STORE, id, &Wish { want, turn, ..wish }).await
    }

    async fn wish(&self, id: &str) -> Option<Wish> {
        // One that is no longer understood is written anew.
        self.records.get(STORE, id).await.ok().flatten()
    }
}

/// `None` where what was kept of the publication is no longer understood.
fn kept(wish: Wish, stock: &Stock, phase: Phase) -> Option<Kept> {
    Some(Kept {
        publication: Rc::new(Publication::from_json(json::parse(wish.publication.as_bytes()).ok()?)?),
        id: wish.id,
        phase,
        got: stock.got,
        length: stock.length,
        index: stock.index,
        since: wish.since,
    })
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_opds::rel;
    use yueli_ports::fake::{FakeClock, FakeRecords};
    use yueli_publication::{Link, Metadata};

    use super::*;

    fn book(id: &str) -> Publication {
        let file = Link::to(format!("/publications/{id}/tea.epub")).of_type("application/epub+zip");
        Publication {
            metadata: Metadata { title: id.into(), ..Metadata::default() },
            links: vec![
                Link::to(format!("/opds/publications/{id}")).with_rel("self"),
                Link { size: Some(100), ..file.with_rel(rel::OPEN_ACCESS) },
            ],
            images: vec![Link::to(format!("/covers/{id}/small"))],
        }
    }

    fn cellar() -> (Cellar, Rc<FakeClock>) {
        let clock = Rc::new(FakeClock::default());
        (Cellar::new(Rc::new(FakeRecords::default()), clock.clone()), clock)
    }

    fn stock(cellar: &Cellar, id: &str, stock: &Stock) {
        block_on(cellar.records.put(STORE, &stock_key(id), stock)).unwrap();
    }

    fn phases(cellar: &Cellar) -> (Vec<(String, Phase)>, bool) {
        let (books, busy) = block_on(cellar.list()).unwrap();
        (books.into_iter().map(|book| (book.id, book.phase)).collect(), busy)
    }

    #[test]
    fn a_book_that_is_wanted_waits_and_can_be_paused_and_let_go() {
        let (cellar, clock) = cellar();
        for (second, id) in [(1.0, "a"), (2.0, "b")] {
            *clock.0.borrow_mut() = second * 1000.0;
            let kept = block_on(cellar.keep(&book(id))).unwrap().unwrap();
            assert_eq!((kept.phase, kept.length, kept.share()), (Phase::Waiting, 100, Some(0.0)));
        }
        let list = |b: Phase, a: Phase| vec![("b".to_owned(), b), ("a".to_owned(), a)];
        assert_eq!(phases(&cellar), (list(Phase::Waiting, Phase::Waiting), true));
        block_on(cellar.change("a", Want::Pause)).unwrap();
        stock(&cellar, "b", &Stock { done: true, length: 100, got: 100, ..Stock::default() });
        assert_eq!(phases(&cellar), (list(Phase::Kept, Phase::Paused), false));
        block_on(cellar.change("b", Want::Gone)).unwrap();
        assert_eq!(phases(&cellar), (vec![("a".to_owned(), Phase::Paused)], true));
        block_on(cellar.change("nobody", Want::Keep)).unwrap();
        assert_eq!(block_on(cellar.keep(&Publication::default())).unwrap(), None);
    }

    #[test]
    fn only_a_book_that_is_all_here_is_opened_from_here() {
        let (cellar, _) = cellar();
        assert_eq!(block_on(cellar.whole("a")), None);
        block_on(cellar.keep(&book("a"))).unwrap();
        stock(&cellar, "a", &Stock { length: 100, got: 40, ..Stock::default() });
        assert_eq!(block_on(cellar.whole("a")), None);
        stock(&cellar, "a", &Stock { length: 100, got: 100, done: true, ..Stock::default() });
        let whole = block_on(cellar.whole("a")).unwrap();
        assert_eq!((whole.length, whole.publication.metadata.title.first()), (100, "a"));
    }

    #[test]
    fn asking_again_forgets_what_stopped_it() {
        let (cellar, _) = cellar();
        block_on(cellar.keep(&book("a"))).unwrap();
        stock(&cellar, "a", &Stock { stopped: Some(Phase::Full), turn: 1, ..Stock::default() });
        assert_eq!(phases(&cellar).0, [("a".to_owned(), Phase::Full)]);
        block_on(cellar.change("a", Want::Keep)).unwrap();
        assert_eq!(phases(&cellar), (vec![("a".to_owned(), Phase::Waiting)], true));
    }

    #[test]
    fn news_change_the_book_they_are_of() {
        let (cellar, _) = cellar();
        block_on(cellar.keep(&book("a"))).unwrap();
        let (books, _) = block_on(cellar.list()).unwrap();
        let news = |id: &str, phase| News { id: id.into(), phase, got: 40, length: 100, index: 0 };
        let now = after(&books, &news("a", Phase::Loading)).unwrap();
        assert_eq!((now[0].phase, now[0].share()), (Phase::Loading, Some(0.4)));
        assert_eq!(after(&now, &news("a", Phase::Gone)), Some(Vec::new()));
        assert_eq!(after(&now, &news("b", Phase::Gone)), Some(now.clone()));
        assert_eq!(after(&now, &news("b", Phase::Loading)), None);
        assert_eq!(listed(&now, books), now, "the worker knows more");
        block_on(cellar.change("a", Want::Pause)).unwrap();
        let (paused, _) = block_on(cellar.list()).unwrap();
        assert_eq!(listed(&now, paused.clone()), paused);
    }
}
