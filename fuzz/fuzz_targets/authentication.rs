//! Any bytes as an authentication document, a challenge, a token, a profile and a progression: what is read is written and
//! read as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use yueli_opds::{Authentication, Profile, Progression, Token, document_in_link_header, from_challenge};
use yueli_publication::json::FromJson;

const URL: &str = "https://a.b/c";

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = document_in_link_header(&text, URL);
    if let Some(read) = from_challenge(&text, URL) {
        assert!(!read.flows.is_empty());
    }
    if let Some(Some(own)) = Progression::read(data) {
        assert!((0.0..=1.0).contains(&own.progression));
        let again = Progression::from_json(serde_json::to_value(&own).unwrap()).unwrap();
        assert_eq!((again.modified, again.references.len()), (own.modified, own.references.len()));
        let _ = own.with_locator("a", "b");
    }
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    if let Some(token) = Token::from_json(value.clone()) {
        assert!(!token.header().contains(['\r', '\n']));
    }
    let _ = Profile::from_json(value.clone());
    let Some(read) = Authentication::from_json(value).map(|read| read.settled(URL)) else { return };
    let again = Authentication::from_json(serde_json::to_value(&read).unwrap()).unwrap().settled(URL);
    let abilities = |own: &Authentication| own.flows.iter().map(yueli_opds::Flow::ability).collect::<Vec<_>>();
    assert_eq!(abilities(&again), abilities(&read));
    assert_eq!(again.links.len(), read.links.len());
    assert!(read.best().is_none_or(|flow| flow.ability().is_possible()));
});
