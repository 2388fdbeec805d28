//! The place for a book that is made ready before anybody opens it.
//!
//! Whoever looks at a title will perhaps read it next. One book at a time is made ready; the reader takes it over, and
//! what nobody takes goes when the title is left. How it is done the reader's own module knows (`pages/reader/ready`).

use std::{any::Any, cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use yueli_opds::Publication;
use yueli_publication::Locator;

use super::{browser::saves_data, rooms};
use crate::wire_up::Services;

/// How long a title has been looked at before its book is made ready, in milliseconds: those who only pass by are
/// not to load it.
const LOOK_MS: u32 = 120;
/// How long a book that is ready waits once its title has been left, in milliseconds: for the reader to come up.
const WAIT_MS: u32 = 2000;

/// What is to be made ready.
pub struct Wanted {
    /// How the catalogue names it.
    pub id: String,
    /// What the catalogue says of it.
    pub publication: Publication,
    /// Where reading would begin, if it has begun before.
    pub kept: Option<Locator>,
    /// Whose turn it is: [`Readiness::is`].
    pub turn: u32,
}

/// The place. Clones are the same place.
#[derive(Clone, Default)]
pub struct Readiness(Rc<RefCell<Place>>);

/// Whose place it is.
#[derive(Default)]
struct Place {
    /// Counts those who came: a book that comes late does not take another's place.
    turn: u32,
    /// What only the reader's module can make, use and clear away.
    ready: Option<(String, Rc<dyn Any>)>,
}

impl Readiness {
    /// Makes a book ready, to begin at `kept`, once its title has been looked at; not for those who save data. The
    /// title keeps what it is given for as long as it is looked at.
    pub fn begin(
        &self,
        services: &Services,
        id: &str,
        publication: &Publication,
        kept: Option<&Locator>,
    ) -> Option<Look> {
        if saves_data() {
            return None;
        }
        let turn = self.next();
        // What was ready before came from elsewhere.
        let before = self.0.borrow_mut().ready.take();
        drop(before);
        let services = services.clone();
        let wanted =
            Wanted { id: id.to_owned(), publication: publication.clone(), kept: kept.cloned(), turn };
        let make = async move {
            // What fails here is told when the book is opened.
            if let Ok(reader) = rooms::reader().await {
                (reader.make_ready)(services, wanted);
            }
        };
        let waiting = Timeout::new(LOOK_MS, move || wasm_bindgen_futures::spawn_local(make));
        Some(Look { readiness: self.clone(), turn, _waiting: waiting })
    }

    /// Puts a book into its place, unless another title is looked at by now, or this one is being read already.
    pub fn put(&self, turn: u32, id: &str, ready: Rc<dyn Any>) -> bool {
        let mut place = self.0.borrow_mut();
        if place.turn == turn {
            place.ready = Some((id.to_owned(), ready));
        }
        place.turn == turn
    }

    /// True while it is still the same look.
    pub fn is(&self, turn: u32) -> bool {
        self.0.borrow().turn == turn
    }

    /// Takes over the book `id`, where it is ready. What is still being made ready is too late.
    pub fn take(&self, id: &str) -> Option<Rc<dyn Any>> {
        self.next();
        let taken = self.0.borrow_mut().ready.take();
        taken.filter(|(own, _)| own == id).map(|(_, ready)| ready)
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
