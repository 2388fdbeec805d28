//! How many tests passed and failed, read from what each runner says.

use std::ops::AddAssign;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// How many passed, failed and were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed.
    pub failed: usize,
    /// Those that were not run.
    pub skipped: usize,
}

impl Count {
    /// One that passed: a step that is no runner of tests.
    pub const ONE: Self = Self { passed: 1, failed: 0, skipped: 0 };
    /// One that was not run.
    pub const SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    /// One that passed, or an error.
    pub fn of(passed: bool, otherwise: &'static str) -> Result<Self> {
        if passed { Ok(Self::ONE) } else { bail!(otherwise) }
    }

    /// In words.
    pub fn shown(self) -> String {
        let mut text = format!("{} passed", self.passed);
        for (count, what) in [(self.failed, "failed"), (self.skipped, "skipped")] {
            if count > 0 {
                text.push_str(&format!(", {count} {what}"));
            }
        }
        text
    }

    /// What nextest says in its summary.
    pub fn from_nextest(said: &str) -> Option<Self> {
        let plain = without_colours(said);
        let line = plain.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
        let before = |word: &str| {
            let mut words = line.split([' ', ',', '(']).filter(|word| !word.is_empty()).peekable();
            let mut number = 0;
            while let Some(found) = words.next() {
                if words.peek().is_some_and(|next| *next == word) {
                    number = found.parse().unwrap_or(0);
                }
            }
            number
        };
        let failed = before("failed") + before("timed") + before("exec");
        Some(Self { passed: before("passed"), failed, skipped: before("skipped") })
    }

    /// What `cargo test` says after each of its programs.
    pub fn from_cargo_test(said: &str) -> Option<Self> {
        let mut sum = Self::default();
        let lines = said.lines().filter(|line| line.starts_with("test result:"));
        let mut any = false;
        for line in lines {
            any = true;
            let number = |word: &str| {
                let before = line.split(';').find_map(|part| part.trim().strip_suffix(word))?;
                before.split_whitespace().next_back()?.parse::<usize>().ok()
            };
            sum += Self {
                passed: number("passed").unwrap_or(0),
                failed: number("failed").unwrap_or(0),
                skipped: number("ignored").unwrap_or(0),
            };
        }
        any.then_some(sum)
    }

    /// What node's own runner says at the end.
    pub fn from_node(said: &str) -> Option<Self> {
        let number = |word: &str| {
            let plain = said.lines().rev().map(|line| line.trim_start_matches(['#', 'ℹ', ' ']));
            plain
                .filter_map(|line| line.strip_prefix(word))
                .find_map(|number| number.trim().parse::<usize>().ok())
        };
        Some(Self {
            passed: number("pass ")?,
            failed: number("fail ")? + number("cancelled ").unwrap_or(0),
            skipped: number("skipped ").unwrap_or(0) + number("todo ").unwrap_or(0),
        })
    }

    /// What Playwright's JSON report says.
    pub fn from_playwright(report: &str) -> Result<Self> {
        let report: Value = serde_json::from_str(report).context("Playwright's report is not JSON")?;
        let stats = &report["stats"];
        let number = |name: &str| stats[name].as_u64().and_then(|number| usize::try_from(number).ok());
        let errors = report["errors"].as_array().map_or(0, Vec::len);
        Ok(Self {
            passed: number("expected").context("Playwright's report has no numbers")?,
            // One that passes at a second try is not one that passes.
            failed: number("unexpected").unwrap_or(0) + number("flaky").unwrap_or(0) + errors,
            skipped: number("skipped").unwrap_or(0),
        })
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once('m').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: usize, failed: usize, skipped: usize) -> Count {
        Count { passed, failed, skipped }
    }

    #[test]
    fn nextest_is_read() {
        let said = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.5s] 24 tests run: 20 passed (1 slow), 3 failed, 1 timed out, 2 skipped\n";
        assert_eq!(Count::from_nextest(said), Some(count(20, 4, 2)));
        assert_eq!(Count::from_nextest("error: could not compile"), None);
    }

    #[test]
    fn cargo_test_is_read() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0s\n\
                    test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Count::from_cargo_test(said), Some(count(5, 1, 1)));
        assert_eq!(Count::from_cargo_test(""), None);
    }

    #[test]
    fn node_is_read() {
        let said = "# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n";
        assert_eq!(Count::from_node(said), Some(count(3, 1, 1)));
        assert_eq!(Count::from_node("ℹ tests 2\nℹ pass 2\nℹ fail 0\n"), Some(count(2, 0, 0)));
    }

    #[test]
    fn playwright_is_read() {
        let said = r#"{"errors": [{}], "stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}}"#;
        assert_eq!(Count::from_playwright(said).unwrap(), count(7, 3, 2));
        assert!(Count::from_playwright("{}").is_err());
    }
}
