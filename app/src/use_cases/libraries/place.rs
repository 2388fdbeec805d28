//! A library's server as the library's own gateway knows it: which addresses it has, and under which path of ours each
//! is asked. What the gateway does not list cannot be asked at all.

use serde_json::Value;
use yueli_opds::Feed;
use yueli_publication::{
    Link,
    json::{Fields, FromJson},
    web,
};

/// How one signs in at a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// Not at all.
    #[default]
    None,
    /// With a name and a password.
    Password,
    /// On the library's own page.
    Page,
    /// A librarian says who somebody is.
    Librarian,
}

/// A part of the web that can be asked, and the path of ours that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    /// `https://books.example`
    address: String,
    /// `/upstreams/city`
    path: String,
}

impl FromJson for Origin {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { address: web::origin(&fields.text("address")?)?, path: fields.text("href")? })
    }
}

/// A library's server that can be asked through the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upstream {
    /// How the gateway names it.
    pub id: String,
    /// The library's name.
    pub name: String,
    /// The address of its first document.
    pub start: String,
    /// Browsers may ask it without the gateway.
    pub direct: bool,
    /// How one signs in.
    pub way: Way,
    /// Where one signs in: a path of the gateway's.
    pub sign_in: Option<String>,
    /// Whether this patron is signed in there.
    pub signed_in: bool,
    origins: Vec<Origin>,
}

impl Upstream {
    /// What a link of the gateway's list says; nothing for what is no catalogue.
    fn of(link: &Link) -> Option<Self> {
        let mut about = Fields::of(link.properties.other.get("upstream")?.clone())?;
        if about.text("kind").as_deref() != Some("opds") {
            return None;
        }
        let mut sign_in = Fields::of(about.take("signIn").unwrap_or_default()).unwrap_or_else(Fields::none);
        let way = match sign_in.text("way").as_deref() {
            Some("password" | "token") => Way::Password,
            Some("oauth") => Way::Page,
            Some("librarian") => Way::Librarian,
            _ => Way::None,
        };
        let mut upstream = Self {
            id: about.text("id")?,
            name: link.title.clone().unwrap_or_default(),
            start: String::new(),
            direct: about.is("direct"),
            way,
            sign_in: sign_in.text("href"),
            signed_in: sign_in.is("signedIn"),
            origins: about.many("addresses"),
        };
        upstream.start = upstream.address_of(&link.href)?;
        Some(upstream)
    }

    /// The gateway's path for an address; nothing where it is not this library's.
    pub fn path_of(&self, address: &str) -> Option<String> {
        let own = web::origin(address)?;
        let origin = self.origins.iter().find(|origin| origin.address == own)?;
        let (_, rest) = address.split_once("://")?;
        let rest = rest.split('#').next().unwrap_or_default();
        let rest = rest.get(rest.find(['/', '?']).unwrap_or(rest.len())..).unwrap_or_default();
        let slash = if rest.starts_with('/') { "" } else { "/" };
        Some([&origin.path, slash, rest].concat())
    }

    /// The address for a path of the gateway's.
    pub fn address_of(&self, path: &str) -> Option<String> {
        // `/upstreams/city` stands for another origin than `/upstreams/city/@covers.example` does.
        let mut fitting = self.origins.iter().filter_map(|origin| {
            let rest = path.strip_prefix(&origin.path)?;
            (rest.is_empty() || rest.starts_with('/')).then_some((origin, rest))
        });
        let first = fitting.next()?;
        let (origin, rest) =
            fitting.fold(first, |best, other| if other.1.len() < best.1.len() { other } else { best });
        Some([&origin.address, rest].concat())
    }

    /// Whether an address is at one of this library's origins.
    pub fn has(&self, address: &str) -> bool {
        self.path_of(address).is_some()
    }
}

/// The libraries' catalogues that the gateway lists.
pub fn upstreams(feed: &Feed) -> Vec<Upstream> {
    feed.navigation.iter().filter_map(Upstream::of).collect()
}

