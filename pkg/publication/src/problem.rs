//! What is wrong with a publication, said so that a person can act on it.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::json::{Fields, FromJson};
use crate::read_from_json;

/// One thing that is wrong. The words a reader sees are in `public/locales`, under `problem-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind of thing.
    pub code: ProblemCode,
    /// The path inside the publication, where it is about one resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// For the log: what exactly was met. Never shown to a reader as the message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Problem {
    /// A problem of the whole publication.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, at: None, detail: detail.into() }
    }

    /// A problem of the resource at `path`.
    pub fn at(code: ProblemCode, path: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { code, at: Some(path.into()), detail: detail.into() }
    }

    /// Whether the publication can be read in spite of it.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.key())?;
        if let Some(path) = &self.at {
            write!(f, " at {path}")?;
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}

impl std::error::Error for Problem {}

/// Whether a publication can be read in spite of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can be read; something in it may be missing.
    Warning,
    /// It cannot be read.
    Fatal,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $severity:ident;)*) => {
        /// Every kind of problem, each with a stable key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
        }

        impl ProblemCode {
            /// Every code there is; the locales are tested to have words for each.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable key, as on the wire and in the locales.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Whether a publication can be read in spite of it.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The file has no bytes.
    EmptyFile = "empty-file", Fatal;
    /// The file cannot be read at all (rights, disk).
    UnreadableFile = "unreadable-file", Fatal;
    /// The format is one that is not read yet.
    UnsupportedFormat = "unsupported-format", Fatal;
    /// The file is not a ZIP archive.
    NotAnArchive = "not-an-archive", Fatal;
    /// The archive ends before it should.
    Truncated = "truncated", Fatal;
    /// The archive or the content is encrypted with a key that we do not have.
    Encrypted = "encrypted", Fatal;
    /// It is protected, and the licence that opens it is not here.
    LicenceMissing = "licence-missing", Fatal;
    /// The licence opens with a passphrase only.
    PassphraseNeeded = "passphrase-needed", Fatal;
    /// The passphrase that was given is another.
    PassphraseWrong = "passphrase-wrong", Fatal;
    /// The licence cannot be read, or is not as its provider signed it.
    LicenceDamaged = "licence-damaged", Fatal;
    /// The licence's encryption profile is one that only certified apps have.
    ProfileUnsupported = "profile-unsupported", Fatal;
    /// The browser has no cipher here: the page did not come by HTTPS.
    CipherMissing = "cipher-missing", Fatal;
    /// The licence does not hold yet.
    LicenceNotYet = "licence-not-yet", Fatal;
    /// The licence has ended.
    LicenceEnded = "licence-ended", Fatal;
    /// The book was given back.
    LicenceReturned = "licence-returned", Fatal;
    /// The library has taken the licence back.
    LicenceRevoked = "licence-revoked", Fatal;
    /// The file is a licence; the book lies elsewhere.
    LicenceOnly = "licence-only", Fatal;
    /// A resource could not be decrypted.
    NotDecrypted = "not-decrypted", Warning;
    /// The book is lent, and whoever asks does not have it on loan.
    NotOnLoan = "not-on-loan", Fatal;
    /// The loan is over.
    LoanOver = "loan-over", Fatal;
    /// The file opens with a password only.
    PasswordNeeded = "password-needed", Fatal;
    /// The file is called a PDF and is none.
    NotAPdf = "not-a-pdf", Fatal;
    /// The password that was given is another.
    PasswordWrong = "password-wrong", Fatal;
    /// What draws the pages failed on one.
    ReaderStopped = "reader-stopped", Fatal;
    /// An entry, or the whole, would inflate past the limits.
    TooLarge = "too-large", Fatal;
    /// An entry's name leads out of the archive; the entry is left out.
    UnsafePath = "unsafe-path", Warning;
    /// There is no META-INF/container.xml, or it names no package.
    ContainerMissing = "container-missing", Warning;
    /// There is no package document.
    PackageMissing = "package-missing", Fatal;
    /// The package document is no XML that can be made sense of.
    PackageUnreadable = "package-unreadable", Fatal;
    /// The package lacks something it must have; it is read without.
    PackageIncomplete = "package-incomplete", Warning;
    /// The book has no reading order.
    NothingToRead = "nothing-to-read", Fatal;
    /// A resource that is named is not in the archive.
    ResourceMissing = "resource-missing", Warning;
    /// A resource is damaged (checksum, inflate).
    ResourceDamaged = "resource-damaged", Warning;
    /// A resource is compressed in a way that is not read.
    UnsupportedCompression = "unsupported-compression", Warning;
    /// The table of contents is missing or cannot be read.
    NavigationMissing = "navigation-missing", Warning;
    /// A document is not well-formed; it is read as far as it goes.
    Malformed = "malformed", Warning;
    /// The server did not answer, or the connection was lost.
    Network = "network", Fatal;
    /// The server no longer has the publication.
    Gone = "gone", Fatal;
}

impl Serialize for ProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl FromJson for ProblemCode {
    fn from_json(value: Value) -> Option<Self> {
        let key = value.as_str()?;
        Self::ALL.iter().copied().find(|code| code.key() == key)
    }
}

impl FromJson for Problem {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            code: fields.one("code")?,
            at: fields.text("at"),
            detail: fields.text("detail").unwrap_or_default(),
        })
    }
}

read_from_json!(Problem, ProblemCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_are_what_is_on_the_wire() {
        for (index, code) in ProblemCode::ALL.iter().enumerate() {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.key()));
            assert!(ProblemCode::ALL[..index].iter().all(|other| other.key() != code.key()));
        }
    }
}
