//! Pictures that are made as sharp as the screen: those of documents that say where such can be had.
//!
//! A page that is drawn when it is asked for has `<img data-picture="pictures/3"/>`; of what is at that path with a
//! width in pixels and `.bmp` after it, as many pixels are asked for as the screen shows.

use std::{future::Future, pin::Pin, rc::Rc};

use futures::future::join;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlImageElement};

/// Gives the address of what is at a path of the book; `None` where it cannot be had.
pub type Pictures = Rc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Option<String>>>>>;

/// A page is shown without its picture after this long, and with it when it comes.
const PATIENCE_MS: u32 = 2_500;
/// Widths are multiples of this many pixels, so that a little more or less room asks for nothing new.
const STEP: u32 = 32;
/// Wider than this no picture is asked for, in pixels.
const WIDEST: u32 = 8192;
/// A picture that has fewer than so many times the pixels wanted is as good.
const SPARE: f64 = 1.6;

/// A picture of a document, and how wide it is on the screen in CSS pixels.
pub(super) type Wanted = (Document, f64);

/// Makes the pictures sharp, and waits for them a little.
pub(super) async fn sharpen(wanted: Vec<Wanted>, pictures: &Pictures) {
    let mut work: Vec<_> =
        wanted.iter().filter_map(|(document, width)| image(document, *width, pictures)).collect();
    if work.is_empty() {
        return;
    }
    let (one, other) = (work.pop(), work.pop());
    let (sender, done) = futures::channel::oneshot::channel();
    wasm_bindgen_futures::spawn_local(async move {
        // Never more than two: `join_all`, which is made for thousands, would be more code.
        join(or_nothing(one), or_nothing(other)).await;
        // Nobody waits any more.
        let _ = sender.send(());
    });
    futures::future::select(done, TimeoutFuture::new(PATIENCE_MS)).await;
}

/// Gives a document's picture the pixels that it needs, where it has not got them.
fn image(document: &Document, width: f64, pictures: &Pictures) -> Option<impl Future<Output = ()> + use<>> {
    let image = document.query_selector("img[data-picture]").ok().flatten()?;
    // No `dyn_into`: the element is of the frame's window, whose classes are not ours.
    let image: HtmlImageElement = image.unchecked_into();
    let path = image.get_attribute("data-picture")?;
    let pixels = pixels(width, density());
    let asked = image.get_attribute("data-pixels").and_then(|asked| asked.parse::<u32>().ok());
    if asked.is_some_and(|asked| asked >= pixels && f64::from(asked) <= f64::from(pixels) * SPARE) {
        return None;
    }
    // A name and a value of our own cannot be refused.
    let _ = image.set_attribute("data-pixels", &pixels.to_string());
    let found = pictures(format!("{path}/{pixels}.bmp"));
    Some(async move {
        let Some(url) = found.await else { return };
        // Meanwhile another may have been asked for: the last one stays.
        if image.get_attribute("data-pixels").as_deref() == Some(&pixels.to_string()) {
            image.set_src(&url);
            // A picture that cannot be decoded leaves the page as it is.
            let _ = JsFuture::from(image.decode()).await;
        }
    })
}

/// False where the document's picture has not come.
pub(super) fn has_come(document: &Document) -> bool {
    let image = document.query_selector("img[data-picture]").ok().flatten();
    // No `dyn_into`, as above.
    image.is_none_or(|image| image.unchecked_into::<HtmlImageElement>().natural_width() > 0)
}

async fn or_nothing(work: Option<impl Future<Output = ()>>) {
    if let Some(work) = work {
        work.await;
    }
}

/// How many pixels of the device are one of CSS, the fingers' own enlargement included.
fn density() -> f64 {
    let Some(window) = web_sys::window() else { return 1.0 };
    let ratio = window.device_pixel_ratio();
    let pinched = super::view::viewport(&window)
        .and_then(|viewport| js_sys::Reflect::get(&viewport, &"scale".into()).ok())
        .and_then(|scale| scale.as_f64());
    ratio * pinched.unwrap_or(1.0)
}

fn pixels(width: f64, density: f64) -> u32 {
    // What is more than any number is the largest.
    ((width * density).ceil() as u32).clamp(1, WIDEST).next_multiple_of(STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_more_room_asks_for_nothing_new() {
        for (width, density, expected) in
            [(600.0, 1.0, 608), (605.0, 1.0, 608), (600.0, 2.0, 1216), (0.0, 1.0, 32), (1e9, 3.0, 8192)]
        {
            assert_eq!(pixels(width, density), expected);
        }
    }
}
