//! Pages of one given size: picture books, comics. Alone, or two in a spread.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::future::join;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlIFrameElement};
use yueli_publication::number::decimal;

use super::{
    FrameError, FrameEvent, Listener, Palette, ReadingSettings, Target, highlight, input,
    sharp::{self, Pictures},
    sheet::OwnSheet,
    size_watch::SizeWatch,
    stage::{make_frame, problem_in, wait_for},
    text_index::TextIndex,
    view::{self, View},
};

/// One page of a spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedPage {
    /// The document's address.
    pub url: String,
    /// What assistive technology calls it.
    pub title: String,
}

struct Shown {
    frame: HtmlIFrameElement,
    size: Cell<(f64, f64)>,
    _input: Vec<EventListener>,
    place: Rc<Cell<Placement>>,
    /// Says how words are marked. With it, in a `blob:` document, the book's own styles come.
    _sheet: Option<OwnSheet>,
}

/// Where a page stands in the host, and how much it is scaled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Placement {
    left: f64,
    top: f64,
    scale: f64,
}

struct Inner {
    host: HtmlElement,
    listener: Listener,
    pictures: Pictures,
    view: Cell<View>,
    shown: RefCell<Vec<Shown>>,
    /// The side of the spread that is blank: 0 left, 1 right.
    blank: Cell<Option<usize>>,
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
            host,
            listener,
            pictures,
            view: Cell::new(view_of(settings)),
            shown: RefCell::default(),
            blank: Cell::default(),
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
            view::keep_middle(&self.0.host, || self.lay_out());
            self.sharpen();
        }
    }

    /// Moves by a screenful down or up on a page that is larger than the screen; false at its end.
    pub fn turn(&self, forward: bool) -> bool {
        self.0.view.get().is_larger() && view::turn(&self.0.host, forward)
    }

    /// Moves by an arrow key on a page that is larger than the screen; false where there is nothing that way.
    pub fn pan(&self, key: &str) -> bool {
        self.0.view.get().is_larger() && view::pan(&self.0.host, key)
    }

    /// True where two pages side by side fit better than one.
    pub fn has_room_for_two(&self) -> bool {
        self.0.host.client_width() > self.0.host.client_height()
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
        let mut frames = Vec::new();
        for page in pages.iter().flatten() {
            frames.push(make_frame(&self.0.host, &page.url, &page.title)?);
        }
        // Never more than two: `join_all`, which is made for thousands, would add a kilobyte to the app.
        let loaded = match frames.as_slice() {
            [] => Vec::new(),
            [one] => vec![wait_for(one).await],
            [left, right, ..] => <[_; 2]>::from(join(wait_for(left), wait_for(right)).await).into(),
        };
        let blank = if pages.len() == 2 { pages.iter().position(Option::is_none) } else { None };
        let documents: Vec<Document> = loaded.iter().flatten().cloned().collect();
        let places = self.placements(&documents, blank);
        let wanted = documents
            .into_iter()
            .zip(places)
            .map(|(document, (size, place))| (document, size.0 * place.scale));
        sharp::sharpen(wanted.collect(), &self.0.pictures).await;
        let outcome = if self.0.turn.get() == turn {
            self.take_stage(&frames, loaded, blank)
        } else {
            Err(FrameError::Superseded)
        };
        match outcome {
            Ok(()) => self.go(pages.iter().take(on).flatten().count(), target),
            Err(_) => frames.iter().for_each(|frame| frame.remove()),
        }
        outcome
    }

    /// Goes to a place on the page `on` of those that are shown, and marks what was searched for.
    fn go(&self, on: usize, target: &Target) {
        view::settle(&self.0.host, *target == Target::End);
        let Target::Letters { letter, letters } = target else { return };
        let shown = self.0.shown.borrow();
        let Some(page) = shown.get(on) else { return };
        let Some(document) = page.frame.content_document() else { return };
        let range = TextIndex::of(&document, 0).and_then(|text| text.letters(*letter, *letters));
        if let Some(window) = document.default_view() {
            highlight::mark(&window, highlight::FOUND, range.as_slice());
        }
        if let Some(range) = range.filter(|_| self.0.view.get().is_larger()) {
            let (rect, place) = (range.get_bounding_client_rect(), page.place.get());
            view::reveal(
                &self.0.host,
                (place.left + rect.left() * place.scale, place.top + rect.top() * place.scale),
            );
        }
    }

    fn take_stage(
        &self,
        frames: &[HtmlIFrameElement],
        loaded: Vec<Result<Document, FrameError>>,
        blank: Option<usize>,
    ) -> Result<(), FrameError> {
        let screen = self.room();
        let mut shown = Vec::new();
        for (frame, document) in frames.iter().zip(loaded) {
            let document = document?;
            if let Some(key) = problem_in(&document) {
                return Err(FrameError::Problem(key));
            }
            let place = Rc::new(Cell::new(Placement::default()));
            // First, so that it may keep the wheel from turning pages.
            let mut input = vec![view::wheel(&document, &self.0.host, &self.0.listener)];
            input.extend(input::listen(&document, true, &self.in_host(&place)));
            let sheet = document.default_view().and_then(|window| OwnSheet::add(&document, &window));
            if let Some(sheet) = &sheet {
                sheet.set(&format!(
                    "::highlight({}){{background-color:{}}}",
                    highlight::FOUND,
                    Palette::of_page().mark
                ));
            }
            shown.push(Shown {
                frame: frame.clone(),
                size: Cell::new(page_size(&document, screen)),
                _input: input,
                place,
                _sheet: sheet,
            });
        }
        let old = self.0.shown.replace(shown);
        self.0.blank.set(blank);
        self.0.room.set(self.has_room_for_two());
        self.lay_out();
        for page in &*self.0.shown.borrow() {
            let _ = page.frame.class_list().remove_1("is-waiting");
        }
        old.iter().for_each(|page| page.frame.remove());
        Ok(())
    }

    /// A listener that hears of taps in the host's coordinates.
    fn in_host(&self, place: &Rc<Cell<Placement>>) -> Listener {
        let listener = self.0.listener.clone();
        let (place, host) = (place.clone(), self.0.host.clone());
        Rc::new(move |event| match event {
            FrameEvent::Tap { x, y } => {
                let Placement { left, top, scale } = place.get();
                let (x, y) = (left + x * scale, top + y * scale);
                listener(FrameEvent::Tap {
                    x: x - f64::from(host.scroll_left()),
                    y: y - f64::from(host.scroll_top()),
                })
            }
            other => listener(other),
        })
    }

    fn room(&self) -> (f64, f64) {
        (f64::from(self.0.host.client_width()), f64::from(self.0.host.client_height()))
    }

    /// The size of each page, and where it is to stand.
    fn placements(&self, documents: &[Document], blank: Option<usize>) -> Vec<((f64, f64), Placement)> {
        let mut sizes: Vec<(f64, f64)> =
            documents.iter().map(|document| page_size(document, self.room())).collect();
        let blank = blank.filter(|_| sizes.len() == 1);
        if blank.is_some() {
            // A blank side is as large as the page beside it.
            sizes.push(sizes[0]);
        }
        let mut places = placements(&sizes, self.room(), self.0.view.get());
        if let Some(side) = blank {
            places.remove(side);
        }
        sizes.into_iter().zip(places).collect()
    }

    fn lay_out(&self) {
        let shown = self.0.shown.borrow();
        let documents: Vec<Document> =
            shown.iter().filter_map(|page| page.frame.content_document()).collect();
        let larger = self.0.view.get().is_larger();
        // Always or never: scroll bars that come and go change the room that they are for.
        let _ = self.0.host.style().set_property("overflow", if larger { "scroll" } else { "hidden" });
        for document in &documents {
            view::let_fingers(document, larger);
        }
        for (page, (size, placement)) in shown.iter().zip(self.placements(&documents, self.0.blank.get())) {
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
        let shown = self.0.shown.borrow();
        shown
            .iter()
            .filter_map(|page| page.frame.content_document())
            .all(|document| sharp::has_come(&document))
    }

    /// Asks for pictures with as many pixels as the pages that are shown take now.
    fn sharpen(&self) {
        let shown = self.0.shown.borrow();
        let wanted = shown.iter().filter_map(|page| {
            Some((page.frame.content_document()?, page.size.get().0 * page.place.get().scale))
        });
        let (wanted, pictures) = (wanted.collect(), Rc::clone(&self.0.pictures));
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
                if stage.0.room.replace(room) != room && !stage.0.shown.borrow().is_empty() {
                    (stage.0.listener)(FrameEvent::Reshaped);
                }
            }));
        };
        let mut listening = vec![view::wheel(&self.0.host, &self.0.host, &self.0.listener)];
        if let Some(viewport) = web_sys::window().as_ref().and_then(view::viewport) {
            let changed = changed.clone();
            listening.push(EventListener::new(&viewport, "resize", move |_| changed()));
        }
        *self.0.listening.borrow_mut() = listening;
        *self.0.size.borrow_mut() = SizeWatch::new(&self.0.host, changed);
    }

    /// Puts the keyboard's focus into the first page.
    pub fn focus(&self) {
        if let Some(page) = self.0.shown.borrow().first() {
            let _ = page.frame.focus();
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        for page in self.shown.borrow().iter() {
            page.frame.remove();
        }
    }
}

