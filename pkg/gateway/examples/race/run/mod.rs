//! A race: many patrons, few copies, and gateways that die.

mod check;
mod client;
mod play;
pub mod postgres;
mod scene;

use std::{
    fmt,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use self::{play::Player, scene::Scene};

/// A race to be.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The gateway's program.
    pub program: PathBuf,
    /// A PostgreSQL; without it SQLite.
    pub database: Option<String>,
    /// Gateways on one store.
    pub gateways: usize,
    /// Patrons.
    pub patrons: usize,
    /// Copies.
    pub copies: usize,
    /// How long.
    pub time: Duration,
    /// How often a gateway is killed meanwhile.
    pub kills: u32,
}

/// What came of a race.
#[derive(Debug)]
pub struct Report {
    plan: Plan,
    answers: u64,
    p50: Duration,
    p99: Duration,
    killed: u32,
    again: u64,
    found: check::Found,
}

impl Report {
    /// Everything that must not be.
    pub fn wrong(&self) -> &[String] {
        &self.found.wrong
    }

    /// Whether there was a race at all: more loans than copies, somebody who waited, and all the deaths.
    pub fn was_one(&self) -> bool {
        let Self { plan, found, .. } = self;
        found.loans > plan.copies && found.holds > 0 && self.killed == plan.kills
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { plan, found, .. } = self;
        let store = if plan.database.is_some() { "PostgreSQL" } else { "SQLite" };
        let seconds = plan.time.as_secs_f64();
        #[allow(clippy::cast_precision_loss, reason = "for people")]
        let rate = self.answers as f64 / seconds;
        write!(
            formatter,
            "{store}, {} gateway(s), {} patrons, {} copies, {seconds:.0} s: {} answers, {rate:.0}/s, p50 {:.1} ms, \
             p99 {:.1} ms; {} loans (at most {} at once), {} holds; killed {} times, {} requests sent again; {} wrong",
            plan.gateways,
            plan.patrons,
            plan.copies,
            self.answers,
            self.p50.as_secs_f64() * 1000.0,
            self.p99.as_secs_f64() * 1000.0,
            found.loans,
            found.most,
            found.holds,
            self.killed,
            self.again,
            found.wrong.len(),
        )?;
        found.wrong.iter().take(20).try_for_each(|wrong| write!(formatter, "\n  {wrong}"))
    }
}

/// Holds it.
pub async fn race(plan: Plan) -> Result<Report> {
    let mut scene = Scene::new(&plan.program, plan.database.as_deref(), plan.gateways)?;
    scene.start_all()?;
    let addresses = scene.addresses();
    let soon = Instant::now() + Duration::from_secs(60);
    // Each gateway has a catalogue of its own, and all of them must know the book.
    let mut publication = String::new();
    for address in &addresses {
        publication = play::only_publication(*address, soon).await?;
    }
    let copies = plan.copies.to_string();
    scene.librarian(&["holding", "set", &publication, "--copies", &copies, "--title", "Race"])?;
    scene.patrons(plan.patrons)?;
    let patience = Instant::now() + Duration::from_secs(120);
    let mut entering = tokio::task::JoinSet::new();
    for number in 0..plan.patrons {
        let (addresses, publication) = (addresses.clone(), publication.clone());
        entering.spawn(async move { Player::enter(number, &addresses, &publication, patience).await });
    }
    let mut players = Vec::new();
    while let Some(player) = entering.join_next().await {
        players.push(player??);
    }
    let until = Instant::now() + plan.time;
    let mut playing = tokio::task::JoinSet::new();
    for player in players {
        playing.spawn(player.play(until));
    }
    let killed = kill(&mut scene, &plan, until).await?;
    let mut told = Vec::new();
    while let Some(player) = playing.join_next().await {
        told.push(player?);
    }
    // One more death at the end: whatever was acknowledged is on the disk, not in a process.
    for at in 0..plan.gateways {
        scene.kill(at)?;
    }
    let found = check::check(&scene.store(), &told, plan.copies).await?;
    let mut times: Vec<Duration> = told.iter().flat_map(|told| &told.times).copied().collect();
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    let again = told.iter().map(|told| told.again).sum();
    let answers = told.iter().map(|told| told.answers).sum();
    Ok(Report { answers, p50: at(50), p99: at(99), killed, again, found, plan })
}

/// Kills gateways, evenly over the time, and starts them again.
async fn kill(scene: &mut Scene, plan: &Plan, until: Instant) -> Result<u32> {
    let pause = plan.time / (plan.kills + 1);
    for number in 0..plan.kills {
        tokio::time::sleep(pause.min(until.saturating_duration_since(Instant::now()))).await;
        let at = usize::try_from(number)? % plan.gateways;
        scene.kill(at)?;
        scene.start(at).with_context(|| format!("after {} kills", number + 1))?;
    }
    Ok(plan.kills)
}
