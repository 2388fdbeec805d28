//! As much of X.509 as it takes to find the public key of a certificate (RFC 5280, section 4.1; X.690 for DER).

/// A tag of DER.
const SEQUENCE: u8 = 0x30;
/// The tag of the version, which old certificates lack.
const VERSION: u8 = 0xa0;

/// An elliptic curve that browsers know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
}

impl Curve {
    /// The curve that a SubjectPublicKeyInfo names.
    pub(crate) fn of(key: &[u8]) -> Option<Self> {
        const EC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
        let (_, info, _) = element(key)?;
        let (_, algorithm, _) = element(info)?;
        let (_, kind, rest) = element(algorithm)?;
        let (_, curve, _) = element(rest)?;
        match curve {
            _ if kind != EC_KEY => None,
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07] => Some(Self::P256),
            [0x2b, 0x81, 0x04, 0x00, 0x22] => Some(Self::P384),
            [0x2b, 0x81, 0x04, 0x00, 0x23] => Some(Self::P521),
            _ => None,
        }
    }

    /// Its name in WebCrypto.
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }
}

/// The SubjectPublicKeyInfo of a certificate in DER; nothing where it is none.
pub(crate) fn public_key(certificate: &[u8]) -> Option<&[u8]> {
    let (tag, outer, _) = element(certificate)?;
    let (_, mut rest, _) = element(outer).filter(|_| tag == SEQUENCE)?;
    if rest.first() == Some(&VERSION) {
        rest = element(rest)?.2;
    }
    // Serial number, signature's algorithm, issuer, validity, subject.
    for _ in 0..5 {
        rest = element(rest)?.2;
    }
    let (tag, _, after) = element(rest)?;
    rest.get(..rest.len() - after.len()).filter(|_| tag == SEQUENCE)
}

/// The element that `bytes` begin with: its tag, what is in it, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match *first {
        short @ 0..=0x7f => (usize::from(short), rest),
        long => {
            let (digits, rest) = rest.split_at_checked(usize::from(long & 0x7f)).filter(|(own, _)| {
                // More digits would be longer than any certificate, none is for a form that DER has not.
                (1..=4).contains(&own.len())
            })?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((*tag, content, after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn elements_are_taken_apart() {
        for (bytes, expected) in [
            (&[2, 1, 7, 9][..], Some((2, &[7][..], &[9][..]))),
            (&[4, 0x81, 2, 1, 2], Some((4, &[1, 2], &[]))),
            (&[4, 0x82, 0, 1, 5, 6], Some((4, &[5], &[6]))),
            (&[4, 0x80, 1], None),
            (&[4, 0x85, 0, 0, 0, 0, 1, 1], None),
            (&[4, 3, 1], None),
            (&[4], None),
            (&[], None),
        ] {
            assert_eq!(element(bytes), expected, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(bytes in prop::collection::vec(prop_oneof![Just(0x30_u8), Just(0x82), Just(2), any::<u8>()], 0..80)) {
            let _ = public_key(&bytes).map(Curve::of);
        }
    }
}
