//! The librarian's desk: what no public protocol has. All of it is below `/staff`, and for people whose card says that
//! they work at the library, signed in with a browser of their own.
//!
//! Whatever is done has its line in the audit log, and so has every look into a patron's account.

mod desk;
mod patrons;
mod who;

use axum::{
    Router,
    routing::{get, post, put},
};

use crate::http::App;

/// Every route of the desk.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/staff/patrons", get(patrons::find).post(patrons::add))
        .route("/staff/patrons/{id}", get(patrons::one).put(patrons::change))
        .route("/staff/patron/account/{id}", get(patrons::account))
        .route("/staff/loans", post(desk::lend))
        .route("/staff/returns", post(desk::give_back))
        .route("/staff/renewals", post(desk::renew))
        .route("/staff/holds", get(desk::holds))
        .route("/staff/charges/{charge}", put(desk::settle))
}
