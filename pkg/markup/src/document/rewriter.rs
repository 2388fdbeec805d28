//! The pass that writes.

use super::survey::{Root, Survey};
use super::{Reference, RewriteOptions, output};
use crate::doctype::Entities;
use crate::entities::is_xml;
use crate::fences::Fences;
use crate::scan::{Kind, Mode, Scanner, Tag, Token, is_name, local, prefix};

/// HTML's elements without content.
pub(crate) const VOID: [&str; 16] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link",
    "meta", "source", "track", "wbr",
];

/// Prefixes by which books name elements that HTML knows without one.
const HTML_PREFIXES: [&str; 8] = ["h", "html", "xhtml", "m", "math", "mml", "svg", "s"];

/// Where our snippets are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Head {
    /// Neither is written.
    Before,
    /// That of the start is.
    Inside,
    /// Both are, or there is no head to write them in.
    Done,
}

/// An element whose content is not copied.
enum Inside<'a> {
    /// One that is left empty (the name), and how many of that name are open in each other.
    Dropped(&'a str, usize),
    /// A style sheet, as it is meant.
    Style(String),
}

pub(super) struct Rewriter<'a, 'f> {
    pub(super) mode: Mode,
    pub(super) survey: &'f Survey<'a>,
    pub(super) options: &'f RewriteOptions,
    pub(super) reference: &'f mut dyn FnMut(Reference<'_>) -> Option<String>,
    pub(super) entities: Entities<'a>,
    pub(super) output: String,
    pub(super) head: Head,
    /// How many elements are open (XML).
    pub(super) depth: usize,
    /// How many `svg` and `math` elements are open (HTML).
    foreign: usize,
    inside: Option<Inside<'a>>,
    pub(super) fences: Fences<'a>,
    /// True inside of what holds only text (HTML's `title` and `textarea`).
    text_only: bool,
    /// True until the root or a document type declaration is written.
    prolog: bool,
}

