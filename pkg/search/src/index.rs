//! The text of a book, as it is and as it is compared.

use crate::fold::{Folder, Step};
use crate::hits::Hits;
use crate::query::Query;

/// How many bytes of folded text lie between two marks. What lies after the last mark before a hit is folded
/// once more for each hit; tests take a few bytes only, so that they cross marks.
const STEP: usize = if cfg!(test) { 4 } else { 256 };

/// The most text that an index holds, in bytes; what a book has beyond is not found. Folded text is never
/// twice as long, so that offsets fit into 32 bits.
const LIMIT: usize = 1 << 30;

/// Builds an [`Index`] section by section, so that a worker can do other things between two of them.
#[derive(Debug, Default)]
pub struct Builder {
    index: Index,
}

/// The searchable text of one book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The sections' texts, one after the other, white space made single.
    pub(crate) text: String,
    /// The same, folded: words with a space or a line feed between them, and a line feed between sections.
    pub(crate) folded: String,
    pub(crate) sections: Vec<Section>,
    marks: Vec<Mark>,
    /// How often each byte is in the folded text. A search looks for the rarest letter of a query.
    pub(crate) frequency: [u32; 256],
}

/// Where a section begins, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) text: u32,
    pub(crate) folded: u32,
}

/// A letter whose place is known in all three measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of folded text before it.
    pub(crate) folded: u32,
    /// Bytes of text before it.
    pub(crate) text: u32,
    /// Letters of its section before it.
    pub(crate) letter: u32,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            text: String::new(),
            folded: String::new(),
            sections: Vec::new(),
            marks: Vec::new(),
            frequency: [0; 256],
        }
    }
}

impl Builder {
    /// A builder without sections.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next section in reading order: its text as `yueli_markup::reading::text` gives it, with a line
    /// feed wherever a block begins or ends. A section without text is pushed too, so that numbers stay right.
    pub fn push_section(&mut self, text: &str) {
        let Index { text: kept, folded, sections, marks, .. } = &mut self.index;
        let room = LIMIT.saturating_sub(kept.len());
        let text = text.get(..text.floor_char_boundary(room)).unwrap_or_default();
        let start = kept.len();
        sections.push(Section { text: offset(start), folded: offset(folded.len()) });
        kept.reserve(text.len());
        folded.reserve(text.len());
        let mut folder = Folder::new();
        folder.line();
        let mut white = None;
        let mut letters = 0;
        // A section begins with a mark, whatever the one before it ended with.
        let mut next = (0, 0);
        for letter in text.chars() {
            if letter.is_whitespace() {
                // A run of white space with a line feed in it is one.
                white = if letter == '\n' { Some('\n') } else { white.or(Some(' ')) };
                continue;
            }
            if let Some(white) = white.take()
                && kept.len() > start
            {
                kept.push(white);
                space(&mut folder, white, folded);
            }
            let at = kept.len();
            kept.push(letter);
            if let Step::Letter(begin) = folder.step(letter, folded)
                && (begin >= next.0 || at >= next.1)
            {
                marks.push(Mark { folded: offset(begin), text: offset(at), letter: letters });
                next = (begin + STEP, at + 4 * STEP);
            }
            letters += 1;
        }
    }

    /// The index of all sections that were pushed.
    pub fn finish(mut self) -> Index {
        for byte in self.index.folded.bytes() {
            if let Some(count) = self.index.frequency.get_mut(usize::from(byte)) {
                *count += 1;
            }
        }
        self.index
    }
}

/// Takes the one character of white space that an index keeps between two letters.
pub(crate) fn space(folder: &mut Folder, white: char, folded: &mut String) {
    if white == '\n' {
        folder.line();
    } else {
        folder.step(white, folded);
    }
}

/// Offsets fit, because of [`LIMIT`].
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Index {
    /// Every place where the query stands, in reading order. Each is looked for when it is asked for, so the
    /// first ones can be shown at once, and whoever has seen enough stops. Hits do not overlap.
    pub fn search<'a>(&'a self, query: &'a Query) -> Hits<'a> {
        Hits::new(self, query)
    }

    /// How many bytes of memory it takes, about.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.folded.len() + self.marks.len() * size_of::<Mark>() + size_of::<Self>()
    }

    /// How many sections there are.
    pub fn sections(&self) -> usize {
        self.sections.len()
    }

    /// How many letters a section has. Where what is shown has another number, its places are not those of
    /// this index.
    pub fn letters(&self, section: usize) -> usize {
        self.section_text(section).chars().filter(|letter| !letter.is_whitespace()).count()
    }

    pub(crate) fn section_text(&self, section: usize) -> &str {
        let Some(start) = self.sections.get(section) else { return "" };
        let end = self.sections.get(section + 1).map_or(self.text.len(), |next| next.text as usize);
        self.text.get(start.text as usize..end).unwrap_or_default()
    }

    /// Where a section's text begins, in bytes.
    pub(crate) fn text_start(&self, section: usize) -> usize {
        self.sections.get(section).map_or(0, |section| section.text as usize)
    }

    /// The section that holds a byte of folded text.
    pub(crate) fn section_at(&self, folded: usize) -> usize {
        self.sections.partition_point(|section| section.folded as usize <= folded).saturating_sub(1)
    }

    /// The last mark at or before a byte of folded text.
    pub(crate) fn mark_at(&self, folded: usize) -> Mark {
        let index = self.marks.partition_point(|mark| mark.folded as usize <= folded);
        let first = Mark { folded: 0, text: 0, letter: 0 };
        index.checked_sub(1).and_then(|index| self.marks.get(index)).copied().unwrap_or(first)
    }
}
