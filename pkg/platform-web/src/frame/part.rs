//! The part of a long document that a frame shows: `yueli_publication::part` says what the parts are.

use web_sys::{Document, Element};
use yueli_publication::part::{BEGUN, PART, PartOf, Wanted};

use super::Target;

/// A document of more bytes, which cannot be shown in parts, is not laid out before it is asked for.
const READY_BYTES: usize = 400_000;

/// A part, or a whole document.
#[derive(Debug)]
pub(super) struct Part {
    /// What it says of itself.
    pub(super) own: PartOf,
    /// The body, and the elements that go on from the part before.
    around: Vec<Element>,
    /// The ids of places that begin in the parts before.
    begun: Vec<String>,
}

impl Part {
    /// What a document says it is.
    pub(super) fn of(document: &Document) -> Self {
        let said = |name: &str| {
            let meta = document.query_selector(&["head>meta[name=", name, "]"].concat()).ok().flatten()?;
            meta.get_attribute("content")
        };
        let own = said(PART).and_then(|content| PartOf::from_content(&content)).unwrap_or_else(PartOf::whole);
        let mut around = Vec::new();
        let mut element = document.body().map(Element::from);
        for level in &own.levels {
            let Some(here) = element.take() else { break };
            element = here.children().item(level.stand_ins);
            around.push(here);
        }
        let begun = said(BEGUN).unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        Self { own, around, begun }
    }

    /// How many child elements of `parent` are left out before those that are here.
    pub(super) fn skipped(&self, parent: &Element) -> u32 {
        let level = self.around.iter().position(|own| own == parent);
        level.and_then(|index| self.own.levels.get(index)).map_or(0, |level| level.skipped)
    }

    /// True where the element with this id begins in a part before.
    pub(super) fn is_before(&self, id: &str) -> bool {
        self.begun.iter().any(|own| own == id)
    }

    /// True for an element that begins here: not one that goes on, nor one that stands in for another.
    pub(super) fn begins(&self, element: &Element) -> bool {
        !self.around.iter().skip(1).any(|own| own == element)
    }

    /// True where all of the document is here.
    pub(super) fn is_whole(&self) -> bool {
        self.own.count == 1
    }

    /// How far in the whole document a place is that is so far in this part; both from 0 to 1.
    pub(super) fn in_whole(&self, progression: f64) -> f64 {
        let (start, end) = self.own.span();
        start + (end - start) * progression
    }

    /// How far in this part a place of the whole document is.
    pub(super) fn in_part(&self, progression: f64) -> f64 {
        let (start, end) = self.own.span();
        ((progression - start) / (end - start).max(f64::EPSILON)).clamp(0.0, 1.0)
    }

    /// The page and the number of pages in the whole document, as far as they can be told: those of other parts are not
    /// laid out.
    pub(super) fn page_of(&self, page: usize, pages: usize) -> (usize, usize) {
        if self.is_whole() {
            return (page, pages);
        }
        let (start, end) = self.own.span();
        let all = (pages as f64 / (end - start).max(f64::EPSILON)).round() as usize;
        let before = if self.own.number + 1 == self.own.count {
            all.saturating_sub(pages)
        } else {
            ((all as f64 * start).round() as usize).min(all.saturating_sub(pages + 1))
        };
        (before + page, all)
    }

    /// The start or the end of the part before this one or after it.
    pub(super) fn beside(&self, forward: bool) -> Option<Target> {
        let number = if forward { self.own.number + 1 } else { self.own.number.checked_sub(1)? };
        (number < self.own.count).then_some(Target::Part { number, end: !forward })
    }

    /// The address under which this part of the document at `url` is known here.
    pub(super) fn name(&self, url: &str) -> String {
        if self.is_whole() {
            return url.to_owned();
        }
        [url, "?", &Wanted::Part(self.own.number).to_query()].concat()
    }
}

/// True where `name` is of the document at `url`, or of a part of it.
pub(super) fn is_of(name: &str, url: &str) -> bool {
    name.strip_prefix(url).is_some_and(|rest| rest.is_empty() || rest.starts_with('?'))
}

/// The address of the part of the document at `url` that has `target`; of one that is only made ready, unless it is too
/// long for that.
pub fn address(url: &str, target: &Target, ready: bool) -> String {
    let wanted = match target {
        Target::Start => None,
        Target::End => Some(Wanted::Part(usize::MAX)),
        Target::Part { number, .. } => Some(Wanted::Part(*number)),
        Target::Fragment(id) => Some(Wanted::Id(id.clone())),
        Target::Letters { letter, .. } => Some(Wanted::Letter(*letter)),
        Target::Kept { cfi, quote, progression } => Some(Wanted::Place {
            progression: *progression,
            cfi: cfi.clone().unwrap_or_default(),
            words: quote.highlight.clone().unwrap_or_default(),
        }),
    };
    let query = wanted.map(|wanted| wanted.to_query()).unwrap_or_default();
    let most = READY_BYTES.to_string();
    match (url.starts_with("blob:"), ready, query.is_empty()) {
        (true, ..) | (_, false, true) => url.to_owned(),
        (_, false, false) => [url, "?", &query].concat(),
        (_, true, _) => [url, "?most=", &most, "&", &query].concat(),
    }
}
