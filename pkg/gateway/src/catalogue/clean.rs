//! Metadata as books have it, made such that the catalogue's schemas accept it.
//!
//! What cannot be said correctly is left out; nothing is guessed.

use serde_json::Value;
use yueli_publication::{
    Accessibility, BelongsTo, Collection, Contributor, LocalizedText, Metadata, ReadingProgression, Subject,
};

use super::dates;

/// The metadata of the publication `id`, fit for a feed.
pub(crate) fn metadata(raw: Metadata, id: &str) -> Metadata {
    let reading_progression = raw
        .reading_progression
        .filter(|way| matches!(way, ReadingProgression::Ltr | ReadingProgression::Rtl));
    let identifier = raw.identifier.as_deref().and_then(identifier);
    Metadata {
        kind: raw.kind.filter(|kind| is_uri(kind)),
        conforms_to: raw.conforms_to.into_iter().filter(|uri| is_uri(uri)).collect(),
        title: text(&raw.title),
        subtitle: raw.subtitle.map(|subtitle| text(&subtitle)).filter(|subtitle| !subtitle.is_empty()),
        sort_as: raw.sort_as,
        identifier: Some(identifier.unwrap_or_else(|| format!("urn:yueli:{id}"))),
        language: unique(raw.language.iter().filter_map(|tag| language(tag)).collect()),
        author: people(raw.author),
        translator: people(raw.translator),
        editor: people(raw.editor),
        illustrator: people(raw.illustrator),
        narrator: people(raw.narrator),
        contributor: people(raw.contributor),
        publisher: people(raw.publisher),
        subject: raw.subject.into_iter().filter_map(subject).collect(),
        description: raw.description.filter(|description| !description.trim().is_empty()),
        published: raw.published.as_deref().and_then(dates::published),
        modified: raw.modified.as_deref().and_then(dates::date_time),
        number_of_pages: raw.number_of_pages.filter(|pages| *pages > 0),
        duration: raw.duration.filter(|duration| duration.is_finite() && *duration > 0.0),
        reading_progression,
        layout: raw.layout,
        overflow: raw.overflow,
        spread: raw.spread,
        orientation: raw.orientation,
        accessibility: raw
            .accessibility
            .map(accessibility)
            .filter(|known| *known != Accessibility::default()),
        belongs_to: raw.belongs_to.map(belongs_to).filter(|whole| *whole != BelongsTo::default()),
        other: serde_json::Map::new(),
    }
}

/// A text whose languages are tags.
fn text(raw: &LocalizedText) -> LocalizedText {
    let mut clean = LocalizedText::default();
    for (tag, text) in raw.iter().filter(|(_, text)| !text.trim().is_empty()) {
        clean.add(language(tag).unwrap_or_default(), text.trim());
    }
    clean
}

fn people(raw: Vec<Contributor>) -> Vec<Contributor> {
    raw.into_iter()
        .map(|person| Contributor {
            name: text(&person.name),
            identifier: person.identifier.filter(|uri| is_uri(uri)),
            ..person
        })
        .filter(|person| !person.name.is_empty())
        .collect()
}

fn subject(raw: Subject) -> Option<Subject> {
    let name = text(&raw.name);
    (!name.is_empty()).then(|| Subject { name, scheme: raw.scheme.filter(|uri| is_uri(uri)), ..raw })
}

fn belongs_to(raw: BelongsTo) -> BelongsTo {
    BelongsTo { collection: collections(raw.collection), series: collections(raw.series) }
}

fn collections(raw: Vec<Collection>) -> Vec<Collection> {
    raw.into_iter()
        .map(|whole| Collection {
            name: text(&whole.name),
            position: whole.position.filter(|position| position.is_finite()),
            identifier: whole.identifier.filter(|uri| is_uri(uri)),
        })
        .filter(|whole| !whole.name.is_empty())
        .collect()
}

