//! Where a query stands.

use crate::fold::{Folder, Step, fold};
use crate::index::{Index, Mark, space};
use crate::letters::is_unspaced;
use crate::query::Query;
use crate::snippet::Snippet;

/// A place where a query stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The number of the section, from 0, in the order in which sections were pushed.
    pub section: usize,
    /// How many letters (characters that are no white space) of the section stand before it.
    pub letter: usize,
    /// How many letters it takes up, with the punctuation between its words.
    pub letters: usize,
    /// It and what stands around it.
    pub snippet: Snippet,
}

/// The hits of a query, in reading order. Made by [`Index::search`].
#[derive(Debug, Clone)]
pub struct Hits<'a> {
    index: &'a Index,
    query: &'a Query,
    /// The letter of the query that is rarest in the book.
    rarest: Option<char>,
    /// How many bytes of the query are before it.
    before: usize,
    /// Where in the folded text that letter is looked for next.
    next: usize,
    /// Where in the folded text a hit may begin at the earliest: after the hit before.
    start: usize,
    /// Text that is folded once more to find a hit's place.
    scratch: String,
}

/// Where a hit is.
struct Place {
    /// In bytes of the text.
    start: usize,
    end: usize,
    letter: usize,
    letters: usize,
    /// Where its last letter ends in the folded text: after the hit where that is a ligature of which only a
    /// part was asked for.
    folded_end: usize,
}

impl<'a> Hits<'a> {
    pub(crate) fn new(index: &'a Index, query: &'a Query) -> Self {
        // A letter is as frequent as the last byte of its encoding, or less: that is what is looked for first.
        let frequency = |letter: char| {
            let byte = letter.encode_utf8(&mut [0; 4]).bytes().next_back().unwrap_or_default();
            index.frequency.get(usize::from(byte)).copied().unwrap_or_default()
        };
        let rarest = query.folded.char_indices().min_by_key(|(_, letter)| frequency(*letter));
        let (before, rarest) = rarest.map_or((0, None), |(before, letter)| (before, Some(letter)));
        Self { index, query, rarest, before, next: 0, start: 0, scratch: String::new() }
    }

    /// The next place in the folded text where the query stands.
    fn candidate(&mut self) -> Option<(usize, usize)> {
        let rarest = self.rarest?;
        let folded = &self.index.folded;
        let wanted = self.query.folded.as_bytes();
        loop {
            let found = self.next + folded.get(self.next..)?.find(rarest)?;
            self.next = found + rarest.len_utf8();
            let Some(start) = found.checked_sub(self.before).filter(|start| *start >= self.start) else {
                continue;
            };
            let end = start + wanted.len();
            if folded.as_bytes().get(start..end) == Some(wanted) && self.is_whole(start, end) {
                return Some((start, end));
            }
        }
    }

    /// Whether a place begins and ends where words do, if that was asked for.
    fn is_whole(&self, start: usize, end: usize) -> bool {
        if !self.query.whole_word {
            return true;
        }
        let (before, after) = (self.index.folded.get(..start), self.index.folded.get(end..));
        let (first, last) = (self.query.folded.chars().next(), self.query.folded.chars().next_back());
        ends_word(before.and_then(|before| before.chars().next_back()), first)
            && ends_word(after.and_then(|after| after.chars().next()), last)
    }

    /// Finds a place of the folded text in the text, by folding again what lies after the mark before it.
    fn place(&mut self, section: usize, start: usize, end: usize) -> Option<Place> {
        let Mark { folded, text, letter } = self.index.mark_at(start);
        let (folded, from) = (folded as usize, text as usize);
        let before = self.index.folded.get(..folded)?.chars().next_back().unwrap_or('\n');
        let whole = self.index.section_text(section);
        let from = from - self.index.text_start(section);
        let rest = whole.get(from..)?;
        let mut folder = Folder::after(before);
        self.scratch.clear();
        let mut letter = letter as usize;
        let mut begin = None;
        let mut place = None;
        for (at, char) in rest.char_indices() {
            if char.is_whitespace() {
                if place.is_some() {
                    break;
                }
                space(&mut folder, char, &mut self.scratch);
                continue;
            }
            let step = folder.step(char, &mut self.scratch);
            if place.is_some() && step != Step::Joined {
                break;
            }
            let reached = folded + self.scratch.len();
            if begin.is_none() && reached > start {
                begin = Some((from + at, letter));
            }
            letter += 1;
            // What joins the last letter (an accent) belongs to it.
            if let Some((start, first)) = begin
                && reached >= end
            {
                let (end, letters) = (from + at + char.len_utf8(), letter - first);
                place = Some(Place { start, end, letter: first, letters, folded_end: reached });
            }
        }
        place
    }

    /// Whether the letters are those of the query, if that was asked for.
    fn is_exact(&self, matched: &str) -> bool {
        self.query.exact.as_ref().is_none_or(|exact| *exact == fold(matched, Folder::exact()))
    }
}

/// Whether a word ends between a letter of a hit and what stands next to it.
fn ends_word(beside: Option<char>, edge: Option<char>) -> bool {
    beside.is_none_or(|beside| matches!(beside, ' ' | '\n') || is_unspaced(beside))
        || edge.is_some_and(is_unspaced)
}

impl Iterator for Hits<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        loop {
            let (start, end) = self.candidate()?;
            let section = self.index.section_at(start);
            let Some(place) = self.place(section, start, end) else { continue };
            let text = self.index.section_text(section);
            if !self.is_exact(text.get(place.start..place.end).unwrap_or_default()) {
                continue;
            }
            self.start = place.folded_end;
            self.next = self.next.max(self.start);
            let snippet = Snippet::of(text, place.start, place.end);
            return Some(Hit { section, letter: place.letter, letters: place.letters, snippet });
        }
    }
}
