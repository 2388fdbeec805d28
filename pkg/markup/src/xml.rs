//! A small tolerant element tree.
//!
//! For documents that are read for what they say (package, navigation, NCX, encryption), not shown.
//! Whatever is wrong, the tree holds what could be read: mismatched end tags close what they can, unknown
//! entities stay as text, and nothing outside of the document is ever fetched.

use std::rc::Rc;

use yueli_publication::{Problem, ProblemCode};

use crate::bindings::Bindings;
use crate::decode::decode;
use crate::doctype::Entities;
use crate::entities::{Piece, pieces};
use crate::scan::{Kind, Mode, Scanner, Tag, local, prefix};

/// How deep elements may nest; deeper ones are left out.
const DEPTH: usize = 256;
/// How many nodes a tree may have; what comes after is left out.
const NODES: usize = 1_000_000;

/// The XHTML namespace.
pub const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// A child of an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, with all references resolved.
    Text(String),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Element {
    /// The name without its prefix.
    pub name: String,
    /// The namespace's URI, or nothing.
    pub namespace: Rc<str>,
    /// The attributes, in order.
    pub attributes: Vec<Attribute>,
    /// The children, in order. Comments and instructions are not among them.
    pub children: Vec<Node>,
}

/// An attribute.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attribute {
    /// The name without its prefix.
    pub name: String,
    /// The namespace's URI, or nothing where the name has no prefix.
    pub namespace: Rc<str>,
    /// The value, with all references resolved.
    pub value: String,
}

impl Element {
    /// The value of the attribute `name`: that without a prefix, else the first with that local name.
    pub fn attr(&self, name: &str) -> Option<&str> {
        let mut named = self.attributes.iter().filter(|attribute| attribute.name == name);
        let plain = named.clone().find(|attribute| attribute.namespace.is_empty());
        plain.or_else(|| named.next()).map(|attribute| attribute.value.as_str())
    }

    /// The value of the attribute `name` of `namespace`.
    pub fn attr_in(&self, namespace: &str, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name && *attribute.namespace == *namespace)
            .map(|attribute| attribute.value.as_str())
    }

    /// The child elements, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of that local name, in order.
    pub fn children_named(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of that local name below this one, in document order.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// Every element of that local name below this one, in document order.
    pub fn find_all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        fn walk<'a>(element: &'a Element, name: &str, into: &mut Vec<&'a Element>) {
            for child in element.elements() {
                if child.name == name {
                    into.push(child);
                }
                walk(child, name, into);
            }
        }
        let mut found = Vec::new();
        walk(self, name, &mut found);
        found
    }

    /// All text in it, with runs of white space as one space, and none at the ends.
    pub fn text(&self) -> String {
        collapse(&self.raw_text())
    }

    /// All text in it, as it stands.
    pub fn raw_text(&self) -> String {
        fn walk(element: &Element, into: &mut String) {
            for child in &element.children {
                match child {
                    Node::Text(text) => into.push_str(text),
                    Node::Element(element) => walk(element, into),
                }
            }
        }
        let mut text = String::new();
        walk(self, &mut text);
        text
    }
}

/// Runs of XML white space as one space, and none at the ends.
pub fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// Reads a document. The element is the root; without one it has no name.
pub fn parse(bytes: &[u8]) -> (Element, Vec<Problem>) {
    let source = decode(bytes);
    let mut scanner = Scanner::new(source.trim_start(), Mode::Xml);
    let mut builder = Builder::default();
    while let Some(token) = scanner.next() {
        if builder.nodes > NODES {
            scanner.fault("too many nodes");
            break;
        }
        match token.kind {
            Kind::Text => builder.text(token.raw),
            Kind::Raw => builder.push_text(token.raw),
            Kind::CData(text) => builder.push_text(text),
            Kind::Start(tag) => builder.start(&tag),
            Kind::End(name) => {
                if !builder.end(name) {
                    scanner.fault("an end tag that closes nothing, or not the last element");
                }
            }
            Kind::Doctype(declaration) => builder.entities.declare(declaration),
            Kind::Comment | Kind::Instruction(..) => {}
        }
    }
    if !builder.open.is_empty() {
        scanner.fault("elements without an end tag");
    }
    while builder.close() {}
    let mut problems = Vec::new();
    if let Some((what, at)) = scanner.fault {
        problems.push(Problem::new(ProblemCode::Malformed, format!("{what}, before byte {at}")));
    }
    if builder.root.is_none() {
        problems.push(Problem::new(ProblemCode::Malformed, "no element at all"));
    }
    (builder.root.unwrap_or_default(), problems)
}

