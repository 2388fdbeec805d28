//! Authentication for OPDS: which ways of signing in a library has, and which of them this app can go.
//!
//! Source: <https://drafts.opds.io/authentication-for-opds-1.0>, and what Palace adds to it. Older drafts (`type` and
//! `labels` of the document itself, `links` by their relation) are read as well.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Link, LocalizedText, Words, read_from_json};

use crate::{AUTHENTICATION, defect::Defects, settle};

/// The media type that servers had before the draft settled on [`AUTHENTICATION`].
const OLD_TYPE: &str = "application/vnd.opds.authentication.v1.0+json";
/// How many flows and links are read.
const MOST: usize = 100;

/// How one signs in.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Authentication {
    /// Where this document is at home.
    pub id: String,
    /// The library's name.
    pub title: LocalizedText,
    /// What the library says above the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `logo`, `help`, `register`, `profile`, shelf ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The ways, as the library orders them.
    #[serde(rename = "authentication")]
    pub flows: Vec<Flow>,
}

/// One way to sign in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flow {
    /// What it is; written as the URI that the library gave.
    #[serde(skip)]
    pub kind: FlowKind,
    /// The URI that the library gave.
    #[serde(rename = "type")]
    pub uri: String,
    /// What the library calls this way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the fields of the form are called.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
    /// Whether a password is asked for as well (Palace: cards without PIN).
    #[serde(skip)]
    pub needs_password: bool,
    /// `authenticate`, `refresh`, `logo` ...
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// What the fields of a form are called; nothing where the library leaves it to the app.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Labels {
    /// The field for the card's number or the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// The field for the password or PIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

impl Labels {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The kinds of ways to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlowKind {
    /// HTTP Basic: name and password with every request.
    Basic,
    /// HTTP Digest.
    Digest,
    /// Name and password (as HTTP Basic) for a token (Palace).
    BasicToken,
    /// OAuth 2.0, resource owner password credentials.
    Password,
    /// OAuth 2.0, authorisation code; with PKCE.
    Code,
    /// OpenID Connect, which is an authorisation code as well.
    OpenId,
    /// OAuth 2.0, implicit grant.
    Implicit,
    /// By way of somebody else's page (Palace with Clever).
    Intermediary,
    /// SAML 2.0.
    Saml,
    /// Nobody has to sign in.
    Anonymous,
    /// Something else.
    Unknown,
}

/// What this app can do with a way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ability {
    /// Nothing needs to be done.
    Nothing,
    /// A form; what is typed is sent with every request, over TLS.
    Form,
    /// A form; what is typed is exchanged for a token, and then forgotten.
    FormForToken,
    /// The library's own page, and back through the gateway.
    Browser,
    /// Nothing: this way ends at an address (`opds://`) that no web page can receive.
    NotInBrowsers,
    /// Nothing: the document lacks the address that this way needs.
    NoAddress,
    /// Nothing: this app does not know this way.
    NotKnown,
}

impl FlowKind {
    /// The kind that a URI names.
    pub fn of(uri: &str) -> Self {
        let uri = uri.trim().trim_end_matches('/').to_ascii_lowercase();
        let name = uri.rsplit(['/', '#']).next().unwrap_or_default();
        match name {
            "basic" => Self::Basic,
            "digest" => Self::Digest,
            "basic-token" | "oauth-client-credentials" => Self::BasicToken,
            "password" => Self::Password,
            "implicit" => Self::Implicit,
            "openid" | "openid-connect" | "oidc" => Self::OpenId,
            "oauth-with-intermediary" => Self::Intermediary,
            "anonymous" => Self::Anonymous,
            _ if name.starts_with("authorization") => Self::Code,
            _ if name.starts_with("saml") => Self::Saml,
            _ => Self::Unknown,
        }
    }
}

impl Ability {
    /// Whether one can sign in this way.
    pub fn is_possible(self) -> bool {
        matches!(self, Self::Nothing | Self::Form | Self::FormForToken | Self::Browser)
    }

