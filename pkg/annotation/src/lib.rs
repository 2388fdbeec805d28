//! Bookmarks, highlights and notes as W3C Web Annotations.
//!
//! What is kept of each place is said three ways, so that it can be found again: an EPUB CFI, the words with those
//! around them, and how far in the document they stand. The words decide: they alone survive a new edition.
//!
//! Sources: Web Annotation Data Model (<https://www.w3.org/TR/annotation-model/>), Readium Annotations
//! (<https://github.com/readium/annotations>), EPUB CFI 1.1 (<https://idpf.org/epub/linking/cfi/>).

pub mod anchor;
pub mod cfi;
pub mod export;
mod look;
mod model;
pub mod set;
#[cfg(test)]
mod tests;

pub use look::{Line, Look, Pen};
pub use model::{Annotation, Body, Motivation, Quote, Target};
pub use set::{About, Problem};

/// A name for a new annotation, from 16 bytes of chance: a version 4 UUID as a URN.
///
/// Source: RFC 9562, section 5.4.
pub fn new_id(mut chance: [u8; 16]) -> String {
    chance[6] = chance[6] & 0x0f | 0x40;
    chance[8] = chance[8] & 0x3f | 0x80;
    let mut id = String::from("urn:uuid:");
    for (index, byte) in chance.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        for half in [byte >> 4, byte & 0x0f] {
            id.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    id
}
