//! FOLIO, by way of edge-patron.
//!
//! Source: edge-patron's RAML, interface `v4.4`. Its routes come twice: with the patron in the path (`/patron/account/{id}/…`),
//! where the key may act for anybody, and without (`/patron/account/…`), where a token says who it is. Routes that are for
//! librarians (lists of patrons, patrons by mail) are not here.

mod convert;
mod people;
mod problem;
mod read;
pub mod wire;

use serde::Serialize;
use serde_json::Value;
use yueli_publication::json::FromJson;

use crate::{
    Adapter, Answer, Ask, HoldOrder, Included, Method, PatronError, PatronId, Request, Response, Target,
};

pub use people::staging_user;

/// FOLIO's own reason for holds that patrons give up, where a library has not put another in its place.
pub const PATRON_CANCELLED: &str = "75187e8d-e25a-47a7-89ad-23ba612338de";
/// The longest answer that is read, in bytes.
pub const MOST_BYTES: usize = 10 << 20;

/// How edge-patron is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgePatron {
    /// Who is meant.
    pub routes: Routes,
    /// The reason that is given for holds that a patron gives up: a UUID of the library's list.
    pub cancellation_reason: String,
}

/// The two families of routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Routes {
    /// The patron stands in the path.
    #[default]
    ById,
    /// A token says who it is. There is no renewing here.
    ByToken,
}

impl Default for EdgePatron {
    fn default() -> Self {
        Self { routes: Routes::ById, cancellation_reason: PATRON_CANCELLED.to_owned() }
    }
}

impl EdgePatron {
    /// A request below the patron's account.
    fn below(&self, patron: &PatronId, method: Method, parts: &[&str]) -> Request {
        let mut all = vec!["patron", "account"];
        if self.routes == Routes::ById {
            all.push(&patron.external);
        }
        all.extend(parts);
        Request::new(method, &all)
    }

    fn cancellation(
        &self,
        patron: &PatronId,
        hold: &str,
        comment: Option<&str>,
        now: yueli_publication::Time,
    ) -> Value {
        json(&wire::HoldCancellation {
            hold_id: hold.to_owned(),
            cancellation_reason_id: self.cancellation_reason.clone(),
            canceled_by_user_id: patron.internal.as_ref().unwrap_or(&patron.external).clone(),
            canceled_date: Some(now),
            cancellation_additional_information: comment.map(str::to_owned),
        })
    }
}

fn json(body: &impl Serialize) -> Value {
    // What is written here are texts, numbers and lists of them, which cannot fail.
    serde_json::to_value(body).unwrap_or_default()
}

fn target(target: &Target) -> [&str; 2] {
    match target {
        Target::Item(id) => ["item", id],
        Target::Instance(id) => ["instance", id],
    }
}

fn account_query(included: &Included) -> Vec<(&'static str, String)> {
    let flags = [
        ("includeLoans", included.loans),
        ("includeCharges", included.charges),
        ("includeHolds", included.holds),
        ("includeBatches", included.batches),
    ];
    let mut query: Vec<(&str, String)> = flags.iter().map(|(name, flag)| (*name, flag.to_string())).collect();
    if let Some((from, count)) = included.part {
        query.extend([("offset", from.to_string()), ("limit", count.to_string())]);
    }
    query
}

fn order(order: &HoldOrder) -> Result<Value, PatronError> {
    if order.pick_up.trim().is_empty() {
        return Err(PatronError::PickUpNeeded(String::new()));
    }
    Ok(json(&wire::Hold {
        request_date: Some(order.now),
        expiration_date: order.until,
        pickup_location_id: Some(order.pick_up.clone()),
        patron_comments: order.comment.clone(),
        ..wire::Hold::default()
    }))
}

impl Adapter for EdgePatron {
    fn request(&self, patron: &PatronId, ask: &Ask) -> Result<Request, PatronError> {
        let below = |method, parts: &[&str]| self.below(patron, method, parts);
        let with = |request: Request, body: Value| Request { body: Some(body), ..request };
        Ok(match ask {
            Ask::Account(included) => Request { query: account_query(included), ..below(Method::Get, &[]) },
            Ask::Renew { .. } if self.routes == Routes::ByToken => {
                return Err(PatronError::NotOffered("renewing by token"));
            }
            Ask::Renew { item } => below(Method::Post, &["item", item, "renew"]),
            Ask::Hold(own) => {
                let [kind, id] = target(&own.target);
                with(below(Method::Post, &[kind, id, "hold"]), order(own)?)
            }
            Ask::PickUps(own) => {
                let [kind, id] = target(own);
                below(Method::Get, &[kind, id, "allowed-service-points"])
            }
            Ask::PickUpsOfMany { instance, items } => with(
                below(Method::Post, &["instance", instance, "allowed-service-points-multi-item"]),
                json(&wire::ItemIds { item_ids: items.clone() }),
            ),
            Ask::Cancel { hold, comment, now } => with(
                below(Method::Post, &["hold", hold, "cancel"]),
                self.cancellation(patron, hold, comment.as_deref(), *now),
            ),
            Ask::Batch { instance, lines, comment, id } => {
                if lines.iter().any(|line| line.pick_up.trim().is_empty()) {
                    return Err(PatronError::PickUpNeeded(String::new()));
                }
                let line = |own: &crate::BatchLine| wire::BatchLine {
                    item_id: own.item.clone(),
                    pick_up_location_id: own.pick_up.clone(),
                };
                let requests = lines.iter().map(line).collect();
                let (batch_request_id, patron_comments) = (id.clone(), comment.clone());
                let body = json(&wire::BatchRequest { batch_request_id, requests, patron_comments });
                with(below(Method::Post, &["instance", instance, "batch-request"]), body)
            }
            Ask::BatchStatus { instance, batch } => {
                below(Method::Get, &["instance", instance, "batch-request", batch, "status"])
            }
            Ask::Register(own) => {
                let request = match &own.external {
                    Some(id) => Request::new(Method::Put, &["patron", id]),
                    None => Request::new(Method::Post, &["patron"]),
                };
                with(request, staging_user(own))
            }
            Ask::RegistrationStatus { email, external } => {
                let query = match (email, external) {
                    (Some(email), None) => ("emailId", email.clone()),
                    (None, Some(external)) => ("externalSystemId", external.clone()),
                    _ => {
                        return Err(PatronError::NotOffered(
                            "a status by mail and name at once, or by neither",
                        ));
                    }
                };
                Request {
                    query: vec![query],
                    ..Request::new(Method::Get, &["patron", "registration-status"])
                }
            }
        })
    }

