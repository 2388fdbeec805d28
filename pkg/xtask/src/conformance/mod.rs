//! `cargo xtask conformance`: suites that others wrote, run on any folder of the same layout.

mod epub;
mod native;
mod opds;
mod process;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{cache::Places, step::paint};

/// What is run, on which data.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The folder of the suites, each in a folder of its own.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Only this suite; may be given more than once.
    #[arg(long, value_name = "NAME")]
    suite: Vec<String>,
    /// Writes an array of {suite, case, result, detail}.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// A suite: its name, the folders that it reads, and what runs it.
struct Suite {
    name: &'static str,
    folders: &'static [&'static str],
    run: fn(&Places, &Path) -> Result<Vec<Case>>,
}

const SUITES: [Suite; 5] = [
    Suite { name: "opds/schema", folders: &["opds", "rwpm"], run: opds::run },
    Suite { name: "opds/client", folders: &["opds", "rwpm"], run: native::opds },
    Suite { name: "folio", folders: &["folio"], run: native::folio },
    Suite { name: "lcp/schema", folders: &["lcp"], run: native::lcp },
    Suite { name: "epub-tests", folders: &["epub-tests"], run: epub::run },
];

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Case {
    name: String,
    result: String,
    detail: String,
}

impl Case {
    fn failed(name: &str, detail: impl Into<String>) -> Self {
        Self { name: name.to_owned(), result: "failed".to_owned(), detail: detail.into() }
    }
}

/// Runs the suites and prints a line for each; true when no case failed.
pub fn conformance(places: &Places, args: &Args) -> Result<bool> {
    let data =
        fs::canonicalize(&args.data).with_context(|| format!("{} cannot be read", args.data.display()))?;
    let folders = folders(&data)?;
    let chosen = choose(&args.suite, &folders)?;
    let mut all = Vec::new();
    let mut lines = Vec::new();
    for suite in chosen {
        println!("{} {}", paint("1;36", "▸"), suite.name);
        // A suite that cannot be run is a suite that fails, and the others are run all the same.
        let cases = (suite.run)(places, &data)
            .unwrap_or_else(|error| vec![Case::failed("(suite)", format!("{error:#}"))]);
        lines.push(shown(suite.name, &cases));
        all.extend(cases.into_iter().map(|case| (suite.name, case)));
    }
    println!();
    lines.iter().for_each(|line| println!("{line}"));
    for folder in no_runner(&folders).filter(|folder| args.suite.is_empty() || args.suite.contains(folder)) {
        println!("{folder}: no runner yet");
    }
    if let Some(file) = &args.json {
        fs::write(file, format!("{:#}\n", as_json(&all)))
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(all.iter().all(|(_, case)| case.result != "failed"))
}

fn folders(data: &Path) -> Result<BTreeSet<String>> {
    let entries = fs::read_dir(data).with_context(|| format!("{} cannot be read", data.display()))?;
    Ok(entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect())
}

/// The suites that were asked for, or all whose data is there.
fn choose(asked: &[String], folders: &BTreeSet<String>) -> Result<Vec<&'static Suite>> {
    for name in asked {
        if !SUITES.iter().any(|suite| suite.name == name) && !folders.contains(name) {
            let names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
            bail!("there is no suite {name:?}; there are: {}", names.join(", "));
        }
    }
    let there = |suite: &&Suite| suite.folders.iter().any(|folder| folders.contains(*folder));
    let wanted = |suite: &&Suite| asked.is_empty() || asked.iter().any(|name| name == suite.name);
    Ok(SUITES.iter().filter(|suite| wanted(suite) && (!asked.is_empty() || there(suite))).collect())
}

fn no_runner(folders: &BTreeSet<String>) -> impl Iterator<Item = &String> {
    folders.iter().filter(|folder| !SUITES.iter().any(|suite| suite.folders.contains(&folder.as_str())))
}

/// One line with the score, then the names of those that failed.
fn shown(suite: &str, cases: &[Case]) -> String {
    let count = |result: &str| cases.iter().filter(|case| case.result == result).count();
    let (passed, failed, skipped) = (count("passed"), count("failed"), count("skipped"));
    let mut text =
        format!("{suite}: {passed} passed, {failed} failed, {skipped} skipped, {} total", cases.len());
    for case in cases.iter().filter(|case| case.result == "failed") {
        let detail = case.detail.lines().next().unwrap_or_default();
        text.push_str(&format!("\n  failed: {}: {detail}", case.name));
    }
    text
}

fn as_json(all: &[(&str, Case)]) -> Value {
    let cases = all.iter().map(|(suite, case)| {
        json!({ "suite": suite, "case": case.name, "result": case.result, "detail": case.detail })
    });
    Value::Array(cases.collect())
}

/// Reads what a runner wrote: an array of {case, result, detail}.
fn read_cases(file: &Path) -> Result<Vec<Case>> {
    let text = fs::read_to_string(file).context("the runner wrote no results; see above")?;
    let all: Vec<Value> = serde_json::from_str(&text).context("the runner's results are not JSON")?;
    let word = |case: &Value, name: &str| case[name].as_str().unwrap_or_default().to_owned();
    Ok(all
        .iter()
        .map(|case| Case {
            name: word(case, "case"),
            result: word(case, "result"),
            detail: word(case, "detail"),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn suites_are_run_where_their_data_is() {
        let names = |asked: &[&str], there: &[&str]| -> Vec<&str> {
            let asked: Vec<String> = asked.iter().map(|name| (*name).to_owned()).collect();
            choose(&asked, &set(there)).unwrap().iter().map(|suite| suite.name).collect()
        };
        assert_eq!(names(&[], &["epub-tests", "read-aloud"]), ["epub-tests"]);
        assert_eq!(names(&["opds/schema"], &["opds", "epub-tests"]), ["opds/schema"]);
        assert!(choose(&["no-such".to_owned()], &set(&["opds"])).is_err());
        let folders = set(&["opds", "rwpm", "read-aloud"]);
        assert_eq!(no_runner(&folders).collect::<Vec<_>>(), ["read-aloud"]);
    }

    #[test]
    fn the_score_names_those_that_failed() {
        let passed = Case { name: "b".into(), result: "passed".into(), detail: String::new() };
        let line = shown("s", &[Case::failed("a", "why\nmore"), passed]);
        assert_eq!(line, "s: 1 passed, 1 failed, 0 skipped, 2 total\n  failed: a: why");
    }

    #[test]
    fn results_are_read_and_written() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("r.json");
        fs::write(&file, r#"[{"case": "a", "result": "skipped", "detail": "d"}]"#).unwrap();
        let cases = read_cases(&file).unwrap();
        let all: Vec<_> = cases.into_iter().map(|case| ("s", case)).collect();
        assert_eq!(as_json(&all)[0]["suite"], "s");
        assert_eq!(as_json(&all)[0]["result"], "skipped");
        assert!(read_cases(&dir.path().join("none.json")).is_err());
    }
}
