//! Reading what goes over the wire, member by member: what cannot be read is left out.

use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Money, read_from_json};

use super::wire::{
    Account, AllowedServicePoints, AllowedServicePointsPerItem, Amount, BatchDetail, BatchInfo, BatchLine,
    BatchRequest, BatchStats, BatchStatus, BatchSubmitted, Charge, Entries, Hold, HoldCancellation, Item,
    ItemIds, ItemServicePoints, Loan, ServicePoint,
};

/// The most entries that are read of one list.
const MOST: usize = 20_000;

impl<T: FromJson> Entries<T> {
    /// A list, `null` or nothing at all.
    fn read(fields: &mut Fields, name: &str) -> Self {
        let values = fields.list(name);
        let count = values.len();
        let list: Vec<T> = values.into_iter().take(MOST).filter_map(T::from_json).collect();
        let left_out = (count - list.len()) as u64;
        Self { list, left_out }
    }
}

/// Reads a type member by member.
macro_rules! read {
    ($name:ident, $fields:ident => $value:expr) => {
        impl FromJson for $name {
            fn from_json(value: Value) -> Option<Self> {
                let mut $fields = Fields::of(value)?;
                $value
            }
        }
        read_from_json!($name);
    };
}

/// A text that says something.
fn text(fields: &mut Fields, name: &str) -> Option<String> {
    fields.text(name).filter(|text| !text.trim().is_empty())
}

