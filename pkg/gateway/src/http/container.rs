//! A container of annotations and its pages as JSON, in the form that was asked for (Web Annotation Protocol, section 4).

use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::annotations::PAGE;
use crate::{
    reading::{Base, Note, Summary},
    store::instant,
};

/// How much is said of the annotations in a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// How many there are.
    Minimal,
    /// Where they are.
    Addresses,
    /// All that they say.
    Whole,
}

impl Shape {
    /// The page that is asked for, if any, and in which form: by the query, else by `Prefer`.
    pub(crate) fn asked(query: &str, headers: &HeaderMap) -> (Option<i64>, Self) {
        let value = |name: &str| {
            query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
        };
        let page = value("page").and_then(|page| page.parse::<i64>().ok()).filter(|page| *page >= 0);
        let shape = match value("iris").as_deref() {
            Some("1") => Self::Addresses,
            Some("0") => Self::Whole,
            _ => Self::preferred(headers),
        };
        (page, shape)
    }

    fn preferred(headers: &HeaderMap) -> Self {
        let wants = |what: &str| {
            let mut prefers = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
            prefers.any(|prefer| prefer.contains(what))
        };
        if wants("ldp#PreferMinimalContainer") {
            Self::Minimal
        } else if wants("oa#PreferContainedIRIs") {
            Self::Addresses
        } else {
            Self::Whole
        }
    }

    /// For tags and addresses.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Minimal => "m",
            Self::Addresses => "1",
            Self::Whole => "0",
        }
    }
}

/// A container.
pub(crate) struct Whole<'a> {
    pub(crate) base: &'a Base,
    pub(crate) publication: &'a str,
    pub(crate) summary: Summary,
    pub(crate) shape: Shape,
}

impl Whole<'_> {
    /// The address of the container in this form, or of one of its pages.
    pub(crate) fn address(&self, page: Option<i64>) -> String {
        let own = self.base.container(self.publication);
        // A minimal container names the pages with whole annotations.
        let iris = if self.shape == Shape::Addresses { "1" } else { "0" };
        match page {
            Some(page) => format!("{own}?iris={iris}&page={page}"),
            None if self.shape == Shape::Minimal => own,
            None => format!("{own}?iris={iris}"),
        }
    }

    /// The container, with its first page in it unless it is to be short.
    pub(crate) fn container(&self, items: &[Note]) -> Value {
        let total = self.summary.total;
        let mut all = json!({
            "@context": ["http://www.w3.org/ns/anno.jsonld", "http://www.w3.org/ns/ldp.jsonld"],
            "id": self.address(None),
            "type": ["BasicContainer", "AnnotationCollection"],
            "total": total,
            "modified": instant(self.summary.updated),
        });
        if total > 0 {
            let mut first = self.body(0, items);
            first["id"] = self.address(Some(0)).into();
            all["first"] = if self.shape == Shape::Minimal { self.address(Some(0)).into() } else { first };
            all["last"] = self.address(Some((total - 1) / PAGE)).into();
        }
        all
    }

    /// One page by itself.
    pub(crate) fn page(&self, page: i64, items: &[Note]) -> Value {
        let mut all = self.body(page, items);
        all["@context"] = "http://www.w3.org/ns/anno.jsonld".into();
        all["id"] = self.address(Some(page)).into();
        all["partOf"] = json!({
            "id": self.address(None), "total": self.summary.total, "modified": instant(self.summary.updated),
        });
        if page > 0 {
            all["prev"] = self.address(Some(page - 1)).into();
        }
        all
    }

    fn body(&self, page: i64, items: &[Note]) -> Value {
        let said = |note: &Note| match self.shape {
            Shape::Addresses => {
                Value::from(format!("{}{}", self.base.container(self.publication), note.name))
            }
            _ => Value::Object(self.base.annotation(self.publication, note)),
        };
        let mut all = json!({
            "type": "AnnotationPage",
            "startIndex": page.saturating_mul(PAGE),
            "items": items.iter().map(said).collect::<Vec<_>>(),
        });
        if page.saturating_add(1).saturating_mul(PAGE) < self.summary.total {
            all["next"] = self.address(Some(page + 1)).into();
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_the_one_that_is_asked_for() {
        let include = |what: &str| format!("return=representation;include=\"{what}\"");
        for (query, prefer, expected) in [
            ("", String::new(), (None, Shape::Whole)),
            ("", include("http://www.w3.org/ns/ldp#PreferMinimalContainer"), (None, Shape::Minimal)),
            (
                "",
                include(
                    "http://www.w3.org/ns/ldp#PreferMinimalContainer http://www.w3.org/ns/oa#PreferContainedIRIs",
                ),
                (None, Shape::Minimal),
            ),
            ("", include("http://www.w3.org/ns/oa#PreferContainedIRIs"), (None, Shape::Addresses)),
            ("", include("http://www.w3.org/ns/oa#PreferContainedDescriptions"), (None, Shape::Whole)),
            ("iris=1&page=2", String::new(), (Some(2), Shape::Addresses)),
            ("page=-1", String::new(), (None, Shape::Whole)),
            ("page=x&iris=0", include("http://www.w3.org/ns/oa#PreferContainedIRIs"), (None, Shape::Whole)),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("prefer", prefer.parse().unwrap());
            assert_eq!(Shape::asked(query, &headers), expected, "{query} {prefer}");
        }
    }
}
