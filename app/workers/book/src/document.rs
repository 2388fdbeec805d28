//! The documents of the open book, as the service worker's frames show them: defused, with their styles in them.

use std::{collections::BTreeMap, rc::Rc};

use yueli_markup::{css, document};
use yueli_publication::url;

use crate::{
    desk::Book,
    finished::Finished,
    serve::{self, bearable, inside},
};

/// Style sheets stay links where all that a document has would take more bytes than these.
const INLINE: usize = 256 << 10;
/// How many resources of a document are made ready ahead, at most.
const AHEAD: usize = 24;

/// A document that was made, and what it shows beside its text.
pub(crate) struct Document {
    /// The rewritten document.
    pub(crate) made: document::Rewritten,
    /// Paths of what is part of the page: pictures, and what its style sheets refer to.
    pub(crate) parts: Vec<String>,
}

/// Makes the document at `path`; `head_start` is for the start of its head.
pub(crate) async fn make(
    book: &Book,
    finished: &Finished,
    path: &str,
    bytes: &[u8],
    head_start: String,
) -> Document {
    let sheets = sheets(book, finished, path, bytes).await;
    let options = document::RewriteOptions { sheets, head_start, ..document::RewriteOptions::default() };
    let mut parts = Vec::new();
    let made = document::rewrite(bytes, &options, &mut |reference| {
        let href = reference.url();
        if reference.is_resource() && !href.starts_with('#') && !url::is_absolute(href) {
            parts.push(url::split_fragment(&url::resolve(path, href)).0.to_owned());
        }
        let closed = reference.is_resource().then(|| finished.gate.closed_to(path, href)).flatten();
        closed.or_else(|| inside(path, href))
    });
    parts.dedup();
    Document { made, parts }
}

/// Makes the document at `path` ready, and what it shows: a frame that asks for it waits for nothing.
pub(crate) async fn prepare(book: &Book, finished: &Finished, path: &str) {
    for part in serve::answer(book, finished, path).await.1.iter().take(AHEAD) {
        serve::answer(book, finished, part).await;
    }
}

/// The style sheets of the document at `path`, to stand in it.
async fn sheets(book: &Book, finished: &Finished, path: &str, bytes: &[u8]) -> BTreeMap<String, String> {
    let depth = path.matches('/').count();
    let mut sheets = BTreeMap::new();
    let mut sum = 0;
    for href in document::linked_sheets(bytes) {
        let full = url::resolve(path, &href);
        if url::is_absolute(&full) {
            continue;
        }
        let at = url::split_fragment(&full).0;
        let sheet = match finished.sheet(at, depth) {
            Some(sheet) => sheet,
            None => {
                let sheet = sheet(book, finished, at, depth).await;
                finished.keep_sheet(at, depth, sheet.clone());
                sheet
            }
        };
        if let Some(sheet) = sheet {
            sum += sheet.len();
            sheets.insert(href, sheet.to_string());
        }
    }
    if sum > INLINE { BTreeMap::new() } else { sheets }
}

/// A style sheet with every reference named from a document so deep in folders; `None` where it is none.
async fn sheet(book: &Book, finished: &Finished, path: &str, depth: usize) -> Option<Rc<str>> {
    let resource = bearable(book.resource(path).await.ok()?, path).ok()?;
    if serve::essence(&resource.media_type) != "text/css" {
        return None;
    }
    let text = yueli_markup::decode(&resource.bytes);
    let own = css::rewrite(&text, &mut |href| finished.gate.closed_to(path, href));
    Some(named_from(&own, path, depth).into())
}

/// The sheet at `path`, for documents in folders `depth` deep.
fn named_from(sheet: &str, path: &str, depth: usize) -> String {
    let up = serve::up(depth);
    css::rewrite(sheet, &mut |href| {
        // What is meant in the sheet itself is not to be looked for in the document.
        let href = if href.is_empty() || href.starts_with('#') {
            format!("{path}{href}")
        } else {
            url::resolve(path, href)
        };
        (!url::is_absolute(&href)).then(|| format!("{up}{href}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_in_a_document_refers_to_what_it_referred_to() {
        for (css, path, depth, expected) in [
            ("a{b:url(f/x.otf)}", "OPS/css/a.css", 1, "a{b:url(\"../OPS/css/f/x.otf\")}"),
            ("@import '../b.css';", "OPS/css/a.css", 0, "@import \"./OPS/b.css\";"),
            ("a{b:url('/x.png')}", "a.css", 2, "a{b:url(\"../../x.png\")}"),
            ("a{b:url(../../../x.png)}", "OPS/a.css", 1, "a{b:url(\"../x.png\")}"),
            ("a{b:url(#c)}", "OPS/a.css", 1, "a{b:url(\"../OPS/a.css#c\")}"),
            ("a{b:url(data:,x)}", "a.css", 1, "a{b:url(data:,x)}"),
            ("a{b:url(https://example.org/x)}", "a.css", 1, "a{b:url(https://example.org/x)}"),
        ] {
            assert_eq!(named_from(css, path, depth), expected, "{css}");
        }
    }
}
