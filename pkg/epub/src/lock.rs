//! Resources that a protection scheme has encrypted with AES-256 in CBC mode: which bytes of them are needed, and what comes
//! out. The cipher and its key are somebody else's.
//!
//! The initialisation vector stands in front. Padding is that of XML Encryption: the last byte says how many bytes are not
//! part of the text, the others of them may be anything. What was compressed was compressed before it was encrypted.
//!
//! Source: XML Encryption 1.1, section 5.2; Readium LCP, section 2.2.

use std::{fmt, future::Future, ops::Range, pin::Pin};

use yueli_archive::{Archive, ReadRange};
use yueli_publication::{Encryption, Problem, ProblemCode};

/// The algorithm that is known.
pub(crate) const AES256_CBC: &str = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
/// The length of a block, in bytes.
const BLOCK: u64 = 16;

/// What a [`Cipher`] makes of blocks.
pub type Deciphered<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Problem>> + 'a>>;

/// Decrypts with a key that only it knows.
pub trait Cipher: fmt::Debug {
    /// Decrypts the blocks `text`, of which `vector` is the block before: the initialisation vector, or the last one that
    /// was encrypted. As many bytes come out as go in: padding is left where it is.
    fn decrypt<'a>(&'a self, vector: &'a [u8], text: &'a [u8]) -> Deciphered<'a>;
}

/// Whether the resource is one that a [`Cipher`] opens.
pub(crate) fn is_lock(how: &Encryption) -> bool {
    how.algorithm == AES256_CBC
}

/// How long a resource is that can be read by ranges, in bytes: one that was not compressed, and whose length is what the
/// encrypted text can hold.
pub(crate) fn plain_length(how: &Encryption, encrypted: u64) -> Option<u64> {
    let length = how.original_length.filter(|_| how.compression.is_none())?;
    (encrypted == length.checked_div(BLOCK)?.checked_add(2)?.checked_mul(BLOCK)?).then_some(length)
}

/// Reads the bytes of `range`, which lie within the resource, and no more blocks than they are in.
pub(crate) async fn part<R: ReadRange>(
    archive: &Archive<R>,
    name: &str,
    cipher: &dyn Cipher,
    range: Range<u64>,
) -> Result<Vec<u8>, Problem> {
    if range.is_empty() {
        return Ok(Vec::new());
    }
    let (first, last) = (range.start / BLOCK, range.end.div_ceil(BLOCK));
    // One block more in front: the vector, or what stands in its place.
    let wanted = (last - first + 1).saturating_mul(BLOCK);
    let bytes = archive.read_range(name, first.saturating_mul(BLOCK), wanted).await?;
    let (vector, text) =
        bytes.split_at_checked(BLOCK as usize).ok_or_else(|| unopened(name, "it ends too soon"))?;
    let plain = cipher.decrypt(vector, text).await?;
    let from = (range.start - first * BLOCK) as usize;
    let to = from.saturating_add((range.end - range.start) as usize);
    plain.get(from..to).map(<[u8]>::to_vec).ok_or_else(|| unopened(name, "it ends too soon"))
}

/// The whole resource, of which `bytes` is what lies in the archive.
pub(crate) async fn whole<R: ReadRange>(
    archive: &Archive<R>,
    name: &str,
    (cipher, how): (&dyn Cipher, &Encryption),
    bytes: &[u8],
) -> Result<Vec<u8>, Problem> {
    let blocks = bytes.len() as u64;
    let (vector, text) = bytes
        .split_at_checked(BLOCK as usize)
        .filter(|(_, text)| !text.is_empty() && blocks.is_multiple_of(BLOCK))
        .ok_or_else(|| unopened(name, "no whole blocks"))?;
    let mut plain = cipher.decrypt(vector, text).await?;
    let padding = plain.last().copied().map_or(0, usize::from);
    let end = plain.len().checked_sub(padding).filter(|_| (1..=BLOCK as usize).contains(&padding));
    plain.truncate(end.ok_or_else(|| unopened(name, "its padding cannot be"))?);
    if how.compression.is_none() {
        return Ok(plain);
    }
    let expected = how.original_length.unwrap_or_default();
    archive.inflate(name, &plain, expected)?.ok_or_else(|| unopened(name, "it cannot be inflated"))
}

fn unopened(name: &str, detail: &str) -> Problem {
    Problem::at(ProblemCode::NotDecrypted, name, detail)
}
