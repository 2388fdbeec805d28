//! What `cargo xtask` does: sets up, builds, serves and tests Yueli.

pub mod bench;
pub mod cache;
pub mod conformance;
pub mod demo;
pub mod files;
pub mod fuzz;
pub mod race;
pub mod run;
pub mod serve;
pub mod servers;
pub mod setup;
pub mod sizes;
pub mod step;
pub mod target;
pub mod test;
pub mod tidy;
pub mod web;
