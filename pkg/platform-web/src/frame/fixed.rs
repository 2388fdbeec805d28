//! Pages of one given size: picture books, comics. Alone, or two in a spread.

mod size;
mod spread;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::future::join;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;

pub use self::spread::FixedPage;
use self::{
    size::{Placement, page_size, placements},
    spread::{Frames, Shown, Spread},
};
use super::{
    FrameError, FrameEvent, Listener, ReadingSettings, Target, highlight, input,
    sharp::{self, Pictures},
    size_watch::SizeWatch,
    stage::{make_frame, move_frames, problem_in, wait_for},
    text_index::TextIndex,
    view::{self, View},
};

/// So many spreads wait: one on either side of what is shown, and one that is about to be gone to.
const WAITING: usize = 3;

struct Inner {
    host: RefCell<HtmlElement>,
    listener: Listener,
    pictures: Pictures,
    view: Cell<View>,
    shown: RefCell<Spread>,
    /// Out of sight: what comes before and after, and what is aimed at. The one put here last is at the end.
    waiting: RefCell<Vec<Spread>>,
    room: Cell<bool>,
    turn: Cell<u32>,
    soon: RefCell<Option<Timeout>>,
    size: RefCell<Option<SizeWatch>>,
    listening: RefCell<Vec<EventListener>>,
}

/// Shows fixed pages in a host element. Clones are the same stage.
#[derive(Clone)]
pub struct FixedStage(Rc<Inner>);

impl FixedStage {
    /// A stage in `host`, which must have a size of its own; `pictures` says where pictures are that are made as large
    /// as they are shown.
    pub fn new(
        host: HtmlElement,
        settings: &ReadingSettings,
        listener: Listener,
        pictures: Pictures,
    ) -> Self {
        // Pages that were larger than the screen leave the window where it was.
        view::settle(&host, false);
        let stage = Self(Rc::new(Inner {
            host: RefCell::new(host),
            listener,
            pictures,
            view: Cell::new(view_of(settings)),
            shown: RefCell::default(),
            waiting: RefCell::default(),
            room: Cell::default(),
            turn: Cell::new(0),
            soon: RefCell::default(),
            size: RefCell::default(),
            listening: RefCell::default(),
        }));
        stage.watch_size();
        stage
    }

    /// Takes over how large pages are wished.
    pub fn set_settings(&self, settings: &ReadingSettings) {
        if self.0.view.replace(view_of(settings)) != view_of(settings) {
            view::keep_middle(&self.host(), || self.lay_out());
            self.sharpen();
        }
    }

    /// Moves by a screenful down or up on a page that is larger than the screen; false at its end.
    pub fn turn(&self, forward: bool) -> bool {
        self.0.view.get().is_larger() && view::turn(&self.host(), forward)
    }

    /// Moves by an arrow key on a page that is larger than the screen; false where there is nothing that way.
    pub fn pan(&self, key: &str) -> bool {
        self.0.view.get().is_larger() && view::pan(&self.host(), key)
    }

    /// True where two pages side by side fit better than one.
    pub fn has_room_for_two(&self) -> bool {
        let (width, height) = self.room();
        width > height
    }

    /// Moves to another host, with everything that is shown or ready: nothing is loaded again.
    ///
    /// False where the browser cannot move a frame so ([`super::can_move`]); then the stage stays where it is.
    pub fn move_to(&self, host: HtmlElement) -> bool {
        if !move_frames(&self.host(), &host) {
            return false;
        }
        view::settle(&host, false);
        *self.0.host.borrow_mut() = host;
        self.watch_size();
        true
    }

    /// Makes pages ready out of sight that will perhaps be shown next. What fails here is told when they are.
    pub async fn prepare(&self, pages: &[Option<FixedPage>]) {
        let known = |spread: &Spread| spread.is_of(pages);
        if known(&self.0.shown.borrow()) || self.0.waiting.borrow().iter().any(known) {
            return;
        }
        if let Ok(spread) = self.load(pages).await {
            self.put_by(spread);
        }
    }

    /// Shows one page, or two side by side from left to right, of which one may be blank: from the start, from the end,
    /// or with words marked that stand on the page `on` of them. What was shown stays until they are ready.
    ///
    /// # Errors
    /// A [`FrameError`]; what was shown before stays.
    pub async fn show(
        &self,
        pages: &[Option<FixedPage>],
        on: usize,
        target: &Target,
    ) -> Result<(), FrameError> {
        let turn = self.0.turn.get() + 1;
        self.0.turn.set(turn);
        let spread = match self.take_out(pages) {
            Some(ready) => ready,
            None => self.load(pages).await?,
        };
        if self.0.turn.get() != turn {
            self.put_by(spread);
            return Err(FrameError::Superseded);
        }
        self.take_stage(spread);
        self.go(pages.iter().take(on).flatten().count(), target);
        Ok(())
    }

