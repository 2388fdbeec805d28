//! A patron's annotations of a publication, as the Web Annotation Protocol has them: a container (LDP) with pages, and in it
//! annotations that are made, changed and deleted. What is changed must be what the client knows (`If-Match`), so that no
//! device undoes what another has done.
//!
//! Source: <https://www.w3.org/TR/annotation-protocol/>.

use axum::{
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    App,
    container::{Shape, Whole},
    no_store,
    problem::failed,
    range::matches_etag,
    reading::{base, publication},
    refusal::{
        Refusal, changed_meanwhile, deleted_meanwhile, malformed, name_taken, never_noted, too_large,
        unconditional, unknown_form,
    },
    visitor::{Acting, SignedIn},
};
use crate::reading::{self, Base, Created, MOST_BYTES, Note, Replaced};

/// The media type of annotations.
pub(crate) const TYPE: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
/// How many annotations are on a page.
pub(super) const PAGE: i64 = 100;
const RESOURCE: &str = "<http://www.w3.org/ns/ldp#Resource>; rel=\"type\"";
const CONTAINER: &str = "<http://www.w3.org/ns/ldp#BasicContainer>; rel=\"type\", \
    <http://www.w3.org/TR/annotation-protocol/>; rel=\"http://www.w3.org/ns/ldp#constrainedBy\"";

/// `GET /opds/publications/{id}/annotations/`: the container, or one of its pages.
pub(crate) async fn container(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let (id, account) = (publication(id)?, signed_in.account_id());
    let mut on = app.store.pool().acquire().await?;
    let summary = reading::count(&mut on, account, &id).await?;
    let (page, shape) = Shape::asked(query.as_deref().unwrap_or_default(), &headers);
    let whole = Whole { base: &base(&headers), publication: &id, summary, shape };
    let at = page.unwrap_or(0);
    if page.is_some_and(|page| page > 0 && page.saturating_mul(PAGE) >= summary.total) {
        return Err(never_noted());
    }
    let items = match (page, shape) {
        (None, Shape::Minimal) => Vec::new(),
        _ => reading::list(&mut on, account, &id, (at.saturating_mul(PAGE), PAGE)).await?,
    };
    let document = match page {
        Some(page) => whole.page(page, &items),
        None => whole.container(&items),
    };
    let etag = format!("W/\"{}-{}-{}\"", summary.change, summary.total, shape.key());
    let mut response = if matches_etag(headers.get(header::IF_NONE_MATCH), &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        document.to_string().into_response()
    };
    let location = whole.address(page);
    let said = [
        (header::CONTENT_TYPE, TYPE),
        (header::LINK, if page.is_some() { RESOURCE } else { CONTAINER }),
        (header::ALLOW, if page.is_some() { "GET, HEAD, OPTIONS" } else { "GET, HEAD, OPTIONS, POST" }),
        (header::VARY, "Accept, Prefer, Authorization, Cookie"),
        (header::ETAG, &etag),
        (header::CONTENT_LOCATION, &location),
    ];
    put_headers(&mut response, &said)?;
    response.headers_mut().insert("accept-post", HeaderValue::from_static(TYPE));
    if headers.contains_key("prefer") && page.is_none() {
        response
            .headers_mut()
            .insert("preference-applied", HeaderValue::from_static("return=representation"));
    }
    Ok(no_store(response))
}

/// `POST /opds/publications/{id}/annotations/`: makes an annotation, under the name that `Slug` or its own id gives it.
pub(crate) async fn create(
    State(app): State<App>,
    Acting(signed_in): Acting,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let id = publication(id)?;
    let sent = read(&headers, &body)?;
    let slug = headers.get("slug").and_then(|slug| slug.to_str().ok());
    let name = reading::name_of(slug, &sent).unwrap_or_else(crate::store::new_id);
    let document = reading::without_address(sent);
    let account = signed_in.account_id();
    match reading::create(&app.store, account, &id, (&name, document)).await? {
        Created::New(note) => one(StatusCode::CREATED, &base(&headers), &id, &note),
        Created::Known(note) => one(StatusCode::OK, &base(&headers), &id, &note),
        Created::Gone => Err(deleted_meanwhile()),
        Created::Taken => Err(name_taken()),
    }
}

/// `GET /opds/publications/{id}/annotations/{name}`
pub(crate) async fn get(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = publication(id)?;
    let mut on = app.store.pool().acquire().await?;
    let found = reading::find(&mut on, signed_in.account_id(), &id, &name).await?;
    let note = found.ok_or_else(never_noted)?.ok_or_else(deleted_meanwhile)?;
    let status = match matches_etag(headers.get(header::IF_NONE_MATCH), &note.etag) {
        true => StatusCode::NOT_MODIFIED,
        false => StatusCode::OK,
    };
    one(status, &base(&headers), &id, &note)
}

