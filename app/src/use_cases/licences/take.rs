//! A licence that a reader hands us: what book it is for, and where that lies.

use serde_json::Value;
use yueli_lcp::Licence;
use yueli_opds::{Publication, rel};
use yueli_publication::{
    Link, Metadata,
    json::{self, FromJson},
};

use super::{Held, Known, way::Ways};
use crate::use_cases::{catalogue, kept::DIGEST};

/// How the names of books begin that came with a licence of their own.
const BEGIN: &str = "lcp-";
/// How long such a name may be: it becomes the name of a file.
const LONGEST: usize = 80;
/// The kind of book that is read.
const EPUB: &str = "application/epub+zip";

/// What becomes of a licence.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The licence.
    pub known: Known,
    /// The book, where it can be read here: to be kept on the device.
    pub book: Option<Publication>,
}

/// Why nothing becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// It is no licence.
    NoLicence,
    /// It is for a book of a kind that is not read here.
    Kind,
    /// It does not say where the book is, or that is at a server that may not be asked.
    NoWay,
}

/// Reads a licence. `unnamed` is what a book is called that the licence does not name.
///
/// # Errors
/// [`NotTaken::NoLicence`]; that the book cannot be had is in the second part, beside the licence.
pub fn take(document: &str, ways: &Ways, unnamed: &str) -> Result<(Taken, Option<NotTaken>), NotTaken> {
    let licence = json::parse(document.as_bytes()).ok().and_then(Licence::from_json);
    let licence = licence.ok_or(NotTaken::NoLicence)?;
    let book = name(&licence.id);
    let link = licence.publication();
    let title = link.and_then(|link| link.title.clone()).filter(|title| !title.trim().is_empty());
    let title = title.unwrap_or_else(|| unnamed.to_owned());
    let held = Held { book, title, document: document.to_owned(), ..Held::default() };
    let (book, why) = match offer(&held, &licence, ways) {
        // What nobody can open here is not fetched.
        _ if !licence.encryption.profile.is_supported() => (None, None),
        Ok(book) => (Some(book), None),
        Err(why) => (None, Some(why)),
    };
    let known = Known { held, licence, status: None };
    Ok((Taken { known, book }, why))
}

/// Whether `id` names a book that came with a licence of its own: no catalogue knows it.
pub fn is_own(id: &str) -> bool {
    id.starts_with(BEGIN)
}

/// How the shelf names the book of the licence `id`.
fn name(id: &str) -> String {
    let plain = id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    BEGIN.chars().chain(plain).take(LONGEST).collect()
}

/// The book as an entry of a catalogue, with the way to its file.
fn offer(held: &Held, licence: &Licence, ways: &Ways) -> Result<Publication, NotTaken> {
    let link = licence.publication().ok_or(NotTaken::NoWay)?;
    let kind = link.media_type.as_deref().unwrap_or(EPUB);
    if !kind.trim().to_ascii_lowercase().starts_with(EPUB) {
        return Err(NotTaken::Kind);
    }
    let href = ways.to(&link.href).into_iter().next().ok_or(NotTaken::NoWay)?;
    let mut file = Link { size: link.length, ..Link::to(href).of_type(EPUB).with_rel(rel::ACQUISITION) };
    if let Some(digest) = link.digest() {
        file.properties.other.insert(DIGEST.to_owned(), Value::from(digest));
    }
    Ok(Publication {
        metadata: Metadata { title: held.title.as_str().into(), ..Metadata::default() },
        links: vec![Link::to(catalogue::document_url(&held.book)).with_rel("self"), file],
        images: Vec::new(),
    })
}
