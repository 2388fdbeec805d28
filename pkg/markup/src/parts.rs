//! Long documents in parts, cut between two blocks, so that a novel in one file opens as a chapter does.
//!
//! Every part is a whole document: the head, the elements that go on from the part before with their attributes, and
//! what stands between two seams. Joined together the parts have the text of the whole, each element with an id begins
//! in one part only, and of each part is known what was left out before it ([`PartOf`]), so that a CFI and a letter are
//! those of the whole. Nothing is cut in tables, formulas, drawings, preformatted text and lines.

mod walk;

use std::{borrow::Cow, collections::BTreeMap};

use yueli_publication::{
    cfi,
    part::{Level, PartOf, Wanted},
};

use crate::{
    decode::decode,
    document::survey::{Root, Survey},
    reading,
    scan::{Kind, Mode, Scanner, local, prefix},
};
use walk::{Container, Walk};

/// Documents of more bytes of markup than these in their body are divided ...
const LONG: usize = 150_000;
/// ... and those of more elements than these.
const MANY: usize = 3000;
/// A part has at most so many bytes and elements, unless it is a single block ...
const MOST: usize = 100_000;
const MOST_ELEMENTS: usize = 2000;
/// ... and at least so many, where there is a choice.
const LEAST: usize = 40_000;
/// What stands before the body of a document that is divided has at most so many bytes.
const HEAD: usize = 500_000;
/// Less than these is never a part of its own.
const SCRAP: usize = 4000;

/// Marks an element that stands in for one of another part. It is not shown.
pub const STAND_IN: &str = "data-yueli-seam";

/// How a document is divided.
#[derive(Debug)]
pub struct Division {
    source: String,
    /// Where the content of the body begins and ends in the source, in bytes.
    body: (usize, usize),
    /// The number of the body among the children of the root, as a step of a CFI.
    body_step: u32,
    /// Where each part but the first begins.
    seams: Vec<Seam>,
    /// The ids of the body, and the part in which each begins.
    ids: BTreeMap<String, usize>,
}

/// Where a part begins.
#[derive(Debug)]
struct Seam {
    at: usize,
    /// The body, and the elements in it that go on.
    around: Vec<Container>,
}

/// True where a document has so much markup that [`Division::of`] is worth its while; told at a glance.
pub fn may_be_long(bytes: &[u8]) -> bool {
    let tags = || bytes.windows(2).filter(|pair| pair.starts_with(b"<") && !pair.ends_with(b"/")).count();
    bytes.len() > LONG || tags() > MANY
}

