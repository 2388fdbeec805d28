//! One book's full-text index, its query, and snippets.
//!
//! ```
//! use yueli_search::{Builder, Options, Query};
//!
//! let mut builder = Builder::new();
//! builder.push_section("Loomings\nCall me Ishmael. Some years ago");
//! builder.push_section("第一章\n他拿出iPhone手机。");
//! let index = builder.finish();
//!
//! let hit = index.search(&Query::new("ishm", Options::default())).next();
//! assert_eq!(hit.map(|hit| (hit.section, hit.letter, hit.letters)), Some((0, 14, 4)));
//! let hit = index.search(&Query::new("IPHONE 手机", Options::default())).next();
//! assert_eq!(hit.map(|hit| hit.snippet.before), Some("第一章 他拿出".to_owned()));
//! ```
//!
//! # Places
//!
//! A hit is a section, the number of *letters* before it there, and the number of letters that it takes up. A
//! letter is a character that is no white space, so places hold whatever a parser did to white space. A
//! section's text comes in with a line feed wherever a block begins or ends, as `yueli_markup::reading::text`
//! gives it; it says which text counts.
//!
//! # Why there are no lists of words
//!
//! An index of one book needs none. What it keeps is the text, and the text again as it is compared (see
//! [`Query`]). A search goes through that from the start and looks for the letter of the query that the book
//! has least often, which takes well under a millisecond for a whole novel. That finds any part of a word in
//! any script, needs no decision on what a word is, and makes phrases no harder than words. To come from the
//! compared text back to the text, one place in every 256 bytes is kept; the few letters between it and a hit
//! are compared once more.
//!
//! For the same reason [`Index::to_bytes`] keeps the text alone: all else is made again in about ten
//! milliseconds for a novel, and there is nothing in it that could contradict the text.
//!
//! Sources: Unicode Standard section 3.12 (Korean syllables), UAX #15 (decompositions), UTS #10 section 8
//! (what searching leaves aside).

mod fold;
mod hits;
mod index;
mod letters;
mod query;
mod snippet;
mod store;
#[cfg(test)]
mod tests;

pub use hits::{Hit, Hits};
pub use index::{Builder, Index};
pub use query::{Options, Query};
pub use snippet::Snippet;
pub use store::FormatError;
