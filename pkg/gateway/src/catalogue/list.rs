//! Asking the index: which books, in which order, how many.

use sqlx::{QueryBuilder, Sqlite};

use super::{
    PAGE, Shelves,
    filter::{Filter, Format, Sort},
};
use crate::{
    audience::Sight,
    db::{COLUMNS, Row, signed, unsigned},
};

/// What is left out of a filter, to count the other choices that it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Without {
    /// Nothing.
    Nothing,
    /// The language.
    Language,
    /// The subject.
    Subject,
    /// The format.
    Format,
}

/// One page of a list.
#[derive(Debug)]
pub(crate) struct Page {
    /// The books on it.
    pub(crate) rows: Vec<Row>,
    /// How many there are on all pages.
    pub(crate) total: u64,
}

/// The books that a filter asks for, one page of them.
pub(crate) async fn page(shelves: Shelves<'_>, filter: &Filter) -> Result<Page, sqlx::Error> {
    let total = count(shelves, filter, Without::Nothing).await?;
    let skipped = (filter.page() - 1).saturating_mul(PAGE);
    let rows = if skipped < total { rows(shelves, filter, PAGE, skipped).await? } else { Vec::new() };
    Ok(Page { rows, total })
}

/// Some of the books that a filter asks for, in its order.
pub(crate) async fn rows(
    shelves: Shelves<'_>,
    filter: &Filter,
    limit: u64,
    skipped: u64,
) -> Result<Vec<Row>, sqlx::Error> {
    let mut sql = QueryBuilder::<Sqlite>::new(format!("SELECT {COLUMNS} FROM "));
    let relevance = match (filter.order(), filter.expression()) {
        (Sort::Relevance, Some(Some(expression))) => Some(expression),
        _ => None,
    };
    match relevance {
        Some(expression) => {
            // CROSS JOIN fixes the order: the index is asked once, not once for every book.
            sql.push("search CROSS JOIN books b ON b.number = search.rowid WHERE search MATCH ");
            sql.push_bind(expression);
            sql.push(" AND ");
        }
        None => {
            sql.push("books b WHERE ");
        }
    }
    push_conditions(&mut sql, shelves.sight, filter, Without::Nothing);
    sql.push(match filter.order() {
        Sort::Relevance if filter.expression().flatten().is_some() => {
            " ORDER BY b.problem IS NOT NULL, bm25(search, 10.0, 5.0, 3.0, 1.0), b.title_key, b.id"
        }
        Sort::Relevance | Sort::New => " ORDER BY b.added DESC, b.modified DESC, b.title_key, b.id",
        Sort::Title => " ORDER BY b.title_key, b.id",
        Sort::Author => " ORDER BY b.author_key = '', b.author_key, b.title_key, b.id",
        Sort::Published => " ORDER BY b.published IS NULL, b.published DESC, b.title_key, b.id",
    });
    sql.push(" LIMIT ").push_bind(signed(limit));
    sql.push(" OFFSET ").push_bind(signed(skipped));
    sql.build_query_as().fetch_all(&shelves.db.pool).await
}

/// How many books a filter asks for.
pub(crate) async fn count(
    shelves: Shelves<'_>,
    filter: &Filter,
    without: Without,
) -> Result<u64, sqlx::Error> {
    let mut sql = QueryBuilder::<Sqlite>::new("SELECT COUNT(*) FROM books b WHERE ");
    push_conditions(&mut sql, shelves.sight, filter, without);
    sql.build_query_scalar().fetch_one(&shelves.db.pool).await.map(unsigned)
}

/// The conditions on `b` that a filter stands for, and that it is seen.
fn push_conditions(sql: &mut QueryBuilder<Sqlite>, sight: &Sight, filter: &Filter, without: Without) {
    sql.push("b.absent IS NULL");
    sight.push(sql);
    match filter.expression() {
        None => {}
        Some(None) => {
            sql.push(" AND 0");
        }
        Some(Some(expression)) => {
            // LIMIT keeps the index from being asked once for every book.
            sql.push(" AND b.number IN (SELECT rowid FROM search WHERE search MATCH ");
            sql.push_bind(expression);
            sql.push(" LIMIT -1)");
        }
    }
    if let Some(language) = filter.language.clone().filter(|_| without != Without::Language) {
        sql.push(" AND EXISTS (SELECT 1 FROM languages l WHERE l.book = b.number AND l.tag = ");
        sql.push_bind(language);
        sql.push(")");
    }
    if let Some(key) = filter.subject_key().filter(|_| without != Without::Subject) {
        sql.push(" AND EXISTS (SELECT 1 FROM subjects s WHERE s.book = b.number AND s.key = ");
        sql.push_bind(key);
        sql.push(")");
    }
    if without != Without::Format {
        match filter.format {
            Some(Format::Unreadable) => sql.push(" AND b.problem IS NOT NULL"),
            Some(Format::Epub) => sql.push(" AND b.problem IS NULL AND b.extension = 'epub'"),
            Some(Format::Comic) => sql.push(" AND b.problem IS NULL AND b.extension = 'cbz'"),
            Some(Format::Pdf) => sql.push(" AND b.problem IS NULL AND b.extension = 'pdf'"),
            // Somebody who looks for a book by its name must learn that it is here, but not yet readable.
            None if filter.query.is_some() => sql,
            None => sql.push(" AND b.problem IS NULL"),
        };
    }
}

/// The languages of the books that a filter asks for, with how many, most first.
pub(crate) async fn languages(
    shelves: Shelves<'_>,
    filter: &Filter,
    limit: u64,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let mut sql = QueryBuilder::<Sqlite>::new(
        "SELECT f.tag, COUNT(*) FROM languages f JOIN books b ON b.number = f.book WHERE ",
    );
    push_conditions(&mut sql, shelves.sight, filter, Without::Language);
    sql.push(" GROUP BY f.tag ORDER BY COUNT(*) DESC, f.tag LIMIT ").push_bind(signed(limit));
    sql.build_query_as().fetch_all(&shelves.db.pool).await
}

/// The subjects of the books that a filter asks for (key, name, how many), most first.
pub(crate) async fn subjects(
    shelves: Shelves<'_>,
    filter: &Filter,
    limit: u64,
) -> Result<Vec<(String, String, i64)>, sqlx::Error> {
    let mut sql = QueryBuilder::<Sqlite>::new(
        "SELECT f.key, MIN(f.name), COUNT(*) FROM subjects f JOIN books b ON b.number = f.book WHERE ",
    );
    push_conditions(&mut sql, shelves.sight, filter, Without::Subject);
    sql.push(" GROUP BY f.key ORDER BY COUNT(*) DESC, f.key LIMIT ").push_bind(signed(limit));
    sql.build_query_as().fetch_all(&shelves.db.pool).await
}
