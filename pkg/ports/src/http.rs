//! Asking a server.

use crate::Local;

/// What is to be done with what an address names (RFC 9110, section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Gives it; changes nothing.
    #[default]
    Get,
    /// Does something with it.
    Post,
    /// Puts something in its place.
    Put,
    /// Takes it away.
    Delete,
}

impl Method {
    /// As HTTP says it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// Something asked of a server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// What is to be done.
    pub method: Method,
    /// An absolute URL, or a path on our own server.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent with it, if anything; its media type is among the headers.
    pub body: Option<String>,
}

impl Request {
    /// GET `url`.
    pub fn get(url: impl Into<String>) -> Self {
        Self::new(Method::Get, url)
    }

    /// `method` on `url`.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self { method, url: url.into(), headers: Vec::new(), body: None }
    }

    /// The same request with a JSON document.
    #[must_use]
    pub fn json(mut self, document: String) -> Self {
        self.body = Some(document);
        self.header("content-type", "application/json")
    }

    /// The same request with one more header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// The header (in lower case) that says where an answer came from in the end, where that is another address than was asked
/// for: the gateway sends it with what others answered, and adapters add it after redirects.
pub const ADDRESS: &str = "yueli-address";

/// What a server answered, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Header names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The value of the header `name` (in lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// True for 200 to 299.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there is no answer at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    /// No connection: the server is stopped, or the device is offline.
    #[error("no connection to {url}: {detail}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What the platform said.
        detail: String,
    },
    /// The answer broke off.
    #[error("the answer from {url} broke off: {detail}")]
    BrokenOff {
        /// What was asked for.
        url: String,
        /// What the platform said.
        detail: String,
    },
}

/// A way to ask servers.
pub trait Http {
    /// Asks, and waits for the whole answer. A status such as 404 is an answer, not an error.
    fn fetch(&self, request: Request) -> Local<'_, Result<Response, HttpError>>;
}
