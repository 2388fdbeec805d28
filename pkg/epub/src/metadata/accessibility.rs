//! How it can be read, and by whom (EPUB Accessibility 1.1, schema.org's vocabulary).

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use yueli_publication::Accessibility;

use super::metas::Metas;

/// Reads the accessibility metadata; `None` where there is none.
///
/// Of the standards in `conforms_to`, those of accessibility move into it.
pub(crate) fn read(metas: &Metas<'_>, conforms_to: &mut Vec<String>) -> Option<Accessibility> {
    let list = |property: &str| {
        let mut known = BTreeSet::new();
        metas.all(property).filter(|value| known.insert(value.clone())).collect()
    };
    let (ours, others) = conforms_to.drain(..).partition(|standard| is_accessibility(standard));
    *conforms_to = others;
    let accessibility = Accessibility {
        conforms_to: ours,
        certification: certification(metas),
        summary: metas.first("schema:accessibilitySummary"),
        access_mode: list("schema:accessMode"),
        access_mode_sufficient: metas
            .all("schema:accessModeSufficient")
            .map(|set| sufficient(&set))
            .collect(),
        feature: list("schema:accessibilityFeature"),
        hazard: list("schema:accessibilityHazard"),
        exemption: metas.first("a11y:exemption"),
    };
    (accessibility != Accessibility::default()).then_some(accessibility)
}

/// A set of modes: one as a string, more as a list.
fn sufficient(set: &str) -> Value {
    let mut modes = set.split(',').map(str::trim).filter(|mode| !mode.is_empty());
    match (modes.next(), modes.next()) {
        (Some(only), None) => only.into(),
        (first, second) => first.into_iter().chain(second).chain(modes).map(Value::from).collect(),
    }
}

fn certification(metas: &Metas<'_>) -> Option<Map<String, Value>> {
    let mut found = Map::new();
    for (property, key) in
        [("certifiedBy", "certifiedBy"), ("certifierCredential", "credential"), ("certifierReport", "report")]
    {
        let property = format!("a11y:{property}");
        // Credential and report may refine the certifier.
        let own = metas.first(&property).or_else(|| metas.links(&property).next().map(str::to_owned));
        let refined =
            || metas.elements("a11y:certifiedBy").find_map(|element| metas.refinement(element, &property));
        if let Some(value) = own.or_else(refined) {
            found.insert(key.to_owned(), value.into());
        }
    }
    (!found.is_empty()).then_some(found)
}

fn is_accessibility(standard: &str) -> bool {
    let standard = standard.to_ascii_lowercase();
    ["a11y", "accessib", "wcag"].iter().any(|word| standard.contains(word))
}

/// The standards that it says it conforms to, as URIs where we know them.
pub(crate) fn conforms_to(metas: &Metas<'_>) -> Vec<String> {
    let said = metas.all("dcterms:conformsTo").chain(metas.links("dcterms:conformsTo").map(str::to_owned));
    said.map(|standard| standard_uri(&standard).unwrap_or(standard)).collect()
}

/// `EPUB Accessibility 1.1 - WCAG 2.1 Level AA` as the URI of EPUB Accessibility 1.1, section 4.1.2.
fn standard_uri(standard: &str) -> Option<String> {
    let (_, rest) = standard.split_once("EPUB Accessibility 1.1")?;
    let (_, wcag) = rest.split_once("WCAG ")?;
    let (version, level) = wcag.split_once(" Level ")?;
    Some(format!(
        "https://www.w3.org/TR/epub-a11y-11#wcag-{}-{}",
        version.trim(),
        level.trim().to_ascii_lowercase()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standards_and_sets() {
        assert_eq!(
            standard_uri("EPUB Accessibility 1.1 - WCAG 2.2 Level AA").as_deref(),
            Some("https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aa")
        );
        assert_eq!(standard_uri("http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa"), None);
        assert_eq!(sufficient("textual"), Value::from("textual"));
        assert_eq!(sufficient("textual, visual,"), serde_json::json!(["textual", "visual"]));
        assert_eq!(sufficient(""), serde_json::json!([]));
    }
}
