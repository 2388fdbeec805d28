//! What is lent, on the command line.

use std::{io::Write, path::Path};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use yueli_publication::Metadata;

use super::{
    charges, counter,
    desk::Who,
    holdings::{self, Rules, Terms},
};
use crate::{
    accounts,
    db::Db,
    store::{Origin, Store, instant},
};

/// What the library lends.
#[derive(Debug, Clone, Subcommand)]
pub enum HoldingTask {
    /// Lends a publication of the catalogue: its file is then only for those who have it on loan. Prints the
    /// holding's id.
    Set {
        /// The publication's id, as its address in the catalogue ends.
        publication: String,
        #[command(flatten)]
        terms: HoldingTerms,
    },
    /// Lets whoever comes read the file again. Loans go on.
    Open {
        /// The publication's id.
        publication: String,
    },
    /// A work that there is only on paper. Prints the holding's id.
    Add {
        #[command(flatten)]
        terms: HoldingTerms,
    },
    /// Lists what is lent: id, publication, access, copies, days, renewals, title; with tabs between.
    List,
    /// Adds a thing with a barcode. Prints the item's id.
    Item {
        /// The holding's id.
        holding: String,
        /// The barcode.
        #[arg(long)]
        barcode: String,
        /// The code of the service point where it stands.
        #[arg(long)]
        at: String,
    },
    /// Adds a place where things are handed out. Prints its id.
    ServicePoint {
        /// A short code.
        code: String,
        /// The name in English.
        #[arg(long)]
        name: String,
        /// The name in Chinese [default: the other].
        #[arg(long)]
        name_zh: Option<String>,
        /// Holds cannot be picked up here.
        #[arg(long)]
        no_pickup: bool,
    },
    /// What holds for everybody.
    Rules {
        /// Loans at once.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
        loans: Option<i64>,
        /// Holds at once.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
        holds: Option<i64>,
        /// Cents: whoever owes more borrows nothing.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
        debt: Option<i64>,
        /// The currency (ISO 4217).
        #[arg(long)]
        currency: Option<String>,
        /// For how many days it is known who had what, once it is over [default: 90]; 0: for ever.
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..=36_500))]
        history_days: Option<i64>,
    },
}

/// How a work is lent.
#[derive(Debug, Clone, Args)]
pub struct HoldingTerms {
    /// How many may read it at once.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=10_000))]
    pub copies: Option<i64>,
    /// How long a loan is, in days [default: 21].
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=3650))]
    pub days: Option<i64>,
    /// How often it can be renewed [default: 2].
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=100))]
    pub renewals: Option<i64>,
    /// How many days a copy is kept for whoever waited [default: 3].
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=365))]
    pub hold_days: Option<i64>,
    /// Cents for each day that an item on paper is late [default: 0].
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=1_000_000))]
    pub fee_cents: Option<i64>,
    /// Never more cents than that for one loan; 0 is no limit [default: 0].
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=100_000_000))]
    pub fee_cap: Option<i64>,
    /// The title [default: the catalogue's].
    #[arg(long)]
    pub title: Option<String>,
    /// The author [default: the catalogue's].
    #[arg(long)]
    pub author: Option<String>,
    /// The ISBN.
    #[arg(long)]
    pub isbn: Option<String>,
}

/// Loans at the desk.
#[derive(Debug, Clone, Subcommand)]
pub enum LoanTask {
    /// A patron takes an item away. Prints when it is due.
    Out {
        /// The patron's card.
        #[arg(long)]
        card: String,
        /// The item's barcode.
        #[arg(long)]
        barcode: String,
    },
    /// An item comes back; what it costs that it is late is charged.
    In {
        /// The item's barcode.
        #[arg(long)]
        barcode: String,
    },
    /// Lists what is owed: id, card, title, cents, reason, since; with tabs between.
    Charges,
    /// What was owed is paid, or need not be paid.
    Settle {
        /// The charge's id.
        charge: String,
        /// It need not be paid.
        #[arg(long)]
        waived: bool,
    },
    /// Lists open loans: id, card, title, medium, since, due; with tabs between.
    List,
}

impl HoldingTerms {
    fn terms(&self) -> Terms {
        Terms {
            title: self.title.clone(),
            author: self.author.clone(),
            isbn: self.isbn.clone(),
            copies: self.copies,
            days: self.days,
            renewals: self.renewals,
            hold_days: self.hold_days,
            fee_cents: self.fee_cents,
            fee_cap: self.fee_cap,
            access: None,
        }
    }
}

/// Does what is asked for with what the library lends; `data` is where the catalogue is.
pub(crate) async fn holding(store: &Store, task: &HoldingTask, data: Option<&Path>) -> anyhow::Result<()> {
    match task {
        HoldingTask::Set { publication, terms } => {
            let mut terms = Terms { access: Some("loan"), ..terms.terms() };
            name(&mut terms, publication, data).await?;
            say(&holdings::set(store, publication, &terms).await?)
        }
        HoldingTask::Open { publication } => {
            let mut terms = Terms { access: Some("open"), ..Terms::default() };
            name(&mut terms, publication, data).await?;
            say(&holdings::set(store, publication, &terms).await?)
        }
        HoldingTask::Add { terms } => say(&holdings::add_on_paper(store, &terms.terms()).await?),
        HoldingTask::List => list(store).await,
        HoldingTask::Item { holding, barcode, at } => {
            say(&holdings::add_item(store, holding, barcode, at).await?)
        }
        HoldingTask::ServicePoint { code, name, name_zh, no_pickup } => {
            let name_zh = name_zh.as_deref().unwrap_or(name);
            say(&holdings::add_service_point(store, code, name, name_zh, !no_pickup).await?)
        }
        HoldingTask::Rules { loans, holds, debt, currency, history_days } => {
            let (loans, holds, debt, history_days) = (*loans, *holds, *debt, *history_days);
            let rules = Rules { loans, holds, debt, currency: currency.clone(), history_days };
            holdings::set_rules(store, &rules).await
        }
    }
}

