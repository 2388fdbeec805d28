//! The table at the end, and the line that closes it.

use std::time::Duration;

use anyhow::Result;

use super::Count;
use crate::step::{paint, seconds};

/// How a step ended.
#[derive(Debug)]
pub struct Outcome {
    /// The step.
    pub name: &'static str,
    /// How long it took.
    pub time: Duration,
    /// Its tests; a step that is no runner counts as one.
    pub count: Count,
    /// What was wrong, where something was.
    pub fault: Option<String>,
}

impl Outcome {
    /// From what a step gave back.
    pub fn new(name: &'static str, time: Duration, done: Result<Count>) -> Self {
        match done {
            Ok(count) if count.failed == 0 => Self { name, time, count, fault: None },
            Ok(count) => Self { name, time, count, fault: Some(count.shown()) },
            Err(error) => Self {
                name,
                time,
                count: Count { failed: 1, ..Count::default() },
                fault: Some(format!("{error:#}")),
            },
        }
    }

    /// Whether others can build on it.
    pub fn passed(&self) -> bool {
        self.fault.is_none()
    }
}

/// Prints the table and the closing line; true when nothing failed.
pub fn close(outcomes: &[Outcome]) -> bool {
    let (table, sum) = table(outcomes);
    println!("\n{table}");
    println!("{} passed, {} failed", sum.passed, sum.failed);
    sum.failed == 0
}

fn table(outcomes: &[Outcome]) -> (String, Count) {
    let mut text =
        format!("{:<12}{:<9}{:>8}{:>8}{:>9}{:>14}\n", "step", "", "passed", "failed", "skipped", "time");
    let mut sum = Count::default();
    let mut time = Duration::ZERO;
    for outcome in outcomes {
        let word = match outcome {
            Outcome { fault: Some(_), .. } => paint("31", "FAILED   "),
            Outcome { count: Count { passed: 0, .. }, .. } => paint("33", "skipped  "),
            _ => paint("32", "ok       "),
        };
        let Count { passed, failed, skipped } = outcome.count;
        let took = seconds(outcome.time);
        text.push_str(&format!("{:<12}{word}{passed:>8}{failed:>8}{skipped:>9}{took:>14}\n", outcome.name));
        sum += outcome.count;
        time += outcome.time;
    }
    text.push_str(&format!(
        "{:<21}{:>8}{:>8}{:>9}{:>14}\n",
        "",
        sum.passed,
        sum.failed,
        sum.skipped,
        seconds(time)
    ));
    for (outcome, fault) in outcomes.iter().filter_map(|outcome| Some((outcome, outcome.fault.as_ref()?))) {
        text.push_str(&format!("{}: {fault}\n", outcome.name));
    }
    (text, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_break_count_as_one_failure() {
        let second = Duration::from_secs(1);
        let outcomes = [
            Outcome::new("format", second, Ok(Count::ONE)),
            Outcome::new("unit", second, Ok(Count { passed: 9, failed: 2, skipped: 1 })),
            Outcome::new("web", second, Err(anyhow::anyhow!("no compiler"))),
            Outcome::new("deny", second, Ok(Count::SKIPPED)),
        ];
        let (text, sum) = table(&outcomes);
        assert_eq!((sum.passed, sum.failed, sum.skipped), (10, 3, 2));
        assert!(text.contains("web: no compiler") && text.contains("4.0 s"), "{text}");
        assert!(!close(&outcomes) && close(&outcomes[..1]));
    }
}