/// `PUT /opds/publications/{id}/annotations/{name}`
pub(crate) async fn put(
    State(app): State<App>,
    Acting(signed_in): Acting,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let id = publication(id)?;
    let condition = condition(&headers)?;
    let document = reading::without_address(read(&headers, &body)?);
    let fits = |etag: &str| is_met(&condition, etag);
    let account = signed_in.account_id();
    match reading::replace(&app.store, account, &id, (&name, document), fits).await? {
        Replaced::Done(note) => one(StatusCode::OK, &base(&headers), &id, &note),
        Replaced::Changed(etag) => changed(&etag),
        Replaced::Gone => Err(deleted_meanwhile()),
        Replaced::Unknown => Err(never_noted()),
    }
}

/// `DELETE /opds/publications/{id}/annotations/{name}`
pub(crate) async fn delete(
    State(app): State<App>,
    Acting(signed_in): Acting,
    Path((id, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = publication(id)?;
    let condition = condition(&headers)?;
    let fits = |etag: &str| is_met(&condition, etag);
    match reading::delete(&app.store, signed_in.account_id(), &id, &name, fits).await? {
        Replaced::Done(_) | Replaced::Gone => Ok(no_store(StatusCode::NO_CONTENT.into_response())),
        Replaced::Changed(etag) => changed(&etag),
        Replaced::Unknown => Err(never_noted()),
    }
}

/// It was changed meanwhile: no, with the tag that it has now.
fn changed(etag: &str) -> Result<Response, Refusal> {
    let mut response = changed_meanwhile().into_response();
    put_headers(&mut response, &[(header::ETAG, etag)])?;
    Ok(response)
}

/// What a client says that it knows.
fn condition(headers: &HeaderMap) -> Result<String, Refusal> {
    let said = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
    said.map(str::to_owned).ok_or_else(unconditional)
}

/// `If-Match`, compared strongly (RFC 9110, section 13.1.1).
fn is_met(condition: &str, etag: &str) -> bool {
    condition.trim() == "*" || condition.split(',').any(|tag| tag.trim() == etag)
}

/// Reads what was sent: an annotation.
fn read(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(kind.as_str(), "application/ld+json" | "application/json" | "") {
        return Err(unknown_form());
    }
    if body.len() > MOST_BYTES {
        return Err(too_large());
    }
    let value: Value = serde_json::from_slice(body).map_err(|_| malformed())?;
    let Value::Object(all) = value else { return Err(malformed()) };
    let is = |kind: &Value| kind == "Annotation" || kind == "oa:Annotation";
    let kinds = all.get("type").unwrap_or(&Value::Null);
    let is_one = is(kinds) || kinds.as_array().is_some_and(|kinds| kinds.iter().any(is));
    let has_target = all.get("target").is_some_and(|target| !target.is_null());
    if is_one && has_target { Ok(all) } else { Err(malformed()) }
}

/// An annotation as an answer.
fn one(status: StatusCode, base: &Base, publication: &str, note: &Note) -> Result<Response, Refusal> {
    let document = json!(base.annotation(publication, note));
    let location = format!("{}{}", base.container(publication), note.name);
    let mut response = match status {
        StatusCode::NOT_MODIFIED => status.into_response(),
        _ => (status, document.to_string()).into_response(),
    };
    put_headers(
        &mut response,
        &[
            (header::CONTENT_TYPE, TYPE),
            (header::LINK, RESOURCE),
            (header::ALLOW, "GET, HEAD, OPTIONS, PUT, DELETE"),
            (header::VARY, "Accept, Authorization, Cookie"),
            (header::ETAG, &note.etag),
            (header::CONTENT_LOCATION, &location),
        ],
    )?;
    if status == StatusCode::CREATED {
        put_headers(&mut response, &[(header::LOCATION, &location)])?;
    }
    Ok(no_store(response))
}

fn put_headers(response: &mut Response, all: &[(header::HeaderName, &str)]) -> Result<(), Refusal> {
    for (name, value) in all {
        response.headers_mut().insert(name, HeaderValue::from_str(value).map_err(failed)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_names_the_tag_as_it_is() {
        for (condition, met) in [
            ("\"a\"", true),
            ("\"b\", \"a\"", true),
            (" * ", true),
            ("W/\"a\"", false),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(is_met(condition, "\"a\""), met, "{condition}");
        }
    }

    #[test]
    fn only_annotations_are_kept() {
        let kinds =
            |kind: &str| HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_str(kind).unwrap())]);
        let whole = br#"{"type":"Annotation","target":"a"}"#;
        for (kind, body, good) in [
            (TYPE, &whole[..], true),
            ("application/json", &whole[..], true),
            ("text/turtle", &whole[..], false),
            (TYPE, br#"{"type":["x","Annotation"],"target":{}}"#, true),
            (TYPE, br#"{"type":"Annotation"}"#, false),
            (TYPE, br#"{"type":"Annotation","target":null}"#, false),
            (TYPE, br#"{"target":"a"}"#, false),
            (TYPE, b"[]", false),
            (TYPE, b"{", false),
        ] {
            assert_eq!(read(&kinds(kind), body).is_ok(), good, "{kind} {body:?}");
        }
        let long = format!("{{\"type\":\"Annotation\",\"target\":\"{}\"}}", "a".repeat(MOST_BYTES));
        assert_eq!(read(&kinds(TYPE), long.as_bytes()).unwrap_err().code(), "too-large");
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_sent_breaks_nothing(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            read(&HeaderMap::new(), &body).ok();
        }
    }
}
