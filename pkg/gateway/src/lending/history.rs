//! Forgetting: what a patron has read is nobody's business once it is over. After the days that the rules say, loans and
//! holds that have ended are deleted, with what the audit log tells of them. Who owes something is known until it is
//! settled.

use serde_json::Value;
use sqlx::AnyConnection;

use super::queue::sweep;
use crate::store::{Act, DAY, Origin, Store, Table, now};

/// Each in the order in which rows refer to each other. `$1` is the time before which something must be over.
const FORGET: &[&str] = &[
    "DELETE FROM charges WHERE settled < $1",
    "DELETE FROM loans WHERE returned < $1 AND NOT EXISTS (SELECT 1 FROM charges c WHERE c.loan = loans.id)",
    "DELETE FROM batch_lines WHERE batch IN (SELECT b.id FROM batches b WHERE b.completed < $1
         AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.batch = b.id AND (h.closed IS NULL OR h.closed >= $1)))",
    "DELETE FROM holds WHERE closed < $1 AND NOT EXISTS (SELECT 1 FROM batch_lines l WHERE l.hold = holds.id)",
    "DELETE FROM batches WHERE completed < $1
         AND NOT EXISTS (SELECT 1 FROM batch_lines l WHERE l.batch = batches.id)
         AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.batch = batches.id)",
    "DELETE FROM audit WHERE at < $1 AND (action LIKE 'loan.%' OR action LIKE 'hold.%' OR action LIKE 'batch.%')",
];

/// Those who do not want it known what they had; `$1` is 0.
const UNKEPT: &str = "patron IN (SELECT id FROM patrons WHERE keeps_history = $1)";

/// Forgets what is over for long enough, or at once where the patron has said so. Any number of gateways may do it.
pub(crate) async fn forget(store: &Store) -> Result<(), sqlx::Error> {
    let days: i64 = sqlx::query_scalar("SELECT history_days FROM rules WHERE id = 'library'")
        .fetch_one(store.pool())
        .await?;
    let mut tx = store.begin().await?;
    for sql in over_of(UNKEPT) {
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(0_i64).bind(now()).execute(tx.on()).await?;
    }
    if days > 0 {
        let before = now().saturating_sub(days.saturating_mul(DAY));
        for sql in FORGET {
            sqlx::query(*sql).bind(before).execute(tx.on()).await?;
        }
    }
    tx.commit().await
}

/// A loan that is over.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Past {
    /// What it was called.
    pub(crate) title: String,
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// The catalogue's id.
    pub(crate) publication: Option<String>,
    /// The work.
    pub(crate) holding: String,
    /// `digital` or `physical`.
    pub(crate) medium: String,
    /// When it began, in milliseconds since 1970.
    pub(crate) since: i64,
    /// When it ended.
    pub(crate) until: i64,
}

/// What is over of a patron's loans; `$1` is the patron, `$2` now.
const OVER: &str = "patron = $1 AND (returned IS NOT NULL OR (medium = 'digital' AND due <= $2))";

/// What a patron had, the last first.
pub(crate) async fn past(on: &mut AnyConnection, patron: &str, now: i64) -> Result<Vec<Past>, sqlx::Error> {
    let sql = format!(
        "SELECT h.title, h.author, h.publication, l.holding, l.medium, l.since, COALESCE(l.returned, l.due) AS until
         FROM (SELECT * FROM loans WHERE {OVER}) l JOIN holdings h ON h.id = l.holding
         ORDER BY until DESC, l.id LIMIT 1000"
    );
    sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(patron).bind(now).fetch_all(on).await
}

/// For how many days it is known who had what; 0: for ever.
pub(crate) async fn history_days(on: &mut AnyConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT history_days FROM rules WHERE id = 'library'").fetch_one(on).await
}

/// Forgets what a patron had, with what the audit log tells of it; except what she owes something for.
pub(crate) async fn forget_past(store: &Store, patron: &str, origin: &Origin) -> Result<(), sqlx::Error> {
    // Whoever waits for what has just ended is not forgotten with it.
    sweep(store).await?;
    let mut tx = store.begin().await?;
    tx.lock(Table::Patrons, patron).await?;
    for sql in over_of("patron = $1") {
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(patron).bind(now()).execute(tx.on()).await?;
    }
    let act =
        Act { actor: Some(patron), action: "history.forgotten", subject: None, detail: Value::Null, origin };
    tx.note(act).await?;
    tx.commit().await
}