fn view_of(settings: &ReadingSettings) -> View {
    View { fit_width: settings.fit_width, zoom: settings.page_zoom.max(1.0) }
}

/// Fits pages side by side into the room: the same height for all, spines touching, in the middle. What is larger than
/// the room begins at its edge.
fn placements(sizes: &[(f64, f64)], room: (f64, f64), view: View) -> Vec<Placement> {
    let tallest = sizes.iter().map(|size| size.1).fold(1.0, f64::max);
    let widths: f64 = sizes.iter().map(|size| size.0 * tallest / size.1.max(1.0)).sum();
    let fit = view.scale((widths, tallest), room);
    let mut left = ((room.0 - widths * fit) / 2.0).max(0.0);
    sizes
        .iter()
        .map(|(own_width, own_height)| {
            let scale = fit * tallest / own_height.max(1.0);
            let placement = Placement { left, top: ((room.1 - own_height * scale) / 2.0).max(0.0), scale };
            left += own_width * scale;
            placement
        })
        .collect()
}

/// The size a page gives itself: the viewport meta, the SVG's view box, the picture's size.
///
/// Source: EPUB 3.3, section 8.2.2.6.
fn page_size(document: &Document, screen: (f64, f64)) -> (f64, f64) {
    const USUAL: (f64, f64) = (1000.0, 1414.0);
    let meta = document.query_selector("meta[name='viewport']").ok().flatten();
    if let Some(size) =
        meta.and_then(|meta| meta.get_attribute("content")).and_then(|content| viewport(&content, screen))
    {
        return size;
    }
    let Some(root) = document.document_element() else { return USUAL };
    let svg = if root.local_name() == "svg" {
        Some(root)
    } else {
        document.query_selector("body > svg").ok().flatten()
    };
    if let Some(size) = svg.and_then(|svg| svg_size(&svg)) {
        return size;
    }
    let picture = document.query_selector("body > img:only-child").ok().flatten();
    picture
        .map(|picture| picture.unchecked_into::<web_sys::HtmlImageElement>())
        .map(|picture| (f64::from(picture.natural_width()), f64::from(picture.natural_height())))
        .filter(|size| size.0 > 0.0 && size.1 > 0.0)
        .unwrap_or(USUAL)
}

