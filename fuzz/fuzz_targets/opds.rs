//! Any bytes as what a catalogue answers, in JSON and in Atom: it is read or refused, is not out of proportion, leads
//! nowhere that is never followed, and is the same once it was written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yueli_opds::{Document, Feed, MOST_ENTRIES, Publication, Search, Terms, read};
use yueli_publication::{Link, json::FromJson, web};

const URL: &str = "https://a.b/c";

fuzz_target!(|data: &[u8]| {
    let Ok(reading) = read(data, None, URL) else { return };
    assert!(reading.defects.len() <= 50);
    match reading.document {
        Document::Feed(feed) => {
            let said = serde_json::to_string(&feed).unwrap();
            assert!(said.len() < 128 * data.len() + (1 << 16), "{} bytes became {}", data.len(), said.len());
            let again = Feed::from_json(serde_json::from_str(&said).unwrap()).unwrap();
            assert_eq!(again.publications.len(), feed.publications.len());
            assert_eq!(again.navigation.len(), feed.navigation.len());
            check(&feed);
        }
        Document::Publication(publication) => book(&publication),
        Document::Authentication(_) | Document::Search(_) => {}
    }
});

fn check(feed: &Feed) {
    let groups = feed.groups.iter().flat_map(|group| group.publications.iter());
    feed.publications.iter().chain(groups).for_each(book);
    assert!(feed.publications.len() <= MOST_ENTRIES);
    let facets = feed.facets.iter().flat_map(|facet| &facet.links);
    feed.links.iter().chain(&feed.navigation).chain(facets).for_each(link);
    if let Some(Search::Template(search)) = feed.search() {
        let _ = search.expand("words", &Terms { page: Some(1), count: Some(10), ..Terms::default() });
    }
}

fn book(publication: &Publication) {
    publication.links.iter().chain(&publication.images).for_each(link);
    let ways = publication.ways();
    assert!(ways.len() <= publication.links.len());
    for way in ways {
        assert!(way.paths.iter().all(|path| path.0.len() <= 9) && way.paths.len() <= 64);
        let _ = way.paths.iter().map(yueli_opds::Path::protection).count();
    }
    let _ = (publication.undo(), publication.details(), publication.progression());
}

fn link(link: &Link) {
    assert!(!link.href.is_empty());
    let scheme = web::scheme(&link.href).unwrap_or_default().to_ascii_lowercase();
    assert!(!matches!(scheme.as_str(), "javascript" | "vbscript" | "file"), "{}", link.href);
}
