//! What a librarian says is lent: works, copies, service points, and what holds for everybody.

use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::{
    desk::ONLINE,
    records::{DIGITAL, PHYSICAL, holding_of},
};
use crate::store::{Act, Origin, Store, Table, Tx, is_taken, new_id, now};

/// How a work is to be lent; what is not said stays as it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) isbn: Option<String>,
    pub(super) copies: Option<i64>,
    pub(super) days: Option<i64>,
    pub(super) renewals: Option<i64>,
    pub(super) hold_days: Option<i64>,
    pub(super) fee_cents: Option<i64>,
    pub(super) fee_cap: Option<i64>,
    pub(super) access: Option<&'static str>,
}

/// Says how a publication is lent; its holding's id.
pub(super) async fn set(store: &Store, publication: &str, terms: &Terms) -> anyhow::Result<String> {
    let mut tx = store.begin().await?;
    let found = holding_of(tx.on(), publication).await?;
    let id = match &found {
        Some(holding) => {
            tx.lock(Table::Holdings, &holding.id).await?;
            holding.id.clone()
        }
        None => insert(&mut tx, Some(publication), terms).await?,
    };
    if found.is_some() {
        update(&mut tx, &id, terms).await?;
    }
    if let Some(copies) = terms.copies {
        set_copies(&mut tx, &id, copies).await?;
    }
    let now = now();
    super::queue::settle(&mut tx, &id, now).await?;
    let detail = json!({ "publication": publication, "copies": terms.copies, "days": terms.days });
    note(&mut tx, "holding.set", &id, detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// A work that the library has only on paper; its holding's id.
pub(super) async fn add_on_paper(store: &Store, terms: &Terms) -> anyhow::Result<String> {
    let mut tx = store.begin().await?;
    let id = insert(&mut tx, None, terms).await?;
    note(&mut tx, "holding.set", &id, Value::Null).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(tx: &mut Tx, publication: Option<&str>, terms: &Terms) -> anyhow::Result<String> {
    let title = terms.title.as_deref().context("a work needs a title")?;
    let id = new_id();
    sqlx::query(
        "INSERT INTO holdings (id, publication, title, author, isbn, access, days, renewals, hold_days,
             fee_cents, fee_cap, created, updated)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)",
    )
    .bind(&id)
    .bind(publication)
    .bind(title)
    .bind(terms.author.as_deref())
    .bind(terms.isbn.as_deref())
    .bind(terms.access.unwrap_or("loan"))
    .bind(terms.days.unwrap_or(21))
    .bind(terms.renewals.unwrap_or(2))
    .bind(terms.hold_days.unwrap_or(3))
    .bind(terms.fee_cents.unwrap_or(0))
    .bind(terms.fee_cap.unwrap_or(0))
    .bind(now())
    .execute(tx.on())
    .await?;
    Ok(id)
}

async fn update(tx: &mut Tx, id: &str, terms: &Terms) -> anyhow::Result<()> {
    sqlx::query(
        "UPDATE holdings SET title = COALESCE($2, title), author = COALESCE($3, author),
             isbn = COALESCE($4, isbn), access = COALESCE($5, access), days = COALESCE($6, days),
             renewals = COALESCE($7, renewals), hold_days = COALESCE($8, hold_days),
             fee_cents = COALESCE($9, fee_cents), fee_cap = COALESCE($10, fee_cap), updated = $11
         WHERE id = $1",
    )
    .bind(id)
    .bind(terms.title.as_deref())
    .bind(terms.author.as_deref())
    .bind(terms.isbn.as_deref())
    .bind(terms.access)
    .bind(terms.days)
    .bind(terms.renewals)
    .bind(terms.hold_days)
    .bind(terms.fee_cents)
    .bind(terms.fee_cap)
    .bind(now())
    .execute(tx.on())
    .await?;
    Ok(())
}

/// Makes it so many digital copies. Of too many, free ones go first; one that is on loan is not lent again.
async fn set_copies(tx: &mut Tx, holding: &str, wanted: i64) -> anyhow::Result<()> {
    let items: Vec<String> = sqlx::query_scalar(
        "SELECT i.id FROM items i WHERE i.holding = $1 AND i.medium = 'digital' AND i.withdrawn IS NULL
         ORDER BY CASE WHEN EXISTS (SELECT 1 FROM loans l WHERE l.item = i.id AND l.returned IS NULL) THEN 0
                       WHEN EXISTS (SELECT 1 FROM holds h WHERE h.assigned = i.id AND h.closed IS NULL) THEN 1
                       ELSE 2 END, i.created, i.id",
    )
    .bind(holding)
    .fetch_all(tx.on())
    .await?;
    let wanted = usize::try_from(wanted).context("there cannot be fewer than no copies")?;
    if wanted > 10_000 {
        bail!("more than 10000 copies are not lent");
    }
    for _ in items.len()..wanted {
        insert_item(tx, holding, DIGITAL, None, ONLINE).await?;
    }
    for surplus in items.iter().skip(wanted) {
        sqlx::query("UPDATE items SET withdrawn = $2 WHERE id = $1")
            .bind(surplus)
            .bind(now())
            .execute(tx.on())
            .await?;
        // Whoever it was kept for waits again, in her place.
        sqlx::query(
            "UPDATE holds SET ready = NULL, until = NULL, assigned = NULL WHERE assigned = $1 AND closed IS NULL",
        )
        .bind(surplus)
        .execute(tx.on())
        .await?;
    }
    Ok(())
}

async fn insert_item(
    tx: &mut Tx,
    holding: &str,
    medium: &str,
    barcode: Option<&str>,
    service_point: &str,
) -> Result<String, sqlx::Error> {
    let id = new_id();
    sqlx::query(
        "INSERT INTO items (id, holding, medium, barcode, service_point, created) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&id)
    .bind(holding)
    .bind(medium)
    .bind(barcode)
    .bind(service_point)
    .bind(now())
    .execute(tx.on())
    .await?;
    Ok(id)
}

/// Adds a thing with a barcode; its id.
pub(super) async fn add_item(
    store: &Store,
    holding: &str,
    barcode: &str,
    service_point: &str,
) -> anyhow::Result<String> {
    let mut tx = store.begin().await?;
    if !tx.lock(Table::Holdings, holding).await? {
        bail!("there is no holding {holding}");
    }
    let point: Option<String> = sqlx::query_scalar("SELECT id FROM service_points WHERE code = $1")
        .bind(service_point)
        .fetch_optional(tx.on())
        .await?;
    let point = point.with_context(|| format!("there is no service point {service_point}"))?;
    let id = match insert_item(&mut tx, holding, PHYSICAL, Some(barcode), &point).await {
        Ok(id) => id,
        Err(error) if is_taken(&error) => bail!("there is an item with the barcode {barcode} already"),
        Err(error) => return Err(error.into()),
    };
    super::queue::settle(&mut tx, holding, now()).await?;
    note(&mut tx, "item.added", &id, json!({ "holding": holding, "barcode": barcode })).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a place where things are handed out; its id.
pub(super) async fn add_service_point(
    store: &Store,
    code: &str,
    name: &str,
    name_zh: &str,
    pickup: bool,
) -> anyhow::Result<String> {
    let id = new_id();
    let mut tx = store.begin().await?;
    let added = sqlx::query(
        "INSERT INTO service_points (id, code, name, name_zh, pickup, online, created)
         VALUES ($1, $2, $3, $4, $5, 0, $6)",
    )
    .bind(&id)
    .bind(code)
    .bind(name)
    .bind(name_zh)
    .bind(i64::from(pickup))
    .bind(now())
    .execute(tx.on())
    .await;
    match added {
        Err(error) if is_taken(&error) => bail!("there is a service point {code} already"),
        other => other?,
    };
    note(&mut tx, "service-point.added", &id, json!({ "code": code })).await?;
    tx.commit().await?;
    Ok(id)
}

/// What is to hold for everybody; what is not said stays as it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    pub(super) loans: Option<i64>,
    pub(super) holds: Option<i64>,
    pub(super) debt: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) history_days: Option<i64>,
}

/// Says what holds for everybody.
pub(super) async fn set_rules(store: &Store, rules: &Rules) -> anyhow::Result<()> {
    let currency = rules.currency.as_deref().map(str::to_ascii_uppercase);
    if currency.as_ref().is_some_and(|code| code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()))
    {
        bail!("a currency is three letters, as ISO 4217 has them: CNY, EUR");
    }
    let mut tx = store.begin().await?;
    sqlx::query(
        "UPDATE rules SET loans = COALESCE($1, loans), holds = COALESCE($2, holds), debt = COALESCE($3, debt),
             currency = COALESCE($4, currency), history_days = COALESCE($5, history_days)
         WHERE id = 'library'",
    )
    .bind(rules.loans)
    .bind(rules.holds)
    .bind(rules.debt)
    .bind(&currency)
    .bind(rules.history_days)
    .execute(tx.on())
    .await?;
    let detail =
        json!({ "loans": rules.loans, "holds": rules.holds, "debt": rules.debt, "currency": currency });
    note(&mut tx, "rules.set", "library", detail).await?;
    tx.commit().await?;
    Ok(())
}

async fn note(tx: &mut Tx, action: &'static str, subject: &str, detail: Value) -> Result<(), sqlx::Error> {
    let origin = &Origin::CommandLine;
    tx.note(Act { actor: None, action, subject: Some(subject), detail, origin }).await
}
