//! A patron's account, wherever it is: at the library itself, a child's, or one at another library through ours. All of
//! them are asked by FOLIO's edge-patron (`pkg/patron`), and by OPDS 2.0 where that has no word for something.

use std::rc::Rc;

use serde_json::{Value, json};
use yueli_opds::{FEED, Feed, Publication};
use yueli_patron::{Adapter, Answer, Ask, Method as Verb, PatronError, PatronId, folio::EdgePatron};
use yueli_ports::{Http, Method, Request, Response};
use yueli_publication::{
    Link, Time,
    json::{self, FromJson},
    template::encode,
};

use super::{
    account::{AccountError, Patron, ask, refusal},
    catalogue,
    on_paper::{OnPaper, names},
};

/// The header that an answer has which another library's own system gave.
const ELSEWHERE: &str = "yueli-upstream";

/// An account that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What stands before edge-patron's routes: nothing for the library itself, `/upstreams/{id}` for others, `/staff`.
    pub base: String,
    /// Whose account it is.
    pub patron: PatronId,
}

impl Place {
    /// The account of the patron `id` at the library itself: her own, or a child's.
    pub fn here(id: &str) -> Self {
        Self { base: String::new(), patron: PatronId::new(id) }
    }

    /// The account of the patron `id` at another library.
    pub fn at(upstream: &str, id: &str) -> Self {
        Self { base: format!("/upstreams/{}", encode(upstream)), patron: PatronId::new(id) }
    }

    /// The account of the patron `id`, as people at the desk see it.
    pub fn at_desk(id: &str) -> Self {
        Self { base: "/staff".to_owned(), patron: PatronId::new(id) }
    }

    /// Whether it is an account of this library's.
    pub fn is_here(&self) -> bool {
        self.base.is_empty()
    }
}

/// Asks something of an account, in the language `tag`.
///
/// # Errors
/// See [`AccountError`]: in the library's own words, or in ours for what its system answers.
pub async fn ask_for(
    http: &dyn Http,
    (tag, csrf): (&str, Option<&str>),
    place: &Place,
    what: &Ask,
) -> Result<Answer, AccountError> {
    let said = |error: PatronError| in_words(&error, tag);
    let edge = EdgePatron::default();
    let request = edge.request(&place.patron, what).map_err(said)?;
    let method = match request.method {
        Verb::Get => Method::Get,
        Verb::Post => Method::Post,
        Verb::Put => Method::Put,
        Verb::Delete => Method::Delete,
    };
    let mut sent = Request::new(method, format!("{}{}", place.base, request.target()))
        .header("accept", "application/json, text/plain")
        .header("accept-language", tag)
        .header("x-requested-with", "yueli");
    if let Some(csrf) = csrf {
        sent = sent.header("x-csrf-token", csrf);
    }
    if method != Method::Get {
        sent = sent.json(request.body.unwrap_or_else(|| json!({})).to_string());
    }
    let answer = http.fetch(sent).await.map_err(|error| AccountError::Offline(error.to_string()))?;
    if !answer.is_ok() && answer.header(ELSEWHERE).is_none() {
        // Our own library has words for it already.
        return Err(refusal(&answer));
    }
    let Response { status, headers, body } = answer;
    edge.answer(&place.patron, what, &yueli_patron::Response { status, headers, body }).map_err(said)
}

/// What another library's system said, in our words and then in its own.
fn in_words(error: &PatronError, tag: &str) -> AccountError {
    let mut words = error.words().get(tag).to_owned();
    if let Some(said) = error.said() {
        words.push_str(" — ");
        words.push_str(said);
    }
    AccountError::Refused { code: error.key().to_owned(), words }
}

/// The loan `id` among what is on the shelf, with the ways to return and renew it: the library names it in the address by
/// which it is given back.
pub fn on_shelf(shelf: &[Rc<Publication>], id: &str) -> Option<Rc<Publication>> {
    let is_it = |own: &&Rc<Publication>| {
        own.undo().is_some_and(|undo| undo.href.split(['/', '?']).any(|part| part == id))
    };
    shelf.iter().find(is_it).cloned()
}

/// What the child `id` has on loan and waits for.
///
/// # Errors
/// See [`AccountError`].
pub async fn shelf_of(http: &dyn Http, tag: &str, id: &str) -> Result<Vec<Publication>, AccountError> {
    Ok(feed(http, tag, &format!("/opds/shelf?patron={}", encode(id))).await?.publications)
}

/// Books that can be borrowed for the child `id`, by what is searched for.
///
/// # Errors
/// See [`AccountError`].
pub async fn search_for(
    http: &dyn Http,
    tag: &str,
    (id, query): (&str, &str),
) -> Result<Vec<Publication>, AccountError> {
    let address = format!("/opds/publications?query={}&patron={}", encode(query), encode(id));
    Ok(feed(http, tag, &address).await?.publications)
}

/// What a guardian says of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allow {
    /// How many books she may have at once; nothing: as many as anybody.
    MostLoans(Option<u32>),
    /// What of the catalogue she sees: `everything`, `not-adults` or `children`.
    Sees(&'static str),
}

