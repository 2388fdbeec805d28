//! How a book can be read and by whom, in the words of a reader.
//!
//! What is said and in which order follows the W3C's Accessibility Metadata Display Guide for Digital Publications 2.0
//! and its techniques for EPUB, <https://w3c.github.io/publ-a11y/a11y-meta-display-guide/2.0/>.

use yueli_opds::Publication;
use yueli_publication::{Accessibility, Layout};

/// One thing that is known, or that nobody said, of how a book can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The key in the locales.
    pub key: &'static str,
    /// The icon beside it.
    pub icon: &'static str,
    /// True for what someone may have to be warned of.
    pub warns: bool,
}

/// Statements under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading's key in the locales.
    pub key: &'static str,
    /// What there is to say.
    pub statements: Vec<Statement>,
}

/// Words of the vocabulary that are said by one sentence each, whichever of them is declared.
type Line = (&'static [&'static str], &'static str);

const NAVIGATION: [Line; 4] = [
    (&["tableOfContents"], "access-contents"),
    (&["index"], "access-index"),
    (&["structuralNavigation"], "access-headings"),
    (&["pageNavigation", "printPageNumbers", "pageBreakMarkers"], "access-pages"),
];
const RICH: [Line; 9] = [
    (&["MathML"], "access-math"),
    (&["latex"], "access-latex"),
    (&["describedMath"], "access-math-described"),
    (&["MathML-chemistry", "ChemML"], "access-chemistry"),
    (&["latex-chemistry"], "access-chemistry-latex"),
    (&["longDescription", "longDescriptions"], "access-long-descriptions"),
    (&["closedCaptions", "captions"], "access-captions"),
    (&["openCaptions"], "access-captions-open"),
    (&["transcript"], "access-transcript"),
];
const HAZARDS: [Line; 7] = [
    (&["none"], "access-no-hazards"),
    (&["flashing"], "access-flashing"),
    (&["motionSimulation"], "access-motion"),
    (&["sound"], "access-sound"),
    (&["noFlashingHazard"], "access-no-flashing"),
    (&["noMotionSimulationHazard"], "access-no-motion"),
    (&["noSoundHazard"], "access-no-sound"),
];
const MORE: [Line; 11] = [
    (&["audioDescription"], "access-audio-described"),
    (&["braille"], "access-braille"),
    (&["tactileGraphic", "tactileObject"], "access-tactile"),
    (&["signLanguage"], "access-sign-language"),
    (&["ARIA"], "access-aria"),
    (&["highContrastAudio"], "access-clear-sound"),
    (&["highContrastDisplay"], "access-contrast"),
    (&["largePrint"], "access-large-print"),
    (&["fullRubyAnnotations"], "access-ruby-full"),
    (&["rubyAnnotations"], "access-ruby"),
    (&["ttsMarkup"], "access-pronunciation"),
];

/// What the publisher declares, in the guide's order; where something is declared, also what is not said of the ways
/// of reading. Empty where nothing is known at all.
pub fn groups(publication: &Publication) -> Vec<Group> {
    let metadata = &publication.metadata;
    let fixed = metadata.layout == Some(Layout::Fixed);
    let Some(own) = &metadata.accessibility else {
        let pages = fixed.then(|| group("access-ways", vec![warning("access-fixed")]));
        return pages.into_iter().collect();
    };
    let exempt = own.exemption.is_some().then(|| warning("access-exempt"));
    [
        group("access-ways", ways(own, fixed)),
        group("access-conformance", vec![conformance(own)]),
        group("access-navigation", said(&own.feature, &NAVIGATION, "check")),
        group("access-rich", said(&own.feature, &RICH, "check")),
        group("access-hazards", hazards(own)),
        group("access-legal", exempt.into_iter().collect()),
        group("access-more", said(&own.feature, &MORE, "check")),
    ]
    .into_iter()
    .filter(|group| !group.statements.is_empty())
    .collect()
}

/// Who says that it conforms, and with what right.
pub fn certifier(publication: &Publication) -> Option<String> {
    let own = publication.metadata.accessibility.as_ref()?.certification.as_ref()?;
    let text = |name: &str| own.get(name).and_then(|value| value.as_str()).map(str::trim);
    let name = text("certifiedBy").filter(|name| !name.is_empty())?;
    // A credential may be the address of one, which says nothing to people.
    let credential = text("credential").filter(|own| !own.is_empty() && !own.contains("://"));
    Some(credential.map_or_else(|| name.to_owned(), |credential| format!("{name} ({credential})")))
}

fn group(key: &'static str, statements: Vec<Statement>) -> Group {
    Group { key, statements }
}

const fn good(key: &'static str, icon: &'static str) -> Statement {
    Statement { key, icon, warns: false }
}

const fn warning(key: &'static str) -> Statement {
    Statement { key, icon: "info", warns: true }
}

fn has(list: &[String], names: &[&str]) -> bool {
    list.iter().any(|term| names.iter().any(|name| term.eq_ignore_ascii_case(name)))
}

fn said(list: &[String], lines: &[Line], icon: &'static str) -> Vec<Statement> {
    let known = lines.iter().filter(|(names, _)| has(list, names));
    known.map(|(_, key)| good(key, icon)).collect()
}

