//! Licences and status documents, good and bad, and the keys of the basic profile with a real cipher.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod made;

use aes::cipher::{
    BlockDecryptMut, BlockEncryptMut, KeyIvInit, block_padding::NoPadding, block_padding::Pkcs7,
};
use made::{CONTENT, Decryptor, Encryptor, VECTOR, decrypted, licence, status};
use serde_json::{Value, json};
use yueli_lcp::{
    ActionKind, KeyProblem, Licence, Profile, Sealed, Standing, State, Status, UserKey, content_key, unpadded,
};
use yueli_publication::{Time, base64, json::FromJson};

fn at(text: &str) -> Time {
    Time::parse(text).unwrap()
}

#[test]
fn a_licence_is_read_and_says_what_is_missing() {
    let read = Licence::from_json(licence()).unwrap();
    assert_eq!(read.gaps, Vec::<&str>::new());
    assert_eq!(
        (read.encryption.profile.clone(), read.encryption.hint.as_str()),
        (Profile::Basic, "the cave")
    );
    assert_eq!(
        (read.rights.print, read.rights.copy, read.user.as_deref()),
        (Some(10), Some(2048), Some("lu@lib.example"))
    );
    assert_eq!(
        (read.status(), read.hint_page()),
        (Some("https://lib.example/status/1"), Some("https://lib.example/hint"))
    );
    assert_eq!(read.publication().unwrap().length, Some(7));
    let mut bare = licence();
    for name in ["provider", "issued", "links", "rights", "user", "signature"] {
        bare.as_object_mut().unwrap().remove(name);
    }
    bare["encryption"]["user_key"] = json!(7);
    let read = Licence::from_json(bare).unwrap();
    assert_eq!(read.gaps.len(), 8, "{:?}", read.gaps);
    for bad in [
        json!({}),
        json!({"id": "a"}),
        json!({"id": "", "encryption": {}}),
        json!([]),
        json!({"id": "a", "encryption": "b"}),
    ] {
        assert_eq!(Licence::from_json(bad), None);
    }
}

#[test]
fn a_licence_holds_for_a_time() {
    let rights = Licence::from_json(licence()).unwrap().rights;
    assert_eq!(rights.standing(at("2025-12-31")), Standing::NotYet(at("2026-01-01")));
    assert!(matches!(rights.standing(at("2026-02-01T23:00Z")), Standing::Good(Some(_))));
    assert!(matches!(rights.standing(at("2026-02-02")), Standing::Ended(_)));
    assert_eq!(yueli_lcp::Rights::default().standing(at("2026-02-02")), Standing::Good(None));
}

#[test]
fn the_status_says_what_can_be_done() {
    let rights = Licence::from_json(licence()).unwrap().rights;
    let all = vec![ActionKind::Register, ActionKind::Renew, ActionKind::Return];
    for (word, now, expected) in [
        ("active", "2026-01-15", all.clone()),
        ("READY", "2026-01-15", all),
        ("active", "2026-03-15", vec![ActionKind::Renew]),
        ("expired", "2026-03-15", vec![ActionKind::Renew]),
        ("returned", "2026-01-15", vec![]),
        ("revoked", "2026-01-15", vec![]),
        ("canceled", "2026-01-15", vec![]),
        ("something", "2026-01-15", vec![]),
    ] {
        let mut document = status();
        document["status"] = json!(word);
        let read = Status::from_json(document).unwrap();
        let kinds: Vec<_> = read.actions(&rights, at(now)).iter().map(|action| action.kind).collect();
        assert_eq!(kinds, expected, "{word}");
        assert_eq!(read.state.is_open(), read.state.words().is_none());
    }
    let mut document = status();
    document["events"].as_array_mut().unwrap().extend([json!({"type": 7}), json!("x")]);
    let read = Status::from_json(document).unwrap();
    assert_eq!((read.events.len(), read.gaps.len(), read.state), (1, 0, State::Active));
    assert_eq!(read.newer_licence(Some(at("2026-01-01"))), Some("https://lib.example/licence/1"));
    assert_eq!(read.newer_licence(Some(at("2026-01-02"))), None);
    assert_eq!(Status::from_json(json!({"status": "ready"})).unwrap().gaps.len(), 5);
    assert_eq!(Status::from_json(json!({"id": "a"})), None);
}

