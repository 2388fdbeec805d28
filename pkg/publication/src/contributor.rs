//! People, organisations and subjects.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{LocalizedText, one_or_many};

/// Somebody who had a part in a publication.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contributor {
    /// The name as it is printed.
    pub name: LocalizedText,
    /// The name as it is filed ("Melville, Herman").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_as: Option<String>,
    /// A URI that names the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// MARC relator codes (`aut`, `trl` ...).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role: Vec<String>,
}

impl Contributor {
    /// A contributor of whom only the name is known.
    pub fn named(name: impl Into<LocalizedText>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// What a publication is about.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The heading, as a reader would say it.
    pub name: LocalizedText,
    /// The heading as it is filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_as: Option<String>,
    /// The code in `scheme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The classification's URI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
}

impl Subject {
    /// A subject of which only the heading is known.
    pub fn named(name: impl Into<LocalizedText>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// What both are on the wire: a string, or an object whose name may again be anything.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    name: LocalizedText,
    #[serde(default)]
    sort_as: Option<String>,
    #[serde(default)]
    identifier: Option<String>,
    #[serde(default, deserialize_with = "one_or_many")]
    role: Vec<String>,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    scheme: Option<String>,
}

fn wire<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Wire, D::Error> {
    let value = Value::deserialize(deserializer)?;
    if value.get("name").is_some() {
        return serde_json::from_value(value).map_err(serde::de::Error::custom);
    }
    let name: LocalizedText = serde_json::from_value(value).map_err(serde::de::Error::custom)?;
    if name.is_empty() {
        return Err(serde::de::Error::custom("a contributor or subject without a name"));
    }
    Ok(Wire { name, sort_as: None, identifier: None, role: Vec::new(), code: None, scheme: None })
}

impl<'de> Deserialize<'de> for Contributor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { name, sort_as, identifier, role, .. } = wire(deserializer)?;
        Ok(Self { name, sort_as, identifier, role })
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { name, sort_as, code, scheme, .. } = wire(deserializer)?;
        Ok(Self { name, sort_as, code, scheme })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_strings_and_objects() {
        for json in [r#""Ada""#, r#"{"name":"Ada"}"#, r#"{"name":{"en":"Ada"},"role":"aut"}"#] {
            let person: Contributor = serde_json::from_str(json).unwrap();
            assert_eq!(person.name.first(), "Ada", "{json}");
        }
        assert!(serde_json::from_str::<Subject>("{}").is_err());
    }
}
