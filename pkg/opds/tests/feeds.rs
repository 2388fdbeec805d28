//! Feeds of both versions become the same model, whatever is wrong with them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod made;

use yueli_opds::{
    AcquisitionKind, AvailabilityState, DefectKind, Document, Feed, MOST_BYTES, MOST_ENTRIES, Method,
    Protection, Reading, Search, Terms, Unreadable, authenticate_hint, read,
};
use yueli_publication::{Money, json::FromJson};

const URL: &str = "https://lib.example/opds/list";

fn reading(body: &str) -> Reading {
    read(body.as_bytes(), None, URL).unwrap_or_else(|error| panic!("{error}: {body}"))
}

fn feed(body: &str) -> Feed {
    reading(body).feed().unwrap()
}

fn kinds(reading: &Reading) -> Vec<DefectKind> {
    reading.defects.iter().map(|defect| defect.kind).collect()
}

#[test]
fn calibre_is_read() {
    let reading = reading(made::CALIBRE);
    assert_eq!(kinds(&reading), []);
    let feed = reading.feed().unwrap();
    assert_eq!(
        (feed.metadata.title.first(), feed.next()),
        ("tea library", Some("https://lib.example/opds/nav?offset=30"))
    );
    assert_eq!(
        feed.link("previous").map(|link| link.href.as_str()),
        Some("https://lib.example/opds/nav?offset=0")
    );
    let Some(Search::Template(search)) = feed.search() else { panic!() };
    assert_eq!(search.expand("a b", &Terms::default()), "https://lib.example/opds/search/a%20b");
    let [book] = feed.publications.as_slice() else { panic!() };
    let metadata = &book.metadata;
    assert_eq!(
        (metadata.title.first(), metadata.author[0].name.first()),
        ("The Classic of Tea", "Lu Yu & others")
    );
    assert_eq!(
        (metadata.published.as_deref(), metadata.language.as_slice()),
        (None, ["zh".to_owned()].as_slice())
    );
    assert_eq!(metadata.description.as_deref(), Some("TAGS: Tea\nSERIES: Drinks [2]\nOn tea & water."));
    assert_eq!(metadata.subject.iter().map(|own| own.name.first()).collect::<Vec<_>>(), ["Tea", "Classics"]);
    let ways = book.ways();
    assert_eq!(
        ways.iter().map(|way| (way.kind, way.href.as_str())).collect::<Vec<_>>(),
        [
            (AcquisitionKind::Download, "https://lib.example/get/epub/1/lib"),
            (AcquisitionKind::Download, "https://lib.example/get/pdf/1/lib"),
        ]
    );
    assert_eq!((book.links[0].size, book.images.len()), (Some(12345), 3));
}

#[test]
fn ways_on_are_told_from_books() {
    let reading = reading(made::NAVIGATION);
    assert_eq!(kinds(&reading), [DefectKind::EntryLeftOut; 1]);
    let feed = reading.feed().unwrap();
    assert_eq!(feed.metadata.title.first(), "Café\u{a0}Library");
    let shown: Vec<_> = feed
        .navigation
        .iter()
        .map(|link| (link.title.as_deref().unwrap(), link.href.as_str(), link.properties.number_of_items))
        .collect();
    assert_eq!(
        shown,
        [
            ("Hot Books", "https://lib.example/opds/hot", None),
            ("Authors", "https://lib.example/opds/author", Some(42)),
            ("Untyped", "https://lib.example/opds/opds/untyped", None),
        ]
    );
    assert_eq!(feed.navigation[0].properties.other["description"], "What everybody reads");
    // What has only a title, or only a document of its own, is a publication of which little is known.
    assert_eq!(feed.publications.len(), 2);
    assert_eq!(feed.publications[1].details().unwrap().href, "https://lib.example/opds/entry");
    assert_eq!(feed.search(), Some(Search::Description("https://lib.example/opds/osd".to_owned())));
}

