//! All that is read of a document, letter by letter, so that a place in a text is a place in what is shown.
//!
//! [`text`](crate::text) says what a document is about; this says where its letters are. A *letter* is a
//! character that is no white space, and letters are numbered from the start of the body in document order.
//! A browser that counts the letters of the text nodes (CDATA sections among them) in what
//! [`document::rewrite`](crate::document::rewrite) makes of the same bytes gets the same numbers, so long as
//! it leaves out the elements that [`text`] leaves out. White space differs between parsers and is counted by
//! neither.

use crate::decode::{decode, from_1252};
use crate::doctype::Entities;
use crate::document::output;
use crate::document::rewriter::{VOID, html_name};
use crate::document::survey::{Root, Survey};
use crate::entities::{Piece, is_xml, numeric, pieces};
use crate::fences::{Fences, Opened};
use crate::scan::{Kind, Mode, Scanner, Tag, is_name, local};
use crate::text::is_inline;

/// Elements whose content is not read and ends with their own end tag, whatever stands in it.
const UNREAD: [&str; 4] = ["script", "style", "title", "template"];

/// Elements whose content is not read, and which HTML closes where their end tag is missing.
const UNREAD_ASIDE: [&str; 3] = ["rt", "rp", "annotation"];

/// Elements, beside those of a line of HTML, that a word may run across: parts of formulas and of drawings,
/// and what stands in a line without being text.
const RUNS_ON: [&str; 34] = [
    "audio",
    "button",
    "embed",
    "input",
    "maction",
    "math",
    "menclose",
    "merror",
    "mfenced",
    "mfrac",
    "mi",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtext",
    "munder",
    "munderover",
    "picture",
    "semantics",
    "source",
    "textPath",
    "tspan",
    "video",
];

/// How far up an end tag looks for its element, so that a million of them take no time.
const LOOK_UP: usize = 256;

/// The text of a document that is read: one line for each block, white space made single, and none at the ends.
///
/// What stands in `rt`, `rp`, `script`, `style`, `title`, `template` and `annotation` is left out, at any
/// depth. Of an XHTML document the body is read, else all of it. Whatever is wrong with it, nothing fails.
pub fn text(bytes: &[u8]) -> String {
    let source = decode(bytes);
    let source = source.trim_start();
    let survey = Survey::of(source);
    let mode = if survey.well_formed { Mode::Xml } else { Mode::Html };
    collect(source, mode, survey.root)
}

fn collect(source: &str, mode: Mode, root: Root) -> String {
    let mut reader = Reader {
        mode,
        html: mode == Mode::Xml && root == Root::Html,
        depth: 0,
        body: false,
        done: false,
        unread: None,
        open: Vec::new(),
        aside: None,
        entities: Entities::default(),
        fences: Fences::default(),
        lines: Lines::default(),
    };
    for token in Scanner::new(source, mode) {
        match token.kind {
            Kind::Start(tag) => reader.start(&tag),
            Kind::End(name) => reader.end(name),
            Kind::Text if reader.reads() => reader.resolve(token.raw),
            Kind::CData(text) if reader.reads() => reader.lines.push(text),
            Kind::Doctype(declaration) => reader.entities.declare(declaration),
            _ => {}
        }
        if reader.done {
            break;
        }
    }
    reader.lines.text
}

struct Reader<'a> {
    mode: Mode,
    /// True where the document is XHTML, which is read from its body on.
    html: bool,
    /// How many elements are open (XML).
    depth: usize,
    /// True inside of the body (XML).
    body: bool,
    /// True after the body (XML): nothing that follows is read.
    done: bool,
    /// The element of [`UNREAD`] that is open, and how many of that name are in each other.
    unread: Option<(&'a str, usize)>,
    /// The elements that are open (HTML).
    open: Vec<&'a str>,
    /// How many of them are around the one of [`UNREAD_ASIDE`] (in XML: how many elements).
    aside: Option<usize>,
    entities: Entities<'a>,
    fences: Fences<'a>,
    lines: Lines,
}

