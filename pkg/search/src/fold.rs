//! Text as it is compared: words folded, and one space where something stood between them.

use crate::letters::{Kind, composed, kind, stands_alone};

/// What a character did to the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It begins there (in bytes), after what separates it from the word before.
    Letter(usize),
    /// It is part of the letter before, or nothing at all.
    Joined,
    /// It separates words.
    Gap,
}

/// What the next letter is separated by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Word,
    Line,
}

/// Folds text character by character. Its state is the last letter and the gap after it, so that it can go
/// on anywhere right before a letter.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    exact: bool,
    last: char,
    gap: Gap,
}

impl Folder {
    /// Folds what comes after the letter `last` and no gap.
    pub(crate) fn after(last: char) -> Self {
        Self { exact: false, last, gap: Gap::None }
    }

    /// Folds from the start of a text.
    pub(crate) fn new() -> Self {
        Self::after('\n')
    }

    /// Leaves letters and accents as they are; only what separates words is made alike.
    pub(crate) fn exact() -> Self {
        Self { exact: true, ..Self::new() }
    }

    /// A block begins or ends: words before are not beside words after.
    pub(crate) fn line(&mut self) {
        self.gap = Gap::Line;
    }

    /// Takes a character, and writes what it is folded to.
    pub(crate) fn step(&mut self, letter: char, folded: &mut String) -> Step {
        if !self.exact
            && letter > '\u{10ff}'
            && self.gap == Gap::None
            && let Some(whole) = composed(self.last, letter)
            && folded.pop().is_some()
        {
            folded.push(whole);
            self.last = whole;
            return Step::Joined;
        }
        match kind(letter) {
            Kind::Letter(_) | Kind::Letters(_) | Kind::Mark if self.exact => self.write(letter, folded),
            Kind::Letter(letter) => self.write(letter, folded),
            Kind::Letters(letters) => {
                let mut letters = letters.chars();
                let at = folded.len();
                let step = letters.next().map_or(Step::Letter(at), |first| self.write(first, folded));
                for letter in letters {
                    folded.push(letter);
                    self.last = letter;
                }
                step
            }
            Kind::Mark | Kind::Nothing => Step::Joined,
            Kind::Gap => {
                self.gap = self.gap.max(Gap::Word);
                Step::Gap
            }
        }
    }

    fn write(&mut self, letter: char, folded: &mut String) -> Step {
        match std::mem::replace(&mut self.gap, Gap::None) {
            _ if folded.is_empty() => {}
            Gap::Line => folded.push('\n'),
            Gap::Word if !stands_alone(letter) && !stands_alone(self.last) => folded.push(' '),
            Gap::Word | Gap::None => {}
        }
        let at = folded.len();
        folded.push(letter);
        self.last = letter;
        Step::Letter(at)
    }
}

/// Folds a text that has no blocks.
pub(crate) fn fold(text: &str, mut folder: Folder) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        folder.step(letter, &mut folded);
    }
    folded
}
