//! Pictures of the text that are looked at by themselves: which they are, and what is said of them.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Document, Element, Event, HtmlImageElement, MouseEvent, Url};

use super::{Side, side_of};

/// What opens, as the reader's style sheet knows it.
const OPENS: &str = "data-opens";
/// Smaller things are ornaments, in CSS pixels.
const SMALL: f64 = 48.0;
/// No more pictures than these are looked at in a document.
const MOST: u32 = 400;
/// Where a picture takes this much of the width, a tap beside the middle turns the page, as it does on text.
const FULL: f64 = 0.6;
/// A tap this near to the edge, as a part of the width and at most in CSS pixels, turns the page whatever is there.
const EDGE: f64 = 0.16;
const EDGE_PX: f64 = 96.0;
/// The longest description that is shown, in characters.
const LONGEST: usize = 4000;

/// A picture, and what the book says of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    /// Where it is: an address of the book's, or one that was made for this.
    pub src: String,
    /// The address was made for this, and is to be given back.
    pub made: bool,
    /// Its width and height in CSS pixels, as it was drawn.
    pub size: (f64, f64),
    /// What stands in its place for those who cannot see it.
    pub name: String,
    /// The words below it.
    pub caption: String,
    /// What it shows, at length.
    pub description: String,
    /// Where it is described, if that is another document.
    pub described_at: Option<String>,
}

/// Marks the pictures that open, once the document is laid out.
pub(super) fn mark(document: &Document) {
    let Ok(all) = document.query_selector_all("img,svg:not(svg svg)") else { return };
    for index in 0..all.length().min(MOST) {
        let Some(node) = all.item(index) else { continue };
        // No `dyn_into`: elements are of the frame's window, whose classes are not ours.
        let element: Element = node.unchecked_into();
        let rect = element.get_bounding_client_rect();
        // What is a link goes where it leads.
        let opens = rect.width() >= SMALL
            && rect.height() >= SMALL
            && element.closest("a,button,[aria-hidden=true]").ok().flatten().is_none();
        if opens == element.has_attribute(OPENS) {
            continue;
        }
        // Attributes of our own on an element of the book's document cannot fail to be set.
        let _ = element.toggle_attribute_with_force(OPENS, opens);
        let says_nothing = element.get_attribute("alt").is_some_and(|alt| alt.trim().is_empty())
            || matches!(element.get_attribute("role").as_deref(), Some("presentation" | "none"));
        if opens && !says_nothing && !element.has_attribute("tabindex") {
            let _ = element.set_attribute("tabindex", "0");
        }
    }
}

/// The picture that an event opens: the one it is on. A tap (`at`, on a page `width` wide, both in CSS pixels) at the
/// side of one that fills the page turns the page.
pub(super) fn opened(event: &Event, at: Option<(f64, f64)>) -> Option<Picture> {
    let target: Element = event.target()?.unchecked_into();
    let element = target.closest("[data-opens]").ok().flatten()?;
    let turns =
        at.is_some_and(|(x, width)| turns_the_page(x, width, element.get_bounding_client_rect().width()));
    if turns { None } else { of(&element) }
}

/// True where a tap at `x` on a picture `own` wide means the page, which is `width` wide: at the edges always, and beside
/// the middle where the picture fills the page.
fn turns_the_page(x: f64, width: f64, own: f64) -> bool {
    let edge = (width * EDGE).min(EDGE_PX);
    x < edge || x > width - edge || own > width * FULL && side_of(x, width) != Side::Middle
}

/// Where a click was, and how wide the page is; none where text is scrolled, for there are no pages to turn.
pub(super) fn place(event: &MouseEvent, paginated: bool) -> Option<(f64, f64)> {
    width_of(event).filter(|_| paginated).map(|width| (f64::from(event.client_x()), width))
}

/// How wide the page is that an event is on, in CSS pixels.
pub(super) fn width_of(event: &Event) -> Option<f64> {
    let element: Element = event.target()?.unchecked_into();
    Some(f64::from(element.owner_document()?.document_element()?.client_width()))
}

