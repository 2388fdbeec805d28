//! What is written beside elements and text: comments, instructions, namespaces, style sheets.

use super::rewriter::Rewriter;
use super::survey::Root;
use super::{Reference, output};
use crate::css;
use crate::entities::is_xml;
use crate::scan::{Kind, Mode, Scanner, Token, is_name};
use crate::xml::XHTML;

/// Namespaces that books use without declaring them.
const NAMESPACES: [(&str, &str); 9] = [
    ("epub", "http://www.idpf.org/2007/ops"),
    ("xlink", "http://www.w3.org/1999/xlink"),
    ("svg", "http://www.w3.org/2000/svg"),
    ("m", "http://www.w3.org/1998/Math/MathML"),
    ("mml", "http://www.w3.org/1998/Math/MathML"),
    ("math", "http://www.w3.org/1998/Math/MathML"),
    ("ssml", "http://www.w3.org/2001/10/synthesis"),
    ("ops", "http://www.idpf.org/2007/ops"),
    ("ibooks", "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"),
];

impl Rewriter<'_, '_> {
    /// Comments are not seen. As HTML they are left out: parsers differ on where they end.
    pub(super) fn comment(&mut self, raw: &str) {
        let inner = raw.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
        if let (Mode::Xml, Some(inner)) = (self.mode, inner) {
            let inner =
                inner.replace("--", "- -").replace("--", "- -").replace(|letter| !is_xml(letter), " ");
            self.output.push_str("<!--");
            self.output.push_str(&inner);
            self.output.push_str(if inner.ends_with('-') { " -->" } else { "-->" });
        }
    }

    pub(super) fn instruction(&mut self, target: &str, data: &str) {
        if self.mode == Mode::Html {
            return;
        }
        if target.eq_ignore_ascii_case("xml") {
            if self.output.is_empty() {
                self.output.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
            }
        } else if target == "xml-stylesheet" {
            self.linked_style_sheet(data);
        } else if is_name(target) && !target.contains(':') && data.chars().all(is_xml) {
            self.output.push_str(&format!("<?{target} {data}?>"));
        }
    }

    /// `xml-stylesheet` (Associating Style Sheets with XML 1.0): CSS stays, a transformation does not.
    fn linked_style_sheet(&mut self, data: &str) {
        let markup = format!("<x {data}/>");
        let Some(Token { kind: Kind::Start(tag), .. }) = Scanner::new(&markup, Mode::Xml).next() else {
            return;
        };
        let get =
            |name: &str| tag.attributes.iter().find(|known| known.name == name).map(|known| known.value);
        let is_css = get("type").is_none_or(|kind| kind.trim().eq_ignore_ascii_case("text/css"));
        let (true, Some(href)) = (is_css, get("href")) else { return };
        let url = output::meant(href, &mut self.entities);
        let reference = Reference { element: "xml-stylesheet", attribute: "href", url: &url, resource: true };
        let url = (self.reference)(reference).unwrap_or(url);
        let mut rest = String::new();
        for name in ["media", "title", "alternate"] {
            if let Some(value) = get(name) {
                let value = value.replace('"', "&quot;").replace(|letter| !is_xml(letter), " ");
                rest.push_str(&format!(" {name}=\"{value}\""));
            }
        }
        self.output.push_str("<?xml-stylesheet type=\"text/css\" href=\"");
        output::plain(&url.replace("?>", "%3F>"), &mut self.output);
        self.output.push_str(&format!("\"{rest}?>"));
    }

    /// The namespaces that the root should have declared.
    pub(super) fn namespaces(&mut self) {
        let default = match self.survey.root {
            Root::Html => Some(XHTML),
            Root::Svg => Some("http://www.w3.org/2000/svg"),
            Root::Other => None,
        };
        if let (Some(uri), true) = (default, self.survey.needs_namespace) {
            self.output.push_str(&format!(" xmlns=\"{uri}\""));
        }
        for prefix in &self.survey.undeclared {
            let known = NAMESPACES.iter().find(|(known, _)| known == prefix);
            let uri =
                known.map_or_else(|| format!("urn:yueli:prefix:{prefix}"), |(_, uri)| (*uri).to_owned());
            self.output.push_str(&format!(" xmlns:{prefix}=\"{uri}\""));
        }
    }

    pub(super) fn svg_style(&mut self) {
        if self.survey.root == Root::Svg && !self.options.svg_style.is_empty() {
            self.output.push_str("<style xmlns=\"http://www.w3.org/2000/svg\">");
            output::plain(&self.options.svg_style, &mut self.output);
            self.output.push_str("</style>");
        }
    }

    pub(super) fn style_sheet(&mut self, sheet: &str) {
        let rewritten = css::rewrite(sheet, &mut |url| {
            (self.reference)(Reference { element: "style", attribute: "", url, resource: true })
        });
        if self.mode == Mode::Xml {
            output::plain(&rewritten, &mut self.output);
            return;
        }
        // As HTML it is raw text: nothing in it may look like a tag.
        let mut rest = rewritten.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            let tag =
                after.starts_with(|letter: char| letter.is_ascii_alphabetic() || "/!?".contains(letter));
            self.output.push_str(before);
            self.output.push_str(if tag { "\\3c " } else { "<" });
            rest = after;
        }
        self.output.push_str(rest);
    }
}
