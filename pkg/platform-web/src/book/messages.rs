//! What the page and the worker say to each other: JSON in `text`, ports and bytes beside it.

use serde::Serialize;
use serde_json::Value;
use yueli_publication::{
    Manifest, Problem,
    json::{Fields, FromJson},
    read_from_json,
};

use super::notes::{ExportAsk, Notes, NotesAsk};

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Ask {
    /// Open the publication at `url`. Everything else is about the book that was opened last.
    Open {
        /// An absolute URL or a path on our own server.
        url: String,
        /// The name under which it is kept on this device, if it is.
        kept: Option<String>,
        /// How long the kept file is, in bytes.
        length: u64,
    },
    /// Open the publication at `url`, which needs a password.
    Unlock {
        /// As of [`Ask::Open`].
        url: String,
        /// What the reader was told.
        password: String,
    },
    /// Open the publication at `url`, which a licence protects.
    Licensed {
        /// As of [`Ask::Open`].
        url: String,
        /// As of [`Ask::Open`].
        kept: Option<String>,
        /// As of [`Ask::Open`].
        length: u64,
        /// The licence document, as its provider wrote it.
        licence: String,
        /// The key of whoever it is for ([`Answer::Key`]).
        key: String,
    },
    /// Say which key a passphrase stands for, if it is the one of a licence.
    Key {
        /// The licence document.
        licence: String,
        /// What the reader typed.
        passphrase: String,
    },
    /// Look which books are to be kept, and keep them: `crate::keep`. Answered by [`Answer::Idle`], perhaps hours
    /// later; that it was heard is said at once.
    Keep,
    /// Answer the service worker on the port that comes with the message.
    Serve {
        /// Percent-encoded path from the book's root.
        path: String,
        /// The `Range` header, for media.
        range: Option<String>,
    },
    /// Make a document that needs no service worker: every resource in it is a `blob:` URL.
    Document {
        /// Percent-encoded path from the book's root.
        path: String,
    },
    /// Make a document ready, and what it shows: it will be asked for soon. Wants no answer.
    Prepare {
        /// Percent-encoded path from the book's root.
        path: String,
    },
    /// Nobody waits for anything now: fetch the rest of a book that is not large, and make it ready to be searched.
    /// Wants no answer.
    Ahead,
    /// Search the book. The answers are several, the last one `done`; a new search ends the one before.
    Search(Search),
    /// Tell the reader's own notes in the book, after a change.
    Notes(NotesAsk),
    /// Write the reader's own notes for other programs, or for people.
    Export(ExportAsk),
    /// Say whether the book may fetch what it declares to lie elsewhere; with an answer of the reader's, keep it.
    Elsewhere {
        /// What the reader answered just now.
        allow: Option<bool>,
    },
}

/// What is searched for in the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Search {
    /// The words; none end the search that goes on.
    pub query: String,
    /// Not inside of longer words.
    pub whole_word: bool,
    /// Capitals and accents as they are written.
    pub exact_case: bool,
}

/// What was found since the last answer.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Found {
    /// The places, in reading order.
    pub hits: Vec<Hit>,
    /// How many sections have been searched.
    pub searched: usize,
    /// No more follows.
    pub done: bool,
    /// There are more places than are told.
    pub more: bool,
    /// What searches could not be fetched, and nothing was searched.
    pub failed: bool,
    /// So many sections could not be had: what stands there was not found. Told with the last answer.
    pub unread: usize,
}

/// A place in the book where what was searched for stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Hit {
    /// The section of the reading order.
    pub section: usize,
    /// The number of letters before it in the section's text.
    pub letter: usize,
    /// How many letters it has.
    pub letters: usize,
    /// What stands before it.
    pub before: String,
    /// What was found, as it is written there.
    pub matched: String,
    /// What stands after it.
    pub after: String,
}

/// What the worker says to the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Said once, unasked (as number 0): the worker hears from now on. What is sent before is lost.
    Ready,
    /// The book is open.
    Opened(Box<Opened>),
    /// The book opens with a licence; this is the one that lies in it.
    Locked(String),
    /// The key that the passphrase stands for, as text.
    Key(String),
    /// The document is at this `blob:` URL.
    Document(String),
    /// What was found so far.
    Found(Found),
    /// The reader's own notes.
    Notes(Notes),
    /// The reader's own notes as a file.
    Exported(String),
    /// What the reader answered when asked whether the book may fetch what lies elsewhere, if that was asked.
    Elsewhere(Option<bool>),
    /// The question was heard; the answer may take hours.
    Heard,
    /// Everything that was to be kept is kept.
    Idle,
    /// It cannot be done; at least one problem is fatal.
    Failed(Vec<Problem>),
}

/// An open book.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Opened {
    /// The publication.
    pub manifest: Manifest,
    /// What is wrong with it, none of it fatal.
    pub problems: Vec<Problem>,
}