impl<'a> Reader<'a> {
    fn reads(&self) -> bool {
        self.unread.is_none() && self.aside.is_none()
    }

    fn start(&mut self, tag: &Tag<'a>) {
        let name = self.name(tag.name);
        if let Some((unread, depth)) = &mut self.unread {
            *depth += usize::from(same(self.mode, unread, name) && !tag.empty);
            return;
        }
        let opened = self.fence(tag, name);
        if self.mode == Mode::Html {
            self.start_html(tag, name);
        } else {
            self.start_xml(tag, name);
        }
        for text in [opened.open, opened.close].into_iter().flatten() {
            self.said(&text);
        }
    }

    /// What a fence around this element, or this one as a fence, says in writing (`fences`): the separator here.
    fn fence(&mut self, tag: &Tag<'a>, name: &'a str) -> Opened {
        let html = self.mode == Mode::Html;
        if html && (!is_name(name) || is_any(name, &["head", "plaintext"])) {
            return Opened::default();
        }
        let empty = tag.empty || html && is_any(name, &VOID);
        let entities = &mut self.entities;
        let meant = |value| output::meant(value, entities);
        let opened = self.fences.start((name, self.mode, empty), &tag.attributes, meant);
        if let Some(separator) = opened.separator {
            self.said(separator.encode_utf8(&mut [0; 4]));
        }
        opened
    }

    /// Text that is written for the document.
    fn said(&mut self, text: &str) {
        if self.reads() {
            self.lines.push(text);
        }
    }

    fn start_xml(&mut self, tag: &Tag<'a>, name: &'a str) {
        let begins = self.html && self.depth == 1 && !self.body && matches!(name, "body" | "frameset");
        if begins {
            // What stands before the body is not part of it.
            self.lines = Lines::default();
            self.body = true;
            self.done = tag.empty;
        }
        if self.aside.is_none() && !tag.empty {
            if is_unread(self.mode, name) {
                self.unread = Some((name, 1));
                return;
            }
            if UNREAD_ASIDE.contains(&name) {
                self.aside = Some(self.depth);
            }
        }
        self.edge(name);
        self.depth += usize::from(!tag.empty);
    }

    fn start_html(&mut self, tag: &Tag<'a>, name: &'a str) {
        // The parser has opened these by itself.
        if !is_name(name) || is_any(name, &["html", "head", "body", "plaintext"]) {
            return;
        }
        if is_any(name, &["rt", "rp", "rb", "rtc"]) {
            while self.open.last().is_some_and(|open| is_any(open, &["rt", "rp", "rb"])) {
                self.open.pop();
            }
        } else if self.aside.is_some() && !runs_on(name) {
            self.close_paragraph();
        }
        self.forget_aside();
        if tag.empty || is_any(name, &VOID) {
            self.edge(name);
            return;
        }
        if is_unread(self.mode, name) {
            self.unread = Some((name, 1));
            return;
        }
        if self.aside.is_none() && is_any(name, &UNREAD_ASIDE) {
            self.aside = Some(self.open.len());
        }
        self.open.push(name);
        self.edge(name);
    }

