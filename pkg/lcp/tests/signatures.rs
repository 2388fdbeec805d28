//! Signatures over licences, made with a real key and a real certificate.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod made;

use made::licence;
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, UnparsedPublicKey},
};
use serde_json::{Value, json};
use yueli_lcp::{Curve, Scheme, Signature};
use yueli_publication::base64;

/// The licence, signed as a provider does it.
fn signed() -> Value {
    let key = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap();
    let certificate =
        rcgen::CertificateParams::new(vec!["lib.example".to_owned()]).unwrap().self_signed(&key).unwrap();
    let random = SystemRandom::new();
    let pair =
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &key.serialize_der(), &random).unwrap();
    let mut licence = licence();
    licence.as_object_mut().unwrap().remove("signature");
    // In the order of the specification's canonical form, written down here by hand for what could go wrong.
    let message = licence.to_string();
    assert!(message.starts_with(r#"{"encryption":{"content_key":{"algorithm":"#));
    let value = pair.sign(&random, message.as_bytes()).unwrap();
    licence["signature"] = json!({
        "algorithm": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        "certificate": base64::encode(certificate.der()), "value": base64::encode(value.as_ref())
    });
    licence
}

fn is_verified(document: &str) -> bool {
    let Signature { message, scheme, key, value } = Signature::of(document.as_bytes()).unwrap();
    assert_eq!(scheme, Scheme::Ecdsa(Curve::P256));
    // The point is what SubjectPublicKeyInfo ends with.
    let point = &key[key.len() - 65..];
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(&message, &value).is_ok()
}

#[test]
fn a_licence_is_as_it_was_signed_or_it_is_not() {
    let licence = signed();
    assert!(is_verified(&licence.to_string()));
    assert!(is_verified(&serde_json::to_string_pretty(&licence).unwrap()), "white space is not signed");
    let mut longer = licence.clone();
    longer["rights"]["end"] = json!("2099-01-01T00:00:00Z");
    assert!(!is_verified(&longer.to_string()));
    let mut more = licence;
    more["unknown"] = json!({});
    assert!(!is_verified(&more.to_string()), "what is not known is signed too");
}
