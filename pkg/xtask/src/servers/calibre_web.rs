//! Calibre-Web (PyPI: `calibreweb`): OPDS 1.2, HTTP Basic, an OpenSearch description.

use std::{fs, path::Path, thread::sleep, time::Duration};

use anyhow::{Context, Result};

use super::{Catalogue, calibre, process::Running, process::free_port, python};
use crate::{
    cache::Places,
    files,
    run::{command, run},
};

/// Sets the folder of books and the port, which Calibre-Web otherwise asks for in the browser.
const SETTINGS: &str = "import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as settings:
    settings.execute('update settings set config_calibre_dir = ?, config_port = ?', sys.argv[2:4])
";

/// Installs and starts it on the demonstration shelf, with the account that it comes with.
pub fn start(places: &Places, folder: &Path) -> Result<Catalogue> {
    let programs = python::environment(folder, "calibreweb", "cps")?;
    let library = calibre::library(places, &folder.join("calibre-web-books"))?;
    let own = folder.join("calibre-web");
    files::remove_dir(&own)?;
    fs::create_dir_all(&own)?;
    let settings = own.join("app.db");
    let serve = |port: u16| {
        let mut serve = command(programs.join("cps"), ["-i", "127.0.0.1", "-p"]);
        serve.arg(&settings).arg("-g").arg(own.join("drive.db"));
        serve.env("CALIBRE_DBPATH", &own).env("CALIBRE_PORT", port.to_string()).current_dir(&own);
        Running::start(&mut serve, port, &folder.join("calibre-web.log"))
    };
    // The first start makes the settings, and they are read at the second.
    let first = serve(free_port()?)?;
    sleep(Duration::from_secs(1));
    drop(first);
    let port = free_port()?;
    let mut set = command("python3", ["-c", SETTINGS]);
    run(set.arg(&settings).arg(&library).arg(port.to_string())).context("its settings cannot be written")?;
    let start = format!("http://127.0.0.1:{port}/opds");
    let server = serve(port)?;
    Ok(Catalogue { start, key: "admin:admin123".to_owned(), words: "ferries".to_owned(), _server: server })
}
