//! ZIP over any source that can be read by ranges: bytes in memory, a file, a `Blob`, an HTTP server.
//!
//! The central directory is read first, and an entry only when it is asked for, so a book on a server
//! opens before it is downloaded. Nothing in an archive is trusted: names that lead out are left out,
//! sizes are enforced while inflating, and a damaged archive gives what can be recovered together with
//! the [`Problem`](yueli_publication::Problem)s met.
//!
//! Source: PKWARE APPNOTE.TXT 6.3.10, and EPUB 3.3 section 4.3 (OCF ZIP container).

mod archive;
mod cursor;
mod directory;
mod entry;
mod inflate;
mod limits;
mod names;
mod recover;
mod source;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "write"))]
pub mod write;

#[cfg(not(target_arch = "wasm32"))]
mod file;

pub use archive::Archive;
pub use entry::{Entry, Method};
#[cfg(not(target_arch = "wasm32"))]
pub use file::FileSource;
pub use limits::Limits;
pub use source::{ReadError, ReadRange};