fn accessibility(raw: Accessibility) -> Accessibility {
    Accessibility {
        conforms_to: raw.conforms_to.into_iter().filter(|uri| is_uri(uri)).collect(),
        certification: raw.certification.map(|mut certification| {
            certification.retain(|_, value| value.is_string());
            certification
        }),
        summary: raw.summary,
        access_mode: known(raw.access_mode, MODES),
        access_mode_sufficient: raw.access_mode_sufficient.into_iter().filter_map(sufficient).collect(),
        feature: known(raw.feature, FEATURES),
        hazard: known(raw.hazard, HAZARDS),
        exemption: raw.exemption.filter(|exemption| EXEMPTIONS.contains(&exemption.as_str())),
    }
}

/// A mode, or a set of modes, that is enough to take the publication in.
fn sufficient(raw: Value) -> Option<Value> {
    const ENOUGH: &[&str] = &["auditory", "tactile", "textual", "visual"];
    let is_known = |value: &Value| value.as_str().is_some_and(|mode| ENOUGH.contains(&mode));
    match raw {
        Value::String(modes) => {
            let modes: Vec<Value> = modes.split(',').map(|mode| Value::from(mode.trim())).collect();
            sufficient(Value::Array(modes))
        }
        Value::Array(modes) if !modes.is_empty() && modes.iter().all(is_known) => Some(Value::Array(modes)),
        _ => None,
    }
}

/// Those of the vocabulary, in the vocabulary's spelling.
fn known(raw: Vec<String>, vocabulary: &[&str]) -> Vec<String> {
    let spelt = raw.iter().filter_map(|term| {
        let term = term.trim();
        vocabulary.iter().find(|known| known.eq_ignore_ascii_case(term)).map(|known| (*known).to_owned())
    });
    unique(spelt.collect())
}

fn unique(mut all: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    all.retain(|one| seen.insert(one.clone()));
    all
}

/// An identifier as a URI: ISBNs and UUIDs get their scheme, anything that is none is not one.
fn identifier(raw: &str) -> Option<String> {
    let raw = raw.trim();
    if is_uri(raw) {
        return Some(raw.to_owned());
    }
    let bare: String = raw
        .trim_start_matches(|letter: char| letter.is_ascii_alphabetic() || letter == ':' || letter == ' ')
        .chars()
        .filter(|letter| !matches!(letter, '-' | ' '))
        .collect();
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    if digits == bare.len() && bare.len() == 13 && (bare.starts_with("978") || bare.starts_with("979")) {
        return Some(format!("urn:isbn:{bare}"));
    }
    let hyphens: Vec<usize> = raw.match_indices('-').map(|(at, _)| at).collect();
    let is_uuid = raw.len() == 36
        && hyphens == [8, 13, 18, 23]
        && raw.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit());
    is_uuid.then(|| format!("urn:uuid:{}", raw.to_ascii_lowercase()))
}

/// True where `text` is an absolute URI (RFC 3986), with a host where it names one.
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let scheme_fits = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    if !scheme_fits || rest.is_empty() || !percent_fits(rest) {
        return false;
    }
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:@/?#".contains(letter);
    if !rest.chars().all(allowed) || rest.matches('#').count() > 1 {
        return false;
    }
    let Some(after) = rest.strip_prefix("//") else { return true };
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let host_fits = !host.is_empty() && host.chars().all(|l| l.is_ascii_alphanumeric() || "-._~".contains(l));
    host_fits && port.chars().all(|digit| digit.is_ascii_digit())
}

