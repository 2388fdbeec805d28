//! The steps that node and the browser do.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use super::{Count, Session, native::settled};
use crate::{
    cache::Places,
    files,
    run::{command, tee},
    setup,
};

/// The service worker's pure functions, by node's own runner.
pub(super) fn node(session: &mut Session) -> Result<Count> {
    let e2e = session.places.e2e();
    let tests: Vec<PathBuf> = files::list(&e2e.join("unit"))?;
    let tests = tests.iter().filter(|file| file.to_string_lossy().ends_with(".test.mjs"));
    let mut node = command("node", ["--test", "--test-reporter=spec"]);
    let (ran, said) = tee(node.args(tests).current_dir(&e2e))?;
    settled(ran, Count::from_node(&said), "node's runner broke; see above")
}

/// The journeys, against the release build served by the real server.
pub(super) fn journeys(session: &mut Session) -> Result<Count> {
    let (Some(dist), Some(gateway)) = (&session.dist, &session.gateway) else {
        bail!("the app is not built")
    };
    let report = session.places.reports().join("e2e.json");
    let _ = fs::remove_file(&report);
    let mut tests = playwright(&session.places);
    tests
        .arg("--reporter=list,json")
        .args(&session.playwright)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("YUELI_GATEWAY", gateway)
        .env("YUELI_DIST", dist)
        .env("YUELI_DEMO", session.places.demo())
        .env("CHROMIUM", setup::browser()?);
    let (ran, _) = tee(&mut tests)?;
    let said = fs::read_to_string(&report).context("Playwright wrote no report; see above")?;
    settled(ran, Some(Count::from_playwright(&said)?), "Playwright broke; see above")
}

fn playwright(places: &Places) -> Command {
    let mut playwright = command("node", ["node_modules/@playwright/test/cli.js", "test"]);
    playwright.current_dir(places.e2e()).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").env("FORCE_COLOR", "0");
    playwright
}
