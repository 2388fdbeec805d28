//! What is read, written and found.

mod anchors;
mod exports;
mod reading;

use crate::{Annotation, Quote, Target};

/// An annotation of words in a document.
fn about(source: &str, exact: &str) -> Annotation {
    let quote = Some(Quote { exact: exact.to_owned(), ..Quote::default() });
    let target = Target { source: source.to_owned(), quote, ..Target::default() };
    Annotation { id: format!("urn:x:{exact}"), target, ..Annotation::default() }
}
