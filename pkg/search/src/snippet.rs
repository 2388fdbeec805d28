//! A hit and what stands around it.

use crate::letters::{Kind, is_unspaced, kind};

/// How many letters are shown on either side of a hit.
const AROUND: usize = 40;

/// The most letters of a hit that are shown: between two words there may be any amount of punctuation.
const MATCHED: usize = 1024;

/// A hit and what stands around it, spelled as it is in the book, white space made single. The three parts
/// follow each other as they are: a space between them is part of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// About 40 letters before the hit. Words are not cut, unless the hit is in the middle of one.
    pub before: String,
    /// The hit.
    pub matched: String,
    /// About 40 letters after it.
    pub after: String,
}

impl Snippet {
    /// The bytes `start..end` of a section's text, in which white space is single.
    pub(crate) fn of(text: &str, start: usize, end: usize) -> Self {
        let (before, rest) = text.split_at_checked(start).unwrap_or_default();
        let (matched, after) = rest.split_at_checked(end - start).unwrap_or_default();
        Self {
            before: line(tail(before)).trim_start().to_owned(),
            matched: line(match matched.char_indices().nth(MATCHED) {
                Some((at, _)) => matched.get(..at).unwrap_or_default(),
                None => matched,
            }),
            after: line(head(after)).trim_end().to_owned(),
        }
    }
}

/// Blocks one after the other, in one line.
fn line(text: &str) -> String {
    text.replace('\n', " ")
}

/// The end of a text.
fn tail(text: &str) -> &str {
    let mut letters = 0;
    let far = |(_, letter): &(usize, char)| {
        letters += usize::from(!letter.is_whitespace());
        letters > AROUND
    };
    // The letter that is one too many.
    let Some((cut, over)) = text.char_indices().rev().find(far) else { return text };
    let cut = cut + over.len_utf8();
    let rest = text.get(cut..).unwrap_or_default();
    let mut last = over;
    let mut whole = None;
    let mut unmarked = None;
    for (at, letter) in rest.char_indices() {
        if parts(last, letter) {
            whole = Some(at);
            break;
        }
        if unmarked.is_none() && !is_joined(letter) {
            unmarked = Some(at);
        }
        last = letter;
    }
    whole.or(unmarked).and_then(|at| rest.get(at..)).unwrap_or_default()
}

/// The start of a text.
fn head(text: &str) -> &str {
    let mut letters = 0;
    let far = |(_, letter): &(usize, char)| {
        letters += usize::from(!letter.is_whitespace());
        letters > AROUND
    };
    let Some((cut, over)) = text.char_indices().find(far) else { return text };
    let rest = text.get(..cut).unwrap_or_default();
    let mut next = over;
    let mut whole = None;
    let mut unmarked = None;
    for (at, letter) in rest.char_indices().rev() {
        let end = at + letter.len_utf8();
        if parts(letter, next) {
            whole = Some(end);
            break;
        }
        if unmarked.is_none() && !is_joined(next) {
            unmarked = Some(end);
        }
        next = letter;
    }
    whole.or(unmarked).and_then(|end| rest.get(..end)).unwrap_or_default()
}

/// Whether a snippet may begin or end between two characters.
fn parts(one: char, other: char) -> bool {
    let free = |letter: char| letter.is_whitespace() || is_unspaced(letter);
    (free(one) || free(other)) && !is_joined(other)
}

/// Whether a character is part of the one before.
fn is_joined(letter: char) -> bool {
    matches!(kind(letter), Kind::Mark | Kind::Nothing)
}
