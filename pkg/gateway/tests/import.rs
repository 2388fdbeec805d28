//! From files to the library: what is taken, what is not, and what happens while it runs.

mod support;

use std::time::Duration;

use support::{
    Library,
    epub::{Book, png, zipped},
    titles,
};

fn encryption(uri: &str) -> String {
    format!(
        r#"<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
        xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
        <enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
        <enc:CipherData><enc:CipherReference URI="{uri}"/></enc:CipherData></enc:EncryptedData></encryption>"#
    )
}

/// What says that a resource is opened by a licence of Readium LCP.
fn licensed(uri: &str) -> String {
    let key = r##"<KeyInfo><RetrievalMethod URI="license.lcpl#/encryption/content_key"/></KeyInfo><enc:CipherData>"##;
    encryption(uri).replace("<enc:CipherData>", key)
}

/// Broken and foreign files, and the problem that each is listed with.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let book = Book::titled("Broken");
    let whole = Book { cover: Some((300, 400)), ..book.clone() }.epub();
    vec![
        ("empty.epub", Vec::new(), "empty-file"),
        ("nonsense.epub", b"This is no book.".to_vec(), "not-an-archive"),
        ("cut.epub", whole[..60].to_vec(), "truncated"),
        ("locked.epub", book.with("META-INF/encryption.xml", encryption("OPS/one.xhtml")), "encrypted"),
        ("bomb.epub", book.with("OPS/package.opf", vec![b' '; 40 << 20]), "too-large"),
        ("no-package.epub", book.without("OPS/package.opf"), "package-missing"),
        ("no-xml.epub", book.with("OPS/package.opf", "not XML at all"), "package-unreadable"),
        ("no-text.epub", book.without("OPS/one.xhtml"), "nothing-to-read"),
        ("plain.epub", zipped(&[("readme.txt", b"hello".to_vec())]), "unsupported-format"),
        ("scan.pdf", b"%PDF-1.7".to_vec(), "truncated"),
        ("letter.pdf", b"Dear reader".to_vec(), "not-a-pdf"),
        ("no-picture.cbz", zipped(&[("1.jpg", b"x".to_vec())]), "nothing-to-read"),
        ("no-page.cbz", zipped(&[("readme.txt", b"x".to_vec())]), "nothing-to-read"),
        ("no-zip.cbz", b"This is no comic.".to_vec(), "not-an-archive"),
        ("rar.cbz", b"Rar!\x1a\x07\0 and so on".to_vec(), "unsupported-format"),
        ("comic.cbr", b"Rar!\x1a\x07\x01\0 and so on".to_vec(), "unsupported-format"),
        ("loan.lcpl", b"{\"id\":\"a\"}".to_vec(), "licence-only"),
        ("sound.mp3", b"ID3".to_vec(), "unsupported-format"),
    ]
}

#[tokio::test]
async fn a_protected_book_is_read_with_the_licence_in_it_or_says_that_it_lacks_one() {
    let locked = Book::titled("Sealed").with("META-INF/encryption.xml", licensed("OPS/one.xhtml"));
    let inside = Book::titled("Inside");
    let inside = inside.with_all([
        ("META-INF/encryption.xml", licensed("OPS/one.xhtml").into_bytes()),
        ("META-INF/license.lcpl", b"{}".to_vec()),
    ]);
    let library = Library::of(&[("sealed.epub", locked), ("inside.epub", inside)]).await;
    let feed = library.feed("/opds/publications?format=unreadable").await;
    let entries = feed["publications"].as_array().unwrap();
    assert_eq!(entries.len(), 1, "{feed}");
    assert_eq!(entries[0]["metadata"]["https://yueli.dev/ns#problem"]["code"], "licence-missing");
}

