//! A patron's account at a library: loans, holds, charges, messages, the places where holds are picked up.
//!
//! There is one model, whatever system the library has, and one way to ask: an [`Adapter`] turns an [`Ask`] into a
//! [`Request`] and the library's [`Response`] into an [`Answer`]. Requests and responses are data: nothing here does input
//! or output, so the same adapter serves the gateway, which holds the keys, and a test. What goes wrong is a
//! [`PatronError`], which says what a patron can do.
//!
//! - [`folio`] — FOLIO's edge-patron: the first adapter, and its wire types for the side that answers as well.

mod account;
mod adapter;
mod error;
pub mod folio;

pub use account::{
    Account, Batch, BatchItem, BatchItemState, Charge, Hold, HoldState, Item, Listed, Loan, Message,
    MessageKind, ServicePoint,
};
pub use adapter::{
    Adapter, Answer, Ask, BatchLine, HoldOrder, Included, Method, PatronId, Registration, Request, Response,
    Target, ask_by,
};
pub use error::PatronError;
