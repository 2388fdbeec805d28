//! From a folder of books to the index: looked at, watched, read.

mod audiobook;
mod book;
mod cover;
mod covers;
mod kinds;
mod pdf;
mod read;
mod scan;
mod status;
mod watch;

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::watch as channel,
    task::{JoinError, JoinSet},
};

pub(crate) use covers::Covers;
pub(crate) use status::{Folder, Status};

use crate::{
    audience::Sight,
    config::Config,
    db::{Db, KnownFile},
};
use book::{Outcome, READER};
use scan::Found;
use watch::Watch;

/// A book whose file has been gone for longer is forgotten: 30 days.
const FORGET_AFTER: i64 = 30 * 24 * 60 * 60;
/// A folder that never gets quiet is looked at all the same after this many waits.
const MOST_WAITS: usize = 10;

/// Keeps the index in step with the folder.
#[derive(Debug, Clone)]
pub(crate) struct Importer {
    pub(crate) config: Arc<Config>,
    pub(crate) db: Db,
    pub(crate) covers: Covers,
    pub(crate) status: Arc<Status>,
}

impl Importer {
    /// Looks at the folder now and whenever it changes, until told to stop.
    pub(crate) async fn run(self, mut stop: channel::Receiver<bool>) {
        tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => {}
            () = self.keep_up() => {}
        }
    }

    async fn keep_up(&self) {
        let mut watch = Watch::default();
        loop {
            let unsettled = self.look(&mut watch).await;
            self.wait(&watch, unsettled).await;
        }
    }

    /// Waits for the next reason to look.
    async fn wait(&self, watch: &Watch, unsettled: bool) {
        let timing = self.config.timing;
        let longest = if self.status.folder().is_wrong() {
            timing.absent
        } else if unsettled {
            timing.settle.max(Duration::from_millis(100))
        } else {
            timing.rescan
        };
        if tokio::time::timeout(longest, watch.changed()).await.is_err() {
            return;
        }
        for _ in 0..MOST_WAITS {
            if tokio::time::timeout(timing.quiet, watch.changed()).await.is_err() {
                return;
            }
        }
    }

    /// Looks at the folder once. True where files are still being written.
    async fn look(&self, watch: &mut Watch) -> bool {
        self.status.set_importing(true);
        let unsettled = match self.scan(watch).await {
            Ok(found) => self.update(found).await,
            Err(error) => Err(error),
        };
        self.status.set_importing(false);
        unsettled.unwrap_or_else(|error| {
            tracing::error!(%error, "the index cannot be brought up to date; trying again later");
            false
        })
    }

    /// What is in the folder; nothing where it cannot be seen.
    async fn scan(&self, watch: &mut Watch) -> Result<Vec<Found>, book::Error> {
        // Watched first, so that what comes during the look is noticed.
        if self.config.books.is_dir() {
            watch.start(&self.config.books);
        }
        let root = self.config.books.clone();
        let scanned = tokio::task::spawn_blocking(move || scan::scan(&root)).await;
        let (found, folder) = match scanned {
            Ok(Ok(found)) if found.is_empty() => (found, Folder::Empty),
            Ok(Ok(found)) => (found, Folder::Ready),
            Ok(Err(folder)) => (Vec::new(), folder),
            Err(error) => {
                tracing::error!(%error, "looking at the folder failed in a way that it must not");
                (Vec::new(), Folder::Unreadable)
            }
        };
        if folder.is_wrong() {
            watch.stop();
        }
        let before = self.status.set_folder(folder);
        if before != folder {
            self.say(folder);
        }
        Ok(found)
    }

    fn say(&self, folder: Folder) {
        let path = self.config.books.display();
        match folder.notice(crate::catalogue::Tongue::En) {
            Some(notice) => tracing::warn!(folder = %path, state = folder.key(), "{notice}"),
            None => tracing::info!(folder = %path, "the folder of books is there"),
        }
    }

    /// Brings the index up to date with what was found. True where files are still being written.
    async fn update(&self, found: Vec<Found>) -> Result<bool, book::Error> {
        let now = jiff::Timestamp::now().as_second();
        let known = self.db.known_files().await?;
        let (changed, presence) = differences(found, &known);
        if !presence.is_empty() {
            self.db.set_presence(&presence, now).await?;
        }
        if changed.is_empty() && presence.is_empty() {
            return Ok(false);
        }
        let unsettled = self.take_all(changed, now).await?;
        for id in self.db.forget(now - FORGET_AFTER).await? {
            self.covers.forget(&id).await;
        }
        let counts = self.db.counts(&Sight::default()).await?;
        tracing::info!(books = counts.books, unreadable = counts.unreadable, "the library is up to date");
        Ok(unsettled)
    }

    /// Reads all that changed, a few at a time.
    async fn take_all(&self, changed: Vec<Found>, now: i64) -> Result<bool, book::Error> {
        let at_once = std::thread::available_parallelism().map_or(2, usize::from).min(4);
        let mut reading = JoinSet::new();
        let mut unsettled = false;
        for found in changed {
            if reading.len() >= at_once {
                unsettled |= is_unsettled(reading.join_next().await)?;
            }
            let importer = self.clone();
            reading.spawn(async move { importer.take(&found, now).await });
        }
        while !reading.is_empty() {
            unsettled |= is_unsettled(reading.join_next().await)?;
        }
        Ok(unsettled)
    }
}

/// Whether a file must be looked at again soon.
fn is_unsettled(
    outcome: Option<Result<Result<Outcome, book::Error>, JoinError>>,
) -> Result<bool, book::Error> {
    match outcome {
        None => Ok(false),
        Some(Ok(outcome)) => Ok(outcome? != Outcome::Taken),
        Some(Err(error)) => {
            tracing::error!(%error, "taking a file failed in a way that it must not");
            Ok(false)
        }
    }
}

/// What must be read, and which known files went or came back.
fn differences(found: Vec<Found>, known: &HashMap<String, KnownFile>) -> (Vec<Found>, Vec<(String, bool)>) {
    let mut presence = Vec::new();
    let mut gone: HashMap<&String, &KnownFile> = known.iter().filter(|(_, file)| file.present).collect();
    let mut changed = Vec::new();
    for one in found {
        match known.get(&one.path) {
            Some(file) if file.size == one.size && file.modified == one.modified && file.reader == READER => {
                gone.remove(&one.path);
                if !file.present {
                    presence.push((one.path, true));
                }
            }
            _ => {
                gone.remove(&one.path);
                changed.push(one);
            }
        }
    }
    presence.extend(gone.into_keys().map(|path| (path.clone(), false)));
    (changed, presence)
}
