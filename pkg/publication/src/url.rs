//! Paths inside a publication.
//!
//! Inside the model every path is relative to the publication's root, percent-encoded, without `.` or
//! `..` segments. These functions get them there.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is encoded in a path: RFC 3986's `pchar` and `/` stay, everything else is encoded.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Splits `a#b` into `("a", Some("b"))`.
pub fn split_fragment(href: &str) -> (&str, Option<&str>) {
    match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (href, None),
    }
}

/// True where both paths name the same resource, however they are encoded.
pub fn same_path(a: &str, b: &str) -> bool {
    a == b || decode(a) == decode(b)
}

/// A path of an archive entry as a percent-encoded path.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A percent-encoded path as a path of an archive entry.
pub fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// True where `href` names a scheme (`http:`, `mailto:`, `data:` ...) or a host (`//host`).
pub fn is_absolute(href: &str) -> bool {
    if href.starts_with("//") {
        return true;
    }
    let Some((scheme, _)) = href.split_once(':') else { return false };
    let mut letters = scheme.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

/// Resolves `href`, found in the resource at `base`, to a path from the root of the publication.
///
/// `..` never leads out of the root, as in a URL. A query is kept, an absolute URL comes back as it is.
pub fn resolve(base: &str, href: &str) -> String {
    let href = href.trim();
    if is_absolute(href) {
        return href.to_owned();
    }
    let base = split_fragment(base).0;
    if href.is_empty() {
        return base.to_owned();
    }
    if href.starts_with('#') {
        return format!("{base}{href}");
    }
    let (path, fragment) = split_fragment(href);
    let joined = match path.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => match base.rfind('/') {
            Some(slash) => format!("{}{path}", &base[..=slash]),
            None => path.to_owned(),
        },
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in joined.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            other => segments.push(other),
        }
    }
    let mut path = segments.join("/");
    if joined.ends_with("/.") || joined.ends_with("/..") {
        path.push('/');
    }
    // What came encoded stays encoded; what came raw is encoded now.
    let path = encode(&decode(&path));
    match fragment {
        Some(fragment) => format!("{path}#{fragment}"),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_as_a_url_would_but_never_out_of_the_root() {
        for (base, href, expected) in [
            ("OPS/package.opf", "text/a.xhtml", "OPS/text/a.xhtml"),
            ("OPS/text/a.xhtml", "../img/b c.png", "OPS/img/b%20c.png"),
            ("OPS/text/a.xhtml", "#n1", "OPS/text/a.xhtml#n1"),
            ("OPS/text/a.xhtml#x", "", "OPS/text/a.xhtml"),
            ("OPS/text/a.xhtml", "../../../../etc/passwd", "etc/passwd"),
            ("OPS/text/a.xhtml", "/OPS/b.xhtml#c", "OPS/b.xhtml#c"),
            ("package.opf", "章/一.xhtml", "章/一.xhtml"),
            ("package.opf", "%E7%AB%A0.xhtml", "章.xhtml"),
            ("a.xhtml", "https://example.org/x?y#z", "https://example.org/x?y#z"),
            ("a.xhtml", "mailto:x@example.org", "mailto:x@example.org"),
        ] {
            let got = resolve(base, href);
            assert_eq!(decode(&got), decode(expected), "{base} + {href}");
        }
    }

    #[test]
    fn knows_an_absolute_url() {
        assert!(is_absolute("javascript:alert(1)"));
        assert!(is_absolute("//example.org/a"));
        assert!(!is_absolute("a/b:c"));
        assert!(!is_absolute("1a:b"));
    }
}
