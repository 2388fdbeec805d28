//! Who is signed in at the library, and signing in and out.
//!
//! The session itself is a cookie that no script can read; what is known here is whom it belongs to, and the token that
//! goes with everything that changes something.

use serde_json::{Value, json};
use yueli_ports::{Http, Method, Records, RecordsExt, Request, Response};
use yueli_publication::{
    json::{self, Fields, FromJson},
    read_from_json,
};

use super::catalogue;

/// Where the session is.
const SESSION: &str = "/session";
/// Where the patron is kept, so that the loans are known by name without a connection.
const KEPT: (&str, &str) = ("feeds", "session");

/// A person with a library card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patron {
    /// How the library names the account.
    pub id: String,
    /// What the person is called.
    pub name: String,
    /// The number on the card.
    pub card: String,
    /// When the card stops being good: ISO 8601.
    pub expires: Option<String>,
    /// `active`, `blocked` or `expired`.
    pub status: String,
    /// What the library says of a card that is blocked.
    pub blocked_why: Option<String>,
    /// `patron` or `librarian`.
    pub role: String,
    /// How many books a guardian lets this person have at once.
    pub most_loans: Option<u32>,
    /// What of the catalogue a guardian lets this person see: `everything`, `not-adults` or `children`.
    pub sees: String,
    /// Whether the library is to know what this person has had.
    pub keeps_history: bool,
    /// The children whose cards this person looks after.
    pub children: Vec<Patron>,
}

/// What the library says of this browser.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Session {
    /// Who is signed in.
    pub patron: Option<Patron>,
    /// Goes with everything that changes something.
    pub csrf: Option<String>,
    /// The library has cards to sign in with.
    pub can_sign_in: bool,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nobody answered.
    #[error("nobody answered: {0}")]
    Offline(String),
    /// The library says why, in the reader's language.
    #[error("{code}: {words}")]
    Refused {
        /// For programs: `wrong-pin`, `locked`, `sign-in` ...
        code: String,
        /// For the reader: what is wrong, and what to do.
        words: String,
    },
    /// The library answered with something else.
    #[error("the server answered {0}")]
    Server(u16),
}

impl FromJson for Patron {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            name: fields.text("name").unwrap_or_default(),
            card: fields.text("card").unwrap_or_default(),
            expires: fields.text("expires"),
            status: fields.text("status").unwrap_or_default(),
            blocked_why: fields.text("blockedWhy"),
            role: fields.text("role").unwrap_or_default(),
            most_loans: fields.take("mostLoans").and_then(|most| u32::try_from(most.as_u64()?).ok()),
            sees: fields.text("sees").unwrap_or_default(),
            keeps_history: fields.take("keepsHistory").and_then(|keeps| keeps.as_bool()).unwrap_or(true),
            children: fields.many("children"),
        })
    }
}

impl FromJson for Session {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            patron: fields.one("patron"),
            csrf: fields.text("csrf"),
            can_sign_in: fields.is("canSignIn"),
        })
    }
}

read_from_json!(Session);

/// Who is signed in, by what is remembered on this device.
pub async fn kept(records: &dyn Records) -> Option<Session> {
    records.get(KEPT.0, KEPT.1).await.ok().flatten()
}

/// Asks who is signed in, in the language `tag`, and remembers it.
///
/// # Errors
/// See [`AccountError`].
pub async fn session(http: &dyn Http, records: &dyn Records, tag: &str) -> Result<Session, AccountError> {
    let response = ask(http, Request::get(SESSION), tag, None).await?;
    remember(records, response).await
}

/// Signs in with the number of a card and its PIN.
///
/// # Errors
/// See [`AccountError`]: the library says what is wrong.
pub async fn sign_in(
    http: &dyn Http,
    records: &dyn Records,
    tag: &str,
    (login, password): (&str, &str),
) -> Result<Session, AccountError> {
    let card = json!({ "login": login, "password": password }).to_string();
    let response = ask(http, Request::new(Method::Post, SESSION).json(card), tag, None).await?;
    remember(records, response).await
}

