//! The app in a browser, going through the servers of others by way of the gateway.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Catalogue;
use crate::{
    cache::Places,
    demo,
    run::{command, tee},
    serve, setup,
    step::step,
    web,
};

/// Builds what is needed and runs the journeys; true where all of them passed. `running` are the servers that were started:
/// journeys through others are skipped, each by name.
pub fn run(places: &Places, running: &[(&str, Catalogue)]) -> Result<bool> {
    let books = step("Building the demonstration shelf", || demo::build(places, &places.demo()))?;
    let tools = setup::for_testing(places)?;
    let dist = web::build(places, &tools, false)?;
    let gateway = serve::gateway(places)?;
    fs::create_dir_all(places.reports())?;
    let list = places.reports().join("servers.json");
    let told: Vec<Value> = running.iter().map(|(name, own)| told(name, own)).collect();
    fs::write(&list, serde_json::to_string_pretty(&told)?)
        .context("the list of servers cannot be written")?;
    let config = ["node_modules/@playwright/test/cli.js", "test", "--config", "servers.config.ts"];
    let mut tests = command("node", config);
    tests
        .current_dir(places.e2e())
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("FORCE_COLOR", "0")
        .env("YUELI_SERVERS", &list)
        .env("YUELI_GATEWAY", gateway)
        .env("YUELI_DIST", dist)
        .env("YUELI_DEMO", books)
        .env("CHROMIUM", setup::browser()?);
    let (passed, _) = tee(&mut tests)?;
    Ok(passed)
}

fn told(name: &str, own: &Catalogue) -> Value {
    let (login, password) = own.key.split_once(':').unwrap_or_default();
    json!({ "name": name, "start": own.start, "login": login, "password": password, "words": own.words })
}
