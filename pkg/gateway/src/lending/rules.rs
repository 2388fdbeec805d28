//! The rules of lending, as functions of what is known. No store, no clock: times come in, decisions go out.
//!
//! Times are milliseconds since 1970 in UTC, money is whole cents.

use crate::store::DAY;

/// A renewal that gains less than an hour would be one renewal less for nothing.
const WORTH_IT: i64 = 3_600_000;

/// What holds for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Loans at once.
    pub(crate) loans: i64,
    /// Holds at once.
    pub(crate) holds: i64,
    /// Whoever owes more than so many cents borrows nothing.
    pub(crate) debt: i64,
}

/// How a work is lent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Policy {
    /// How long a loan is, in days.
    pub(crate) days: i64,
    /// How often it can be renewed.
    pub(crate) renewals: i64,
    /// How long a copy is kept for whoever waited, in days.
    pub(crate) hold_days: i64,
    /// Cents for each day begun that an item on paper is late.
    pub(crate) fee_cents: i64,
    /// Never more cents than that for one loan; 0 is no limit.
    pub(crate) fee_cap: i64,
}

/// How a patron stands with the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The library has stopped the card; with what it says of it.
    pub(crate) blocked: Option<Option<String>>,
    /// When the card expired, where it has.
    pub(crate) expired: Option<i64>,
    /// Open loans.
    pub(crate) loans: i64,
    /// Open holds.
    pub(crate) holds: i64,
    /// Unpaid cents.
    pub(crate) debt: i64,
    /// Loans at once that her guardian allows.
    pub(crate) allowed: Option<i64>,
}

/// Why something is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Denied {
    /// The card is blocked; with what the library says of it.
    Blocked(Option<String>),
    /// The card expired then.
    Expired(i64),
    /// So many loans are the most.
    TooManyLoans(i64),
    /// So many holds are the most.
    TooManyHolds(i64),
    /// So many loans are the most that her guardian allows.
    GuardianAllows(i64),
    /// So many cents are owed.
    Owes(i64),
    /// It was renewed so often, and that is the most.
    NoRenewalLeft(i64),
    /// So many others wait for it.
    OthersWait(i64),
    /// It is not due before it would be due again.
    NothingGained(i64),
}

/// The day on which a loan of so many days ends.
pub(crate) fn due(now: i64, days: i64) -> i64 {
    now.saturating_add(days.max(0).saturating_mul(DAY))
}

/// Whether the card is good and little is owed.
fn in_good_standing(standing: &Standing, limits: &Limits) -> Result<(), Denied> {
    if let Some(why) = &standing.blocked {
        return Err(Denied::Blocked(why.clone()));
    }
    if let Some(since) = standing.expired {
        return Err(Denied::Expired(since));
    }
    if standing.debt > limits.debt {
        return Err(Denied::Owes(standing.debt));
    }
    Ok(())
}

/// Whether one more loan may be begun.
pub(crate) fn may_borrow(standing: &Standing, limits: &Limits) -> Result<(), Denied> {
    in_good_standing(standing, limits)?;
    if standing.loans >= limits.loans {
        return Err(Denied::TooManyLoans(limits.loans));
    }
    match standing.allowed {
        Some(allowed) if standing.loans >= allowed => Err(Denied::GuardianAllows(allowed)),
        _ => Ok(()),
    }
}

/// Whether one more hold may be placed.
pub(crate) fn may_hold(standing: &Standing, limits: &Limits) -> Result<(), Denied> {
    in_good_standing(standing, limits)?;
    if standing.holds >= limits.holds {
        return Err(Denied::TooManyHolds(limits.holds));
    }
    match standing.allowed {
        // Whoever may have none would wait in vain, and let others wait.
        Some(allowed) if allowed <= 0 => Err(Denied::GuardianAllows(0)),
        _ => Ok(()),
    }
}

/// When a loan is due that is renewed now, which was due at `due` and renewed `renewals` times.
pub(crate) fn renewed(
    due_before: i64,
    renewals: i64,
    policy: &Policy,
    waiting: i64,
    standing: &Standing,
    limits: &Limits,
    now: i64,
) -> Result<i64, Denied> {
    in_good_standing(standing, limits)?;
    if renewals >= policy.renewals {
        return Err(Denied::NoRenewalLeft(policy.renewals));
    }
    if waiting > 0 {
        return Err(Denied::OthersWait(waiting));
    }
    let due = due(now, policy.days);
    if due < due_before.saturating_add(WORTH_IT) {
        return Err(Denied::NothingGained(due_before));
    }
    Ok(due)
}

