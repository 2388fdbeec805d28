//! Target folders that several checkouts share.
//!
//! Cargo tells by the time of a file whether a crate is to be compiled again, and names a crate of the workspace by
//! where it is inside of it. So two checkouts that share a target folder are one to it, and the older files of one
//! pass for what was compiled from the other. Whoever builds says here for which checkout: what the other left of our
//! own crates is then compiled again, and what comes from the registry is kept.

use std::{
    fs::{self, File},
    path::Path,
};

use anyhow::{Context, Result};

use crate::files;

/// A target folder in the hands of one checkout; others wait until this is dropped.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

/// Takes hold of `target` for the checkout at `root`.
pub fn hold(target: &Path, root: &Path) -> Result<Held> {
    fs::create_dir_all(target).with_context(|| format!("The folder {} cannot be made", target.display()))?;
    let lock = File::create(target.join("yueli.lock"))?;
    lock.lock()?;
    let stamp = target.join("yueli.checkout");
    let own = root.as_os_str().as_encoded_bytes();
    if fs::read(&stamp).ok().as_deref() != Some(own) {
        forget_members(target)?;
        fs::write(stamp, own)?;
    }
    Ok(Held(lock))
}

/// Removes what cargo knows of our own crates, in every profile and for every platform.
fn forget_members(target: &Path) -> Result<()> {
    let folders = |path: &Path| -> Vec<_> {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    // `<profile>` of this machine, and `<platform>/<profile>`.
    let profiles = folders(target).into_iter().flat_map(|path| [folders(&path), vec![path]].concat());
    for profile in profiles {
        for known in folders(&profile.join(".fingerprint")) {
            if known.file_name().is_some_and(|name| name.to_string_lossy().starts_with("yueli-")) {
                files::remove_dir(&known)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_checkout_forgets_our_crates_and_no_others() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("target");
        let known = |name: &str| target.join("wasm32-unknown-unknown/release/.fingerprint").join(name);
        let native = target.join("debug/.fingerprint/yueli-epub-1");
        for path in [known("yueli-app-1"), known("serde-1"), native.clone()] {
            fs::create_dir_all(path).unwrap();
        }
        hold(&target, Path::new("/one")).unwrap();
        assert!(!known("yueli-app-1").exists() && !native.exists() && known("serde-1").exists());
        fs::create_dir_all(known("yueli-app-1")).unwrap();
        hold(&target, Path::new("/one")).unwrap();
        assert!(known("yueli-app-1").exists());
        hold(&target, Path::new("/two")).unwrap();
        assert!(!known("yueli-app-1").exists());
    }
}
