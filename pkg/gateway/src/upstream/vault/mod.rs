//! The vault: what patrons sign in to upstreams with, kept for them.
//!
//! A record belongs to one account and one upstream, and is encrypted and bound to both: moved to another account it
//! does not open. The keys are not in the database ([`Keys`]). Nothing of a record is written to a log: what is in it
//! has no text of its own, and errors say only what could not be done.

mod keys;
mod store;

use std::{fmt, sync::Arc};

use futures::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize};

pub use keys::KeysError;
pub(crate) use keys::{Keys, Unsealed};

use crate::store::Origin;

/// What a patron, or a librarian for her, did to a record: a line of the audit log.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    /// `upstream.signed-in` …
    pub(crate) action: &'static str,
    /// From where.
    pub(crate) origin: Origin,
}

/// Where sealed records are kept. A deed is noted exactly if it was done.
pub(crate) trait Cabinet: Send + Sync {
    /// The record of an account for an upstream.
    fn get(&self, account: String, upstream: String) -> BoxFuture<'_, Result<Option<String>, CabinetError>>;
    /// Puts a record in the place of the one that is there.
    fn put(
        &self,
        account: String,
        upstream: String,
        sealed: String,
        deed: Option<Deed>,
    ) -> BoxFuture<'_, Result<(), CabinetError>>;
    /// Takes a record away.
    fn remove(
        &self,
        account: String,
        upstream: String,
        deed: Option<Deed>,
    ) -> BoxFuture<'_, Result<(), CabinetError>>;
    /// The upstreams that there is a record for.
    fn list(&self, account: String) -> BoxFuture<'_, Result<Vec<String>, CabinetError>>;
}

/// The place failed.
#[derive(Debug, thiserror::Error)]
#[error("the vault's records cannot be reached: {0}")]
pub(crate) struct CabinetError(pub(crate) String);

/// Why something cannot be kept or found.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VaultError {
    /// The place failed.
    #[error(transparent)]
    Cabinet(#[from] CabinetError),
    /// It cannot be encrypted or opened.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// It opened, and is nothing that we wrote.
    #[error("a record of the vault cannot be read")]
    Unreadable,
}

/// What a patron signs in with.
#[derive(Debug, Clone)]
pub(crate) enum Credential {
    /// Name and password.
    Password {
        /// The name.
        user: SecretString,
        /// The password.
        password: SecretString,
    },
    /// Tokens of OAuth.
    Tokens(Tokens),
    /// Who she is in the library's system, found out when she signed in or said by a librarian. No secret, but what it
    /// says must not be changed.
    Patron(Patron),
}

/// Tokens of OAuth.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    /// What is shown to the upstream.
    pub(crate) access: SecretString,
    /// What new ones are asked for with.
    pub(crate) refresh: Option<SecretString>,
    /// When `access` stops being good: seconds since 1970.
    pub(crate) expires: Option<i64>,
}

/// Who somebody is in the library's system.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Patron {
    /// The id that is asked with (FOLIO: the external system id).
    pub(crate) id: String,
    /// The id that answers carry (FOLIO: the user's), where it is known.
    pub(crate) account: Option<String>,
}

impl fmt::Debug for Patron {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Patron(…)")
    }
}

/// A record as it is before it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "lowercase")]
enum Wire {
    Password { user: String, password: String },
    Tokens { access: String, refresh: Option<String>, expires: Option<i64> },
    Patron { id: String, account: Option<String> },
}

impl Credential {
    fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let open = |secret: &SecretString| secret.expose_secret().to_owned();
        let wire = match self {
            Self::Password { user, password } => {
                Wire::Password { user: open(user), password: open(password) }
            }
            Self::Tokens(Tokens { access, refresh, expires }) => {
                Wire::Tokens { access: open(access), refresh: refresh.as_ref().map(open), expires: *expires }
            }
            Self::Patron(Patron { id, account }) => Wire::Patron { id: id.clone(), account: account.clone() },
        };
        serde_json::to_vec(&wire).map(Zeroizing::new).map_err(|_| VaultError::Unreadable)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        // What serde says of a failure could quote the record.
        Ok(match serde_json::from_slice(bytes).map_err(|_| VaultError::Unreadable)? {
            Wire::Password { user, password } => {
                Self::Password { user: user.into(), password: password.into() }
            }
            Wire::Tokens { access, refresh, expires } => Self::Tokens(Tokens {
                access: access.into(),
                refresh: refresh.map(SecretString::from),
                expires,
            }),
            Wire::Patron { id, account } => Self::Patron(Patron { id, account }),
        })
    }
}

