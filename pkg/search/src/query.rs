//! What is looked for.

use crate::fold::{Folder, Step, fold};

/// The most letters of a query that count. Longer ones are cut: what they find begins with what was asked for.
const LETTERS: usize = 256;

/// How a query is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Finds whole words only: "whale", and not "whales". Between Chinese characters, kana and the letters of
    /// other scripts without spaces every place may begin or end a word.
    pub whole_word: bool,
    /// Finds what has the same letters, cases and accents. Between words, punctuation and white space are all
    /// one all the same.
    pub exact_case: bool,
}

/// A phrase to look for: its words, next to each other and in order, within one block.
///
/// Without [`Options`] it is found wherever its letters stand, as in the find box of a browser: "whal" finds
/// "whale", "ECOLE" finds "école". White space and punctuation between words do not matter, and beside
/// Chinese characters and kana they need not be there at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Folded; empty where nothing can be found.
    pub(crate) folded: String,
    /// The letters as they are, where these count.
    pub(crate) exact: Option<String>,
    pub(crate) whole_word: bool,
}

impl Query {
    /// Takes what a reader typed. Text of any length will do.
    pub fn new(text: &str, options: Options) -> Self {
        let mut folder = Folder::new();
        let (mut folded, mut letters, mut end) = (String::new(), 0, text.len());
        for (at, letter) in text.char_indices() {
            let before = folded.len();
            if let Step::Letter(_) = folder.step(letter, &mut folded) {
                letters += 1;
                if letters > LETTERS {
                    folded.truncate(before);
                    end = at;
                    break;
                }
            }
        }
        let exact = options.exact_case.then(|| fold(text.get(..end).unwrap_or_default(), Folder::exact()));
        Self { folded, exact, whole_word: options.whole_word }
    }

    /// True where there is nothing to look for: no letter, digit or symbol.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }
}
