//! r2-streamer-js (npm): a folder of EPUBs as OPDS 2.0 with Readium manifests, without a key.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::{Catalogue, process::Running, process::free_port};
use crate::{
    cache::Places,
    demo,
    run::{command, run},
    step::step,
};

/// It would listen on every address of this machine.
const LOOPBACK: &str = "const { Server } = require('net');
const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) { return listen.call(this, port, '127.0.0.1', ...rest); };
";

/// Installs and starts it on the demonstration shelf.
pub fn start(places: &Places, folder: &Path) -> Result<Catalogue> {
    let own = folder.join("r2-streamer");
    let program = own.join("node_modules/r2-streamer-js/dist/es8-es2017/src/http/server-cli.js");
    fs::create_dir_all(&own)?;
    if !program.is_file() {
        step("Installing r2-streamer-js from npm", || {
            fs::write(own.join("package.json"), "{\"private\": true}\n")?;
            let quiet = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "r2-streamer-js"];
            run(command("npm", quiet).current_dir(&own)).context("npm is needed")
        })?;
    }
    let bind = own.join("loopback.cjs");
    fs::write(&bind, LOOPBACK)?;
    let books = demo::build(places, &places.demo())?;
    let port = free_port()?;
    let mut serve = command("node", ["--require"]);
    serve.arg(&bind).arg(&program).arg(books).env("PORT", port.to_string()).current_dir(&own);
    let server = Running::start(&mut serve, port, &folder.join("r2-streamer.log"))?;
    let start = format!("http://127.0.0.1:{port}/opds2/publications.json");
    Ok(Catalogue { start, key: String::new(), words: String::new(), _server: server })
}
