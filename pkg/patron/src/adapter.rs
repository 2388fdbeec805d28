//! Asking a library's system: questions and answers as data.

use std::future::Future;

use serde_json::Value;
use yueli_publication::{Time, template::encode};

use crate::{Account, Batch, Hold, Loan, PatronError, ServicePoint};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PatronId {
    /// How the gateway names her to the library's system (FOLIO: `externalSystemId`).
    pub external: String,
    /// How the library's system names her itself, once that is known: an answer about anybody else is refused.
    pub internal: Option<String>,
}

impl PatronId {
    /// A patron of whom the library's own name is not known yet.
    pub fn new(external: impl Into<String>) -> Self {
        Self { external: external.into(), internal: None }
    }

    /// Whether an answer about `id` is about her. What is not known yet is believed, and should be kept from then on.
    pub fn is(&self, id: &str) -> bool {
        self.external == id || self.internal.as_deref().is_none_or(|own| own == id)
    }
}

/// What can be asked for a patron.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Her account.
    Account(Included),
    /// A loan for longer.
    Renew {
        /// The item that is lent.
        item: String,
    },
    /// A hold.
    Hold(HoldOrder),
    /// Where a hold can be picked up.
    PickUps(Target),
    /// The same for many items of an instance at once.
    PickUpsOfMany {
        /// The instance.
        instance: String,
        /// Its items.
        items: Vec<String>,
    },
    /// To give up a hold.
    Cancel {
        /// The library's name for the hold.
        hold: String,
        /// What the patron writes with it.
        comment: Option<String>,
        /// The time, which goes into the request.
        now: Time,
    },
    /// Many items of an instance at once.
    Batch {
        /// The instance.
        instance: String,
        /// What is asked for.
        lines: Vec<BatchLine>,
        /// What the patron writes with it.
        comment: Option<String>,
        /// The batch's own name, a UUID: asking twice with the same one is asking once.
        id: Option<String>,
    },
    /// What became of a batch.
    BatchStatus {
        /// The instance.
        instance: String,
        /// The batch.
        batch: String,
    },
    /// To become a patron, or to change what the library knows of somebody who wants to.
    Register(Box<Registration>),
    /// Whether somebody is a patron.
    RegistrationStatus {
        /// Her address for mails, or
        email: Option<String>,
        /// her name in the outer system, but not both.
        external: Option<String>,
    },
}

/// Which parts of an account are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Included {
    /// Each loan.
    pub loans: bool,
    /// Each hold.
    pub holds: bool,
    /// Each charge.
    pub charges: bool,
    /// Each batch.
    pub batches: bool,
    /// From which on, counted from 0, and how many.
    pub part: Option<(u32, u32)>,
}

impl Included {
    /// All of it.
    pub const ALL: Self = Self { loans: true, holds: true, charges: true, batches: true, part: None };
}

/// What a hold is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One copy.
    Item(String),
    /// Any copy.
    Instance(String),
}

/// A hold that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldOrder {
    /// What.
    pub target: Target,
    /// Where it is picked up: the id of a [`ServicePoint`].
    pub pick_up: String,
    /// Until when it is wanted.
    pub until: Option<Time>,
    /// What the patron writes with it.
    pub comment: Option<String>,
    /// The time, which goes into the request.
    pub now: Time,
}

/// One item of a batch that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchLine {
    /// The item.
    pub item: String,
    /// Where it is picked up.
    pub pick_up: String,
}

