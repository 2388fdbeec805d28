//! Noticing that the folder changed.

use std::{path::Path, sync::Arc};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};
use tokio::sync::Notify;

/// Wakes the import when something in the folder changes.
///
/// Where the system cannot watch (network disks, too many folders), the regular look still finds changes.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    changed: Arc<Notify>,
    watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Starts to watch, where it does not yet.
    pub(crate) fn start(&mut self, folder: &Path) {
        if self.watcher.is_some() {
            return;
        }
        let changed = Arc::clone(&self.changed);
        let wake = move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, is_change) {
                changed.notify_one();
            }
        };
        let started = notify::recommended_watcher(wake).and_then(|mut watcher| {
            watcher.watch(folder, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        match started {
            Ok(watcher) => self.watcher = Some(watcher),
            Err(error) => tracing::debug!(%error, "the folder cannot be watched; it is looked at regularly"),
        }
    }

    /// Stops to watch: the folder is gone, and one that comes back is another.
    pub(crate) fn stop(&mut self) {
        self.watcher = None;
    }

    /// Waits until something changed.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }
}

/// Reading is no change, or the import would wake itself.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
