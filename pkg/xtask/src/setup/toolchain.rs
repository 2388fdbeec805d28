//! The compiler for wasm: rustup's target where it can be had, else Debian's compiler with std built for wasm.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{
    cache::Places,
    run::{capture, command, path_first, run, which},
    setup::{debian, system::install_hint},
    step::{step, trouble, warn},
};

/// The target of all that runs in the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// Set to anything, it leaves rustup's target aside, so that the other way can be tried where both exist.
pub const NO_RUSTUP: &str = "YUELI_NO_RUSTUP_TARGET";

/// Which compiler builds for the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that builds all else, with its wasm target.
    Own,
    /// A compiler beside it, found by its folder and, where rustup is there, by its name.
    Beside {
        /// The folder that holds `bin` and `lib`.
        sysroot: PathBuf,
        /// The name that rustup knows it by.
        linked: Option<String>,
    },
}

impl Toolchain {
    /// Lets a command that builds for the web use this compiler.
    pub fn apply(&self, command: &mut Command) -> Result<()> {
        let Self::Beside { sysroot, linked } = self else { return Ok(()) };
        // Cargo sets this one for what it runs; it names the other compiler's libraries.
        command.env_remove("LD_LIBRARY_PATH").env_remove("CARGO").env_remove("RUSTC");
        match linked {
            Some(name) => command.env("RUSTUP_TOOLCHAIN", name),
            None => return path_first(command, &[sysroot.join("bin")]),
        };
        Ok(())
    }

    /// In words.
    pub fn describe(&self) -> String {
        match self {
            Self::Own => format!("Rust with {TARGET}"),
            Self::Beside { sysroot, .. } => {
                let name = sysroot.file_name().unwrap_or_default().to_string_lossy();
                format!("Rust with {TARGET} by way of {name}")
            }
        }
    }

    /// Whether the compiler has clippy.
    pub fn has_clippy(&self) -> bool {
        *self == Self::Own
    }
}

/// The compiler that builds for wasm, installed where it is missing.
pub fn find_or_install(places: &Places) -> Result<Toolchain> {
    let aside = env::var_os(NO_RUSTUP).is_some();
    if !aside && has_target(&own_sysroot(places)?) {
        return Ok(Toolchain::Own);
    }
    if let Some(found) = debian::find(places)? {
        return Ok(found);
    }
    if !aside && which("rustup").is_some() {
        let added = step(&format!("Adding the Rust target {TARGET}"), || {
            run(command("rustup", ["target", "add", TARGET]).current_dir(&places.root))
        });
        match added {
            Ok(()) if has_target(&own_sysroot(places)?) => return Ok(Toolchain::Own),
            Ok(()) => warn("rustup added the target, but the compiler in use does not have it."),
            Err(error) => warn(&format!("rustup could not add it: {error}")),
        }
    }
    debian::install(places)
}

/// Makes sure of a part of the toolchain that small installations leave out, such as `clippy`.
pub fn component(name: &str, places: &Places) -> Result<()> {
    let program = name.trim_start_matches("rust");
    let there = || capture(command("cargo", [program, "--version"]).current_dir(&places.root)).is_ok();
    if there() {
        return Ok(());
    }
    if which("rustup").is_some() {
        step(&format!("Adding {name} to the Rust toolchain"), || {
            run(command("rustup", ["component", "add", name]).current_dir(&places.root))
        })?;
    }
    if there() {
        return Ok(());
    }
    Err(trouble(
        format!("The Rust toolchain has no {name}."),
        [
            format!("With rustup: rustup component add {name}"),
            format!("Otherwise: {}", install_hint(name, name)),
        ],
    ))
}

fn own_sysroot(places: &Places) -> Result<PathBuf> {
    let said = capture(command("rustc", ["--print", "sysroot"]).current_dir(&places.root))
        .context("The Rust compiler does not run; install it from https://rustup.rs")?;
    Ok(PathBuf::from(said))
}

/// Whether a sysroot holds std for wasm.
pub fn has_target(sysroot: &Path) -> bool {
    let lib = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::read_dir(lib).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_there_when_std_is() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!has_target(dir.path()));
        let lib = dir.path().join("lib/rustlib/wasm32-unknown-unknown/lib");
        fs::create_dir_all(&lib).unwrap();
        fs::write(lib.join("self-contained"), "").unwrap();
        assert!(!has_target(dir.path()));
        fs::write(lib.join("libstd-0123.rlib"), "").unwrap();
        assert!(has_target(dir.path()));
    }

    #[test]
    fn a_compiler_beside_is_used_by_its_name_or_its_path() {
        let sysroot = PathBuf::from("/c/rust-web");
        let named = Toolchain::Beside { sysroot: sysroot.clone(), linked: Some("yueli-web".into()) };
        let mut cargo = command("cargo", ["build"]);
        named.apply(&mut cargo).unwrap();
        assert!(cargo.get_envs().any(|(key, value)| key == "RUSTUP_TOOLCHAIN" && value.is_some()));
        let bare = Toolchain::Beside { sysroot, linked: None };
        let mut cargo = command("cargo", ["build"]);
        bare.apply(&mut cargo).unwrap();
        let path = cargo.get_envs().find(|(key, _)| *key == "PATH").and_then(|(_, value)| value).unwrap();
        assert!(path.to_string_lossy().starts_with("/c/rust-web/bin"));
    }
}
