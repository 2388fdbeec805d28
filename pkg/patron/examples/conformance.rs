//! Conformance with edge-patron's contract: every request that we send is a route of its RAML with a body of its schemas;
//! every example of it is read, and written as what its schema says; every error of it is understood. Run by
//! `cargo xtask conformance`.

#[path = "../../publication/tests/conformance/mod.rs"]
mod conformance;
#[path = "conformance/contract.rs"]
mod contract;

use std::{fs, path::Path};

use conformance::{Failure, Results, Schemas, arguments, errors};
use contract::{BASE, asks, routes};
use serde::Serialize;
use serde_json::{Value, json};
use yueli_patron::{
    Adapter, Ask, Included, PatronError, PatronId, Response,
    folio::{EdgePatron, Routes, wire},
};
use yueli_publication::{Time, json::FromJson};

/// Examples that are for librarians.
const NOT_READ: [&str; 2] = ["external_patron.json", "external_patron_collection.json"];

fn main() -> Result<(), Failure> {
    let (data, out) = arguments()?;
    let folder = data.join("folio");
    let mut schemas = Schemas::default();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|own| own == "json") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            schemas.add(&format!("{BASE}{name}"), serde_json::from_slice(&fs::read(&path)?)?);
        }
    }
    contract::add_raml_util(&mut schemas);
    let mut results = Results::default();
    requests(&folder, &schemas, &mut results)?;
    examples(&folder, &schemas, &mut results)?;
    failures(&folder, &mut results)?;
    results.write(&out)
}

