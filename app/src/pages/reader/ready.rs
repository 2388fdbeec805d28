//! How a book is made ready before anybody opens it (`shell/readiness`): its worker runs, it is open there, and the
//! page that reading would begin with is made.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yueli_opds::Publication;
use yueli_platform_web::{
    book::{BookClient, Kind, Opened, isolation_ready, on_resource_asked},
    frame::{FixedStage, Listener, Palette, Pictures, ReadingSettings, Stage, address, can_move},
};
use yueli_publication::{Locator, Problem};

use super::{
    book::Book,
    load,
    places::start,
    screen::{MadeReady, fixed_pages, has_room_for_two},
    session::Source,
};
use crate::{shell::readiness::Wanted, wire_up::Services};

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
    pub page: Rc<Cell<Option<Page>>>,
}

impl Ready {
    /// A book that was just opened.
    pub fn of(client: Rc<BookClient>, source: Source, opened: Opened, publication: Publication) -> Self {
        let Opened { manifest, problems } = opened;
        Self { client, source, book: Book::new(manifest), problems, publication, page: Rc::default() }
    }
}

/// Who hears of what happens on a page, once it is shown.
type Heard = Rc<RefCell<Option<Listener>>>;

/// A page out of sight, and out of reach of the keyboard and of assistive technology.
pub struct Page {
    /// How it is laid out.
    pub settings: ReadingSettings,
    /// Where the reader left off, when it was made.
    pub kept: Option<Locator>,
    stage: MadeReady,
    host: HtmlElement,
    heard: Heard,
    /// The reader has come for it, and will answer for the book in a moment.
    taken: Rc<Cell<bool>>,
    _listening: Option<EventListener>,
}

impl Page {
    /// Gives up the page to whoever shows it, and hears from now on what happens there.
    pub fn leave(&self, listener: Listener) -> MadeReady {
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
    let (section, target) = start(&book, kept);
    let path = book.path(section)?;
    client.prepare(&address(path, &target, true));
    if !isolation_ready(0).await {
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
    let relay: Listener = {
        let heard = heard.clone();
        Rc::new(move |event| {
            let listener = heard.borrow().clone();
            listener.is_some_and(|listener| listener(event))
        })
    };
    let stage = if book.is_fixed(section) {
        // Only pages that are drawn have pictures made for them, and those are not made ready.
        let pictures: Pictures = Rc::new(|_| Box::pin(async { None }));
        MadeReady::Fixed(FixedStage::new(host.clone(), &settings, relay, pictures))
    } else {
        MadeReady::Flowing(Stage::new(host.clone(), settings.clone(), Palette::of_page(), relay))
    };
    let kept = kept.cloned();
    let page = Page { settings, kept, stage, host, heard, taken, _listening: listening };
    match &page.stage {
        MadeReady::Flowing(stage) => {
            let (url, title) = (Book::served_url(id, path), book.frame_title(section));
            stage.prepare(&url, &title, book.wants_scroll(section), &target).await;
        }
        MadeReady::Fixed(stage) => {
            let places = book.places(section, has_room_for_two(&page.host, &page.settings));
            let side = |index| Some((Book::served_url(id, book.path(index)?), book.frame_title(index)));
            stage.prepare(&fixed_pages(places.into_iter().map(|place| side(place?)).collect())).await;
        }
    }
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

/// Makes a book ready. The module that draws PDF pages is large, and not for those who only look.
pub fn make(services: Services, wanted: Wanted) {
    let Some(link) = wanted.publication.readable() else { return };
    if load::kind(link) != Kind::Book {
        return;
    }
    let url = link.href.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let Wanted { id, publication, kept, turn } = wanted;
        // What fails here is told when the book is opened.
        let Ok(client) = BookClient::start(Kind::Book).await else { return };
        let kept_here = services.cellar().whole(&id).await;
        if let Some(book) = &kept_here
            && load::is_past(&services, &id, &book.publication).await
        {
            return;
        }
        let here = kept_here.map(|book| (book.id.clone(), book.length));
        let Ok(opened) = client.open(&url, here.clone()).await else { return };
        let source = Source { url, here, ..Source::default() };
        let ready = Ready::of(Rc::new(client), source, opened, publication);
        let (client, book, page) = (ready.client.clone(), ready.book.clone(), ready.page.clone());
        if services.readiness.put(turn, &id, Rc::new(ready))
            && let Some(made) = make_page(&services, turn, &id, (client, book), kept.as_ref()).await
            && services.readiness.is(turn)
        {
            page.set(Some(made));
        }
    });
}

/// Takes over the book `id`, where it is ready.
pub fn take(services: &Services, id: &str) -> Option<Ready> {
    let ready = services.readiness.take(id)?.downcast::<Ready>().ok()?;
    let ready = Rc::try_unwrap(ready).ok()?;
    if let Some(page) = ready.page.take() {
        page.taken.set(true);
        ready.page.set(Some(page));
    }
    Some(ready)
}
