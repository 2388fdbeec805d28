//! The command line of the server.

use std::io::Write;

use anyhow::Context;
use clap::Parser;
use yueli_gateway::{
    Server, cli,
    config::{Args, Config},
    log,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    log::start(args.log);
    if let Some(task) = &args.task {
        return cli::run(&args, task).await;
    }
    let server = Server::start(Config::from(args)).await.context("the library cannot be opened")?;
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{}", server.address()).and_then(|()| out.flush())?;
    told_to_stop().await?;
    tracing::info!("stopping");
    server.stop().await;
    Ok(())
}

/// Waits for Ctrl-C, or for the system to say stop.
async fn told_to_stop() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    {
        tokio::signal::ctrl_c().await
    }
}
