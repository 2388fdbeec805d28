//! Any bytes as a licence, as a status document, and as what was decrypted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use yueli_lcp::{Licence, Sealed, Signature, Status, UserKey, unpadded};
use yueli_publication::{Time, base64, json::FromJson};

fuzz_target!(|data: &[u8]| {
    if let Ok(text) = unpadded(data) {
        assert!(text.len() < data.len() && data.len() - text.len() <= 16);
    }
    if let Ok(sealed) = Sealed::of(data) {
        assert_eq!(sealed.vector.len() + sealed.text.len(), data.len());
    }
    assert_eq!(base64::decode(&base64::encode(data)).as_deref(), Some(data));
    let _ = Signature::of(data);
    let text = String::from_utf8_lossy(data);
    let _ = UserKey::from_hashed(&text);
    if let Some(time) = Time::parse(&text) {
        assert_eq!(Time::parse(&time.to_string()), Some(time));
    }
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    let licence = Licence::from_json(value.clone());
    if let Some(status) = Status::from_json(value) {
        let rights = licence.as_ref().map(|own| own.rights).unwrap_or_default();
        for action in status.actions(&rights, Time::from_millis(0)) {
            let _ = (action.page(), action.takes_end(), action.address("id", "name", Some(Time::from_millis(0))));
        }
    }
    if let Some(licence) = licence {
        let _ = (licence.key_check(), licence.content_key(), licence.check(data));
    }
});
