//! `opds/schema`: every feed and every publication that the server gives out, held against the schemas of OPDS 2.0
//! and of Readium's manifest.

use std::{ffi::OsStr, fs, path::Path};

use anyhow::Result;

use super::{Case, process::Server, read_cases};
use crate::{cache::Places, demo, run::node_script, serve, setup};

const SCRIPT: &str = include_str!("../../js/opds-schema.mjs");

pub(super) fn run(places: &Places, data: &Path) -> Result<Vec<Case>> {
    setup::packages(places)?;
    let books = demo::build(places, &places.demo())?;
    let gateway = serve::gateway(places)?;
    fs::create_dir_all(places.reports())?;
    let server = Server::start(&gateway, &books, places.reports().join("opds-schema"))?;
    let out = places.reports().join("opds-schema.json");
    let _ = fs::remove_file(&out);
    let args = [OsStr::new(&server.url), data.as_os_str(), out.as_os_str()];
    // The script is read from standard input, so its packages are those of the folder it is run in.
    node_script(SCRIPT, &places.e2e(), &args)?;
    read_cases(&out)
}
