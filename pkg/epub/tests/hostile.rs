//! Books that try to take more than their share, or what is not theirs: small files, each of which comes to little.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use pollster::block_on;
use yueli_archive::write::Writer;
use yueli_epub::{Epub, open};
use yueli_publication::{Problem, ProblemCode, url};

const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>"#;
const XHTML: &str = "application/xhtml+xml";

fn start() -> Writer {
    Writer::new()
        .stored("mimetype", "application/epub+zip")
        .stored("META-INF/container.xml", CONTAINER)
        .stored("OPS/a.xhtml", "<html/>")
}

/// A package with more metadata, more items and more of a spine than it needs.
fn package(metadata: &str, items: &str, spine: &str) -> String {
    format!(
        r#"<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>T</dc:title>{metadata}</metadata>
        <manifest><item id="a" href="a.xhtml" media-type="{XHTML}"/>{items}</manifest>
        <spine toc="ncx"><itemref idref="a"/>{spine}</spine></package>"#
    )
}

fn opened(book: Writer) -> (Epub<Vec<u8>>, Vec<Problem>) {
    block_on(open(book.finish())).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn of(package: String) -> (Epub<Vec<u8>>, Vec<Problem>) {
    opened(start().deflated("OPS/p.opf", package))
}

/// How long the manifest is as it goes to the page.
fn said(epub: &Epub<Vec<u8>>) -> usize {
    serde_json::to_string(epub.manifest()).unwrap().len()
}

#[test]
fn fallbacks_of_fallbacks_come_to_an_end() {
    let items: String = (0..10_000)
        .map(|at| format!(r#"<item id="i{at}" href="a.xhtml" fallback="i{}"/>"#, at + 1))
        .collect();
    let (epub, _) = of(package("", &items, ""));
    assert!(epub.manifest().resources.iter().all(|link| link.alternate.len() <= 8));
}

#[test]
fn one_person_of_many_roles_is_one_person() {
    let roles: String = (0..10_000)
        .map(|at| {
            let role = ["aut", "trl", "edt"].get(at % 3).copied().unwrap_or_default();
            format!("<meta refines='#c' property='role'>{role}</meta><meta refines='#c' property='role'>r{at}</meta>")
        })
        .collect();
    let name = "n".repeat(100_000);
    let (epub, _) = of(package(&format!("<dc:creator id='c'>{name}</dc:creator>{roles}"), "", ""));
    let metadata = &epub.manifest().metadata;
    assert_eq!((metadata.author.len(), metadata.translator.len(), metadata.editor.len()), (1, 1, 1));
    assert!(said(&epub) < 1 << 20);
}

#[test]
fn many_who_share_an_id_are_not_multiplied() {
    let people = "<dc:creator id='c'>N</dc:creator>".repeat(3000);
    let metas: String = (0..3000)
        .map(|at| {
            format!("<meta refines='#c' property='alternate-script' xml:lang='l{at}'>N</meta><dc:language>l{at}</dc:language>")
        })
        .collect();
    let (epub, _) = of(package(&(people + &metas), "", ""));
    assert_eq!(epub.manifest().metadata.author.len(), 3000);
    assert!(said(&epub) < 16 << 20, "{}", said(&epub));
}

#[test]
fn a_spine_and_a_list_of_complaints_have_an_end() {
    let spine = "<itemref idref='a'/>".repeat(60_000);
    let (epub, problems) = of(package("", "", &spine));
    assert_eq!(epub.manifest().reading_order.len(), 50_000);
    assert!(problems.iter().any(|problem| problem.code == ProblemCode::PackageIncomplete));
    let (_, problems) = of(package("", "", &"<itemref idref='nobody'/>".repeat(5000)));
    assert_eq!(problems.len(), 1000);
}

#[test]
fn contents_have_an_end() {
    let entries =
        "<li><a href='a.xhtml'>A</a><ol><li><a href='a.xhtml#b'>B</a></li></ol></li>".repeat(26_000);
    let nav = format!("<html><nav epub:type='toc'><ol>{entries}</ol></nav></html>");
    let item = format!(r#"<item id="n" href="n.xhtml" media-type="{XHTML}" properties="nav"/>"#);
    let book = start().deflated("OPS/p.opf", package("", &item, "")).deflated("OPS/n.xhtml", nav);
    assert_eq!(opened(book).0.manifest().toc_entries().len(), 50_000);
}

#[test]
fn entities_come_to_little_and_fetch_nothing() {
    let mut subset = String::from("<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY l0 'lolololololol'>");
    for level in 1..10 {
        subset.push_str(&format!("<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(10)));
    }
    let doctype = format!("<!DOCTYPE package [{subset}]>");
    let metadata = "<dc:creator>&l9;&l8;</dc:creator><dc:creator>by &x;</dc:creator>";
    let (epub, _) = of(doctype.clone() + &package(metadata, "", ""));
    assert!(said(&epub) < 4 << 20);
    let mut authors = epub.manifest().metadata.author.iter().map(|author| author.name.first());
    assert_eq!(authors.next_back(), Some("by"));
    let item = r#"<item id="ncx" href="x.ncx" media-type="application/x-dtbncx+xml"/>"#;
    let ncx = format!(
        "{doctype}<ncx><navMap><navPoint><navLabel><text>&l9;</text></navLabel></navPoint></navMap></ncx>"
    );
    let book = start().deflated("OPS/p.opf", package("", item, "")).deflated("OPS/x.ncx", ncx);
    assert!(said(&opened(book).0) < 4 << 20);
}

#[test]
fn nothing_outside_of_the_book_is_part_of_it() {
    let hrefs = [
        "../../opds",
        "/opds",
        "//evil.example/a",
        "\\\\evil.example\\a",
        "%2e%2e/%2e%2e/opds",
        "..%2f..%2fopds",
        "..\\..\\opds",
        "/.//evil.example",
        "javascript:x",
        "javascript%3Ax",
        " java&#10;script:x",
        "data:text/html,x",
        "file:///etc/passwd",
    ];
    let items: String = (hrefs.iter().enumerate())
        .map(|(at, href)| format!(r#"<item id="i{at}" href="{href}" media-type="{XHTML}"/>"#))
        .collect();
    let spine: String = (0..hrefs.len()).map(|at| format!(r#"<itemref idref="i{at}"/>"#)).collect();
    let entries: String = hrefs.iter().map(|href| format!("<li><a href=\"{href}\">A</a></li>")).collect();
    let nav = format!("<html><nav epub:type='toc'><ol>{entries}</ol></nav></html>");
    let item = format!(r#"<item id="n" href="n.xhtml" media-type="{XHTML}" properties="nav"/>{items}"#);
    let book = start()
        .deflated("OPS/p.opf", package("", &item, &spine))
        .deflated("OPS/n.xhtml", nav)
        .stored("../../opds", "x")
        .stored("/opds", "x");
    let (epub, problems) = opened(book);
    let unsafe_names = problems.iter().filter(|problem| problem.code == ProblemCode::UnsafePath).count();
    assert_eq!(unsafe_names, 2);
    let manifest = epub.manifest();
    for link in manifest.reading_order.iter().chain(&manifest.resources).chain(&manifest.toc) {
        let inside = !url::is_absolute(&link.href)
            && !link.href.starts_with('/')
            && !url::decode(&link.href).split(['/', '\\']).any(|segment| segment == "..");
        let remote = ["//", "javascript:", "data:", "file:"].iter().any(|start| link.href.starts_with(start));
        assert!(inside || remote, "{}", link.href);
        assert!(inside || block_on(epub.resource(&link.href)).is_err(), "{}", link.href);
    }
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    let items = r#"<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>"#;
    let bomb = vec![b' '; 12 << 20];
    let book = start()
        .deflated("OPS/p.opf", package("", items, "<itemref idref='b'/>"))
        .deflated("OPS/b.xhtml", bomb);
    let (epub, _) = opened(book);
    assert_eq!(block_on(epub.resource("OPS/b.xhtml")).unwrap_err().code, ProblemCode::TooLarge);
    assert!(block_on(epub.resource("OPS/a.xhtml")).is_ok());
}
