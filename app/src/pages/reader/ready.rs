//! A book that is made ready before anybody opens it: whoever looks at its title will perhaps read it next.
//!
//! One book at a time: its worker runs, it is open there, and the page that reading would begin with is made. The
//! reader takes it over; what nobody takes goes when the title is left.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use yueli_opds::Publication;
use yueli_platform_web::book::{BookClient, Opened};
use yueli_publication::Locator;

use super::{book::Book, places::start, window};

/// How long a title has been looked at before its book is made ready, in milliseconds: those who only pass by are
/// not to load it.
const LOOK_MS: u32 = 120;

/// A book that is open, though nobody reads it yet.
pub struct Ready {
    /// The worker that has it.
    pub client: Rc<BookClient>,
    /// What the worker said of it.
    pub opened: Opened,
    /// What the catalogue said of it.
    pub publication: Publication,
}

/// How long a book that is ready waits once its title has been left, in milliseconds: for the reader to come up.
const WAIT_MS: u32 = 2000;

/// The place for a book that is made ready. Clones are the same place.
#[derive(Clone, Default)]
pub struct Readiness(Rc<RefCell<Place>>);

/// Whose place it is.
#[derive(Default)]
struct Place {
    /// Counts those who came: a book that comes late does not take another's place.
    turn: u32,
    ready: Option<(String, Ready)>,
}

impl Readiness {
    /// Makes a book ready, to begin at `kept`, once its title has been looked at. The title keeps what it is given
    /// for as long as it is looked at.
    pub fn begin(&self, id: &str, publication: &Publication, kept: Option<&Locator>) -> Option<Look> {
        let url = publication.readable()?.href.clone();
        if window::saves_data() {
            return None;
        }
        let turn = self.next();
        let (own, id) = (self.clone(), id.to_owned());
        let (publication, kept) = (publication.clone(), kept.cloned());
        let make = async move {
            // What fails here is told when the book is opened.
            let Ok(client) = BookClient::start().await else { return };
            let Ok(opened) = client.open(&url).await else { return };
            let book = Book::new(opened.manifest.clone());
            let (section, _) = start(&book, kept.as_ref());
            if let Some(path) = book.path(section) {
                client.prepare(path);
            }
            let mut place = own.0.borrow_mut();
            if place.turn == turn {
                place.ready = Some((id, Ready { client: Rc::new(client), opened, publication }));
            }
        };
        let waiting = Timeout::new(LOOK_MS, move || wasm_bindgen_futures::spawn_local(make));
        Some(Look { readiness: self.clone(), turn, _waiting: waiting })
    }

    /// Takes over the book `id`, where it is ready. What is still being made ready is too late.
    pub fn take(&self, id: &str) -> Option<Ready> {
        self.next();
        self.0.borrow_mut().ready.take().filter(|(own, _)| own == id).map(|(_, ready)| ready)
    }

    fn next(&self) -> u32 {
        let mut place = self.0.borrow_mut();
        place.turn = place.turn.wrapping_add(1);
        place.turn
    }
}

/// A look at a title. When it ends, so does the book that was made ready, unless the reader comes for it.
pub struct Look {
    readiness: Readiness,
    turn: u32,
    _waiting: Timeout,
}

impl Drop for Look {
    fn drop(&mut self) {
        let (readiness, turn) = (self.readiness.clone(), self.turn);
        let end = move || {
            let mut place = readiness.0.borrow_mut();
            if place.turn == turn {
                place.turn = place.turn.wrapping_add(1);
                place.ready = None;
            }
        };
        Timeout::new(WAIT_MS, end).forget();
    }
}

impl PartialEq for Readiness {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
