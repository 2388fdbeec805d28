//! Books that are kept on this device.
//!
//! ```text
//! page ── Wish ─▶ records ─▶ worker ── bytes ─▶ vault          what the reader wants, and what there is of it
//! page ── “look” ──────────▶ worker ── News ──▶ every tab
//! ```
//!
//! The page writes only [`Wish`]es and the worker only [`Stock`]s, so that neither writes over the other's words. How
//! much of a book is here is known from the bytes themselves, so that a tab may be closed at any moment.

mod file;
mod page;
mod pieces;
mod record;
mod vault;

pub use file::KeptFile;
pub use page::{Keeper, Space, persist, space};
pub use record::{CHANNEL, LOOK, News, Phase, STORE, Stock, Want, Wish, stock_key};
pub use vault::{Vault, VaultError, Writer, covers};
