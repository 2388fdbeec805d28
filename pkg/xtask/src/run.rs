//! Other programs: how they are called, and what is said when they fail.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context, Result, bail};

/// A program with its arguments.
pub fn command<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

/// Runs it with our own input and output.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} cannot be started", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs it and gives back what it wrote to standard output.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} cannot be started", name(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", shown(command), output.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs it, shows every line it writes as it comes, and gives all of them back with the outcome.
pub fn tee(command: &mut Command) -> Result<(bool, String)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} cannot be started", name(command)))?;
    let errors = child.stderr.take().map(|pipe| thread::spawn(move || echo(pipe)));
    let mut said = child.stdout.take().map(echo).unwrap_or_default();
    if let Some(Ok(text)) = errors.map(thread::JoinHandle::join) {
        said.push_str(&text);
    }
    Ok((child.wait()?.success(), said))
}

fn echo(pipe: impl Read) -> String {
    let mut all = String::new();
    let mut lines = BufReader::new(pipe);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|size| size > 0) {
        let text = String::from_utf8_lossy(&line);
        print!("    {text}");
        all.push_str(&text);
        line.clear();
    }
    all
}

/// Where a program is on the PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&file)).find(|path| path.is_file())
}

/// Puts folders before all others on the PATH of a command.
pub fn path_first(command: &mut Command, first: &[PathBuf]) -> Result<()> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = env::join_paths(first.iter().cloned().chain(env::split_paths(&old)))?;
    command.env("PATH", all);
    Ok(())
}

/// Node run with a script of our own, given on standard input, in a folder.
pub fn node_script(script: &str, folder: &Path, args: &[&OsStr]) -> Result<()> {
    use std::io::Write;
    let mut child = command("node", ["--input-type=module", "-"])
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .context("node cannot be started")?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(script.as_bytes())?;
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("a script for node failed ({status})");
    }
    Ok(())
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn shown(command: &Command) -> String {
    let mut text =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    for arg in command.get_args() {
        text.push(' ');
        text.push_str(&arg.to_string_lossy());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_name_the_command() {
        let error = capture(&mut command("cargo", ["no-such-command"])).unwrap_err().to_string();
        assert!(error.contains("cargo no-such-command"), "{error}");
    }

    #[test]
    fn programs_are_found_on_the_path() {
        assert!(which("cargo").is_some());
        assert!(which("no-such-program-anywhere").is_none());
    }
}
