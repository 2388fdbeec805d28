//! The demonstration shelf: our own works, from their sources in `demo/` to EPUB files, and a leaflet to a PDF.

mod epub;
mod links;
mod lint;
mod pdf;

pub use epub::pack;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{cache::Places, files, step::warn};

/// Builds every work into a folder; gives back the folder. Faults are shown and do not stop it.
pub fn build(places: &Places, out: &Path) -> Result<PathBuf> {
    make(places, out)?;
    Ok(out.to_owned())
}

/// Builds every work into a folder, and fails where one has a fault.
pub fn check(places: &Places, out: &Path) -> Result<usize> {
    match make(places, out)? {
        (0, _) => bail!("there are no works in demo/"),
        (works, 0) => Ok(works),
        (_, faults) => bail!("the works of the demonstration shelf have {faults} faults"),
    }
}

/// The number of works and of their faults.
fn make(places: &Places, out: &Path) -> Result<(usize, usize)> {
    let mut faults = 0;
    let works = works(&places.root.join("demo"))?;
    fs::create_dir_all(out)?;
    for work in &works {
        let slug = work.file_name().unwrap_or_default().to_string_lossy();
        for fault in lint::lint(work)? {
            warn(&format!("demo/{slug}: {fault}"));
            faults += 1;
        }
        let book = epub::pack(work).with_context(|| format!("demo/{slug} cannot be made a book"))?;
        let file = out.join(format!("{slug}.epub"));
        put(&file, &book)?;
    }
    let leaflet = places.root.join("demo/leaflet/leaflet.txt");
    let text =
        fs::read_to_string(&leaflet).with_context(|| format!("{} cannot be read", leaflet.display()))?;
    put(&out.join("leaflet.pdf"), &pdf::write(&text).context("demo/leaflet cannot be made a PDF")?)?;
    remove_others(out, &works)?;
    Ok((works.len() + 1, faults))
}

/// A file that stays the same is left alone, so that the server does not take it in anew.
fn put(file: &Path, book: &[u8]) -> Result<()> {
    if fs::read(file).ok().as_deref() != Some(book) {
        fs::write(file, book)?;
    }
    Ok(())
}

/// The folders that hold a package document.
fn works(demo: &Path) -> Result<Vec<PathBuf>> {
    let mut works: Vec<PathBuf> = fs::read_dir(demo)
        .with_context(|| format!("{} cannot be read", demo.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("package.opf").is_file())
        .collect();
    works.sort();
    Ok(works)
}

/// Books of works that are no more.
fn remove_others(out: &Path, works: &[PathBuf]) -> Result<()> {
    for file in files::list(out)? {
        let known = works.iter().any(|work| work.file_name() == file.file_stem());
        if files::extension(&file) == "epub" && !known {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
