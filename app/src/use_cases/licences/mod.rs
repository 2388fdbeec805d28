//! Licences of protected books (Readium LCP): which of them are on this device, how each stands, and what can be done.
//!
//! - here: what is kept of a licence, and how it stands    - `take`: a licence becomes a book that is fetched
//! - `status`: what the library says of it by now           - `way`: how other servers are asked
//!
//! [ADR 19](../../../../docs/adr/0019-licences-of-the-basic-profile.md) says why it is so.

pub mod status;
pub mod take;
pub mod way;

use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;
use yueli_lcp::{Action, ActionKind, Licence, Standing, State, Status};
use yueli_platform_web::keep::STORE;
use yueli_ports::{RecordError, Records, RecordsExt};
use yueli_publication::{
    ProblemCode, Time,
    json::{self, Fields, FromJson},
    read_from_json,
};

/// The parameter of the licences' address that says where one is to be fetched.
pub const FROM: &str = "from";

/// An address as the value of a parameter.
pub fn way_to(url: &str) -> String {
    percent_encoding::utf8_percent_encode(url, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Where the licence is that the query of an address asks for.
pub fn asked_for(query: &str) -> Option<String> {
    let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(name, _)| *name == FROM)?;
    let url = percent_encoding::percent_decode_str(value).decode_utf8().ok()?.into_owned();
    (!url.is_empty()).then_some(url)
}

/// What is kept of a licence on this device. The passphrase is not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Held {
    /// How the shelf names the book.
    pub book: String,
    /// What the book is called, as far as was known.
    pub title: String,
    /// The licence, as its provider wrote it.
    pub document: String,
    /// The key that the passphrase stands for, once it was given.
    pub key: Option<String>,
    /// The status document, as last seen.
    pub status: Option<String>,
    /// How many letters were copied.
    pub copied: u64,
}

impl FromJson for Held {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            document: fields.text("document")?,
            book: fields.text("book")?,
            title: fields.text("title").unwrap_or_default(),
            key: fields.text("key"),
            status: fields.text("status"),
            copied: fields.count("copied").unwrap_or_default(),
        })
    }
}

read_from_json!(Held);

/// How a licence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It holds, until this time if there is one.
    Good(Option<Time>),
    /// It holds from this time on.
    NotYet(Time),
    /// It ended at this time.
    Ended(Time),
    /// The library says that it is over.
    Over(State),
}

/// A licence of this device, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// What is kept of it.
    pub held: Held,
    /// The licence.
    pub licence: Licence,
    /// Its status, as last seen.
    pub status: Option<Status>,
}

impl Known {
    /// Reads what is kept; nothing where it is no licence any more.
    pub fn of(held: Held) -> Option<Self> {
        let licence = json::parse(held.document.as_bytes()).ok().and_then(Licence::from_json)?;
        let status = held.status.as_ref().and_then(|text| json::parse(text.as_bytes()).ok());
        // A status of another licence says nothing of this one.
        let status = status.and_then(Status::from_json);
        let status = status.filter(|status| status.licence.is_empty() || status.licence == licence.id);
        Some(Self { held, licence, status })
    }

    /// How it stands at `now`.
    pub fn stand(&self, now: Time) -> Stand {
        let standing = self.licence.rights.standing(now);
        match (self.status.as_ref().map(|status| status.state), standing) {
            (Some(state @ (State::Revoked | State::Returned | State::Cancelled)), _) => Stand::Over(state),
            (_, Standing::Ended(end)) => Stand::Ended(end),
            (Some(State::Expired), _) => Stand::Over(State::Expired),
            (_, Standing::NotYet(start)) => Stand::NotYet(start),
            (_, Standing::Good(end)) => Stand::Good(end),
        }
    }

    /// Why the book is not opened at `now`, before its passphrase is asked for.
    pub fn obstacle(&self, now: Time) -> Option<ProblemCode> {
        Some(match self.stand(now) {
            Stand::Over(State::Revoked) => ProblemCode::LicenceRevoked,
            Stand::Over(State::Expired) | Stand::Ended(_) => ProblemCode::LicenceEnded,
            Stand::Over(_) => ProblemCode::LicenceReturned,
            Stand::NotYet(_) => ProblemCode::LicenceNotYet,
            Stand::Good(_) if !self.licence.encryption.profile.is_supported() => {
                ProblemCode::ProfileUnsupported
            }
            Stand::Good(_) => return None,
        })
    }

    /// What can be done with it at `now`: renewing, and giving back. Devices are not registered.
    pub fn actions(&self, now: Time) -> Vec<Action> {
        let all = self.status.as_ref().map(|status| status.actions(&self.licence.rights, now));
        let mut all = all.unwrap_or_default();
        all.retain(|action| action.kind != ActionKind::Register);
        all
    }

    /// How many letters may still be copied; nothing where that is not limited.
    pub fn left_to_copy(&self) -> Option<u64> {
        self.licence.rights.copy.map(|most| most.saturating_sub(self.held.copied))
    }
}

/// The licences of this device.
#[derive(Clone)]
pub struct Licences(Rc<dyn Records>);

impl Licences {
    /// The licences that are written down in `records`.
    pub fn new(records: Rc<dyn Records>) -> Self {
        Self(records)
    }

    /// The licence of the book that the shelf names so, if one is kept and can still be read.
    pub async fn get(&self, book: &str) -> Option<Known> {
        let held: Option<Held> = self.0.get(STORE, &key(book)).await.ok().flatten();
        held.and_then(Known::of)
    }

    /// Every licence, in the order of the books' titles.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn all(&self) -> Result<Vec<Known>, RecordError> {
        let all = self.0.all::<Held>(STORE).await?;
        let known = all.into_iter().filter_map(|(_, held)| Known::of(held));
        Ok(super::order::in_order(known, |a, b| {
            (&a.held.title, &a.held.book) < (&b.held.title, &b.held.book)
        }))
    }

    /// Keeps a licence, over what was kept of it. Of one that is over no key is kept.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn keep(&self, held: Held, now: Time) -> Result<Held, RecordError> {
        let mut held = held;
        let over = Known::of(held.clone())
            .is_some_and(|known| matches!(known.stand(now), Stand::Ended(_) | Stand::Over(_)));
        if over {
            held.key = None;
        }
        self.0.put(STORE, &key(&held.book), &held).await?;
        Ok(held)
    }

    /// Lets go of the licence of a book.
    ///
    /// # Errors
    /// Where the device keeps nothing.
    pub async fn forget(&self, book: &str) -> Result<(), RecordError> {
        self.0.remove(STORE, &key(book)).await
    }
}

/// Where the licence of a book is kept.
fn key(book: &str) -> String {
    [book, "/licence"].concat()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
