//! One folder for each page: `mod` shows, `model` decides, `load` asks.

pub mod account;
pub mod catalogue;
pub mod desk;
pub mod face;
pub mod failed;
#[cfg(feature = "gallery")]
pub mod gallery;
pub mod home;
pub mod keys_help;
pub mod libraries;
pub mod licences;
pub mod loan;
pub mod not_found;
pub mod notes;
pub mod reader;
pub mod shelf;
pub mod sign_in;
pub mod title;
pub mod you;
