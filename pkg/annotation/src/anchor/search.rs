//! Words in a text: as they are, and with some letters changed.

use super::{Place, edits};

/// Letters of words that are compared at a time: the bits of a machine word.
const BITS: usize = 64;
/// The most places that are told.
const MOST: usize = 4096;

/// Every place where `words` stand in `text`.
///
/// Source: D. E. Knuth, J. H. Morris, V. R. Pratt, "Fast pattern matching in strings", 1977: no text takes longer than
/// its length.
pub(super) fn all(words: &[char], text: &[char]) -> Vec<usize> {
    let mut places = Vec::new();
    if words.is_empty() || words.len() > text.len() {
        return places;
    }
    let borders = borders(words);
    let mut same = 0;
    for (at, letter) in text.iter().enumerate() {
        same = longer(words, &borders, same, *letter);
        if same == words.len() {
            places.push(at + 1 - same);
            same = borders.get(same - 1).copied().unwrap_or_default();
            if places.len() == MOST {
                break;
            }
        }
    }
    places
}

/// For each start of the words, how long its longest end is that is also its start.
fn borders(words: &[char]) -> Vec<usize> {
    let mut borders = vec![0];
    let mut same = 0;
    for letter in words.iter().skip(1) {
        same = longer(words, &borders, same, *letter);
        borders.push(same);
    }
    borders
}

/// How many letters of the words are the same as the text's last ones, once `letter` has come.
fn longer(words: &[char], borders: &[usize], mut same: usize, letter: char) -> usize {
    loop {
        if words.get(same) == Some(&letter) {
            return same + 1;
        }
        match same.checked_sub(1) {
            Some(last) => same = borders.get(last).copied().unwrap_or_default(),
            None => return 0,
        }
    }
}

/// The places where the text is like the words, with at most so many letters put in, taken out or changed. Of places
/// that overlap, the one that is most like them.
pub(super) fn like(words: &[char], text: &[char], edits: usize) -> Vec<Place> {
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut matcher = Matcher::new(words);
    // The best end of a run of ends that are good enough.
    let mut run: Option<(usize, usize)> = None;
    for (at, letter) in text.iter().enumerate() {
        let distance = matcher.step(*letter);
        if distance <= edits {
            if run.is_none_or(|(_, best)| distance < best) {
                run = Some((at + 1, distance));
            }
        } else if let Some(best) = run.take() {
            ends.push(best);
        }
    }
    ends.extend(run);
    // The best of them first: by counting, as there are few distances.
    let of_distance = |wanted: usize| ends.iter().filter(move |(_, distance)| *distance == wanted).copied();
    let ends: Vec<(usize, usize)> = (0..=edits).flat_map(of_distance).take(super::PLACES).collect();
    let backwards: Vec<char> = words.iter().rev().copied().collect();
    let place = |(end, distance): (usize, usize)| {
        let room = words.len() + edits;
        let before: Vec<char> = text.get(..end)?.iter().rev().take(room).copied().collect();
        let (length, _) = edits::as_a_start(&backwards, &before);
        let likeness = 1.0 - distance as f64 / words.len().max(1) as f64;
        (length > 0).then_some(Place { start: end - length, end, likeness })
    };
    ends.into_iter().filter_map(place).collect()
}

/// Compares words with all ends of a text at once, 64 letters of the words at a time.
///
/// Source: G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", 1999;
/// in blocks as H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003.
struct Matcher {
    /// The letters of the words, in order, each with the bits of where it stands.
    letters: Vec<(char, Vec<u64>)>,
    nowhere: Vec<u64>,
    blocks: Vec<Block>,
    /// The last letter's bit in the last block.
    last: u64,
    distance: usize,
}

/// Differences between neighbours of a column of the table: one more, or one less.
#[derive(Clone, Copy)]
struct Block {
    more: u64,
    less: u64,
}

