//! Searching: templates of OPDS 2.0 (RFC 6570) and of OpenSearch 1.1.

use yueli_publication::{Link, template};

/// How a catalogue is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// By writing out a template.
    Template(SearchTemplate),
    /// By a template that stands in another document, an OpenSearch description at this address.
    Description(String),
}

/// The address of a search, with places for what is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTemplate {
    /// The template, absolute.
    pub template: String,
    /// The media type of the answer, where it is known.
    pub media_type: Option<String>,
    /// The number that the first page has (OpenSearch `pageOffset`).
    pub first_page: u32,
    /// The number that the first result has (OpenSearch `indexOffset`).
    pub first_index: u32,
}

/// What is searched beside the words, as far as the catalogue can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terms<'a> {
    /// Words of the title.
    pub title: Option<&'a str>,
    /// Words of the author's name.
    pub author: Option<&'a str>,
    /// The language, BCP 47.
    pub language: Option<&'a str>,
    /// Which page, from 0.
    pub page: Option<u32>,
    /// How many results a page has.
    pub count: Option<u32>,
}

/// What a variable of a template stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Words,
    Title,
    Author,
    Language,
    Page,
    Index,
    Count,
    Encoding,
    Unknown,
}

impl Search {
    /// The best way among the links of a feed.
    pub fn among(links: &[Link]) -> Option<Self> {
        let own = || links.iter().filter(|link| link.has_rel("search") && !link.is_type("text/html"));
        let template = |link: &Link| SearchTemplate::new(link.href.clone(), link.media_type.clone());
        let in_json = own().find(|link| link.is_type(crate::FEED) && link.href.contains('{'));
        let description = || own().find(|link| link.is_type(crate::OPENSEARCH) && !link.href.contains('{'));
        // calibre puts the template into the link itself.
        in_json
            .or_else(|| own().find(|link| link.href.contains('{')))
            .map(|link| Self::Template(template(link)))
            .or_else(|| {
                description().or_else(|| own().next()).map(|link| Self::Description(link.href.clone()))
            })
    }
}

impl SearchTemplate {
    /// A template as it stands in a link.
    pub fn new(template: String, media_type: Option<String>) -> Self {
        Self { template, media_type, first_page: 1, first_index: 1 }
    }

    /// Whether one can search for a title or an author apart.
    pub fn knows(&self) -> (bool, bool) {
        let all = template::variables(&self.template);
        let has = |wanted| all.iter().any(|name| meaning(name) == wanted);
        (has(Meaning::Title), has(Meaning::Author))
    }

    /// The address of a search for `words`.
    pub fn expand(&self, words: &str, terms: &Terms<'_>) -> String {
        let variables = template::variables(&self.template);
        let has_words = variables.iter().any(|name| meaning(name) == Meaning::Words);
        // Where no name is known, the first is meant for the words.
        let stand_in =
            variables.iter().copied().find(|name| meaning(name) == Meaning::Unknown).filter(|_| !has_words);
        let page = terms.page.unwrap_or_default();
        let number = page.saturating_add(self.first_page).to_string();
        let index =
            page.saturating_mul(terms.count.unwrap_or_default()).saturating_add(self.first_index).to_string();
        let count = terms.count.map(|count| count.to_string());
        template::expand(&self.template, |name| {
            let is_optional = name.ends_with('?');
            match meaning(name) {
                Meaning::Words => Some(words).filter(|words| !words.is_empty() || !is_optional),
                Meaning::Title => terms.title,
                Meaning::Author => terms.author,
                Meaning::Language => terms.language,
                Meaning::Page => Some(number.as_str())
                    .filter(|_| terms.page.is_some() || !is_optional && !self.is_rfc(name)),
                Meaning::Index => Some(index.as_str()).filter(|_| terms.page.is_some() || !is_optional),
                Meaning::Count => count.as_deref(),
                Meaning::Encoding => Some("UTF-8").filter(|_| !is_optional),
                Meaning::Unknown => Some(words).filter(|_| stand_in == Some(name)),
            }
        })
    }