    /// What a patron is told.
    pub fn words(self) -> Words {
        match self {
            Self::Nothing => Words { en: "You need not sign in here.", zh: "这里不需要登录。" },
            Self::Form | Self::FormForToken => Words {
                en: "Sign in with your card number or name and your password.",
                zh: "请用读者证号或用户名和密码登录。",
            },
            Self::Browser => Words {
                en: "You sign in on the library's own page and then come back here.",
                zh: "将转到图书馆自己的登录页面，登录后回到这里。",
            },
            Self::NotInBrowsers => Words {
                en: "This way to sign in works only in apps that are installed from a store. Ask the library for another way.",
                zh: "这种登录方式只能用于从应用商店安装的应用。请向图书馆询问其他登录方式。",
            },
            Self::NoAddress => Words {
                en: "The library does not say where one signs in. Please tell the library.",
                zh: "图书馆没有给出登录地址。请告知图书馆。",
            },
            Self::NotKnown => Words {
                en: "This app does not know this way to sign in. Ask the library for another way.",
                zh: "本应用还不支持这种登录方式。请向图书馆询问其他登录方式。",
            },
        }
    }
}

impl Flow {
    /// A way of that kind, with nothing else known of it.
    pub fn new(uri: &str) -> Self {
        let (description, labels) = (None, Labels::default());
        Self {
            kind: FlowKind::of(uri),
            uri: uri.to_owned(),
            description,
            labels,
            needs_password: true,
            links: Vec::new(),
        }
    }

    /// The address for a relation: `authenticate`, `refresh`.
    pub fn address(&self, rel: &str) -> Option<&str> {
        self.links.iter().find(|link| link.has_rel(rel)).map(|link| link.href.as_str())
    }

    /// What this app can do with it.
    pub fn ability(&self) -> Ability {
        let with_address = |able: Ability| match self.address("authenticate") {
            Some(_) => able,
            None => Ability::NoAddress,
        };
        match self.kind {
            FlowKind::Anonymous => Ability::Nothing,
            FlowKind::Basic => Ability::Form,
            FlowKind::BasicToken | FlowKind::Password => with_address(Ability::FormForToken),
            FlowKind::Code | FlowKind::OpenId => with_address(Ability::Browser),
            FlowKind::Implicit => Ability::NotInBrowsers,
            FlowKind::Digest | FlowKind::Intermediary | FlowKind::Saml | FlowKind::Unknown => {
                Ability::NotKnown
            }
        }
    }

    fn read(value: Value) -> Option<Self> {
        if let Some(uri) = value.as_str() {
            return Some(Self::new(uri));
        }
        let mut fields = Fields::of(value)?;
        let mut flow = Self::new(&fields.text("type")?);
        flow.description = fields.text("description").or_else(|| fields.text("title"));
        flow.labels = fields.take("labels").map(labels).unwrap_or_default();
        flow.links = links_of(fields.take("links"));
        // Some write the address itself, as a text or as a link.
        for name in ["authenticate", "refresh"] {
            let named = fields.take(name).into_iter().flat_map(|value| links_of(Some(value)));
            let new = named.map(|link| Link { rel: vec![name.to_owned()], ..link });
            flow.links.extend(new);
        }
        let password = fields.take("inputs").and_then(|inputs| inputs.get("password").cloned());
        let keyboard = password.as_ref().and_then(|password| password.get("keyboard")?.as_str());
        flow.needs_password = keyboard.is_none_or(|keyboard| !keyboard.eq_ignore_ascii_case("no input"));
        Some(flow)
    }
}

impl Authentication {
    /// The first way that this app can go, those without passwords in every request first.
    pub fn best(&self) -> Option<&Flow> {
        let order = [Ability::Nothing, Ability::FormForToken, Ability::Browser, Ability::Form];
        order.iter().find_map(|able| self.flows.iter().find(|flow| flow.ability() == *able))
    }

    /// The first link with this relation: `logo`, `register`, `help`, `profile`.
    pub fn link(&self, rel: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.has_rel(rel))
    }

    /// With every link resolved against the address that it came from.
    #[must_use]
    pub fn settled(mut self, url: &str) -> Self {
        let mut defects = Defects::default();
        let mut all = |links: Vec<Link>| {
            links.into_iter().filter_map(|own| settle::link(own, url, &mut defects)).collect()
        };
        self.links = all(self.links);
        for flow in &mut self.flows {
            flow.links = all(std::mem::take(&mut flow.links));
        }
        if self.id.is_empty() {
            url.clone_into(&mut self.id);
        }
        self
    }
}