/// Somebody who wants to be a patron. Everything but the names and the mail may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registration {
    /// Her name in the outer system, a UUID. Where it is known, this is a change.
    pub external: Option<String>,
    /// Given name.
    pub first_name: String,
    /// What she is called.
    pub preferred_name: String,
    /// Middle name.
    pub middle_name: String,
    /// Family name.
    pub last_name: String,
    /// Mail.
    pub email: String,
    /// Whether it is known to be hers.
    pub is_email_verified: bool,
    /// Telephone.
    pub phone: String,
    /// Mobile telephone.
    pub mobile_phone: String,
    /// Street, two lines.
    pub street: [String; 2],
    /// Town.
    pub city: String,
    /// Province or state.
    pub province: String,
    /// Postal code.
    pub zip: String,
    /// Country.
    pub country: String,
    /// Whether she is a child.
    pub is_minor: bool,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// To [`Ask::Account`].
    Account(Box<Account>),
    /// To [`Ask::Renew`]: the loan as it is now.
    Loan(Box<Loan>),
    /// To [`Ask::Hold`] and [`Ask::Cancel`]: the hold as it is now.
    Hold(Box<Hold>),
    /// To [`Ask::PickUps`]. Empty where it can be picked up nowhere.
    PickUps(Vec<ServicePoint>),
    /// To [`Ask::PickUpsOfMany`]: item by item.
    PickUpsOfMany(Vec<(String, Vec<ServicePoint>)>),
    /// To [`Ask::Batch`] and [`Ask::BatchStatus`].
    Batch(Box<Batch>),
    /// To [`Ask::Register`]: her name in the outer system, where it is said.
    Registered(Option<String>),
    /// To [`Ask::RegistrationStatus`]: the library's own name for her, and whether she may borrow.
    Patron {
        /// The name.
        id: Option<String>,
        /// Whether her account is in use.
        is_active: bool,
    },
}

/// HTTP's methods, as far as they are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// As HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// A request to the library's system. Keys are added by who sends it; the answer is wanted as JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path below the system's address, encoded.
    pub path: String,
    /// The query, not encoded.
    pub query: Vec<(&'static str, String)>,
    /// The body, which is JSON.
    pub body: Option<Value>,
}

impl Request {
    /// A request without query and body. Each part becomes one segment of the path.
    pub fn new(method: Method, parts: &[&str]) -> Self {
        let path = parts.iter().map(|part| format!("/{}", encode(part))).collect();
        Self { method, path, query: Vec::new(), body: None }
    }

    /// The path with its query, encoded.
    pub fn target(&self) -> String {
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        if query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, query.join("&")) }
    }
}

/// What the library's system answered. That it did not answer at all is [`PatronError::UpstreamDown`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers; names in any case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A kind of library system.
pub trait Adapter {
    /// What has to be sent.
    ///
    /// # Errors
    /// Where this kind of system cannot be asked that: [`PatronError::NotOffered`], or something needed is missing.
    fn request(&self, patron: &PatronId, ask: &Ask) -> Result<Request, PatronError>;

    /// What the answer says.
    ///
    /// # Errors
    /// See [`PatronError`].
    fn answer(&self, patron: &PatronId, ask: &Ask, response: &Response) -> Result<Answer, PatronError>;
}

/// Asks, by way of `send`, which does the input and output.
///
/// # Errors
/// See [`PatronError`]; what `send` says goes through.
pub async fn ask_by<F: Future<Output = Result<Response, PatronError>>>(
    adapter: &(impl Adapter + ?Sized),
    patron: &PatronId,
    ask: &Ask,
    send: impl FnOnce(Request) -> F,
) -> Result<Answer, PatronError> {
    let response = send(adapter.request(patron, ask)?).await?;
    adapter.answer(patron, ask, &response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_segment() {
        let mut request = Request::new(Method::Get, &["patron", "../a b?c#d", "hold"]);
        assert_eq!(request.target(), "/patron/..%2Fa%20b%3Fc%23d/hold");
        request.query.push(("sortBy", "a&b=c".to_owned()));
        assert_eq!(request.target(), "/patron/..%2Fa%20b%3Fc%23d/hold?sortBy=a%26b%3Dc");
    }

    #[test]
    fn a_patron_is_known_by_both_names() {
        let mut patron = PatronId::new("outer");
        assert!(patron.is("outer") && patron.is("anybody"));
        patron.internal = Some("inner".to_owned());
        assert!(patron.is("outer") && patron.is("inner") && !patron.is("anybody"));
    }
}
