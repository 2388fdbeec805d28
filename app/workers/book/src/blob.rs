//! Documents that need no service worker: every resource in them is a `blob:` URL.
//!
//! For web-views that have no service worker, and for the very first visit before it is there. Such a
//! document goes into the same sandboxed frame, under a policy of its own that lets nothing run.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet, VecDeque},
};

use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};
use yueli_markup::{
    css,
    document::{self, Reference, RewriteOptions},
};
use yueli_publication::{Problem, ProblemCode, url};

use crate::{
    desk::Book,
    elsewhere::Gate,
    large,
    parts::Parts,
    serve::{bearable, is_document, sent},
};

/// Nothing runs, nothing leaves, nothing is sent; only what we made ourselves is shown.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src blob: data:; \
     style-src blob: data: 'unsafe-inline'; font-src blob: data:; media-src blob: data:; frame-src blob:; \
     script-src 'none'; form-action 'none'; base-uri 'none'\"/>";

/// How deep style sheets may import each other.
const DEEPEST: usize = 6;
/// How many documents are kept: the two of a spread, and the two that are made ready to take its place.
const KEPT: usize = 4;

/// What was made so far: resources are made once, documents anew each time they are shown.
#[derive(Default)]
pub(crate) struct Blobs {
    made: RefCell<HashMap<String, String>>,
    /// Those on the screen and before it, oldest first, with what is let go with them: a spread shows two at a time.
    documents: RefCell<VecDeque<Vec<String>>>,
}

impl Blobs {
    /// Makes the document at `asked` and gives its `blob:` URL; of a long one the part that its query is for. The oldest
    /// is let go.
    pub(crate) async fn document(&self, book: &Book, parts: &Parts, asked: &str) -> Result<String, Problem> {
        let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
        let mut resource = bearable(book.resource(path).await?, path)?;
        if !is_document(&resource.media_type) {
            // A picture that is a page: browsers make a document of it themselves, but not of a `blob:` in a book.
            resource.bytes = page_of(path).into_bytes();
        }
        let mut wanted = HashSet::new();
        let mut options = RewriteOptions { head_start: POLICY.to_owned(), ..RewriteOptions::default() };
        if let Some(divided) = parts.of(book, path).await {
            let (document, head) = divided.document(book.manifest(), path, divided.choose(query));
            resource.bytes = document.into_bytes();
            options.head_start.push_str(&head);
        }
        // Once to learn what is needed, once with what was made of it.
        document::rewrite(&resource.bytes, &options, &mut |reference: Reference<'_>| {
            if reference.is_resource() {
                wanted.insert(reference.url().to_owned());
            }
            None
        });
        let mut found = HashMap::new();
        for href in wanted {
            if let Some(url) = self.resource(book, path, &href, 0).await {
                found.insert(href, url);
            }
        }
        let made = document::rewrite(&resource.bytes, &options, &mut |reference: Reference<'_>| {
            let made = || found.get(reference.url()).cloned();
            // A document of this kind is under the app's own policy too, which no host is in: nothing is fetched.
            let closed = || Gate::default().closed_to(path, reference.url());
            if reference.is_resource() { made().or_else(closed) } else { None }
        });
        let is_svg = resource.media_type == "image/svg+xml";
        let url = blob(&made.bytes, if is_svg { "image/svg+xml" } else { made.media_type })?;
        let mut whole = vec![url.clone()];
        if book.is_of_pictures() {
            // No other document shows them, and all of them together may be more than the memory.
            whole.extend(self.made.borrow_mut().drain().map(|(_, picture)| picture));
        }
        self.documents.borrow_mut().push_back(whole);
        while self.documents.borrow().len() > KEPT {
            for old in self.documents.borrow_mut().pop_front().unwrap_or_default() {
                // Only a URL that is not ours could be refused.
                let _ = Url::revoke_object_url(&old);
            }
        }
        Ok(url)
    }

    /// Lets go of everything: the book is closed.
    pub(crate) fn let_go(&self) {
        let documents = self.documents.take().into_iter().flatten();
        for url in documents.chain(self.made.take().into_values()) {
            // Only a URL that is not ours could be refused.
            let _ = Url::revoke_object_url(&url);
        }
    }

    /// The `blob:` URL of the resource that `href` names in the document at `base`; `None` where it is not the book's.
    async fn resource(&self, book: &Book, base: &str, href: &str, depth: usize) -> Option<String> {
        let full = url::resolve(base, href);
        if url::is_absolute(&full) || depth > DEEPEST {
            return None;
        }
        let (path, fragment) = url::split_fragment(&full);
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        let known = self.made.borrow().get(path).cloned();
        if let Some(url) = known {
            return Some(url + &fragment);
        }
        if let Some(made) = large::resource(book, path, None).await {
            let url = Url::create_object_url_with_blob(&made.ok()?.large?).ok()?;
            self.made.borrow_mut().insert(path.to_owned(), url.clone());
            return Some(url + &fragment);
        }
        let resource = bearable(book.resource(path).await.ok()?, path).ok()?;
        let (bytes, media_type) = if resource.media_type == "text/css" {
            (self.style_sheet(book, path, &resource.bytes, depth).await.into_bytes(), "text/css")
        } else if is_document(&resource.media_type) {
            // In a frame within the frame it is under the same policy, and of the type that it was written as:
            // what is safe as XML need not be as HTML.
            let options = RewriteOptions { head_start: POLICY.to_owned(), ..RewriteOptions::default() };
            let made = document::rewrite(&resource.bytes, &options, &mut |reference: Reference<'_>| {
                let closed = || Gate::default().closed_to(path, reference.url());
                reference.is_resource().then(closed).flatten()
            });
            let is_svg = resource.media_type == "image/svg+xml";
            (made.bytes, if is_svg { "image/svg+xml" } else { made.media_type })
        } else {
            (resource.bytes, sent(&resource.media_type))
        };
        let url = blob(&bytes, media_type).ok()?;
        self.made.borrow_mut().insert(path.to_owned(), url.clone());
        Some(url + &fragment)
    }

    async fn style_sheet(&self, book: &Book, path: &str, bytes: &[u8], depth: usize) -> String {
        let text = yueli_markup::decode(bytes);
        let mut found = HashMap::new();
        for href in css::references(&text) {
            let made = Box::pin(self.resource(book, path, &href, depth + 1)).await;
            if let Some(url) = made {
                found.insert(href, url);
            }
        }
        css::rewrite(&text, &mut |href| {
            found.get(href).cloned().or_else(|| Gate::default().closed_to(path, href))
        })
    }
}

/// A page with the picture at `path`, named from where it lies.
fn page_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title></title></head><body><img alt=\"\" src=\"./{name}\"/></body></html>"
    )
}

fn blob(bytes: &[u8], media_type: &str) -> Result<String, Problem> {
    let failed = |error: JsValue| Problem::new(ProblemCode::ResourceDamaged, format!("{error:?}"));
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(failed)?;
    Url::create_object_url_with_blob(&blob).map_err(failed)
}
