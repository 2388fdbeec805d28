//! What FOLIO's schemas call things. Written and read by hand; the shape stops here.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::{
    catalogue::Tongue,
    lending::{Batch, Charge, Hold, Holding, Loan, ServicePoint},
    store::instant,
};

/// Works by their ids.
pub(super) type Works = HashMap<String, Holding>;

/// `item.json`
fn item(works: &Works, holding: &str, item: Option<&str>) -> Value {
    let mut said = json!({ "instanceId": holding });
    if let Some(item) = item {
        said["itemId"] = item.into();
    }
    if let Some(work) = works.get(holding) {
        said["title"] = work.title.clone().into();
        for (name, value) in [("author", &work.author), ("isbn", &work.isbn)] {
            if let Some(value) = value {
                said[name] = value.clone().into();
            }
        }
    }
    said
}

/// `loan.json`
pub(super) fn loan(loan: &Loan, works: &Works, now: i64) -> Value {
    json!({
        "id": loan.id,
        "item": item(works, &loan.holding, Some(&loan.item)),
        "loanDate": instant(loan.since),
        "dueDate": instant(loan.due),
        "overdue": loan.due < now,
    })
}

/// `hold.json`
pub(super) fn hold(hold: &Hold, works: &Works, position: i64, batch_submitted: Option<i64>) -> Value {
    let status = match (hold.outcome.as_deref(), hold.ready) {
        (Some("filled"), _) => "Closed - Filled",
        // FOLIO's schema has no word for a copy that was not fetched in time.
        (Some(_), _) => "Closed - Cancelled",
        (None, Some(_)) => "Open - Awaiting pickup",
        (None, None) => "Open - Not yet filled",
    };
    let mut said = json!({
        "requestId": hold.id,
        "item": item(works, &hold.holding, hold.assigned.as_deref().or(hold.item.as_deref())),
        "requestDate": instant(hold.requested),
        "status": status,
        "pickupLocationId": hold.service_point,
        "queuePosition": position,
    });
    let is_cancelled = hold.outcome.as_deref() == Some("cancelled");
    let optional = [
        ("expirationDate", hold.until.map(instant)),
        ("patronComments", hold.comments.clone()),
        ("canceledDate", hold.closed.filter(|_| is_cancelled).map(instant)),
        ("canceledByUserId", hold.cancelled_by.clone()),
        ("cancellationReasonId", hold.cancel_reason.clone()),
        ("cancellationAdditionalInformation", hold.cancel_note.clone()),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            said[name] = value.into();
        }
    }
    if let (Some(batch), Some(submitted)) = (&hold.batch, batch_submitted) {
        said["batchRequestInfo"] =
            json!({ "batchRequestId": batch, "batchRequestSubmittedAt": instant(submitted) });
    }
    said
}

/// `charge.json`
pub(super) fn charge(charge: &Charge, works: &Works, currency: &str, tongue: Tongue) -> Value {
    let reason = match charge.reason.as_str() {
        "overdue" => tongue.pick("Returned late", "逾期归还"),
        other => other,
    };
    let mut said = json!({
        "chargeAmount": money(charge.cents, currency),
        "accrualDate": instant(charge.accrued),
        "state": "Outstanding",
        "reason": reason,
        "feeFineId": charge.id,
    });
    if let Some(holding) = &charge.holding {
        said["item"] = item(works, holding, charge.item.as_deref());
    }
    said
}

/// `money.json`; cents are whole inside, and a decimal number only here.
pub(super) fn money(cents: i64, currency: &str) -> Value {
    json!({ "amount": cents as f64 / 100.0, "isoCurrencyCode": currency })
}

/// `allowed-service-points-response.json`: a list, or null where there is none.
pub(super) fn service_points(points: &[ServicePoint], tongue: Tongue) -> Value {
    if points.is_empty() {
        return Value::Null;
    }
    let point = |point: &ServicePoint| {
        let name = tongue.pick(&point.name, &point.name_zh);
        json!({ "id": point.id, "name": name, "discoveryName": name })
    };
    points.iter().map(point).collect()
}

/// `batch-request-status-response.json`
pub(super) fn batch(batch: &Batch, works: &Works, holding_of: &HashMap<String, String>) -> Value {
    let (mut placed, mut failed) = (Vec::new(), Vec::new());
    for line in &batch.lines {
        let mut said = Map::new();
        said.insert("itemId".to_owned(), line.item.clone().into());
        said.insert("pickUpLocationId".to_owned(), line.service_point.clone().into());
        if let Some(holding) = holding_of.get(&line.item) {
            said.insert("instanceId".to_owned(), holding.clone().into());
            if let Some(work) = works.get(holding) {
                said.insert("title".to_owned(), work.title.clone().into());
            }
        }
        match &line.hold {
            Some(hold) => {
                said.insert("confirmedRequestId".to_owned(), hold.clone().into());
                placed.push(Value::Object(said));
            }
            None => {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                said.insert("errorCode".to_owned(), text(&line.error_code).into());
                said.insert("errorDetails".to_owned(), text(&line.error_text).into());
                failed.push(Value::Object(said));
            }
        }
    }
    json!({
        "batchRequestId": batch.id,
        "status": "Completed",
        "submittedAt": instant(batch.submitted),
        "completedAt": instant(batch.completed),
        "itemsTotal": batch.lines.len(),
        "itemsRequested": placed.len(),
        "itemsPending": 0,
        "itemsFailed": failed.len(),
        "itemsPendingDetails": [],
        "itemsFailedDetails": failed,
        "itemsRequestedDetails": placed,
    })
}

/// A text of an object that a client sent; nothing where it is empty or none.
pub(super) fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
}

/// Whether this is a UUID as FOLIO's schemas write it.
pub(super) fn is_uuid(text: &str) -> bool {
    uuid::Uuid::try_parse(text).is_ok_and(|id| {
        text.len() == 36
            && (1..=5).contains(&id.get_version_num())
            && id.get_variant() == uuid::Variant::RFC4122
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_those_of_the_schemas() {
        for (text, is_one) in [
            ("5a0c1d52-7c1e-4f0b-9a53-0c1b7b6f2a01", true),
            ("5A0C1D52-7C1E-1F0B-AA53-0C1B7B6F2A01", true),
            ("019ac1d5-7c1e-7f0b-9a53-0c1b7b6f2a01", false),
            ("5a0c1d52-7c1e-4f0b-1a53-0c1b7b6f2a01", false),
            ("5a0c1d527c1e4f0b9a530c1b7b6f2a01", false),
            ("{5a0c1d52-7c1e-4f0b-9a53-0c1b7b6f2a01}", false),
            ("", false),
        ] {
            assert_eq!(is_uuid(text), is_one, "{text}");
        }
    }

    #[test]
    fn cents_become_decimals_only_on_the_wire() {
        assert_eq!(money(2050, "CNY"), json!({ "amount": 20.5, "isoCurrencyCode": "CNY" }));
        assert_eq!(money(1, "CNY")["amount"].to_string(), "0.01");
    }
}
