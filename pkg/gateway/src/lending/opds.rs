//! Lending as OPDS 2.0 says it: availability, copies and holds of an acquisition link (OPDS 2.0, section 5).

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use yueli_opds::{FEED, Feed, PUBLICATION, Publication, rel};
use yueli_publication::{Link, LocalizedText, Metadata, Properties};

use super::{
    records::{Hold, Loan},
    view::{Mine, Paper, State},
};
use crate::{http::AUTHENTICATION, store::instant};

/// Leads to what a patron has on loan and waits for.
pub(crate) const SHELF: &str = "http://opds-spec.org/shelf";
/// Ends a loan or a hold. OPDS has no relation for it; this is the one that is spread.
const REVOKE: &str = "http://librarysimplified.org/terms/rel/revoke";
/// Renews a loan. Nobody else has a relation for it.
const RENEW: &str = "https://yueli.dev/ns/rel#renew";
/// Reserves a copy on paper by FOLIO's edge-patron. Nobody else has a relation for it.
pub(crate) const HOLD: &str = "https://yueli.dev/ns/rel#hold";
/// Leads to how one signs in.
const SIGN_IN: &str = "http://opds-spec.org/auth/document";

/// The ids of all publications in a feed.
pub(crate) fn ids(feed: &Feed) -> Vec<&str> {
    let groups = feed.groups.iter().flat_map(|group| &group.publications);
    feed.publications.iter().chain(groups).filter_map(id).collect()
}

/// The catalogue's id of a publication.
pub(crate) fn id(publication: &Publication) -> Option<&str> {
    publication.self_href()?.strip_prefix("/opds/publications/")
}

/// Says in a feed what is lent, and where one signs in.
pub(crate) fn decorate_feed(
    feed: &mut Feed,
    states: &HashMap<String, State>,
    is_open: bool,
    child: Option<&str>,
) {
    if is_open {
        feed.links.extend(ways());
    }
    let groups = feed.groups.iter_mut().flat_map(|group| &mut group.publications);
    for publication in feed.publications.iter_mut().chain(groups) {
        decorate(publication, states, child);
    }
}

/// The ways to sign in, to the shelf and to the profile.
fn ways() -> [Link; 3] {
    [
        Link::to(AUTHENTICATION).of_type("application/opds-authentication+json").with_rel(SIGN_IN),
        Link::to("/opds/shelf").of_type(FEED).with_rel(SHELF),
        Link::to("/opds/profile").of_type("application/opds-profile+json").with_rel("profile"),
    ]
}

/// Says how a publication is lent, where it is. What leads on from there is for `child`, where a guardian asks for one.
pub(crate) fn decorate(publication: &mut Publication, states: &HashMap<String, State>, child: Option<&str>) {
    let Some(state) = id(publication).and_then(|id| states.get(id)) else { return };
    if let Some(paper) = &state.paper {
        publication.links.push(on_paper(&state.holding.id, paper, child));
    }
    if state.holding.access != "loan" {
        return;
    }
    let Some(at) = publication.links.iter().position(|link| link.has_rel(rel::OPEN_ACCESS)) else { return };
    let file = publication.links.remove(at);
    let own = publication.self_href().unwrap_or_default().to_owned();
    let links = links(state, file, &own, child);
    publication.links.splice(at..at, links);
}

/// A publication of which only the library's record is left.
pub(crate) fn bare(id: &str, state: Option<&State>) -> Publication {
    let own = format!("/opds/publications/{id}");
    let borrow = Link::to(format!("{own}/borrow")).of_type(PUBLICATION).with_rel(rel::BORROW);
    let mut other = Map::new();
    other.insert("availability".to_owned(), json!({ "state": "unavailable" }));
    let title = state.map_or("", |state| state.holding.title.as_str());
    Publication {
        metadata: Metadata { title: LocalizedText::plain(title), ..Metadata::default() },
        links: vec![
            Link::to(own).of_type(PUBLICATION).with_rel("self"),
            Link { properties: Properties { other, ..Properties::default() }, ..borrow },
        ],
        ..Publication::default()
    }
}

fn links(state: &State, file: Link, own: &str, child: Option<&str>) -> Vec<Link> {
    let of = child.map(|child| format!("?patron={child}")).unwrap_or_default();
    let mut borrow = Link::to(format!("{own}/borrow{of}")).of_type(PUBLICATION).with_rel(rel::BORROW);
    let media_type = file.media_type.clone().unwrap_or_default();
    let indirect = json!([{ "type": media_type }]);
    match &state.mine {
        Some(Mine::Loan(loan)) => {
            let mut links = vec![Link {
                rel: vec![rel::ACQUISITION.to_owned()],
                properties: properties(state, on_loan(loan), None, None),
                ..file
            }];
            links.push(revoke(&format!("/opds/loans/{}/return{of}", loan.id)));
            if loan.renewals < state.holding.renewals {
                let renew = Link::to(format!("/opds/loans/{}/renew{of}", loan.id));
                links.push(renew.of_type(PUBLICATION).with_rel(RENEW));
            }
            links
        }
        Some(Mine::Hold(hold, position)) => {
            borrow.properties = properties(state, waiting(hold), Some(*position), Some(indirect));
            vec![borrow, revoke(&format!("/opds/holds/{}/revoke{of}", hold.id))]
        }
        None => {
            let free = if state.available > 0 { "available" } else { "unavailable" };
            borrow.properties = properties(state, json!({ "state": free }), None, Some(indirect));
            vec![borrow]
        }
    }
}

/// Where a copy on paper is reserved, as FOLIO's edge-patron has it, and how it stands with the copies.
pub(crate) fn on_paper(holding: &str, paper: &Paper, child: Option<&str>) -> Link {
    let account = child.map_or_else(|| "/patron/account".to_owned(), |id| format!("/patron/account/{id}"));
    let mut other = Map::new();
    let state = if paper.free > 0 { "available" } else { "unavailable" };
    other.insert("availability".to_owned(), json!({ "state": state }));
    other.insert("copies".to_owned(), json!({ "total": paper.total, "available": paper.free }));
    other.insert("holds".to_owned(), json!({ "total": paper.waiting }));
    let link =
        Link::to(format!("{account}/instance/{holding}/hold")).of_type("application/json").with_rel(HOLD);
    Link { properties: Properties { other, ..Properties::default() }, ..link }
}

fn on_loan(loan: &Loan) -> Value {
    json!({ "state": "available", "since": instant(loan.since), "until": instant(loan.due) })
}

fn waiting(hold: &Hold) -> Value {
    match (hold.ready, hold.until) {
        (Some(since), Some(until)) => {
            json!({ "state": "ready", "since": instant(since), "until": instant(until) })
        }
        _ => json!({ "state": "reserved", "since": instant(hold.requested) }),
    }
}

fn revoke(href: &str) -> Link {
    Link::to(href).of_type(PUBLICATION).with_rel(REVOKE)
}

fn properties(
    state: &State,
    availability: Value,
    position: Option<i64>,
    indirect: Option<Value>,
) -> Properties {
    let mut holds = json!({ "total": state.waiting });
    if let Some(position) = position.filter(|position| *position > 0) {
        holds["position"] = position.into();
    }
    let mut other = Map::new();
    other.insert("availability".to_owned(), availability);
    other.insert("holds".to_owned(), holds);
    let copies = json!({ "total": state.copies, "available": state.available });
    other.insert("copies".to_owned(), copies);
    if let Some(indirect) = indirect {
        other.insert("indirectAcquisition".to_owned(), indirect);
    }
    Properties { other, ..Properties::default() }
}
