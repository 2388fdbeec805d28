//! Lending: what the library lends and how, who has what, who waits.
//!
//! `rules` decides and knows no store; `desk` does what was decided, each thing in one transaction; `queue` passes
//! copies on to those who wait; `view` only looks.

mod charges;
pub(crate) mod cli;
mod counter;
mod desk;
mod history;
mod holdings;
pub(crate) mod opds;
mod queue;
mod records;
mod rules;
mod standing;
mod view;
mod waiting;
mod words;

pub(crate) use charges::{Charge, open as charges_of, settle};
pub(crate) use counter::{Kept, check_in, check_out, kept_for, lent_as, to_fetch};
pub(crate) use desk::{Who, borrow, cancel, give_back, renew};
pub(crate) use history::{Past, forget, forget_past, history_days, past};
pub(crate) use queue::sweep;
pub(crate) use records::{Hold, Holding, Loan, holding_of, limits};
pub(crate) use standing::standing as standing_of;
pub(crate) use view::{
    Mine, State, holds_of, loans_of, on_paper, papers, position, publication_of, publications_of, states,
};
pub(crate) use waiting::{
    Batch, NewBatch, Of, ServicePoint, batch, batch_of, hold, holding_of_item, open_batches, service_points,
    works,
};
pub(crate) use words::{no_such_thing, not_on_loan, not_out, pick_up_where, unknown_for_points};
