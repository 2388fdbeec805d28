use std::path::PathBuf;

use super::*;

const PACKAGE: &str = r#"<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:x</dc:identifier><dc:title>T</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessibilityFeature">none</meta>
<meta property="schema:accessibilitySummary">Plain.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="a"/></spine>
</package>"#;

fn work(package: &str, page: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_owned();
    fs::create_dir_all(path.join("text")).unwrap();
    fs::write(path.join("package.opf"), package).unwrap();
    fs::write(path.join("cover.jpg"), "").unwrap();
    fs::write(path.join("nav.xhtml"), "<html><a href=\"text/a.xhtml#one\">A</a></html>").unwrap();
    fs::write(path.join("text/a.xhtml"), page).unwrap();
    (dir, path)
}

const PAGE: &str = "<!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\"><p id=\"one\">…</p></html>";

fn faults(package: &str, page: &str) -> Vec<String> {
    let (_keep, path) = work(package, page);
    lint(&path).unwrap()
}

#[test]
fn a_good_work_has_no_faults() {
    assert_eq!(faults(PACKAGE, PAGE), Vec::<String>::new());
}

#[test]
fn each_fault_is_named() {
    let cases = [
        (PACKAGE.replace("<dc:language>en</dc:language>", ""), "no dc:language"),
        (PACKAGE.replace("unique-identifier=\"id\"", "unique-identifier=\"no\""), "names no dc:identifier"),
        (PACKAGE.replace("href=\"cover.jpg\"", "href=\"gone.jpg\""), "lists gone.jpg"),
        (PACKAGE.replace("image/jpeg", "image/png"), "says that cover.jpg is image/png"),
        (PACKAGE.replace("idref=\"a\"", "idref=\"b\""), "names b, which is not in the manifest"),
        (PACKAGE.replace("properties=\"nav\"", ""), "0 items that are the navigation document"),
        (PACKAGE.replace("id=\"cover\"", "id=\"a\""), "the id \"a\" twice"),
        ("<package".to_owned(), "package.opf is not XML"),
    ];
    for (package, expected) in cases {
        let found = faults(&package, PAGE);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn pages_are_read() {
    let cases = [
        ("<p id='one'><br></p>", "text/a.xhtml is not XML"),
        ("<p id='one'><i id='one'/></p>", "the id \"one\" twice"),
        ("<p id='two'/>", "an id that text/a.xhtml does not have"),
        ("<p id='one'><img src='../cover.jpg'/></p>", "no alt text"),
        ("<p id='one'><a href='b.xhtml'/></p>", "leads to text/b.xhtml"),
    ];
    for (page, expected) in cases {
        let found = faults(PACKAGE, page);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{expected}: {found:?}");
    }
}

#[test]
fn a_file_that_no_one_lists_is_named() {
    let (_keep, path) = work(PACKAGE, PAGE);
    fs::write(path.join("left.css"), "").unwrap();
    assert_eq!(lint(&path).unwrap(), ["left.css is not in the manifest"]);
}
