//! An index as bytes, to be kept with a book.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `YLSX` |
//! | 1 | the version of this format |
//! | 8 | a checksum of all that follows: FNV-1a with 64 bits, the first byte the lowest |
//! | 1 to 5 | the number of sections, in groups of seven bits, the lowest first (LEB128) |
//! | 1 to 5 each | the length of each section's text in bytes, likewise |
//! | the rest | the texts in UTF-8 |
//!
//! Source of the checksum: draft-eastlake-fnv, section 2.

use std::fmt;

use crate::index::{Builder, Index};

const MAGIC: &[u8] = b"YLSX";
const VERSION: u8 = 1;

/// Why bytes are no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatError {
    /// They never were one.
    NotAnIndex,
    /// They are one of a version that this program does not know. The index is to be built again.
    OtherVersion(u8),
    /// They were changed, or are not all there.
    Damaged,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnIndex => f.write_str("not a search index"),
            Self::OtherVersion(version) => write!(f, "a search index of version {version}"),
            Self::Damaged => f.write_str("a damaged search index"),
        }
    }
}

impl std::error::Error for FormatError {}

impl Index {
    /// The index as bytes: little more than the text.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut content = Vec::with_capacity(self.text.len() + 3 * self.sections.len() + 5);
        write_number(self.sections.len(), &mut content);
        for section in 0..self.sections.len() {
            write_number(self.section_text(section).len(), &mut content);
        }
        content.extend_from_slice(self.text.as_bytes());
        let mut bytes = Vec::with_capacity(content.len() + 13);
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        bytes.extend_from_slice(&checksum(&content).to_le_bytes());
        bytes.append(&mut content);
        bytes
    }

    /// Reads what [`Index::to_bytes`] wrote. Takes as long as building it did, which is not long, and no more
    /// memory than the index of a text of that length.
    ///
    /// # Errors
    /// A [`FormatError`] where it is anything else, or the least bit of it has changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError::NotAnIndex)?;
        let (version, rest) = rest.split_first().ok_or(FormatError::Damaged)?;
        if *version != VERSION {
            return Err(FormatError::OtherVersion(*version));
        }
        let (sum, content) = rest.split_first_chunk().ok_or(FormatError::Damaged)?;
        if checksum(content) != u64::from_le_bytes(*sum) {
            return Err(FormatError::Damaged);
        }
        read(content).ok_or(FormatError::Damaged)
    }
}

fn read(content: &[u8]) -> Option<Index> {
    let (count, mut lengths) = read_number(content)?;
    // The texts begin after all lengths; those are read twice, so that nothing is allocated for them.
    let mut texts = lengths;
    for _ in 0..count {
        texts = read_number(texts)?.1;
    }
    let mut texts = std::str::from_utf8(texts).ok()?;
    let mut builder = Builder::new();
    for _ in 0..count {
        let (length, more) = read_number(lengths)?;
        lengths = more;
        let (text, rest) = texts.split_at_checked(length)?;
        builder.push_section(text);
        texts = rest;
    }
    texts.is_empty().then(|| builder.finish())
}

fn write_number(mut number: usize, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// A number, and what follows it.
fn read_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        number |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(number).ok()?, bytes.get(index + 1..)?));
        }
    }
    None
}

pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let fold = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, fold)
}
