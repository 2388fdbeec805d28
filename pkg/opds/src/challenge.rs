//! What an answer of 401 says besides an authentication document: its headers.

use yueli_publication::{LocalizedText, web};

use crate::{Authentication, Flow, is_authentication, rel};

/// The address of the authentication document that a `Link` header names (RFC 8288), resolved against `url`.
pub fn document_in_link_header(header: &str, url: &str) -> Option<String> {
    links(header).find_map(|(href, parameters)| {
        let value =
            |name: &str| parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let is_document =
            value("rel").is_some_and(|own| own.split_whitespace().any(|own| own == rel::AUTHENTICATION));
        let is_typed = value("type").is_some_and(is_authentication);
        (is_document || is_typed).then(|| web::join(url, href))
    })
}

/// How one signs in where the server sends no document, only a `WWW-Authenticate` header (calibre, Calibre-Web). Nothing
/// where there is no way in it that is known at all.
pub fn from_challenge(header: &str, url: &str) -> Option<Authentication> {
    let mut flows = Vec::new();
    let mut realm = String::new();
    for (scheme, uri) in
        [("basic", "http://opds-spec.org/auth/basic"), ("digest", "http://opds-spec.org/auth/digest")]
    {
        let Some(rest) = after_scheme(header, scheme) else { continue };
        flows.push(Flow::new(uri));
        let own = parameters(rest).into_iter().find(|(name, _)| name == "realm");
        if let (true, Some((_, value))) = (realm.is_empty(), own) {
            realm = value;
        }
    }
    let title = LocalizedText::plain(realm.trim());
    (!flows.is_empty()).then(|| Authentication {
        id: url.to_owned(),
        title,
        flows,
        ..Authentication::default()
    })
}

/// What follows a scheme in a list of challenges, in any case.
fn after_scheme<'a>(header: &'a str, scheme: &str) -> Option<&'a str> {
    let lower = header.to_ascii_lowercase();
    let (mut quoted, mut begins) = (false, true);
    for (at, letter) in lower.char_indices() {
        if begins && !quoted && lower.get(at..)?.starts_with(scheme) {
            let rest = header.get(at + scheme.len()..)?;
            if rest.is_empty() || rest.starts_with([' ', ',']) {
                return Some(rest);
            }
        }
        quoted ^= letter == '"';
        begins = matches!(letter, ' ' | ',');
    }
    None
}

/// Every link of a header: its address and its parameters, with names in lower case.
fn links(header: &str) -> impl Iterator<Item = (&str, Vec<(String, String)>)> {
    let mut rest = header;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('<')?;
        let (href, after) = after.split_once('>')?;
        let end = end_of_value(after);
        rest = after.get(end..).unwrap_or_default();
        Some((href, parameters(after.get(..end).unwrap_or_default())))
    })
}

/// Where a comma outside of quotes ends what stands before it.
fn end_of_value(text: &str) -> usize {
    let mut quoted = false;
    text.char_indices()
        .find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == ',' && !quoted
        })
        .map_or(text.len(), |(at, _)| at)
}

/// `name=value` and `name="value"`, with semicolons or commas between.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.rsplit([';', ',', ' ']).next().unwrap_or_default().trim().to_ascii_lowercase();
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_at(after.find([';', ',', ' ']).unwrap_or(after.len())),
        };
        found.push((name, value.to_owned()));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FlowKind;

    #[test]
    fn the_document_is_found_in_the_header() {
        let url = "https://lib.example/opds/";
        for (header, expected) in [
            (
                r#"<auth.json>; rel="http://opds-spec.org/auth/document"; type="application/opds-authentication+json""#,
                Some("https://lib.example/opds/auth.json"),
            ),
            (
                r#"</style, x.css>; rel=preload; title="a, b", </auth>;type=application/vnd.opds.authentication.v1.0+json"#,
                Some("https://lib.example/auth"),
            ),
            (
                r#"<https://x.example/a>; rel="self http://opds-spec.org/auth/document""#,
                Some("https://x.example/a"),
            ),
            (r#"<a>; rel=next"#, None),
            ("<a", None),
            ("", None),
        ] {
            assert_eq!(document_in_link_header(header, url).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn a_challenge_is_a_way_to_sign_in() {
        for (header, kinds, title) in [
            (r#"Basic realm="Calibre-Web""#, vec![FlowKind::Basic], "Calibre-Web"),
            (r#"basic realm=calibre, charset="UTF-8""#, vec![FlowKind::Basic], "calibre"),
            (r#"Digest realm="calibre", qop="auth", nonce="Basic x""#, vec![FlowKind::Digest], "calibre"),
            (r#"Bearer realm="b", Basic realm="a, b""#, vec![FlowKind::Basic], "a, b"),
            ("Basic", vec![FlowKind::Basic], ""),
        ] {
            let read = from_challenge(header, "https://lib.example/").unwrap();
            let own: Vec<_> = read.flows.iter().map(|flow| flow.kind).collect();
            assert_eq!((own, read.title.first()), (kinds, title), "{header}");
        }
        for header in ["", "Bearer", "Basically none", "Negotiate"] {
            assert!(from_challenge(header, "https://lib.example/").is_none(), "{header}");
        }
    }
}
