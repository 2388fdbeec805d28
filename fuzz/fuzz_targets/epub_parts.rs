//! The parts of a book, put into a container that is always whole, so that what is fuzzed is what they say.
//!
//! The input is the parts in this order, with a byte 0xFF between them; one that is missing is one that does well.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_archive::write::Writer;
use yueli_fuzz::read_book;

const CONTAINER: &[u8] = br#"<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>"#;
const PACKAGE: &[u8] = br#"<package><metadata/><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="x" href="x.ncx" media-type="application/x-dtbncx+xml"/>
<item id="l" href="l.pls" media-type="application/pls+xml"/>
</manifest><spine toc="x"><itemref idref="a"/></spine></package>"#;
const PARTS: [(&str, &[u8]); 7] = [
    ("p.opf", PACKAGE),
    ("n.xhtml", b"<html/>"),
    ("x.ncx", b"<ncx/>"),
    ("META-INF/encryption.xml", b"<encryption/>"),
    ("META-INF/container.xml", CONTAINER),
    ("a.xhtml", b"<html><head><link rel='pronunciation' href='l.pls'/></head></html>"),
    ("l.pls", b"<lexicon/>"),
];

fuzz_target!(|data: &[u8]| {
    let mut given = data.split(|byte| *byte == 0xff);
    let mut book = Writer::new().stored("mimetype", "application/epub+zip");
    for (name, otherwise) in PARTS {
        let part = given.next().filter(|part| !part.is_empty()).unwrap_or(otherwise);
        book = book.stored(name, part);
    }
    read_book(book.finish());
});
