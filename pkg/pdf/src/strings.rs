//! Text strings: PDFDocEncoding, UTF-16 or UTF-8.

/// What the bytes 0x18 to 0x1f and 0x80 to 0xa0 mean in PDFDocEncoding. Source: ISO 32000-2, annex D.2.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
    'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// The words of a text string, white space made single, without what cannot be shown.
///
/// Source: ISO 32000-2, section 7.9.2.2. Strings that are UTF-8 without saying so are met as well.
pub(crate) fn text(bytes: &[u8]) -> String {
    let raw = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) if !text.is_ascii() => text.to_owned(),
            _ => bytes.iter().map(|byte| pdf_doc(*byte)).collect(),
        },
    };
    // A language may be named between escapes.
    let mut parts = raw.split('\u{1b}');
    let mut text = parts.next().unwrap_or_default().to_owned();
    while let (Some(_language), Some(rest)) = (parts.next(), parts.next()) {
        text.push_str(rest);
    }
    let words: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    yueli_markup::xml::collapse(&words)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn pdf_doc(byte: u8) -> char {
    match byte {
        0x18..=0x1f => LOW[usize::from(byte - 0x18)],
        0x80..=0xa0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Text as it stands in XML, in an attribute too; what XML cannot hold is left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_every_encoding() {
        for (bytes, expected) in [
            (b"Walking \x8d tea\x8e".as_slice(), "Walking “ tea”"),
            (b"\xfe\xff\x96\x05\x53\x86", "阅历"),
            (b"\xff\xfe\x05\x96\x86\x53", "阅历"),
            (b"\xef\xbb\xbf\xe9\x98\x85", "阅"),
            ("阅历".as_bytes(), "阅历"),
            (b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00T\x00e\x00a", "Tea"),
            (b"one\r\ntwo\0", "one two"),
            (b"", ""),
        ] {
            assert_eq!(text(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escaped("a<b>&\"c\"\u{1}\u{85}\u{ffff}"), "a&lt;b&gt;&amp;&quot;c&quot;");
    }
}
