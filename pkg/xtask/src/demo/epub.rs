//! A folder of a book's parts as an EPUB container: the same bytes each time.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use anyhow::Result;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::files;

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"#;

/// The bytes of a book whose package document is at the folder's root; `source/` is left out.
pub fn pack(work: &Path) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let deflated = plain.compression_method(CompressionMethod::Deflated);
    // The specification wants it first, as it is, so that the kind of file shows in its first bytes.
    zip.start_file("mimetype", plain)?;
    zip.write_all(b"application/epub+zip")?;
    zip.start_file("META-INF/container.xml", deflated)?;
    zip.write_all(CONTAINER.as_bytes())?;
    for name in parts(work)? {
        let bytes = fs::read(work.join(&name))?;
        let packed = ["jpg", "jpeg", "png", "webp", "mp3", "woff2"]
            .contains(&files::extension(Path::new(&name)).as_str());
        zip.start_file(name, if packed { plain } else { deflated })?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The names of the files that go into the book, sorted.
pub fn parts(work: &Path) -> Result<Vec<String>> {
    let names = files::list(work)?.into_iter().map(|file| files::relative(work, &file));
    Ok(names
        .filter(|name| !name.starts_with("source/") && name != "mimetype" && !name.starts_with("META-INF/"))
        .collect())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn work() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [("package.opf", "<package/>"), ("text/b.xhtml", "b"), ("text/a.xhtml", "a")] {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::create_dir_all(dir.path().join("source")).unwrap();
        fs::write(dir.path().join("source/cover.svg"), "<svg/>").unwrap();
        dir
    }

    #[test]
    fn the_container_is_as_the_specification_wants_it() {
        let book = pack(work().path()).unwrap();
        assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
        let names: Vec<_> = (0..zip.len()).map(|at| zip.by_index(at).unwrap().name().to_owned()).collect();
        assert_eq!(
            names,
            ["mimetype", "META-INF/container.xml", "package.opf", "text/a.xhtml", "text/b.xhtml"]
        );
        assert_eq!(zip.by_index(0).unwrap().compression(), CompressionMethod::Stored);
        let mut container = String::new();
        zip.by_index(1).unwrap().read_to_string(&mut container).unwrap();
        assert!(container.contains("full-path=\"package.opf\""));
    }

    #[test]
    fn the_same_parts_make_the_same_bytes() {
        let work = work();
        let first = pack(work.path()).unwrap();
        fs::write(work.path().join("text/a.xhtml"), "a").unwrap();
        assert_eq!(first, pack(work.path()).unwrap());
    }
}
