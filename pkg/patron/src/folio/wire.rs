//! What goes over the wire, as edge-patron's schemas name it: read leniently, and written for the side that answers.
//!
//! Dates are read in every form that [`Time`] knows and written as ISO 8601 in UTC. Unknown members are left out.
//! Source: edge-patron's RAML and JSON schemas, interface `v4.4`.

use serde::{Serialize, Serializer, ser::SerializeStruct};
use yueli_publication::{Money, Time};

/// A list, and how many of its entries could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entries<T> {
    /// What was read.
    pub list: Vec<T>,
    /// How many more there were.
    pub left_out: u64,
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { list: Vec::new(), left_out: 0 }
    }
}

impl<T> From<Vec<T>> for Entries<T> {
    fn from(list: Vec<T>) -> Self {
        Self { list, left_out: 0 }
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.list.serialize(serializer)
    }
}

/// An amount of money: `{"amount": 12.5, "isoCurrencyCode": "USD"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount(pub Money);

/// `account.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// FOLIO's own id of the patron.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is owed in all.
    pub total_charges: Option<Amount>,
    /// How many charges there are.
    pub total_charges_count: Option<u64>,
    /// How many loans there are.
    pub total_loans: Option<u64>,
    /// How many holds there are.
    pub total_holds: Option<u64>,
    /// The charges, where they were asked for.
    pub charges: Entries<Charge>,
    /// The holds, where they were asked for.
    pub holds: Entries<Hold>,
    /// The loans, where they were asked for.
    pub loans: Entries<Loan>,
    /// The batches, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub batches: Vec<BatchStatus>,
}

/// `item.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// The copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The authors, with semicolons between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The ISBN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
}

/// `loan.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Loan {
    /// The loan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is lent.
    pub item: Item,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loan_date: Option<Time>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Time>,
    /// Whether it should be back.
    pub overdue: bool,
}

/// `hold.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hold {
    /// The request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_date: Option<Time>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiration_date: Option<Time>,
    /// `Open - Not yet filled` and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Where it is picked up. Required in requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pickup_location_id: Option<String>,
    /// The place in the queue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_position: Option<u64>,
    /// When it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canceled_date: Option<Time>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation_reason_id: Option<String>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canceled_by_user_id: Option<String>,
    /// In whose words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation_additional_information: Option<String>,
    /// What the patron wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patron_comments: Option<String>,
    /// The batch that it was asked for in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_request_info: Option<BatchInfo>,
}

/// `batchRequestInfo` of a hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchInfo {
    /// The batch.
    pub batch_request_id: String,
    /// When it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_request_submitted_at: Option<Time>,
}

/// `hold-cancellation.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldCancellation {
    /// The request.
    pub hold_id: String,
    /// Why: one of the library's reasons.
    pub cancellation_reason_id: String,
    /// By whom.
    pub canceled_by_user_id: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canceled_date: Option<Time>,
    /// In the patron's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation_additional_information: Option<String>,
}

/// `charge.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// What is still to be paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charge_amount: Option<Amount>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accrual_date: Option<Time>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_fine_id: Option<String>,
}

/// One of `allowed-service-point.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePoint {
    /// The place.
    pub id: String,
    /// What librarians call it.
    pub name: String,
    /// What patrons call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discovery_name: Option<String>,
}

/// `allowed-service-points-response.json`. The list is `null` where there is no such place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AllowedServicePoints {
    /// The places.
    pub allowed_service_points: Option<Vec<ServicePoint>>,
}

/// `multi-item-allowed-service-points-request.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemIds {
    /// The items.
    pub item_ids: Vec<String>,
}

/// `multi-item-allowed-service-points-response.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AllowedServicePointsPerItem {
    /// Item by item.
    pub allowed_service_points_per_item: Vec<ItemServicePoints>,
}

/// One item of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemServicePoints {
    /// The item.
    pub item_id: String,
    /// The places; `null` where there is none.
    pub allowed_service_points: Option<Vec<ServicePoint>>,
}

/// `batch-request.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchRequest {
    /// Its own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_request_id: Option<String>,
    /// What is asked for.
    pub requests: Vec<BatchLine>,
    /// What the patron wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patron_comments: Option<String>,
}

/// One item of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchLine {
    /// The item.
    pub item_id: String,
    /// Where it is picked up.
    pub pick_up_location_id: String,
}

/// `batch-request-response.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchSubmitted {
    /// The batch.
    pub batch_id: String,
    /// Who asked.
    pub requester_id: String,
    /// `Pending`, `In progress`, `Completed`, `Failed`.
    pub mediated_request_status: String,
    /// How many items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_requests_stats: Option<BatchStats>,
}

/// How many items of a batch stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchStats {
    /// In all.
    pub total: u64,
    /// Not begun.
    pub pending: u64,
    /// Begun.
    pub in_progress: u64,
    /// Asked for.
    pub completed: u64,
    /// Failed.
    pub failed: u64,
}

/// `batch-request-status-response.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchStatus {
    /// The batch.
    pub batch_request_id: String,
    /// `In progress`, `Completed`.
    pub status: String,
    /// When it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted_at: Option<Time>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Time>,
    /// How many items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items_total: Option<u64>,
    /// How many are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items_requested: Option<u64>,
    /// How many are not decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items_pending: Option<u64>,
    /// How many failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items_failed: Option<u64>,
    /// Those that are not decided.
    pub items_pending_details: Vec<BatchDetail>,
    /// Those that failed.
    pub items_failed_details: Vec<BatchDetail>,
    /// Those that are asked for.
    pub items_requested_details: Vec<BatchDetail>,
}

/// One item of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchDetail {
    /// The instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<String>,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it is picked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pick_up_location_id: Option<String>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_details: Option<String>,
    /// The hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed_request_id: Option<String>,
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut amount = serializer.serialize_struct("Amount", 2)?;
        amount.serialize_field("amount", &self.0.to_json())?;
        amount.serialize_field("isoCurrencyCode", &self.0.currency)?;
        amount.end()
    }
}
