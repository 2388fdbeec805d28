//! The members' manifests: every version is said once, in the workspace.

use std::fs;

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::{Findings, graph::Graph};
use crate::{cache::Places, setup};

const INHERITED: [&str; 4] = ["version", "edition", "license", "rust-version"];

/// Holds the rules against every member.
pub fn check(places: &Places, graph: &Graph, findings: &mut Findings) -> Result<()> {
    for member in graph.members.values() {
        let file = format!("{}/Cargo.toml", member.folder);
        let text =
            fs::read_to_string(places.root.join(&file)).with_context(|| format!("{file} cannot be read"))?;
        manifest(&file, &text.parse().with_context(|| file.clone())?, findings);
        if member.folder.starts_with("pkg/") && !places.root.join(&member.folder).join("README.md").is_file()
        {
            findings.fault(format!("{} has no README.md", member.folder));
        }
    }
    let trunk: Table = fs::read_to_string(places.root.join("Trunk.toml"))?.parse()?;
    let told = trunk.get("tools").and_then(|tools| tools.get("wasm_bindgen")).and_then(Value::as_str);
    let locked = setup::locked_version(places, "wasm-bindgen")?;
    if told != Some(locked.as_str()) {
        findings.fault(format!("Trunk.toml says wasm_bindgen {told:?}, Cargo.lock says {locked}"));
    }
    Ok(())
}

fn manifest(file: &str, manifest: &Table, findings: &mut Findings) {
    let package = manifest.get("package").and_then(Value::as_table);
    for key in INHERITED {
        if !package.and_then(|package| package.get(key)).is_some_and(inherited) {
            findings.fault(format!("{file}: write {key}.workspace = true"));
        }
    }
    if !manifest.get("lints").is_some_and(inherited) {
        findings.fault(format!("{file}: write [lints] workspace = true"));
    }
    dependencies(file, manifest, findings);
    for target in manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values) {
        if let Some(target) = target.as_table() {
            dependencies(file, target, findings);
        }
    }
}

fn dependencies(file: &str, table: &Table, findings: &mut Findings) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let all = table.get(section).and_then(Value::as_table);
        for (name, _) in all.into_iter().flatten().filter(|(_, value)| !inherited(value)) {
            findings.fault(format!(
                "{file}: {name} has its version in the workspace; write {name}.workspace = true"
            ));
        }
    }
}

fn inherited(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mut findings = Findings::default();
        manifest("x/Cargo.toml", &text.parse().unwrap(), &mut findings);
        findings.faults
    }

    const GOOD: &str = "[package]\nname = \"x\"\nversion.workspace = true\nedition.workspace = true\nlicense.workspace = true\nrust-version.workspace = true\n[lints]\nworkspace = true\n[dependencies]\nserde.workspace = true\n[dependencies.web-sys]\nworkspace = true\nfeatures = [\"Window\"]\n";

    #[test]
    fn versions_are_inherited() {
        assert_eq!(faults(GOOD), Vec::<String>::new());
        let own = faults(&GOOD.replace("serde.workspace = true", "serde = \"1\""));
        assert!(own.len() == 1 && own[0].contains("serde"), "{own:?}");
        let version =
            faults(&GOOD.replace("version.workspace = true\nedition", "version = \"1.0.0\"\nedition"));
        assert!(version.len() == 1 && version[0].contains("version.workspace"), "{version:?}");
        let target = faults(&format!("{GOOD}[target.'cfg(unix)'.dev-dependencies]\nlibc = \"1\"\n"));
        assert!(target.len() == 1 && target[0].contains("libc"), "{target:?}");
    }
}
