//! Searching the open book: section by section, told as it goes.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::future::LocalBoxFuture;
use gloo_timers::future::TimeoutFuture;
use yueli_archive::ReadRange;
use yueli_markup::reading;
use yueli_platform_web::{
    book::{Found, Hit, Search},
    keep::Vault,
};
use yueli_publication::{Problem, ProblemCode};
use yueli_search::{Builder, Index, Options, Query};

use crate::{
    book,
    desk::Book,
    rooms::Searching,
    serve::{bearable, is_document},
};

/// More places than these are not told: nobody goes through them, and a page that lists them would be slow.
const MOST: usize = 500;
/// Books of more text than these bytes are indexed when they are searched.
const READY: u64 = 8 << 20;
/// Indexes of sections are kept as long as all of them take no more bytes than these; the others are made for each
/// search.
const KEPT: usize = 12 << 20;
/// What was found is told at least this often, in milliseconds; other questions are heard then as well.
const TELL_MS: f64 = 60.0;
/// Which way the text of a book is read: raise it whenever [`reading::text`], or what counts as a section, changes, so
/// that indexes which were kept before are made again.
const TEXT: u8 = 2;

/// The index of the open book, made as far as it was needed, and the search that goes on.
#[derive(Default)]
pub(crate) struct Searcher {
    sections: RefCell<Vec<Rc<Index>>>,
    /// How many bytes they take.
    taken: Cell<usize>,
    turn: Cell<u32>,
    /// Under which name the index lies beside a kept book, until it was looked for.
    kept: RefCell<Option<String>>,
}

impl Searcher {
    /// A searcher of a book that is kept under `name`: its index may lie beside it.
    pub(crate) fn kept(name: Option<&str>) -> Self {
        Self { kept: RefCell::new(name.map(index_name)), ..Self::default() }
    }

    async fn search(&self, book: &Book, search: &Search, tell: &dyn Fn(Found)) {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        let options = Options { whole_word: search.whole_word, exact_case: search.exact_case };
        let query = Query::new(&search.query, options);
        let count = if query.is_empty() { 0 } else { book.manifest().reading_order.len() };
        if count > 0 {
            self.load(count).await;
        }
        let mut found = Found::default();
        let (mut total, mut unread, mut told) = (0, 0, js_sys::Date::now());
        for section in 0..count {
            let index = self.section(book, section).await;
            if self.turn.get() != turn {
                return;
            }
            let Some(index) = index else {
                unread += 1;
                continue;
            };
            // One more than are told, to know that there are more.
            for hit in index.search(&query).take(MOST + 1 - total) {
                total += 1;
                if total > MOST {
                    found.more = true;
                    break;
                }
                found.hits.push(Hit {
                    section,
                    letter: hit.letter,
                    letters: hit.letters,
                    before: hit.snippet.before,
                    matched: hit.snippet.matched,
                    after: hit.snippet.after,
                });
            }
            found.searched = section + 1;
            if found.more {
                break;
            }
            if js_sys::Date::now() - told > TELL_MS {
                tell(std::mem::take(&mut found));
                TimeoutFuture::new(0).await;
                if self.turn.get() != turn {
                    return;
                }
                told = js_sys::Date::now();
            }
        }
        tell(Found { done: true, searched: count, unread, ..found });
    }

    /// Makes the index of a book whose text is not too much to be kept, a section at a time. A search that comes by
    /// meanwhile goes on from there.
    async fn make_ready(&self, book: &Book) {
        if book.is_of_pictures() || markup(book) > READY {
            return;
        }
        for section in 0..book.manifest().reading_order.len() {
            self.section(book, section).await;
            TimeoutFuture::new(0).await;
        }
    }

    /// Takes the index that lies beside the book, if it is of as many sections.
    async fn load(&self, count: usize) {
        let Some(name) = self.kept.take() else { return };
        let Some(bytes) = Vault::open().await.read(&name).await else { return };
        let read = unpack(&bytes).filter(|sections| sections.len() == count);
        if let Some(sections) = read
            && self.sections.borrow().is_empty()
        {
            *self.sections.borrow_mut() = sections.into_iter().map(Rc::new).collect();
        }
    }

    /// The index of the whole book as bytes, to lie beside it; none where it would be too much to be read at once, or where
    /// some of the book cannot be read here: what a licence protects is not to lie beside it in clear.
    pub(crate) async fn pack(book: &Book) -> Option<Vec<u8>> {
        if markup(book) > READY {
            return None;
        }
        let mut bytes = vec![TEXT];
        for section in 0..book.manifest().reading_order.len() {
            let packed = index(&text(book, section).await.ok()?).to_bytes();
            bytes.extend_from_slice(&u32::try_from(packed.len()).unwrap_or_default().to_le_bytes());
            bytes.extend_from_slice(&packed);
            // Other questions are heard between two sections.
            TimeoutFuture::new(0).await;
        }
        Some(bytes)
    }

    /// The index of one section; none where its text cannot be had now. They are made in order, and kept while there is
    /// room.
    async fn section(&self, book: &Book, section: usize) -> Option<Rc<Index>> {
        if let Some(index) = self.sections.borrow().get(section) {
            return Some(index.clone());
        }
        let index = Rc::new(index(&text(book, section).await.ok()?));
        let mut sections = self.sections.borrow_mut();
        let taken = self.taken.get() + index.bytes();
        // Another search may have come by meanwhile.
        if sections.len() == section && taken <= KEPT {
            self.taken.set(taken);
            sections.push(index.clone());
        }
        Some(index)
    }
}

