//! The libraries that a patron has beside her own, on this device, and those that the gateway knows.

use std::rc::Rc;

use futures::lock::Mutex;
use serde::Serialize;
use serde_json::Value;
use yueli_opds::Feed;
use yueli_ports::{Clock, RecordError, Records, RecordsExt, Request};
use yueli_publication::{
    json::{self, Fields, FromJson},
    read_from_json,
};

use super::{
    ask::{Desk, LIST},
    place::{Upstream, upstreams},
    trouble::Trouble,
};

/// Where the libraries are kept.
const KEPT: (&str, &str) = ("settings", "libraries");
/// Where the gateway's list is kept, so that the libraries are known by name without a connection.
const KEPT_LIST: (&str, &str) = ("feeds", "upstreams");

thread_local! {
    /// Whoever changes the list changes it as whoever came before has left it.
    static TURN: Rc<Mutex<()>> = Rc::default();
}

/// A library that a patron has added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Library {
    /// How the app names it.
    pub id: String,
    /// How the gateway names its server.
    pub upstream: String,
    /// The library's name.
    pub name: String,
    /// The address of its first document.
    pub start: String,
    /// When it was added: ISO 8601.
    pub added: String,
}

#[derive(Debug, Default, Serialize)]
struct Kept {
    libraries: Vec<Library>,
}

impl FromJson for Library {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            upstream: fields.text("upstream")?,
            name: fields.text("name").unwrap_or_default(),
            start: fields.text("start")?,
            added: fields.text("added").unwrap_or_default(),
        })
    }
}

impl FromJson for Kept {
    fn from_json(value: Value) -> Option<Self> {
        Some(Self { libraries: Fields::of(value)?.many("libraries") })
    }
}

read_from_json!(Kept);

impl Library {
    /// The library whose catalogue begins at `start` of a server, before it is added.
    pub fn at(upstream: &Upstream, start: &str, name: &str) -> Self {
        // A server may have more than one catalogue; the one that the gateway names has the server's own name.
        let id = if start == upstream.start {
            upstream.id.clone()
        } else {
            let hash = start.bytes().fold(5381_u32, |hash, byte| hash.wrapping_mul(33) ^ u32::from(byte));
            format!("{}.{hash:08x}", upstream.id)
        };
        let name = if name.trim().is_empty() { &upstream.name } else { name };
        Self {
            id,
            upstream: upstream.id.clone(),
            name: name.trim().to_owned(),
            start: start.to_owned(),
            added: String::new(),
        }
    }
}

/// The libraries that were added, in the order in which they were.
pub async fn libraries(records: &dyn Records) -> Vec<Library> {
    // A record that is no longer understood is no more than an empty list: libraries are quickly added.
    records.get::<Kept>(KEPT.0, KEPT.1).await.ok().flatten().unwrap_or_default().libraries
}

/// Adds a library; one that is there already stays where it is.
///
/// # Errors
/// Where the device keeps nothing.
pub async fn add(records: &dyn Records, clock: &dyn Clock, library: Library) -> Result<Library, RecordError> {
    let turn = TURN.with(Rc::clone);
    let _turn = turn.lock().await;
    let mut all = libraries(records).await;
    if let Some(known) = all.iter().find(|known| known.id == library.id) {
        return Ok(known.clone());
    }
    let library = Library { added: clock.now_iso(), ..library };
    all.push(library.clone());
    records.put(KEPT.0, KEPT.1, &Kept { libraries: all }).await?;
    Ok(library)
}

/// Takes a library off the list. What is on the shelf stays there.
///
/// # Errors
/// Where the device keeps nothing.
pub async fn remove(records: &dyn Records, id: &str) -> Result<(), RecordError> {
    let turn = TURN.with(Rc::clone);
    let _turn = turn.lock().await;
    let mut all = libraries(records).await;
    all.retain(|library| library.id != id);
    records.put(KEPT.0, KEPT.1, &Kept { libraries: all }).await
}

/// The libraries that the gateway knows, as last seen.
pub async fn kept_upstreams(records: &dyn Records) -> Vec<Upstream> {
    let feed: Option<Feed> = records.get(KEPT_LIST.0, KEPT_LIST.1).await.ok().flatten();
    feed.map(|feed| upstreams(&feed)).unwrap_or_default()
}