    fn answer(&self, patron: &PatronId, ask: &Ask, response: &Response) -> Result<Answer, PatronError> {
        if !(200..300).contains(&response.status) {
            return Err(problem::error(response));
        }
        if response.body.len() > MOST_BYTES {
            return Err(PatronError::NotUnderstood(format!("{} bytes", response.body.len())));
        }
        let value: Value =
            serde_json::from_slice(&response.body).map_err(|_| not_understood(&response.body))?;
        match ask {
            Ask::Account(_) => {
                let own: wire::Account = read(value)?;
                mine(patron, own.id.as_deref())?;
                Ok(Answer::Account(Box::new(convert::account(own))))
            }
            Ask::Renew { item } => {
                let own = convert::loan(read(value)?);
                same(own.item.item.as_deref(), item)?;
                Ok(Answer::Loan(Box::new(own)))
            }
            Ask::Hold(_) => Ok(Answer::Hold(Box::new(convert::hold(read(value)?)))),
            Ask::Cancel { hold, .. } => {
                let own: wire::Hold = read(value)?;
                mine(patron, own.canceled_by_user_id.as_deref())?;
                same(own.request_id.as_deref(), hold)?;
                Ok(Answer::Hold(Box::new(convert::hold(own))))
            }
            Ask::PickUps(_) => {
                let own: wire::AllowedServicePoints = read(value)?;
                Ok(Answer::PickUps(convert::service_points(own.allowed_service_points)))
            }
            Ask::PickUpsOfMany { .. } => {
                let own: wire::AllowedServicePointsPerItem = read(value)?;
                let all = own.allowed_service_points_per_item.into_iter();
                let item = |own: wire::ItemServicePoints| {
                    (own.item_id, convert::service_points(own.allowed_service_points))
                };
                Ok(Answer::PickUpsOfMany(all.map(item).collect()))
            }
            Ask::Batch { .. } => {
                let own: wire::BatchSubmitted = read(value)?;
                mine(patron, Some(own.requester_id.as_str()).filter(|id| !id.is_empty()))?;
                Ok(Answer::Batch(Box::new(convert::submitted(own))))
            }
            Ask::BatchStatus { batch, .. } => {
                let own = convert::batch(read(value)?);
                same(Some(&own.id), batch)?;
                Ok(Answer::Batch(Box::new(own)))
            }
            Ask::Register(_) => people::registered(value).ok_or_else(|| not_understood(&response.body)),
            Ask::RegistrationStatus { .. } => {
                people::patron(value).ok_or_else(|| not_understood(&response.body))
            }
        }
    }
}

fn read<T: FromJson>(value: Value) -> Result<T, PatronError> {
    // An account or a hold is an object; one that has nothing of what it should have is something else.
    let shown: String = value.to_string().chars().take(120).collect();
    let is_error = value.get("errors").is_some() || value.get("errorMessage").is_some();
    T::from_json(value).filter(|_| !is_error).ok_or(PatronError::NotUnderstood(shown))
}

/// Refuses what is about somebody else.
fn mine(patron: &PatronId, id: Option<&str>) -> Result<(), PatronError> {
    if id.is_none_or(|id| patron.is(id)) { Ok(()) } else { Err(PatronError::AnotherPatron) }
}

/// Refuses what is about something else.
fn same(answered: Option<&str>, asked: &str) -> Result<(), PatronError> {
    match answered {
        Some(own) if own != asked => {
            Err(PatronError::NotUnderstood(format!("asked for {asked}, answered {own}")))
        }
        _ => Ok(()),
    }
}

/// The beginning of what was answered, for the log.
fn not_understood(body: &[u8]) -> PatronError {
    let text = String::from_utf8_lossy(body.get(..400).unwrap_or(body));
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
    PatronError::NotUnderstood(if line.is_empty() { "an empty answer".to_owned() } else { line })
}
