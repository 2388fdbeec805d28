//! The catalogue: what the library holds, as OPDS 2.0 says it.

pub(crate) mod clean;
pub(crate) mod dates;
mod entry;
mod facets;
mod feed;
mod filter;
mod list;
mod problems;
mod root;
pub(crate) mod search;
pub(crate) mod words;

pub(crate) use entry::{Detail, publication, slug};
pub(crate) use feed::{languages, publications, subjects};
pub(crate) use filter::Filter;
pub(crate) use root::root;
pub(crate) use words::Tongue;

/// How many publications a page has.
pub(crate) const PAGE: u64 = 24;
