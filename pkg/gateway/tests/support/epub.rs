//! Small EPUBs, made on the spot: whole ones and broken ones.

use std::io::{Cursor, Write};

use image::{ImageFormat, Rgb, RgbImage};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A book that a test makes.
#[derive(Default, Clone)]
pub struct Book {
    pub title: &'static str,
    pub authors: &'static [&'static str],
    pub languages: &'static [&'static str],
    pub subjects: &'static [&'static str],
    /// Further elements of the metadata, as XML.
    pub more: &'static str,
    /// Width and height of the cover.
    pub cover: Option<(u32, u32)>,
}

const CONTAINER: &str = r#"<?xml version="1.0"?><container version="1.0"
    xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
const CHAPTER: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head>
    <body><p>It was a book.</p></body></html>"#;
const NAVIGATION: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml"
    xmlns:epub="http://www.idpf.org/2007/ops"><head><title>N</title></head><body><nav epub:type="toc"><ol>
    <li><a href="one.xhtml">One</a></li></ol></nav></body></html>"#;

impl Book {
    pub fn titled(title: &'static str) -> Self {
        Self { title, languages: &["en"], ..Self::default() }
    }

    pub fn epub(&self) -> Vec<u8> {
        zipped(&self.entries())
    }

    pub fn entries(&self) -> Vec<(&'static str, Vec<u8>)> {
        let mut entries = vec![
            ("mimetype", b"application/epub+zip".to_vec()),
            ("META-INF/container.xml", CONTAINER.into()),
            ("OPS/package.opf", self.package().into()),
            ("OPS/nav.xhtml", NAVIGATION.into()),
            ("OPS/one.xhtml", CHAPTER.into()),
        ];
        if let Some((width, height)) = self.cover {
            entries.push(("OPS/cover.png", png(width, height)));
        }
        entries
    }

    fn package(&self) -> String {
        let all = |name: &str, values: &[&str]| -> String {
            values.iter().map(|value| format!("<dc:{name}>{value}</dc:{name}>")).collect()
        };
        let cover = self
            .cover
            .map(|_| r#"<item id="c" href="cover.png" media-type="image/png" properties="cover-image"/>"#);
        format!(
            r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"
            unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:identifier id="id">test:{title}</dc:identifier><dc:title>{title}</dc:title>
            {authors}{languages}{subjects}
            <meta property="dcterms:modified">2024-01-01T00:00:00Z</meta>{more}</metadata>
            <manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
            <item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>{cover}</manifest>
            <spine><itemref idref="one"/></spine></package>"#,
            title = self.title,
            authors = all("creator", self.authors),
            languages = all("language", self.languages),
            subjects = all("subject", self.subjects),
            more = self.more,
            cover = cover.unwrap_or_default(),
        )
    }

    /// The same with an entry replaced or added.
    pub fn with(&self, name: &'static str, bytes: impl Into<Vec<u8>>) -> Vec<u8> {
        self.with_all([(name, bytes.into())])
    }

    /// The same with these entries.
    pub fn with_all<const N: usize>(&self, more: [(&'static str, Vec<u8>); N]) -> Vec<u8> {
        let mut entries = self.entries();
        entries.retain(|(own, _)| more.iter().all(|(name, _)| own != name));
        entries.extend(more);
        zipped(&entries)
    }

    /// The same without an entry.
    pub fn without(&self, name: &str) -> Vec<u8> {
        let mut entries = self.entries();
        entries.retain(|(own, _)| *own != name);
        zipped(&entries)
    }
}

/// A picture of this size.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = Vec::new();
    RgbImage::from_pixel(width, height, Rgb([40, 90, 60]))
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .unwrap();
    png
}

/// A ZIP archive of these entries.
pub fn zipped(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