fn ways(own: &Accessibility, fixed: bool) -> Vec<Statement> {
    let sets: Vec<Vec<&str>> = own.access_mode_sufficient.iter().map(modes).collect();
    let alone = |mode: &str| sets.iter().any(|set| set.as_slice() == [mode]);
    let only = |mode: &str| own.access_mode.iter().all(|known| known == mode) && !own.access_mode.is_empty();
    let any = |mode: &str| has(&own.access_mode, &[mode]) || sets.iter().any(|set| set.contains(&mode));
    let described =
        has(&own.feature, &["alternativeText", "longDescription", "longDescriptions", "describedMath"]);
    let unread = || any("visual") || any("auditory");
    let look = if fixed {
        warning("access-fixed")
    } else if has(&own.feature, &["displayTransformability", "displayTransformability/resizeText"]) {
        good("access-adapt", "text-size")
    } else {
        warning("access-adapt-unknown")
    };
    let aloud = if alone("textual") || only("textual") {
        good("access-read-aloud", "headphones")
    } else if any("textual") {
        warning("access-read-aloud-partly")
    } else if unread() {
        warning("access-read-aloud-not")
    } else {
        warning("access-read-aloud-unknown")
    };
    let sound = if has(&own.feature, &["synchronizedAudioText"]) {
        Some(good("access-audio", "headphones"))
    } else if alone("auditory") || only("auditory") {
        Some(good("access-audio-only", "headphones"))
    } else {
        any("auditory").then(|| good("access-audio-clips", "headphones"))
    };
    let pictures = described.then(|| good("access-images", "check"));
    [Some(look), Some(aloud), pictures, sound].into_iter().flatten().collect()
}

/// A set of modes that is enough: `"textual"`, or a list.
fn modes(set: &serde_json::Value) -> Vec<&str> {
    match set {
        serde_json::Value::Array(modes) => modes.iter().filter_map(|mode| mode.as_str()).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

/// The best that it says it conforms to: EPUB Accessibility at a level of WCAG.
fn conformance(own: &Accessibility) -> Statement {
    let level = |level: &str| {
        own.conforms_to.iter().any(|standard| {
            let standard = standard.to_ascii_lowercase();
            standard.ends_with(&["-", level].concat()) || standard.ends_with(&["level ", level].concat())
        })
    };
    if level("aaa") {
        good("access-conforms-aaa", "check")
    } else if level("aa") {
        good("access-conforms-aa", "check")
    } else if level("a") {
        good("access-conforms-a", "check")
    } else {
        warning(if own.conforms_to.is_empty() { "access-conforms-unknown" } else { "access-conforms-other" })
    }
}

fn hazards(own: &Accessibility) -> Vec<Statement> {
    let mut known = said(&own.hazard, &HAZARDS, "check");
    for statement in &mut known {
        if matches!(statement.key, "access-flashing" | "access-motion" | "access-sound") {
            *statement = warning(statement.key);
        }
    }
    if known.is_empty() {
        known.push(warning("access-hazards-unknown"));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publication(metadata: &str) -> Publication {
        serde_json::from_str(&format!(r#"{{"metadata":{{"title":"T",{metadata}}},"links":[]}}"#)).unwrap()
    }

    fn shown(metadata: &str) -> String {
        let groups = groups(&publication(metadata)).into_iter().map(|group| {
            let keys = group.statements.iter().map(|statement| {
                let key = statement.key.trim_start_matches("access-");
                if statement.warns { format!("!{key}") } else { key.to_owned() }
            });
            format!("{}: {}", group.key.trim_start_matches("access-"), keys.collect::<Vec<_>>().join(" "))
        });
        groups.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn says_in_words_what_is_declared_in_the_guides_order() {
        for (metadata, expected) in [
            (r#""language":"en""#, ""),
            (r#""layout":"fixed""#, "ways: !fixed"),
            (
                r#""accessibility":{"conformsTo":["https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa"],
                   "accessMode":["textual","visual"],"accessModeSufficient":[["textual"]],
                   "feature":["alternativeText","displayTransformability","tableOfContents","pageBreakMarkers","MathML","ttsMarkup"],
                   "hazard":["none"],"exemption":"eaa-microenterprise"}"#,
                "ways: adapt read-aloud images; conformance: conforms-aa; navigation: contents pages; rich: math; \
                 hazards: no-hazards; legal: !exempt; more: pronunciation",
            ),
            (
                r#""accessibility":{"accessMode":["textual","visual"],"feature":["printPageNumbers"]}"#,
                "ways: !adapt-unknown !read-aloud-partly; conformance: !conforms-unknown; navigation: pages; \
                 hazards: !hazards-unknown",
            ),
            (
                r#""layout":"fixed","accessibility":{"accessMode":["visual"],"feature":["displayTransformability"],
                   "hazard":["flashing","noSoundHazard"],"conformsTo":["http://example.org/ours"]}"#,
                "ways: !fixed !read-aloud-not; conformance: !conforms-other; hazards: !flashing no-sound",
            ),
            (
                r#""accessibility":{"accessMode":["auditory"],"conformsTo":["http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-a"]}"#,
                "ways: !adapt-unknown !read-aloud-not audio-only; conformance: conforms-a; hazards: !hazards-unknown",
            ),
            (
                r#""accessibility":{"summary":"S","accessModeSufficient":["textual","auditory"],"feature":["synchronizedAudioText"],"hazard":["unknown"]}"#,
                "ways: !adapt-unknown read-aloud audio; conformance: !conforms-unknown; hazards: !hazards-unknown",
            ),
        ] {
            assert_eq!(shown(metadata), expected, "{metadata}");
        }
    }

    #[test]
    fn a_certifier_is_named_with_what_people_can_read() {
        for (certification, expected) in [
            (r#"{"certifiedBy":"DAISY","credential":"Silver"}"#, Some("DAISY (Silver)")),
            (r#"{"certifiedBy":"DAISY","credential":"https://example.org/c"}"#, Some("DAISY")),
            (r#"{"credential":"Silver"}"#, None),
        ] {
            let one = publication(&format!(r#""accessibility":{{"certification":{certification}}}"#));
            assert_eq!(certifier(&one).as_deref(), expected);
        }
    }
}
