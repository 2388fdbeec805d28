//! One section of a book, loaded in a frame: laid out, measured, turned.

mod marks;
mod parts;
mod ruled;
mod selection;

use std::cell::{Cell, RefCell};

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlIFrameElement, Node, Window};
use yueli_publication::TextQuote;

use super::{
    Listener, Palette, Place, ReadingSettings, Target, cfi,
    cfi::Point,
    chosen,
    geometry::{self, Direction, Geometry, Rect},
    highlight, input,
    part::Part,
    picture,
    sheet::OwnSheet,
    style::{self, Surroundings},
    text_index::TextIndex,
    wide,
};

/// How many characters of a place are kept to find it again.
const QUOTE: usize = 48;
/// How many are kept for people to recognise it.
const EXCERPT: usize = 140;

pub use marks::Mark;
pub(super) use marks::name_of;
pub use selection::{Selected, Step};

/// A loaded section.
pub(super) struct Section {
    frame: HtmlIFrameElement,
    document: Document,
    window: Window,
    part: Part,
    text: Option<TextIndex>,
    sheet: OwnSheet,
    direction: Direction,
    cjk: bool,
    fixed_sizes: bool,
    book_paper: Option<String>,
    geometry: Cell<Geometry>,
    anchor: RefCell<Option<Point>>,
    /// The position that we scrolled to; another one means that the browser did (focus, find in page).
    position: Cell<f64>,
    marks: marks::Marks,
    /// The publisher's styles are off.
    bare: Cell<bool>,
    /// How many letters there are, once they were counted.
    counted: Cell<Option<usize>>,
    _input: Vec<EventListener>,
}

impl Section {
    /// Takes over a frame whose document has loaded; `None` where there is no document to speak of.
    pub(super) fn new(
        frame: HtmlIFrameElement,
        settings: &ReadingSettings,
        book_wants_scroll: bool,
        listener: &Listener,
    ) -> Option<Self> {
        let document = frame.content_document()?;
        let window = frame.content_window()?;
        let sheet = OwnSheet::add(&document, &window)?;
        let direction = direction_of(&document, &window);
        apply_direction(&document, direction);
        let paginated = !settings.scroll.unwrap_or(book_wants_scroll);
        let part = Part::of(&document);
        let section = Self {
            text: TextIndex::of(&document, part.own.letters),
            part,
            cjk: is_cjk(&document),
            fixed_sizes: has_fixed_sizes(&document, &window),
            book_paper: paper_of(&document, &window),
            _input: listen(&document, paginated, listener),
            frame,
            document,
            window,
            sheet,
            direction,
            geometry: Cell::default(),
            anchor: RefCell::default(),
            position: Cell::default(),
            marks: marks::Marks::default(),
            bare: Cell::default(),
            counted: Cell::default(),
        };
        Some(section)
    }

    /// Out of sight, or in sight.
    pub(super) fn wait(&self, waits: bool) {
        // The name of a class of our own cannot be refused.
        let _ = self.frame.class_list().toggle_with_force("is-waiting", waits);
    }

    /// True for the frame that this section stands in.
    pub(super) fn is_in(&self, element: &Element) -> bool {
        self.frame.is_same_node(Some(element))
    }

    /// Lays the section out for the frame's present size and the reader's settings.
    pub(super) fn lay_out(&self, settings: &ReadingSettings, book_wants_scroll: bool, palette: &Palette) {
        let width = f64::from(self.frame.client_width()).max(1.0);
        let height = f64::from(self.frame.client_height()).max(1.0);
        let paginated = !settings.scroll.unwrap_or(book_wants_scroll);
        let columns = if paginated {
            geometry::columns(settings.column_count, width, height, self.direction.vertical)
        } else {
            1
        };
        let around = Surroundings {
            palette: palette.clone(),
            width,
            height,
            direction: self.direction,
            paginated,
            columns,
            cjk: self.cjk,
            book_paper: self.book_paper.clone().filter(|_| settings.publisher_styles),
            fixed_sizes: self.fixed_sizes && settings.publisher_styles,
        };
        if self.bare.replace(!settings.publisher_styles) == settings.publisher_styles {
            self.sheet.dress(&self.document, settings.publisher_styles);
        }
        self.sheet.set(&style::stylesheet(settings, &around));
        if !self.direction.vertical {
            wide::mark(&self.document, style::room(&around), style::line(settings, &around));
        }
        picture::mark(&self.document);
        let mut geometry =
            Geometry { direction: self.direction, paginated, width, height, columns, extent: 0.0 };
        geometry.extent = self.measure(&geometry);
        self.geometry.set(geometry);
    }

