//! The figures as people read them: for each book and metric the medians, and how Yueli stands to the faster peer.

use serde_json::Value;

/// Our own engine among the others.
const OURS: &str = "yueli";

/// One line of the results.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) book: String,
    pub(super) engine: String,
    pub(super) metric: String,
    pub(super) median: f64,
    pub(super) unit: String,
}

impl Line {
    /// Reads it; `None` where something is missing.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let word = |name: &str| Some(value[name].as_str()?.to_owned());
        Some(Self {
            book: word("book")?,
            engine: word("engine")?,
            metric: word("metric")?,
            median: value["median"].as_f64()?,
            unit: word("unit")?,
        })
    }
}

/// The table. What an engine was not measured at is a dash; so is a ratio that has only one side.
pub(super) fn shown(lines: &[Line]) -> String {
    let engines = distinct(lines.iter().map(|line| line.engine.as_str()));
    let mut text = String::new();
    for book in distinct(lines.iter().map(|line| line.book.as_str())) {
        let own: Vec<&Line> = lines.iter().filter(|line| line.book == book).collect();
        let heads: String = engines.iter().map(|engine| format!("{engine:>14}")).collect();
        text.push_str(&format!("{book}\n  {:<20}{heads}{:>10}\n", "median", "ratio"));
        for metric in distinct(own.iter().map(|line| line.metric.as_str())) {
            let of = |engine: &str| own.iter().find(|line| line.metric == metric && line.engine == engine);
            let cells: String = engines
                .iter()
                .map(|engine| of(engine).map_or("-".to_owned(), |line| figure(line)))
                .map(|cell| format!("{cell:>14}"))
                .collect();
            let peers = engines.iter().filter(|engine| **engine != OURS).filter_map(|engine| of(engine));
            let faster = peers.map(|line| line.median).min_by(f64::total_cmp);
            let ratio = of(OURS).zip(faster).filter(|(_, peer)| *peer > 0.0);
            let ratio = ratio.map_or("-".to_owned(), |(ours, peer)| format!("{:.2}", ours.median / peer));
            text.push_str(&format!("  {metric:<20}{cells}{ratio:>10}\n"));
        }
        text.push('\n');
    }
    text.push_str("ratio: yueli's median by that of the faster peer (smaller is better)\n");
    text
}

fn figure(line: &Line) -> String {
    format!("{:.1} {}", line.median, line.unit)
}

/// Every name once, in the order in which they come first.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(engine: &str, metric: &str, median: f64) -> Line {
        let (book, unit) = ("moby".to_owned(), "ms".to_owned());
        Line { book, engine: engine.to_owned(), metric: metric.to_owned(), median, unit }
    }

    fn row<'a>(table: &'a str, metric: &str) -> Vec<&'a str> {
        let row = table.lines().find(|row| row.trim_start().starts_with(metric)).unwrap();
        row.split_whitespace().collect()
    }

    #[test]
    fn the_ratio_is_to_the_faster_peer() {
        let lines = [line("yueli", "first", 150.0), line("a", "first", 300.0), line("b", "first", 100.0)];
        let table = shown(&lines);
        assert_eq!(row(&table, "first"), ["first", "150.0", "ms", "300.0", "ms", "100.0", "ms", "1.50"]);
        assert_eq!(row(&table, "median"), ["median", "yueli", "a", "b", "ratio"]);
    }

    #[test]
    fn what_is_missing_is_a_dash() {
        let lines = [line("yueli", "first", 1.0), line("a", "first", 2.0), line("a", "search", 3.0)];
        let table = shown(&lines);
        assert_eq!(row(&table, "search"), ["search", "-", "3.0", "ms", "-"]);
        assert!(shown(&[line("yueli", "first", 1.0)]).contains(" -\n"));
    }
}
