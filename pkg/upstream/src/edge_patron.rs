//! The routes of FOLIO's edge-patron that a patron may use, and whose patron id they carry.
//!
//! The key of edge-patron can act for any patron, and creates patrons too. So nothing but these routes is asked
//! with it, and each of them names one patron, who must be the one that the session is bound to.
//!
//! Source: edge-patron's RAML, mod-patron interface 4.4.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// A patron's id is the external system id of the library: any text of this many bytes at most.
const LONGEST_ID: usize = 128;
/// The longest value of a parameter, in bytes.
const LONGEST_VALUE: usize = 100;
/// What stays as it is in a segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What can be asked: the method, and the path below `/patron/account/{patron}`, where `*` is a UUID.
const ROUTES: [(&str, &[&str]); 10] = [
    ("GET", &[]),
    ("POST", &["item", "*", "renew"]),
    ("POST", &["item", "*", "hold"]),
    ("GET", &["item", "*", "allowed-service-points"]),
    ("POST", &["instance", "*", "hold"]),
    ("GET", &["instance", "*", "allowed-service-points"]),
    ("POST", &["instance", "*", "allowed-service-points-multi-item"]),
    ("POST", &["instance", "*", "batch-request"]),
    ("GET", &["instance", "*", "batch-request", "*", "status"]),
    ("POST", &["hold", "*", "cancel"]),
];

/// Parameters of the account; all others are left out, the key above all.
const PARAMETERS: [&str; 7] =
    ["includeLoans", "includeCharges", "includeHolds", "includeBatches", "sortBy", "offset", "limit"];

/// A request that has been recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    /// Whose account it is about, decoded.
    pub patron: String,
    /// The path to ask for, written anew.
    pub path: String,
    /// True for the account itself, whose answer carries an id.
    pub account: bool,
}

/// Why a request is not passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No route of a patron's.
    #[error("no such route is open to patrons")]
    NoRoute,
    /// The route is there, but not for this method.
    #[error("the route is not asked in this way")]
    Method,
}

/// Recognises a request; `path` begins with `/patron/account/` and is percent-encoded.
///
/// # Errors
/// Where it is none that patrons may make.
pub fn route(method: &str, path: &str) -> Result<Routed, Refused> {
    let rest = path.strip_prefix("/patron/account/").ok_or(Refused::NoRoute)?;
    let mut segments = rest.split('/');
    let patron = segments.next().and_then(patron_id).ok_or(Refused::NoRoute)?;
    let segments: Vec<&str> = segments.collect();
    let fits = |route: &[&str]| {
        route.len() == segments.len()
            && route
                .iter()
                .zip(&segments)
                .all(|(own, asked)| if *own == "*" { is_uuid(asked) } else { own == asked })
    };
    let mut there = false;
    for (own, route) in ROUTES {
        if fits(route) {
            there = true;
            if own == method || own == "GET" && method == "HEAD" {
                let account = route.is_empty();
                let mut path = account_path(&patron);
                for segment in segments {
                    path.push('/');
                    path.push_str(segment);
                }
                return Ok(Routed { patron, path, account });
            }
        }
    }
    Err(if there { Refused::Method } else { Refused::NoRoute })
}

/// The path of a patron's account.
pub fn account_path(patron: &str) -> String {
    format!("/patron/account/{}", utf8_percent_encode(patron, SEGMENT))
}

