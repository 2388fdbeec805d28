//! What a librarian does on the command line.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use clap::Subcommand;

use crate::{
    accounts::{self, cli::PatronTask},
    audience::{self, cli::AudienceTask},
    config::{Args, default_data},
    lending::{
        self,
        cli::{HoldingTask, LoanTask},
    },
    reading::{self, cli::ReadingTask},
    store::{self, Database, Store},
    upstream::cli::{self as upstreams, Places, UpstreamTask},
};

/// What else than serving is to be done.
#[derive(Debug, Clone, Subcommand)]
pub enum Task {
    /// Patrons and their cards.
    #[command(subcommand)]
    Patron(PatronTask),
    /// What the library lends, and how.
    #[command(subcommand)]
    Holding(HoldingTask),
    /// For whom books are.
    #[command(subcommand)]
    Audience(AudienceTask),
    /// Loans at the desk.
    #[command(subcommand)]
    Loan(LoanTask),
    /// What patrons have read and noted.
    #[command(subcommand)]
    Reading(ReadingTask),
    /// Writes a copy of all that must not be lost into a new file; the server may run meanwhile.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Fills a library that has no patrons yet from such a copy, on either database.
    Restore {
        /// The file.
        file: PathBuf,
    },
    /// Other libraries' servers.
    #[command(subcommand)]
    Upstream(UpstreamTask),
}

/// Does it.
///
/// # Errors
/// Where the library's database cannot be opened, or what is asked for cannot be done; the text says why.
pub async fn run(args: &Args, task: &Task) -> anyhow::Result<()> {
    let data = args.data.clone().or_else(|| args.books.as_deref().map(default_data));
    let places = Places { file: args.upstreams.as_deref(), data: data.as_deref() };
    if let Task::Upstream(UpstreamTask::Check) = task {
        return upstreams::check(&places).await;
    }
    let database = match (args.database.clone(), data.as_deref()) {
        (Some(address), _) => Database::Address(address),
        (None, Some(data)) => {
            tokio::fs::create_dir_all(data).await?;
            Database::of(None, data)
        }
        (None, None) => anyhow::bail!(
            "say which library: --data with its data folder, --database, or --books before the command"
        ),
    };
    let store = Store::open(&database)
        .await
        .map_err(|error| anyhow::anyhow!("{} cannot be opened: {error}", database.shown()))?;
    let done = match task {
        Task::Patron(task) => accounts::cli::run(&store, task).await,
        Task::Holding(task) => lending::cli::holding(&store, task, data.as_deref()).await,
        Task::Audience(task) => audience::cli::run(&store, task, data.as_deref()).await,
        Task::Loan(task) => lending::cli::loan(&store, task).await,
        Task::Reading(task) => reading::cli::run(&store, task).await,
        Task::Backup { file } => store::backup(&store, file).await.and_then(|rows| say(rows, "copied")),
        Task::Restore { file } => store::restore(&store, file).await.and_then(|rows| say(rows, "put back")),
        Task::Upstream(task) => upstreams::run(&store, task, &places).await,
    };
    store.close().await;
    done
}

fn say(rows: u64, done: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{rows} rows {done}").context("standard output is closed")
}
