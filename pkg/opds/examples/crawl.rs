//! Goes through a catalogue on this machine as a client would: from its start page along its ways on, pages and search. Run
//! by `cargo xtask servers` on real servers.
//!
//! `crawl RESULTS START [USER:PASSWORD] [SEARCH]`: the start is `http://127.0.0.1:PORT/PATH`.

#[path = "../../publication/tests/conformance/mod.rs"]
mod conformance;
#[path = "crawl/http.rs"]
mod http;

use std::collections::{BTreeSet, VecDeque};

use conformance::{Failure, Results};
use http::{Answer, get};
use yueli_opds::{
    ACCEPT, Description, Document, Feed, Publication, Search, Terms, document_in_link_header, from_challenge,
    read,
};
use yueli_publication::web;

/// How many documents are asked for.
const MOST: usize = 120;

/// What was met on the way.
#[derive(Default)]
struct Seen {
    documents: usize,
    titles: BTreeSet<String>,
    ways: usize,
    defects: Vec<String>,
    wrong: Vec<String>,
    search: Option<Search>,
}

fn main() -> Result<(), Failure> {
    let mut given = std::env::args().skip(1);
    let (Some(out), Some(start)) = (given.next(), given.next()) else {
        return Err("give a file and an address".into());
    };
    let key = given.next().filter(|key| !key.is_empty());
    let words = given.next().unwrap_or_else(|| "a".to_owned());
    let mut results = Results::default();
    signing_in(&start, key.as_deref(), &mut results)?;
    let seen = walk(&start, key.as_deref())?;
    let mut wrong = seen.wrong.clone();
    if seen.titles.is_empty() {
        wrong.push("no publication at all".to_owned());
    }
    results.add(
        &format!(
            "{} documents, {} titles, {} ways to get them",
            seen.documents,
            seen.titles.len(),
            seen.ways
        ),
        &wrong,
    );
    results.add("without defects", &seen.defects);
    search(seen.search, key.as_deref(), &words, &mut results)?;
    file(&start, key.as_deref(), &seen.titles, &mut results);
    results.write(out.as_ref())
}

/// Without a key a server that wants one says how one signs in.
fn signing_in(start: &str, key: Option<&str>, results: &mut Results) -> Result<(), Failure> {
    let Some(_) = key else { return Ok(()) };
    let answer = get(start, None, ACCEPT)?;
    let by_header = answer.header("www-authenticate").and_then(|header| from_challenge(header, start));
    let by_link = answer.header("link").and_then(|header| document_in_link_header(header, start));
    let by_body =
        match read(&answer.body, answer.header("content-type"), start).map(|reading| reading.document) {
            Ok(Document::Authentication(own)) => Some(*own),
            _ => None,
        };
    let known = by_body.or(by_header);
    let possible = known.as_ref().and_then(yueli_opds::Authentication::best).map(|flow| flow.ability());
    let wrong = match (answer.status, possible) {
        (401 | 403, Some(_)) => Vec::new(),
        (status, able) => vec![format!("status {status}, {able:?}, link {by_link:?}")],
    };
    results.add(&format!("signing in is asked for: {possible:?}"), &wrong);
    Ok(())
}

/// Asks for everything that the start leads to, breadth first.
fn walk(start: &str, key: Option<&str>) -> Result<Seen, Failure> {
    let mut seen = Seen::default();
    let mut waiting = VecDeque::from([start.to_owned()]);
    let mut known = BTreeSet::from([start.to_owned()]);
    while let Some(url) = waiting.pop_front().filter(|_| seen.documents < MOST) {
        let answer = patiently(&url, key)?;
        seen.documents += 1;
        if answer.status != 200 {
            seen.wrong.push(format!("{url}: status {}", answer.status));
            continue;
        }
        for next in take(&url, &answer, &mut seen) {
            // Other servers are not asked.
            if web::origin(&next) == web::origin(start) && known.insert(next.clone()) {
                waiting.push_back(next);
            }
        }
    }
    Ok(seen)
}