/// The vault.
#[derive(Clone)]
pub(crate) struct Vault {
    keys: Arc<Keys>,
    cabinet: Arc<dyn Cabinet>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Vault")
    }
}

impl Vault {
    /// A vault with these keys, whose records are kept in `cabinet`.
    pub(crate) fn new(keys: Keys, cabinet: Arc<dyn Cabinet>) -> Self {
        Self { keys: Arc::new(keys), cabinet }
    }

    /// Seals and opens what is not kept here.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What `account` signs in to `upstream` with.
    ///
    /// A record that an older key was used for is sealed anew with the present one.
    ///
    /// # Errors
    /// Where it cannot be reached or opened.
    pub(crate) async fn get(&self, account: &str, upstream: &str) -> Result<Option<Credential>, VaultError> {
        let Some(sealed) = self.cabinet.get(account.to_owned(), upstream.to_owned()).await? else {
            return Ok(None);
        };
        let Unsealed { bytes, stale } = self.keys.open(&["credential", account, upstream], &sealed)?;
        let credential = Credential::from_bytes(&bytes)?;
        if stale {
            self.put(account, upstream, &credential, None).await?;
        }
        Ok(Some(credential))
    }

    /// Keeps what `account` signs in to `upstream` with.
    ///
    /// # Errors
    /// Where it cannot be.
    pub(crate) async fn put(
        &self,
        account: &str,
        upstream: &str,
        credential: &Credential,
        deed: Option<Deed>,
    ) -> Result<(), VaultError> {
        let sealed = self.keys.seal(&["credential", account, upstream], &credential.to_bytes()?)?;
        Ok(self.cabinet.put(account.to_owned(), upstream.to_owned(), sealed, deed).await?)
    }

