//! OpenSearch description documents.
//!
//! Source: OpenSearch 1.1, draft 6, sections 3 and 4. Elements are known by their names, with a namespace or without.

use yueli_markup::xml::Element;
use yueli_publication::web;

use crate::{SearchTemplate, Unreadable, read::Document};

/// How many templates are read of one document.
const MOST: usize = 100;

/// How a catalogue is searched, as it describes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// Its name.
    pub name: String,
    /// What is searched.
    pub about: String,
    /// The templates for results, those that this app reads best first.
    pub templates: Vec<SearchTemplate>,
}

impl Description {
    /// Reads a document that came from `url`.
    ///
    /// # Errors
    /// Where it is none: see [`Unreadable`].
    pub fn read(body: &[u8], url: &str) -> Result<Self, Unreadable> {
        match crate::read(body, Some(crate::OPENSEARCH), url)?.document {
            Document::Search(own) => Ok(*own),
            Document::Feed(_) => Err(Unreadable::SomethingElse("a feed".to_owned())),
            Document::Publication(_) => Err(Unreadable::SomethingElse("a publication".to_owned())),
            Document::Authentication(_) => {
                Err(Unreadable::SomethingElse("an authentication document".to_owned()))
            }
        }
    }

    /// The template whose answers this app reads best; pages for people are not among them.
    pub fn best(&self) -> Option<&SearchTemplate> {
        self.templates.iter().find(|own| rank(own.media_type.as_deref()) < PAGE)
    }

    pub(crate) fn from_xml(root: &Element, url: &str) -> Self {
        let text = |name: &str| root.children_named(name).next().map(Element::text).unwrap_or_default();
        let number =
            |element: &Element, name: &str| element.attr(name).and_then(|own| own.trim().parse().ok());
        let read = |element: &Element| {
            // Other relations are suggestions, or the document itself.
            let is_results =
                element.attr("rel").is_none_or(|rel| rel.split_whitespace().any(|own| own == "results"));
            let template =
                element.attr("template").map(str::trim).filter(|own| is_results && !own.is_empty())?;
            let media_type = element.attr("type").map(|own| own.trim().to_owned());
            let template = SearchTemplate::new(web::join(url, template), media_type);
            Some(SearchTemplate {
                first_page: number(element, "pageOffset").unwrap_or(template.first_page),
                first_index: number(element, "indexOffset").unwrap_or(template.first_index),
                ..template
            })
        };
        let all = root.elements().filter(|element| element.name.eq_ignore_ascii_case("url"));
        let mut templates: Vec<_> =
            all.take(MOST).filter_map(read).filter(|own| web::is_web(&own.template)).collect();
        templates.sort_by_key(|own| rank(own.media_type.as_deref()));
        Self { name: text("ShortName"), about: text("Description"), templates }
    }
}

/// What is for people.
const PAGE: u8 = 4;

/// The best first.
fn rank(media_type: Option<&str>) -> u8 {
    let own = media_type.unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    if own.starts_with(crate::FEED) {
        0
    } else if own.starts_with(crate::ATOM) && own.contains("opds-catalog") {
        1
    } else if own.starts_with(crate::ATOM) {
        2
    } else if own.contains("html") {
        PAGE
    } else {
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Terms;

    #[test]
    fn several_templates_with_a_namespace_and_without() {
        let urls = r#"ShortName>Tea</os:ShortName><os:Description>All of it</os:Description>
            <os:Url type="text/html" template="/page?q={searchTerms}"/>
            <os:Url type="application/x-suggestions+json" rel="suggestions" template="/suggest?q={searchTerms}"/>
            <os:Url type="application/atom+xml" template="/any?q={searchTerms}"/>
            <os:Url type="application/atom+xml; profile=opds-catalog; kind=acquisition" pageOffset="0" template="find?q={searchTerms}&amp;p={startPage?}"/>
            <os:Url type="application/atom+xml"/>
            <os:Url template="javascript:alert({searchTerms})"/></os:"#;
        let spaced = format!(
            r#"<?xml version="1.0"?><os:OpenSearchDescription xmlns:os="http://a9.com/-/spec/opensearch/1.1/"><os:{urls}OpenSearchDescription>"#
        );
        let bare = spaced.replace("os:", "").replace(":os", "");
        for document in [spaced, bare] {
            let read = Description::read(document.as_bytes(), "https://lib.example/opds/osd.xml").unwrap();
            assert_eq!(
                (read.name.as_str(), read.about.as_str(), read.templates.len()),
                ("Tea", "All of it", 3)
            );
            let best = read.best().unwrap();
            let terms = Terms { page: Some(1), ..Terms::default() };
            assert_eq!(best.expand("茶", &terms), "https://lib.example/opds/find?q=%E8%8C%B6&p=1");
        }
    }

    #[test]
    fn what_is_no_description_is_said() {
        for body in ["", "<html><body>x", "{\"a\":1}", "<feed/>", "no"] {
            assert!(Description::read(body.as_bytes(), "https://lib.example/").is_err(), "{body}");
        }
        let empty = Description::read(b"<OpenSearchDescription/>", "https://lib.example/").unwrap();
        assert_eq!(empty.best(), None);
    }
}