#[tokio::test]
async fn broken_books_are_listed_with_their_problem_and_harm_no_other() {
    let mut files: Vec<(&str, Vec<u8>)> =
        broken().into_iter().map(|(name, bytes, _)| (name, bytes)).collect();
    files.push(("good.epub", Book { cover: Some((300, 400)), ..Book::titled("Good") }.epub()));
    let library = Library::of(&files).await;
    let health = library.get("/healthz").await.json();
    assert_eq!((&health["books"], &health["unreadable"]), (&1.into(), &broken().len().into()), "{health}");

    let mut feed = library.feed("/opds/publications?format=unreadable&sort=title").await;
    let all = feed["publications"].as_array_mut().unwrap();
    for (name, bytes, problem) in broken() {
        let entry = all.iter().find(|entry| entry["metadata"]["title"] == name);
        let entry = entry.unwrap_or_else(|| panic!("{name} is not listed"));
        let says = &entry["metadata"]["https://yueli.dev/ns#problem"];
        assert_eq!(says["code"], problem, "{name}");
        assert!(says["message"]["en"].is_string() && says["message"]["zh-CN"].is_string(), "{name}");
        let href = entry["links"][1]["href"].as_str().unwrap();
        let answer = library.get(href).await;
        assert_eq!((answer.status, answer.body), (200, bytes), "{name}");
    }
    assert_eq!(titles(&library.feed("/opds/publications").await), ["Good"]);
}

#[tokio::test]
async fn comics_are_books() {
    let info = r#"<ComicInfo><Title>Lamp</Title><Series>Harbour</Series><Number>2</Number><Writer>Ada Quay</Writer>
        <LanguageISO>ja</LanguageISO><Genre>Ferries</Genre><Manga>YesAndRightToLeft</Manga>
        <Pages><Page Image="1" Type="FrontCover"/></Pages></ComicInfo>"#;
    let said = zipped(&[
        ("1.png", png(300, 400)),
        ("2.png", png(200, 400)),
        ("10.png", png(300, 400)),
        ("ComicInfo.xml", info.into()),
    ]);
    let strip: Vec<(&str, Vec<u8>)> =
        ["1.png", "2.png", "3.png"].into_iter().map(|name| (name, png(40, 400))).collect();
    let library = Library::of(&[
        ("a.cbz", said),
        ("Long_Road_v01 (2021) [x].cbz", zipped(&strip)),
        // Called a RAR archive, and none.
        ("really.cbr", zipped(&[("1.png", png(300, 400)), ("2.png", b"no picture".to_vec())])),
        ("one.epub", Book::titled("One").epub()),
    ])
    .await;
    let feed = library.feed("/opds/publications?sort=title").await;
    assert_eq!(titles(&feed), ["Lamp", "Long Road v01", "One", "really"]);
    let [lamp, road, _, really] = feed["publications"].as_array().unwrap().as_slice() else {
        panic!("{feed}")
    };
    for comic in [lamp, road, really] {
        assert_eq!(comic["links"][1]["type"], "application/vnd.comicbook+zip");
        assert!(comic["links"][1]["href"].as_str().unwrap().ends_with(".cbz"), "{comic}");
    }
    let metadata = &lamp["metadata"];
    assert_eq!(
        (&metadata["author"][0]["name"], &metadata["language"][0]),
        (&"Ada Quay".into(), &"ja".into())
    );
    assert_eq!((&metadata["readingProgression"], &metadata["layout"]), (&"rtl".into(), &"fixed".into()));
    assert_eq!((&metadata["subject"][0]["name"], &metadata["numberOfPages"]), (&"Ferries".into(), &3.into()));
    assert_eq!(metadata["belongsTo"]["series"][0]["position"], 2.0);
    assert_eq!(lamp["images"][0]["height"], 320, "the cover is the page that is called so");
    assert_eq!(
        (&road["metadata"]["overflow"], &road["metadata"]["layout"]),
        (&"scrolled".into(), &().into())
    );

    let comics = library.feed("/opds/publications?format=comic&sort=title").await;
    assert_eq!(titles(&comics), ["Lamp", "Long Road v01", "really"]);
    assert_eq!(titles(&library.feed("/opds/publications?format=epub").await), ["One"]);
    for (accept, title) in [("en", "Comics"), ("zh-CN", "漫画")] {
        let list = library.ask("GET", "/opds/publications", &[("Accept-Language", accept)]).await.json();
        let choices: Vec<&serde_json::Value> = list["facets"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|facet| facet["links"].as_array().unwrap())
            .collect();
        let choice = choices.iter().find(|link| link["title"] == title).unwrap();
        assert_eq!(choice["properties"]["numberOfItems"], 3);
    }
}

