//! Scripts without what only their writers need. Trunk's own minifier does not read today's syntax and leaves the
//! scripts of modules as they are.

use std::path::Path;

use anyhow::Result;

use crate::{
    files,
    run::{command, run},
};

/// Scripts that are no modules: what stands at their top is seen by others.
const CLASSIC: [&str; 3] = ["boot.js", "sw.js", "sw/"];

/// Makes every script of a build smaller; `terser` is the program's main file.
pub fn all(dist: &Path, terser: &Path) -> Result<()> {
    for file in files::list(dist)? {
        let name = files::relative(dist, &file);
        if files::extension(&file) != "js" {
            continue;
        }
        let classic = CLASSIC.iter().any(|start| name.starts_with(start));
        let mut minify = command("node", [terser, &file]);
        minify.args(["--compress", "--mangle"]).args((!classic).then_some("--module"));
        run(minify.arg("--output").arg(&file))?;
    }
    Ok(())
}
