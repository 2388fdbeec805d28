//! Whole books, made on the spot.

use pollster::block_on;
use proptest::prelude::*;
use yueli_archive::write::{File, Writer};
use yueli_publication::{Layout, Link, Problem, ProblemCode as Code};

use super::*;
use crate::obfuscation::Obfuscation;

const CONTAINER: &str = r#"<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
const XHTML: &str = "application/xhtml+xml";
const ID: &str = "urn:uuid:00112233-4455-6677-8899-aabbccddeeff";

/// A package with these items (`id href type rest`, one in a line) and this spine.
fn package(items: &str, spine: &str, rest: &str) -> String {
    let items = items.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let mut words = line.splitn(4, ' ');
        let mut next = || words.next().unwrap_or_default();
        let (id, href, kind, more) = (next(), next(), next(), next());
        format!(r#"<item id="{id}" href="{href}" media-type="{kind}" {more}/>"#)
    });
    let items: String = items.collect();
    let itemrefs: String = spine.split(' ').map(|id| format!(r#"<itemref idref="{id}"/>"#)).collect();
    format!(
        r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
        <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id"> {ID} </dc:identifier>
        <dc:title>T</dc:title><dc:language>en</dc:language><meta name="cover" content="c"/></metadata>
        <manifest>{items}</manifest><spine toc="ncx">{itemrefs}</spine>{rest}</package>"#
    )
}

fn start() -> Writer {
    Writer::new().stored("mimetype", "application/epub+zip").deflated("META-INF/container.xml", CONTAINER)
}

fn with(package: String) -> Writer {
    start()
        .deflated("OPS/package.opf", package)
        .deflated("OPS/a.xhtml", "<html/>")
        .deflated("OPS/b c.xhtml", "<html/>")
}

fn opened(writer: Writer) -> (Epub<Vec<u8>>, Vec<Problem>) {
    block_on(open(writer.finish())).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn codes(problems: &[Problem]) -> Vec<Code> {
    problems.iter().map(|problem| problem.code).collect()
}

fn hrefs(links: &[Link]) -> Vec<&str> {
    links.iter().map(|link| link.href.as_str()).collect()
}

#[test]
fn a_book_of_version_3() {
    let items = format!(
        "a a.xhtml {XHTML} properties='scripted mathml' media-overlay='m'\nb b%20c.xhtml {XHTML}\nnav nav.xhtml {XHTML} properties='nav'
        c cover.jpg image/jpg properties='cover-image'\nm a.smil application/smil+xml\nr http://example.org/x.mp3 audio/mpeg\ng gone.css text/css"
    );
    let nav = r#"<html xmlns:epub="http://www.idpf.org/2007/ops"><nav epub:type="toc"><ol><li><a href="a.xhtml#x">A</a></li></ol></nav></html>"#;
    let writer = with(package(&items, "a b a", ""))
        .stored("OPS/nav.xhtml", nav)
        .stored("OPS/cover.jpg", b"\xff\xd8")
        .stored("OPS/a.smil", "<smil/>");
    let (epub, problems) = opened(writer);
    let manifest = epub.manifest();
    assert_eq!(codes(&problems), [Code::ResourceMissing]);
    assert_eq!(hrefs(&manifest.reading_order), ["OPS/a.xhtml", "OPS/b%20c.xhtml", "OPS/a.xhtml"]);
    assert_eq!(
        hrefs(&manifest.resources),
        ["OPS/nav.xhtml", "OPS/cover.jpg", "OPS/a.smil", "http://example.org/x.mp3"]
    );
    assert_eq!(manifest.reading_order[0].properties.contains, ["js", "mathml"]);
    assert_eq!(manifest.reading_order[0].size, Some(7));
    assert_eq!(hrefs(&manifest.reading_order[0].alternate), ["OPS/a.smil"]);
    assert_eq!(hrefs(&manifest.toc), ["OPS/a.xhtml#x"]);
    assert_eq!(manifest.cover().map(|link| link.href.as_str()), Some("OPS/cover.jpg"));
    for (path, media_type) in [
        ("OPS/b%20c.xhtml#x", XHTML),
        ("OPS/b%20c.xhtml?q=1#x", XHTML),
        ("OPS/A.xhtml", XHTML),
        ("OPS/cover.jpg", "image/jpeg"),
        ("META-INF/container.xml", "application/xml"),
    ] {
        assert_eq!(block_on(epub.resource(path)).unwrap().media_type, media_type, "{path}");
    }
    assert_eq!(block_on(epub.range("OPS/a.xhtml", 1, 4)).unwrap(), b"html");
    assert_eq!(block_on(epub.resource("OPS/gone.css")).unwrap_err().code, Code::ResourceMissing);
}

#[test]
fn a_book_of_version_2() {
    let items = format!(
        "a a.xhtml {XHTML}\nb b%20c.xhtml {XHTML}\nc i/c.png image/png\nncx toc.ncx application/x-dtbncx+xml"
    );
    let guide = r#"<guide><reference type="text" title="Start" href="a.xhtml"/></guide>"#;
    let ncx = r#"<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>"#;
    let options = r#"<display_options><platform name="*"><option name="fixed-layout">true</option></platform></display_options>"#;
    let (epub, problems) = opened(
        with(package(&items, "a b", guide))
            .stored("OPS/toc.ncx", ncx)
            .stored("OPS/i/c.png", "png")
            .stored("META-INF/com.apple.ibooks.display-options.xml", options),
    );
    let manifest = epub.manifest();
    assert_eq!(problems, []);
    assert_eq!(manifest.toc[0].title.as_deref(), Some("One"));
    assert!(manifest.landmarks[0].has_rel("bodymatter"));
    assert_eq!(manifest.cover().map(|link| link.href.as_str()), Some("OPS/i/c.png"));
    assert_eq!(manifest.metadata.layout, Some(Layout::Fixed));
}

#[test]
fn a_cover_page_gives_its_picture() {
    let items = format!("a a.xhtml {XHTML}\np cover.xhtml {XHTML}\nx i/front.png image/png");
    let guide = r#"<guide><reference type="cover" href="cover.xhtml"/></guide>"#;
    let svg = r#"<html><svg xmlns:xlink="x"><image xlink:href="i/front.png"/></svg></html>"#;
    let (epub, _) = opened(
        with(package(&items, "a", guide)).stored("OPS/cover.xhtml", svg).stored("OPS/i/front.png", "png"),
    );
    assert_eq!(epub.manifest().cover().map(|link| link.href.as_str()), Some("OPS/i/front.png"));
}

#[test]
fn foreign_documents_are_replaced_by_their_fallbacks() {
    let items = format!(
        "x x.xml application/xml fallback='y'\ny y.psd image/x-psd fallback='a'\na a.xhtml {XHTML}
        p p.psd image/x-psd fallback='q'\nq q.psd image/x-psd fallback='p'\nz z.xml application/xml"
    );
    let mut writer = with(package(&items, "x z", ""));
    for name in ["x.xml", "y.psd", "p.psd", "q.psd", "z.xml"] {
        writer = writer.stored(&format!("OPS/{name}"), "x");
    }
    let (epub, _) = opened(writer);
    let manifest = epub.manifest();
    assert_eq!(hrefs(&manifest.reading_order), ["OPS/a.xhtml", "OPS/z.xml"]);
    assert_eq!(hrefs(&manifest.reading_order[0].alternate), ["OPS/x.xml"]);
    assert_eq!(hrefs(&manifest.resources), ["OPS/y.psd", "OPS/p.psd", "OPS/q.psd"]);
    assert_eq!(hrefs(&manifest.resources[1].alternate), ["OPS/q.psd"]);
}

#[test]
fn what_browsers_do_not_show_is_answered_with_its_fallback() {
    for (own, fallbacks, expected) in [
        ("image/psd", "x.tif image/tiff > y.png image/png", "y.png"),
        ("image/jxl", "y.png image/png", "y.png"),
        ("image/jxl", "", "own"),
        ("image/webp", "y.png image/png", "own"),
        ("audio/x-ms-wma", "y.mp3 audio/mpeg", "y.mp3"),
        ("audio/ogg; codecs=opus", "y.mp3 audio/mpeg", "own"),
        ("video/quicktime", "y.mp4 video/mp4", "y.mp4"),
        ("application/pdf", "y.xhtml application/xhtml+xml", "y.xhtml"),
        ("application/x-game", "y.js text/javascript > z.png image/png", "z.png"),
        ("text/css", "y.png image/png", "own"),
        ("application/x-font-ttf", "y.png image/png", "own"),
    ] {
        let chain: Vec<Vec<&str>> = fallbacks.split(" > ").map(|one| one.split(' ').collect()).collect();
        let mut items = format!("a a.xhtml {XHTML}");
        let own = own.replace("; ", ";");
        items.push_str(&format!("\no own {own} fallback='f0'"));
        let mut writer = start().stored("OPS/a.xhtml", "<html/>").stored("OPS/own", "own");
        for (index, one) in chain.iter().filter(|one| one.len() == 2).enumerate() {
            items.push_str(&format!("\nf{index} {} {} fallback='f{}'", one[0], one[1], index + 1));
            writer = writer.stored(&format!("OPS/{}", one[0]), one[0]);
        }
        let (epub, _) = opened(writer.deflated("OPS/package.opf", package(&items, "a", "")));
        let resource = block_on(epub.resource("OPS/own")).unwrap();
        assert_eq!(String::from_utf8(resource.bytes).unwrap(), expected, "{own} {fallbacks}");
    }
}

#[test]
fn a_document_has_the_lexicons_that_it_names() {
    let head = "<html><head><link rel='pronunciation' hreflang='en' href='s/en.pls'/>
        <link rel='pronunciation' href='gone.pls'/><link rel='pronunciation' href='https://example.org/x.pls'/></head></html>";
    let items = format!("a a.xhtml {XHTML}\nl s/en.pls application/pls+xml");
    let pls = "<lexicon><lexeme><grapheme>quay</grapheme><alias>key</alias></lexeme></lexicon>";
    let book = start().stored("OPS/a.xhtml", head).stored("OPS/s/en.pls", pls);
    let (epub, _) = opened(book.deflated("OPS/package.opf", package(&items, "a", "")));
    let lexicons = block_on(epub.lexicons("OPS/a.xhtml")).unwrap();
    let lexeme = Lexeme { graphemes: vec!["quay".into()], spoken: vec![Spoken::Alias("key".into())] };
    assert_eq!(lexicons, [Lexicon { language: "en".into(), lexemes: vec![lexeme] }]);
    assert!(epub.manifest().resources.iter().any(|link| link.is_type("application/pls+xml")));
}

#[test]
fn a_broken_book_is_read_as_far_as_it_goes() {
    let items = format!("a a.xhtml {XHTML}\nb b%20c.xhtml {XHTML}");
    let plain = |items: &str, spine: &str| package(items, spine, "");
    let bare =
        |name: &str, package: String| Writer::new().stored(name, package).stored("OPS/a.xhtml", "<html/>");
    for (what, writer, order, expected) in [
        (
            "no container",
            bare("OPS/book.opf", plain("a a.xhtml application/xhtml+xml", "a")),
            1,
            vec![Code::ContainerMissing],
        ),
        (
            "a container that names nothing",
            start().stored("x/y.opf", plain("a ../OPS/a.xhtml x", "a")).stored("OPS/a.xhtml", ""),
            1,
            vec![Code::ContainerMissing],
        ),
        ("a spine that names nothing", with(plain(&items, "no")), 2, vec![Code::PackageIncomplete; 2]),
        (
            "a document that is not there",
            with(plain(&format!("{items}\nc no.xhtml {XHTML}"), "a c b")),
            2,
            vec![Code::ResourceMissing],
        ),
        (
            "a package cut off",
            with(plain(&items, "a b").replace("</package>", "<")),
            2,
            vec![Code::Malformed],
        ),
        (
            "no metadata",
            with(plain(&items, "a").replace("metadata", "meta-data")),
            1,
            vec![Code::PackageIncomplete; 3],
        ),
    ] {
        let (epub, problems) = opened(writer);
        let mut codes = codes(&problems);
        assert_eq!(codes.pop(), Some(Code::NavigationMissing), "{what}");
        assert_eq!((epub.manifest().reading_order.len(), codes), (order, expected), "{what}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let items = format!("a a.xhtml {XHTML}");
    let good = with(package(&items, "a", "")).finish();
    let encryption = |uri: &str| {
        format!(
            r#"<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod
            Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><enc:CipherData><enc:CipherReference URI="{uri}"/></enc:CipherData>
            </enc:EncryptedData></encryption>"#
        )
    };
    let locked = |uri: &str| {
        with(package(&items, "a", "")).stored("META-INF/encryption.xml", encryption(uri)).finish()
    };
    for (bytes, expected) in [
        (Vec::new(), Code::EmptyFile),
        (b"%PDF-1.7".to_vec(), Code::NotAnArchive),
        (Writer::new().stored("word/document.xml", "x").finish(), Code::UnsupportedFormat),
        (start().finish(), Code::PackageMissing),
        (start().stored("OPS/package.opf", "no xml").finish(), Code::PackageUnreadable),
        (start().stored("OPS/package.opf", package("a no.xhtml x", "a", "")).finish(), Code::NothingToRead),
        (good[..60].to_vec(), Code::Truncated),
        (good[..200].to_vec(), Code::Truncated),
        (locked("OPS/a.xhtml"), Code::Encrypted),
        (locked("OPS/package.opf"), Code::Encrypted),
        (
            start()
                .file(File {
                    name: b"OPS/package.opf".to_vec(),
                    data: b"x".to_vec(),
                    flags: 1,
                    ..File::default()
                })
                .finish(),
            Code::Encrypted,
        ),
    ] {
        let problems = block_on(open(bytes)).err().unwrap();
        assert_eq!(problems[0].code, expected, "{problems:?}");
    }
}

#[test]
fn obfuscated_fonts_come_out_plain_and_other_encryption_is_said() {
    let font: Vec<u8> = (0..3000).map(|index| (index % 251) as u8).collect();
    let with_key = |obfuscation: Obfuscation| {
        let mut bytes = font.clone();
        obfuscation.apply(&mut bytes);
        bytes
    };
    let data = |algorithm: &str, uri: &str| {
        format!(
            "<EncryptedData><EncryptionMethod Algorithm='{algorithm}'/><CipherData><CipherReference URI='{uri}'/></CipherData>
            <EncryptionProperties><EncryptionProperty><Compression Method='8' OriginalLength='9'/></EncryptionProperty></EncryptionProperties></EncryptedData>"
        )
    };
    let encryption = [
        data(obfuscation::IDPF, "OPS/i%20f.otf"),
        data(obfuscation::ADOBE, "OPS/adobe.otf"),
        data("urn:secret", "OPS/b%20c.xhtml"),
    ];
    let items =
        format!("a a.xhtml {XHTML}\nb b%20c.xhtml {XHTML}\ni i%20f.otf font/otf\no adobe.otf font/otf");
    let (epub, _) = opened(
        with(package(&items, "a b", ""))
            .stored("META-INF/encryption.xml", format!("<encryption>{}</encryption>", encryption.concat()))
            .deflated("OPS/i f.otf", with_key(Obfuscation::idpf(ID)))
            .deflated("OPS/adobe.otf", with_key(Obfuscation::adobe(ID).unwrap())),
    );
    for path in ["OPS/i%20f.otf", "OPS/adobe.otf"] {
        assert_eq!(block_on(epub.resource(path)).unwrap().bytes, font, "{path}");
        assert_eq!(block_on(epub.range(path, 1000, 100)).unwrap(), font[1000..1100], "{path}");
        assert!(block_on(epub.range(path, 5000, 1)).unwrap().is_empty());
    }
    let encrypted = epub.manifest().reading_order[1].properties.encrypted.as_ref().unwrap();
    assert_eq!((encrypted.algorithm.as_str(), encrypted.original_length), ("urn:secret", Some(9)));
    assert_eq!(block_on(epub.resource("OPS/b%20c.xhtml")).unwrap_err().code, Code::Encrypted);
}

#[test]
fn a_cut_book_opens_where_its_package_is_whole() {
    let items = format!("a a.xhtml {XHTML}\nz z.png image/png");
    let bytes = with(package(&items, "a", "")).stored("OPS/z.png", vec![1; 5000]).finish();
    let (epub, problems) = block_on(open(bytes[..bytes.len() - 1000].to_vec())).unwrap();
    assert_eq!(codes(&problems), [Code::ResourceDamaged, Code::Malformed, Code::NavigationMissing]);
    let picture = block_on(epub.resource("OPS/z.png")).unwrap();
    assert_eq!(picture.problem.map(|problem| problem.code), Some(Code::ResourceDamaged));
    assert!(picture.bytes.len() > 3000);
}

proptest! {
    #[test]
    fn never_panics_on_a_damaged_package(
        cuts in prop::collection::vec((0_usize..1500, 0_usize..40, "[<>/&;'\"= a-z%#:.é-]{0,12}"), 1..5),
    ) {
        let items = format!("a a.xhtml {XHTML} fallback='b'\nb b%20c.xhtml {XHTML} properties='nav'\nncx a.xhtml x");
        let mut package = package(&items, "a b", "<guide><reference type='cover' href='a.xhtml'/></guide>");
        for (at, len, text) in cuts {
            let end = (at + len).min(package.len());
            if package.is_char_boundary(at.min(package.len())) && package.is_char_boundary(end) {
                package.replace_range(at.min(end)..end, &text);
            }
        }
        if let Ok((epub, _)) = block_on(open(with(package).finish())) {
            for link in epub.manifest().reading_order.iter().chain(&epub.manifest().resources) {
                let _ = block_on(epub.resource(&link.href));
            }
        }
    }
}
