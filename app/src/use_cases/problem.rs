//! Why a publication cannot be read, as the catalogue says it.

use yueli_opds::Publication;
use yueli_publication::{LocalizedText, json::FromJson};

/// The key under which the catalogue says what is wrong with a file.
const KEY: &str = "https://yueli.dev/ns#problem";

/// Why a publication cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The stable key of the problem; the locales have words under `problem-<code>`.
    pub code: String,
    /// The catalogue's own words.
    pub message: LocalizedText,
}

/// What the catalogue says is wrong with `publication`, if anything.
pub fn of(publication: &Publication) -> Option<Unreadable> {
    let value = publication.metadata.other.get(KEY)?;
    let code = value.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_owned();
    let message = value.get("message").cloned().and_then(LocalizedText::from_json).unwrap_or_default();
    Some(Unreadable { code, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_the_language_of_the_reader() {
        let json = r#"{"metadata":{"title":"T","https://yueli.dev/ns#problem":
            {"code":"not-a-zip","message":{"en":"The file is broken.","zh-CN":"文件坏了。"}}}}"#;
        let publication: Publication = serde_json::from_str(json).unwrap();
        let unreadable = of(&publication).unwrap();
        assert_eq!(unreadable.code, "not-a-zip");
        assert_eq!(unreadable.message.get("zh-CN"), "文件坏了。");
        assert_eq!(of(&Publication::default()), None);
    }
}
