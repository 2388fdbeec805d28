//! What a patron had, and what there is on paper: both as feeds of OPDS 2.0.

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use yueli_opds::{FEED, Feed, FeedMetadata, PUBLICATION, Publication, rel};
use yueli_publication::{Contributor, Link, LocalizedText, Metadata, Properties};

use super::{
    App,
    lending::personal,
    no_store,
    refusal::{Refusal, malformed},
    sight, tongue,
    visitor::{Acting, SignedIn},
};
use crate::{
    accounts::{self, Change},
    audience::Sight,
    catalogue::Tongue,
    lending::{self, Past, opds},
    patron_api::Whose,
    store::{instant, now},
};

/// So many works on paper are listed at once.
const MOST: usize = 50;

/// `GET /opds/history`: what whoever asks has had on loan, the last first, and how long that is known. A child's is the
/// child's own.
pub(crate) async fn history(
    State(app): State<App>,
    signed_in: SignedIn,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let mut on = app.store.pool().acquire().await?;
    let keeps = signed_in.patron.keeps_history;
    let days = Some(lending::history_days(&mut on).await?).filter(|_| keeps);
    let past = match keeps {
        true => lending::past(&mut on, signed_in.account_id(), now()).await?,
        false => Vec::new(),
    };
    let publications = past.iter().map(had).collect();
    let title = tongue.pick("What I have read", "我借过的书");
    let feed = Feed {
        metadata: FeedMetadata { description: Some(promise(days, tongue)), ..named(title, past.len()) },
        links: vec![Link::to("/opds/history").of_type(FEED).with_rel("self"), start()],
        publications,
        ..Feed::default()
    };
    personal(StatusCode::OK, FEED, &feed, tongue)
}

/// `DELETE /opds/history`: forgets it now. What is owed for is known until it is settled.
pub(crate) async fn forget(State(app): State<App>, Acting(own): Acting) -> Result<Response, Refusal> {
    lending::forget_past(&app.store, own.account_id(), &own.origin).await?;
    Ok(no_store(StatusCode::NO_CONTENT.into_response()))
}

/// `PUT /opds/history` with `{"kept": false}`: from now on what is over is forgotten, and so is all that was known before;
/// with `{"kept": true}` it is known again for as long as the library's rules say. Everybody says that for herself.
pub(crate) async fn keep(
    State(app): State<App>,
    Acting(own): Acting,
    bytes: Bytes,
) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let kept = body.get("kept").and_then(Value::as_bool).ok_or_else(malformed)?;
    let change = Change::KeepsHistory(kept);
    accounts::change(&app.store, &own.patron.card, change, Some(own.account_id()), &own.origin).await?;
    if !kept {
        lending::forget_past(&app.store, own.account_id(), &own.origin).await?;
    }
    Ok(no_store(StatusCode::NO_CONTENT.into_response()))
}

/// `GET /opds/paper?query=`: works that there are copies of on paper, each with the way to reserve one.
pub(crate) async fn paper(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    whose: Whose,
    sight: Sight,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tongue = tongue(&headers);
    let query = query.unwrap_or_default();
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("query=")).unwrap_or_default();
    let asked = asked.replace('+', " ");
    let asked = percent_decode_str(&asked).decode_utf8_lossy();
    let mut on = app.store.pool().acquire().await?;
    let works = lending::on_paper(&mut on, &asked, sight.is_whole().then_some(MOST)).await?;
    let works = sight::seen_of(&app, &sight, works).await?.into_iter().take(MOST).collect();
    let works = lending::papers(&mut on, works, now()).await?;
    let child = whose.child.as_deref();
    let publications: Vec<Publication> = works
        .iter()
        .map(|(holding, paper)| {
            let mut links: Vec<Link> = holding.publication.as_deref().map(itself).into_iter().collect();
            links.push(opds::on_paper(&holding.id, paper, child));
            Publication {
                metadata: metadata(&holding.title, holding.author.as_deref()),
                links,
                ..Publication::default()
            }
        })
        .collect();
    let feed = Feed {
        metadata: named(tongue.pick("Books on paper", "纸本书"), publications.len()),
        links: vec![
            Link::to("/opds/paper").of_type(FEED).with_rel("self"),
            Link { templated: true, ..Link::to("/opds/paper{?query}").of_type(FEED).with_rel("search") },
            start(),
        ],
        publications,
        ..Feed::default()
    };
    personal(StatusCode::OK, FEED, &feed, tongue)
}

