//! What to say.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::table::{self, Table};
use crate::{Arg, Locale};

/// The app's words in one language. Cheap to clone; two of the same language are equal.
#[derive(Clone)]
pub struct Catalog {
    locale: Locale,
    inner: Rc<Inner>,
}

struct Inner {
    own: Table,
    /// English, read only once a word is missing.
    english: OnceCell<Table>,
}

impl Catalog {
    /// The words of one language.
    pub fn new(locale: Locale) -> Self {
        Self { locale, inner: Rc::new(Inner { own: Table::new(locale), english: OnceCell::new() }) }
    }

    /// Which language it is.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The message `key`; in English where this language lacks it; the key itself where English lacks it too.
    pub fn t(&self, key: &str) -> String {
        self.t_args(key, &[])
    }

    /// The message `key` with its variables filled in.
    pub fn t_args(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// The attribute `name` of the message `key`, such as a problem's `advice`.
    pub fn attr(&self, key: &str, name: &str) -> String {
        self.attr_args(key, name, &[])
    }

    /// The attribute `name` of the message `key`, with its variables filled in.
    pub fn attr_args(&self, key: &str, name: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.find(key, Some(name), args).unwrap_or_else(|| format!("{key}.{name}"))
    }

    /// Whether there are words for `key`, here or in English: for keys made from what a catalogue sent.
    pub fn has(&self, key: &str) -> bool {
        self.inner.own.has(key) || self.english().has(key)
    }

    /// The message `key` where there is one, else `otherwise`.
    pub fn t_or(&self, key: &str, otherwise: &str) -> String {
        self.find(key, None, &[]).unwrap_or_else(|| otherwise.to_owned())
    }

    fn english(&self) -> &Table {
        self.inner.english.get_or_init(|| Table::new(Locale::En))
    }

    fn find(&self, key: &str, attribute: Option<&str>, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let joined;
        let key = match attribute {
            None => key,
            Some(name) => {
                joined = [key, ".", name].concat();
                joined.as_str()
            }
        };
        match self.inner.own.get(key) {
            Some(words) => Some(table::say(self.locale, words, args)),
            None => self.english().get(key).map(|words| table::say(Locale::En, words, args)),
        }
    }
}

impl PartialEq for Catalog {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale
    }
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("locale", &self.locale).finish_non_exhaustive()
    }
}
