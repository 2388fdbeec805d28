//! EPUB's prefixed properties in today's words (EPUB 3.3 section 6.3.1 and appendix E; EPUB 3.0.1 for
//! the values that it dropped).

/// Prefixed properties whose standard name differs only in the prefix.
const SAME: [&str; 15] = [
    "caption-side",
    "hyphens",
    "line-break",
    "ruby-position",
    "text-align-last",
    "text-combine-upright",
    "text-emphasis",
    "text-emphasis-color",
    "text-emphasis-position",
    "text-emphasis-style",
    "text-orientation",
    "text-transform",
    "text-underline-position",
    "word-break",
    "writing-mode",
];

/// The standard declaration, without a semicolon, for one of a prefixed property or value.
pub(crate) fn standard(property: &str, value: &str) -> Option<String> {
    let property = property.to_ascii_lowercase();
    let name = match property.strip_prefix("-epub-") {
        Some("text-combine" | "text-combine-horizontal") => "text-combine-upright",
        Some(name) => SAME.into_iter().find(|known| *known == name)?,
        None if property == "text-transform" && value.contains("-epub-") => "text-transform",
        None => return None,
    };
    let words = value.split_ascii_whitespace().map(|word| match word.split_once('!') {
        Some((word, important)) => format!("{}!{important}", self::word(name, word)),
        None => self::word(name, word).to_owned(),
    });
    let mut value = words.collect::<Vec<_>>().join(" ");
    if name == "text-combine-upright" && value.starts_with("all ") && !value.contains('!') {
        // `horizontal 2` said how many digits; browsers know `all` only.
        "all".clone_into(&mut value);
    }
    (!value.is_empty()).then(|| format!("{name}: {value}"))
}

/// Today's word for a value that was renamed.
fn word<'a>(property: &str, word: &'a str) -> &'a str {
    match (property, word.to_ascii_lowercase().as_str()) {
        ("hyphens", "all") => "auto",
        ("text-combine-upright", "horizontal") => "all",
        ("text-orientation", "vertical-right") => "mixed",
        ("text-orientation", "sideways-right" | "rotate-right") => "sideways",
        ("text-transform", "-epub-fullwidth" | "-epub-full-width" | "fullwidth") => "full-width",
        ("text-underline-position", "alphabetic") => "auto",
        ("text-underline-position", "below") => "under",
        ("ruby-position", "before") => "over",
        ("ruby-position", "after") => "under",
        ("writing-mode", "tb-rl") => "vertical-rl",
        ("writing-mode", "tb-lr") => "vertical-lr",
        ("writing-mode", "lr" | "lr-tb" | "rl" | "rl-tb") => "horizontal-tb",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_words_become_todays() {
        for (property, value, expected) in [
            ("-epub-text-combine", " horizontal 2 ", Some("text-combine-upright: all")),
            ("-epub-text-combine-horizontal", "none", Some("text-combine-upright: none")),
            (
                "-epub-text-orientation",
                "sideways-right!important",
                Some("text-orientation: sideways!important"),
            ),
            ("-epub-text-transform", "-epub-fullwidth", Some("text-transform: full-width")),
            ("-epub-text-emphasis", "filled  sesame red", Some("text-emphasis: filled sesame red")),
            ("-epub-ruby-position", "after", Some("ruby-position: under")),
            ("-epub-text-underline-position", "under left", Some("text-underline-position: under left")),
            ("-epub-hyphens", " ", None),
            ("-epub-unknown", "x", None),
            ("text-transform", "none", None),
        ] {
            assert_eq!(standard(property, value).as_deref(), expected, "{property}: {value}");
        }
    }
}
