//! What whoever asks sees of the catalogue: the rule together with what librarians say.

use std::collections::{BTreeMap, HashSet};

use sqlx::{QueryBuilder, Sqlite};

use super::{Audience, Sees, said};
use crate::{db::Db, store::Store};

/// What somebody sees.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sight {
    sees: Sees,
    /// What librarians say; not asked for where all is seen.
    said: BTreeMap<String, Option<Audience>>,
}

impl Sight {
    /// What somebody sees who sees so much.
    pub(crate) async fn of(store: &Store, sees: Sees) -> Result<Self, sqlx::Error> {
        if sees == Sees::Everything {
            return Ok(Self::default());
        }
        let mut on = store.pool().acquire().await?;
        Ok(Self { sees, said: said::all(&mut on).await? })
    }

    /// Whether it is all that there is.
    pub(crate) fn is_whole(&self) -> bool {
        self.sees == Sees::Everything
    }

    /// Adds to the conditions on `b`, a book of the index, that it is seen.
    pub(crate) fn push(&self, sql: &mut QueryBuilder<Sqlite>) {
        let own = match self.sees {
            Sees::Everything => return,
            Sees::NotAdults => "COALESCE(b.audience, '') <> 'adults'",
            Sees::Children => "COALESCE(b.audience, '') = 'children'",
        };
        let ids = |shown: bool| {
            let ids = self.said.iter().filter(|(_, audience)| self.sees.shows(**audience) == shown);
            serde_json::Value::from_iter(ids.map(|(id, _)| id.as_str())).to_string()
        };
        sql.push(" AND (b.id IN (SELECT value FROM json_each(").push_bind(ids(true));
        sql.push(format!(")) OR ({own} AND b.id NOT IN (SELECT value FROM json_each(")).push_bind(ids(false));
        sql.push("))))");
    }

    /// Those of the works that are seen: by the catalogue's ids, or by the holdings' where there is only paper.
    pub(crate) async fn seen(&self, db: &Db, works: &[&str]) -> Result<HashSet<String>, sqlx::Error> {
        if self.is_whole() {
            return Ok(works.iter().map(|work| (*work).to_owned()).collect());
        }
        let ids = serde_json::Value::from_iter(works.iter().copied()).to_string();
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT b.id, b.audience FROM books b
             WHERE b.audience IS NOT NULL AND b.id IN (SELECT value FROM json_each(?))",
        )
        .bind(ids)
        .fetch_all(&db.pool)
        .await?;
        let own: BTreeMap<&str, Option<Audience>> =
            rows.iter().map(|(id, key)| (id.as_str(), Audience::of(key))).collect();
        let audience = |work: &str| self.said.get(work).or_else(|| own.get(work)).copied().flatten();
        let seen = works.iter().filter(|work| self.sees.shows(audience(work)));
        Ok(seen.map(|work| (*work).to_owned()).collect())
    }
}