fn svg_size(svg: &web_sys::Element) -> Option<(f64, f64)> {
    let view_box = svg.get_attribute("viewBox").unwrap_or_default();
    let numbers: Vec<f64> =
        view_box.split(|letter: char| letter.is_whitespace() || letter == ',').filter_map(decimal).collect();
    if let [_, _, width, height] = numbers[..]
        && width > 0.0
        && height > 0.0
    {
        return Some((width, height));
    }
    let length = |name: &str| decimal(svg.get_attribute(name)?.trim().trim_end_matches("px"));
    Some((length("width")?, length("height")?)).filter(|size| size.0 > 0.0 && size.1 > 0.0)
}

/// Reads `width=1200, height=1500`; of names that come twice the first counts.
fn viewport(content: &str, screen: (f64, f64)) -> Option<(f64, f64)> {
    let value = |name: &str| {
        content.split([',', ';']).find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let value = value.trim().trim_end_matches("px");
            (key.trim() == name).then(|| match value {
                "device-width" => Some(screen.0),
                "device-height" => Some(screen.1),
                _ => decimal(value),
            })
        })?
    };
    Some((value("width")?, value("height")?)).filter(|size| size.0 > 0.0 && size.1 > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_viewports_as_books_write_them() {
        for (content, expected) in [
            ("width=1200, height=1500", Some((1200.0, 1500.0))),
            ("width=1200,height=1500px;initial-scale=1", Some((1200.0, 1500.0))),
            ("height=10, width=20, width=30", Some((20.0, 10.0))),
            ("width=device-width, height=device-height", Some((400.0, 700.0))),
            ("width=1200", None),
            ("", None),
        ] {
            assert_eq!(viewport(content, (400.0, 700.0)), expected, "{content}");
        }
    }

    #[test]
    fn a_spread_fills_the_screen_and_its_pages_touch() {
        let whole = View { fit_width: false, zoom: 1.0 };
        let pages = placements(&[(1000.0, 1500.0), (500.0, 750.0)], (1600.0, 600.0), whole);
        assert_eq!(pages[0].scale, 0.4);
        assert_eq!(pages[1].scale, 0.8);
        assert!((pages[0].left + 400.0 - pages[1].left).abs() < 1e-9);
        assert_eq!(pages[0].top, 0.0);
        let alone = placements(&[(1000.0, 1500.0)], (300.0, 900.0), whole);
        assert_eq!((alone[0].scale, alone[0].left, alone[0].top), (0.3, 0.0, 225.0));
        let larger = placements(&[(1000.0, 1500.0)], (300.0, 900.0), View { fit_width: false, zoom: 4.0 });
        assert_eq!((larger[0].scale, larger[0].left, larger[0].top), (1.2, 0.0, 0.0));
    }
}
