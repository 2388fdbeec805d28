//! wasm-opt over every module of the build.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    thread,
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

/// Makes every `.wasm` file of a build smaller: the largest first, as many at once as there are processors. Each takes some
/// 200 MB, and there are dozens.
pub fn all(dist: &Path, wasm_opt: &Path) -> Result<()> {
    let size = |file: &PathBuf| fs::metadata(file).map_or(0, |file| file.len());
    let mut modules: Vec<PathBuf> =
        files::list(dist)?.into_iter().filter(|file| files::extension(file) == "wasm").collect();
    modules.sort_by_key(size);
    let waiting = Mutex::new(modules);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || {
        while let Some(module) = next() {
            smaller(&module, wasm_opt)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let hands = thread::available_parallelism().map_or(1, usize::from);
        let working: Vec<_> = (0..hands).map(|_| scope.spawn(work)).collect();
        working.into_iter().try_for_each(|hand| match hand.join() {
            Ok(done) => done,
            Err(_) => bail!("wasm-opt could not be run"),
        })
    })
}

fn smaller(module: &Path, wasm_opt: &Path) -> Result<()> {
    let name = module.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let smaller = module.with_extension("wasm-smaller");
    let mut optimise = command("node", [wasm_opt, module]);
    let passes = if name.starts_with("pdf") { &LIGHT[..] } else { &PASSES[..] };
    let status = optimise.args(passes).args(FEATURES).arg("-o").arg(&smaller).status();
    let status = status.context("node cannot be started")?;
    if !status.success() {
        bail!("wasm-opt failed on {name} ({status})");
    }
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len() / 1024);
    println!("  {name}: {} KB → {} KB", size(module), size(&smaller));
    Ok(fs::rename(&smaller, module)?)
}