    /// The length of the content; with two columns on a page an odd last column gets a blank neighbour.
    ///
    /// The blank column is known to be one column: the browser is not made to lay out again to tell so.
    fn measure(&self, geometry: &Geometry) -> f64 {
        const ODD: &str = "data-odd";
        let Some(root) = self.document.document_element() else { return 0.0 };
        let extent = f64::from(if geometry.along_y() { root.scroll_height() } else { root.scroll_width() });
        let had = root.has_attribute(ODD);
        let column = geometry.page_size() / f64::from(geometry.columns.max(1));
        // Scrolled text has no columns, and so none that is blank.
        let own = if had && geometry.paginated { extent - column } else { extent };
        let odd = geometry.columns == 2 && (own / column).round() as usize % 2 == 1;
        if odd != had {
            // Attributes of our own on an element of the book's document cannot fail to be set.
            let _ = root.toggle_attribute_with_force(ODD, odd);
        }
        if odd { own + column } else { own }
    }

    fn scroll(&self) -> f64 {
        let (x, y) = (self.window.scroll_x(), self.window.scroll_y());
        if self.geometry.get().along_y() { y.unwrap_or(0.0) } else { x.unwrap_or(0.0) }
    }

    /// Scrolls to a position, at once.
    pub(super) fn scroll_to(&self, position: f64) {
        let geometry = self.geometry.get();
        let offset = geometry.scroll_for(position);
        if geometry.along_y() {
            self.window.scroll_to_with_x_and_y(0.0, offset);
        } else {
            self.window.scroll_to_with_x_and_y(offset, 0.0);
        }
        self.position.set(position);
    }

    /// After the frame was moved: Chromium scrolls it to its start once somebody first asks where text is that a closed
    /// `details` hides. So that is asked before anything is scrolled to.
    pub(super) fn come_to_rest(&self) {
        let Ok(hidden) = self.document.query_selector_all("details:not([open])>:not(summary)") else {
            return;
        };
        let hidden = (0..hidden.length()).filter_map(|index| hidden.item(index));
        hidden.for_each(|node| drop(node.unchecked_into::<Element>().get_bounding_client_rect()));
    }

    /// Where we are along the axis.
    pub(super) fn position(&self) -> f64 {
        self.geometry.get().position_of_scroll(self.scroll())
    }

    /// True where the browser has scrolled on its own: a link got the focus, or words were found.
    pub(super) fn was_moved(&self) -> bool {
        (self.position() - self.position.get()).abs() > 1.5
    }

    /// The layout as it was measured.
    pub(super) fn geometry(&self) -> Geometry {
        self.geometry.get()
    }

    /// The position of the page that has `position` on it; scrolled text has no pages.
    pub(super) fn page_start(&self, position: f64) -> f64 {
        let geometry = self.geometry.get();
        if geometry.paginated {
            geometry.page_of(position) as f64 * geometry.page_size()
        } else {
            position.clamp(0.0, geometry.last_position())
        }
    }

    /// After the browser scrolled on its own: the whole page that has the focus, or most of what is shown.
    pub(super) fn settle(&self) {
        let geometry = self.geometry.get();
        if geometry.paginated {
            let middle = self.position() + geometry.page_size() * 0.5;
            self.scroll_to(self.page_start(self.focused_position().unwrap_or(middle)));
        }
        self.hold();
    }

    /// Where the element that has the focus begins, where it is in sight.
    fn focused_position(&self) -> Option<f64> {
        let focused = self.document.active_element()?;
        if self.document.body().is_some_and(|body| body.is_same_node(Some(&focused))) {
            return None;
        }
        let position = self.position_of(&focused);
        let here = self.position();
        (position >= here && position < here + self.geometry.get().page_size()).then_some(position)
    }

    /// Goes to a target, and holds on to what is there.
    pub(super) fn go(&self, target: &Target) {
        let geometry = self.geometry.get();
        let position = match target {
            Target::Start | Target::Part { end: false, .. } => 0.0,
            Target::End | Target::Part { end: true, .. } => geometry.last_position(),
            Target::Fragment(id) => self.position_of_id(id).unwrap_or(0.0),
            Target::Letters { letter, letters } => {
                self.mark_found(*letter, *letters);
                let point = self.text.as_ref().and_then(|text| text.letter(*letter));
                let position = point.as_ref().map_or(0.0, |point| self.point_position(point));
                self.scroll_to(self.page_start(position));
                *self.anchor.borrow_mut() = point;
                return;
            }
            Target::Kept { cfi, quote, progression } => {
                if let Some(point) = self.find(cfi.as_deref(), quote, *progression) {
                    let position = self.point_position(&point);
                    self.scroll_to(self.page_start(position));
                    *self.anchor.borrow_mut() = Some(point);
                    return;
                }
                geometry.position_at(self.part.in_part(*progression))
            }
        };
        self.scroll_to(self.page_start(position));
        self.hold();
        if let Target::Fragment(id) = target {
            self.hold_on_to(id);
        }
    }

