//! The facts about a publication, as rows of a table.

use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_publication::{Collection, Contributor, Metadata};

use crate::use_cases::search::Search;

/// One row: what is said, and what of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What kind of fact.
    pub name: String,
    /// The facts.
    pub values: Vec<Fact>,
}

/// One fact, and perhaps a search that leads on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// As it is shown.
    pub text: String,
    /// The address of what else it is true of.
    pub address: Option<String>,
}

fn plain(text: impl Into<String>) -> Fact {
    Fact { text: text.into(), address: None }
}

/// The facts about a publication, those that are known.
pub fn rows(publication: &Publication, words: &Catalog) -> Vec<Row> {
    let metadata = &publication.metadata;
    let tag = words.locale().tag();
    let people = |list: &[Contributor]| -> Vec<Fact> {
        list.iter()
            .map(|person| person.name.get(tag).to_owned())
            .filter(|name| !name.trim().is_empty())
            .map(|name| Fact { address: Some(Search::words(&name).to_address()), text: name })
            .collect()
    };
    let once = |fact: Option<String>| fact.map(plain).into_iter().collect::<Vec<_>>();
    let collections = metadata.belongs_to.iter().flat_map(|all| &all.collection);
    let collections = collections.map(|one| plain(named(one, words)));
    let languages = metadata.language.iter().map(|language| plain(words.language(language)));
    let pages =
        metadata.number_of_pages.map(|count| words.t_args("details-pages-count", &[("count", count.into())]));
    let file = publication.acquisitions().next();
    // What is read in the end, where there are steps between.
    let end = publication.ways().iter().find_map(|way| way.paths.first()?.format().map(str::to_owned));
    let kind = end.or_else(|| file.and_then(|link| link.media_type.clone()));
    let makers = [
        ("details-author", people(&metadata.author)),
        ("details-translator", people(&metadata.translator)),
        ("details-editor", people(&metadata.editor)),
        ("details-illustrator", people(&metadata.illustrator)),
        ("details-narrator", people(&metadata.narrator)),
    ]
    .into_iter()
    .map(|(key, values)| (words.t(key), values))
    .chain(contributors(&metadata.contributor, words).into_iter().map(|(name, list)| (name, people(&list))));
    let facts = [
        ("details-publisher", people(&metadata.publisher)),
        ("details-published", once(metadata.published.as_deref().map(|date| words.published(date)))),
        ("details-language", languages.collect()),
        ("details-series", series(metadata, words).into_iter().map(plain).collect()),
        ("details-collection", collections.collect()),
        ("details-pages", once(pages)),
        ("details-format", once(kind.as_deref().map(|own| format(own, words)))),
        ("details-size", once(file.and_then(|link| link.size).map(|size| words.size(size)))),
        ("details-identifier", once(metadata.identifier.as_deref().and_then(identifier))),
    ];
    let facts = facts.into_iter().map(|(key, values)| (words.t(key), values));
    let rows = makers.chain(facts).filter(|(_, values)| !values.is_empty());
    rows.map(|(name, values)| Row { name, values }).collect()
}

/// The series that it is part of, each with its place in it.
pub fn series(metadata: &Metadata, words: &Catalog) -> Vec<String> {
    metadata.belongs_to.iter().flat_map(|all| &all.series).map(|one| named(one, words)).collect()
}

fn named(whole: &Collection, words: &Catalog) -> String {
    let name = whole.name.get(words.locale().tag());
    match whole.position {
        Some(position) => {
            words.t_args("details-series-position", &[("series", name.into()), ("position", position.into())])
        }
        None => name.to_owned(),
    }
}

/// Everybody else who had a part in it, by what they did, in the order in which that is first named.
fn contributors(all: &[Contributor], words: &Catalog) -> Vec<(String, Vec<Contributor>)> {
    let mut found: Vec<(String, Vec<Contributor>)> = Vec::new();
    let mut add =
        |name: String, person: &Contributor| match found.iter_mut().find(|(known, _)| *known == name) {
            Some((_, list)) => list.push(person.clone()),
            None => found.push((name, vec![person.clone()])),
        };
    for person in all {
        let known = person.role.iter().map(|role| words.t_or(&["role-", role].concat(), ""));
        let known: Vec<String> = known.filter(|name| !name.is_empty()).collect();
        if known.is_empty() {
            add(words.t("details-contributor"), person);
        }
        for name in known {
            add(name, person);
        }
    }
    found
}

