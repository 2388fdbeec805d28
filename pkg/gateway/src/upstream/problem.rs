//! What is said when an upstream cannot be asked, or answers with nothing that helps (RFC 9457).
//!
//! The `code` is for programs and does not change; title and detail are for the person, in her language. The app
//! tells by the code whether to show a way to sign in, to wait, or to correct an address.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Map, Value, json};

use super::words::WORDS;
use crate::catalogue::Tongue;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Code {
    /// The library has no upstream of this name.
    Unknown,
    /// The path, the method or the use is not allowed.
    NotAllowed,
    /// Another site's page asked for it.
    Forged,
    /// It has no such thing.
    NotThere,
    /// It does not answer, or says that it cannot.
    Down,
    /// It failed so often that it is left in peace for a while.
    Resting,
    /// It takes too long.
    Slow,
    /// Its name leads nowhere.
    WrongAddress,
    /// Its certificate is not what it should be.
    Insecure,
    /// It leads to where the gateway does not go.
    AddressRefused,
    /// It leads from a private connection to an open one.
    MixedContent,
    /// It leads on and on.
    Astray,
    /// It said no.
    Refused,
    /// It answers with something that is no answer: a page instead of a feed, half a document.
    Nonsense,
    /// Its document is longer than any should be.
    TooLarge,
    /// Somebody else's account came back.
    OtherPatron,
    /// What was sent may have arrived, or not.
    OutcomeUnknown,
    /// Nobody is signed in to the library itself.
    LibrarySignIn,
    /// The upstream wants to know who asks.
    SignIn,
    /// Name or password were wrong.
    SignInWrong,
    /// Signing in at the library's own page did not work.
    SignInFailed,
    /// The library's system does not know this patron.
    NoSuchPatron,
    /// The library's system does not accept the gateway's key.
    KeyRefused,
    /// Too many requests in too short a time.
    TooMany,
    /// What was sent is too long, or makes no sense.
    Malformed,
    /// The gateway itself failed.
    Failed,
}

impl Code {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 26] = [
        Self::Unknown,
        Self::NotAllowed,
        Self::Forged,
        Self::NotThere,
        Self::Down,
        Self::Resting,
        Self::Slow,
        Self::WrongAddress,
        Self::Insecure,
        Self::AddressRefused,
        Self::MixedContent,
        Self::Astray,
        Self::Refused,
        Self::Nonsense,
        Self::TooLarge,
        Self::OtherPatron,
        Self::OutcomeUnknown,
        Self::LibrarySignIn,
        Self::SignIn,
        Self::SignInWrong,
        Self::SignInFailed,
        Self::NoSuchPatron,
        Self::KeyRefused,
        Self::TooMany,
        Self::Malformed,
        Self::Failed,
    ];

    /// As programs know it, and the status that goes with it.
    pub(crate) fn key(self) -> (&'static str, StatusCode) {
        match self {
            Self::Unknown => ("upstream-unknown", StatusCode::NOT_FOUND),
            Self::NotAllowed => ("not-allowed", StatusCode::FORBIDDEN),
            Self::Forged => ("not-from-here", StatusCode::FORBIDDEN),
            Self::NotThere => ("upstream-not-there", StatusCode::NOT_FOUND),
            Self::Down => ("upstream-down", StatusCode::BAD_GATEWAY),
            Self::Resting => ("upstream-resting", StatusCode::SERVICE_UNAVAILABLE),
            Self::Slow => ("upstream-slow", StatusCode::GATEWAY_TIMEOUT),
            Self::WrongAddress => ("wrong-address", StatusCode::BAD_GATEWAY),
            Self::Insecure => ("upstream-insecure", StatusCode::BAD_GATEWAY),
            Self::AddressRefused => ("address-refused", StatusCode::FORBIDDEN),
            Self::MixedContent => ("mixed-content", StatusCode::BAD_GATEWAY),
            Self::Astray => ("upstream-astray", StatusCode::BAD_GATEWAY),
            Self::Refused => ("upstream-refused", StatusCode::FORBIDDEN),
            Self::Nonsense => ("upstream-nonsense", StatusCode::BAD_GATEWAY),
            Self::TooLarge => ("upstream-too-large", StatusCode::BAD_GATEWAY),
            Self::OtherPatron => ("other-patron", StatusCode::FORBIDDEN),
            Self::OutcomeUnknown => ("outcome-unknown", StatusCode::GATEWAY_TIMEOUT),
            Self::LibrarySignIn => ("library-sign-in-needed", StatusCode::UNAUTHORIZED),
            Self::SignIn => ("sign-in-needed", StatusCode::UNAUTHORIZED),
            Self::SignInWrong => ("sign-in-wrong", StatusCode::FORBIDDEN),
            Self::SignInFailed => ("sign-in-failed", StatusCode::BAD_GATEWAY),
            Self::NoSuchPatron => ("no-such-patron", StatusCode::FORBIDDEN),
            Self::KeyRefused => ("key-refused", StatusCode::BAD_GATEWAY),
            Self::TooMany => ("too-many", StatusCode::TOO_MANY_REQUESTS),
            Self::Malformed => ("malformed", StatusCode::BAD_REQUEST),
            Self::Failed => ("failed", StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// A problem, with what programs may want to know of it.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    retry_after: Option<Duration>,
    more: Map<String, Value>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, retry_after: None, more: Map::new() }
    }
}

