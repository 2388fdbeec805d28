//! What the page and the worker say to each other: JSON in `text`, ports and bytes beside it.

use serde::{Deserialize, Serialize};
use yueli_publication::{Manifest, Problem};

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Ask {
    /// Open the publication at `url`. Everything else is about the book that was opened last.
    Open {
        /// An absolute URL or a path on our own server.
        url: String,
    },
    /// Answer the service worker on the port that comes with the message.
    Serve {
        /// Percent-encoded path from the book's root.
        path: String,
        /// The `Range` header, for media.
        range: Option<String>,
    },
    /// Make a document that needs no service worker: every resource in it is a `blob:` URL.
    Document {
        /// Percent-encoded path from the book's root.
        path: String,
    },
}

/// What the worker says to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Said once, unasked (as number 0): the worker hears from now on. What is sent before is lost.
    Ready,
    /// The book is open.
    Opened(Box<Opened>),
    /// The document is at this `blob:` URL.
    Document(String),
    /// It cannot be done; at least one problem is fatal.
    Failed(Vec<Problem>),
}

/// An open book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The publication.
    pub manifest: Manifest,
    /// What is wrong with it, none of it fatal.
    pub problems: Vec<Problem>,
}
