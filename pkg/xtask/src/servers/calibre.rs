//! calibre's own server (Debian: `calibre`): OPDS 1.x, no key, a template in the search link.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{Catalogue, process::Running, process::free_port};
use crate::{
    cache::Places,
    demo, files,
    run::{command, run, which},
    setup,
    step::{step, trouble},
};

/// Installs and starts it on the demonstration shelf.
pub fn start(places: &Places, folder: &Path) -> Result<Catalogue> {
    let library = library(places, &folder.join("calibre"))?;
    let port = free_port()?;
    let mut server =
        command("calibre-server", ["--listen-on", "127.0.0.1", "--disable-use-bonjour", "--port"]);
    let server =
        Running::start(server.arg(port.to_string()).arg(library), port, &folder.join("calibre.log"))?;
    let start = format!("http://127.0.0.1:{port}/opds");
    Ok(Catalogue { start, key: String::new(), words: "ferries".to_owned(), _server: server })
}

/// A library of calibre with the demonstration shelf in it.
pub fn library(places: &Places, folder: &Path) -> Result<PathBuf> {
    install()?;
    let books = demo::build(places, &places.demo())?;
    files::remove_dir(folder)?;
    fs::create_dir_all(folder)?;
    let mut add = command("calibredb", ["add", "--library-path"]);
    let epubs = files::list(&books)?.into_iter().filter(|file| files::extension(file) == "epub");
    run(add.arg(folder).args(epubs))?;
    Ok(folder.to_owned())
}

fn install() -> Result<()> {
    let there = || which("calibre-server").is_some() && which("calibredb").is_some();
    if !there() && setup::can_apt() {
        step("Installing calibre (some minutes)", || setup::apt_install(&["calibre"]))?;
    }
    if there() {
        return Ok(());
    }
    Err(trouble("calibre is missing.", ["Install it, so that calibre-server and calibredb are on the PATH."]))
}