    /// Loads pages into frames of their own, out of sight, with their pictures as sharp as they will be shown.
    async fn load(&self, pages: &[Option<FixedPage>]) -> Result<Spread, FrameError> {
        let host = self.host();
        let mut frames = Frames::default();
        for page in pages.iter().flatten() {
            frames.0.push(make_frame(&host, &page.url, &page.title)?);
        }
        // Never more than two: `join_all`, which is made for thousands, would add a kilobyte to the app.
        let loaded = match frames.0.as_slice() {
            [] => Vec::new(),
            [one] => vec![wait_for(one).await],
            [left, right, ..] => <[_; 2]>::from(join(wait_for(left), wait_for(right)).await).into(),
        };
        let mut documents = Vec::new();
        for document in loaded {
            let document = document?;
            if let Some(key) = problem_in(&document) {
                return Err(FrameError::Problem(key));
            }
            documents.push(document);
        }
        let screen = self.room();
        let made = std::mem::take(&mut frames.0).into_iter().zip(documents);
        let spread = Spread {
            sides: pages.iter().map(|page| page.as_ref().map(|page| page.url.clone())).collect(),
            pages: made.map(|(frame, document)| Shown::new(frame, document, screen)).collect(),
        };
        sharp::sharpen(self.pixels(&spread), &self.0.pictures).await;
        Ok(spread)
    }

    /// Each document of a spread, and how wide it is on the screen in CSS pixels.
    fn pixels(&self, spread: &Spread) -> Vec<sharp::Wanted> {
        let places = self.placements(spread);
        spread
            .pages
            .iter()
            .zip(places)
            .map(|(page, (size, place))| (page.document.clone(), size.0 * place.scale))
            .collect()
    }

    /// Puts pages by; where there are too many, those that wait longest go.
    fn put_by(&self, spread: Spread) {
        let mut waiting = self.0.waiting.borrow_mut();
        waiting.retain(|other| other.sides != spread.sides);
        waiting.push(spread);
        let spare = waiting.len().saturating_sub(WAITING);
        waiting.drain(..spare);
    }

    fn take_out(&self, pages: &[Option<FixedPage>]) -> Option<Spread> {
        let mut waiting = self.0.waiting.borrow_mut();
        let index = waiting.iter().position(|spread| spread.is_of(pages))?;
        Some(waiting.remove(index))
    }

    fn host(&self) -> HtmlElement {
        self.0.host.borrow().clone()
    }

    /// Goes to a place on the page `on` of those that are shown, and marks what was searched for.
    fn go(&self, on: usize, target: &Target) {
        view::settle(&self.host(), *target == Target::End);
        let shown = self.0.shown.borrow();
        let Some(page) = shown.pages.get(on) else { return };
        let document = &page.document;
        let Target::Letters { letter, letters } = target else { return };
        let range = TextIndex::of(document, 0).and_then(|text| text.letters(*letter, *letters));
        if let Some(window) = document.default_view() {
            highlight::mark(&window, highlight::FOUND, range.as_slice());
        }
        if let Some(range) = range.filter(|_| self.0.view.get().is_larger()) {
            let (rect, place) = (range.get_bounding_client_rect(), page.place.get());
            view::reveal(
                &self.host(),
                (place.left + rect.left() * place.scale, place.top + rect.top() * place.scale),
            );
        }
    }

    fn take_stage(&self, spread: Spread) {
        for page in &spread.pages {
            // First, so that it may keep the wheel from turning pages.
            let mut input = vec![view::wheel(&page.document, &self.host(), &self.0.listener)];
            input.extend(input::listen(&page.document, true, &self.in_host(&page.place)));
            *page.input.borrow_mut() = input;
        }
        let old = self.0.shown.replace(spread);
        self.0.room.set(self.has_room_for_two());
        self.lay_out();
        for page in &self.0.shown.borrow().pages {
            page.wait(false);
        }
        for page in &old.pages {
            page.wait(true);
        }
        // Readers turn back as well.
        if !old.pages.is_empty() {
            self.put_by(old);
        }
        // The room may have changed since they were made ready.
        self.sharpen();
    }

