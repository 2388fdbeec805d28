//! Debian's own Rust for the web, where rustup cannot fetch the wasm target: its compiler and the source of
//! std come by apt, std is built for wasm once, and both are put together in the cache folder.
//! Nothing outside of the cache is written to but what apt installs.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use super::{
    system,
    toolchain::{NO_RUSTUP, TARGET, Toolchain, has_target},
};
use crate::{
    cache::Places,
    run::{capture, command, run, which},
    step::{step, trouble},
};

const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
const LINKED: &str = "yueli-web";

/// The compiler of an earlier run.
pub fn find(places: &Places) -> Result<Option<Toolchain>> {
    let sysroot = places.cache.join("rust-web");
    if !has_target(&sysroot) || capture(&mut command(sysroot.join("bin/rustc"), ["--version"])).is_err() {
        return Ok(None);
    }
    Ok(Some(Toolchain::Beside { linked: link(&sysroot)?, sysroot }))
}

/// Installs the packages, builds std and puts both together.
pub fn install(places: &Places) -> Result<Toolchain> {
    let system = Path::new("/usr");
    if !is_complete(system) {
        if !system::can_apt() {
            return Err(no_way());
        }
        step("Installing Debian's Rust for the web (120 MB)", || system::apt_install(&PACKAGES))?;
    }
    if !is_complete(system) {
        return Err(no_way());
    }
    let sysroot = places.cache.join("rust-web");
    let fresh = places.cache.join("rust-web.new");
    step("Building Rust's standard library for wasm (once; about a minute)", || {
        remove(&fresh)?;
        farm(system, &fresh)?;
        build_std(places, &fresh)?;
        remove(&sysroot)?;
        Ok(fs::rename(&fresh, &sysroot)?)
    })?;
    if !has_target(&sysroot) {
        bail!("std was built for wasm, but is not in {}", sysroot.display());
    }
    Ok(Toolchain::Beside { linked: link(&sysroot)?, sysroot })
}

fn no_way() -> anyhow::Error {
    trouble(
        format!("The Rust compiler here cannot build for {TARGET}."),
        [
            format!("With rustup: rustup target add {TARGET}"),
            format!("On Debian 12 or later, as root: apt-get install {}", PACKAGES.join(" ")),
            format!("Otherwise: {}", system::install_hint("rustup", "rustup")),
            format!("({NO_RUSTUP} is a switch for tests; unset it if you did not mean it.)"),
        ],
    )
}

/// Whether the packages are there: the compiler of the source's version, its libraries and the source of std.
fn is_complete(system: &Path) -> bool {
    let source = system.join("lib/rustlib/src/rust/library/std/Cargo.toml");
    system.join("bin/rustc").is_file() && source.is_file() && system.join("bin/rust-lld").exists()
}

/// Debian's compiler takes its sysroot from where its library is; told otherwise, it uses the folder of the script.
const TOLD: &str = "#!/bin/sh\nhere=$(cd \"$(dirname \"$0\")/..\" && pwd) || exit 1\nexec PROGRAM --sysroot=\"$here\" \"$@\"\n";

/// A sysroot of links to the system's, so that std for wasm can be added without writing there.
fn farm(system: &Path, farm: &Path) -> Result<()> {
    let host = host_of(&system.join("bin/rustc"))?;
    fs::create_dir_all(farm.join("bin"))?;
    for program in ["cargo", "rust-lld"] {
        symlink(&system.join("bin").join(program), &farm.join("bin").join(program))?;
    }
    for program in ["rustc", "rustdoc"] {
        let real = system.join("bin").join(program);
        script(&farm.join("bin").join(program), &TOLD.replace("PROGRAM", &real.to_string_lossy()))?;
    }
    let rustlib = farm.join("lib/rustlib");
    fs::create_dir_all(rustlib.join(TARGET).join("lib"))?;
    for folder in [host.as_str(), "src"] {
        symlink(&system.join("lib/rustlib").join(folder), &rustlib.join(folder))?;
    }
    Ok(())
}

