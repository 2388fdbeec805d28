//! A style sheet of our own in a book's document, which leaves its DOM as it is.
//!
//! A constructed sheet is adopted by the document: it comes after the book's own sheets, and no policy of
//! the page forbids it (`blob:` documents inherit ours, which allows no inline style).

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Window};

/// Our style sheet in one document.
pub(super) enum OwnSheet {
    /// Constructed and adopted.
    Adopted(JsValue),
    /// A `style` element, for browsers that adopt none.
    Element(Element),
}

impl OwnSheet {
    /// Adds an empty sheet to `document`; `None` where the browser lets us do neither.
    ///
    /// In a `blob:` document the book's own `style` elements have no effect (see above): they are adopted too.
    pub(super) fn add(document: &Document, window: &Window) -> Option<Self> {
        let Some(own) = construct(window) else { return add_element(document).map(Self::Element) };
        let sheets = Array::new();
        if document.url().is_ok_and(|url| url.starts_with("blob:")) {
            for css in inline_styles(document) {
                if let Some(sheet) = construct(window) {
                    replace(&sheet, &css);
                    sheets.push(&sheet);
                }
            }
        }
        sheets.push(&own);
        match Reflect::set(document, &"adoptedStyleSheets".into(), &sheets) {
            Ok(true) => Some(Self::Adopted(own)),
            _ => add_element(document).map(Self::Element),
        }
    }

    /// Puts on what the book brings of styles, or takes it off.
    pub(super) fn dress(&self, document: &Document, on: bool) {
        let Ok(sheets) = Reflect::get(document, &"styleSheets".into()) else { return };
        let ours = match self {
            Self::Element(element) => Reflect::get(element, &"sheet".into()).unwrap_or_default(),
            Self::Adopted(_) => JsValue::UNDEFINED,
        };
        let adopted = Reflect::get(document, &"adoptedStyleSheets".into()).unwrap_or_default();
        for list in [sheets, adopted] {
            let length = Reflect::get(&list, &"length".into()).ok().and_then(|length| length.as_f64());
            for index in 0..length.unwrap_or_default() as u32 {
                let Ok(sheet) = Reflect::get_u32(&list, index) else { continue };
                let own = sheet == ours || matches!(self, Self::Adopted(own) if *own == sheet);
                if !own {
                    // Every sheet has it, and takes it.
                    let _ = Reflect::set(&sheet, &"disabled".into(), &(!on).into());
                }
            }
        }
    }

    /// Puts `css` in place of what the sheet said.
    pub(super) fn set(&self, css: &str) {
        match self {
            Self::Adopted(sheet) => replace(sheet, css),
            Self::Element(element) => element.set_text_content(Some(css)),
        }
    }
}

/// A sheet of the frame's own window: a document adopts no other.
fn construct(window: &Window) -> Option<JsValue> {
    let class = Reflect::get(window, &"CSSStyleSheet".into()).ok()?;
    Reflect::construct(class.dyn_ref::<Function>().unwrap_or(class.unchecked_ref()), &Array::new()).ok()
}

fn replace(sheet: &JsValue, css: &str) {
    let Ok(replace) = Reflect::get(sheet, &"replaceSync".into()) else { return };
    // Rules that the browser does not know are left out by itself.
    let _ = replace.unchecked_ref::<Function>().call1(sheet, &css.into());
}

fn inline_styles(document: &Document) -> Vec<String> {
    let styles = document.get_elements_by_tag_name("style");
    (0..styles.length()).filter_map(|index| styles.item(index)?.text_content()).collect()
}

fn add_element(document: &Document) -> Option<Element> {
    let style = document.create_element_ns(Some("http://www.w3.org/1999/xhtml"), "style").ok()?;
    // At the end, so that no element before it gets another number (CFI).
    let parent = document.head().map(Element::from).or_else(|| document.document_element())?;
    parent.append_child(&style).ok()?;
    Some(style)
}
