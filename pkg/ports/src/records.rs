//! Small things kept on this device: the shelf, places in books, settings.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::Local;

/// Why a record could not be kept or found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The device keeps nothing (private window, storage switched off or full).
    #[error("this device cannot keep records: {0}")]
    Unavailable(String),
    /// What was kept is no longer understood.
    #[error("the record {key} in {store} cannot be read: {detail}")]
    Damaged {
        /// The store.
        store: String,
        /// The key.
        key: String,
        /// What is wrong.
        detail: String,
    },
}

/// Keeps JSON by store and key. The stores are `shelf`, `places`, `settings`, `feeds`, `notes`, `kept` and `outbox`.
pub trait Records {
    /// The JSON kept under `key`, if any.
    fn get_json<'a>(&'a self, store: &'a str, key: &'a str)
    -> Local<'a, Result<Option<String>, RecordError>>;
    /// Keeps `json` under `key`, over what was there.
    fn put_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
        json: String,
    ) -> Local<'a, Result<(), RecordError>>;
    /// Forgets `key`; forgetting what is not there is no error.
    fn remove<'a>(&'a self, store: &'a str, key: &'a str) -> Local<'a, Result<(), RecordError>>;
    /// Every (key, JSON) of the store, by key.
    fn all_json<'a>(&'a self, store: &'a str) -> Local<'a, Result<Vec<(String, String)>, RecordError>>;
}

/// Typed reading and writing over [`Records`].
pub trait RecordsExt: Records {
    /// The value kept under `key`. A record that is no longer understood counts as absent only to the
    /// caller who decides so: it comes back as [`RecordError::Damaged`].
    fn get<'a, T: DeserializeOwned + 'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
    ) -> Local<'a, Result<Option<T>, RecordError>> {
        Box::pin(async move {
            let Some(json) = self.get_json(store, key).await? else { return Ok(None) };
            read(&json).map(Some).map_err(|error| damaged(store, key, &error))
        })
    }

    /// Keeps `value` under `key`.
    fn put<'a, T: Serialize + 'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
        value: &'a T,
    ) -> Local<'a, Result<(), RecordError>> {
        match serde_json::to_string(value) {
            Ok(json) => self.put_json(store, key, json),
            Err(error) => Box::pin(std::future::ready(Err(damaged(store, key, &error)))),
        }
    }

    /// Every value of the store that is still understood, by key.
    fn all<'a, T: DeserializeOwned + 'a>(
        &'a self,
        store: &'a str,
    ) -> Local<'a, Result<Vec<(String, T)>, RecordError>> {
        Box::pin(async move {
            let all = self.all_json(store).await?;
            Ok(all.into_iter().filter_map(|(key, json)| Some((key, read(&json).ok()?))).collect())
        })
    }
}

impl<R: Records + ?Sized> RecordsExt for R {}

/// By way of a value: so every reader that is downloaded is made for one kind of source only.
fn read<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    T::deserialize(serde_json::from_slice::<Value>(json.as_bytes())?)
}

fn damaged(store: &str, key: &str, error: &serde_json::Error) -> RecordError {
    RecordError::Damaged { store: store.to_owned(), key: key.to_owned(), detail: error.to_string() }
}
