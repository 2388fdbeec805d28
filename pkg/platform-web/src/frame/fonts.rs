//! Typefaces that no system brings: fetched when a reader chooses one, and lent to the book's document.
//!
//! A face is made of bytes that the app has fetched. The document itself asks for nothing, so its policy stays as it is.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Response};

use super::settings::FontFamily;

/// A file of a family: its name, and of what letters it is (weight, style, range of characters).
type Cut = (&'static str, &'static str, &'static str, &'static str);

/// A family of letters, in files of the app.
pub(super) struct Family {
    /// What style sheets call it.
    pub(super) name: &'static str,
    /// Its folder.
    folder: &'static str,
    cuts: [Cut; 4],
}

/// All characters that a file has.
const ALL: &str = "U+0-10FFFF";
/// What fontsource's `latin` has.
const LATIN: &str = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
/// What fontsource's `latin-ext` has.
const MORE_LATIN: &str = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

static DYSLEXIC: Family = Family {
    name: "OpenDyslexic",
    folder: "opendyslexic",
    cuts: [
        ("normal", "400", "normal", ALL),
        ("italic", "400", "italic", ALL),
        ("bold", "700", "normal", ALL),
        ("bold-italic", "700", "italic", ALL),
    ],
};

static LEGIBLE: Family = Family {
    name: "Atkinson Hyperlegible Next",
    folder: "atkinson",
    cuts: [
        ("normal", "200 800", "normal", LATIN),
        ("italic", "200 800", "italic", LATIN),
        ("more", "200 800", "normal", MORE_LATIN),
        ("more-italic", "200 800", "italic", MORE_LATIN),
    ],
};

/// The family that must be lent for a choice; none where the system's letters do.
pub(super) fn family_of(choice: Option<FontFamily>) -> Option<&'static Family> {
    match choice? {
        FontFamily::Dyslexic => Some(&DYSLEXIC),
        FontFamily::Legible => Some(&LEGIBLE),
        FontFamily::Serif | FontFamily::Sans | FontFamily::Kai => None,
    }
}

thread_local! {
    /// The files that were fetched, by their address.
    static FETCHED: RefCell<Vec<(String, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// Lends `family` to `document`, unless it has it. False where it could not be fetched, or is not understood.
pub(super) async fn lend(document: &Document, family: &'static Family) -> bool {
    let mark = JsValue::from(["yueli-", family.folder].concat());
    if Reflect::has(document, &mark).unwrap_or_default() {
        return true;
    }
    let files =
        family.cuts.iter().map(|cut| fetched(["/fonts/", family.folder, "/", cut.0, ".woff2"].concat()));
    let files = futures::future::join_all(files).await;
    let mut lent = true;
    for (cut, file) in family.cuts.iter().zip(files) {
        lent &= match file {
            Some(file) => add(document, family.name, cut, &file).await.is_some(),
            None => false,
        };
    }
    if lent {
        // A document that is being taken down has no more to remember.
        let _ = Reflect::set(document, &mark, &JsValue::TRUE);
    }
    lent
}

async fn fetched(url: String) -> Option<JsValue> {
    let known =
        FETCHED.with_borrow(|all| all.iter().find(|(own, _)| *own == url).map(|(_, file)| file.clone()));
    if known.is_some() {
        return known;
    }
    let answer = JsFuture::from(web_sys::window()?.fetch_with_str(&url)).await.ok()?;
    let answer: Response = answer.dyn_into().ok().filter(Response::ok)?;
    let file = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    FETCHED.with_borrow_mut(|all| all.push((url, file.clone())));
    Some(file)
}

/// Makes a face of the frame's own window of a file, and adds it to the document's.
async fn add(document: &Document, name: &str, (_, weight, style, range): &Cut, file: &JsValue) -> Option<()> {
    let window = document.default_view()?;
    let class = Reflect::get(&window, &"FontFace".into()).ok()?;
    let how = Object::new();
    for (key, value) in [("weight", weight), ("style", style), ("unicodeRange", range)] {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&how, &key.into(), &JsValue::from(*value));
    }
    let arguments = Array::of3(&name.into(), file, &how);
    let face = Reflect::construct(class.unchecked_ref::<Function>(), &arguments).ok()?;
    let load = Reflect::get(&face, &"load".into()).ok()?;
    let loading = load.unchecked_ref::<Function>().call0(&face).ok()?;
    JsFuture::from(loading.unchecked_into::<js_sys::Promise>()).await.ok()?;
    let fonts = document.fonts();
    let add = Reflect::get(&fonts, &"add".into()).ok()?;
    add.unchecked_ref::<Function>().call1(&fonts, &face).ok()?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_system_brings_is_lent() {
        for (choice, expected) in [
            (None, None),
            (Some(FontFamily::Serif), None),
            (Some(FontFamily::Kai), None),
            (Some(FontFamily::Legible), Some("Atkinson Hyperlegible Next")),
            (Some(FontFamily::Dyslexic), Some("OpenDyslexic")),
        ] {
            assert_eq!(family_of(choice).map(|family| family.name), expected, "{choice:?}");
        }
    }
}
