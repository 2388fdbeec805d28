//! What a run of libFuzzer came to.

/// How often a target was run, and how often it broke.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    target: String,
    executions: u64,
    crashes: u64,
    timeouts: u64,
    out_of_memory: u64,
    /// False where the run never came to its first line.
    started: bool,
}

impl Outcome {
    /// The same, and what broke it before it made anything itself.
    pub fn with_broken(self, broken: u64) -> Self {
        Self { crashes: self.crashes + broken, ..self }
    }

    /// True where it ran and nothing broke.
    pub fn is_whole(&self) -> bool {
        self.started && self.crashes + self.timeouts + self.out_of_memory == 0
    }
}

/// Reads the last line that counts: `#9: cov: 8 … oom/timeout/crash: 0/0/0 time: 7s …`.
pub fn read(target: &str, said: &str) -> Outcome {
    let mut outcome = Outcome { target: target.to_owned(), ..Outcome::default() };
    for line in said.lines() {
        let Some((executions, rest)) = line.strip_prefix('#').and_then(|line| line.split_once(':')) else {
            continue;
        };
        let broken = rest.split_once("oom/timeout/crash: ").and_then(|(_, rest)| rest.split(' ').next());
        let (Ok(executions), Some(broken)) = (executions.parse(), broken) else { continue };
        let mut counts = broken.split('/').map(|count| count.parse().unwrap_or_default());
        outcome.executions = executions;
        outcome.out_of_memory = counts.next().unwrap_or_default();
        outcome.timeouts = counts.next().unwrap_or_default();
        outcome.crashes = counts.next().unwrap_or_default();
        outcome.started = true;
    }
    outcome
}

/// A line for each target.
pub fn table(outcomes: &[Outcome]) -> String {
    let line = |cells: [&str; 5]| {
        let [target, executions, crashes, timeouts, memory] = cells;
        format!("{target:<12} {executions:>12} {crashes:>8} {timeouts:>6} {memory:>9}")
    };
    let mut lines = vec![line(["target", "executions", "crashes", "slow", "too large"])];
    for outcome in outcomes {
        let counts = [outcome.executions, outcome.crashes, outcome.timeouts, outcome.out_of_memory];
        let [executions, crashes, timeouts, memory] = counts.map(|count| count.to_string());
        let executions = if outcome.started { executions } else { "not run".to_owned() };
        lines.push(line([&outcome.target, &executions, &crashes, &timeouts, &memory]));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_count_is_the_one() {
        let said = "INFO: x\n#12: cov: 1 ft: 2 corp: 3 exec/s: 4 oom/timeout/crash: 0/0/0 time: 2s job: 1\n\
            #345: cov: 1 ft: 2 corp: 3 exec/s: 4 oom/timeout/crash: 1/2/3 time: 9s job: 4 dft_time: 0\nDONE\n";
        let outcome = read("css", said);
        assert_eq!(
            (outcome.executions, outcome.out_of_memory, outcome.timeouts, outcome.crashes),
            (345, 1, 2, 3)
        );
        assert!(!outcome.is_whole());
        assert!(!read("css", "nothing was said").is_whole());
        assert!(table(&[outcome]).ends_with("css                   345        3      2         1"));
    }
}
