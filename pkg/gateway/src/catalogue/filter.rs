//! What a reader asks the list for, and the address that says the same.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{
    search::{expression, normalise},
    words::primary,
};

/// The list's address.
pub(crate) const LIST: &str = "/opds/publications";
/// The list's address with everything that can be asked.
pub(crate) const TEMPLATE: &str = "/opds/publications{?query,language,subject,format,sort,page}";

/// What stays as it is in a query.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// In which order the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// What fits the query best.
    Relevance,
    /// What came last.
    New,
    /// By title.
    Title,
    /// By author.
    Author,
    /// What was published last.
    Published,
}

impl Sort {
    /// Every order, as facets list them.
    pub(crate) const ALL: [Self; 5] =
        [Self::Relevance, Self::New, Self::Title, Self::Author, Self::Published];

    /// As in an address.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::New => "new",
            Self::Title => "title",
            Self::Author => "author",
            Self::Published => "published",
        }
    }
}

/// Whether a book can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// EPUB, which can.
    Epub,
    /// Comics, which can.
    Comic,
    /// PDF, which can.
    Pdf,
    /// What cannot, yet.
    Unreadable,
}

impl Format {
    /// Every format, as facets list them.
    pub(crate) const ALL: [Self; 4] = [Self::Epub, Self::Comic, Self::Pdf, Self::Unreadable];

    /// As in an address.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Comic => "comic",
            Self::Pdf => "pdf",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What a reader asks the list for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Filter {
    /// What she typed.
    pub(crate) query: Option<String>,
    /// A primary language subtag.
    pub(crate) language: Option<String>,
    /// A subject, as a book says it.
    pub(crate) subject: Option<String>,
    /// Whether it can be read here.
    pub(crate) format: Option<Format>,
    /// In which order; where there is none, by relevance for a query, else the newest first.
    pub(crate) sort: Option<Sort>,
    /// Which page, from 1; 0 stands for the first.
    pub(crate) page: u64,
}

impl Filter {
    /// Reads a query string. What makes no sense is as if it were not there.
    pub(crate) fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = value.replace('+', " ");
            let value = percent_decode_str(&value).decode_utf8_lossy().trim().to_owned();
            if value.is_empty() {
                continue;
            }
            match name {
                "query" => filter.query = Some(value),
                "language" => filter.language = Some(primary(&value)),
                "subject" => filter.subject = Some(value),
                "format" => {
                    filter.format = Format::ALL.into_iter().find(|format| format.key() == value);
                }
                "sort" => filter.sort = Sort::ALL.into_iter().find(|sort| sort.key() == value),
                "page" => filter.page = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        if filter.query.is_none() && filter.sort == Some(Sort::Relevance) {
            filter.sort = None;
        }
        filter
    }

    /// The order that the list is in.
    pub(crate) fn order(&self) -> Sort {
        self.sort.unwrap_or(if self.query.is_some() { Sort::Relevance } else { Sort::New })
    }

    /// Which page, from 1.
    pub(crate) fn page(&self) -> u64 {
        self.page.clamp(1, 1_000_000)
    }

    /// The query as the index is asked: `None` where there is no query, `Some(None)` where nothing in it
    /// can be looked for.
    pub(crate) fn expression(&self) -> Option<Option<String>> {
        self.query.as_deref().map(expression)
    }

    /// The subject as it is compared.
    pub(crate) fn subject_key(&self) -> Option<String> {
        self.subject.as_deref().map(normalise)
    }

    /// The address of the list that this asks for.
    pub(crate) fn href(&self) -> String {
        let page = (self.page() > 1).then(|| self.page().to_string());
        let pairs = [
            ("query", self.query.as_deref()),
            ("language", self.language.as_deref()),
            ("subject", self.subject.as_deref()),
            ("format", self.format.map(Format::key)),
            ("sort", self.sort.map(Sort::key)),
            ("page", page.as_deref()),
        ];
        let mut href = LIST.to_owned();
        for (name, value) in pairs {
            if let Some(value) = value {
                href.push(if href.contains('?') { '&' } else { '?' });
                href.push_str(name);
                href.push('=');
                href.extend(utf8_percent_encode(value, KEPT));
            }
        }
        href
    }

    /// The same from its first page.
    #[must_use]
    pub(crate) fn first_page(&self) -> Self {
        self.at_page(1)
    }

    /// The same at another page.
    #[must_use]
    pub(crate) fn at_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_was_asked() {
        for (query, href) in [
            ("", "/opds/publications"),
            ("page=1&sort=nonsense&format=&x=y", "/opds/publications"),
            ("page=3", "/opds/publications?page=3"),
            ("page=-3", "/opds/publications"),
            ("sort=relevance", "/opds/publications"),
            ("language=en-US&sort=title", "/opds/publications?language=en&sort=title"),
            ("query=a+b%26c", "/opds/publications?query=a%20b%26c"),
            ("query=%E8%8C%B6&format=epub", "/opds/publications?query=%E8%8C%B6&format=epub"),
            ("query=%ff%fe", "/opds/publications?query=%EF%BF%BD%EF%BF%BD"),
        ] {
            assert_eq!(Filter::parse(query).href(), href, "{query}");
        }
    }
}
