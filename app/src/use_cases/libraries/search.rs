//! Searching in a library's catalogue.

use yueli_opds::{Description, Document, Feed, Search, SearchTemplate, Terms};
use yueli_publication::Link;

use super::{
    ask::{Answer, Desk},
    place::Upstream,
    trouble::{NO_SEARCH, NOT_THERE, Trouble},
};

/// How one searches in the catalogue that begins at `start`.
///
/// # Errors
/// See [`Trouble`]: `no-search` where it has no search.
pub async fn way(desk: &Desk<'_>, upstream: &Upstream, start: &str) -> Result<SearchTemplate, Trouble> {
    let Document::Feed(feed) = desk.ask(upstream, start).await?.document else {
        return Err(Trouble::of(NO_SEARCH));
    };
    let search = match feed.search() {
        Some(search) => search,
        // A part of a catalogue may know the search of the whole.
        None => match whole(&feed, start) {
            Some(link) => match desk.ask(upstream, &link.href).await?.document {
                Document::Feed(feed) => feed.search().ok_or_else(|| Trouble::of(NO_SEARCH))?,
                _ => return Err(Trouble::of(NO_SEARCH)),
            },
            None => return Err(Trouble::of(NO_SEARCH)),
        },
    };
    template(desk, upstream, search).await
}

/// The template of a search, which may stand in a document of its own.
///
/// # Errors
/// See [`Trouble`].
pub async fn template(
    desk: &Desk<'_>,
    upstream: &Upstream,
    search: Search,
) -> Result<SearchTemplate, Trouble> {
    match search {
        Search::Template(template) => Ok(template),
        Search::Description(address) => match desk.ask(upstream, &address).await?.document {
            Document::Search(description) => {
                Description::best(&description).cloned().ok_or_else(|| Trouble::of(NO_SEARCH))
            }
            _ => Err(Trouble::of(NO_SEARCH)),
        },
    }
}

fn whole<'a>(feed: &'a Feed, start: &str) -> Option<&'a Link> {
    feed.link("start").filter(|link| link.href != start)
}

/// Where `words` are searched for.
pub fn address(template: &SearchTemplate, words: &str) -> String {
    template.expand(words.trim(), &Terms::default())
}

/// Searches for `words`.
///
/// # Errors
/// See [`Trouble`]. That nothing is found is none.
pub async fn search(
    desk: &Desk<'_>,
    upstream: &Upstream,
    template: &SearchTemplate,
    words: &str,
) -> Result<Feed, Trouble> {
    match desk.ask(upstream, &address(template, words)).await {
        Ok(Answer { document: Document::Feed(feed), .. }) => Ok(*feed),
        Ok(Answer { document: Document::Publication(one), .. }) => {
            Ok(Feed { publications: vec![*one], ..Feed::default() })
        }
        Ok(_) => Err(Trouble::of("upstream-nonsense")),
        // calibre says so where it finds nothing.
        Err(trouble) if trouble.code == NOT_THERE => Ok(Feed::default()),
        Err(trouble) => Err(trouble),
    }
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::{Response, fake::FakeHttp};

    use super::{
        super::{ask::tests::desk, place::tests::listed},
        *,
    };

    const OSD: &str = r#"<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><Url type="application/atom+xml" template="/find?q={searchTerms}"/></OpenSearchDescription>"#;

    fn found(start: &str, words: &str) -> Result<usize, String> {
        let http = FakeHttp::default();
        http.answer("/upstreams/city/opds", start);
        http.answer("/upstreams/city/root", r#"{"metadata":{"title":"T"},"links":[{"rel":"search","href":"/find?q={searchTerms}","type":"application/atom+xml"}],"navigation":[]}"#);
        http.answer("/upstreams/city/osd.xml", OSD);
        http.answer("/upstreams/city/find?q=tea", r#"<feed><title>x</title><entry><title>Tea</title><id>1</id><link rel="http://opds-spec.org/acquisition" href="/1" type="application/epub+zip"/></entry></feed>"#);
        http.respond("/upstreams/city/find?q=none", Response { status: 404, ..Response::default() });
        let city = &listed()[0];
        block_on(async {
            let desk = desk(&http);
            let template = way(&desk, city, &city.start).await?;
            search(&desk, city, &template, words).await.map(|feed| feed.publications.len())
        })
        .map_err(|trouble: Trouble| trouble.code)
    }

    #[test]
    fn every_kind_of_search_finds_and_finding_nothing_is_no_trouble() {
        let feed = |link: &str| format!(r#"{{"metadata":{{"title":"T"}},"links":[{link}],"navigation":[]}}"#);
        let template = feed(r#"{"rel":"search","href":"/find{?q}","type":"application/opds+json"}"#);
        let described =
            feed(r#"{"rel":"search","href":"/osd.xml","type":"application/opensearchdescription+xml"}"#);
        let part = feed(r#"{"rel":"start","href":"/root"}"#);
        for start in [&template, &described, &part] {
            assert_eq!(found(start, " tea "), Ok(1), "{start}");
            assert_eq!(found(start, "none"), Ok(0), "{start}");
        }
        assert_eq!(found(&feed(""), "tea"), Err(NO_SEARCH.to_owned()));
    }
}
