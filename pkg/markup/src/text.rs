//! What a reader sees of a document, as plain text.

use crate::decode::decode;
use crate::doctype::Entities;
use crate::entities::{Piece, pieces};
use crate::scan::{Kind, Mode, Scanner, is_space, local};

/// Elements whose content is not shown, or (`rt`, `rp`) would cut words in two.
const HIDDEN: [&str; 14] = [
    "audio", "canvas", "head", "iframe", "math", "noscript", "object", "rp", "rt", "script", "style", "svg",
    "template", "video",
];

/// Elements that run on in a line; all others begin and end one.
const INLINE: [&str; 41] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "link", "map", "mark", "nobr", "output", "q", "rb", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "meta",
];

/// The visible text of an XHTML document: one line per block, spaces collapsed, ruby and scripts left out.
pub fn text(bytes: &[u8]) -> String {
    let source = decode(bytes);
    collect(&source, Mode::Xml)
}

/// A fragment that may hold HTML (the descriptions of books often do) as plain text.
pub fn plain(fragment: &str) -> String {
    collect(fragment, Mode::Html)
}

fn collect(source: &str, mode: Mode) -> String {
    let mut entities = Entities::default();
    let mut lines = Lines::default();
    // The element that is not shown, and how many of that name are open in each other.
    let mut hidden: Option<(&str, usize)> = None;
    for token in Scanner::new(source, mode) {
        match (token.kind, &mut hidden) {
            (Kind::Start(tag), Some((name, depth))) => {
                *depth += usize::from(tag.name == *name && !tag.empty);
            }
            (Kind::End(end), Some((name, depth))) if end == *name => {
                *depth -= 1;
                if *depth == 0 {
                    hidden = None;
                }
            }
            (_, Some(_)) => {}
            (Kind::Text, None) => resolve(token.raw, &mut entities, &mut lines),
            (Kind::CData(text), None) => lines.push(text),
            (Kind::Start(tag), None) => {
                let name = local(tag.name);
                if HIDDEN.iter().any(|known| name.eq_ignore_ascii_case(known)) && !tag.empty {
                    hidden = Some((tag.name, 1));
                } else {
                    lines.edge(name);
                }
            }
            (Kind::End(name), None) => lines.edge(local(name)),
            (Kind::Doctype(declaration), None) => entities.declare(declaration),
            (Kind::Raw | Kind::Comment | Kind::Instruction(..), None) => {}
        }
    }
    lines.text
}

fn resolve(raw: &str, entities: &mut Entities<'_>, lines: &mut Lines) {
    for piece in pieces(raw) {
        match piece {
            Piece::Plain(text) => lines.push(text),
            Piece::Ampersand => lines.push("&"),
            Piece::Reference(name) => match entities.resolve(name) {
                Some(text) => lines.push(&text),
                None => lines.push(&format!("&{name};")),
            },
        }
    }
}

/// Text in the making: spaces and line ends are written only when something follows them.
#[derive(Default)]
struct Lines {
    text: String,
    space: bool,
    line: bool,
}

impl Lines {
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            if is_space(letter) {
                self.space = true;
                continue;
            }
            if self.line || self.space {
                if !self.text.is_empty() {
                    self.text.push(if self.line { '\n' } else { ' ' });
                }
                (self.line, self.space) = (false, false);
            }
            self.text.push(letter);
        }
    }

    fn edge(&mut self, name: &str) {
        self.line |= !is_inline(name);
    }
}

/// Whether an element of this local name runs on in a line.
pub(crate) fn is_inline(name: &str) -> bool {
    INLINE.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_kept() {
        for (xhtml, expected) in [
            (
                "<html><head><title>T</title></head><body><h1>A</h1>\n <p>b <b>c</b>d</p></body></html>",
                "A\nb cd",
            ),
            ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby></p>", "漢字"),
            ("<p>a<br/>b<script>x</script>&nbsp;&amp;&who;</p>", "a\nb\u{a0}&&who;"),
            ("<!DOCTYPE x [<!ENTITY who 'you'>]><p>&who;<![CDATA[ <i> ]]></p>", "you <i>"),
            ("<object><object>x</object>y</object><p>z", "z"),
            ("", ""),
        ] {
            assert_eq!(text(xhtml.as_bytes()), expected, "{xhtml}");
        }
    }

    #[test]
    fn descriptions_lose_their_tags() {
        for (fragment, expected) in [
            ("plain", "plain"),
            ("<p>One &amp; <i>two</i>.</p><p>Three<br>four", "One & two.\nThree\nfour"),
            ("1 < 2", "1 < 2"),
            ("<script>alert(1)</script>x", "x"),
        ] {
            assert_eq!(plain(fragment), expected);
        }
    }
}
