//! Records in IndexedDB: one database, one object store for each of [`STORES`], JSON strings by key.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;
use yueli_ports::{Local, RecordError, Records};

const DATABASE: &str = "yueli";
/// Raise it whenever a store is added to [`STORES`].
const VERSION: u32 = 1;
/// Every store there is.
const STORES: [&str; 4] = ["shelf", "places", "settings", "feeds"];

/// The device's records.
///
/// The database is opened for each use: iOS closes idle connections behind our back, and opening takes
/// about a millisecond.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebRecords;

impl WebRecords {
    /// The device's records.
    pub fn new() -> Self {
        Self
    }
}

fn unavailable(error: idb::Error) -> RecordError {
    RecordError::Unavailable(error.to_string())
}

async fn open() -> Result<Database, RecordError> {
    let factory = Factory::new().map_err(unavailable)?;
    let mut request = factory.open(DATABASE, Some(VERSION)).map_err(unavailable)?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        let known = database.store_names();
        for store in STORES.iter().filter(|store| !known.iter().any(|name| name == *store)) {
            // A store that cannot be made shows itself as `Unavailable` at its first use.
            let _ = database.create_object_store(store, ObjectStoreParams::new());
        }
    });
    request.await.map_err(unavailable)
}

/// Runs `work` on `store` and waits until the transaction has been written.
async fn write<F>(store: &str, work: F) -> Result<(), RecordError>
where
    F: AsyncFnOnce(&idb::ObjectStore) -> Result<(), idb::Error>,
{
    let database = open().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite).map_err(unavailable)?;
    let objects = transaction.object_store(store).map_err(unavailable)?;
    work(&objects).await.map_err(unavailable)?;
    transaction.commit().map_err(unavailable)?.await.map_err(unavailable)?;
    database.close();
    Ok(())
}

impl Records for WebRecords {
    fn get_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
    ) -> Local<'a, Result<Option<String>, RecordError>> {
        Box::pin(async move {
            let database = open().await?;
            let transaction =
                database.transaction(&[store], TransactionMode::ReadOnly).map_err(unavailable)?;
            let objects = transaction.object_store(store).map_err(unavailable)?;
            let value = objects.get(Query::Key(JsValue::from_str(key))).map_err(unavailable)?;
            let value = value.await.map_err(unavailable)?;
            database.close();
            Ok(value.and_then(|value| value.as_string()))
        })
    }

    fn put_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
        json: String,
    ) -> Local<'a, Result<(), RecordError>> {
        Box::pin(write(store, async move |objects: &idb::ObjectStore| {
            objects.put(&JsValue::from_str(&json), Some(&JsValue::from_str(key)))?.await?;
            Ok(())
        }))
    }

    fn remove<'a>(&'a self, store: &'a str, key: &'a str) -> Local<'a, Result<(), RecordError>> {
        Box::pin(write(store, async move |objects: &idb::ObjectStore| {
            objects.delete(Query::Key(JsValue::from_str(key)))?.await?;
            Ok(())
        }))
    }

    fn all_json<'a>(&'a self, store: &'a str) -> Local<'a, Result<Vec<(String, String)>, RecordError>> {
        Box::pin(async move {
            let database = open().await?;
            let transaction =
                database.transaction(&[store], TransactionMode::ReadOnly).map_err(unavailable)?;
            let objects = transaction.object_store(store).map_err(unavailable)?;
            let keys = objects.get_all_keys(None, None).map_err(unavailable)?.await.map_err(unavailable)?;
            let values = objects.get_all(None, None).map_err(unavailable)?.await.map_err(unavailable)?;
            database.close();
            let pairs = keys.iter().zip(&values);
            Ok(pairs.filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect())
        })
    }
}
