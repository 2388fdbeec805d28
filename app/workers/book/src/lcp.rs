//! Books that a licence of Readium LCP protects: what of the licence is checked, and the key that opens the book.
//!
//! Checked are the profile, the signature over the licence by the key of the certificate in it, and the passphrase. Whose
//! certificate it is cannot be checked here (`yueli_lcp::Signature` says why), and how long the licence holds is the page's to
//! judge: it knows the status document.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use yueli_epub::{Cipher, Deciphered};
use yueli_lcp::{KeyProblem, Licence, Scheme, Sealed, Signature, UserKey, content_key};
use yueli_ports::{BlockCipher, Crypto, CryptoError, Signing};
use yueli_publication::{
    Problem, ProblemCode,
    json::{self, FromJson},
};

use crate::rooms::Unlocking;

/// Opens protected books with the ciphers of the platform.
pub(crate) struct Locksmith<C>(pub(crate) C);

impl<C: Crypto> Locksmith<C> {
    /// The licence, if it is as it was signed and of a profile that can be opened.
    async fn checked(&self, licence: &str) -> Result<Licence, Problem> {
        let damaged = |detail: String| Problem::new(ProblemCode::LicenceDamaged, detail);
        let read = json::parse(licence.as_bytes()).ok().and_then(Licence::from_json);
        let read = read.ok_or_else(|| damaged("no licence document".into()))?;
        if !read.encryption.profile.is_supported() {
            return Err(Problem::new(
                ProblemCode::ProfileUnsupported,
                format!("{:?}", read.encryption.profile),
            ));
        }
        let signature =
            Signature::of(licence.as_bytes()).map_err(|problem| damaged(format!("{problem:?}")))?;
        let signing = match signature.scheme {
            Scheme::Ecdsa(curve) => Signing::Ecdsa(curve.name()),
            Scheme::Rsa => Signing::Rsa,
        };
        let Signature { message, key, value, .. } = &signature;
        match self.0.verify(signing, key, message, value).await {
            Ok(true) => Ok(read),
            Ok(false) => Err(damaged("another signature".into())),
            Err(CryptoError::Missing) => Err(missing()),
            Err(error) => Err(damaged(error.to_string())),
        }
    }

    /// The cipher of the content, where `key` is the one of the licence.
    async fn content(&self, licence: &Licence, key: &UserKey) -> Result<Rc<dyn BlockCipher>, Problem> {
        let cipher = self.0.cipher(key.bytes()).await.map_err(uncrypted)?;
        let check = opened(cipher.as_ref(), &licence.key_check().map_err(problem)?).await?;
        licence.check(&check).map_err(problem)?;
        let content = opened(cipher.as_ref(), &licence.content_key().map_err(problem)?).await?;
        // The user's key is the right one: what it opens can only be wrong by itself.
        let content = content_key(&content)
            .map_err(|error| Problem::new(ProblemCode::LicenceDamaged, format!("{error:?}")))?;
        self.0.cipher(content).await.map_err(uncrypted)
    }

    async fn key(&self, licence: &str, passphrase: &str) -> Result<String, Problem> {
        let licence = self.checked(licence).await?;
        let key = UserKey::from_passphrase(passphrase);
        self.content(&licence, &key).await?;
        Ok(key.to_text())
    }

    async fn cipher(&self, licence: &str, key: &str) -> Result<Rc<dyn Cipher>, Problem> {
        let licence = self.checked(licence).await?;
        let key = UserKey::from_hashed(key).map_err(problem)?;
        Ok(Rc::new(Content(self.content(&licence, &key).await?)))
    }
}

impl<C: Crypto> Unlocking for Locksmith<C> {
    fn key<'a>(
        &'a self,
        licence: &'a str,
        passphrase: &'a str,
    ) -> LocalBoxFuture<'a, Result<String, Problem>> {
        Box::pin(self.key(licence, passphrase))
    }

    fn cipher<'a>(
        &'a self,
        licence: &'a str,
        key: &'a str,
    ) -> LocalBoxFuture<'a, Result<Rc<dyn Cipher>, Problem>> {
        Box::pin(self.cipher(licence, key))
    }
}

/// The cipher of a book's content.
#[derive(Debug)]
struct Content(Rc<dyn BlockCipher>);

impl Cipher for Content {
    fn decrypt<'a>(&'a self, vector: &'a [u8], text: &'a [u8]) -> Deciphered<'a> {
        Box::pin(async move {
            let failed = |error: CryptoError| Problem::new(ProblemCode::NotDecrypted, error.to_string());
            self.0.decrypt(vector, text).await.map_err(failed)
        })
    }
}

async fn opened(cipher: &dyn BlockCipher, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let Sealed { vector, text } = Sealed::of(bytes).map_err(problem)?;
    cipher.decrypt(vector, text).await.map_err(uncrypted)
}

fn problem(problem: KeyProblem) -> Problem {
    let code = match problem {
        KeyProblem::WrongPassphrase | KeyProblem::WrongPadding => ProblemCode::PassphraseWrong,
        KeyProblem::NotBase64 | KeyProblem::WrongLength => ProblemCode::LicenceDamaged,
    };
    Problem::new(code, format!("{problem:?}"))
}

fn uncrypted(error: CryptoError) -> Problem {
    match error {
        CryptoError::Missing => missing(),
        CryptoError::Refused(detail) => Problem::new(ProblemCode::LicenceDamaged, detail),
    }
}

fn missing() -> Problem {
    Problem::new(ProblemCode::CipherMissing, "no SubtleCrypto")
}

#[cfg(test)]
#[path = "lcp_tests.rs"]
mod tests;
