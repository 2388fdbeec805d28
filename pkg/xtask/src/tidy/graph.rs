//! Who may depend on whom.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::Findings;
use crate::{
    cache::Places,
    run::{capture, command},
};

/// Crates that name the browser.
const BROWSER: [&str; 4] = ["web-sys", "js-sys", "idb", "wasm-streams"];
/// What the presentational components may know of our own crates.
const COMPONENTS: [&str; 2] = ["yueli-publication", "yueli-i18n"];
/// What they must not know of other crates: storage, network, router.
const NOT_COMPONENTS: [&str; 5] = ["yew-router", "gloo-net", "gloo-storage", "gloo-history", "idb"];
const PARSERS: [&str; 12] = [
    "annotation",
    "archive",
    "epub",
    "markup",
    "opds",
    "search",
    "daisy",
    "audiobook",
    "comic",
    "pdf",
    "lcp",
    "patron",
];
/// What parsers may know of our own crates.
const BELOW_PARSERS: [&str; 3] = ["yueli-publication", "yueli-archive", "yueli-markup"];

/// A member of the workspace.
#[derive(Debug, Clone, Default)]
pub struct Member {
    /// Its folder, relative to the workspace.
    pub folder: String,
    /// What it needs to run.
    pub needs: BTreeSet<String>,
    /// Whether it runs in the browser.
    pub web: bool,
}

/// The workspace's members by name.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// All of them.
    pub members: BTreeMap<String, Member>,
}

impl Graph {
    /// Asks cargo.
    pub fn read(places: &Places) -> Result<Self> {
        let mut metadata = command("cargo", ["metadata", "--format-version", "1", "--no-deps"]);
        let said = capture(metadata.current_dir(&places.root))?;
        let root = places.root.to_string_lossy().replace('\\', "/");
        Ok(Self::parse(&serde_json::from_str(&said)?, &root))
    }

    fn parse(metadata: &Value, root: &str) -> Self {
        let packages = metadata["packages"].as_array().into_iter().flatten();
        Self { members: packages.filter_map(|package| member(package, root)).collect() }
    }

    /// Holds the rules against it.
    pub fn check(&self, findings: &mut Findings) {
        for (name, member) in &self.members {
            if member.folder.starts_with("pkg/") {
                below_the_app(name, member, findings);
            }
            if let Some(parser) = member.folder.strip_prefix("pkg/")
                && PARSERS.contains(&parser)
            {
                only(name, member, &BELOW_PARSERS, "parsers know the model and the container only", findings);
            }
            if member.web && self.reaches(name, "yueli-gateway") {
                findings.fault(format!("{name} reaches yueli-gateway: the server is never compiled to wasm"));
            }
        }
        if let Some(components) = self.members.get("yueli-components") {
            only(
                "yueli-components",
                components,
                &COMPONENTS,
                "components get props and give callbacks",
                findings,
            );
            for need in components.needs.iter().filter(|need| NOT_COMPONENTS.contains(&need.as_str())) {
                findings.fault(format!(
                    "yueli-components depends on {need}: it knows no storage, network or router"
                ));
            }
        }
    }

    fn reaches(&self, from: &str, to: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = vec![from];
        while let Some(name) = next.pop() {
            if name == to {
                return true;
            }
            if seen.insert(name)
                && let Some(member) = self.members.get(name)
            {
                next.extend(member.needs.iter().map(String::as_str));
            }
        }
        false
    }
}

fn member(package: &Value, root: &str) -> Option<(String, Member)> {
    let name = package["name"].as_str()?.to_owned();
    let manifest = package["manifest_path"].as_str()?.replace('\\', "/");
    let folder = manifest.strip_prefix(root)?.trim_start_matches('/').trim_end_matches("Cargo.toml");
    let folder = folder.trim_end_matches('/').to_owned();
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    let needs = dependencies
        .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
        .filter_map(|dependency| dependency["name"].as_str().map(str::to_owned))
        .collect();
    let web = folder == "components"
        || folder == "pkg/platform-web"
        || folder == "app"
        || folder.starts_with("app/");
    Some((name, Member { folder, needs, web }))
}

fn below_the_app(name: &str, member: &Member, findings: &mut Findings) {
    let at_the_edge = member.folder == "pkg/platform-web";
    for need in &member.needs {
        let browser =
            BROWSER.contains(&need.as_str()) || need.starts_with("wasm-bindgen") || need.starts_with("gloo");
        if browser && !at_the_edge {
            findings
                .fault(format!("{name} depends on {need}: under pkg/ only platform-web names the browser"));
        }
        if need == "yew" || need.starts_with("yew-") {
            findings.fault(format!("{name} depends on {need}: nothing under pkg/ knows the framework"));
        }
    }
}

fn only(name: &str, member: &Member, allowed: &[&str], why: &str, findings: &mut Findings) {
    let own = member.needs.iter().filter(|need| need.starts_with("yueli-"));
    for need in own.filter(|need| !allowed.contains(&need.as_str())) {
        findings.fault(format!("{name} depends on {need}: {why}"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(packages: &[(&str, &str, &[&str])]) -> Vec<String> {
        let packages: Vec<Value> = packages
            .iter()
            .map(|(name, folder, needs)| {
                let needs: Vec<Value> = needs.iter().map(|need| json!({ "name": need, "kind": null })).collect();
                json!({ "name": name, "manifest_path": format!("/w/{folder}/Cargo.toml"), "dependencies": needs })
            })
            .collect();
        let mut findings = Findings::default();
        Graph::parse(&json!({ "packages": packages }), "/w").check(&mut findings);
        findings.faults
    }

    #[test]
    fn what_the_design_allows_is_allowed() {
        let none = faults(&[
            ("yueli-platform-web", "pkg/platform-web", &["web-sys", "gloo-net", "yueli-ports"]),
            ("yueli-epub", "pkg/epub", &["yueli-archive", "quick-xml"]),
            ("yueli-components", "components", &["yew", "yueli-i18n", "web-sys"]),
            ("yueli-app", "app", &["yew", "yueli-components", "yueli-platform-web"]),
        ]);
        assert_eq!(none, Vec::<String>::new());
    }

    #[test]
    fn each_wrong_direction_is_named() {
        let cases: [(&str, &str, &[&str], &str); 6] = [
            ("yueli-ports", "pkg/ports", &["wasm-bindgen-futures"], "only platform-web"),
            ("yueli-i18n", "pkg/i18n", &["yew"], "framework"),
            ("yueli-platform-web", "pkg/platform-web", &["yew"], "framework"),
            ("yueli-components", "components", &["yueli-ports"], "props"),
            ("yueli-components", "components", &["yew-router"], "router"),
            ("yueli-opds", "pkg/opds", &["yueli-ports"], "parsers"),
        ];
        for (name, folder, needs, why) in cases {
            let found = faults(&[(name, folder, needs)]);
            assert!(found.len() == 1 && found[0].contains(why), "{found:?}");
        }
    }

    #[test]
    fn the_server_is_not_reached_by_any_way() {
        let found = faults(&[
            ("yueli-app", "app", &["yueli-x"]),
            ("yueli-x", "pkg/x", &["yueli-gateway"]),
            ("yueli-gateway", "pkg/gateway", &[]),
        ]);
        assert_eq!(found, ["yueli-app reaches yueli-gateway: the server is never compiled to wasm"]);
    }
}
