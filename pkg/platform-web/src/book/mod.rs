//! The book worker, from both ends.
//!
//! ```text
//! page ── Ask ──> worker            open a book, make a document for the fallback
//! frame ─> service worker ─port─> page ─port─> worker     one resource of the open book
//! ```
//!
//! A resource's bytes never pass through the page's memory: the service worker's port is handed on.

mod fetch_source;
mod messages;
mod notes;
mod page;
mod service_worker;
mod spare;

pub use fetch_source::FetchSource;
pub use messages::{Answer, Ask, Found, Hit, Opened, Search};
pub use notes::{Change, Draft, ExportAsk, Format, Imported, Note, Notes, NotesAsk};
pub use page::{BookClient, BookError, Kind};
pub use service_worker::{ResourceAsk, is_alone, isolation_ready, on_resource_asked};
pub(crate) use spare::Hand;
