//! Names by contents. Trunk hashes what it was given, not what came out: the glue of a module can keep its name
//! while its content changes (trunk#1028), and wasm-opt changes modules afterwards. So every hashed file gets the
//! hash of what it is now, those that name it are changed with it, and `integrity` says the same.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha384};

use super::precache::base64;
use crate::{cache::short_hash, files};

/// Files in the order in which they name each other: what is named comes before what names.
const ORDER: [&[&str]; 3] = [&["wasm", "woff2", "png", "jpg", "webp", "svg"], &["css"], &["js", "mjs"]];
const TEXTS: [&str; 4] = ["js", "mjs", "css", "html"];

/// Renames hashed files by their contents.
pub fn seal(dist: &Path) -> Result<()> {
    for kinds in ORDER {
        for file in files::list(dist)? {
            if kinds.contains(&files::extension(&file).as_str()) {
                rename(dist, &file)?;
            }
        }
    }
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).context("the build has no index.html")?;
    let sealed = integrity(&html, |url| fs::read(dist.join(url.trim_start_matches('/'))).ok());
    Ok(fs::write(page, sealed)?)
}

fn rename(dist: &Path, file: &Path) -> Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some((stem, rest)) = hashed(&name) else { return Ok(()) };
    let now = format!("{stem}-{}{rest}", short_hash(&fs::read(file)?));
    if now == name {
        return Ok(());
    }
    fs::rename(file, file.with_file_name(&now))?;
    for text in texts(dist)? {
        let old = fs::read_to_string(&text)?;
        if old.contains(&name) {
            fs::write(&text, old.replace(&name, &now))?;
        }
    }
    Ok(())
}

fn texts(dist: &Path) -> Result<Vec<PathBuf>> {
    let all = files::list(dist)?.into_iter();
    Ok(all.filter(|file| TEXTS.contains(&files::extension(file).as_str())).collect())
}

/// Splits `name-0123456789abcdef_bg.wasm` into `name` and `_bg.wasm`; the hash may have lost leading zeros.
fn hashed(name: &str) -> Option<(&str, &str)> {
    let (whole, extension) = name.rsplit_once('.')?;
    let base = whole.strip_suffix("_bg").unwrap_or(whole);
    let (stem, hash) = base.rsplit_once('-')?;
    let is_hash =
        (12..=16).contains(&hash.len()) && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let rest = name.len() - extension.len() - 1 - (whole.len() - base.len());
    (is_hash && !stem.is_empty()).then(|| (stem, &name[rest..]))
}

/// Puts the right hash into every tag that has one.
fn integrity(html: &str, read: impl Fn(&str) -> Option<Vec<u8>>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end);
        let tag = &rest[start..end];
        out.push_str(&rest[..start]);
        let url = attribute(tag, "href").or_else(|| attribute(tag, "src"));
        match (attribute(tag, "integrity"), url.and_then(&read)) {
            (Some(old), Some(bytes)) if !old.is_empty() => {
                out.push_str(&tag.replace(old, &format!("sha384-{}", base64(&Sha384::digest(bytes)))));
            }
            _ => out.push_str(tag),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// An attribute's value; quoted or, after minifying, not.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(&format!(" {name}="))? + name.len() + 2;
    let value = &tag[at..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        // Slashes are part of it: addresses and hashes have them.
        _ => value.split_ascii_whitespace().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_known() {
        assert_eq!(hashed("yueli-0123456789abcdef_bg.wasm"), Some(("yueli", "_bg.wasm")));
        assert_eq!(hashed("a-b-123456789abcde.js"), Some(("a-b", ".js")));
        assert_eq!(hashed("book_bg.wasm"), None);
        assert_eq!(hashed("icon-512.png"), None);
    }

    #[test]
    fn a_chain_of_names_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        put("a-0000000000000000_bg.wasm", "module");
        put("a-0000000000000000.js", "load('a-0000000000000000_bg.wasm')");
        put(
            "index.html",
            "<link href=\"/a-0000000000000000.js\" integrity=\"sha384-x\"><script src=/b.js integrity=sha384-y/z+y crossorigin></script>",
        );
        put("b.js", "");
        seal(dir.path()).unwrap();
        let names: Vec<_> =
            files::list(dir.path()).unwrap().iter().map(|file| files::relative(dir.path(), file)).collect();
        let wasm = format!("a-{}_bg.wasm", short_hash(b"module"));
        assert!(names.contains(&wasm), "{names:?}");
        let glue = format!("load('{wasm}')");
        let js = format!("a-{}.js", short_hash(glue.as_bytes()));
        assert_eq!(fs::read_to_string(dir.path().join(&js)).unwrap(), glue);
        let html = fs::read_to_string(dir.path().join("index.html")).unwrap();
        let sum = base64(&Sha384::digest(glue));
        let empty = base64(&Sha384::digest(""));
        assert_eq!(
            html,
            format!(
                "<link href=\"/{js}\" integrity=\"sha384-{sum}\"><script src=/b.js integrity=sha384-{empty} crossorigin></script>"
            )
        );
    }

    #[test]
    fn sealing_twice_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("index.html"), "<p>").unwrap();
        fs::write(dir.path().join("a-0123456789abcdef.css"), "p{}").unwrap();
        seal(dir.path()).unwrap();
        let first = files::list(dir.path()).unwrap();
        seal(dir.path()).unwrap();
        assert_eq!(first, files::list(dir.path()).unwrap());
    }
}
