//! Words that a reader has chosen: by mouse, by finger, or with keys, sentence by sentence.

use web_sys::{Range, Selection};

use super::{Section, marks::rects};
use crate::frame::{
    cfi::{self, Point},
    geometry::Rect,
    text_index::{Grain, TextIndex},
};

/// How many characters on either side are told.
const AROUND: usize = 60;

/// Chosen words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selected {
    /// How many letters stand before them in the section's text.
    pub letter: usize,
    /// How many letters they are.
    pub letters: usize,
    /// The words, white space made single.
    pub words: String,
    /// What stands before them.
    pub before: String,
    /// What stands after them.
    pub after: String,
    /// The CFI of their start, inside the document.
    pub start: Option<String>,
    /// The CFI of their end, inside the document.
    pub end: Option<String>,
    /// Where they are seen, in CSS pixels from the frame's corner: left, top, right, bottom.
    pub place: (f64, f64, f64, f64),
}

/// What a key does to the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The first sentence of the page.
    Begin,
    /// The next piece, or the one before.
    Go(Grain, bool),
    /// One piece more at the end, or one less.
    Grow(Grain, bool),
}

/// A stretch of text: its first character, and behind its last.
type Stretch = (Point, Point);

impl Section {
    /// The words that are chosen; `None` where there are none.
    pub(in crate::frame) fn selected(&self) -> Option<Selected> {
        let range = self.chosen()?;
        let text = self.text.as_ref()?;
        let passage = text.passage(&range)?;
        Some(Selected {
            letter: passage.letter,
            letters: passage.letters,
            before: text.words_before(&passage.start, AROUND),
            after: text.words_from(&passage.end, AROUND),
            start: cfi::of_point(&passage.start, &self.part),
            end: cfi::of_point(&passage.end, &self.part),
            place: self.seen(&range),
            words: passage.words,
        })
    }

    fn selection(&self) -> Option<Selection> {
        self.document.get_selection().ok().flatten()
    }

    fn chosen(&self) -> Option<Range> {
        let selection = self.selection().filter(|selection| !selection.is_collapsed())?;
        selection.get_range_at(0).ok()
    }

    /// Chooses nothing.
    pub(in crate::frame) fn unselect(&self) {
        if let Some(selection) = self.selection() {
            // Of a document that is shown there is nothing to refuse.
            let _ = selection.remove_all_ranges();
        }
    }

    /// What of a range is in sight; all of it where nothing is.
    fn seen(&self, range: &Range) -> (f64, f64, f64, f64) {
        let geometry = self.geometry.get();
        let inside = |rect: &Rect| {
            rect.right > 0.0 && rect.left < geometry.width && rect.bottom > 0.0 && rect.top < geometry.height
        };
        let around = |all: &mut dyn Iterator<Item = Rect>| {
            all.map(|rect| (rect.left, rect.top, rect.right, rect.bottom))
                .reduce(|a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)))
        };
        let all = rects(range);
        let seen = around(&mut all.iter().copied().filter(inside));
        seen.or_else(|| around(&mut all.iter().copied())).unwrap_or_default()
    }

    /// Changes what is chosen with a key, and brings it in sight. False where there is nothing more that way.
    pub(in crate::frame) fn step(&self, step: Step) -> bool {
        let Some(text) = &self.text else { return false };
        let chosen = self.chosen().and_then(|range| text.passage(&range)).map(|own| (own.start, own.end));
        let (stretch, watched) = match (step, chosen) {
            (Step::Go(grain, forward), Some(own)) => (go(text, &own, grain, forward), false),
            (Step::Grow(grain, more), Some(own)) => (grow(text, &own, grain, more), true),
            _ => {
                let anchor = self.anchor.borrow().clone();
                (anchor.and_then(|point| begin(text, &point)), false)
            }
        };
        let Some((start, end)) = stretch else { return false };
        let Some(selection) = self.selection() else { return false };
        let set = selection.set_base_and_extent(&start.node, start.offset, &end.node, end.offset);
        if set.is_err() {
            return false;
        }
        let last = Point { offset: end.offset.saturating_sub(1), node: end.node };
        self.bring(if watched { &last } else { &start });
        true
    }

    /// Turns to the page of a point, unless it is shown.
    fn bring(&self, point: &Point) {
        let (position, here) = (self.point_position(point), self.position());
        let size = self.geometry.get().page_size();
        if position < here - 1.0 || position >= here + size - 1.0 {
            self.scroll_to(self.page_start(position));
            self.hold();
        }
    }
}

