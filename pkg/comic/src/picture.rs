//! What the first bytes of a picture say: which kind it is, and how large.

/// A picture, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub media_type: &'static str,
    /// Its width and height in pixels as it is shown, where the beginning says it.
    pub size: Option<(u32, u32)>,
}

impl Picture {
    /// True where it is much taller than wide, as the parts of a strip are that is scrolled.
    pub fn is_tall(&self) -> bool {
        self.size.is_some_and(|(width, height)| f64::from(height) > f64::from(width) * 2.2)
    }

    /// True where it is wider than tall, as two pages in one picture are.
    pub fn is_wide(&self) -> bool {
        self.size.is_some_and(|(width, height)| width > height)
    }
}

/// What looking at the beginning of a file came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// No picture that is shown as a page.
    Foreign,
    /// A picture.
    Seen(Picture),
    /// A picture whose size may be told by so many bytes from its start.
    Further(Picture, usize),
}

/// Looks at the first bytes of a file.
pub(crate) fn look(bytes: &[u8]) -> Look {
    let Some(media_type) = media_type(bytes) else { return Look::Foreign };
    let seen = |size: Option<(u32, u32)>| {
        let size = size.filter(|(width, height)| *width > 0 && *height > 0);
        Look::Seen(Picture { media_type, size })
    };
    match media_type {
        "image/png" => seen(be32(bytes, 16).zip(be32(bytes, 20))),
        "image/gif" => seen(le16(bytes, 6).zip(le16(bytes, 8))),
        "image/webp" => seen(webp(bytes)),
        "image/avif" => seen(avif(bytes)),
        _ => match jpeg(bytes) {
            Ok(size) => seen(size),
            Err(needed) => Look::Further(Picture { media_type, size: None }, needed),
        },
    }
}

/// The media type that the signature stands for.
pub(crate) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let at = |start: usize, word: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(word));
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if at(0, b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if at(0, b"GIF8") {
        Some("image/gif")
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some("image/webp")
    } else if at(4, b"ftyp") && brands(bytes).any(|brand| brand == b"avif" || brand == b"avis") {
        Some("image/avif")
    } else {
        None
    }
}

/// The brands of the file type box that an ISO base media file begins with.
fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let length = be32(bytes, 0).unwrap_or_default().min(256) as usize;
    bytes.get(8..length.min(bytes.len())).unwrap_or_default().chunks(4)
}

/// Source: RFC 9649, section 2.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " if bytes.get(23..26)? == [0x9d, 0x01, 0x2a] => {
            Some((le16(bytes, 26)? & 0x3fff, le16(bytes, 28)? & 0x3fff))
        }
        b"VP8L" if *bytes.get(20)? == 0x2f => {
            let bits = le16(bytes, 21)? | le16(bytes, 23)? << 16;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((le24(bytes, 24)? + 1, le24(bytes, 27)? + 1)),
        _ => None,
    }
}

/// The largest of the sizes that are declared: tiles and miniatures declare theirs too.
///
/// Source: ISO/IEC 23008-12, section 6.5.3 (image spatial extents).
fn avif(bytes: &[u8]) -> Option<(u32, u32)> {
    let starts = (0..bytes.len()).filter(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"ispe")));
    let sizes = starts.filter_map(|at| be32(bytes, at + 8).zip(be32(bytes, at + 12)));
    sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

/// The size in the frame header, turned as the camera was held; or how many bytes are needed to get to it.
///
/// Source: ITU-T T.81, annex B.
fn jpeg(bytes: &[u8]) -> Result<Option<(u32, u32)>, usize> {
    /// Enough of a frame header to read its size.
    const HEADER: usize = 9;
    let mut at = 2;
    let mut turned = false;
    loop {
        let needed = at + HEADER;
        let Some(segment) = bytes.get(at..needed) else { return Err(needed) };
        let [0xff, marker, ..] = *segment else { return Ok(None) };
        match marker {
            // Any number of these may stand before a marker, and these have no length.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let size = be16(segment, 7).zip(be16(segment, 5));
                return Ok(size.map(|(width, height)| if turned { (height, width) } else { (width, height) }));
            }
            // The picture itself has begun, or ended, without a header.
            0xd9 | 0xda => return Ok(None),
            _ => {
                let length = be16(segment, 2).unwrap_or_default().max(2) as usize;
                if marker == 0xe1 {
                    turned |= bytes.get(at + 4..).is_some_and(lies_on_its_side);
                }
                at += 2 + length;
            }
        }
    }
}

