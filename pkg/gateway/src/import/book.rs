//! Taking one file into the index.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use sha2::{Digest, Sha256};
use yueli_publication::{LocalizedText, Problem, ProblemCode, base64};

use super::{
    Importer, audiobook,
    cover::{self, Cover},
    kinds::{self, Kind},
    pdf,
    read::{self, Book},
    scan::{Found, modified},
};
use crate::{
    config::hex,
    db::{KnownFile, Record},
};

/// Which version of the reader this is: when it learns more, every book is read again.
pub(crate) const READER: i64 = 10;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is in the index.
    Taken,
    /// It is still being written; it must be looked at again soon.
    Unsettled,
    /// It went away meanwhile.
    Vanished,
}

/// Why a file could not be taken, although it is there: the server itself has a problem.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Index(#[from] crate::db::RecordError),
    #[error("the index cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error("a cover cannot be kept: {0}")]
    Cover(#[from] object_store::Error),
}

impl Importer {
    /// Reads a file and writes what it is to the index.
    pub(super) async fn take(&self, found: &Found, added: i64) -> Result<Outcome, Error> {
        let path = self.config.books.join(&found.path);
        let file = KnownFile { size: found.size, modified: found.modified, reader: READER, present: true };
        let hashed = blocking({
            let (path, within, kind) = (path.clone(), found.path.clone(), found.kind);
            move || hash(&path, &within).map(|content| (content, really(kind, &path)))
        });
        let (Content { id, digest, unreadable }, kind) = match hashed.await {
            Some(Ok(known)) => known,
            Some(Err(error)) => {
                tracing::debug!(file = found.path, %error, "a file went away while it was read");
                return Ok(Outcome::Vanished);
            }
            None => return Ok(Outcome::Vanished),
        };
        let found = &Found { kind, ..found.clone() };
        if self.db.link_file(&found.path, &file, &id, added).await? {
            return Ok(Outcome::Taken);
        }
        let (book, covers) = self.read(found, path.clone(), unreadable).await;
        if self.is_unsettled(found, &path, &book) {
            tracing::debug!(file = found.path, "a file is still being written");
            return Ok(Outcome::Unsettled);
        }
        let mut stored = Vec::new();
        for cover in covers {
            stored.push((cover.size.to_owned(), cover.width, cover.height));
            self.covers.put(&id, cover.size, cover.jpeg).await?;
        }
        let record = record(found, id, digest, book, stored);
        self.db.store(&found.path, &file, &record, added).await?;
        Ok(Outcome::Taken)
    }

    /// The book and its covers, away from the threads that answer requests.
    async fn read(&self, found: &Found, path: PathBuf, unreadable: Option<Problem>) -> (Book, Vec<Cover>) {
        if let Some(problem) = unreadable {
            return (Book::unreadable(problem), Vec::new());
        }
        let kind = found.kind;
        let size = found.size;
        let name = found.path.clone();
        let read = blocking(move || {
            let book = match kind {
                _ if size == 0 => only(ProblemCode::EmptyFile, "no bytes"),
                kinds::EPUB => read::epub(&path),
                kinds::CBZ => read::comic(&path),
                kinds::PDF => pdf::read(&path),
                kinds::AUDIOBOOK => audiobook::folder(&path),
                kinds::LICENCE => only(ProblemCode::LicenceOnly, "a licence"),
                _ => only(ProblemCode::UnsupportedFormat, kind.media_type),
            };
            let covers = book.cover.as_deref().map(cover::covers);
            let covers = covers.unwrap_or_else(|| Ok(Vec::new())).unwrap_or_else(|error| {
                tracing::info!(file = name, %error, "the cover cannot be shown");
                Vec::new()
            });
            (book, covers)
        });
        // A book that breaks the reader is one broken book, and no more.
        let broken = || (only(ProblemCode::PackageUnreadable, "the reader failed on it"), Vec::new());
        read.await.unwrap_or_else(broken)
    }

    /// True where the file changed while it was read, or looks broken and is so new that it may still grow.
    fn is_unsettled(&self, found: &Found, path: &Path, book: &Book) -> bool {
        let Ok(about) = fs::metadata(path) else { return true };
        if about.len() != found.size || modified(&about) != found.modified {
            return true;
        }
        let whole = [ProblemCode::UnsupportedFormat, ProblemCode::PasswordNeeded, ProblemCode::LicenceOnly];
        let is_damaged = |problem: &Problem| !whole.contains(&problem.code);
        book.fatal.iter().chain(&book.flaws).any(is_damaged)
            && age(found.modified) < self.config.timing.settle
    }
}

