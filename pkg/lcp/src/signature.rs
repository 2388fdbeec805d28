//! Who signed a licence: what was signed, with which key, to be verified elsewhere (by WebCrypto in the browser).
//!
//! What is signed is the document in canonical form (LCP, section 5.3): without its signature, names in the order of their
//! code points, no white space. The provider's certificate is in the licence itself. That it is the provider's is for a root
//! certificate to say and a list of revoked ones to deny (section 5.5): both are given to certified apps only, so a signature
//! that fits says that the licence is as it was signed, not by whom.

use serde_json::Value;
use yueli_publication::{base64, json};

use crate::certificate::{self, Curve};

const ECDSA: &str = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
const RSA: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/// A signature over a licence, with all that is needed to verify it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The bytes that were signed.
    pub message: Vec<u8>,
    /// How.
    pub scheme: Scheme,
    /// The public key, as the certificate has it (SubjectPublicKeyInfo, DER).
    pub key: Vec<u8>,
    /// The signature: of ECDSA the two numbers, one after the other.
    pub value: Vec<u8>,
}

/// How a licence is signed; the hash is SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// ECDSA on this curve.
    Ecdsa(Curve),
    /// RSASSA-PKCS1-v1_5.
    Rsa,
}

/// What is wrong with a licence's signature, before it was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureProblem {
    /// There is none, or part of it is missing.
    Missing,
    /// It is of a kind that is not known.
    Unknown,
    /// The certificate is no certificate with a key of that kind.
    Certificate,
}

impl Signature {
    /// The signature of a licence document, as its bytes are.
    ///
    /// # Errors
    /// See [`SignatureProblem`].
    pub fn of(document: &[u8]) -> Result<Self, SignatureProblem> {
        let missing = SignatureProblem::Missing;
        let mut value = json::parse(document).map_err(|_| missing)?;
        let signature = value.as_object_mut().and_then(|own| own.remove("signature")).ok_or(missing)?;
        let text = |name: &str| signature.get(name).and_then(Value::as_str).ok_or(missing);
        let bytes = |name: &str| base64::decode(text(name)?).filter(|own| !own.is_empty()).ok_or(missing);
        let certificate = bytes("certificate")?;
        let key = certificate::public_key(&certificate).ok_or(SignatureProblem::Certificate)?;
        let scheme = match text("algorithm")?.trim() {
            ECDSA => Scheme::Ecdsa(Curve::of(key).ok_or(SignatureProblem::Certificate)?),
            RSA => Scheme::Rsa,
            _ => return Err(SignatureProblem::Unknown),
        };
        Ok(Self { message: canonical(&value), scheme, key: key.to_vec(), value: bytes("value")? })
    }
}

/// A document in canonical form. The map behind `Value` keeps names in the order of their bytes, which in UTF-8 is that of
/// code points; strings are escaped where JSON demands it and nowhere else.
fn canonical(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_form_is_in_order_and_tight() {
        let document = r#" { "b" : [ 1 , { "z":"a/b\u00e9\"", "é": null } ],
            "a" : "x<y>&z", "B": 2048 } "#;
        let value = json::parse(document.as_bytes()).unwrap();
        let expected = r#"{"B":2048,"a":"x<y>&z","b":[1,{"z":"a/bé\"","é":null}]}"#;
        assert_eq!(String::from_utf8(canonical(&value)).unwrap(), expected);
    }

    #[test]
    fn what_is_no_signature_says_why() {
        for (document, expected) in [
            ("no JSON", SignatureProblem::Missing),
            ("{}", SignatureProblem::Missing),
            (r#"{"signature":7}"#, SignatureProblem::Missing),
            (
                r#"{"signature":{"algorithm":"x","certificate":"AAAA","value":"AAAA"}}"#,
                SignatureProblem::Certificate,
            ),
            (r#"{"signature":{"algorithm":"x","certificate":"","value":"AAAA"}}"#, SignatureProblem::Missing),
        ] {
            assert_eq!(Signature::of(document.as_bytes()), Err(expected), "{document}");
        }
    }
}
