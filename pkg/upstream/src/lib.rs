//! The rules by which the gateway asks other servers (upstreams) on patrons' behalf.
//!
//! Everything here is a function of what it is given: no network, no clock, no chance. The gateway resolves
//! names, connects and sends; what it may do is decided here, and tested here.

pub mod again;
pub mod breaker;
pub mod challenge;
pub mod edge_patron;
pub mod guard;
pub mod headers;
pub mod ip;
pub mod pace;
pub mod paths;
pub mod settings;
