//! Errors of edge-patron: plain text, `{"code", "errorMessage"}`, `{"errors": [...]}`, one within the other, or a page of
//! something in between.

use serde_json::Value;

use crate::{PatronError, Response};

/// How much of the library's own words is kept, in letters.
const LONGEST: usize = 500;
/// How deep messages may be wrapped in messages.
const DEEP: usize = 4;

/// What the library's system said, whatever its form.
#[derive(Debug, Default)]
struct Said {
    codes: Vec<String>,
    messages: Vec<String>,
}

/// Makes an error of the library's words.
type Meaning = fn(String) -> PatronError;

/// What stands in the words or codes, in lower case, and what it means. The first that fits counts.
const MEANINGS: &[(&str, Meaning)] = &[
    ("password.incorrect.block.user", |_| PatronError::Locked),
    ("user.blocked", |_| PatronError::Locked),
    ("account is locked", |_| PatronError::Locked),
    ("password.incorrect", |_| PatronError::WrongPin),
    ("username.incorrect", |_| PatronError::WrongPin),
    ("invalid credentials", |_| PatronError::WrongPin),
    ("password does not match", |_| PatronError::WrongPin),
    ("recall", PatronError::Recalled),
    ("user_account_inactive", PatronError::Expired),
    ("account is not active", PatronError::Expired),
    ("inactive", PatronError::Expired),
    ("account expired", PatronError::Expired),
    ("has expired", PatronError::Expired),
    ("maximum renewal", PatronError::LimitReached),
    ("maximum number", PatronError::LimitReached),
    ("limit", PatronError::LimitReached),
    ("blocked", PatronError::Blocked),
    ("patron block", PatronError::Blocked),
    ("already has an open request", PatronError::Conflict),
    ("already", PatronError::Conflict),
    ("optimistic locking", PatronError::Conflict),
    ("pickup service point", PatronError::PickUpNeeded),
    ("pickuplocationid", PatronError::PickUpNeeded),
    ("pickup location", PatronError::PickUpNeeded),
    ("timed out", PatronError::UpstreamDown),
    ("not found", PatronError::NotFound),
    ("does not exist", PatronError::NotFound),
    ("not_found", PatronError::NotFound),
];

/// What an answer with an error status means.
pub(super) fn error(response: &Response) -> PatronError {
    let said = Said::read(response);
    let words = said.words();
    match response.status {
        429 => {
            let after = response.header("retry-after").and_then(|after| after.trim().parse().ok());
            return PatronError::TooMany(after);
        }
        // What stands before FOLIO answers in its stead.
        408 | 502..=504 => return PatronError::UpstreamDown(words),
        _ => {}
    }
    let all = [said.codes.join(" "), said.messages.join(" ")].join(" ").to_ascii_lowercase();
    // A failure of the system says nothing of the patron, except by its own codes.
    let is_about_patron = response.status < 500 || !said.codes.is_empty();
    if let Some((_, meaning)) = MEANINGS.iter().find(|(part, _)| is_about_patron && all.contains(part)) {
        return meaning(words);
    }
    match response.status {
        401 | 403 => PatronError::KeyRefused(words),
        404 | 410 => PatronError::NotFound(words),
        409 => PatronError::Conflict(words),
        400 | 422 => PatronError::NotPossible(words),
        500..=599 => PatronError::UpstreamDown(words),
        status => PatronError::NotUnderstood(format!("status {status}: {words}")),
    }
}

impl Said {
    fn read(response: &Response) -> Self {
        let mut said = Self::default();
        let text = String::from_utf8_lossy(&response.body);
        said.add_text(&text, 0);
        said
    }

    fn add_text(&mut self, text: &str, depth: usize) {
        let text = text.trim();
        if depth < DEEP
            && text.starts_with(['{', '['])
            && let Ok(value) = serde_json::from_str(text)
        {
            self.add(&value, depth);
        } else if !text.is_empty() && !text.starts_with('<') {
            // A page of HTML is not what a library says to a patron.
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            self.messages.push(line.chars().take(LONGEST).collect());
        }
    }

    fn add(&mut self, value: &Value, depth: usize) {
        match value {
            Value::String(text) => self.add_text(text, depth + 1),
            Value::Array(list) => list.iter().take(10).for_each(|value| self.add(value, depth)),
            Value::Object(map) if depth < DEEP => {
                // Numbers repeat the status.
                self.codes.extend(map.get("code").and_then(Value::as_str).map(str::to_owned));
                for name in ["errorMessage", "message", "error_description", "error", "errors"] {
                    if let Some(value) = map.get(name) {
                        self.add(value, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// What may be shown: the messages, each once.
    fn words(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for message in &self.messages {
            if !words.contains(&message.as_str()) {
                words.push(message);
            }
        }
        words.join(" · ").chars().take(LONGEST).collect()
    }
}
