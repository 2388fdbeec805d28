//! Looking: how a work stands, for everybody and for one patron. Nothing is changed; what has ended by itself counts as
//! ended, whether or not somebody has put it away.

use std::collections::HashMap;

use sqlx::{AnyConnection, AssertSqlSafe};

use super::records::{self, DIGITAL, HOLD, HOLDING, Hold, Holding, LOAN, Loan};

/// How a work stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct State {
    /// The work.
    pub(crate) holding: Holding,
    /// Digital copies that are lent.
    pub(crate) copies: i64,
    /// Those of them that anybody may borrow now.
    pub(crate) available: i64,
    /// How many wait for a digital copy, also those for whom one is kept.
    pub(crate) waiting: i64,
    /// What the patron who asks has of it.
    pub(crate) mine: Option<Mine>,
    /// Its copies on paper, where there are any.
    pub(crate) paper: Option<Paper>,
}

/// How it stands with the copies on paper of a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Paper {
    /// Copies that are lent.
    pub(crate) total: i64,
    /// Those of them that nobody has, and that are kept for nobody.
    pub(crate) free: i64,
    /// How many wait, also those for whom a copy is kept.
    pub(crate) waiting: i64,
}

/// What a patron has of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mine {
    /// A copy.
    Loan(Loan),
    /// A place in the queue, and which it is: 1 is served next, 0 has a copy.
    Hold(Box<Hold>, i64),
}

/// How the publications of these ids stand that the library lends; others are left out.
pub(crate) async fn states(
    on: &mut AnyConnection,
    publications: &[&str],
    patron: Option<&str>,
    now: i64,
) -> Result<HashMap<String, State>, sqlx::Error> {
    if publications.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("SELECT {HOLDING} FROM holdings WHERE publication IN ({})", among(1, publications));
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for publication in publications {
        query = query.bind(*publication);
    }
    let holdings: Vec<Holding> = query.fetch_all(&mut *on).await?;
    if holdings.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<&str> = holdings.iter().map(|holding| holding.id.as_str()).collect();
    let copies = copies(on, &ids).await?;
    let has_paper = copies.values().any(|(_, paper)| *paper > 0);
    let shelved = if has_paper { shelved(on, &ids).await? } else { HashMap::new() };
    let lent = lent(on, &ids, now).await?;
    let queues = queues(on, &ids, now).await?;
    let mut mine = match patron {
        Some(patron) => mine(on, &ids, patron, now).await?,
        None => HashMap::new(),
    };
    let states = holdings.into_iter().filter_map(|holding| {
        let publication = holding.publication.clone()?;
        let (copies, total) = copies.get(&holding.id).copied().unwrap_or_default();
        let lent = lent.get(&holding.id).copied().unwrap_or_default();
        let (all, waiting) = queues.get(&holding.id).copied().unwrap_or_default();
        let available = (copies - lent - waiting).max(0);
        let mine = mine.remove(&holding.id);
        let free = shelved.get(&holding.id).copied().unwrap_or_default();
        let paper = (total > 0).then_some(Paper { total, free, waiting: all - waiting });
        Some((publication, State { holding, copies, available, waiting, mine, paper }))
    });
    Ok(states.collect())
}

/// `$first, …`, one for each; what sqlx would write by itself is not understood by both databases.
fn among(first: usize, ids: &[&str]) -> String {
    let numbers: Vec<String> = (first..first + ids.len()).map(|number| format!("${number}")).collect();
    numbers.join(", ")
}

/// Copies that are lent: digital ones, and those on paper.
async fn copies(on: &mut AnyConnection, ids: &[&str]) -> Result<HashMap<String, (i64, i64)>, sqlx::Error> {
    let sql = format!(
        "SELECT holding, medium, COUNT(*) FROM items WHERE withdrawn IS NULL
         AND holding IN ({}) GROUP BY holding, medium",
        among(1, ids)
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(*id);
    }
    let rows: Vec<(String, String, i64)> = query.fetch_all(on).await?;
    let mut copies: HashMap<String, (i64, i64)> = HashMap::new();
    for (holding, medium, count) in rows {
        let own = copies.entry(holding).or_default();
        if medium == DIGITAL { own.0 = count } else { own.1 = count }
    }
    Ok(copies)
}

