//! Where a patron is in a publication, as OPDS Progression has it.
//!
//! The newest place counts, by the date that her device gives it. Two things are made safe against devices: a clock that
//! runs ahead does not shut out the others, and a publication that was read to its end stays finished.

use serde_json::Value;
use sqlx::AnyConnection;
use yueli_opds::Progression;
use yueli_publication::{Time, json, json::FromJson};

use super::{MOST_PLACES, next_change, write};
use crate::{
    http::{Refusal, too_many_things},
    store::{Store, now},
};

/// A clock may run ahead by so many milliseconds before it is not believed any more.
const AHEAD: i64 = 5 * 60_000;

/// What became of a place that a device told.
#[derive(Debug)]
pub(crate) enum Told {
    /// It is the place now; true where there was none before.
    Kept(Progression, bool),
    /// There is a later one.
    Older(Progression),
}

/// The place of an account in a publication.
pub(crate) async fn place(
    on: &mut AnyConnection,
    account: &str,
    publication: &str,
) -> Result<Option<Progression>, sqlx::Error> {
    let document: Option<String> =
        sqlx::query_scalar("SELECT document FROM progressions WHERE account = $1 AND publication = $2")
            .bind(account)
            .bind(publication)
            .fetch_optional(on)
            .await?;
    Ok(document.as_deref().and_then(read))
}

/// Reads what was kept.
pub(super) fn read(document: &str) -> Option<Progression> {
    Progression::from_json(json::parse(document.as_bytes()).ok()?)
}

/// Keeps a place that a device tells, unless there is a later one.
pub(crate) async fn tell(
    store: &Store,
    account: &str,
    publication: &str,
    mut said: Progression,
) -> Result<Told, Refusal> {
    said.modified = said.modified.min(Time::from_millis(now() + AHEAD));
    said.finished |= said.is_at_end();
    let mut tx = write(store, account).await?;
    let known = place(tx.on(), account, publication).await?;
    let told = match &known {
        None => {
            let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM progressions WHERE account = $1")
                .bind(account)
                .fetch_one(tx.on())
                .await?;
            if count >= MOST_PLACES {
                return Err(too_many_things());
            }
            Told::Kept(said, true)
        }
        Some(known) => judge(known, said),
    };
    let (Told::Kept(next, _) | Told::Older(next)) = &told;
    if known.as_ref() != Some(next) {
        let change = next_change(&mut tx, account).await?;
        sqlx::query(
            "INSERT INTO progressions (account, publication, change, modified, document, updated)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (account, publication) DO UPDATE SET change = excluded.change,
                 modified = excluded.modified, document = excluded.document, updated = excluded.updated",
        )
        .bind(account)
        .bind(publication)
        .bind(change)
        .bind(next.modified.millis())
        .bind(document(next).to_string())
        .bind(now())
        .execute(tx.on())
        .await?;
    }
    tx.commit().await?;
    Ok(told)
}

/// Which of two places counts. What was finished stays so, whichever says it.
fn judge(known: &Progression, said: Progression) -> Told {
    let finished = known.finished || said.finished;
    let next = Progression { finished, ..said };
    if next.is_later_than(known) || next == *known {
        return Told::Kept(next, false);
    }
    Told::Older(Progression { finished, ..known.clone() })
}

/// A progression as it is kept and sent.
pub(crate) fn document(progression: &Progression) -> Value {
    progression.to_json()
}

#[cfg(test)]
mod tests {
    use yueli_opds::Device;

    use super::*;

    fn at(millis: i64, progression: f64, finished: bool) -> Progression {
        Progression {
            title: None,
            modified: Time::from_millis(millis),
            device: Device::default(),
            progression,
            references: Vec::new(),
            finished,
            locator: None,
        }
    }

    #[test]
    fn the_latest_place_counts_and_finished_stays() {
        for (known, said, kept, expected) in [
            (at(1, 0.1, false), at(2, 0.2, false), true, at(2, 0.2, false)),
            (at(2, 0.1, false), at(1, 0.2, false), false, at(2, 0.1, false)),
            (at(2, 0.1, false), at(2, 0.1, false), true, at(2, 0.1, false)),
            (at(2, 0.1, false), at(2, 0.2, false), false, at(2, 0.1, false)),
            (at(1, 1.0, true), at(2, 0.2, false), true, at(2, 0.2, true)),
            (at(2, 0.1, false), at(1, 1.0, true), false, at(2, 0.1, true)),
        ] {
            let told = judge(&known, said);
            let (Told::Kept(next, _) | Told::Older(next)) = &told;
            assert_eq!((next, matches!(told, Told::Kept(..))), (&expected, kept), "{known:?}");
        }
    }
}
