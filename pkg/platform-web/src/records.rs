//! Records in IndexedDB: one database, one object store for each of [`STORES`], JSON strings by key.

use std::{cell::RefCell, rc::Rc};

use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    EventTarget, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};
use yueli_ports::{Local, RecordError, Records};

const DATABASE: &str = "yueli";
/// Raise it whenever a store is added to [`STORES`].
const VERSION: u32 = 4;
/// Every store there is.
const STORES: [&str; 7] = ["shelf", "places", "settings", "feeds", "notes", "kept", "outbox"];

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

fn unavailable(error: JsValue) -> RecordError {
    RecordError::Unavailable(crate::words(&error))
}

/// Listens from now on, and waits until `target` says `wanted`; an error where it says that it failed.
pub(crate) fn said(
    target: &EventTarget,
    wanted: &'static str,
) -> impl Future<Output = Result<(), JsValue>> + use<> {
    let (sender, heard) = oneshot::channel();
    let sender = Rc::new(RefCell::new(Some(sender)));
    let listeners = [wanted, "error", "abort"].map(|name| {
        let sender = sender.clone();
        EventListener::new(target, name, move |_| {
            if let Some(sender) = sender.borrow_mut().take() {
                let _ = sender.send(name == wanted);
            }
        })
    });
    let target = target.clone();
    async move {
        let done = heard.await;
        drop(listeners);
        match done {
            Ok(true) => Ok(()),
            _ => Err(Reflect::get(&target, &"error".into())?),
        }
    }
}

pub(crate) async fn answer(request: IdbRequest) -> Result<JsValue, JsValue> {
    said(&request, "success").await?;
    request.result()
}

/// Opens a database; a new one, or one of an older version, gets the `stores` that it lacks.
pub(crate) async fn open_database(
    name: &str,
    version: u32,
    stores: &'static [&'static str],
) -> Result<IdbDatabase, JsValue> {
    let factory: IdbFactory = Reflect::get(&js_sys::global(), &"indexedDB".into())?.dyn_into()?;
    let request = factory.open_with_u32(name, version)?;
    let fresh = request.clone();
    let upgrade = EventListener::new(&request, "upgradeneeded", move |_| {
        // A store that cannot be made shows itself as `Unavailable` at its first use.
        let _ = make_stores(&fresh, stores);
    });
    let database = answer(request.into()).await?;
    drop(upgrade);
    database.dyn_into()
}

fn make_stores(request: &IdbOpenDbRequest, stores: &[&str]) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.dyn_into()?;
    let known = database.object_store_names();
    for store in stores.iter().filter(|store| !known.contains(store)) {
        database.create_object_store(store)?;
    }
    Ok(())
}

/// What is done with a store.
enum Work<'a> {
    Get(&'a str),
    Put(&'a str, String),
    Remove(&'a str),
    All,
}

/// Does `work` in `store`; what was changed has been written when this returns.
async fn run(store: &str, work: Work<'_>) -> Result<JsValue, JsValue> {
    let database = open_database(DATABASE, VERSION, &STORES).await?;
    let done = run_in(&database, store, work).await;
    database.close();
    done
}

async fn run_in(database: &IdbDatabase, store: &str, work: Work<'_>) -> Result<JsValue, JsValue> {
    let mode = match work {
        Work::Get(_) | Work::All => IdbTransactionMode::Readonly,
        Work::Put(..) | Work::Remove(_) => IdbTransactionMode::Readwrite,
    };
    let transaction = database.transaction_with_str_and_mode(store, mode)?;
    let objects: IdbObjectStore = transaction.object_store(store)?;
    let request = match work {
        Work::Get(key) => return answer(objects.get(&key.into())?).await,
        Work::All => {
            // Answers come in the order of the questions: when the last is here, so is the first.
            let (keys, values) = (objects.get_all_keys()?, objects.get_all()?);
            let values = answer(values).await?;
            return Ok(Array::of2(&keys.result()?, &values).into());
        }
        Work::Put(key, json) => objects.put_with_key(&json.into(), &key.into())?,
        Work::Remove(key) => objects.delete(&key.into())?,
    };
    let written = said(&transaction, "complete");
    answer(request).await?;
    written.await?;
    Ok(JsValue::UNDEFINED)
}

impl Records for WebRecords {
    fn get_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
    ) -> Local<'a, Result<Option<String>, RecordError>> {
        Box::pin(async move {
            let value = run(store, Work::Get(key)).await.map_err(unavailable)?;
            Ok(value.as_string())
        })
    }

    fn put_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
        json: String,
    ) -> Local<'a, Result<(), RecordError>> {
        Box::pin(async move { run(store, Work::Put(key, json)).await.map(drop).map_err(unavailable) })
    }

    fn remove<'a>(&'a self, store: &'a str, key: &'a str) -> Local<'a, Result<(), RecordError>> {
        Box::pin(async move { run(store, Work::Remove(key)).await.map(drop).map_err(unavailable) })
    }

    fn all_json<'a>(&'a self, store: &'a str) -> Local<'a, Result<Vec<(String, String)>, RecordError>> {
        Box::pin(async move {
            let both: Array = run(store, Work::All).await.map_err(unavailable)?.unchecked_into();
            let (keys, values): (Array, Array) = (both.get(0).unchecked_into(), both.get(1).unchecked_into());
            let pairs = keys.iter().zip(values.iter());
            Ok(pairs.filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect())
        })
    }
}