    fn end(&mut self, name: &'a str) {
        let name = self.name(name);
        if let Some((unread, depth)) = &mut self.unread {
            if same(self.mode, unread, name) {
                *depth -= 1;
                if *depth == 0 {
                    self.unread = None;
                    self.fences.end(name, self.mode);
                }
            }
            return;
        }
        if let Some(close) = self.fences.end(name, self.mode) {
            self.said(&close);
        }
        if self.mode == Mode::Html {
            let ours = !is_name(name) || is_any(name, &["html", "head", "body", "plaintext"]);
            if !ours && !is_any(name, &VOID) {
                self.close(name);
                self.edge(name);
            }
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        self.edge(name);
        if self.aside.is_some_and(|around| self.depth <= around) {
            self.aside = None;
        }
        self.done = self.body && self.depth == 1;
    }

    /// Closes the innermost open element of that name, and all in it (HTML).
    fn close(&mut self, name: &str) {
        let nearest = self.open.iter().enumerate().rev().take(LOOK_UP);
        let found = nearest.clone().find(|(_, open)| open.eq_ignore_ascii_case(name)).map(|(index, _)| index);
        if let Some(index) = found {
            self.open.truncate(index);
        }
        self.forget_aside();
    }

    /// Closes the paragraph that a block cannot stand in (HTML, "has a p element in button scope").
    fn close_paragraph(&mut self) {
        const SCOPE: [&str; 8] = ["applet", "button", "caption", "marquee", "object", "table", "td", "th"];
        let nearest = self.open.iter().rev().take(LOOK_UP).take_while(|open| !is_any(open, &SCOPE));
        if let Some(up) = nearest.clone().position(|open| open.eq_ignore_ascii_case("p")) {
            self.open.truncate(self.open.len() - up - 1);
        }
    }

    fn forget_aside(&mut self) {
        if self.aside.is_some_and(|index| index >= self.open.len()) {
            self.aside = None;
        }
    }

    /// The name that decides: a local one, and in HTML what the parser takes for one.
    fn name(&self, name: &'a str) -> &'a str {
        match self.mode {
            Mode::Xml => local(name),
            Mode::Html if is_any(local(name), &["script"]) => local(name),
            Mode::Html => html_name(name),
        }
    }

    /// A word ends where a block begins or ends.
    fn edge(&mut self, name: &str) {
        if self.reads() && !is_any(name, &UNREAD_ASIDE) && !runs_on(name) {
            self.lines.gap = Gap::Line;
        }
    }

    fn resolve(&mut self, raw: &str) {
        for piece in pieces(raw) {
            match piece {
                Piece::Plain(text) => self.lines.push(text),
                Piece::Ampersand => self.lines.push("&"),
                Piece::Reference(name) => self.reference(name),
            }
        }
    }

    fn reference(&mut self, name: &str) {
        let mut letter = [0; 4];
        if let (Mode::Html, Some(code)) = (self.mode, numeric(name)) {
            // HTML reads the control characters as Windows-1252 ("numeric character reference end state").
            let byte = u8::try_from(code).ok().filter(|byte| (0x80..0xa0).contains(byte));
            self.lines.push(byte.map_or(code, from_1252).encode_utf8(&mut letter));
        } else if let Some(text) = self.entities.resolve(name) {
            self.lines.push(&text);
        } else if self.mode == Mode::Html && name.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            // HTML knows many more than we do, nearly all of them one letter.
            self.lines.push(char::REPLACEMENT_CHARACTER.encode_utf8(&mut letter));
        } else {
            self.lines.push("&");
            self.lines.push(name);
            self.lines.push(";");
        }
    }
}

fn is_any(name: &str, known: &[&str]) -> bool {
    known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Of XML's names only a script's is taken in any case: it has been made empty.
fn is_unread(mode: Mode, name: &str) -> bool {
    name.eq_ignore_ascii_case("script") || UNREAD.iter().any(|known| same(mode, known, name))
}

fn runs_on(name: &str) -> bool {
    is_inline(name) || is_any(name, &RUNS_ON)
}

fn same(mode: Mode, one: &str, other: &str) -> bool {
    if mode == Mode::Html { one.eq_ignore_ascii_case(other) } else { one == other }
}

/// What separates the next letter from the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

/// Text in the making.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    gap: Gap,
}

impl Lines {
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            // What XML has no character for is written as one that it has, before white space is looked at.
            let letter = if is_xml(letter) { letter } else { char::REPLACEMENT_CHARACTER };
            if letter.is_whitespace() {
                if self.gap == Gap::None {
                    self.gap = Gap::Space;
                }
                continue;
            }
            match std::mem::take(&mut self.gap) {
                Gap::Space if !self.text.is_empty() => self.text.push(' '),
                Gap::Line if !self.text.is_empty() => self.text.push('\n'),
                _ => {}
            }
            self.text.push(letter);
        }
    }
}

#[cfg(test)]
mod tests;