    /// Whether a variable stands in an expression of RFC 6570 with an operator, where none is ever needed.
    fn is_rfc(&self, name: &str) -> bool {
        !self.template.contains(&format!("{{{name}}}"))
    }
}

fn meaning(name: &str) -> Meaning {
    let name = name.trim_end_matches('?');
    let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
    match name.as_str() {
        "searchterms" | "query" | "q" | "search" | "terms" | "term" | "keywords" | "keyword" | "words"
        | "text" => Meaning::Words,
        "title" => Meaning::Title,
        "author" | "creator" => Meaning::Author,
        "language" | "lang" => Meaning::Language,
        "startpage" | "page" | "currentpage" => Meaning::Page,
        "startindex" => Meaning::Index,
        "count" | "itemsperpage" => Meaning::Count,
        "inputencoding" | "outputencoding" => Meaning::Encoding,
        _ => Meaning::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_written_out() {
        let terms = Terms { author: Some("Lu Yu"), ..Terms::default() };
        let paged = Terms { page: Some(2), count: Some(20), ..Terms::default() };
        for (template, terms, expected) in [
            ("/s{?query}", Terms::default(), "/s?query=%E8%8C%B6%20%26"),
            ("/s{?query,title,author}", terms, "/s?query=%E8%8C%B6%20%26&author=Lu%20Yu"),
            ("/s?q={searchTerms}", Terms::default(), "/s?q=%E8%8C%B6%20%26"),
            ("/s/{searchTerms}", Terms::default(), "/s/%E8%8C%B6%20%26"),
            (
                "/s?q={searchTerms}&a={atom:author?}&p={startPage?}",
                terms,
                "/s?q=%E8%8C%B6%20%26&a=Lu%20Yu&p=",
            ),
            (
                "/s?q={searchTerms}&p={startPage}&e={inputEncoding}",
                Terms::default(),
                "/s?q=%E8%8C%B6%20%26&p=1&e=UTF-8",
            ),
            ("/s?q={searchTerms}&i={startIndex}&n={count?}", paged, "/s?q=%E8%8C%B6%20%26&i=41&n=20"),
            ("/s{?q,page}", paged, "/s?q=%E8%8C%B6%20%26&page=3"),
            ("/s{?q,page}", Terms::default(), "/s?q=%E8%8C%B6%20%26"),
            ("/s{?needle}", Terms::default(), "/s?needle=%E8%8C%B6%20%26"),
            ("/s{?needle,query}", Terms::default(), "/s?query=%E8%8C%B6%20%26"),
            ("/s", Terms::default(), "/s"),
        ] {
            let template = SearchTemplate::new(template.to_owned(), None);
            assert_eq!(template.expand("茶 &", &terms), expected, "{template:?}");
        }
    }

    #[test]
    fn the_best_way_is_taken() {
        let link = |href: &str, media_type: &str| Link::to(href).of_type(media_type).with_rel("search");
        let template = |href: &str, media_type: &str| {
            Some(Search::Template(SearchTemplate::new(href.to_owned(), Some(media_type.to_owned()))))
        };
        for (links, expected) in [
            (vec![], None),
            (vec![link("/page", "text/html")], None),
            (vec![link("/osd.xml", crate::OPENSEARCH)], Some(Search::Description("/osd.xml".to_owned()))),
            (
                vec![link("/osd.xml", crate::OPENSEARCH), link("/s/{searchTerms}", crate::ATOM)],
                template("/s/{searchTerms}", crate::ATOM),
            ),
            (
                vec![link("/s/{searchTerms}", crate::ATOM), link("/s{?q}", crate::FEED)],
                template("/s{?q}", crate::FEED),
            ),
        ] {
            assert_eq!(Search::among(&links), expected, "{links:?}");
        }
    }
}
