//! The text of a document in reading order: what stands on a page, and where words are.

mod letters;
mod pieces;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, Range, Text, Window};

use super::{
    cfi::Point,
    geometry::{Geometry, Rect},
};

pub use pieces::Grain;

/// Elements whose text is not read. `yueli_markup::reading` leaves out the same, so that both count the same letters.
const UNREAD: &str = "rt,rp,script,style,title,template,annotation";

/// The text nodes that are read, in order: no scripts or styles, no ruby annotations, no white space.
pub(super) struct TextIndex {
    nodes: Vec<Text>,
    range: Range,
    window: Window,
    /// How many letters stand in the parts of the document that are before this one.
    before: usize,
}

impl TextIndex {
    /// Collects the text of `document`, of which `before` letters are in other documents.
    pub(super) fn of(document: &Document, before: usize) -> Option<Self> {
        /// `NodeFilter.SHOW_TEXT` and `SHOW_CDATA_SECTION`: a CDATA section is shown as text is.
        const TEXT: u32 = 4 | 8;
        let range = document.create_range().ok()?;
        let mut nodes = Vec::new();
        let root: Node = match document.body() {
            Some(body) => body.into(),
            None => document.document_element()?.into(),
        };
        let walker = document.create_tree_walker_with_what_to_show(&root, TEXT).ok()?;
        // Most documents have nothing to leave out: then no text is asked where it stands.
        let root: Element = root.unchecked_into();
        let all = root.query_selector(UNREAD).ok().flatten().is_none();
        while let Ok(Some(node)) = walker.next_node() {
            // No `dyn_into`: the node is of the frame's window, whose classes are not ours.
            let text: Text = node.unchecked_into();
            if !text.data().trim().is_empty() && (all || is_read(&text)) {
                nodes.push(text);
            }
        }
        Some(Self { nodes, range, window: document.default_view()?, before })
    }

