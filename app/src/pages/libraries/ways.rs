//! The ways to have a book of another library: what each is, and what can be done with it.

use yueli_i18n::Catalog;
use yueli_opds::{Acquisition, AcquisitionKind, Protection, Publication};
use yueli_publication::web;

use super::address;
use crate::{
    pages::title::{details::format, licence},
    use_cases::libraries::{Upstream, far},
};

/// What can be done with a way.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// It is read here.
    Read(Box<Acquisition>),
    /// It is downloaded for another app: the gateway's path.
    Download(String),
    /// It leads to another document of the library: a page of ours.
    Open(String),
    /// It is on another site.
    Outside(String),
    /// Nothing here.
    Nothing,
}

/// One way, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What comes out of it.
    pub name: String,
    /// What to know about it.
    pub note: String,
    /// What can be done.
    pub act: Act,
}

/// Every way to have `publication` but to borrow it, which has buttons of its own.
pub fn rows(publication: &Publication, library: &str, upstream: &Upstream, words: &Catalog) -> Vec<Row> {
    let ways = publication.ways().into_iter().filter(|way| way.kind != AcquisitionKind::Borrow);
    let mut rows: Vec<Row> = Vec::new();
    for way in ways {
        let row = row(way, library, upstream, words);
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

fn row(way: Acquisition, library: &str, upstream: &Upstream, words: &Catalog) -> Row {
    let end =
        way.paths.first().and_then(|path| path.format()).or(way.media_type.as_deref()).unwrap_or_default();
    let mut name = kind(end, words);
    if way.kind == AcquisitionKind::Sample {
        name = format!("{} · {name}", words.t("far-way-sample"));
    }
    let (note, act) = what(way, library, upstream, words);
    Row { name, note, act }
}

/// A format in the words of a reader; one that has none is called as it calls itself.
fn kind(media_type: &str, words: &Catalog) -> String {
    let known = format(media_type, words);
    if known != words.t("format-other") {
        return known;
    }
    let own = media_type.split(';').next().unwrap_or_default().trim();
    let name = own.rsplit('/').next().unwrap_or_default().trim_start_matches("x-").trim_end_matches("-ebook");
    let name = name.strip_prefix("vnd.").unwrap_or(name).trim_end_matches("+zip");
    if name.is_empty() { known } else { name.to_uppercase() }
}

fn what(way: Acquisition, library: &str, upstream: &Upstream, words: &Catalog) -> (String, Act) {
    let price = way.prices.first().map(ToString::to_string);
    match way.kind {
        AcquisitionKind::Buy => {
            let price = price.unwrap_or_default();
            let note = words.t_args("far-way-note-sold", &[("price", price.as_str().into())]);
            return (note, outside(&way.href));
        }
        AcquisitionKind::Subscribe => return (words.t("far-way-note-subscription"), outside(&way.href)),
        _ => {}
    }
    let Some(path) = upstream.path_of(&way.href) else {
        return (words.t("far-way-note-outside"), outside(&way.href));
    };
    let steps = way.paths.first().map_or(0, |path| path.0.len());
    let first = way.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_document = first.starts_with("application/atom+xml") || first.starts_with("application/opds");
    let protection = way.paths.first().map_or(Protection::None, |path| path.protection());
    if is_document {
        return (words.t("far-way-note-steps"), Act::Open(address::title(library, &way.href, None)));
    }
    match protection {
        Protection::None => {}
        Protection::Lcp => return (words.t("far-way-note-lcp"), Act::Open(licence::address(&way.href))),
        _ => return (words.t("far-way-note-protected"), Act::Download(path)),
    }
    if first.starts_with("application/webpub+json") || first.starts_with("application/divina+json") {
        return (words.t("far-way-note-webpub"), Act::Nothing);
    }
    if steps == 1 && is_readable(&way) {
        return (words.t("far-way-note-here"), Act::Read(Box::new(way)));
    }
    (words.t("far-way-note-other"), Act::Download(path))
}

/// Whether the file itself is of a format that Yueli reads.
fn is_readable(way: &Acquisition) -> bool {
    // As the shelf asks it, whatever the way is called.
    let link = yueli_publication::Link::to(&way.href).of_type(way.media_type.clone().unwrap_or_default());
    let links = vec![link.with_rel(yueli_opds::rel::ACQUISITION)];
    Publication { links, ..Publication::default() }.readable().is_some()
}

fn outside(href: &str) -> Act {
    if web::origin(href).is_some() { Act::Outside(href.to_owned()) } else { Act::Nothing }
}

/// The way that reading begins with: the best one that can be had at once.
pub fn best(publication: &Publication, upstream: &Upstream) -> Option<Acquisition> {
    far::readable(publication, upstream)
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;
    use crate::use_cases::libraries::place::tests::listed;

    fn told(rel: &str, href: &str, media_type: &str, properties: &str) -> (String, String, Act) {
        let json = format!(
            r#"{{"metadata":{{"title":"T"}},"links":[{{"rel":"http://opds-spec.org/acquisition{rel}","href":"{href}","type":"{media_type}","properties":{{{properties}}}}}]}}"#
        );
        let publication = serde_json::from_str(&json).unwrap();
        let words = Catalog::new(Locale::En);
        let mut rows = rows(&publication, "city", &listed()[0], &words);
        match rows.pop() {
            Some(Row { name, note, act }) => (name, note, act),
            None => (String::new(), String::new(), Act::Nothing),
        }
    }

    #[test]
    fn every_way_is_what_it_is_and_says_what_can_be_done() {
        let here = "https://lib.example/get/1";
        let words = Catalog::new(Locale::En);
        let (name, note, act) = told("/open-access", here, "application/epub+zip", "");
        assert_eq!((name, note), (words.t("format-epub"), words.t("far-way-note-here")));
        assert!(matches!(act, Act::Read(_)));
        let download = Act::Download("/upstreams/city/get/1".into());
        for (rel, href, media_type, properties, name, note, act) in [
            (
                "",
                here,
                "application/x-mobipocket-ebook",
                "",
                "MOBIPOCKET",
                "far-way-note-other",
                download.clone(),
            ),
            (
                "",
                here,
                "application/vnd.readium.lcp.license.v1.0+json",
                r#""indirectAcquisition":[{"type":"application/epub+zip"}]"#,
                "E-book",
                "far-way-note-lcp",
                Act::Open(licence::address(here)),
            ),
            (
                "",
                here,
                "application/vnd.adobe.adept+xml",
                r#""indirectAcquisition":[{"type":"application/epub+zip"}]"#,
                "E-book",
                "far-way-note-protected",
                download,
            ),
            ("", here, "application/webpub+json", "", "Web book", "far-way-note-webpub", Act::Nothing),
            (
                "",
                here,
                "application/atom+xml;type=entry;profile=opds-catalog",
                r#""indirectAcquisition":[{"type":"application/epub+zip"}]"#,
                "E-book",
                "far-way-note-steps",
                Act::Open(address::title("city", here, None)),
            ),
            (
                "",
                "https://other.example/1.epub",
                "application/epub+zip",
                "",
                "E-book",
                "far-way-note-outside",
                Act::Outside("https://other.example/1.epub".into()),
            ),
            (
                "/subscribe",
                here,
                "text/html",
                "",
                "HTML",
                "far-way-note-subscription",
                Act::Outside(here.into()),
            ),
        ] {
            let found = told(rel, href, media_type, properties);
            assert_eq!(found, (name.to_owned(), words.t(note), act), "{rel} {media_type}");
        }
        let (name, note, _) =
            told("/buy", here, "application/epub+zip", r#""price":{"value":4.5,"currency":"EUR"}"#);
        assert!(name == "E-book" && note.contains("4.50"), "{note}");
        assert!(told("/sample", here, "application/epub+zip", "").0.starts_with("Sample"));
        assert_eq!(told("/borrow", here, "application/epub+zip", "").2, Act::Nothing);
    }
}