/// Signs out: with that, what was remembered of the patron goes from this device. Where the library does not answer, the
/// session goes on, and so everything stays as it is.
///
/// # Errors
/// See [`AccountError`].
pub async fn sign_out(
    http: &dyn Http,
    records: &dyn Records,
    tag: &str,
    csrf: Option<&str>,
) -> Result<Session, AccountError> {
    let response = ask(http, Request::new(Method::Delete, SESSION), tag, csrf).await?;
    remember(records, response).await
}

/// How much of the catalogue somebody sees: `everything` where nobody has chosen less for her.
pub fn seen_by(patron: Option<&Patron>) -> &str {
    patron.map(|patron| patron.sees.as_str()).filter(|sees| !sees.is_empty()).unwrap_or("everything")
}

async fn remember(records: &dyn Records, response: Response) -> Result<Session, AccountError> {
    let mut value = json::parse(&response.body).unwrap_or_default();
    let session = Session::from_json(value.clone()).ok_or(AccountError::Server(response.status))?;
    // What the library shows depends on what whoever is signed in sees.
    let before = kept(records).await.and_then(|session| session.patron);
    if seen_by(before.as_ref()) != seen_by(session.patron.as_ref()) {
        catalogue::forget_root(records).await;
    }
    if session.patron.is_none() {
        records.remove(KEPT.0, KEPT.1).await.ok();
    } else {
        // The token is for as long as the app is open, and for nobody else.
        value.as_object_mut().map(|all| all.remove("csrf"));
        records.put_json(KEPT.0, KEPT.1, value.to_string()).await.ok();
    }
    Ok(session)
}

/// Asks the library for something of this patron's, in the language `tag`.
///
/// # Errors
/// Where the status is none of 200 to 299, with the library's own words where it has some.
pub async fn ask(
    http: &dyn Http,
    request: Request,
    tag: &str,
    csrf: Option<&str>,
) -> Result<Response, AccountError> {
    // By the second of these the library knows that the app has a place of its own to sign in.
    let mut request = request.header("accept-language", tag).header("x-requested-with", "yueli");
    if let Some(csrf) = csrf {
        request = request.header("x-csrf-token", csrf);
    }
    let answer = http.fetch(request).await;
    let response = answer.map_err(|error| AccountError::Offline(error.to_string()))?;
    if response.is_ok() { Ok(response) } else { Err(refusal(&response)) }
}

