//! What must not be lost: accounts, sessions, loans, and who did what.
//!
//! SQLite in the data folder, or a PostgreSQL that several gateways share; the same SQL for both
//! ([ADR 16](../../../../docs/adr/0016-one-store-two-databases.md)). Nothing of it is kept in the process.

mod audit;
mod backup;
mod time;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::{
    Any, AnyConnection, AnyPool, AssertSqlSafe, Transaction,
    any::{AnyConnectOptions, AnyPoolOptions},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(crate) use audit::{Act, Origin};
pub(crate) use backup::{backup, restore};
pub use time::DAY;
pub(crate) use time::{instant, now};

/// How long a request waits for a connection before it fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// Why the store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The setting is no address of a database that we know.
    #[error("`{0}` is no database: it must begin with postgres:// or sqlite://")]
    Address(String),
    /// The database said no.
    #[error("{0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be made or brought up to date.
    #[error("its tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// The database, as often as it is wanted.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
    dialect: Dialect,
    /// SQLite has one writer at a time. Whoever waits here waits in order, and blocks no connection.
    writer: Arc<Semaphore>,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Store").field("dialect", &self.dialect).finish_non_exhaustive()
    }
}

/// Where the store is: what was asked for, else a file in the data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file.
    File(PathBuf),
    /// An address, `postgres://…` or `sqlite://…`.
    Address(String),
}

impl Database {
    /// `address` where one is given, else `library.sqlite` in the data folder.
    pub fn of(address: Option<String>, data: &Path) -> Self {
        address.map_or_else(|| Self::File(data.join("library.sqlite")), Self::Address)
    }

    /// The same for a log: without the password.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Address(address) => match (address.find("://"), address.rfind('@')) {
                (Some(scheme), Some(at)) if at > scheme => {
                    format!("{}…{}", &address[..scheme + 3], &address[at..])
                }
                _ => address.clone(),
            },
        }
    }

    fn url(&self) -> Result<(Dialect, String), OpenError> {
        match self {
            Self::File(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                let bytes = whole.as_os_str().as_encoded_bytes();
                let encoded = percent_encoding::percent_encode(bytes, PATH);
                Ok((Dialect::Sqlite, format!("sqlite://{encoded}?mode=rwc")))
            }
            Self::Address(address) if address.starts_with("sqlite:") => {
                Ok((Dialect::Sqlite, address.clone()))
            }
            Self::Address(address)
                if address.starts_with("postgres://") || address.starts_with("postgresql://") =>
            {
                Ok((Dialect::Postgres, address.clone()))
            }
            Self::Address(_) => Err(OpenError::Address(self.shown())),
        }
    }
}

/// What a path may keep as it is in an address.
const PATH: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');

/// Once for each connection. With a write-ahead log, `FULL` is what makes a commit outlast a power cut.
const SQLITE: &[&str] = &[
    "PRAGMA busy_timeout = 20000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
];

impl Store {
    /// Opens the database, made and brought up to date where need be.
    ///
    /// # Errors
    /// Where it cannot be reached, opened or brought up to date.
    pub async fn open(database: &Database) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let (dialect, url) = database.url()?;
        let options: AnyConnectOptions = url.parse()?;
        let connections = match dialect {
            Dialect::Sqlite => 8,
            Dialect::Postgres => 20,
        };
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if dialect == Dialect::Sqlite {
                        for pragma in SQLITE {
                            sqlx::query(*pragma).execute(&mut *connection).await?;
                        }
                    }
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        sqlx::migrate!("./library").run(&pool).await?;
        Ok(Self { pool, dialect, writer: Arc::new(Semaphore::new(1)) })
    }

    /// Connections to read with.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins to write. What is read inside is as it will be when it is committed:
    /// in SQLite there is no other writer, in PostgreSQL what matters is locked with [`Tx::lock`].
    pub(crate) async fn begin(&self) -> Result<Tx, sqlx::Error> {
        match self.dialect {
            Dialect::Sqlite => {
                let permit =
                    Arc::clone(&self.writer).acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?;
                let inner = self.pool.begin_with("BEGIN IMMEDIATE").await?;
                Ok(Tx { inner, dialect: self.dialect, writer: Some(permit) })
            }
            Dialect::Postgres => {
                Ok(Tx { inner: self.pool.begin().await?, dialect: self.dialect, writer: None })
            }
        }
    }

    /// Writes what is pending and closes.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Several statements that happen together or not at all. Dropped without [`Tx::commit`], none of them happened.
