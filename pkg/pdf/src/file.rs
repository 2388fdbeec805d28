//! The file itself, and why it may not be read.

use hayro::hayro_syntax::{DecryptionError, LoadPdfError};
use yueli_archive::ReadRange;
use yueli_publication::{Problem, ProblemCode};

/// Files of more bytes than this are not opened: all of a file is kept in memory while it is read.
pub const LARGEST_FILE: u64 = 400 << 20;
/// How far from the start `%PDF-` may stand. Source: ISO 32000-2, annex I, note 13 of earlier editions.
const BEGINNING: usize = 1024;

/// A PDF file that was understood as far as its pages.
pub struct File(pub(crate) hayro::hayro_syntax::Pdf);

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("pages", &self.0.pages().len()).finish()
    }
}

impl File {
    /// Reads a file whole. Files that only forbid things to their readers have an empty password.
    ///
    /// # Errors
    /// A fatal [`Problem`]: as [`File::from_bytes`], or that the bytes cannot be had.
    pub async fn open<R: ReadRange>(source: R, password: &str) -> Result<Self, Problem> {
        let len = source.len();
        if len > LARGEST_FILE {
            return Err(Problem::new(ProblemCode::TooLarge, format!("a file of {len} bytes")));
        }
        Self::from_bytes(source.read(0, len).await?, password)
    }

    /// Understands the bytes of a file.
    ///
    /// # Errors
    /// A fatal [`Problem`]: it is empty or no PDF, it ends too early, it needs a password or another one, it is
    /// encrypted in a way that is not known, it has no page.
    pub fn from_bytes(bytes: Vec<u8>, password: &str) -> Result<Self, Problem> {
        if bytes.is_empty() {
            return Err(Problem::new(ProblemCode::EmptyFile, "no bytes"));
        }
        let beginning = bytes.get(..bytes.len().min(BEGINNING)).unwrap_or_default();
        if !has(beginning, b"%PDF-") {
            return Err(Problem::new(ProblemCode::NotAPdf, "no %PDF- at the start"));
        }
        let end = bytes.get(bytes.len().saturating_sub(BEGINNING)..).unwrap_or_default();
        let is_whole = has(end, b"%%EOF");
        match hayro::hayro_syntax::Pdf::new_with_password(bytes, password) {
            Ok(pdf) if pdf.pages().is_empty() => Err(Problem::new(ProblemCode::NothingToRead, "no pages")),
            Ok(pdf) => Ok(Self(pdf)),
            Err(LoadPdfError::Decryption(error)) => Err(match error {
                DecryptionError::PasswordProtected if password.is_empty() => {
                    Problem::new(ProblemCode::PasswordNeeded, "")
                }
                DecryptionError::PasswordProtected => Problem::new(ProblemCode::PasswordWrong, ""),
                error => Problem::new(ProblemCode::Encrypted, format!("{error:?}")),
            }),
            Err(LoadPdfError::Invalid) if is_whole => {
                Err(Problem::new(ProblemCode::PackageUnreadable, "no pages can be found"))
            }
            Err(LoadPdfError::Invalid) => Err(Problem::new(ProblemCode::Truncated, "no %%EOF at the end")),
        }
    }
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
