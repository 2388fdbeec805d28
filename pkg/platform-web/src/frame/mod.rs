//! The isolated document a book is shown in.
//!
//! A section of the book is loaded into a frame that runs no script (`sandbox="allow-same-origin"`, and a
//! Content-Security-Policy of its own); we lay it out from outside. The browser breaks it into columns,
//! a page is a screenful of columns, and we scroll from one to the next. The place is held by a character,
//! not by a number: whatever changes the layout, the page that has that character is shown again.
//!
//! - `geometry`: where pages are (arithmetic)          - `style`: the reader's style sheet (text)
//! - `text_index`, `cfi`: places as characters (DOM)   - `input`: what a hand does (events)
//! - `section`: one loaded document                    - `stage`: the frame that is shown, and the next
//! - `ready`: the neighbours, out of sight              - `highlight`: marked words
//! - `chosen`: when words are chosen                    - `section::marks`, `section::selection`: a reader's own
//! - `fixed`: pages of one given size, alone or in a spread        - `view`: what is seen of them, and how large
//! - `typeset`: lines and paragraphs as they were chosen (text)    - `fonts`: typefaces that are lent to a document
//! - `lines`: the lines on the page                                - `picture`, `wide`: what is looked at by itself
//! - `sharp`: pictures as sharp as the screen                      - `note`: one note, beside the text

mod cfi;
mod chosen;
mod fixed;
mod fonts;
mod geometry;
mod highlight;
mod input;
mod lines;
mod note;
mod palette;
mod part;
mod picture;
mod ready;
mod section;
mod settings;
mod sharp;
mod sheet;
mod size_watch;
mod stage;
mod style;
mod text_index;
mod typeset;
mod view;
mod wide;

use std::rc::Rc;

use yueli_publication::TextQuote;

pub use fixed::{FixedPage, FixedStage};
pub use input::{LinkHit, Side, side_of};
pub use lines::Line;
pub use note::NoteStage;
pub use part::address;
pub use picture::Picture;
pub use section::{Mark, Selected, Step};
pub use settings::{
    FONT_SIZES, FontFamily, LETTER_SPACINGS, LINE_FOCUSES, LINE_HEIGHTS, LINE_LENGTHS, MARGINS, PAGE_ZOOMS,
    PARAGRAPH_INDENTS, PARAGRAPH_SPACINGS, ReadingSettings, TextAlign, WORD_SPACINGS, step, step_from_own,
};
pub use sharp::Pictures;
pub use stage::{FrameError, Stage, can_move};
pub use style::Palette;
pub use text_index::Grain;

/// What happened in the frame.
#[derive(Debug, Clone, PartialEq)]
pub enum FrameEvent {
    /// Another place is shown, or the same place on another page of another number of pages.
    Moved(Place),
    /// A tap or click that was on nothing, in CSS pixels from the frame's corner.
    Tap {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// A finger went to this side.
    Swipe {
        /// The side it went to.
        to: Side,
    },
    /// The wheel was turned by a page.
    Wheel {
        /// Towards the end.
        forward: bool,
    },
    /// Larger, or smaller: the wheel was turned with Ctrl held, or two fingers moved on a pad.
    Zoom {
        /// Larger.
        larger: bool,
    },
    /// A key was pressed that the book has no use for.
    Key {
        /// As `KeyboardEvent.key` names it.
        key: String,
        /// Shift was held.
        shift: bool,
    },
    /// A link was followed.
    Link(LinkHit),
    /// A picture is to be looked at by itself.
    Picture(Picture),
    /// The typeface that was chosen could not be fetched.
    NoFace,
    /// Other words are chosen, or none any more.
    Chosen,
    /// There is room for two fixed pages now, or no more.
    Reshaped,
}

/// Hears of events; true where the event was used and must not have its usual effect.
pub type Listener = Rc<dyn Fn(FrameEvent) -> bool>;

/// Where a section is to be shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// At its start.
    Start,
    /// At its end.
    End,
    /// At the start or the end of a part of a long document.
    Part {
        /// The part, from 0.
        number: usize,
        /// At its end.
        end: bool,
    },
    /// At the element with this id; at the start where there is none.
    Fragment(String),
    /// At words that were found, which are marked.
    Letters {
        /// The number of letters (characters that are no white space) before them in the section's text.
        letter: usize,
        /// How many letters they are; of none nothing is marked.
        letters: usize,
    },
    /// At a kept place.
    Kept {
        /// The CFI inside the document.
        cfi: Option<String>,
        /// The words there.
        quote: TextQuote,
        /// How far in the section, from 0 to 1: the last resort.
        progression: f64,
    },
}

/// The place that is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// The CFI inside the document.
    pub cfi: Option<String>,
    /// The words at the top of the page, and those before them.
    pub quote: TextQuote,
    /// More of the words at the top of the page, for people.
    pub excerpt: Option<String>,
    /// How far the start of the page is in the section, from 0 to 1.
    pub progression: f64,
    /// How far the end of the page is in the section, from 0 to 1.
    pub end_progression: f64,
    /// The page, from 0.
    pub page: usize,
    /// How many pages the section has.
    pub pages: usize,
}
