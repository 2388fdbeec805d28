//! What is tried to reach the inside of a library's network, and what becomes of it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::net::IpAddr;

use proptest::prelude::*;
use url::Url;
use yueli_upstream::{
    guard::{Guard, Refusal, Target},
    ip::{Reach, reach},
};

fn outside() -> Guard {
    Guard::new([&Url::parse("https://opds.example:8443/opds").unwrap()], false, &[])
}

fn kind(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unreadable => "unreadable",
        Refusal::Scheme => "scheme",
        Refusal::Credentials => "credentials",
        Refusal::Disguised => "disguised",
        Refusal::Port(_) => "port",
        Refusal::InnerName => "inner name",
        Refusal::Address(..) => "address",
        Refusal::Nowhere => "nowhere",
        Refusal::Downgrade => "downgrade",
    }
}

/// As addresses, and as redirects: each must be refused before anything is resolved or connected to.
const WRITTEN: &[(&str, &str)] = &[
    ("http://127.0.0.1/", "address"),
    ("http://127.0.0.1:80/", "address"),
    ("http://127.1.2.3/", "address"),
    ("https://10.0.0.5/", "address"),
    ("https://172.16.0.1/", "address"),
    ("https://192.168.0.1/admin", "address"),
    ("https://100.64.0.1/", "address"),
    ("http://169.254.169.254/latest/meta-data/", "address"),
    ("http://169.254.170.2/v2/credentials", "address"),
    ("http://100.100.100.200/latest/meta-data/", "address"),
    ("http://192.0.0.192/opc/v2/instance/", "address"),
    ("http://168.63.129.16/metadata", "address"),
    ("http://0.0.0.0/", "address"),
    ("http://255.255.255.255/", "address"),
    ("http://224.0.0.1/", "address"),
    ("http://240.0.0.1/", "address"),
    ("http://192.0.2.1/", "address"),
    ("http://198.18.0.1/", "address"),
    ("http://[::1]/", "address"),
    ("http://[::]/", "address"),
    ("http://[0:0:0:0:0:0:0:1]/", "address"),
    ("http://[::ffff:127.0.0.1]/", "address"),
    ("http://[::ffff:7f00:1]/", "address"),
    ("http://[::127.0.0.1]/", "address"),
    ("http://[64:ff9b::127.0.0.1]/", "address"),
    ("http://[64:ff9b::a9fe:a9fe]/", "address"),
    ("http://[64:ff9b:1::1]/", "address"),
    ("http://[2002:7f00:1::]/", "address"),
    ("http://[2001::7f00:1]/", "address"),
    ("http://[fe80::1]/", "address"),
    ("http://[fc00::1]/", "address"),
    ("http://[fd00:ec2::254]/latest/", "address"),
    ("http://[fec0::1]/", "address"),
    ("http://[ff02::1]/", "address"),
    ("http://[2001:db8::1]/", "address"),
    ("http://2130706433/", "disguised"),
    ("http://0x7f000001/", "disguised"),
    ("http://0x7f.0.0.1/", "disguised"),
    ("http://0177.0.0.1/", "disguised"),
    ("http://017700000001/", "disguised"),
    ("http://127.1/", "disguised"),
    ("http://127.0.1/", "disguised"),
    ("http://0/", "disguised"),
    ("http://0x8.0x8.0x8.0x8/", "disguised"),
    ("http://134744072/", "disguised"),
    ("http://127.0.0.1./", "disguised"),
    ("http://%31%32%37.0.0.1/", "disguised"),
    ("http://１２７.０.０.１/", "disguised"),
    ("http://127。0。0。1/", "disguised"),
    ("http:127.1/", "disguised"),
    ("http:///127.1/", "disguised"),
    ("http://localhost/", "inner name"),
    ("http://LOCALHOST/", "inner name"),
    ("http://localhost./", "inner name"),
    ("http://a.localhost/", "inner name"),
    ("http://metadata.google.internal/computeMetadata/v1/", "inner name"),
    ("http://printer.local/", "inner name"),
    ("http://nas.home.arpa/", "inner name"),
    ("http://router.lan/", "inner name"),
    ("http://user@opds.example/", "credentials"),
    ("http://user:pass@opds.example/", "credentials"),
    ("http://opds.example@127.0.0.1/", "credentials"),
    ("http://127.0.0.1:80@opds.example/", "credentials"),
    ("http://opds.example:22/", "port"),
    ("http://opds.example:6379/", "port"),
    ("https://opds.example:8444/", "port"),
    ("https://other.example:8443/", "port"),
    ("http://opds.example:0/", "port"),
    ("file:///etc/passwd", "scheme"),
    ("ftp://opds.example/", "scheme"),
    ("gopher://127.0.0.1:6379/_INFO", "scheme"),
    ("dict://127.0.0.1:11211/stat", "scheme"),
    ("data:text/html,x", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("opds://authorize/", "scheme"),
    ("http://opds.example\\@127.0.0.1/", "unreadable"),
    ("http:\\\\127.0.0.1/", "unreadable"),
    ("http://opds.example\t/", "unreadable"),
    ("http://opds.example\r\nHost: x/", "unreadable"),
    (" http://opds.example/", "unreadable"),
    ("http://localhost../", "unreadable"),
    ("http://.localhost/", "unreadable"),
    ("http://[::1", "unreadable"),
    ("http://[fe80::1%25eth0]/", "unreadable"),
    ("http://", "unreadable"),
    ("http://opds.example:99999/", "unreadable"),
    ("http://exa mple/", "unreadable"),
];

#[test]
fn nothing_written_in_an_address_leads_inside() {
    let guard = outside();
    let from = Guard::new([], false, &[]).judge("http://elsewhere.example/feed").unwrap();
    for (raw, expected) in WRITTEN {
        let found = guard.judge(raw).map(|target| target.url().to_string());
        assert_eq!(found.as_ref().map_err(kind), Err(*expected), "{raw}");
        // Some are relative references where one is expected, and then lead nowhere new.
        match guard.follow(&from, raw) {
            Err(_) => {}
            Ok(target) => assert_eq!(target.url().host_str(), Some("elsewhere.example"), "redirect to {raw}"),
        }
    }
    println!("{} addresses refused", WRITTEN.len());
}

#[test]
fn what_redirects_may_and_may_not() {
    let guard = outside();
    let from = guard.judge("https://opds.example:8443/opds/a").unwrap();
    for (location, expected) in [
        ("b", Ok("https://opds.example:8443/opds/b")),
        ("/c?d#e", Ok("https://opds.example:8443/c?d")),
        ("//files.example/x.epub", Ok("https://files.example/x.epub")),
        ("https://files.example/x.epub", Ok("https://files.example/x.epub")),
        ("https://8.8.8.8/x", Ok("https://8.8.8.8/x")),
        ("http://files.example/x.epub", Err("downgrade")),
        ("http://127.0.0.1/", Err("downgrade")),
        ("https://127.0.0.1/", Err("address")),
        ("//127.0.0.1/", Err("address")),
        ("//2130706433/", Err("disguised")),
        ("///127.1/", Err("unreadable")),
        ("//169.254.169.254/latest", Err("address")),
        ("https://[::ffff:10.0.0.1]/", Err("address")),
        ("https://localhost/", Err("inner name")),
        ("https://a:b@files.example/", Err("credentials")),
        ("https://files.example:8443/", Err("port")),
        ("\\\\127.0.0.1/", Err("unreadable")),
        ("/\t/127.0.0.1/", Err("unreadable")),
        ("javascript:1", Err("scheme")),
    ] {
        let found = guard.follow(&from, location);
        assert_eq!(found.as_ref().map(|target| target.url().as_str()).map_err(kind), expected, "{location}");
        if let Ok(target) = found {
            assert_eq!(target.same_origin(&from), target.url().host_str() == Some("opds.example"));
        }
    }
}

#[test]
fn a_library_opens_its_own_network_and_no_other() {
    let own = Url::parse("http://127.0.0.1:9000/opds").unwrap();
    let name = Url::parse("http://opds.lan/opds").unwrap();
    let guard = Guard::new([&own, &name], true, &[8080]);
    let target = guard.judge("http://127.0.0.1:9000/opds/x").unwrap();
    assert!(target.is_inner());
    for (raw, expected) in [
        ("http://127.0.0.1:9001/", "address"),
        ("http://127.0.0.1/", "address"),
        ("http://127.0.0.2:9000/", "address"),
        ("http://localhost:9000/", "inner name"),
        ("http://169.254.169.254/", "address"),
        ("http://10.0.0.1:8080/", "address"),
        ("http://nas.lan/", "inner name"),
        ("http://2130706433:9000/opds", "disguised"),
    ] {
        assert_eq!(guard.judge(raw).as_ref().map_err(kind).err(), Some(expected), "{raw}");
        assert!(guard.follow(&target, raw).is_err(), "{raw}");
    }
    // A name of one's own may lead into one's own network, and still not to what is nobody's.
    let named = guard.judge("http://opds.lan/opds").unwrap();
    for (ip, admitted) in [
        ("192.168.1.10", true),
        ("fd12::1", true),
        ("127.0.0.1", true),
        ("8.8.8.8", true),
        ("169.254.169.254", false),
        ("fe80::1", false),
        ("::ffff:192.168.1.10", false),
        ("100.100.100.200", false),
        ("0.0.0.0", false),
    ] {
        assert_eq!(Guard::admit(&named, &[ip.parse().unwrap()]).is_ok(), admitted, "{ip}");
    }
    // Somebody else's port is allowed where the settings name it.
    assert!(guard.judge("https://files.example:8080/").is_ok());
}

#[test]
fn names_that_resolve_inside_are_refused() {
    let target = outside().judge("https://opds.example/").unwrap();
    let resolved: &[(&[&str], Option<&str>)] = &[
        (&["93.184.216.34"], None),
        (&["93.184.216.34", "2606:2800:220:1::1"], None),
        (&[], Some("nowhere")),
        (&["127.0.0.1"], Some("address")),
        (&["10.1.2.3"], Some("address")),
        (&["93.184.216.34", "127.0.0.1"], Some("address")),
        (&["93.184.216.34", "::1"], Some("address")),
        (&["169.254.169.254"], Some("address")),
        (&["::ffff:169.254.169.254"], Some("address")),
        (&["64:ff9b::5db8:d822"], Some("address")),
        (&["fd00::1"], Some("address")),
        (&["0.0.0.0"], Some("address")),
    ];
    for (ips, expected) in resolved {
        let ips: Vec<IpAddr> = ips.iter().map(|ip| ip.parse().unwrap()).collect();
        assert_eq!(Guard::admit(&target, &ips).as_ref().map_err(kind).err(), *expected, "{ips:?}");
    }
}

fn any_ip() -> impl Strategy<Value = IpAddr> {
    prop_oneof![
        any::<[u8; 4]>().prop_map(IpAddr::from),
        any::<[u8; 16]>().prop_map(IpAddr::from),
        any::<[u8; 4]>().prop_map(|ip| IpAddr::from([
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ip[0], ip[1], ip[2], ip[3]
        ])),
    ]
}

proptest! {
    /// However it is put together: what is judged to be good has no inner address in its text.
    #[test]
    fn no_text_gets_through(raw in "(http|https|HTTP|ftp)?:?(//|/|\\\\)?(a@|127|0x7f|1|\\.|0|localhost|\\[::1\\]|opds\\.example|:|80|8443|/|\\?|#|\\PC){0,12}") {
        let check = |target: &Target| {
            let url = target.url();
            assert!(matches!(url.scheme(), "http" | "https"));
            assert!(url.username().is_empty() && url.password().is_none() && url.fragment().is_none());
            match url.host().unwrap() {
                url::Host::Ipv4(ip) => assert_eq!(reach(ip.into()), Reach::Public),
                url::Host::Ipv6(ip) => assert_eq!(reach(ip.into()), Reach::Public),
                url::Host::Domain(name) => {
                    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
                    assert_ne!(labels.last(), Some(&"localhost"));
                }
            }
        };
        let guard = outside();
        if let Ok(target) = guard.judge(&raw) {
            check(&target);
        }
        let from = guard.judge("https://opds.example/a").unwrap();
        if let Ok(target) = guard.follow(&from, &raw) {
            check(&target);
            assert_eq!(target.url().scheme(), "https");
        }
    }

    #[test]
    fn only_public_addresses_are_admitted(ips in proptest::collection::vec(any_ip(), 1..4)) {
        let target = outside().judge("https://opds.example/").unwrap();
        let public = ips.iter().all(|ip| reach(*ip) == Reach::Public);
        prop_assert_eq!(Guard::admit(&target, &ips).is_ok(), public);
    }
}
