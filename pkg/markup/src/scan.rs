//! One scanner for XML, for XML that is not quite, and for HTML.
//!
//! It never fails: what is no markup is text. What a strict parser would reject is remembered as the first
//! [`Scanner::fault`]. Balance of tags is for those who use it.

/// How to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// By the rules of XML 1.0.
    Xml,
    /// By those of HTML's tokenizer: some elements hold raw text, comments end sooner, no CDATA.
    Html,
}

/// A piece of a document. Together the `raw` of all tokens is the document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token<'a> {
    /// As it stands in the document.
    pub(crate) raw: &'a str,
    pub(crate) kind: Kind<'a>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'a> {
    /// Characters and references.
    Text,
    /// Characters without references (HTML's script, style ...), before its end tag.
    Raw,
    /// The content of a CDATA section.
    CData(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag of this name.
    End(&'a str),
    /// A comment, or in HTML anything that counts as one.
    Comment,
    /// A processing instruction: target, and the rest.
    Instruction(&'a str, &'a str),
    /// A document type declaration, without its brackets.
    Doctype(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag<'a> {
    /// The name with its prefix.
    pub(crate) name: &'a str,
    pub(crate) attributes: Vec<Attribute<'a>>,
    /// True where it closes itself.
    pub(crate) empty: bool,
}

/// An attribute as it is written: references in the value are not resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Attribute<'a> {
    /// The name with its prefix.
    pub(crate) name: &'a str,
    pub(crate) value: &'a str,
}

/// The local name of `prefix:local`.
pub(crate) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// The prefix of `prefix:local`, or nothing.
pub(crate) fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// Reads a document token by token.
#[derive(Debug)]
pub(crate) struct Scanner<'a> {
    source: &'a str,
    at: usize,
    mode: Mode,
    /// The first thing that a strict parser would reject, and where (in bytes).
    pub(crate) fault: Option<(&'static str, usize)>,
    /// The HTML element whose raw text comes next.
    raw_text: Option<&'a str>,
    /// How many tags began and never ended; each of them cost a look at all that is left.
    unended: usize,
}

/// How many tags may begin and never end before a less-than sign is taken for text without a look.
const UNENDED: usize = 8;

/// The most attributes of one element: those after it are left out.
const ATTRIBUTES: usize = 512;

const RAW_TEXT: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

impl<'a> Scanner<'a> {
    pub(crate) fn new(source: &'a str, mode: Mode) -> Self {
        Self { source, at: 0, mode, fault: None, raw_text: None, unended: 0 }
    }

    pub(crate) fn fault(&mut self, what: &'static str) {
        self.fault.get_or_insert((what, self.at));
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Takes `len` bytes as a token.
    fn take(&mut self, len: usize, kind: Kind<'a>) -> Token<'a> {
        let raw = self.rest().get(..len).unwrap_or_else(|| self.rest());
        self.at += raw.len();
        Token { raw, kind }
    }

    /// Takes what ends with `end`, or all that is left; returns what is between `start` and `end`.
    fn until(&mut self, start: usize, end: &str) -> (usize, &'a str) {
        let inner = self.rest().get(start..).unwrap_or_default();
        match inner.find(end) {
            Some(len) => (start + len + end.len(), inner.get(..len).unwrap_or_default()),
            None => {
                self.fault("unterminated");
                (self.rest().len(), inner)
            }
        }
    }

    /// Whether the name of a tag may begin with it: HTML has letters of ASCII only.
    fn begins_name(&self, letter: char) -> bool {
        if self.mode == Mode::Html { letter.is_ascii_alphabetic() } else { is_name_start(letter) }
    }

    fn markup(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            return Some(self.comment());
        }
        if rest.starts_with("<![CDATA[") && self.mode == Mode::Xml {
            let (len, inner) = self.until(9, "]]>");
            return Some(self.take(len, Kind::CData(inner)));
        }
        if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            return Some(self.doctype());
        }
        if rest.starts_with("<?") && self.mode == Mode::Xml {
            let (len, inner) = self.until(2, "?>");
            let (target, data) = inner.split_once([' ', '\t', '\r', '\n']).unwrap_or((inner, ""));
            return Some(self.take(len, Kind::Instruction(target, data)));
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            self.fault("a declaration that is none");
            let (len, _) = self.until(2, ">");
            return Some(self.take(len, Kind::Comment));
        }
        if let Some(after) = rest.strip_prefix("</") {
            if after.starts_with(|letter| self.begins_name(letter)) {
                return Some(self.end_tag());
            }
            self.fault("an end tag without a name");
            if self.mode == Mode::Html {
                let (len, _) = self.until(2, ">");
                return Some(self.take(len, Kind::Comment));
            }
            return None;
        }
        let named = rest.get(1..).is_some_and(|after| after.starts_with(|letter| self.begins_name(letter)));
        if named && self.unended < UNENDED {
            let tag = self.start_tag();
            self.unended += usize::from(tag.is_none());
            return tag;
        }
        self.fault("a less-than sign that begins nothing");
        None
    }

    fn comment(&mut self) -> Token<'a> {
        if self.mode == Mode::Xml {
            let (len, inner) = self.until(4, "-->");
            if inner.contains("--") || inner.ends_with('-') {
                self.fault("two hyphens in a comment");
            }
            return self.take(len, Kind::Comment);
        }
        let rest = self.rest();
        let inner = rest.get(4..).unwrap_or_default();
        let len = if inner.starts_with('>') {
            5
        } else if inner.starts_with("->") {
            6
        } else {
            let ends = ["-->", "--!>"].map(|end| inner.find(end).map(|at| 4 + at + end.len()));
            ends.into_iter().flatten().min().unwrap_or(rest.len())
        };
        self.take(len, Kind::Comment)
    }

    /// A document type declaration, whose internal subset holds declarations, quotes and comments of its own.
    fn doctype(&mut self) -> Token<'a> {
        let rest = self.rest();
        let (mut quote, mut subset, mut at) = (None, false, 9);
        let end = loop {
            let Some(byte) = rest.as_bytes().get(at) else {
                self.fault("unterminated");
                break rest.len();
            };
            let comment = quote.is_none() && rest.get(at..).is_some_and(|here| here.starts_with("<!--"));
            if comment && self.mode == Mode::Xml {
                let inner = rest.get(at + 4..).unwrap_or_default();
                at += 4 + inner.find("-->").map_or(inner.len(), |len| len + 3);
                continue;
            }
            match (byte, quote) {
                // HTML's tokenizer ends the declaration at the first `>` outside of a public identifier.
                (b'>', _) if self.mode == Mode::Html => break at,
                (b'"' | b'\'', None) => quote = Some(*byte),
                (byte, Some(open)) if *byte == open => quote = None,
                (b'[', None) => subset = true,
                (b']', None) => subset = false,
                (b'>', None) if !subset => break at,
                _ => {}
            }
            at += 1;
        };
        let inner = rest.get(9..end).unwrap_or_default();
        self.take(end + 1, Kind::Doctype(inner))
    }

    fn end_tag(&mut self) -> Token<'a> {
        let after = self.rest().get(2..).unwrap_or_default();
        let name = after.get(..name_len(after)).unwrap_or_default();
        let (len, inner) = self.until(2, ">");
        if inner.trim_end() != name {
            self.fault("something after the name of an end tag");
        }
        self.take(len, Kind::End(name))
    }

    /// A start tag; `None` where it does not end.
    fn start_tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let name_end = 1 + name_len(rest.get(1..)?);
        let name = rest.get(1..name_end)?;
        let mut tag = Tag { name, attributes: Vec::new(), empty: false };
        let mut at = name_end;
        loop {
            let here = rest.get(at..)?;
            let gap = here.len() - here.trim_start_matches(is_space).len();
            at += gap;
            let here = rest.get(at..)?;
            match here.bytes().next() {
                Some(b'>') => break,
                Some(b'/') if here.starts_with("/>") => {
                    tag.empty = true;
                    at += 1;
                    break;
                }
                Some(b'/') => {
                    self.fault("a slash in a tag");
                    at += 1;
                }
                Some(_) => {
                    if gap == 0 {
                        self.fault("no space before an attribute");
                    }
                    let (attribute, len) = self.attribute(here)?;
                    at += len;
                    self.keep(&mut tag, attribute);
                }
                None => {
                    self.fault("unterminated");
                    return None;
                }
            }
        }
        if self.mode == Mode::Html && !tag.empty {
            self.raw_text = RAW_TEXT.iter().find(|raw| name.eq_ignore_ascii_case(raw)).map(|_| name);
        }
        Some(self.take(at + 1, Kind::Start(tag)))
    }

    fn keep(&mut self, tag: &mut Tag<'a>, attribute: Attribute<'a>) {
        if tag.attributes.iter().any(|known| known.name == attribute.name) {
            self.fault("an attribute that is there twice");
        } else if tag.attributes.len() < ATTRIBUTES {
            tag.attributes.push(attribute);
        }
    }

    /// The attribute that `here` begins with, and its length; `None` where the document ends in it.
    fn attribute(&mut self, here: &'a str) -> Option<(Attribute<'a>, usize)> {
        // As in HTML a name may begin with an equals sign; no name is ever empty, so there is always progress.
        let first = here.chars().next().map_or(1, char::len_utf8);
        let more = here.get(first..)?;
        let ends = |letter: char| is_space(letter) || matches!(letter, '=' | '>' | '/');
        let name_end = first + more.find(ends).unwrap_or(more.len());
        let name = here.get(..name_end)?;
        if !is_name(name) {
            self.fault("an attribute whose name is none");
        }
        let after = here.get(name_end..)?.trim_start_matches(is_space);
        let Some(value) = after.strip_prefix('=').map(|after| after.trim_start_matches(is_space)) else {
            self.fault("an attribute without a value");
            return Some((Attribute { name, value: "" }, name_end));
        };
        let start = here.len() - value.len();
        let quote = value.chars().next()?;
        if quote == '"' || quote == '\'' {
            let value = value.get(1..)?;
            let Some(len) = value.find(quote) else {
                self.fault("unterminated");
                return None;
            };
            let value = value.get(..len)?;
            if value.contains('<') {
                self.fault("a less-than sign in an attribute");
            }
            return Some((Attribute { name, value }, start + len + 2));
        }
        self.fault("an attribute without quotes");
        let len = value.find(|letter| is_space(letter) || letter == '>').unwrap_or(value.len());
        Some((Attribute { name, value: value.get(..len)? }, start + len))
    }

    /// The raw text before the end tag of `element`.
    fn raw(&mut self, element: &str) -> Option<Token<'a>> {
        let rest = self.rest();
        let ends = |at: &usize| {
            let after = rest.get(at + 2..).unwrap_or_default();
            after.get(..element.len()).is_some_and(|name| name.eq_ignore_ascii_case(element))
                && after.get(element.len()..).is_some_and(|after| {
                    after.is_empty() || after.starts_with(|letter| is_space(letter) || "/>".contains(letter))
                })
        };
        let len = rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(rest.len());
        let references = ["textarea", "title"].iter().any(|name| element.eq_ignore_ascii_case(name));
        let kind = if references { Kind::Text } else { Kind::Raw };
        (len > 0).then(|| self.take(len, kind))
    }

    fn text(&mut self, skip: usize) -> Token<'a> {
        let rest = self.rest();
        let from = rest.get(skip..).unwrap_or_default();
        let len = skip + from.find('<').unwrap_or(from.len());
        if rest.get(..len).is_some_and(|text| text.contains("]]>")) && self.mode == Mode::Xml {
            self.fault("the end of a CDATA section that never began");
        }
        self.take(len, Kind::Text)
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if self.rest().is_empty() {
            return None;
        }
        if let Some(element) = self.raw_text.take()
            && let Some(token) = self.raw(element)
        {
            return Some(token);
        }
        if self.rest().starts_with('<') {
            return Some(self.markup().unwrap_or_else(|| self.text(1)));
        }
        Some(self.text(0))
    }
}

pub(crate) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether a name may begin with it (XML 1.0 section 2.3).
fn is_name_start(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, '_' | ':' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}' | '\u{200d}'
            | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
            | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// Whether a strict parser takes it for a name.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(is_name_start)
        && name.chars().all(|letter| {
            is_name_start(letter)
                || letter.is_ascii_digit()
                || matches!(letter, '-' | '.' | '·' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
        })
}

fn name_len(text: &str) -> usize {
    text.find(|letter| is_space(letter) || letter == '>' || letter == '/').unwrap_or(text.len())
}
