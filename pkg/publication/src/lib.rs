//! The model all else speaks: a publication as the Readium Web Publication Manifest describes it.
//!
//! Parsers (`epub`, `comic`, later `daisy`, `pdf`) return a [`Manifest`] and the [`Problem`]s they met.
//! The catalogue (`opds`) carries the same [`Metadata`] and [`Link`]s, so a title page and an open book
//! agree without conversion. Nothing here does input or output, so nothing here can fail at run time:
//! reading a manifest that breaks the rules keeps what can be kept.
//!
//! Source: <https://readium.org/webpub-manifest/> and <https://readium.org/architecture/models/locators/>.

pub mod base64;
pub mod cfi;
mod contributor;
mod elsewhere;
pub mod json;
mod link;
mod locator;
mod manifest;
mod metadata;
mod money;
pub mod number;
pub mod part;
mod problem;
pub mod template;
mod text;
mod time;
pub mod url;
pub mod web;
mod words;

pub use contributor::{Contributor, Subject};
pub use elsewhere::{Elsewhere, ElsewhereKind, origin};
pub use link::{Encryption, Layout, Link, PageSide, Properties};
pub use locator::{Locations, Locator, TextQuote};
pub use manifest::{Manifest, Span};
pub use metadata::{Accessibility, BelongsTo, Collection, Metadata, ReadingProgression};
pub use money::Money;
pub use problem::{Problem, ProblemCode, Severity};
pub use text::LocalizedText;
pub use time::Time;
pub use words::Words;
