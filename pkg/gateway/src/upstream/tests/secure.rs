//! Certificates: whose are believed, and what is sent where they are not (nothing).

use std::sync::{Arc, atomic::AtomicUsize};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use super::world::{Fake, Gateway, Names, feed, reply};

/// An authority of a library's own.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    /// A server with a certificate for `name`, good until the end of `year`.
    fn server(&self, name: &str, year: i32) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(year, 12, 31);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap()
    }
}

fn gateway(fake: &Fake, name: &str, ca: Option<&std::path::Path>) -> Gateway {
    let ca = ca.map(|ca| format!("ca = \"{}\"\n", ca.display())).unwrap_or_default();
    let toml = format!(
        "[upstream.safe]\nkind = \"opds\"\naddress = \"https://{name}:{}/opds\"\ninner = true\n{ca}",
        fake.address.port()
    );
    let names = Names { answers: vec![vec![fake.address.ip()]], asked: AtomicUsize::new(0) };
    Gateway::with(&toml, Arc::new(names))
}

#[tokio::test]
async fn only_servers_that_are_who_they_say_are_told_anything() {
    let home = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let ca = home.path().join("ca.pem");
    std::fs::write(&ca, &authority.pem).unwrap();
    let answers = |asked: &super::world::Asked| match asked.path.as_str() {
        "/opds" => feed("safe"),
        _ => reply(302, "Location: http://files.example/book.epub", ""),
    };
    for (name, year, ca, expected) in [
        ("opds.library.example", 2090, Some(ca.as_path()), "ok"),
        ("opds.library.example", 2090, None, "upstream-insecure"),
        ("opds.other.example", 2090, Some(ca.as_path()), "upstream-insecure"),
        ("opds.library.example", 2021, Some(ca.as_path()), "upstream-insecure"),
    ] {
        let fake = Fake::start_secure(authority.server(name, year), answers).await;
        let gateway = gateway(&fake, "opds.library.example", ca);
        let answer = gateway.get("/upstreams/safe/opds").await;
        let code = if answer.status.is_success() { "ok".to_owned() } else { answer.code() };
        assert_eq!(code, expected, "{name} {year}");
        assert_eq!(fake.asked().len(), usize::from(expected == "ok"));
        if expected == "ok" {
            let led_on = gateway.get("/upstreams/safe/opds/book").await;
            assert_eq!(led_on.code(), "mixed-content", "nothing goes from https to http");
        }
    }
}
