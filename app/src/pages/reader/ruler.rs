//! The reading ruler: a few lines stand out, the others fade. Drawn over the text, and nothing to assistive technology.

use yew::prelude::*;
use yueli_platform_web::frame::Line;

use super::{actions::Act, model::Model};

/// How far the strip goes beyond the letters, in CSS pixels.
const PADDING: f64 = 3.0;

/// What the ruler leaves in sight, in CSS pixels from the corner of the text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Strip {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
    /// Lines are vertical.
    pub vertical: bool,
}

/// A ruler on the lines of a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ruler {
    lines: Vec<Line>,
    at: usize,
    count: usize,
    vertical: bool,
    leftwards: bool,
}

/// Where the ruler lies when another page is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lay {
    /// On the first lines.
    First,
    /// On the last lines.
    Last,
    /// Where it was, or as near as can be.
    Same,
    /// On the first line after this place along the pages' axis.
    After(f64),
    /// On the last line before it.
    Before(f64),
}

impl Ruler {
    /// A ruler over `count` lines of a page; `runs` as a stage says it.
    pub fn on(&self, lines: Vec<Line>, count: usize, runs: (bool, bool), lay: Lay) -> Self {
        let last = lines.len().saturating_sub(1);
        let at = match lay {
            Lay::First => 0,
            Lay::Last => last,
            Lay::After(start) => lines.iter().position(|line| line.start > start + 1.0).unwrap_or(last),
            Lay::Before(start) => lines.iter().rposition(|line| line.start < start - 1.0).unwrap_or(0),
            Lay::Same => match self.lines.get(self.at) {
                // Scrolled text has moved under the ruler, which stays where it was on the screen.
                Some(old) => {
                    nearest(&lines, f64::midpoint(old.left, old.right), f64::midpoint(old.top, old.bottom))
                }
                None => 0,
            },
        };
        Self { lines, at, count: count.max(1), vertical: runs.0, leftwards: runs.1 }
    }

    /// True where a key goes on by a line, false where it goes back; `None` where it is no key of the ruler's.
    pub fn way_of(&self, key: &str) -> Option<bool> {
        let onward = match (self.vertical, self.leftwards) {
            (false, _) => ["ArrowDown", "ArrowUp"],
            (true, true) => ["ArrowLeft", "ArrowRight"],
            (true, false) => ["ArrowRight", "ArrowLeft"],
        };
        onward.iter().position(|own| *own == key).map(|at| at == 0)
    }

    /// Goes a line on, or back. False where the page ends.
    pub fn step(&mut self, forward: bool) -> bool {
        let to = if forward { self.at.checked_add(1) } else { self.at.checked_sub(1) };
        let is_there = |to: &usize| *to < self.lines.len() && (!forward || self.end() < self.lines.len());
        let Some(to) = to.filter(is_there) else { return false };
        self.at = to;
        true
    }

    /// Where the first of its lines begins, and the last, along the pages' axis.
    pub fn reach(&self) -> Option<(f64, f64)> {
        Some((self.lines.get(self.at)?.start, self.lines.get(self.end().checked_sub(1)?)?.start))
    }

    /// Goes to the line that is nearest to a point.
    pub fn lay_at(&mut self, x: f64, y: f64) {
        self.at = nearest(&self.lines, x, y);
    }

    /// Behind its last line. Lines of another column are not seen with it.
    fn end(&self) -> usize {
        let (from, to) = (self.at, (self.at + self.count).min(self.lines.len()));
        let breaks = |pair: &[Line]| match pair {
            [one, next] if self.vertical => {
                if self.leftwards {
                    next.right > one.right
                } else {
                    next.left < one.left
                }
            }
            [one, next] => next.top < one.top,
            _ => false,
        };
        let own = self.lines.get(from..to).unwrap_or_default();
        own.windows(2).position(breaks).map_or(to, |at| from + at + 1)
    }

    /// What it leaves in sight; none on a page without lines.
    pub fn strip(&self) -> Option<Strip> {
        let own = self.lines.get(self.at..self.end())?;
        let first = own.first()?;
        let mut strip = Strip {
            left: first.left,
            top: first.top,
            right: first.right,
            bottom: first.bottom,
            vertical: self.vertical,
        };
        let mut hold = |line: &Line| {
            strip.left = strip.left.min(line.left);
            strip.top = strip.top.min(line.top);
            strip.right = strip.right.max(line.right);
            strip.bottom = strip.bottom.max(line.bottom);
        };
        own.iter().for_each(&mut hold);
        // As long as the longest line of its column, so that it does not jump about at the end of a paragraph.
        for line in &self.lines {
            let beside = if self.vertical {
                line.top < strip.bottom && line.bottom > strip.top
            } else {
                line.left < strip.right && line.right > strip.left
            };
            if beside && self.vertical {
                strip.top = strip.top.min(line.top);
                strip.bottom = strip.bottom.max(line.bottom);
            } else if beside {
                strip.left = strip.left.min(line.left);
                strip.right = strip.right.max(line.right);
            }
        }
        strip.left -= PADDING;
        strip.top -= PADDING;
        strip.right += PADDING;
        strip.bottom += PADDING;
        Some(strip)
    }
}

