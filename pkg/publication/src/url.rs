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
    a == b || (a.contains('%') || b.contains('%')) && decode(a) == decode(b)
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

/// A reference as browsers read it: without white space around it and tabs and line ends in it, and with slashes for
/// the backslashes of its path.
fn clean(href: &str) -> String {
    let outer = |letter: char| letter <= ' ' || letter.is_whitespace();
    let kept = href.trim_matches(outer).chars().filter(|letter| !matches!(letter, '\t' | '\n' | '\r'));
    let href: String = kept.collect();
    if is_absolute(&href) {
        return href;
    }
    let path = href.find(['?', '#']).unwrap_or(href.len());
    let (path, rest) = href.split_at(path);
    path.replace('\\', "/") + rest
}

/// True where a browser would take `href`, found in the resource at `base`, for a path that leads above the root.
pub fn leaves(base: &str, href: &str) -> bool {
    let href = clean(href);
    let path = href.split(['?', '#']).next().unwrap_or_default();
    if is_absolute(&href) {
        return false;
    }
    let mut depth = split_fragment(base).0.matches('/').count();
    path.starts_with('/')
        || path.split('/').any(|segment| match dots(segment) {
            Some(1) => false,
            Some(_) if depth == 0 => true,
            Some(_) => {
                depth -= 1;
                false
            }
            None => {
                depth += 1;
                false
            }
        })
}

/// How many dots a segment is, where it is one or two and nothing else; browsers know them encoded too.
fn dots(segment: &str) -> Option<usize> {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..").then_some(plain.len())
}

/// Resolves `href`, found in the resource at `base`, to a path from the root of the publication.
///
/// `..` never leads out of the root, as in a URL, and no path begins like an absolute URL. A query is kept, an
/// absolute URL comes back as it is.
pub fn resolve(base: &str, href: &str) -> String {
    let href = clean(href);
    if is_absolute(&href) {
        return href;
    }
    let base = split_fragment(base).0;
    if href.is_empty() {
        return base.to_owned();
    }
    if href.starts_with('#') {
        return format!("{base}{href}");
    }
    let (path, fragment) = split_fragment(&href);
    let joined = match path.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => match base.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{path}"),
            None => path.to_owned(),
        },
    };
    // What came encoded is decoded before its segments are told apart, because the names of files are as well.
    let joined = decode(&joined);
    let mut segments: Vec<&str> = Vec::new();
    for segment in joined.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            // From the root on there is no nameless folder.
            "" if segments.is_empty() => {}
            other => segments.push(other),
        }
    }
    let mut path = encode(&segments.join("/"));
    if (joined.ends_with("/.") || joined.ends_with("/..")) && !path.is_empty() {
        path.push('/');
    }
    if is_absolute(&path) {
        path = path.replacen(':', "%3A", 1);
    }
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
            ("OPS/a.xhtml", "%2e%2e/%2E./.%2e/opds", "opds"),
            ("OPS/a.xhtml", "..%2F..%2Fopds", "opds"),
            ("OPS/text/a.xhtml", "..\\..\\opds", "opds"),
            ("OPS/a.xhtml", ".\t./\n../opds", "opds"),
            ("a.xhtml", "/.//evil.example", "evil.example"),
            ("a.xhtml", "\\\\evil.example\\a", "//evil.example/a"),
            ("OPS/a.xhtml", "b/..", "OPS/"),
            ("a.xhtml", "..", ""),
        ] {
            let got = resolve(base, href);
            assert_eq!(decode(&got), decode(expected), "{base} + {href}");
        }
    }

    #[test]
    fn no_path_is_taken_for_a_scheme() {
        for href in ["/javascript%3Aalert(1)", "javascript%3aalert(1)", "./javascript:alert(1)", "http%3a//x"]
        {
            let path = resolve("a.xhtml", href);
            assert!(!is_absolute(&path), "{href} {path}");
            assert_eq!(resolve("", &path), path);
        }
    }

    #[test]
    fn knows_what_leads_above_the_root() {
        for (base, href, expected) in [
            ("OPS/a.xhtml", "b.xhtml", false),
            ("OPS/a.xhtml", "../b.xhtml#../../c", false),
            ("OPS/a.xhtml", "b/../../c/d", false),
            ("OPS/a.xhtml", "../../b", true),
            ("OPS/a.xhtml", "b/../../../c", true),
            ("OPS/a.xhtml", "..\\..\\b", true),
            ("OPS/a.xhtml", "%2e%2E/.%2e/b", true),
            ("OPS/a.xhtml", " .\n./../b", true),
            ("OPS/a.xhtml", "/b", true),
            ("OPS/a.xhtml", "\\b", true),
            ("a.xhtml", "?../../b", false),
            ("a.xhtml", "https://example.org/../..", false),
        ] {
            assert_eq!(leaves(base, href), expected, "{base} + {href}");
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