/// Whether Exif says that width and height change places (orientations 5 to 8).
///
/// Source: CIPA DC-008 (Exif 2.32), section 4.6; TIFF 6.0, section 2.
fn lies_on_its_side(exif: &[u8]) -> bool {
    let Some(tiff) = exif.strip_prefix(b"Exif\0\0") else { return false };
    let little = tiff.starts_with(b"II");
    let word = |at: usize| if little { le16(tiff, at) } else { be16(tiff, at) };
    let long = |at: usize| {
        let (first, second) = (word(at)?, word(at + 2)?);
        Some(if little { second << 16 | first } else { first << 16 | second } as usize)
    };
    let Some(directory) = long(4).filter(|offset| *offset < 0xffff) else { return false };
    let count = word(directory).unwrap_or_default() as usize;
    (0..count.min(100))
        .map(|index| directory + 2 + index * 12)
        .find(|entry| word(*entry) == Some(0x0112))
        .and_then(|entry| word(entry + 8))
        .is_some_and(|orientation| (5..=8).contains(&orientation))
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u16::from_be_bytes).map(u32::from)
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u16::from_le_bytes).map(u32::from)
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    let [low, middle, high] = array(bytes, at)?;
    Some(u32::from_le_bytes([low, middle, high, 0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG's beginning: an Exif segment with this orientation, `more` other bytes, a frame header of 600 by 400.
    fn photograph(orientation: u8, more: usize) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let mut bytes = b"\xff\xd8\xff\xff\xe1".to_vec();
        bytes.extend((exif.len() as u16 + 2).to_be_bytes());
        bytes.extend(exif);
        bytes.extend(b"\xff\xe2");
        bytes.extend((more as u16 + 2).to_be_bytes());
        bytes.extend(vec![0xff; more]);
        bytes.extend(b"\xff\xc2\0\x11\x08\x01\x90\x02\x58\x03");
        bytes
    }

    #[test]
    fn sizes_are_read_from_the_first_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x03\x20\0\0\x04\xb0\x08\x02".to_vec();
        let vp8 = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x20\x43\xb0\x04".to_vec();
        let vp8l = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x1f\xc3\x2b\x01".to_vec();
        let vp8x = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x1f\x03\0\xaf\x04\0".to_vec();
        let mut avif = b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif....ispe\0\0\0\0\0\0\0\x40\0\0\0\x40".to_vec();
        avif.extend(b"ispe\0\0\0\0\0\0\x03\x20\0\0\x04\xb0");
        for (bytes, media_type, size) in [
            (png.clone(), "image/png", Some((800, 1200))),
            (png[..20].to_vec(), "image/png", None),
            (b"GIF89a\x20\x03\xb0\x04".to_vec(), "image/gif", Some((800, 1200))),
            (vp8, "image/webp", Some((800, 1200))),
            (vp8l, "image/webp", Some((800, 1200))),
            (vp8x, "image/webp", Some((800, 1200))),
            (avif, "image/avif", Some((800, 1200))),
            (photograph(1, 40), "image/jpeg", Some((600, 400))),
            (photograph(6, 40), "image/jpeg", Some((400, 600))),
            (b"\xff\xd8\xff\xda\0\x08\0\0\0\0\0".to_vec(), "image/jpeg", None),
            (b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0\x03".to_vec(), "image/jpeg", None),
        ] {
            assert_eq!(look(&bytes), Look::Seen(Picture { media_type, size }), "{bytes:?}");
        }
        for foreign in [&b"<svg/>"[..], b"", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b"BM", b"II*\0"] {
            assert_eq!(look(foreign), Look::Foreign);
        }
    }

    #[test]
    fn a_header_behind_much_else_is_asked_for() {
        let whole = photograph(1, 60_000);
        let Look::Further(picture, needed) = look(&whole[..4096]) else { panic!("not further") };
        assert_eq!(picture.media_type, "image/jpeg");
        assert!(matches!(look(&whole[..needed]), Look::Seen(Picture { size: Some((600, 400)), .. })));
    }

    #[test]
    fn strips_and_spreads_are_told_from_pages() {
        for (size, tall, wide) in [
            ((800, 1200), false, false),
            ((800, 1760), false, false),
            ((800, 1761), true, false),
            ((2, 1), false, true),
        ] {
            let picture = Picture { media_type: "image/png", size: Some(size) };
            assert_eq!((picture.is_tall(), picture.is_wide()), (tall, wide), "{size:?}");
        }
    }
}
