//! The list of the shell's files for the service worker, written to `sw/precache.js`.

use std::{fs, path::Path};

use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{cache::short_hash, files};

/// Beyond this a file is fetched when it is needed, not with the shell.
const LARGEST: u64 = 1024 * 1024;
/// Modules of single routes, fetched when their route is opened, and typefaces, when one is chosen.
const LAZY: [&str; 3] = ["ar", "pdf", "fonts"];
/// Pictures that only systems and search engines ask for.
const NOT_SHELL: [&str; 4] = ["icons/maskable", "icons/shortcut-", "icons/apple-touch-icon", "robots.txt"];

/// Writes the list.
pub fn write(dist: &Path) -> Result<()> {
    let folder = dist.join("sw");
    fs::create_dir_all(&folder)?;
    let list = list(dist)?;
    Ok(fs::write(folder.join("precache.js"), format!("self.yueliPrecache = {list:#};\n"))?)
}

fn list(dist: &Path) -> Result<Value> {
    let (mut entries, mut lazy) = (Vec::new(), Vec::new());
    let mut sums = String::new();
    for file in files::list(dist)? {
        let name = files::relative(dist, &file);
        // The worker's own parts decide about the build too, though it does not keep them.
        let own = name == "sw.js" || (name.starts_with("sw/") && name != "sw/precache.js");
        let later = is_lazy(&name) && !is_side(&name);
        if !own && !later && (name.starts_with("sw/") || !in_shell(&name, fs::metadata(&file)?.len())) {
            continue;
        }
        let integrity = format!("sha256-{}", base64(&Sha256::digest(fs::read(&file)?)));
        sums.push_str(&format!("{name} {integrity}\n"));
        if later {
            lazy.push(json!({ "url": url(&name), "integrity": integrity }));
        } else if !own {
            entries.push(json!({ "url": url(&name), "integrity": integrity }));
        }
    }
    Ok(json!({ "build": short_hash(sums.as_bytes()), "files": entries, "later": lazy }))
}

/// Whether a file is part of what must be there without a network.
fn in_shell(name: &str, size: u64) -> bool {
    !is_side(name)
        && size <= LARGEST
        && !is_lazy(name)
        && !NOT_SHELL.iter().any(|start| name.starts_with(start))
}

/// Whether a file belongs to a module of a single route: it is kept once it was needed.
fn is_lazy(name: &str) -> bool {
    let own =
        |module: &&str| name.strip_prefix(*module).is_some_and(|rest| rest.starts_with(['.', '_', '-', '/']));
    LAZY.iter().any(own)
}

/// Whether a file stands beside one that is asked for.
fn is_side(name: &str) -> bool {
    [".br", ".gz", ".map", ".d.ts"].iter().any(|end| name.ends_with(end))
}

/// A path as the browser asks for it.
fn url(name: &str) -> String {
    let mut out = String::from("/");
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Base 64, as integrity hashes are written.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4_usize {
            let index = (group >> (18 - 6 * digit)) & 63;
            let shown = digit <= chunk.len();
            out.push(if shown { char::from(DIGITS[index as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(dir: &Path, name: &str, text: &str) {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn base64_is_as_elsewhere() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foo"), "Zm9v");
    }

    #[test]
    fn the_shell_is_listed_and_its_side_files_are_not() {
        let dir = tempfile::tempdir().unwrap();
        for name in
            ["index.html", "sw.js", "sw/route.js", "book_bg.wasm", "ar_bg.wasm", "index.html.br", "图.svg"]
        {
            put(dir.path(), name, name);
        }
        let list = list(dir.path()).unwrap();
        let urls: Vec<_> =
            list["files"].as_array().unwrap().iter().map(|file| file["url"].as_str().unwrap()).collect();
        assert_eq!(urls, ["/book_bg.wasm", "/index.html", "/%E5%9B%BE.svg"]);
        assert_eq!(list["later"].as_array().unwrap().len(), 1);
        assert_eq!(list["later"][0]["url"], "/ar_bg.wasm");
    }

    #[test]
    fn the_build_changes_with_any_file_and_only_then() {
        let dir = tempfile::tempdir().unwrap();
        put(dir.path(), "index.html", "one");
        put(dir.path(), "sw.js", "one");
        let build = || list(dir.path()).unwrap()["build"].clone();
        let first = build();
        write(dir.path()).unwrap();
        assert_eq!(first, build());
        put(dir.path(), "sw.js", "two");
        assert_ne!(first, build());
    }
}
