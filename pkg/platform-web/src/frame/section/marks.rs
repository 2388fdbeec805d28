//! A reader's own highlights and bookmarks in a section, drawn without touching its document.

use std::cell::RefCell;

use web_sys::Range;
use yueli_annotation::{Line, Look, Pen};

use super::Section;
use crate::frame::{geometry::Rect, highlight};

/// A finger that is this near to marked words means them, in CSS pixels.
const NEAR: f64 = 3.0;

/// A highlight or a bookmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Which.
    pub id: String,
    /// How many letters stand before it in the section's text.
    pub letter: usize,
    /// How many letters it has.
    pub letters: usize,
    /// How it is drawn; a bookmark is not.
    pub look: Option<Look>,
}

/// The marks of a section, with where they stand in its document.
#[derive(Default)]
pub(super) struct Marks(RefCell<Vec<(Mark, Range)>>);

/// The name of a look, as the reader's style sheet has it.
pub(in crate::frame) fn name_of(look: Look) -> String {
    ["yueli-", look.pen.name(), "-", look.line.name()].concat()
}

impl Section {
    /// Draws these marks, and no others.
    pub(in crate::frame) fn set_marks(&self, marks: &[Mark]) {
        if marks.is_empty() && self.marks.0.borrow().is_empty() {
            return;
        }
        let places: Vec<(usize, usize)> = marks.iter().map(|mark| (mark.letter, mark.letters)).collect();
        let ranges = self.text.as_ref().map(|text| text.ranges(&places)).unwrap_or_default();
        let placed: Vec<(Mark, Range)> =
            marks.iter().cloned().zip(ranges).filter_map(|(mark, range)| Some((mark, range?))).collect();
        for pen in Pen::ALL {
            for line in Line::ALL {
                let look = Look { pen, line };
                let own = placed.iter().filter(|(mark, _)| mark.look == Some(look) && mark.letters > 0);
                let own: Vec<Range> = own.map(|(_, range)| range.clone()).collect();
                highlight::mark(&self.window, &name_of(look), &own);
            }
        }
        *self.marks.0.borrow_mut() = placed;
    }

    /// The highlight at a place of the frame, the shortest where there are several.
    pub(in crate::frame) fn mark_at(&self, x: f64, y: f64) -> Option<String> {
        let marks = self.marks.0.borrow();
        let hit = |range: &Range| {
            rects(range).into_iter().any(|rect| {
                x >= rect.left - NEAR
                    && x <= rect.right + NEAR
                    && y >= rect.top - NEAR
                    && y <= rect.bottom + NEAR
            })
        };
        let under =
            marks.iter().filter(|(mark, range)| mark.look.is_some() && mark.letters > 0 && hit(range));
        under.min_by_key(|(mark, _)| mark.letters).map(|(mark, _)| mark.id.clone())
    }

    /// The marks that begin on the page that is shown.
    pub(in crate::frame) fn marks_here(&self) -> Vec<String> {
        let geometry = self.geometry.get();
        let (start, scroll) = (self.position(), self.scroll());
        let end = start + geometry.page_size();
        let here = |range: &Range| {
            let rect = rects(range).into_iter().next().map(|rect| geometry.span_of(&rect, scroll));
            rect.is_some_and(|(from, to)| f64::midpoint(from, to) >= start && f64::midpoint(from, to) < end)
        };
        let marks = self.marks.0.borrow();
        marks.iter().filter(|(_, range)| here(range)).map(|(mark, _)| mark.id.clone()).collect()
    }
}

/// The rectangles of a range in the viewport, without those that are empty.
pub(super) fn rects(range: &Range) -> Vec<Rect> {
    let Some(all) = range.get_client_rects() else { return Vec::new() };
    (0..all.length())
        .filter_map(|index| all.item(index))
        .map(|rect| Rect { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() })
        .filter(|rect| !rect.is_empty())
        .collect()
}
