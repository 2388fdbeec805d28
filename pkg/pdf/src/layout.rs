//! Lines put together to paragraphs, in the order in which they are read.
//!
//! A page is cut along the widest white: first between columns, which must be as wide as lines of text are (a table's
//! are not), then, where nothing separates columns, between what stands over each other.

use crate::{
    glyphs::Glyph,
    lines::{Line, Run, Way, is_wide, runs},
};

/// White between columns is at least this wide, in ems.
const GUTTER: f64 = 1.0;
/// Lines of a column are at least this long, in ems.
const COLUMN: f64 = 7.0;
/// White between what stands over each other is at least this high, in ems.
const BREAK: f64 = 0.55;
/// How often a page is cut at most, one cut in the other.
const DEEPEST: usize = 24;
/// Lines of a paragraph are no further from each other than this many times the usual.
const LEADING: f64 = 1.35;

/// What a page says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Text {
    /// In the order in which they are read.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paragraph {
    /// Its lines.
    pub lines: Vec<Line>,
    /// The level of the heading that it is, from 1.
    pub level: Option<u8>,
}

impl Paragraph {
    /// Its words.
    pub fn words(&self) -> String {
        let words: String = self.lines.iter().map(|line| line.text.as_str()).collect();
        words.trim_end().to_owned()
    }
}

/// What glyphs say: those that run the most common way first.
pub(crate) fn text(glyphs: &[Glyph]) -> Text {
    let mut ways: Vec<((i32, bool), usize)> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        let own = Way::of(glyph);
        match ways.iter_mut().find(|(way, _)| *way == own) {
            Some((_, count)) => *count += 1,
            None => ways.push((own, 1)),
        }
    }
    ways.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut paragraphs = Vec::new();
    for (degrees, _) in ways {
        let way = Way::from_degrees(degrees);
        let own = glyphs.iter().filter(|glyph| Way::of(glyph) == degrees);
        let mut blocks = Vec::new();
        cut(runs(own, &way), way.vertical, 0, &mut blocks);
        for block in blocks {
            paragraphs.extend(split(&block, &way));
        }
    }
    Text { paragraphs }
}

/// The blocks of a page, or of a part of it, in the order in which they are read.
fn cut(runs: Vec<Run>, vertical: bool, depth: usize, blocks: &mut Vec<Vec<Run>>) {
    if runs.is_empty() {
        return;
    }
    let em = median(runs.iter().map(|run| run.size));
    if depth < DEEPEST && runs.len() > 1 {
        let at = gutter(&runs, em, vertical).map(|at| (at, true));
        if let Some((at, columns)) = at.or_else(|| gap(&runs, em, vertical).map(|at| (at, false))) {
            let before = |run: &Run| if columns { run.end <= at } else { run.band(vertical).1 <= at };
            let (first, second): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(before);
            cut(first, vertical, depth + 1, blocks);
            cut(second, vertical, depth + 1, blocks);
            return;
        }
    }
    blocks.push(leveled(runs));
}

/// Where white runs between two columns, all the way through.
fn gutter(runs: &[Run], em: f64, vertical: bool) -> Option<f64> {
    let mut spans: Vec<(f64, f64)> = runs.iter().map(|run| (run.start, run.end)).collect();
    let whites = whites(&mut spans, em * GUTTER);
    let is_column = |side: &[&Run]| {
        let long = median(side.iter().map(|run| run.end - run.start)) >= em * COLUMN;
        long && side.len() > 1
    };
    let band = |side: &[&Run]| {
        let bands = side.iter().map(|run| run.band(vertical));
        bands.fold((f64::INFINITY, f64::NEG_INFINITY), |all, own| (all.0.min(own.0), all.1.max(own.1)))
    };
    let mut best: Option<(f64, f64)> = None;
    for (start, end) in whites {
        let (left, right): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(|run| run.end <= start);
        let (one, other) = (band(&left), band(&right));
        let shared = one.1.min(other.1) - one.0.max(other.0);
        let lower = (one.1 - one.0).min(other.1 - other.0);
        let wider = best.is_none_or(|(from, to)| end - start > to - from);
        if is_column(&left) && is_column(&right) && shared > lower * 0.5 && wider {
            best = Some((start, end));
        }
    }
    best.map(|(start, _)| start)
}

/// Where the highest white is between what stands over each other.
fn gap(runs: &[Run], em: f64, vertical: bool) -> Option<f64> {
    let mut bands: Vec<(f64, f64)> = runs.iter().map(|run| run.band(vertical)).collect();
    let whites = whites(&mut bands, em * BREAK);
    whites.into_iter().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).map(|(start, _)| start)
}

