//! Which files are books, and what each of them is.

/// What a kind of file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// The extension, lower case.
    pub(crate) extension: &'static str,
    /// The media type.
    pub(crate) media_type: &'static str,
}

/// Books.
pub(crate) const EPUB: Kind = Kind { extension: "epub", media_type: "application/epub+zip" };
/// Comics: pictures in a ZIP archive.
pub(crate) const CBZ: Kind = Kind { extension: "cbz", media_type: yueli_comic::CBZ };
/// Comics in a RAR archive, or so they are called.
pub(crate) const CBR: Kind = Kind { extension: "cbr", media_type: "application/vnd.comicbook-rar" };
/// Pages as they were printed.
pub(crate) const PDF: Kind = Kind { extension: "pdf", media_type: yueli_pdf::PDF };
/// A licence of Readium LCP: with it one reader opens a book that lies elsewhere.
pub(crate) const LICENCE: Kind =
    Kind { extension: "lcpl", media_type: "application/vnd.readium.lcp.license.v1.0+json" };
/// A folder of sound files with a W3C publication manifest.
pub(crate) const AUDIOBOOK: Kind = Kind { extension: "json", media_type: "application/ld+json" };

/// Every kind that is listed; all but EPUB, CBZ and PDF are listed as not yet readable.
const KINDS: &[Kind] = &[
    EPUB,
    PDF,
    CBZ,
    CBR,
    Kind { extension: "cb7", media_type: "application/x-cb7" },
    Kind { extension: "mobi", media_type: "application/x-mobipocket-ebook" },
    Kind { extension: "azw", media_type: "application/vnd.amazon.ebook" },
    Kind { extension: "azw3", media_type: "application/vnd.amazon.mobi8-ebook" },
    Kind { extension: "fb2", media_type: "application/x-fictionbook+xml" },
    Kind { extension: "djvu", media_type: "image/vnd.djvu" },
    Kind { extension: "m4b", media_type: "audio/mp4" },
    Kind { extension: "mp3", media_type: "audio/mpeg" },
    Kind { extension: "audiobook", media_type: "application/audiobook+zip" },
    Kind { extension: "lpf", media_type: "application/lpf+zip" },
    LICENCE,
    Kind { extension: "lcpa", media_type: "application/audiobook+lcp" },
    Kind { extension: "lcpdf", media_type: "application/pdf+lcp" },
    Kind { extension: "txt", media_type: "text/plain; charset=utf-8" },
    Kind { extension: "zip", media_type: "application/zip" },
    Kind { extension: "daisy", media_type: "application/zip" },
];

/// Files that stand beside books and are none.
const SIDECARS: &[&str] = &["readme", "license", "licence", "copying", "notice", "authors", "changelog"];

/// Files that make the folder they are in one publication.
pub(crate) const FOLDER_MARKERS: &[&str] = &["publication.json", "manifest.json", "ncc.html"];

/// The extension of a file name, lower case.
pub(crate) fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// What the file of this name is, where it is listed.
pub(crate) fn of_file(name: &str) -> Option<Kind> {
    let extension = extension(name);
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    if SIDECARS.contains(&stem.as_str()) {
        return None;
    }
    KINDS.iter().copied().find(|kind| kind.extension == extension)
}

/// True for kinds that are read: what cannot be read of them is broken.
pub(crate) fn is_read(kind: Kind) -> bool {
    kind == EPUB || kind == CBZ || kind == PDF
}

/// True for sound that may be a part of a folder's publication.
pub(crate) fn is_sound(name: &str) -> bool {
    matches!(
        extension(name).as_str(),
        "mp3" | "m4a" | "m4b" | "mp4" | "ogg" | "opus" | "aac" | "flac" | "wav"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_are_told_from_what_stands_beside_them() {
        for (name, listed) in [
            ("Walden.EPUB", true),
            ("walden.kepub.epub", true),
            ("scan.pdf", true),
            ("story.txt", true),
            ("README.txt", false),
            ("LICENSE.txt", false),
            ("README.md", false),
            ("cover.jpg", false),
            ("index.html", false),
            ("noextension", false),
            ("walden.epub.part", false),
        ] {
            assert_eq!(of_file(name).is_some(), listed, "{name}");
        }
    }
}