    /// The rectangle around the characters `start..end` of `node`, in the viewport.
    fn rect(&self, node: &Text, start: u32, end: u32) -> Rect {
        if self.range.set_start(node, start).is_err() || self.range.set_end(node, end).is_err() {
            return Rect::default();
        }
        let rect = self.range.get_bounding_client_rect();
        Rect { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
    }

    /// Where a point begins along the axis that pages follow.
    pub(super) fn position_of(&self, point: &Point, geometry: &Geometry, scroll: f64) -> f64 {
        let end = (point.offset + 1).min(point.node.length());
        let mut rect = self.rect(&point.node, point.offset.min(end.saturating_sub(1)), end);
        if rect.is_empty() {
            rect = self.rect(&point.node, 0, point.node.length());
        }
        geometry.span_of(&rect, scroll).0
    }

    /// The first character at or after `position`, by halving: layout is asked some twenty times.
    pub(super) fn first_at(&self, position: f64, geometry: &Geometry, scroll: f64) -> Option<Point> {
        let span = |index: usize| {
            let node = self.nodes.get(index)?;
            let rect = self.rect(node, 0, node.length());
            (!rect.is_empty()).then(|| geometry.span_of(&rect, scroll))
        };
        let (mut low, mut high) = (0, self.nodes.len());
        while low < high {
            let middle = low.midpoint(high);
            // Text that is not displayed says nothing: look at the next that is.
            let shown = (middle..high).find_map(|index| span(index).map(|span| (index, span)));
            match shown {
                Some((index, (_, end))) if end <= position + 1.0 => low = index + 1,
                _ => high = middle,
            }
        }
        let node = (low..self.nodes.len()).find(|index| span(*index).is_some())?;
        let node = self.nodes.get(node)?;
        let (mut low, mut high) = (0, node.length());
        while low < high {
            let middle = low.midpoint(high);
            // White space that is not drawn has no place: ask the next letter that is.
            let shown = (middle..(middle + 64).min(high)).find_map(|offset| {
                let rect = self.rect(node, offset, offset + 1);
                (!rect.is_empty()).then_some((offset, rect))
            });
            match shown {
                Some((offset, rect)) if centre(geometry.span_of(&rect, scroll)) < position => {
                    low = offset + 1
                }
                _ => high = middle,
            }
        }
        let offset = if low >= node.length() { 0 } else { low };
        Some(Point { node: node.clone(), offset })
    }

    /// Where the letter stands that has `letter` letters before it: characters that are no white space.
    pub(super) fn letter(&self, letter: usize) -> Option<Point> {
        let mut left = letter.checked_sub(self.before)?;
        for node in &self.nodes {
            let mut offset = 0_u32;
            for character in node.data().chars() {
                if !character.is_whitespace() {
                    if left == 0 {
                        return Some(Point { node: node.clone(), offset });
                    }
                    left -= 1;
                }
                offset += character.len_utf16() as u32;
            }
        }
        None
    }

    /// The range of `letters` letters from the one on that has `letter` before it.
    pub(super) fn letters(&self, letter: usize, letters: usize) -> Option<Range> {
        let start = self.letter(letter.max(self.before))?;
        let end = self.letter(letter + letters.saturating_sub(1)).or_else(|| self.last())?;
        let range = self.range.clone_range();
        range.set_start(&start.node, start.offset).ok()?;
        // A letter outside of Unicode's first plane has two halves.
        let wide = matches!(end.node.data().encode_utf16().nth(end.offset as usize), Some(0xd800..=0xdbff));
        range.set_end(&end.node, end.offset + if wide { 2 } else { 1 }).ok()?;
        Some(range)
    }

    /// The last letter.
    fn last(&self) -> Option<Point> {
        let node = self.nodes.last()?;
        let words = node.data();
        let words = words.trim_end();
        let letter = words.chars().next_back().map_or(0, char::len_utf16);
        Some(Point { node: node.clone(), offset: (words.encode_utf16().count() - letter) as u32 })
    }

    /// The first character in or after an element.
    pub(super) fn first_from(&self, element: &Element) -> Option<Point> {
        let follows =
            |node: &&Text| element.compare_document_position(node) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
        let node = self.nodes.iter().find(follows)?.clone();
        let words = node.data();
        let white = words.chars().take_while(|letter| letter.is_whitespace()).map(char::len_utf16);
        Some(Point { offset: white.sum::<usize>() as u32, node })
    }

    /// About `length` characters from `point` on, white space made single.
    pub(super) fn words_from(&self, point: &Point, length: usize) -> String {
        let start = self.nodes.iter().position(|node| *node == point.node).unwrap_or_default();
        let mut words = String::new();
        let mut block = None;
        for (index, node) in self.nodes.iter().enumerate().skip(start) {
            let text = node.data();
            let own = self.block_of(node);
            if words.ends_with(|letter: char| !letter.is_whitespace() && letter < '\u{2e80}') && block != own
            {
                words.push(' ');
            }
            block = own;
            let text = if index == start { utf16_tail(&text, point.offset) } else { text };
            push_words(&mut words, &text);
            if words.chars().count() >= length {
                break;
            }
        }
        words.trim().chars().take(length).collect()
    }

    /// The nearest element around a text node that is not laid out in a line.
    fn block_of(&self, node: &Text) -> Option<Element> {
        let mut element = node.parent_element();
        while let Some(own) = element {
            let style = self.window.get_computed_style(&own).ok().flatten();
            let display =
                style.and_then(|style| style.get_property_value("display").ok()).unwrap_or_default();
            // A formula stands in its line, and so do its parts.
            let in_line =
                ["inline", "ruby"].iter().any(|kind| display.starts_with(kind)) || display.contains("math");
            if !in_line {
                return Some(own);
            }
            element = own.parent_element();
        }
        None
    }

    /// About `length` characters that stand before `point`.
    pub(super) fn words_before(&self, point: &Point, length: usize) -> String {
        let end = self.nodes.iter().position(|node| *node == point.node).unwrap_or_default();
        let mut parts = vec![utf16_head(&point.node.data(), point.offset)];
        let mut collected = parts.iter().map(|part| part.chars().count()).sum::<usize>();
        for node in self.nodes.iter().take(end).rev() {
            if collected >= length {
                break;
            }
            let text = node.data();
            collected += text.chars().count();
            parts.push(text);
        }
        let mut words = String::new();
        for part in parts.iter().rev() {
            push_words(&mut words, part);
        }
        let skip = words.chars().count().saturating_sub(length);
        words.chars().skip(skip).collect()
    }

    /// Finds a quotation, white space aside; the occurrence nearest to `near` (0 to 1) where there are several.
    pub(super) fn find(&self, quote: &str, near: f64) -> Option<Point> {
        let wanted: Vec<char> = quote.chars().filter(|letter| !letter.is_whitespace()).collect();
        if wanted.is_empty() {
            return None;
        }
        let mut letters = Vec::new();
        let mut origins = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            let mut offset = 0_u32;
            for letter in node.data().chars() {
                if !letter.is_whitespace() {
                    letters.push(letter);
                    origins.push((index, offset));
                }
                offset += letter.len_utf16() as u32;
            }
        }
        let hoped = near * letters.len() as f64;
        let best = letters
            .windows(wanted.len())
            .enumerate()
            .filter(|(_, window)| *window == wanted.as_slice())
            .map(|(start, _)| start)
            .min_by(|a, b| (*a as f64 - hoped).abs().total_cmp(&(*b as f64 - hoped).abs()))?;
        let (node, offset) = *origins.get(best)?;
        Some(Point { node: self.nodes.get(node)?.clone(), offset })
    }
}

fn centre((start, end): (f64, f64)) -> f64 {
    f64::midpoint(start, end)
}

fn is_read(text: &Text) -> bool {
    let parent = text.parent_element();
    parent.is_some_and(|parent| parent.closest(UNREAD).ok().flatten().is_none())
}

/// Appends `text` with runs of white space made single.
fn push_words(words: &mut String, text: &str) {
    for letter in text.chars() {
        if !letter.is_whitespace() {
            words.push(letter);
        } else if !words.ends_with(' ') && !words.is_empty() {
            words.push(' ');
        }
    }
}

/// The text from the UTF-16 offset on.
fn utf16_tail(text: &str, offset: u32) -> String {
    let units: Vec<u16> = text.encode_utf16().skip(offset as usize).collect();
    String::from_utf16_lossy(&units)
}

/// The text before the UTF-16 offset.
fn utf16_head(text: &str, offset: u32) -> String {
    let units: Vec<u16> = text.encode_utf16().take(offset as usize).collect();
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_single_and_offsets_are_utf16() {
        let mut words = String::new();
        push_words(&mut words, "  a\n\n b");
        push_words(&mut words, "c  ");
        assert_eq!(words, "a bc ");
        assert_eq!((utf16_head("𠮷田", 2), utf16_tail("𠮷田", 2)), ("𠮷".to_owned(), "田".to_owned()));
    }
}
