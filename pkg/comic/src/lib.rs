//! Comics: a CBZ, which is a ZIP archive of pictures, as a publication.
//!
//! [`open`] finds the pages and their order, reads `ComicInfo.xml` where there is one, looks at a few pictures to
//! tell a book of pages from a strip that is scrolled, and gives a [`Manifest`](yueli_publication::Manifest) with
//! every problem it met. Only what cannot be read at all is an error.
//!
//! There are two manifests of every comic. [`Comic::manifest`] is the publication as others exchange it, whose
//! reading order is pictures. [`Comic::for_frames`] is the same for a reader that shows documents: each page, or a
//! stretch of a strip, is a small document around its pictures, which [`Comic::resource`] makes when it is asked for.
//!
//! Source: <https://readium.org/webpub-manifest/profiles/divina>; the schema of ComicInfo 2.1 by the Anansi Project,
//! <https://anansi-project.github.io/docs/comicinfo/documentation>, and what ComicRack writes.

mod comic;
mod document;
mod info;
mod manifest;
mod natural;
mod pages;
mod picture;
#[cfg(test)]
mod tests;

pub use comic::{Comic, Resource, from_archive, open};
pub use info::AGE_RATING;
pub use pages::is_comic;
pub use picture::Picture;

/// The profile that comics conform to.
pub const DIVINA: &str = "https://readium.org/webpub-manifest/profiles/divina";
/// The media type of a CBZ.
pub const CBZ: &str = "application/vnd.comicbook+zip";
