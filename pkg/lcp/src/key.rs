//! Keys of the basic profile: what has to be decrypted with what. The decryption itself, AES-256 in CBC mode, is done
//! elsewhere: by WebCrypto in the browser.
//!
//! The user's key is the SHA-256 of the passphrase in UTF-8 (LCP, section 4.2, basic profile). With it `key_check` becomes the
//! licence's id, and `encrypted_value` the content's key, which opens the files. Every encrypted text begins with 16 bytes of
//! initialisation vector.
//!
//! A trap: LCP's padding is that of XML Encryption (section 5.2). Only the last byte is given, the bytes before it may be
//! anything; WebCrypto wants all of them equal and refuses the rest. So decrypt without its padding: append one more block,
//! made by encrypting sixteen bytes of 16 with the last block of the text as its vector (WebCrypto does that too, of an empty
//! text), and take the padding off with [`unpadded`].

use sha2::{Digest, Sha256};
use yueli_publication::{Words, base64};

use crate::Licence;

/// The length of a block of AES, in bytes.
const BLOCK: usize = 16;
/// The length of both keys, in bytes.
const KEY: usize = 32;

/// A user's key. It is a secret, so it is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct UserKey([u8; KEY]);

/// What is wrong with a key or an encrypted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyProblem {
    /// It is no Base64.
    NotBase64,
    /// It has a length that nothing encrypted has.
    WrongLength,
    /// Its padding cannot be: it was decrypted with another key.
    WrongPadding,
    /// The passphrase is another one.
    WrongPassphrase,
}

/// An encrypted text, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed<'a> {
    /// The initialisation vector.
    pub vector: &'a [u8],
    /// What is encrypted: one block or more.
    pub text: &'a [u8],
}

impl KeyProblem {
    /// What a reader is told, and what she can do.
    pub fn words(self) -> Words {
        match self {
            Self::WrongPassphrase | Self::WrongPadding => Words {
                en: "This is not the passphrase of this book. Try again; the hint may help.",
                zh: "这不是这本书的口令。请重试，可以参考提示。",
            },
            Self::NotBase64 | Self::WrongLength => Words {
                en: "The licence of this book is damaged. Please borrow the book again, or tell the library.",
                zh: "这本书的许可文件已损坏。请重新借阅，或告知图书馆。",
            },
        }
    }
}

impl UserKey {
    /// The key that a passphrase stands for.
    pub fn from_passphrase(passphrase: &str) -> Self {
        Self(Sha256::digest(passphrase.as_bytes()).into())
    }

    /// A key as servers hand it out with a licence (`lcp_hashed_passphrase` in OPDS): its bytes in Base64, or in hexadecimal.
    ///
    /// # Errors
    /// Where it is neither, or of another length.
    pub fn from_hashed(text: &str) -> Result<Self, KeyProblem> {
        let text = text.trim();
        let bytes = match hexadecimal(text) {
            Some(bytes) => bytes,
            None => base64::decode(text).ok_or(KeyProblem::NotBase64)?,
        };
        Ok(Self(bytes.try_into().map_err(|_| KeyProblem::WrongLength)?))
    }

    /// The key as text, for where it is kept: in hexadecimal.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Its bytes, for what decrypts.
    pub fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }
}

impl std::fmt::Debug for UserKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UserKey(…)")
    }
}

impl<'a> Sealed<'a> {
    /// Takes an encrypted text apart.
    ///
    /// # Errors
    /// Where it is no vector with one block or more.
    pub fn of(bytes: &'a [u8]) -> Result<Self, KeyProblem> {
        let (vector, text) = bytes.split_at_checked(BLOCK).ok_or(KeyProblem::WrongLength)?;
        let fits = !text.is_empty() && text.len().is_multiple_of(BLOCK);
        if fits { Ok(Self { vector, text }) } else { Err(KeyProblem::WrongLength) }
    }
}

/// What was decrypted, without its padding: the last byte says how many bytes are not part of it.
///
/// # Errors
/// Where that cannot be.
pub fn unpadded(text: &[u8]) -> Result<&[u8], KeyProblem> {
    let len = usize::from(*text.last().ok_or(KeyProblem::WrongPadding)?);
    let fits = (1..=BLOCK).contains(&len) && text.len().is_multiple_of(BLOCK);
    text.len()
        .checked_sub(len)
        .filter(|_| fits)
        .and_then(|end| text.get(..end))
        .ok_or(KeyProblem::WrongPadding)
}

impl Licence {
    /// The bytes of the key check, to be taken apart with [`Sealed::of`] and decrypted with the user's key.
    ///
    /// # Errors
    /// Where the licence's own text is broken.
    pub fn key_check(&self) -> Result<Vec<u8>, KeyProblem> {
        sealed(&self.encryption.key_check)
    }

    /// The bytes of the content's key, to be taken apart and decrypted likewise.
    ///
    /// # Errors
    /// Where the licence's own text is broken.
    pub fn content_key(&self) -> Result<Vec<u8>, KeyProblem> {
        sealed(&self.encryption.content_key)
    }

    /// Whether the passphrase was the right one, by what the key check was decrypted to, padding and all.
    ///
    /// # Errors
    /// [`KeyProblem::WrongPassphrase`] where not.
    pub fn check(&self, decrypted: &[u8]) -> Result<(), KeyProblem> {
        let is_id = unpadded(decrypted).is_ok_and(|text| text == self.id.as_bytes());
        if is_id { Ok(()) } else { Err(KeyProblem::WrongPassphrase) }
    }
}

/// The content's key, by what it was decrypted to, padding and all.
///
/// # Errors
/// Where that is no key.
pub fn content_key(decrypted: &[u8]) -> Result<&[u8; KEY], KeyProblem> {
    unpadded(decrypted)?.try_into().map_err(|_| KeyProblem::WrongLength)
}

fn sealed(text: &str) -> Result<Vec<u8>, KeyProblem> {
    let bytes = base64::decode(text).ok_or(KeyProblem::NotBase64)?;
    Sealed::of(&bytes)?;
    Ok(bytes)
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    if text.len() != 2 * KEY || !text.bytes().all(|letter| letter.is_ascii_hexdigit()) {
        return None;
    }
    (0..KEY).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}
