//! What the patrons do: everybody wants the same book, reads a little, brings it back, waits, loses patience.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::client::{Answer, Client};

const ACQUISITION: &str = "http://opds-spec.org/acquisition";

/// What a patron was told, and what she tried; what the store holds must fit it.
#[derive(Debug, Default)]
pub struct Told {
    /// Loans that she was told she has.
    pub loans: Vec<String>,
    /// Loans that she was told have ended.
    pub returned: Vec<String>,
    /// Loans that she tried to end: whether they did she may not know.
    pub returning: Vec<String>,
    /// Holds that she was told she has.
    pub holds: Vec<String>,
    /// Holds that she tried to cancel.
    pub cancelling: Vec<String>,
    /// How many answers there were.
    pub answers: u64,
    /// How long answers took that came at the first try.
    pub times: Vec<Duration>,
    /// How often something was sent again because the server was gone.
    pub again: u64,
    /// Answers that must not be.
    pub wrong: Vec<String>,
}

/// A patron.
pub struct Player {
    client: Client,
    borrow: String,
    random: u64,
    until: Instant,
    told: Told,
}

/// What she has of the book.
enum Mine {
    Loan(String),
    Hold(String),
    Nothing,
}

impl Player {
    /// Signs in.
    pub async fn enter(
        number: usize,
        gateways: &[SocketAddr],
        publication: &str,
        patience: Instant,
    ) -> Result<Self> {
        let mut client = Client::new(gateways, number);
        let asked = json!({ "login": format!("p{number}"), "password": "1234" });
        let answer = loop {
            let answer = client.ask("POST", "/session", None, Some(&asked), patience).await;
            let answer = answer.context("nobody answers to sign in")?;
            // Two hundred at once are more than are let in at once; they are asked to come again.
            if answer.status != 503 || Instant::now() > patience {
                break answer;
            }
        };
        if answer.status != 200 {
            bail!("p{number} cannot sign in: {answer:?}");
        }
        let csrf = answer.body["csrf"].as_str().unwrap_or_default().to_owned();
        client.headers =
            vec![("Cookie".to_owned(), answer.cookie.unwrap_or_default()), ("X-CSRF-Token".to_owned(), csrf)];
        client.times.clear();
        client.answers = 0;
        let borrow = format!("/opds/publications/{publication}/borrow");
        let random = u64::try_from(number).unwrap_or_default().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        Ok(Self { client, borrow, random, until: patience, told: Told::default() })
    }

    /// Some number below `most`; not a good one, but another each time (xorshift).
    fn some(&mut self, most: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % most
    }

    async fn pause(&mut self, most: u64) {
        let pause = self.some(most);
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }

    /// Wants the book until it is over.
    pub async fn play(mut self, until: Instant) -> Told {
        self.until = until;
        while Instant::now() < until {
            let key = format!("{:x}-{}", self.random, self.told.loans.len() + self.told.holds.len());
            let key = (self.some(10) > 0).then_some(key);
            let borrow = self.borrow.clone();
            let Some(answer) = self.client.ask("POST", &borrow, key.as_deref(), None, until).await else {
                break;
            };
            match self.mine(&answer) {
                Mine::Loan(loan) => self.read(loan).await,
                Mine::Hold(hold) => self.wait(hold).await,
                // The same request was answered before, and what it began has ended since.
                Mine::Nothing => {}
            }
        }
        self.told.times = std::mem::take(&mut self.client.times);
        self.told.answers = self.client.answers;
        self.told.again = self.client.again;
        self.told
    }

    async fn read(&mut self, loan: String) {
        if self.told.loans.last() != Some(&loan) {
            self.told.loans.push(loan.clone());
        }
        self.pause(30).await;
        if self.some(10) == 0 {
            return; // keeps it, and asks for it again: that is no second loan
        }
        self.told.returning.push(loan.clone());
        let path = format!("/opds/loans/{loan}/return");
        let Some(answer) = self.client.ask("POST", &path, None, None, self.until).await else { return };
        match self.mine(&answer) {
            Mine::Nothing => self.told.returned.push(loan),
            _ => self.told.wrong.push(format!("a loan was returned, and is there: {}", answer.body)),
        }
    }

    async fn wait(&mut self, hold: String) {
        if self.told.holds.last() != Some(&hold) {
            self.told.holds.push(hold.clone());
        }
        self.pause(60).await;
        if self.some(20) == 0 {
            self.told.cancelling.push(hold.clone());
            let path = format!("/opds/holds/{hold}/revoke");
            if let Some(answer) = self.client.ask("POST", &path, None, None, self.until).await {
                self.mine(&answer);
            }
        }
    }

    /// What she has, by the links of the publication.
    fn mine(&mut self, answer: &Answer) -> Mine {
        if !matches!(answer.status, 200 | 201) {
            self.told.wrong.push(format!("{}: {}", answer.status, answer.body));
            return Mine::Nothing;
        }
        let links = answer.body["links"].as_array().cloned().unwrap_or_default();
        let has = |rel: &str| links.iter().any(|link| link["rel"] == rel);
        let revoke = links.iter().filter_map(|link| link["href"].as_str()).find_map(id);
        match revoke {
            Some(("loans", id)) if has(ACQUISITION) => Mine::Loan(id.to_owned()),
            Some(("holds", id)) => Mine::Hold(id.to_owned()),
            _ => {
                let copies =
                    links.iter().map(|link| &link["properties"]["copies"]).find(|copies| copies.is_object());
                if copies.is_none_or(|copies| copies["available"].as_i64() > copies["total"].as_i64()) {
                    self.told.wrong.push(format!("copies that cannot be: {}", answer.body));
                }
                Mine::Nothing
            }
        }
    }
}

/// `/opds/loans/{id}/return`, `/opds/holds/{id}/revoke`
fn id(href: &str) -> Option<(&str, &str)> {
    let mut parts = href.strip_prefix("/opds/")?.split('/');
    let (kind, id, action) = (parts.next()?, parts.next()?, parts.next()?);
    matches!(action, "return" | "revoke").then_some((kind, id))
}

/// The id of the only publication of a library.
pub async fn only_publication(gateway: SocketAddr, until: Instant) -> Result<String> {
    let mut client = Client::new(&[gateway], 0);
    while Instant::now() < until {
        let path = "/opds/publications?format=unreadable";
        let answer = client.ask("GET", path, None, None, until).await.context("nobody answers")?;
        let links: &Value = &answer.body["publications"][0]["links"];
        if let Some(own) = links[0]["href"].as_str() {
            return Ok(own.rsplit('/').next().unwrap_or_default().to_owned());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("the book of the race does not appear in the catalogue")
}
