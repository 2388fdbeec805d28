//! The file of upstreams.
//!
//! ```toml
//! gateway = "https://read.city.example"          # where patrons' browsers find the gateway; for OAuth
//!
//! [upstream.city]
//! name = "City Library"
//! name_zh = "市图书馆"
//! kind = "opds"                                  # or "folio-edge-patron"
//! address = "https://opds.city.example/opds"
//! paths = ["/opds", "/get"]                      # what may be asked for
//! sign_in = "password"                           # none, password, token, oauth, librarian
//! ```
//!
//! Secrets stand in the environment, and the file says under which names. [`read`] tells all faults at once, each with
//! its line and what to do.

mod fields;

use std::{fmt, path::PathBuf, time::Duration};

use secrecy::SecretString;
use serde::Deserialize;
use toml::Spanned;
use url::Url;
use yueli_publication::LocalizedText;

use crate::{again::Tries, breaker::Rule, guard::Guard, pace::Rate, paths::Paths};
use fields::{
    Limits as RawLimits, OAuth as RawOAuth, Patience as RawPatience, Reader, folder_of, line_of, name,
};

/// Everything that the file says.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where patrons' browsers find the gateway: an origin.
    pub gateway: Option<Url>,
    /// The upstreams, in the order of the file.
    pub upstreams: Vec<Upstream>,
}

/// One server that the gateway may ask.
#[derive(Debug, Clone)]
pub struct Upstream {
    /// Its name in addresses: lower-case letters, digits and `-`.
    pub id: String,
    /// Its name for people.
    pub name: LocalizedText,
    /// What it speaks.
    pub kind: Kind,
    /// Its first document, or for edge-patron what `/patron/…` is added to.
    pub address: Url,
    /// What may be asked for at the origin of `address`.
    pub paths: Paths,
    /// Other origins that its documents lead to, with what may be asked for there.
    pub also: Vec<Also>,
    /// Whether it sends CORS headers, so that the app may ask it without the gateway.
    pub direct: bool,
    /// How patrons sign in.
    pub sign_in: SignIn,
    /// The path that is asked for to see whether a name and a password are right.
    pub check: String,
    /// What its addresses may be.
    pub guard: Guard,
    /// Certificates of the library's own authority, PEM.
    pub ca: Option<PathBuf>,
    /// The key that is added to every request.
    pub key: Option<Key>,
    /// How long is waited.
    pub patience: Patience,
    /// How much is asked and taken.
    pub limits: Limits,
    /// When it is left in peace.
    pub rest: Rule,
    /// Whom it trusts to say who somebody is.
    pub oauth: Option<OAuth>,
}

/// Another origin of an upstream.
#[derive(Debug, Clone)]
pub struct Also {
    /// The origin, as a URL without a path.
    pub origin: Url,
    /// What may be asked for there.
    pub paths: Paths,
}

/// What an upstream speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Kind {
    /// OPDS, 1.2 or 2.0.
    #[serde(rename = "opds")]
    Opds,
    /// FOLIO's edge-patron.
    #[serde(rename = "folio-edge-patron")]
    EdgePatron,
}

impl Kind {
    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Opds => "opds",
            Self::EdgePatron => "folio-edge-patron",
        }
    }
}

/// How patrons sign in to an upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignIn {
    /// Not at all: it is open.
    None,
    /// With a name and a password of that server (HTTP Basic).
    Password,
    /// With a name and a password that it takes for a token, where its authentication document says (OAuth 2 resource owner's
    /// credentials, or Palace's basic token).
    Token,
    /// At their library's own page (OAuth 2 or OpenID Connect, code flow with PKCE).
    OAuth,
    /// A librarian says which patron they are there.
    Librarian,
}

impl SignIn {
    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Password => "password",
            Self::Token => "token",
            Self::OAuth => "oauth",
            Self::Librarian => "librarian",
        }
    }
}

/// A key that opens an upstream for the gateway.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key.
    pub secret: SecretString,
    /// Where it is written.
    pub place: KeyPlace,
}

/// Where edge-patron looks for its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum KeyPlace {
    /// The parameter `apikey`, as its RAML says.
    #[default]
    Query,
    /// `Authorization: apikey …`, which stays out of the logs on the way.
    Header,
}

