//! Documents of books, defused and made ready to be shown: bytes to bytes, in one pass.
//!
//! A document that is well-formed, or that can be made so (undeclared prefixes and entities, bare
//! ampersands, attributes without quotes), stays XML. One whose tags do not match becomes HTML, which
//! forgives it. Either way:
//!
//! - scripts become empty elements, and nothing that acts is left (EPUB Reading Systems 3.3 section 4.4);
//! - our own snippets stand at the start and at the end of the head;
//! - every reference may be replaced;
//! - below the body no element is added, taken or moved and no text is changed, so that CFIs hold; only a
//!   formula's `mfenced`, which browsers draw no more, is written as what it is short for.

mod asides;
mod attributes;
mod fenced;
pub(crate) mod output;
pub(crate) mod rewriter;
mod sheets;
pub(crate) mod survey;

use std::collections::BTreeMap;

use yueli_publication::{Problem, ProblemCode};

use self::rewriter::Rewriter;
pub use self::sheets::linked_sheets;
use self::survey::{Root, Survey};
use crate::decode::decode;
use crate::scan::Mode;

/// What is put into documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RewriteOptions {
    /// Well-formed XHTML for the start of the head.
    pub head_start: String,
    /// Well-formed XHTML for the end of the head.
    pub head_end: String,
    /// CSS for SVG documents: a `style` element, the last child of the root.
    pub svg_style: String,
    /// CSS to stand in place of the links of the head that name it so (see [`linked_sheets`]); what it refers to is
    /// named from the document's place.
    pub sheets: BTreeMap<String, String>,
    /// True to leave scripts, event attributes and forms as they are, for a reader who opted in to them,
    /// on an origin of its own. Other hosts' pages stay out all the same.
    pub keep_scripts: bool,
}

/// A document, rewritten.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewritten {
    /// The document in UTF-8.
    pub bytes: Vec<u8>,
    /// `application/xhtml+xml`, `image/svg+xml` or `application/xml` by its root; `text/html` where it
    /// could not be made well-formed.
    pub media_type: &'static str,
    /// What was wrong with it.
    pub problems: Vec<Problem>,
}

/// A reference that a document makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference<'a> {
    element: &'a str,
    attribute: &'a str,
    url: &'a str,
    resource: bool,
}

impl<'a> Reference<'a> {
    /// The element's local name, in lower case.
    pub fn element(&self) -> &'a str {
        self.element
    }

    /// The attribute's local name, in lower case; nothing for what a `style` element refers to.
    pub fn attribute(&self) -> &'a str {
        self.attribute
    }

    /// The URL as it is meant: references and escapes are resolved.
    pub fn url(&self) -> &'a str {
        self.url
    }

    /// True where what it leads to is part of the page (an image, a style sheet, a frame), false where a
    /// reader would go there.
    pub fn is_resource(&self) -> bool {
        self.resource
    }
}

/// Rewrites a document. `reference` gets every reference and may return another URL.
///
/// Never fails: whatever it is given, what comes out is a document that does nothing.
pub fn rewrite(
    bytes: &[u8],
    options: &RewriteOptions,
    reference: &mut dyn FnMut(Reference<'_>) -> Option<String>,
) -> Rewritten {
    let source = decode(bytes);
    let source = source.trim_start();
    let survey = Survey::of(source);
    let mode = if survey.well_formed { Mode::Xml } else { Mode::Html };
    let output = Rewriter::new(mode, &survey, options, reference).run(source);
    let media_type = match (mode, survey.root) {
        (Mode::Html, _) => "text/html",
        (Mode::Xml, Root::Html) => "application/xhtml+xml",
        (Mode::Xml, Root::Svg) => "image/svg+xml",
        (Mode::Xml, Root::Other) => "application/xml",
    };
    let problems = survey.fault.map(|(what, at)| {
        Problem::new(ProblemCode::Malformed, format!("{what}, before byte {at} of the decoded document"))
    });
    Rewritten { bytes: output.into_bytes(), media_type, problems: problems.into_iter().collect() }
}

#[cfg(test)]
mod tests;
