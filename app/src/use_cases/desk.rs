//! The librarian's desk: what is asked below `/staff`, where no public protocol has a word for it.

use serde_json::{Value, json};
use yueli_opds::{FEED, Feed};
use yueli_ports::{Http, Method, Request};
use yueli_publication::{
    Money, Time,
    json::{self, Fields, FromJson},
    template::encode,
};

use super::{
    account::{AccountError, Patron, ask},
    problem::{self, Unreadable},
};

/// Somebody who has a card, as people at the desk see it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// Who it is, with the children.
    pub patron: Patron,
    /// The patron who manages this one's account.
    pub guardian: Option<Patron>,
    /// Until when no PIN is tried.
    pub locked_until: Option<Time>,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Done {
    /// What it is.
    pub title: String,
    /// What is on it.
    pub barcode: String,
    /// Until when it is on loan.
    pub due: Option<Time>,
    /// Who had it.
    pub patron: Option<Patron>,
    /// What it costs that it came late.
    pub charge: Option<Money>,
    /// For whom it is kept next.
    pub kept_for: Option<Kept>,
}

/// An item that is put aside for somebody.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kept {
    /// The hold.
    pub id: String,
    /// What is on the item.
    pub barcode: String,
    /// What it is.
    pub title: String,
    /// For whom.
    pub patron: Patron,
    /// Where it belongs.
    pub from: String,
    /// Where it is picked up.
    pub pick_up: String,
    /// Until when it is kept.
    pub until: Option<Time>,
}

/// What is changed of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Another PIN.
    Pin(String),
    /// It borrows nothing, for this reason.
    Block(String),
    /// It borrows again.
    Unblock,
    /// Its last day (`2027-12-31`); nothing: it is good for ever.
    Expires(Option<String>),
    /// What of the catalogue a child sees: `everything`, `not-adults` or `children`.
    Sees(&'static str),
}

/// A card to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewCard {
    /// Its number.
    pub card: String,
    /// Whose it is.
    pub name: String,
    /// The PIN.
    pub pin: String,
    /// Its last day, or nothing.
    pub expires: String,
    /// The guardian's card, or nothing.
    pub guardian: String,
}

/// A file of the library's that cannot be read, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// How the catalogue names it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Why.
    pub why: Option<Unreadable>,
}

/// What is done with an item by its barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// It comes back.
    Return,
    /// It is kept for longer.
    Renew,
}

impl FromJson for Person {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value.clone())?;
        let (guardian, locked_until) = (fields.one("guardian"), fields.one("lockedUntil"));
        Some(Self { patron: Patron::from_json(value)?, guardian, locked_until })
    }
}

impl FromJson for Kept {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut text = |name: &str| fields.text(name).unwrap_or_default();
        let (id, barcode, title) = (text("id"), text("barcode"), text("title"));
        let (from, pick_up) = (text("from"), text("pickUp"));
        let (patron, until) = (fields.one("patron").unwrap_or_default(), fields.one("until"));
        Some(Self { id, barcode, title, patron, from, pick_up, until })
    }
}

impl FromJson for Done {
    fn from_json(value: Value) -> Option<Self> {
        let cents = value.get("chargeCents").and_then(Value::as_i64).filter(|cents| *cents > 0);
        let mut fields = Fields::of(value)?;
        let currency = fields.text("currency").unwrap_or_default();
        Some(Self {
            title: fields.text("title")?,
            barcode: fields.text("barcode").unwrap_or_default(),
            due: fields.one("due"),
            patron: fields.one("patron"),
            charge: cents.and_then(|cents| Money::new(cents, &currency)),
            kept_for: fields.one("keptFor"),
        })
    }
}

/// Somebody who asks at the desk: over which way, in which language, with which token.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The way to the library.
    pub http: &'a dyn Http,
    /// The language.
    pub tag: &'a str,
    /// The token of the session.
    pub csrf: Option<&'a str>,
}

