//! Searching the open file: page by page, told as it goes.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use yueli_pdf::Pdf;
use yueli_platform_web::book::{Found, Hit, Search};
use yueli_search::{Builder, Index, Options, Query};

/// More places than these are not told: nobody goes through them, and a page that lists them would be slow.
const MOST: usize = 500;
/// What was found is told at least this often, in milliseconds; other questions are heard then as well.
const TELL_MS: f64 = 60.0;

/// The index of the open file, made as far as it was needed, and the search that goes on.
#[derive(Default)]
pub(crate) struct Searcher {
    pages: RefCell<Vec<Rc<Index>>>,
    turn: Cell<u32>,
}

impl Searcher {
    /// Searches `pdf`, and tells what is found. Ends when another search begins.
    pub(crate) async fn search(&self, pdf: &Pdf<'_>, search: &Search, tell: impl Fn(Found)) {
        let turn = self.turn.get().wrapping_add(1);
        self.turn.set(turn);
        let options = Options { whole_word: search.whole_word, exact_case: search.exact_case };
        let query = Query::new(&search.query, options);
        let count = if query.is_empty() { 0 } else { pdf.page_count() };
        let mut found = Found::default();
        let (mut total, mut told) = (0, js_sys::Date::now());
        for section in 0..count {
            let index = self.page(pdf, section);
            // One more than are told, to know that there are more.
            for hit in index.search(&query).take(MOST + 1 - total) {
                total += 1;
                found.more = total > MOST;
                if !found.more {
                    let (before, matched, after) =
                        (hit.snippet.before, hit.snippet.matched, hit.snippet.after);
                    let (letter, letters) = (hit.letter, hit.letters);
                    found.hits.push(Hit { section, letter, letters, before, matched, after });
                }
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

    /// The index of one page. They are made in order, and kept.
    fn page(&self, pdf: &Pdf<'_>, page: usize) -> Rc<Index> {
        let mut pages = self.pages.borrow_mut();
        while pages.len() <= page {
            let mut builder = Builder::new();
            builder.push_section(&pdf.words(pages.len()));
            pages.push(Rc::new(builder.finish()));
        }
        pages.get(page).cloned().unwrap_or_else(|| Rc::new(Builder::new().finish()))
    }
}
