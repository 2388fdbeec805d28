//! The lines of text on the page that is shown, in the order they are read in: arithmetic only.

use super::geometry::{Geometry, Rect};

/// A line of text on the screen, in CSS pixels from the frame's corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Line {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Where it begins along the axis that pages follow, whichever page is shown.
    pub start: f64,
}

/// Puts the boxes of words together that stand in one line, and the lines into reading order. Boxes that are not on the
/// page that is shown make none.
pub(super) fn lines_of(boxes: impl IntoIterator<Item = Rect>, geometry: &Geometry, scroll: f64) -> Vec<Line> {
    let seen = boxes.into_iter().filter(|rect| {
        let (x, y) = (f64::midpoint(rect.left, rect.right), f64::midpoint(rect.top, rect.bottom));
        !rect.is_empty() && x >= 0.0 && x < geometry.width && y >= 0.0 && y < geometry.height
    });
    // (column, where the line begins and ends across the lines, the box)
    let mut lines: Vec<(u8, f64, f64, Rect)> = Vec::new();
    for rect in seen {
        let column = column_of(&rect, geometry);
        let (start, end) = across(&rect, geometry);
        let same = lines.iter_mut().rev().find(|(own, from, to, _)| {
            let common = to.min(end) - from.max(start);
            *own == column && common > 0.5 * (to - *from).min(end - start)
        });
        match same {
            Some((_, from, to, own)) => {
                (*from, *to) = (from.min(start), to.max(end));
                *own = Rect {
                    left: own.left.min(rect.left),
                    top: own.top.min(rect.top),
                    right: own.right.max(rect.right),
                    bottom: own.bottom.max(rect.bottom),
                };
            }
            None => lines.push((column, start, end, rect)),
        }
    }
    // Put in order one by one, as they mostly come in order: a sort would be downloaded for them alone.
    let mut sorted: Vec<(u8, f64, f64, Rect)> = Vec::with_capacity(lines.len());
    for line in lines {
        let at = sorted.partition_point(|other| (other.0, other.1) <= (line.0, line.1));
        sorted.insert(at, line);
    }
    sorted
        .into_iter()
        .map(|(_, _, _, rect)| Line {
            left: rect.left,
            top: rect.top,
            right: rect.right,
            bottom: rect.bottom,
            start: geometry.span_of(&rect, scroll).0,
        })
        .collect()
}

/// The column of the page that a box stands in, counted in reading order.
fn column_of(rect: &Rect, geometry: &Geometry) -> u8 {
    if geometry.columns < 2 || geometry.direction.vertical {
        return 0;
    }
    let width = geometry.width / f64::from(geometry.columns);
    let column = ((f64::midpoint(rect.left, rect.right) / width) as u8).min(geometry.columns - 1);
    if geometry.direction.rtl { geometry.columns - 1 - column } else { column }
}

/// Where a box begins and ends across the lines, growing as the text goes on.
fn across(rect: &Rect, geometry: &Geometry) -> (f64, f64) {
    match (geometry.direction.vertical, geometry.direction.rtl) {
        (false, _) => (rect.top, rect.bottom),
        (true, true) => (geometry.width - rect.right, geometry.width - rect.left),
        (true, false) => (rect.left, rect.right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::geometry::Direction;

    fn page(vertical: bool, rtl: bool, columns: u8) -> Geometry {
        Geometry {
            direction: Direction { vertical, rtl },
            paginated: true,
            width: 400.0,
            height: 300.0,
            columns,
            extent: 800.0,
        }
    }

    fn at(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { left, top, right, bottom }
    }

    fn edges(boxes: &[Rect], geometry: &Geometry) -> Vec<(f64, f64, f64, f64)> {
        let lines = lines_of(boxes.iter().copied(), geometry, 0.0);
        lines.iter().map(|line| (line.left, line.top, line.right, line.bottom)).collect()
    }

    #[test]
    fn words_beside_each_other_are_one_line() {
        let boxes = [
            at(10.0, 10.0, 60.0, 30.0),
            at(62.0, 8.0, 90.0, 24.0),
            at(10.0, 40.0, 50.0, 60.0),
            at(52.0, 44.0, 70.0, 58.0),
        ];
        assert_eq!(
            edges(&boxes, &page(false, false, 1)),
            [(10.0, 8.0, 90.0, 30.0), (10.0, 40.0, 70.0, 60.0)]
        );
    }

    #[test]
    fn the_second_column_comes_after_the_first() {
        let boxes = [at(210.0, 10.0, 390.0, 30.0), at(10.0, 40.0, 190.0, 60.0), at(10.0, 10.0, 190.0, 30.0)];
        let first =
            |geometry: &Geometry| edges(&boxes, geometry).iter().map(|line| line.0).collect::<Vec<_>>();
        assert_eq!(first(&page(false, false, 2)), [10.0, 10.0, 210.0]);
        assert_eq!(first(&page(false, true, 2)), [210.0, 10.0, 10.0]);
        assert_eq!(edges(&boxes, &page(false, false, 1)).len(), 2, "one column makes one line of both");
    }

    #[test]
    fn vertical_lines_follow_each_other_to_the_left_or_to_the_right() {
        let boxes =
            [at(10.0, 10.0, 30.0, 290.0), at(360.0, 10.0, 380.0, 290.0), at(362.0, 200.0, 378.0, 280.0)];
        let lefts =
            |geometry: &Geometry| edges(&boxes, geometry).iter().map(|line| line.0).collect::<Vec<_>>();
        assert_eq!(lefts(&page(true, true, 1)), [360.0, 10.0]);
        assert_eq!(lefts(&page(true, false, 1)), [10.0, 360.0]);
    }

    #[test]
    fn what_is_on_another_page_is_no_line() {
        let boxes = [at(410.0, 10.0, 460.0, 30.0), at(-90.0, 10.0, -10.0, 30.0), at(0.0, 0.0, 0.0, 0.0)];
        assert_eq!(edges(&boxes, &page(false, false, 1)), []);
    }
}
