//! Patrons, on the command line.

use std::{
    io::{BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use jiff::{civil::Date, tz::TimeZone};

use super::{
    import,
    patrons::{self, Change, NewPatron, Patron, Role, Status},
    pin::Pins,
};
use crate::{
    audience::Sees,
    store::{Origin, Store, instant, now},
};

/// What is done with patrons.
#[derive(Debug, Clone, Subcommand)]
pub enum PatronTask {
    /// Adds a patron. The PIN is read from standard input where it is not given. Prints the new id.
    Add(NewCard),
    /// Adds the patrons of a table (CSV) with the columns card, name, and as wished pin, expires, language, guardian.
    /// Cards that are known already are left as they are.
    Import {
        /// The table.
        file: PathBuf,
    },
    /// Lists all patrons: id, card, name, state, guardian's id; with tabs between.
    List,
    /// Stops a card: what is borrowed can be returned, nothing can be borrowed.
    Block {
        /// The card's number.
        card: String,
        /// What the patron is told.
        #[arg(long)]
        why: Option<String>,
    },
    /// Lets a card be used again; wrong tries are forgotten.
    Unblock {
        /// The card's number.
        card: String,
    },
    /// Says whether a patron works at the library. Whoever is signed in must sign in again.
    Role {
        /// The card's number.
        card: String,
        /// What she may do.
        #[arg(value_enum)]
        role: Work,
    },
    /// Says what of the catalogue a child sees; her guardian can say something else.
    Sees {
        /// The child's card.
        card: String,
        /// What she sees.
        #[arg(value_enum)]
        what: Seen,
    },
    /// Sets another PIN, read from standard input where it is not given. Whoever is signed in must sign in again.
    SetPin {
        /// The card's number.
        card: String,
        /// The PIN. Others on this machine can see what is given here.
        #[arg(long, env = "YUELI_PIN", hide_env_values = true)]
        pin: Option<String>,
    },
}

/// What somebody may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Work {
    /// Borrow.
    Patron,
    /// Work at the library as well: the desk is open to her.
    Librarian,
}

/// What a child sees of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Seen {
    /// All of it.
    Everything,
    /// All but books for grown-ups.
    NotAdults,
    /// Only books for children.
    Children,
}

/// A card to be.
#[derive(Debug, Clone, Args)]
pub struct NewCard {
    /// The card's number; one signs in with it.
    #[arg(long)]
    pub card: String,
    /// The patron's name.
    #[arg(long)]
    pub name: String,
    /// The PIN, 4 to 128 characters. Others on this machine can see what is given here.
    #[arg(long, env = "YUELI_PIN", hide_env_values = true)]
    pub pin: Option<String>,
    /// The last day on which the card is good (2027-12-31), in UTC.
    #[arg(long, value_name = "DATE")]
    pub expires: Option<Date>,
    /// The language that she is written to in.
    #[arg(long, value_enum)]
    pub language: Option<Language>,
    /// The card of the patron who manages this one's account.
    #[arg(long, value_name = "CARD")]
    pub guardian: Option<String>,
    /// Works at the library.
    #[arg(long)]
    pub librarian: bool,
}

/// A language that the library speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Chinese.
    #[value(name = "zh-CN")]
    Zh,
}

impl Language {
    /// Its tag.
    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The language with this tag.
    pub(super) fn of(tag: &str) -> Option<Self> {
        [Self::En, Self::Zh].into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }
}

/// Does it.
pub(crate) async fn run(store: &Store, task: &PatronTask) -> anyhow::Result<()> {
    match task {
        PatronTask::Add(card) => add(store, card).await,
        PatronTask::Import { file } => import(store, file).await,
        PatronTask::List => list(store).await,
        PatronTask::Block { card, why } => change(store, card, Change::Block(why.as_deref())).await,
        PatronTask::Unblock { card } => change(store, card, Change::Unblock).await,
        PatronTask::Role { card, role } => {
            let role = if *role == Work::Librarian { Role::Librarian } else { Role::Patron };
            change(store, card, Change::Role(role)).await
        }
        PatronTask::Sees { card, what } => sees(store, card, *what).await,
        PatronTask::SetPin { card, pin } => {
            let hash = hash(pin.as_deref()).await?;
            change(store, card, Change::Pin(&hash)).await
        }
    }
}

