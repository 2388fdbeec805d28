//! Licences of the basic profile, right and wrong in every way; and a protected book, read.

use aes::cipher::{BlockEncryptMut, KeyIvInit, block_padding::Pkcs7};
use serde_json::{Value, json};
use yueli_archive::write::Writer;
use yueli_ports::fake::FakeCrypto;
use yueli_publication::base64;

use super::*;
use crate::{book::Book, testing::now};

const ID: &str = "urn:uuid:7";
const PASSPHRASE: &str = "open sesame";
const CONTENT: [u8; 32] = [9; 32];
/// As much of a certificate as is looked at: a key of the curve P-256.
const CERTIFICATE: &[u8] = &[
    0x30, 41, 0x30, 39, 2, 1, 1, 0x30, 0, 0x30, 0, 0x30, 0, 0x30, 0, 0x30, 26, 0x30, 19, 6, 7, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 3, 3, 0, 4, 4,
];

fn encrypted(key: &[u8; 32], text: &[u8]) -> Vec<u8> {
    let vector = [7_u8; 16];
    let text =
        cbc::Encryptor::<aes::Aes256>::new(key.into(), &vector.into()).encrypt_padded_vec_mut::<Pkcs7>(text);
    [vector.as_slice(), &text].concat()
}

fn licence() -> Value {
    let key = UserKey::from_passphrase(PASSPHRASE);
    let sealed = |text: &[u8]| base64::encode(&encrypted(key.bytes(), text));
    json!({
        "id": ID, "provider": "https://lib.example", "issued": "2026-01-01T00:00:00Z",
        "encryption": {
            "profile": "http://readium.org/lcp/basic-profile",
            "content_key": {"algorithm": "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "encrypted_value": sealed(&CONTENT)},
            "user_key": {"algorithm": "http://www.w3.org/2001/04/xmlenc#sha256", "text_hint": "the cave", "key_check": sealed(ID.as_bytes())}
        },
        "links": [], "rights": {},
        "signature": {
            "algorithm": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            "certificate": base64::encode(CERTIFICATE), "value": base64::encode(&[1])
        }
    })
}

fn key_of(licence: &Value, passphrase: &str) -> Result<String, ProblemCode> {
    now(Locksmith(FakeCrypto).key(&licence.to_string(), passphrase)).map_err(|problem| problem.code)
}

#[test]
fn every_licence_opens_or_says_why_not() {
    let change = |pointer: &str, value: Value| {
        let mut licence = licence();
        *licence.pointer_mut(pointer).unwrap() = value;
        licence
    };
    let other_key = base64::encode(&encrypted(&[1; 32], ID.as_bytes()));
    let no_key = base64::encode(&encrypted(UserKey::from_passphrase(PASSPHRASE).bytes(), b"too short"));
    let production = json!("http://readium.org/lcp/profile-2.0");
    for (licence, passphrase, expected) in [
        (licence(), PASSPHRASE, None),
        (licence(), "Open sesame", Some(ProblemCode::PassphraseWrong)),
        (licence(), "", Some(ProblemCode::PassphraseWrong)),
        (json!({}), PASSPHRASE, Some(ProblemCode::LicenceDamaged)),
        (change("/id", json!("urn:uuid:8")), PASSPHRASE, Some(ProblemCode::PassphraseWrong)),
        (change("/encryption/profile", production), PASSPHRASE, Some(ProblemCode::ProfileUnsupported)),
        (change("/encryption/profile", json!("x")), PASSPHRASE, Some(ProblemCode::ProfileUnsupported)),
        (change("/signature", json!(null)), PASSPHRASE, Some(ProblemCode::LicenceDamaged)),
        (change("/signature/value", json!("AA==")), PASSPHRASE, Some(ProblemCode::LicenceDamaged)),
        (change("/signature/certificate", json!("AAAA")), PASSPHRASE, Some(ProblemCode::LicenceDamaged)),
        (change("/signature/algorithm", json!("urn:x")), PASSPHRASE, Some(ProblemCode::LicenceDamaged)),
        (change("/encryption/user_key/key_check", json!("!")), PASSPHRASE, Some(ProblemCode::LicenceDamaged)),
        (
            change("/encryption/user_key/key_check", json!(other_key)),
            PASSPHRASE,
            Some(ProblemCode::PassphraseWrong),
        ),
        (
            change("/encryption/content_key/encrypted_value", json!(no_key)),
            PASSPHRASE,
            Some(ProblemCode::LicenceDamaged),
        ),
    ] {
        assert_eq!(key_of(&licence, passphrase).err(), expected, "{licence}");
    }
}

#[test]
fn a_protected_book_is_read_with_the_key_that_was_kept() {
    let text = b"<html><p>Sealed.</p></html>";
    let data = r#"<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
        <CipherData><CipherReference URI="a.xhtml"/></CipherData></EncryptedData></encryption>"#;
    let package = r#"<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
        <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    let container = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
    let file = Writer::new()
        .stored("META-INF/container.xml", container)
        .stored("META-INF/license.lcpl", licence().to_string())
        .stored("META-INF/encryption.xml", data)
        .stored("a.opf", package)
        .stored("a.xhtml", encrypted(&CONTENT, text));
    let (mut book, _) = now(Book::open(file.finish(), "a.epub")).unwrap();
    let found = now(book.licence()).unwrap().unwrap();
    let smith = Locksmith(FakeCrypto);
    let key = now(smith.key(&found, PASSPHRASE)).unwrap();
    assert!(!key.contains(PASSPHRASE) && key.len() == 64);
    assert_eq!(now(book.resource("a.xhtml")).unwrap_err().code, ProblemCode::Encrypted);
    book.unlock(now(smith.cipher(&found, &key)).unwrap());
    assert_eq!(now(book.resource("a.xhtml")).unwrap().bytes, text);
    assert_eq!(now(book.licence()).unwrap(), None, "nothing is needed any more");
    let wrong = now(smith.cipher(&found, &"0".repeat(64))).unwrap_err();
    assert_eq!(wrong.code, ProblemCode::PassphraseWrong);
    assert_eq!(now(smith.cipher(&found, "!")).unwrap_err().code, ProblemCode::LicenceDamaged);
}
