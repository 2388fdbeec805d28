//! Why a library could not be asked, or did not answer as a library does.

use serde_json::Value;
use yueli_opds::{Authentication, Document, Unreadable, read};
use yueli_ports::Response;
use yueli_publication::json::{self, Fields};

/// Nobody answers, not even the library's own server: the device is offline.
pub const OFFLINE: &str = "offline";
/// The gateway does not list a library at that address.
pub const NOT_LISTED: &str = "not-listed";
/// What was typed is no address.
pub const NO_ADDRESS: &str = "no-address";
/// What is there is no catalogue.
pub const NO_CATALOGUE: &str = "no-catalogue";
/// The catalogue cannot be searched.
pub const NO_SEARCH: &str = "no-search";
/// There is no such publication in the list that it should stand in.
pub const NOT_IN_LIST: &str = "not-in-list";
/// The library wants to know who asks.
pub const SIGN_IN: &str = "sign-in-needed";
/// One must be signed in to the library's own server first.
pub const OWN_SIGN_IN: &str = "library-sign-in-needed";
/// The library does not have it.
pub const NOT_THERE: &str = "upstream-not-there";
/// The gateway may not ask for this part of the library's server.
pub const NOT_ALLOWED: &str = "not-allowed";

/// Why something came to nothing: a code, and the words that go with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trouble {
    /// For the app: one of the gateway's codes, or one of this module's.
    pub code: String,
    /// What happened and what to do, where somebody else said it in the reader's language.
    pub said: Option<(String, String)>,
    /// What it is about: the origin that is not listed.
    pub about: Box<str>,
    /// How one signs in, where the library says so.
    pub sign_in: Option<Box<Authentication>>,
    /// The addresses of catalogues that a page leads to.
    pub catalogues: Vec<String>,
}

impl Trouble {
    /// One that is known by its code alone.
    pub fn of(code: &str) -> Self {
        Self { code: code.to_owned(), ..Self::default() }
    }

    /// The same, about something.
    #[must_use]
    pub fn about(mut self, what: impl Into<Box<str>>) -> Self {
        self.about = what.into();
        self
    }

    /// An answer that is nothing of a catalogue, in the words of the language `tag`.
    pub fn unreadable(error: &Unreadable, tag: &str) -> Self {
        Self { said: Some((String::new(), error.words().get(tag).to_owned())), ..Self::of(NO_CATALOGUE) }
    }

    /// What an answer with a status of 400 or more says.
    pub fn answered(response: &Response, address: &str) -> Self {
        let media_type = response.header("content-type");
        if let Some(problem) = json::parse(&response.body).ok().and_then(problem) {
            return problem;
        }
        if let Ok(reading) = read(&response.body, media_type, address)
            && let Document::Authentication(sign_in) = reading.document
        {
            return Self { sign_in: Some(sign_in), ..Self::of(SIGN_IN) };
        }
        Self::of(match response.status {
            401 => SIGN_IN,
            403 => "upstream-refused",
            404 | 410 => NOT_THERE,
            429 => "too-many",
            500.. => "upstream-down",
            _ => "upstream-nonsense",
        })
    }

    /// Whether it may pass by itself, so that it is worth trying again.
    pub fn may_pass(&self) -> bool {
        !matches!(
            self.code.as_str(),
            NOT_LISTED
                | NO_ADDRESS
                | NO_SEARCH
                | SIGN_IN
                | OWN_SIGN_IN
                | NOT_THERE
                | NOT_ALLOWED
                | NOT_IN_LIST
        )
    }
}

/// A problem document (RFC 9457) of the gateway's.
fn problem(value: Value) -> Option<Trouble> {
    let mut fields = Fields::of(value)?;
    let code = fields.text("code")?;
    let (title, detail) = (fields.text("title")?, fields.text("detail").unwrap_or_default());
    let catalogues = fields.list("catalogues").into_iter().filter_map(|one| Some(one.as_str()?.to_owned()));
    Some(Trouble {
        code,
        said: Some((title, detail)),
        catalogues: catalogues.collect(),
        ..Trouble::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, headers: Vec::new(), body: body.into() }
    }

    #[test]
    fn what_went_wrong_is_told_apart() {
        let problem = r#"{"code":"upstream-slow","title":"It is slow.","detail":"Wait.","catalogues":["https://a.example/",3]}"#;
        let told = Trouble::answered(&answer(504, problem), "https://lib.example/");
        assert_eq!((told.code.as_str(), told.catalogues.len()), ("upstream-slow", 1));
        assert_eq!(told.said, Some(("It is slow.".into(), "Wait.".into())));
        let document =
            r#"{"id":"/auth","title":"T","authentication":[{"type":"http://opds-spec.org/auth/basic"}]}"#;
        let told = Trouble::answered(&answer(401, document), "https://lib.example/");
        assert_eq!((told.code.as_str(), told.sign_in.map(|own| own.flows.len())), (SIGN_IN, Some(1)));
        for (status, code, may_pass) in [
            (401, SIGN_IN, false),
            (403, "upstream-refused", true),
            (404, NOT_THERE, false),
            (429, "too-many", true),
            (500, "upstream-down", true),
            (418, "upstream-nonsense", true),
        ] {
            let told = Trouble::answered(&answer(status, "<html>"), "https://lib.example/");
            assert_eq!((told.code.as_str(), told.may_pass()), (code, may_pass), "{status}");
        }
    }
}
