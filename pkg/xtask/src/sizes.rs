//! What a patron downloads, against its budget.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{files, step::paint};

const KB: u64 = 1024;
/// What each part may weigh, as brotli.
const BUDGETS: [(Part, u64); 14] = [
    (Part::App, 300 * KB),
    (Part::Reader, 200 * KB),
    (Part::Licences, 40 * KB),
    (Part::Libraries, 150 * KB),
    (Part::Following, 85 * KB),
    (Part::Offices, 90 * KB),
    (Part::Shared, 90 * KB),
    (Part::Worker, 250 * KB),
    (Part::Rooms, 125 * KB),
    (Part::Locksmith, 14 * KB),
    (Part::Pdf, 1600 * KB),
    (Part::Scripts, 25 * KB),
    (Part::Styles, 20 * KB),
    (Part::Words, 32 * KB),
];

/// How modules end that the browser starts; chunks of theirs (`web/divide`) have other names.
const WHOLE: &str = "_bg.wasm";

/// A part of the app that has a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    App,
    Reader,
    Licences,
    Libraries,
    Following,
    Offices,
    Shared,
    Worker,
    Rooms,
    Locksmith,
    Pdf,
    Scripts,
    Styles,
    Words,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::App => "main wasm",
            Self::Reader => "the reader (fetched from a title on)",
            Self::Licences => "licences (fetched when entered)",
            Self::Libraries => "other libraries (fetched when entered)",
            Self::Following => "reading on all devices (fetched with a card)",
            Self::Offices => "the account and the desk (when entered)",
            Self::Shared => "what rooms share (fetched with them)",
            Self::Worker => "book worker",
            Self::Rooms => "its rooms (fetched when entered)",
            Self::Locksmith => "what opens protected books (for them only)",
            Self::Pdf => "PDF worker (fetched for PDFs only)",
            Self::Scripts => "JS + service worker",
            Self::Styles => "CSS",
            Self::Words => "words, in all languages",
        }
    }

    /// The part that a file belongs to; modules of single routes have no budget.
    fn of(name: &str) -> Option<Self> {
        match files::extension(Path::new(name)).as_str() {
            "wasm" if name.starts_with("yueli") && name.ends_with(WHOLE) => Some(Self::App),
            "wasm" if name.starts_with("yueli-licences") => Some(Self::Licences),
            "wasm" if name.starts_with("yueli-libraries") => Some(Self::Libraries),
            "wasm" if name.starts_with("yueli-following") => Some(Self::Following),
            "wasm" if ["yueli-account", "yueli-desk"].iter().any(|own| name.starts_with(own)) => {
                Some(Self::Offices)
            }
            "wasm" if name.starts_with("yueli-chunk") => Some(Self::Shared),
            "wasm" if name.starts_with("yueli") => Some(Self::Reader),
            "wasm" if name.starts_with("book") && name.ends_with(WHOLE) => Some(Self::Worker),
            "wasm" if name.starts_with("book-lcp") => Some(Self::Locksmith),
            "wasm" if name.starts_with("book") => Some(Self::Rooms),
            "wasm" if name.starts_with("pdf") => Some(Self::Pdf),
            "js" | "mjs" if !name.starts_with("ar") && !name.starts_with("pdf") => Some(Self::Scripts),
            "css" => Some(Self::Styles),
            "txt" if name.starts_with("words/") => Some(Self::Words),
            _ => None,
        }
    }
}

/// One file: its size as it is, with gzip and with brotli.
#[derive(Debug, Clone)]
struct Weighed {
    name: String,
    part: Part,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table; false when a part is missing, or over its budget.
pub fn check(dist: &Path) -> Result<bool> {
    let weighed = weigh(dist)?;
    println!("{:<46}{:>10}{:>10}{:>10}   (KB of 1024 bytes)", "file", "raw", "gzip", "brotli");
    for file in &weighed {
        println!("{:<46}{:>10}{:>10}{:>10}", file.name, kb(file.raw), kb(file.gzip), kb(file.brotli));
    }
    println!();
    let mut within = true;
    for (part, budget) in BUDGETS {
        let sum: u64 = weighed.iter().filter(|file| file.part == part).map(|file| file.brotli).sum();
        let mark = match sum {
            0 => paint("31", "missing"),
            _ if sum <= budget => paint("32", "within"),
            _ => paint("31", "over"),
        };
        println!("{:<46}{:>10} of {:>5} KB brotli: {mark}", part.name(), kb(sum), budget / KB);
        within &= sum > 0 && sum <= budget;
    }
    Ok(within)
}

fn weigh(dist: &Path) -> Result<Vec<Weighed>> {
    let mut weighed = Vec::new();
    for file in files::list(dist).context("there is no build; run `cargo xtask web`")? {
        let name = files::relative(dist, &file);
        let Some(part) = Part::of(&name) else { continue };
        let raw = fs::metadata(&file)?.len();
        // A file that is too small to be compressed is sent as it is.
        let side =
            |end: &str| fs::metadata(dist.join(format!("{name}.{end}"))).map_or(raw, |side| side.len());
        weighed.push(Weighed { part, raw, gzip: side("gz"), brotli: side("br"), name });
    }
    Ok(weighed)
}

fn kb(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(KB);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(worker: usize) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let files = [
            ("yueli-0_bg.wasm", 10),
            ("yueli-0_bg.wasm.br", 5),
            ("yueli-reader-0.wasm", 6),
            ("yueli-licences-0.wasm", 1),
            ("yueli-libraries-0.wasm", 1),
            ("yueli-following-0.wasm", 1),
            ("yueli-desk-0.wasm", 6),
            ("yueli-chunk_1-0.wasm", 1),
            ("book_bg.wasm", worker),
            ("book-keep-0.wasm", 2),
            ("book-lcp-0.wasm", 3),
            ("pdf_bg.wasm", 8),
            ("sw.js", 9),
        ];
        fs::create_dir(dir.path().join("words")).unwrap();
        for (name, size) in files.into_iter().chain([("app-0.css", 3), ("words/en-0.txt", 4)]) {
            fs::write(dir.path().join(name), vec![0; size]).unwrap();
        }
        dir
    }

    #[test]
    fn parts_are_weighed_as_they_are_sent() {
        let weighed = weigh(build(7).path()).unwrap();
        let app = weighed.iter().find(|file| file.part == Part::App).unwrap();
        assert_eq!((app.raw, app.brotli), (10, 5));
        assert_eq!(weighed.iter().find(|file| file.part == Part::Worker).unwrap().brotli, 7);
    }

    #[test]
    fn a_part_that_is_too_big_or_missing_fails() {
        assert!(check(build(7).path()).unwrap());
        assert!(!check(build(251 * 1024).path()).unwrap());
        assert!(!check(build(0).path()).unwrap());
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(kb(1), "0.1");
        assert_eq!(kb(300 * KB + 1), "300.1");
    }
}
