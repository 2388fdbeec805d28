//! Whole comics, made on the spot.

use pollster::block_on;
use proptest::prelude::*;
use yueli_archive::write::{File, Writer};
use yueli_publication::{Layout, Link, PageSide, Problem, ProblemCode as Code, ReadingProgression};

use super::*;

/// The beginning of a PNG of this size, and `more` bytes after it.
fn png(width: u32, height: u32, more: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(vec![7; more]);
    bytes
}

/// Pages of a usual shape under these names.
fn pages(names: &[&str]) -> Writer {
    names.iter().fold(Writer::new(), |writer, name| writer.stored(name, png(800, 1200, 500)))
}

fn opened(writer: Writer) -> (Comic<Vec<u8>>, Vec<Problem>) {
    block_on(open(writer.finish())).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn failed(bytes: Vec<u8>) -> Vec<Code> {
    codes(&block_on(open(bytes)).map(|_| ()).unwrap_err())
}

fn codes(problems: &[Problem]) -> Vec<Code> {
    problems.iter().map(|problem| problem.code).collect()
}

fn hrefs(links: &[Link]) -> Vec<&str> {
    links.iter().map(|link| link.href.as_str()).collect()
}

fn titles(links: &[Link]) -> Vec<&str> {
    links.iter().map(|link| link.title.as_deref().unwrap_or_default()).collect()
}

fn alone(links: &[Link]) -> Vec<usize> {
    let center = |link: &Link| link.properties.page == Some(PageSide::Center);
    links.iter().enumerate().filter(|(_, link)| center(link)).map(|(index, _)| index).collect()
}

fn text(comic: &Comic<Vec<u8>>, path: &str) -> String {
    String::from_utf8(block_on(comic.resource(path)).unwrap().bytes).unwrap()
}

#[test]
fn pages_are_the_pictures_in_the_order_that_people_expect() {
    let writer =
        pages(&["page 10.png", "page 2.png", "b/1.PNG", "Page 1.png", "a/2.jpg", "__MACOSX/._page 1.png"])
            .stored("Thumbs.db", "x")
            .stored(".DS_Store", "x")
            .stored("notes.txt", "x")
            .stored("plan.svg", "<svg/>");
    let (comic, problems) = opened(writer);
    assert_eq!(problems, []);
    let manifest = comic.manifest();
    let order = ["Page%201.png", "page%202.png", "page%2010.png", "a/2.jpg", "b/1.PNG"];
    assert_eq!(hrefs(&manifest.reading_order), order);
    // What a picture is called counts for less than what it is found to be.
    assert_eq!(manifest.reading_order[3].media_type.as_deref(), Some("image/png"));
    assert_eq!(manifest.metadata.conforms_to, [DIVINA]);
    assert_eq!((manifest.metadata.layout, manifest.metadata.number_of_pages), (Some(Layout::Fixed), Some(5)));
    assert_eq!(manifest.cover().map(|link| link.href.as_str()), Some("Page%201.png"));
    assert_eq!(titles(&manifest.toc), ["a", "b"]);
    assert_eq!(
        (hrefs(&manifest.page_list), titles(&manifest.page_list)),
        (order.to_vec(), vec!["1", "2", "3", "4", "5"])
    );
    assert_eq!(block_on(comic.page_size(4)).unwrap(), Some((800, 1200)));
    assert_eq!(block_on(comic.page_size(5)).unwrap_err().code, Code::ResourceMissing);
}

#[test]
fn every_page_is_a_document_of_the_size_of_its_picture() {
    let info =
        "<ComicInfo><Title>Ink &amp; \"Rain\" &lt;1&gt;</Title><LanguageISO>ja</LanguageISO></ComicInfo>";
    let writer = pages(&["夜/1 of 2.png", "夜/a:b&c#d.png"]).stored("夜/ComicInfo.xml", info);
    let (comic, _) = opened(writer);
    let frames = comic.for_frames();
    let order = ["%E5%A4%9C/1%20of%202.png.xhtml", "%E5%A4%9C/a:b&c%23d.png.xhtml"];
    assert_eq!((hrefs(&frames.reading_order), hrefs(&frames.page_list)), (order.to_vec(), order.to_vec()));
    assert_eq!(frames.metadata, comic.manifest().metadata);
    assert!(frames.spans().iter().all(|span| (span.end - span.start - 0.5).abs() < 1e-9), "a page is a page");
    let page = text(&comic, &format!("{}#x", order[1]));
    for part in [
        "<meta name=\"viewport\" content=\"width=800, height=1200\"/>",
        "<img src=\"./a:b&amp;c%23d.png\" alt=\"2 / 2\" align=\"top\" width=\"800\" height=\"1200\"/>",
        "<title>Ink &amp; &quot;Rain&quot; &lt;1&gt; · 2 / 2</title>",
        "lang=\"ja\"",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    let (_, malformed) = yueli_markup::xml::parse(page.as_bytes());
    assert_eq!(malformed, []);
    let picture = block_on(comic.resource("%E5%A4%9C/a:b&c%23d.png")).unwrap();
    assert_eq!((picture.bytes, picture.media_type), (png(800, 1200, 500), "image/png"));
    for path in ["%E5%A4%9C/ComicInfo.xml", "x.png", "x.png.xhtml", ""] {
        assert_eq!(block_on(comic.resource(path)).unwrap_err().code, Code::ResourceMissing, "{path}");
    }
}

#[test]
fn what_the_reader_must_know_of_pages_comes_from_wherever_it_is_said() {
    let said = "<ComicInfo><Manga>YesAndRightToLeft</Manga><Pages><Page Image='0' Type='Deleted'/>
        <Page Image='1' Type='FrontCover'/><Page Image='3' DoublePage='true' Bookmark='One'/></Pages></ComicInfo>";
    let (comic, _) =
        opened(pages(&["0.png", "1.png", "2.png", "3.png", "4.png"]).deflated("ComicInfo.xml", said));
    let manifest = comic.manifest();
    assert_eq!(hrefs(&manifest.reading_order), ["1.png", "2.png", "3.png", "4.png"]);
    assert_eq!(alone(&manifest.reading_order), [0, 2]);
    assert_eq!(alone(&comic.for_frames().reading_order), [0, 2]);
    assert_eq!(manifest.progression(), ReadingProgression::Rtl);
    assert_eq!((hrefs(&comic.for_frames().toc), titles(&manifest.toc)), (vec!["3.png.xhtml"], vec!["One"]));

    let by_name = pages(&["01.png", "02.png", "03.png", "04-05.png", "06.png"]);
    assert_eq!(alone(&opened(by_name).0.manifest().reading_order), [0, 3]);

    // A picture that is much larger than the others is looked at.
    let by_size =
        pages(&["1.png", "2.png", "3.png", "5.png", "6.png", "7.png", "8.png", "9.png", "10.png", "11.png"]);
    let (comic, _) = opened(by_size.deflated(
        "4.png",
        (0..9000).fold(png(1600, 1200, 0), |mut bytes, number: u32| {
            bytes.extend((number.wrapping_mul(2_654_435_761)).to_le_bytes());
            bytes
        }),
    ));
    assert_eq!(alone(&comic.manifest().reading_order), [0, 3]);
    assert_eq!(comic.manifest().reading_order[3].width, Some(1600));
}

#[test]
fn a_strip_is_scrolled_in_stretches() {
    let mut writer = Writer::new().stored("cover.png", png(800, 1000, 9));
    for number in 1..=45 {
        let folder = if number <= 25 { "ep 1" } else { "ep 2" };
        let bytes = if number == 30 { b"no picture".to_vec() } else { png(800, 9000, 9) };
        writer = writer.stored(&format!("{folder}/{number}.png"), bytes);
    }
    let (comic, _) = opened(writer);
    assert!(comic.is_strip());
    let frames = comic.for_frames();
    assert_eq!((frames.metadata.layout, frames.metadata.overflow.as_deref()), (None, Some("scrolled")));
    let order = ["cover.png.xhtml", "ep%201/1.png.xhtml", "ep%201/21.png.xhtml", "ep%202/26.png.xhtml"];
    assert_eq!(hrefs(&frames.reading_order), order);
    assert_eq!(comic.manifest().reading_order.len(), 46);
    assert_eq!(alone(&frames.reading_order), [0; 0]);
    assert!(frames.reading_order[1].size > frames.reading_order[0].size.map(|size| size * 19));
    assert_eq!(hrefs(&frames.toc), ["ep%201/1.png.xhtml#p2", "ep%202/26.png.xhtml#p27"]);
    assert_eq!(frames.page_list[22].href, "ep%201/21.png.xhtml#p23");
    let stretch = text(&comic, "ep%202/26.png.xhtml");
    assert_eq!((stretch.matches("<img ").count(), stretch.matches(" height=\"9000\"").count()), (20, 19));
    assert!(stretch.contains("<title>27–46 / 46</title>") && stretch.contains("id=\"p27\" src=\"./26.png\""));
    // Pages of a book that are a little tall are no strip, nor is a comic that turns its pages.
    let (tall, _) = opened(Writer::new().stored("1.png", png(800, 1700, 9)));
    assert!(!tall.is_strip());
    let manga = "<ComicInfo><Manga>YesAndRightToLeft</Manga></ComicInfo>";
    let (manga, _) = opened(Writer::new().stored("1.png", png(800, 9000, 9)).stored("ComicInfo.xml", manga));
    assert!(!manga.is_strip());
}

#[test]
fn documents_stay_what_they_are_when_they_are_made_safe() {
    use yueli_markup::document::{RewriteOptions, rewrite};
    let (book, _) = opened(pages(&["a/1.png"]));
    let (strip, _) = opened(Writer::new().stored("a/1.png", png(800, 9000, 9)));
    for (comic, parts) in [
        (
            book,
            [
                "<body marginwidth=\"0\" marginheight=\"0\" bgcolor=\"#ffffff\">",
                " align=\"top\" width=\"800\"",
            ],
        ),
        (strip, ["max-block-size:var(--room,100vh)!important", "class=\"strip\""]),
    ] {
        let mut references = Vec::new();
        let made = block_on(comic.resource("a/1.png.xhtml")).unwrap();
        let safe = rewrite(&made.bytes, &RewriteOptions::default(), &mut |reference| {
            references.push(reference.url().to_owned());
            None
        });
        assert_eq!((safe.media_type, references), (made.media_type, vec!["./1.png".to_owned()]));
        let text = String::from_utf8(safe.bytes).unwrap();
        assert!(safe.problems.is_empty() && parts.iter().all(|part| text.contains(part)), "{text}");
    }
}

#[test]
fn pictures_are_known_by_their_bytes_where_names_say_nothing() {
    let (comic, _) = opened(pages(&["2", "10", "1"]));
    assert_eq!(hrefs(&comic.manifest().reading_order), ["1", "2", "10"]);
    let writer = Writer::new().stored("1.jpg", b"GIF89a\x20\x03\xb0\x04").stored("2.jpg", png(8, 12, 9));
    let (comic, _) = opened(writer);
    assert_eq!(block_on(comic.resource("1.jpg")).unwrap().media_type, "image/gif");
    assert!(text(&comic, "1.jpg.xhtml").contains("width=\"800\" height=\"1200\""));
}

#[test]
fn a_broken_page_harms_only_itself() {
    let file = |name: &str| File { name: name.into(), data: png(800, 1200, 9), ..File::default() };
    let writer = pages(&["0.png", "1.png", "2.png"])
        .stored("3.png", "a letter under the wrong name")
        .file(File { flags: 1, ..file("4.png") })
        .file(File { method: 12, ..file("5.png") })
        .file(File { crc32: Some(1), ..file("6.png") })
        .stored("7.png", "")
        .stored("ComicInfo.xml", "<ComicInfo><Title>Half</Title><Series>");
    let (comic, problems) = opened(writer);
    let mut met = codes(&problems);
    met.dedup();
    assert_eq!(
        met,
        [Code::Malformed, Code::ResourceDamaged, Code::UnsupportedCompression, Code::ResourceDamaged]
    );
    assert_eq!(comic.manifest().metadata.title.first(), "Half");
    assert_eq!(comic.manifest().reading_order.len(), 8);
    for (path, code) in [
        ("3.png.xhtml", Code::ResourceDamaged),
        ("3.png", Code::ResourceDamaged),
        ("4.png.xhtml", Code::Encrypted),
        ("5.png.xhtml", Code::UnsupportedCompression),
        ("7.png.xhtml", Code::ResourceDamaged),
    ] {
        assert_eq!(block_on(comic.resource(path)).unwrap_err().code, code, "{path}");
    }
    // One that was looked at and is none does not speak for all.
    let (two, _) = opened(pages(&["1.png"]).stored("2.png", "a letter"));
    assert_eq!(two.manifest().reading_order.len(), 2);
    let damaged = block_on(comic.resource("6.png")).unwrap();
    assert_eq!(damaged.problem.map(|problem| problem.code), Some(Code::ResourceDamaged));
}

#[test]
fn says_why_it_is_no_comic() {
    let locked = File { name: b"1.png".to_vec(), data: png(8, 12, 9), flags: 1, ..File::default() };
    let packed = File { flags: 0, method: 14, ..locked.clone() };
    let cut = pages(&["1.png"]).finish();
    for (bytes, code) in [
        (Vec::new(), Code::EmptyFile),
        (b"This is a letter.".to_vec(), Code::NotAnArchive),
        (b"Rar!\x1a\x07\0 and so on".to_vec(), Code::UnsupportedFormat),
        (Writer::new().finish(), Code::NothingToRead),
        (Writer::new().stored("readme.txt", "x").finish(), Code::NothingToRead),
        (Writer::new().stored("1.jpg", "x").finish(), Code::NothingToRead),
        (Writer::new().stored("1.jpg", "").finish(), Code::NothingToRead),
        (Writer::new().file(locked).finish(), Code::Encrypted),
        (Writer::new().file(packed).finish(), Code::UnsupportedFormat),
        (cut[..40].to_vec(), Code::Truncated),
    ] {
        assert_eq!(failed(bytes)[0], code);
    }
    let cut = pages(&["1.png", "2.png", "3.png"]).finish();
    let (comic, problems) = block_on(open(cut[..1300].to_vec())).unwrap();
    assert!(comic.manifest().reading_order.len() >= 2 && !problems.is_empty());
}

#[test]
fn comics_are_told_from_other_archives() {
    let is = |writer: Writer| {
        let archive =
            block_on(yueli_archive::Archive::open(writer.finish(), yueli_archive::Limits::default()));
        is_comic(&archive.unwrap().0)
    };
    assert!(is(pages(&["1.png"]).stored("ComicInfo.xml", "x")));
    assert!(!is(pages(&["OPS/1.png"]).stored("OPS/a.opf", "x")));
    assert!(!is(Writer::new().stored("1.txt", "x")));
}

proptest! {
    #[test]
    fn never_panics_on_a_damaged_comic(
        cut in 0_usize..2500,
        flips in prop::collection::vec((0_usize..2500, any::<u8>()), 0..20),
    ) {
        let info = "<ComicInfo><Title>T</Title><Pages><Page Image='0' Type='FrontCover'/></Pages></ComicInfo>";
        let writer = pages(&["a/1.png", "a/2.png"]).deflated("b/3.jpg", b"\xff\xd8\xff\xe0\0\x10".repeat(99));
        let mut bytes = writer.stored("ComicInfo.xml", info).finish();
        for (at, value) in flips {
            if let Some(byte) = bytes.get_mut(at) { *byte = value; }
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok((comic, _)) = block_on(open(bytes)) {
            for manifest in [comic.manifest(), comic.for_frames()] {
                for link in &manifest.reading_order {
                    let _ = block_on(comic.resource(&link.href));
                }
            }
        }
    }

    #[test]
    fn never_panics_on_the_first_bytes_of_anything(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for start in [&b""[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBP", b"GIF8", b"\0\0\0\x18ftypavif"] {
            let _ = picture::look(&[start, &bytes].concat());
        }
    }

    #[test]
    fn any_names_have_an_order_and_any_text_is_read(names in prop::collection::vec("[a-c0-9０-９/. -]{0,9}", 0..20), said in ".{0,200}") {
        let mut sorted = names;
        sorted.sort_by_key(|name| natural::key(name));
        prop_assert!(sorted.windows(2).all(|pair| natural::key(&pair[0]) <= natural::key(&pair[1])));
        let xml = format!("<ComicInfo><Title>{said}</Title><Number>{said}</Number><Writer>{said}</Writer></ComicInfo>");
        let _ = info::read(&yueli_markup::xml::parse(xml.as_bytes()).0);
    }
}
