//! Finds or installs what building and testing need. When all is there, it takes a second.

mod debian;
mod npm;
mod system;
pub mod toolchain;
mod tools;

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    cache::Places,
    step::{ready, warn},
};

pub use npm::packages;
pub use system::{apt_install, browser, can_apt, postgres};
pub use toolchain::Toolchain;
pub use tools::{cargo_deny, cargo_fuzz, locked_version};

/// What a build of the app for the web needs.
#[derive(Debug)]
pub struct WebTools {
    /// The compiler for wasm.
    pub toolchain: Toolchain,
    /// Trunk itself.
    pub trunk: PathBuf,
    /// The folder of wasm-bindgen.
    pub wasm_bindgen: PathBuf,
    /// The script of wasm-opt, run by node.
    pub wasm_opt: PathBuf,
    /// The npm packages.
    pub modules: PathBuf,
}

/// What building and serving need.
pub fn for_serving(places: &Places) -> Result<WebTools> {
    let node = system::node()?;
    let toolchain = toolchain::find_or_install(places)?;
    let (trunk, wasm_bindgen) = tools::web(places)?;
    let modules = npm::packages(places)?;
    ready(&format!(
        "Tools: {}, Trunk {}, wasm-bindgen {}, Node {node}",
        toolchain.describe(),
        tools::TRUNK,
        tools::locked_version(places, "wasm-bindgen")?
    ));
    let wasm_opt = modules.join("binaryen/bin/wasm-opt");
    Ok(WebTools { toolchain, trunk, wasm_bindgen, wasm_opt, modules })
}

/// What testing needs on top: a browser, and letters for Chinese on its pictures.
pub fn for_testing(places: &Places) -> Result<WebTools> {
    let tools = for_serving(places)?;
    let browser = system::browser()?;
    ready(&format!("Browser: {}", browser.display()));
    system::cjk_fonts()?;
    // Without it the tests of lending run on SQLite alone, and say so.
    if let Err(error) = system::postgres() {
        warn(&format!("{error:#}"));
    }
    Ok(tools)
}