#[test]
fn palace_is_read_with_all_that_it_says() {
    let reading = reading(made::PALACE);
    assert!(
        kinds(&reading).contains(&DefectKind::LinkLeftOut)
            && kinds(&reading).contains(&DefectKind::Malformed),
        "{:?}",
        reading.defects
    );
    let feed = reading.feed().unwrap();
    assert_eq!(
        (feed.metadata.number_of_items, feed.metadata.items_per_page, feed.metadata.current_page),
        (Some(2000), Some(50), Some(3))
    );
    let facets: Vec<_> =
        feed.facets.iter().map(|facet| (facet.metadata.title.first(), facet.links.len())).collect();
    assert_eq!(facets, [("Sort by", 2), ("Availability", 1)]);
    assert!(feed.facets[0].links[0].has_rel("self") && !feed.facets[0].links[1].has_rel("self"));
    assert_eq!(feed.facets[0].links[1].properties.number_of_items, Some(7));
    assert_eq!(feed.shelf().unwrap().href, "https://lib.example/cm/loans/");
    assert_eq!(feed.profile().unwrap().href, "https://lib.example/cm/patrons/me/");
    let [fiction] = feed.groups.as_slice() else { panic!("{:?}", feed.groups) };
    assert_eq!((fiction.metadata.title.first(), fiction.publications.len()), ("Fiction", 2));
    assert_eq!(fiction.link("self").unwrap().href, "https://lib.example/cm/lane/1");

    let borrowed = &fiction.publications[0];
    let metadata = &borrowed.metadata;
    assert_eq!((metadata.number_of_pages, metadata.published.as_deref()), (Some(321), Some("2019-05-01")));
    assert_eq!(metadata.description.as_deref(), Some("One.\nTwo & three."));
    let series = &metadata.belongs_to.as_ref().unwrap().series[0];
    assert_eq!((series.name.first(), series.position), ("Tides", Some(3.0)));
    assert_eq!(
        (metadata.contributor[0].role.as_slice(), metadata.kind.as_deref()),
        (["nrt".to_owned()].as_slice(), Some("http://schema.org/EBook"))
    );
    let ways = borrowed.ways();
    let [loan] = ways.as_slice() else { panic!() };
    assert_eq!(
        (loan.kind, loan.availability.state),
        (AcquisitionKind::Borrow, Some(AvailabilityState::Unavailable))
    );
    assert_eq!(
        (loan.holds.total, loan.holds.position, loan.copies.total, loan.copies.available),
        (Some(12), Some(3), Some(5), Some(0))
    );
    assert_eq!(
        loan.paths.iter().map(|path| path.protection()).collect::<Vec<_>>(),
        [Protection::Adobe, Protection::Lcp]
    );
    let undo = borrowed.undo().unwrap();
    assert_eq!((undo.href.as_str(), undo.method), ("https://lib.example/cm/revoke/1", Method::Put));
    assert!(borrowed.images[0].href.starts_with("data:image/png"));
    assert!(borrowed.links.iter().all(|link| !link.has_rel("related")));

    let open = &fiction.publications[1];
    assert_eq!(
        (open.metadata.title.first(), open.ways()[0].href.as_str()),
        ("Two bold", "https://lib.example/cm/sub/3.epub")
    );

    let [bought] = feed.publications.as_slice() else { panic!() };
    // Its title never ends, so its link is within the title.
    assert!(bought.metadata.title.first().starts_with("Bought"));
    assert_eq!(bought.ways()[0].prices, [Money::new(799, "USD").unwrap(), Money::new(650, "EUR").unwrap()]);
}

#[test]
fn prices_of_atom_are_exact() {
    let entry = r#"<entry xmlns:opds="http://opds-spec.org/2010/catalog"><title>B</title><link rel="http://opds-spec.org/acquisition/buy" href="/b"><opds:price currencycode="USD">7.99</opds:price><opds:price currencycode="EUR">6.5</opds:price></link></entry>"#;
    let publication = reading(entry).publication().unwrap();
    assert_eq!(
        publication.ways()[0].prices,
        [Money::new(799, "USD").unwrap(), Money::new(650, "EUR").unwrap()]
    );
}