async fn add(store: &Store, card: &NewCard) -> anyhow::Result<()> {
    let new = NewPatron {
        card: card.card.clone(),
        name: card.name.clone(),
        pin: Some(hash(card.pin.as_deref()).await?),
        expires: card.expires.map(end_of).transpose()?,
        language: card.language.map(|language| language.tag().to_owned()),
        role: if card.librarian { Role::Librarian } else { Role::Patron },
        guardian: card.guardian.clone(),
    };
    let id = patrons::add(store, new, None, &Origin::CommandLine).await?;
    say(&id)
}

async fn import(store: &Store, file: &Path) -> anyhow::Result<()> {
    let done = import::import(store, file).await?;
    for (line, why) in &done.wrong {
        eprintln!("line {line}: {why}");
    }
    say(&format!("{} added, {} known already, {} wrong", done.added, done.known, done.wrong.len()))?;
    if !done.wrong.is_empty() {
        bail!("{} lines were not taken in", done.wrong.len());
    }
    Ok(())
}

async fn list(store: &Store) -> anyhow::Result<()> {
    let mut on = store.pool().acquire().await?;
    for patron in patrons::all(&mut on).await? {
        let guardian = patron.guardian.as_deref().unwrap_or("-");
        say(&format!("{}\t{}\t{}\t{}\t{guardian}", patron.id, patron.card, patron.name, state(&patron)))?;
    }
    Ok(())
}

fn state(patron: &Patron) -> String {
    match (patron.status, patron.expires) {
        (Status::Blocked, _) => "blocked".to_owned(),
        (Status::Active, Some(expires)) if expires <= now() => format!("expired {}", instant(expires)),
        (Status::Active, Some(expires)) => format!("active until {}", instant(expires)),
        (Status::Active, None) => "active".to_owned(),
    }
}

async fn change(store: &Store, card: &str, change: Change<'_>) -> anyhow::Result<()> {
    if !patrons::change(store, card, change, None, &Origin::CommandLine).await? {
        bail!("there is no patron with the card {card}");
    }
    Ok(())
}

/// Whoever has no guardian has nobody to ask, and sees everything.
async fn sees(store: &Store, card: &str, what: Seen) -> anyhow::Result<()> {
    let mut on = store.pool().acquire().await?;
    let found = patrons::by_card(&mut on, card).await?;
    drop(on);
    if found.is_some_and(|patron| patron.guardian.is_none()) {
        bail!("the patron with the card {card} has no guardian, and sees everything");
    }
    let sees = match what {
        Seen::Everything => Sees::Everything,
        Seen::NotAdults => Sees::NotAdults,
        Seen::Children => Sees::Children,
    };
    change(store, card, Change::Sees(sees)).await
}

/// The end of a day in UTC, in milliseconds since 1970.
pub(crate) fn end_of(day: Date) -> anyhow::Result<i64> {
    Ok(day.tomorrow()?.to_zoned(TimeZone::UTC)?.timestamp().as_millisecond())
}

async fn hash(given: Option<&str>) -> anyhow::Result<String> {
    let typed = match given {
        Some(pin) => pin.to_owned(),
        None => {
            let mut input = std::io::stdin().lock();
            if input.is_terminal() {
                eprint!("PIN: ");
            }
            let mut line = String::new();
            input.read_line(&mut line).context("the PIN cannot be read")?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    Ok(Pins::new().await?.hash(&typed).await?)
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("standard output is closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_good_until_the_end_of_its_last_day() {
        let end = end_of("2027-12-31".parse().unwrap()).unwrap();
        assert_eq!(instant(end - 1), "2027-12-31T23:59:59Z");
    }
}
