//! One upstream, as it runs.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::http::{HeaderMap, Method};
use rustls::RootCertStore;
use tokio::time::Instant;
use url::Url;
use yueli_upstream::{
    guard::{Refusal, Target},
    pace::{Pace, Paces, Rate},
    settings::Upstream,
};

use super::{
    answer::Terms,
    exchange::Exchange,
    line::{Line, Proof, Question},
    oauth::Provider,
    problem::{Code, Problem},
    tls::{TlsError, tls},
    wire::Resolve,
};

/// So many patrons' buckets are kept at once.
const BUCKETS: usize = 20_000;

/// So many passwords may be tried by one account: one in ten seconds, a few at once.
const GUESSES: Rate = Rate { every: Duration::from_secs(10), burst: 5 };

/// One upstream, as it runs.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) told: Upstream,
    pub(crate) line: Line,
    /// Whoever says who somebody is.
    pub(crate) provider: Option<Provider>,
    /// Tokens for names and passwords.
    pub(crate) exchange: Exchange,
    /// One at a time asks for new tokens: many of them are good for one use only.
    pub(crate) refreshing: tokio::sync::Mutex<()>,
    guesses: Mutex<Paces<String>>,
    all: Mutex<Pace>,
    each: Mutex<Paces<String>>,
    start: Instant,
}

impl Server {
    /// An upstream of which nothing is asked yet.
    ///
    /// # Errors
    /// Where its certificates cannot be used.
    pub(crate) fn new(
        told: Upstream,
        roots: &RootCertStore,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Self, TlsError> {
        let tls = tls(roots, told.ca.as_deref())?;
        let line = || {
            let (tls, resolver) = (Arc::clone(&tls), Arc::clone(&resolver));
            Line::new(&told.id, &told.guard, told.patience, told.rest, tls, resolver)
        };
        Ok(Self {
            provider: told.oauth.clone().map(|oauth| Provider::new(oauth, line())),
            line: line(),
            exchange: Exchange::default(),
            refreshing: tokio::sync::Mutex::default(),
            guesses: Mutex::new(Paces::new(GUESSES, BUCKETS)),
            all: Mutex::default(),
            each: Mutex::new(Paces::new(told.limits.each, BUCKETS)),
            start: Instant::now(),
            told,
        })
    }

    /// Its name in addresses.
    pub(crate) fn id(&self) -> &str {
        &self.told.id
    }

    /// Takes a token of everybody's, and one of `who`.
    ///
    /// # Errors
    /// How long to wait.
    pub(crate) fn pace(&self, who: String) -> Result<(), Duration> {
        let now = self.start.elapsed();
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        each.take(&who, now)?;
        drop(each);
        self.all.lock().unwrap_or_else(PoisonError::into_inner).take(self.told.limits.all, now)
    }

    /// Takes a try of `account` to sign in.
    ///
    /// # Errors
    /// How long to wait.
    pub(crate) fn guess(&self, account: &str) -> Result<(), Duration> {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        guesses.take(&account.to_owned(), self.start.elapsed())
    }

    /// The address that a path of the gateway stands for.
    ///
    /// `/opds/new` is the path at the origin of the upstream's address; `/@covers.example/1.jpg` one at another
    /// origin that the settings name.
    ///
    /// # Errors
    /// Where it is none that may be asked for.
    pub(crate) fn target(&self, path: &str, query: Option<&str>) -> Result<Target, Code> {
        let (origin, paths, path) = match self.elsewhere(path) {
            Some((also, path)) => (&also.origin, &also.paths, path),
            None => (&self.told.address, &self.told.paths, path),
        };
        if !paths.allow(path) {
            return Err(Code::NotAllowed);
        }
        let mut url = origin.clone();
        url.set_path(path);
        url.set_query(query);
        // What stands in it is looked at as it will be sent.
        if !paths.allow(url.path()) {
            return Err(Code::NotAllowed);
        }
        self.judge(&url).map_err(|_| Code::AddressRefused)
    }

    fn elsewhere<'a>(&self, path: &'a str) -> Option<(&yueli_upstream::settings::Also, &'a str)> {
        let rest = path.strip_prefix("/@")?;
        let (authority, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let also = self.told.also.iter().find(|also| authority_of(&also.origin) == authority)?;
        Some((also, if rest.is_empty() { "/" } else { rest }))
    }

    /// Whether this is at the upstream's own origin.
    pub(crate) fn is_own(&self, target: &Target) -> bool {
        target.url().origin() == self.told.address.origin()
    }

    /// Judges an address that the gateway made.
    ///
    /// # Errors
    /// Why it is not asked.
    pub(crate) fn judge(&self, url: &Url) -> Result<Target, Refusal> {
        self.told.guard.judge(url.as_str())
    }

    /// The gateway's path for what lies at `url`; nothing where it is not this upstream's.
    pub(crate) fn path_for(&self, url: &Url) -> Option<String> {
        let origin = url.origin();
        let also = self.told.also.iter().find(|also| also.origin.origin() == origin);
        let start = match also {
            _ if self.told.address.origin() == origin => String::new(),
            Some(also) => format!("/@{}", authority_of(&also.origin)),
            None => return None,
        };
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Some(format!("/upstreams/{}{start}{}{query}", self.id(), url.path()))
    }

    /// Its origins, each with the gateway's path for it.
    pub(crate) fn origins(&self) -> Vec<(String, String)> {
        let own = std::iter::once(&self.told.address).chain(self.told.also.iter().map(|also| &also.origin));
        own.filter_map(|url| {
            let mut root = url.clone();
            root.set_path("/");
            let path = self.path_for(&root)?;
            Some((root.origin().ascii_serialization(), path.trim_end_matches('/').to_owned()))
        })
        .collect()
    }

    /// How an answer to a question of the gateway's own is read: it is passed on to nobody.
    pub(crate) fn own_terms(&self) -> Terms<'_> {
        Terms {
            id: self.id(),
            method: &Method::GET,
            private: true,
            tells_address: false,
            longest: self.told.limits.document,
        }
    }

    /// A question of the gateway's own, for what lies at `path`.
    pub(crate) fn own_question(
        &self,
        path: &str,
        accept: &'static str,
        proof: Proof,
    ) -> Result<Question, Problem> {
        let mut url = self.told.address.clone();
        url.set_path(path);
        let target = self.judge(&url).map_err(|_| Problem::from(Code::AddressRefused))?;
        let accept = axum::http::HeaderValue::from_static(accept);
        let headers = HeaderMap::from_iter([(axum::http::header::ACCEPT, accept)]);
        Ok(Question { method: Method::GET, target, headers, body: axum::body::Bytes::new(), proof })
    }
}

/// Host and port, as they stand in a path of the gateway.
fn authority_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
