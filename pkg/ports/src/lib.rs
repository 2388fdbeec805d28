//! Every effect the product has goes through one of these traits, and each has a fake.
//!
//! The web's adapters are in `platform-web`; `app/src/wire_up.rs` joins the two. Futures are local
//! (`!Send`): a browser tab has one thread.

use std::{future::Future, pin::Pin};

mod awake;
mod clock;
mod crypto;
#[cfg(feature = "fake")]
pub mod fake;
mod http;
mod preferences;
mod records;

pub use awake::Awake;
pub use clock::Clock;
pub use crypto::{BlockCipher, Crypto, CryptoError, Signing};
pub use http::{ADDRESS, Http, HttpError, Method, Request, Response};
pub use preferences::Preferences;
pub use records::{RecordError, Records, RecordsExt};

/// A future that stays on its thread.
pub type Local<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