impl Matcher {
    fn new(words: &[char]) -> Self {
        let count = words.len().div_ceil(BITS);
        let mut letters: Vec<(char, Vec<u64>)> = Vec::new();
        for (at, letter) in words.iter().enumerate() {
            let place = letters.binary_search_by_key(letter, |(known, _)| *known);
            let place = place.unwrap_or_else(|place| {
                letters.insert(place, (*letter, vec![0; count]));
                place
            });
            if let Some(bits) = letters.get_mut(place).and_then(|(_, blocks)| blocks.get_mut(at / BITS)) {
                *bits |= 1 << (at % BITS);
            }
        }
        Self {
            letters,
            nowhere: vec![0; count],
            blocks: vec![Block { more: u64::MAX, less: 0 }; count],
            last: 1 << (words.len().saturating_sub(1) % BITS),
            distance: words.len(),
        }
    }

    /// Takes the text's next letter: the edits between the words and the best end of the text so far.
    fn step(&mut self, letter: char) -> usize {
        let place = self.letters.binary_search_by_key(&letter, |(known, _)| *known);
        let same =
            place.ok().and_then(|place| self.letters.get(place)).map_or(&self.nowhere, |(_, bits)| bits);
        let count = self.blocks.len();
        // Words may begin anywhere in the text: nothing comes into the first block.
        let mut carried = 0;
        for (index, (block, same)) in self.blocks.iter_mut().zip(same).enumerate() {
            let top = if index + 1 == count { self.last } else { 1 << (BITS - 1) };
            carried = block.step(*same, carried, top);
        }
        match carried {
            1 => self.distance += 1,
            -1 => self.distance = self.distance.saturating_sub(1),
            _ => {}
        }
        self.distance
    }
}

impl Block {
    /// `carried` comes from the block above, and what is returned goes to the one below.
    fn step(&mut self, mut same: u64, carried: i8, top: u64) -> i8 {
        let upright = same | self.less;
        if carried < 0 {
            same |= 1;
        }
        let across = ((same & self.more).wrapping_add(self.more) ^ self.more) | same;
        let mut more = self.less | !(across | self.more);
        let mut less = self.more & across;
        let out = if more & top != 0 {
            1
        } else if less & top != 0 {
            -1
        } else {
            0
        };
        more <<= 1;
        less <<= 1;
        match carried {
            1 => more |= 1,
            -1 => less |= 1,
            _ => {}
        }
        self.more = less | !(upright | more);
        self.less = more & upright;
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn overlapping_places_are_all_found() {
        assert_eq!(all(&letters("aa"), &letters("aaaba")), [0, 1]);
        assert_eq!(all(&letters("abab"), &letters("abababab")), [0, 2, 4]);
        assert_eq!(all(&letters(""), &letters("abc")), Vec::<usize>::new());
        assert_eq!(all(&letters("abc"), &letters("ab")), Vec::<usize>::new());
    }

    #[test]
    fn places_that_are_alike_begin_where_the_words_do() {
        let text = letters("xxxxthewhiteshalexxxx");
        let places = like(&letters("thewhitewhale"), &text, 3);
        assert_eq!(places.len(), 1);
        assert_eq!((places[0].start, places[0].end), (4, 17));
        assert!((places[0].likeness - 12.0 / 13.0).abs() < 1e-9);
    }

    /// The edits between words and the best end of each start of a text, by the table.
    fn by_the_table(words: &[char], text: &[char]) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=words.len()).collect();
        text.iter()
            .map(|letter| {
                let mut diagonal = 0;
                for row in 1..=words.len() {
                    let changed = diagonal + usize::from(words[row - 1] != *letter);
                    diagonal = column[row];
                    column[row] = changed.min(column[row] + 1).min(column[row - 1] + 1);
                }
                column[words.len()]
            })
            .collect()
    }

    proptest! {
        #[test]
        fn bits_say_what_the_table_says(words in "[ab鲸]{1,150}", text in "[ab鲸c]{0,200}") {
            let (words, text) = (letters(&words), letters(&text));
            let mut matcher = Matcher::new(&words);
            let said: Vec<usize> = text.iter().map(|letter| matcher.step(*letter)).collect();
            prop_assert_eq!(said, by_the_table(&words, &text));
        }

        #[test]
        fn all_places_are_those_of_the_windows(words in "[ab]{1,5}", text in "[ab]{0,60}") {
            let (words, text) = (letters(&words), letters(&text));
            let windows = text.windows(words.len()).enumerate().filter(|(_, window)| *window == words);
            prop_assert_eq!(all(&words, &text), windows.map(|(at, _)| at).collect::<Vec<_>>());
        }
    }
}
