//! Identifiers as URIs.

use yueli_markup::xml::Element;
use yueli_publication::url;

use super::metas::Metas;
use crate::package::Package;

/// The element that identifies the publication: that of `unique-identifier`, else the first.
pub(crate) fn unique<'a>(package: &Package, metas: &Metas<'a>) -> Option<&'a Element> {
    let id = package.root.attr("unique-identifier").map(str::trim);
    metas
        .dc("identifier")
        .find(|element| id.is_some() && element.attr("id").map(str::trim) == id)
        .or_else(|| metas.dc("identifier").next())
}

/// An identifier as a URI: `urn:uuid:`, `urn:isbn:` and any other URN or web address stay, a bare UUID or
/// ISBN becomes one, anything else becomes `urn:yueli:id:` with what it is percent-encoded.
pub(crate) fn uri(identifier: &str, scheme: Option<&str>) -> String {
    let identifier = identifier.trim();
    let lower = identifier.to_ascii_lowercase();
    if ["urn:", "http://", "https://"].iter().any(|start| lower.starts_with(start)) && !lower.contains(' ') {
        return identifier.to_owned();
    }
    let bare = lower.strip_prefix("uuid:").unwrap_or(&lower);
    if is_uuid(bare) {
        return format!("urn:uuid:{bare}");
    }
    let scheme = scheme.unwrap_or_default().to_ascii_lowercase();
    let said = scheme.contains("isbn") || lower.starts_with("isbn");
    let number = lower.trim_start_matches("isbn").trim_start_matches([':', ' ', '-']).replace(['-', ' '], "");
    if is_isbn(&number) && (said || number.len() == 13) {
        return format!("urn:isbn:{}", number.to_ascii_uppercase());
    }
    if scheme == "doi" || lower.starts_with("doi:") || lower.starts_with("10.") {
        let doi = identifier.get(4..).filter(|_| lower.starts_with("doi:")).unwrap_or(identifier);
        return format!("https://doi.org/{}", url::encode(doi.trim()));
    }
    format!("urn:yueli:id:{}", url::encode(identifier).replace(':', "%3A").replace('/', "%2F"))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether it is an ISBN of 10 or 13 digits by its check digit (ISO 2108).
fn is_isbn(text: &str) -> bool {
    let last = text.len().saturating_sub(1);
    let digits = text.chars().enumerate().map(|(index, letter)| match letter {
        'x' if index == last && text.len() == 10 => Some(10),
        _ => letter.to_digit(10),
    });
    let Some(digits) = digits.collect::<Option<Vec<u32>>>() else { return false };
    match digits.len() {
        10 => digits
            .iter()
            .zip((1..=10).rev())
            .map(|(digit, weight)| digit * weight)
            .sum::<u32>()
            .is_multiple_of(11),
        13 => {
            (text.starts_with("978") || text.starts_with("979"))
                && digits
                    .iter()
                    .zip([1, 3].iter().cycle())
                    .map(|(digit, weight)| digit * weight)
                    .sum::<u32>()
                    .is_multiple_of(10)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_become_uris() {
        for (identifier, scheme, expected) in [
            ("urn:uuid:A1B0D67E", None, "urn:uuid:A1B0D67E"),
            (" code.google.com.epub ", None, "urn:yueli:id:code.google.com.epub"),
            ("550E8400-e29b-41d4-a716-446655440000", None, "urn:uuid:550e8400-e29b-41d4-a716-446655440000"),
            ("978-0-306-40615-7", None, "urn:isbn:9780306406157"),
            ("0-8044-2957-X", Some("ISBN"), "urn:isbn:080442957X"),
            ("isbn:080442957x", None, "urn:isbn:080442957X"),
            ("9780306406158", Some("isbn"), "urn:yueli:id:9780306406158"),
            ("http://www.gutenberg.org/2701", None, "http://www.gutenberg.org/2701"),
            ("doi:10.1000/182", None, "https://doi.org/10.1000/182"),
            ("a: b/章", None, "urn:yueli:id:a%3A%20b%2F%E7%AB%A0"),
        ] {
            assert_eq!(uri(identifier, scheme), expected);
        }
    }
}
