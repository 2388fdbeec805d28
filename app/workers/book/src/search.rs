//! Searching the open book: section by section, told as it goes.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use yueli_archive::ReadRange;
use yueli_markup::reading;
use yueli_platform_web::book::{Found, Hit, Search};
use yueli_search::{Builder, Index, Options, Query};

use crate::{
    book,
    desk::Book,
    serve::{bearable, is_document},
};

/// More places than these are not told: nobody goes through them, and a page that lists them would be slow.
const MOST: usize = 500;
/// Books of more text than these bytes are indexed when they are searched.
const READY: u64 = 8 << 20;
/// What was found is told at least this often, in milliseconds; other questions are heard then as well.
const TELL_MS: f64 = 60.0;

/// The index of the open book, made as far as it was needed, and the search that goes on.
#[derive(Default)]
pub(crate) struct Searcher {
    sections: RefCell<Vec<Rc<Index>>>,
    turn: Cell<u32>,
}

impl Searcher {
    /// Searches `book`, and tells what is found. Ends when another search begins.
    pub(crate) async fn search(&self, book: &Book, search: &Search, tell: impl Fn(Found)) {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        let options = Options { whole_word: search.whole_word, exact_case: search.exact_case };
        let query = Query::new(&search.query, options);
        let count = if query.is_empty() { 0 } else { book.manifest().reading_order.len() };
        let mut found = Found::default();
        let (mut total, mut told) = (0, js_sys::Date::now());
        for section in 0..count {
            let index = self.section(book, section).await;
            if self.turn.get() != turn {
                return;
            }
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
        tell(Found { done: true, searched: count, ..found });
    }

    /// Makes the index of a book whose text is not too much to be kept, a section at a time. A search that comes by
    /// meanwhile goes on from there.
    pub(crate) async fn make_ready(&self, book: &Book) {
        let order = &book.manifest().reading_order;
        if book.is_of_pictures() || order.iter().filter_map(|link| link.size).sum::<u64>() > READY {
            return;
        }
        for section in 0..order.len() {
            self.section(book, section).await;
            TimeoutFuture::new(0).await;
        }
    }

    /// The index of one section. They are made in order, and kept.
    async fn section(&self, book: &Book, section: usize) -> Rc<Index> {
        if let Some(index) = self.sections.borrow().get(section) {
            return index.clone();
        }
        let mut builder = Builder::new();
        builder.push_section(&text(book, section).await);
        let index = Rc::new(builder.finish());
        let mut sections = self.sections.borrow_mut();
        // Another search may have come by meanwhile.
        if sections.len() == section {
            sections.push(index.clone());
        }
        index
    }
}

/// The text of a section; none where it is a picture, or cannot be had: that is told when it is turned to.
pub(crate) async fn text<R: ReadRange>(book: &book::Book<R>, section: usize) -> String {
    let path = book.manifest().reading_order.get(section).map_or("", |link| link.path());
    match book.resource(path).await.and_then(|resource| bearable(resource, path)) {
        Ok(resource) if is_document(&resource.media_type) => reading::text(&resource.bytes),
        _ => String::new(),
    }
}
