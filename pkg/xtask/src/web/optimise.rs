//! wasm-opt over every module of the build.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Child,
};

use anyhow::{Context, Result, bail};

use crate::{files, run::command};

/// What today's compiler puts out; binaryen refuses what it is not told of.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes a module smaller as it is sent. Functions in the order of their names are for brotli: what one piece
/// of generic code was made into stands together. rust-lld puts the stack first, and a stack so deep that it reaches the lowest kilobyte is about
/// to run over: so nothing is kept in low memory. No flag may promise that nothing traps: a panic is a trap, and has
/// to reach the crash screen.
const PASSES: [&str; 7] = [
    "--low-memory-unused",
    "-Oz",
    "--converge",
    "--reorder-functions-by-name",
    "--reorder-locals",
    "--strip-debug",
    "--strip-producers",
];

/// For the module that is fetched for PDFs only: all of the above would take minutes to make it a twentieth smaller,
/// and its loops would be slower.
const LIGHT: [&str; 2] = ["--strip-debug", "--strip-producers"];

/// Makes every `.wasm` file of a build smaller, all at once.
pub fn all(dist: &Path, wasm_opt: &Path) -> Result<()> {
    let modules = files::list(dist)?.into_iter().filter(|file| files::extension(file) == "wasm");
    let running = modules.map(|module| start(&module, wasm_opt)).collect::<Result<Vec<_>>>()?;
    running.into_iter().try_for_each(finish)
}

struct Running {
    module: PathBuf,
    smaller: PathBuf,
    child: Child,
}

fn start(module: &Path, wasm_opt: &Path) -> Result<Running> {
    let smaller = module.with_extension("wasm-smaller");
    let mut optimise = command("node", [wasm_opt, module]);
    let is_light = module.file_name().is_some_and(|name| name.to_string_lossy().starts_with("pdf"));
    optimise.args(if is_light { &LIGHT[..] } else { &PASSES[..] }).args(FEATURES).arg("-o").arg(&smaller);
    let child = optimise.spawn().context("node cannot be started")?;
    Ok(Running { module: module.to_owned(), smaller, child })
}

fn finish(mut running: Running) -> Result<()> {
    let name = running.module.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let status = running.child.wait()?;
    if !status.success() {
        bail!("wasm-opt failed on {name} ({status})");
    }
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len() / 1024);
    println!("  {name}: {} KB → {} KB", size(&running.module), size(&running.smaller));
    Ok(fs::rename(&running.smaller, &running.module)?)
}
