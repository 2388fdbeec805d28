//! `GET /patron/account/{id}` and the renewal of a loan.

use std::cmp::Ordering;

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    who::{ActingFor, For},
    wire::{self, Works},
};
use crate::{
    catalogue::Tongue,
    http::{App, Refusal, malformed, no_store, tongue},
    lending,
    store::now,
};

/// What of the account is asked for.
#[derive(Debug, Default, PartialEq)]
struct Asked {
    loans: bool,
    charges: bool,
    holds: bool,
    batches: bool,
    offset: usize,
    limit: Option<usize>,
    sort: Option<(String, bool)>,
}

impl Asked {
    fn parse(query: &str) -> Result<Self, Refusal> {
        let mut asked = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
            let number = || value.parse::<u32>().ok().filter(|number| i32::try_from(*number).is_ok());
            let count = || number().and_then(|number| usize::try_from(number).ok()).ok_or_else(malformed);
            match name {
                "includeLoans" => asked.loans = value == "true",
                "includeCharges" => asked.charges = value == "true",
                "includeHolds" => asked.holds = value == "true",
                "includeBatches" => asked.batches = value == "true",
                "offset" => asked.offset = count()?,
                "limit" => asked.limit = Some(count()?),
                "sortBy" => asked.sort = sort(&value),
                _ => {}
            }
        }
        Ok(asked)
    }

    /// The part of a list that is asked for, in the order that is asked for.
    fn part(&self, mut all: Vec<Value>) -> Vec<Value> {
        if let Some((path, is_descending)) = &self.sort {
            all.sort_by(|one, other| {
                let order = compare(at(one, path), at(other, path));
                if *is_descending { order.reverse() } else { order }
            });
        }
        all.into_iter().skip(self.offset).take(self.limit.unwrap_or(usize::MAX)).collect()
    }
}

/// `item.title/sort.descending`: what is sorted by, and whether the largest is first.
fn sort(cql: &str) -> Option<(String, bool)> {
    let (path, modifier) = cql.split_once('/').unwrap_or((cql, ""));
    let path = path.trim();
    (!path.is_empty()).then(|| (path.to_owned(), modifier.trim() == "sort.descending"))
}

fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, name| value.get(name))
}

