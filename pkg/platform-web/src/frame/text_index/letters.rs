//! Letters by their number, and the number of a letter: how notes and what was found know their places.

use web_sys::{Range, Text};

use super::{Point, TextIndex, push_words, utf16_head, utf16_tail};

/// The most letters that are taken as one passage.
const MOST: usize = 10_000;

/// A passage of a text, from the first letter to the end of the last.
pub(in crate::frame) struct Passage {
    /// Its first letter.
    pub(in crate::frame) start: Point,
    /// Behind its last letter.
    pub(in crate::frame) end: Point,
    /// How many letters stand before it.
    pub(in crate::frame) letter: usize,
    /// How many letters it has.
    pub(in crate::frame) letters: usize,
    /// The words, white space made single.
    pub(in crate::frame) words: String,
}

impl TextIndex {
    /// The ranges of many passages, each said by the letters before it and those it has: one walk for all of them.
    pub(in crate::frame) fn ranges(&self, passages: &[(usize, usize)]) -> Vec<Option<Range>> {
        /// A letter that is looked for: its number, for which passage, and whether it is the last one.
        type Wanted = (usize, usize, bool);
        let mut wanted: Vec<Wanted> = Vec::with_capacity(passages.len() * 2);
        // Put in order one by one, as notes mostly come in order: a sort would be downloaded for them alone.
        let mut want = |own: Wanted| wanted.insert(wanted.partition_point(|other| *other < own), own);
        for (index, (letter, letters)) in passages.iter().enumerate() {
            let last = letter + letters.saturating_sub(1);
            // What ends in a part before is not here; what begins there goes on here.
            if last >= self.before {
                want((letter.saturating_sub(self.before), index, false));
                want((last - self.before, index, true));
            }
        }
        let mut wanted = wanted.into_iter().peekable();
        let mut found: Vec<Option<Range>> = passages.iter().map(|_| None).collect();
        let mut before = 0;
        for node in &self.nodes {
            if wanted.peek().is_none() {
                break;
            }
            let text = node.data();
            let mut offset = 0_u32;
            for character in text.chars() {
                let next = offset + character.len_utf16() as u32;
                if !character.is_whitespace() {
                    while let Some((_, index, last)) = wanted.next_if(|(letter, ..)| *letter == before) {
                        let Some(own) = found.get_mut(index) else { continue };
                        // An offset inside of its node cannot be refused.
                        if last {
                            let _ = own.as_ref().map(|range| range.set_end(node, next));
                        } else {
                            let range = self.range.clone_range();
                            let _ = range.set_start(node, offset);
                            let _ = range.set_end(node, next);
                            *own = Some(range);
                        }
                    }
                    before += 1;
                }
                offset = next;
            }
        }
        // What ends in a part after goes on to the end of this one.
        let open = wanted.filter(|(_, _, last)| *last).map(|(_, index, _)| index);
        if let Some(last) = self.nodes.last() {
            let ends = |range: &Range| range.set_end(last, last.length());
            open.for_each(|index| drop(found.get(index).and_then(Option::as_ref).map(ends)));
        }
        found
    }

    /// How many letters there are.
    pub(in crate::frame) fn count(&self) -> usize {
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
        self.nodes.iter().map(|node| letters(&node.data())).sum()
    }

    /// What of the text is read inside `range`, without white space at its ends; `None` where that is nothing.
    pub(in crate::frame) fn passage(&self, range: &Range) -> Option<Passage> {
        let side = |node: &Text, offset: u32| range.compare_point(node, offset).unwrap_or_default();
        let first = self.nodes.partition_point(|node| side(node, node.length()) < 0);
        let end = self.nodes.partition_point(|node| side(node, 0) <= 0);
        let own_start = range.start_container().ok()?;
        let own_end = range.end_container().ok()?;
        let mut passage: Option<Passage> = None;
        let mut block = None;
        for node in self.nodes.get(first..end)? {
            let from = if node.is_same_node(Some(&own_start)) { range.start_offset().ok()? } else { 0 };
            let to = if node.is_same_node(Some(&own_end)) { range.end_offset().ok()? } else { node.length() };
            let inside = utf16_tail(&utf16_head(&node.data(), to), from);
            let own = self.block_of(node);
            let mut offset = from;
            for character in inside.chars() {
                let next = offset + character.len_utf16() as u32;
                if !character.is_whitespace() {
                    let point = |offset| Point { node: node.clone(), offset };
                    let passage = passage.get_or_insert_with(|| Passage {
                        start: point(offset),
                        end: point(next),
                        letter: 0,
                        letters: 0,
                        words: String::new(),
                    });
                    passage.end = point(next);
                    passage.letters += 1;
                }
                offset = next;
            }
            if let Some(passage) = &mut passage {
                if block != own && !passage.words.is_empty() && !passage.words.ends_with(' ') {
                    passage.words.push(' ');
                }
                push_words(&mut passage.words, &inside);
                if passage.letters > MOST {
                    break;
                }
            }
            block = own;
        }
        let mut passage = passage?;
        passage.letter = self.letters_before(&passage.start);
        passage.words.truncate(passage.words.trim_end().len());
        Some(passage)
    }

    /// Gives the text of each node to `take`, from `first` on, until it wants no more.
    pub(in crate::frame) fn each_from(&self, first: &Text, mut take: impl FnMut(&Range) -> bool) {
        for node in self.nodes.iter().skip_while(|node| *node != first) {
            if self.range.select_node_contents(node).is_err() || !take(&self.range) {
                return;
            }
        }
    }

    /// How many letters stand before a point.
    pub(in crate::frame) fn letters_before(&self, point: &Point) -> usize {
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
        let before = self.nodes.iter().take_while(|node| **node != point.node);
        self.before
            + before.map(|node| letters(&node.data())).sum::<usize>()
            + letters(&utf16_head(&point.node.data(), point.offset))
    }
}
