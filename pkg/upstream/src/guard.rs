//! Which URLs may be asked, which redirects followed, and which resolved addresses connected to.
//!
//! A URL is judged three times: as it is written ([`Guard::judge`]), when its name has been resolved
//! ([`Guard::admit`]), and again for every redirect ([`Guard::follow`]). Whoever connects must connect to the
//! addresses that were admitted and to no others: a name that resolves differently the next time gains nothing.

use std::{collections::BTreeSet, net::IpAddr};

use url::{Host, Url};

use crate::ip::{Reach, Space, reach};

/// How many redirects are followed.
pub const HOPS: usize = 5;
/// How long an address may be, in bytes.
const LONGEST: usize = 8 * 1024;
/// Ends of names that mean a machine of one's own network.
const INNER_NAMES: [&str; 5] = ["localhost", "local", "internal", "home.arpa", "lan"];

/// What the settings allow one upstream.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    own: BTreeSet<(String, u16)>,
    inner: bool,
    ports: BTreeSet<u16>,
}

/// An address that may be asked, as far as can be seen from how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    url: Url,
    inner: bool,
}

/// Why an address is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no URL, or one that programs read differently.
    #[error("this is not an address that can be asked")]
    Unreadable,
    /// Neither `http` nor `https`.
    #[error("only http and https are asked")]
    Scheme,
    /// A name or a password is written in it.
    #[error("an address must not carry a name or a password")]
    Credentials,
    /// A number where a name should be, written other than as four decimal numbers.
    #[error("a network address is written in an unusual way")]
    Disguised,
    /// A port that is not 80 or 443 and that the settings do not name.
    #[error("port {0} is not allowed")]
    Port(u16),
    /// A name of one's own network.
    #[error("the name belongs to an inner network")]
    InnerName,
    /// It leads to a network that is not for upstreams.
    #[error("{0} belongs to {1}")]
    Address(IpAddr, Space),
    /// The name leads nowhere.
    #[error("the name has no address")]
    Nowhere,
    /// From `https` to `http`: what is sent would no longer be private.
    #[error("a redirect leads from https to http")]
    Downgrade,
}

impl Guard {
    /// What an upstream at these addresses may do. `inner` opens the library's own networks, but only for these
    /// very hosts and ports; `ports` are allowed everywhere.
    pub fn new<'a>(own: impl IntoIterator<Item = &'a Url>, inner: bool, ports: &[u16]) -> Self {
        let own = own.into_iter().filter_map(|url| Some((name_of(url)?, url.port_or_known_default()?)));
        Self { own: own.collect(), inner, ports: ports.iter().copied().collect() }
    }

    /// Judges an address as it is written.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn judge(&self, raw: &str) -> Result<Target, Refusal> {
        if !plain(raw) {
            return Err(Refusal::Unreadable);
        }
        self.judge_url(Url::parse(raw).map_err(|_| Refusal::Unreadable)?, raw)
    }

    /// Judges where a redirect leads.
    ///
    /// # Errors
    /// As [`judge`](Self::judge), and where it leads from `https` to `http`.
    pub fn follow(&self, from: &Target, location: &str) -> Result<Target, Refusal> {
        if !plain(location) {
            return Err(Refusal::Unreadable);
        }
        let url = from.url.join(location).map_err(|_| Refusal::Unreadable)?;
        if from.url.scheme() == "https" && url.scheme() == "http" {
            return Err(Refusal::Downgrade);
        }
        self.judge_url(url, location)
    }

    fn judge_url(&self, mut url: Url, raw: &str) -> Result<Target, Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Credentials);
        }
        url.set_fragment(None);
        let port = url.port_or_known_default().ok_or(Refusal::Unreadable)?;
        let name = name_of(&url).ok_or(Refusal::Unreadable)?;
        let named = self.own.contains(&(name.clone(), port));
        let inner = named && self.inner;
        match url.host().ok_or(Refusal::Unreadable)? {
            Host::Ipv4(ip) => {
                if written_host(raw).is_some_and(|written| written != ip.to_string()) {
                    return Err(Refusal::Disguised);
                }
                admit_one(IpAddr::V4(ip), inner)?;
            }
            Host::Ipv6(ip) => admit_one(IpAddr::V6(ip), inner)?,
            Host::Domain(_) if !inner && is_inner_name(&name) => return Err(Refusal::InnerName),
            Host::Domain(_) => {}
        }
        if !(named || matches!(port, 80 | 443) || self.ports.contains(&port)) {
            return Err(Refusal::Port(port));
        }
        Ok(Target { url, inner })
    }

    /// Judges what the name of `target` resolved to. One address that must not be reached condemns them all: names
    /// that lead inside and outside at once are made by people who want in.
    ///
    /// # Errors
    /// The first address that may not be connected to, or that there is none.
    pub fn admit(target: &Target, resolved: &[IpAddr]) -> Result<(), Refusal> {
        if resolved.is_empty() {
            return Err(Refusal::Nowhere);
        }
        resolved.iter().try_for_each(|ip| admit_one(*ip, target.inner))
    }
}

impl Target {
    /// The address, without a fragment.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Whether it may lie in the library's own network.
    pub fn is_inner(&self) -> bool {
        self.inner
    }

    /// Whether credentials for `other` may be sent here.
    pub fn same_origin(&self, other: &Self) -> bool {
        self.url.origin() == other.url.origin()
    }
}

fn admit_one(ip: IpAddr, inner: bool) -> Result<(), Refusal> {
    match reach(ip) {
        Reach::Public => Ok(()),
        Reach::Inner(_) if inner => Ok(()),
        Reach::Inner(space) | Reach::Never(space) => Err(Refusal::Address(ip, space)),
    }
}

/// Nothing that one program would drop and another would keep.
fn plain(raw: &str) -> bool {
    raw.len() <= LONGEST && !raw.chars().any(|letter| letter == '\\' || letter.is_control() || letter == ' ')
}

/// The host, lower case, without the dot that stands for the root.
fn name_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    // An empty label is no name, and programs differ in what they make of it.
    (!host.split('.').any(str::is_empty)).then(|| host.to_ascii_lowercase())
}

fn is_inner_name(name: &str) -> bool {
    INNER_NAMES
        .iter()
        .any(|end| name.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('.')))
}

/// The host as it is written, where the reference has one.
fn written_host(raw: &str) -> Option<&str> {
    let after = match raw.find("//") {
        Some(at) if raw[..at].is_empty() || raw[..at].ends_with(':') => raw[at..].trim_start_matches('/'),
        // `http:host` and `http:/host` are read as `http://host`.
        _ => match raw.split_once(':') {
            Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                rest.trim_start_matches('/')
            }
            _ => return None,
        },
    };
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    Some(host.split(':').next().unwrap_or_default())
}
