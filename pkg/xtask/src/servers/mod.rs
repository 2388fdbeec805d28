//! `cargo xtask servers`: our client of catalogues on real servers of others, started here on loopback.
//!
//! It is no step of `cargo xtask test`: it installs programs, and what is tested of the product is what reads answers. What
//! cannot be installed is named, and is not counted as passed.

mod calibre;
mod calibre_web;
mod codex;
mod journeys;
mod oidc;
mod process;
mod python;
mod r2_streamer;

use std::{fs, path::Path};

use anyhow::{Context, Result};

use self::process::Running;
use crate::{
    cache::Places,
    conformance::{Case, read_cases, shown},
    run::{command, run},
    step::{step, warn},
};

/// Which servers, and where the results go.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Only this server; may be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Have the app go through them in a browser, by way of the gateway, instead of the reader of catalogues alone.
    #[arg(long)]
    journeys: bool,
}

/// A catalogue that is asked.
struct Catalogue {
    /// Where it begins.
    start: String,
    /// `name:password`, where it wants one.
    key: String,
    /// What is searched for, and is there.
    words: String,
    /// The server, until this goes.
    _server: Running,
}

/// A server of others: its name, and what installs and starts it in a folder of its own.
struct Server {
    name: &'static str,
    start: fn(&Places, &Path) -> Result<Catalogue>,
    /// It has books; others only say who somebody is.
    books: bool,
}

const SERVERS: [Server; 5] = [
    // While calibre's own server runs no other library of calibre's can be made.
    Server { name: "Calibre-Web", start: calibre_web::start, books: true },
    Server { name: "calibre-server", start: calibre::start, books: true },
    Server { name: "codex", start: codex::start, books: true },
    Server { name: "r2-streamer-js", start: r2_streamer::start, books: true },
    Server { name: "oidc-provider-mock", start: oidc::start, books: false },
];

/// Starts each server and goes through its catalogue; true where none that ran failed, and one ran.
pub fn servers(places: &Places, args: &Args) -> Result<bool> {
    let folder = places.cache.join("servers");
    fs::create_dir_all(&folder)?;
    let (mut lines, mut asked, mut ran, mut whole) = (Vec::new(), 0, 0, true);
    let mut running = Vec::new();
    let wanted = |own: &&Server| {
        (own.books || args.journeys)
            && (args.only.is_empty() || args.only.iter().any(|name| name == own.name))
    };
    for server in SERVERS.iter().filter(wanted) {
        asked += 1;
        match step(&format!("Starting {}", server.name), || (server.start)(places, &folder)) {
            Ok(catalogue) if args.journeys => {
                ran += 1;
                lines.push(format!("{}: ran", server.name));
                running.push((server.name, catalogue));
            }
            Ok(catalogue) => {
                let cases = crawl(places, server.name, &catalogue)
                    .unwrap_or_else(|error| vec![Case::failed("(client)", format!("{error:#}"))]);
                whole &= cases.iter().all(|case| case.result != "failed");
                ran += 1;
                lines.push(shown(server.name, &cases));
                lines.extend(cases.iter().map(|case| format!("  {}: {}", case.result, case.name)));
            }
            Err(error) => {
                warn(&format!("{}: {error:#}", server.name));
                lines.push(format!("{}: did not run: {error:#}", server.name));
            }
        }
    }
    if !running.is_empty() {
        whole &= journeys::run(places, &running)?;
    }
    println!();
    lines.iter().for_each(|line| println!("{line}"));
    println!("{ran} of {asked} servers ran");
    Ok(whole && ran > 0)
}

/// Goes through a catalogue with the product's own reader.
fn crawl(places: &Places, name: &str, catalogue: &Catalogue) -> Result<Vec<Case>> {
    fs::create_dir_all(places.reports())?;
    let out = places.reports().join(format!("server-{name}.json"));
    let _ = fs::remove_file(&out);
    let mut crawl =
        command("cargo", ["run", "--quiet", "--package", "yueli-opds", "--example", "crawl", "--"]);
    crawl.arg(&out).args([&catalogue.start, &catalogue.key, &catalogue.words]);
    run(crawl.current_dir(&places.root).env("CARGO_TARGET_DIR", places.target()))
        .context("the client failed")?;
    read_cases(&out)
}
