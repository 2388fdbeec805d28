//! Names of entries: decoding them, and refusing those that lead out of the archive.

use crate::entry::{Record, extra_fields};

/// The flag that says a name is UTF-8 (APPNOTE 4.4.4, bit 11).
const UTF8: u16 = 1 << 11;
/// Info-ZIP's Unicode path extra field (APPNOTE 4.6.9).
const UNICODE_PATH: u16 = 0x7075;

/// Code page 437 from 0x80 on.
const CP437: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö',
    'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', '¢', '£', '¥', '₧', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '⌐',
    '¬', '½', '¼', '¡', '«', '»', '░', '▒', '▓', '│', '┤', '╡', '╢', '╖', '╕', '╣', '║', '╗', '╝', '╜', '╛',
    '┐', '└', '┴', '┬', '├', '─', '┼', '╞', '╟', '╚', '╔', '╩', '╦', '╠', '═', '╬', '╧', '╨', '╤', '╥', '╙',
    '╘', '╒', '╓', '╫', '╪', '┘', '┌', '█', '▄', '▌', '▐', '▀', 'α', 'ß', 'Γ', 'π', 'Σ', 'σ', 'µ', 'τ', 'Φ',
    'Θ', 'Ω', 'δ', '∞', 'φ', 'ε', '∩', '≡', '±', '≥', '≤', '⌠', '⌡', '÷', '≈', '°', '∙', '·', '√', 'ⁿ', '²',
    '■', '\u{a0}',
];

/// The name of an entry: Info-ZIP's Unicode path, else UTF-8 where it is (flagged or not), else CP437.
pub(crate) fn decode(raw: &[u8], flags: u16, extra: &[u8]) -> String {
    if let Some(name) = unicode_path(raw, extra) {
        return name;
    }
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) if flags & UTF8 != 0 => String::from_utf8_lossy(raw).into_owned(),
        Err(_) => raw.iter().map(|byte| from_cp437(*byte)).collect(),
    }
}

fn from_cp437(byte: u8) -> char {
    match byte.checked_sub(128) {
        Some(high) => CP437.get(usize::from(high)).copied().unwrap_or('\u{fffd}'),
        None => char::from(byte),
    }
}

/// The field holds only where its checksum is that of the name in the header: else the entry was renamed.
fn unicode_path(raw: &[u8], extra: &[u8]) -> Option<String> {
    let (_, field) = extra_fields(extra).find(|(id, _)| *id == UNICODE_PATH)?;
    let (&version, rest) = field.split_first()?;
    if version != 1 || Record(rest).u32(0) != crc32fast::hash(raw) {
        return None;
    }
    std::str::from_utf8(rest.get(4..)?).ok().map(str::to_owned)
}

/// Whether a name stays inside the archive (EPUB 3.3 section 4.2.3; no drive, no root, no way up).
pub(crate) fn is_safe(name: &str) -> bool {
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !name.is_empty()
        && !name.starts_with('/')
        && !drive
        && !name.contains(['\\', '\0'])
        && name.split('/').all(|segment| segment != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_however_they_were_written() {
        for (raw, flags, expected) in [
            (&b"OPS/a.xhtml"[..], 0, "OPS/a.xhtml"),
            ("章/一.xhtml".as_bytes(), UTF8, "章/一.xhtml"),
            ("章/一.xhtml".as_bytes(), 0, "章/一.xhtml"),
            (b"caf\x82.xhtml", 0, "café.xhtml"),
            (b"caf\xff.xhtml", UTF8, "caf\u{fffd}.xhtml"),
            (b"\xe1\xff", 0, "ß\u{a0}"),
        ] {
            assert_eq!(decode(raw, flags, &[]), expected);
        }
    }

    #[test]
    fn the_unicode_path_field_wins_while_it_is_of_this_name() {
        let mut extra = vec![0x75, 0x70, 0, 0, 1];
        extra.extend(crc32fast::hash(b"caf_").to_le_bytes());
        extra.extend("café".as_bytes());
        extra[2] = (extra.len() - 4) as u8;
        assert_eq!(decode(b"caf_", 0, &extra), "café");
        assert_eq!(decode(b"other", 0, &extra), "other");
    }

    #[test]
    fn no_name_leads_out() {
        for name in ["a", "a/b..c", "a/...", "章/一", "ab:c", "./a"] {
            assert!(is_safe(name), "{name}");
        }
        for name in ["", "../a", "a/../b", "a/..", "/a", "C:/a", "c:a", "a\\b", "a\0b"] {
            assert!(!is_safe(name), "{name}");
        }
    }
}
