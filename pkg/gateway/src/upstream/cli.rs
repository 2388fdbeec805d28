//! Upstreams, on the command line.

use std::{io::Write, path::Path, sync::Arc};

use anyhow::{Context, bail};
use clap::Subcommand;
use yueli_upstream::settings::SignIn;

use super::{
    System, Upstreams, VAULT_KEY, check, patron, settings,
    vault::{Credential, Deed, Keys, Vault},
};
use crate::{
    accounts,
    catalogue::Tongue,
    store::{Origin, Store},
};

/// What is done with upstreams.
#[derive(Debug, Clone, Subcommand)]
pub enum UpstreamTask {
    /// Asks each upstream for its first document. A line each: id, ok or fails, time, address, what came.
    Check,
    /// Says which patron of the library's system a card belongs to (FOLIO: the external system id). The system is asked
    /// whether it has that patron.
    Bind {
        /// The upstream's id in the file.
        upstream: String,
        /// The card's number, here.
        card: String,
        /// The patron's id, there.
        patron: String,
    },
    /// Takes that back.
    Unbind {
        /// The upstream's id in the file.
        upstream: String,
        /// The card's number, here.
        card: String,
    },
    /// Seals all that is kept anew with the first key of the vault, so that older keys can be thrown away.
    Reseal,
}

/// Where things are.
pub(crate) struct Places<'a> {
    /// The file of upstreams.
    pub(crate) file: Option<&'a Path>,
    /// The data folder, where the vault's key may be.
    pub(crate) data: Option<&'a Path>,
}

impl<'a> Places<'a> {
    fn file(&self) -> anyhow::Result<&'a Path> {
        self.file.context("say which file: --upstreams, or YUELI_UPSTREAMS")
    }
}

/// Asks each upstream.
///
/// # Errors
/// Where the file cannot be used, or one of them does not answer as it should.
pub(crate) async fn check(places: &Places<'_>) -> anyhow::Result<()> {
    let (said, well) = check::check(places.file()?).await?;
    std::io::stdout().write_all(said.as_bytes()).context("standard output is closed")?;
    if !well {
        bail!("not all upstreams answer as they should");
    }
    Ok(())
}

/// Does what needs the library's database.
///
/// # Errors
/// Where it cannot be done; the text says why.
pub(crate) async fn run(store: &Store, task: &UpstreamTask, places: &Places<'_>) -> anyhow::Result<()> {
    let (upstream, card, id) = match task {
        UpstreamTask::Check => return check(places).await,
        UpstreamTask::Bind { upstream, card, patron } => (upstream, card, Some(patron)),
        UpstreamTask::Unbind { upstream, card } => (upstream, card, None),
        UpstreamTask::Reseal => return reseal(store, &vault(store, places)?).await,
    };
    let vault = vault(store, places)?;
    let upstreams = Upstreams::of(settings(places.file()?)?, Some(vault.clone()), Arc::new(System))?;
    let server = upstreams.find(upstream).with_context(|| format!("the file has no upstream {upstream}"))?;
    if server.told.sign_in != SignIn::Librarian {
        bail!(
            "patrons sign in to {upstream} themselves: say sign_in = \"librarian\" in the file to do it for them"
        );
    }
    let mut on = store.pool().acquire().await?;
    let patron = accounts::by_card(&mut on, card).await?;
    drop(on);
    let account = patron.with_context(|| format!("there is no patron with the card {card}"))?.id;
    let deed = |action| Some(Deed { action, origin: Origin::CommandLine });
    match id {
        Some(id) => {
            let found = patron::find(server, id).await;
            let found =
                found.map_err(|problem| anyhow::anyhow!("{upstream}: {}", problem.title(Tongue::En)))?;
            vault.put(&account, upstream, &Credential::Patron(found), deed("upstream.bound")).await?;
        }
        None => vault.forget(&account, upstream, deed("upstream.unbound")).await?,
    }
    Ok(())
}

fn vault(store: &Store, places: &Places<'_>) -> anyhow::Result<Vault> {
    let environment = std::env::var(VAULT_KEY).ok();
    let data =
        places.data.context("say where the data folder is: --data, because the vault's key may be there")?;
    Ok(Vault::new(Keys::load(environment.as_deref(), data)?, Arc::new(store.clone())))
}

async fn reseal(store: &Store, vault: &Vault) -> anyhow::Result<()> {
    let all: Vec<(String, String)> =
        sqlx::query_as("SELECT account, upstream FROM vault").fetch_all(store.pool()).await?;
    for (account, upstream) in &all {
        // What is read is sealed anew where it was sealed with an older key.
        vault.get(account, upstream).await?;
    }
    writeln!(std::io::stdout(), "{} records are sealed with the first key", all.len())
        .context("standard output is closed")
}
