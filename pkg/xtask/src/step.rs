//! What the person sees: each step says what it does, how long it took and, where it fails, what they can do.

use std::{
    fmt,
    io::{IsTerminal, stdout},
    time::{Duration, Instant},
};

use anyhow::Result;

/// Something that the person can put right.
#[derive(Debug)]
pub struct Trouble {
    problem: String,
    help: Vec<String>,
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.problem)?;
        self.help.iter().try_for_each(|line| write!(out, "\n  → {line}"))
    }
}

impl std::error::Error for Trouble {}

/// An error that says what the person can do, one way a line.
pub fn trouble<I, S>(problem: impl Into<String>, help: I) -> anyhow::Error
where
    I: IntoIterator<Item = S>,
    S: Into<String>,
{
    Trouble { problem: problem.into(), help: help.into_iter().map(Into::into).collect() }.into()
}

/// Does something that takes time: says so before, and how long it took after.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("{} {what} …", paint("36", "▸"));
    let start = Instant::now();
    let done = work();
    let time = seconds(start.elapsed());
    match &done {
        Ok(_) => println!("{} {what}: {time}", paint("32", "✓")),
        Err(_) => println!("{} {what}: failed after {time}", paint("31", "✗")),
    }
    done
}

/// Says that something is there already.
pub fn ready(what: &str) {
    println!("{} {what}", paint("32", "✓"));
}

/// Says something that is worth knowing and stops nothing.
pub fn warn(what: &str) {
    println!("{} {what}", paint("33", "!"));
}

/// Text in a colour where the output is a terminal.
pub fn paint(colour: &str, text: &str) -> String {
    if stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// A length of time as people read it.
pub fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole >= 60 {
        format!("{} min {:02} s", whole / 60, whole % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_readable() {
        assert_eq!(seconds(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn trouble_says_what_to_do() {
        let error = trouble("Node is missing.", ["Install Node 20."]);
        assert_eq!(error.to_string(), "Node is missing.\n  → Install Node 20.");
    }
}
