//! `epub-tests`: W3C's tests of reading systems, judged in Chromium by what the reader shows.

use std::{fs, path::Path};

use anyhow::Result;

use super::{Case, read_cases};
use crate::{
    cache::Places,
    run::{command, tee},
    serve, setup, web,
};

pub(super) fn run(places: &Places, data: &Path) -> Result<Vec<Case>> {
    let tools = setup::for_testing(places)?;
    let dist = web::build(places, &tools, false)?;
    let gateway = serve::gateway(places)?;
    let out = places.reports().join("epub-tests.json");
    fs::create_dir_all(places.reports())?;
    let _ = fs::remove_file(&out);
    let mut judge = command(
        "node",
        ["node_modules/@playwright/test/cli.js", "test", "--config", "conformance.config.ts"],
    );
    judge
        .current_dir(places.e2e())
        .env("CASES", data.join("epub-tests"))
        .env("CONFORMANCE_OUT", &out)
        .env("CONFORMANCE_ARTIFACTS", places.reports().join("epub-tests"))
        .env("YUELI_GATEWAY", gateway)
        .env("YUELI_DIST", dist)
        .env("CHROMIUM", setup::browser()?);
    // Cases that fail let Playwright fail too; what counts is what it wrote.
    tee(&mut judge)?;
    read_cases(&out)
}
