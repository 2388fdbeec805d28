//! Texts of Atom as plain text.

use yueli_markup::xml::{Element, Node, collapse};

use crate::settle;

/// Elements of XHTML that begin and end a line.
const BLOCKS: [&str; 14] =
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr", "table", "dd"];

/// The most that is read of one text, in bytes: an element without an end tag has all that follows within it.
const LONGEST: usize = 100_000;

/// One line of text: a title, a name.
pub(super) fn text_of(element: &Element) -> String {
    collapse(&lines_of(element))
}

/// A text that may have paragraphs, each on a line of its own.
///
/// RFC 4287, section 3.1: `type` is `text`, `html` (markup that is escaped) or `xhtml` (markup as it is). Servers that say
/// `text` and write markup are understood as well.
pub(super) fn lines_of(element: &Element) -> String {
    let kind = element.attr("type").unwrap_or_default().trim().to_ascii_lowercase();
    if kind == "html" || kind == "text/html" {
        let mut raw = String::new();
        walk(element, false, &mut raw);
        return yueli_markup::text::plain(&raw).trim().to_owned();
    }
    let mut lines = String::new();
    walk(element, true, &mut lines);
    let lines: Vec<String> = lines.lines().map(collapse).filter(|line| !line.is_empty()).collect();
    settle::plain(&lines.join("\n"))
}

/// All text in an element; `as_lines` with line ends where XHTML has them, and not those of the source.
fn walk(element: &Element, as_lines: bool, into: &mut String) {
    for child in &element.children {
        if into.len() > LONGEST {
            return;
        }
        match child {
            Node::Text(text) if as_lines => {
                into.extend(text.chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
            }
            Node::Text(text) => into.push_str(text),
            Node::Element(inner) => {
                let name = inner.name.to_ascii_lowercase();
                if matches!(name.as_str(), "script" | "style") {
                    continue;
                }
                let edge = if as_lines && BLOCKS.contains(&name.as_str()) { "\n" } else { "" };
                into.push_str(edge);
                walk(inner, as_lines, into);
                into.push_str(edge);
            }
        }
    }
}