fn of(element: &Element) -> Option<Picture> {
    let rect = element.get_bounding_client_rect();
    let mut picture = Picture { size: (rect.width(), rect.height()), ..Picture::default() };
    if element.local_name() == "img" {
        let image: &HtmlImageElement = element.unchecked_ref();
        picture.src = Some(image.current_src()).filter(|src| !src.is_empty()).unwrap_or_else(|| image.src());
        let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
        if width > 0.0 && height > 0.0 {
            picture.size = (width, height);
        }
    } else if let Some(inner) = only_picture(element) {
        picture.src = inner;
    } else {
        picture.src = made_of(element)?;
        picture.made = true;
    }
    describe(element, &mut picture);
    Some(picture)
}

/// What a book says of a picture, in the order of what says most.
fn describe(element: &Element, picture: &mut Picture) {
    let document = element.owner_document();
    let attribute = |name: &str| element.get_attribute(name).filter(|value| !value.trim().is_empty());
    let by_ids = |ids: Option<String>| {
        let (ids, document) = (ids?, document.as_ref()?);
        let all = ids.split_whitespace().filter_map(|id| words(document.get_element_by_id(id)));
        Some(all.collect::<Vec<_>>().join("\n")).filter(|all| !all.is_empty())
    };
    let inner = |name: &str| words(element.query_selector(&[":scope>", name].concat()).ok().flatten());
    let name = attribute("alt").or_else(|| by_ids(attribute("aria-labelledby")));
    let name =
        name.or_else(|| attribute("aria-label")).or_else(|| inner("title")).or_else(|| attribute("title"));
    picture.name = name.unwrap_or_default().trim().to_owned();
    let figure = element.closest("figure").ok().flatten();
    let caption = figure.and_then(|figure| figure.query_selector("figcaption").ok().flatten());
    picture.caption = words(caption).unwrap_or_default();
    let long = attribute("longdesc");
    let here =
        |href: &Option<String>| href.as_ref().and_then(|href| href.strip_prefix('#')).map(str::to_owned);
    let description = by_ids(attribute("aria-details")).or_else(|| by_ids(here(&long)));
    let description = description.or_else(|| by_ids(attribute("aria-describedby"))).or_else(|| inner("desc"));
    picture.description = description.filter(|own| *own != picture.caption).unwrap_or_default();
    picture.described_at = long.filter(|href| !href.starts_with('#'));
}

fn words(element: Option<Element>) -> Option<String> {
    let text = element?.text_content()?;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| words.chars().take(LONGEST).collect())
}

/// The address of the one picture that a drawing is made of: covers often are.
fn only_picture(drawing: &Element) -> Option<String> {
    let shapes = "path,rect,circle,ellipse,line,polyline,polygon,text,use,foreignObject";
    let images = drawing.query_selector_all("image").ok()?;
    if images.length() != 1 || drawing.query_selector(shapes).ok().flatten().is_some() {
        return None;
    }
    let image: Element = images.item(0)?.unchecked_into();
    let xlink = "http://www.w3.org/1999/xlink";
    let href = image.get_attribute("href").or_else(|| image.get_attribute_ns(Some(xlink), "href"))?;
    let base = image.base_uri().ok().flatten()?;
    Url::new_with_base(&href, &base).ok().map(|url| url.href())
}

/// A drawing as a file of its own, which a picture runs nothing of.
fn made_of(drawing: &Element) -> Option<String> {
    let mut source = drawing.outer_html();
    if !source.contains("xmlns=") {
        source = source.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1);
    }
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&source.into()), &kind).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

impl Picture {
    /// Gives back the address that was made for it.
    pub fn give_back(&self) {
        if self.made {
            // An address that is given back already needs nothing.
            let _ = Url::revoke_object_url(&self.src);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taps_at_the_edge_turn_the_page_and_taps_in_the_middle_open_the_picture() {
        for (x, width, own, turns) in [
            (20.0, 375.0, 100.0, true),
            (365.0, 375.0, 100.0, true),
            (90.0, 375.0, 100.0, false),
            (90.0, 375.0, 330.0, true),
            (187.0, 375.0, 330.0, false),
            (60.0, 1440.0, 600.0, true),
            (200.0, 1440.0, 600.0, false),
            (200.0, 1440.0, 1400.0, true),
        ] {
            assert_eq!(turns_the_page(x, width, own), turns, "{x} of {width}, {own} wide");
        }
    }
}
