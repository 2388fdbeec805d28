//! One book being read: the worker that has it, the stage it is shown on, the place that is kept.
//!
//! - here: opening it                                   - `show`: a section on the screen
//! - `go`: turning pages, following links               - `keep`: the place, told and kept
//! - `notes`: the reader's own notes                   - `elsewhere`: what the book wants that is not in it
//! - `follow`: where another device was               - `licence`: books that a licence protects
//! - `comforts`: the ruler, the pace, the lit screen, pictures

mod comforts;
mod elsewhere;
mod follow;
mod go;
mod keep;
mod licence;
pub mod notes;
mod show;

mod worker;

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::Callback;
use yueli_opds::Publication;
use yueli_platform_web::{
    book::{BookClient, Kind, Search, isolation_ready, on_resource_asked},
    frame::{FrameEvent, Listener, Pictures, ReadingSettings, Target},
};
use yueli_publication::Locator;

use super::{
    book::Book,
    keys::Motion,
    load::{self, Subject},
    model::{Failure, Msg},
    places::start,
    ready::{self, Ready},
    screen::Screen,
    window,
};
use crate::{use_cases::licences::Known, wire_up::Services};

/// How long the first page waits for the service worker before it does without.
const ISOLATION_MS: u32 = 2500;

/// A place that is not kept yet, the words there, and the chapter.
type Unkept = (Locator, Option<String>, Option<String>);

/// Where a book comes from.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Where its bytes are.
    pub url: String,
    /// Which worker it needs.
    pub kind: Kind,
    /// The name and the length in bytes of the file on this device, if all of it is kept here.
    pub here: Option<(String, u64)>,
    /// What opens it.
    pub password: Option<String>,
}

/// One book being read. Clones are the same session.
#[derive(Clone)]
pub struct Session(Rc<Inner>);