/// How long is waited.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a name to resolve and a connection to stand.
    pub connect: Duration,
    /// For an answer to begin.
    pub first_byte: Duration,
    /// Between two pieces of a file.
    pub idle: Duration,
    /// For a whole document, all tries and redirects included.
    pub total: Duration,
    /// How often something is tried.
    pub tries: Tries,
}

/// How much is asked and taken.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Requests of all together.
    pub all: Rate,
    /// Requests of one session.
    pub each: Rate,
    /// The longest document, in bytes.
    pub document: usize,
}

/// A server that says who somebody is.
#[derive(Debug, Clone)]
pub struct OAuth {
    /// Where its addresses are looked up (`/.well-known/openid-configuration` is added).
    pub issuer: Option<Url>,
    /// Its page for people, where it is not looked up.
    pub authorize: Option<Url>,
    /// Where codes become tokens, where it is not looked up.
    pub token: Option<Url>,
    /// What the gateway is called there.
    pub client_id: String,
    /// What proves that it is the gateway.
    pub client_secret: Option<SecretString>,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// The claim of the ID token that is the patron's id in the upstream.
    pub patron_claim: String,
}

/// One thing that is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Reads the file; `environment` says what a name stands for.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(text: &str, environment: &dyn Fn(&str) -> Option<String>) -> Result<Settings, Vec<Fault>> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![Fault { line: line_of(text, at), what: error.message().trim().to_owned() }]
    })?;
    let mut reader = Reader { text, environment, faults: Vec::new(), about: String::new() };
    let gateway = file.gateway.as_ref().and_then(|gateway| reader.origin(gateway));
    let mut tables: Vec<_> = file.upstream.into_iter().collect();
    tables.sort_by_key(|(_, table)| table.get_ref().address.span().start);
    let upstreams: Vec<Upstream> =
        tables.into_iter().filter_map(|(id, table)| upstream(&mut reader, id, table)).collect();
    if gateway.is_none()
        && file.gateway.is_none()
        && let Some(needs) = upstreams.iter().find(|upstream| upstream.oauth.is_some())
    {
        let what = format!(
            "upstream {} signs in by OAuth, so its provider must know where the gateway is: \
             add gateway = \"https://…\" at the top of the file",
            needs.id
        );
        reader.faults.push(Fault { line: 1, what });
    }
    if reader.faults.is_empty() { Ok(Settings { gateway, upstreams }) } else { Err(reader.faults) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    gateway: Option<Spanned<String>>,
    #[serde(default)]
    upstream: std::collections::BTreeMap<String, Spanned<Table>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: Option<String>,
    name_zh: Option<String>,
    kind: Kind,
    address: Spanned<String>,
    paths: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    also: Vec<Spanned<String>>,
    sign_in: Option<Spanned<SignIn>>,
    check: Option<String>,
    #[serde(default)]
    direct: bool,
    #[serde(default)]
    inner: bool,
    #[serde(default)]
    ports: Vec<u16>,
    ca: Option<PathBuf>,
    key_env: Option<Spanned<String>>,
    #[serde(default)]
    key_in: KeyPlace,
    #[serde(default)]
    patience: RawPatience,
    #[serde(default)]
    limits: RawLimits,
    oauth: Option<Spanned<RawOAuth>>,
}

