//! Which files were seen, and which book each of them is.

use std::collections::HashMap;

use super::{Db, signed, unsigned};

/// A file as it was when it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownFile {
    /// Its length.
    pub(crate) size: u64,
    /// When it was written, nanoseconds since 1970.
    pub(crate) modified: i64,
    /// Which version of the reader looked at it.
    pub(crate) reader: i64,
    /// Whether it was there at the last look.
    pub(crate) present: bool,
}

impl Db {
    /// Every file that was ever read and not forgotten.
    pub(crate) async fn known_files(&self) -> Result<HashMap<String, KnownFile>, sqlx::Error> {
        let rows: Vec<(String, i64, i64, i64, bool)> =
            sqlx::query_as("SELECT path, size, modified, reader, present FROM files")
                .fetch_all(&self.pool)
                .await?;
        let known = rows.into_iter().map(|(path, size, modified, reader, present)| {
            (path, KnownFile { size: unsigned(size), modified, reader, present })
        });
        Ok(known.collect())
    }

    /// Notes which of the known files are there (`true`) or gone (`false`), and lists books accordingly.
    pub(crate) async fn set_presence(&self, changes: &[(String, bool)], now: i64) -> Result<(), sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        for (path, present) in changes {
            sqlx::query("UPDATE files SET present = ? WHERE path = ?")
                .bind(*present)
                .bind(path)
                .execute(&mut *transaction)
                .await?;
        }
        settle_all(&mut transaction, now).await?;
        transaction.commit().await
    }

    /// Notes that the file at `path` is the book `id`, which is known already. False where it is not.
    pub(crate) async fn link_file(
        &self,
        path: &str,
        file: &KnownFile,
        id: &str,
        now: i64,
    ) -> Result<bool, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        let current: Option<i64> = sqlx::query_scalar(
            "SELECT b.number FROM books b WHERE b.id = ?
             AND EXISTS (SELECT 1 FROM files f WHERE f.book = b.id AND f.reader = ?)",
        )
        .bind(id)
        .bind(file.reader)
        .fetch_optional(&mut *transaction)
        .await?;
        if current.is_none() {
            return Ok(false);
        }
        write_file(&mut transaction, path, file, id, now).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The paths, from the folder, at which a book's file is, the first in order first.
    pub(crate) async fn paths_of(&self, id: &str) -> Result<Vec<String>, sqlx::Error> {
        sqlx::query_scalar("SELECT path FROM files WHERE book = ? AND present ORDER BY path")
            .bind(id)
            .fetch_all(&self.pool)
            .await
    }

    /// Forgets books whose file has been gone since before `before`; their ids, so that covers can go too.
    pub(crate) async fn forget(&self, before: i64) -> Result<Vec<String>, sqlx::Error> {
        let mut transaction = self.pool.begin().await?;
        let gone: Vec<(i64, String)> = sqlx::query_as("SELECT number, id FROM books WHERE absent < ?")
            .bind(before)
            .fetch_all(&mut *transaction)
            .await?;
        for (number, id) in &gone {
            sqlx::query("DELETE FROM search WHERE rowid = ?").bind(number).execute(&mut *transaction).await?;
            sqlx::query("DELETE FROM files WHERE book = ?").bind(id).execute(&mut *transaction).await?;
            sqlx::query("DELETE FROM books WHERE number = ?").bind(number).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(gone.into_iter().map(|(_, id)| id).collect())
    }
}

/// Writes one file's row, and lists or hides the books that this concerns.
pub(super) async fn write_file(
    connection: &mut sqlx::SqliteConnection,
    path: &str,
    file: &KnownFile,
    id: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    let before: Option<String> = sqlx::query_scalar("SELECT book FROM files WHERE path = ?")
        .bind(path)
        .fetch_optional(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO files (path, size, modified, reader, book, present) VALUES (?, ?, ?, ?, ?, 1)
         ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
             reader = excluded.reader, book = excluded.book, present = 1",
    )
    .bind(path)
    .bind(signed(file.size))
    .bind(file.modified)
    .bind(file.reader)
    .bind(id)
    .execute(&mut *connection)
    .await?;
    if let Some(before) = before.filter(|before| before != id) {
        settle_one(connection, &before, now).await?;
    }
    settle_one(connection, id, now).await
}

/// A book is listed as long as one of its files is there.
async fn settle_one(connection: &mut sqlx::SqliteConnection, id: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE books SET absent = CASE
             WHEN EXISTS (SELECT 1 FROM files f WHERE f.book = books.id AND f.present) THEN NULL
             ELSE COALESCE(absent, ?) END
         WHERE id = ?",
    )
    .bind(now)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

/// The same for every book at once.
async fn settle_all(connection: &mut sqlx::SqliteConnection, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE books SET absent = ? WHERE absent IS NULL
         AND NOT EXISTS (SELECT 1 FROM files f WHERE f.book = books.id AND f.present)",
    )
    .bind(now)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "UPDATE books SET absent = NULL WHERE absent IS NOT NULL
         AND EXISTS (SELECT 1 FROM files f WHERE f.book = books.id AND f.present)",
    )
    .execute(connection)
    .await?;
    Ok(())
}
