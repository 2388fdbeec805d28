//! A PostgreSQL of our own for a while, on loopback and in a temporary folder, as somebody who is not root.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// A running PostgreSQL; dropped, it is stopped and gone.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    folder: tempfile::TempDir,
    port: u16,
    is_root: bool,
}

/// Where PostgreSQL's own programs are: in the path, or where Debian has them.
pub fn programs() -> Option<PathBuf> {
    let named = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&named).collect();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        let mut versions: Vec<PathBuf> =
            versions.flatten().map(|version| version.path().join("bin")).collect();
        versions.sort();
        folders.extend(versions.into_iter().rev());
    }
    folders
        .into_iter()
        .find(|folder| ["initdb", "postgres", "pg_ctl"].iter().all(|name| folder.join(name).is_file()))
}

/// The address of a new, empty database of a server.
pub async fn create(server: &str, name: &str) -> Result<String> {
    use sqlx::ConnectOptions;
    let options: sqlx::postgres::PgConnectOptions = format!("{server}/postgres").parse()?;
    let mut on = options.connect().await?;
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut on).await?;
    Ok(format!("{server}/{name}"))
}

impl Postgres {
    /// Starts one.
    pub fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed: apt-get install postgresql")?;
        let folder = tempfile::tempdir()?;
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let own = Self { programs, folder, port, is_root };
        if is_root {
            // PostgreSQL refuses to be root; its package has made somebody for it.
            run(Command::new("chown").arg("postgres").arg(own.folder.path()))?;
        }
        let data = own.data();
        run(own
            .tool("initdb")
            .args(["--auth=trust", "--username=yueli", "--encoding=UTF8", "-D"])
            .arg(&data))?;
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=120"
        );
        let log = own.folder.path().join("log");
        run(own
            .tool("pg_ctl")
            .args(["-w", "-o", &options, "-l"])
            .arg(log)
            .arg("-D")
            .arg(&data)
            .arg("start"))?;
        Ok(own)
    }

    /// The address of the server, without a database.
    pub fn server(&self) -> String {
        format!("postgres://yueli@127.0.0.1:{}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn tool(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if self.is_root { Command::new("runuser") } else { Command::new(&program) };
        if self.is_root {
            command.args(["-u", "postgres", "--"]).arg(&program);
        }
        command.current_dir(Path::new("/")).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        if let Err(error) = run(self.tool("pg_ctl").args(["-m", "immediate", "-D"]).arg(data).arg("stop")) {
            eprintln!("PostgreSQL may still run: {error}");
        }
    }
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} cannot be started"))?;
    if !status.success() {
        bail!("{command:?} failed ({status})");
    }
    Ok(())
}
