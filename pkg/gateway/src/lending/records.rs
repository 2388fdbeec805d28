//! What the store keeps of lending, row by row. Times are milliseconds since 1970 in UTC.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::rules::{Limits, Policy};

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Loan {
    /// Its id.
    pub(crate) id: String,
    /// Who has it.
    pub(crate) patron: String,
    /// What is lent.
    pub(crate) holding: String,
    /// Which copy.
    pub(crate) item: String,
    /// `digital` or `physical`.
    pub(crate) medium: String,
    /// When it began.
    pub(crate) since: i64,
    /// When it ends.
    pub(crate) due: i64,
    /// How often it was renewed.
    pub(crate) renewals: i64,
    /// When it ended.
    pub(crate) returned: Option<i64>,
}

impl Loan {
    /// Whether it is a file that is lent.
    pub(crate) fn is_digital(&self) -> bool {
        self.medium == DIGITAL
    }

    /// Whether it goes on at `now`: what is digital ends by itself when it is due, paper has to be brought back.
    pub(crate) fn is_open(&self, now: i64) -> bool {
        self.returned.is_none() && (!self.is_digital() || self.due > now)
    }
}

/// A hold: a place in a queue.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Hold {
    /// Its id.
    pub(crate) id: String,
    /// Who waits.
    pub(crate) patron: String,
    /// For what.
    pub(crate) holding: String,
    /// The only copy that will do.
    pub(crate) item: Option<String>,
    /// `digital` or `physical`.
    pub(crate) medium: String,
    /// The place in the queue: smaller is sooner.
    pub(crate) place: i64,
    /// When it was placed.
    pub(crate) requested: i64,
    /// Where it will be picked up.
    pub(crate) service_point: String,
    /// What the patron said.
    pub(crate) comments: Option<String>,
    /// Since when a copy is kept for her.
    pub(crate) ready: Option<i64>,
    /// Until when it is.
    pub(crate) until: Option<i64>,
    /// Which copy is kept.
    pub(crate) assigned: Option<String>,
    /// When it ended.
    pub(crate) closed: Option<i64>,
    /// How: `filled`, `cancelled`, `expired`.
    pub(crate) outcome: Option<String>,
    /// Who cancelled it.
    pub(crate) cancelled_by: Option<String>,
    /// Why, as FOLIO's id of a reason.
    pub(crate) cancel_reason: Option<String>,
    /// Why, in words.
    pub(crate) cancel_note: Option<String>,
    /// The batch that it came with.
    pub(crate) batch: Option<String>,
}

impl Hold {
    /// Whether it goes on at `now`: a copy that is not fetched in time goes to the next.
    pub(crate) fn is_open(&self, now: i64) -> bool {
        self.closed.is_none() && self.until.is_none_or(|until| until > now)
    }
}

/// A work that the library lends.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Holding {
    /// Its id.
    pub(crate) id: String,
    /// The catalogue's id.
    pub(crate) publication: Option<String>,
    /// Its title.
    pub(crate) title: String,
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// Its ISBN.
    pub(crate) isbn: Option<String>,
    /// `open`: whoever comes reads the file; `loan`: whoever has it on loan.
    pub(crate) access: String,
    /// How long a loan is, in days.
    pub(crate) days: i64,
    /// How often it can be renewed.
    pub(crate) renewals: i64,
    /// How long a copy is kept for whoever waited, in days.
    pub(crate) hold_days: i64,
    /// Cents for each day that paper is late.
    pub(crate) fee_cents: i64,
    /// Never more than that.
    pub(crate) fee_cap: i64,
}

impl Holding {
    /// How it is lent.
    pub(crate) fn policy(&self) -> Policy {
        Policy {
            days: self.days,
            renewals: self.renewals,
            hold_days: self.hold_days,
            fee_cents: self.fee_cents,
            fee_cap: self.fee_cap,
        }
    }
}

/// A copy that is lent to one reader at a time.
pub(crate) const DIGITAL: &str = "digital";
/// A thing with a barcode.
pub(crate) const PHYSICAL: &str = "physical";

/// The columns of a [`Loan`].
pub(crate) const LOAN: &str = "id, patron, holding, item, medium, since, due, renewals, returned";
/// The columns of a [`Hold`].
pub(crate) const HOLD: &str = "id, patron, holding, item, medium, place, requested, service_point, comments, ready, until, assigned, closed, outcome, cancelled_by, cancel_reason, cancel_note, batch";
/// The columns of a [`Holding`].
pub(crate) const HOLDING: &str =
    "id, publication, title, author, isbn, access, days, renewals, hold_days, fee_cents, fee_cap";

/// One row of a loan, by a condition on `$1` and `$2`.
pub(crate) async fn loan_where(
    on: &mut AnyConnection,
    condition: &str,
    one: &str,
    two: &str,
) -> Result<Option<Loan>, sqlx::Error> {
    let sql = format!("SELECT {LOAN} FROM loans WHERE {condition}");
    sqlx::query_as(AssertSqlSafe(sql)).bind(one).bind(two).fetch_optional(on).await
}

/// One row of a hold, by a condition on `$1` and `$2`.
pub(crate) async fn hold_where(
    on: &mut AnyConnection,
    condition: &str,
    one: &str,
    two: &str,
) -> Result<Option<Hold>, sqlx::Error> {
    let sql = format!("SELECT {HOLD} FROM holds WHERE {condition}");
    sqlx::query_as(AssertSqlSafe(sql)).bind(one).bind(two).fetch_optional(on).await
}

/// The holding with this id.
pub(crate) async fn holding(on: &mut AnyConnection, id: &str) -> Result<Option<Holding>, sqlx::Error> {
    let sql = format!("SELECT {HOLDING} FROM holdings WHERE id = $1");
    sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(on).await
}

/// The holding of a publication of the catalogue.
pub(crate) async fn holding_of(
    on: &mut AnyConnection,
    publication: &str,
) -> Result<Option<Holding>, sqlx::Error> {
    let sql = format!("SELECT {HOLDING} FROM holdings WHERE publication = $1");
    sqlx::query_as(AssertSqlSafe(sql)).bind(publication).fetch_optional(on).await
}

/// What holds for everybody, and the currency.
pub(crate) async fn limits(on: &mut AnyConnection) -> Result<(Limits, String), sqlx::Error> {
    let (loans, holds, debt, currency): (i64, i64, i64, String) =
        sqlx::query_as("SELECT loans, holds, debt, currency FROM rules WHERE id = 'library'")
            .fetch_one(on)
            .await?;
    Ok((Limits { loans, holds, debt }, currency))
}