/// Copies on paper that nobody has, and that are kept for nobody.
async fn shelved(on: &mut AnyConnection, ids: &[&str]) -> Result<HashMap<String, i64>, sqlx::Error> {
    let sql = format!(
        "SELECT i.holding, COUNT(*) FROM items i WHERE i.withdrawn IS NULL AND i.medium = 'physical'
         AND NOT EXISTS (SELECT 1 FROM loans l WHERE l.item = i.id AND l.returned IS NULL)
         AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.assigned = i.id AND h.closed IS NULL)
         AND i.holding IN ({}) GROUP BY i.holding",
        among(1, ids)
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(*id);
    }
    let rows: Vec<(String, i64)> = query.fetch_all(on).await?;
    Ok(rows.into_iter().collect())
}

/// The works on paper whose title or author has `query` in it, or that have this ISBN, in the order of their titles.
pub(crate) async fn on_paper(
    on: &mut AnyConnection,
    query: &str,
    most: Option<usize>,
) -> Result<Vec<Holding>, sqlx::Error> {
    let query = query.trim().to_lowercase();
    let part: String = query
        .chars()
        .flat_map(|letter| ['!', letter].into_iter().skip(usize::from(!"!%_".contains(letter))))
        .collect();
    let columns: Vec<String> = HOLDING.split(", ").map(|column| format!("h.{column}")).collect();
    let sql = format!(
        "SELECT {} FROM holdings h WHERE EXISTS (SELECT 1 FROM items i WHERE i.holding = h.id
             AND i.medium = 'physical' AND i.withdrawn IS NULL)
         AND (LOWER(h.title) LIKE $1 ESCAPE '!' OR LOWER(COALESCE(h.author, '')) LIKE $1 ESCAPE '!' OR h.isbn = $2)
         ORDER BY h.title, h.id LIMIT $3",
        columns.join(", ")
    );
    sqlx::query_as(AssertSqlSafe(sql))
        .bind(format!("%{part}%"))
        .bind(&query)
        .bind(most.and_then(|most| i64::try_from(most).ok()).unwrap_or(i64::MAX))
        .fetch_all(&mut *on)
        .await
}

/// How it stands with the copies on paper of these works.
pub(crate) async fn papers(
    on: &mut AnyConnection,
    holdings: Vec<Holding>,
    now: i64,
) -> Result<Vec<(Holding, Paper)>, sqlx::Error> {
    if holdings.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = holdings.iter().map(|holding| holding.id.as_str()).collect();
    let copies = copies(on, &ids).await?;
    let shelved = shelved(on, &ids).await?;
    let queues = queues(on, &ids, now).await?;
    let paper = |holding: Holding| {
        let (all, digital) = queues.get(&holding.id).copied().unwrap_or_default();
        let (_, total) = copies.get(&holding.id).copied().unwrap_or_default();
        let free = shelved.get(&holding.id).copied().unwrap_or_default();
        (holding, Paper { total, free, waiting: all - digital })
    };
    Ok(holdings.into_iter().map(paper).collect())
}

