//! Documents of our own making, encrypted with a real cipher.

#![allow(dead_code, reason = "each user takes some of them")]

use aes::cipher::{
    BlockDecryptMut, BlockEncryptMut, KeyIvInit, block_padding::NoPadding, block_padding::Pkcs7,
};
use serde_json::{Value, json};
use yueli_lcp::{Sealed, UserKey};
use yueli_publication::base64;

pub type Encryptor = cbc::Encryptor<aes::Aes256>;
pub type Decryptor = cbc::Decryptor<aes::Aes256>;

pub const VECTOR: [u8; 16] = [7; 16];
pub const CONTENT: [u8; 32] = [9; 32];

pub fn encrypted(key: &[u8; 32], text: &[u8]) -> String {
    let text = Encryptor::new(key.into(), &VECTOR.into()).encrypt_padded_vec_mut::<Pkcs7>(text);
    base64::encode(&[VECTOR.as_slice(), &text].concat())
}

pub fn decrypted(key: &[u8; 32], sealed: Sealed<'_>) -> Vec<u8> {
    Decryptor::new(key.into(), sealed.vector.into())
        .decrypt_padded_vec_mut::<NoPadding>(sealed.text)
        .unwrap_or_default()
}

pub fn licence() -> Value {
    let key = UserKey::from_passphrase("open sesame");
    json!({
        "id": "urn:uuid:1", "provider": "https://lib.example", "issued": "2026-01-01T00:00:00Z", "updated": "2026-01-02T00:00:00Z",
        "encryption": {
            "profile": "http://readium.org/lcp/basic-profile",
            "content_key": {"algorithm": "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "encrypted_value": encrypted(key.bytes(), &CONTENT)},
            "user_key": {"algorithm": "http://www.w3.org/2001/04/xmlenc#sha256", "text_hint": "the cave", "key_check": encrypted(key.bytes(), b"urn:uuid:1")}
        },
        "links": [
            {"rel": "hint", "href": "https://lib.example/hint"},
            {"rel": "publication", "href": "https://lib.example/b.epub", "type": "application/epub+zip", "length": 7, "hash": "aGFzaA=="},
            {"rel": ["status"], "href": "https://lib.example/status/1"}
        ],
        "rights": {"print": 10, "copy": 2048, "start": "2026-01-01T00:00:00Z", "end": "2026-02-01T23:59:59Z"},
        "user": {"id": "u", "name": "secret", "email": "lu@lib.example", "encrypted": ["name"]},
        "signature": {"algorithm": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "certificate": "", "value": ""}
    })
}

pub fn status() -> Value {
    json!({
        "id": "urn:uuid:1", "status": "active", "message": "in use",
        "updated": {"license": "2026-01-02T00:00:00Z", "status": "2026-01-03T00:00:00Z"},
        "links": [
            {"rel": "license", "href": "https://lib.example/licence/1"},
            {"rel": "register", "href": "https://lib.example/register{?id,name}", "templated": true},
            {"rel": "renew", "href": "https://lib.example/renew{?end,id,name}", "templated": true},
            {"rel": "return", "href": "https://lib.example/return{?id,name}", "templated": true}
        ],
        "potential_rights": {"end": "2026-03-01T00:00:00Z"},
        "events": [{"type": "register", "name": "Phone", "id": "d", "timestamp": "2026-01-02T00:00:00Z"}]
    })
}