impl<'a, 'f> Rewriter<'a, 'f> {
    pub(super) fn new(
        mode: Mode,
        survey: &'f Survey<'a>,
        options: &'f RewriteOptions,
        reference: &'f mut dyn FnMut(Reference<'_>) -> Option<String>,
    ) -> Self {
        let head = if mode == Mode::Html || survey.root == Root::Html { Head::Before } else { Head::Done };
        let (entities, output) = (Entities::default(), String::new());
        Self {
            mode,
            survey,
            options,
            reference,
            entities,
            output,
            head,
            depth: 0,
            foreign: 0,
            inside: None,
            fences: Fences::default(),
            text_only: false,
            prolog: true,
        }
    }

    pub(super) fn run(mut self, source: &'a str) -> String {
        self.output.reserve(source.len() + 1024);
        if self.mode == Mode::Html {
            // The mark tells the encoding whatever the document says. The parser puts the attributes of
            // the document's own `html` tag where they belong.
            self.output.push_str("\u{feff}<!DOCTYPE html>\n");
            self.open_head();
        }
        for token in Scanner::new(source, self.mode) {
            if !self.swallow(&token) {
                self.token(token);
            }
        }
        match self.inside.take() {
            Some(Inside::Style(sheet)) => {
                self.style_sheet(&sheet);
                self.output.push_str("</style>");
            }
            Some(Inside::Dropped(..)) => self.output.push_str("</script>"),
            None => {}
        }
        if self.mode == Mode::Html {
            if self.text_only {
                self.output.push_str("</title></textarea>");
            }
            self.close_head();
        }
        self.output
    }

    /// Takes what is inside of an element whose content is not copied; false where the token is to be written.
    fn swallow(&mut self, token: &Token<'a>) -> bool {
        match (&mut self.inside, &token.kind) {
            (None, _) => false,
            (Some(Inside::Dropped(name, depth)), Kind::Start(tag)) => {
                *depth += usize::from(tag.name == *name && !tag.empty);
                true
            }
            (Some(Inside::Dropped(name, depth)), Kind::End(end)) if end.eq_ignore_ascii_case(name) => {
                *depth -= 1;
                let goes_on = *depth > 0;
                if !goes_on {
                    self.inside = None;
                }
                goes_on
            }
            (Some(Inside::Dropped(..)), _) => true,
            (Some(Inside::Style(sheet)), Kind::Raw) => {
                sheet.push_str(token.raw);
                true
            }
            (Some(Inside::Style(sheet)), Kind::CData(text)) => {
                sheet.push_str(text);
                true
            }
            (Some(Inside::Style(sheet)), Kind::Text) => {
                sheet.push_str(&output::meant(token.raw, &mut self.entities));
                true
            }
            (Some(Inside::Style(_)), Kind::Comment) => true,
            (Some(Inside::Style(_)), _) => {
                if let Some(Inside::Style(sheet)) = self.inside.take() {
                    self.style_sheet(&sheet);
                }
                false
            }
        }
    }

    fn token(&mut self, token: Token<'a>) {
        match token.kind {
            Kind::Start(tag) => self.start(&tag),
            Kind::End(name) => self.end(name),
            Kind::Text => {
                if !token.raw.trim().is_empty() {
                    self.body_begins();
                }
                output::text(token.raw, self.mode, &mut self.entities, &mut self.output);
            }
            Kind::CData(text) if token.raw.ends_with("]]>") && text.chars().all(is_xml) => {
                self.output.push_str(token.raw);
            }
            Kind::CData(text) => output::plain(text, &mut self.output),
            // Of HTML's raw text only style sheets are shown, and they do not come here; scripts may stay.
            Kind::Raw if self.options.keep_scripts => self.output.push_str(token.raw),
            Kind::Raw => {}
            Kind::Comment => self.comment(token.raw),
            Kind::Instruction(target, data) => self.instruction(target, data),
            Kind::Doctype(declaration) => {
                self.entities.declare(declaration);
                let name = declaration.split_whitespace().next().unwrap_or_default();
                if self.mode == Mode::Xml && is_name(name) && self.prolog {
                    // Without what it names or declares: that is done here, within limits.
                    self.output.push_str(&format!("<!DOCTYPE {name}>"));
                }
                self.prolog = false;
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>) {
        let element = local(tag.name).to_ascii_lowercase();
        let name = self.name(tag.name);
        // As HTML the head is open already.
        let unwanted = !is_name(name) || matches!(element.as_str(), "head" | "plaintext");
        if self.mode == Mode::Html && unwanted {
            return;
        }
        match element.as_str() {
            // What may stand in a head.
            "html" | "head" | "title" | "meta" | "link" | "style" | "base" | "script" | "noscript"
            | "object" => {}
            _ => self.body_begins(),
        }
        if element == "link" && self.put_sheet(tag) {
            return;
        }
        let root = self.depth == 0 && self.mode == Mode::Xml;
        self.prolog = false;
        let fenced = self.fence(tag, name);
        let name = fenced.as_ref().map_or(name, |(_, row)| row);
        self.output.push('<');
        self.output.push_str(name);
        let dropped = element == "script" && !self.options.keep_scripts;
        if dropped {
            self.inert(tag);
        } else {
            self.attributes(tag, &element);
        }
        if root {
            self.namespaces();
        }
        match &fenced {
            Some((opened, _)) => self.finish_fence(tag, name, opened),
            _ => self.finish_start(tag, &element, name, dropped),
        }
    }

    /// Of a script only what names it, and what others may need of it.
    fn inert(&mut self, tag: &Tag<'a>) {
        for attribute in &tag.attributes {
            if attribute.name == "id" || attribute.name.starts_with("xmlns") && is_name(attribute.name) {
                self.output.push_str(&format!(" {}=\"", attribute.name));
                output::attribute(attribute.value, self.mode, &mut self.entities, &mut self.output);
                self.output.push('"');
            }
        }
    }

    /// Closes a start tag, and writes what comes right after it.
    fn finish_start(&mut self, tag: &Tag<'a>, element: &str, name: &str, dropped: bool) {
        let html = self.mode == Mode::Html;
        let is_void = html && VOID.contains(&element) && self.foreign == 0;
        let root = self.depth == 0 && !html;
        let ours = matches!(element, "html" | "head") && self.head == Head::Before || root;
        if tag.empty && !ours && (!html || self.foreign > 0) && !dropped {
            self.output.push_str("/>");
            return;
        }
        self.output.push('>');
        if html && matches!(element, "svg" | "math") && !tag.empty {
            self.foreign += 1;
        }
        match element {
            "head" if self.head == Head::Before => {
                self.head = Head::Inside;
                self.output.push_str(&self.options.head_start);
            }
            "html" if root && !self.survey.has_head => self.open_head_and_close(),
            _ => {}
        }
        if is_void {
            return;
        }
        if !tag.empty {
            self.depth += 1;
            self.text_only = html && matches!(element, "title" | "textarea");
            if dropped {
                self.inside = Some(Inside::Dropped(tag.name, 1));
            } else if element == "style" {
                self.inside = Some(Inside::Style(String::new()));
            }
            return;
        }
        // An element that closed itself, written with an end tag.
        if element == "head" {
            self.output.push_str(&self.options.head_end);
            self.head = Head::Done;
        }
        if root {
            self.svg_style();
        }
        if !(html && element == "html") {
            self.output.push_str(&format!("</{name}>"));
        }
    }

    fn end(&mut self, name: &'a str) {
        let element = local(name).to_ascii_lowercase();
        self.depth = self.depth.saturating_sub(1);
        self.text_only = false;
        let name = self.name(name);
        if self.mode == Mode::Html {
            if VOID.contains(&element.as_str())
                || !is_name(name)
                || matches!(element.as_str(), "html" | "body" | "plaintext")
            {
                // The parser closes these itself; what comes after them would else be moved.
                return;
            }
            if matches!(element.as_str(), "svg" | "math") {
                self.foreign = self.foreign.saturating_sub(1);
            }
        }
        if element == "head" && self.head == Head::Inside {
            self.output.push_str(&self.options.head_end);
            self.head = Head::Done;
        }
        if self.depth == 0 && self.mode == Mode::Xml {
            self.svg_style();
        }
        if self.leave_fence(name) {
            return;
        }
        self.output.push_str("</");
        self.output.push_str(name);
        self.output.push('>');
    }

    /// The name to write: as HTML without the prefixes that it does not need.
    fn name(&self, name: &'a str) -> &'a str {
        if self.mode == Mode::Html { html_name(name) } else { name }
    }

    /// Writes a head of our own, whole.
    fn open_head_and_close(&mut self) {
        self.open_head();
        if self.head == Head::Inside {
            self.output.push_str(&self.options.head_end);
            self.output.push_str("</head>");
            self.head = Head::Done;
        }
    }

    fn open_head(&mut self) {
        if self.head == Head::Before {
            self.output.push_str("<head>");
            self.output.push_str(&self.options.head_start);
            self.head = Head::Inside;
        }
    }

    /// As HTML: what ends a head that nobody closed.
    fn close_head(&mut self) {
        if self.head == Head::Inside {
            self.output.push_str(&self.options.head_end);
            self.head = Head::Done;
        }
    }

    /// As HTML: something comes that cannot stand in a head.
    fn body_begins(&mut self) {
        if self.mode == Mode::Html && self.foreign == 0 && !self.text_only {
            self.close_head();
        }
    }
}

/// A name without a prefix that HTML does not need.
pub(crate) fn html_name(name: &str) -> &str {
    if HTML_PREFIXES.contains(&prefix(name)) { local(name) } else { name }
}