pub(crate) struct Tx {
    inner: Transaction<'static, Any>,
    dialect: Dialect,
    writer: Option<OwnedSemaphorePermit>,
}

impl Tx {
    /// What statements are executed on.
    pub(crate) fn on(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }

    /// Keeps others from changing a row until the end. False where there is no such row.
    ///
    /// To exclude that two wait for each other, patrons are locked before holdings, and only one of each.
    pub(crate) async fn lock(&mut self, table: Table, id: &str) -> Result<bool, sqlx::Error> {
        let more = if self.dialect == Dialect::Postgres { " FOR UPDATE" } else { "" };
        let sql = format!("SELECT id FROM {} WHERE id = $1{more}", table.name());
        let row = sqlx::query(AssertSqlSafe(sql)).bind(id).fetch_optional(self.on()).await?;
        Ok(row.is_some())
    }

    /// Makes all of it happen. When this returns, it is on the disk.
    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        let Self { inner, writer, .. } = self;
        let done = inner.commit().await;
        drop(writer);
        done
    }
}

/// A table whose rows can be locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// Patrons.
    Patrons,
    /// What is lent.
    Holdings,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Self::Patrons => "patrons",
            Self::Holdings => "holdings",
        }
    }
}

/// A new id for what others may see: a UUID of version 4, which FOLIO's schemas accept (they stop at version 5).
pub(crate) fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Whether the database refused because there is such a row already.
pub(crate) fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_says_which_database_it_is() {
        let data = Path::new("/d/a b#1");
        for (address, expected) in [
            (None, Some((Dialect::Sqlite, "sqlite:///d/a%20b%231/library.sqlite?mode=rwc"))),
            (Some("postgres://u:p@h/d"), Some((Dialect::Postgres, "postgres://u:p@h/d"))),
            (Some("postgresql:///d"), Some((Dialect::Postgres, "postgresql:///d"))),
            (Some("sqlite://x.db"), Some((Dialect::Sqlite, "sqlite://x.db"))),
            (Some("mysql://h/d"), None),
            (Some(""), None),
        ] {
            let found = Database::of(address.map(str::to_owned), data).url().ok();
            let found = found.as_ref().map(|(dialect, url)| (*dialect, url.as_str()));
            assert_eq!(found, expected, "{address:?}");
        }
    }

    #[test]
    fn a_password_does_not_reach_the_log() {
        for (address, expected) in [
            ("postgres://user:p@ss@host/db", "postgres://…@host/db"),
            ("postgres://host/db", "postgres://host/db"),
        ] {
            assert_eq!(Database::Address(address.to_owned()).shown(), expected);
        }
    }

    #[tokio::test]
    async fn what_is_not_committed_did_not_happen() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::of(None, home.path())).await.unwrap();
        for (commits, expected) in [(false, 0_i64), (true, 1)] {
            let mut tx = store.begin().await.unwrap();
            sqlx::query("INSERT INTO accounts (id, created) VALUES ($1, $2)")
                .bind("a")
                .bind(now())
                .execute(tx.on())
                .await
                .unwrap();
            if commits {
                tx.commit().await.unwrap();
            } else {
                drop(tx);
            }
            let count: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM accounts").fetch_one(store.pool()).await.unwrap();
            assert_eq!(count, expected);
        }
        let twice = sqlx::query("INSERT INTO accounts (id, created) VALUES ('a', 1)").execute(store.pool());
        assert!(is_taken(&twice.await.unwrap_err()));
        store.close().await;
    }
}