/// What has no such field is last.
fn compare(one: Option<&Value>, other: Option<&Value>) -> Ordering {
    match (one, other) {
        (Some(Value::String(one)), Some(Value::String(other))) => {
            one.to_lowercase().cmp(&other.to_lowercase())
        }
        (Some(Value::Number(one)), Some(Value::Number(other))) => {
            one.as_f64().unwrap_or_default().total_cmp(&other.as_f64().unwrap_or_default())
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// `GET /patron/account`, `GET /patron/account/{id}`
pub(super) async fn get(
    State(app): State<App>,
    patron: For,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    answer(&app, &patron.patron.id, &query.unwrap_or_default(), tongue(&headers)).await
}

/// The account of a patron, as far as `query` asks for it.
pub(crate) async fn answer(app: &App, id: &str, query: &str, tongue: Tongue) -> Result<Response, Refusal> {
    let asked = Asked::parse(query)?;
    let at = now();
    let mut on = app.store.pool().acquire().await?;
    let loans = lending::loans_of(&mut on, id, at).await?;
    let holds = lending::holds_of(&mut on, id, at).await?;
    let charges = lending::charges_of(&mut on, id).await?;
    let (_, currency) = lending::limits(&mut on).await?;
    let ids = loans.iter().map(|loan| loan.holding.as_str());
    let ids = ids.chain(holds.iter().map(|hold| hold.holding.as_str()));
    let ids = ids.chain(charges.iter().filter_map(|charge| charge.holding.as_deref()));
    let works = lending::works(&mut on, ids).await?;
    let owed: i64 = charges.iter().map(|charge| charge.cents).sum();
    let mut account = json!({
        "id": id,
        "totalCharges": wire::money(owed, &currency),
        "totalChargesCount": charges.len(),
        "totalLoans": loans.len(),
        "totalHolds": holds.len(),
        "charges": [], "holds": [], "loans": [],
    });
    if asked.loans {
        let said = loans.iter().map(|loan| wire::loan(loan, &works, at)).collect();
        account["loans"] = asked.part(said).into();
    }
    if asked.charges {
        let said = charges.iter().map(|charge| wire::charge(charge, &works, &currency, tongue)).collect();
        account["charges"] = asked.part(said).into();
    }
    if asked.holds {
        let mut said = Vec::new();
        for hold in &holds {
            said.push(super::holds::said(&mut on, hold, &works, at).await?);
        }
        account["holds"] = asked.part(said).into();
    }
    if asked.batches {
        let mut said = Vec::new();
        for batch in lending::open_batches(&mut on, id).await? {
            said.push(super::batches::said(&mut on, &batch).await?);
        }
        account["batches"] = said.into();
    }
    Ok(no_store(Json(account).into_response()))
}

/// `POST /patron/account/{id}/item/{item}/renew`
pub(super) async fn renew(
    State(app): State<App>,
    ActingFor(patron): ActingFor,
    Path((_, item)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let at = now();
    let mut on = app.store.pool().acquire().await?;
    let loans = lending::loans_of(&mut on, &patron.patron.id, at).await?;
    drop(on);
    let loan = loans.iter().find(|loan| loan.item == item).ok_or_else(lending::no_such_thing)?;
    let loan = lending::renew(&app.store, patron.who(), &loan.id).await?;
    let mut on = app.store.pool().acquire().await?;
    let works: Works = lending::works(&mut on, std::iter::once(loan.holding.as_str())).await?;
    Ok(no_store((StatusCode::CREATED, Json(wire::loan(&loan, &works, at))).into_response()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_understood() {
        let all = "includeLoans=true&includeHolds=true&includeCharges=true&includeBatches=true&apikey=x";
        for (query, expected) in [
            ("", Some(Asked::default())),
            (all, Some(Asked { loans: true, charges: true, holds: true, batches: true, ..Asked::default() })),
            (
                "includeLoans=false&offset=2&limit=3&sortBy=item.title%2Fsort.descending",
                Some(Asked {
                    offset: 2,
                    limit: Some(3),
                    sort: Some(("item.title".to_owned(), true)),
                    ..Asked::default()
                }),
            ),
            ("offset=-1", None),
            ("limit=2147483648", None),
            ("limit=many", None),
        ] {
            assert_eq!(Asked::parse(query).ok(), expected, "{query}");
        }
    }

    #[test]
    fn lists_are_sorted_and_cut() {
        let all = || {
            ["b", "C", "a"]
                .map(|title| json!({ "item": { "title": title } }))
                .into_iter()
                .chain([json!({})])
                .collect()
        };
        for (query, expected) in [
            ("sortBy=item.title", vec!["a", "b", "C", ""]),
            ("sortBy=item.title/sort.descending&offset=1", vec!["C", "b", "a"]),
            ("sortBy=item.title&limit=1&offset=1", vec!["b"]),
            ("limit=2", vec!["b", "C"]),
            ("offset=9", vec![]),
            ("sortBy=no.such.thing", vec!["b", "C", "a", ""]),
        ] {
            let found = Asked::parse(query).unwrap().part(all());
            let titles: Vec<&str> =
                found.iter().map(|one| one["item"]["title"].as_str().unwrap_or_default()).collect();
            assert_eq!(titles, expected, "{query}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_query_breaks_the_account(query in ".{0,80}", name in "(offset|limit|sortBy|includeLoans)", value in ".{0,20}") {
            for query in [query, format!("{name}={value}")] {
                if let Ok(asked) = Asked::parse(&query) {
                    let all = vec![json!({ "item": { "title": 1 } }), json!({ "item": [] }), json!(null)];
                    let most = all.len().min(asked.limit.unwrap_or(usize::MAX));
                    proptest::prop_assert!(asked.part(all).len() <= most);
                }
            }
        }
    }
}
