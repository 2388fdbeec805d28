//! Ciphers and signatures, which the platform has.

use std::{fmt, rc::Rc};

use crate::Local;

/// Why something was not decrypted or verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The platform has no ciphers here: browsers have none on pages that did not come by HTTPS.
    #[error("there are no ciphers here")]
    Missing,
    /// The platform does not do it with this key, or with these bytes.
    #[error("refused: {0}")]
    Refused(String),
}

/// How something was signed; the hash is SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// ECDSA on the curve of this name, as WebCrypto calls it: `P-256`, `P-384`, `P-521`.
    Ecdsa(&'static str),
    /// RSASSA-PKCS1-v1_5.
    Rsa,
}

/// Decrypts with a key that only it knows.
pub trait BlockCipher: fmt::Debug {
    /// Decrypts the blocks `text` (AES-256 in CBC mode), of which `vector` is the block before, 16 bytes long. As many bytes
    /// come out as go in: padding is left where it is.
    fn decrypt<'a>(&'a self, vector: &'a [u8], text: &'a [u8]) -> Local<'a, Result<Vec<u8>, CryptoError>>;
}

/// The platform's ciphers.
pub trait Crypto {
    /// AES-256 with `key`.
    fn cipher<'a>(&'a self, key: &'a [u8; 32]) -> Local<'a, Result<Rc<dyn BlockCipher>, CryptoError>>;

    /// Whether `value` is a signature of `message` by whom `key` (SubjectPublicKeyInfo, DER) is. Of ECDSA it is the two
    /// numbers, one after the other.
    fn verify<'a>(
        &'a self,
        signing: Signing,
        key: &'a [u8],
        message: &'a [u8],
        value: &'a [u8],
    ) -> Local<'a, Result<bool, CryptoError>>;
}