/// A count, which some write as text.
fn count(fields: &mut Fields, name: &str) -> Option<u64> {
    let value = fields.take(name)?;
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// edge-patron writes `pickUpLocationId` in some places and `pickupLocationId` in others.
fn pick_up(fields: &mut Fields) -> Option<String> {
    text(fields, "pickupLocationId").or_else(|| text(fields, "pickUpLocationId"))
}

/// Places: a list, or `null`.
fn places(fields: &mut Fields) -> Option<Vec<ServicePoint>> {
    fields
        .has("allowedServicePoints")
        .then(|| fields.many("allowedServicePoints"))
        .filter(|list: &Vec<_>| !list.is_empty())
}

read!(Amount, fields => {
    let currency = text(&mut fields, "isoCurrencyCode")?;
    Money::of(&fields.take("amount")?, &currency).map(Amount)
});

read!(Account, fields => {
    // An object without any of these is something else, and no account without loans.
    let is_account = ["totalLoans", "totalHolds", "totalChargesCount", "loans", "holds", "charges"];
    is_account.iter().any(|name| fields.has(name)).then(|| account(&mut fields))
});

fn account(fields: &mut Fields) -> Account {
    Account {
        id: text(fields, "id"),
        total_charges: fields.one("totalCharges"),
        total_charges_count: count(fields, "totalChargesCount"),
        total_loans: count(fields, "totalLoans"),
        total_holds: count(fields, "totalHolds"),
        charges: Entries::read(fields, "charges"),
        holds: Entries::read(fields, "holds"),
        loans: Entries::read(fields, "loans"),
        batches: fields.many("batches"),
    }
}

read!(Item, fields => Some(Item {
    instance_id: text(&mut fields, "instanceId"),
    item_id: text(&mut fields, "itemId"),
    title: text(&mut fields, "title"),
    author: text(&mut fields, "author"),
    isbn: text(&mut fields, "isbn"),
}));

read!(Loan, fields => Some(Loan {
    id: text(&mut fields, "id"),
    item: fields.one("item")?,
    loan_date: fields.one("loanDate"),
    due_date: fields.one("dueDate"),
    overdue: fields.is("overdue"),
}));

read!(Hold, fields => {
    let hold = Hold {
        request_id: text(&mut fields, "requestId"),
        item: fields.one("item"),
        request_date: fields.one("requestDate"),
        expiration_date: fields.one("expirationDate"),
        status: text(&mut fields, "status"),
        pickup_location_id: pick_up(&mut fields),
        queue_position: count(&mut fields, "queuePosition"),
        canceled_date: fields.one("canceledDate"),
        cancellation_reason_id: text(&mut fields, "cancellationReasonId"),
        canceled_by_user_id: text(&mut fields, "canceledByUserId"),
        cancellation_additional_information: text(&mut fields, "cancellationAdditionalInformation"),
        patron_comments: text(&mut fields, "patronComments"),
        batch_request_info: fields.one("batchRequestInfo"),
    };
    // What says nothing at all of a hold is none.
    (hold != Hold::default()).then_some(hold)
});

read!(BatchInfo, fields => Some(BatchInfo {
    batch_request_id: text(&mut fields, "batchRequestId")?,
    batch_request_submitted_at: fields.one("batchRequestSubmittedAt"),
}));

read!(HoldCancellation, fields => Some(HoldCancellation {
    hold_id: text(&mut fields, "holdId")?,
    cancellation_reason_id: text(&mut fields, "cancellationReasonId")?,
    canceled_by_user_id: text(&mut fields, "canceledByUserId").unwrap_or_default(),
    canceled_date: fields.one("canceledDate"),
    cancellation_additional_information: text(&mut fields, "cancellationAdditionalInformation"),
}));

read!(Charge, fields => Some(Charge {
    item: fields.one("item"),
    charge_amount: fields.one("chargeAmount"),
    accrual_date: fields.one("accrualDate"),
    description: text(&mut fields, "description"),
    state: text(&mut fields, "state"),
    reason: text(&mut fields, "reason"),
    fee_fine_id: text(&mut fields, "feeFineId"),
}));

read!(ServicePoint, fields => {
    let discovery_name = text(&mut fields, "discoveryName");
    let name = text(&mut fields, "name").or_else(|| discovery_name.clone()).unwrap_or_default();
    Some(ServicePoint { id: text(&mut fields, "id")?, name, discovery_name })
});

read!(AllowedServicePoints, fields => {
    fields.has("allowedServicePoints").then(|| AllowedServicePoints { allowed_service_points: places(&mut fields) })
});

read!(ItemIds, fields => Some(ItemIds { item_ids: fields.many("itemIds") }));

read!(AllowedServicePointsPerItem, fields => {
    fields.has("allowedServicePointsPerItem").then(|| AllowedServicePointsPerItem {
        allowed_service_points_per_item: fields.many("allowedServicePointsPerItem"),
    })
});

read!(ItemServicePoints, fields => Some(ItemServicePoints {
    item_id: text(&mut fields, "itemId")?,
    allowed_service_points: places(&mut fields),
}));

read!(BatchRequest, fields => Some(BatchRequest {
    batch_request_id: text(&mut fields, "batchRequestId"),
    requests: fields.many("requests"),
    patron_comments: text(&mut fields, "patronComments"),
}));

read!(BatchLine, fields => Some(BatchLine {
    item_id: text(&mut fields, "itemId")?,
    pick_up_location_id: pick_up(&mut fields)?,
}));

read!(BatchSubmitted, fields => Some(BatchSubmitted {
    batch_id: text(&mut fields, "batchId").or_else(|| text(&mut fields, "batchRequestId"))?,
    requester_id: text(&mut fields, "requesterId").unwrap_or_default(),
    mediated_request_status: text(&mut fields, "mediatedRequestStatus").unwrap_or_default(),
    item_requests_stats: fields.one("itemRequestsStats"),
}));

read!(BatchStats, fields => Some(BatchStats {
    total: count(&mut fields, "total").unwrap_or_default(),
    pending: count(&mut fields, "pending").unwrap_or_default(),
    in_progress: count(&mut fields, "inProgress").unwrap_or_default(),
    completed: count(&mut fields, "completed").unwrap_or_default(),
    failed: count(&mut fields, "failed").unwrap_or_default(),
}));

read!(BatchStatus, fields => {
    let mut requested: Vec<BatchDetail> = fields.many("itemsRequestedDetails");
    // The contract's own example has another name than its schema.
    requested.extend(fields.many::<BatchDetail>("itemsCompletedDetails"));
    Some(BatchStatus {
        batch_request_id: text(&mut fields, "batchRequestId")?,
        status: text(&mut fields, "status").unwrap_or_default(),
        submitted_at: fields.one("submittedAt"),
        completed_at: fields.one("completedAt"),
        items_total: count(&mut fields, "itemsTotal"),
        items_requested: count(&mut fields, "itemsRequested"),
        items_pending: count(&mut fields, "itemsPending"),
        items_failed: count(&mut fields, "itemsFailed"),
        items_pending_details: fields.many("itemsPendingDetails"),
        items_failed_details: fields.many("itemsFailedDetails"),
        items_requested_details: requested,
    })
});

read!(BatchDetail, fields => Some(BatchDetail {
    instance_id: text(&mut fields, "instanceId"),
    item_id: text(&mut fields, "itemId"),
    title: text(&mut fields, "title"),
    pick_up_location_id: pick_up(&mut fields),
    error_code: text(&mut fields, "errorCode"),
    error_details: text(&mut fields, "errorDetails"),
    confirmed_request_id: text(&mut fields, "confirmedRequestId"),
}));