fn named(title: &str, count: usize) -> FeedMetadata {
    let count = u64::try_from(count).ok();
    FeedMetadata { title: LocalizedText::plain(title), number_of_items: count, ..FeedMetadata::default() }
}

fn start() -> Link {
    Link::to("/opds").of_type(FEED).with_rel("start")
}

fn itself(publication: &str) -> Link {
    Link::to(format!("/opds/publications/{publication}")).of_type(PUBLICATION).with_rel("self")
}

fn metadata(title: &str, author: Option<&str>) -> Metadata {
    let author = author.map(|name| Contributor::named(LocalizedText::plain(name)));
    Metadata {
        title: LocalizedText::plain(title),
        author: author.into_iter().collect(),
        ..Metadata::default()
    }
}

/// A work that somebody had, with since when and until when as the availability of the way to have it again.
fn had(past: &Past) -> Publication {
    let Past { title, author, publication, holding, medium, since, until } = past;
    let again = match publication {
        Some(id) if medium == "digital" => {
            Link::to(format!("/opds/publications/{id}/borrow")).of_type(PUBLICATION).with_rel(rel::BORROW)
        }
        _ => Link::to(format!("/patron/account/instance/{holding}/hold"))
            .of_type("application/json")
            .with_rel(opds::HOLD),
    };
    let mut other = Map::new();
    let dates = json!({ "state": "unavailable", "since": instant(*since), "until": instant(*until) });
    other.insert("availability".to_owned(), dates);
    let mut links: Vec<Link> = publication.as_deref().map(itself).into_iter().collect();
    links.push(Link { properties: Properties { other, ..Properties::default() }, ..again });
    Publication { metadata: metadata(title, author.as_deref()), links, ..Publication::default() }
}

/// How long it is known who had what: for so many days, for ever (0), or no longer than it is on loan (nothing).
fn promise(days: Option<i64>, tongue: Tongue) -> String {
    let Some(days) = days else {
        let promise = tongue.pick(
            "When a loan ends it is forgotten, here and in the library’s own books. What you owe for is known until it is settled.",
            "借阅一结束，这里和图书馆自己的记录里都会忘掉它。有欠费的，结清以后才会忘掉。",
        );
        return promise.to_owned();
    };
    match (days, tongue) {
        (..=0, Tongue::En) => "The library keeps this list until you have it forgotten.".to_owned(),
        (..=0, Tongue::Zh) => "图书馆会一直保留这份记录，直到你要求忘掉它。".to_owned(),
        (days, Tongue::En) => {
            format!(
                "{days} days after a loan has ended it is forgotten, here and in the library’s own books."
            )
        }
        (days, Tongue::Zh) => format!("借阅结束 {days} 天后，这里和图书馆自己的记录里都会忘掉它。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promise_says_its_days_in_both_languages() {
        for (days, en, zh) in [
            (Some(90), "90 days", "90 天"),
            (Some(0), "until you", "直到你"),
            (None, "When a loan ends", "一结束"),
        ] {
            assert!(promise(days, Tongue::En).contains(en) && promise(days, Tongue::Zh).contains(zh));
        }
    }

    #[test]
    fn what_was_had_leads_back_to_it() {
        let past = |publication: Option<&str>, medium: &str| Past {
            title: "T".into(),
            author: None,
            publication: publication.map(str::to_owned),
            holding: "h".into(),
            medium: medium.into(),
            since: 0,
            until: 1000,
        };
        for (past, first, last) in [
            (past(Some("p"), "digital"), "/opds/publications/p", "/opds/publications/p/borrow"),
            (past(Some("p"), "physical"), "/opds/publications/p", "/patron/account/instance/h/hold"),
            (past(None, "physical"), "/patron/account/instance/h/hold", "/patron/account/instance/h/hold"),
        ] {
            let links = had(&past).links;
            assert_eq!((links[0].href.as_str(), links.last().unwrap().href.as_str()), (first, last));
        }
    }
}