impl FromJson for Authentication {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut flows = fields.list("authentication");
        // Older drafts: the kinds alone, with labels for all of them.
        flows.extend(fields.list("type"));
        for provider in fields.list("providers") {
            let Some(Value::Object(methods)) = provider.get("methods") else { continue };
            for (uri, method) in methods {
                let mut flow = method.as_object().cloned().unwrap_or_default();
                flow.insert("type".to_owned(), uri.as_str().into());
                flows.push(Value::Object(flow));
            }
        }
        let mut flows: Vec<Flow> = flows.into_iter().take(MOST).filter_map(Flow::read).collect();
        if let Some(own) = fields.take("labels").map(labels) {
            for flow in flows.iter_mut().filter(|flow| flow.labels.is_empty()) {
                flow.labels = own.clone();
            }
        }
        let title = fields.one("title").or_else(|| fields.one("name")).unwrap_or_default();
        let description = fields.text("description").or_else(|| fields.text("service_description"));
        let id = fields.text("id").unwrap_or_default();
        Some(Self { id, title, description, links: links_of(fields.take("links")), flows })
    }
}

read_from_json!(Authentication);

fn labels(value: Value) -> Labels {
    let Some(mut fields) = Fields::of(value) else { return Labels::default() };
    let mut label = |name: &str| {
        let text: LocalizedText = fields.one(name)?;
        Some(text.first().trim().to_owned()).filter(|text| !text.is_empty())
    };
    Labels { login: label("login").or_else(|| label("username")), password: label("password") }
}

/// Links as a list, a single one, a text, or an object by relation.
fn links_of(value: Option<Value>) -> Vec<Link> {
    let mut found = Vec::new();
    match value {
        Some(Value::Array(list)) => {
            for value in list.into_iter().take(MOST) {
                found.extend(if value.is_array() { Vec::new() } else { links_of(Some(value)) });
            }
        }
        Some(Value::String(href)) => found.push(Link::to(href)),
        Some(Value::Object(map)) if map.contains_key("href") => {
            found.extend(Link::from_json(Value::Object(map)))
        }
        Some(Value::Object(map)) => {
            for (rel, value) in map.into_iter().take(MOST).filter(|(_, value)| !value.is_null()) {
                let one_level = match value {
                    Value::Object(inner) if !inner.contains_key("href") => Vec::new(),
                    other => links_of(Some(other)),
                };
                found.extend(one_level.into_iter().map(|link| Link { rel: vec![rel.clone()], ..link }));
            }
        }
        _ => {}
    }
    found
}

/// Whether a `Content-Type` is one of the two that authentication documents have.
pub fn is_authentication(media_type: &str) -> bool {
    let own = media_type.split(';').next().unwrap_or_default().trim();
    [AUTHENTICATION, OLD_TYPE].iter().any(|known| own.eq_ignore_ascii_case(known))
}

