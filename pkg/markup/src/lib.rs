//! Markup of books: reading XML that is not quite XML, and rewriting documents and style sheets so that
//! they can be shown.
//!
//! - [`xml`] — a small tolerant element tree, for package and navigation documents.
//! - [`document`] — XHTML and SVG, defused and with our own head, streamed from bytes to bytes.
//! - [`css`] — style sheets: references, and EPUB's prefixed properties.
//! - [`text`] — what a reader sees of a document, as plain text.
//! - [`speech`] — what a document says of how it is spoken.
//! - [`reading`] — all that is read of a document, letter by letter, for places and for search.
//!
//! One scanner serves all of them, so that what one of them calls an element the others do too.
//! Nothing here fails and nothing here recurses without a limit: input is a stranger's.

pub mod css;
pub mod document;
pub mod parts;
pub mod reading;
pub mod speech;
pub mod text;
pub mod xml;

mod bindings;
mod css_epub;
mod css_scan;
mod decode;
mod defuse;
mod doctype;
mod entities;
mod fences;
mod scan;

pub use decode::decode;
