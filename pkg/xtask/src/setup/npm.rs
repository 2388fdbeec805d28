//! The npm packages of the browser tests and of wasm-opt, kept by their lock file outside the checkout.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    cache::{Places, short_hash},
    run::{command, run},
    step::{step, trouble, warn},
};

/// The folder of the packages; installs them where the lock file is new.
pub fn packages(places: &Places) -> Result<PathBuf> {
    let e2e = places.e2e();
    let lock = fs::read(e2e.join("package-lock.json")).context("e2e/package-lock.json cannot be read")?;
    let manifest = fs::read(e2e.join("package.json")).context("e2e/package.json cannot be read")?;
    let home = places.cache.join("npm").join(short_hash(&[lock, manifest].concat()));
    let modules = home.join("node_modules");
    let done = home.join("installed");
    if !done.is_file() || !modules.is_dir() {
        step("Installing the npm packages (wasm-opt, Playwright, axe; about a minute)", || {
            install(&e2e, &home)?;
            Ok(fs::write(&done, b"")?)
        })?;
    }
    link(&modules, &e2e.join("node_modules"))?;
    Ok(modules)
}

/// Scripts of packages are not run: none is needed, and no browser is to be downloaded.
fn install(e2e: &Path, home: &Path) -> Result<()> {
    fs::create_dir_all(home)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(e2e.join(file), home.join(file))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(command(npm, args).current_dir(home)).map_err(|error| {
        trouble(
            format!("The npm packages could not be installed: {error}"),
            [
                "Check that `npm` runs and that this machine reaches the npm registry.",
                "Behind a proxy: npm config set proxy http://…",
            ],
        )
    })
}

/// Lets `e2e/node_modules` point to the packages.
fn link(modules: &Path, place: &Path) -> Result<()> {
    if fs::read_link(place).is_ok_and(|target| target == modules) {
        return Ok(());
    }
    match fs::symlink_metadata(place) {
        Ok(there) if there.is_symlink() => fs::remove_file(place)?,
        Ok(_) => {
            warn(
                "e2e/node_modules is a folder of its own: it is used as it is. Delete it to use the cached one.",
            );
            return Ok(());
        }
        Err(_) => {}
    }
    symlink(modules, place).with_context(|| format!("{} cannot be made", place.display()))
}

#[cfg(unix)]
fn symlink(target: &Path, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(windows)]
fn symlink(target: &Path, place: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(target, place)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_link_follows_the_lock_file() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b, place) = (dir.path().join("a"), dir.path().join("b"), dir.path().join("node_modules"));
        fs::create_dir_all(&a).unwrap();
        fs::create_dir_all(&b).unwrap();
        link(&a, &place).unwrap();
        link(&b, &place).unwrap();
        assert_eq!(fs::read_link(&place).unwrap(), b);
    }

    #[test]
    fn a_folder_made_by_hand_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("node_modules");
        fs::create_dir_all(&place).unwrap();
        link(dir.path(), &place).unwrap();
        assert!(fs::symlink_metadata(&place).unwrap().is_dir());
    }
}