#[cfg(unix)]
fn script(place: &Path, text: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::write(place, text)?;
    Ok(fs::set_permissions(place, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn script(place: &Path, text: &str) -> Result<()> {
    Ok(fs::write(place, text)?)
}

fn host_of(rustc: &Path) -> Result<String> {
    let said = capture(&mut command(rustc, ["-vV"]))?;
    said.lines()
        .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
        .context("rustc names no host")
}

/// Builds std of an empty crate, with bitcode so that it can take part in link-time optimisation.
fn build_std(places: &Places, farm: &Path) -> Result<()> {
    let work = places.cache.join("target-std");
    remove(&work)?;
    fs::create_dir_all(work.join("empty/src"))?;
    fs::write(
        work.join("empty/Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[lib]\n\n[workspace]\n",
    )?;
    fs::write(work.join("empty/src/lib.rs"), "#![no_std]\n")?;
    let std = "build-std=std,panic_abort,panic_unwind,test";
    let mut build = command(farm.join("bin/cargo"), ["build", "--release", "--target", TARGET, "-Z", std]);
    build
        .current_dir(work.join("empty"))
        .env("RUSTC", farm.join("bin/rustc"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", work.join("out"))
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("CARGO");
    run(&mut build).map_err(|error| {
        trouble(format!("std could not be built for wasm: {error}"), ["The lines above say why."])
    })?;
    let built = work.join("out").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&built)?.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let own = name.to_string_lossy().starts_with("libempty-");
        if !own && path.extension().is_some_and(|extension| extension == "rlib") {
            fs::copy(&path, farm.join("lib/rustlib").join(TARGET).join("lib").join(&name))?;
        }
    }
    remove(&work)
}

/// Makes it known to rustup, where there is one.
fn link(sysroot: &Path) -> Result<Option<String>> {
    if which("rustup").is_none() {
        return Ok(None);
    }
    let known = capture(&mut command("rustup", ["toolchain", "list", "--verbose"])).unwrap_or_default();
    let place = sysroot.to_string_lossy();
    let is_linked = |line: &str| line.starts_with(LINKED) && line.ends_with(place.as_ref());
    if !known.lines().any(is_linked) {
        run(command("rustup", ["toolchain", "link", LINKED]).arg(sysroot))?;
    }
    Ok(Some(LINKED.to_owned()))
}

fn remove(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn symlink(target: &Path, place: &Path) -> Result<()> {
    if target.exists() {
        std::os::unix::fs::symlink(target, place)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> Result<()> {
    bail!("Debian's packages are for Linux only")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_found_in_an_empty_cache() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places { root: dir.path().to_owned(), cache: dir.path().to_owned() };
        assert_eq!(find(&places).unwrap(), None);
        assert!(!is_complete(dir.path()));
    }

    #[cfg(unix)]
    #[test]
    fn the_compiler_is_told_of_the_folder_of_links() {
        let dir = tempfile::tempdir().unwrap();
        let (system, place) = (dir.path().join("usr"), dir.path().join("links"));
        fs::create_dir_all(system.join("bin")).unwrap();
        fs::create_dir_all(system.join("lib/rustlib/x86_64-unknown-linux-gnu")).unwrap();
        script(&system.join("bin/rustc"), "#!/bin/sh\necho host: x86_64-unknown-linux-gnu\necho \"$@\"\n")
            .unwrap();
        farm(&system, &place).unwrap();
        let said = capture(&mut command(place.join("bin/rustc"), ["--version"])).unwrap();
        let here = fs::canonicalize(&place).unwrap();
        assert!(said.ends_with(&format!("--sysroot={} --version", here.display())), "{said}");
        assert!(place.join("lib/rustlib/x86_64-unknown-linux-gnu").is_dir());
    }

    #[test]
    fn where_there_is_no_way_it_says_what_to_do() {
        let said = no_way().to_string();
        assert!(said.contains("rustup target add") && said.contains("apt-get install rustc-web"), "{said}");
    }
}