/// Asks again where the server says that it is not ready yet.
fn patiently(url: &str, key: Option<&str>) -> Result<Answer, Failure> {
    for _ in 0..60 {
        let answer = get(url, key, ACCEPT)?;
        if answer.status != 503 {
            return Ok(answer);
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    get(url, key, ACCEPT)
}

/// Reads an answer and gives back where it leads.
fn take(url: &str, answer: &Answer, seen: &mut Seen) -> Vec<String> {
    let reading = match read(&answer.body, answer.header("content-type"), &answer.url) {
        Ok(reading) => reading,
        Err(error) => {
            seen.wrong.push(format!("{url}: {error}"));
            return Vec::new();
        }
    };
    seen.defects.extend(reading.defects.iter().map(|defect| format!("{url}: {defect}")));
    match reading.document {
        Document::Feed(feed) => {
            seen.search = seen.search.take().or_else(|| feed.search());
            books(&feed).for_each(|own| book(own, url, seen));
            let facets = feed.facets.iter().flat_map(|facet| facet.links.iter().take(2));
            let groups = feed.groups.iter().flat_map(|group| group.links.iter().chain(&group.navigation));
            let on = feed.navigation.iter().chain(facets).chain(groups).map(|link| link.href.clone());
            let details = books(&feed).filter_map(|own| own.details()).map(|link| link.href.clone());
            feed.next().map(str::to_owned).into_iter().chain(on).chain(details).collect()
        }
        Document::Publication(own) => {
            book(&own, url, seen);
            Vec::new()
        }
        Document::Authentication(_) | Document::Search(_) => Vec::new(),
    }
}

fn books(feed: &Feed) -> impl Iterator<Item = &Publication> {
    feed.publications.iter().chain(feed.groups.iter().flat_map(|group| &group.publications))
}

fn book(own: &Publication, url: &str, seen: &mut Seen) {
    let title = own.metadata.title.first().to_owned();
    if title.is_empty() {
        seen.wrong.push(format!("{url}: a publication without a title"));
    }
    let ways = own.ways();
    if seen.titles.insert(title.clone()) {
        seen.ways += ways.len();
    }
    if ways.iter().any(|way| way.paths.is_empty()) {
        seen.wrong.push(format!("{url}: {title} has a way without a type"));
    }
}

/// Searches for words, by a template or a description.
fn search(
    found: Option<Search>,
    key: Option<&str>,
    words: &str,
    results: &mut Results,
) -> Result<(), Failure> {
    let template = match found {
        None => {
            results.skip("search", "the catalogue has none");
            return Ok(());
        }
        Some(Search::Template(template)) => Some(template),
        Some(Search::Description(url)) => {
            let answer = get(&url, key, "*/*")?;
            Description::read(&answer.body, &answer.url)?.best().cloned()
        }
    };
    let Some(template) = template else {
        results.add("search", &["the description has no template for feeds".to_owned()]);
        return Ok(());
    };
    let url = template.expand(words, &Terms::default());
    let answer = get(&url, key, ACCEPT)?;
    let feed = read(&answer.body, answer.header("content-type"), &answer.url)
        .ok()
        .and_then(yueli_opds::Reading::feed);
    let count = feed.as_ref().map_or(0, |feed| books(feed).count() + feed.navigation.len());
    let wrong =
        if count > 0 { Vec::new() } else { vec![format!("{url}: status {}, nothing found", answer.status)] };
    results.add(&format!("search for {words:?}: {count} found"), &wrong);
    Ok(())
}

/// What is no catalogue is told as that.
fn file(start: &str, key: Option<&str>, titles: &BTreeSet<String>, results: &mut Results) {
    let page = web::join(start, "/");
    let told = get(&page, key, "text/html")
        .map(|answer| read(&answer.body, answer.header("content-type"), &page).err());
    match told {
        Ok(Some(error)) => results.add(&format!("the site's own page is told as: {}", error.key()), &[]),
        Ok(None) => results.skip("the site's own page", "it is a catalogue"),
        Err(error) => results.skip("the site's own page", &error.to_string()),
    }
    results.add(&format!("titles: {}", titles.iter().take(12).cloned().collect::<Vec<_>>().join(" · ")), &[]);
}
