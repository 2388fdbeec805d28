//! A first look at a document: whether it can stay XML, and what it lacks.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use crate::entities::is_xml;
use crate::scan::{Kind, Mode, Scanner, Tag, is_name, local, prefix};

/// The most prefixes that may be used without being declared: each is declared for the whole document.
const PREFIXES: usize = 256;

/// What kind of document it is, by its root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    Html,
    Svg,
    Other,
}

/// What a first look tells.
#[derive(Debug)]
pub(crate) struct Survey<'a> {
    pub(crate) root: Root,
    /// True where its tags match, so that it is XML or can be made so.
    pub(crate) well_formed: bool,
    /// True where the first child of an `html` root is its `head`.
    pub(crate) has_head: bool,
    /// True where the root declares no default namespace, and has no prefix either.
    pub(crate) needs_namespace: bool,
    /// Prefixes that are used and not declared.
    pub(crate) undeclared: Vec<&'a str>,
    /// The first thing that is wrong, and where.
    pub(crate) fault: Option<(&'static str, usize)>,
}

/// What the survey keeps track of while it reads.
struct Walk<'a> {
    survey: Survey<'a>,
    open: Vec<&'a str>,
    /// Declared prefixes, and how many elements were open around the one that declares them.
    declared: Vec<(&'a str, usize)>,
    /// How often each prefix is declared around here; and those that never were.
    bound: BTreeMap<&'a str, usize>,
    undeclared: BTreeSet<&'a str>,
    elements: usize,
    irreparable: Option<&'static str>,
}

impl<'a> Survey<'a> {
    pub(crate) fn of(source: &'a str) -> Self {
        let mut walk = Walk {
            survey: Survey {
                root: Root::Other,
                well_formed: true,
                has_head: false,
                needs_namespace: false,
                undeclared: Vec::new(),
                fault: None,
            },
            open: Vec::new(),
            declared: Vec::new(),
            bound: BTreeMap::new(),
            undeclared: BTreeSet::new(),
            elements: 0,
            irreparable: None,
        };
        let mut scanner = Scanner::new(source, Mode::Xml);
        while let Some(token) = scanner.next() {
            match token.kind {
                Kind::Start(tag) => walk.start(&tag),
                Kind::End(name) => walk.end(name),
                Kind::Text if walk.open.is_empty() && !token.raw.chars().all(is_xml_space) => {
                    walk.irreparable = Some("text outside of the root");
                }
                Kind::CData(_) if walk.open.is_empty() => walk.irreparable = Some("text outside of the root"),
                Kind::Text if !token.raw.chars().all(is_xml) => scanner.fault("a character that XML has not"),
                _ => {}
            }
            if let Some(what) = walk.irreparable {
                scanner.fault(what);
                break;
            }
        }
        if !walk.open.is_empty() || walk.elements == 0 {
            walk.irreparable = Some("elements without an end tag, or none at all");
            scanner.fault("elements without an end tag, or none at all");
        }
        let mut survey = walk.survey;
        if !survey.undeclared.is_empty() {
            scanner.fault("a prefix that is not declared");
        }
        survey.fault = scanner.fault;
        survey.well_formed = walk.irreparable.is_none();
        survey
    }
}

impl<'a> Walk<'a> {
    fn start(&mut self, tag: &Tag<'a>) {
        if !is_qualified(tag.name) {
            self.irreparable = Some("an element whose name is none");
            return;
        }
        if self.elements > 0 && self.open.is_empty() {
            self.irreparable = Some("a second root");
            return;
        }
        let name = local(tag.name);
        match self.elements {
            0 => self.root(tag, name),
            1 => self.survey.has_head = self.survey.root == Root::Html && name == "head",
            _ => {}
        }
        self.elements += 1;
        let depth = self.open.len();
        for attribute in &tag.attributes {
            if let Some(prefix) = attribute.name.strip_prefix("xmlns:")
                && !attribute.value.is_empty()
            {
                self.declared.push((prefix, depth));
                *self.bound.entry(prefix).or_default() += 1;
            }
        }
        let attributes = tag.attributes.iter().map(|attribute| prefix(attribute.name));
        for used in attributes.chain([prefix(tag.name)]) {
            let known = matches!(used, "" | "xml" | "xmlns") || self.bound.contains_key(used);
            if !known && is_name(used) && self.undeclared.insert(used) {
                self.survey.undeclared.push(used);
            }
        }
        if self.undeclared.len() > PREFIXES {
            self.irreparable = Some("more prefixes than a document has");
        }
        if tag.empty {
            self.close(depth);
        } else {
            self.open.push(tag.name);
        }
    }

    fn root(&mut self, tag: &Tag<'a>, name: &str) {
        self.survey.root = match name {
            "html" => Root::Html,
            "svg" => Root::Svg,
            // As HTML it is one.
            _ if name.eq_ignore_ascii_case("html") => {
                self.irreparable = Some("HTML in capitals");
                Root::Html
            }
            _ => Root::Other,
        };
        let declares =
            tag.attributes.iter().any(|attribute| attribute.name == "xmlns" && !attribute.value.is_empty());
        self.survey.needs_namespace =
            !declares && (prefix(tag.name).is_empty() || self.survey.root == Root::Html);
    }

    fn end(&mut self, name: &str) {
        if self.open.pop() != Some(name) {
            self.irreparable = Some("an end tag that does not match");
            return;
        }
        self.close(self.open.len());
    }

    /// Forgets what the element with `depth` others around it declared.
    fn close(&mut self, depth: usize) {
        while let Some((prefix, _)) = self.declared.pop_if(|(_, at)| *at >= depth) {
            if let Entry::Occupied(mut bound) = self.bound.entry(prefix) {
                *bound.get_mut() -= 1;
                if *bound.get() == 0 {
                    bound.remove();
                }
            }
        }
    }
}

/// White space by XML 1.0 section 2.3; a form feed, which HTML has for one, would be text.
fn is_xml_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// Whether it is a name with at most one prefix (Namespaces in XML 1.0 section 4).
pub(crate) fn is_qualified(name: &str) -> bool {
    let mut parts = name.splitn(2, ':');
    parts.all(|part| is_name(part) && !part.contains(':'))
}
