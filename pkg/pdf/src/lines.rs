//! Glyphs put together to lines, by where they stand.

use crate::glyphs::Glyph;

/// A gap of at least this much of an em is a space between words.
const SPACE: f64 = 0.18;
/// A gap of more than this much of an em ends a line, where one glyph is drawn after the other.
const FOLLOWS: f64 = 1.6;
/// The same for what is drawn at another time.
const JOINS: f64 = 1.0;
/// How far two baselines of one line are from each other at most, in ems.
const SAME: f64 = 0.3;
/// The same for raised and lowered letters that are smaller.
const RAISED: f64 = 0.6;

/// A line of text, or a part of one that white separates from the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its words. A space at the end stands before the next line's words, unless the two are one word.
    pub text: String,
    /// Where it begins, in points from the page's upper left corner: on the baseline, or, of vertical text, at the
    /// middle of the upper edge.
    pub origin: (f64, f64),
    /// The way it runs, in degrees clockwise from left to right. Vertical text runs at 90.
    pub angle: f64,
    /// Its length in points, without a space at the end.
    pub length: f64,
    /// The size of its font in points.
    pub size: f64,
    /// Its letters stand upright, one under the other.
    pub vertical: bool,
    /// Where each word after the first begins: how many bytes of the text, and how many points of the line, are before
    /// it. Letters of another font than the file's would drift away from those that are drawn.
    pub stops: Vec<(usize, f64)>,
    /// It is seen in the picture. Where it is not, because there is no font, its text has to be.
    pub drawn: bool,
}

/// A line in the making, along its own direction: `start` to `end`, lines following each other at growing `across`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) across: f64,
    pub(crate) size: f64,
    /// Where words begin: bytes of the text, and the place along the line.
    stops: Vec<(usize, f64)>,
    seen: usize,
    letters: usize,
}

/// The way a group of lines runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Way {
    /// A vector of length 1.
    along: (f64, f64),
    pub(crate) vertical: bool,
}

impl Way {
    /// The way of a glyph, in whole degrees: small turns are no other way.
    pub(crate) fn of(glyph: &Glyph) -> (i32, bool) {
        let degrees = glyph.advance.1.atan2(glyph.advance.0).to_degrees();
        ((degrees.round() as i32).rem_euclid(360), glyph.vertical)
    }

    pub(crate) fn from_degrees((degrees, vertical): (i32, bool)) -> Self {
        let radians = f64::from(degrees).to_radians();
        Self { along: (radians.cos(), radians.sin()), vertical }
    }

    /// How far along and across a point is. Lines follow each other to the right of where they run: below, or, of
    /// vertical text, to the left.
    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (dx, dy) = self.along;
        (x * dx + y * dy, y * dx - x * dy)
    }

    /// The point that is so far along and across.
    fn point(&self, along: f64, across: f64) -> (f64, f64) {
        let (dx, dy) = self.along;
        (along * dx - across * dy, along * dy + across * dx)
    }

    /// The run as a line of the page.
    pub(crate) fn line(&self, run: &Run) -> Line {
        Line {
            text: run.text.clone(),
            origin: self.point(run.start, run.across),
            angle: self.along.1.atan2(self.along.0).to_degrees(),
            length: (run.end - run.start).max(0.0),
            size: run.size,
            vertical: self.vertical,
            stops: run.stops.iter().map(|(at, along)| (*at, along - run.start)).collect(),
            drawn: run.seen * 2 >= run.letters,
        }
    }
}

impl Run {
    /// How wide a band of the page it takes, across: from the top of its letters to their bottom.
    pub(crate) fn band(&self, vertical: bool) -> (f64, f64) {
        let (above, below) = if vertical { (0.5, 0.5) } else { (0.8, 0.2) };
        (self.across - above * self.size, self.across + below * self.size)
    }

    /// Adds what begins at `start`, after a space where there is one to be seen.
    fn append(&mut self, more: &Run) {
        let (text, start) = (more.text.as_str(), more.start);
        let gap = (start - self.end) / self.size.max(0.1);
        let last = self.text.chars().next_back();
        let white = last.is_some_and(char::is_whitespace) || text.starts_with(' ');
        let wide = matches!((last, text.chars().next()), (Some(a), Some(b)) if is_wide(a) && is_wide(b));
        // Chinese is set wider by hand where there is no word's end.
        if !white && gap > if wide { 0.9 } else { SPACE } {
            self.text.push(' ');
        }
        let text = if self.text.ends_with(' ') { text.trim_start() } else { text };
        let at = self.text.len();
        if self.text.ends_with(' ') && start > self.start {
            self.stops.push((at, start));
        }
        self.stops.extend(more.stops.iter().map(|(own, along)| (at + own, *along)));
        self.text.push_str(text);
        self.end = self.end.max(more.end);
        self.seen += more.seen;
        self.letters += more.letters;
    }
}

