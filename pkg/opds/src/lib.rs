//! OPDS 2.0: what the catalogue says and the app reads.
//!
//! The same types serve the gateway, which writes feeds, and the app, which reads them from anywhere.
//! Reading is tolerant: an entry that makes no sense is left out, its feed is kept.
//!
//! Source: <https://drafts.opds.io/opds-2.0> and the schemas beside it.

mod feed;
mod publication;

pub use feed::{Facet, Feed, FeedMetadata, Group};
pub use publication::{Publication, rel};

/// The media type of a feed.
pub const FEED: &str = "application/opds+json";
/// The media type of one publication.
pub const PUBLICATION: &str = "application/opds-publication+json";
