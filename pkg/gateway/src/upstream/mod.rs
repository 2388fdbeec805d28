//! The gateway as the browser's way to other servers: those that a library lists in a file, and no others.
//!
//! ```text
//! browser -> proxy -> pace -> line (breaker, tries, redirects) -> wire (names, addresses, TLS) -> upstream
//!                        credentials from the vault ┘
//! ```
//!
//! What may be asked is decided in `pkg/upstream`, which does nothing but decide.

mod answer;
mod asker;
mod check;
pub(crate) mod cli;
mod exchange;
mod line;
mod list;
mod oauth;
mod patron;
mod problem;
mod proxy;
mod server;
mod sign_in;
mod tls;
mod vault;
mod wire;
mod words;

#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    routing::{any, get},
};
use url::Url;
use yueli_upstream::settings::{Fault, Kind, Settings, read};

use crate::{config::Config, store::Store};

pub(crate) use asker::Asker;
pub(crate) use server::Server;
pub use tls::TlsError;
pub use vault::KeysError;
use vault::{Keys, Vault};
use wire::{Resolve, System};

/// The variable of the environment that holds the vault's keys.
const VAULT_KEY: &str = "YUELI_VAULT_KEY";

/// Why the upstreams cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamsError {
    /// The file is not there, or cannot be read.
    #[error("the file of upstreams {0} cannot be read: {1}")]
    File(PathBuf, std::io::Error),
    /// There is something wrong with it.
    #[error("the file of upstreams {0} cannot be used:{1}")]
    Faults(PathBuf, Faults),
    /// There is no key to keep secrets with.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Certificates cannot be used.
    #[error("upstream {0}: {1}")]
    Tls(String, TlsError),
}

/// All that is wrong with a file, a line each.
#[derive(Debug)]
pub struct Faults(Vec<Fault>);

impl std::fmt::Display for Faults {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|fault| write!(formatter, "\n  {fault}"))
    }
}

/// All upstreams of a library.
#[derive(Debug, Clone, Default)]
pub(crate) struct Upstreams(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    servers: Vec<Arc<Server>>,
    /// Where patrons' browsers find the gateway.
    gateway: Option<Url>,
    vault: Option<Vault>,
}

impl Upstreams {
    /// Reads the file; where none is given there are none. What patrons sign in with is kept in `store`.
    ///
    /// # Errors
    /// Where the file cannot be read, or is wrong; where there is no key to keep secrets with.
    pub(crate) fn open(config: &Config, store: &Store) -> Result<Self, UpstreamsError> {
        let Some(file) = &config.upstreams else { return Ok(Self::default()) };
        let keys = Keys::load(std::env::var(VAULT_KEY).ok().as_deref(), &config.data)?;
        let vault = Vault::new(keys, Arc::new(store.clone()));
        Self::of(settings(file)?, Some(vault), Arc::new(System))
    }

    /// What the settings say, with names resolved by `resolver`.
    fn of(
        settings: Settings,
        vault: Option<Vault>,
        resolver: Arc<dyn Resolve>,
    ) -> Result<Self, UpstreamsError> {
        let roots = if settings.upstreams.is_empty() { None } else { Some(tls::system_roots()) };
        let mut servers = Vec::new();
        for upstream in settings.upstreams {
            let Some(roots) = &roots else { break };
            let id = upstream.id.clone();
            let server = Server::new(upstream, roots, Arc::clone(&resolver));
            servers.push(Arc::new(server.map_err(|error| UpstreamsError::Tls(id, error))?));
        }
        Ok(Self(Arc::new(Inner { servers, gateway: settings.gateway, vault })))
    }

    /// All of them, in the order of the file.
    pub(crate) fn all(&self) -> &[Arc<Server>] {
        &self.0.servers
    }

    /// Whether a patron can look into the catalogue of any of them.
    pub(crate) fn any_catalogue(&self) -> bool {
        self.all().iter().any(|server| server.told.kind == Kind::Opds)
    }

    /// The origins that the app may ask without the gateway.
    pub(crate) fn direct(&self) -> Vec<String> {
        let direct = self.all().iter().filter(|server| server.told.direct);
        direct.flat_map(|server| server.origins()).map(|(address, _)| address).collect()
    }

    /// The one with this id.
    pub(crate) fn find(&self, id: &str) -> Option<&Arc<Server>> {
        self.0.servers.iter().find(|server| server.id() == id)
    }
}

/// The file, read with the environment's secrets.
fn settings(file: &Path) -> Result<Settings, UpstreamsError> {
    let text = std::fs::read_to_string(file).map_err(|error| UpstreamsError::File(file.to_owned(), error))?;
    let environment = |name: &str| std::env::var(name).ok();
    read(&text, &environment).map_err(|faults| UpstreamsError::Faults(file.to_owned(), Faults(faults)))
}

/// The addresses of this room.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(upstreams: Upstreams) -> Router<S> {
    Router::new()
        .route("/upstreams", get(list::get).delete(sign_in::sign_out))
        .route("/upstreams/{id}/sign-in", any(sign_in::sign_in))
        .route("/upstreams/{id}/callback", get(sign_in::callback))
        .route("/upstreams/{id}", any(proxy::pass))
        .route("/upstreams/{id}/", any(proxy::pass))
        .route("/upstreams/{id}/{*path}", any(proxy::pass))
        .with_state(upstreams)
}
