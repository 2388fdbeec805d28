//! PDF files as publications: each page a picture, with its text over it.
//!
//! [`File`] is the file, [`Pdf`] what can be read of it: a [`Manifest`](yueli_publication::Manifest) with every
//! problem that was met, the pages' documents and pictures, and their text in reading order. Only what cannot be read
//! at all is an error.
//!
//! The pages are interpreted and drawn by hayro; what they say is put together here. Nothing in this crate panics; of
//! the renderer that cannot be promised, so whoever calls it should be able to lose the thread or the worker.
//!
//! Source: ISO 32000-2, PDF 2.0.

mod destinations;
mod document;
mod file;
mod glyphs;
mod labels;
mod layout;
mod lines;
mod links;
mod metadata;
mod outline;
mod pdf;
mod picture;
mod strings;

pub use file::{File, LARGEST_FILE};
pub use layout::{Paragraph, Text};
pub use lines::Line;
pub use pdf::{Pdf, Resource};
pub use picture::{MOST_PIXELS, Picture};

/// The profile that PDF publications conform to.
///
/// Source: <https://readium.org/webpub-manifest/profiles/pdf>.
pub const PROFILE: &str = "https://readium.org/webpub-manifest/profiles/pdf";
/// The media type of a PDF.
pub const PDF: &str = "application/pdf";
