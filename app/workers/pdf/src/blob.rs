//! Documents and pictures as `blob:` URLs, for where there is no service worker.

use std::{cell::RefCell, collections::VecDeque};

use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};
use yueli_pdf::Resource;
use yueli_publication::{Problem, ProblemCode};

/// How many are kept: documents and pictures of two spreads, and pictures of the same pages in another size.
const KEPT: usize = 12;

/// What was made so far, oldest first.
#[derive(Default)]
pub(crate) struct Blobs(RefCell<VecDeque<String>>);

impl Blobs {
    /// Gives the resource a URL; the oldest one is let go.
    pub(crate) fn url(&self, resource: &Resource) -> Result<String, Problem> {
        let failed = |error: JsValue| Problem::new(ProblemCode::ResourceDamaged, format!("{error:?}"));
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(resource.bytes.as_slice()));
        let options = BlobPropertyBag::new();
        options.set_type(resource.media_type);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(failed)?;
        let url = Url::create_object_url_with_blob(&blob).map_err(failed)?;
        let mut kept = self.0.borrow_mut();
        kept.push_back(url.clone());
        if kept.len() > KEPT
            && let Some(old) = kept.pop_front()
        {
            // Only a URL that is not ours could be refused.
            let _ = Url::revoke_object_url(&old);
        }
        Ok(url)
    }
}