fn only(code: ProblemCode, detail: &str) -> Book {
    Book::unreadable(Problem::new(code, detail))
}

/// How long ago a file was written. One that was written in the future is old.
fn age(modified: i64) -> Duration {
    let written = UNIX_EPOCH + Duration::from_nanos(u64::try_from(modified).unwrap_or_default());
    SystemTime::now().duration_since(written).unwrap_or(Duration::MAX)
}

/// Runs what blocks where it may; `None` where it panicked.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Some(done),
        Err(error) => {
            tracing::error!(%error, "reading a file failed in a way that it must not");
            None
        }
    }
}

/// What a file really is, where that is known to differ from its name: many a CBR is a ZIP archive.
fn really(kind: Kind, path: &Path) -> Kind {
    let mut start = [0; 4];
    if kind != kinds::CBR || File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_err() {
        return kind;
    }
    if start == *b"PK\x03\x04" { kinds::CBZ } else { kind }
}

/// What a file's content is known by.
struct Content {
    id: String,
    /// Its SHA-256, in Base64.
    digest: Option<String>,
    /// Why it may not be read, if so.
    unreadable: Option<Problem>,
}

/// What a file's content is known by. A file that is there but may not be read gets an id from its path.
fn hash(path: &Path, within: &str) -> io::Result<Content> {
    match hash_content(path) {
        Ok(digest) => {
            let (id, digest) = (hex(&digest[..16]), Some(base64::encode(&digest)));
            Ok(Content { id, digest, unreadable: None })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(error) => {
            let digest = Sha256::digest(format!("unreadable:{within}"));
            let problem = Problem::new(ProblemCode::UnreadableFile, error.to_string());
            Ok(Content { id: hex(&digest[..16]), digest: None, unreadable: Some(problem) })
        }
    }
}

fn hash_content(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize().into()),
            read => hasher.update(&buffer[..read]),
        }
    }
}

/// The book as it goes into the index, and what is wrong with it into the log.
fn record(
    found: &Found,
    id: String,
    digest: Option<String>,
    book: Book,
    covers: Vec<(String, u32, u32)>,
) -> Record {
    match &book.fatal {
        Some(problem) if !kinds::is_read(found.kind) && found.size > 0 => {
            tracing::info!(file = found.path, %problem, "a file is listed as not yet readable");
        }
        Some(problem) => tracing::warn!(file = found.path, %problem, "a book is broken; the others go on"),
        None => {
            let flaws = book.flaws.len();
            tracing::info!(file = found.path, title = book.metadata.title.first(), flaws, "a book came");
        }
    }
    let problem = book.fatal.map(|problem| problem.code);
    let mut metadata = book.metadata;
    if metadata.title.is_empty() {
        let name = file_name(found);
        let title = if problem.is_none() { clean_name(name) } else { name.to_owned() };
        metadata.title = LocalizedText::plain(title);
    }
    Record {
        id,
        digest,
        problem,
        media_type: found.kind.media_type.to_owned(),
        extension: found.kind.extension.to_owned(),
        size: found.size,
        modified: found.modified / 1_000_000_000,
        metadata,
        covers,
    }
}

/// What a book without a title is called: its file's name, or its folder's.
fn file_name(found: &Found) -> &str {
    let mut names = found.path.rsplit('/');
    let own = names.next().unwrap_or_default();
    if found.kind == kinds::AUDIOBOOK { names.next().unwrap_or(own) } else { own }
}

/// A file's name as a title: without its extension and what stands in brackets (who scanned it, how it was packed),
/// with spaces where there are underscores.
fn clean_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut clean = String::new();
    let mut depth = 0_usize;
    for letter in stem.chars() {
        match letter {
            '(' | '[' | '{' | '（' | '【' => depth += 1,
            ')' | ']' | '}' | '）' | '】' => depth = depth.saturating_sub(1),
            '_' if depth == 0 => clean.push(' '),
            letter if depth == 0 => clean.push(letter),
            _ => {}
        }
    }
    let words: Vec<&str> = clean.split_whitespace().collect();
    if words.is_empty() { stem.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_title_is_called_as_people_would() {
        for (name, title) in [
            ("Harbour_Nights_v02 (2021) (Digital) [Nobody].cbz", "Harbour Nights v02"),
            ("港口之夜 第3卷（全彩）.cbz", "港口之夜 第3卷"),
            ("a.b.cbz", "a.b"),
            ("[1].cbz", "[1]"),
            ("plain", "plain"),
        ] {
            assert_eq!(clean_name(name), title, "{name}");
        }
    }
}
