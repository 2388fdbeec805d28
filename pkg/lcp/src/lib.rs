//! Readium LCP: what a licence allows, how it stands, and what is needed to open what it is for.
//!
//! - [`Licence`] — a licence document (`.lcpl`): rights, hints, where the publication is.
//! - [`Status`] — a status document: how the licence stands now, and what can be done ([`Action`]): renew, return, register.
//! - [`Profile`] — which encryption it is. Only the basic profile can be opened by a reader whose source is open: the others
//!   need secrets that are given to certified apps, and no browser can keep them.
//! - [`UserKey`], [`Sealed`] — for the basic profile: the key from a passphrase, and what has to be decrypted. Decryption
//!   itself (AES-256-CBC) is the browser's, by WebCrypto.
//! - [`Signature`] — what the provider signed, and the key of her certificate; verifying it is the browser's as well.
//!
//! Reading is lenient: what is missing is told in [`Licence::gaps`] and [`Status::gaps`]. Nothing here does input or output.
//!
//! Sources: <https://readium.org/lcp-specs/releases/lcp/latest>, <https://readium.org/lcp-specs/releases/lsd/latest>.

mod certificate;
mod key;
mod licence;
mod link;
mod profile;
mod signature;
mod status;

pub use certificate::Curve;
pub use key::{KeyProblem, Sealed, UserKey, content_key, unpadded};
pub use licence::{Encryption, Licence, Rights, Standing};
pub use link::{Action, ActionKind, Link};
pub use profile::Profile;
pub use signature::{Scheme, Signature, SignatureProblem};
pub use status::{Event, State, Status};

/// The media type of a licence document.
pub const LICENCE: &str = "application/vnd.readium.lcp.license.v1.0+json";
/// The media type of a status document.
pub const STATUS: &str = "application/vnd.readium.license.status.v1.0+json";
/// Where a licence lies within an EPUB.
pub const IN_EPUB: &str = "META-INF/license.lcpl";
/// Where a licence lies within all other packages.
pub const IN_PACKAGE: &str = "license.lcpl";
