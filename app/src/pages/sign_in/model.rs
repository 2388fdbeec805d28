//! What the form to sign in knows, and where one goes after it.

use std::rc::Rc;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use yew::{AttrValue, Reducible};

use crate::{route::Route, use_cases::account::AccountError};

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// For the app: `wrong-pin`, `locked`, `card-missing`, `offline` ...
    pub code: String,
    /// The library's own words.
    pub words: Option<String>,
}

impl Wrong {
    /// What came back instead of a session.
    pub fn of(error: AccountError) -> Self {
        match error {
            AccountError::Offline(_) => Self { code: "offline".to_owned(), words: None },
            AccountError::Refused { code, words } => Self { code, words: Some(words) },
            AccountError::Server(_) => Self { code: "failed".to_owned(), words: None },
        }
    }
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The library has been asked and has not answered.
    pub busy: bool,
    /// Why it was not done.
    pub wrong: Option<Wrong>,
    /// How often it was sent.
    pub tries: u32,
}

/// What happens to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// It was sent.
    Sent,
    /// It was not done.
    Wrong(Wrong),
}

impl Reducible for Form {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        Rc::new(match message {
            // What was wrong stays in sight until the library answers.
            Msg::Sent => Self { busy: true, ..(*self).clone() },
            Msg::Wrong(wrong) => Self { busy: false, wrong: Some(wrong), tries: self.tries + 1 },
        })
    }
}

/// What has not been typed.
pub fn missing(card: &str, pin: &str) -> Option<&'static str> {
    match (card.is_empty(), pin.is_empty()) {
        (true, _) => Some("card-missing"),
        (_, true) => Some("pin-missing"),
        _ => None,
    }
}

/// True for what is mended in the second field.
pub fn is_of_pin(code: &str) -> bool {
    matches!(code, "pin-missing" | "wrong-pin")
}

/// The address of the page that leads back to `here`.
pub fn address(here: &str) -> String {
    format!("{}?to={}", Route::SignIn.to_path(), utf8_percent_encode(here, NON_ALPHANUMERIC))
}

/// Where one goes after it: a page of ours that the query names, else the reader's own.
pub fn destination(query: &str) -> AttrValue {
    let pairs = query.trim_start_matches('?').split('&');
    let to = pairs.filter_map(|pair| pair.strip_prefix("to=")).next();
    let to = to.and_then(|to| percent_decode_str(to).decode_utf8().ok());
    let ours = |to: &str| {
        to.starts_with('/')
            && !to.starts_with("//")
            && Route::of_address(to).is_some_and(|route| route != Route::SignIn)
    };
    to.filter(|to| ours(to))
        .map_or_else(|| Route::You.to_path().into(), |to| AttrValue::from(to.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_where_one_came_from_and_nowhere_else() {
        for here in ["/title/a%20b", "/shelf", "/catalogue?q=tea&page=2"] {
            assert_eq!(destination(address(here).split_once('?').unwrap().1), here);
        }
        for elsewhere in ["https://evil.example/", "//evil.example/shelf", "/sign-in", "/nowhere/at", "shelf"]
        {
            assert_eq!(destination(address(elsewhere).split_once('?').unwrap().1), "/you", "{elsewhere}");
        }
        assert_eq!(destination(""), "/you");
        assert_eq!(destination("?x=1"), "/you");
    }

    #[test]
    fn what_was_wrong_stays_until_there_is_an_answer() {
        let wrong = Wrong { code: "wrong-pin".into(), words: Some("Try again.".into()) };
        let form = Rc::new(Form::default()).reduce(Msg::Sent).reduce(Msg::Wrong(wrong.clone()));
        assert_eq!((form.busy, form.wrong.as_ref(), form.tries), (false, Some(&wrong), 1));
        let again = form.reduce(Msg::Sent);
        assert_eq!((again.busy, again.wrong.as_ref()), (true, Some(&wrong)));
        assert_eq!(
            (missing("", "1"), missing("1", ""), missing("1", "2")),
            (Some("card-missing"), Some("pin-missing"), None)
        );
    }
}