/// The cents that an item costs which was due then and came back now: for each day begun, up to the cap.
pub(crate) fn overdue(due: i64, now: i64, policy: &Policy) -> i64 {
    let late = now.saturating_sub(due);
    if late <= 0 || policy.fee_cents <= 0 {
        return 0;
    }
    let days = late.saturating_add(DAY - 1) / DAY;
    let fee = days.saturating_mul(policy.fee_cents);
    if policy.fee_cap > 0 { fee.min(policy.fee_cap) } else { fee }
}

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// The hold.
    pub(crate) hold: String,
    /// The only copy that will do.
    pub(crate) item: Option<String>,
    /// The medium that is waited for.
    pub(crate) medium: String,
}

/// A copy that nobody has and that is kept for nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Free {
    /// The item.
    pub(crate) item: String,
    /// Its medium.
    pub(crate) medium: String,
}

impl Waiting {
    fn takes(&self, free: &Free) -> bool {
        self.medium == free.medium && self.item.as_ref().is_none_or(|only| *only == free.item)
    }
}

/// Who of those who wait, the first of the queue first, gets which of the free copies: (hold, item).
pub(crate) fn assign(queue: &[Waiting], free: &[Free]) -> Vec<(String, String)> {
    let mut left: Vec<&Free> = free.iter().collect();
    let mut assigned = Vec::new();
    for waiting in queue {
        // Whoever takes any copy leaves a copy to others that only one of them wants, where she can.
        let wanted = |free: &Free| queue.iter().any(|other| other.item.as_deref() == Some(&free.item));
        let fits = |at: &usize| left.get(*at).is_some_and(|free| waiting.takes(free));
        let at = (0..left.len())
            .filter(fits)
            .min_by_key(|at| waiting.item.is_none() && left.get(*at).is_some_and(|free| wanted(free)));
        if let Some(at) = at {
            assigned.push((waiting.hold.clone(), left.remove(at).item.clone()));
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LIMITS: Limits = Limits { loans: 3, holds: 2, debt: 1000 };
    const POLICY: Policy = Policy { days: 21, renewals: 2, hold_days: 3, fee_cents: 10, fee_cap: 500 };

    fn good() -> Standing {
        Standing { blocked: None, expired: None, loans: 0, holds: 0, debt: 0, allowed: None }
    }

    #[test]
    fn who_may_borrow_and_who_may_wait() {
        let blocked = Standing { blocked: Some(Some("Card lost".into())), ..good() };
        for (standing, borrows, holds) in [
            (good(), None, None),
            (Standing { loans: 2, holds: 1, debt: 1000, ..good() }, None, None),
            (Standing { loans: 3, ..good() }, Some(Denied::TooManyLoans(3)), None),
            (Standing { holds: 2, ..good() }, None, Some(Denied::TooManyHolds(2))),
            (Standing { loans: 1, allowed: Some(1), ..good() }, Some(Denied::GuardianAllows(1)), None),
            (
                Standing { allowed: Some(0), ..good() },
                Some(Denied::GuardianAllows(0)),
                Some(Denied::GuardianAllows(0)),
            ),
            (Standing { debt: 1001, ..good() }, Some(Denied::Owes(1001)), Some(Denied::Owes(1001))),
            (Standing { expired: Some(7), ..good() }, Some(Denied::Expired(7)), Some(Denied::Expired(7))),
            (
                blocked.clone(),
                Some(Denied::Blocked(Some("Card lost".into()))),
                Some(Denied::Blocked(Some("Card lost".into()))),
            ),
        ] {
            assert_eq!(may_borrow(&standing, &LIMITS).err(), borrows, "{standing:?}");
            assert_eq!(may_hold(&standing, &LIMITS).err(), holds, "{standing:?}");
        }
    }

    #[test]
    fn a_loan_is_renewed_where_nobody_waits() {
        for (due_before, renewals, waiting, now, expected) in [
            (20 * DAY, 0, 0, 10 * DAY, Ok(31 * DAY)),
            (20 * DAY, 1, 0, 30 * DAY, Ok(51 * DAY)),
            (20 * DAY, 2, 0, 10 * DAY, Err(Denied::NoRenewalLeft(2))),
            (20 * DAY, 0, 4, 10 * DAY, Err(Denied::OthersWait(4))),
            (31 * DAY, 0, 0, 10 * DAY, Err(Denied::NothingGained(31 * DAY))),
        ] {
            let found = renewed(due_before, renewals, &POLICY, waiting, &good(), &LIMITS, now);
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn lateness_costs_for_each_day_begun_up_to_a_cap() {
        for (late, fee) in [(-DAY, 0), (0, 0), (1, 10), (DAY, 10), (DAY + 1, 20), (400 * DAY, 500)] {
            assert_eq!(overdue(100 * DAY, 100 * DAY + late, &POLICY), fee, "{late}");
        }
        let free = Policy { fee_cents: 0, ..POLICY };
        let uncapped = Policy { fee_cap: 0, ..POLICY };
        assert_eq!((overdue(0, 9 * DAY, &free), overdue(0, 99 * DAY, &uncapped)), (0, 990));
    }

    /// Some who wait and some free copies, of few kinds so that they meet.
    fn queue_and_copies() -> impl Strategy<Value = (Vec<Waiting>, Vec<Free>)> {
        let medium = || prop_oneof![Just("digital".to_owned()), Just("physical".to_owned())];
        let free = prop::collection::vec(medium(), 0..6).prop_map(|media| {
            let item = |(number, medium)| Free { item: format!("i{number}"), medium };
            media.into_iter().enumerate().map(item).collect::<Vec<_>>()
        });
        let waiting = prop::collection::vec((medium(), prop::option::of(0..6_usize)), 0..8);
        (waiting, free).prop_map(|(waiting, free)| {
            let hold = |(number, (medium, only)): (usize, (String, Option<usize>))| Waiting {
                hold: format!("h{number}"),
                item: only.map(|number| format!("i{number}")),
                medium,
            };
            (waiting.into_iter().enumerate().map(hold).collect(), free)
        })
    }

    proptest! {
        #[test]
        fn copies_go_to_those_who_wait_longest((queue, free) in queue_and_copies()) {
            let assigned = assign(&queue, &free);
            prop_assert!(assigned.len() <= queue.len().min(free.len()));
            let mut items: Vec<&String> = assigned.iter().map(|(_, item)| item).collect();
            items.sort();
            items.dedup();
            prop_assert_eq!(items.len(), assigned.len(), "no copy twice");
            for (hold, item) in &assigned {
                let waiting = queue.iter().find(|waiting| waiting.hold == *hold);
                let copy = free.iter().find(|free| free.item == *item);
                prop_assert!(waiting.zip(copy).is_some_and(|(waiting, copy)| waiting.takes(copy)));
            }
            // Nobody who goes without could have had a copy that went to somebody behind her, or to nobody.
            for (at, waiting) in queue.iter().enumerate() {
                if assigned.iter().any(|(hold, _)| *hold == waiting.hold) {
                    continue;
                }
                for copy in free.iter().filter(|copy| waiting.takes(copy)) {
                    let taker = assigned.iter().find(|(_, item)| *item == copy.item);
                    let place = taker.and_then(|(hold, _)| queue.iter().position(|other| other.hold == *hold));
                    prop_assert!(place.is_some_and(|place| place < at));
                }
            }
        }

        #[test]
        fn a_renewal_never_shortens_a_loan(
            due_before in 0..100_000_i64, renewals in 0..4_i64, waiting in 0..3_i64, now in 0..100_000_i64,
        ) {
            let (due_before, now) = (due_before * 1_000_000, now * 1_000_000);
            if let Ok(due) = renewed(due_before, renewals, &POLICY, waiting, &good(), &LIMITS, now) {
                prop_assert!(due > due_before && due == now + 21 * DAY);
                prop_assert!(waiting == 0 && renewals < POLICY.renewals);
            }
        }

        #[test]
        fn a_fee_grows_with_time_and_ends_at_its_cap(due in 0..i64::MAX, one in 0..i64::MAX, more in 0..i64::MAX) {
            let (early, late) = (overdue(due, one, &POLICY), overdue(due, one.saturating_add(more), &POLICY));
            prop_assert!(0 <= early && early <= late && late <= POLICY.fee_cap);
        }
    }
}