    /// A listener that hears of taps in the host's coordinates.
    fn in_host(&self, place: &Rc<Cell<Placement>>) -> Listener {
        let listener = self.0.listener.clone();
        let (place, stage) = (place.clone(), Rc::downgrade(&self.0));
        Rc::new(move |event| match event {
            FrameEvent::Tap { x, y } => {
                let Placement { left, top, scale } = place.get();
                let (x, y) = (left + x * scale, top + y * scale);
                let Some(stage) = stage.upgrade() else { return false };
                let host = stage.host.borrow();
                let (right, down) = (f64::from(host.scroll_left()), f64::from(host.scroll_top()));
                drop(host);
                listener(FrameEvent::Tap { x: x - right, y: y - down })
            }
            other => listener(other),
        })
    }

    fn room(&self) -> (f64, f64) {
        let host = self.0.host.borrow();
        (f64::from(host.client_width()), f64::from(host.client_height()))
    }

    /// The size of each page of a spread, and where it is to stand.
    fn placements(&self, spread: &Spread) -> Vec<((f64, f64), Placement)> {
        let room = self.room();
        let mut sizes: Vec<(f64, f64)> =
            spread.pages.iter().map(|page| page_size(&page.document, room)).collect();
        let blank = spread.blank().filter(|_| sizes.len() == 1);
        if blank.is_some() {
            // A blank side is as large as the page beside it.
            sizes.push(sizes[0]);
        }
        let mut places = placements(&sizes, room, self.0.view.get());
        if let Some(side) = blank {
            places.remove(side);
        }
        sizes.into_iter().zip(places).collect()
    }

    fn lay_out(&self) {
        let shown = self.0.shown.borrow();
        let larger = self.0.view.get().is_larger();
        // Always or never: scroll bars that come and go change the room that they are for.
        let _ = self.host().style().set_property("overflow", if larger { "scroll" } else { "hidden" });
        for (page, (size, placement)) in shown.pages.iter().zip(self.placements(&shown)) {
            view::let_fingers(&page.document, larger);
            page.size.set(size);
            page.place.set(placement);
            let style = page.frame.style();
            let set = |name: &str, value: String| {
                // A property of our own spelling cannot be refused.
                let _ = style.set_property(name, &value);
            };
            set("position", "absolute".into());
            set("inline-size", format!("{}px", size.0));
            set("block-size", format!("{}px", size.1));
            set("left", format!("{}px", placement.left));
            set("top", format!("{}px", placement.top));
            set("transform-origin", "0 0".into());
            set("transform", format!("scale({})", placement.scale));
        }
    }

    /// False where a page's picture has not come that was asked for.
    pub fn is_whole(&self) -> bool {
        self.0.shown.borrow().pages.iter().all(|page| sharp::has_come(&page.document))
    }

    /// Asks for pictures with as many pixels as the pages that are shown take now.
    fn sharpen(&self) {
        let wanted = self.pixels(&self.0.shown.borrow());
        let pictures = Rc::clone(&self.0.pictures);
        wasm_bindgen_futures::spawn_local(async move { sharp::sharpen(wanted, &pictures).await });
    }

    fn watch_size(&self) {
        let stage = Rc::downgrade(&self.0);
        let changed = move || {
            let Some(inner) = stage.upgrade() else { return };
            let stage = Self(inner.clone());
            *inner.soon.borrow_mut() = Some(Timeout::new(30, move || {
                stage.lay_out();
                stage.sharpen();
                let room = stage.has_room_for_two();
                if stage.0.room.replace(room) != room && !stage.0.shown.borrow().pages.is_empty() {
                    (stage.0.listener)(FrameEvent::Reshaped);
                }
            }));
        };
        let host = self.host();
        let mut listening = vec![view::wheel(&host, &host, &self.0.listener)];
        if let Some(viewport) = web_sys::window().as_ref().and_then(view::viewport) {
            let changed = changed.clone();
            listening.push(EventListener::new(&viewport, "resize", move |_| changed()));
        }
        *self.0.listening.borrow_mut() = listening;
        *self.0.size.borrow_mut() = SizeWatch::new(&host, changed);
    }

    /// Puts the keyboard's focus into the first page.
    pub fn focus(&self) {
        if let Some(page) = self.0.shown.borrow().pages.first() {
            let _ = page.frame.focus();
        }
    }
}

fn view_of(settings: &ReadingSettings) -> View {
    View { fit_width: settings.fit_width, zoom: settings.page_zoom.max(1.0) }
}
