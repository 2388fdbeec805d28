//! Typefaces that readers may choose, beside the app: fetched when one is chosen, and not before.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// A family: its folder in the app, its package, and what its files are called there and here.
type Family = (&'static str, &'static str, [(&'static str, &'static str); 4]);

/// Both under the SIL Open Font Licence 1.1, whose text goes with them.
const FAMILIES: [Family; 2] = [
    (
        "opendyslexic",
        "@fontsource/opendyslexic",
        [
            ("opendyslexic-latin-400-normal.woff2", "normal.woff2"),
            ("opendyslexic-latin-400-italic.woff2", "italic.woff2"),
            ("opendyslexic-latin-700-normal.woff2", "bold.woff2"),
            ("opendyslexic-latin-700-italic.woff2", "bold-italic.woff2"),
        ],
    ),
    (
        "atkinson",
        "@fontsource-variable/atkinson-hyperlegible-next",
        [
            ("atkinson-hyperlegible-next-latin-wght-normal.woff2", "normal.woff2"),
            ("atkinson-hyperlegible-next-latin-wght-italic.woff2", "italic.woff2"),
            ("atkinson-hyperlegible-next-latin-ext-wght-normal.woff2", "more.woff2"),
            ("atkinson-hyperlegible-next-latin-ext-wght-italic.woff2", "more-italic.woff2"),
        ],
    ),
];

/// Copies the families from the npm packages in `modules`, each with its licence.
pub fn write(modules: &Path, dist: &Path) -> Result<()> {
    for (name, package, files) in FAMILIES {
        let (from, to) = (modules.join(package), dist.join("fonts").join(name));
        fs::create_dir_all(&to)?;
        let copy = |own: &str, here: &str| {
            let own = from.join(own);
            fs::copy(&own, to.join(here)).with_context(|| format!("{} cannot be copied", own.display()))
        };
        copy("LICENSE", "OFL.txt")?;
        for (own, here) in files {
            copy(&format!("files/{own}"), here)?;
        }
    }
    Ok(())
}
