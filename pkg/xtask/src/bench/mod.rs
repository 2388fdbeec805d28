//! `cargo xtask bench`: Yueli beside its peers, in one browser, on any folder of EPUBs.
//!
//! What is measured, and how, is in `e2e/bench`. This builds what is needed, runs it, and shows the figures. They
//! belong to the machine that they were measured on: nothing passes or fails by them.

mod table;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    cache::Places,
    demo,
    run::{command, tee},
    serve, setup,
    step::{ready, step},
    web,
};
use table::Line;

/// What is measured, and how often.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The folder of EPUBs; by default the demonstration shelf.
    #[arg(long, value_name = "FOLDER")]
    books: Option<PathBuf>,
    /// Writes an array of {book, engine, metric, median, p90, runs, unit}.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measures only the large books that the benchmark makes itself, not the folder.
    #[arg(long)]
    made: bool,
    /// How often each engine opens each book; fewer than five are for trying it out.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

/// Measures, and prints a table.
pub fn bench(places: &Places, args: &Args) -> Result<()> {
    let books = match &args.books {
        _ if args.made => None,
        Some(folder) => {
            Some(fs::canonicalize(folder).with_context(|| format!("{} cannot be read", folder.display()))?)
        }
        None => Some(step("Building the demonstration shelf", || demo::build(places, &places.demo()))?),
    };
    let made = places.reports().join("bench-made");
    let tools = setup::for_testing(places)?;
    let dist = web::build(places, &tools, false)?;
    let gateway = serve::gateway(places)?;
    let pictures = places.reports().join("bench");
    fs::create_dir_all(&made)?;
    let tools = Tools { gateway, dist, pictures, browser: setup::browser()? };
    let mut all = Vec::new();
    for (folder, made) in books.iter().map(|folder| (folder, "")).chain([(&made, "1")]) {
        all.extend(run(places, &tools, folder, made, args.runs)?);
    }
    let lines = all
        .iter()
        .map(|line| Line::of(line).with_context(|| format!("the runner wrote a line that is none: {line}")))
        .collect::<Result<Vec<_>>>()?;
    println!("\n{}", table::shown(&lines));
    ready(&format!("Pictures of what was on show: {}", tools.pictures.display()));
    if let Some(file) = &args.json {
        let text = serde_json::to_string_pretty(&all)? + "\n";
        fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

/// What a run needs that was built before.
struct Tools {
    gateway: PathBuf,
    dist: PathBuf,
    pictures: PathBuf,
    browser: PathBuf,
}

/// Measures the books of a folder; with `made`, after making them there.
fn run(places: &Places, tools: &Tools, folder: &Path, made: &str, runs: u32) -> Result<Vec<Value>> {
    let out = places.reports().join("bench.json");
    let _ = fs::remove_file(&out);
    let mut runner =
        command("node", ["node_modules/@playwright/test/cli.js", "test", "--config", "bench.config.ts"]);
    runner
        .current_dir(places.e2e())
        .env("BENCH_BOOKS", folder)
        .env("BENCH_MADE", made)
        .env("BENCH_OUT", &out)
        .env("BENCH_RUNS", runs.to_string())
        .env("BENCH_PICTURES", &tools.pictures)
        .env("YUELI_GATEWAY", &tools.gateway)
        .env("YUELI_DIST", &tools.dist)
        .env("CHROMIUM", &tools.browser);
    let (ran, _) = tee(&mut runner)?;
    if !ran {
        bail!("the benchmark broke; see above");
    }
    read(&out)
}

/// Reads what the runner wrote.
fn read(file: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(file).context("the runner wrote no results; see above")?;
    serde_json::from_str(&text).context("the runner's results are not JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("r.json");
        let line = r#"{"book": "b", "engine": "e", "metric": "m", "median": 1.5, "p90": 2, "runs": 5, "unit": "ms"}"#;
        fs::write(&file, format!("[{line}]")).unwrap();
        let lines: Vec<_> = read(&file).unwrap().iter().map(Line::of).collect();
        assert_eq!(lines[0].as_ref().map(|line| (line.book.as_str(), line.median)), Some(("b", 1.5)));
        fs::write(&file, r#"[{"book": "b"}]"#).unwrap();
        assert_eq!(read(&file).unwrap().iter().map(Line::of).collect::<Vec<_>>(), [None]);
        fs::write(&file, "[").unwrap();
        assert!(read(&file).is_err());
        assert!(read(&dir.path().join("none.json")).is_err());
    }
}
