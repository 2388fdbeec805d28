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
    FrameError, FrameEvent, Listener, input,
    size_watch::SizeWatch,
    stage::{make_frame, problem_in, wait_for},
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
    shown: RefCell<Vec<Shown>>,
    /// The side of the spread that is blank: 0 left, 1 right.
    blank: Cell<Option<usize>>,
    room: Cell<bool>,
    turn: Cell<u32>,
    soon: RefCell<Option<Timeout>>,
    size: RefCell<Option<SizeWatch>>,
}

/// Shows fixed pages in a host element. Clones are the same stage.
#[derive(Clone)]
pub struct FixedStage(Rc<Inner>);

impl FixedStage {
    /// A stage in `host`, which must have a size of its own.
    pub fn new(host: HtmlElement, listener: Listener) -> Self {
        let stage = Self(Rc::new(Inner {
            host,
            listener,
            shown: RefCell::default(),
            blank: Cell::default(),
            room: Cell::default(),
            turn: Cell::new(0),
            soon: RefCell::default(),
            size: RefCell::default(),
        }));
        stage.watch_size();
        stage
    }

    /// True where two pages side by side fit better than one.
    pub fn has_room_for_two(&self) -> bool {
        self.0.host.client_width() > self.0.host.client_height()
    }

    /// Shows one page, or two side by side from left to right, of which one may be blank. What was shown stays
    /// until they are ready.
    ///
    /// # Errors
    /// A [`FrameError`]; what was shown before stays.
    pub async fn show(&self, pages: &[Option<FixedPage>]) -> Result<(), FrameError> {
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
        let outcome = if self.0.turn.get() == turn {
            let blank = if pages.len() == 2 { pages.iter().position(Option::is_none) } else { None };
            self.take_stage(&frames, loaded, blank)
        } else {
            Err(FrameError::Superseded)
        };
        if outcome.is_err() {
            frames.iter().for_each(|frame| frame.remove());
        }
        outcome
    }

    fn take_stage(
        &self,
        frames: &[HtmlIFrameElement],
        loaded: Vec<Result<Document, FrameError>>,
        blank: Option<usize>,
    ) -> Result<(), FrameError> {
        let screen = (f64::from(self.0.host.client_width()), f64::from(self.0.host.client_height()));
        let mut shown = Vec::new();
        for (frame, document) in frames.iter().zip(loaded) {
            let document = document?;
            if let Some(key) = problem_in(&document) {
                return Err(FrameError::Problem(key));
            }
            hold_still(&document);
            let place = Rc::new(Cell::new(Placement::default()));
            let input = input::listen(&document, true, &self.in_host(&place));
            shown.push(Shown {
                frame: frame.clone(),
                size: Cell::new(page_size(&document, screen)),
                _input: input,
                place,
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
        let place = place.clone();
        Rc::new(move |event| match event {
            FrameEvent::Tap { x, y } => {
                let Placement { left, top, scale } = place.get();
                listener(FrameEvent::Tap { x: left + x * scale, y: top + y * scale })
            }
            other => listener(other),
        })
    }

    fn lay_out(&self) {
        let (width, height) = (f64::from(self.0.host.client_width()), f64::from(self.0.host.client_height()));
        let shown = self.0.shown.borrow();
        let size = |page: &Shown| {
            let document = page.frame.content_document();
            document.map_or(page.size.get(), |document| page_size(&document, (width, height)))
        };
        shown.iter().for_each(|page| page.size.set(size(page)));
        let mut sizes: Vec<(f64, f64)> = shown.iter().map(|page| page.size.get()).collect();
        let blank = self.0.blank.get().filter(|_| sizes.len() == 1);
        if blank.is_some() {
            // A blank side is as large as the page beside it.
            sizes.push(sizes[0]);
        }
        let mut places = placements(&sizes, width, height);
        if let Some(side) = blank {
            places.remove(side);
        }
        for (page, placement) in shown.iter().zip(places) {
            page.place.set(placement);
            let style = page.frame.style();
            let set = |name: &str, value: String| {
                // A property of our own spelling cannot be refused.
                let _ = style.set_property(name, &value);
            };
            set("position", "absolute".into());
            set("inline-size", format!("{}px", page.size.get().0));
            set("block-size", format!("{}px", page.size.get().1));
            set("left", format!("{}px", placement.left));
            set("top", format!("{}px", placement.top));
            set("transform-origin", "0 0".into());
            set("transform", format!("scale({})", placement.scale));
        }
    }

    fn watch_size(&self) {
        let stage = Rc::downgrade(&self.0);
        let watch = SizeWatch::new(&self.0.host, move || {
            let Some(inner) = stage.upgrade() else { return };
            let stage = Self(inner.clone());
            *inner.soon.borrow_mut() = Some(Timeout::new(30, move || {
                stage.lay_out();
                let room = stage.has_room_for_two();
                if stage.0.room.replace(room) != room && !stage.0.shown.borrow().is_empty() {
                    (stage.0.listener)(FrameEvent::Reshaped);
                }
            }));
        });
        *self.0.size.borrow_mut() = watch;
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

/// Fingers turn the page, or enlarge it. They do not drag it, which to some browsers means the way back, out of the
/// book.
fn hold_still(document: &Document) {
    if let Some(root) = document.document_element() {
        // No `dyn_into`: the element is of the frame's window, whose classes are not ours.
        let root: HtmlElement = root.unchecked_into();
        // A property of our own spelling cannot be refused.
        let _ = root.style().set_property("touch-action", "pinch-zoom");
    }
}

/// Fits pages side by side into the host: the same height for all, spines touching, in the middle.
fn placements(sizes: &[(f64, f64)], width: f64, height: f64) -> Vec<Placement> {
    let tallest = sizes.iter().map(|size| size.1).fold(1.0, f64::max);
    let widths: f64 = sizes.iter().map(|size| size.0 * tallest / size.1.max(1.0)).sum();
    let fit = (width / widths.max(1.0)).min(height / tallest);
    let mut left = (width - widths * fit) / 2.0;
    sizes
        .iter()
        .map(|(own_width, own_height)| {
            let scale = fit * tallest / own_height.max(1.0);
            let placement = Placement { left, top: (height - own_height * scale) / 2.0, scale };
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
        let pages = placements(&[(1000.0, 1500.0), (500.0, 750.0)], 1600.0, 600.0);
        assert_eq!(pages[0].scale, 0.4);
        assert_eq!(pages[1].scale, 0.8);
        assert!((pages[0].left + 400.0 - pages[1].left).abs() < 1e-9);
        assert_eq!(pages[0].top, 0.0);
        let alone = placements(&[(1000.0, 1500.0)], 300.0, 900.0);
        assert_eq!((alone[0].scale, alone[0].left, alone[0].top), (0.3, 0.0, 225.0));
    }
}
