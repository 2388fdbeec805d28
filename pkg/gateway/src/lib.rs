//! The server of a library: a folder of books in, a catalogue (OPDS 2.0), covers, books and the app out.
//!
//! ```text
//! folder -> import -> db <- catalogue <- http <- readers
//! ```
//!
//! The index is made from the folder and can be made again; nothing in the folder is ever changed.

mod accounts;
mod audience;
mod catalogue;
pub mod cli;
pub mod config;
mod db;
mod http;
mod import;
mod lending;
pub mod log;
mod patron_api;
mod reading;
mod server;
mod staff;
pub mod store;
pub mod upstream;

pub use server::{Server, StartError};
