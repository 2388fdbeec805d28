//! The whole room: a gateway in memory, upstreams on loopback.

mod exchange;
mod folio;
mod oauth;
mod passing;
mod patience;
mod secrets;
mod secure;
mod world;