/// Copies that somebody has; one that was withdrawn meanwhile does not count.
async fn lent(on: &mut AnyConnection, ids: &[&str], now: i64) -> Result<HashMap<String, i64>, sqlx::Error> {
    let sql = format!(
        "SELECT l.holding, COUNT(*) FROM loans l JOIN items i ON i.id = l.item
         WHERE l.returned IS NULL AND i.withdrawn IS NULL AND l.medium = 'digital' AND l.due > $1
         AND l.holding IN ({}) GROUP BY l.holding",
        among(2, ids)
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(now);
    for id in ids {
        query = query.bind(*id);
    }
    let rows: Vec<(String, i64)> = query.fetch_all(on).await?;
    Ok(rows.into_iter().collect())
}

/// How many wait: all of them, and those for a digital copy.
async fn queues(
    on: &mut AnyConnection,
    ids: &[&str],
    now: i64,
) -> Result<HashMap<String, (i64, i64)>, sqlx::Error> {
    let sql = format!(
        "SELECT holding, medium, COUNT(*) FROM holds WHERE closed IS NULL AND (until IS NULL OR until > $1)
         AND holding IN ({}) GROUP BY holding, medium",
        among(2, ids)
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(now);
    for id in ids {
        query = query.bind(*id);
    }
    let rows: Vec<(String, String, i64)> = query.fetch_all(on).await?;
    let mut queues: HashMap<String, (i64, i64)> = HashMap::new();
    for (holding, medium, count) in rows {
        let queue = queues.entry(holding).or_default();
        queue.0 += count;
        queue.1 += if medium == DIGITAL { count } else { 0 };
    }
    Ok(queues)
}

/// What the patron has of each.
async fn mine(
    on: &mut AnyConnection,
    ids: &[&str],
    patron: &str,
    now: i64,
) -> Result<HashMap<String, Mine>, sqlx::Error> {
    let mut mine = HashMap::new();
    for hold in holds_of(on, patron, now).await? {
        if hold.medium == DIGITAL && ids.contains(&hold.holding.as_str()) {
            let position = position(on, &hold, now).await?;
            mine.insert(hold.holding.clone(), Mine::Hold(Box::new(hold), position));
        }
    }
    for loan in loans_of(on, patron, now).await? {
        if loan.is_digital() && ids.contains(&loan.holding.as_str()) {
            mine.insert(loan.holding.clone(), Mine::Loan(loan));
        }
    }
    Ok(mine)
}

/// A patron's open loans, the first that ends first.
pub(crate) async fn loans_of(
    on: &mut AnyConnection,
    patron: &str,
    now: i64,
) -> Result<Vec<Loan>, sqlx::Error> {
    let sql = format!("SELECT {LOAN} FROM loans WHERE patron = $1 AND returned IS NULL ORDER BY due, id");
    let loans: Vec<Loan> = sqlx::query_as(AssertSqlSafe(sql)).bind(patron).fetch_all(on).await?;
    Ok(loans.into_iter().filter(|loan| loan.is_open(now)).collect())
}

/// A patron's open holds, the oldest first.
pub(crate) async fn holds_of(
    on: &mut AnyConnection,
    patron: &str,
    now: i64,
) -> Result<Vec<Hold>, sqlx::Error> {
    let sql = format!("SELECT {HOLD} FROM holds WHERE patron = $1 AND closed IS NULL ORDER BY requested, id");
    let holds: Vec<Hold> = sqlx::query_as(AssertSqlSafe(sql)).bind(patron).fetch_all(on).await?;
    Ok(holds.into_iter().filter(|hold| hold.is_open(now)).collect())
}

/// Which place in its queue a hold has: 1 is served next, 0 has a copy.
pub(crate) async fn position(on: &mut AnyConnection, hold: &Hold, now: i64) -> Result<i64, sqlx::Error> {
    if hold.ready.is_some() || !hold.is_open(now) {
        return Ok(0);
    }
    let before: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM holds WHERE holding = $1 AND medium = $2 AND closed IS NULL AND ready IS NULL
         AND place < $3",
    )
    .bind(&hold.holding)
    .bind(&hold.medium)
    .bind(hold.place)
    .fetch_one(on)
    .await?;
    Ok(before + 1)
}

/// The publications that a patron has on loan, then those that she waits for.
pub(crate) async fn publications_of(
    on: &mut AnyConnection,
    patron: &str,
    now: i64,
) -> Result<Vec<String>, sqlx::Error> {
    let loans =
        loans_of(on, patron, now).await?.into_iter().filter(Loan::is_digital).map(|loan| loan.holding);
    let holds = holds_of(on, patron, now).await?;
    let holdings: Vec<String> = loans
        .chain(holds.into_iter().filter(|hold| hold.medium == DIGITAL).map(|hold| hold.holding))
        .collect();
    let mut publications = Vec::new();
    for holding in holdings {
        publications.extend(publication_of(on, &holding).await?);
    }
    Ok(publications)
}

/// The publication of the catalogue that a holding is of.
pub(crate) async fn publication_of(
    on: &mut AnyConnection,
    holding: &str,
) -> Result<Option<String>, sqlx::Error> {
    let found = records::holding(on, holding).await?;
    Ok(found.and_then(|holding| holding.publication))
}