fn percent_fits(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|after| after.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

/// A language tag as BCP 47 writes it, or nothing where it is none.
pub(crate) fn language(raw: &str) -> Option<String> {
    let tag = raw.trim().replace('_', "-");
    let mut parts = tag.split('-').peekable();
    let alphabetic = |part: &str| part.chars().all(|letter| letter.is_ascii_alphabetic());
    let first = parts.next()?;
    if !(2..=8).contains(&first.len()) || !alphabetic(first) {
        return None;
    }
    if first.len() <= 3 {
        let mut extended = 0;
        while extended < 3 && parts.next_if(|part| part.len() == 3 && alphabetic(part)).is_some() {
            extended += 1;
        }
    }
    parts.next_if(|part| part.len() == 4 && alphabetic(part));
    parts.next_if(|part| {
        (part.len() == 2 && alphabetic(part))
            || (part.len() == 3 && part.chars().all(|digit| digit.is_ascii_digit()))
    });
    let alphanumeric = |part: &str| part.chars().all(|letter| letter.is_ascii_alphanumeric());
    let is_variant = |part: &str| {
        alphanumeric(part)
            && ((5..=8).contains(&part.len())
                || (part.len() == 4 && part.starts_with(|digit: char| digit.is_ascii_digit())))
    };
    while parts.next_if(|part| is_variant(part)).is_some() {}
    // What is left would be extensions; real books have none, and one that is wrong fails the feed.
    parts.next().is_none().then_some(tag)
}

const MODES: &[&str] = &[
    "auditory",
    "chartOnVisual",
    "chemOnVisual",
    "colorDependent",
    "diagramOnVisual",
    "mathOnVisual",
    "musicOnVisual",
    "tactile",
    "textOnVisual",
    "textual",
    "visual",
];

#[rustfmt::skip]
const FEATURES: &[&str] = &[
    "annotations", "ARIA", "bookmarks", "index", "pageBreakMarkers", "printPageNumbers", "pageNavigation",
    "readingOrder", "structuralNavigation", "tableOfContents", "taggedPDF", "alternativeText",
    "audioDescription", "closedCaptions", "captions", "describedMath", "longDescription", "openCaptions",
    "signLanguage", "transcript", "displayTransformability", "synchronizedAudioText", "timingControl",
    "unlocked", "ChemML", "latex", "latex-chemistry", "MathML", "MathML-chemistry", "ttsMarkup",
    "highContrastAudio", "highContrastDisplay", "largePrint", "braille", "tactileGraphic", "tactileObject",
    "fullRubyAnnotations", "horizontalWriting", "rubyAnnotations", "verticalWriting",
    "withAdditionalWordSegmentation", "withoutAdditionalWordSegmentation", "none", "unknown",
];

const HAZARDS: &[&str] = &[
    "flashing",
    "motionSimulation",
    "sound",
    "none",
    "noFlashingHazard",
    "noMotionSimulationHazard",
    "noSoundHazard",
    "unknown",
    "unknownFlashingHazard",
    "unknownMotionSimulationHazard",
    "unknownSoundHazard",
];

const EXEMPTIONS: &[&str] =
    &["eaa-disproportionate-burden", "eaa-fundamental-alteration", "eaa-microenterprise"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_become_uris_or_nothing() {
        for (raw, expected) in [
            ("urn:isbn:9780000000001", Some("urn:isbn:9780000000001")),
            ("https://example.org/b?x=1#y", Some("https://example.org/b?x=1#y")),
            ("ISBN 978-7-101-00000-1", Some("urn:isbn:9787101000001")),
            ("A7F0C3E2-0000-4000-8000-00000000ABCD", Some("urn:uuid:a7f0c3e2-0000-4000-8000-00000000abcd")),
            ("code.google.com.epub-samples.moby-dick", None),
            ("http://exa mple.org", None),
            ("http://", None),
            ("http://h:port/", None),
            ("x:%zz", None),
            ("x:", None),
            ("", None),
            ("茶:经", None),
        ] {
            assert_eq!(identifier(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn language_tags_are_tags_or_nothing() {
        for (raw, expected) in [
            ("en", Some("en")),
            ("en_US", Some("en-US")),
            (" zh-Hans-CN ", Some("zh-Hans-CN")),
            ("zh-cmn-Hans", Some("zh-cmn-Hans")),
            ("es-419", Some("es-419")),
            ("de-1996", Some("de-1996")),
            ("en-", None),
            ("e", None),
            ("English (US)", None),
            ("", None),
            ("英文", None),
        ] {
            assert_eq!(language(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn accessibility_keeps_to_the_vocabulary() {
        let raw = Accessibility {
            feature: vec!["alternativetext".into(), "MathML".into(), "sparkles".into(), "MathML".into()],
            access_mode_sufficient: vec!["textual,visual".into(), "smell".into()],
            ..Accessibility::default()
        };
        let clean = accessibility(raw);
        assert_eq!(clean.feature, ["alternativeText", "MathML"]);
        assert_eq!(clean.access_mode_sufficient, [serde_json::json!(["textual", "visual"])]);
    }
}
