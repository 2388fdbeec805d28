//! OPDS: what catalogues say, in one model, whichever way they say it.
//!
//! - [`read`] — a feed or a publication from anywhere: OPDS 2.0 (JSON), OPDS 1.2 (Atom), an authentication document or a
//!   search description, told apart by what it is. OPDS 1.2 becomes what OPDS 2.0 would have said.
//! - [`Publication::ways`] — the ways to get a publication: [`Acquisition`] with kinds, formats, availability, prices.
//! - [`Search`] — searching, by templates (RFC 6570) and by OpenSearch.
//! - [`Authentication`] — how one signs in, and what this app can do of it; [`Profile`].
//! - [`catalogues`] — the catalogues that a library's web page leads to.
//! - [`Progression`] — how far a reader is, told to other devices.
//!
//! The same types serve the gateway, which writes feeds, and the app, which reads them from anywhere. Reading is
//! tolerant: an entry that makes no sense is left out, its feed is kept, and what was left out is told as [`Defect`]s.
//! Nothing here does input or output.
//!
//! Sources: <https://specs.opds.io/opds-2.0> and the schemas beside it, <https://specs.opds.io/opds-1.2>,
//! <https://drafts.opds.io/authentication-for-opds-1.0>, <https://drafts.opds.io/opds-progression-1.0>.

mod acquisition;
mod atom;
mod authentication;
mod challenge;
mod defect;
mod feed;
mod mend;
mod opensearch;
mod page;
mod profile;
mod progression;
mod publication;
mod read;
mod search;
mod settle;
mod token;

pub use acquisition::{
    Acquisition, AcquisitionKind, Availability, AvailabilityState, Copies, Holds, Method, Path, Protection,
    Undo,
};
pub use authentication::{
    Ability, Authentication, Flow, FlowKind, Labels, authenticate_hint, is_authentication,
};
pub use challenge::{document_in_link_header, from_challenge};
pub use defect::{Defect, DefectKind, Unreadable};
pub use feed::{Facet, Feed, FeedMetadata, Group};
pub use opensearch::Description;
pub use page::catalogues;
pub use profile::{Allowance, Profile};
pub use progression::{Device, Progression};
pub use publication::{Publication, rel};
pub use read::{Document, MOST_BYTES, MOST_ENTRIES, Reading, read};
pub use search::{Search, SearchTemplate, Terms};
pub use token::{Token, code_address, code_grant, password_grant, refresh_grant};

/// The media type of a feed.
pub const FEED: &str = "application/opds+json";
/// The media type of one publication.
pub const PUBLICATION: &str = "application/opds-publication+json";
/// The media type of a feed of OPDS 1.2.
pub const ATOM: &str = "application/atom+xml";
/// The media type of an authentication document.
pub const AUTHENTICATION: &str = "application/opds-authentication+json";
/// The media type of a progression document.
pub const PROGRESSION: &str = "application/opds-progression+json";
/// The media type of a search description.
pub const OPENSEARCH: &str = "application/opensearchdescription+xml";
/// What to ask a catalogue of unknown kind for, best first: the value of an `Accept` header.
pub const ACCEPT: &str = "application/opds+json, application/opds-publication+json, application/atom+xml;q=0.9, application/opds-authentication+json;q=0.8, application/json;q=0.7, application/xml;q=0.6, */*;q=0.1";
