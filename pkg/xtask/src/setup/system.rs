//! What comes from the system's package manager: Node, a browser, fonts.

use std::{env, path::PathBuf, process::Command};

use anyhow::Result;

use crate::{
    run::{capture, command, run, which},
    step::{ready, step, trouble, warn},
};

const NODE: u32 = 20;

/// Node's version, when it is new enough.
pub fn node() -> Result<String> {
    let found = capture(&mut command("node", ["--version"])).unwrap_or_default();
    if major(&found).is_some_and(|major| major >= NODE) {
        return Ok(found.trim_start_matches('v').to_owned());
    }
    let problem =
        if found.is_empty() { "Node is missing.".into() } else { format!("Node {found} is too old.") };
    Err(trouble(
        format!("{problem} Yueli needs Node {NODE} or later, with npm."),
        [format!("Install it from https://nodejs.org, or: {}", install_hint("nodejs", "node"))],
    ))
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// The browser for tests: `$CHROMIUM`, else the first that is on the PATH, else the system's package.
pub fn browser() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").map(PathBuf::from) {
        return if path.is_file() {
            Ok(path)
        } else {
            Err(trouble(
                format!("CHROMIUM says {}, and there is no such program.", path.display()),
                ["Set CHROMIUM to the program of Chromium or Chrome, or unset it."],
            ))
        };
    }
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    let find = || {
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
            .iter()
            .find_map(|name| which(name))
            .or_else(|| Some(mac.clone()).filter(|path| path.is_file()))
    };
    if let Some(path) = find() {
        return Ok(path);
    }
    if can_apt() {
        step("Installing Chromium for the browser tests (about a minute)", || apt_install(&["chromium"]))?;
    }
    find().ok_or_else(|| {
        trouble(
            "There is no Chromium or Chrome for the browser tests.",
            [
                format!("Install it: {}", install_hint("chromium", "chromium")),
                "Or set CHROMIUM to the program.".to_owned(),
            ],
        )
    })
}

/// PostgreSQL, for the tests of lending: they start one of their own, so only its programs are wanted.
pub fn postgres() -> Result<()> {
    let debian = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.map(|version| version.path().join("bin/initdb")).find(|program| program.is_file())
    };
    let there = || which("initdb").or_else(debian);
    if there().is_none() && can_apt() {
        step("Installing PostgreSQL for the tests of lending", || apt_install(&["postgresql"]))?;
    }
    match there() {
        Some(program) => {
            ready(&format!("PostgreSQL: {}", program.display()));
            Ok(())
        }
        None => Err(trouble(
            "There is no PostgreSQL, so lending is tested on SQLite alone.",
            [format!("Install it: {}", install_hint("postgresql", "postgresql"))],
        )),
    }
}

/// Letters for Chinese; without them the tests run, but their pictures show boxes.
pub fn cjk_fonts() -> Result<()> {
    if cfg!(target_os = "macos") || cfg!(windows) {
        return Ok(());
    }
    let there = || capture(&mut command("fc-list", [":lang=zh"])).is_ok_and(|list| !list.is_empty());
    if there() {
        ready("Fonts for Chinese");
        return Ok(());
    }
    if can_apt() {
        step("Installing fonts for Chinese (fonts-noto-cjk)", || {
            apt_install(&["fontconfig", "fonts-noto-cjk"])
        })?;
    }
    if !there() {
        let hint = install_hint("fonts-noto-cjk", "font-noto-sans-cjk");
        warn(&format!("No fonts for Chinese: pictures of pages will show boxes. Install them: {hint}"));
    }
    Ok(())
}

/// Whether we may install packages by apt: Debian and its kin, as root.
pub fn can_apt() -> bool {
    which("apt-get").is_some() && is_root()
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    capture(&mut command("id", ["-u"])).is_ok_and(|id| id == "0")
}

/// Installs packages; the lists of packages are fetched when the first try finds them missing or old.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let install = || {
        let args = ["install", "-y", "-q", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"];
        run(apt().args(args).args(packages))
    };
    if install().is_ok() {
        return Ok(());
    }
    run(apt().args(["update", "-q"]))?;
    install()
}

fn apt() -> Command {
    let mut apt = command("apt-get", [] as [&str; 0]);
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// How to install a package on this system, as a command to copy.
pub fn install_hint(debian: &str, other: &str) -> String {
    let ways = [
        ("brew", format!("brew install {other}")),
        ("apt-get", format!("sudo apt-get install {debian}")),
        ("dnf", format!("sudo dnf install {other}")),
        ("pacman", format!("sudo pacman -S {other}")),
        ("zypper", format!("sudo zypper install {other}")),
        ("apk", format!("sudo apk add {other}")),
        ("winget", format!("winget install {other}")),
    ];
    ways.into_iter()
        .find(|(program, _)| which(program).is_some())
        .map_or_else(|| format!("install {other} with your system's package manager"), |(_, way)| way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major(""), None);
    }

    #[test]
    fn every_system_gets_a_hint() {
        assert!(install_hint("chromium", "chromium").contains("chromium"));
    }
}