/// Takes title, author and ISBN from the catalogue, where they are not said and the catalogue has the book.
async fn name(terms: &mut Terms, publication: &str, data: Option<&Path>) -> anyhow::Result<()> {
    let index = data.map(|data| data.join("catalogue.sqlite")).filter(|index| index.is_file());
    let Some(index) = index else { return Ok(()) };
    let db = Db::open(&index).await.context("the catalogue cannot be opened")?;
    let row = db.book(publication).await?;
    db.close().await;
    let Some(row) = row else {
        if terms.title.is_none() {
            bail!("the catalogue has no publication {publication}; say its --title to lend it all the same");
        }
        return Ok(());
    };
    let metadata: Metadata = serde_json::from_str(&row.metadata).unwrap_or_default();
    let authors: Vec<&str> = metadata.author.iter().map(|author| author.name.first()).collect();
    let author = (!authors.is_empty()).then(|| authors.join("; "));
    let isbn = metadata.identifier.as_deref().and_then(|id| id.strip_prefix("urn:isbn:")).map(str::to_owned);
    terms.title.get_or_insert(row.title);
    terms.author = terms.author.take().or(author);
    terms.isbn = terms.isbn.take().or(isbn);
    Ok(())
}

async fn list(store: &Store) -> anyhow::Result<()> {
    let rows: Vec<Listed> = sqlx::query_as(
        "SELECT h.id, h.publication, h.access,
             (SELECT COUNT(*) FROM items i WHERE i.holding = h.id AND i.withdrawn IS NULL) AS copies,
             h.days, h.renewals, h.title FROM holdings h ORDER BY h.title, h.id",
    )
    .fetch_all(store.pool())
    .await?;
    for Listed { id, publication, access, copies, days, renewals, title } in rows {
        let publication = publication.as_deref().unwrap_or("-");
        say(&format!("{id}\t{publication}\t{access}\t{copies}\t{days}\t{renewals}\t{title}"))?;
    }
    Ok(())
}

/// A line of the list of what is lent.
#[derive(sqlx::FromRow)]
struct Listed {
    id: String,
    publication: Option<String>,
    access: String,
    copies: i64,
    days: i64,
    renewals: i64,
    title: String,
}

/// Does what is asked for at the desk.
pub(crate) async fn loan(store: &Store, task: &LoanTask) -> anyhow::Result<()> {
    match task {
        LoanTask::Out { card, barcode } => {
            let mut on = store.pool().acquire().await?;
            let patron = accounts::by_card(&mut on, card).await?;
            drop(on);
            let patron = patron.with_context(|| format!("there is no patron with the card {card}"))?;
            let who = Who { actor: None, patron: &patron.id, origin: &Origin::CommandLine };
            say(&instant(counter::check_out(store, who, barcode).await?.due))
        }
        LoanTask::In { barcode } => {
            say(&counter::check_in(store, None, &Origin::CommandLine, barcode).await?.id)
        }
        LoanTask::Charges => owed(store).await,
        LoanTask::Settle { charge, waived } => {
            if !charges::settle(store, charge, *waived, None, &Origin::CommandLine).await? {
                bail!("nothing is owed by the name {charge}");
            }
            Ok(())
        }
        LoanTask::List => {
            let rows: Vec<(String, String, String, String, i64, i64)> = sqlx::query_as(
                "SELECT l.id, p.card, h.title, l.medium, l.since, l.due FROM loans l
                 JOIN patrons p ON p.id = l.patron JOIN holdings h ON h.id = l.holding
                 WHERE l.returned IS NULL ORDER BY l.due, l.id",
            )
            .fetch_all(store.pool())
            .await?;
            for (id, card, title, medium, since, due) in rows {
                say(&format!("{id}\t{card}\t{title}\t{medium}\t{}\t{}", instant(since), instant(due)))?;
            }
            Ok(())
        }
    }
}

async fn owed(store: &Store) -> anyhow::Result<()> {
    let rows: Vec<(String, String, Option<String>, i64, String, i64)> = sqlx::query_as(
        "SELECT c.id, p.card, h.title, c.cents, c.reason, c.accrued FROM charges c
         JOIN patrons p ON p.id = c.patron LEFT JOIN holdings h ON h.id = c.holding
         WHERE c.settled IS NULL ORDER BY p.card_key, c.accrued, c.id",
    )
    .fetch_all(store.pool())
    .await?;
    for (id, card, title, cents, reason, accrued) in rows {
        let title = title.as_deref().unwrap_or("-");
        say(&format!("{id}\t{card}\t{title}\t{cents}\t{reason}\t{}", instant(accrued)))?;
    }
    Ok(())
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("standard output is closed")
}