/// What deletes all that is over of some patrons' loans and holds, with what the audit log tells of it; except what they owe
/// something for. `whose` says with `$1` who they are, `$2` is now. A loan that has ended and is not put away yet is left for
/// the next time: whoever waits for it has to hear first.
fn over_of(whose: &str) -> [String; 5] {
    let over = format!(
        "{whose} AND returned <= $2
         AND NOT EXISTS (SELECT 1 FROM charges c WHERE c.loan = loans.id AND c.settled IS NULL)"
    );
    let closed = format!(
        "{whose} AND closed <= $2 AND NOT EXISTS (SELECT 1 FROM batch_lines b WHERE b.hold = holds.id)"
    );
    [
        format!(
            "DELETE FROM audit WHERE action LIKE 'loan.%' AND subject IN (SELECT id FROM loans WHERE {over})"
        ),
        format!(
            "DELETE FROM audit WHERE action LIKE 'hold.%' AND subject IN (SELECT id FROM holds WHERE {closed})"
        ),
        format!(
            "DELETE FROM charges WHERE settled IS NOT NULL AND loan IN (SELECT id FROM loans WHERE {over})"
        ),
        format!("DELETE FROM loans WHERE {over}"),
        format!("DELETE FROM holds WHERE {closed}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Database;

    const SCENE: &[&str] = &[
        "INSERT INTO accounts (id, created) VALUES ('p', 0)",
        "INSERT INTO patrons (id, card, card_key, name, status, role, wrong_tries, created, updated)
         VALUES ('p', '1', '1', 'P', 'active', 'patron', 0, 0, 0)",
        "INSERT INTO holdings (id, title, access, days, renewals, hold_days, fee_cents, fee_cap, created, updated)
         VALUES ('h', 'H', 'loan', 21, 2, 3, 0, 0, 0, 0)",
        "INSERT INTO items (id, holding, medium, service_point, created)
         SELECT 'i', 'h', 'digital', id, 0 FROM service_points",
        // An old one, one that is owed for, an open one.
        "INSERT INTO loans (id, patron, holding, item, medium, since, due, renewals, returned) VALUES
         ('old', 'p', 'h', 'i', 'digital', 0, 1, 0, 1), ('owed', 'p', 'h', 'i', 'digital', 0, 1, 0, 1),
         ('open', 'p', 'h', 'i', 'digital', 0, 1, 0, NULL)",
        "INSERT INTO charges (id, patron, loan, cents, reason, accrued) VALUES ('c', 'p', 'owed', 5, 'overdue', 1)",
        "INSERT INTO batches (id, patron, submitted, completed) VALUES ('done', 'p', 1, 1), ('going', 'p', 1, 1)",
        "INSERT INTO holds (id, patron, holding, item, medium, place, requested, service_point, closed, batch)
         SELECT 'was', 'p', 'h', NULL, 'digital', 1, 0, id, 1, 'done' FROM service_points",
        "INSERT INTO holds (id, patron, holding, item, medium, place, requested, service_point, closed, batch)
         SELECT 'is', 'p', 'h', NULL, 'digital', 2, 0, id, NULL, 'going' FROM service_points",
        "INSERT INTO batch_lines (id, batch, number, item, service_point, hold)
         VALUES ('1', 'done', 0, 'i', 's', 'was'), ('2', 'going', 0, 'i', 's', 'is')",
        "INSERT INTO audit (id, at, action, origin) VALUES ('1', 1, 'loan.begun', 'x'), ('2', 1, 'patron.added', 'x')",
    ];

    #[tokio::test]
    async fn what_is_over_is_forgotten_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::of(None, home.path())).await.unwrap();
        for sql in SCENE {
            sqlx::query(*sql).execute(store.pool()).await.unwrap();
        }
        let left = async || {
            let mut left = Vec::new();
            for table in ["loans", "holds", "batches", "audit"] {
                let sql = format!("SELECT id FROM {table} ORDER BY id");
                let ids: Vec<String> =
                    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(store.pool()).await.unwrap();
                left.push(ids.join(" "));
            }
            left
        };
        let days = async |days: i64| {
            sqlx::query("UPDATE rules SET history_days = $1").bind(days).execute(store.pool()).await.unwrap();
        };
        let whole = left().await;
        days(0).await;
        forget(&store).await.unwrap();
        assert_eq!(left().await, whole, "0 is for ever");
        days(90).await;
        forget(&store).await.unwrap();
        assert_eq!(left().await, ["open owed", "is", "going", "2"]);
        sqlx::query("UPDATE charges SET settled = 2").execute(store.pool()).await.unwrap();
        forget(&store).await.unwrap();
        assert_eq!(left().await, ["open", "is", "going", "2"]);
    }

    #[tokio::test]
    async fn who_wants_nothing_known_is_forgotten_at_once_except_for_what_is_owed_and_open() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::of(None, home.path())).await.unwrap();
        let run = async |sql: &'static str| sqlx::query(sql).execute(store.pool()).await.unwrap();
        for sql in SCENE {
            run(sql).await;
        }
        for sql in [
            "INSERT INTO accounts (id, created) VALUES ('q', 0)",
            "INSERT INTO patrons (id, card, card_key, name, status, role, wrong_tries, created, updated)
             VALUES ('q', '2', '2', 'Q', 'active', 'patron', 0, 0, 0)",
            "INSERT INTO loans (id, patron, holding, item, medium, since, due, renewals, returned)
             VALUES ('hers', 'q', 'h', 'i', 'digital', 0, 1, 0, 1)",
            "INSERT INTO audit (id, at, action, origin, subject) VALUES ('3', 1, 'loan.ended', 'x', 'old'),
             ('4', 1, 'loan.ended', 'x', 'hers'), ('5', 1, 'loan.ended', 'x', 'owed')",
            "UPDATE rules SET history_days = 0",
            "UPDATE patrons SET keeps_history = 0 WHERE id = 'p'",
        ] {
            run(sql).await;
        }
        let loans = async || -> Vec<String> {
            sqlx::query_scalar("SELECT id FROM loans ORDER BY id").fetch_all(store.pool()).await.unwrap()
        };
        let audit = async || -> Vec<String> {
            sqlx::query_scalar("SELECT id FROM audit ORDER BY id").fetch_all(store.pool()).await.unwrap()
        };
        forget(&store).await.unwrap();
        assert_eq!(loans().await, ["hers", "open", "owed"]);
        assert_eq!(audit().await, ["1", "2", "4", "5"]);
        run("UPDATE charges SET settled = 2").await;
        forget(&store).await.unwrap();
        assert_eq!(loans().await, ["hers", "open"]);
        assert_eq!(audit().await, ["1", "2", "4"]);
    }
}
