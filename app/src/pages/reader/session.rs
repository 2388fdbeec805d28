//! One book being read: the worker that has it, the stage it is shown on, the place that is kept.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::Callback;
use yueli_platform_web::{
    book::{BookClient, Hit, Opened, Search, isolation_ready, on_resource_asked},
    frame::{FrameError, FrameEvent, Listener, Place, ReadingSettings, Target},
};
use yueli_publication::{Locator, ProblemCode, url};

use super::{
    book::{Book, Destination, Entry},
    keys::{Motion, Wish},
    load,
    model::{Failure, Msg, Note, Where},
    places::{locator, start},
    screen::Screen,
    window::{self, warn},
};
use crate::wire_up::Services;

/// How long the first page waits for the service worker before it does without.
const ISOLATION_MS: u32 = 2500;
/// A place is kept this many milliseconds after it was reached: at once, but not for every frame of a resize.
const KEEP_MS: u32 = 20;

/// How long a section is shown before its neighbours are made ready, in milliseconds.
const PREPARE_MS: u32 = 350;
/// Neighbours of at least this many bytes are loaded when they are asked for.
const PREPARED_BYTES: u64 = 300_000;

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
    }

    /// The worker with the open book, and the place that was kept.
    async fn open_book(&self) -> Result<(Rc<BookClient>, Opened, Option<Locator>), Failure> {
        let language = window::language();
        let subject = load::subject(&self.0.services, &self.0.id, &language);
        let (subject, client) = futures::future::join(subject, BookClient::start()).await;
        let subject = subject?;
        self.0.tell.emit(Msg::Titled(subject.title));
        let client = Rc::new(client.map_err(|error| Failure::from(&error))?);
        let opened = client.open(&subject.url, subject.here).await.map_err(|error| Failure::from(&error))?;
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

    /// Shows a section at a target.
    pub async fn show(&self, section: usize, target: Target) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        *self.0.wanted.borrow_mut() = Some((section, target.clone()));
        self.0.tell.emit(Msg::Turning);
        self.0.busy.set(true);
        let room = self.0.screen.has_room_for_two();
        let mut shown = self.put_on_screen(&book, section, &target, room).await;
        // A page that cannot be shown does not take its neighbour with it.
        let torn = matches!(shown, Err(FrameError::Problem(_))) && book.spread(section, room).len() > 1;
        if torn {
            shown = self.put_on_screen(&book, section, &target, false).await;
        }
        self.0.torn.set(torn);
        self.0.busy.set(false);
        match shown {
            Ok(()) => {
                // The screen told us of the place already, while `section` was still the old one.
                self.0.section.set(section);
                self.moved(self.0.screen.place().unwrap_or_default());
                self.prepare_neighbours();
            }
            Err(FrameError::Superseded) => {}
            Err(error) => self.0.tell.emit(Msg::Failed(Failure::from(&error))),
        }
    }

    async fn put_on_screen(
        &self,
        book: &Rc<Book>,
        section: usize,
        target: &Target,
        room_for_two: bool,
    ) -> Result<(), FrameError> {
        let places = book.places(section, room_for_two);
        let mut pages = Vec::new();
        for place in places {
            let Some(index) = place else {
                pages.push(None);
                continue;
            };
            let path = book.path(index).unwrap_or_default();
            pages.push(Some((self.url_of(path).await?, self.frame_title(book, index))));
        }
        if book.is_fixed(section) {
            self.0.screen.show_fixed(pages).await
        } else if let Some((url, title)) = pages.into_iter().flatten().next() {
            self.0.screen.show_flowing(&url, &title, book.wants_scroll(section), target).await
        } else {
            Err(FrameError::Problem(ProblemCode::NothingToRead.key().to_owned()))
        }
    }

    /// Makes the sections before and after ready, once this one has had its time. Not those that are so large that
    /// laying them out would be felt.
    fn prepare_neighbours(&self) {
        let (Some(book), true) = (self.0.book.borrow().clone(), self.0.served.get()) else { return };
        let section = self.0.section.get();
        let neighbours: Vec<usize> = [false, true]
            .into_iter()
            .filter_map(|forward| book.neighbour(section, forward))
            .filter(|neighbour| !book.is_fixed(*neighbour) && book.size(*neighbour) < PREPARED_BYTES)
            .collect();
        let session = self.clone();
        let prepare = async move {
            for neighbour in neighbours {
                let path = book.path(neighbour).unwrap_or_default();
                let Ok(url) = session.url_of(path).await else { return };
                let title = session.frame_title(&book, neighbour);
                session.0.screen.prepare(&url, &title, book.wants_scroll(neighbour)).await;
                if session.0.section.get() != section || session.0.busy.get() {
                    return;
                }
            }
        };
        let timeout = Timeout::new(PREPARE_MS, move || wasm_bindgen_futures::spawn_local(prepare));
        *self.0.preparing.borrow_mut() = Some(timeout);
    }

    /// The address under which a document of the book is shown.
    async fn url_of(&self, path: &str) -> Result<String, FrameError> {
        if self.0.served.get() {
            return Ok(format!("/book/{}/{path}", self.0.id));
        }
        let client = self.0.client.borrow().clone();
        let client = client.ok_or(FrameError::TimedOut)?;
        client.document(path).await.map_err(|error| match error.main_problem() {
            Some(problem) => FrameError::Problem(problem.code.key().to_owned()),
            None => FrameError::Browser(format!("{error:?}")),
        })
    }

    /// What assistive technology calls the frame: the chapter, and the book.
    fn frame_title(&self, book: &Book, section: usize) -> String {
        let title = book.manifest.metadata.title.first();
        let chapter = Book::current(&book.contents, section, None).and_then(|index| book.contents.get(index));
        match chapter.filter(|chapter| !chapter.title.is_empty()) {
            Some(chapter) => format!("{} · {title}", chapter.title),
            None => title.to_owned(),
        }
    }

    /// A place is shown: it is told, and kept.
    pub fn moved(&self, place: Place) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        if self.0.busy.get() {
            return;
        }
        let section = self.0.section.get();
        let begun = |list: &[Entry]| {
            let (ids, indexes) = Book::candidates(list, section);
            let on_page = self.0.screen.last_id_here(&ids).and_then(|index| indexes.get(index).copied());
            Book::current(list, section, on_page)
        };
        // The end of the book is read where its last page is on the screen, also as the second of a spread.
        let edge = self.edge(&book, true);
        let at_end = place.page + 1 >= place.pages && book.neighbour(edge, true).is_none();
        let (furthest, progression) = if at_end {
            (edge, place.end_progression.max(place.progression))
        } else {
            (section, place.progression)
        };
        let here = Where {
            total: book.total_progression(furthest, progression),
            chapter: begun(&book.contents),
            printed: begun(&book.pages),
            section,
            place,
        };
        self.keep_soon(&book, &here);
        self.0.tell.emit(Msg::Moved(Box::new(here), !self.0.back.borrow().is_empty()));
    }

    fn keep_soon(&self, book: &Book, here: &Where) {
        let chapter =
            here.chapter.and_then(|index| book.contents.get(index)).map(|entry| entry.title.clone());
        let excerpt = here.place.excerpt.clone();
        *self.0.unkept.borrow_mut() = Some((locator(book, here), excerpt, chapter));
        let session = self.clone();
        *self.0.keeping.borrow_mut() = Some(Timeout::new(KEEP_MS, move || session.keep()));
    }

    /// Keeps the place, and hears of no other: what a page that is taken down still tells is no place.
    pub fn end(&self) {
        self.keep();
        self.0.preparing.borrow_mut().take();
        self.0.busy.set(true);
    }

    /// Keeps the place now.
    pub fn keep(&self) {
        let Some((locator, excerpt, chapter)) = self.0.unkept.borrow_mut().take() else { return };
        let (shelf, id) = (self.0.services.shelf(), self.0.id.clone());
        let stitches = self.0.stitches.borrow_mut().take();
        wasm_bindgen_futures::spawn_local(async move {
            // One after the other: both change the same record.
            if let Some(stitches) = stitches
                && let Err(error) = shelf.note_chapters(&id, stitches).await
            {
                warn(&error.to_string());
            }
            if let Err(error) = shelf.note_place(&id, locator, excerpt, chapter).await {
                warn(&error.to_string());
            }
        });
    }

    /// The screen was turned: one page where two were, or two where one was.
    pub async fn reshape(&self) {
        let section = self.0.section.get();
        if !self.0.busy.get() {
            self.show(section, Target::Start).await;
        }
    }

    /// Turns a page; at the end of a section goes on to the next.
    pub async fn turn(&self, forward: bool) {
        if self.0.busy.get() || self.0.screen.turn(forward) {
            return;
        }
        let Some(book) = self.0.book.borrow().clone() else { return };
        let edge = self.edge(&book, forward);
        match book.neighbour(edge, forward) {
            Some(next) => self.show(next, if forward { Target::Start } else { Target::End }).await,
            None => {
                self.0.tell.emit(Msg::Said(if forward { "reader-last-page" } else { "reader-first-page" }))
            }
        }
    }

    /// The last section (the first, where we go back) of what is on the screen, or was to be there and failed: so
    /// that whoever goes on from a page that cannot be shown does not come to it again.
    fn edge(&self, book: &Book, forward: bool) -> usize {
        let wanted = self.0.wanted.borrow().as_ref().map_or(self.0.section.get(), |wanted| wanted.0);
        let shown = book.spread(wanted, self.0.screen.has_room_for_two() && !self.0.torn.get());
        let edge = if forward { shown.into_iter().max() } else { shown.into_iter().min() };
        edge.unwrap_or(wanted)
    }

    /// Goes to the next or previous entry of the contents, or section where there is none.
    pub async fn chapter(&self, forward: bool) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        let edge = self.edge(&book, forward);
        match book.neighbour(edge, forward) {
            Some(next) => self.jump(next, Target::Start).await,
            None if forward => self.0.tell.emit(Msg::Said("reader-last-page")),
            None => self.jump(edge, Target::Start).await,
        }
    }

    /// Goes somewhere that is not the next page, remembering where we were.
    pub async fn jump(&self, section: usize, target: Target) {
        self.remember();
        let stays = section == self.0.section.get()
            && !self.0.book.borrow().as_ref().is_some_and(|book| book.is_fixed(section));
        if stays && self.0.screen.place().is_some() {
            self.0.screen.go(&target);
        } else {
            self.show(section, target).await;
        }
    }

    fn remember(&self) {
        const REMEMBERED: usize = 50;
        let Some(book) = self.0.book.borrow().clone() else { return };
        let place = self.0.screen.place().unwrap_or_default();
        let here = Where { section: self.0.section.get(), place, ..Where::default() };
        let mut back = self.0.back.borrow_mut();
        back.push(locator(&book, &here));
        if back.len() > REMEMBERED {
            back.remove(0);
        }
    }

    /// Goes back to where a link was followed.
    pub async fn back(&self) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        let Some(locator) = self.0.back.borrow_mut().pop() else { return };
        let (section, target) = start(&book, Some(&locator));
        self.show(section, target).await;
    }

    /// Goes to an entry of the contents, the page list or the landmarks.
    pub async fn go_to(&self, href: &str) {
        if let Some(Destination::Inside { section, fragment }) = self.destination("", href) {
            self.jump(section, fragment.map_or(Target::Start, Target::Fragment)).await;
        }
    }

    /// Searches the book; what is found is told as it is found.
    pub fn search(&self, search: Search) {
        self.0.tell.emit(Msg::Seek(search.clone()));
        if let Some(client) = &*self.0.client.borrow() {
            let tell = self.0.tell.clone();
            client.search(search, move |found| tell.emit(Msg::Found(found)));
        }
    }

    /// Goes to a place where something was found.
    pub async fn go_to_hit(&self, hit: &Hit) {
        self.jump(hit.section, Target::Letters { letter: hit.letter, letters: hit.letters }).await;
    }

    /// Goes to a part of the whole book, from 0 to 1.
    pub async fn go_to_part(&self, total: f64) {
        let found = self.0.book.borrow().as_ref().and_then(|book| book.section_at(total));
        if let Some((section, progression)) = found {
            let quote = yueli_publication::TextQuote::default();
            self.jump(section, Target::Kept { cfi: None, quote, progression }).await;
        }
    }

    fn destination(&self, base: &str, href: &str) -> Option<Destination> {
        let book = self.0.book.borrow().clone()?;
        Some(if base.is_empty() {
            // Hrefs of the manifest are from the root already.
            let (path, fragment) = url::split_fragment(href);
            let section = book.manifest.reading_order_index(path)?;
            Destination::Inside { section, fragment: fragment.map(url::decode) }
        } else {
            book.resolve(self.0.section.get(), href)
        })
    }

    /// Follows a link of the text: to a note beside it, to another place, or out of the book.
    pub async fn follow(&self, href: &str, note: bool) {
        let Some(destination) = self.destination("text", href) else { return };
        match destination {
            Destination::Inside { section, fragment: Some(id) } if note => {
                let path =
                    self.0.book.borrow().as_ref().and_then(|book| book.path(section).map(str::to_owned));
                self.show_note(&path.unwrap_or_default(), id, href).await;
            }
            Destination::Beside { path, fragment: Some(id) } => self.show_note(&path, id, href).await,
            Destination::Inside { section, fragment } => {
                self.jump(section, fragment.map_or(Target::Start, Target::Fragment)).await;
            }
            Destination::Outside(url) => self.0.tell.emit(Msg::Leaving(Some(url))),
            Destination::Beside { .. } | Destination::Nowhere => {
                self.0.tell.emit(Msg::Said("reader-problem-section"));
            }
        }
    }

    async fn show_note(&self, path: &str, id: String, href: &str) {
        match self.url_of(path).await {
            Ok(url) => self.0.tell.emit(Msg::ShowNote(Some(Note { url, id, href: href.to_owned() }))),
            Err(error) => self.0.tell.emit(Msg::Failed(Failure::from(&error))),
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

    /// Does what is wished for, where it is about moving in the book. False where it is not.
    pub fn fulfil(&self, wish: Wish) -> bool {
        let session = self.clone();
        let last = self
            .0
            .book
            .borrow()
            .as_ref()
            .map_or(0, |book| book.manifest.reading_order.len().saturating_sub(1));
        let first = self.0.book.borrow().as_ref().map_or(0, |book| book.first_section());
        wasm_bindgen_futures::spawn_local(async move {
            match wish {
                Wish::Next => session.turn(true).await,
                Wish::Previous => session.turn(false).await,
                Wish::NextChapter => session.chapter(true).await,
                Wish::PreviousChapter => session.chapter(false).await,
                Wish::Start => session.jump(first, Target::Start).await,
                Wish::End => session.jump(last, Target::End).await,
                Wish::Back => session.back().await,
                _ => {}
            }
        });
        matches!(
            wish,
            Wish::Next
                | Wish::Previous
                | Wish::NextChapter
                | Wish::PreviousChapter
                | Wish::Start
                | Wish::End
                | Wish::Back
        )
    }
}
