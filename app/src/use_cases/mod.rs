//! What the app does, over ports: no browser, no Yew. Every function here is tested natively with fakes.

pub mod account;
pub mod catalogue;
pub mod desk;
pub mod drawers;
pub mod following;
pub mod kept;
pub mod lending;
pub mod libraries;
pub mod licences;
pub mod on_paper;
pub mod order;
pub mod patron;
pub mod problem;
pub mod remote;
pub mod search;
pub mod settings;
pub mod shelf;
