//! Where pages are: arithmetic only, so that it can be tested without a browser.
//!
//! The browser lays a section out in CSS columns along its inline axis; a page is a screenful of them.
//! All lengths are CSS pixels. A *position* runs along the axis that pages follow, from 0 at the start of
//! the section, whichever way the text goes.

/// How text runs in a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Direction {
    /// Lines are vertical (`vertical-rl` or `vertical-lr`).
    pub(super) vertical: bool,
    /// In horizontal writing, lines run from right to left; in vertical, blocks do.
    pub(super) rtl: bool,
}

/// A rectangle in the frame's viewport.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Rect {
    /// Left edge.
    pub(super) left: f64,
    /// Top edge.
    pub(super) top: f64,
    /// Right edge.
    pub(super) right: f64,
    /// Bottom edge.
    pub(super) bottom: f64,
}

impl Rect {
    /// True where nothing is shown: not displayed, or collapsed.
    pub(super) fn is_empty(&self) -> bool {
        self.right - self.left <= 0.0 && self.bottom - self.top <= 0.0
    }
}

/// The layout of one section at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Geometry {
    /// How text runs.
    pub(super) direction: Direction,
    /// In pages, or scrolled.
    pub(super) paginated: bool,
    /// The viewport's width.
    pub(super) width: f64,
    /// The viewport's height.
    pub(super) height: f64,
    /// Columns on a page.
    pub(super) columns: u8,
    /// The length of the content along the axis that pages follow.
    pub(super) extent: f64,
}

impl Geometry {
    /// True where pages follow each other from top to bottom of the layout, not sideways.
    ///
    /// Columns of vertical text are stacked; scrolled horizontal text goes down too.
    pub(super) fn along_y(&self) -> bool {
        self.direction.vertical == self.paginated
    }

    /// The length of one page along the axis.
    pub(super) fn page_size(&self) -> f64 {
        let size = if self.along_y() { self.height } else { self.width };
        size.max(1.0)
    }

    /// How many pages the section has; at least one.
    pub(super) fn pages(&self) -> usize {
        // Half a pixel of rounding is no page.
        (((self.extent - 1.0) / self.page_size()).ceil() as usize).max(1)
    }

    /// The length that progression is a part of: whole pages, or the scrolled text; at least 1.
    pub(super) fn whole(&self) -> f64 {
        let whole = if self.paginated { self.pages() as f64 * self.page_size() } else { self.extent };
        whole.max(1.0)
    }

    /// The position at a part of the whole, from 0 to 1; where there are pages, surely on the page that begins there.
    pub(super) fn position_at(&self, progression: f64) -> f64 {
        progression * self.whole() + if self.paginated { 1.0 } else { 0.0 }
    }

    /// True where positions grow to the left.
    fn mirrored(&self) -> bool {
        !self.along_y() && self.direction.rtl
    }

    /// The scroll offset (as `scrollLeft` or `scrollTop` has it) of a position.
    pub(super) fn scroll_for(&self, position: f64) -> f64 {
        if self.mirrored() { -position } else { position }
    }

    /// The position of a scroll offset.
    pub(super) fn position_of_scroll(&self, scroll: f64) -> f64 {
        if self.mirrored() { -scroll } else { scroll }
    }

    /// Where a rectangle begins and ends along the axis, given the scroll offset it was measured at.
    pub(super) fn span_of(&self, rect: &Rect, scroll: f64) -> (f64, f64) {
        if self.along_y() {
            (rect.top + scroll, rect.bottom + scroll)
        } else if self.mirrored() {
            (self.width - rect.right - scroll, self.width - rect.left - scroll)
        } else {
            (rect.left + scroll, rect.right + scroll)
        }
    }

    /// The page that a position is on.
    pub(super) fn page_of(&self, position: f64) -> usize {
        let page = ((position + 1.0) / self.page_size()).floor().max(0.0) as usize;
        page.min(self.pages() - 1)
    }

    /// The last position that can be scrolled to.
    pub(super) fn last_position(&self) -> f64 {
        if self.paginated {
            (self.pages() - 1) as f64 * self.page_size()
        } else {
            (self.extent - self.page_size()).max(0.0)
        }
    }
}

/// How many columns a page has: by the reader's choice, else two where there is room for two good ones.
pub(super) fn columns(choice: Option<u8>, width: f64, height: f64, vertical: bool) -> u8 {
    const ROOM_FOR_TWO: f64 = 960.0;
    match choice {
        _ if vertical => 1,
        // Two columns on a phone held upright cannot be read.
        Some(count) if count >= 2 && width >= 480.0 => 2,
        Some(_) => 1,
        None if width >= ROOM_FOR_TWO && width > height => 2,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry(vertical: bool, rtl: bool, paginated: bool) -> Geometry {
        Geometry {
            direction: Direction { vertical, rtl },
            paginated,
            width: 400.0,
            height: 800.0,
            columns: 1,
            extent: 2400.0,
        }
    }

    #[test]
    fn pages_follow_the_text_in_every_direction() {
        // (vertical, rtl, paginated) -> (along y, pages)
        for (vertical, rtl, paginated, along_y, pages) in [
            (false, false, true, false, 6),
            (false, true, true, false, 6),
            (true, true, true, true, 3),
            (false, false, false, true, 3),
            (true, true, false, false, 6),
        ] {
            let geometry = geometry(vertical, rtl, paginated);
            assert_eq!((geometry.along_y(), geometry.pages()), (along_y, pages), "{geometry:?}");
            let scroll = geometry.scroll_for(geometry.page_size() * 2.0);
            assert_eq!(geometry.page_of(geometry.position_of_scroll(scroll)), 2);
        }
    }

    #[test]
    fn a_rectangle_on_the_second_page_is_on_the_second_page_wherever_we_are() {
        let ltr = geometry(false, false, true);
        let word = Rect { left: 420.0, right: 450.0, top: 10.0, bottom: 30.0 };
        assert_eq!(ltr.page_of(ltr.span_of(&word, 0.0).0), 1);
        let word_after_turn = Rect { left: 20.0, right: 50.0, ..word };
        assert_eq!(ltr.page_of(ltr.span_of(&word_after_turn, 400.0).0), 1);
        let rtl = geometry(false, true, true);
        let word = Rect { left: -50.0, right: -20.0, ..word };
        assert_eq!(rtl.page_of(rtl.span_of(&word, 0.0).0), 1);
        let word_after_turn = Rect { left: 350.0, right: 380.0, ..word };
        assert_eq!(rtl.page_of(rtl.span_of(&word_after_turn, -400.0).0), 1);
    }

    #[test]
    fn a_part_of_the_whole_is_where_it_was() {
        for paginated in [false, true] {
            let geometry = geometry(false, false, paginated);
            for page in 0..geometry.pages() {
                let position = page as f64 * geometry.page_size();
                let again = geometry.position_at(position / geometry.whole());
                assert_eq!(geometry.page_of(again), page);
                assert!(paginated || (again - position).abs() < 1e-9, "scrolled text moves by itself");
            }
        }
    }

    #[test]
    fn rounding_makes_no_empty_page() {
        let exact = Geometry { extent: 800.4, ..geometry(false, false, true) };
        assert_eq!(exact.pages(), 2);
        assert_eq!(Geometry { extent: 0.0, ..exact }.pages(), 1);
    }
}