#[test]
fn every_leaf_of_json_comes_in_every_form() {
    let reading = reading(made::JSON);
    assert_eq!(kinds(&reading).iter().filter(|kind| **kind == DefectKind::EntryLeftOut).count(), 3);
    let feed = reading.feed().unwrap();
    assert_eq!(
        (feed.metadata.title.get("zh"), feed.next()),
        ("茶", Some("https://lib.example/opds/list?page=2"))
    );
    let Some(Search::Template(search)) = feed.search() else { panic!() };
    let terms = Terms { author: Some("陆"), ..Terms::default() };
    assert_eq!(search.expand("茶", &terms), "https://lib.example/opds/find?query=%E8%8C%B6&author=%E9%99%86");
    assert_eq!(
        (feed.navigation.len(), feed.facets.len(), feed.groups.len(), feed.publications.len()),
        (1, 1, 1, 2)
    );
    let tea = &feed.publications[0];
    assert_eq!(
        (tea.metadata.title.first(), tea.metadata.published.as_deref(), tea.metadata.description.as_deref()),
        ("茶经", None, Some("A book"))
    );
    assert_eq!(tea.ways()[0].holds.total, Some(0));
    assert_eq!(authenticate_hint(&tea.links[0]), Some("/auth"));
    let open = &feed.publications[1];
    assert_eq!((open.ways()[0].kind, open.metadata.author.len()), (AcquisitionKind::OpenAccess, 2));
    assert_eq!(open.progression().unwrap().href, "https://lib.example/p/progression");
}

