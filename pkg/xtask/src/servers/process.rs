//! A server of others while it runs.

use std::{
    fs::File,
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::run::command;

/// How long a server may take until it listens.
const PATIENCE: Duration = Duration::from_secs(90);

/// How long a server may take to end by itself.
const GRACE: Duration = Duration::from_secs(5);

/// A server that runs until this is dropped, with all the processes that it has started.
pub struct Running(Child);

impl Running {
    /// Starts a program that listens on a port of loopback, and waits until it does. What it says goes into `log`.
    pub fn start(program: &mut Command, port: u16, log: &Path) -> Result<Self> {
        let file = File::create(log)?;
        program.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        // A group of its own: codex starts processes that outlive it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(program, 0);
        let mut running = Self(program.spawn().context("it cannot be started")?);
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = running.0.try_wait()? {
                bail!("it ended at once ({status}); see {}", log.display());
            }
            if begun.elapsed() > PATIENCE {
                bail!("it does not listen after {} seconds; see {}", PATIENCE.as_secs(), log.display());
            }
            sleep(Duration::from_millis(200));
        }
        Ok(running)
    }
}

impl Running {
    /// Sends a signal to the whole group. That nobody is left to hear it is no error.
    fn signal(&self, name: &str) {
        let group = format!("-{}", self.0.id());
        let mut kill = command("kill", ["-s", name, "--", &group]);
        let _ = kill.stderr(Stdio::null()).status();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signal("TERM");
        let begun = Instant::now();
        while matches!(self.0.try_wait(), Ok(None)) && begun.elapsed() < GRACE {
            sleep(Duration::from_millis(100));
        }
        self.signal("KILL");
        // Neither can be put right here.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port of loopback that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