/// A media type in the words of a reader.
pub fn format(media_type: &str, words: &Catalog) -> String {
    let own = media_type.split(';').next().unwrap_or_default().trim();
    words.t(match own {
        "application/epub+zip" => "format-epub",
        "application/audiobook+zip" | "application/audiobook+json" => "format-audiobook",
        "application/pdf" => "format-pdf",
        "application/vnd.comicbook+zip" | "application/vnd.comicbook-rar" | "application/x-cbz" => {
            "format-comic"
        }
        "application/webpub+json" | "application/webpub+zip" => "format-webpub",
        _ => "format-other",
    })
}

/// An ISBN as people write it; other identifiers only where they say something to people.
fn identifier(uri: &str) -> Option<String> {
    let bare = uri.trim();
    let lower = bare.to_ascii_lowercase();
    if let Some(isbn) = lower.strip_prefix("urn:isbn:").or_else(|| lower.strip_prefix("isbn:")) {
        return Some(format!("ISBN {}", isbn.to_ascii_uppercase()));
    }
    let known = ["https://", "http://", "urn:issn:", "doi:", "urn:doi:"];
    known.iter().any(|scheme| lower.starts_with(scheme)).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use yueli_i18n::Locale;

    use super::*;

    #[test]
    fn only_what_is_known_has_a_row() {
        let json = r#"{"metadata":{"title":"T","author":["Herman Melville"],"language":"en",
            "published":"1851-10-18","identifier":"urn:isbn:9780142437247"},"links":[]}"#;
        let publication: Publication = serde_json::from_str(json).unwrap();
        let rows = rows(&publication, &Catalog::new(Locale::En));
        let shown: Vec<String> =
            rows.iter().map(|row| format!("{}: {}", row.name, row.values[0].text)).collect();
        assert_eq!(
            shown,
            [
                "Author: Herman Melville",
                "Published: 18 October 1851",
                "Language: English",
                "Identifier: ISBN 9780142437247"
            ]
        );
        assert_eq!(rows[0].values[0].address.as_deref(), Some("/catalogue?q=Herman+Melville"));
    }

    #[test]
    fn who_did_what_and_what_it_is_part_of() {
        let json = r#"{"metadata":{"title":"T","contributor":[{"name":"A","role":["aui","xyz"]},{"name":"B"},
            {"name":"C","role":"aui"},{"name":"D","role":["cov","aft"]},{"name":"E","role":"bkp"}],
            "belongsTo":{"series":[{"name":"Rings","position":2},{"name":"Rivers"}],"collection":{"name":"Set","position":1.5}}},"links":[]}"#;
        let publication: Publication = serde_json::from_str(json).unwrap();
        let shown = |locale| {
            let row = |row: &Row| {
                let values: Vec<&str> = row.values.iter().map(|fact| fact.text.as_str()).collect();
                format!("{}: {}", row.name, values.join(", "))
            };
            rows(&publication, &Catalog::new(locale)).iter().map(row).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(
            shown(Locale::En),
            "Introduction: A, C; Contributor: B; Cover: D; Afterword: D; File made by: E; \
             Series: Book 2 of Rings, Rivers; Collection: Book 1.5 of Set"
        );
        assert_eq!(
            shown(Locale::ZhCn),
            "引言: A, C; 参与者: B; 封面: D; 后记: D; 文件制作: E; 丛书: Rings 第 2 册, Rivers; 文库: Set 第 1.5 册"
        );
    }

    #[test]
    fn machine_names_are_not_shown() {
        assert_eq!(identifier("urn:uuid:1b4258"), None);
        assert_eq!(identifier("https://example.org/b/1").as_deref(), Some("https://example.org/b/1"));
    }
}
