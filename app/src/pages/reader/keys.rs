//! What keys, taps and swipes mean, given the way the book's pages turn.

use yueli_platform_web::frame::{Grain, Side, Step};

/// What a reader may want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Turn to the next page.
    Next,
    /// Turn to the page before.
    Previous,
    /// Go to the next chapter.
    NextChapter,
    /// Go to the chapter before.
    PreviousChapter,
    /// Go to the start of the book.
    Start,
    /// Go to the end of the book.
    End,
    /// Open the contents.
    Contents,
    /// Search the book.
    Find,
    /// Open the display settings.
    Display,
    /// Go back to where a link was followed.
    Back,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// Put a bookmark in the page, or take it out.
    Bookmark,
    /// Choose words with keys.
    Mark,
    /// Open the reader's own notes.
    Notes,
    /// Show or hide the bars.
    Bars,
    /// Explain the keys.
    Keys,
    /// Close what is open, or the book.
    Close,
}

/// How the book that is shown moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Motion {
    /// The next page is to the left.
    pub turns_left: bool,
    /// The text is scrolled, so that the arrow keys are the browser's.
    pub scrolled: bool,
}

/// What a key means; `None` where it means nothing to us.
pub fn wish_of_key(key: &str, shift: bool, motion: Motion) -> Option<Wish> {
    let sideways = |right: bool| if right == motion.turns_left { Wish::Previous } else { Wish::Next };
    Some(match key {
        "ArrowRight" => sideways(true),
        "ArrowLeft" => sideways(false),
        "ArrowDown" | "ArrowUp" | "Home" | "End" if motion.scrolled => return None,
        " " if shift => Wish::Previous,
        "ArrowDown" | "PageDown" | " " | "Enter" => Wish::Next,
        "ArrowUp" | "PageUp" => Wish::Previous,
        "Home" => Wish::Start,
        "End" => Wish::End,
        "]" => Wish::NextChapter,
        "[" => Wish::PreviousChapter,
        "t" | "c" => Wish::Contents,
        "/" | "f" => Wish::Find,
        "d" | "a" => Wish::Display,
        "Backspace" => Wish::Back,
        "b" => Wish::Bookmark,
        "m" => Wish::Mark,
        "n" => Wish::Notes,
        "+" | "=" => Wish::Larger,
        "-" | "_" => Wish::Smaller,
        "h" => Wish::Bars,
        "?" => Wish::Keys,
        "Escape" => Wish::Close,
        _ => return None,
    })
}

/// What a key means while words are being chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Other words, or more of them, or fewer.
    Step(Step),
    /// What can be done with them.
    Open,
    /// None.
    Leave,
}

/// What a key means while words are being chosen: arrows along the line go by words, across it by sentences, and with
/// Shift the end alone goes. `None` where it means what it always does.
pub fn choice_of_key(key: &str, shift: bool, turns_left: bool) -> Option<Choice> {
    let (grain, forward) = match key {
        "ArrowDown" => (Grain::Sentence, true),
        "ArrowUp" => (Grain::Sentence, false),
        "ArrowRight" => (Grain::Word, !turns_left),
        "ArrowLeft" => (Grain::Word, turns_left),
        "Enter" | " " => return Some(Choice::Open),
        "Escape" | "m" => return Some(Choice::Leave),
        _ => return None,
    };
    Some(Choice::Step(if shift { Step::Grow(grain, forward) } else { Step::Go(grain, forward) }))
}

/// What a tap on a side of the page means.
pub fn wish_of_tap(side: Side, motion: Motion) -> Wish {
    match side {
        Side::Middle => Wish::Bars,
        _ if motion.scrolled => Wish::Bars,
        Side::Left if motion.turns_left => Wish::Next,
        Side::Left => Wish::Previous,
        Side::Right if motion.turns_left => Wish::Previous,
        Side::Right => Wish::Next,
    }
}

/// What a swipe to a side means: the page follows the finger. Scrolled text has no pages: there it is the chapter.
pub fn wish_of_swipe(to: Side, motion: Motion) -> Wish {
    let forward = (to == Side::Right) == motion.turns_left;
    match (forward, motion.scrolled) {
        (true, false) => Wish::Next,
        (false, false) => Wish::Previous,
        (true, true) => Wish::NextChapter,
        (false, true) => Wish::PreviousChapter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sideways_keys_follow_the_book() {
        let right_to_left = Motion { turns_left: true, scrolled: false };
        for (key, shift, motion, expected) in [
            ("ArrowRight", false, Motion::default(), Some(Wish::Next)),
            ("ArrowRight", false, right_to_left, Some(Wish::Previous)),
            ("ArrowLeft", false, right_to_left, Some(Wish::Next)),
            (" ", true, right_to_left, Some(Wish::Previous)),
            ("ArrowDown", false, Motion { scrolled: true, ..Motion::default() }, None),
            ("x", false, Motion::default(), None),
        ] {
            assert_eq!(wish_of_key(key, shift, motion), expected, "{key}");
        }
    }

    #[test]
    fn arrows_choose_words_the_way_the_book_runs() {
        let go = |grain, forward| Some(Choice::Step(Step::Go(grain, forward)));
        for (key, shift, turns_left, expected) in [
            ("ArrowDown", false, false, go(Grain::Sentence, true)),
            ("ArrowLeft", false, false, go(Grain::Word, false)),
            ("ArrowLeft", false, true, go(Grain::Word, true)),
            ("ArrowUp", true, false, Some(Choice::Step(Step::Grow(Grain::Sentence, false)))),
            ("Enter", false, false, Some(Choice::Open)),
            ("Escape", false, false, Some(Choice::Leave)),
            ("t", false, false, None),
        ] {
            assert_eq!(choice_of_key(key, shift, turns_left), expected, "{key}");
        }
    }

    #[test]
    fn taps_and_swipes_follow_the_book() {
        let right_to_left = Motion { turns_left: true, scrolled: false };
        assert_eq!(wish_of_tap(Side::Left, right_to_left), Wish::Next);
        assert_eq!(wish_of_tap(Side::Left, Motion::default()), Wish::Previous);
        assert_eq!(wish_of_swipe(Side::Left, Motion::default()), Wish::Next);
        assert_eq!(wish_of_swipe(Side::Right, right_to_left), Wish::Next);
    }
}