/// The white between spans that is at least `least` wide.
fn whites(spans: &mut [(f64, f64)], least: f64) -> Vec<(f64, f64)> {
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found = Vec::new();
    let mut reached = f64::INFINITY;
    for (start, end) in spans {
        if *start - reached >= least {
            found.push((reached, *start));
        }
        reached = if reached.is_finite() { reached.max(*end) } else { *end };
    }
    found
}

/// Runs line by line, each line from its start.
fn leveled(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by(|a, b| a.across.total_cmp(&b.across));
    let mut ordered: Vec<Run> = Vec::new();
    let mut line: Vec<Run> = Vec::new();
    for run in runs {
        if line.first().is_some_and(|first| run.across - first.across > 0.4 * first.size.max(run.size)) {
            line.sort_by(|a, b| a.start.total_cmp(&b.start));
            ordered.append(&mut line);
        }
        line.push(run);
    }
    line.sort_by(|a, b| a.start.total_cmp(&b.start));
    ordered.append(&mut line);
    ordered
}

/// The paragraphs of a block.
fn split(block: &[Run], way: &Way) -> Vec<Paragraph> {
    let pitch =
        median(block.windows(2).map(|pair| pair[1].across - pair[0].across).filter(|pitch| *pitch > 0.1));
    let left = block.iter().map(|run| run.start).fold(f64::INFINITY, f64::min);
    let right = block.iter().map(|run| run.end).fold(f64::NEG_INFINITY, f64::max);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last: Option<&Run> = None;
    for (index, run) in block.iter().enumerate() {
        let begins = last.is_none_or(|before| {
            let step = run.across - before.across;
            let larger = (run.size / before.size).max(before.size / run.size);
            let short = right - before.end > 3.0 * before.size;
            // The first line of a paragraph is further in than the next; below a bullet all others are.
            let alone = block.get(index + 1).is_none_or(|next| next.start < run.start - 0.5 * run.size);
            let further_in = run.start - left > 0.8 * run.size && before.start - left < 0.5 * before.size;
            let indented = further_in && (alone || short) && !is_item(&before.text);
            let ended = short && run.start - left < 0.5 * run.size;
            let sentence = before.text.ends_with(['.', '。', '!', '?', '！', '？', ':', '：', '”', '」']);
            step > 0.5 * run.size
                && (step > pitch * LEADING
                    || larger > 1.15
                    || indented
                    || is_item(&run.text)
                    || (ended && sentence))
        });
        if begins {
            paragraphs.push(Paragraph::default());
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            if let Some(before) = paragraph.lines.last_mut() {
                bind(&mut before.text, &run.text);
            }
            paragraph.lines.push(way.line(run));
        }
        last = Some(run);
    }
    paragraphs
}

/// True for the first line of an item of a list.
fn is_item(text: &str) -> bool {
    let mut letters = text.chars();
    let bullet = letters.next().is_some_and(|letter| "•‣▪●○◦–·■".contains(letter));
    bullet && letters.next().is_some_and(char::is_whitespace)
}

