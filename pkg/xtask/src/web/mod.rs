//! The app as the browser gets it: Trunk's build, made smaller, sealed by its contents, listed for the service
//! worker and compressed beforehand.

mod compress;
mod divide;
mod fonts;
mod optimise;
mod precache;
mod scripts;
mod seal;
mod words;

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    cache::{Places, short_hash},
    files,
    run::{command, path_first, run},
    setup::WebTools,
    step::{ready, step},
    target,
};

/// What a web build is made of; a change of anything else needs no new one.
const INPUTS: [&str; 9] = [
    "app",
    "components",
    "pkg",
    "public",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    ".cargo/config.toml",
    "e2e/package-lock.json",
];

/// Builds the app unless nothing has changed since the last time; gives back its folder.
pub fn build(places: &Places, tools: &WebTools, debug: bool) -> Result<PathBuf> {
    let dist = places.dist(debug);
    fs::create_dir_all(dist.parent().context("the cache has no folder for builds")?)?;
    // Two builds at once would mix; the second waits and then finds the work done.
    let lock = File::create(dist.with_extension("lock"))?;
    lock.lock()?;
    let inputs = inputs(places, tools)?;
    let stamp = dist.with_extension("inputs");
    if dist.join("index.html").is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == inputs) {
        ready("The app is built already, and nothing has changed");
        return Ok(dist);
    }
    let fresh = dist.with_extension("new");
    files::remove_dir(&fresh)?;
    let kind = if debug { "without optimisation" } else { "optimised for size; some minutes the first time" };
    step(&format!("Building the app for the web ({kind})"), || trunk(places, tools, &fresh, debug))?;
    let profile = if debug { "debug" } else { "release" };
    let built = places.target_web().join("wasm32-unknown-unknown").join(profile);
    step("Dividing the wasm", || divide::all(&fresh, &built, &tools.wasm_bindgen.join("wasm-bindgen")))?;
    if !debug {
        step("Making the wasm smaller (wasm-opt)", || optimise::all(&fresh, &tools.wasm_opt))?;
        let terser = tools.modules.join("terser/bin/terser");
        step("Making the scripts smaller (terser)", || scripts::all(&fresh, &terser))?;
    }
    words::write(&fresh)?;
    fonts::write(&tools.modules, &fresh)?;
    seal::seal(&fresh)?;
    precache::write(&fresh)?;
    if !debug {
        step("Compressing (brotli and gzip)", || compress::all(&fresh))?;
    }
    files::remove_dir(&dist)?;
    fs::rename(&fresh, &dist)?;
    fs::write(stamp, inputs)?;
    Ok(dist)
}

/// A hash of everything that a build is made of.
fn inputs(places: &Places, tools: &WebTools) -> Result<String> {
    let mut all = String::new();
    for input in INPUTS {
        let path = places.root.join(input);
        let found = if path.is_dir() { files::list(&path)? } else { vec![path] };
        for file in found {
            let name = file.strip_prefix(&places.root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let own = name.starts_with("pkg/xtask/src/web/") || name.starts_with("pkg/xtask/js/");
            if name.starts_with("pkg/gateway/") || (name.starts_with("pkg/xtask/") && !own) {
                continue;
            }
            let bytes = fs::read(&file).unwrap_or_default();
            all.push_str(&format!("{name} {}\n", short_hash(&bytes)));
        }
    }
    all.push_str(&tools.toolchain.describe());
    Ok(short_hash(all.as_bytes()))
}

const ENCODED_FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

/// The compiler's flags: those of the environment, and the names of source files as short as they can be, for
/// panics carry them; and nobody's folders are named in what is sent.
fn rust_flags(root: &Path) -> Vec<String> {
    let given: Vec<String> = match env::var(ENCODED_FLAGS) {
        Ok(encoded) => encoded.split('\u{1f}').map(str::to_owned).collect(),
        Err(_) => env::var("RUSTFLAGS").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
    };
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let registries =
        cargo.and_then(|home| fs::read_dir(home.join("registry/src")).ok()).into_iter().flatten();
    let folders = registries.flatten().map(|folder| folder.path()).chain([root.to_owned()]);
    let short = folders.map(|folder| format!("--remap-path-prefix={}=", folder.join("").display()));
    given.into_iter().filter(|flag| !flag.is_empty()).chain(short).collect()
}

fn trunk(places: &Places, tools: &WebTools, dist: &Path, debug: bool) -> Result<()> {
    let _held = target::hold(&places.target_web(), &places.root)?;
    let mut build = command(&tools.trunk, ["build", "--config", "Trunk.toml"]);
    build.args((!debug).then_some("--release")).arg("--dist").arg(dist);
    path_first(&mut build, std::slice::from_ref(&tools.wasm_bindgen))?;
    tools.toolchain.apply(&mut build)?;
    build
        .current_dir(&places.root)
        .env("CARGO_TARGET_DIR", places.target_web())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("RUST_BACKTRACE", "0")
        .env(ENCODED_FLAGS, rust_flags(&places.root).join("\u{1f}"))
        // Trunk takes only "true" and "false" for it.
        .env_remove("NO_COLOR");
    run(&mut build)
}
