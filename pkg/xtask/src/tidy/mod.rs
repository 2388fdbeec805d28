//! `cargo xtask tidy`: the rules of the architecture, held against the dependency graph and the sources.

mod functions;
mod graph;
mod locales;
mod manifests;
mod scan;
mod sources;

use anyhow::Result;

use crate::{
    cache::Places,
    run::{capture, command},
    step::paint,
};

/// What was found: faults fail, warnings do not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What breaks a rule.
    pub faults: Vec<String>,
    /// What is on its way to break one.
    pub warnings: Vec<String>,
}

impl Findings {
    fn fault(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }

    fn warn(&mut self, what: impl Into<String>) {
        self.warnings.push(what.into());
    }
}

/// Looks over everything, prints what it found; true when no rule is broken.
pub fn check(places: &Places) -> Result<bool> {
    let mut findings = Findings::default();
    let graph = graph::Graph::read(places)?;
    graph.check(&mut findings);
    manifests::check(places, &graph, &mut findings)?;
    let files = tracked(places)?;
    sources::check(places, &files, &mut findings)?;
    locales::check(places, &files, &mut findings)?;
    for warning in &findings.warnings {
        println!("{} {warning}", paint("33", "warning:"));
    }
    for fault in &findings.faults {
        println!("{} {fault}", paint("31", "fault:"));
    }
    println!("{} files: {} faults, {} warnings", files.len(), findings.faults.len(), findings.warnings.len());
    Ok(findings.faults.is_empty())
}

/// The files that git tracks and that are there; all files where there is no git.
fn tracked(places: &Places) -> Result<Vec<String>> {
    let listed = capture(command("git", ["ls-files", "-z"]).current_dir(&places.root));
    let names: Vec<String> = match listed {
        Ok(names) if !names.is_empty() => names.split('\0').map(str::to_owned).collect(),
        _ => {
            let all = crate::files::list(&places.root)?;
            all.iter().map(|file| crate::files::relative(&places.root, file)).collect()
        }
    };
    Ok(names.into_iter().filter(|name| places.root.join(name).is_file()).collect())
}
