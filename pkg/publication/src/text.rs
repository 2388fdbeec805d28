//! Text that may exist in several languages.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;

use crate::json::FromJson;
use crate::read_from_json;

/// A string in one or more languages, in the order the source gives them.
///
/// The language is a BCP 47 tag, or empty where the source names none.
/// On the wire it is a plain string (one text, no language) or a language map.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct LocalizedText(Vec<(String, String)>);

impl LocalizedText {
    /// A text in no stated language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![(String::new(), text.into())])
    }

    /// A text in `language` (a BCP 47 tag).
    pub fn in_language(language: impl Into<String>, text: impl Into<String>) -> Self {
        Self(vec![(language.into(), text.into())])
    }

    /// Adds the text for one more language; a second text for the same language is ignored.
    pub fn add(&mut self, language: impl Into<String>, text: impl Into<String>) {
        let language = language.into();
        if !self.0.iter().any(|(known, _)| known.eq_ignore_ascii_case(&language)) {
            self.0.push((language, text.into()));
        }
    }

    /// True where there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// The first text, which is the publication's own title where it is a title.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", |(_, text)| text)
    }

    /// The best text for a reader of `language`: the same tag, the same primary language, else the first.
    pub fn get(&self, language: &str) -> &str {
        self.best(language).map_or("", |(_, text)| text)
    }

    /// The language of the text that [`get`](Self::get) gives, where the source names it.
    pub fn language_of(&self, language: &str) -> Option<&str> {
        self.best(language).map(|(tag, _)| tag.as_str()).filter(|tag| !tag.is_empty())
    }

    fn best(&self, language: &str) -> Option<&(String, String)> {
        let primary = primary_subtag(language);
        self.0
            .iter()
            .find(|(tag, _)| tag.eq_ignore_ascii_case(language))
            .or_else(|| self.0.iter().find(|(tag, _)| !tag.is_empty() && primary_subtag(tag) == primary))
            .or_else(|| self.0.first())
    }

    /// Every (language, text) pair, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

/// The primary language subtag in lower case: `zh-Hans-CN` gives `zh`. `cmn` counts as `zh`.
pub(crate) fn primary_subtag(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if primary == "cmn" { "zh".to_owned() } else { primary }
}

impl From<&str> for LocalizedText {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for LocalizedText {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl Serialize for LocalizedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [] => serializer.serialize_str(""),
            [(_, text)] => serializer.serialize_str(text),
            many => {
                let mut map = serializer.serialize_map(Some(many.len()))?;
                for (language, text) in many {
                    let tag = if language.is_empty() { "und" } else { language };
                    map.serialize_entry(tag, text)?;
                }
                map.end()
            }
        }
    }
}

impl FromJson for LocalizedText {
    fn from_json(value: Value) -> Option<Self> {
        Some(from_value(&value))
    }
}

read_from_json!(LocalizedText);

/// Titles in the wild: a string, a language map, a list of either, or `{"value": .., "language": ..}`.
fn from_value(value: &Value) -> LocalizedText {
    match value {
        Value::String(text) if text.is_empty() => LocalizedText::default(),
        Value::String(text) => LocalizedText::plain(text.as_str()),
        Value::Number(number) => LocalizedText::plain(number.to_string()),
        Value::Array(items) => {
            let mut all = LocalizedText::default();
            for (language, text) in items.iter().flat_map(|item| from_value(item).0) {
                all.add(language, text);
            }
            all
        }
        Value::Object(map) => {
            if let Some(text) = map.get("value").or_else(|| map.get("@value")).and_then(Value::as_str) {
                let language = map.get("language").or_else(|| map.get("@language")).and_then(Value::as_str);
                return LocalizedText::in_language(language.unwrap_or_default(), text);
            }
            let pairs = map.iter().filter_map(|(language, text)| {
                let language = if language == "und" { "" } else { language };
                Some((language.to_owned(), text.as_str()?.to_owned()))
            });
            LocalizedText(pairs.collect())
        }
        _ => LocalizedText::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_that_is_in_the_wild() {
        for (json, language, expected) in [
            (r#""Walden""#, "en", "Walden"),
            (r#"{"en":"Tea","zh":"茶"}"#, "zh-CN", "茶"),
            (r#"{"en":"Tea","zh-Hant":"茶"}"#, "cmn", "茶"),
            (r#"["One","Two"]"#, "en", "One"),
            (r#"{"value":"茶经","language":"zh"}"#, "zh", "茶经"),
            (r#"{"fr":"Thé"}"#, "en", "Thé"),
            ("null", "en", ""),
            ("7", "en", "7"),
        ] {
            let text: LocalizedText = serde_json::from_str(json).unwrap();
            assert_eq!(text.get(language), expected, "{json}");
        }
    }

    #[test]
    fn survives_the_wire() {
        let mut text = LocalizedText::in_language("zh-CN", "阅历");
        text.add("en", "Yueli");
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(serde_json::from_str::<LocalizedText>(&json).unwrap().get("en"), "Yueli");
    }
}
