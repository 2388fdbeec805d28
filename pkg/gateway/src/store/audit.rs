//! Who did what, when and from where.

use std::fmt;

use serde_json::Value;
use uuid::Uuid;

use super::{Tx, time::now};

/// Where a change came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A client at this address.
    Address(String),
    /// Whoever may run the program on the server.
    CommandLine,
    /// Nobody: time went by.
    Clock,
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => formatter.write_str(address),
            Self::CommandLine => formatter.write_str("command line"),
            Self::Clock => formatter.write_str("clock"),
        }
    }
}

/// Something that was done. It must hold no secret: no PIN, no token.
#[derive(Debug, Clone)]
pub(crate) struct Act<'a> {
    /// The account that did it; nobody where it is not known.
    pub(crate) actor: Option<&'a str>,
    /// What was done: `session.begun`, `loan.begun` …
    pub(crate) action: &'static str,
    /// Whom or what it was done to.
    pub(crate) subject: Option<&'a str>,
    /// What else is worth to be known.
    pub(crate) detail: Value,
    /// From where.
    pub(crate) origin: &'a Origin,
}

impl Tx {
    /// Writes a line of the audit log, which is there exactly if what it tells was done.
    pub(crate) async fn note(&mut self, act: Act<'_>) -> Result<(), sqlx::Error> {
        let detail = (!act.detail.is_null()).then(|| act.detail.to_string());
        sqlx::query(
            "INSERT INTO audit (id, at, actor, action, subject, detail, origin)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(Uuid::now_v7().to_string())
        .bind(now())
        .bind(act.actor)
        .bind(act.action)
        .bind(act.subject)
        .bind(detail)
        .bind(act.origin.to_string())
        .execute(self.on())
        .await?;
        Ok(())
    }
}
