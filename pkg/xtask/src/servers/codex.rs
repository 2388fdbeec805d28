//! codex (PyPI: `codex`), a server of comics: OPDS 2.0 with an authentication document that is answered with 401.

use std::{
    fs,
    io::Write,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Catalogue, process::Running, process::free_port, python};
use crate::{
    cache::Places,
    files,
    run::{capture, command, run},
};

/// How long reading in three comics may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A picture of six grey pixels, as PNG.
const PICTURE: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x03\x08\x00\x00\x00\x00\x9c\x81\x81\x5d\x00\x00\x00\x0d\x49\x44\x41\x54\x78\xda\x63\x68\x58\xc0\x00\x46\x00\x0f\x09\x03\x61\x33\x8a\xec\xdf\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

/// Names the folder of comics, and lets nobody in without a key; codex otherwise asks for both in the browser.
const SETTINGS: &str = "import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as settings:
    settings.execute(\"insert into codex_library (created_at, updated_at, events, poll, update_in_progress, poll_every,\"
        \" covers_only, path) values (datetime('now'), datetime('now'), 0, 1, 0, 3600000000, 0, ?)\", sys.argv[2:3])
    settings.execute(\"update codex_adminflag set \\\"on\\\" = 0 where key = 'NU'\")
";

/// How many comics it knows.
const COUNT: &str = "import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute('select count(*) from codex_comic').fetchone()[0])
";

/// Installs and starts it on three comics of our own, with the account that it comes with.
pub fn start(_: &Places, folder: &Path) -> Result<Catalogue> {
    let programs = python::environment(folder, "codex", "codex")?;
    let own = folder.join("codex");
    files::remove_dir(&own)?;
    let (comics, config) = (own.join("comics"), own.join("config"));
    fs::create_dir_all(&comics)?;
    fs::create_dir_all(&config)?;
    for number in 1..=3 {
        fs::write(comics.join(format!("Ferries {number}.cbz")), comic(number)?)?;
    }
    let port = free_port()?;
    fs::write(config.join("hypercorn.toml"), format!("bind = [\"127.0.0.1:{port}\"]\nroot_path = \"\"\n"))?;
    let serve = || {
        let mut serve = command(programs.join("codex"), [] as [&str; 0]);
        serve.env("CODEX_CONFIG_DIR", &config).env("CODEX_RESET_ADMIN", "1").current_dir(&own);
        Running::start(&mut serve, port, &folder.join("codex.log"))
    };
    // The first start makes the settings, and they are read at the second.
    drop(serve()?);
    let settings = config.join("codex.sqlite3");
    run(command("python3", ["-c", SETTINGS]).arg(&settings).arg(&comics))
        .context("its settings cannot be written")?;
    let server = serve()?;
    let begun = Instant::now();
    while capture(command("python3", ["-c", COUNT]).arg(&settings))?.trim() != "3" {
        if begun.elapsed() > PATIENCE {
            bail!("it has not read three comics after {} seconds", PATIENCE.as_secs());
        }
        sleep(Duration::from_millis(500));
    }
    let start = format!("http://127.0.0.1:{port}/opds/v2.0/");
    Ok(Catalogue { start, key: "admin:admin".to_owned(), words: "ferries".to_owned(), _server: server })
}

fn comic(number: u32) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("ComicInfo.xml", SimpleFileOptions::default())?;
    write!(
        zip,
        "<ComicInfo><Series>Ferries</Series><Number>{number}</Number><Title>Crossing {number}</Title></ComicInfo>"
    )?;
    for page in 0..3 {
        zip.start_file(format!("{page}.png"), SimpleFileOptions::default())?;
        zip.write_all(PICTURE)?;
    }
    Ok(zip.finish()?.into_inner())
}
