//! Whole files, written by `made`, as they are read.

mod made;

use made::{Made, Page, file, stream};
use proptest::prelude::*;
use yueli_pdf::{File, Pdf};
use yueli_publication::{Link, PageSide, ProblemCode, ReadingProgression};

const PLAIN: Made<'static> = Made { more: "", pages: &[], others: &[], info: "" };

fn titles(links: &[Link]) -> Vec<(&str, &str)> {
    links.iter().map(|link| (link.title.as_deref().unwrap_or_default(), link.href.as_str())).collect()
}

#[test]
fn a_file_says_what_it_is() {
    let xmp = stream(
        "/Type/Metadata/Subtype/XML",
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Description><dc:title><r:Alt><r:li>Of Tea</r:li></r:Alt></dc:title>
        <dc:creator><r:Seq><r:li>Lin Mo</r:li><r:li>Ada Quay</r:li></r:Seq></dc:creator></r:Description></r:RDF></x:xmpmeta>"#,
    );
    let pages: [Page<'_>; 1] = [("", &[])];
    for (name, made, title, authors, language) in [
        (
            "the dictionary",
            Made {
                more: "/Lang(en-GB)",
                pages: &pages,
                info: "/Title(Walking)/Author(Ada Quay; Lin Mo)/CreationDate(D:20240305)",
                ..PLAIN
            },
            "Walking",
            vec!["Ada Quay", "Lin Mo"],
            "en-GB",
        ),
        ("unicode", Made { pages: &pages, info: "/Title<FEFF96055386>", ..PLAIN }, "阅历", vec![], "und"),
        (
            "a name of a file is no title",
            Made { pages: &pages, info: "/Title(Microsoft Word - tea.doc)", ..PLAIN },
            "",
            vec![],
            "und",
        ),
        (
            "XMP",
            Made { more: "/Metadata 7 0 R", pages: &pages, others: &[&xmp], info: "/Title(Old)" },
            "Of Tea",
            vec!["Lin Mo", "Ada Quay"],
            "und",
        ),
    ] {
        let file = File::from_bytes(made.bytes(), "").unwrap();
        let (pdf, problems) = Pdf::new(&file);
        let metadata = &pdf.manifest().metadata;
        assert_eq!(problems, [], "{name}");
        assert_eq!(metadata.title.first(), title, "{name}");
        assert_eq!(metadata.author_names("en"), authors, "{name}");
        assert_eq!(metadata.main_language(), language, "{name}");
        assert_eq!(metadata.number_of_pages, Some(1), "{name}");
    }
}

#[test]
fn bookmarks_labels_and_links_lead_to_pages() {
    let link = "/Annots[<</Type/Annot/Subtype/Link/Rect[50 480 100 500]/Dest/two>>\
        <</Type/Annot/Subtype/Link/Rect[50 400 100 420]/A<</S/URI/URI(https://example.org/?a&b)>>>>\
        <</Type/Annot/Subtype/Link/Rect[50 300 100 320]/A<</S/URI/URI(javascript:alert\\(1\\))>>>>]";
    let made = Made {
        more: "/Outlines 11 0 R/Dests<</two[7 0 R/Fit]>>\
            /PageLabels<</Nums[0<</S/r>>1<</S/D/P(A-)/St 5>>]>>/ViewerPreferences<</Direction/R2L>>",
        pages: &[
            (link, &[(50.0, 485.0, 12.0, "See two")]),
            ("/Rotate 90", &[(50.0, 550.0, 20.0, "The Second"), (50.0, 500.0, 12.0, "Words of it.")]),
            ("", &[]),
        ],
        others: &[
            "<</First 12 0 R/Last 13 0 R/Count 2>>",
            "<</Title(The second)/Parent 11 0 R/Dest(two)/Next 13 0 R/First 14 0 R>>",
            "<</Title(Round)/Parent 11 0 R/A<</S/GoTo/D[9 0 R/XYZ 0 0 0]>>/Next 12 0 R>>",
            "<</Title(Nowhere)/Parent 12 0 R>>",
        ],
        ..PLAIN
    };
    // A name in a string is looked for where strings are, which is empty here: the older way knows it too.
    let file = File::from_bytes(made.bytes(), "").unwrap();
    let (pdf, problems) = Pdf::new(&file);
    assert_eq!(problems, [], "bookmarks that run in a circle end where it closes");
    let manifest = pdf.manifest();
    assert_eq!(titles(&manifest.toc), [("The second", "page-2.xhtml"), ("Round", "page-3.xhtml")]);
    assert_eq!(titles(&manifest.toc[0].children), [("Nowhere", "")]);
    let labels: Vec<&str> = manifest.page_list.iter().filter_map(|link| link.title.as_deref()).collect();
    assert_eq!(labels, ["i", "A-5", "A-6"]);
    assert_eq!(manifest.metadata.reading_progression, Some(ReadingProgression::Rtl));
    let order = &manifest.reading_order;
    assert_eq!(
        (order[0].width, order[0].height, order[0].properties.page),
        (Some(400), Some(600), Some(PageSide::Center))
    );
    assert_eq!(
        (order[1].width, order[1].height, order[1].properties.page),
        (Some(600), Some(400), Some(PageSide::Center))
    );
    let first = document(&pdf, 1);
    assert!(first.contains("<a href=\"page-2.xhtml\" aria-label=\"See two\" style=\"left:50px;top:100px;width:50px;height:20px\">"), "{first}");
    assert!(
        first.contains("href=\"https://example.org/?a&amp;b\" aria-label=\"https://example.org/?a&amp;b\""),
        "{first}"
    );
    assert!(!first.contains("javascript"), "{first}");
    let second = document(&pdf, 2);
    assert!(second.contains("<h1><svg"), "the bookmark's page has its heading: {second}");
    assert!(second.contains("aria-label=\"A-5 (2 / 3)\""), "{second}");
    // Turned with its page.
    assert!(second.contains("transform=\"rotate(90 550 50)\""), "{second}");
}

fn document(pdf: &Pdf<'_>, page: usize) -> String {
    let document = pdf.resource(&format!("page-{page}.xhtml"));
    assert!(document.as_ref().is_ok_and(|document| document.media_type == "application/xhtml+xml"));
    document.map(|document| String::from_utf8_lossy(&document.bytes).into_owned()).unwrap_or_default()
}

#[test]
fn a_document_has_the_words_that_are_searched_and_no_others() {
    let made = Made {
        pages: &[(
            "",
            &[
                (50.0, 500.0, 12.0, "Fish & <chips> \\(hot\\)"),
                (50.0, 486.0, 12.0, "and hyphen-"),
                (50.0, 472.0, 12.0, "ated words."),
            ],
        )],
        ..PLAIN
    };
    let file = File::from_bytes(made.bytes(), "").unwrap();
    let (pdf, _) = Pdf::new(&file);
    assert_eq!(pdf.words(0), "Fish & <chips> (hot) and hyphenated words.\n");
    let document = document(&pdf, 1);
    let tree = roxmltree::Document::parse_with_options(
        &document,
        roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
    )
    .unwrap();
    let body = tree.descendants().find(|node| node.has_tag_name("body")).unwrap();
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let shown: String =
        body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    assert_eq!(letters(&shown), letters(&pdf.words(0)));
}

#[test]
fn a_page_is_drawn_as_large_as_it_is_wanted_within_reason() {
    let made =
        Made { pages: &[("", &[(50.0, 300.0, 80.0, "III")]), ("/MediaBox[0 0 14400 14400]", &[])], ..PLAIN };
    let file = File::from_bytes(made.bytes(), "").unwrap();
    let (pdf, _) = Pdf::new(&file);
    let picture = pdf.picture(0, 200).unwrap();
    assert_eq!((picture.width, picture.height), (200, 300));
    let dark = picture.pixels.chunks_exact(4).filter(|pixel| pixel[0] < 128).count();
    assert!((100..20_000).contains(&dark), "letters are drawn: {dark}");
    for (page, width) in [(0, u32::MAX), (1, u32::MAX), (1, 0)] {
        let picture = pdf.picture(page, width).unwrap();
        assert!(f64::from(picture.width) * f64::from(picture.height) <= yueli_pdf::MOST_PIXELS);
    }
    let bmp = pdf.resource("pictures/1/100.bmp").unwrap();
    assert_eq!((bmp.media_type, bmp.bytes.len()), ("image/bmp", 54 + 300 * 150));
    for path in [
        "pictures/0/100.bmp",
        "pictures/3/100.bmp",
        "page-3.xhtml",
        "page-0.xhtml",
        "page-x.xhtml",
        "",
        "../x",
    ] {
        assert_eq!(pdf.resource(path).unwrap_err().code, ProblemCode::ResourceMissing, "{path}");
    }
}

#[test]
fn what_cannot_be_read_says_why() {
    let plain = Made { pages: &[("", &[])], ..PLAIN }.bytes();
    let locked = made::with_trailer(
        &["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Count 0/Kids[]>>".into()],
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(12345678901234567890123456789012)/U(12345678901234567890123456789012)>>",
    );
    let strange = made::with_trailer(
        &["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Count 0/Kids[]>>".into()],
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 77/R 99/P -4/O(1)/U(1)>>",
    );
    for (name, bytes, expected) in [
        ("nothing", Vec::new(), ProblemCode::EmptyFile),
        ("a letter", b"Dear reader".to_vec(), ProblemCode::NotAPdf),
        ("half of it", plain[..60].to_vec(), ProblemCode::Truncated),
        ("no pages", file(&["<</Type/Catalog>>".into()]), ProblemCode::PackageUnreadable),
        ("a password", locked.clone(), ProblemCode::PasswordNeeded),
        ("a lock of another kind", strange, ProblemCode::Encrypted),
    ] {
        assert_eq!(File::from_bytes(bytes, "").unwrap_err().code, expected, "{name}");
    }
    assert_eq!(File::from_bytes(locked, "tea").unwrap_err().code, ProblemCode::PasswordWrong);
    // A directory that is broken is made anew.
    let text = String::from_utf8(plain).unwrap().replace("startxref\n", "startxref\n9");
    assert!(File::from_bytes(text.into_bytes(), "").is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is broken in a file, all that is ours comes back from it.
    #[test]
    fn broken_files_are_read_as_far_as_they_go(at in 0_usize..2000, byte in any::<u8>(), cut in 0_usize..400) {
        let link = "/Annots[<</Type/Annot/Subtype/Link/Rect[50 480 100 500]/Dest/two>>]";
        let made = Made {
            more: "/Outlines 9 0 R/Dests<</two[7 0 R/Fit]>>/PageLabels<</Nums[0<</S/r>>1<</S/D/P(A-)/St 5>>]>>",
            pages: &[(link, &[(50.0, 485.0, 12.0, "See two")]), ("", &[(50.0, 550.0, 20.0, "The Second")])],
            others: &["<</First 10 0 R>>", "<</Title(The second)/Dest/two/Next 10 0 R>>"],
            info: "/Title(Walking)",
        };
        let mut bytes = made.bytes();
        let len = bytes.len();
        bytes[at % len] = byte;
        bytes.truncate(len - cut.min(len));
        if let Ok(file) = File::from_bytes(bytes, "") {
            let (pdf, _) = Pdf::new(&file);
            for page in 0..pdf.page_count().min(3) {
                let words = pdf.words(page);
                prop_assert!(words.len() < 1000);
                let path = format!("page-{}.xhtml", page + 1);
                prop_assert!(pdf.resource(&path).is_ok());
            }
        }
    }
}

#[test]
fn chinese_in_a_font_that_is_only_named_is_text_that_is_seen() {
    for (encoding, content, expected) in [
        ("UniGB-UCS2-H", "BT /C 20 Tf 50 500 Td <4E2D65873002> Tj ET", ("writing-mode", false)),
        (
            "UniGB-UCS2-V",
            "BT /C 20 Tf 350 500 Td <4E2D65873002> Tj ET",
            ("writing-mode=\"vertical-rl\"", true),
        ),
    ] {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</C 5 0 R>>>>>>"
                .to_owned(),
            stream("", content),
            format!(
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts[6 0 R]>>"
            ),
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 7 0 R\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
                .to_owned(),
            "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0\
             /Ascent 880/Descent -120/CapHeight 700/StemV 93>>"
                .to_owned(),
        ];
        let file = File::from_bytes(file(&objects), "").unwrap();
        let (pdf, _) = Pdf::new(&file);
        assert_eq!(pdf.words(0), "中文。\n", "{encoding}");
        let document = document(&pdf, 1);
        assert!(document.contains("<text class=\"seen\""), "{encoding}: {document}");
        assert_eq!(document.contains(expected.0), expected.1, "{encoding}: {document}");
        let white = pdf.picture(0, 100).unwrap();
        assert!(white.pixels.iter().all(|byte| *byte == 255), "{encoding}: nothing else is drawn there");
    }
}
