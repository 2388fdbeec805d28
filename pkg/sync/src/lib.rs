//! Reading that follows the reader: what is to be told to the library, what comes from it, and how the two become one.
//!
//! Notes are told one after the other, each under a name of its own, and what is under way is kept until it is answered: so
//! a request whose answer was lost is sent again as it was, and the library does it once. What other devices did comes as a
//! feed of changes; where both changed a note, both are kept ([`merge`]). Of places the newest counts, and the reader is
//! asked ([`verdict`]).
//!
//! Notes are W3C annotations as JSON here: what we do not understand of them is kept.

mod feed;
mod ledger;
mod merge;
mod patience;
mod place;
mod wire;

pub use feed::{Change, Page};
pub use ledger::{Answer, Known, Ledger, Local, Next, Parcel, Taken, What};
pub use merge::merge;
pub use patience::Patience;
pub use place::{Here, Verdict, corrected, skew, verdict};
pub use wire::{BOOK, from_library, name_of, same, to_library};