impl Searching for Searcher {
    fn search<'a>(
        &'a self,
        book: &'a Book,
        search: &'a Search,
        tell: &'a dyn Fn(Found),
    ) -> LocalBoxFuture<'a, ()> {
        Box::pin(self.search(book, search, tell))
    }

    fn make_ready<'a>(&'a self, book: &'a Book) -> LocalBoxFuture<'a, ()> {
        Box::pin(self.make_ready(book))
    }
}

/// The index of one text.
fn index(text: &str) -> Index {
    let mut builder = Builder::new();
    builder.push_section(text);
    builder.finish()
}

/// How many bytes the documents of the reading order have, as far as that is known.
fn markup(book: &Book) -> u64 {
    book.manifest().reading_order.iter().filter_map(|link| link.size).sum()
}

/// What the index of the book that is kept under `name` is kept under.
pub(crate) fn index_name(name: &str) -> String {
    [name, ".index"].concat()
}

/// The sections' indexes, as [`Searcher::pack`] wrote them; none where anything is wrong with them: then they are made
/// again from the book.
fn unpack(bytes: &[u8]) -> Option<Vec<Index>> {
    let mut rest = bytes.strip_prefix(&[TEXT])?;
    let mut sections = Vec::new();
    while let Some((length, more)) = rest.split_first_chunk() {
        let (packed, more) = more.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        sections.push(Index::from_bytes(packed).ok()?);
        rest = more;
    }
    rest.is_empty().then_some(sections)
}

/// The text of a section. A picture has none, nor has what the book does not have, or has in a state that nobody can read:
/// that is told when it is turned to.
///
/// # Errors
/// What can be had at another time, or with a key: nothing may be concluded from its text.
pub(crate) async fn text<R: ReadRange>(book: &book::Book<R>, section: usize) -> Result<String, Problem> {
    let path = book.manifest().reading_order.get(section).map_or("", |link| link.path());
    match book.resource(path).await.and_then(|resource| bearable(resource, path)) {
        Ok(resource) if is_document(&resource.media_type) => Ok(reading::text(&resource.bytes)),
        Err(problem) if !is_for_good(problem.code) => Err(problem),
        _ => Ok(String::new()),
    }
}

/// True for what is no better when it is asked again.
fn is_for_good(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::ResourceMissing
            | ProblemCode::ResourceDamaged
            | ProblemCode::UnsupportedCompression
            | ProblemCode::UnsafePath
            | ProblemCode::TooLarge
    )
}

#[cfg(test)]
mod tests {
    use yueli_archive::write::Writer;

    use super::*;
    use crate::testing::{Away, now};

    fn packed(texts: &[&str]) -> Vec<u8> {
        let mut bytes = vec![TEXT];
        for text in texts {
            let packed = index(text).to_bytes();
            bytes.extend((packed.len() as u32).to_le_bytes());
            bytes.extend(packed);
        }
        bytes
    }

    #[test]
    fn an_index_that_was_kept_finds_what_it_found_before() {
        let sections = unpack(&packed(&["Call me Ishmael.", "", "茶者，南方之嘉木也。"])).unwrap();
        let found = |section: usize, words: &str| {
            sections[section].search(&Query::new(words, Options::default())).count()
        };
        assert_eq!((sections.len(), found(0, "ishmael"), found(2, "嘉木"), found(1, "a")), (3, 1, 1, 0));
    }

    #[test]
    fn what_cannot_be_had_now_is_no_empty_text() {
        let document =
            r#"<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Call me Ishmael.</p></body></html>"#;
        let package = r#"<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
            <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
            <item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>
            <spine><itemref idref="a"/><itemref idref="b"/></spine></package>"#;
        let container = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
        let file = Writer::new()
            .stored("META-INF/container.xml", container)
            .stored("a.opf", package)
            .stored("a.xhtml", document)
            .finish();
        let away = Away::from(file);
        let (book, _) = now(book::Book::open(away.clone(), "/x.epub")).map_err(drop).unwrap();
        let read = |section: usize| now(text(&book, section)).map_err(|problem| problem.code);
        away.set(true);
        assert_eq!(read(0), Err(ProblemCode::Network));
        away.set(false);
        assert_eq!(read(0).as_deref(), Ok("Call me Ishmael."));
        assert_eq!(read(1).as_deref(), Ok(""), "what the book does not have it will never have");
    }

    #[test]
    fn an_index_that_is_not_whole_is_none() {
        let whole = packed(&["Call me Ishmael.", "Some years ago"]);
        for cut in 2..whole.len() {
            let sections = unpack(&whole[..cut]).map(|sections| sections.len());
            // Cut between two sections it is an index of fewer, which does not fit the book.
            assert!(sections.is_none_or(|count| count == 1), "{cut}");
        }
        let mut other = whole.clone();
        other[0] = TEXT + 1;
        assert!(unpack(&other).is_none() && unpack(&[]).is_none());
    }
}
