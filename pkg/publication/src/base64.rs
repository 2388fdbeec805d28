//! Bytes as text.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in Base64 (RFC 4648, section 4).
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let whole = three.iter().fold(0_usize, |whole, byte| whole << 8 | usize::from(*byte));
        let whole = whole << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter =
                LETTERS.get(whole >> (18 - 6 * place) & 63).map_or('=', |letter| char::from(*letter));
            text.push(if place > three.len() { '=' } else { letter });
        }
    }
    text
}

/// The bytes that a Base64 text stands for. The letters of URLs (section 5) count as well, white space and what fills up
/// the end do not; nothing where another letter stands in it, or the end cannot be.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits, mut ended) = (0_u32, 0_u32, false);
    for letter in text.bytes().filter(|letter| !letter.is_ascii_whitespace()) {
        if letter == b'=' {
            ended = true;
            continue;
        }
        let letter = match letter {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        let value = LETTERS.iter().position(|known| *known == letter).filter(|_| !ended)?;
        held = held << 6 | u32::try_from(value).ok()?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
            held &= (1 << bits) - 1;
        }
    }
    // What is left over fills up the last letter: one letter alone is no byte.
    (bits < 6 && held == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_bytes() {
        for (text, bytes) in [
            ("", Some(&b""[..])),
            ("Zg==", Some(b"f")),
            ("Zg", Some(b"f")),
            ("Zm9v\n Ymlu", Some(b"foobin")),
            ("+//+", Some(&[0xfb, 0xff, 0xfe])),
            ("-__-", Some(&[0xfb, 0xff, 0xfe])),
            ("Z", None),
            ("Zh==", None),
            ("Zg==Zg", None),
            ("Zm9!", None),
        ] {
            assert_eq!(decode(text).as_deref(), bytes, "{text}");
        }
        for len in 0..70_u8 {
            let bytes: Vec<u8> = (0..len).map(|at| at.wrapping_mul(37)).collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn bytes_as_base64() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
        assert_eq!(encode(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
