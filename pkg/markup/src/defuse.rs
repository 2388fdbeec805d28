//! What a book's markup may not do: run, leave, send, or load somebody else's page.
//!
//! The frame's sandbox and its content security policy are the wall; this is the second one, and it keeps
//! the console quiet. Elements stay, so that CFIs hold; what makes them act is taken off.

use crate::scan::is_space;

/// Attributes that hold a URL which browsers follow or load, or once did. What is only said (`title`, `alt`,
/// `content` ...) may begin like a URL that runs.
const URLS: [&str; 16] = [
    "action",
    "altimg",
    "archive",
    "background",
    "cite",
    "classid",
    "code",
    "codebase",
    "data",
    "dynsrc",
    "href",
    "longdesc",
    "lowsrc",
    "poster",
    "src",
    "usemap",
];
/// How much of a URL is looked at: a scheme and a media type are shorter.
const LONGEST: usize = 256;

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
    ///
    /// Of one name there may be several, in different cases or with prefixes: which of them counts is the
    /// browser's business, so that one that acts is enough.
    pub(crate) fn new(element: &'a str, attributes: impl Fn(&str) -> Vec<&'a str>) -> Self {
        let harmless = ["", "content-type", "content-language", "content-style-type", "default-style"];
        let acts = |equiv: &&str| !harmless.contains(&equiv.trim().to_ascii_lowercase().as_str());
        // What only we say of a document is not the book's to say.
        let is_ours = |name: &&str| name.trim().to_ascii_lowercase().starts_with("yueli-");
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
            acts: element == "meta"
                && (attributes("http-equiv").iter().any(acts) || attributes("name").iter().any(is_ours)),
            fetches_ahead: element == "link"
                && attributes("rel")
                    .iter()
                    .any(|rel| rel.to_ascii_lowercase().split(is_space).any(|word| ahead.contains(&word))),
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
            (_, "attributename") => {
                let target = value.trim().to_ascii_lowercase();
                let target = target.rsplit(':').next().unwrap_or_default();
                target != "href" && !target.starts_with("on")
            }
            (_, "to" | "from" | "by" | "values") | ("param", "value") => {
                !value.split(';').any(|value| self.is_harmful(value))
            }
            (_, name) if URLS.contains(&name) => !self.is_harmful(value),
            _ => true,
        }
    }

    /// Whether a URL runs something, or is a document of its own that is not the book's.
    pub(crate) fn is_harmful(&self, url: &str) -> bool {
        // As a URL parser would: no control characters, no white space, in any case.
        let start: String =
            url.chars().filter(|letter| *letter > ' ' && !letter.is_control()).take(LONGEST).collect();
        let start = start.to_ascii_lowercase();
        let Some(data) = start.strip_prefix("data:") else {
            return ["javascript:", "vbscript:", "livescript:"]
                .iter()
                .any(|scheme| start.starts_with(scheme));
        };
        let kind = data.split([',', ';']).next().unwrap_or_default();
        let pictures = ["img", "image", "feimage", "source", "video", "input", "link"];
        let picture = kind.starts_with("image/svg") && pictures.contains(&self.element);
        !picture && ["html", "xml", "xsl", "multipart"].iter().any(|known| kind.contains(known))
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
            ("a", "title", "JavaScript: a tour", true),
            ("a", "href", "data:application/mathml+xml,<math>", false),
            ("use", "href", "data:image/svg+xml,<svg id='x'/>", false),
            ("img", "lowsrc", "javascript:x", false),
            ("param", "value", "javascript:x", false),
            ("animatecolor", "attributename", "href", false),
        ] {
            assert_eq!(
                Facts::new(element, |_| Vec::new()).keeps(name, value),
                expected,
                "{element} {name}={value}"
            );
        }
    }

    #[test]
    fn metas_and_links_are_judged_by_what_they_are_for() {
        for (element, key, value, attribute, expected) in [
            ("meta", "http-equiv", &[" Refresh"][..], "content", false),
            ("meta", "http-equiv", &["content-security-policy"], "http-equiv", false),
            ("meta", "http-equiv", &["Content-Type"], "content", true),
            ("meta", "http-equiv", &["content-type", "refresh"], "content", false),
            ("meta", "name", &["viewport"], "content", true),
            ("meta", "name", &[" Yueli-Part"], "content", false),
            ("link", "rel", &["stylesheet"], "href", true),
            ("link", "rel", &["alternate PREFETCH"], "href", false),
            ("link", "rel", &["stylesheet", "prefetch"], "href", false),
        ] {
            let facts = Facts::new(element, |name| if name == key { value.to_vec() } else { Vec::new() });
            assert_eq!(facts.keeps(attribute, "x"), expected, "{element} {key}={value:?} {attribute}");
        }
    }
}
