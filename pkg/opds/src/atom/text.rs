//! Texts of Atom as plain text.

use yueli_markup::xml::{Element, Node, collapse};

use crate::settle;

/// Elements of XHTML that begin and end a line.
const BLOCKS: [&str; 14] =
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr", "table", "dd"];

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
        return yueli_markup::text::plain(&element.raw_text()).trim().to_owned();
    }
    let mut lines = String::new();
    walk(element, &mut lines);
    let lines: Vec<String> = lines.lines().map(collapse).filter(|line| !line.is_empty()).collect();
    settle::plain(&lines.join("\n"))
}

fn walk(element: &Element, into: &mut String) {
    for child in &element.children {
        match child {
            // Line ends of the source are no line ends of the text.
            Node::Text(text) => {
                into.extend(text.chars().map(|letter| if letter == '\n' { ' ' } else { letter }))
            }
            Node::Element(inner) => {
                let name = inner.name.to_ascii_lowercase();
                if matches!(name.as_str(), "script" | "style") {
                    continue;
                }
                let is_block = BLOCKS.contains(&name.as_str());
                if is_block {
                    into.push('\n');
                }
                walk(inner, into);
                if is_block {
                    into.push('\n');
                }
            }
        }
    }
}
