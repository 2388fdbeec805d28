//! What a reading ruler and a reader's pace ask of the text: the lines on the page, and how many letters there are.

use super::{Section, marks::rects};
use crate::frame::lines::{Line, lines_of};

impl Section {
    /// The lines on the page that is shown, in reading order; none on a page of pictures alone.
    pub(in crate::frame) fn lines(&self) -> Vec<Line> {
        let (geometry, scroll, here) = (self.geometry.get(), self.scroll(), self.position());
        let Some(text) = &self.text else { return Vec::new() };
        // What is held on to may stand in the middle of the page.
        let Some(point) = text.first_at(here, &geometry, scroll) else { return Vec::new() };
        let end = here + geometry.page_size();
        let mut boxes = Vec::new();
        text.each_from(&point.node, |range| {
            let own = rects(range);
            // Text after the page: it has all been seen. What is not displayed has no boxes, and says nothing.
            let past = own.first().is_some_and(|rect| geometry.span_of(rect, scroll).0 >= end);
            boxes.extend(own);
            !past
        });
        lines_of(boxes, &geometry, scroll)
    }

    /// How many letters the section has; of a long one, which is here in part, as many as go by what is here.
    pub(in crate::frame) fn letters_in_all(&self) -> usize {
        let count = || self.text.as_ref().map_or(0, |text| text.count());
        let counted = self.counted.get().unwrap_or_else(count);
        self.counted.set(Some(counted));
        let (start, end) = self.part.own.span();
        (counted as f64 / (end - start).max(f64::EPSILON)) as usize
    }

    /// True where the text is Chinese, Japanese or Korean.
    pub(in crate::frame) fn is_cjk(&self) -> bool {
        self.cjk
    }

    /// True where lines are vertical, and true where the text goes on to the left.
    pub(in crate::frame) fn runs(&self) -> (bool, bool) {
        (self.direction.vertical, self.direction.rtl)
    }
}
