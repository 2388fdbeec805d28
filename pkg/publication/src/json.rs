//! Reading JSON as it is met: what cannot be read is left out, and only what cannot do without fails.
//!
//! By hand, and always from a [`Value`]: derived readers are made again for every kind of source, and the app is
//! downloaded.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::{Map, Value};

/// What can be read from JSON. [`read_from_json!`](crate::read_from_json) makes it a `Deserialize`.
pub trait FromJson: Sized {
    /// What `value` says; `None` where it makes no sense.
    fn from_json(value: Value) -> Option<Self>;
}

/// Any JSON text as a value.
///
/// # Errors
/// Where the text is no JSON.
pub fn parse(text: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(text)
}

/// Reads a `T` through [`FromJson`].
///
/// # Errors
/// Where the input is no JSON, or makes no sense as a `T`.
pub fn deserialize<'de, D: Deserializer<'de>, T: FromJson>(
    deserializer: D,
    name: &'static str,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    T::from_json(value).ok_or_else(|| D::Error::custom(["this is no ", name].concat()))
}

/// Makes every type that is named a `Deserialize` by way of its [`FromJson`].
#[macro_export]
macro_rules! read_from_json {
    ($($name:ident),+ $(,)?) => {
        $(impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::deserialize(deserializer, stringify!($name))
            }
        })+
    };
}

/// The members of an object, taken out one by one.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// The members of `value`; `None` where it is no object.
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self(map)),
            _ => None,
        }
    }

    /// No members at all.
    pub fn none() -> Self {
        Self(Map::new())
    }

    /// Whether there is anything under `name`, be it `null`.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whatever is under `name`, unless it is `null`.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    /// The text under `name`.
    pub fn text(&mut self, name: &str) -> Option<String> {
        String::from_json(self.take(name)?)
    }

    /// The number under `name`.
    pub fn number(&mut self, name: &str) -> Option<f64> {
        self.take(name)?.as_f64()
    }

    /// The count under `name`.
    pub fn count(&mut self, name: &str) -> Option<u64> {
        self.take(name)?.as_u64()
    }

    /// The count under `name`, where it is not beyond all measure.
    pub fn size(&mut self, name: &str) -> Option<u32> {
        u32::try_from(self.count(name)?).ok()
    }

    /// Whether `name` is `true`.
    pub fn is(&mut self, name: &str) -> bool {
        self.take(name) == Some(Value::Bool(true))
    }

    /// The `T` under `name`.
    pub fn one<T: FromJson>(&mut self, name: &str) -> Option<T> {
        T::from_json(self.take(name)?)
    }

    /// One `T` or a list of them under `name`, without the entries that are none.
    pub fn many<T: FromJson>(&mut self, name: &str) -> Vec<T> {
        self.list(name).into_iter().filter_map(T::from_json).collect()
    }

    /// One value or a list of them under `name`: JSON in the wild writes either.
    pub fn list(&mut self, name: &str) -> Vec<Value> {
        match self.take(name) {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => vec![other],
        }
    }

    /// What was not taken.
    pub fn rest(self) -> Map<String, Value> {
        self.0
    }
}

impl FromJson for String {
    fn from_json(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

impl FromJson for bool {
    fn from_json(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromJson for f64 {
    fn from_json(value: Value) -> Option<Self> {
        value.as_f64()
    }
}

impl FromJson for Map<String, Value> {
    fn from_json(value: Value) -> Option<Self> {
        Fields::of(value).map(Fields::rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_leaf_costs_nothing_but_itself() {
        let mut fields = Fields::of(serde_json::json!({
            "a": 7, "b": "text", "c": ["x", 7, null, "y"], "d": "one", "e": null, "f": -1, "g": true, "h": 2.5
        }))
        .unwrap();
        assert_eq!((fields.text("a"), fields.text("b").as_deref()), (None, Some("text")));
        assert_eq!(fields.many::<String>("c"), ["x", "y"]);
        assert_eq!(fields.many::<String>("d"), ["one"]);
        assert_eq!(fields.many::<String>("e"), Vec::<String>::new());
        assert_eq!((fields.size("f"), fields.is("g"), fields.number("h")), (None, true, Some(2.5)));
        assert!(fields.rest().is_empty());
        assert!(Fields::of(Value::Null).is_none());
    }
}
