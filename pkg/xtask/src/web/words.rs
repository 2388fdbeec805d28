//! The app's words beside the app: a file for each language, named by what is in it.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use yueli_i18n::{Locale, written};

use crate::{cache::short_hash, files};

/// Where the page names the folder of words; in its place come the files, each as an attribute of its own.
const FOLDER: [&str; 2] = ["data-words=\"/words/\"", "data-words=/words/"];
/// What the words were made of, which Trunk copies with everything that is public.
const SOURCES: &str = "locales";

/// Writes the words, and names them in the page.
pub fn write(dist: &Path) -> Result<()> {
    files::remove_dir(&dist.join(SOURCES))?;
    let folder = dist.join("words");
    fs::create_dir_all(&folder)?;
    let mut attributes = Vec::new();
    for locale in Locale::ALL {
        let words = written(locale);
        let name = format!("{}-{}.txt", locale.tag(), short_hash(words.as_bytes()));
        fs::write(folder.join(&name), words)?;
        let short = locale.tag().split('-').next().unwrap_or_default();
        attributes.push(format!("data-words-{short}=/words/{name}"));
    }
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).context("the build has no index.html")?;
    let place = FOLDER.iter().find(|place| html.contains(**place));
    let place = place.context("index.html does not say where the words are")?;
    Ok(fs::write(page, html.replacen(place, &attributes.join(" "), 1))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_language() {
        for place in FOLDER {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join("index.html"), format!("<script {place} src=/boot.js>")).unwrap();
            write(dir.path()).unwrap();
            let html = fs::read_to_string(dir.path().join("index.html")).unwrap();
            for file in files::list(&dir.path().join("words")).unwrap() {
                assert!(html.contains(&format!("=/{}", files::relative(dir.path(), &file))), "{html}");
                assert!(fs::read_to_string(&file).unwrap().contains("app-name"));
            }
            assert!(
                html.starts_with("<script data-words-zh=/words/zh-CN-")
                    && html.ends_with(".txt src=/boot.js>")
            );
            assert!(html.contains(" data-words-en=/words/en-"), "{html}");
        }
    }
}
