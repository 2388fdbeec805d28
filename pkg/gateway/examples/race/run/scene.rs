//! A library to race in: a folder with one book, a store, and gateways that can be killed and started again.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A library with gateways on it.
#[derive(Debug)]
pub struct Scene {
    home: tempfile::TempDir,
    program: PathBuf,
    database: Option<String>,
    gateways: Vec<(SocketAddr, Option<Child>)>,
}

impl Scene {
    /// A library of one book with so many gateways on one store, none of them started.
    pub fn new(program: &Path, database: Option<&str>, gateways: usize) -> Result<Self> {
        let home = tempfile::tempdir()?;
        fs::create_dir(home.path().join("books"))?;
        // What is in the file does not matter here: it is lent, not read.
        fs::write(home.path().join("books/race.epub"), "lent")?;
        let free = || -> Result<(SocketAddr, Option<Child>)> {
            Ok((TcpListener::bind("127.0.0.1:0")?.local_addr()?, None))
        };
        let gateways = (0..gateways).map(|_| free()).collect::<Result<_>>()?;
        Ok(Self { home, program: program.to_owned(), database: database.map(str::to_owned), gateways })
    }

    /// Where the gateways listen.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.gateways.iter().map(|(address, _)| *address).collect()
    }

    /// The address of the store, as sqlx has it.
    pub fn store(&self) -> String {
        let file = self.home.path().join("data-0/library.sqlite");
        self.database.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()))
    }

    fn command(&self, at: usize) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(self.home.path().join(format!("data-{at}")));
        if let Some(database) = &self.database {
            command.arg("--database").arg(database);
        }
        command.env("RUST_LOG", "warn");
        command
    }

    /// Does something on the command line; what it printed.
    pub fn librarian(&self, words: &[&str]) -> Result<String> {
        let done = self.command(0).args(words).output().context("the gateway cannot be started")?;
        if !done.status.success() {
            bail!("{words:?}: {}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(String::from_utf8(done.stdout)?.trim_end().to_owned())
    }

    /// Patrons `p0`, `p1` … with the PIN 1234.
    pub fn patrons(&self, count: usize) -> Result<()> {
        let mut table = "card,name,pin\n".to_owned();
        for number in 0..count {
            table.push_str(&format!("p{number},Patron {number},1234\n"));
        }
        let file = self.home.path().join("patrons.csv");
        fs::write(&file, table)?;
        self.librarian(&["patron", "import", &file.to_string_lossy()])?;
        Ok(())
    }

    /// Starts a gateway and waits until it listens.
    pub fn start(&mut self, at: usize) -> Result<()> {
        let (address, _) = self.gateways.get(at).context("there is no such gateway")?;
        let mut command = self.command(at);
        command.arg("--books").arg(self.home.path().join("books")).arg("--listen").arg(address.to_string());
        let mut child = command.stdout(Stdio::piped()).spawn().context("the gateway cannot be started")?;
        let mut line = String::new();
        let out = child.stdout.take().context("the gateway says nothing")?;
        BufReader::new(out).read_line(&mut line)?;
        if !line.starts_with("listening on") {
            child.kill()?;
            bail!("the gateway did not start: {line}");
        }
        self.gateways[at].1 = Some(child);
        Ok(())
    }

    /// Starts all of them.
    pub fn start_all(&mut self) -> Result<()> {
        (0..self.gateways.len()).try_for_each(|at| self.start(at))
    }

    /// Kills a gateway as a power cut would: with SIGKILL.
    pub fn kill(&mut self, at: usize) -> Result<()> {
        if let Some(mut child) = self.gateways.get_mut(at).and_then(|(_, child)| child.take()) {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        for at in 0..self.gateways.len() {
            if let Err(error) = self.kill(at) {
                eprintln!("a gateway may still run: {error}");
            }
        }
    }
}