/// The first sentence that begins at a point or after it in the same block, else the one around it.
fn begin(text: &TextIndex, point: &Point) -> Option<Stretch> {
    let block = text.block(text.number_of(&point.node)?)?;
    let offset = block.offset_of(point)?;
    let pieces = block.pieces(Grain::Sentence);
    let begun = pieces.iter().find(|(start, _)| *start >= offset);
    let (start, end) = begun.or_else(|| pieces.iter().rfind(|(start, _)| *start <= offset))?;
    Some((block.point(*start, false)?, block.point(*end, true)?))
}

/// The piece after what is chosen, or before it. What is no whole piece becomes one first.
fn go(text: &TextIndex, (start, end): &Stretch, grain: Grain, forward: bool) -> Option<Stretch> {
    let mut number = text.number_of(&start.node)?;
    let block = text.block(number)?;
    let (from, to) = (block.offset_of(start)?, block.offset_of(end));
    let pieces = block.pieces(grain);
    let whole = pieces.iter().any(|(start, end)| *start == from && Some(*end) == to);
    let next = if whole {
        if forward {
            pieces.iter().find(|(start, _)| *start > from).copied()
        } else {
            pieces.iter().rfind(|(start, _)| *start < from).copied()
        }
    } else {
        // Of a sentence its first or last word, of a word its sentence.
        let inside = |start: u32| start >= from && to.is_none_or(|to| start < to);
        let own = match grain {
            Grain::Word if forward => pieces.iter().find(|(start, _)| inside(*start)),
            Grain::Word => pieces.iter().rfind(|(start, _)| inside(*start)),
            Grain::Sentence => pieces.iter().rfind(|(start, _)| *start <= from),
        };
        own.or(pieces.first()).copied()
    };
    let mut block = block;
    let mut found = next;
    while found.is_none() {
        number = if forward { block.ends.1 } else { block.ends.0.checked_sub(1)? };
        block = text.block(number)?;
        let pieces = block.pieces(grain);
        found = if forward { pieces.first() } else { pieces.last() }.copied();
    }
    let (start, end) = found?;
    Some((block.point(start, false)?, block.point(end, true)?))
}

/// What is chosen with one piece more at its end, or one less.
fn grow(text: &TextIndex, (start, end): &Stretch, grain: Grain, more: bool) -> Option<Stretch> {
    let mut block = text.block(text.number_of(&end.node)?)?;
    let from = block.offset_of(start);
    let to = block.offset_of(end)?;
    let pieces = block.pieces(grain);
    if !more {
        let shorter = pieces.iter().rfind(|(_, end)| *end < to && from.is_none_or(|from| *end > from));
        if let Some((_, shorter)) = shorter {
            return Some((start.clone(), block.point(*shorter, true)?));
        }
        // The start of this block is the end of what is before it, unless all of it is in this block.
        if from.is_some() {
            return None;
        }
        block = text.block(block.ends.0.checked_sub(1)?)?;
        let (_, last) = *block.pieces(grain).last()?;
        return Some((start.clone(), block.point(last, true)?));
    }
    let mut longer = pieces.iter().find(|(_, end)| *end > to).copied();
    while longer.is_none() {
        block = text.block(block.ends.1)?;
        longer = block.pieces(grain).first().copied();
    }
    let (_, longer) = longer?;
    Some((start.clone(), block.point(longer, true)?))
}
