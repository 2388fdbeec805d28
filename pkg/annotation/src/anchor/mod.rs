//! Finding the words of an annotation in a text, be it another edition's.
//!
//! A text is taken as its *letters*: characters that are no white space, numbered from its start, as
//! `yueli_markup::reading` numbers those of a document. White space differs between parsers and editions.
//!
//! The words are looked for as they are; where they are not, with case, widths and punctuation made alike; where they
//! are not either, with up to three of ten letters changed. Of several places the one is taken whose surroundings are
//! most like those that were kept, and among equals the one nearest to where it stood before. Words that are so short
//! that they may stand anywhere are only found where their surroundings are.

mod edits;
mod fold;
mod search;

use self::fold::Folded;
use crate::Quote;

/// The most places that are compared: those nearest to where the words stood.
const PLACES: usize = 512;
/// How many letters on either side are compared.
const AROUND: usize = 24;
/// Words of this weight stand nowhere by chance. A letter weighs 1, a Chinese character 2.
const HEAVY: usize = 16;
/// Words that are longer are looked for by their two ends, of this many letters each.
const END: usize = 128;

/// The letters of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    letters: Vec<char>,
    folded: Folded,
}

/// How words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Some letters are other than they were.
    Changed,
    /// Only case, widths or punctuation are other than they were.
    Alike,
    /// As they were.
    Exact,
}

/// Where words were found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// How many letters stand before them.
    pub letter: usize,
    /// How many letters they are.
    pub letters: usize,
    /// How they were found.
    pub how: How,
    /// How much the place is like the one that was kept, from 0 to 1.
    pub score: f64,
}

impl Text {
    /// The letters of `text`.
    pub fn new(text: &str) -> Self {
        let letters: Vec<char> = letters(text);
        Self { folded: Folded::of(&letters), letters }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// A place that may be the one, in folded letters.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    /// How much the words are like those that were kept, from 0 to 1.
    likeness: f64,
}

/// Finds the words of `quote` in `text`; `near` is where they stood, from 0 to 1. `None` where they are no more.
pub fn find(text: &Text, quote: &Quote, near: Option<f64>) -> Option<Found> {
    let exact = letters(&quote.exact);
    let wanted = Wanted {
        weight: exact.iter().map(|letter| if *letter >= '\u{2e80}' { 2 } else { 1 }).sum(),
        before: Folded::of(&letters(&quote.prefix)).tail(AROUND),
        after: Folded::of(&letters(&quote.suffix)).head(AROUND),
        near,
    };
    let folded = Folded::of(&exact).letters;
    if exact.is_empty() || text.is_empty() {
        return None;
    }
    let as_it_is = search::all(&exact, &text.letters).into_iter().filter_map(|start| {
        let (start, end) = (text.folded.at_letter(start)?, text.folded.at_letter(start + exact.len()));
        Some(Place { start, end: end.unwrap_or(text.folded.letters.len()), likeness: 1.0 })
    });
    if let Some(found) = wanted.best(text, as_it_is.collect(), How::Exact) {
        return Some(found);
    }
    if folded.is_empty() {
        return None;
    }
    let alike = search::all(&folded, &text.folded.letters).into_iter();
    let alike = alike.map(|start| Place { start, end: start + folded.len(), likeness: 1.0 });
    wanted
        .best(text, alike.collect(), How::Alike)
        .or_else(|| wanted.best(text, changed(&folded, &text.folded.letters), How::Changed))
}

/// Where words stand of which some letters were changed.
fn changed(words: &[char], text: &[char]) -> Vec<Place> {
    let allowed = |words: &[char]| words.len() * 3 / 10;
    if words.len() <= 2 * END {
        return search::like(words, text, allowed(words));
    }
    let (head, tail) =
        (words.get(..END).unwrap_or_default(), words.get(words.len() - END..).unwrap_or_default());
    let between = words.len() - 2 * END;
    let mut places = Vec::new();
    for first in search::like(head, text, allowed(head)).into_iter().take(PLACES) {
        // What is between the ends may have grown or shrunk by a half.
        let from = first.end + between / 2;
        let until = (first.end + between + between / 2 + 2 * END).min(text.len());
        let Some(room) = text.get(from..until) else { continue };
        let lasts = search::like(tail, room, allowed(tail));
        if let Some(last) = lasts.into_iter().max_by(|a, b| a.likeness.total_cmp(&b.likeness)) {
            let likeness = f64::midpoint(first.likeness, last.likeness);
            places.push(Place { start: first.start, end: from + last.end, likeness });
        }
    }
    places
}

/// What is looked for, beside the words themselves.
struct Wanted {
    weight: usize,
    before: Vec<char>,
    after: Vec<char>,
    near: Option<f64>,
}

impl Wanted {
    /// The best of several places, if it is good enough.
    fn best(&self, text: &Text, mut places: Vec<Place>, how: How) -> Option<Found> {
        let total = text.folded.letters.len().max(1) as f64;
        let distance =
            |place: &Place| self.near.map_or(0.0, |near| (place.start as f64 / total - near).abs().min(1.0));
        if places.len() > PLACES {
            // They are in order, or the best come first: those around the one that is nearest, or the first.
            let nearest =
                places.iter().enumerate().min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
            let from = nearest.map_or(0, |(index, _)| index.saturating_sub(PLACES / 2));
            places.drain(..from);
            places.truncate(PLACES);
        }
        let alone = places.len() == 1;
        let mut best: Option<(f64, Place)> = None;
        for place in places {
            let around = self.likeness_around(text, &place);
            if !self.is_enough(&place, around, alone, how) {
                continue;
            }
            let score = place.likeness * 0.5 + around.unwrap_or(0.5) * 0.35 + (1.0 - distance(&place)) * 0.15;
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, place));
            }
        }
        let (score, place) = best?;
        let letter = text.folded.letter_of(place.start)?;
        let last = text.folded.letter_of(place.end.checked_sub(1)?)?;
        Some(Found { letter, letters: last + 1 - letter, how, score })
    }

    /// How much what stands around a place is like what was kept; `None` where nothing was.
    fn likeness_around(&self, text: &Text, place: &Place) -> Option<f64> {
        let all = &text.folded.letters;
        let wanted = self.before.len() + self.after.len();
        if wanted == 0 {
            return None;
        }
        let before: Vec<char> = all.get(..place.start)?.iter().rev().take(AROUND * 2).copied().collect();
        let after: Vec<char> = all.get(place.end..)?.iter().take(AROUND * 2).copied().collect();
        let backwards: Vec<char> = self.before.iter().rev().copied().collect();
        let edits = edits::as_a_start(&backwards, &before).1 + edits::as_a_start(&self.after, &after).1;
        Some(1.0 - edits as f64 / wanted as f64)
    }

    fn is_enough(&self, place: &Place, around: Option<f64>, alone: bool, how: How) -> bool {
        if how == How::Changed {
            return self.weight >= HEAVY
                && (place.likeness >= 0.8 || around.is_some_and(|around| around >= 0.6));
        }
        self.weight >= HEAVY
            || match around {
                Some(around) => around >= 0.5,
                None => alone || self.weight >= HEAVY / 2,
            }
    }
}
