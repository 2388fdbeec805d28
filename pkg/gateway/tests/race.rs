//! A short race for a few copies, with a gateway that is killed meanwhile. `cargo xtask race` holds the long ones.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(
    clippy::redundant_pub_crate,
    unreachable_pub,
    dead_code,
    reason = "shared with the program of the race"
)]

#[path = "../examples/race/run/mod.rs"]
mod run;

use std::time::Duration;

use run::{Plan, postgres, race};

fn plan(database: Option<String>, gateways: usize) -> Plan {
    Plan {
        program: env!("CARGO_BIN_EXE_yueli-gateway").into(),
        database,
        gateways,
        patrons: 24,
        copies: 3,
        time: Duration::from_secs(4),
        kills: 3,
    }
}

async fn hold(plan: Plan) {
    let report = race(plan).await.unwrap();
    println!("{report}");
    assert!(report.wrong().is_empty(), "{report}");
    assert!(report.was_one(), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lending_is_exact_on_sqlite_while_the_server_dies() {
    hold(plan(None, 1)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_gateways_lend_exactly_from_one_postgresql_while_they_die() {
    if postgres::programs().is_none() {
        println!("PostgreSQL is not installed, so this was not tested: `cargo xtask setup` installs it");
        return;
    }
    let postgres = postgres::Postgres::start().unwrap();
    let database = postgres::create(&postgres.server(), "race").await.unwrap();
    hold(plan(Some(database), 2)).await;
}
