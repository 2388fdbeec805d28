//! `cargo xtask fuzz`: strangers' bytes for whatever reads them, made by libFuzzer.
//!
//! It needs no nightly compiler: what is fuzzed is safe Rust, so that coverage is asked for and no sanitizer.

mod corpus;
mod outcome;
mod pieces;
mod services;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use self::outcome::Outcome;
use crate::{
    cache::Places,
    files,
    run::{capture, command, run, tee},
    setup,
    step::{seconds, step},
};

/// What is fuzzed, and for how long.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Only this target; may be given more than once.
    #[arg(long, value_name = "NAME")]
    target: Vec<String>,
    /// How long each target runs, in seconds.
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
    /// A folder of more EPUBs to begin with, beside the demonstration shelf.
    #[arg(long, value_name = "FOLDER")]
    books: Option<PathBuf>,
}

/// An input that takes longer than this is a fault, in seconds.
const SLOW: u32 = 5;
/// So is one that takes more memory than this, in MiB.
const LARGE: u32 = 2048;
/// How many inputs are given to one process.
const CHUNK: usize = 200;

/// Runs the targets one after the other and closes with a table; true where nothing broke.
pub fn fuzz(places: &Places, args: &Args) -> Result<bool> {
    let manifest = fs::read_to_string(places.root.join("fuzz/Cargo.toml"))?;
    let targets = choose(&args.target, targets(&manifest)?)?;
    let programs = build(places)?;
    let folder = places.fuzz();
    corpus::sow(places, &folder.join("corpus"), args.books.as_deref())?;
    let mut outcomes = Vec::new();
    for target in targets {
        let what = format!("Fuzzing {target} for {}", seconds(Duration::from_secs(args.seconds)));
        outcomes.push(step(&what, || one(places, &programs, &folder, &target, args.seconds))?);
    }
    println!("\n{}", outcome::table(&outcomes));
    let whole = outcomes.iter().all(Outcome::is_whole);
    if !whole {
        println!("What broke them is in {}.", folder.join("artifacts").display());
    }
    Ok(whole)
}

/// The names of the programs that the manifest declares.
fn targets(manifest: &str) -> Result<Vec<String>> {
    let manifest: Table = manifest.parse().context("fuzz/Cargo.toml")?;
    let programs = manifest.get("bin").and_then(Value::as_array).context("fuzz/Cargo.toml has no targets")?;
    let name = |program: &Value| program.get("name").and_then(Value::as_str).map(str::to_owned);
    Ok(programs.iter().filter_map(name).collect())
}

fn choose(asked: &[String], all: Vec<String>) -> Result<Vec<String>> {
    if let Some(unknown) = asked.iter().find(|name| !all.contains(name)) {
        bail!("there is no target {unknown:?}; there are: {}", all.join(", "));
    }
    Ok(all.into_iter().filter(|name| asked.is_empty() || asked.contains(name)).collect())
}

/// Builds every target; gives back the folder of the programs.
fn build(places: &Places) -> Result<PathBuf> {
    let cargo_fuzz = setup::cargo_fuzz(places)?;
    let built = places.target().join("fuzz");
    step("Building the fuzz targets", || {
        let mut build = command(&cargo_fuzz, ["build", "--sanitizer", "none", "--fuzz-dir"]);
        build.arg(places.root.join("fuzz")).arg("--target-dir").arg(&built);
        run(build.current_dir(places.root.join("fuzz")))
    })?;
    Ok(built.join(host()?).join("release"))
}

/// This machine, as the compiler calls it.
fn host() -> Result<String> {
    let said = capture(&mut command("rustc", ["-vV"]))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say what machine this is")
}

/// Runs one target. Its corpus grows; what breaks it is kept and does not end the run.
fn one(places: &Places, programs: &Path, folder: &Path, target: &str, seconds: u64) -> Result<Outcome> {
    let corpus = folder.join("corpus").join(target);
    let artifacts = folder.join("artifacts").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let program = || {
        let mut fuzz = command(programs.join(target), [format!("-timeout={SLOW}")]);
        fuzz.arg(format!("-rss_limit_mb={LARGE}")).arg(format!("-artifact_prefix={}/", artifacts.display()));
        fuzz.current_dir(folder);
        fuzz
    };
    let broken = replay(program, &files::list(&corpus)?)?;
    let mut fuzz = program();
    fuzz.args(["-fork=1", "-ignore_crashes=1", "-ignore_timeouts=1", "-ignore_ooms=1"]);
    fuzz.arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={}", longest(target)));
    fuzz.arg(format!("-dict={}", places.root.join("fuzz/words.dict").display())).arg(&corpus);
    let (_, said) = tee(&mut fuzz)?;
    Ok(outcome::read(target, &said).with_broken(broken))
}

/// The longest input that is made, in bytes: what is short is tried more often. What is long is for `long`.
fn longest(target: &str) -> usize {
    match target {
        "archive" | "epub" => 32 * 1024,
        "epub_parts" => 8 * 1024,
        "cfi" | "url" | "long" => 256,
        _ => 4096,
    }
}

/// Runs a target on what it begins with, and counts what breaks it: libFuzzer itself leaves those out without a word.
fn replay(program: impl Fn() -> Command, corpus: &[PathBuf]) -> Result<u64> {
    let mut broken = 0;
    let mut left = corpus;
    while !left.is_empty() {
        let output = program().args(left.iter().take(CHUNK)).stdin(Stdio::null()).output()?;
        let done = if output.status.success() {
            left.len().min(CHUNK)
        } else {
            let said = String::from_utf8_lossy(&output.stderr);
            let file = said.lines().filter_map(|line| line.strip_prefix("Running: ")).next_back();
            let at = left.iter().position(|path| file.is_some_and(|file| path.as_path() == Path::new(file)));
            let at = at.with_context(|| format!("the target cannot be run: {said}"))?;
            println!("    breaks: {}", left[at].display());
            broken += 1;
            at + 1
        };
        left = &left[done..];
    }
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_those_of_the_manifest() {
        let manifest = "[package]\nname = \"x\"\n[[bin]]\nname = \"a\"\n[[bin]]\nname = \"b\"\n";
        let all = targets(manifest).unwrap();
        assert_eq!(all, ["a", "b"]);
        assert_eq!(choose(&["b".to_owned()], all.clone()).unwrap(), ["b"]);
        assert_eq!(choose(&[], all.clone()).unwrap().len(), 2);
        assert!(choose(&["c".to_owned()], all).unwrap_err().to_string().contains("a, b"));
    }
}