/// Asks the gateway which libraries it knows, and where this patron is signed in.
///
/// # Errors
/// See [`Trouble`].
pub async fn fresh_upstreams(desk: &Desk<'_>, records: &dyn Records) -> Result<Vec<Upstream>, Trouble> {
    let request = Request::get(LIST.0).header("accept", LIST.1);
    let response = desk.through(request, LIST.0).await?;
    let value = json::parse(&response.body).ok();
    let Some(feed) = value.and_then(Feed::from_json) else { return Err(Trouble::of("upstream-nonsense")) };
    if let Ok(json) = String::from_utf8(response.body) {
        records.put_json(KEPT_LIST.0, KEPT_LIST.1, json).await.ok();
    }
    Ok(upstreams(&feed))
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, task::Poll};

    use pollster::block_on;
    use yueli_ports::{
        Local,
        fake::{FakeClock, FakeHttp, FakeRecords},
    };

    use super::{
        super::{
            ask::tests::desk,
            place::tests::{LIST, listed},
            trouble::OFFLINE,
        },
        *,
    };

    #[test]
    fn libraries_are_added_once_and_taken_off_again() {
        let (records, clock) = (FakeRecords::default(), FakeClock::default());
        let city = &listed()[0];
        let first = Library::at(city, &city.start, "");
        let second = Library::at(city, "https://lib.example/children", "Children’s room");
        assert_eq!((first.id.as_str(), first.name.as_str()), ("city", "City Library"));
        assert!(second.id.starts_with("city.") && second.id != first.id);
        for library in [&first, &second, &first] {
            block_on(add(&records, &clock, library.clone())).unwrap();
        }
        let names = || -> Vec<String> {
            block_on(libraries(&records)).into_iter().map(|library| library.name).collect()
        };
        assert_eq!(names(), ["City Library", "Children’s room"]);
        block_on(remove(&records, "city")).unwrap();
        assert_eq!(names(), ["Children’s room"]);
        block_on(records.put_json(KEPT.0, KEPT.1, "[]".into())).unwrap();
        assert!(names().is_empty());
    }

    /// Records that answer a moment later.
    #[derive(Default)]
    struct Slow(FakeRecords);

    /// Ready the second time that it is looked at.
    async fn moment() {
        let mut first = true;
        poll_fn(move |context| {
            context.waker().wake_by_ref();
            if std::mem::take(&mut first) { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
    }

    impl Records for Slow {
        fn get_json<'a>(
            &'a self,
            store: &'a str,
            key: &'a str,
        ) -> Local<'a, Result<Option<String>, RecordError>> {
            Box::pin(async move {
                moment().await;
                self.0.get_json(store, key).await
            })
        }

        fn put_json<'a>(
            &'a self,
            store: &'a str,
            key: &'a str,
            json: String,
        ) -> Local<'a, Result<(), RecordError>> {
            Box::pin(async move {
                moment().await;
                self.0.put_json(store, key, json).await
            })
        }

        fn remove<'a>(&'a self, store: &'a str, key: &'a str) -> Local<'a, Result<(), RecordError>> {
            self.0.remove(store, key)
        }

        fn all_json<'a>(&'a self, store: &'a str) -> Local<'a, Result<Vec<(String, String)>, RecordError>> {
            self.0.all_json(store)
        }
    }

    #[test]
    fn libraries_that_are_added_at_once_are_all_there() {
        let (records, clock, city) = (Slow::default(), FakeClock::default(), &listed()[0]);
        let adding = (0..4).map(|number| {
            let start = format!("https://lib.example/{number}");
            add(&records, &clock, Library::at(city, &start, &format!("Room {number}")))
        });
        block_on(futures::future::join_all(adding));
        assert_eq!(block_on(libraries(&records)).len(), 4);
    }

    #[test]
    fn the_gateways_list_is_known_without_a_connection() {
        let (http, records) = (FakeHttp::default(), FakeRecords::default());
        assert!(block_on(kept_upstreams(&records)).is_empty());
        http.answer("/upstreams", LIST);
        assert_eq!(block_on(fresh_upstreams(&desk(&http), &records)).unwrap(), listed());
        http.stop("/upstreams");
        assert_eq!(block_on(fresh_upstreams(&desk(&http), &records)).unwrap_err().code, OFFLINE);
        assert_eq!(block_on(kept_upstreams(&records)), listed());
    }
}
