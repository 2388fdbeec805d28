//! The worker's rooms that are fetched when they are entered: most who read neither keep a book nor write a note.
//!
//! What only a marked function reaches goes into that function's chunk (`cargo xtask web`). The rest knows what a room
//! gives only as `dyn`: to know its type would bring its code back. Notes and search are in one room: a reader who has a
//! page before them is given both.

use std::{cell::RefCell, rc::Rc};

use futures::future::LocalBoxFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::DedicatedWorkerGlobalScope;
use yueli_archive::Archive;
use yueli_epub::Cipher;
use yueli_platform_web::{
    WebCrypto,
    book::{ExportAsk, FetchSource, Found, Notes, NotesAsk, Search},
};
use yueli_publication::{Manifest, Problem};

use crate::{
    book::{self, Opening},
    desk::Book,
    keep::Keep,
    lcp::Locksmith,
    notes::Notebook,
    parts::Divided,
    search::Searcher,
};

/// Keeps books on this device.
pub(crate) trait Keeping {
    /// Looks what is wanted by now, and does it; `number` is the page's question.
    fn look(&self, number: f64) -> LocalBoxFuture<'_, ()>;
}

/// Knows the notes in the open book.
pub(crate) trait Noting {
    /// Changes the notes, and tells where each of them stands. `chance` makes names for new ones.
    fn notes<'a>(
        &'a self,
        book: &'a Book,
        ask: NotesAsk,
        chance: &'a dyn Fn() -> [u8; 16],
    ) -> LocalBoxFuture<'a, Notes>;
    /// The notes as a file for others.
    fn export<'a>(&'a self, book: &'a Book, ask: &'a ExportAsk) -> LocalBoxFuture<'a, String>;
}

/// Searches the open book.
pub(crate) trait Searching {
    /// Searches `book`, and tells what is found. Ends when another search begins.
    fn search<'a>(
        &'a self,
        book: &'a Book,
        search: &'a Search,
        tell: &'a dyn Fn(Found),
    ) -> LocalBoxFuture<'a, ()>;
    /// Makes the index of a book whose text is not too much to be kept.
    fn make_ready<'a>(&'a self, book: &'a Book) -> LocalBoxFuture<'a, ()>;
}

/// Opens books that a licence protects.
pub(crate) trait Unlocking {
    /// The key that a passphrase stands for, if it is the one of the licence: it is kept in its stead.
    fn key<'a>(
        &'a self,
        licence: &'a str,
        passphrase: &'a str,
    ) -> LocalBoxFuture<'a, Result<String, Problem>>;
    /// What decrypts the book, with such a key.
    fn cipher<'a>(
        &'a self,
        licence: &'a str,
        key: &'a str,
    ) -> LocalBoxFuture<'a, Result<Rc<dyn Cipher>, Problem>>;
}

/// A long document in parts.
pub(crate) trait Dividing {
    /// The number of the part that `query` asks for: the first one where it asks for none.
    fn choose(&self, query: &str) -> usize;
    /// The document of a part, and what its head is to say.
    fn document(&self, manifest: &Manifest, path: &str, number: usize) -> (String, String);
}

/// A room that is entered once; what is in it stays.
pub(crate) struct Room<T: ?Sized>(RefCell<Option<Rc<T>>>);

impl<T: ?Sized> Default for Room<T> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<T: ?Sized> Room<T> {
    /// What is in the room; it is fetched with `fetch` where nobody was in it before.
    pub(crate) async fn enter<E>(&self, fetch: impl Future<Output = Result<Rc<T>, E>>) -> Result<Rc<T>, E> {
        let here = self.0.borrow().clone();
        if let Some(here) = here {
            return Ok(here);
        }
        let made = fetch.await?;
        // Somebody may have come meanwhile; then theirs is the one.
        Ok(self.0.borrow_mut().get_or_insert(made).clone())
    }
}

/// Fetches every room that reading a book may need: a book is kept to be read where nothing can be fetched.
pub(crate) async fn all_ready() {
    // What cannot be had is told when it is wanted.
    let _ = futures::join!(notes_ready(), search_ready(), parts_ready(), comic_ready(), unlocking_ready());
}

/// The room where books are kept.
#[wasm_split(keep, fallible)]
pub(crate) fn keeping(scope: DedicatedWorkerGlobalScope) -> Result<Rc<dyn Keeping>, SplitLoaderError> {
    Ok(Rc::new(Keep::new(scope)))
}

/// The room where notes are kept, for a book that was just opened.
#[wasm_split(study, fallible, preload(notes_ready))]
pub(crate) fn noting() -> Result<Rc<dyn Noting>, SplitLoaderError> {
    Ok(Rc::new(Notebook::default()))
}

/// The room where the book is searched: one that was just opened, and is kept under `name` if it is kept.
#[wasm_split(study, fallible, preload(search_ready))]
pub(crate) fn searching(name: Option<String>) -> Result<Rc<dyn Searching>, SplitLoaderError> {
    Ok(Rc::new(Searcher::kept(name.as_deref())))
}

/// The room where long documents are divided; none is made of one that stays whole.
#[wasm_split(parts, fallible, preload(parts_ready))]
pub(crate) fn dividing(bytes: Vec<u8>) -> Result<Option<Rc<dyn Dividing>>, SplitLoaderError> {
    Ok(Divided::of(bytes).map(|divided| Rc::new(divided) as Rc<dyn Dividing>))
}

/// The room where books are unlocked that a licence protects.
#[wasm_split(lcp, fallible, preload(unlocking_ready))]
pub(crate) fn unlocking() -> Result<Rc<dyn Unlocking>, SplitLoaderError> {
    Ok(Rc::new(Locksmith(WebCrypto::new())))
}

/// The room where books of pictures are opened.
#[wasm_split(comic, fallible, preload(comic_ready))]
pub(crate) fn comic(
    archive: Archive<FetchSource>,
    problems: Vec<Problem>,
) -> Result<Opening, SplitLoaderError> {
    Ok(book::open_comic(archive, problems))
}
