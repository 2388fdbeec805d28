//! What a reader looks for: one value that is an address in the app and a question to the catalogue.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stays as it is in a query (a space becomes a plus sign), as in a form that is sent.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_').remove(b' ');
/// Where the catalogue lists its publications.
const PUBLICATIONS: &str = "/opds/publications";

/// What a reader looks for. Empty fields ask for nothing.
///
/// Written as a query string it is the address of the catalogue page: `?q=tea&language=zh`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Search {
    /// Words in titles, names and subjects.
    pub text: String,
    /// A BCP 47 tag.
    pub language: String,
    /// A subject heading.
    pub subject: String,
    /// A format, as the catalogue names it.
    pub format: String,
    /// An order, as the catalogue names it.
    pub sort: String,
}

impl Search {
    /// A search for words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Everything under one subject heading.
    pub fn subject(heading: impl Into<String>) -> Self {
        Self { subject: heading.into(), ..Self::default() }
    }

    /// Reads the query part of an address (with or without `?`); what makes no sense asks for nothing.
    pub fn from_query(query: &str) -> Self {
        Self::read(query.trim_start_matches('?'), "q")
    }

    /// The query part of the catalogue page's address, without `?`.
    pub fn to_query(&self) -> String {
        self.write("q", &self.text)
    }

    /// The catalogue page's address.
    pub fn to_address(&self) -> String {
        let query = self.to_query();
        if query.is_empty() { "/catalogue".to_owned() } else { format!("/catalogue?{query}") }
    }

    /// Where the catalogue answers it, from the first page.
    pub fn feed_url(&self) -> String {
        let query = self.write("query", self.text.trim());
        if query.is_empty() { PUBLICATIONS.to_owned() } else { format!("{PUBLICATIONS}?{query}") }
    }

    /// The search that a link of a feed leads to; `None` where the link leads elsewhere.
    pub fn from_feed_href(href: &str) -> Option<Self> {
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        let path = path.split('{').next().unwrap_or_default();
        if !path.trim_end_matches('/').ends_with(PUBLICATIONS) {
            return None;
        }
        Some(Self::read(query, "query"))
    }

    /// Reads `text=…&language=…`, `words` being the name of the words' own field.
    fn read(query: &str, words: &str) -> Self {
        let mut search = Self::default();
        for (name, value) in query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
            let field = match name {
                "language" => &mut search.language,
                "subject" => &mut search.subject,
                "format" => &mut search.format,
                "sort" => &mut search.sort,
                _ if name == words => &mut search.text,
                _ => continue,
            };
            *field = percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned();
        }
        search
    }

    /// The reverse of [`Self::read`]; empty fields are left out.
    fn write(&self, words: &str, text: &str) -> String {
        let mut query = String::new();
        for (name, value) in [
            (words, text),
            ("language", &self.language),
            ("subject", &self.subject),
            ("format", &self.format),
            ("sort", &self.sort),
        ] {
            if !value.is_empty() {
                let and = if query.is_empty() { "" } else { "&" };
                query.extend([and, name, "="]);
                query.extend(utf8_percent_encode(value, QUERY).map(|part| part.replace(' ', "+")));
            }
        }
        query
    }

    /// True where nothing at all is asked, whatever the order.
    pub fn is_everything(&self) -> bool {
        self.text.trim().is_empty() && self.filters() == 0
    }

    /// How many ways the list is narrowed, words aside.
    pub fn filters(&self) -> usize {
        [&self.language, &self.subject, &self.format].into_iter().filter(|own| !own.is_empty()).count()
    }

    /// The same words and order, nothing narrowed.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { text: self.text.clone(), sort: self.sort.clone(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_a_search_are_the_same_thing() {
        for (query, search) in [
            ("", Search::default()),
            ("q=%E8%8C%B6", Search::words("茶")),
            ("subject=Sea+stories", Search::subject("Sea stories")),
            (
                "q=a%26b&language=en&sort=new",
                Search { text: "a&b".into(), language: "en".into(), sort: "new".into(), ..Search::default() },
            ),
        ] {
            assert_eq!(Search::from_query(query), search, "{query}");
            assert_eq!(search.to_query(), query);
        }
    }

    #[test]
    fn a_strange_address_asks_for_nothing() {
        assert_eq!(Search::from_query("?from=home-screen&q"), Search::default());
    }

    #[test]
    fn asks_the_catalogue_in_its_own_words() {
        assert_eq!(Search::default().feed_url(), "/opds/publications");
        assert_eq!(Search::words(" white whale ").feed_url(), "/opds/publications?query=white+whale");
    }

    #[test]
    fn reads_a_facet() {
        for (href, expected) in [
            ("/opds/publications?query=a&language=zh&page=3", Some(("a", "zh"))),
            ("https://lib.example/opds/publications?language=en", Some(("", "en"))),
            ("/opds/publications{?query}", Some(("", ""))),
            ("/opds/somewhere?query=a", None),
        ] {
            let found = Search::from_feed_href(href);
            let pair = found.as_ref().map(|own| (own.text.as_str(), own.language.as_str()));
            assert_eq!(pair, expected, "{href}");
        }
    }
}
