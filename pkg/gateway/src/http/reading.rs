//! Where a patron is in a publication, and all that has changed in what she reads.

use axum::{
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use yueli_opds::{PROGRESSION, Progression, Publication};
use yueli_publication::{Link, Properties};

use super::{
    App, authentication, no_store,
    refusal::{Refusal, malformed, never_had, too_large},
    visitor::{Acting, SignedIn},
};
use crate::reading::{self, Base, MOST_BYTES, Since, Told};

/// Leads to the place in a publication (OPDS Progression).
const REL_PROGRESSION: &str = "http://opds-spec.org/progression";
/// Leads to a patron's annotations of it (Web Annotation Protocol, section 3.3).
const REL_ANNOTATIONS: &str = "http://www.w3.org/ns/oa#annotationService";
/// The media type of the feed of changes.
const ACTIVITIES: &str = "application/activity+json";

/// Says in a publication where a patron's place and her annotations are.
pub(crate) fn add_links(publication: &mut Publication, id: &str) {
    let base = Base::default();
    let sign_in = json!({ "href": authentication::HREF, "type": "application/opds-authentication+json" });
    for (rel, kind, href) in [
        (REL_PROGRESSION, PROGRESSION, base.progression(id)),
        (REL_ANNOTATIONS, "application/ld+json", base.container(id)),
    ] {
        let mut properties = Properties::default();
        properties.other.insert("authenticate".to_owned(), sign_in.clone());
        publication.links.push(Link { properties, ..Link::to(href).of_type(kind).with_rel(rel) });
    }
}

/// The addresses of this server, as whoever asks knows it.
pub(crate) fn base(headers: &HeaderMap) -> Base {
    Base(authentication::base(headers).unwrap_or_default())
}

/// A publication's name, where it can be one.
pub(crate) fn publication(id: String) -> Result<String, Refusal> {
    if reading::is_name(&id) { Ok(id) } else { Err(never_had()) }
}

/// `GET /opds/publications/{id}/progression`: the place, or nothing where there is none.
pub(crate) async fn get(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = publication(id)?;
    let mut on = app.store.pool().acquire().await?;
    let place = reading::place(&mut on, signed_in.account_id(), &id).await?;
    Ok(said(StatusCode::OK, place.as_ref()))
}

/// `PUT /opds/publications/{id}/progression`: a place; with 409 comes the one that is later.
pub(crate) async fn put(
    State(app): State<App>,
    Acting(signed_in): Acting,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let id = publication(id)?;
    if body.len() > MOST_BYTES {
        return Err(too_large());
    }
    let told = Progression::read(&body).flatten().ok_or_else(malformed)?;
    Ok(match reading::tell(&app.store, signed_in.account_id(), &id, told).await? {
        Told::Kept(place, true) => said(StatusCode::CREATED, Some(&place)),
        Told::Kept(place, false) => said(StatusCode::OK, Some(&place)),
        Told::Older(later) => said(StatusCode::CONFLICT, Some(&later)),
    })
}

fn said(status: StatusCode, place: Option<&Progression>) -> Response {
    let body = place.map(|place| place.to_json().to_string()).unwrap_or_default();
    document(status, PROGRESSION, body)
}

/// `GET /opds/reading?after=…`: what has changed in all that a patron reads and notes.
pub(crate) async fn changes(
    State(app): State<App>,
    signed_in: SignedIn,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let after = query.as_deref().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("after="));
    let mut on = app.store.pool().acquire().await?;
    let since = after.and_then(Since::parse);
    let feed: Value = reading::feed(&mut on, signed_in.account_id(), since, &base(&headers)).await?;
    Ok(document(StatusCode::OK, ACTIVITIES, feed.to_string()))
}

/// `DELETE /opds/reading`: forgets all of it.
pub(crate) async fn erase(State(app): State<App>, Acting(signed_in): Acting) -> Result<Response, Refusal> {
    let own = signed_in.account_id();
    reading::erase(&app.store, own, Some(own), &signed_in.origin).await?;
    Ok(no_store(StatusCode::NO_CONTENT.into_response()))
}

/// An answer that is for one patron only.
fn document(status: StatusCode, kind: &'static str, body: String) -> Response {
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    no_store(response)
}
