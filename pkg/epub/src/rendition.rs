//! Layout: of the whole, and of single spine items (EPUB 3.3 section 8, EPUB Reading Systems 3.3 section 6).

use serde_json::Value;
use yueli_publication::{Layout, PageSide, Properties};

/// `pre-paginated` and `reflowable`.
pub(crate) fn layout(value: &str) -> Option<Layout> {
    match value {
        "pre-paginated" => Some(Layout::Fixed),
        "reflowable" => Some(Layout::Reflowable),
        _ => None,
    }
}

/// The manifest's word for a value of `flow`.
pub(crate) fn overflow(value: &str) -> Option<&'static str> {
    match value {
        "paginated" => Some("paginated"),
        "scrolled-continuous" | "scrolled-doc" | "scrolled" => Some("scrolled"),
        "auto" => Some("auto"),
        _ => None,
    }
}

/// The manifest's word for a value of `spread`. `portrait` is deprecated and means both.
pub(crate) fn spread(value: &str) -> Option<&'static str> {
    match value {
        "none" => Some("none"),
        "landscape" => Some("landscape"),
        "both" | "portrait" => Some("both"),
        "auto" => Some("auto"),
        _ => None,
    }
}

/// `auto`, `landscape` and `portrait`.
pub(crate) fn orientation(value: &str) -> Option<&'static str> {
    ["auto", "landscape", "portrait"].into_iter().find(|known| *known == value)
}

/// Puts what the tokens of an itemref's `properties` say into a link's. The first of a kind counts.
pub(crate) fn overrides(tokens: &[String], properties: &mut Properties) {
    let mut other = |name: &str, value: Value| {
        properties.other.entry(name).or_insert(value);
    };
    for token in tokens {
        // EPUB 3.4 and the page-spread properties do without the prefix.
        let token = token.strip_prefix("rendition:").unwrap_or(token);
        if let Some(value) = token.strip_prefix("layout-") {
            properties.layout = properties.layout.or(layout(value));
        } else if let Some(value) = token.strip_prefix("page-spread-") {
            properties.page = properties.page.or(match value {
                "left" => Some(PageSide::Left),
                "right" => Some(PageSide::Right),
                "center" => Some(PageSide::Center),
                _ => None,
            });
        } else if let Some(value) = token.strip_prefix("spread-") {
            properties.spread = properties.spread.take().or(spread(value).map(str::to_owned));
        } else if let Some(value) = token.strip_prefix("flow-") {
            if value == "scrolled-continuous" && properties.overflow.is_none() {
                other("continuous", Value::Bool(true));
            }
            properties.overflow = properties.overflow.take().or(overflow(value).map(str::to_owned));
        } else if let Some(value) = token.strip_prefix("orientation-").and_then(orientation) {
            other("orientation", value.into());
        } else if token == "align-x-center" {
            other("align", "center".into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_kind_counts() {
        for (tokens, expected) in [
            ("rendition:layout-reflowable rendition:layout-pre-paginated", r#"{"layout":"reflowable"}"#),
            ("layout-pre-paginated page-spread-left", r#"{"page":"left","layout":"fixed"}"#),
            ("rendition:page-spread-center page-spread-left", r#"{"page":"center"}"#),
            ("rendition:spread-portrait rendition:spread-none", r#"{"spread":"both"}"#),
            (
                "rendition:flow-scrolled-continuous rendition:flow-paginated",
                r#"{"overflow":"scrolled","contains":[],"continuous":true}"#,
            ),
            ("rendition:orientation-portrait", r#"{"orientation":"portrait"}"#),
            ("rendition:align-x-center incandescent layout- ", r#"{"align":"center"}"#),
        ] {
            let mut properties = Properties::default();
            overrides(&crate::package::tokens(Some(tokens)), &mut properties);
            let expected: Properties = serde_json::from_str(expected).unwrap();
            assert_eq!(properties, expected, "{tokens}");
        }
    }
}