impl Division {
    /// Divides a document; `None` where it is short, or cannot be divided: only XHTML that is well-formed, or can be
    /// made so, can be.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        if !may_be_long(&bytes) {
            return None;
        }
        let whole = match decode(&bytes) {
            Cow::Owned(text) => text,
            Cow::Borrowed(_) => String::from_utf8(bytes).ok()?,
        };
        let source = whole.trim_start_matches('\u{feff}').trim_start();
        let survey = Survey::of(source);
        if !survey.well_formed || survey.root != Root::Html || !survey.has_head {
            return None;
        }
        let first = Walk::over(source, &[])?;
        let size = first.body.1 - first.body.0;
        // Every part has the head.
        if size <= LONG && first.elements <= MANY || first.body.0 > HEAD {
            return None;
        }
        let seams = first.seams();
        let second = Walk::over(source, &seams)?;
        if seams.is_empty() || second.found.len() != seams.len() {
            return None;
        }
        let seams: Vec<Seam> =
            seams.into_iter().zip(second.found).map(|(at, around)| Seam { at, around }).collect();
        let part_at = |at: usize| seams.partition_point(|seam| seam.at <= at);
        // Of two with one id the first is meant.
        let ids = second.ids.into_iter().rev().map(|(id, at)| (id.to_owned(), part_at(at))).collect();
        let (body, body_step) = (second.body, second.body_step);
        let skipped = whole.len() - source.len();
        let mut source = whole;
        source.drain(..skipped);
        Some(Self { source, body, body_step, seams, ids })
    }

    /// How many parts there are: two or more.
    pub fn count(&self) -> usize {
        self.seams.len() + 1
    }

    /// What a part says of itself, but for the letters before it.
    pub fn part_of(&self, number: usize, letters: usize) -> PartOf {
        let (start, end) = self.bounds(number);
        let seam = number.checked_sub(1).and_then(|index| self.seams.get(index));
        let level = |container: &Container| {
            let stand_ins = container.stand_ins.len() as u32;
            Level { skipped: container.children - stand_ins, stand_ins }
        };
        PartOf {
            number,
            count: self.count(),
            extent: (start - self.body.0, end - self.body.0, self.body.1 - self.body.0),
            letters,
            levels: seam.map(|seam| seam.around.iter().map(level).collect()).unwrap_or_default(),
        }
    }

    /// The document of a part.
    pub fn document(&self, number: usize) -> String {
        let text = |from: usize, to: usize| self.source.get(from..to).unwrap_or_default();
        let (start, end) = self.bounds(number);
        let mut made = text(0, self.body.0).to_owned();
        if let Some(seam) = number.checked_sub(1).and_then(|index| self.seams.get(index)) {
            for (index, container) in seam.around.iter().enumerate() {
                if index > 0 {
                    made.push_str(&container.reopened(&self.source));
                }
                for (from, to) in &container.stand_ins {
                    stand_in(text(*from, *to), &mut made);
                }
            }
        }
        made.push_str(text(start, end));
        if let Some(next) = self.seams.get(number) {
            // So that what ends here is not taken for the last of its kind.
            stand_in(text(next.at, self.source.len()), &mut made);
            for container in next.around.iter().skip(1).rev() {
                made.push_str(&["</", container.name(&self.source), ">"].concat());
            }
        }
        made.push_str(text(self.body.1, self.source.len()));
        made
    }

    /// How many letters a part has, as [`reading::text`] counts them.
    pub fn letters(&self, number: usize) -> usize {
        letters(&reading::text(self.document(number).as_bytes())).count()
    }

    /// The part in which the element with this id begins.
    pub fn part_of_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The part that is wanted; `letters` says how many letters a part has.
    pub fn choose(&self, wanted: &Wanted, letters: &dyn Fn(usize) -> usize) -> usize {
        let last = self.count() - 1;
        match wanted {
            Wanted::Part(number) => (*number).min(last),
            Wanted::Id(id) => self.part_of_id(id).unwrap_or_default(),
            Wanted::Letter(letter) => {
                let mut before = 0;
                (0..last)
                    .find(|part| {
                        before += letters(*part);
                        *letter < before
                    })
                    .unwrap_or(last)
            }
            Wanted::Place { progression, cfi, words } => self.place(*progression, cfi, words),
        }
    }

    /// The part of a kept place: by its CFI, where its words are there; else where they are nearest; else by the CFI
    /// after all, or by how far it is.
    fn place(&self, progression: f64, cfi: &str, words: &str) -> usize {
        let by_cfi = cfi::parse(cfi).map(|(steps, _)| {
            let steps: Vec<u32> = steps.into_iter().map(|(number, _)| number).collect();
            self.seams.partition_point(|seam| self.path_of(seam) <= steps)
        });
        let total = self.body.1 - self.body.0;
        let at = self.body.0 + (progression.clamp(0.0, 1.0) * total as f64) as usize;
        let guess = by_cfi.unwrap_or_else(|| self.seams.partition_point(|seam| seam.at <= at));
        let wanted: String = letters(words).collect();
        if wanted.is_empty() {
            return guess;
        }
        let has = |part: &usize| {
            letters(&reading::text(self.document(*part).as_bytes())).collect::<String>().contains(&wanted)
        };
        let around = |far: usize| [guess + far, guess.wrapping_sub(far)];
        let nearest = (0..self.count()).flat_map(around).filter(|part| *part < self.count());
        nearest.into_iter().find(has).unwrap_or(guess)
    }

    /// The steps of the first element of a part, from the root's children down.
    fn path_of(&self, seam: &Seam) -> Vec<u32> {
        let steps = seam.around.iter().map(|container| 2 * (container.children + 1));
        [self.body_step].into_iter().chain(steps).collect()
    }

    /// Where the content of a part begins and ends in the source.
    fn bounds(&self, number: usize) -> (usize, usize) {
        let seam = |index: usize| self.seams.get(index).map(|seam| seam.at);
        let start = number.checked_sub(1).and_then(seam).unwrap_or(self.body.0);
        (start, seam(number).unwrap_or(self.body.1))
    }
}

/// What is counted of a text.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| !letter.is_whitespace())
}

/// Writes an empty element like the one whose start tag `source` begins with: of its name and its class.
fn stand_in(source: &str, into: &mut String) {
    let Some(Kind::Start(tag)) = Scanner::new(source, Mode::Xml).next().map(|token| token.kind) else {
        return;
    };
    into.push_str(&["<", tag.name].concat());
    for attribute in tag.attributes.iter().filter(|attribute| attribute.name == "class") {
        let quote = if attribute.value.contains('"') { "'" } else { "\"" };
        into.push_str(&[" class=", quote, attribute.value, quote].concat());
    }
    into.push_str(&[" ", STAND_IN, "=\"\"></", tag.name, ">"].concat());
}

/// True for elements of HTML without a prefix.
fn is_plain(name: &str) -> bool {
    prefix(name).is_empty() && local(name) == name
}

#[cfg(test)]
mod tests;
