//! What still acts in a document that was rewritten, as parsers see it that are not ours: roxmltree for XML,
//! html5ever for HTML, the latter both as a browser with scripts sees it and as one without.
//!
//! Used by the tests here and by the fuzz targets.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element as a parser sees it: names are local and in lower case.
#[derive(Default)]
struct Seen {
    name: String,
    attributes: Vec<(String, String)>,
    empty: bool,
}

/// Attributes that browsers follow, send to, load from, or have done so once.
const URLS: [&str; 24] = [
    "href",
    "src",
    "data",
    "action",
    "formaction",
    "poster",
    "background",
    "cite",
    "longdesc",
    "altimg",
    "to",
    "from",
    "by",
    "values",
    "ping",
    "code",
    "codebase",
    "classid",
    "archive",
    "manifest",
    "profile",
    "usemap",
    "lowsrc",
    "dynsrc",
];
/// Attributes of which none may be left.
const NEVER: [&str; 6] = ["srcdoc", "formaction", "ping", "manifest", "nonce", "autofocus"];
/// Relations of links that open connections and show nothing.
const AHEAD: [&str; 8] =
    ["preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "import", "manifest"];

/// Everything that acts in the document, one in a line; nothing where all is well.
pub fn acting(bytes: &[u8], media_type: &str) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["not UTF-8".to_owned()] };
    if media_type != "text/html" {
        return in_xml(text);
    }
    let mut found = in_html(text, true);
    found.extend(in_html(text, false));
    found
}

fn in_xml(text: &str) -> Vec<String> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => return vec![format!("not well-formed: {error}")],
    };
    let mut found = Vec::new();
    for node in document.descendants() {
        if let Some(pi) = node.pi() {
            let css = pi.value.is_some_and(|value| value.starts_with("type=\"text/css\""));
            if pi.target.eq_ignore_ascii_case("xml-stylesheet") && !css {
                found.push(format!("an instruction: {pi:?}"));
            }
        }
        if node.is_element() {
            let attributes = node.attributes();
            judge(
                &Seen {
                    name: node.tag_name().name().to_ascii_lowercase(),
                    attributes: attributes
                        .map(|attribute| {
                            (attribute.name().to_ascii_lowercase(), attribute.value().to_owned())
                        })
                        .collect(),
                    empty: !node.has_children(),
                },
                &mut found,
            );
        }
    }
    found
}

fn in_html(text: &str, scripting_enabled: bool) -> Vec<String> {
    let tree_builder = TreeBuilderOpts { scripting_enabled, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let dom = parse_document(RcDom::default(), options).one(text);
    let mut found = Vec::new();
    // Without recursion: a stranger says how deep it goes. The document is held on to: a node that is let go takes
    // all below it along.
    let mut next: Vec<Handle> = vec![dom.document.clone()];
    while let Some(node) = next.pop() {
        next.extend(node.children.borrow().iter().cloned());
        let NodeData::Element { name, attrs, template_contents, .. } = &node.data else { continue };
        next.extend(template_contents.borrow().iter().cloned());
        let attributes = attrs.borrow();
        let named = attributes.iter().filter(|attribute| !attribute.name.local.starts_with("xmlns"));
        let attributes = named.map(|attribute| {
            let name = attribute.name.local.to_ascii_lowercase();
            let name = name.rsplit(':').next().unwrap_or_default().to_owned();
            (name, attribute.value.to_string())
        });
        judge(
            &Seen {
                name: name.local.rsplit(':').next().unwrap_or_default().to_ascii_lowercase(),
                attributes: attributes.collect(),
                empty: node.children.borrow().is_empty(),
            },
            &mut found,
        );
    }
    found
}

/// Whether a URL runs something.
fn runs(url: &str) -> bool {
    let url: String = url.chars().filter(|letter| *letter > ' ').collect();
    let url = url.to_ascii_lowercase();
    ["javascript:", "vbscript:", "livescript:"].iter().any(|scheme| url.starts_with(scheme))
}

/// Whether a URL is a document of its own.
fn is_document(url: &str) -> bool {
    let url: String = url.chars().filter(|letter| *letter > ' ').collect();
    let url = url.to_ascii_lowercase();
    let kind = url.strip_prefix("data:").and_then(|data| data.split([',', ';']).next());
    kind.is_some_and(|kind| kind.contains("html") || kind.contains("xml") || kind.contains("multipart"))
}

fn is_remote(url: &str) -> bool {
    let url: String = url.chars().filter(|letter| *letter > ' ').collect();
    let url = url.replace('\\', "/").to_ascii_lowercase();
    url.starts_with("//") || ["http:", "https:", "ftp:", "ws:"].iter().any(|scheme| url.starts_with(scheme))
}

fn judge(seen: &Seen, found: &mut Vec<String>) {
    let name = seen.name.as_str();
    if name == "script" && !(seen.empty && seen.attributes.iter().all(|(name, _)| name == "id")) {
        found.push("a script with something in it".to_owned());
    }
    // Names in other cases are other attributes in XML: any of them may be the one.
    let all = |wanted: &'static str| {
        let named = seen.attributes.iter().filter(move |(name, _)| name == wanted);
        named.map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    for (attribute, value) in &seen.attributes {
        let key = attribute.as_str();
        let bad = key.starts_with("on")
            || NEVER.contains(&key)
            || URLS.contains(&key) && value.split(';').any(runs)
            || name == "param" && key == "value" && runs(value)
            || matches!((name, key), ("form", "action") | ("base", "href" | "target"))
            || matches!(name, "iframe" | "frame" | "embed" | "object")
                && matches!(key, "src" | "data" | "href")
                && (is_remote(value) || is_document(value))
            || matches!((name, key), ("a" | "area" | "use", "href")) && is_document(value)
            || key == "attributename" && moves_a_link(value);
        if bad {
            found.push(format!("<{name} {key}={value:?}>"));
        }
    }
    let harmless = ["", "content-type", "content-language", "content-style-type", "default-style"];
    if name == "meta" && all("http-equiv").any(|equiv| !harmless.contains(&equiv.as_str())) {
        found.push("a meta that acts".to_owned());
    }
    let ahead = |rel: String| rel.split_ascii_whitespace().any(|rel| AHEAD.contains(&rel));
    if name == "link" && all("href").next().is_some() && all("rel").any(ahead) {
        found.push("a link that fetches ahead".to_owned());
    }
}

fn moves_a_link(attribute: &str) -> bool {
    let attribute = attribute.trim().to_ascii_lowercase();
    let attribute = attribute.rsplit(':').next().unwrap_or_default();
    attribute == "href" || attribute.starts_with("on")
}
