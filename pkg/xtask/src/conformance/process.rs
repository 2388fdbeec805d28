//! The server for a suite: on a free port, with a data folder that goes away with it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use anyhow::{Context, Result};

use crate::{files, run::command};

/// A server that runs until this is dropped.
pub struct Server {
    child: Child,
    data: PathBuf,
    /// Where it listens, as `http://127.0.0.1:port`.
    pub url: String,
}

impl Server {
    /// Starts it on a folder of books; its log is kept in the data folder's place.
    pub fn start(gateway: &Path, books: &Path, data: PathBuf) -> Result<Self> {
        files::remove_dir(&data)?;
        fs::create_dir_all(&data)?;
        let log = fs::File::create(data.with_extension("log"))?;
        let mut child = command(gateway, ["--listen", "127.0.0.1:0", "--books"])
            .arg(books)
            .arg("--data")
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the server cannot be started")?;
        let out = child.stdout.take().context("the server has no output")?;
        let mut server = Self { child, data, url: String::new() };
        let mut lines = BufReader::new(out).lines();
        let url = lines.find_map(|line| Some(line.ok()?.strip_prefix("listening on ")?.trim().to_owned()));
        server.url = url.context("the server did not say where it listens")?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Neither can be put right here, and both are of no consequence: the folder is a cache's.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = files::remove_dir(&self.data);
    }
}
