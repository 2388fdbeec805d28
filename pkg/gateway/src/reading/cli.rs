//! What patrons have read and noted, on the command line: handed out to them, and forgotten.

use std::io::Write;

use anyhow::Context;
use clap::Subcommand;
use serde_json::{Value, json};

use super::{Base, Since, erase, feed};
use crate::{
    accounts::{self, Patron},
    store::{Origin, Store},
};

/// What is done with what a patron has read and noted.
#[derive(Debug, Clone, Subcommand)]
pub enum ReadingTask {
    /// Writes all of it to standard output, as JSON: it is the patron's.
    Export {
        /// The card's number.
        card: String,
    },
    /// Forgets all of it, on the patron's devices too when they next ask.
    Erase {
        /// The card's number.
        card: String,
    },
}

/// Does it.
pub(crate) async fn run(store: &Store, task: &ReadingTask) -> anyhow::Result<()> {
    match task {
        ReadingTask::Export { card } => {
            let whole = export(store, &patron(store, card).await?.id).await?;
            writeln!(std::io::stdout(), "{whole:#}").context("standard output is closed")
        }
        ReadingTask::Erase { card } => {
            let patron = patron(store, card).await?;
            let gone = erase(store, &patron.id, None, &Origin::CommandLine).await?;
            writeln!(std::io::stdout(), "{gone} records erased").context("standard output is closed")
        }
    }
}

async fn patron(store: &Store, card: &str) -> anyhow::Result<Patron> {
    let mut on = store.pool().acquire().await?;
    let found = accounts::by_card(&mut on, card).await?;
    found.with_context(|| format!("there is no patron with the card {card}"))
}

/// All pages of the feed as one.
async fn export(store: &Store, account: &str) -> anyhow::Result<Value> {
    let mut on = store.pool().acquire().await?;
    let (mut items, mut since) = (Vec::new(), None);
    loop {
        let page = feed(&mut on, account, since, &Base::default()).await?;
        items.extend(page["orderedItems"].as_array().cloned().unwrap_or_default());
        let next = page["next"].as_str().and_then(|next| next.split_once("after=")).map(|(_, since)| since);
        since = next.and_then(Since::parse);
        if since.is_none() {
            break;
        }
    }
    Ok(json!({
        "@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection",
        "totalItems": items.len(), "orderedItems": items,
    }))
}
