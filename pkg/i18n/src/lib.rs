//! The app's words: which language to speak, and what to say in it.
//!
//! Messages are Fluent, one file for each room of the app, in `public/locales/<tag>/`. The comment at the top of
//! each file lists its keys by section. They are read while the app is built: see `build.rs`.

mod arg;
mod catalog;
mod format;
mod locale;
mod table;

pub use arg::Arg;
pub use catalog::Catalog;
pub use locale::{Locale, negotiate};

#[cfg(test)]
mod tests;