    /// Marks what was searched for, and nothing else.
    fn mark_found(&self, letter: usize, letters: usize) {
        let text = self.text.as_ref().filter(|_| letters > 0);
        let range = text.and_then(|text| text.letters(letter, letters));
        highlight::mark(&self.window, highlight::FOUND, range.as_slice());
    }

    /// Holds on to what was asked for, not to what stands above it on the page.
    fn hold_on_to(&self, id: &str) {
        let text = self.text.as_ref().zip(self.document.get_element_by_id(id));
        let point = text.and_then(|(text, element)| text.first_from(&element));
        let end = self.position() + self.geometry.get().page_size();
        if let Some(point) = point.filter(|point| self.point_position(point) < end) {
            *self.anchor.borrow_mut() = Some(point);
        }
    }

    /// After a new layout: shows again what was held on to.
    pub(super) fn restore(&self, progression: f64) {
        let position = match &*self.anchor.borrow() {
            Some(point) => self.point_position(point),
            None => self.geometry.get().position_at(self.part.in_part(progression)),
        };
        self.scroll_to(self.page_start(position));
    }

    /// Holds on to the first character of the page that is shown.
    pub(super) fn hold(&self) {
        let geometry = self.geometry.get();
        let position = self.position();
        self.position.set(position);
        let point = self.text.as_ref().and_then(|text| text.first_at(position, &geometry, self.scroll()));
        *self.anchor.borrow_mut() = point.filter(|point| {
            let start = self.point_position(point);
            start < position + geometry.page_size()
        });
    }

    fn point_position(&self, point: &Point) -> f64 {
        let text = self.text.as_ref();
        text.map_or(0.0, |text| text.position_of(point, &self.geometry.get(), self.scroll()))
    }

    fn find(&self, cfi: Option<&str>, quote: &TextQuote, near: f64) -> Option<Point> {
        let text = self.text.as_ref()?;
        let words = quote.highlight.as_deref().unwrap_or_default();
        let by_cfi = cfi.and_then(|cfi| cfi::find(&self.document, cfi, &self.part));
        if let Some(point) = by_cfi {
            if words.is_empty() || same_words(&text.words_from(&point, QUOTE), words) {
                return Some(point);
            }
            // Another edition: the words decide, and where they are gone, the CFI after all.
            return Some(text.find(words, self.part.in_part(near)).unwrap_or(point));
        }
        text.find(words, self.part.in_part(near))
    }

    fn position_of_id(&self, id: &str) -> Option<f64> {
        self.document.get_element_by_id(id).map(|element| self.position_of(&element))
    }

    /// Where the first line of an element begins.
    fn position_of(&self, element: &Element) -> f64 {
        let rects = element.get_client_rects();
        let rect = rects.item(0).unwrap_or_else(|| element.get_bounding_client_rect());
        let rect = Rect { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() };
        self.geometry.get().span_of(&rect, self.scroll()).0
    }

    /// Of `ids`, in document order, the index of the last that has begun at the place that is held.
    pub(super) fn last_id_here(&self, ids: &[String]) -> Option<usize> {
        let anchor = self.anchor.borrow();
        let end = self.position() + self.geometry.get().page_size() - 1.0;
        let begun = |id: &String| match &*anchor {
            _ if self.part.is_before(id) => true,
            Some(point) => self.document.get_element_by_id(id).is_some_and(|element| {
                point.node.compare_document_position(&element) & Node::DOCUMENT_POSITION_PRECEDING != 0
            }),
            // A page of pictures alone.
            None => self.position_of_id(id).is_some_and(|position| position < end),
        };
        ids.iter().rposition(begun)
    }

    /// The place that is shown.
    pub(super) fn place(&self) -> Place {
        let geometry = self.geometry.get();
        let position = self.position();
        let total = geometry.whole();
        let progression = (position / total).clamp(0.0, 1.0);
        let end_progression = ((position + geometry.page_size()) / total).clamp(0.0, 1.0);
        let (page, pages) = self.part.page_of(geometry.page_of(position), geometry.pages());
        let mut place = Place {
            progression: self.part.in_whole(progression),
            end_progression: self.part.in_whole(end_progression),
            page,
            pages,
            ..Place::default()
        };
        if let (Some(text), Some(point)) = (&self.text, &*self.anchor.borrow()) {
            let words = |words: String| (!words.is_empty()).then_some(words);
            place.cfi = cfi::of_point(point, &self.part);
            place.quote.highlight = words(text.words_from(point, QUOTE));
            place.quote.before = words(text.words_before(point, QUOTE / 2));
            place.excerpt = words(text.words_from(point, EXCERPT));
        }
        place
    }

