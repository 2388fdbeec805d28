//! Fonts that are obfuscated, and made plain.

use sha1::{Digest, Sha1};

/// An algorithm that only needs the package to be undone, with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obfuscation {
    /// `http://www.idpf.org/2008/embedding` (EPUB 3.3 section 4.4): the first 1040 bytes.
    Idpf([u8; 20]),
    /// `http://ns.adobe.com/pdf/enc#RC`: the first 1024 bytes.
    Adobe([u8; 16]),
}

pub(crate) const IDPF: &str = "http://www.idpf.org/2008/embedding";
pub(crate) const ADOBE: &str = "http://ns.adobe.com/pdf/enc#RC";

impl Obfuscation {
    /// The key from the package's unique identifier, without its white space.
    pub(crate) fn idpf(identifier: &str) -> Self {
        let identifier: String =
            identifier.chars().filter(|letter| !matches!(letter, ' ' | '\t' | '\r' | '\n')).collect();
        Self::Idpf(Sha1::digest(identifier.as_bytes()).into())
    }

    /// The key from an identifier that is a UUID.
    pub(crate) fn adobe(identifier: &str) -> Option<Self> {
        let hex = identifier.trim().rsplit(':').next()?.replace('-', "");
        if hex.len() != 32 || !hex.is_ascii() {
            return None;
        }
        let mut key = [0; 16];
        for (index, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(2 * index..2 * index + 2)?, 16).ok()?;
        }
        Some(Self::Adobe(key))
    }

    /// Makes the bytes plain, or obfuscates them: it is its own inverse.
    pub(crate) fn apply(&self, bytes: &mut [u8]) {
        let (key, len) = match self {
            Self::Idpf(key) => (&key[..], 1040),
            Self::Adobe(key) => (&key[..], 1024),
        };
        for (byte, key) in bytes.iter_mut().take(len).zip(key.iter().cycle()) {
            *byte ^= key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_specifications() {
        // SHA-1 of "abc" (FIPS 180-2, appendix A.1).
        let Obfuscation::Idpf(key) = Obfuscation::idpf(" a\tb\r\nc ") else { panic!() };
        assert_eq!(key[..4], [0xa9, 0x99, 0x3e, 0x36]);
        let id = "urn:uuid:00112233-4455-6677-8899-aabbccddeeff";
        assert_eq!(
            Obfuscation::adobe(id),
            Some(Obfuscation::Adobe([
                0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff
            ]))
        );
        assert_eq!(Obfuscation::adobe("urn:isbn:9780000000000"), None);
    }

    #[test]
    fn only_the_beginning_is_changed() {
        for (obfuscation, len) in
            [(Obfuscation::Idpf([0xff; 20]), 1040), (Obfuscation::Adobe([0xff; 16]), 1024)]
        {
            let mut bytes = vec![0; 2000];
            obfuscation.apply(&mut bytes);
            assert!(bytes[..len].iter().all(|byte| *byte == 0xff));
            assert!(bytes[len..].iter().all(|byte| *byte == 0));
            obfuscation.apply(&mut bytes);
            assert!(bytes.iter().all(|byte| *byte == 0));
        }
    }
}