#[test]
fn a_passphrase_opens_a_book_of_the_basic_profile() {
    let licence = Licence::from_json(licence()).unwrap();
    let key = UserKey::from_passphrase("open sesame");
    let check = licence.key_check().unwrap();
    let check = decrypted(key.bytes(), Sealed::of(&check).unwrap());
    assert_eq!(licence.check(&check), Ok(()));
    let content = licence.content_key().unwrap();
    let content = decrypted(key.bytes(), Sealed::of(&content).unwrap());
    assert_eq!(content_key(&content), Ok(&CONTENT));
    let wrong = UserKey::from_passphrase("Open sesame");
    let bytes = licence.key_check().unwrap();
    let check = decrypted(wrong.bytes(), Sealed::of(&bytes).unwrap());
    assert_eq!(licence.check(&check), Err(KeyProblem::WrongPassphrase));
    assert_eq!(format!("{key:?}"), "UserKey(…)");
}

/// The trap that `key.rs` tells of: padding that may be anything is read without a cipher that checks it.
#[test]
fn one_more_block_makes_every_padding_readable() {
    let key = [3; 32];
    let padded = [b"tea".as_slice(), &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]].concat();
    let text = Encryptor::new(&key.into(), &VECTOR.into()).encrypt_padded_vec_mut::<NoPadding>(&padded);
    let checked = Decryptor::new(&key.into(), &VECTOR.into()).decrypt_padded_vec_mut::<Pkcs7>(&text);
    assert!(checked.is_err());
    let last: [u8; 16] = text[text.len() - 16..].try_into().unwrap();
    let more = Encryptor::new(&key.into(), &last.into()).encrypt_padded_vec_mut::<Pkcs7>(b"");
    let longer = [text, more].concat();
    let whole = Decryptor::new(&key.into(), &VECTOR.into()).decrypt_padded_vec_mut::<Pkcs7>(&longer).unwrap();
    assert_eq!(unpadded(&whole), Ok(b"tea".as_slice()));
}

#[test]
fn keys_that_cannot_be_are_refused() {
    let hashed = "ff".repeat(32);
    let key = UserKey::from_hashed(&hashed).unwrap();
    assert_eq!(UserKey::from_hashed(&base64::encode(key.bytes())), Ok(key));
    assert_eq!(UserKey::from_hashed("!"), Err(KeyProblem::NotBase64));
    assert_eq!(UserKey::from_hashed("abcd"), Err(KeyProblem::WrongLength));
    for (len, fits) in [(0, false), (16, false), (31, false), (32, true), (33, false), (48, true)] {
        assert_eq!(Sealed::of(&vec![0; len]).is_ok(), fits, "{len}");
    }
    for (text, expected) in [
        (&[][..], None),
        (&[16; 16][..], Some(0)),
        (&[1; 16][..], Some(15)),
        (&[0; 16][..], None),
        (&[17; 16][..], None),
        (&[1; 15][..], None),
        (&[5; 32][..], Some(27)),
    ] {
        assert_eq!(unpadded(text).ok().map(<[u8]>::len), expected, "{text:?}");
    }
    let mut broken = licence();
    broken["encryption"]["user_key"]["key_check"] = json!("AAAA");
    assert_eq!(Licence::from_json(broken).unwrap().key_check(), Err(KeyProblem::WrongLength));
}

mod any_bytes {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn never_panic(text in r#"([\[\]{},:]|"(id|encryption|user_key|key_check|links|rel|href|status|updated|license|rights|end|events|type)"|"x"|7|null)*"#) {
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let _ = Status::from_json(value.clone());
                let _ = Licence::from_json(value).map(|licence| licence.key_check());
            }
        }
    }
}