impl Desk<'_> {
    async fn ask<T: FromJson>(self, request: Request) -> Result<T, AccountError> {
        let answer = ask(self.http, request, self.tag, self.csrf).await?;
        let read = json::parse(&answer.body).ok().and_then(T::from_json);
        read.ok_or(AccountError::Server(answer.status))
    }

    async fn list<T: FromJson>(self, request: Request, name: &str) -> Result<Vec<T>, AccountError> {
        let answer = ask(self.http, request, self.tag, self.csrf).await?;
        let fields = json::parse(&answer.body).ok().and_then(Fields::of);
        fields.map(|mut fields| fields.many(name)).ok_or(AccountError::Server(answer.status))
    }

    /// Patrons by their card or their name.
    ///
    /// # Errors
    /// See [`AccountError`]; it is the same for all that follows.
    pub async fn find(self, query: &str) -> Result<Vec<Person>, AccountError> {
        self.list(Request::get(format!("/staff/patrons?query={}", encode(query))), "patrons").await
    }

    /// One patron, with guardian and children.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn person(self, id: &str) -> Result<Person, AccountError> {
        self.ask(Request::get(format!("/staff/patrons/{}", encode(id)))).await
    }

    /// Gives out a card.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn add(self, new: &NewCard) -> Result<Person, AccountError> {
        let NewCard { card, name, pin, expires, guardian } = new;
        let body =
            json!({ "card": card, "name": name, "pin": pin, "expires": expires, "guardian": guardian });
        self.ask(Request::new(Method::Post, "/staff/patrons").json(body.to_string())).await
    }

    /// Changes a card.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn change(self, id: &str, change: &Change) -> Result<Person, AccountError> {
        let body = match change {
            Change::Pin(pin) => json!({ "pin": pin }),
            Change::Block(why) => json!({ "blocked": { "why": why } }),
            Change::Unblock => json!({ "blocked": false }),
            Change::Expires(day) => json!({ "expires": day }),
            Change::Sees(sees) => json!({ "sees": sees }),
        };
        let request = Request::new(Method::Put, format!("/staff/patrons/{}", encode(id)));
        self.ask(request.json(body.to_string())).await
    }

    /// Lends an item to the patron `id`.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn lend(self, id: &str, barcode: &str) -> Result<Done, AccountError> {
        let body = json!({ "patron": id, "barcode": barcode });
        self.ask(Request::new(Method::Post, "/staff/loans").json(body.to_string())).await
    }

    /// Takes an item back, or lets it be kept for longer.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn counter(self, what: Counter, barcode: &str) -> Result<Done, AccountError> {
        let address = match what {
            Counter::Return => "/staff/returns",
            Counter::Renew => "/staff/renewals",
        };
        self.ask(Request::new(Method::Post, address).json(json!({ "barcode": barcode }).to_string())).await
    }

    /// Settles a charge: it was paid, or need not be.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn settle(self, charge: &str, waived: bool) -> Result<(), AccountError> {
        let body = json!({ "settled": if waived { "waived" } else { "paid" } });
        let request = Request::new(Method::Put, format!("/staff/charges/{}", encode(charge)));
        ask(self.http, request.json(body.to_string()), self.tag, self.csrf).await.map(|_| ())
    }

    /// What is to be put aside.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn kept(self) -> Result<Vec<Kept>, AccountError> {
        self.list(Request::get("/staff/holds"), "holds").await
    }

    /// Files of the library's that cannot be read: the catalogue lists them for everybody.
    ///
    /// # Errors
    /// See [`AccountError`].
    pub async fn imports(self) -> Result<Vec<Import>, AccountError> {
        let request = Request::get("/opds/publications?format=unreadable&sort=new").header("accept", FEED);
        let feed: Feed = self.ask(request).await?;
        let import = |own: &yueli_opds::Publication| Import {
            id: super::catalogue::id_of(own).unwrap_or_default(),
            title: own.metadata.title.get(self.tag).to_owned(),
            why: problem::of(own),
        };
        Ok(feed.publications.iter().map(import).collect())
    }
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::{Response, fake::FakeHttp};

    use super::*;

    fn json_answer(body: &str) -> Response {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Response { status: 200, headers, body: body.into() }
    }

    #[test]
    fn what_comes_back_says_what_it_costs_and_who_is_next() {
        let http = FakeHttp::default();
        http.respond(
            "POST /staff/returns",
            json_answer(
                r#"{"title":"Atlas","barcode":"A1","patron":{"id":"7","name":"Mei","card":"1"},"chargeCents":60,"currency":"CNY",
                "keptFor":{"id":"h","barcode":"A1","title":"Atlas","patron":{"id":"8","name":"Bo"},"from":"Main","pickUp":"Main","until":"2026-12-01T00:00:00Z"}}"#,
            ),
        );
        let desk = Desk { http: &http, tag: "en", csrf: Some("t") };
        let done = block_on(desk.counter(Counter::Return, "A1")).unwrap();
        assert_eq!(done.charge, Money::new(60, "CNY"));
        assert_eq!(done.kept_for.map(|kept| kept.patron.name), Some("Bo".to_owned()));
        assert_eq!(http.asked()[0].body.as_deref(), Some(r#"{"barcode":"A1"}"#));
        assert!(http.asked()[0].headers.contains(&("x-csrf-token".into(), "t".into())));
    }

    #[test]
    fn each_change_says_one_thing() {
        for (change, body) in [
            (Change::Pin("1234".into()), r#"{"pin":"1234"}"#),
            (Change::Block("Lost".into()), r#"{"blocked":{"why":"Lost"}}"#),
            (Change::Unblock, r#"{"blocked":false}"#),
            (Change::Expires(None), r#"{"expires":null}"#),
            (Change::Expires(Some("2027-12-31".into())), r#"{"expires":"2027-12-31"}"#),
            (Change::Sees("children"), r#"{"sees":"children"}"#),
        ] {
            let http = FakeHttp::default();
            http.respond(
                "PUT /staff/patrons/7",
                json_answer(r#"{"id":"7","lockedUntil":"2026-12-01T00:00:00Z"}"#),
            );
            let desk = Desk { http: &http, tag: "en", csrf: None };
            assert!(block_on(desk.change("7", &change)).unwrap().locked_until.is_some());
            assert_eq!(http.asked()[0].body.as_deref(), Some(body));
        }
    }

    #[test]
    fn who_is_no_colleague_is_told_so() {
        let http = FakeHttp::default();
        let body = r#"{"code":"not-staff","title":"The desk is for staff."}"#;
        http.respond("/staff/holds", Response { status: 403, ..json_answer(body) });
        let desk = Desk { http: &http, tag: "en", csrf: None };
        assert!(
            matches!(block_on(desk.kept()), Err(AccountError::Refused { code, .. }) if code == "not-staff")
        );
    }
}
