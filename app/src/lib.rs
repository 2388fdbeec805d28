//! The reading app: pages, the shell around them, and the use cases behind them.
//!
//! - `route`: the site map. `wire_up`: the ports and what is behind them.
//! - `use_cases`: what the app does, without a browser.
//! - `pages/<page>`: `mod` shows, `model` decides (pure), `load` asks.
//! - `shell`: what stays while pages change.

mod app;
pub mod pages;
pub mod route;
mod router;
pub mod shell;
pub mod use_cases;
pub mod wire_up;
pub mod words;

pub use app::App;
