//! The file of upstreams, as libraries write it, and as they should not.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::time::Duration;

use proptest::prelude::*;
use secrecy::ExposeSecret;
use yueli_upstream::settings::{KeyPlace, Kind, SignIn, read};

fn environment(name: &str) -> Option<String> {
    match name {
        "FOLIO_KEY" => Some("eyJzIjoic2VjcmV0In0=\n".to_owned()),
        "OIDC_SECRET" => Some("quite secret".to_owned()),
        "EMPTY" => Some(String::new()),
        _ => None,
    }
}

const WHOLE: &str = r#"
gateway = "https://read.city.example"

[upstream.city]
name = "City Library"
name_zh = "市图书馆"
kind = "opds"
address = "https://opds.city.example/opds"
paths = ["/opds", "/get"]
also = ["https://covers.city.example/img/"]
sign_in = "password"

[upstream.city.patience]
connect = 1.5
tries = 2

[upstream.city.limits]
per_second = 5.0
burst = 10
document_bytes = 1000
failures = 2

[upstream.inner]
kind = "opds"
address = "http://127.0.0.1:9000/catalogue/root.xml"
inner = true

[upstream.folio]
kind = "folio-edge-patron"
address = "https://edge.folio.example"
key_env = "FOLIO_KEY"
key_in = "header"

[upstream.folio.oauth]
issuer = "https://login.folio.example/realms/city"
client_id = "yueli"
client_secret_env = "OIDC_SECRET"
patron_claim = "external_id"
"#;

#[test]
fn a_library_says_what_it_has() {
    let settings = read(WHOLE, &environment).unwrap();
    let ids: Vec<&str> = settings.upstreams.iter().map(|upstream| upstream.id.as_str()).collect();
    assert_eq!(ids, ["city", "inner", "folio"]);
    let [city, inner, folio] = &settings.upstreams[..] else { panic!() };
    assert_eq!((city.name.get("en"), city.name.get("zh-CN")), ("City Library", "市图书馆"));
    assert_eq!((city.kind, city.sign_in), (Kind::Opds, SignIn::Password));
    assert_eq!(city.patience.connect, Duration::from_millis(1500));
    assert_eq!((city.patience.tries.most, city.limits.document, city.rest.failures), (2, 1000, 2));
    assert!(city.paths.allow("/get/epub/1") && !city.paths.allow("/admin"));
    assert_eq!(city.also[0].origin.as_str(), "https://covers.city.example/");
    assert!(city.also[0].paths.allow("/img/1.jpg") && !city.also[0].paths.allow("/"));
    assert_eq!(inner.name.first(), "inner");
    assert_eq!(inner.sign_in, SignIn::None);
    assert!(inner.paths.allow("/catalogue/new.xml"), "what lies beside the first document");
    assert!(inner.guard.judge("http://127.0.0.1:9000/x").is_ok());
    let key = folio.key.as_ref().unwrap();
    assert_eq!((key.secret.expose_secret(), key.place), ("eyJzIjoic2VjcmV0In0=", KeyPlace::Header));
    assert_eq!((folio.kind, folio.sign_in), (Kind::EdgePatron, SignIn::OAuth));
    let oauth = folio.oauth.as_ref().unwrap();
    assert_eq!((oauth.patron_claim.as_str(), &oauth.scopes[..]), ("external_id", &["openid".to_owned()][..]));
    let debug = format!("{settings:?}");
    assert!(!debug.contains("eyJz") && !debug.contains("quite secret"), "{debug}");
}

