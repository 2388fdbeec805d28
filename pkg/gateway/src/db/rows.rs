//! Reading books from the index.

use sqlx::{QueryBuilder, Sqlite};

use super::Db;
use crate::audience::Sight;

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
    /// How many of the books there are that are seen.
    pub(crate) async fn counts(&self, sight: &Sight) -> Result<Counts, sqlx::Error> {
        let mut sql = QueryBuilder::<Sqlite>::new(
            "SELECT COUNT(*) FILTER (WHERE b.problem IS NULL) AS books,
                    COUNT(*) FILTER (WHERE b.problem IS NOT NULL) AS unreadable
             FROM books b WHERE b.absent IS NULL",
        );
        sight.push(&mut sql);
        sql.build_query_as().fetch_one(&self.pool).await
    }

    /// When the last of them came, seconds since 1970.
    pub(crate) async fn last_added(&self, sight: &Sight) -> Result<Option<i64>, sqlx::Error> {
        let mut sql = QueryBuilder::<Sqlite>::new("SELECT MAX(b.added) FROM books b WHERE b.absent IS NULL");
        sight.push(&mut sql);
        sql.build_query_scalar().fetch_one(&self.pool).await
    }

    /// One book, also one whose file is gone.
    pub(crate) async fn book(&self, id: &str) -> Result<Option<Row>, sqlx::Error> {
        let sql = format!("SELECT {COLUMNS} FROM books b WHERE b.id = ?");
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(&self.pool).await
    }
}
