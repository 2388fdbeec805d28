//! The patron's account as FOLIO's edge-patron gives it (mod-patron 4.4, `edge-patron.raml`), for the library's own
//! patrons. The routes that FOLIO calls secure lack the patron's id: they are about whoever is signed in.
//!
//! Errors are plain text, and JSON where a request is not valid (422), as FOLIO has it.

mod account;
mod batches;
mod holds;
mod who;
mod wire;

use axum::{
    Router,
    routing::{get, post},
};

use crate::http::App;

pub(crate) use account::answer as account_of;
pub(crate) use who::{ActingBehalf, Behalf, For, Whose, denied};

/// Every route about patrons.
pub(crate) fn routes() -> Router<App> {
    let mut routes = Router::new()
        .route("/patron/account", get(account::get))
        .route("/patron/account/{id}", get(account::get))
        .route("/patron/account/{id}/item/{item}/renew", post(account::renew));
    // Each of these is there twice: about whoever is signed in, and about the patron of an id.
    for account in ["/patron/account", "/patron/account/{id}"] {
        let at = |rest: &str| format!("{account}{rest}");
        let batch = "/instance/{instance}/batch-request";
        routes = routes
            .route(&at("/item/{item}/hold"), post(holds::of_item))
            .route(&at("/item/{item}/allowed-service-points"), get(holds::points_of_item))
            .route(&at("/instance/{instance}/hold"), post(holds::of_instance))
            .route(&at("/instance/{instance}/allowed-service-points"), get(holds::points_of_instance))
            .route(
                &at("/instance/{instance}/allowed-service-points-multi-item"),
                post(holds::points_of_items),
            )
            .route(&at(batch), post(batches::submit))
            .route(&at(&format!("{batch}/{{batch}}/status")), get(batches::status))
            .route(&at("/hold/{hold}/cancel"), post(holds::cancel));
    }
    routes
}
