//! Where things are: the checkout, and the cache folder that keeps what takes long to make.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The checkout and the cache folder.
///
/// The cache is `$YUELI_CACHE`, else `$XDG_CACHE_HOME/yueli`, else `~/.cache/yueli`. Nothing that is
/// built is kept in the checkout.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folder of the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// The cache folder.
    pub cache: PathBuf,
}

impl Places {
    /// Finds both, and makes the cache folder.
    pub fn find() -> Result<Self> {
        let root = find_root()?;
        let cache = find_cache(
            env::var_os("YUELI_CACHE").map(PathBuf::from),
            env::var_os("XDG_CACHE_HOME").map(PathBuf::from),
            env::home_dir(),
        );
        fs::create_dir_all(&cache).with_context(|| {
            format!("The cache folder {} cannot be made; set YUELI_CACHE to another folder.", cache.display())
        })?;
        Ok(Self { root, cache })
    }

    /// Where native builds go.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.cache.join("target"), PathBuf::from)
    }

    /// Where builds for the web go.
    pub fn target_web(&self) -> PathBuf {
        self.cache.join("target-web")
    }

    /// Where the tools of one name and version are.
    pub fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.cache.join("tools").join(format!("{name}-{version}"))
    }

    /// The built app of this checkout.
    pub fn dist(&self, debug: bool) -> PathBuf {
        let kind = if debug { "-debug" } else { "" };
        self.cache.join("dist").join(format!("{}{kind}", self.checkout()))
    }

    /// The demonstration shelf of this checkout, as EPUB files.
    pub fn demo(&self) -> PathBuf {
        self.cache.join("demo").join(self.checkout())
    }

    /// This checkout's own programs.
    pub fn programs(&self) -> PathBuf {
        self.cache.join("programs").join(self.checkout())
    }

    /// Reports and other short-lived files of this checkout.
    pub fn reports(&self) -> PathBuf {
        self.cache.join("reports").join(self.checkout())
    }

    /// What fuzzing found, and what it begins with.
    pub fn fuzz(&self) -> PathBuf {
        self.cache.join("fuzz").join(self.checkout())
    }

    /// The browser tests.
    pub fn e2e(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// A short name of this checkout, so that several can share one cache.
    fn checkout(&self) -> String {
        short_hash(self.root.as_os_str().as_encoded_bytes())
    }
}

/// The checkout: cargo says where xtask's own manifest is; by hand, the nearest workspace above.
fn find_root() -> Result<PathBuf> {
    let here = env::current_dir()?;
    let manifest =
        env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).filter(|dir| dir.ends_with("pkg/xtask"));
    manifest
        .as_deref()
        .unwrap_or(&here)
        .ancestors()
        .find(|dir| dir.join("Cargo.lock").is_file() && dir.join("pkg/xtask").is_dir())
        .map(Path::to_owned)
        .context("This is not a checkout of Yueli: run `cargo xtask` inside of it.")
}

fn find_cache(own: Option<PathBuf>, xdg: Option<PathBuf>, home: Option<PathBuf>) -> PathBuf {
    own.filter(|path| path.is_absolute())
        .or_else(|| xdg.filter(|path| path.is_absolute()).map(|dir| dir.join("yueli")))
        .or_else(|| home.map(|dir| dir.join(".cache/yueli")))
        .unwrap_or_else(|| env::temp_dir().join("yueli-cache"))
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The first 16 hexadecimal digits of the SHA-256.
pub fn short_hash(bytes: &[u8]) -> String {
    let mut text = hex(&Sha256::digest(bytes));
    text.truncate(16);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_the_documentation_says() {
        let path = |text: &str| Some(PathBuf::from(text));
        assert_eq!(find_cache(path("/own"), path("/xdg"), path("/h")), PathBuf::from("/own"));
        assert_eq!(find_cache(None, path("/xdg"), path("/h")), PathBuf::from("/xdg/yueli"));
        assert_eq!(find_cache(path("relative"), None, path("/h")), PathBuf::from("/h/.cache/yueli"));
    }

    #[test]
    fn hashes_are_short_and_hexadecimal() {
        assert_eq!(short_hash(b""), "e3b0c44298fc1c14");
    }
}
