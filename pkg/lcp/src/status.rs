//! Status documents (LSD).

use serde_json::Value;
use yueli_publication::json::{Fields, FromJson};
use yueli_publication::{Time, Words, read_from_json};

use crate::{Action, ActionKind, Link, Rights, Standing};

/// A status document.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The licence that it is about.
    pub licence: String,
    /// How the licence stands.
    pub state: State,
    /// What the library says about it.
    pub message: String,
    /// When the licence was last changed: newer than the licence that one has, it has to be fetched again.
    pub licence_updated: Option<Time>,
    /// When the status was last changed.
    pub updated: Option<Time>,
    /// Where things are.
    pub links: Vec<Link>,
    /// Until when the licence could be renewed at most.
    pub renewable_until: Option<Time>,
    /// What happened so far.
    pub events: Vec<Event>,
    /// What is missing that must be there, by its name in the document.
    pub gaps: Vec<&'static str>,
}

/// How a licence stands (LSD, section 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Not opened yet.
    Ready,
    /// In use.
    Active,
    /// Taken back by the library.
    Revoked,
    /// Given back.
    Returned,
    /// Given up before it was opened.
    Cancelled,
    /// Its time is over.
    Expired,
    /// Something else; nothing is done with it.
    Unknown,
}

/// Something that happened to a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What: `register`, `renew`, `return`, `revoke`, `cancel`.
    pub kind: String,
    /// On which device, in its reader's words.
    pub name: Option<String>,
    /// On which device.
    pub id: Option<String>,
    /// When.
    pub at: Option<Time>,
}

impl State {
    /// Reads one of the words of the specification, in any case.
    pub fn of(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "ready" => Self::Ready,
            "active" => Self::Active,
            "revoked" => Self::Revoked,
            "returned" => Self::Returned,
            "cancelled" | "canceled" => Self::Cancelled,
            "expired" => Self::Expired,
            _ => Self::Unknown,
        }
    }

    /// Whether the book may be opened.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Ready | Self::Active)
    }

    /// Why it may not, and what one can do.
    pub fn words(self) -> Option<Words> {
        match self {
            Self::Ready | Self::Active => None,
            Self::Revoked => Some(Words {
                en: "The library has taken this loan back. Your notes are kept; ask the library why.",
                zh: "图书馆已收回这本书的借阅许可。您的笔记仍然保留；原因请咨询图书馆。",
            }),
            Self::Returned => Some(Words {
                en: "This book was given back. Your notes are kept; borrow it again to read on.",
                zh: "这本书已经归还。您的笔记仍然保留；再次借阅即可继续阅读。",
            }),
            Self::Cancelled => Some(Words {
                en: "This loan was given up before it was opened. Borrow the book again to read it.",
                zh: "这次借阅在打开之前已取消。再次借阅即可阅读。",
            }),
            Self::Expired => Some(Words {
                en: "This loan is over. Your notes are kept; borrow the book again to read on.",
                zh: "这次借阅已到期。您的笔记仍然保留；再次借阅即可继续阅读。",
            }),
            Self::Unknown => Some(Words {
                en: "The library says something about this loan that this app does not know. Please ask the library.",
                zh: "图书馆返回了本应用不认识的借阅状态。请咨询图书馆。",
            }),
        }
    }
}

impl ActionKind {
    /// What is possible in a state (LSD, section 3); `holds` where the licence itself has not ended.
    pub(crate) fn of(state: State, holds: bool) -> &'static [Self] {
        match state {
            State::Ready | State::Active if holds => &[Self::Register, Self::Renew, Self::Return],
            // Some libraries let a loan be renewed that is just over.
            State::Ready | State::Active | State::Expired => &[Self::Renew],
            State::Revoked | State::Returned | State::Cancelled | State::Unknown => &[],
        }
    }
}

impl Status {
    /// What can be done with a licence at `now`: what its status document has links for, as far as its state and its rights
    /// leave it possible.
    pub fn actions(&self, rights: &Rights, now: Time) -> Vec<Action> {
        let holds = !matches!(rights.standing(now), Standing::Ended(_));
        let kinds = ActionKind::of(self.state, holds);
        kinds.iter().filter_map(|kind| Action::among(*kind, &self.links)).collect()
    }

    /// Whether a licence that was last changed at `known` has to be fetched again, and from where.
    pub fn newer_licence(&self, known: Option<Time>) -> Option<&str> {
        let is_newer = self.licence_updated.is_some_and(|updated| known.is_none_or(|known| updated > known));
        let link = self.links.iter().find(|link| link.has_rel("license"))?;
        is_newer.then_some(link.href.as_str())
    }
}

impl FromJson for Status {
    /// Nothing where it is no status document at all: without a status.
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut gaps = Vec::new();
        let state = State::of(&fields.text("status")?);
        let mut updated = fields.take("updated").and_then(Fields::of).unwrap_or_else(Fields::none);
        let (licence_updated, own_updated): (Option<Time>, Option<Time>) =
            (updated.one("license"), updated.one("status"));
        let (id, message) = (fields.text("id"), fields.text("message"));
        let links: Vec<Link> = fields.many("links");
        let has_licence = links.iter().any(|link| link.has_rel("license"));
        for (is_missing, name) in [
            (id.is_none(), "id"),
            (message.is_none(), "message"),
            (licence_updated.is_none(), "updated: license"),
            (own_updated.is_none(), "updated: status"),
            (!has_licence, "links: license"),
        ] {
            if is_missing {
                gaps.push(name);
            }
        }
        let potential = fields.take("potential_rights").and_then(Fields::of);
        Some(Self {
            licence: id.unwrap_or_default(),
            state,
            message: message.unwrap_or_default(),
            licence_updated,
            updated: own_updated,
            links,
            renewable_until: potential.and_then(|mut own| own.one("end")),
            events: fields.many("events"),
            gaps,
        })
    }
}

impl FromJson for Event {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let at = fields.one("timestamp");
        Some(Self { kind: fields.text("type")?, name: fields.text("name"), id: fields.text("id"), at })
    }
}

read_from_json!(Status, Event);
