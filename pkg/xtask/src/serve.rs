//! `cargo xtask serve`: one command opens a library.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{
    cache::Places,
    demo,
    run::{command, run},
    setup,
    step::{step, warn},
    target, web,
};

/// What is served, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The folder of books; by default the demonstration shelf.
    folder: Option<PathBuf>,
    /// The address to listen on; port 0 takes any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", env = "YUELI_LISTEN")]
    listen: SocketAddr,
    /// Build the app without optimisation, to find faults in it.
    #[arg(long)]
    debug_web: bool,
}

/// Sets up what is missing, builds what has changed, and serves until it is told to stop.
pub fn serve(places: &Places, args: &Args) -> Result<()> {
    let tools = setup::for_serving(places)?;
    let books = match &args.folder {
        Some(folder) => chosen(folder)?,
        None => step("Building the demonstration shelf", || demo::build(places, &places.demo()))?,
    };
    let dist = web::build(places, &tools, args.debug_web)?;
    let gateway = gateway(places)?;
    println!("\n  The library / 图书馆: http://{}\n  Books / 书: {}\n", args.listen, books.display());
    let mut serve = command(gateway, ["--listen".to_owned(), args.listen.to_string()]);
    serve.arg("--books").arg(books).arg("--web").arg(dist);
    stay(&mut serve)
}

/// A folder that is not there is no reason to stop: the library opens empty and takes it in when it appears.
fn chosen(folder: &Path) -> Result<PathBuf> {
    let whole = std::path::absolute(folder)?;
    match fs::read_dir(&whole) {
        Ok(_) => {}
        Err(error) => {
            let place = whole.display();
            warn(&format!("{place}: {error}. The library opens without books and looks for the folder."));
            warn(&format!("{place}：无法读取这个文件夹。图书馆会先空着开门，文件夹出现后自动收入其中的书。"));
        }
    }
    Ok(whole)
}

/// Builds the server; gives back its program. It is this checkout's own copy: several share one target folder,
/// and a build must not change a server that runs.
pub fn gateway(places: &Places) -> Result<PathBuf> {
    step("Building the server (some minutes the first time)", || {
        let _held = target::hold(&places.target(), &places.root)?;
        let mut build = command("cargo", ["build", "--package", "yueli-gateway", "--profile", "server"]);
        run(build.current_dir(&places.root).env("CARGO_TARGET_DIR", places.target()))?;
        let name = format!("yueli-gateway{}", std::env::consts::EXE_SUFFIX);
        let own = places.programs().join(&name);
        let built = fs::read(places.target().join("server").join(&name))?;
        if fs::read(&own).ok().as_deref() != Some(&built) {
            fs::create_dir_all(places.programs())?;
            let fresh = own.with_extension("new");
            fs::copy(places.target().join("server").join(&name), &fresh)?;
            fs::rename(fresh, &own)?;
        }
        Ok(own)
    })
}

/// Becomes the server, so that Ctrl-C and signals reach it and nothing else.
#[cfg(unix)]
fn stay(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn stay(command: &mut Command) -> Result<()> {
    run(command)
}