struct Inner {
    id: String,
    services: Services,
    tell: Callback<Msg>,
    screen: Screen,
    /// Hears of what happens in the frames.
    heard: Listener,
    client: RefCell<Option<Rc<BookClient>>>,
    source: RefCell<Source>,
    book: RefCell<Option<Rc<Book>>>,
    section: Cell<usize>,
    /// The last target asked for: what a retry shows.
    wanted: RefCell<Option<(usize, Target)>>,
    /// Through the service worker (true), or from `blob:` documents.
    served: Cell<bool>,
    back: RefCell<Vec<Locator>>,
    keeping: RefCell<Option<Timeout>>,
    unkept: RefCell<Option<Unkept>>,
    /// The book and where its chapters begin, until the shelf knows it.
    unshelved: RefCell<Option<(Publication, Vec<f64>)>>,
    listening: RefCell<Option<EventListener>>,
    preparing: RefCell<Option<Timeout>>,
    /// A search that has begun and is not told of yet.
    seeking: RefCell<Option<(Timeout, Search)>>,
    aiming: RefCell<Option<Timeout>>,
    /// The rest of the book was asked for.
    ahead: Cell<bool>,
    busy: Cell<bool>,
    /// A place is being written down.
    writing: Cell<bool>,
    /// How often a worker was lost.
    lost: Cell<u32>,
    /// The section that was waited for when the last one was.
    lost_on: Cell<Option<usize>>,
    /// One page of the spread could not be shown: they are shown one by one.
    torn: Cell<bool>,
    /// Where another device was, while the reader has not said where she goes on.
    other: RefCell<Option<yueli_opds::Progression>>,
    /// Of places up to this one the reader has just said where she goes on.
    settled: Cell<Option<yueli_publication::Time>>,
    /// The reader has gone on from where the book was opened.
    read: Cell<bool>,
    /// How far the section was scrolled.
    scrolled: Cell<Option<(usize, f64)>>,
    /// The licence of a protected book.
    licence: RefCell<Option<Rc<Known>>>,
    notes: notes::Keeping,
    comforts: comforts::Comforts,
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
            let (weak, own) = (weak.clone(), weak.clone());
            let pictures: Pictures = Rc::new(move |path| {
                let session = own.upgrade().map(Self);
                Box::pin(async move { session?.url_of(&path, &Target::Start).await.ok() })
            });
            let heard: Listener = Rc::new(move |event| {
                // Events that come while the session is being taken down have no one to tell.
                weak.upgrade().is_some_and(|inner| listener(&Self(inner), event))
            });
            let comforts = comforts::Comforts::new(services.preferences.as_ref());
            Inner {
                id: id.to_owned(),
                services,
                tell,
                screen: Screen::new(host, Rc::clone(&heard), pictures),
                heard,
                client: RefCell::default(),
                source: RefCell::default(),
                book: RefCell::default(),
                section: Cell::new(0),
                wanted: RefCell::default(),
                served: Cell::new(true),
                back: RefCell::default(),
                keeping: RefCell::default(),
                unkept: RefCell::default(),
                unshelved: RefCell::default(),
                listening: RefCell::default(),
                preparing: RefCell::default(),
                seeking: RefCell::default(),
                aiming: RefCell::default(),
                ahead: Cell::new(false),
                busy: Cell::new(false),
                writing: Cell::new(false),
                lost: Cell::default(),
                lost_on: Cell::default(),
                torn: Cell::new(false),
                other: RefCell::default(),
                settled: Cell::default(),
                read: Cell::new(false),
                scrolled: Cell::default(),
                licence: RefCell::default(),
                comforts,
                notes: notes::Keeping::default(),
            }
        }))
    }

    /// Opens the book and shows the place where the reader left off. What does not need another goes on beside it.
    pub async fn open(&self) {
        let ready = ready::take(&self.0.services, &self.0.id);
        let page = ready.as_ref().and_then(|ready| ready.page.take());
        let settled = async {
            let settings = match &page {
                // What the page was made with is looked up again once it is shown: it need not be waited for.
                Some(page) => page.settings.clone(),
                None => load::settings(&self.0.services, &self.0.id).await,
            };
            self.0.screen.set_settings(&settings);
            self.0.tell.emit(Msg::Settled(settings));
        };
        let kept = async {
            match &page {
                Some(page) => page.kept.clone(),
                None => load::kept(&self.0.services, &self.0.id).await,
            }
        };
        let ((), opened, kept, served) =
            futures::future::join4(settled, self.open_book(ready), kept, isolation_ready(ISOLATION_MS)).await;
        let Ready { client, source, book, problems, publication, .. } = match opened {
            Ok(ready) => ready,
            Err(failure) => return self.0.tell.emit(Msg::Failed(failure)),
        };
        let foreseen = page.is_some();
        self.0.served.set(served);
        *self.0.source.borrow_mut() = source;
        self.hold(client);
        self.listen();
        *self.0.book.borrow_mut() = Some(book.clone());
        if let Some(page) = page {
            let session = Rc::downgrade(&self.0);
            let heard = move |event| session.upgrade().is_some_and(|inner| (inner.heard)(event));
            self.0.screen.take_over(page.leave(Rc::new(heard)));
        }
        self.0.tell.emit(Msg::Opened(book.clone(), problems));
        // Kept with the first place: the first page does not wait for the shelf.
        let chapters = book.spans.iter().skip(1).map(|span| span.start).collect();
        *self.0.unshelved.borrow_mut() = Some((publication, chapters));
        let (section, target) = start(&book, kept.as_ref());
        self.show(section, target).await;
        if foreseen {
            self.look_again(kept).await;
        }
        // After the first page: nobody waits for what is drawn on it.
        self.take_notes();
        self.hear_others();
        self.tell_elsewhere(None).await;
        self.check_licence();
    }

    /// Another tab may have read on, or changed the layout, since the first page was made ready.
    async fn look_again(&self, kept: Option<Locator>) {
        let settings = load::settings(&self.0.services, &self.0.id);
        let place = load::kept(&self.0.services, &self.0.id);
        let (settings, place) = futures::future::join(settings, place).await;
        if settings != self.0.screen.settings() {
            self.lay_out_as(&settings);
        }
        let book = self.0.book.borrow().clone();
        if let (Some(book), true) = (book, place.is_some() && place != kept) {
            let (section, target) = start(&book, place.as_ref());
            self.show(section, target).await;
        }
    }

    /// The worker with the open book, which may have been made ready before.
    async fn open_book(&self, ready: Option<Ready>) -> Result<Ready, Failure> {
        let titled = |publication: &Publication| {
            self.0.tell.emit(Msg::Titled(publication.metadata.title.first().to_owned()));
        };
        if let Some(ready) = ready {
            titled(&ready.publication);
            return Ok(ready);
        }
        let language = window::language();
        let subject = load::subject(&self.0.services, &self.0.id, &language);
        let (subject, mut client) = futures::future::join(subject, BookClient::start(Kind::Book)).await;
        let subject = subject?;
        titled(&subject.publication);
        if subject.kind != Kind::Book {
            client = BookClient::start(subject.kind).await;
        }
        let password = self.0.source.borrow().password.clone();
        let Subject { publication, url, kind, here } = subject;
        let source = Source { url, kind, here, password };
        *self.0.source.borrow_mut() = source.clone();
        let client = Rc::new(client.map_err(|error| Failure::from(&error))?);
        let opened = self.open_with(&client).await?;
        Ok(Ready::of(client, source, opened, publication))
    }

    /// Hands the service worker's questions about this book on to its worker.
    fn listen(&self) {
        let weak = Rc::downgrade(&self.0);
        *self.0.listening.borrow_mut() = on_resource_asked(move |ask| {
            let Some(inner) = weak.upgrade().filter(|inner| inner.id == ask.book) else { return };
            if let Some(client) = &*inner.client.borrow() {
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

    /// Changes how this book is laid out, or all books, and keeps it.
    pub fn set_settings(&self, settings: &ReadingSettings) {
        let gives_up_own = self.0.screen.settings().own && !settings.own;
        let session = self.clone();
        if gives_up_own {
            // As all books from now on.
            wasm_bindgen_futures::spawn_local(async move {
                load::forget_own_settings(&session.0.services, &session.0.id).await;
                let usual = load::settings(&session.0.services, &session.0.id).await;
                session.lay_out_as(&usual);
            });
            return;
        }
        self.lay_out_as(settings);
        let settings = settings.clone();
        wasm_bindgen_futures::spawn_local(async move {
            load::keep_settings(&session.0.services, &session.0.id, &settings).await;
        });
    }

    fn lay_out_as(&self, settings: &ReadingSettings) {
        self.0.screen.set_settings(settings);
        self.0.tell.emit(Msg::Settled(settings.clone()));
        self.settle_comforts();
    }

    /// What is shown, for settings and focus.
    pub fn screen(&self) -> &Screen {
        &self.0.screen
    }
}