/// Says what a child may have or see.
///
/// # Errors
/// See [`AccountError`].
pub async fn allow(
    http: &dyn Http,
    (tag, csrf): (&str, Option<&str>),
    (id, what): (&str, Allow),
) -> Result<Patron, AccountError> {
    let body = match what {
        Allow::MostLoans(most) => json!({ "mostLoans": most }),
        Allow::Sees(sees) => json!({ "sees": sees }),
    };
    let request = Request::new(Method::Put, format!("/family/{}", encode(id)));
    let answer = ask(http, request.json(body.to_string()), tag, csrf).await?;
    let read = json::parse(&answer.body).ok().and_then(Patron::from_json);
    read.ok_or(AccountError::Server(answer.status))
}

/// What was on loan, and how long that is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// The library's promise, in its own words.
    pub promise: String,
    /// Each loan that is over, the last first.
    pub loans: Vec<Past>,
}

/// A loan that is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// What it was.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// How the catalogue names it, where it is in it.
    pub id: Option<String>,
    /// Since when it was on loan.
    pub since: Option<Time>,
    /// Until when.
    pub until: Option<Time>,
}

/// What was on loan.
///
/// # Errors
/// See [`AccountError`].
pub async fn history(http: &dyn Http, tag: &str) -> Result<History, AccountError> {
    let feed = feed(http, tag, "/opds/history").await?;
    let past = |publication: &Publication| {
        let dates = publication.links.iter().find_map(|link| link.properties.other.get("availability"));
        let date = |name: &str| dates?.get(name)?.as_str().and_then(Time::parse);
        let (title, author) = names(publication, tag);
        Past { title, author, id: catalogue::id_of(publication), since: date("since"), until: date("until") }
    };
    let loans = feed.publications.iter().map(past).collect();
    Ok(History { promise: feed.metadata.description.unwrap_or_default(), loans })
}

/// Has it forgotten now.
///
/// # Errors
/// See [`AccountError`].
pub async fn forget_history(http: &dyn Http, (tag, csrf): (&str, Option<&str>)) -> Result<(), AccountError> {
    ask(http, Request::new(Method::Delete, "/opds/history"), tag, csrf).await.map(|_| ())
}

/// Says whether the library is to know what whoever is signed in has had. Where it is not, what it knows is forgotten now.
///
/// # Errors
/// See [`AccountError`].
pub async fn keep_history(
    http: &dyn Http,
    (tag, csrf): (&str, Option<&str>),
    kept: bool,
) -> Result<(), AccountError> {
    let request = Request::new(Method::Put, "/opds/history").json(json!({ "kept": kept }).to_string());
    ask(http, request, tag, csrf).await.map(|_| ())
}

/// Books on paper, by what is searched for.
///
/// # Errors
/// See [`AccountError`].
pub async fn on_paper(http: &dyn Http, tag: &str, query: &str) -> Result<Vec<OnPaper>, AccountError> {
    let feed = feed(http, tag, &format!("/opds/paper?query={}", encode(query))).await?;
    Ok(feed.publications.iter().filter_map(|own| OnPaper::of(own, tag)).collect())
}

/// An account at another library, which is asked through ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// How ours names the library.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Who the patron is there, where that is known.
    pub patron: Option<String>,
    /// How the library's own system names her, where that is known.
    pub account: Option<String>,
    /// Where one signs in there; nothing where a librarian says who it is.
    pub sign_in: Option<String>,
}

/// The libraries whose accounts can be asked through ours.
///
/// # Errors
/// See [`AccountError`].
pub async fn others(http: &dyn Http, tag: &str) -> Result<Vec<Other>, AccountError> {
    let feed = feed(http, tag, "/upstreams").await?;
    let other = |link: &Link| {
        let about = link.properties.other.get("upstream")?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        if about.get("kind")?.as_str()? != "folio-edge-patron" {
            return None;
        }
        Some(Other {
            id: text(about.get("id"))?,
            name: link.title.clone().unwrap_or_default(),
            patron: text(about.get("patron")),
            account: text(about.get("account")),
            sign_in: text(about.pointer("/signIn/href")),
        })
    };
    Ok(feed.navigation.iter().filter_map(other).collect())
}