/// The line that a point is nearest to.
fn nearest(lines: &[Line], x: f64, y: f64) -> usize {
    let beyond = |value: f64, from: f64, to: f64| (from - value).max(value - to).max(0.0);
    let mut best = (f64::INFINITY, 0);
    for (index, line) in lines.iter().enumerate() {
        let distance = beyond(x, line.left, line.right).hypot(beyond(y, line.top, line.bottom));
        if distance < best.0 {
            best = (distance, index);
        }
    }
    best.1
}

/// The ruler over the text, with a grip for fingers and mice.
pub fn ruler(model: &Model, act: &Callback<Act>) -> Html {
    let Some(strip) = model.ruler.filter(|_| model.panel.is_none()) else { return html! {} };
    let px = |value: f64| (value.round() as i64).to_string();
    let style = [
        "--x:",
        &px(strip.left),
        "px;--y:",
        &px(strip.top),
        "px;--w:",
        &px(strip.right - strip.left),
        "px;--h:",
        &px(strip.bottom - strip.top),
        "px",
    ];
    let down = Callback::from(|event: PointerEvent| {
        if let Some(grip) = event.target_dyn_into::<web_sys::Element>() {
            // A pointer that is gone already moves nothing.
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
    });
    let act = act.clone();
    let moved = Callback::from(move |event: PointerEvent| {
        let Some(grip) = event.target_dyn_into::<web_sys::Element>() else { return };
        let room = grip.closest("main").ok().flatten().map(|main| main.get_bounding_client_rect());
        if let (true, Some(room)) = (grip.has_pointer_capture(event.pointer_id()), room) {
            let (x, y) =
                (f64::from(event.client_x()) - room.left(), f64::from(event.client_y()) - room.top());
            // The grip stands beside the lines: only across them does it lead anywhere.
            let (x, y) = if strip.vertical {
                (x, f64::midpoint(strip.top, strip.bottom))
            } else {
                (f64::midpoint(strip.left, strip.right), y)
            };
            act.emit(Act::Rule(x, y));
        }
    });
    html! {
        <div class={classes!("ruler", strip.vertical.then_some("is-vertical"))} style={style.concat()} aria-hidden="true">
            <i></i>
            <span onpointerdown={down} onpointermove={moved}></span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four lines of one column, twenty pixels each.
    fn page() -> Vec<Line> {
        let line = |index: usize| {
            let top = 20.0 * index as f64;
            Line { left: 10.0, top, right: 90.0, bottom: top + 18.0, start: top }
        };
        (0..4).map(line).collect()
    }

    fn on(lines: Vec<Line>, count: usize, lay: Lay) -> Ruler {
        Ruler::default().on(lines, count, (false, false), lay)
    }

    #[test]
    fn it_goes_line_by_line_and_stops_at_the_end_of_the_page() {
        for (count, steps) in [(1, 3), (2, 2), (3, 1), (5, 0)] {
            let mut ruler = on(page(), count, Lay::First);
            let taken = (0..9).take_while(|_| ruler.step(true)).count();
            assert_eq!(taken, steps, "{count} lines at once");
            assert!((0..steps).all(|_| ruler.step(false)) && !ruler.step(false));
        }
        assert!(!on(Vec::new(), 1, Lay::First).step(true));
    }

    #[test]
    fn it_lies_where_it_is_asked_to() {
        for (lay, top) in [
            (Lay::First, 0.0),
            (Lay::Last, 60.0),
            (Lay::After(20.0), 40.0),
            (Lay::After(900.0), 60.0),
            (Lay::Before(40.0), 20.0),
            (Lay::Before(0.0), 0.0),
            (Lay::Same, 0.0),
        ] {
            assert_eq!(on(page(), 1, lay).strip().map(|strip| strip.top + PADDING), Some(top), "{lay:?}");
        }
        let mut ruler = on(page(), 1, Lay::First);
        ruler.lay_at(50.0, 47.0);
        assert_eq!(ruler.on(page(), 1, (false, false), Lay::Same).strip(), ruler.strip());
        assert_eq!(ruler.strip().map(|strip| strip.top + PADDING), Some(40.0));
    }

    #[test]
    fn a_short_line_is_seen_as_wide_as_its_column_and_no_wider() {
        let mut lines = page();
        lines[1].right = 30.0;
        lines.push(Line { left: 110.0, top: 0.0, right: 190.0, bottom: 18.0, start: 0.0 });
        let mut ruler = on(lines, 2, Lay::First);
        ruler.step(true);
        let strip = ruler.strip().unwrap();
        assert_eq!((strip.left, strip.right), (10.0 - PADDING, 90.0 + PADDING));
        ruler.lay_at(50.0, 70.0);
        let strip = ruler.strip().unwrap();
        assert_eq!(
            (strip.right, strip.bottom),
            (90.0 + PADDING, 78.0 + PADDING),
            "the next column is not seen with it"
        );
        assert!(ruler.step(true), "the next column comes after the first");
    }

    #[test]
    fn keys_go_the_way_the_lines_do() {
        for (runs, onward, back) in [
            ((false, false), "ArrowDown", "ArrowUp"),
            ((false, true), "ArrowDown", "ArrowUp"),
            ((true, true), "ArrowLeft", "ArrowRight"),
            ((true, false), "ArrowRight", "ArrowLeft"),
        ] {
            let ruler = Ruler::default().on(page(), 1, runs, Lay::First);
            assert_eq!(
                (ruler.way_of(onward), ruler.way_of(back), ruler.way_of("a")),
                (Some(true), Some(false), None)
            );
        }
    }
}
