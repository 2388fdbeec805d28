//! Whose reading is on this device. Each patron who signs in has a drawer of her own, and there is one for whoever reads
//! without a card: shelf, places, notes and what is still to be told to the library. One drawer is open at a time, and
//! what is in the others is out of sight.

use std::rc::Rc;

use yueli_ports::{Local, Preferences, RecordError, Records};

/// Under this name it is remembered whose drawer is open.
const OPEN: &str = "reading-of";
/// How keys begin that are in a patron's drawer.
const MARK: char = '@';
/// The stores that drawers have.
const STORES: [&str; 3] = ["shelf", "notes", OUTBOX];
/// The store of what is between this device and the library.
pub const OUTBOX: &str = "outbox";
/// How one book is laid out says that it was read: these settings are in drawers too.
const LAYOUT: (&str, &str) = ("settings", "reading:");

/// Records of which those about reading are in the drawer that is open.
pub struct Drawers {
    records: Rc<dyn Records>,
    preferences: Rc<dyn Preferences>,
}

impl Drawers {
    /// Drawers in `records`.
    pub fn new(records: Rc<dyn Records>, preferences: Rc<dyn Preferences>) -> Self {
        Self { records, preferences }
    }

    fn key(&self, store: &str, key: &str) -> String {
        if in_drawer(store, key) {
            prefixed(owner(self.preferences.as_ref()).as_deref(), key)
        } else {
            key.to_owned()
        }
    }
}

/// Whose drawer is open; nobody's where nobody signed in.
pub fn owner(preferences: &dyn Preferences) -> Option<String> {
    preferences.get(OPEN).filter(|id| !id.is_empty())
}

/// Opens somebody's drawer.
pub fn open(preferences: &dyn Preferences, id: Option<&str>) {
    preferences.set(OPEN, id);
}

fn in_drawer(store: &str, key: &str) -> bool {
    STORES.contains(&store) || (store == LAYOUT.0 && key.starts_with(LAYOUT.1))
}

fn prefixed(owner: Option<&str>, key: &str) -> String {
    match owner {
        Some(id) => format!("{MARK}{id}/{key}"),
        // What looks as if it were in somebody's drawer is put into nobody's.
        None if key.starts_with(MARK) => format!("{MARK}/{key}"),
        None => key.to_owned(),
    }
}

/// The key in the drawer of `owner`; nothing where it is in another one.
fn within<'a>(owner: Option<&str>, key: &'a str) -> Option<&'a str> {
    let Some(rest) = key.strip_prefix(MARK) else { return owner.is_none().then_some(key) };
    rest.strip_prefix(owner.unwrap_or_default())?.strip_prefix('/')
}

impl Records for Drawers {
    fn get_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
    ) -> Local<'a, Result<Option<String>, RecordError>> {
        let key = self.key(store, key);
        Box::pin(async move { self.records.get_json(store, &key).await })
    }

    fn put_json<'a>(
        &'a self,
        store: &'a str,
        key: &'a str,
        json: String,
    ) -> Local<'a, Result<(), RecordError>> {
        let key = self.key(store, key);
        Box::pin(async move { self.records.put_json(store, &key, json).await })
    }

    fn remove<'a>(&'a self, store: &'a str, key: &'a str) -> Local<'a, Result<(), RecordError>> {
        let key = self.key(store, key);
        Box::pin(async move { self.records.remove(store, &key).await })
    }

    fn all_json<'a>(&'a self, store: &'a str) -> Local<'a, Result<Vec<(String, String)>, RecordError>> {
        let owner = owner(self.preferences.as_ref());
        Box::pin(async move {
            let all = self.records.all_json(store).await?;
            let own = |(key, json): (String, String)| {
                let is_common = !STORES.contains(&store)
                    && !(store == LAYOUT.0 && (key.starts_with(MARK) || key.starts_with(LAYOUT.1)));
                if is_common {
                    return Some((key, json));
                }
                within(owner.as_deref(), &key).map(|own| (own.to_owned(), json))
            };
            Ok(all.into_iter().filter_map(own).collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use pollster::block_on;
    use yueli_ports::fake::{FakePreferences, FakeRecords};

    use super::*;

    fn drawers() -> (Drawers, Rc<FakePreferences>) {
        let preferences = Rc::new(FakePreferences::default());
        (Drawers::new(Rc::new(FakeRecords::default()), preferences.clone()), preferences)
    }

    #[test]
    fn nobody_sees_what_is_in_anothers_drawer() {
        let (drawers, preferences) = drawers();
        let all = |store: &str| block_on(drawers.all_json(store)).unwrap();
        for owner in [None, Some("mei"), Some("lin")] {
            open(preferences.as_ref(), owner);
            assert_eq!(all("shelf"), [], "{owner:?}");
            assert_eq!(block_on(drawers.get_json("notes", "@mei/a")).unwrap(), None);
            for (store, key) in [("shelf", "a"), ("notes", "@mei/a"), ("settings", "reading:a")] {
                block_on(drawers.put_json(store, key, format!("{owner:?}"))).unwrap();
            }
            block_on(drawers.put_json("settings", "reading", "common".into())).unwrap();
        }
        for owner in [None, Some("mei"), Some("lin")] {
            open(preferences.as_ref(), owner);
            let own = format!("{owner:?}");
            assert_eq!(all("shelf"), [("a".to_owned(), own.clone())]);
            assert_eq!(all("notes"), [("@mei/a".to_owned(), own.clone())]);
            let mut settings = all("settings");
            settings.sort();
            assert_eq!(
                settings,
                [("reading".to_owned(), "common".to_owned()), ("reading:a".to_owned(), own)]
            );
            block_on(drawers.remove("shelf", "a")).unwrap();
        }
        assert_eq!(block_on(drawers.records.all_json("shelf")).unwrap(), []);
    }

    #[test]
    fn a_drawer_is_not_anothers_whose_name_begins_alike() {
        for (owner, key, expected) in [
            (Some("1"), "@12/a", None),
            (Some("12"), "@1/a", None),
            (Some("1"), "@1/a/b", Some("a/b")),
            (None, "a", Some("a")),
            (None, "@1/a", None),
            (None, "@/@1/a", Some("@1/a")),
        ] {
            assert_eq!(within(owner, key), expected, "{owner:?} {key}");
        }
    }
}
