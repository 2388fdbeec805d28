//! The app's words: which language to speak, and what to say in it.
//!
//! Messages are Fluent, one file for each room of the app, in `public/locales/<tag>/`. The comment at the top of
//! each file lists its keys by section. They are read while the app is built (see `build.rs`), and what was made of
//! them is a file for each language that the app fetches beside itself and learns.

mod arg;
mod catalog;
mod format;
mod locale;
mod table;

pub use arg::Arg;
pub use catalog::Catalog;
pub use locale::{Locale, negotiate};
#[cfg(not(target_arch = "wasm32"))]
pub use table::written;
pub use table::{knows, learn};

#[cfg(test)]
mod tests;