    /// Forgets what `account` signs in to `upstream` with.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub(crate) async fn forget(
        &self,
        account: &str,
        upstream: &str,
        deed: Option<Deed>,
    ) -> Result<(), VaultError> {
        Ok(self.cabinet.remove(account.to_owned(), upstream.to_owned(), deed).await?)
    }

    /// The upstreams that `account` is signed in to.
    ///
    /// # Errors
    /// Where they cannot be reached.
    pub(crate) async fn list(&self, account: &str) -> Result<Vec<String>, VaultError> {
        Ok(self.cabinet.list(account.to_owned()).await?)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{collections::BTreeMap, sync::Mutex};

    use super::*;

    /// Records in memory.
    #[derive(Default)]
    pub(crate) struct Drawer(pub(crate) Mutex<BTreeMap<(String, String), String>>);

    impl Cabinet for Drawer {
        fn get(
            &self,
            account: String,
            upstream: String,
        ) -> BoxFuture<'_, Result<Option<String>, CabinetError>> {
            let found = self.0.lock().unwrap().get(&(account, upstream)).cloned();
            Box::pin(async { Ok(found) })
        }

        fn put(
            &self,
            account: String,
            upstream: String,
            sealed: String,
            _: Option<Deed>,
        ) -> BoxFuture<'_, Result<(), CabinetError>> {
            self.0.lock().unwrap().insert((account, upstream), sealed);
            Box::pin(async { Ok(()) })
        }

        fn remove(
            &self,
            account: String,
            upstream: String,
            _: Option<Deed>,
        ) -> BoxFuture<'_, Result<(), CabinetError>> {
            self.0.lock().unwrap().remove(&(account, upstream));
            Box::pin(async { Ok(()) })
        }

        fn list(&self, account: String) -> BoxFuture<'_, Result<Vec<String>, CabinetError>> {
            let all = self.0.lock().unwrap();
            let found = all.keys().filter(|key| key.0 == account).map(|key| key.1.clone()).collect();
            Box::pin(async { Ok(found) })
        }
    }

    pub(crate) fn vault() -> (Vault, Arc<Drawer>) {
        let drawer = Arc::new(Drawer::default());
        let keys = Keys::parse(&format!("one:{}", keys::tests::KEY_A)).unwrap();
        (Vault::new(keys, Arc::<Drawer>::clone(&drawer)), drawer)
    }

    fn password() -> Credential {
        Credential::Password {
            user: "lin.mei".to_owned().into(),
            password: "Xiao Qiao 42!".to_owned().into(),
        }
    }

    #[tokio::test]
    async fn what_is_kept_is_found_again_and_forgotten_when_told() {
        let (vault, _) = vault();
        assert!(vault.get("a", "city").await.unwrap().is_none());
        vault.put("a", "city", &password(), None).await.unwrap();
        vault.put("a", "other", &password(), None).await.unwrap();
        vault.put("b", "city", &password(), None).await.unwrap();
        let Some(Credential::Password { user, password }) = vault.get("a", "city").await.unwrap() else {
            panic!("another kind of credential")
        };
        assert_eq!((user.expose_secret(), password.expose_secret()), ("lin.mei", "Xiao Qiao 42!"));
        assert_eq!(vault.list("a").await.unwrap(), ["city", "other"]);
        vault.forget("a", "city", None).await.unwrap();
        assert_eq!(vault.list("a").await.unwrap(), ["other"]);
        vault.forget("a", "other", None).await.unwrap();
        assert!(vault.list("a").await.unwrap().is_empty());
        assert_eq!(vault.list("b").await.unwrap(), ["city"]);
    }

    #[tokio::test]
    async fn a_record_opens_in_its_own_place_only() {
        let (vault, drawer) = vault();
        vault.put("a", "city", &password(), None).await.unwrap();
        let sealed = drawer.0.lock().unwrap()[&("a".to_owned(), "city".to_owned())].clone();
        for (account, upstream) in
            [("b", "city"), ("a", "other"), ("acity", ""), ("", "acity"), ("ac", "ity")]
        {
            drawer.0.lock().unwrap().insert((account.to_owned(), upstream.to_owned()), sealed.clone());
            assert!(vault.get(account, upstream).await.is_err(), "{account} {upstream}");
        }
        assert!(vault.get("a", "city").await.is_ok());
    }

    #[tokio::test]
    async fn secrets_are_in_no_record_and_in_no_text() {
        let (vault, drawer) = vault();
        let tokens = Credential::Tokens(Tokens {
            access: "access-7f3a".to_owned().into(),
            refresh: Some("refresh-9c1d".to_owned().into()),
            expires: Some(1),
        });
        let patron =
            Credential::Patron(Patron { id: "ext-5510".to_owned(), account: Some("uuid-77".to_owned()) });
        for (upstream, credential) in [("p", &password()), ("t", &tokens), ("f", &patron)] {
            vault.put("a", upstream, credential, None).await.unwrap();
            let texts = [
                format!("{credential:?}"),
                format!("{vault:?}"),
                format!("{:?}", drawer.0.lock().unwrap()),
                format!("{:?}", VaultError::Unreadable),
            ];
            for secret in ["lin.mei", "Xiao Qiao", "access-7f3a", "refresh-9c1d", "ext-5510", "uuid-77"] {
                for text in &texts {
                    assert!(!text.contains(secret), "{secret} in {text}");
                }
            }
        }
        let broken = vault
            .keys()
            .seal(&["credential", "a", "x"], b"{\"way\":\"password\",\"user\":\"lin.mei\"}")
            .unwrap();
        drawer.0.lock().unwrap().insert(("a".to_owned(), "x".to_owned()), broken);
        let error = vault.get("a", "x").await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("lin.mei"));
    }

    #[tokio::test]
    async fn records_move_on_to_a_new_key_when_they_are_used() {
        let (old, drawer) = vault();
        old.put("a", "city", &password(), None).await.unwrap();
        let both = format!("two:{}\none:{}", keys::tests::KEY_B, keys::tests::KEY_A);
        let rotated = Vault::new(Keys::parse(&both).unwrap(), Arc::<Drawer>::clone(&drawer));
        assert!(rotated.get("a", "city").await.unwrap().is_some());
        let only_new = Keys::parse(&format!("two:{}", keys::tests::KEY_B)).unwrap();
        let new = Vault::new(only_new, Arc::<Drawer>::clone(&drawer));
        assert!(new.get("a", "city").await.unwrap().is_some(), "it was sealed anew");
        assert!(old.get("a", "city").await.is_err(), "the old key no longer opens it");
    }
}
