//! How a book can be read and by whom, in the words of a reader.

use yueli_opds::Publication;
use yueli_publication::Layout;

/// One thing that is known of how a book can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The key in the locales; its second line is under `<key>-note`, where there is one.
    pub key: &'static str,
    /// The icon beside it.
    pub icon: &'static str,
    /// True for what someone may have to be warned of.
    pub warns: bool,
}

const fn good(key: &'static str, icon: &'static str) -> Statement {
    Statement { key, icon, warns: false }
}

const fn warning(key: &'static str) -> Statement {
    Statement { key, icon: "info", warns: true }
}

/// What the publisher declares; empty where it declares nothing.
pub fn statements(publication: &Publication) -> Vec<Statement> {
    let metadata = &publication.metadata;
    let declared = metadata.accessibility.as_ref();
    let has = |names: &[&str]| {
        declared.is_some_and(|own| {
            own.feature.iter().any(|feature| names.iter().any(|name| feature.eq_ignore_ascii_case(name)))
        })
    };
    let fixed = metadata.layout == Some(Layout::Fixed);
    let textual = declared.is_some_and(|own| own.access_mode_sufficient.iter().any(is_textual));
    let pictures = declared.is_some_and(|own| own.access_mode.iter().any(|mode| mode == "visual"));
    let described = has(&["alternativeText", "longDescription", "longDescriptions", "described"]);
    let flashing = declared.is_some_and(|own| own.hazard.iter().any(|hazard| hazard == "flashing"));
    [
        (textual || has(&["readingOrder"]) && described, good("access-read-aloud", "headphones")),
        (
            !fixed && has(&["displayTransformability", "displayTransformability/resizeText"]),
            good("access-adapt", "text-size"),
        ),
        (described, good("access-images", "check")),
        (has(&["pageNavigation", "printPageNumbers", "pageBreakMarkers"]), good("access-pages", "page-list")),
        (has(&["tableOfContents", "structuralNavigation"]), good("access-contents", "list")),
        (has(&["synchronizedAudioText"]), good("access-audio", "headphones")),
        (has(&["MathML", "MathML-chemistry", "latex"]), good("access-math", "check")),
        (fixed, warning("access-fixed")),
        (declared.is_some() && pictures && !described && !textual, warning("access-images-missing")),
        (flashing, warning("access-flashing")),
    ]
    .into_iter()
    .filter_map(|(known, statement)| known.then_some(statement))
    .collect()
}

/// A set of modes that is enough: `"textual"`, or a list of nothing else.
fn is_textual(set: &serde_json::Value) -> bool {
    match set {
        serde_json::Value::String(mode) => mode == "textual",
        serde_json::Value::Array(modes) => {
            !modes.is_empty() && modes.iter().all(|mode| mode.as_str() == Some("textual"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(metadata: &str) -> Vec<&'static str> {
        let json = format!(r#"{{"metadata":{{"title":"T",{metadata}}},"links":[]}}"#);
        let publication: Publication = serde_json::from_str(&json).unwrap();
        statements(&publication).into_iter().map(|statement| statement.key).collect()
    }

    #[test]
    fn says_in_words_what_is_declared() {
        for (metadata, expected) in [
            (r#""language":"en""#, &[] as &[&str]),
            (
                r#""accessibility":{"accessMode":["textual","visual"],"accessModeSufficient":[["textual"]],
                   "feature":["alternativeText","displayTransformability","tableOfContents"]}"#,
                &["access-read-aloud", "access-adapt", "access-images", "access-contents"],
            ),
            (
                r#""accessibility":{"accessMode":["textual","visual"],"feature":["printPageNumbers"]}"#,
                &["access-pages", "access-images-missing"],
            ),
            (
                r#""layout":"fixed","accessibility":{"feature":["displayTransformability"],"hazard":["flashing"]}"#,
                &["access-fixed", "access-flashing"],
            ),
        ] {
            assert_eq!(keys(metadata), expected, "{metadata}");
        }
    }
}
