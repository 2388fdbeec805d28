//! The facts about a publication, as rows of a table.

use yueli_i18n::Catalog;
use yueli_opds::Publication;
use yueli_publication::Contributor;

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
    let series = metadata.belongs_to.iter().flat_map(|all| &all.series).map(|series| {
        let name = series.name.get(tag);
        match series.position {
            Some(position) => plain(words.t_args(
                "details-series-position",
                &[("series", name.into()), ("position", position.into())],
            )),
            None => plain(name),
        }
    });
    let languages = metadata.language.iter().map(|language| plain(words.language(language)));
    let pages =
        metadata.number_of_pages.map(|count| words.t_args("details-pages-count", &[("count", count.into())]));
    let file = publication.acquisitions().next();
    [
        ("details-author", people(&metadata.author)),
        ("details-translator", people(&metadata.translator)),
        ("details-editor", people(&metadata.editor)),
        ("details-illustrator", people(&metadata.illustrator)),
        ("details-narrator", people(&metadata.narrator)),
        ("details-publisher", people(&metadata.publisher)),
        ("details-published", once(metadata.published.as_deref().map(|date| words.published(date)))),
        ("details-language", languages.collect()),
        ("details-series", series.collect()),
        ("details-pages", once(pages)),
        (
            "details-format",
            once(file.and_then(|link| link.media_type.as_deref()).map(|own| format(own, words))),
        ),
        ("details-size", once(file.and_then(|link| link.size).map(|size| words.size(size)))),
        ("details-identifier", once(metadata.identifier.as_deref().and_then(identifier))),
    ]
    .into_iter()
    .filter(|(_, values)| !values.is_empty())
    .map(|(key, values)| Row { name: words.t(key), values })
    .collect()
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
    fn machine_names_are_not_shown() {
        assert_eq!(identifier("urn:uuid:1b4258"), None);
        assert_eq!(identifier("https://example.org/b/1").as_deref(), Some("https://example.org/b/1"));
    }
}