impl FromJson for Ask {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        match fields.text("op")?.as_str() {
            "open" => Some(Self::Open {
                url: fields.text("url")?,
                kept: fields.text("kept"),
                length: fields.count("length").unwrap_or_default(),
            }),
            "unlock" => Some(Self::Unlock { url: fields.text("url")?, password: fields.text("password")? }),
            "licensed" => Some(Self::Licensed {
                url: fields.text("url")?,
                kept: fields.text("kept"),
                length: fields.count("length").unwrap_or_default(),
                licence: fields.text("licence")?,
                key: fields.text("key")?,
            }),
            "key" => {
                Some(Self::Key { licence: fields.text("licence")?, passphrase: fields.text("passphrase")? })
            }
            "keep" => Some(Self::Keep),
            "serve" => Some(Self::Serve { path: fields.text("path")?, range: fields.text("range") }),
            "prepare" => Some(Self::Prepare { path: fields.text("path")? }),
            "ahead" => Some(Self::Ahead),
            "elsewhere" => Some(Self::Elsewhere { allow: fields.one("allow") }),
            "document" => Some(Self::Document { path: fields.text("path")? }),
            "search" => Some(Self::Search(Search {
                query: fields.text("query")?,
                whole_word: fields.is("whole_word"),
                exact_case: fields.is("exact_case"),
            })),
            "notes" => NotesAsk::from_json(Value::Object(fields.rest())).map(Self::Notes),
            "export" => ExportAsk::from_json(Value::Object(fields.rest())).map(Self::Export),
            _ => None,
        }
    }
}

impl FromJson for Answer {
    fn from_json(value: Value) -> Option<Self> {
        if value == "ready" {
            return Some(Self::Ready);
        }
        if value == "heard" {
            return Some(Self::Heard);
        }
        if value == "idle" {
            return Some(Self::Idle);
        }
        let mut fields = Fields::of(value)?;
        if let Some(licence) = fields.text("locked") {
            return Some(Self::Locked(licence));
        }
        if let Some(key) = fields.text("key") {
            return Some(Self::Key(key));
        }
        if let Some(url) = fields.text("document") {
            return Some(Self::Document(url));
        }
        if let Some(found) = fields.one("found") {
            return Some(Self::Found(found));
        }
        if let Some(notes) = fields.one("notes") {
            return Some(Self::Notes(notes));
        }
        if let Some(file) = fields.text("exported") {
            return Some(Self::Exported(file));
        }
        if fields.has("elsewhere") {
            return Some(Self::Elsewhere(fields.one("elsewhere")));
        }
        match fields.one::<Opened>("opened") {
            Some(opened) => Some(Self::Opened(Box::new(opened))),
            None => fields.has("failed").then(|| Self::Failed(fields.many("failed"))),
        }
    }
}

impl FromJson for Opened {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { manifest: fields.one("manifest")?, problems: fields.many("problems") })
    }
}

impl FromJson for Found {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            hits: fields.many("hits"),
            searched: fields.count("searched")? as usize,
            done: fields.is("done"),
            more: fields.is("more"),
            failed: fields.is("failed"),
            unread: fields.count("unread").unwrap_or_default() as usize,
        })
    }
}

impl FromJson for Hit {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut text = |name: &str| fields.text(name).unwrap_or_default();
        let (before, matched, after) = (text("before"), text("matched"), text("after"));
        let mut number = |name: &str| fields.count(name).map(|number| number as usize);
        let (section, letter, letters) = (number("section")?, number("letter")?, number("letters")?);
        Some(Self { section, letter, letters, before, matched, after })
    }
}

read_from_json!(Ask, Answer, Opened);

#[cfg(test)]
mod tests {
    use yueli_publication::{Link, Metadata, ProblemCode};

    use super::*;

    #[test]
    fn what_is_said_is_what_is_heard() {
        let serve = Ask::Serve { path: "a b".into(), range: Some("bytes=0-".into()) };
        let search = Ask::Search(Search { query: "鲸".into(), whole_word: true, exact_case: false });
        let unlock = Ask::Unlock { url: "/x".into(), password: "tea".into() };
        let open = Ask::Open { url: "/x".into(), kept: Some("x".into()), length: 7 };
        for ask in [
            open,
            unlock,
            Ask::Licensed { url: "/x".into(), kept: None, length: 0, licence: "{}".into(), key: "ab".into() },
            Ask::Key { licence: "{}".into(), passphrase: "tea".into() },
            Ask::Keep,
            Ask::Document { path: "y".into() },
            Ask::Prepare { path: "z".into() },
            Ask::Ahead,
            Ask::Elsewhere { allow: None },
            Ask::Elsewhere { allow: Some(false) },
            serve,
            search,
        ] {
            let json = serde_json::to_string(&ask).unwrap();
            assert_eq!(serde_json::from_str::<Ask>(&json).unwrap(), ask, "{json}");
        }
        let problems = vec![Problem::at(ProblemCode::Truncated, "a", "b")];
        let metadata = Metadata { title: "Tea".into(), ..Metadata::default() };
        let manifest = Manifest { metadata, reading_order: vec![Link::to("a.xhtml")], ..Manifest::default() };
        let opened = Box::new(Opened { manifest, problems: problems.clone() });
        for answer in [
            Answer::Ready,
            Answer::Heard,
            Answer::Idle,
            Answer::Elsewhere(None),
            Answer::Elsewhere(Some(true)),
            Answer::Opened(opened),
            Answer::Document("blob:x".into()),
            Answer::Locked("{}".into()),
            Answer::Key("ab".into()),
            Answer::Found(Found {
                hits: vec![Hit {
                    section: 3,
                    letter: 12,
                    letters: 5,
                    matched: "whale".into(),
                    ..Hit::default()
                }],
                searched: 4,
                done: true,
                more: false,
                failed: true,
                unread: 2,
            }),
            Answer::Failed(problems),
        ] {
            let json = serde_json::to_string(&answer).unwrap();
            assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), answer, "{json}");
        }
        assert!(serde_json::from_str::<Answer>("7").is_err());
    }
}