async fn feed(http: &dyn Http, tag: &str, address: &str) -> Result<Feed, AccountError> {
    let answer = ask(http, Request::get(address).header("accept", FEED), tag, None).await?;
    let read = json::parse(&answer.body).ok().and_then(Feed::from_json);
    read.ok_or(AccountError::Server(answer.status))
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_patron::{HoldOrder, Included, Target};
    use yueli_ports::fake::FakeHttp;

    use super::*;

    fn answer(status: u16, elsewhere: bool, body: &str) -> Response {
        let mut headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        if elsewhere {
            headers.push((ELSEWHERE.to_owned(), "folio".to_owned()));
        }
        Response { status, headers, body: body.into() }
    }

    #[test]
    fn an_account_is_asked_where_it_is() {
        for (place, url) in [
            (Place::here("7"), "/patron/account/7"),
            (Place::at("folio", "lin mei"), "/upstreams/folio/patron/account/lin%20mei"),
            (Place::at_desk("7"), "/staff/patron/account/7"),
        ] {
            let http = FakeHttp::default();
            let all = "includeLoans=true&includeCharges=true&includeHolds=true&includeBatches=true";
            http.respond(
                &format!("{url}?{all}"),
                answer(200, true, r#"{"id":"x","totalLoans":2,"totalHolds":0,"loans":[]}"#),
            );
            let said = block_on(ask_for(&http, ("en", None), &place, &Ask::Account(Included::ALL)));
            let Ok(Answer::Account(account)) = said else { panic!("{said:?}") };
            assert_eq!(account.loans.total, 2, "a total may be more than what came");
        }
    }

    #[test]
    fn what_is_not_done_is_said_in_the_right_words() {
        let order = Ask::Hold(HoldOrder {
            target: Target::Instance("i".to_owned()),
            pick_up: "p".to_owned(),
            until: None,
            comment: None,
            now: Time::from_millis(0),
        });
        let url = "POST /upstreams/f/patron/account/7/instance/i/hold";
        for (status, elsewhere, body, code, part) in [
            (503, false, r#"{"code":"upstream-down","title":"It rests."}"#, "upstream-down", "It rests."),
            (422, true, r#"{"errors":[{"message":"Item is already requested"}]}"#, "", "already requested"),
            (200, true, "<html>", "not-understood", "makes no sense"),
            (201, true, r#"{"requestId":"#, "not-understood", "makes no sense"),
        ] {
            let http = FakeHttp::default();
            http.respond(url, answer(status, elsewhere, body));
            let error =
                block_on(ask_for(&http, ("en", Some("t")), &Place::at("f", "7"), &order)).unwrap_err();
            let AccountError::Refused { code: said, words } = error else { panic!("{error}") };
            assert!(code.is_empty() || said == code, "{said}");
            assert!(words.contains(part), "{words}");
            assert!(http.asked()[0].headers.contains(&("x-csrf-token".into(), "t".into())));
        }
    }

    #[test]
    fn a_loan_is_found_on_the_shelf_by_where_it_is_given_back() {
        let own = |href: &str| {
            let json = format!(
                r#"{{"metadata":{{"title":"T"}},"links":[{{"rel":"http://librarysimplified.org/terms/rel/revoke","href":"{href}"}}]}}"#
            );
            Rc::new(serde_json::from_str::<Publication>(&json).unwrap())
        };
        let shelf = [own("/opds/loans/a/return"), own("/opds/loans/b/return?patron=c")];
        for (id, at) in [("a", Some(0)), ("b", Some(1)), ("loans/a", None), ("d", None)] {
            assert_eq!(on_shelf(&shelf, id), at.map(|at: usize| shelf[at].clone()), "{id}");
        }
    }

    #[test]
    fn feeds_of_the_past_of_paper_and_of_other_libraries_are_read() {
        let http = FakeHttp::default();
        let paper = r#"{"rel":"https://yueli.dev/ns/rel#hold","href":"/patron/account/instance/i1/hold",
            "properties":{"copies":{"total":2,"available":1},"holds":{"total":3}}}"#;
        let dates = r#"{"rel":"http://opds-spec.org/acquisition/borrow","href":"/opds/publications/a/borrow",
            "properties":{"availability":{"since":"2026-01-02T00:00:00Z","until":"2026-02-02T00:00:00Z"}}}"#;
        let publication =
            |link: &str| format!(r#"{{"metadata":{{"title":"T","author":"A"}},"links":[{link}]}}"#);
        let feed = |inner: &str| {
            format!(r#"{{"metadata":{{"title":"F","description":"90 days"}},"links":[],{inner}}}"#)
        };
        http.answer("/opds/history", feed(&format!(r#""publications":[{}]"#, publication(dates))));
        let history = block_on(history(&http, "en")).unwrap();
        assert_eq!((history.promise.as_str(), history.loans.len()), ("90 days", 1));
        assert!(history.loans[0].until > history.loans[0].since);
        http.answer(
            "/opds/paper?query=tea%20a",
            feed(&format!(r#""publications":[{},{}]"#, publication(paper), publication(dates))),
        );
        let found = block_on(on_paper(&http, "en", "tea a")).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].instance.as_str(), found[0].free, found[0].total, found[0].waiting),
            ("i1", 1, 2, 3)
        );
        let link = |kind: &str| {
            format!(
                r#"{{"href":"/x","title":"L","properties":{{"upstream":{{"id":"f","kind":"{kind}","patron":"7","account":"u",
                "signIn":{{"way":"oauth","href":"/upstreams/f/sign-in"}}}}}}}}"#
            )
        };
        http.answer(
            "/upstreams",
            feed(&format!(r#""navigation":[{},{}]"#, link("opds"), link("folio-edge-patron"))),
        );
        let others = block_on(others(&http, "en")).unwrap();
        let expected = Other {
            id: "f".into(),
            name: "L".into(),
            patron: Some("7".into()),
            account: Some("u".into()),
            sign_in: Some("/upstreams/f/sign-in".into()),
        };
        assert_eq!(others, [expected]);
    }
}
