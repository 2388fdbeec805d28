//! What must not be in the sources, and how long they may be.

use std::{fs, path::Path};

use anyhow::Result;

use super::{
    Findings,
    functions::functions,
    scan::{Language, code, without_tests},
};
use crate::{cache::Places, files};

const FILE_WARN: usize = 400;
const FILE_FAIL: usize = 600;
const FUNCTION_WARN: usize = 60;
const LARGEST: u64 = 1024 * 1024;

/// Lints that may be allowed in tests only.
const LINTS: [&str; 6] =
    ["unwrap_used", "expect_used", "clippy::panic", "clippy::todo", "disallowed_methods", "dbg_macro"];
/// What turns text into markup.
const RUST_MARKUP: [&str; 4] =
    ["from_html_unchecked", "set_inner_html", "set_outer_html", "insert_adjacent_html"];
const SCRIPT_MARKUP: [&str; 6] =
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function("];

/// Holds the rules against every file.
pub fn check(places: &Places, names: &[String], findings: &mut Findings) -> Result<()> {
    for name in names {
        let path = places.root.join(name);
        let size = fs::metadata(&path)?.len();
        if size > LARGEST {
            findings.fault(format!("{name} has {} KB; files of the repository stay under 1 MB", size / 1024));
        }
        // What is not text has nothing more to be looked at.
        if let Ok(text) = fs::read_to_string(&path) {
            file(name, &text, findings);
        }
    }
    Ok(())
}

fn file(name: &str, text: &str, findings: &mut Findings) {
    machine_paths(name, text, findings);
    let extension = files::extension(Path::new(name));
    if matches!(extension.as_str(), "rs" | "js" | "mjs" | "ts" | "css") {
        length(name, text, findings);
    }
    match extension.as_str() {
        "rs" => rust(name, text, findings),
        "js" | "mjs" | "ts" => script(name, text, findings),
        _ => {}
    }
}

fn length(name: &str, text: &str, findings: &mut Findings) {
    let lines = text.lines().count();
    if lines > FILE_FAIL {
        findings.fault(format!("{name} has {lines} lines; split it (the limit is {FILE_FAIL})"));
    } else if lines > FILE_WARN {
        findings.warn(format!("{name} has {lines} lines"));
    }
}

fn long_functions(name: &str, code: &str, language: Language, findings: &mut Findings) {
    for long in functions(code, language).into_iter().filter(|function| function.lines > FUNCTION_WARN) {
        findings.warn(format!("{name}:{}: {} has {} lines", long.line, long.name, long.lines));
    }
}

fn rust(name: &str, text: &str, findings: &mut Findings) {
    let code = code(text, Language::Rust);
    let live = if is_test(name) { String::new() } else { without_tests(&code) };
    long_functions(name, &live, Language::Rust, findings);
    for (line, text) in (1..).zip(live.lines()) {
        let attribute = text.trim_start().starts_with("#");
        if attribute && (text.contains("allow") || text.contains("expect")) {
            for lint in LINTS.iter().filter(|lint| text.contains(**lint)) {
                findings.fault(format!("{name}:{line}: {lint} is allowed outside of tests"));
            }
        }
        for word in RUST_MARKUP.iter().filter(|word| text.contains(**word)) {
            findings.fault(format!("{name}:{line}: {word} turns text into markup"));
        }
    }
}

/// Scripts that reach the browser; those of the tests and of the build do not.
fn script(name: &str, text: &str, findings: &mut Findings) {
    let code = code(text, Language::Script);
    long_functions(name, &code, Language::Script, findings);
    if !(name.starts_with("public/") || name.starts_with("app/") || name.starts_with("components/")) {
        return;
    }
    for (line, text) in (1..).zip(code.lines()) {
        for word in SCRIPT_MARKUP.iter().filter(|word| text.contains(**word)) {
            findings.fault(format!("{name}:{line}: {word} turns text into markup or code"));
        }
    }
}

/// Whether a Rust file is a test as a whole.
fn is_test(name: &str) -> bool {
    name.contains("/tests/")
        || name.contains("/benches/")
        || name.ends_with("/tests.rs")
        || name.ends_with("_tests.rs")
        || name.ends_with("/support.rs")
}

/// Paths of one machine, which mean nothing on another.
fn machine_paths(name: &str, text: &str, findings: &mut Findings) {
    for start in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")]
    {
        for (line, text) in (1..).zip(text.lines()) {
            let begins = |at: usize| {
                let before = text[..at].chars().next_back();
                !before.is_some_and(|letter| letter.is_alphanumeric() || "./_-~})".contains(letter))
            };
            if text.match_indices(start).any(|(at, _)| begins(at)) {
                findings.fault(format!("{name}:{line}: a path of one machine ({start}…)"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Findings {
        let mut findings = Findings::default();
        file(name, text, &mut findings);
        findings
    }

    #[test]
    fn long_files_and_functions_are_named() {
        assert_eq!(found("a.rs", &"\n".repeat(401)).warnings, ["a.rs has 401 lines"]);
        assert_eq!(found("a.css", &"\n".repeat(601)).faults.len(), 1);
        let long = format!("fn a() {{{}}}", "\n".repeat(60));
        assert_eq!(found("a.rs", &long).warnings, ["a.rs:1: a has 61 lines"]);
    }

    #[test]
    fn allowances_are_for_tests() {
        let allow = "#[allow(clippy::unwrap_used)]\nfn a() {}\n";
        assert_eq!(found("pkg/a/src/lib.rs", allow).faults.len(), 1);
        assert_eq!(found("pkg/a/tests/a.rs", allow).faults.len(), 0);
        assert_eq!(
            found("pkg/a/src/lib.rs", &format!("#[cfg(test)]\nmod tests {{\n{allow}}}\n")).faults.len(),
            0
        );
    }

    #[test]
    fn text_never_becomes_markup() {
        assert_eq!(found("app/src/a.rs", "fn a(e: E) { e.set_inner_html(x); }").faults.len(), 1);
        assert_eq!(found("app/src/a.rs", "// set_inner_html is forbidden").faults.len(), 0);
        assert_eq!(found("public/a.js", "a.innerHTML = b;").faults.len(), 1);
        assert_eq!(found("e2e/a.ts", "a.innerHTML").faults.len(), 0);
    }

    #[test]
    fn paths_of_a_machine_are_named() {
        let path = format!("see `{}me/somebody/x`", "/ho");
        assert_eq!(found("README.md", &path).faults.len(), 1);
        assert_eq!(
            found("README.md", &format!("https://example.org{}me/x ../wo{}", "/ho", "rk/")).faults.len(),
            0
        );
    }
}
