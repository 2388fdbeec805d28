//! `cargo xtask race`: many patrons, few copies, and a server that dies; on SQLite and on PostgreSQL.

use anyhow::Result;

use crate::{
    cache::Places,
    run::{command, run},
    setup,
    step::step,
    target,
};

/// How long, and on what.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// How long each race is, in seconds.
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
    /// Patrons.
    #[arg(long, value_name = "N", default_value_t = 200)]
    patrons: usize,
    /// Copies.
    #[arg(long, value_name = "N", default_value_t = 10)]
    copies: usize,
    /// How often the server is killed in the races of death.
    #[arg(long, value_name = "N", default_value_t = 50)]
    kills: u32,
    /// Only on SQLite.
    #[arg(long)]
    sqlite_only: bool,
}

/// Builds the server as libraries run it, and holds the races. True where nothing was wrong.
pub fn race(places: &Places, args: &Args) -> Result<bool> {
    if !args.sqlite_only {
        setup::postgres()?;
    }
    step("Building the server and the race (some minutes the first time)", || {
        let _held = target::hold(&places.target(), &places.root)?;
        let what = ["build", "--package", "yueli-gateway", "--bin", "yueli-gateway", "--example", "race"];
        let mut build = command("cargo", what);
        build.args(["--profile", "server"]).current_dir(&places.root);
        run(build.env("CARGO_TARGET_DIR", places.target()))
    })?;
    let built = places.target().join("server");
    let exe = std::env::consts::EXE_SUFFIX;
    let mut race = command(built.join("examples").join(format!("race{exe}")), ["--gateway"]);
    race.arg(built.join(format!("yueli-gateway{exe}")));
    for (name, value) in [
        ("--seconds", args.seconds.to_string()),
        ("--patrons", args.patrons.to_string()),
        ("--copies", args.copies.to_string()),
        ("--kills", args.kills.to_string()),
    ] {
        race.args([name, &value]);
    }
    if args.sqlite_only {
        race.arg("--sqlite-only");
    }
    Ok(run(&mut race).is_ok())
}