impl Problem {
    /// The same with one thing more. It must hold no secret.
    #[must_use]
    pub(crate) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.more.insert(key.to_owned(), value.into());
        self
    }

    /// The same, where it is worth to try again after `wait`.
    #[must_use]
    pub(crate) fn after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait.or(self.retry_after);
        self
    }

    /// What happened, in a few words.
    pub(crate) fn title(&self, tongue: Tongue) -> &'static str {
        let words = WORDS.iter().find(|words| words.code == self.code);
        words.map_or("", |words| tongue.pick(words.title.0, words.title.1))
    }

    /// As it is sent.
    pub(crate) fn answer(&self, tongue: Tongue) -> Response {
        let (key, status) = self.code.key();
        let words = WORDS.iter().find(|words| words.code == self.code);
        let detail = words.map_or("", |words| tongue.pick(words.detail.0, words.detail.1));
        let mut document = json!({
            "type": format!("https://yueli.dev/ns/problem#{key}"),
            "code": key,
            "title": self.title(tongue),
            "detail": detail,
            "status": status.as_u16(),
        });
        if let Some(fields) = document.as_object_mut() {
            fields.extend(self.more.clone());
        }
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(tongue.tag()));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = self.retry_after {
            headers.insert(
                header::RETRY_AFTER,
                HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)),
            );
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_problem_has_words_in_both_languages() {
        let mut seen = HashSet::new();
        for code in Code::ALL {
            let (key, status) = code.key();
            assert!(seen.insert(key), "{key} twice");
            assert!(status.is_client_error() || status.is_server_error());
            let words: Vec<_> = WORDS.iter().filter(|words| words.code == code).collect();
            assert_eq!(words.len(), 1, "{key}");
            for (text, end) in [
                (words[0].title.0, ""),
                (words[0].title.1, ""),
                (words[0].detail.0, "."),
                (words[0].detail.1, "。"),
            ] {
                assert!(!text.is_empty() && text.ends_with(end), "{key}: {text}");
            }
            assert!(seen.insert(words[0].detail.0) && seen.insert(words[0].detail.1), "{key}");
        }
        assert_eq!(WORDS.len(), Code::ALL.len());
    }

    #[test]
    fn it_is_said_in_the_language_that_was_asked_for() {
        let problem =
            Problem::from(Code::Down).with("upstream", "city").after(Some(Duration::from_millis(1200)));
        let zh = problem.answer(Tongue::Zh);
        assert_eq!(
            (zh.status(), &zh.headers()["retry-after"]),
            (StatusCode::BAD_GATEWAY, &"2".parse().unwrap())
        );
        assert_eq!(zh.headers()["content-language"], "zh-CN");
        assert!(zh.headers().get("www-authenticate").is_none());
    }
}