fn upstream(reader: &mut Reader<'_>, id: String, table: Spanned<Table>) -> Option<Upstream> {
    reader.about = format!("upstream {id}: ");
    let start = table.get_ref().address.span().start;
    let table = table.into_inner();
    let fits = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if id.is_empty() || id.len() > 40 || !fits(&id) {
        reader.fault(start, "an id has lower-case letters, digits and -, at most 40 of them; rename it");
    }
    let address = reader.url(&table.address);
    let also: Vec<Url> = table.also.iter().filter_map(|also| reader.url(also)).collect();
    let key = table.key_env.as_ref().and_then(|name| reader.secret(name));
    let oauth = table.oauth.as_ref().and_then(|oauth| reader.oauth(oauth));
    let sign_in = sign_in(reader, &table, oauth.is_some());
    let asked = address.as_ref().filter(|_| sign_in != SignIn::None);
    if !table.inner && is_open(asked, oauth.as_ref()) {
        reader
            .fault(start, "patrons' secrets are sent by https only: change the address, or take sign_in out");
    }
    of_kind(reader, &table, start);
    let (patience, limits, rest) =
        (reader.patience(&table.patience, start), table.limits.limits(), table.limits.rest());
    let address = address?;
    let of_oauth = oauth.iter().flat_map(|oauth| [&oauth.issuer, &oauth.authorize, &oauth.token]).flatten();
    let asked: Vec<&Url> = std::iter::once(&address).chain(&also).chain(of_oauth).collect();
    let guard = Guard::new(asked.iter().copied(), table.inner, &table.ports);
    for refusal in asked.iter().filter_map(|url| guard.judge(url.as_str()).err()) {
        let what = format!(
            "{refusal}; where the server really is in the library's own network, say so with inner = true"
        );
        reader.fault(start, &what);
    }
    let paths = match &table.paths {
        Some(paths) => Paths::below(paths.get_ref().iter().map(String::as_str)),
        None => Paths::below([folder_of(address.path())]),
    };
    if table.kind == Kind::Opds && !paths.allow(address.path()) {
        reader.fault(start, "the address itself is not below its paths: add the path to them");
    }
    Some(Upstream {
        name: name(&id, table.name, table.name_zh),
        id,
        kind: table.kind,
        paths,
        also: also.iter().filter_map(elsewhere).collect(),
        check: table.check.unwrap_or_else(|| address.path().to_owned()),
        address,
        direct: table.direct,
        sign_in,
        guard,
        ca: table.ca,
        key: key.map(|secret| Key { secret, place: table.key_in }),
        patience,
        limits,
        rest,
        oauth,
    })
}

/// Another origin, with what lies at or below an address there.
fn elsewhere(url: &Url) -> Option<Also> {
    let origin = Url::parse(&url.origin().ascii_serialization()).ok()?;
    Some(Also { origin, paths: Paths::below([folder_of(url.path())]) })
}

/// Whether anything that secrets are sent to is asked without encryption.
fn is_open(address: Option<&Url>, oauth: Option<&OAuth>) -> bool {
    let of_oauth = oauth.map(|oauth| [&oauth.issuer, &oauth.authorize, &oauth.token]);
    let of_oauth = of_oauth.into_iter().flatten().filter_map(Option::as_ref);
    address.into_iter().chain(of_oauth).any(|url| url.scheme() == "http")
}

/// Whether what is said goes with what the upstream speaks.
fn of_kind(reader: &mut Reader<'_>, table: &Table, start: usize) {
    if table.direct && (table.kind == Kind::EdgePatron || table.inner) {
        reader.fault(start, "browsers ask neither edge-patron nor inner servers themselves: take direct out");
    }
    if table.kind == Kind::EdgePatron && table.key_env.is_none() {
        reader.fault(
            start,
            "edge-patron is asked with a key: add key_env = \"NAME\", a name in the environment",
        );
    }
    if table.kind == Kind::Opds
        && let Some(key) = &table.key_env
    {
        reader.fault(key.span().start, "only edge-patron is asked with a key: take key_env out");
    }
    if table.kind == Kind::EdgePatron
        && let Some(paths) = &table.paths
    {
        reader.fault(paths.span().start, "edge-patron has its own list of routes: take paths out");
    }
}

/// How patrons sign in, where the file does not say it; and whether what it says can be.
fn sign_in(reader: &mut Reader<'_>, table: &Table, oauth: bool) -> SignIn {
    let default = match (table.kind, oauth) {
        (_, true) => SignIn::OAuth,
        (Kind::EdgePatron, false) => SignIn::Librarian,
        (Kind::Opds, false) => SignIn::None,
    };
    let Some(said) = &table.sign_in else { return default };
    let (at, said) = (said.span().start, *said.get_ref());
    match (table.kind, said) {
        (_, SignIn::OAuth) if table.oauth.is_none() => {
            reader.fault(at, "signing in by OAuth needs a table oauth, with issuer and client_id");
        }
        (_, SignIn::None | SignIn::Password | SignIn::Token | SignIn::Librarian) if table.oauth.is_some() => {
            reader.fault(at, "there is a table oauth: say sign_in = \"oauth\", or take the table out");
        }
        (Kind::EdgePatron, SignIn::None | SignIn::Password | SignIn::Token) => {
            reader.fault(at, "edge-patron knows no passwords: say sign_in = \"oauth\" or \"librarian\"");
        }
        (Kind::Opds, SignIn::Librarian) => {
            reader.fault(at, "for OPDS say sign_in = \"none\", \"password\", \"token\" or \"oauth\"");
        }
        _ => {}
    }
    said
}
