//! Who the library knows: patrons and their families, how they sign in, and their sessions.

pub(crate) mod cli;
mod import;
mod patrons;
mod pin;
mod sessions;
mod sign_in;
mod words;

pub(crate) use patrons::{Change, Patron, Status, any, by_card, by_id, change, children};
pub(crate) use pin::Pins;
pub(crate) use sessions::{begin, csrf_of, end, find, sweep};
pub(crate) use sign_in::sign_in;
