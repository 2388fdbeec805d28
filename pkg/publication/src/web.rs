//! Addresses on the web: resolving references as RFC 3986 says (section 5), leniently.
//!
//! [`url`](crate::url) is about paths inside a publication, which may not lead out of it; this is about feeds and the
//! documents of services, which may lead anywhere.

/// The parts of a reference (RFC 3986, appendix B).
#[derive(Debug, Clone, Copy, Default)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(reference: &'a str) -> Self {
        let (rest, fragment) = cut(reference, '#');
        let scheme = scheme(rest);
        let rest = scheme.map_or(rest, |scheme| rest.get(scheme.len() + 1..).unwrap_or_default());
        let (rest, query) = cut(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            None => (None, rest),
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
        };
        Self { scheme, authority, path, query, fragment }
    }

    fn join(&self) -> String {
        let mut text = String::new();
        if let Some(scheme) = self.scheme {
            text.extend([scheme, ":"]);
        }
        if let Some(authority) = self.authority {
            text.extend(["//", authority]);
        }
        text.push_str(self.path);
        if let Some(query) = self.query {
            text.extend(["?", query]);
        }
        if let Some(fragment) = self.fragment {
            text.extend(["#", fragment]);
        }
        text
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// The scheme of an absolute reference, as it is written.
pub fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let mut letters = scheme.chars();
    let begins = letters.next().is_some_and(|first| first.is_ascii_alphabetic());
    (begins && letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter)))
        .then_some(scheme)
}

/// Whether an address is on the web: `http`, `https`, or one without a scheme.
pub fn is_web(address: &str) -> bool {
    scheme(address)
        .is_none_or(|scheme| ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// The scheme, host and port of an address on the web, in lower case and without the port that goes without saying.
pub fn origin(address: &str) -> Option<String> {
    let parts = Parts::of(address);
    let scheme = parts.scheme.filter(|_| is_web(address))?.to_ascii_lowercase();
    let host = parts.authority?.rsplit('@').next()?.to_ascii_lowercase();
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(usual).unwrap_or(&host);
    (!host.is_empty()).then(|| format!("{scheme}://{host}"))
}

/// Resolves `href`, found in the document at `base`.
///
/// White space around it and line ends in it are left out, spaces in it are encoded. Templates (RFC 6570) stay
/// templates: nothing within braces is changed. Where `base` is no absolute address, what comes out is none either.
pub fn join(base: &str, href: &str) -> String {
    let kept = href.trim().chars().filter(|letter| !matches!(letter, '\t' | '\r' | '\n'));
    let href = kept.collect::<String>().replace(' ', "%20");
    let (plain, template) = href.split_at(href.find('{').unwrap_or(href.len()));
    let resolved = match template.as_bytes() {
        // `{?query}` alone is another query for the document itself.
        [b'{', b'?' | b'&', ..] if plain.is_empty() => {
            Parts { query: None, fragment: None, ..Parts::of(base) }.join()
        }
        [_, ..] if plain.is_empty() => resolve(base, "."),
        _ => resolve(base, plain),
    };
    resolved + template
}

fn resolve(base: &str, href: &str) -> String {
    let (own, base) = (Parts::of(href), Parts::of(base));
    if own.scheme.is_some() {
        return href.to_owned();
    }
    if own.authority.is_some() {
        return Parts { scheme: base.scheme, ..own }.join();
    }
    let path = if own.path.is_empty() {
        base.path.to_owned()
    } else if own.path.starts_with('/') {
        without_dots(own.path)
    } else {
        let folder = base.path.rfind('/').map_or("", |at| base.path.get(..=at).unwrap_or_default());
        let folder = if folder.is_empty() && base.authority.is_some() { "/" } else { folder };
        without_dots(&[folder, own.path].concat())
    };
    let query = own.query.or(base.query.filter(|_| own.path.is_empty()));
    Parts { scheme: base.scheme, authority: base.authority, path: &path, query, fragment: own.fragment }
        .join()
}

/// A path without `.` and `..` segments.
fn without_dots(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut last = "";
    for segment in path.split('/') {
        last = segment;
        match segment {
            "." => {}
            ".." => {
                if segments.len() > 1 || segments.first().is_some_and(|first| !first.is_empty()) {
                    segments.pop();
                }
            }
            other => segments.push(other),
        }
    }
    if matches!(last, "." | "..") {
        segments.push("");
    }
    let joined = segments.join("/");
    if path.starts_with('/') && !joined.starts_with('/') { ["/", &joined].concat() } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_the_rfc_says() {
        // RFC 3986, section 5.4.
        let base = "http://a/b/c/d;p?q";
        for (href, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(join(base, href), expected, "{href}");
        }
    }

    #[test]
    fn what_servers_really_write_is_resolved() {
        for (base, href, expected) in [
            ("https://lib.example", "opds", "https://lib.example/opds"),
            ("https://lib.example/opds", " /get/a b.epub\n", "https://lib.example/get/a%20b.epub"),
            ("https://lib.example/opds/", "search{?query}", "https://lib.example/opds/search{?query}"),
            ("https://lib.example/opds?page=2", "{?query,page}", "https://lib.example/opds{?query,page}"),
            (
                "https://lib.example/opds",
                "/opds/search/{searchTerms}",
                "https://lib.example/opds/search/{searchTerms}",
            ),
            ("https://lib.example/opds", "https://other.example/{?q}", "https://other.example/{?q}"),
            ("/opds", "publications/1", "/publications/1"),
            ("/opds/", "publications/1", "/opds/publications/1"),
            ("", "a/b", "a/b"),
            ("https://lib.example/a", "mailto:help@lib.example", "mailto:help@lib.example"),
        ] {
            assert_eq!(join(base, href), expected, "{base} {href}");
        }
    }

    #[test]
    fn origins_are_compared_as_browsers_do() {
        assert_eq!(origin("HTTPS://Lib.Example:443/a").as_deref(), Some("https://lib.example"));
        assert_eq!(origin("http://u:p@lib.example:8080").as_deref(), Some("http://lib.example:8080"));
        for address in ["/opds", "mailto:a@b", "https:///x", ""] {
            assert_eq!(origin(address), None, "{address}");
        }
        assert!(is_web("/a") && is_web("HTTP://a") && !is_web("javascript:alert(1)") && !is_web("opds://a"));
    }
}
