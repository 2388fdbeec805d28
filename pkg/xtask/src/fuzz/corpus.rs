//! What fuzzing begins with: the demonstration shelf, whole and in its parts, and other books if there are any.

use std::{
    fs,
    io::{Cursor, Read, Write},
    path::Path,
};

use anyhow::{Context, Result};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{pieces, services};
use crate::{
    cache::{Places, short_hash},
    demo, files,
    step::step,
};

/// The largest book that is a beginning, in bytes: larger ones are slow and teach no more.
const LARGEST_BOOK: usize = 400 * 1024;
/// How much of a book's part is taken, in bytes.
const PART: usize = 6 * 1024;
/// How many of a book's documents are left in a small one.
const FEW: usize = 2;
/// The most parts that are taken of one book.
const PARTS: usize = 40;

/// Puts the beginnings into the corpus of each target, beside what fuzzing itself has found there.
pub fn sow(places: &Places, corpus: &Path, books: Option<&Path>) -> Result<()> {
    step("Gathering what to begin with", || {
        let demo = demo::build(places, &places.demo())?;
        let mut all = files::list(&demo)?;
        if let Some(folder) = books {
            all.extend(files::list(folder)?);
        }
        for file in all.iter().filter(|file| files::extension(file) == "epub") {
            // A book that nobody can open is as good a beginning as any.
            let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
            for book in [Some(bytes.clone()).filter(|bytes| bytes.len() <= LARGEST_BOOK), small(&bytes)] {
                for target in ["archive", "epub"] {
                    plant(corpus, target, book.as_deref().unwrap_or_default())?;
                }
            }
            for (target, seed) in parts(&bytes) {
                plant(corpus, target, &seed)?;
            }
        }
        for file in all.iter().filter(|file| files::extension(file) == "pdf") {
            plant(
                corpus,
                "pdf",
                &fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?,
            )?;
        }
        for (target, seed) in pieces::seeds().chain(services::seeds()) {
            plant(corpus, target, &seed)?;
        }
        Ok(())
    })
}

fn plant(corpus: &Path, target: &str, seed: &[u8]) -> Result<()> {
    let folder = corpus.join(target);
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(format!("seed-{}", short_hash(seed))), seed)?)
}

/// The same book with its package and a few short documents and nothing else; nothing where it is no archive.
fn small(book: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).ok()?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut documents = 0;
    for index in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(index) else { continue };
        let name = entry.name().to_owned();
        let extension = files::extension(Path::new(&name));
        let document = matches!(extension.as_str(), "xhtml" | "html") && entry.size() < PART as u64;
        documents += usize::from(document);
        let part = name == "mimetype" || matches!(extension.as_str(), "opf" | "ncx" | "xml");
        let mut bytes = Vec::new();
        if (part || document && documents <= FEW) && entry.read_to_end(&mut bytes).is_ok() {
            zip.start_file(name, SimpleFileOptions::default()).ok()?;
            zip.write_all(&bytes).ok()?;
        }
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The parts of a book, each with the targets that begin with it; nothing where it is no archive.
fn parts(book: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds = Vec::new();
    let (mut package, mut ncx, mut nav) = (Vec::new(), Vec::new(), Vec::new());
    let Ok(mut archive) = ZipArchive::new(Cursor::new(book)) else { return seeds };
    for index in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(index) else { continue };
        let name = entry.name().to_ascii_lowercase();
        let mut bytes = Vec::new();
        // What is damaged is taken as far as it goes.
        let _ = entry.by_ref().take(PART as u64).read_to_end(&mut bytes);
        match files::extension(Path::new(&name)).as_str() {
            "opf" => package = bytes,
            "ncx" => ncx = bytes,
            "css" => seeds.push(("css", bytes)),
            "xhtml" | "html" | "htm" | "svg" | "xml" if seeds.len() < PARTS => {
                if name.contains("nav") || name.contains("toc") {
                    nav.clone_from(&bytes);
                }
                seeds.push(("xml", bytes.clone()));
                seeds.push(("markup", bytes));
            }
            _ => {}
        }
    }
    seeds.push(("epub_parts", [package, nav, ncx].join(&0xff)));
    seeds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_is_taken_apart() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in
            [("package.opf", "<package/>"), ("nav.xhtml", "<nav/>"), ("a.css", "a{}"), ("toc.ncx", "<ncx/>")]
        {
            fs::write(dir.path().join(name), text).unwrap();
        }
        let book = demo::pack(dir.path()).unwrap();
        let seeds = parts(&book);
        assert!(seeds.contains(&("css", b"a{}".to_vec())));
        assert!(seeds.contains(&("markup", b"<nav/>".to_vec())));
        assert!(seeds.contains(&("epub_parts", b"<package/>\xff<nav/>\xff<ncx/>".to_vec())));
        assert!(parts(b"no archive").is_empty() && small(b"no archive").is_none());
        assert!(ZipArchive::new(Cursor::new(small(&book).unwrap())).unwrap().len() == 5);
        plant(dir.path(), "css", b"a").unwrap();
        assert_eq!(fs::read_dir(dir.path().join("css")).unwrap().count(), 1);
    }
}