#[test]
fn what_a_document_is_its_body_says() {
    let publication =
        r#"{"metadata":{"title":"A"},"links":[{"href":"a","rel":"http://opds-spec.org/acquisition"}]}"#;
    let bare = r#"{"metadata":{"title":"A"},"links":[{"href":"a","rel":"self"}]}"#;
    for (body, media_type, expected) in [
        (publication, None, "publication"),
        (publication, Some("text/html"), "publication"),
        (bare, Some("application/opds-publication+json;charset=utf-8"), "publication"),
        (bare, None, "feed"),
        (
            r#"{"metadata":{"title":"A"},"publications":[]}"#,
            Some("application/opds-publication+json"),
            "feed",
        ),
        (r#"{"title":"A","authentication":[]}"#, Some("application/json"), "authentication"),
        (r#"{"title":"A"}"#, Some("application/opds-authentication+json"), "authentication"),
        ("<feed/>", Some("application/json"), "feed"),
        ("\u{feff}\n<?xml version='1.0'?><!-- x --><a:feed xmlns:a='u'/>", None, "feed"),
        ("<entry><title>A</title></entry>", None, "publication"),
        ("<OpenSearchDescription/>", None, "search"),
    ] {
        let document = read(body.as_bytes(), media_type, URL).unwrap().document;
        let kind = match document {
            Document::Feed(_) => "feed",
            Document::Publication(_) => "publication",
            Document::Authentication(_) => "authentication",
            Document::Search(_) => "search",
        };
        assert_eq!(kind, expected, "{body}");
    }
}

#[test]
fn what_is_no_catalogue_is_said() {
    for (body, expected) in [
        ("", Unreadable::Empty),
        (" \n\u{feff}", Unreadable::Empty),
        (
            "<!DOCTYPE html><html><head><title>Sign in &amp; go</title>",
            Unreadable::Page("Sign in & go".to_owned()),
        ),
        ("<?xml version='1.0'?>\n<!-- x --><HTML><body>", Unreadable::Page(String::new())),
        ("<x:html xmlns:x='u'><x:title>T</x:title></x:html>", Unreadable::Page("T".to_owned())),
        ("Internal Server Error", Unreadable::Garbage),
        ("PK\u{3}\u{4}", Unreadable::Garbage),
        ("{broken", Unreadable::Garbage),
        ("<", Unreadable::Garbage),
        (r#"{"error":"no","status":500}"#, Unreadable::SomethingElse("error, status".to_owned())),
        ("[1,2]", Unreadable::SomethingElse("a list".to_owned())),
        ("<rss><channel/></rss>", Unreadable::SomethingElse("rss".to_owned())),
        ("<entry/>", Unreadable::SomethingElse("an empty entry".to_owned())),
    ] {
        let error = read(body.as_bytes(), None, URL).unwrap_err();
        assert_eq!(error, expected, "{body}");
        assert!(!error.words().zh.is_empty() && !error.key().is_empty());
    }
}

/// A list of `count` books, one of which is broken in JSON itself.
fn thousand(broken: &str) -> String {
    let mut entries: Vec<String> = (0..1000)
        .map(|at| {
            format!(r#"{{"metadata":{{"title":"B{at}"}},"links":[{{"href":"/{at}","rel":"open-access"}}]}}"#)
        })
        .collect();
    entries[500] = broken.to_owned();
    format!(r#"{{"metadata":{{"title":"T"}},"links":[],"publications":[{}]}}"#, entries.join(","))
}

#[test]
fn one_broken_entry_in_a_thousand_costs_only_itself() {
    for broken in [
        "7",
        "null",
        "{}",
        r#"{"metadata":{"title":NaN}}"#,
        r#"{"metadata":{"title" "x"}}"#,
        r#"{"metadata":"\q"}"#,
    ] {
        let reading = reading(&thousand(broken));
        assert!(kinds(&reading).contains(&DefectKind::EntryLeftOut), "{broken}");
        assert_eq!(reading.feed().unwrap().publications.len(), 999, "{broken}");
    }
    let entry = |at: usize| {
        format!(
            "<entry><title>B{at}</title><link rel='http://opds-spec.org/acquisition' href='/{at}'/></entry>"
        )
    };
    for broken in
        ["<entry/>", "<entry><title></entry>", "<entry><title>&&&</x></entry></y>", "<entry <<<>", "</entry>"]
    {
        let entries: Vec<String> =
            (0..1000).map(|at| if at == 500 { broken.to_owned() } else { entry(at) }).collect();
        let feed = feed(&format!("<feed><title>T</title>{}</feed>", entries.concat()));
        let books = feed.publications.iter().filter(|book| !book.ways().is_empty()).count();
        assert_eq!(books, 999, "{broken}");
    }
}

#[test]
fn half_a_document_is_half_a_list() {
    let json = thousand("{}");
    let reading = read(&json.as_bytes()[..json.len() / 4], None, URL).unwrap();
    assert!(kinds(&reading).contains(&DefectKind::CutOff));
    assert!((200..300).contains(&reading.feed().unwrap().publications.len()));
    for end in (400..made::PALACE.len()).step_by(97) {
        let reading = reading_of_part(made::PALACE, end);
        assert!(reading.is_ok(), "{end}");
    }
}

fn reading_of_part(text: &str, end: usize) -> Result<Reading, Unreadable> {
    read(&text.as_bytes()[..end], None, URL)
}

#[test]
fn much_too_much_is_bounded() {
    let entry = r#"{"metadata":{"title":"A rather long title for a book that nobody has read"},"links":[{"href":"/a","rel":"open-access","type":"application/epub+zip"}]},"#;
    let json = format!(
        r#"{{"metadata":{{"title":"T"}},"publications":[{}{{}}]}}"#,
        entry.repeat(12 * 1024 * 1024 / entry.len())
    );
    assert!(json.len() > MOST_BYTES);
    let reading = read(json.as_bytes(), None, URL).unwrap();
    assert!(
        kinds(&reading).contains(&DefectKind::TooLong) && kinds(&reading).contains(&DefectKind::EntryLeftOut)
    );
    assert_eq!(reading.feed().unwrap().publications.len(), MOST_ENTRIES);
    let entry = "<entry><title>A</title><link rel='http://opds-spec.org/acquisition' href='/a'/></entry>";
    let xml = format!("<feed>{}</feed>", entry.repeat(12 * 1024 * 1024 / entry.len()));
    let feed = read(xml.as_bytes(), None, URL).unwrap().feed().unwrap();
    assert_eq!(feed.publications.len(), MOST_ENTRIES);
}

#[test]
fn what_was_atom_is_written_as_json_and_read_as_the_same() {
    for body in [made::CALIBRE, made::NAVIGATION, made::PALACE, made::JSON] {
        let feed = feed(body);
        let again = Feed::from_json(serde_json::to_value(&feed).unwrap()).unwrap();
        assert_eq!(again.publications.len(), feed.publications.len());
        assert_eq!(again.groups, feed.groups);
        assert_eq!(again.facets, feed.facets);
    }
}

mod any_bytes {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, None, URL);
        }

        #[test]
        fn never_panic_as_atom(text in r#"(<(feed|entry|link|title|author|name|opds:price|opds:indirectAcquisition)( rel="http://opds-spec.org/(acquisition|facet|group)"| href="x"| type="application/atom\+xml"|/)?>|</(feed|entry|link|title)>|x|&amp;|&|"|<)*"#) {
            let _ = read(format!("<feed>{text}").as_bytes(), None, URL);
        }

        #[test]
        fn never_panic_as_json(text in r#"([\[\]{},:]|"(metadata|title|links|href|rel|publications|groups|navigation|facets|catalogs|images|properties)"|"x"|7|null)*"#) {
            let _ = read(format!("{{{text}").as_bytes(), None, URL);
        }
    }
}
