//! JSON in the wild writes one thing or a list of things; we read both as a list.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Reads `x`, `[x, y]` or `null` as a list, dropping the entries that are not a `T`.
///
/// One bad leaf never fails the page (DESIGN section 4).
///
/// # Errors
/// Only those of the deserializer itself (the input is no JSON).
pub fn one_or_many<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> Deserialize<'a>,
{
    let value = Value::deserialize(deserializer)?;
    let items = match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        other => vec![other],
    };
    Ok(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect())
}