/// Every question is a route of the contract, and its body is what that route wants.
fn requests(folder: &Path, schemas: &Schemas, results: &mut Results) -> Result<(), Failure> {
    let known = routes(&fs::read_to_string(folder.join("edge-patron.raml"))?);
    let mut asked = vec![false; known.len()];
    let patron = PatronId { external: "ext-1".into(), internal: Some(contract::UUID.to_owned()) };
    for by_token in [false, true] {
        let adapter = EdgePatron {
            routes: if by_token { Routes::ByToken } else { Routes::ById },
            ..EdgePatron::default()
        };
        for (name, ask, schema) in asks() {
            let case = format!("request: {name}{}", if by_token { " by token" } else { "" });
            let request = match adapter.request(&patron, &ask) {
                Ok(request) => request,
                Err(PatronError::NotOffered(_)) => {
                    results.skip(&case, "the contract has no such route");
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let mut wrong = Vec::new();
            match known.iter().position(|route| route.is(request.method.as_str(), &request.path)) {
                Some(at) => {
                    let query = request
                        .query
                        .iter()
                        .filter(|(name, _)| !known[at].query.iter().any(|own| own == name));
                    wrong.extend(query.map(|(name, _)| format!("the route knows no {name}")));
                    asked[at] = true;
                }
                None => wrong.push(format!("{} {} is no route", request.method.as_str(), request.path)),
            }
            if let Some(schema) = schema {
                let body = request.body.unwrap_or_default();
                wrong.extend(errors(&schemas.validator(&format!("{BASE}{schema}"))?, &body));
            }
            results.add(&case, &wrong);
        }
    }
    for (route, asked) in known.iter().zip(asked) {
        if !asked {
            results.skip(
                &format!("route: {} {}", route.method, route.path),
                "for librarians and for patrons of other systems",
            );
        }
    }
    Ok(())
}

/// Every example is read, and written as its schema says, with all that is in it.
fn examples(folder: &Path, schemas: &Schemas, results: &mut Results) -> Result<(), Failure> {
    let mut paths: Vec<_> = fs::read_dir(folder.join("examples"))?.collect::<Result<Vec<_>, _>>()?;
    paths.sort_by_key(fs::DirEntry::file_name);
    for entry in paths {
        let name = entry.file_name().to_string_lossy().into_owned();
        let case = format!("example: {name}");
        if NOT_READ.contains(&name.as_str()) {
            results.skip(&case, "for librarians");
        }
        // Errors have cases of their own.
        if NOT_READ.contains(&name.as_str()) || name.ends_with("_error.json") {
            continue;
        }
        let body = fs::read(entry.path())?;
        if let Some(ask) = contract::answered_by(&name) {
            let response = Response { status: 200, headers: Vec::new(), body };
            let answer = EdgePatron::default().answer(&PatronId::new("ext-1"), &ask, &response);
            let wrong = answer.err().map(|error| error.to_string()).into_iter().collect::<Vec<_>>();
            results.add(&case, &wrong);
            continue;
        }
        let example: Value = serde_json::from_slice(&body)?;
        let Some(written) = rewritten(&name, &example) else {
            results.add(&case, &["it is not read".to_owned()]);
            continue;
        };
        let mut wrong = errors(&schemas.validator(&format!("{BASE}{name}"))?, &written);
        let (before, after) = (normal(&example), normal(&written));
        if before != after {
            wrong.push(format!("{before} became {after}"));
        }
        results.add(&case, &wrong);
    }
    Ok(())
}

/// What is written of what was read.
fn rewritten(name: &str, example: &Value) -> Option<Value> {
    fn again<T: FromJson + Serialize>(example: &Value) -> Option<Value> {
        serde_json::to_value(T::from_json(example.clone())?).ok()
    }
    match name {
        "account.json" => again::<wire::Account>(example),
        "allowed-service-points-response.json" => again::<wire::AllowedServicePoints>(example),
        "batch-request.json" => again::<wire::BatchRequest>(example),
        "batch-request-response.json" => again::<wire::BatchSubmitted>(example),
        "batch-request-status-response.json" => again::<wire::BatchStatus>(example),
        "hold.json" => again::<wire::Hold>(example),
        "hold-cancellation.json" => again::<wire::HoldCancellation>(example),
        "loan.json" => again::<wire::Loan>(example),
        "multi-item-allowed-service-points-request.json" => again::<wire::ItemIds>(example),
        "multi-item-allowed-service-points-response.json" => {
            again::<wire::AllowedServicePointsPerItem>(example)
        }
        _ => None,
    }
}

/// A document as it is meant: times as times, and without what says nothing to a patron. The contract's examples have names
/// that its schemas do not have (`pickupLocationId`, `itemsCompletedDetails` in batches): they count as those of the schemas.
fn normal(value: &Value) -> Value {
    match value {
        Value::String(text) if text.contains('T') => {
            Time::parse(text).map_or_else(|| value.clone(), |time| json!(time))
        }
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(list) => Value::Array(list.iter().map(normal).collect()),
        Value::Object(map) => {
            let kept = map.iter().filter(|(name, value)| !value.is_null() && *name != "metadata");
            let named = kept.map(|(name, value)| {
                let name = match name.as_str() {
                    "pickupLocationId" => "pickUpLocationId",
                    "itemsCompletedDetails" => "itemsRequestedDetails",
                    other => other,
                };
                (name.to_owned(), normal(value))
            });
            Value::Object(named.collect())
        }
        other => other.clone(),
    }
}

/// Every error that the contract names is understood as one.
fn failures(folder: &Path, results: &mut Results) -> Result<(), Failure> {
    let edge = EdgePatron::default();
    let answered = |status: u16, body: Vec<u8>| {
        let response = Response { status, headers: Vec::new(), body };
        edge.answer(&PatronId::new("ext-1"), &Ask::Account(Included::ALL), &response)
    };
    let expected = |status: u16, words: &str| match (status, words) {
        (_, "USER_ACCOUNT_INACTIVE") => "expired",
        (_, "USER_ALREADY_EXIST" | "EMAIL_ALREADY_EXIST") => "conflict",
        (404, _) => "not-found",
        _ => "not-possible",
    };
    for (status, words) in contract::named_errors(&folder.join("schemas"))? {
        let body = json!({ "code": status, "errorMessage": words }).to_string().into_bytes();
        let key = answered(status, body).err().map(|error| error.key());
        let wanted = expected(status, &words);
        let wrong =
            if key == Some(wanted) { Vec::new() } else { vec![format!("{key:?} instead of {wanted}")] };
        results.add(&format!("error: {status} {words}"), &wrong);
    }
    for (status, name, wanted) in [
        (422, "external_patron_error.json", "conflict"),
        (404, "staging_user_error.json", "not-found"),
        (400, "user_error.json", "expired"),
    ] {
        let key =
            answered(status, fs::read(folder.join("examples").join(name))?).err().map(|error| error.key());
        let wrong =
            if key == Some(wanted) { Vec::new() } else { vec![format!("{key:?} instead of {wanted}")] };
        results.add(&format!("error: {name}"), &wrong);
    }
    Ok(())
}
