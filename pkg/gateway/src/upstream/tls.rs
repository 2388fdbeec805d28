//! What secure connections are checked with.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

/// Why certificates cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The library's own authority cannot be read.
    #[error("the certificates in {0} cannot be read: {1}")]
    Own(PathBuf, rustls::pki_types::pem::Error),
    /// It holds something that is no certificate.
    #[error("{0} holds what is no certificate of an authority: {1}")]
    NoCertificate(PathBuf, rustls::Error),
    /// The versions of TLS cannot be used.
    #[error("secure connections cannot be prepared: {0}")]
    Versions(rustls::Error),
}

/// The authorities that the system trusts.
pub(crate) fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "certificates of the system cannot be read");
    }
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        tracing::warn!("the system has no certificates of authorities: upstreams with https cannot be asked");
    }
    roots
}

/// What secure connections are checked with: the system's authorities, and the library's own where it has one.
pub(crate) fn tls(roots: &RootCertStore, own: Option<&Path>) -> Result<Arc<ClientConfig>, TlsError> {
    let mut roots = roots.clone();
    if let Some(own) = own {
        let certificates =
            CertificateDer::pem_file_iter(own).map_err(|error| TlsError::Own(own.to_owned(), error))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|error| TlsError::Own(own.to_owned(), error))?;
            roots.add(certificate).map_err(|error| TlsError::NoCertificate(own.to_owned(), error))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Versions)?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
