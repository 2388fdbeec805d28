//! Servers that come from PyPI, each in an environment of its own.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{
    run::{command, run},
    step::step,
};

/// The folder of programs of an environment that has `package`; it is made where it is not there.
pub fn environment(folder: &Path, package: &str, program: &str) -> Result<PathBuf> {
    let environment = folder.join(format!("python-{package}"));
    let programs = environment.join("bin");
    if !programs.join(program).is_file() {
        step(&format!("Installing {package} from PyPI"), || {
            run(command("python3", ["-m", "venv"]).arg(&environment))
                .context("Python 3 with venv is needed (Debian: python3-venv)")?;
            let quiet = ["install", "--quiet", "--disable-pip-version-check", package];
            run(&mut command(programs.join("pip"), quiet))
        })?;
    }
    Ok(programs)
}