/// A part of a file, the line that is wrong, and words that must be said.
const WRONG: &[(&str, usize, &[&str])] = &[
    ("[upstream.a]\nkind = \"opds\"\naddress = \"opds.example\"\n", 3, &["a:", "https://"]),
    ("[upstream.a]\nkind = \"opds\"\naddress = \"ftp://opds.example\"\n", 3, &["begins with https://"]),
    ("[upstream.a]\nkind = \"opds\"\naddress = \"https://u:p@opds.example\"\n", 3, &["passwords"]),
    ("[upstream.a]\nkind = \"opds\"\naddress = \"https://opds.example/?x\"\n", 3, &["before ?"]),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"http://127.0.0.1:9/x\"\n",
        3,
        &["this machine itself", "inner = true"],
    ),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"http://opds.example/x\"\nsign_in = \"password\"\n",
        3,
        &["https only"],
    ),
    (
        "gateway = \"https://g.example\"\n[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\n[upstream.a.oauth]\nclient_id = \"x\"\nissuer = \"http://i.example\"\n",
        4,
        &["https only"],
    ),
    ("[upstream.a]\nkind = \"opds\"\naddress = \"http://opds.lan/x\"\n", 3, &["inner = true"]),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"http://169.254.1.1/\"\ninner = true\n",
        3,
        &["the local link"],
    ),
    ("[upstream.a]\nkind = \"paper\"\naddress = \"https://x.example\"\n", 2, &["paper", "folio-edge-patron"]),
    ("[upstream.a]\nkind = \"opds\"\n", 1, &["address"]),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\npassword = \"x\"\n",
        4,
        &["password", "key_env"],
    ),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example/opds\"\npaths = [\"/get\"]\n",
        3,
        &["add the path"],
    ),
    ("[upstream.A_b]\nkind = \"opds\"\naddress = \"https://x.example\"\n", 3, &["lower-case"]),
    ("[upstream.a]\nkind = \"folio-edge-patron\"\naddress = \"https://x.example\"\n", 3, &["key_env"]),
    (
        "[upstream.a]\nkind = \"folio-edge-patron\"\naddress = \"https://x.example\"\nkey_env = \"NOT_THERE\"\n",
        4,
        &["NOT_THERE", "before the gateway starts"],
    ),
    (
        "[upstream.a]\nkind = \"folio-edge-patron\"\naddress = \"https://x.example\"\nkey_env = \"EMPTY\"\n",
        4,
        &["EMPTY"],
    ),
    (
        "[upstream.a]\nkind = \"folio-edge-patron\"\naddress = \"https://x.example\"\nkey_env = \"FOLIO_KEY\"\n\nsign_in = \"password\"\n",
        6,
        &["knows no passwords"],
    ),
    (
        "[upstream.a]\nkind = \"folio-edge-patron\"\naddress = \"https://x.example\"\nkey_env = \"FOLIO_KEY\"\npaths = [\"/\"]\n",
        5,
        &["take paths out"],
    ),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\nsign_in = \"oauth\"\n",
        4,
        &["client_id"],
    ),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\n[upstream.a.oauth]\nclient_id = \"x\"\nissuer = \"https://i.example\"\n",
        1,
        &["gateway ="],
    ),
    (
        "gateway = \"https://g.example\"\n[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\n[upstream.a.oauth]\nclient_id = \"x\"\n",
        5,
        &["issuer"],
    ),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"http://127.0.0.1:9/x\"\ninner = true\ndirect = true\n",
        3,
        &["take direct out"],
    ),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\nalso = [\"https://10.0.0.1/covers\"]\n",
        3,
        &["a private network"],
    ),
    ("gateway = \"https://g.example/path\"\n", 1, &["without a path"]),
    (
        "[upstream.a]\nkind = \"opds\"\naddress = \"https://x.example\"\n[upstream.a.patience]\nconnect = 0\n",
        3,
        &["patience.connect"],
    ),
    ("[upstream.a\n", 1, &[]),
    ("\n\nx = \n", 3, &[]),
];

#[test]
fn every_fault_names_its_line_and_what_to_do() {
    for (text, line, words) in WRONG {
        let faults = read(text, &environment).err().unwrap_or_else(|| panic!("{text}"));
        let said = faults[0].to_string();
        assert_eq!(faults[0].line, *line, "{text}\n{said}");
        for word in *words {
            assert!(said.contains(word), "{text}\n{said}");
        }
    }
    println!("{} faulty files", WRONG.len());
}

#[test]
fn what_is_open_may_be_asked_openly() {
    let open = "[upstream.a]\nkind = \"opds\"\naddress = \"http://opds.example/x\"\nsign_in = \"none\"\n";
    assert!(read(open, &environment).is_ok());
}

#[test]
fn all_faults_are_told_at_once() {
    let text =
        "[upstream.a]\nkind = \"opds\"\naddress = \"x\"\n[upstream.b]\nkind = \"opds\"\naddress = \"y\"\n";
    let faults = read(text, &environment).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 6]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(\\[upstream\\.a\\]\n|kind = \"opds\"\n|address = |\"https://x.example\"|\n|=|\"|\\PC){0,20}") {
        if let Err(faults) = read(&text, &environment) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.line <= text.lines().count() + 1));
        }
    }
}
