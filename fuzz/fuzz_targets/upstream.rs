//! Any text as an address, a redirect, a path, a header, a route or a file of upstreams: nothing leads inside.
#![no_main]

use libfuzzer_sys::fuzz_target;
use url::Host;
use yueli_upstream::{
    challenge, edge_patron,
    guard::{Guard, Target},
    ip::{Reach, reach},
    paths::{Paths, tame},
    settings::read,
};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let guard = Guard::new([], false, &[]);
    if let Ok(target) = guard.judge(text) {
        outside(&target, text);
    }
    if let Ok(from) = guard.judge("https://opds.example/a/b")
        && let Ok(target) = guard.follow(&from, text)
    {
        outside(&target, text);
        assert_eq!(target.url().scheme(), "https", "{text:?}");
    }
    let path = format!("/opds/{text}");
    if Paths::below(["/opds"]).allow(&path) {
        assert!(tame(&path) && !path.split('/').any(|part| part == ".."), "{text:?}");
    }
    for challenge in challenge::parse(text) {
        assert!(!challenge.scheme.is_empty(), "{text:?}");
    }
    if let Ok(routed) = edge_patron::route("POST", &format!("/patron/account/{text}")) {
        let own = edge_patron::account_path(&routed.patron);
        assert!(routed.path.starts_with(&format!("{own}/")) && tame(&routed.path), "{text:?}");
    }
    if let Err(faults) = read(text, &|_| None) {
        assert!(!faults.is_empty(), "{text:?}");
    }
});

fn outside(target: &Target, text: &str) {
    let inner = match target.url().host() {
        Some(Host::Ipv4(ip)) => reach(ip.into()) != Reach::Public,
        Some(Host::Ipv6(ip)) => reach(ip.into()) != Reach::Public,
        Some(Host::Domain(name)) => name.trim_end_matches('.').rsplit('.').next() == Some("localhost"),
        None => true,
    };
    let url = target.url();
    assert!(!inner && url.username().is_empty() && url.password().is_none(), "{text:?}");
}
