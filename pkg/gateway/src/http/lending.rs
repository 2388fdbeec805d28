//! Borrowing, returning, renewing and the shelf, as OPDS 2.0 has them.

use std::collections::HashMap;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::json;
use yueli_opds::{FEED, Feed, FeedMetadata, PUBLICATION, Publication};
use yueli_publication::{Link, LocalizedText};

use super::{
    App, no_store,
    problem::failed,
    refusal::{Refusal, sign_in_first},
    sight, tongue,
    visitor::{SignedIn, Visitor},
};
use crate::{
    audience::Sight,
    catalogue::{self, Detail, Tongue},
    db::{Row, unsigned},
    lending::{self, Mine, opds},
    patron_api::{ActingBehalf, Behalf, For, Whose},
    store::now,
};

/// The media type of a profile.
const PROFILE: &str = "application/opds-profile+json";
/// The client's own name for a request, so that it is not done twice.
const KEY: &str = "idempotency-key";

/// `POST /opds/publications/{id}/borrow`: a loan, or a place in the queue.
pub(crate) async fn borrow(
    State(app): State<App>,
    ActingBehalf(patron): ActingBehalf,
    Path(id): Path<String>,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    sight::borrow(&app, &sight, &id, &patron.patron.id).await?;
    let mut on = app.store.pool().acquire().await?;
    let holding = lending::holding_of(&mut on, &id).await?.ok_or_else(lending::no_such_thing)?.id;
    drop(on);
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).filter(|key| key.len() <= 200);
    let is_new = lending::borrow(&app.store, patron.who(), &holding, key).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    one(&app, &patron, &holding, status, &headers).await
}

/// `POST /opds/loans/{id}/return`
pub(crate) async fn give_back(
    State(app): State<App>,
    ActingBehalf(patron): ActingBehalf,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let loan = lending::give_back(&app.store, patron.who(), &id).await?;
    one(&app, &patron, &loan.holding, StatusCode::OK, &headers).await
}

/// `POST /opds/loans/{id}/renew`
pub(crate) async fn renew(
    State(app): State<App>,
    ActingBehalf(patron): ActingBehalf,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let loan = lending::renew(&app.store, patron.who(), &id).await?;
    one(&app, &patron, &loan.holding, StatusCode::OK, &headers).await
}

/// `POST /opds/holds/{id}/revoke`
pub(crate) async fn revoke(
    State(app): State<App>,
    ActingBehalf(patron): ActingBehalf,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let hold = lending::cancel(&app.store, patron.who(), &id, None, None).await?;
    one(&app, &patron, &hold.holding, StatusCode::OK, &headers).await
}

/// `GET /opds/shelf`: what is on loan, then what is waited for.
pub(crate) async fn shelf(
    State(app): State<App>,
    Behalf(whose): Behalf,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let mut on = app.store.pool().acquire().await?;
    let (patron, at) = (whose.patron.id.as_str(), now());
    let ids = lending::publications_of(&mut on, patron, at).await?;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let states = lending::states(&mut on, &ids, Some(patron), at).await?;
    drop(on);
    let mut publications = Vec::new();
    for id in ids {
        if let Some(row) = app.db.book(id).await? {
            let mut publication = decorated(&row, Detail::Short, &states, whose.child());
            // A child's place in a book is the child's own.
            if whose.child().is_none() {
                super::reading::add_links(&mut publication, &row.id);
            }
            publications.push(publication);
        }
    }
    let start = Link::to("/opds").of_type(FEED);
    let navigation = match publications.is_empty() {
        true => vec![start.clone().titled(tongue.pick("The library", "图书馆"))],
        false => Vec::new(),
    };
    let count = u64::try_from(publications.len()).unwrap_or_default();
    let feed = Feed {
        metadata: FeedMetadata {
            title: LocalizedText::plain(tongue.pick("My books", "我的书")),
            number_of_items: Some(count),
            ..FeedMetadata::default()
        },
        links: vec![
            Link::to("/opds/shelf").of_type(FEED).with_rel("self").with_rel(opds::SHELF),
            start.with_rel("start"),
        ],
        navigation,
        publications,
        ..Feed::default()
    };
    personal(StatusCode::OK, FEED, &feed, tongue)
}

