//! The keys of the vault: XChaCha20-Poly1305, the newest first, older ones to read with.

use std::{
    fmt,
    io::{self, Write},
    path::{Path, PathBuf},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use secrecy::zeroize::Zeroizing;

/// The name of the file in the data folder.
const FILE: &str = "vault.key";
/// How long a key is, in bytes.
const KEY: usize = 32;
/// How long a nonce is, in bytes: long enough to be drawn at random.
const NONCE: usize = 24;
/// How a sealed text begins.
const VERSION: &str = "v1";

/// Why there is no key, or why one does not open.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file cannot be read or made.
    #[error("the vault's key file {0} cannot be used: {1}")]
    File(PathBuf, io::Error),
    /// It does not hold keys.
    #[error(
        "key {0} of the vault cannot be used: write each as NAME:KEY, where KEY is 32 bytes in Base64 \
         (openssl rand -base64 32), the newest first"
    )]
    Malformed(usize),
    /// There is none.
    #[error("the vault has no key")]
    None,
    /// It was sealed with a key that is not here.
    #[error(
        "a record of the vault needs the key named {0}, which is not there: put it back behind the newest"
    )]
    Missing(String),
    /// It is not what was sealed, or belongs somewhere else.
    #[error("a record of the vault does not open: it was changed, or belongs to somebody else")]
    Broken,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
}

/// The keys, the newest first.
pub(crate) struct Keys(Vec<(String, XChaCha20Poly1305)>);

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keys")
    }
}

/// What was sealed.
pub(crate) struct Unsealed {
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    /// An older key was used for it.
    pub(crate) stale: bool,
}

impl Keys {
    /// The keys that the environment says; else those of a file in the data folder, which is made where there is none.
    ///
    /// # Errors
    /// Where there are none that can be used.
    pub(crate) fn load(environment: Option<&str>, data: &Path) -> Result<Self, KeysError> {
        if let Some(keys) = environment.filter(|keys| !keys.trim().is_empty()) {
            return Self::parse(keys);
        }
        let file = data.join(FILE);
        let wrong = |error| KeysError::File(file.clone(), error);
        match std::fs::read_to_string(&file).map(Zeroizing::new) {
            Ok(text) => {
                warn_if_open(&file);
                Self::parse(&text)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let text = fresh()?;
                match create(&file, &text) {
                    Ok(()) => Self::parse(&text),
                    // Another gateway was quicker.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                        Self::parse(&Zeroizing::new(std::fs::read_to_string(&file).map_err(wrong)?))
                    }
                    Err(error) => Err(wrong(error)),
                }
            }
            Err(error) => Err(wrong(error)),
        }
    }

    /// Reads `NAME:KEY`, several with spaces, commas or ends of lines between.
    ///
    /// # Errors
    /// Where one cannot be used, or there is none.
    pub(crate) fn parse(text: &str) -> Result<Self, KeysError> {
        let all = text.split([',', ' ', '\t', '\r', '\n']).filter(|one| !one.is_empty());
        let mut keys = Vec::new();
        for (at, one) in all.enumerate() {
            let malformed = || KeysError::Malformed(at + 1);
            let (name, encoded) = one.split_once(':').ok_or_else(malformed)?;
            let fits = !name.is_empty()
                && name.len() <= 32
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            let bytes = STANDARD.decode(encoded).map(Zeroizing::new).map_err(|_| malformed())?;
            if !fits || bytes.len() != KEY {
                return Err(malformed());
            }
            let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| malformed())?;
            keys.push((name.to_owned(), cipher));
        }
        if keys.is_empty() { Err(KeysError::None) } else { Ok(Self(keys)) }
    }

    /// Encrypts, bound to what it is `about`.
    ///
    /// # Errors
    /// Where the system gives no random numbers.
    pub(crate) fn seal(&self, about: &[&str], plain: &[u8]) -> Result<String, KeysError> {
        let (name, cipher) = self.0.first().ok_or(KeysError::None)?;
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| KeysError::Random)?;
        let payload = Payload { msg: plain, aad: &bound(name, about) };
        let mut sealed = nonce.to_vec();
        sealed.extend(cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeysError::Broken)?);
        Ok(format!("{VERSION}.{name}.{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Opens what was sealed about the same.
    ///
    /// # Errors
    /// Where it was not, or was changed, or the key is missing.
    pub(crate) fn open(&self, about: &[&str], sealed: &str) -> Result<Unsealed, KeysError> {
        let mut parts = sealed.split('.');
        let (Some(VERSION), Some(name), Some(encoded), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(KeysError::Broken);
        };
        let Some(at) = self.0.iter().position(|(own, _)| own == name) else {
            return Err(KeysError::Missing(name.chars().take(32).collect()));
        };
        let bytes = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| KeysError::Broken)?;
        let (nonce, message) = bytes.split_first_chunk::<NONCE>().ok_or(KeysError::Broken)?;
        let payload = Payload { msg: message, aad: &bound(name, about) };
        let opened = self.0[at].1.decrypt(&XNonce::from(*nonce), payload).map_err(|_| KeysError::Broken)?;
        Ok(Unsealed { bytes: Zeroizing::new(opened), stale: at > 0 })
    }
}

