//! Writing a book to the index.

use yueli_publication::{LocalizedText, Metadata, ProblemCode};

use super::{Db, KnownFile, files::write_file, signed};
use crate::{
    audience::{self, Audience},
    catalogue::{dates, search::normalise, words},
};

/// A book as it goes into the index.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// Of its content.
    pub(crate) id: String,
    /// The SHA-256 of its file, in Base64; none where the file could not be read.
    pub(crate) digest: Option<String>,
    /// Why it cannot be read.
    pub(crate) problem: Option<ProblemCode>,
    /// What kind of file it is.
    pub(crate) media_type: String,
    /// The file's extension, lower case.
    pub(crate) extension: String,
    /// The file's length.
    pub(crate) size: u64,
    /// When the file was written, seconds since 1970.
    pub(crate) modified: i64,
    /// What is known of it; the title is never empty.
    pub(crate) metadata: Metadata,
    /// The covers that were stored: (name, width, height).
    pub(crate) covers: Vec<(String, u32, u32)>,
}

impl Db {
    /// Writes a book, and that the file at `path` is it. `added` counts where it was never seen before.
    pub(crate) async fn store(
        &self,
        path: &str,
        file: &KnownFile,
        record: &Record,
        added: i64,
    ) -> Result<(), Error> {
        let metadata = serde_json::to_string(&record.metadata)?;
        let covers = serde_json::to_string(&record.covers)?;
        let mut transaction = self.pool.begin().await?;
        let number: i64 = sqlx::query_scalar(
            "INSERT INTO books (id, digest, problem, media_type, extension, size, title, title_key, author_key,
                 published, added, modified, metadata, covers, audience)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, problem = excluded.problem,
                 media_type = excluded.media_type, extension = excluded.extension,
                 size = excluded.size, title = excluded.title, title_key = excluded.title_key, author_key = excluded.author_key,
                 published = excluded.published, modified = excluded.modified,
                 metadata = excluded.metadata, covers = excluded.covers, audience = excluded.audience,
                 absent = NULL
             RETURNING number",
        )
        .bind(&record.id)
        .bind(&record.digest)
        .bind(record.problem.map(ProblemCode::key))
        .bind(&record.media_type)
        .bind(&record.extension)
        .bind(signed(record.size))
        .bind(record.metadata.title.first())
        .bind(title_key(&record.metadata))
        .bind(author_key(&record.metadata))
        .bind(record.metadata.published.as_deref().and_then(dates::published))
        .bind(added)
        .bind(record.modified)
        .bind(metadata)
        .bind(covers)
        .bind(audience::of_metadata(&record.metadata).map(Audience::key))
        .fetch_one(&mut *transaction)
        .await?;
        write_facets(&mut transaction, number, &record.metadata).await?;
        write_search(&mut transaction, number, &record.metadata).await?;
        write_file(&mut transaction, path, file, &record.id, added).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Why a book could not be written to the index.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The database said no.
    #[error("the index cannot be written: {0}")]
    Database(#[from] sqlx::Error),
    /// The metadata have no form as JSON.
    #[error("the metadata cannot be kept: {0}")]
    Json(#[from] serde_json::Error),
}

/// Languages and subjects, to count and to filter by.
async fn write_facets(
    connection: &mut sqlx::SqliteConnection,
    number: i64,
    metadata: &Metadata,
) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM languages WHERE book = ?").bind(number).execute(&mut *connection).await?;
    sqlx::query("DELETE FROM subjects WHERE book = ?").bind(number).execute(&mut *connection).await?;
    for tag in &metadata.language {
        let tag = words::primary(tag);
        if tag.is_empty() || !tag.chars().all(|letter| letter.is_ascii_alphabetic()) {
            continue;
        }
        sqlx::query("INSERT OR IGNORE INTO languages (book, tag) VALUES (?, ?)")
            .bind(number)
            .bind(tag)
            .execute(&mut *connection)
            .await?;
    }
    for subject in &metadata.subject {
        let name = subject.name.first().trim();
        let key = normalise(name);
        if key.is_empty() || name.chars().count() > 120 {
            continue;
        }
        sqlx::query("INSERT OR IGNORE INTO subjects (book, key, name) VALUES (?, ?, ?)")
            .bind(number)
            .bind(key)
            .bind(name)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The words by which the book is found, by how much they say about it.
async fn write_search(
    connection: &mut sqlx::SqliteConnection,
    number: i64,
    metadata: &Metadata,
) -> Result<(), sqlx::Error> {
    let mut title = all_texts(std::iter::once(&metadata.title).chain(&metadata.subtitle));
    let series = metadata.belongs_to.iter().flat_map(|whole| whole.series.iter().chain(&whole.collection));
    push_texts(&mut title, series.map(|series| &series.name));
    let people = [
        &metadata.author,
        &metadata.translator,
        &metadata.editor,
        &metadata.illustrator,
        &metadata.narrator,
        &metadata.contributor,
    ];
    let author = all_texts(people.into_iter().flatten().map(|person| &person.name));
    let mut subject = all_texts(metadata.subject.iter().map(|subject| &subject.name));
    push_texts(&mut subject, metadata.publisher.iter().map(|publisher| &publisher.name));
    sqlx::query("DELETE FROM search WHERE rowid = ?").bind(number).execute(&mut *connection).await?;
    sqlx::query("INSERT INTO search (rowid, title, author, subject, description) VALUES (?, ?, ?, ?, ?)")
        .bind(number)
        .bind(title)
        .bind(author)
        .bind(subject)
        .bind(normalise(metadata.description.as_deref().unwrap_or_default()))
        .execute(connection)
        .await?;
    Ok(())
}

fn all_texts<'a>(texts: impl Iterator<Item = &'a LocalizedText>) -> String {
    let mut all = String::new();
    push_texts(&mut all, texts);
    all
}

fn push_texts<'a>(all: &mut String, texts: impl Iterator<Item = &'a LocalizedText>) {
    for (_, text) in texts.flat_map(LocalizedText::iter) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&normalise(text));
    }
}

/// As the title is filed: without the articles that English titles begin with.
fn title_key(metadata: &Metadata) -> String {
    let filed = metadata.sort_as.as_deref().unwrap_or_else(|| metadata.title.first());
    let key = normalise(filed);
    let bare = ["the ", "a ", "an "].iter().find_map(|article| key.strip_prefix(article));
    match bare {
        Some(bare) if metadata.main_language().starts_with("en") && !bare.is_empty() => bare.to_owned(),
        _ => key,
    }
}

fn author_key(metadata: &Metadata) -> String {
    let Some(first) = metadata.author.first() else { return String::new() };
    normalise(first.sort_as.as_deref().unwrap_or_else(|| first.name.first()))
}
