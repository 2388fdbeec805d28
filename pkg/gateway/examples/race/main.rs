//! How exactly the library lends where everybody wants the same book at once: `cargo xtask race`.

mod run;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Result;
use clap::Parser;

use run::{
    Plan,
    postgres::{Postgres, create},
    race,
};

/// Races on SQLite and on PostgreSQL, with gateways that live and gateways that are killed.
#[derive(Debug, Parser)]
struct Args {
    /// The gateway's program.
    #[arg(long)]
    gateway: PathBuf,
    /// How long each race is, in seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Patrons.
    #[arg(long, default_value_t = 200)]
    patrons: usize,
    /// Copies.
    #[arg(long, default_value_t = 10)]
    copies: usize,
    /// How often a gateway is killed in the races of death.
    #[arg(long, default_value_t = 50)]
    kills: u32,
    /// Only on SQLite.
    #[arg(long)]
    sqlite_only: bool,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let mut wrong = 0;
    let sqlite = [(1, 0), (1, args.kills)].map(|(gateways, kills)| (None, gateways, kills));
    let postgres = if args.sqlite_only { None } else { Some(Postgres::start()?) };
    let mut races = sqlite.to_vec();
    if let Some(postgres) = &postgres {
        for (number, (gateways, kills)) in
            [(1, 0), (1, args.kills), (2, 0), (2, args.kills)].into_iter().enumerate()
        {
            races.push((Some(create(&postgres.server(), &format!("race{number}")).await?), gateways, kills));
        }
    }
    for (database, gateways, kills) in races {
        let report = race(Plan {
            program: args.gateway.clone(),
            database,
            gateways,
            patrons: args.patrons,
            copies: args.copies,
            time: Duration::from_secs(args.seconds),
            kills,
        })
        .await?;
        println!("{report}");
        wrong += report.wrong().len() + usize::from(!report.was_one());
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
