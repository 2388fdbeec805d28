//! Cargo's tools: Trunk, wasm-bindgen, cargo-deny and cargo-fuzz, each in a folder of its name and version.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    cache::Places,
    run::{capture, command, run, which},
    step::{step, trouble},
};

/// The version of Trunk; 0.22 needs a newer compiler than the workspace does.
pub const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const CARGO_FUZZ: &str = "0.13.2";

/// Trunk, and the folder of wasm-bindgen in the version of the lock file.
pub fn web(places: &Places) -> Result<(PathBuf, PathBuf)> {
    let trunk = find_or_install(places, "trunk", "trunk", TRUNK, true)?;
    let version = locked_version(places, "wasm-bindgen")?;
    // Its lock file names crates that newer compilers refuse, so it is installed without it.
    let bindgen = find_or_install(places, "wasm-bindgen-cli", "wasm-bindgen", &version, false)?;
    let folder = bindgen.parent().map(Path::to_owned).context("wasm-bindgen has no folder")?;
    Ok((trunk, folder))
}

/// The program of cargo-deny.
pub fn cargo_deny(places: &Places) -> Result<PathBuf> {
    if let Some(path) = which("cargo-deny") {
        return Ok(path);
    }
    find_or_install(places, "cargo-deny", "cargo-deny", CARGO_DENY, true)
}

/// The program of cargo-fuzz.
pub fn cargo_fuzz(places: &Places) -> Result<PathBuf> {
    if let Some(path) = which("cargo-fuzz") {
        return Ok(path);
    }
    find_or_install(places, "cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, true)
}

/// The version of a crate in Cargo.lock.
pub fn locked_version(places: &Places, name: &str) -> Result<String> {
    let lock = fs::read_to_string(places.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    version_in(&lock, name).with_context(|| format!("Cargo.lock does not name {name}"))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| line.trim() != wanted);
    lines.find_map(|line| Some(line.trim().strip_prefix("version = \"")?.trim_end_matches('"').to_owned()))
}

fn find_or_install(
    places: &Places,
    krate: &str,
    program: &str,
    version: &str,
    locked: bool,
) -> Result<PathBuf> {
    let root = places.tool(program, version);
    let file = root.join("bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    if file.is_file() {
        return Ok(file);
    }
    if let Some(path) = which(program).filter(|path| says_version(path, version)) {
        return Ok(path);
    }
    step(&format!("Installing {krate} {version} (once; some minutes)"), || {
        let mut install = command("cargo", ["install", krate, "--version", version, "--root"]);
        install.arg(&root).args(locked.then_some("--locked"));
        install.current_dir(&places.cache).env("CARGO_TARGET_DIR", places.cache.join("target-tools"));
        run(&mut install).map_err(|error| {
            trouble(
                format!("{krate} {version} could not be installed: {error}"),
                [
                    "Check that this machine reaches the registry of Rust packages, and that a C compiler is installed."
                        .to_owned(),
                    format!("Or install it yourself: cargo install {krate} --version {version}"),
                ],
            )
        })
    })?;
    Ok(file)
}

fn says_version(program: &Path, version: &str) -> bool {
    capture(&mut command(program, ["--version"]))
        .is_ok_and(|said| said.split_whitespace().any(|word| word == version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "absent"), None);
    }
}
