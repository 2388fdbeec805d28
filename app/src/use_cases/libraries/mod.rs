//! Other libraries: finding them, asking them, searching and reading in them.
//!
//! - `place`: a library's server as the library's own gateway knows it, and what is found where.
//! - `list`: the libraries that a patron has on this device. `find`: the catalogue at an address.
//! - `ask`: asking, directly or through the gateway; `trouble`: why it came to nothing.
//! - `search`: searching in one. `far`: a publication of theirs as the reader, the shelf and downloads know it.
//! - `lend`: borrowing and returning. `sign_in`: signing in there.

pub mod ask;
pub mod far;
pub mod find;
pub mod lend;
pub mod list;
pub mod place;
pub mod search;
pub mod sign_in;
pub mod trouble;

pub use ask::{Answer, Desk, Detour};
pub use list::Library;
pub use place::{Upstream, Way};
pub use trouble::Trouble;