/// `GET /opds/profile`: who it is, and how much she may borrow.
pub(crate) async fn profile(
    State(app): State<App>,
    Behalf(whose): Behalf,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let (limits, standing) = lending::standing_of(&mut on, &whose.patron, now()).await?;
    let left = |most: i64, used: i64| unsigned(most - used);
    let profile = json!({
        "name": whose.patron.name,
        "links": [
            { "rel": "self", "href": "/opds/profile", "type": PROFILE },
            { "rel": opds::SHELF, "href": "/opds/shelf", "type": FEED },
        ],
        "loans": { "total": limits.loans, "available": left(limits.loans, standing.loans) },
        "holds": { "total": limits.holds, "available": left(limits.holds, standing.holds) },
    });
    personal(StatusCode::OK, PROFILE, &profile, tongue(&headers))
}

/// Lets whoever may have the file of this publication pass; true where it is lent and she has it on loan.
pub(crate) async fn may_read(app: &App, publication: &str, visitor: &Visitor) -> Result<bool, Refusal> {
    let patron = visitor.patron.as_ref().map(SignedIn::account_id);
    let mut on = app.store.pool().acquire().await?;
    let states = lending::states(&mut on, &[publication], patron, now()).await?;
    let Some(state) = states.get(publication).filter(|state| state.holding.access == "loan") else {
        return Ok(false);
    };
    match (&state.mine, patron) {
        (Some(Mine::Loan(_)), _) => Ok(true),
        (_, None) => Err(sign_in_first()),
        (_, Some(_)) => Err(lending::not_on_loan()),
    }
}

/// Says in a feed what is lent, to whoever asks.
pub(crate) async fn decorate(app: &App, feed: &mut Feed, whose: &Whose) -> Result<(), Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let states = lending::states(&mut on, &opds::ids(feed), whose.patron.as_deref(), now()).await?;
    drop(on);
    let has_patrons = crate::accounts::any(&app.store).await?;
    opds::decorate_feed(feed, &states, has_patrons, whose.child.as_deref());
    Ok(())
}

/// The publication as whoever asks sees it.
pub(crate) async fn publication(app: &App, row: &Row, whose: &Whose) -> Result<Publication, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let states = lending::states(&mut on, &[&row.id], whose.patron.as_deref(), now()).await?;
    drop(on);
    let mut publication = decorated(row, Detail::Full, &states, whose.child.as_deref());
    if whose.child.is_none() && crate::accounts::any(&app.store).await? {
        super::reading::add_links(&mut publication, &row.id);
    }
    Ok(publication)
}

fn decorated(
    row: &Row,
    detail: Detail,
    states: &HashMap<String, lending::State>,
    child: Option<&str>,
) -> Publication {
    let mut publication = catalogue::publication(row, detail);
    opds::decorate(&mut publication, states, child);
    publication
}

async fn one(
    app: &App,
    patron: &For,
    holding: &str,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Response, Refusal> {
    let mut on = app.store.pool().acquire().await?;
    let id = lending::publication_of(&mut on, holding).await?.ok_or_else(lending::no_such_thing)?;
    let states = lending::states(&mut on, &[&id], Some(&patron.patron.id), now()).await?;
    drop(on);
    let mut publication = match app.db.book(&id).await? {
        Some(row) => decorated(&row, Detail::Full, &states, patron.child()),
        // The file is gone, or this gateway has not read it yet: what was done is done all the same.
        None => opds::bare(&id, states.get(&id)),
    };
    if patron.child().is_none() {
        super::reading::add_links(&mut publication, &id);
    }
    personal(status, PUBLICATION, &publication, tongue(headers))
}

/// An answer that is for one patron only.
pub(super) fn personal(
    status: StatusCode,
    media_type: &'static str,
    document: &impl Serialize,
    tongue: Tongue,
) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(document).map_err(failed)?;
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tongue.tag()));
    Ok(no_store(response))
}
