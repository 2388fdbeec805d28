//! Sentences and words, for those who choose them with keys.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Text;

use super::{Point, TextIndex};

/// How much a key chooses at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// From full stop to full stop.
    Sentence,
    /// From gap to gap; in scripts without gaps, what the browser takes for a word.
    Word,
}

/// The text nodes of one block, as one text.
pub(in crate::frame) struct Block {
    nodes: Vec<(Text, u32)>,
    /// Where it ends, in UTF-16 units.
    length: u32,
    /// The numbers of its first node, and of the one behind its last.
    pub(in crate::frame) ends: (usize, usize),
    text: String,
}

impl TextIndex {
    /// The number of a text node.
    pub(in crate::frame) fn number_of(&self, node: &Text) -> Option<usize> {
        self.nodes.iter().position(|own| own == node)
    }

    /// The block of the node with this number.
    pub(in crate::frame) fn block(&self, number: usize) -> Option<Block> {
        let own = self.block_of(self.nodes.get(number)?);
        let same = |node: &&Text| self.block_of(node) == own;
        let before = self.nodes.get(..number)?.iter().rev().take_while(same).count();
        let after = self.nodes.get(number..)?.iter().take_while(same).count();
        let ends = (number - before, number + after);
        let mut block = Block { nodes: Vec::new(), length: 0, ends, text: String::new() };
        for node in self.nodes.get(ends.0..ends.1)? {
            block.nodes.push((node.clone(), block.length));
            block.text.push_str(&node.data());
            block.length += node.length();
        }
        Some(block)
    }
}

impl Block {
    /// Where a point is in the block's text.
    pub(in crate::frame) fn offset_of(&self, point: &Point) -> Option<u32> {
        let (_, start) = self.nodes.iter().find(|(node, _)| *node == point.node)?;
        Some(start + point.offset)
    }

    /// The point at an offset; as an end it is behind the letter before it.
    pub(in crate::frame) fn point(&self, offset: u32, as_end: bool) -> Option<Point> {
        let behind = |start: u32| if as_end { start < offset } else { start <= offset };
        let (node, start) = self.nodes.iter().rev().find(|(_, start)| behind(*start))?;
        Some(Point { node: node.clone(), offset: (offset - start).min(node.length()) })
    }

    /// Its sentences or words: where each begins and ends, without white space around them.
    pub(in crate::frame) fn pieces(&self, grain: Grain) -> Vec<(u32, u32)> {
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let ends = ends(&self.text, grain).unwrap_or_else(|_| vec![self.length]);
        let mut start = 0;
        let mut pieces = Vec::new();
        for end in ends {
            pieces.extend(trimmed(&units, start, end, grain));
            start = end;
        }
        pieces
    }
}

/// A piece without the white space around it; `None` where nothing is left, or of a word only punctuation.
fn trimmed(units: &[u16], start: u32, end: u32, grain: Grain) -> Option<(u32, u32)> {
    let inside = units.get(start as usize..end as usize)?;
    let character = |unit: &u16| char::from_u32(u32::from(*unit));
    let white = |unit: &&u16| character(unit).is_some_and(char::is_whitespace);
    let (head, tail) =
        (inside.iter().take_while(white).count(), inside.iter().rev().take_while(white).count());
    let says = |unit: &u16| character(unit).is_none_or(char::is_alphanumeric);
    let empty = head == inside.len() || (grain == Grain::Word && !inside.iter().any(says));
    (!empty).then(|| (start + head as u32, end - tail as u32))
}

/// Where the pieces of a text end.
///
/// Source: ECMA-402, `Intl.Segmenter`, which follows Unicode's UAX #29.
///
/// # Errors
/// Those of a browser that has no such thing.
fn ends(text: &str, grain: Grain) -> Result<Vec<u32>, JsValue> {
    let options = Object::new();
    let name = if grain == Grain::Sentence { "sentence" } else { "word" };
    Reflect::set(&options, &"granularity".into(), &name.into())?;
    let class: Function = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"Segmenter".into()))?
        .dyn_into()?;
    let segmenter = Reflect::construct(&class, &Array::of2(&JsValue::UNDEFINED, &options))?;
    let segment: Function = Reflect::get(&segmenter, &"segment".into())?.dyn_into()?;
    let segments = Array::from(&segment.call1(&segmenter, &text.into())?);
    let length = |segment: JsValue| -> Result<u32, JsValue> {
        Ok(js_sys::JsString::from(Reflect::get(&segment, &"segment".into())?).length())
    };
    let mut end = 0;
    segments
        .iter()
        .map(|segment| {
            length(segment).map(|length| {
                end += length;
                end
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_have_no_white_space_around_them() {
        let units: Vec<u16> = " One, 二.\n— ".encode_utf16().collect();
        let whole = units.len() as u32;
        assert_eq!(trimmed(&units, 0, whole, Grain::Sentence), Some((1, 10)));
        assert_eq!(trimmed(&units, 0, 4, Grain::Word), Some((1, 4)));
        assert_eq!(trimmed(&units, 8, whole, Grain::Word), None);
        assert_eq!(trimmed(&units, 0, 1, Grain::Sentence), None);
        assert_eq!(trimmed(&units, 3, 99, Grain::Sentence), None);
    }
}
