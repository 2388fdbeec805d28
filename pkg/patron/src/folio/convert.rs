//! From the wire to the model.

use yueli_publication::Money;

use super::wire;
use crate::{
    Account, Batch, BatchItem, BatchItemState, Charge, Hold, HoldState, Item, Listed, Loan, ServicePoint,
};

pub(super) fn account(own: wire::Account) -> Account {
    let (charges, unread) = charges(own.charges);
    let owed = own.total_charges.map(|amount| amount.0).or_else(|| sum(&charges));
    Account {
        patron: own.id,
        loans: listed(own.loans, own.total_loans, loan),
        holds: listed(own.holds, own.total_holds, hold),
        charges: Listed::of(charges, own.total_charges_count, unread),
        owed,
        batches: own.batches.into_iter().map(batch).collect(),
        // edge-patron has no messages.
        messages: Vec::new(),
    }
}

fn listed<W, T>(own: wire::Entries<W>, total: Option<u64>, convert: fn(W) -> T) -> Listed<T> {
    Listed::of(own.list.into_iter().map(convert).collect(), total, own.left_out)
}

/// The charges, and how many have no amount.
fn charges(own: wire::Entries<wire::Charge>) -> (Vec<Charge>, u64) {
    let count = own.list.len();
    let list: Vec<Charge> = own.list.into_iter().filter_map(charge).collect();
    let unread = (count - list.len()) as u64 + own.left_out;
    (list, unread)
}

/// What charges come to, where they are all in one currency.
fn sum(charges: &[Charge]) -> Option<Money> {
    let first = &charges.first()?.amount;
    charges.iter().try_fold(Money { minor: 0, ..first.clone() }, |sum, charge| {
        let minor = sum.minor.checked_add(charge.amount.minor)?;
        (sum.currency == charge.amount.currency).then_some(Money { minor, ..sum })
    })
}

fn item(own: wire::Item) -> Item {
    Item {
        instance: own.instance_id,
        item: own.item_id,
        title: own.title.unwrap_or_default(),
        author: own.author,
        isbn: own.isbn,
    }
}

pub(super) fn loan(own: wire::Loan) -> Loan {
    Loan {
        id: own.id,
        item: item(own.item),
        since: own.loan_date,
        due: own.due_date,
        is_overdue: own.overdue,
        ..Loan::default()
    }
}

pub(super) fn hold(own: wire::Hold) -> Hold {
    Hold {
        id: own.request_id,
        item: own.item.map(item).unwrap_or_default(),
        state: own.status.as_deref().map(state).unwrap_or_default(),
        // The contract's example has 0 for a hold that was given up.
        position: own.queue_position.and_then(|place| u32::try_from(place).ok()).filter(|place| *place > 0),
        since: own.request_date,
        until: own.expiration_date,
        pick_up: own.pickup_location_id,
        comment: own.patron_comments,
        batch: own.batch_request_info.map(|info| info.batch_request_id),
    }
}

/// FOLIO's words for how a request stands.
pub(super) fn state(status: &str) -> HoldState {
    match status.trim() {
        "Open - Not yet filled" => HoldState::Waiting,
        "Open - In transit" => HoldState::InTransit,
        "Open - Awaiting pickup" | "Open - Awaiting delivery" => HoldState::Ready,
        "Closed - Filled" => HoldState::Fulfilled,
        "Closed - Cancelled" => HoldState::Cancelled,
        other if other.starts_with("Closed") => HoldState::Ended,
        other => HoldState::Other(other.to_owned()),
    }
}

fn charge(own: wire::Charge) -> Option<Charge> {
    Some(Charge {
        id: own.fee_fine_id,
        item: own.item.map(item),
        amount: own.charge_amount?.0,
        since: own.accrual_date,
        reason: own.reason.or(own.description),
        state: own.state,
    })
}

pub(super) fn service_points(own: Option<Vec<wire::ServicePoint>>) -> Vec<ServicePoint> {
    let point =
        |own: wire::ServicePoint| ServicePoint { id: own.id, name: own.discovery_name.unwrap_or(own.name) };
    own.unwrap_or_default().into_iter().map(point).collect()
}

pub(super) fn batch(own: wire::BatchStatus) -> Batch {
    let mut items: Vec<BatchItem> = Vec::new();
    let mut add = |details: Vec<wire::BatchDetail>, state: fn(&wire::BatchDetail) -> BatchItemState| {
        items.extend(details.into_iter().map(|own| {
            let state = state(&own);
            let (instance, item, title) = (own.instance_id, own.item_id, own.title.unwrap_or_default());
            BatchItem {
                item: Item { instance, item, title, ..Item::default() },
                pick_up: own.pick_up_location_id,
                state,
            }
        }));
    };
    add(own.items_requested_details, |own| BatchItemState::Requested(own.confirmed_request_id.clone()));
    add(own.items_pending_details, |_| BatchItemState::Pending);
    add(own.items_failed_details, |own| {
        let said = own.error_details.as_ref().or(own.error_code.as_ref());
        BatchItemState::Failed(said.cloned().unwrap_or_default())
    });
    Batch {
        id: own.batch_request_id,
        is_done: own.status.eq_ignore_ascii_case("completed"),
        since: own.submitted_at,
        done: own.completed_at,
        total: own.items_total.unwrap_or_default().max(items.len() as u64),
        items,
    }
}

pub(super) fn submitted(own: wire::BatchSubmitted) -> Batch {
    let status = own.mediated_request_status.to_ascii_lowercase();
    Batch {
        id: own.batch_id,
        is_done: matches!(status.as_str(), "completed" | "failed"),
        total: own.item_requests_stats.map_or(0, |stats| stats.total),
        ..Batch::default()
    }
}