    /// How many letters stand before the page that is shown.
    pub(super) fn letter_here(&self) -> usize {
        let anchor = self.anchor.borrow();
        let both = self.text.as_ref().zip(anchor.as_ref());
        both.map_or(0, |(text, point)| text.letters_before(point))
    }

    /// Puts the keyboard's focus into the book, so that its keys and a screen reader's cursor are there.
    pub(super) fn focus(&self) {
        if let Some(body) = self.document.body() {
            let _ = body.set_attribute("tabindex", "-1");
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let body: HtmlElement = body;
            let _ = body.focus_with_options(&options);
        }
    }

    /// The document, for those who wait for its pictures and fonts.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }
}

/// Everything that a hand does, and the words that it chooses.
fn listen(document: &Document, paginated: bool, listener: &Listener) -> Vec<EventListener> {
    let mut all = input::listen(document, paginated, listener);
    all.extend(chosen::listen(document, listener));
    all
}

impl Drop for Section {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

/// True where the first words are the same, white space aside.
fn same_words(found: &str, wanted: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).take(24).collect::<String>();
    letters(found) == letters(wanted)
}

fn computed(window: &Window, element: &Element, property: &str) -> String {
    let style = window.get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
}

/// How text runs, as the book's own style says on the body, else on the root.
fn direction_of(document: &Document, window: &Window) -> Direction {
    let Some(root) = document.document_element() else { return Direction::default() };
    let body: Element = document.body().map_or_else(|| root.clone(), Into::into);
    let mode = computed(window, &body, "writing-mode");
    let vertical = mode.starts_with("vertical") || mode.starts_with("tb") || mode.starts_with("sideways");
    let rtl = if vertical {
        mode != "vertical-lr" && mode != "sideways-lr"
    } else {
        computed(window, &body, "direction") == "rtl"
    };
    Direction { vertical, rtl }
}

/// Gives the root what the body says, since columns are made on the root.
fn apply_direction(document: &Document, direction: Direction) {
    let Some(root) = document.document_element() else { return };
    if root.namespace_uri().as_deref() != Some("http://www.w3.org/1999/xhtml") {
        return;
    }
    // No `dyn_into`: the element is of the frame's window, whose classes are not ours.
    let root: HtmlElement = root.unchecked_into();
    let style = root.style();
    if direction.vertical {
        let mode = if direction.rtl { "vertical-rl" } else { "vertical-lr" };
        let _ = style.set_property("writing-mode", mode);
    } else if direction.rtl {
        let _ = style.set_property("direction", "rtl");
    }
}

/// The paper that the book itself asks for, on its root or body.
fn paper_of(document: &Document, window: &Window) -> Option<String> {
    let elements = [document.body().map(Element::from), document.document_element()];
    elements.into_iter().flatten().map(|element| computed(window, &element, "background-color")).find(
        |colour| {
            let clear =
                colour.is_empty() || colour == "transparent" || colour.replace(' ', "").ends_with(",0)");
            !clear
        },
    )
}

fn is_cjk(document: &Document) -> bool {
    let language = |element: Option<Element>| {
        let element = element?;
        element.get_attribute("xml:lang").or_else(|| element.get_attribute("lang"))
    };
    let tag = language(document.body().map(Into::into)).or_else(|| language(document.document_element()));
    match tag.map(|tag| tag.to_ascii_lowercase()) {
        Some(tag) if !tag.is_empty() => {
            ["zh", "ja", "ko", "cmn", "yue"].iter().any(|known| tag.starts_with(known))
        }
        _ => {
            let text = document.body().and_then(|body| body.text_content()).unwrap_or_default();
            let cjk = |letter: &char| ('\u{2e80}'..='\u{9fff}').contains(letter);
            let sample: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).take(400).collect();
            sample.iter().filter(|letter| cjk(letter)).count() * 4 > sample.len()
        }
    }
}

/// True where text does not follow the root's size: the book says `font-size: 12px` or the like.
fn has_fixed_sizes(document: &Document, window: &Window) -> bool {
    let Some(root) = document.document_element() else { return false };
    let paragraph = document.query_selector("body p, body li, body div").ok().flatten();
    let Some(sample) = paragraph.or_else(|| document.body().map(Into::into)) else { return false };
    let root: HtmlElement = root.unchecked_into();
    let style = root.style();
    let size_at = |size: &str| {
        let _ = style.set_property_with_priority("font-size", size, "important");
        computed(window, &sample, "font-size")
    };
    let fixed = size_at("16px") == size_at("32px");
    let _ = style.remove_property("font-size");
    fixed
}