/// Why the library did not do it: a problem document (RFC 9457), FOLIO's list of errors, or a line of text.
pub(super) fn refusal(response: &Response) -> AccountError {
    let said = |value: Value| {
        let mut fields = Fields::of(value)?;
        let mut first = Fields::of(fields.list("errors").into_iter().next().unwrap_or_default());
        let own = |fields: &mut Fields, name: &str| fields.text(name);
        let code = first.as_mut().and_then(|first| own(first, "code")).or_else(|| own(&mut fields, "code"));
        let words = first.as_mut().and_then(|first| own(first, "message"));
        let mut words = words.or_else(|| own(&mut fields, "title"))?;
        // What to do stands in the detail, where the library says more than one sentence.
        if let Some(detail) = own(&mut fields, "detail") {
            words = format!("{words} — {detail}");
        }
        Some(AccountError::Refused { code: code.unwrap_or_default(), words })
    };
    let is_text = response.header("content-type").is_some_and(|kind| kind.starts_with("text/plain"));
    let line = || {
        let words = String::from_utf8(response.body.clone()).ok()?.trim().to_owned();
        (is_text && !words.is_empty()).then(|| AccountError::Refused { code: String::new(), words })
    };
    let document = json::parse(&response.body).ok().and_then(said);
    document.or_else(line).unwrap_or(AccountError::Server(response.status))
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::fake::{FakeHttp, FakeRecords};

    use super::*;

    const MEI: &str = r#"{"patron":{"id":"7","name":"Mei","card":"2001","children":[{"id":"8","name":"Bo"},3]},
        "csrf":"t","canSignIn":true}"#;

    fn answer(status: u16, kind: &str, body: &str) -> Response {
        Response { status, headers: vec![("content-type".into(), kind.into())], body: body.into() }
    }

    #[test]
    fn who_signs_in_is_remembered_until_signing_out() {
        let (http, records) = (FakeHttp::default(), FakeRecords::default());
        http.respond("POST /session", answer(200, "application/json", MEI));
        http.respond(
            "DELETE /session",
            answer(200, "application/json", r#"{"patron":null,"canSignIn":true}"#),
        );
        let session = block_on(sign_in(&http, &records, "en", ("2001", "1234"))).unwrap();
        let patron = session.patron.clone().unwrap();
        assert_eq!((patron.name.as_str(), patron.children.len()), ("Mei", 1));
        assert_eq!(http.asked()[0].body.as_deref(), Some(r#"{"login":"2001","password":"1234"}"#));
        // The library does not answer: who it was is still known.
        assert!(matches!(block_on(super::session(&http, &records, "en")), Err(AccountError::Offline(_))));
        assert_eq!(block_on(kept(&records)), Some(Session { csrf: None, ..session }));
        let out = block_on(sign_out(&http, &records, "en", Some("t"))).unwrap();
        assert_eq!((out.patron, out.can_sign_in), (None, true));
        assert!(http.asked()[2].headers.contains(&("x-csrf-token".into(), "t".into())));
        assert_eq!(block_on(kept(&records)), None);
    }

    #[test]
    fn what_a_patron_saw_who_sees_more_or_less_is_not_kept() {
        let (http, records) = (FakeHttp::default(), FakeRecords::default());
        let session = |who: &str| http.answer(SESSION, format!(r#"{{"patron":{who},"canSignIn":true}}"#));
        http.answer(catalogue::ROOT, r#"{"metadata":{"title":"City Library"},"links":[]}"#);
        let is_kept = |who: &str| {
            session(who);
            block_on(super::session(&http, &records, "en")).unwrap();
            let kept = block_on(catalogue::kept_root(&records)).is_some();
            block_on(catalogue::fresh_root(&http, &records, "en")).unwrap();
            kept
        };
        for (who, expected) in [
            ("null", false),
            ("null", true),
            (r#"{"id":"7"}"#, true),
            (r#"{"id":"8","sees":"everything"}"#, true),
            (r#"{"id":"8","sees":"children"}"#, false),
            (r#"{"id":"8","sees":"children"}"#, true),
            ("null", false),
        ] {
            assert_eq!(is_kept(who), expected, "{who}");
        }
    }

    #[test]
    fn without_a_connection_nobody_is_signed_out() {
        let (http, records) = (FakeHttp::default(), FakeRecords::default());
        http.answer(SESSION, MEI);
        block_on(session(&http, &records, "en")).unwrap();
        assert!(block_on(sign_out(&http, &records, "en", None)).is_err());
        assert!(block_on(kept(&records)).is_some_and(|session| session.patron.is_some()));
    }

    #[test]
    fn the_library_says_why_not() {
        for (kind, body, expected) in [
            ("application/problem+json", r#"{"code":"locked","title":"Wait."}"#, ("locked", "Wait.")),
            (
                "application/problem+json",
                r#"{"code":"down","title":"It rests","detail":"Try later."}"#,
                ("down", "It rests — Try later."),
            ),
            (
                "application/json",
                r#"{"errors":[{"code":"limit","message":"Enough."}]}"#,
                ("limit", "Enough."),
            ),
            ("application/json", r#"{"errors":[{"message":"Enough."}]}"#, ("", "Enough.")),
            ("text/plain; charset=utf-8", " item not found\n", ("", "item not found")),
        ] {
            let (code, words) = (expected.0.to_owned(), expected.1.to_owned());
            assert_eq!(refusal(&answer(422, kind, body)), AccountError::Refused { code, words }, "{body}");
        }
        for (kind, body) in [("text/html", "<html>"), ("text/plain", "  "), ("application/json", "[")] {
            assert_eq!(refusal(&answer(502, kind, body)), AccountError::Server(502), "{body}");
        }
    }
}
