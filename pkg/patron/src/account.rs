//! The model: what a patron has to do with a library.

use yueli_publication::{Money, Time};

/// All of a patron's account that was asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Account {
    /// The library's own name for the patron, where it says it. Not the number of her card.
    pub patron: Option<String>,
    /// What she has borrowed.
    pub loans: Listed<Loan>,
    /// What she waits for.
    pub holds: Listed<Hold>,
    /// What she owes.
    pub charges: Listed<Charge>,
    /// What she owes in all, as the library says it.
    pub owed: Option<Money>,
    /// Requests for many items at once.
    pub batches: Vec<Batch>,
    /// What the library wants her to know.
    pub messages: Vec<Message>,
}

/// A list, which the library may have given only in part.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<T> {
    /// What is here.
    pub items: Vec<T>,
    /// How many there are in all; never fewer than are here.
    pub total: u64,
    /// How many of those that came could not be read.
    pub left_out: u64,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), total: 0, left_out: 0 }
    }
}

impl<T> Listed<T> {
    /// What is here, of as many as the library says. A total that is smaller than what came is no total.
    pub fn of(items: Vec<T>, total: Option<u64>, left_out: u64) -> Self {
        let here = items.len() as u64 + left_out;
        Self { items, total: total.unwrap_or_default().max(here), left_out }
    }

    /// How many are not here.
    pub fn missing(&self) -> u64 {
        self.total - self.items.len() as u64
    }
}

/// Something that is lent, or one waits for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The work in one edition, by which all its copies are found (FOLIO: instance).
    pub instance: Option<String>,
    /// The copy.
    pub item: Option<String>,
    /// Its title.
    pub title: String,
    /// Who wrote it, in the library's words.
    pub author: Option<String>,
    /// Its ISBN, as the library writes it.
    pub isbn: Option<String>,
}

/// Something that the patron has borrowed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Loan {
    /// The library's name for the loan.
    pub id: Option<String>,
    /// What it is.
    pub item: Item,
    /// Since when.
    pub since: Option<Time>,
    /// Until when.
    pub due: Option<Time>,
    /// Whether the library says that it should be back.
    pub is_overdue: bool,
    /// How often it was renewed, where the library says it.
    pub renewals: Option<u32>,
    /// How often it can still be renewed, where the library says it.
    pub renewals_left: Option<u32>,
    /// Whether somebody else waits for it and it is called back.
    pub is_recalled: bool,
}

impl Loan {
    /// Whether it should be back by `now`: the library says so, or the time is over.
    pub fn is_overdue_at(&self, now: Time) -> bool {
        self.is_overdue || self.due.is_some_and(|due| due < now)
    }
}

/// Something that the patron waits for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hold {
    /// The library's name for the hold; needed to give it up.
    pub id: Option<String>,
    /// What it is.
    pub item: Item,
    /// How it stands.
    pub state: HoldState,
    /// The place in the queue, from 1, where the library says it.
    pub position: Option<u32>,
    /// Since when.
    pub since: Option<Time>,
    /// Until when it is wanted, or kept ready.
    pub until: Option<Time>,
    /// Where it is picked up: the id of a [`ServicePoint`].
    pub pick_up: Option<String>,
    /// What the patron wrote with it.
    pub comment: Option<String>,
    /// The batch that it was asked for in.
    pub batch: Option<String>,
}

/// How a hold stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum HoldState {
    /// One waits.
    #[default]
    Waiting,
    /// It is on its way to where it is picked up.
    InTransit,
    /// It can be picked up.
    Ready,
    /// It was picked up.
    Fulfilled,
    /// It was given up, by the patron or the library.
    Cancelled,
    /// It came to an end in another way (was not picked up, cannot be had).
    Ended,
    /// Something else, in the library's words.
    Other(String),
}

impl HoldState {
    /// Whether the hold still stands.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Waiting | Self::InTransit | Self::Ready | Self::Other(_))
    }
}

/// Something that the patron owes.
#[derive(Debug, Clone, PartialEq)]
pub struct Charge {
    /// The library's name for it.
    pub id: Option<String>,
    /// What it is for, where it is for an item.
    pub item: Option<Item>,
    /// What is still to be paid.
    pub amount: Money,
    /// Since when.
    pub since: Option<Time>,
    /// Why, in the library's words.
    pub reason: Option<String>,
    /// How it stands, in the library's words.
    pub state: Option<String>,
}

/// Something that the library wants a patron to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What kind of thing.
    pub kind: MessageKind,
    /// In the library's words; plain text.
    pub text: String,
    /// When it was said.
    pub at: Option<Time>,
}

/// Kinds of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// To know.
    Note,
    /// Why she may not borrow, or soon may not.
    Block,
    /// The card is about to expire, or has.
    Expiry,
}

/// A place where holds are picked up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServicePoint {
    /// What the library calls it in requests.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A request for many items at once, and what became of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batch {
    /// The library's name for it.
    pub id: String,
    /// Whether all of it is decided.
    pub is_done: bool,
    /// When it was asked for.
    pub since: Option<Time>,
    /// When all of it was decided.
    pub done: Option<Time>,
    /// How many items in all; never fewer than are here.
    pub total: u64,
    /// What became of each, as far as the library says.
    pub items: Vec<BatchItem>,
}

/// One item of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchItem {
    /// What it is.
    pub item: Item,
    /// Where it would be picked up: the id of a [`ServicePoint`].
    pub pick_up: Option<String>,
    /// What became of it.
    pub state: BatchItemState,
}

/// What became of one item of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchItemState {
    /// Nothing yet.
    Pending,
    /// A hold, with its name where the library says it.
    Requested(Option<String>),
    /// It could not be asked for, in the library's words.
    Failed(String),
}
