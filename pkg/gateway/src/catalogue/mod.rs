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

use crate::{audience::Sight, db::Db};

/// The catalogue as whoever asks sees it. Nothing is listed or counted without it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shelves<'a> {
    /// The index.
    pub(crate) db: &'a Db,
    /// What is seen of it.
    pub(crate) sight: &'a Sight,
}

/// How many publications a page has.
pub(crate) const PAGE: u64 = 24;
