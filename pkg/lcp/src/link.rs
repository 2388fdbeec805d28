//! Links of both documents, and what following them does.

use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Time, base64, template};

use crate::UserKey;

/// A link of a licence or a status document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// Where, maybe a template (RFC 6570).
    pub href: String,
    /// What it is: `hint`, `publication`, `status`, `license`, `register`, `renew`, `return`, `support`, `self`.
    pub rel: Vec<String>,
    /// The media type of what it leads to.
    pub media_type: Option<String>,
    /// Whether `href` is a template.
    pub templated: bool,
    /// What people are told.
    pub title: Option<String>,
    /// The profile of what it leads to.
    pub profile: Option<String>,
    /// Its length, in bytes.
    pub length: Option<u64>,
    /// The SHA-256 of what it leads to: in Base64, or in hexadecimal, as servers write it.
    pub hash: Option<String>,
}

impl Link {
    /// Whether the link has this relation.
    pub fn has_rel(&self, rel: &str) -> bool {
        self.rel.iter().any(|own| own == rel)
    }

    /// The SHA-256 of what it leads to, in Base64; nothing where it is not said, or is no such hash.
    pub fn digest(&self) -> Option<String> {
        let hash = UserKey::from_hashed(self.hash.as_deref()?).ok()?;
        Some(base64::encode(hash.bytes()))
    }

    fn is_page(&self) -> bool {
        self.media_type.as_deref().is_some_and(|own| own.trim().to_ascii_lowercase().starts_with("text/html"))
    }
}

impl FromJson for Link {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            href: fields.text("href").map(|href| href.trim().to_owned()).filter(|href| !href.is_empty())?,
            rel: fields.many("rel"),
            media_type: fields.text("type"),
            templated: fields.is("templated"),
            title: fields.text("title"),
            profile: fields.text("profile"),
            length: fields.count("length"),
            hash: fields.text("hash"),
        })
    }
}

/// Something that can be done with a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What.
    pub kind: ActionKind,
    /// Where.
    link: Link,
}

/// What can be done with a licence (LSD, section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// To tell the library on which device the book is.
    Register,
    /// To keep it longer.
    Renew,
    /// To give it back.
    Return,
}

impl ActionKind {
    /// The relation of its link.
    pub fn rel(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Renew => "renew",
            Self::Return => "return",
        }
    }

    /// The HTTP method (LSD, sections 3.3 to 3.5).
    pub fn method(self) -> &'static str {
        match self {
            Self::Register => "POST",
            Self::Renew | Self::Return => "PUT",
        }
    }
}

impl Action {
    /// The link of that kind, a service before a page.
    pub(crate) fn among(kind: ActionKind, links: &[Link]) -> Option<Self> {
        let own = || links.iter().filter(|link| link.has_rel(kind.rel()));
        let link = own().find(|link| !link.is_page()).or_else(|| own().next())?;
        Some(Self { kind, link: link.clone() })
    }

    /// The page that does it, where it is one for people: it is opened, and the status is asked for again afterwards.
    pub fn page(&self) -> Option<&str> {
        self.link.is_page().then_some(self.link.href.as_str())
    }

    /// Whether it can be said until when the licence is wanted.
    pub fn takes_end(&self) -> bool {
        self.link
            .href
            .split_once("{?")
            .is_some_and(|(_, names)| names.split(['}', ',']).any(|name| name.trim() == "end"))
    }

    /// The address to send to, for the device `id` that its reader calls `name`; `end` is until when it is wanted, where it
    /// is renewed.
    pub fn address(&self, id: &str, name: &str, end: Option<Time>) -> String {
        if !self.link.templated && !self.link.href.contains("{?") {
            return self.link.href.clone();
        }
        let end = end.map(|end| end.to_string());
        template::expand(&self.link.href, |variable| match variable {
            "id" => Some(id),
            "name" => Some(name),
            "end" => end.as_deref(),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn links(value: Value) -> Vec<Link> {
        Fields::of(json!({ "links": value })).unwrap().many("links")
    }

    #[test]
    fn actions_are_addresses_or_pages() {
        let links = links(json!([
            {"rel": "renew", "href": "https://l.example/renew.html", "type": "text/html; charset=utf-8"},
            {"rel": ["renew"], "href": "https://l.example/renew{?end,id,name}", "templated": true, "type": "application/vnd.readium.license.status.v1.0+json"},
            {"rel": "return", "href": "https://l.example/return{?id,name}"},
            {"rel": "register", "href": "https://l.example/register"}, {"rel": "renew"}, 7]));
        assert_eq!(links.len(), 4);
        let action = |kind| Action::among(kind, &links).unwrap();
        let end = Time::parse("2030-01-02");
        assert_eq!(
            action(ActionKind::Renew).address("d 1", "手机", end),
            "https://l.example/renew?end=2030-01-02T00%3A00%3A00Z&id=d%201&name=%E6%89%8B%E6%9C%BA"
        );
        assert_eq!(
            action(ActionKind::Return).address("d", "n", None),
            "https://l.example/return?id=d&name=n"
        );
        assert_eq!(action(ActionKind::Register).address("d", "n", None), "https://l.example/register");
        assert_eq!((action(ActionKind::Renew).page(), ActionKind::Renew.method()), (None, "PUT"));
        let page = Action::among(ActionKind::Renew, &links[..1]).unwrap();
        assert_eq!(page.page(), Some("https://l.example/renew.html"));
    }
}
