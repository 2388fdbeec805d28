//! Parts of a long document: which one is asked for, and what one says of itself.
//!
//! A document of a whole novel is shown part by part. Everything about places stays as it is in the whole: letters,
//! CFIs, progression. The side that divides and the side that shows say these two things to each other, the first in
//! the query of the document's address, the second in a `meta` element.

use crate::url;

/// The name of the `meta` element in which a part says what it is ([`PartOf`]).
pub const PART: &str = "yueli-part";
/// The name of the `meta` element with the ids that begin in the parts before, separated by spaces.
pub const BEGUN: &str = "yueli-begun";

/// Which part of a document is wanted.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// The part of this number, from 0; the last one where there are not as many.
    Part(usize),
    /// The part with this letter: so many characters that are no white space stand before it.
    Letter(usize),
    /// The part in which the element with this id begins.
    Id(String),
    /// The part with a place that was kept.
    Place {
        /// How far in the document, from 0 to 1.
        progression: f64,
        /// The CFI inside the document, or nothing.
        cfi: String,
        /// The first words there, or nothing.
        words: String,
    },
}

impl Wanted {
    /// As the query of the document's address.
    pub fn to_query(&self) -> String {
        match self {
            Self::Part(number) => format!("part={number}"),
            Self::Letter(letter) => format!("letter={letter}"),
            Self::Id(id) => ["id=", &url::encode(id)].concat(),
            Self::Place { progression, cfi, words } => {
                let millionths = (progression.clamp(0.0, 1.0) * 1e6) as u32;
                format!("at={millionths},{},{}", url::encode(cfi), url::encode(words))
            }
        }
    }

    /// Reads what [`Wanted::to_query`] wrote; `None` for anything else.
    pub fn from_query(query: &str) -> Option<Self> {
        let (name, value) = query.split_once('=')?;
        Some(match name {
            "part" => Self::Part(value.parse().ok()?),
            "letter" => Self::Letter(value.parse().ok()?),
            "id" => Self::Id(url::decode(value)),
            "at" => {
                let mut fields = value.splitn(3, ',');
                let millionths: u32 = fields.next()?.parse().ok()?;
                let mut text = || fields.next().map(url::decode).unwrap_or_default();
                Self::Place { progression: f64::from(millionths) / 1e6, cfi: text(), words: text() }
            }
            _ => return None,
        })
    }
}

/// What a part says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// Its number, from 0.
    pub number: usize,
    /// How many there are; at least one.
    pub count: usize,
    /// Where it begins and ends in the text of the whole document, and how long that is, in bytes of markup.
    pub extent: (usize, usize, usize),
    /// How many letters stand before it.
    pub letters: usize,
    /// Of the body, and of each element in it that was begun before and goes on here: see [`Level`].
    pub levels: Vec<Level>,
}

/// An element that goes on from a part before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Level {
    /// How many child elements it has in the whole document before those of this part, less those that stand in for
    /// some of them here.
    pub skipped: u32,
    /// How many of its first children here stand in for what is before, so that the book's style sheet finds it. The
    /// next one is the element of the next level.
    pub stand_ins: u32,
}

impl PartOf {
    /// The whole document, in one part.
    pub fn whole() -> Self {
        Self { number: 0, count: 1, extent: (0, 1, 1), letters: 0, levels: Vec::new() }
    }

    /// How far in the document it begins and ends, from 0 to 1.
    pub fn span(&self) -> (f64, f64) {
        let (start, end, total) = self.extent;
        let share = |at: usize| at.min(total) as f64 / total.max(1) as f64;
        (share(start), share(end.max(start)))
    }

    /// As the content of the `meta` element.
    pub fn to_content(&self) -> String {
        let (start, end, total) = self.extent;
        let mut content = format!("{} {} {start} {end} {total} {}", self.number, self.count, self.letters);
        for Level { skipped, stand_ins } in &self.levels {
            content.push_str(&format!(" {skipped} {stand_ins}"));
        }
        content
    }

    /// Reads what [`PartOf::to_content`] wrote; `None` for anything else.
    pub fn from_content(content: &str) -> Option<Self> {
        let numbers = content.split_ascii_whitespace().map(|number| number.parse::<u32>().ok());
        let numbers = numbers.collect::<Option<Vec<u32>>>()?;
        let [number, count, start, end, total, letters, levels @ ..] = numbers.as_slice() else {
            return None;
        };
        let size = |number: &u32| *number as usize;
        let level = |pair: &[u32]| match pair {
            [skipped, stand_ins] => Some(Level { skipped: *skipped, stand_ins: *stand_ins }),
            _ => None,
        };
        Some(Self {
            number: size(number),
            count: size(count),
            extent: (size(start), size(end), size(total)),
            letters: size(letters),
            levels: levels.chunks(2).map(level).collect::<Option<Vec<_>>>()?,
        })
        .filter(|part| part.number < part.count && part.extent.1 <= part.extent.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_read_as_it_was_written() {
        let place = |cfi: &str, words: &str| Wanted::Place {
            progression: 0.25,
            cfi: cfi.to_owned(),
            words: words.to_owned(),
        };
        for wanted in [
            Wanted::Part(0),
            Wanted::Part(usize::MAX),
            Wanted::Letter(12_345),
            Wanted::Id("a,b&c=d#e?%20 茶".to_owned()),
            place("", ""),
            place("/4/2[é-1]/1:17", "He said, “100 %” & left? 茶"),
        ] {
            let query = wanted.to_query();
            assert_eq!(Wanted::from_query(&query).as_ref(), Some(&wanted), "{query}");
            assert!(!query.contains(['#', ' ', '"', '<']), "{query}");
        }
        for other in ["", "part", "part=x", "v=2", "at=", "letter=-1"] {
            assert_eq!(Wanted::from_query(other), None, "{other}");
        }
    }

    #[test]
    fn a_part_is_read_as_it_was_written() {
        let level = |skipped, stand_ins| Level { skipped, stand_ins };
        let part = PartOf {
            number: 2,
            count: 3,
            extent: (100, 150, 200),
            letters: 77,
            levels: vec![level(12, 1), level(0, 0)],
        };
        assert_eq!(PartOf::from_content(&part.to_content()), Some(part.clone()));
        assert_eq!(part.span(), (0.5, 0.75));
        assert_eq!(PartOf::from_content(&PartOf::whole().to_content()), Some(PartOf::whole()));
        for other in
            ["", "1 2 3", "3 3 0 1 1 0", "0 1 0 2 1 0", "0 1 0 1 1 0 5", "0 1 0 1 1 x", "-1 1 0 1 1 0"]
        {
            assert_eq!(PartOf::from_content(other), None, "{other}");
        }
    }
}
