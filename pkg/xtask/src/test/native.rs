//! The steps that cargo does.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Count, Session};
use crate::{
    run::{capture, command, run, tee},
    setup::{
        self,
        toolchain::{TARGET, component},
    },
    step::{step, warn},
    target,
};

/// Crates that run in the browser; their code is looked at as it is compiled for it.
const WEB: [&str; 4] = ["yueli-app", "yueli-components", "yueli-book-worker", "yueli-platform-web"];

pub(super) fn format(session: &mut Session) -> Result<Count> {
    component("rustfmt", &session.places)?;
    run(command("cargo", ["fmt", "--all", "--check"]).current_dir(&session.places.root))
        .context("`cargo fmt` puts it right")?;
    Ok(Count::ONE)
}

pub(super) fn clippy(session: &mut Session) -> Result<Count> {
    component("clippy", &session.places)?;
    let _held = target::hold(&session.places.target(), &session.places.root)?;
    let mut clippy = cargo(session, &["clippy", "--workspace", "--all-targets"]);
    for name in &WEB[..3] {
        clippy.args(["--exclude", name]);
    }
    run(clippy.args(["--", "-D", "warnings"]))?;
    Ok(Count::ONE)
}

pub(super) fn clippy_web(session: &mut Session) -> Result<Count> {
    let Some(tools) = &session.tools else { bail!("the tools are not set up") };
    let own =
        if tools.toolchain.has_clippy() { session.places.target_web() } else { session.places.target() };
    let _held = target::hold(&own, &session.places.root)?;
    let mut clippy = cargo(session, &["clippy"]);
    for name in WEB {
        clippy.args(["--package", name]);
    }
    if tools.toolchain.has_clippy() {
        clippy.args(["--target", TARGET]).env("CARGO_TARGET_DIR", own);
    } else {
        warn("The compiler for wasm has no clippy: the crates are looked at as native ones.");
    }
    run(clippy.args(["--", "-D", "warnings"]))?;
    Ok(Count::ONE)
}

/// By nextest where it is installed, else by `cargo test`.
pub(super) fn unit(session: &mut Session) -> Result<Count> {
    let _held = target::hold(&session.places.target(), &session.places.root)?;
    let nextest = capture(&mut command("cargo", ["nextest", "--version"])).is_ok();
    let (ran, count) = if nextest {
        let args = ["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"];
        let mut tests = cargo(session, &args);
        let (ran, said) = tee(tests
            .args(["--final-status-level", "fail", "--color", "never"])
            .env("NEXTEST_HIDE_PROGRESS_BAR", "1"))?;
        (ran, Count::from_nextest(&said))
    } else {
        let (ran, said) =
            tee(&mut cargo(session, &["test", "--workspace", "--no-fail-fast", "--all-targets"]))?;
        (ran, Count::from_cargo_test(&said))
    };
    settled(ran, count, "the tests could not be built or run; see above")
}

/// The advisories are not looked at: their list comes from the network, and no test reaches it.
pub(super) fn deny(session: &mut Session) -> Result<Count> {
    let program = match setup::cargo_deny(&session.places) {
        Ok(program) => program,
        Err(error) => {
            warn(&format!("{error:#}"));
            return Ok(Count::SKIPPED);
        }
    };
    step("Licences, bans and sources", || {
        let mut deny = command(program, ["--log-level", "error", "check", "licenses", "bans", "sources"]);
        run(deny.current_dir(&session.places.root))
    })?;
    Ok(Count::ONE)
}

/// A runner that failed without a failed test has failed itself.
pub(super) fn settled(ran: bool, count: Option<Count>, otherwise: &'static str) -> Result<Count> {
    match count {
        Some(count) if ran || count.failed > 0 => Ok(count),
        _ => bail!(otherwise),
    }
}

fn cargo(session: &Session, args: &[&str]) -> Command {
    let mut cargo = command("cargo", args);
    cargo.current_dir(&session.places.root).env("CARGO_TARGET_DIR", session.places.target());
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runner_that_breaks_is_a_failure() {
        assert!(settled(false, Some(Count::ONE), "broke").is_err());
        assert!(settled(true, None, "broke").is_err());
        let failed = Count { failed: 1, ..Count::ONE };
        assert_eq!(settled(false, Some(failed), "broke").unwrap(), failed);
    }
}