/// What a sealed text is bound to: each part with its length, so that no two lists look alike.
fn bound(name: &str, about: &[&str]) -> Vec<u8> {
    let mut bytes = b"yueli vault 1".to_vec();
    for part in std::iter::once(&name).chain(about) {
        bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        bytes.extend(part.as_bytes());
    }
    bytes
}

/// A new key with a name of its own.
fn fresh() -> Result<Zeroizing<String>, KeysError> {
    let mut key = Zeroizing::new([0; KEY]);
    let mut name = [0; 4];
    getrandom::fill(key.as_mut_slice()).map_err(|_| KeysError::Random)?;
    getrandom::fill(&mut name).map_err(|_| KeysError::Random)?;
    Ok(Zeroizing::new(format!("{}:{}\n", crate::config::hex(&name), STANDARD.encode(key.as_slice()))))
}

/// Makes the file, for its owner's eyes only, whole or not at all; an error where there is one already.
fn create(file: &Path, text: &str) -> io::Result<()> {
    let draft = file.with_extension(format!("key-{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut draft_file = options.open(&draft)?;
    draft_file.write_all(text.as_bytes())?;
    draft_file.sync_all()?;
    let linked = std::fs::hard_link(&draft, file);
    std::fs::remove_file(&draft)?;
    linked
}

/// Says it where others on the machine can read the keys.
fn warn_if_open(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).map_or(0, |about| about.permissions().mode());
        if mode & 0o077 != 0 {
            tracing::warn!(file = %file.display(), "others on this machine can read the vault's keys: chmod 600");
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) const KEY_A: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    pub(crate) const KEY_B: &str = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

    #[test]
    fn keys_are_written_in_one_way() {
        for (text, expected) in [
            (format!("a:{KEY_A}"), Ok(1)),
            (format!("a:{KEY_A}\nb:{KEY_B}\n"), Ok(2)),
            (format!("a:{KEY_A},b:{KEY_B}"), Ok(2)),
            (String::new(), Err("has no key")),
            (KEY_A.to_owned(), Err("key 1")),
            (format!("a:{KEY_A} b:short"), Err("key 2")),
            (format!(":{KEY_A}"), Err("key 1")),
            (format!("a.b:{KEY_A}"), Err("key 1")),
            ("a:AAAA".to_owned(), Err("key 1")),
        ] {
            match (Keys::parse(&text), expected) {
                (Ok(keys), Ok(count)) => assert_eq!(keys.0.len(), count),
                (Err(error), Err(words)) => {
                    assert!(error.to_string().contains(words), "{error}");
                    assert!(!format!("{error:?}").contains(KEY_A), "a key in an error");
                }
                (found, _) => panic!("{text}: {found:?}"),
            }
        }
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let keys = Keys::parse(&format!("a:{KEY_A}")).unwrap();
        let sealed = keys.seal(&["x", "yz"], b"secret").unwrap();
        assert_eq!(*keys.open(&["x", "yz"], &sealed).unwrap().bytes, b"secret");
        for about in [&["xy", "z"][..], &["x"], &["x", "yz", ""], &[]] {
            assert!(matches!(keys.open(about, &sealed), Err(KeysError::Broken)), "{about:?}");
        }
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(keys.open(&["x", "yz"], &changed).is_err(), "{changed}");
            assert!(keys.open(&["x", "yz"], &sealed[..at]).is_err());
        }
        assert_ne!(
            keys.seal(&["x"], b"s").unwrap(),
            keys.seal(&["x"], b"s").unwrap(),
            "never twice the same"
        );
        let other = Keys::parse(&format!("b:{KEY_A}")).unwrap();
        assert!(matches!(other.open(&["x", "yz"], &sealed), Err(KeysError::Missing(name)) if name == "a"));
    }

    #[test]
    fn a_key_file_is_made_once_and_for_its_owner_alone() {
        let data = tempfile::tempdir().unwrap();
        let sealed = Keys::load(None, data.path()).unwrap().seal(&["x"], b"s").unwrap();
        let again = Keys::load(Some("  "), data.path()).unwrap();
        assert_eq!(*again.open(&["x"], &sealed).unwrap().bytes, b"s");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(data.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let environment = format!("e:{KEY_B}");
        let from_environment = Keys::load(Some(&environment), data.path()).unwrap();
        assert!(from_environment.open(&["x"], &sealed).is_err());
        assert!(Keys::load(None, &data.path().join("not there")).is_err());
    }
}