/// The addresses that somebody may mean by what was typed, the likeliest first; none where it is no address.
pub fn candidates(typed: &str) -> Vec<String> {
    let typed = typed.trim();
    let lower = typed.to_ascii_lowercase();
    let after = |scheme: &str| typed.get(scheme.len()..).unwrap_or_default();
    let found = if lower.starts_with("https://") {
        vec![typed.to_owned()]
    } else if lower.starts_with("http://") {
        // A library that went over to https since is meant as well.
        vec![typed.to_owned(), ["https://", after("http://")].concat()]
    } else {
        let bare = ["opds://", "feed://"].iter().find(|scheme| lower.starts_with(**scheme));
        let bare = bare.map_or(typed, |scheme| after(scheme));
        vec![["https://", bare].concat(), ["http://", bare].concat()]
    };
    let is_address = |address: &String| {
        let host = web::origin(address).and_then(|origin| Some(origin.split_once("://")?.1.to_owned()));
        !address.contains(char::is_whitespace)
            && host.is_some_and(|host| {
                host.chars().all(|letter| letter.is_alphanumeric() || ".-:[]_".contains(letter))
            })
    };
    found.into_iter().filter(is_address).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A gateway's list of two libraries and an account server.
    pub(crate) const LIST: &str = r#"{"metadata":{"title":"Libraries"},"links":[],"navigation":[
        {"href":"/upstreams/city/opds","title":"City Library","rel":"catalog","properties":{"upstream":
            {"id":"city","kind":"opds","signIn":{"way":"password","href":"/upstreams/city/sign-in","signedIn":false},"direct":false,
             "addresses":[{"address":"https://lib.example","href":"/upstreams/city"},
                {"address":"https://covers.example:8443","href":"/upstreams/city/@covers.example:8443"}]}}},
        {"href":"/upstreams/open/v2","title":"Open Shelf","properties":{"upstream":
            {"id":"open","kind":"opds","signIn":{"way":"none","href":null,"signedIn":false},"direct":true,
             "addresses":[{"address":"http://open.example:8080","href":"/upstreams/open"}]}}},
        {"href":"/upstreams/folio/patron/account","title":"Accounts","properties":{"upstream":{"id":"folio","kind":"folio-edge-patron"}}},
        {"href":"/elsewhere"}]}"#;

    pub(crate) fn listed() -> Vec<Upstream> {
        upstreams(&serde_json::from_str(LIST).unwrap())
    }

    #[test]
    fn the_gateways_list_is_understood() {
        let all = listed();
        let told: Vec<_> =
            all.iter().map(|own| (own.id.as_str(), own.start.as_str(), own.way, own.direct)).collect();
        assert_eq!(
            told,
            [
                ("city", "https://lib.example/opds", Way::Password, false),
                ("open", "http://open.example:8080/v2", Way::None, true)
            ]
        );
    }

    #[test]
    fn an_address_and_a_path_find_each_other() {
        let city = &listed()[0];
        for (address, path) in [
            ("https://lib.example/opds?page=2", "/upstreams/city/opds?page=2"),
            ("https://LIB.example:443/a/b", "/upstreams/city/a/b"),
            ("https://lib.example", "/upstreams/city/"),
            ("https://lib.example?q=1#x", "/upstreams/city/?q=1"),
            ("https://covers.example:8443/1.jpg#top", "/upstreams/city/@covers.example:8443/1.jpg"),
        ] {
            assert_eq!(city.path_of(address).as_deref(), Some(path), "{address}");
        }
        for other in [
            "http://lib.example/opds",
            "https://covers.example/1.jpg",
            "https://lib.example.evil/",
            "/opds",
            "data:,x",
        ] {
            assert_eq!(city.path_of(other), None, "{other}");
        }
        for (path, address) in [
            ("/upstreams/city/opds", Some("https://lib.example/opds")),
            ("/upstreams/city/@covers.example:8443/1.jpg", Some("https://covers.example:8443/1.jpg")),
            ("/upstreams/cityx/opds", None),
        ] {
            assert_eq!(city.address_of(path).as_deref(), address, "{path}");
        }
    }

    #[test]
    fn what_is_typed_is_an_address_or_is_not() {
        for (typed, expected) in [
            (" lib.example/opds ", vec!["https://lib.example/opds", "http://lib.example/opds"]),
            ("HTTPS://lib.example", vec!["HTTPS://lib.example"]),
            ("http://lib.example:8080", vec!["http://lib.example:8080", "https://lib.example:8080"]),
            ("opds://lib.example/x", vec!["https://lib.example/x", "http://lib.example/x"]),
            ("图书馆.example", vec!["https://图书馆.example", "http://图书馆.example"]),
            ("[::1]:80/x", vec!["https://[::1]:80/x", "http://[::1]:80/x"]),
            ("City Library", vec![]),
            ("javascript:alert(1)", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(candidates(typed), expected, "{typed}");
        }
    }
}
