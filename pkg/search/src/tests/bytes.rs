//! Indexes that were kept.

use proptest::prelude::*;

use super::*;
use crate::FormatError;

#[test]
fn what_was_kept_comes_back() {
    for sections in [vec![], vec![""], vec!["", "a\nb", ""], vec!["他拿出iPhone手机。", "ﬁn"]] {
        let book = index(sections);
        assert_eq!(Index::from_bytes(&book.to_bytes()), Ok(book));
    }
}

#[test]
fn what_is_no_index_says_so() {
    let bytes = index(["Call me Ishmael."]).to_bytes();
    let changed = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        bytes
    };
    for (bytes, expected) in [
        (Vec::new(), FormatError::NotAnIndex),
        (b"PK\x03\x04".to_vec(), FormatError::NotAnIndex),
        (b"YLSX".to_vec(), FormatError::Damaged),
        (changed(4, 2), FormatError::OtherVersion(2)),
        (changed(5, bytes[5] ^ 1), FormatError::Damaged),
        (changed(14, b'x'), FormatError::Damaged),
        (bytes[..bytes.len() - 1].to_vec(), FormatError::Damaged),
        ([bytes.clone(), b"x".to_vec()].concat(), FormatError::Damaged),
    ] {
        assert_eq!(Index::from_bytes(&bytes), Err(expected));
    }
}

/// Bytes whose checksum is right.
fn sealed(content: &[u8]) -> Vec<u8> {
    let sum = crate::store::checksum(content);
    [b"YLSX\x01".as_slice(), &sum.to_le_bytes(), content].concat()
}

#[test]
fn lengths_are_not_believed() {
    for content in [
        b"".as_slice(),
        b"\x01",
        b"\x01\x05abcd",
        b"\x01\x05abcdef",
        b"\x02\x01\x01a",
        b"\x01\x01\xff",
        "\x02\x01\x01é".as_bytes(),
        b"\xff\xff\xff\xff\x0f",
        b"\x01\xff\xff\xff\xff\x0fa",
        b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    ] {
        assert_eq!(Index::from_bytes(&sealed(content)), Err(FormatError::Damaged), "{content:?}");
    }
    assert!(Index::from_bytes(&sealed(b"\x02\x01\x02abc")).is_ok());
}

proptest! {
    #[test]
    fn round_trip(sections in prop::collection::vec("(\\PC|[a手 \n]){0,30}", 0..6)) {
        let book = index(sections.iter().map(String::as_str));
        prop_assert_eq!(Index::from_bytes(&book.to_bytes()), Ok(book));
    }

    #[test]
    fn never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Index::from_bytes(&bytes);
        let _ = Index::from_bytes(&[b"YLSX\x01".as_slice(), &bytes].concat());
        if let Ok(book) = Index::from_bytes(&sealed(&bytes)) {
            let _ = hits(&book, "a", PLAIN);
        }
    }

    #[test]
    fn damage_is_seen(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let mut bytes = index(["Call me Ishmael.", "第一章"]).to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Index::from_bytes(&bytes).is_err());
    }
}