#[tokio::test]
async fn books_with_flaws_are_read_all_the_same() {
    let book = Book::titled("Flawed");
    let mut whole = Book { cover: Some((900, 1200)), ..Book::titled("No end") }.epub();
    whole.truncate(whole.len() - 30);
    let library = Library::of(&[
        ("outside.epub", book.with("../../outside.txt", "x")),
        ("no-nav.epub", Book::titled("No contents").without("OPS/nav.xhtml")),
        ("no-end.epub", whole),
        ("bad-cover.epub", Book::titled("Bad cover").with("OPS/cover.png", "no picture")),
    ])
    .await;
    let list = titles(&library.feed("/opds/publications?sort=title").await);
    assert_eq!(list, ["Bad cover", "Flawed", "No contents", "No end"]);
    assert!(!library.home.path().join("outside.txt").exists());
}

#[tokio::test]
async fn what_stands_beside_books_is_no_book() {
    let one = Book::titled("One").epub();
    let library = Library::of(&[
        ("one.epub", one.clone()),
        ("again/the same.epub", one),
        ("README.md", b"#".to_vec()),
        ("cover.jpg", b"x".to_vec()),
        (".DS_Store", b"x".to_vec()),
        ("poems/publication.json", br#"{"name":"Poems","author":"Emily","readBy":"Becky"}"#.to_vec()),
        ("poems/01.mp3", b"a".to_vec()),
        ("poems/02.mp3", b"b".to_vec()),
        ("poems/index.html", b"c".to_vec()),
    ])
    .await;
    let health = library.get("/healthz").await.json();
    assert_eq!((&health["books"], &health["unreadable"]), (&1.into(), &1.into()));
    let audio = library.feed("/opds/publications?query=poems").await;
    assert_eq!(audio["publications"][0]["metadata"]["narrator"][0]["name"], "Becky");
}

#[tokio::test]
async fn the_library_follows_the_folder() {
    let library = Library::of(&[("one.epub", Book::titled("One").epub())]).await;
    library.put("deep/er/two.epub", &Book::titled("Two").epub());
    library.until("two books", |health| health["books"] == 2).await;

    let two = library.feed("/opds/publications?query=two").await;
    let id = two["publications"][0]["links"][0]["href"].as_str().unwrap().to_owned();
    std::fs::remove_file(library.books().join("deep/er/two.epub")).unwrap();
    library.until("one book", |health| health["books"] == 1).await;
    assert_eq!(library.get(&id).await.status, 410);
    assert_eq!(titles(&library.feed("/opds/publications?query=two").await), [""; 0]);

    library.put("one.epub", &Book::titled("One, revised").epub());
    for _ in 0..100 {
        if titles(&library.feed("/opds/publications").await) == ["One, revised"] {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the new edition did not come");
}

#[tokio::test]
async fn a_file_that_is_still_being_copied_is_waited_for() {
    let library = Library::of(&[("one.epub", Book::titled("One").epub())]).await;
    let slow = Book { cover: Some((600, 800)), ..Book::titled("Slow") }.epub();
    for end in [10, slow.len() / 2, slow.len()] {
        std::fs::write(library.books().join("slow.epub"), &slow[..end]).unwrap();
        tokio::time::sleep(Duration::from_millis(150)).await;
        let health = library.get("/healthz").await.json();
        assert_eq!(health["unreadable"], 0, "listed as broken while it was copied");
    }
    let health = library.until("two books", |health| health["books"] == 2).await;
    assert_eq!(health["unreadable"], 0);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_waited_for() {
    let home = tempfile::tempdir().unwrap();
    let library = Library::at(home).await;
    let health = library.until("it is seen", |health| health["folder"] == "missing").await;
    assert_eq!((&health["status"], &health["books"]), (&"degraded".into(), &0.into()));
    let root = library.feed("/opds").await;
    assert!(root["metadata"]["subtitle"].as_str().unwrap().contains("folder of books was not found"));
    let zh = library.ask("GET", "/opds", &[("Accept-Language", "zh-CN")]).await.json();
    assert!(zh["metadata"]["subtitle"].as_str().unwrap().contains("文件夹"));

    std::fs::create_dir(library.books()).unwrap();
    library.until("it is empty", |health| health["folder"] == "empty").await;
    library.put("one.epub", &Book::titled("One").epub());
    let health = library.until("one book", |health| health["books"] == 1).await;
    assert_eq!((&health["status"], &health["folder"]), (&"ok".into(), &"ready".into()));
    assert_eq!(library.feed("/opds").await["metadata"]["subtitle"], serde_json::Value::Null);

    std::fs::remove_dir_all(library.books()).unwrap();
    library.until("it is gone", |health| health["folder"] == "missing" && health["books"] == 0).await;
}

#[tokio::test]
async fn a_file_instead_of_a_folder_is_said() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("books"), b"x").unwrap();
    let library = Library::at(home).await;
    library.until("it is said", |health| health["folder"] == "not-a-folder").await;
}

#[tokio::test]
async fn a_second_start_reads_nothing_again() {
    let mut library = Library::of(&[("one.epub", Book::titled("One").epub())]).await;
    let before = library.feed("/opds").await;
    library.stop().await;
    // The same size and time: it would be another book if it were read.
    let path = library.books().join("one.epub");
    let about = std::fs::metadata(&path).unwrap();
    std::fs::write(&path, vec![0; usize::try_from(about.len()).unwrap()]).unwrap();
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(about.modified().unwrap()).unwrap();
    library.start().await;
    library.settled().await;
    assert_eq!(library.feed("/opds").await, before);
}

/// A PDF of one page.
fn pdf(info: &str, trailer: &str) -> Vec<u8> {
    let content = "BT /F 24 Tf 40 300 Td (Tea) Tj ET";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(en)>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        format!("<<{info}>>"),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut directory = "xref\n0 7\n0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        directory += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    let end = format!("trailer\n<</Size 7/Root 1 0 R/Info 6 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
    (file + &directory + &end).into_bytes()
}

#[tokio::test]
async fn pdfs_are_books() {
    let locked = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(12345678901234567890123456789012)\
        /U(12345678901234567890123456789012)>>";
    let library = Library::of(&[
        ("a.pdf", pdf("/Title(Of Tea)/Author(Lin Mo; Ada Quay)/Keywords(tea, cups)", "")),
        ("Old_Canal (scan).pdf", pdf("", "")),
        ("Locked.pdf", pdf("", locked)),
        ("one.epub", Book::titled("One").epub()),
    ])
    .await;
    let feed = library.feed("/opds/publications?format=pdf&sort=title").await;
    assert_eq!(titles(&feed), ["Locked", "Of Tea", "Old Canal"], "whoever has the password can read it");
    let tea = &feed["publications"][1];
    assert_eq!(tea["links"][1]["type"], "application/pdf");
    let metadata = &tea["metadata"];
    assert_eq!(
        (&metadata["author"][1]["name"], &metadata["language"][0]),
        (&"Ada Quay".into(), &"en".into())
    );
    assert_eq!((&metadata["subject"][0]["name"], &metadata["numberOfPages"]), (&"tea".into(), &1.into()));
    assert_eq!(tea["images"][0]["height"], 214, "the cover is the first page");
    let cover = library.get(tea["images"][0]["href"].as_str().unwrap()).await;
    assert_eq!((cover.status, &cover.body[..2]), (200, &[0xff, 0xd8][..]));
    assert!(feed["publications"][0]["images"].as_array().is_none_or(Vec::is_empty));
}
