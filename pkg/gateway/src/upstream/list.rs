//! `GET /upstreams`: the libraries that can be asked through this one, as an OPDS 2.0 navigation feed.

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    response::Response,
};
use serde_json::{Value, json};
use yueli_opds::{FEED, Feed, FeedMetadata};
use yueli_publication::{Link, LocalizedText};
use yueli_upstream::{
    edge_patron::account_path,
    settings::{Kind, SignIn},
};

use super::{Server, Upstreams, asker, patron::kept, vault::Credential};

/// Answers with all upstreams, each with how one signs in and where its addresses lead here.
pub(crate) async fn get(State(upstreams): State<Upstreams>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let tongue = asker::tongue(&parts.headers);
    if let Err(code) = asker::allowed(&Method::GET, &parts.headers) {
        return super::problem::Problem::from(code).answer(tongue);
    }
    let mut navigation = Vec::new();
    for server in upstreams.all() {
        let known = match (asker::asker(&parts.extensions), upstreams.vault()) {
            (Some(asker), Ok(vault)) => match vault.get(&asker.account, server.id()).await {
                Ok(known) => known,
                // One record that does not open must not hide the other libraries.
                Err(error) => {
                    kept(error);
                    None
                }
            },
            _ => None,
        };
        let mut link = Link::to(start_of(server, known.as_ref())).titled(server.told.name.get(tongue.tag()));
        if server.told.kind == Kind::Opds {
            link.rel.push("catalog".to_owned());
        }
        link.properties.other.insert("upstream".to_owned(), about(server, known.as_ref()));
        navigation.push(link);
    }
    let feed = Feed {
        metadata: FeedMetadata {
            title: LocalizedText::plain(tongue.pick("Libraries", "图书馆")),
            ..FeedMetadata::default()
        },
        links: vec![Link::to("/upstreams").of_type(FEED).with_rel("self")],
        navigation,
        ..Feed::default()
    };
    let mut response = Response::new(Body::from(serde_json::to_vec(&feed).unwrap_or_default()));
    for (name, value) in [
        (header::CONTENT_TYPE, FEED),
        (header::CONTENT_LANGUAGE, tongue.tag()),
        (header::CACHE_CONTROL, "private, no-cache"),
        (header::VARY, "Accept-Language, Cookie"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Where one begins: the first document, or one's account.
fn start_of(server: &Server, known: Option<&Credential>) -> String {
    let id = server.id();
    match (server.told.kind, known) {
        (Kind::Opds, _) => {
            server.path_for(&server.told.address).unwrap_or_else(|| format!("/upstreams/{id}/"))
        }
        (Kind::EdgePatron, Some(Credential::Patron(patron))) => {
            format!("/upstreams/{id}{}", account_path(&patron.id))
        }
        (Kind::EdgePatron, _) => format!("/upstreams/{id}/patron/account"),
    }
}

/// What the app must know to ask.
fn about(server: &Server, known: Option<&Credential>) -> Value {
    let told = &server.told;
    let addresses: Vec<Value> = match told.kind {
        Kind::Opds => {
            let all = server.origins().into_iter();
            all.map(|(address, href)| json!({ "address": address, "href": href })).collect()
        }
        Kind::EdgePatron => Vec::new(),
    };
    let sign_in = match told.sign_in {
        SignIn::Password | SignIn::Token | SignIn::OAuth => {
            Value::from(format!("/upstreams/{}/sign-in", told.id))
        }
        SignIn::None | SignIn::Librarian => Value::Null,
    };
    let (patron, account) = match known {
        Some(Credential::Patron(patron)) => (Value::from(patron.id.as_str()), patron.account.clone().into()),
        _ => (Value::Null, Value::Null),
    };
    json!({
        "id": told.id,
        "kind": told.kind.key(),
        "signIn": { "way": told.sign_in.key(), "href": sign_in, "signedIn": known.is_some() },
        "direct": told.direct,
        "patron": patron,
        "account": account,
        "addresses": addresses,
    })
}
