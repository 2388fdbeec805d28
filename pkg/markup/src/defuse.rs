//! What a book's markup may not do: run, leave, send, or load somebody else's page.
//!
//! The frame's sandbox and its content security policy are the wall; this is the second one, and it keeps
//! the console quiet. Elements stay, so that CFIs hold; what makes them act is taken off.

use crate::scan::is_space;

/// What must be known of an element to judge its attributes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Facts<'a> {
    /// The local name in lower case.
    pub(crate) element: &'a str,
    /// True where `http-equiv` is one that acts (`refresh`, a policy ...).
    pub(crate) acts: bool,
    /// True where `rel` is one that opens connections and shows nothing.
    pub(crate) fetches_ahead: bool,
}

impl<'a> Facts<'a> {
    /// The facts of an element by its local name in lower case, and what its attributes are (as they are meant).
    pub(crate) fn new(element: &'a str, attribute: impl Fn(&str) -> Option<String>) -> Self {
        let equiv = || attribute("http-equiv").unwrap_or_default().trim().to_ascii_lowercase();
        let harmless = ["", "content-type", "content-language", "content-style-type", "default-style"];
        let rel = || attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let ahead = [
            "preload",
            "modulepreload",
            "prefetch",
            "prerender",
            "preconnect",
            "dns-prefetch",
            "import",
            "manifest",
        ];
        Self {
            element,
            acts: element == "meta" && !harmless.contains(&equiv().as_str()),
            fetches_ahead: element == "link" && rel().split(is_space).any(|word| ahead.contains(&word)),
        }
    }

    /// Whether an attribute stays; `name` is its local name in lower case, `value` as it is meant.
    pub(crate) fn keeps(&self, name: &str, value: &str) -> bool {
        if name.starts_with("on") {
            return false;
        }
        match (self.element, name) {
            (_, "srcdoc" | "formaction" | "ping" | "manifest" | "nonce" | "integrity" | "autofocus") => false,
            ("form", "action") | ("base", "href" | "target") => false,
            ("meta", "http-equiv" | "content") => !self.acts,
            ("link", "href" | "imagesrcset") if self.fetches_ahead => false,
            ("object" | "applet" | "embed", "classid" | "code" | "codebase" | "archive") => false,
            ("iframe" | "frame" | "embed" | "object", "src" | "data" | "href") => {
                !is_remote(value) && !self.is_harmful(value)
            }
            ("animate" | "set" | "animatetransform" | "animatemotion", "attributename") => {
                let target = value.trim().to_ascii_lowercase();
                let target = target.rsplit(':').next().unwrap_or_default();
                target != "href" && !target.starts_with("on")
            }
            (_, "to" | "from" | "by" | "values") => !value.split(';').any(|value| self.is_harmful(value)),
            (
                _,
                "href" | "src" | "data" | "action" | "poster" | "background" | "cite" | "longdesc" | "altimg",
            ) => !self.is_harmful(value),
            _ => true,
        }
    }

    /// Whether a URL runs something, or is a document of its own that is not the book's.
    pub(crate) fn is_harmful(&self, url: &str) -> bool {
        // As a URL parser would: no control characters, no white space, in any case.
        let start: String =
            url.chars().filter(|letter| *letter > ' ' && !letter.is_control()).take(48).collect();
        let start = start.to_ascii_lowercase();
        let Some(data) = start.strip_prefix("data:") else {
            return ["javascript:", "vbscript:", "livescript:"]
                .iter()
                .any(|scheme| start.starts_with(scheme));
        };
        let pictures = ["img", "image", "feimage", "source", "video", "input", "link"];
        ["text/html", "text/xml", "application/xhtml", "application/xml", "text/xsl", "multipart/"]
            .iter()
            .any(|kind| data.starts_with(kind))
            || data.starts_with("image/svg") && !pictures.contains(&self.element)
    }
}

/// Whether a URL leads out of the book, to a host.
fn is_remote(url: &str) -> bool {
    let url: String = url.chars().filter(|letter| *letter > ' ').collect();
    let slashes = url.replace('\\', "/");
    if slashes.starts_with("//") {
        return true;
    }
    let scheme = slashes.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()).unwrap_or_default();
    matches!(scheme.as_str(), "http" | "https" | "ftp" | "ws" | "wss" | "file" | "filesystem")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_taken_off_and_what_shows_stays() {
        for (element, name, value, expected) in [
            ("p", "onclick", "x()", false),
            ("p", "class", "onclick", true),
            ("a", "href", "chapter.xhtml#javascript:", true),
            ("a", "href", "https://example.org/", true),
            ("a", "href", " java\nscript:alert(1)", false),
            ("a", "href", "\u{1}JAVASCRIPT:alert(1)", false),
            ("a", "href", "vbscript:x", false),
            ("a", "href", "data:text/html,<script>", false),
            ("a", "href", "DATA: text/html;base64,x", false),
            ("a", "href", "data:image/svg+xml,<svg>", false),
            ("img", "src", "data:image/svg+xml,<svg>", true),
            ("img", "src", "data:image/png;base64,x", true),
            ("img", "src", "https://example.org/a.png", true),
            ("iframe", "src", "https://example.org/", false),
            ("iframe", "src", "\\\\example.org/", false),
            ("iframe", "src", "inner.xhtml", true),
            ("iframe", "srcdoc", "x", false),
            ("object", "data", "//example.org/a.swf", false),
            ("object", "data", "a.svg", true),
            ("form", "action", "a.php", false),
            ("button", "formaction", "a.php", false),
            ("base", "href", "../", false),
            ("set", "attributename", "xlink:href", false),
            ("set", "attributename", "onmouseover", false),
            ("animate", "attributename", "x", true),
            ("animate", "values", "a;javascript:x", false),
            ("a", "ping", "x", false),
        ] {
            assert_eq!(
                Facts::new(element, |_| None).keeps(name, value),
                expected,
                "{element} {name}={value}"
            );
        }
    }

    #[test]
    fn metas_and_links_are_judged_by_what_they_are_for() {
        for (element, key, value, attribute, expected) in [
            ("meta", "http-equiv", " Refresh", "content", false),
            ("meta", "http-equiv", "content-security-policy", "http-equiv", false),
            ("meta", "http-equiv", "Content-Type", "content", true),
            ("meta", "name", "viewport", "content", true),
            ("link", "rel", "stylesheet", "href", true),
            ("link", "rel", "alternate PREFETCH", "href", false),
        ] {
            let facts = Facts::new(element, |name| (name == key).then(|| value.to_owned()));
            assert_eq!(facts.keeps(attribute, "x"), expected, "{element} {key}={value} {attribute}");
        }
    }
}
