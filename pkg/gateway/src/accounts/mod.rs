//! Who the library knows: patrons and their families, how they sign in, and their sessions.

pub(crate) mod cli;
mod import;
mod patrons;
mod pin;
mod search;
mod sessions;
mod sign_in;
mod words;

pub(crate) use cli::end_of;
pub(crate) use patrons::{
    AddError, Change, NewPatron, Patron, Role, Status, add, any, by_card, by_id, change, children,
};
pub(crate) use pin::{PinError, Pins};
pub(crate) use search::search;
pub(crate) use sessions::{begin, csrf_of, end, find, sweep};
pub(crate) use sign_in::sign_in;
