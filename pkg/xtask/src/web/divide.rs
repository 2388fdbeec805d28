//! Rooms of a module in chunks of their own.
//!
//! `#[wasm_split(room)]` marks a function in the source; what is reached only through it goes into the room's chunk,
//! which is fetched when the function is first called and shares memory and tables with the rest
//! (`wasm_split_cli_support`). That has to happen before wasm-bindgen, and Trunk has no place for it between cargo and
//! wasm-bindgen: so wasm-bindgen runs here once more, over what is left.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::{
    cache::short_hash,
    files,
    run::{command, run},
};

/// The modules that have rooms, and how Trunk names them.
const MODULES: [&str; 2] = ["yueli", "book"];
/// The table, which chunks write their functions into, is one of the things that the linker exports.
const KEEP: &str = "--keep-lld-exports";
/// The file in which the divider wants the chunks' loaders to be.
const LOADERS: &str = "./loaders.js";

/// Divides the modules of a build. `built` has what cargo made, `bindgen` is the program.
pub fn all(dist: &Path, built: &Path, bindgen: &Path) -> Result<()> {
    MODULES.iter().try_for_each(|module| divide(dist, built, bindgen, module))
}

fn divide(dist: &Path, built: &Path, bindgen: &Path, module: &str) -> Result<()> {
    let glue = glue(dist, module)?;
    let name = glue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let work = tempfile::tempdir_in(dist)?;
    let undivided = fs::read(built.join(format!("{module}.wasm")))?;
    let rest = work.path().join(format!("{name}.wasm"));
    let mut options = Options::new(&undivided);
    options.output_dir = work.path();
    options.main_out_path = &rest;
    options.link_name = LOADERS;
    let divided = transform(options).map_err(|error| anyhow!("{module} cannot be divided: {error:#}"))?;
    let bound = work.path().join("bound");
    let mut bind =
        command(bindgen, ["--target", "web", "--no-typescript", KEEP, "--out-name", &name, "--out-dir"]);
    run(bind.arg(&bound).arg(&rest))?;
    let mut loaders = fs::read_to_string(work.path().join(LOADERS))?;
    for chunk in &divided.split_modules {
        let own = chunk.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let room = own.trim_start_matches("split_").trim_end_matches(".wasm");
        let new = format!("{module}-{room}-{}.wasm", short_hash(&fs::read(chunk)?));
        loaders = loaders.replace(&own, &new);
        fs::rename(chunk, dist.join(&new))?;
        if module == MODULES[0] {
            name_in_page(dist, room, &new)?;
        }
    }
    let script = fs::read_to_string(bound.join(format!("{name}.js")))?;
    fs::write(&glue, with_loaders(&script, &loaders)?)?;
    let wasm = format!("{name}_bg.wasm");
    Ok(fs::rename(bound.join(&wasm), dist.join(&wasm))?)
}

/// The script that Trunk made for a module: a worker's bears its name, the app's a hash as well.
fn glue(dist: &Path, module: &str) -> Result<PathBuf> {
    let own = |file: &PathBuf| {
        let name = files::relative(dist, file);
        let stem = name.strip_suffix(".js").unwrap_or_default();
        stem == module || stem.strip_prefix(module).is_some_and(|rest| rest.starts_with('-'))
    };
    files::list(dist)?.into_iter().find(own).with_context(|| format!("the build has no script for {module}"))
}

/// Puts the loaders into the script that asks for them: a script of their own would be one more to wait for, and each
/// of the two would name the other, so that neither could be named by its contents.
fn with_loaders(script: &str, loaders: &str) -> Result<String> {
    // One line for each thing that is imported.
    let is_import = |line: &&str| line.starts_with("import * as ") && line.contains(LOADERS);
    let stars: Vec<&str> =
        script.lines().filter(is_import).filter_map(|line| line.split_whitespace().nth(3)).collect();
    if stars.is_empty() {
        bail!("the script does not ask for its chunks' loaders");
    }
    let marker = "export const ";
    let names = loaders.lines().filter_map(|line| line.strip_prefix(marker)?.split_whitespace().next());
    let names: Vec<&str> = names.collect();
    let own =
        loaders.lines().filter(|line| !line.starts_with("import ") && !line.trim_start().starts_with("//"));
    let own = own.map(|line| line.strip_prefix("export ").unwrap_or(line).to_owned());
    let all = stars.iter().map(|star| format!("const {star} = {{ {} }};", names.join(", ")));
    let rest = script.lines().filter(|line| !is_import(line)).map(str::to_owned);
    let lines: Vec<String> = own.chain(all).chain(rest).collect();
    Ok(lines.join("\n") + "\n")
}

/// Where the page says which modules there are.
const PLACE: [&str; 2] = ["data-js=\"", "data-js="];

/// Names a chunk of the app in the page, so that `boot.js` can have it fetched early.
fn name_in_page(dist: &Path, room: &str, chunk: &str) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).context("the build has no index.html")?;
    let place =
        PLACE.iter().find(|place| html.contains(**place)).context("index.html does not name the app")?;
    Ok(fs::write(&page, html.replacen(place, &format!("data-{room}=/{chunk} {place}"), 1))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaders_stand_in_the_script() {
        let import = |number: u8| format!("import * as import{number} from \"./loaders.js\"\n");
        let script = format!("{}{}function initSync() {{}}\nuse(import1, import2);\n", import(1), import(2));
        let loaders = "import { initSync } from \"./main.js\";\nlet a;\nexport const load_x = () => {\n    // why\n    go();\n};\n";
        let out = with_loaders(&script, loaders).unwrap();
        assert_eq!(
            out,
            "let a;\nconst load_x = () => {\n    go();\n};\nconst import1 = { load_x };\nconst import2 = { load_x };\nfunction initSync() {}\nuse(import1, import2);\n"
        );
    }

    #[test]
    fn a_script_that_asks_for_none_is_an_error() {
        assert!(with_loaders("function initSync() {}", "export const a = 1;").is_err());
    }

    #[test]
    fn the_page_names_the_rooms_of_the_app() {
        let dir = tempfile::tempdir().unwrap();
        for page in ["<script data-js=\"/yueli-0.js\">", "<script data-js=/yueli-0.js>"] {
            fs::write(dir.path().join("index.html"), page).unwrap();
            name_in_page(dir.path(), "reader", "yueli-reader-0.wasm").unwrap();
            let html = fs::read_to_string(dir.path().join("index.html")).unwrap();
            assert!(html.starts_with("<script data-reader=/yueli-reader-0.wasm data-js="), "{html}");
        }
    }
}