/// The address of the authentication document that a link names (`properties.authenticate`), as a text or as a link.
pub fn authenticate_hint(link: &Link) -> Option<&str> {
    let own = link.properties.other.get("authenticate")?;
    own.as_str().or_else(|| own.get("href")?.as_str()).filter(|href| !href.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> Authentication {
        Authentication::from_json(value).unwrap().settled("https://lib.example/opds/auth.json")
    }

    #[test]
    fn every_form_of_the_document_is_read() {
        let basic = "http://opds-spec.org/auth/basic";
        for document in [
            json!({"title": "City", "authentication": [{"type": basic, "labels": {"login": "Card", "password": "PIN"}}],
                   "links": [{"rel": "logo", "href": "/logo.png"}, {"rel": ["help"], "href": "mailto:help@lib.example"}]}),
            json!({"title": {"en": "City"}, "authentication": {"type": basic, "labels": {"login": {"en": "Card"}, "password": "PIN"}},
                   "links": {"logo": "/logo.png", "help": [{"href": "mailto:help@lib.example"}]}}),
            json!({"name": "City", "type": [basic], "labels": {"login": "Card", "password": "PIN"},
                   "links": {"logo": {"href": "../logo.png"}, "help": "mailto:help@lib.example", "odd": {"deep": {"href": "x"}}}}),
            json!({"title": "City", "providers": [{"methods": {basic: {"labels": {"username": "Card", "password": "PIN"}}}}],
                   "links": [{"rel": "logo", "href": "/logo.png"}, {"rel": "help", "href": "mailto:help@lib.example"}, "x", 7, [[]]]}),
        ] {
            let read = read(document);
            assert_eq!(
                (read.title.first(), read.id.as_str()),
                ("City", "https://lib.example/opds/auth.json")
            );
            assert_eq!(
                read.link("logo").map(|link| link.href.as_str()),
                Some("https://lib.example/logo.png")
            );
            assert_eq!(read.link("help").map(|link| link.href.as_str()), Some("mailto:help@lib.example"));
            let flow = read.best().unwrap();
            assert_eq!((flow.kind, flow.ability()), (FlowKind::Basic, Ability::Form));
            assert_eq!(
                (flow.labels.login.as_deref(), flow.labels.password.as_deref()),
                (Some("Card"), Some("PIN"))
            );
        }
    }

    #[test]
    fn each_way_is_known_for_what_can_be_done_with_it() {
        let at = |uri: &str| json!({"type": uri, "links": [{"rel": "authenticate", "href": "/token"}]});
        for (flow, expected) in [
            (at("http://opds-spec.org/auth/oauth/password"), Ability::FormForToken),
            (
                json!({"type": "http://opds-spec.org/auth/oauth/password", "authenticate": "/token"}),
                Ability::FormForToken,
            ),
            (
                json!({"type": "http://opds-spec.org/auth/oauth/password", "authenticate": {"href": "/token"}}),
                Ability::FormForToken,
            ),
            (json!({"type": "http://opds-spec.org/auth/oauth/password"}), Ability::NoAddress),
            (at("http://thepalaceproject.org/authtype/basic-token"), Ability::FormForToken),
            (at("http://opds-spec.org/auth/oauth/authorization_code"), Ability::Browser),
            (at("http://opds-spec.org/auth/oauth/authorization-code-with-pkce"), Ability::Browser),
            (at("http://palaceproject.io/authtype/OpenIDConnect/openid-connect"), Ability::Browser),
            (at("http://opds-spec.org/auth/oauth/implicit"), Ability::NotInBrowsers),
            (at("http://librarysimplified.org/authtype/SAML-2.0"), Ability::NotKnown),
            (at("http://librarysimplified.org/rel/auth/anonymous"), Ability::Nothing),
            (json!("http://opds-spec.org/auth/basic"), Ability::Form),
            (at("urn:something"), Ability::NotKnown),
        ] {
            let read = read(json!({"title": "T", "authentication": [flow]}));
            assert_eq!(read.flows[0].ability(), expected, "{:?}", read.flows);
            assert_eq!(read.best().is_some(), expected.is_possible());
        }
    }

    #[test]
    fn passwords_in_every_request_come_last() {
        let document = json!({"title": "T", "authentication": [
            {"type": "http://opds-spec.org/auth/oauth/implicit", "links": [{"rel": "authenticate", "href": "/i"}]},
            {"type": "http://opds-spec.org/auth/basic", "inputs": {"password": {"keyboard": "No input"}}},
            {"type": "http://opds-spec.org/auth/oauth/password", "authenticate": "/t"}, 7, {"labels": {}}]});
        let read = read(document);
        assert_eq!(read.flows.len(), 3);
        assert_eq!(read.best().unwrap().address("authenticate"), Some("https://lib.example/t"));
        assert_eq!(
            read.flows.iter().map(|flow| flow.needs_password).collect::<Vec<_>>(),
            [true, false, true]
        );
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let document = json!({"id": "https://lib.example/a", "title": "T", "links": [{"href": "https://lib.example/l", "rel": "logo"}],
            "authentication": [{"type": "http://opds-spec.org/auth/basic", "labels": {"login": "Card"}}]});
        assert_eq!(serde_json::to_value(read(document.clone())).unwrap(), document);
    }

    #[test]
    fn hints_and_media_types_come_in_two_forms() {
        for properties in [json!({"authenticate": "/a"}), json!({"authenticate": {"href": "/a"}})] {
            let link = Link::from_json(json!({"href": "/x", "properties": properties})).unwrap();
            assert_eq!(authenticate_hint(&link), Some("/a"));
        }
        assert!(is_authentication("Application/OPDS-authentication+json; charset=utf-8"));
        assert!(is_authentication("application/vnd.opds.authentication.v1.0+json"));
        assert!(!is_authentication("application/json"));
    }

    proptest! {
        #[test]
        fn never_panics(text in r#"([\[\]{},:]|"(type|links|href|labels|authentication|providers|methods|login)"|"x"|7|null)*"#) {
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let _ = Authentication::from_json(value).map(|read| read.settled("https://a.example/"));
            }
        }
    }
}