/// Makes the end of a line meet the next: a space, nothing between Chinese, and no hyphen within a word.
fn bind(text: &mut String, next: &str) {
    let mut back = text.chars().rev();
    let (Some(end), before, Some(start)) = (back.next(), back.next(), next.chars().next()) else { return };
    let is_hyphen = matches!(end, '-' | '\u{ad}' | '\u{2010}');
    if is_hyphen && start.is_lowercase() && before.is_some_and(char::is_alphabetic) {
        text.pop();
    } else if !(is_wide(end) && is_wide(start)) {
        text.push(' ');
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Makes headings of the paragraphs that bookmarks of the page name.
pub(crate) fn mark_headings(text: &mut Text, titles: &[(u8, &str)]) {
    let folded = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    for (level, title) in titles {
        let wanted = folded(title);
        let named = |paragraph: &&mut Paragraph| {
            let words = folded(&paragraph.words());
            // A number may stand before the one or the other.
            !wanted.is_empty()
                && paragraph.level.is_none()
                && (words == wanted || {
                    let (long, short) =
                        if words.len() > wanted.len() { (&words, &wanted) } else { (&wanted, &words) };
                    let more = long.strip_suffix(short.as_str());
                    !short.is_empty()
                        && more.is_some_and(|more| more.chars().all(char::is_numeric) && more.len() < 8)
                })
        };
        if let Some(paragraph) = text.paragraphs.iter_mut().find(named) {
            paragraph.level = Some((*level).clamp(1, 6));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a page, each `(x, y, words)`, in letters half as wide as high.
    fn page(size: f64, lines: &[(f64, f64, &str)]) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for (x, y, words) in lines {
            let mut at = *x;
            for letter in words.chars() {
                let wide = if is_wide(letter) { size } else { size / 2.0 };
                glyphs.push(Glyph {
                    text: letter.to_string(),
                    origin: (at, *y),
                    advance: (wide, 0.0),
                    size,
                    vertical: false,
                    drawn: true,
                });
                at += wide;
            }
        }
        glyphs
    }

    fn words(glyphs: &[Glyph]) -> Vec<String> {
        text(glyphs).paragraphs.iter().map(Paragraph::words).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        // Drawn line by line, as if there were none; with a title over both.
        let mut lines =
            vec![(60.0, 40.0, "A title that is wider than any one of the two columns below it here")];
        for row in 0..4 {
            let y = 80.0 + 12.0 * f64::from(row);
            let left =
                ["one two three four", "five six seven eight", "nine ten eleven twe", "thirteen fourteen."]
                    [row as usize];
            let right =
                ["the right column is", "read after the left", "and not beside it at", "all, never at all."]
                    [row as usize];
            lines.push((60.0, y, left));
            lines.push((320.0, y, right));
        }
        let found = words(&page(10.0, &lines));
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[1].starts_with("one two") && found[1].ends_with("fourteen."), "{found:?}");
        assert!(found[2].starts_with("the right column is read after"), "{found:?}");
    }

    #[test]
    fn a_table_is_read_row_by_row() {
        let rows = [(60.0, 80.0, "tea"), (200.0, 80.0, "12"), (60.0, 92.0, "cups"), (200.0, 92.0, "9")];
        assert_eq!(words(&page(10.0, &rows)).join(" "), "tea 12 cups 9");
    }

    #[test]
    fn paragraphs_end_where_the_next_is_indented_or_further_away() {
        for (name, lines, expected) in [
            (
                "indented",
                vec![
                    (60.0, 80.0, "the first line of it"),
                    (60.0, 92.0, "ends here."),
                    (75.0, 104.0, "the second one"),
                ],
                2,
            ),
            (
                "further away",
                vec![
                    (60.0, 80.0, "the first line of it"),
                    (60.0, 92.0, "ends here."),
                    (60.0, 112.0, "the second one"),
                ],
                2,
            ),
            (
                "a list",
                vec![
                    (60.0, 80.0, "• an item of a list"),
                    (68.0, 92.0, "of two lines"),
                    (60.0, 104.0, "• another"),
                ],
                2,
            ),
            (
                "one",
                vec![
                    (60.0, 80.0, "the first line of it"),
                    (60.0, 92.0, "goes on here"),
                    (60.0, 104.0, "and on"),
                ],
                1,
            ),
        ] {
            assert_eq!(words(&page(10.0, &lines)).len(), expected, "{name}");
        }
    }

    #[test]
    fn words_that_were_parted_are_one() {
        for (one, next, expected) in [
            ("hyphen-", "ated", "hyphenated"),
            ("Anna-", "Maria", "Anna- Maria"),
            ("1990-", "1995", "1990- 1995"),
            ("tea", "cup", "tea cup"),
            ("阅", "历", "阅历"),
            ("阅", "a", "阅 a"),
        ] {
            let mut text = one.to_owned();
            bind(&mut text, next);
            assert_eq!(text + next, expected);
        }
    }

    #[test]
    fn vertical_lines_follow_each_other_to_the_left() {
        let mut glyphs = Vec::new();
        for (x, words) in [(300.0, "茶者南方"), (282.0, "之嘉木也")] {
            for (row, letter) in words.chars().enumerate() {
                glyphs.push(Glyph {
                    text: letter.to_string(),
                    origin: (x, 60.0 + 12.0 * row as f64),
                    advance: (0.0, 12.0),
                    size: 12.0,
                    vertical: true,
                    drawn: false,
                });
            }
        }
        // Whatever was drawn first.
        glyphs.rotate_left(4);
        let found = text(&glyphs);
        assert_eq!(found.paragraphs.len(), 1);
        assert_eq!(found.paragraphs[0].words(), "茶者南方之嘉木也");
        let line = &found.paragraphs[0].lines[0];
        assert!(
            line.vertical && !line.drawn && line.angle == 90.0 && (line.length - 48.0).abs() < 1e-9,
            "{line:?}"
        );
        assert!((line.origin.0 - 300.0).abs() < 1e-9 && (line.origin.1 - 60.0).abs() < 1e-9);
    }

    #[test]
    fn headings_are_what_bookmarks_name() {
        let mut found = text(&page(10.0, &[(60.0, 40.0, "2 On Tea"), (60.0, 80.0, "Tea is a leaf.")]));
        mark_headings(&mut found, &[(1, "On tea"), (2, "Elsewhere")]);
        let levels: Vec<Option<u8>> = found.paragraphs.iter().map(|paragraph| paragraph.level).collect();
        assert_eq!(levels, [Some(1), None]);
    }
}