/// The parameters that go on: known ones, once each, with values that can be nothing else.
pub fn query(asked: &str) -> Vec<(&'static str, String)> {
    let mut kept: Vec<(&'static str, String)> = Vec::new();
    for (name, value) in url::form_urlencoded::parse(asked.as_bytes()) {
        let Some(name) = PARAMETERS.iter().find(|known| **known == name) else { continue };
        let fits = match *name {
            "offset" | "limit" => value.parse::<u32>().is_ok_and(|number| number <= 2_147_483_647),
            // A part of a CQL query on the other side.
            "sortBy" => {
                value.chars().all(|letter| letter.is_ascii_alphanumeric() || "./ _-".contains(letter))
            }
            _ => value == "true" || value == "false",
        };
        if fits && value.len() <= LONGEST_VALUE && !kept.iter().any(|(own, _)| own == name) {
            kept.push((name, value.into_owned()));
        }
    }
    kept
}

/// The patron id that a segment stands for.
fn patron_id(segment: &str) -> Option<String> {
    let id = percent_decode_str(segment).decode_utf8().ok()?;
    // What names other routes of the same server is no patron.
    let route = ["item", "instance", "hold", "external-patrons", "by-email"].contains(&&*id);
    is_patron_id(&id).then_some(id.into_owned()).filter(|_| !route)
}

/// Whether `id` can be a patron's id: some text without slashes, dots alone or control characters.
pub fn is_patron_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= LONGEST_ID
        && !matches!(id, "." | "..")
        && !id.chars().any(|letter| letter.is_control() || matches!(letter, '/' | '\\' | '%' | ';'))
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "7d9dfe70-0158-489d-a7ed-2789eac277b3";

    #[test]
    fn the_routes_of_a_patron() {
        for (method, path) in [
            ("GET", String::new()),
            ("HEAD", String::new()),
            ("POST", format!("/item/{ID}/renew")),
            ("POST", format!("/item/{ID}/hold")),
            ("GET", format!("/item/{ID}/allowed-service-points")),
            ("POST", format!("/instance/{ID}/hold")),
            ("GET", format!("/instance/{ID}/allowed-service-points")),
            ("POST", format!("/instance/{ID}/allowed-service-points-multi-item")),
            ("POST", format!("/instance/{ID}/batch-request")),
            ("GET", format!("/instance/{ID}/batch-request/{ID}/status")),
            ("POST", format!("/hold/{ID}/cancel")),
        ] {
            let routed = route(method, &format!("/patron/account/a%20b{path}")).unwrap();
            assert_eq!(routed.patron, "a b");
            assert_eq!(routed.path, format!("/patron/account/a%20b{path}"));
            assert_eq!(routed.account, path.is_empty());
        }
    }

    #[test]
    fn nothing_else_is_asked_with_the_key() {
        for (method, path, expected) in [
            ("POST", "/patron", Refused::NoRoute),
            ("PUT", "/patron/7d9dfe70-0158-489d-a7ed-2789eac277b3", Refused::NoRoute),
            ("POST", "/patron/account", Refused::NoRoute),
            ("GET", "/patron/account", Refused::NoRoute),
            ("GET", "/patron/account/", Refused::NoRoute),
            ("GET", "/patron/account/external-patrons", Refused::NoRoute),
            ("GET", "/patron/account/by-email/a@b.example", Refused::NoRoute),
            ("PUT", "/patron/account/by-email/a@b.example", Refused::NoRoute),
            ("GET", "/patron/registration-status", Refused::NoRoute),
            ("POST", "/patron/account/item/7d9dfe70-0158-489d-a7ed-2789eac277b3/hold", Refused::NoRoute),
            ("GET", "/patron/account/instance/7d9dfe70-0158-489d-a7ed-2789eac277b3/hold", Refused::NoRoute),
            ("DELETE", "/patron/account/p", Refused::Method),
            ("PUT", "/patron/account/p", Refused::Method),
            ("POST", "/patron/account/p", Refused::Method),
            ("GET", "/patron/account/p/item/7d9dfe70-0158-489d-a7ed-2789eac277b3/renew", Refused::Method),
            ("POST", "/patron/account/p/item/x/renew", Refused::NoRoute),
            ("POST", "/patron/account/p/item/7d9dfe70-0158-489d-a7ed-2789eac277b3/renew/", Refused::NoRoute),
            ("GET", "/patron/account/p/", Refused::NoRoute),
            ("GET", "/patron/account/..", Refused::NoRoute),
            ("GET", "/patron/account/%2e%2e", Refused::NoRoute),
            ("GET", "/patron/account/a%2Fb", Refused::NoRoute),
            ("GET", "/patron/account/a%252Fb", Refused::NoRoute),
            ("GET", "/patron/account/%ff", Refused::NoRoute),
            ("GET", "/patron/account/a;b", Refused::NoRoute),
            ("GET", "/admin/health", Refused::NoRoute),
        ] {
            assert_eq!(route(method, path), Err(expected), "{method} {path}");
        }
    }

    #[test]
    fn parameters_can_be_nothing_else() {
        let asked = "includeLoans=true&apikey=stolen&includeHolds=maybe&limit=10&limit=20&offset=-1\
                     &sortBy=item.title/sort.ascending&x=y";
        let expected = [("includeLoans", "true"), ("limit", "10"), ("sortBy", "item.title/sort.ascending")];
        let kept = query(asked);
        assert_eq!(kept.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!(query("sortBy=a%20or%20cql.allRecords=1"), [], "no other query is put together");
    }

    proptest! {
        #[test]
        fn every_path_that_is_asked_is_below_its_patron(method in "GET|POST|PUT", path in "\\PC{0,60}", id in "[a-z0-9 .:@-]{1,12}") {
            for path in [path.clone(), format!("/patron/account/{path}"), format!("/patron/account/{id}{path}")] {
                if let Ok(routed) = route(&method, &path) {
                    let own = account_path(&routed.patron);
                    let is_below = routed.path == own || routed.path.starts_with(&format!("{own}/"));
                    prop_assert!(is_below);
                    prop_assert!(crate::paths::tame(&routed.path));
                }
            }
        }
    }
}
