//! A book that is made ready before anybody opens it: whoever looks at its title will perhaps read it next.
//!
//! One book at a time: its worker runs, it is open there, and the page that reading would begin with is made. The
//! reader takes it over; what nobody takes goes when the title is left.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yueli_opds::Publication;
use yueli_platform_web::{
    book::{BookClient, Kind, Opened, isolation_ready, on_resource_asked},
    frame::{Listener, Palette, Stage, can_move},
};
use yueli_publication::{Locator, Problem};

use super::{book::Book, load, places::start, session::Source, window};
use crate::wire_up::Services;

/// How long a title has been looked at before its book is made ready, in milliseconds: those who only pass by are
/// not to load it.
const LOOK_MS: u32 = 120;

/// A book that is open, though perhaps nobody reads it yet.
pub struct Ready {
    /// The worker that has it.
    pub client: Rc<BookClient>,
    /// Where it comes from.
    pub source: Source,
    /// The book.
    pub book: Rc<Book>,
    /// What is wrong with it, none of it fatal.
    pub problems: Vec<Problem>,
    /// What the catalogue says of it.
    pub publication: Publication,
    /// The page that reading begins with, where it could be made out of sight.
    pub page: Option<Page>,
}

impl Ready {
    /// A book that was just opened.
    pub fn of(client: Rc<BookClient>, source: Source, opened: Opened, publication: Publication) -> Self {
        let Opened { manifest, problems } = opened;
        Self { client, source, book: Book::new(manifest), problems, publication, page: None }
    }
}

/// Who hears of what happens on a page, once it is shown.
type Heard = Rc<RefCell<Option<Listener>>>;

/// A page out of sight, and out of reach of the keyboard and of assistive technology.
pub struct Page {
    stage: Stage,
    host: HtmlElement,
    heard: Heard,
    /// The reader has come for it, and will answer for the book in a moment.
    taken: Rc<Cell<bool>>,
    _listening: Option<EventListener>,
}

impl Page {
    /// Gives up the page to whoever shows it, and hears from now on what happens there.
    pub fn leave(&self, listener: Listener) -> Stage {
        *self.heard.borrow_mut() = Some(listener);
        self.stage.clone()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Makes the page ready that reading the book `id` would begin with: in the worker, and where frames can be moved also
/// on a stage out of sight.
async fn make_page(
    services: &Services,
    turn: u32,
    id: &str,
    (client, book): (Rc<BookClient>, Rc<Book>),
    kept: Option<&Locator>,
) -> Option<Page> {
    let (section, _) = start(&book, kept);
    let path = book.path(section)?;
    client.prepare(path);
    if book.is_fixed(section) || !isolation_ready(0).await {
        return None;
    }
    let host = host(id)?;
    let (own, readiness, taken) = (id.to_owned(), services.readiness.clone(), Rc::new(Cell::new(false)));
    let still = taken.clone();
    let listening = on_resource_asked(move |ask| {
        // The reader that takes the book without this page answers itself.
        if ask.book == own && (readiness.is(turn) || still.get()) {
            client.serve(&ask.path, ask.range.as_deref(), &ask.port);
        }
    });
    let settings = load::settings(services, id).await;
    let heard = Heard::default();
    let relay = {
        let heard = heard.clone();
        Rc::new(move |event| {
            let listener = heard.borrow().clone();
            listener.is_some_and(|listener| listener(event))
        })
    };
    let stage = Stage::new(host.clone(), settings, Palette::of_page(), relay);
    let page = Page { stage, host, heard, taken, _listening: listening };
    let (url, title) = (Book::served_url(id, path), book.frame_title(section));
    page.stage.prepare(&url, &title, book.wants_scroll(section)).await;
    Some(page)
}

/// A room for the book `id` as large as the reader's, out of sight; none where frames cannot leave it again.
fn host(id: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    let body = document.body().filter(can_move)?;
    let host: HtmlElement = document.create_element("div").ok()?.unchecked_into();
    host.set_class_name("reader-frame reader-ready");
    // By this the service worker's questions are known to be ours (boot.js).
    host.set_attribute("data-book", id).ok()?;
    body.append_child(&host).ok()?;
    Some(host)
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
    pub fn begin(
        &self,
        services: &Services,
        id: &str,
        publication: &Publication,
        kept: Option<&Locator>,
    ) -> Option<Look> {
        let link = publication.readable()?;
        // The module that draws PDF pages is large, and not for those who only look.
        if window::saves_data() || load::kind(link) != Kind::Book {
            return None;
        }
        let url = link.href.clone();
        let turn = self.next();
        // What was ready before came from elsewhere.
        let before = self.0.borrow_mut().ready.take();
        drop(before);
        let (services, id) = (services.clone(), id.to_owned());
        let (publication, kept) = (publication.clone(), kept.cloned());
        let make = async move {
            // What fails here is told when the book is opened.
            let Ok(client) = BookClient::start(Kind::Book).await else { return };
            let kept_here = services.cellar().whole(&id).await;
            let here = kept_here.map(|book| (book.id.clone(), book.length));
            let Ok(opened) = client.open(&url, here.clone()).await else { return };
            let source = Source { url, here, ..Source::default() };
            let ready = Ready::of(Rc::new(client), source, opened, publication);
            let (client, book) = (ready.client.clone(), ready.book.clone());
            if services.readiness.put(turn, &id, ready)
                && let Some(page) = make_page(&services, turn, &id, (client, book), kept.as_ref()).await
            {
                services.readiness.put_page(turn, page);
            }
        };
        let waiting = Timeout::new(LOOK_MS, move || wasm_bindgen_futures::spawn_local(make));
        Some(Look { readiness: self.clone(), turn, _waiting: waiting })
    }

    /// Puts a book into its place, unless another title is looked at by now, or this one is being read already.
    fn put(&self, turn: u32, id: &str, ready: Ready) -> bool {
        let mut place = self.0.borrow_mut();
        if place.turn == turn {
            place.ready = Some((id.to_owned(), ready));
        }
        place.turn == turn
    }

    fn put_page(&self, turn: u32, page: Page) {
        let mut place = self.0.borrow_mut();
        if let (true, Some((_, ready))) = (place.turn == turn, &mut place.ready) {
            ready.page = Some(page);
        }
    }

    /// True while it is still the same look.
    fn is(&self, turn: u32) -> bool {
        self.0.borrow().turn == turn
    }

    /// Takes over the book `id`, where it is ready. What is still being made ready is too late.
    pub fn take(&self, id: &str) -> Option<Ready> {
        self.next();
        let (_, ready) = self.0.borrow_mut().ready.take().filter(|(own, _)| own == id)?;
        if let Some(page) = &ready.page {
            page.taken.set(true);
        }
        Some(ready)
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