/// Letters of scripts that put no spaces between words.
pub(crate) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// The lines of glyphs that run one way.
pub(crate) fn runs<'g>(glyphs: impl Iterator<Item = &'g Glyph>, way: &Way) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        let (start, across) = way.place(glyph.origin);
        let length = glyph.advance.0.hypot(glyph.advance.1);
        let end = start + length;
        let white = glyph.text.trim().is_empty();
        let one = Run {
            text: glyph.text.clone(),
            start,
            end,
            across,
            size: glyph.size,
            stops: Vec::new(),
            seen: usize::from(glyph.drawn),
            letters: 1,
        };
        match runs.last_mut() {
            Some(run) if continues(run, start, across, glyph.size, FOLLOWS) => {
                if !white {
                    run.append(&one);
                    // A larger letter after small ones says where the line stands.
                    if glyph.size > run.size {
                        (run.size, run.across) = (glyph.size, across);
                    }
                } else if !run.text.ends_with(' ') {
                    run.text.push(' ');
                    run.end = run.end.max(start);
                }
            }
            _ if white => {}
            _ => runs.push(one),
        }
    }
    for run in &mut runs {
        run.text.truncate(run.text.trim_end().len());
    }
    joined(runs)
}

/// True where what begins at `start` stands in the run's line, after it.
fn continues(run: &Run, start: f64, across: f64, size: f64, gap: f64) -> bool {
    let larger = run.size.max(size);
    let off = (across - run.across).abs() / larger;
    let alike = (size / run.size).clamp(0.0, 10.0);
    let same = off < SAME || (off < RAISED && !(0.8..1.25).contains(&alike));
    let ahead = (start - run.end) / larger;
    same && (0.3..3.5).contains(&alike) && (-0.6..gap).contains(&ahead)
}

/// Parts of a line that were drawn at different times.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    /// How many lines before are looked at: those of as many columns, and some that are not quite level.
    const BEFORE: usize = 24;
    // Exactly level parts in the order of the line; others as they were drawn, which is the best that is known.
    runs.sort_by(|a, b| {
        let level = |run: &Run| (run.across / 2.0).round();
        level(a).total_cmp(&level(b)).then(a.start.total_cmp(&b.start))
    });
    let mut lines: Vec<Run> = Vec::new();
    for run in runs {
        let before = lines.iter_mut().rev().take(BEFORE);
        let mut fitting = before.filter(|line| continues(line, run.start, run.across, run.size, JOINS));
        match fitting.next() {
            Some(line) => line.append(&run),
            None => lines.push(run),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x: f64, y: f64) -> Glyph {
        Glyph {
            text: text.to_owned(),
            origin: (x, y),
            advance: (5.0, 0.0),
            size: 10.0,
            vertical: false,
            drawn: true,
        }
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        let way = Way::from_degrees(Way::of(&glyphs[0]));
        runs(glyphs.iter(), &way).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn letters_are_put_together_by_where_they_stand() {
        type Case = (&'static str, &'static [(&'static str, f64, f64)], &'static [&'static str]);
        let table: [Case; 8] = [
            ("a word", &[("t", 0.0, 10.0), ("e", 5.0, 10.0), ("a", 10.0, 10.0)], &["tea"]),
            ("a gap is a space", &[("a", 0.0, 10.0), ("b", 8.0, 10.0)], &["a b"]),
            ("a space is one space", &[("a", 0.0, 10.0), (" ", 5.0, 10.0), ("b", 10.0, 10.0)], &["a b"]),
            ("a hole ends the line", &[("a", 0.0, 10.0), ("b", 60.0, 10.0)], &["a", "b"]),
            ("lines", &[("a", 0.0, 10.0), ("b", 0.0, 22.0)], &["a", "b"]),
            ("drawn backwards", &[("b", 5.0, 10.0), ("a", 0.0, 10.0)], &["ab"]),
            ("chinese has no spaces", &[("阅", 0.0, 10.0), ("历", 9.0, 10.0)], &["阅历"]),
            ("white alone is nothing", &[("a", 0.0, 10.0), (" ", 90.0, 90.0)], &["a"]),
        ];
        for (name, glyphs, expected) in table {
            let glyphs: Vec<Glyph> = glyphs.iter().map(|(text, x, y)| glyph(text, *x, *y)).collect();
            assert_eq!(texts(&glyphs), expected, "{name}");
        }
    }

    #[test]
    fn words_are_where_they_are_drawn() {
        let glyphs =
            ["a", "b", "c"].into_iter().zip([10.0, 20.0, 25.0]).map(|(text, x)| glyph(text, x, 10.0));
        let glyphs: Vec<Glyph> = glyphs.collect();
        let way = Way::from_degrees(Way::of(&glyphs[0]));
        let runs = runs(glyphs.iter(), &way);
        let line = way.line(&runs[0]);
        assert_eq!((line.text.as_str(), line.stops), ("a bc", vec![(2, 10.0)]));
    }

    #[test]
    fn a_raised_number_stays_in_its_line() {
        let mut note = glyph("2", 5.0, 6.0);
        note.size = 6.0;
        assert_eq!(texts(&[glyph("a", 0.0, 10.0), note, glyph("b", 9.0, 10.0)]), ["a2b"]);
    }

    #[test]
    fn text_may_run_any_way() {
        for (degrees, vertical, place, expected) in [
            (0, false, (3.0, 4.0), (3.0, 4.0)),
            // Down the page: the next line is to the left.
            (90, true, (3.0, 4.0), (4.0, -3.0)),
            (180, false, (3.0, 4.0), (-3.0, -4.0)),
        ] {
            let way = Way::from_degrees((degrees, vertical));
            let (along, across) = way.place(place);
            assert!((along - expected.0).abs() < 1e-9 && (across - expected.1).abs() < 1e-9, "{degrees}");
            let back = way.point(along, across);
            assert!((back.0 - place.0).abs() < 1e-9 && (back.1 - place.1).abs() < 1e-9, "{degrees}");
        }
    }
}
