//! `cargo xtask`: sets up, builds, serves and tests Yueli.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use yueli_xtask::{
    bench, cache::Places, conformance, demo, fuzz, race, serve, servers, setup, sizes, step, test, tidy, web,
};

/// Sets up, builds, serves and tests Yueli. Everything that is built is kept in the cache folder
/// ($YUELI_CACHE, else ~/.cache/yueli).
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Opens a library: sets up what is missing, builds, and serves a folder of books with the app.
    Serve(serve::Args),
    /// Runs everything that must hold; closes with the line `N passed, N failed`.
    Test(test::Args),
    /// Runs conformance suites that others wrote, and prints a line for each.
    Conformance(conformance::Args),
    /// Goes through the catalogues of real servers of others, started here, and says which ran.
    Servers(servers::Args),
    /// Measures Yueli beside foliate-js and epub.js in one browser, and prints a table.
    Bench(bench::Args),
    /// Has many patrons race for few copies, on SQLite and PostgreSQL, while the server is killed.
    Race(race::Args),
    /// Feeds the parsers what no book should hold, and counts what breaks.
    Fuzz(fuzz::Args),
    /// Installs what building and testing need, and does nothing else.
    Setup,
    /// Builds the app for the web and says where it is.
    Web {
        /// Without optimisation.
        #[arg(long)]
        debug: bool,
    },
    /// Builds the demonstration shelf and says where it is.
    Demo {
        /// The folder of the books [default: a folder of the cache].
        out: Option<PathBuf>,
    },
    /// Weighs a build of the app against its budget.
    Sizes {
        /// The folder of the build [default: the last one].
        dist: Option<PathBuf>,
    },
    /// Holds the rules of the architecture against the dependencies and the sources.
    Tidy,
}

fn main() -> ExitCode {
    match Places::find().and_then(|places| act(&places, Cli::parse().task)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{} {error:#}", step::paint("31", "error:"));
            ExitCode::FAILURE
        }
    }
}

/// Does one task; false when it ran and found faults.
fn act(places: &Places, task: Task) -> Result<bool> {
    match task {
        Task::Serve(args) => serve::serve(places, &args)?,
        Task::Test(args) => return test::test(places, &args),
        Task::Conformance(args) => return conformance::conformance(places, &args),
        Task::Servers(args) => return servers::servers(places, &args),
        Task::Bench(args) => bench::bench(places, &args)?,
        Task::Race(args) => return race::race(places, &args),
        Task::Fuzz(args) => return fuzz::fuzz(places, &args),
        Task::Sizes { dist } => return sizes::check(&dist.unwrap_or_else(|| places.dist(false))),
        Task::Tidy => return tidy::check(places),
        Task::Setup => {
            setup::for_testing(places)?;
        }
        Task::Web { debug } => {
            let tools = setup::for_serving(places)?;
            println!("{}", web::build(places, &tools, debug)?.display());
        }
        Task::Demo { out } => {
            println!("{}", demo::build(places, &out.unwrap_or_else(|| places.demo()))?.display());
        }
    }
    Ok(true)
}
