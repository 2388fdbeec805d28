//! Every text and module compressed beforehand, so that the server never has to.

use std::{ffi::OsStr, path::Path};

use anyhow::Result;

use crate::run::node_script;

/// Node's zlib is there anyway and is as fast as can be.
const SCRIPT: &str = include_str!("../../js/compress.mjs");

/// Writes a `.br` and a `.gz` beside each file that gains by it.
pub fn all(dist: &Path) -> Result<()> {
    node_script(SCRIPT, dist, &[] as &[&OsStr])
}
