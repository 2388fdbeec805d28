//! What was read on this device without a card, put into a patron's drawer once she has said so.

use yueli_ports::{RecordError, Records};

use super::books::{items, with_items};
use crate::use_cases::{
    drawers::{self, Drawers},
    shelf::{self, NOTES, ShelfEntry},
};

/// Whether there is nothing in the drawer that is open: no book and no note.
pub async fn is_empty(records: &dyn Records) -> bool {
    for store in [shelf::STORE, NOTES] {
        if !records.all_json(store).await.is_ok_and(|all| all.is_empty()) {
            return false;
        }
    }
    true
}

/// Moves all from the drawer that is open, which is nobody's, into that of the patron `id`, and opens it. What is in both
/// stays in full: of places the later, of notes each.
///
/// # Errors
/// Where the device keeps nothing; what was not moved is where it was.
pub async fn merge_in(
    records: &Drawers,
    preferences: &dyn yueli_ports::Preferences,
    id: &str,
) -> Result<(), RecordError> {
    let entries = shelf::entries(records).await?;
    let notes = records.all_json(NOTES).await?;
    let settings = records.all_json("settings").await?;
    drawers::open(preferences, Some(id));
    let moved = put(records, &entries, &notes, &settings).await;
    if moved.is_err() {
        drawers::open(preferences, None);
        return moved;
    }
    // Only now is it taken out.
    drawers::open(preferences, None);
    for entry in &entries {
        records.remove(shelf::STORE, &entry.id).await?;
    }
    for (name, _) in &notes {
        records.remove(NOTES, name).await?;
    }
    for (key, _) in settings.iter().filter(|(key, _)| key.starts_with("reading:")) {
        records.remove("settings", key).await?;
    }
    drawers::open(preferences, Some(id));
    Ok(())
}

async fn put(
    records: &Drawers,
    entries: &[ShelfEntry],
    notes: &[(String, String)],
    settings: &[(String, String)],
) -> Result<(), RecordError> {
    let own = shelf::entries(records).await?;
    for entry in entries {
        let mut best = entry.clone();
        if let Some(known) = own.iter().find(|known| known.id == entry.id) {
            if known.touched() > entry.touched() {
                best = known.clone();
            }
            best.finished |= known.finished || entry.finished;
        }
        shelf::keep(records, &best).await?;
    }
    for (name, set) in notes {
        let known = records.get_json(NOTES, name).await?;
        let mut all = known.as_deref().map(items).unwrap_or_default();
        for note in items(set) {
            if !all.iter().any(|own| own.get("id") == note.get("id")) {
                all.push(note);
            }
        }
        records.put_json(NOTES, name, with_items(known.as_deref().or(Some(set)), &all)).await?;
    }
    for (key, value) in settings.iter().filter(|(key, _)| key.starts_with("reading:")) {
        if records.get_json("settings", key).await?.is_none() {
            records.put_json("settings", key, value.clone()).await?;
        }
    }
    Ok(())
}
