//! `cargo xtask test`: everything that must hold, one step after the other, and a table at the end.

mod browser;
mod counts;
mod native;
mod report;

use std::{path::PathBuf, time::Instant};

use anyhow::{Result, bail};

use crate::{
    cache::Places,
    demo, serve,
    setup::{self, WebTools},
    sizes,
    step::{paint, seconds},
    tidy, web,
};

pub use counts::Count;
use report::Outcome;

/// Which steps are run.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// Only what takes seconds once it is built: no web build, no browser, no licences.
    #[arg(long)]
    quick: bool,
    /// Only this step and those it needs; may be given more than once.
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// After `--`: what Playwright is told, such as the name of a spec.
    #[arg(last = true, value_name = "PLAYWRIGHT")]
    playwright: Vec<String>,
}

/// One step: what it is called, what it does, which others it needs, and whether it is quick.
struct Step {
    name: &'static str,
    what: &'static str,
    needs: &'static [&'static str],
    quick: bool,
    run: fn(&mut Session) -> Result<Count>,
}

const STEPS: [Step; 13] = [
    Step { name: "setup", what: "finding or installing the tools", needs: &[], quick: false, run: set_up },
    Step { name: "format", what: "cargo fmt --check", needs: &[], quick: true, run: native::format },
    Step { name: "tidy", what: "the rules of the architecture", needs: &[], quick: true, run: tidied },
    Step { name: "clippy", what: "the linter, native crates", needs: &[], quick: true, run: native::clippy },
    Step {
        name: "clippy-web",
        what: "the linter, web crates",
        needs: &["setup"],
        quick: false,
        run: native::clippy_web,
    },
    Step { name: "unit", what: "unit and property tests", needs: &[], quick: true, run: native::unit },
    Step {
        name: "deny",
        what: "licences and sources of dependencies",
        needs: &[],
        quick: false,
        run: native::deny,
    },
    Step { name: "demo", what: "the demonstration shelf", needs: &[], quick: true, run: shelf },
    Step { name: "web", what: "the app for the web", needs: &["setup"], quick: false, run: app },
    Step { name: "sizes", what: "what a patron downloads", needs: &["web"], quick: false, run: weigh },
    Step { name: "server", what: "the server", needs: &[], quick: false, run: server },
    Step {
        name: "node",
        what: "the service worker's decisions, in node",
        needs: &[],
        quick: true,
        run: browser::node,
    },
    Step {
        name: "e2e",
        what: "journeys in Chromium",
        needs: &["setup", "demo", "web", "server"],
        quick: false,
        run: browser::journeys,
    },
];

/// What the steps have made so far.
pub struct Session {
    places: Places,
    tools: Option<WebTools>,
    dist: Option<PathBuf>,
    gateway: Option<PathBuf>,
    playwright: Vec<String>,
}

/// Runs the steps; true when nothing failed.
pub fn test(places: &Places, args: &Args) -> Result<bool> {
    let chosen = choose(args)?;
    std::fs::create_dir_all(places.reports())?;
    let mut session = Session {
        places: places.clone(),
        tools: None,
        dist: None,
        gateway: None,
        playwright: args.playwright.clone(),
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for (at, step) in chosen.iter().enumerate() {
        println!(
            "\n{} {} ({})",
            paint("1;36", &format!("[{}/{}]", at + 1, chosen.len())),
            step.name,
            step.what
        );
        let missing =
            step.needs.iter().find(|need| outcomes.iter().any(|done| done.name == **need && !done.passed()));
        let start = Instant::now();
        let done = match missing {
            Some(need) => Err(anyhow::anyhow!("not run: it needs `{need}`, which failed")),
            None => (step.run)(&mut session),
        };
        let outcome = Outcome::new(step.name, start.elapsed(), done);
        let time = seconds(outcome.time);
        match &outcome.fault {
            Some(fault) => println!("{} {}: {fault} ({time})", paint("31", "✗"), step.name),
            None => println!("{} {}: {} ({time})", paint("32", "✓"), step.name, outcome.count.shown()),
        }
        outcomes.push(outcome);
    }
    Ok(report::close(&outcomes))
}

/// The steps that were asked for and those that they need, in order.
fn choose(args: &Args) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = args.only.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step {unknown:?}; there are: {}", names.join(", "));
    }
    // Backwards, because a step comes after those that it needs.
    let mut chosen: Vec<&'static Step> = Vec::new();
    for step in STEPS.iter().rev().filter(|step| !args.quick || step.quick) {
        let needed = chosen.iter().any(|after| after.needs.contains(&step.name));
        if needed || args.only.is_empty() || args.only.iter().any(|name| name == step.name) {
            chosen.push(step);
        }
    }
    chosen.reverse();
    Ok(chosen)
}

fn set_up(session: &mut Session) -> Result<Count> {
    session.tools = Some(setup::for_testing(&session.places)?);
    Ok(Count::ONE)
}

fn tidied(session: &mut Session) -> Result<Count> {
    Count::of(tidy::check(&session.places)?, "the rules of the architecture are broken; see the faults above")
}

fn shelf(session: &mut Session) -> Result<Count> {
    let works = demo::check(&session.places, &session.places.demo())?;
    println!("  {works} works without a fault");
    Ok(Count::ONE)
}

fn app(session: &mut Session) -> Result<Count> {
    let Some(tools) = &session.tools else { bail!("the tools are not set up") };
    session.dist = Some(web::build(&session.places, tools, false)?);
    Ok(Count::ONE)
}

fn weigh(session: &mut Session) -> Result<Count> {
    Count::of(sizes::check(&session.places.dist(false))?, "a part is over its budget")
}

fn server(session: &mut Session) -> Result<Count> {
    session.gateway = Some(serve::gateway(&session.places)?);
    Ok(Count::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(quick: bool, only: &[&str]) -> Vec<&'static str> {
        let args = Args {
            quick,
            only: only.iter().map(|name| (*name).to_owned()).collect(),
            playwright: Vec::new(),
        };
        choose(&args).unwrap().iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_step_brings_what_it_needs() {
        assert_eq!(names(false, &["sizes"]), ["setup", "web", "sizes"]);
        assert_eq!(names(false, &["tidy", "format"]), ["format", "tidy"]);
        assert_eq!(names(false, &[]).len(), STEPS.len());
        assert!(!names(true, &[]).contains(&"e2e"));
    }

    #[test]
    fn needs_come_before() {
        for (at, step) in STEPS.iter().enumerate() {
            for need in step.needs {
                assert!(STEPS[..at].iter().any(|before| before.name == *need), "{} needs {need}", step.name);
            }
        }
    }

    #[test]
    fn unknown_steps_are_refused() {
        let args = Args { quick: false, only: vec!["nonsense".into()], playwright: Vec::new() };
        assert!(choose(&args).err().unwrap().to_string().contains("clippy-web"));
    }
}