/// An element whose end tag has not come yet.
struct Open<'a> {
    name: &'a str,
    element: Element,
    /// How many bindings were in scope outside of it.
    bindings: usize,
}

#[derive(Default)]
struct Builder<'a> {
    open: Vec<Open<'a>>,
    root: Option<Element>,
    bindings: Bindings<'a>,
    entities: Entities<'a>,
    nodes: usize,
    /// How many elements are open that were too deep to keep.
    too_deep: usize,
}

impl<'a> Builder<'a> {
    fn resolve(&mut self, text: &str) -> String {
        let mut resolved = String::with_capacity(text.len());
        for piece in pieces(text) {
            match piece {
                Piece::Plain(plain) => resolved.push_str(plain),
                Piece::Ampersand => resolved.push('&'),
                Piece::Reference(name) => match self.entities.resolve(name) {
                    Some(text) => resolved.push_str(&text),
                    None => {
                        resolved.push('&');
                        resolved.push_str(name);
                        resolved.push(';');
                    }
                },
            }
        }
        resolved
    }

    fn text(&mut self, raw: &str) {
        let text = self.resolve(raw);
        self.push_text(&text);
    }

    fn push_text(&mut self, text: &str) {
        if self.too_deep > 0 {
            return;
        }
        let Some(parent) = self.open.last_mut() else { return };
        match parent.element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => {
                self.nodes += 1;
                parent.element.children.push(Node::Text(text.to_owned()));
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>) {
        // A second root is not part of the document.
        let outside = self.root.is_some() && self.open.is_empty();
        if self.too_deep > 0 || self.open.len() >= DEPTH || outside {
            self.too_deep += usize::from(!tag.empty);
            return;
        }
        self.nodes += 1 + tag.attributes.len();
        let bindings = self.bindings.len();
        let mut attributes = Vec::new();
        for attribute in &tag.attributes {
            let value = self.resolve(attribute.value);
            match attribute.name.strip_prefix("xmlns") {
                Some("") => self.bindings.bind("", &value),
                Some(prefixed) if prefixed.starts_with(':') => {
                    self.bindings.bind(local(attribute.name), &value)
                }
                _ => attributes.push((attribute.name, value)),
            }
        }
        let attributes = attributes.into_iter().map(|(name, value)| {
            let namespace =
                if prefix(name).is_empty() { Rc::default() } else { self.bindings.uri(prefix(name)) };
            Attribute { name: local(name).to_owned(), namespace, value }
        });
        let element = Element {
            attributes: attributes.collect(),
            name: local(tag.name).to_owned(),
            namespace: self.bindings.uri(prefix(tag.name)),
            children: Vec::new(),
        };
        self.open.push(Open { name: tag.name, element, bindings });
        if tag.empty {
            self.close();
        }
    }

    /// Closes the innermost open element of that name and all in it; false where it was not the innermost.
    fn end(&mut self, name: &str) -> bool {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return true;
        }
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return false };
        let innermost = index + 1 == self.open.len();
        while self.open.len() > index {
            self.close();
        }
        innermost
    }

    fn close(&mut self) -> bool {
        let Some(closed) = self.open.pop() else { return false };
        self.bindings.unbind(closed.bindings);
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(Node::Element(closed.element)),
            None => self.root = Some(closed.element),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A tree as text, to compare with.
    fn shown(element: &Element) -> String {
        let attributes: String =
            element.attributes.iter().map(|a| format!(" {}={:?}", a.name, a.value)).collect();
        let children: String = element
            .children
            .iter()
            .map(|child| match child {
                Node::Text(text) => format!("{text:?}"),
                Node::Element(element) => shown(element),
            })
            .collect();
        format!("<{}{attributes}>{children}</>", element.name)
    }

    #[test]
    fn reads_good_xml_and_bad() {
        for (xml, expected, good) in [
            ("<a/>", "<a></>", true),
            (
                "\u{feff}  <?xml version='1.0'?><!-- - --><a b='1'>x<b/>y</a>\n",
                r#"<a b="1">"x"<b></>"y"</>"#,
                true,
            ),
            ("<a>&lt;&#x4e00;&nbsp;<![CDATA[&amp;]]></a>", "<a>\"<一\\u{a0}&amp;\"</>", true),
            ("<a x='&quot;&what;'>a & b &what;</a>", r#"<a x="\"&what;">"a & b &what;"</>"#, true),
            ("<!DOCTYPE a [<!ENTITY w 'who'>]><a x='&w;'>&w;</a>", r#"<a x="who">"who"</>"#, true),
            ("<a><b><c></b>d</a>", r#"<a><b><c></></>"d"</>"#, false),
            ("<a><b>x", r#"<a><b>"x"</></>"#, false),
            ("<a></z>x</a>", r#"<a>"x"</>"#, false),
            ("<a b=1 c d='2' d='3'/>", r#"<a b="1" c="" d="2"></>"#, false),
            ("<a>1 < 2</a>", r#"<a>"1 < 2"</>"#, false),
            ("<a/><b/>", "<a></>", true),
            ("<a>x<!-- never ends", r#"<a>"x"</>"#, false),
            ("no xml", "<></>", false),
            ("", "<></>", false),
        ] {
            let (root, problems) = parse(xml.as_bytes());
            assert_eq!(shown(&root), expected, "{xml}");
            assert_eq!(problems.is_empty(), good, "{xml} {problems:?}");
        }
    }

    #[test]
    fn namespaces_follow_their_scope() {
        let xml = r#"<a xmlns="one" xmlns:p="two" p:x="1" x="2"><p:b xmlns:p="three"/><p:c xml:lang="zh"/><q:d/></a>"#;
        let (root, _) = parse(xml.as_bytes());
        let uris: Vec<&str> = root.elements().map(|element| &*element.namespace).collect();
        assert_eq!((&*root.namespace, uris), ("one", vec!["three", "two", ""]));
        assert_eq!((root.attr("x"), root.attr_in("two", "x")), (Some("2"), Some("1")));
        assert_eq!(root.find("c").and_then(|element| element.attr("lang")), Some("zh"));
    }

    #[test]
    fn depth_is_limited() {
        let deep = "<a>".repeat(100_000) + "x" + &"</a>".repeat(100_000);
        let (root, problems) = parse(deep.as_bytes());
        assert_eq!(root.find_all("a").len(), DEPTH - 1);
        assert!(problems.is_empty());
    }

    #[test]
    fn many_bindings_take_no_time() {
        let bindings = (0..500).map(|at| format!(" xmlns:p{at}='u'")).collect::<String>();
        let open = format!("<a{bindings}>").repeat(250);
        let (root, _) = parse((open + &"<q:b/>".repeat(100_000)).as_bytes());
        assert_eq!(root.find_all("b").len(), 100_000);
    }

    #[test]
    fn many_tags_that_never_end_take_no_time() {
        let (root, _) = parse(("<a>".to_owned() + &"<b ".repeat(300_000)).as_bytes());
        assert_eq!(root.name, "a");
    }

    proptest! {
        #[test]
        fn never_panics(text in r#"([<>/&;'"= ab!\[\]?-]|<!--|-->|<!\[CDATA\[|\]\]>|<a |</a>|é)*"#) {
            let _ = parse(text.as_bytes());
        }

        #[test]
        fn never_panics_on_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse(&bytes);
        }
    }
}
