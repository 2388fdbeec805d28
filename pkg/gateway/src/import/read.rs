//! Reading one book: the only place that knows the parsers.

use std::path::Path;

use yueli_archive::FileSource;
use yueli_comic::Comic;
use yueli_epub::Epub;
use yueli_publication::{Metadata, Problem, ProblemCode};

/// What a book says of itself.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Its metadata.
    pub(crate) metadata: Metadata,
    /// Its cover picture, as it is in the book.
    pub(crate) cover: Option<Vec<u8>>,
    /// Why it cannot be read.
    pub(crate) fatal: Option<Problem>,
    /// What is wrong with it although it can be read.
    pub(crate) flaws: Vec<Problem>,
}

impl Book {
    /// A book of which only is known that it cannot be read.
    pub(crate) fn unreadable(problem: Problem) -> Self {
        Self { fatal: Some(problem), ..Self::default() }
    }
}

/// Reads the EPUB at `path`. Blocks the thread.
pub(crate) fn epub(path: &Path) -> Book {
    let source = match FileSource::open(path) {
        Ok(source) => source,
        Err(error) => return Book::unreadable(error.into()),
    };
    pollster::block_on(async {
        match yueli_epub::open(source).await {
            Ok((epub, flaws)) => Book {
                metadata: epub.manifest().metadata.clone(),
                cover: cover(&epub).await,
                fatal: unlicensed(&epub).await,
                flaws,
            },
            Err(problems) => broken(problems),
        }
    })
}

/// What keeps a protected book from being read by whoever gets the file: its licence is not in it. One that has its licence
/// in it is read with a passphrase.
async fn unlicensed(epub: &Epub<FileSource>) -> Option<Problem> {
    if epub.needs_licence() { epub.licence().await.err() } else { None }
}

/// Reads the comic at `path`. Blocks the thread.
pub(crate) fn comic(path: &Path) -> Book {
    let source = match FileSource::open(path) {
        Ok(source) => source,
        Err(error) => return Book::unreadable(error.into()),
    };
    pollster::block_on(async {
        match yueli_comic::open(source).await {
            Ok((comic, flaws)) => Book {
                metadata: comic.manifest().metadata.clone(),
                cover: comic_cover(&comic).await,
                fatal: None,
                flaws,
            },
            Err(problems) => broken(problems),
        }
    })
}

/// A book that cannot be read, for the first of these reasons.
fn broken(mut problems: Vec<Problem>) -> Book {
    let first = if problems.is_empty() { None } else { Some(problems.remove(0)) };
    let unknown = || Problem::new(ProblemCode::PackageUnreadable, "the reader gave no reason");
    Book { fatal: Some(first.unwrap_or_else(unknown)), flaws: problems, ..Book::default() }
}

/// The cover picture. SVG is left to the app, which draws a cover of its own.
async fn cover(epub: &Epub<FileSource>) -> Option<Vec<u8>> {
    let link = epub.manifest().cover()?;
    match epub.resource(&link.href).await {
        Ok(picture) if picture.media_type.starts_with("image/svg") => None,
        Ok(picture) => Some(picture.bytes),
        Err(problem) => without_cover(&problem),
    }
}

/// The page that is the cover.
async fn comic_cover(comic: &Comic<FileSource>) -> Option<Vec<u8>> {
    let link = comic.manifest().cover()?;
    match comic.resource(&link.href).await {
        Ok(picture) => Some(picture.bytes),
        Err(problem) => without_cover(&problem),
    }
}

fn without_cover(problem: &Problem) -> Option<Vec<u8>> {
    tracing::debug!(%problem, "the cover cannot be read");
    None
}
