//! oidc-provider-mock (PyPI): a provider of OpenID Connect that believes whoever says who they are.

use std::path::Path;

use anyhow::Result;

use super::{Catalogue, process::Running, process::free_port, python};
use crate::{cache::Places, run::command};

/// Installs and starts it.
pub fn start(_: &Places, folder: &Path) -> Result<Catalogue> {
    let programs = python::environment(folder, "oidc-provider-mock", "oidc-provider-mock")?;
    let port = free_port()?;
    let mut serve = command(programs.join("oidc-provider-mock"), ["--host", "127.0.0.1", "--port"]);
    let server = Running::start(serve.arg(port.to_string()), port, &folder.join("oidc.log"))?;
    let start = format!("http://127.0.0.1:{port}");
    Ok(Catalogue { start, key: String::new(), words: String::new(), _server: server })
}
