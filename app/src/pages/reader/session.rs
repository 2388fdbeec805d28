//! One book being read: the worker that has it, the stage it is shown on, the place that is kept.
//!
//! - here: opening it                                   - `show`: a section on the screen
//! - `go`: turning pages, following links               - `keep`: the place, told and kept
//! - `notes`: the reader's own notes

mod go;
mod keep;
pub mod notes;
mod show;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::Callback;
use yueli_platform_web::{
    book::{BookClient, Opened, isolation_ready, on_resource_asked},
    frame::{FrameEvent, Listener, ReadingSettings, Target},
};
use yueli_publication::Locator;

use super::{
    book::Book,
    keys::Motion,
    load,
    model::{Failure, Msg},
    places::start,
    screen::Screen,
    window,
};
use crate::wire_up::Services;

/// How long the first page waits for the service worker before it does without.
const ISOLATION_MS: u32 = 2500;

/// A place that is not kept yet, the words there, and the chapter.
type Unkept = (Locator, Option<String>, Option<String>);

/// One book being read. Clones are the same session.
#[derive(Clone)]
pub struct Session(Rc<Inner>);

struct Inner {
    id: String,
    services: Services,
    tell: Callback<Msg>,
    screen: Screen,
    client: RefCell<Option<Rc<BookClient>>>,
    book: RefCell<Option<Rc<Book>>>,
    section: Cell<usize>,
    /// The last target asked for: what a retry shows.
    wanted: RefCell<Option<(usize, Target)>>,
    /// Through the service worker (true), or from `blob:` documents.
    served: Cell<bool>,
    back: RefCell<Vec<Locator>>,
    keeping: RefCell<Option<Timeout>>,
    unkept: RefCell<Option<Unkept>>,
    /// Where chapters begin, until the shelf knows it.
    stitches: RefCell<Option<Vec<f64>>>,
    listening: RefCell<Option<EventListener>>,
    preparing: RefCell<Option<Timeout>>,
    busy: Cell<bool>,
    /// One page of the spread could not be shown: they are shown one by one.
    torn: Cell<bool>,
    notes: notes::Keeping,
}

impl Session {
    /// A session for the publication `id`; what happens in its frames goes to `listener`.
    pub fn new(
        id: &str,
        services: Services,
        host: web_sys::HtmlElement,
        listener: impl Fn(&Self, FrameEvent) -> bool + 'static,
        tell: Callback<Msg>,
    ) -> Self {
        Self(Rc::new_cyclic(|weak: &Weak<Inner>| {
            let weak = weak.clone();
            let heard: Listener = Rc::new(move |event| {
                // Events that come while the session is being taken down have no one to tell.
                weak.upgrade().is_some_and(|inner| listener(&Self(inner), event))
            });
            Inner {
                id: id.to_owned(),
                services,
                tell,
                screen: Screen::new(host, heard),
                client: RefCell::default(),
                book: RefCell::default(),
                section: Cell::new(0),
                wanted: RefCell::default(),
                served: Cell::new(true),
                back: RefCell::default(),
                keeping: RefCell::default(),
                unkept: RefCell::default(),
                stitches: RefCell::default(),
                listening: RefCell::default(),
                preparing: RefCell::default(),
                busy: Cell::new(false),
                torn: Cell::new(false),
                notes: notes::Keeping::default(),
            }
        }))
    }

    /// Opens the book and shows the place where the reader left off. What does not need another goes on beside it.
    pub async fn open(&self) {
        let settled = async {
            let settings = load::settings(&self.0.services).await;
            self.0.screen.set_settings(&settings);
            self.0.tell.emit(Msg::Settled(settings));
        };
        let ((), opened, served) =
            futures::future::join3(settled, self.open_book(), isolation_ready(ISOLATION_MS)).await;
        let (client, opened, kept) = match opened {
            Ok(opened) => opened,
            Err(failure) => return self.0.tell.emit(Msg::Failed(failure)),
        };
        self.0.served.set(served);
        *self.0.client.borrow_mut() = Some(client.clone());
        self.listen(client);
        let book = Book::new(opened.manifest);
        *self.0.book.borrow_mut() = Some(book.clone());
        self.0.tell.emit(Msg::Opened(book.clone(), opened.problems));
        // Kept with the first place: the shelf shows where chapters begin, and the first page does not wait for it.
        *self.0.stitches.borrow_mut() = Some(book.spans.iter().skip(1).map(|span| span.start).collect());
        let (section, target) = start(&book, kept.as_ref());
        self.show(section, target).await;
        // After the first page: nobody waits for what is drawn on it.
        self.take_notes();
    }

    /// The worker with the open book, and the place that was kept.
    async fn open_book(&self) -> Result<(Rc<BookClient>, Opened, Option<Locator>), Failure> {
        let language = window::language();
        let subject = load::subject(&self.0.services, &self.0.id, &language);
        let (subject, client) = futures::future::join(subject, BookClient::start()).await;
        let subject = subject?;
        self.0.tell.emit(Msg::Titled(subject.title));
        let client = Rc::new(client.map_err(|error| Failure::from(&error))?);
        let opened = client.open(&subject.url).await.map_err(|error| Failure::from(&error))?;
        Ok((client, opened, subject.kept))
    }

    /// Hands the service worker's questions about this book on to its worker.
    fn listen(&self, client: Rc<BookClient>) {
        let id = self.0.id.clone();
        *self.0.listening.borrow_mut() = on_resource_asked(move |ask| {
            if ask.book == id {
                client.serve(&ask.path, ask.range.as_deref(), &ask.port);
            }
        });
    }

    /// Tries again what failed: the book, or the section.
    pub async fn retry(&self) {
        self.0.tell.emit(Msg::Retry);
        let wanted = self.0.wanted.borrow().clone();
        match wanted {
            Some((section, target)) => self.show(section, target).await,
            None => self.open().await,
        }
    }

    /// How the book that is shown moves.
    pub fn motion(&self) -> Motion {
        let book = self.0.book.borrow();
        let section = self.0.section.get();
        let Some(book) = &*book else { return Motion::default() };
        let wants_scroll = book.wants_scroll(section);
        Motion {
            turns_left: book.turns_left(),
            scrolled: !book.is_fixed(section) && self.0.screen.settings().scroll.unwrap_or(wants_scroll),
        }
    }

    /// Changes how books are laid out, and keeps it.
    pub fn set_settings(&self, settings: &ReadingSettings) {
        self.0.screen.set_settings(settings);
        self.0.tell.emit(Msg::Settled(settings.clone()));
        let (services, settings) = (self.0.services.clone(), settings.clone());
        wasm_bindgen_futures::spawn_local(async move { load::keep_settings(&services, &settings).await });
    }

    /// What is shown, for settings and focus.
    pub fn screen(&self) -> &Screen {
        &self.0.screen
    }
}
