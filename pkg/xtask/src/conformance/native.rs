//! Suites that need no server and no browser: an example of the crate that they are about runs them, as this task knows no
//! crate of the product.

use std::{fs, path::Path};

use anyhow::Result;

use super::{Case, read_cases};
use crate::{
    cache::Places,
    run::{command, run},
};

/// `opds/client`: what was read of OPDS 1.2 and all else that we write, against the schemas of OPDS 2.0.
pub(super) fn opds(places: &Places, data: &Path) -> Result<Vec<Case>> {
    example(places, data, "yueli-opds")
}

/// `folio`: our requests, edge-patron's examples and errors, against its contract.
pub(super) fn folio(places: &Places, data: &Path) -> Result<Vec<Case>> {
    example(places, data, "yueli-patron")
}

/// `lcp/schema`: licences and status documents, whole and lacking something, against their schemas.
pub(super) fn lcp(places: &Places, data: &Path) -> Result<Vec<Case>> {
    example(places, data, "yueli-lcp")
}

fn example(places: &Places, data: &Path, package: &str) -> Result<Vec<Case>> {
    fs::create_dir_all(places.reports())?;
    let out = places.reports().join(format!("{package}.json"));
    let _ = fs::remove_file(&out);
    let mut cargo =
        command("cargo", ["run", "--quiet", "--package", package, "--example", "conformance", "--"]);
    run(cargo.arg(data).arg(&out).current_dir(&places.root).env("CARGO_TARGET_DIR", places.target()))?;
    read_cases(&out)
}
