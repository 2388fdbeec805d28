//! What the store holds after a race, held against what the patrons were told.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use sqlx::AnyPool;

use super::play::Told;

#[derive(sqlx::FromRow)]
struct Loan {
    id: String,
    patron: String,
    item: String,
    since: i64,
    returned: Option<i64>,
    request_key: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Hold {
    id: String,
    ready: Option<i64>,
    closed: Option<i64>,
    outcome: Option<String>,
    assigned: Option<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Loans that there were.
    pub loans: usize,
    /// The most at one time.
    pub most: usize,
    /// Holds that there were.
    pub holds: usize,
    /// Everything that must not be.
    pub wrong: Vec<String>,
}

/// Looks at everything.
pub async fn check(store: &str, told: &[Told], copies: usize) -> Result<Found> {
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(store).await?;
    let loans: Vec<Loan> =
        sqlx::query_as("SELECT id, patron, item, since, returned, request_key FROM loans ORDER BY since, id")
            .fetch_all(&pool)
            .await?;
    let holds: Vec<Hold> =
        sqlx::query_as("SELECT id, ready, closed, outcome, assigned FROM holds ORDER BY place")
            .fetch_all(&pool)
            .await?;
    let audit: Vec<(String, i64)> =
        sqlx::query_as("SELECT action, COUNT(*) FROM audit GROUP BY action").fetch_all(&pool).await?;
    let items: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM items WHERE withdrawn IS NULL").fetch_one(&pool).await?;
    pool.close().await;
    let mut found = Found { loans: loans.len(), holds: holds.len(), ..Found::default() };
    found.most = most(&loans);
    let mut wrong = Vec::new();
    if found.most > copies || usize::try_from(items)? != copies {
        wrong.push(format!("{} loans at once of {copies} copies ({items} items)", found.most));
    }
    disjoint(&loans, |loan| &loan.item, "item", &mut wrong);
    disjoint(&loans, |loan| &loan.patron, "patron", &mut wrong);
    promised_loans(&loans, told, &mut wrong);
    promised_holds(&holds, told, &mut wrong);
    in_order(&holds, &mut wrong);
    nobody_forgotten(&loans, &holds, copies, &mut wrong);
    audited(&audit, &loans, &holds, &mut wrong);
    wrong.extend(told.iter().flat_map(|told| &told.wrong).cloned());
    found.wrong = wrong;
    Ok(found)
}

/// How many loans there were at the same time, at most. One that ends as another begins is not beside it.
fn most(loans: &[Loan]) -> usize {
    let mut events: Vec<(i64, i64)> = Vec::new();
    for loan in loans {
        events.push((loan.since, 1));
        events.extend(loan.returned.map(|returned| (returned, -1)));
    }
    events.sort_unstable();
    let (mut now, mut most) = (0, 0);
    for (_, change) in events {
        now += change;
        most = most.max(now);
    }
    usize::try_from(most).unwrap_or_default()
}

/// Whatever has a loan has one at a time.
fn disjoint(loans: &[Loan], of: impl Fn(&Loan) -> &String, what: &str, wrong: &mut Vec<String>) {
    let mut last: HashMap<&String, &Loan> = HashMap::new();
    for loan in loans {
        if let Some(before) = last.insert(of(loan), loan)
            && before.returned.is_none_or(|returned| returned > loan.since)
        {
            wrong.push(format!("{what} {} has two loans at once: {} and {}", of(loan), before.id, loan.id));
        }
    }
}

/// Loans that patrons were told of are there, once, and have ended or not as they were told.
fn promised_loans(loans: &[Loan], told: &[Told], wrong: &mut Vec<String>) {
    let by_id: HashMap<&str, &Loan> = loans.iter().map(|loan| (loan.id.as_str(), loan)).collect();
    let mut keys = HashSet::new();
    for loan in loans {
        if let Some(key) = &loan.request_key
            && !keys.insert((&loan.patron, key))
        {
            wrong.push(format!("a request began two loans: {}", loan.id));
        }
    }
    for told in told {
        let returning: HashSet<&String> = told.returning.iter().collect();
        for id in &told.loans {
            match by_id.get(id.as_str()) {
                None => wrong.push(format!("a loan is lost: {id}")),
                Some(loan) if loan.returned.is_some() && !returning.contains(id) => {
                    wrong.push(format!("a loan has ended that nobody ended: {id}"));
                }
                Some(_) => {}
            }
        }
        for id in &told.returned {
            if by_id.get(id.as_str()).is_none_or(|loan| loan.returned.is_none()) {
                wrong.push(format!("a return is lost: {id}"));
            }
        }
    }
}

/// Holds that patrons were told of are there, and ended only in a loan or because they were cancelled.
fn promised_holds(holds: &[Hold], told: &[Told], wrong: &mut Vec<String>) {
    let by_id: HashMap<&str, &Hold> = holds.iter().map(|hold| (hold.id.as_str(), hold)).collect();
    for told in told {
        let cancelling: HashSet<&String> = told.cancelling.iter().collect();
        for id in &told.holds {
            match by_id.get(id.as_str()).map(|hold| hold.outcome.as_deref()) {
                None => wrong.push(format!("a hold is lost: {id}")),
                Some(None | Some("filled")) => {}
                Some(Some("cancelled")) if cancelling.contains(id) => {}
                Some(Some(outcome)) => wrong.push(format!("a hold was {outcome} by nobody: {id}")),
            }
        }
    }
}

/// Whoever waited longer was served sooner: holds are in the order of their places.
fn in_order(holds: &[Hold], wrong: &mut Vec<String>) {
    let mut latest = i64::MIN;
    for hold in holds {
        if hold.ready.is_some_and(|ready| ready < latest) {
            wrong.push(format!("a hold was served before somebody who waited longer: {}", hold.id));
        }
        let left = [hold.ready, hold.closed].into_iter().flatten().min().unwrap_or(i64::MAX);
        latest = latest.max(left);
    }
}

/// Nobody waits while a copy is free.
fn nobody_forgotten(loans: &[Loan], holds: &[Hold], copies: usize, wrong: &mut Vec<String>) {
    let lent = loans.iter().filter(|loan| loan.returned.is_none()).count();
    let open = || holds.iter().filter(|hold| hold.closed.is_none());
    let kept = open().filter(|hold| hold.assigned.is_some()).count();
    let waiting = open().count() - kept;
    if waiting > 0 && lent + kept < copies {
        wrong.push(format!("{waiting} wait, and of {copies} copies {lent} are lent and {kept} kept"));
    }
}

/// What was done is in the audit log, exactly as often.
fn audited(audit: &[(String, i64)], loans: &[Loan], holds: &[Hold], wrong: &mut Vec<String>) {
    let returned = loans.iter().filter(|loan| loan.returned.is_some()).count();
    let cancelled = holds.iter().filter(|hold| hold.outcome.as_deref() == Some("cancelled")).count();
    for (action, expected) in [
        ("loan.begun", loans.len()),
        ("loan.ended", returned),
        ("hold.placed", holds.len()),
        ("hold.cancelled", cancelled),
    ] {
        let count = audit.iter().find(|(own, _)| own == action).map_or(0, |(_, count)| *count);
        if usize::try_from(count) != Ok(expected) {
            wrong.push(format!("the audit log has {count} of {action}, and there are {expected}"));
        }
    }
}
