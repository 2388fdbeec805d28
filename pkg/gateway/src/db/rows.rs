//! Reading books from the index.

use super::Db;

/// A book as it stands in the index.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    /// Of its content.
    pub(crate) id: String,
    /// The SHA-256 of its file, in Base64.
    pub(crate) digest: Option<String>,
    /// Why it cannot be read.
    pub(crate) problem: Option<String>,
    /// What kind of file it is.
    pub(crate) media_type: String,
    /// The file's extension.
    pub(crate) extension: String,
    /// The file's length.
    pub(crate) size: i64,
    /// The plain title.
    pub(crate) title: String,
    /// The metadata as JSON.
    pub(crate) metadata: String,
    /// The covers as JSON.
    pub(crate) covers: String,
    /// Since when its file is gone.
    pub(crate) absent: Option<i64>,
}

/// The columns of a [`Row`], of the table `b`.
pub(crate) const COLUMNS: &str =
    "b.id, b.digest, b.problem, b.media_type, b.extension, b.size, b.title, b.metadata, b.covers, b.absent";

/// How many books there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::FromRow)]
pub(crate) struct Counts {
    /// That can be read.
    pub(crate) books: i64,
    /// That cannot be read yet.
    pub(crate) unreadable: i64,
}

impl Db {
    /// How many books there are.
    pub(crate) async fn counts(&self) -> Result<Counts, sqlx::Error> {
        sqlx::query_as(
            "SELECT COUNT(*) FILTER (WHERE problem IS NULL) AS books,
                    COUNT(*) FILTER (WHERE problem IS NOT NULL) AS unreadable
             FROM books WHERE absent IS NULL",
        )
        .fetch_one(&self.pool)
        .await
    }

    /// One book, also one whose file is gone.
    pub(crate) async fn book(&self, id: &str) -> Result<Option<Row>, sqlx::Error> {
        let sql = format!("SELECT {COLUMNS} FROM books b WHERE b.id = ?");
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(&self.pool).await
    }

    /// When the last book came, seconds since 1970.
    pub(crate) async fn last_added(&self) -> Result<Option<i64>, sqlx::Error> {
        sqlx::query_scalar("SELECT MAX(added) FROM books WHERE absent IS NULL").fetch_one(&self.pool).await
    }
}
