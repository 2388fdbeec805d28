//! Bytes to text.

use std::borrow::Cow;

/// Windows-1252 from 0x80 to 0x9f; from there on it is Latin-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a document: UTF-8 or UTF-16, with or without a byte order mark, which is taken off.
///
/// What is neither is read as Windows-1252, unless most of what is not ASCII is good UTF-8: then only
/// the bad bytes are replaced. Never fails (EPUB 3.3 section 3.9 allows UTF-8 and UTF-16).
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        [b'<', 0, _, 0, ..] => Cow::Owned(utf16(bytes, u16::from_le_bytes)),
        [0, b'<', 0, _, ..] => Cow::Owned(utf16(bytes, u16::from_be_bytes)),
        _ => utf8(bytes),
    }
}

fn utf16(bytes: &[u8], word: fn([u8; 2]) -> u16) -> String {
    let words = bytes.as_chunks().0.iter().map(|pair| word(*pair));
    char::decode_utf16(words).map(|decoded| decoded.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good <= bad {
        return Cow::Owned(bytes.iter().map(|byte| from_1252(*byte)).collect());
    }
    String::from_utf8_lossy(bytes)
}

/// The character that a byte stands for; what Windows-1252 has none for is that of Latin-1.
pub(crate) fn from_1252(byte: u8) -> char {
    let high = usize::from(byte).checked_sub(0x80).and_then(|high| WINDOWS_1252.get(high));
    high.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_in_the_wild() {
        let utf16 =
            |text: &str, word: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(word).collect::<Vec<u8>>();
        for (bytes, expected) in [
            (Vec::new(), ""),
            ("阅历".into(), "阅历"),
            ("\u{feff}<a/>".into(), "<a/>"),
            (utf16("\u{feff}<a>阅</a>", u16::to_le_bytes), "<a>阅</a>"),
            (utf16("\u{feff}<a>阅</a>", u16::to_be_bytes), "<a>阅</a>"),
            (utf16("<a>阅</a>", u16::to_le_bytes), "<a>阅</a>"),
            (utf16("<?xml?>", u16::to_be_bytes), "<?xml?>"),
            (b"caf\xe9 \x97 \x80".to_vec(), "café — €"),
            ([b"\xff ".to_vec(), "阅历。".into()].concat(), "\u{fffd} 阅历。"),
        ] {
            assert_eq!(decode(&bytes), expected);
        }
    }
}
