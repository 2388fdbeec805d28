//! What the shelf page shows.

use std::rc::Rc;

use yew::Reducible;
use yueli_ports::RecordError;

use crate::use_cases::shelf::{ShelfEntry, Standing};

/// What the shelf page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// Every book, once it is known.
    pub entries: Option<Vec<Rc<ShelfEntry>>>,
    /// Why nothing can be kept here, if so.
    pub failed: Option<RecordError>,
}

/// What happens on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The shelf was read.
    Listed(Result<Vec<ShelfEntry>, RecordError>),
    /// A book was taken off.
    Removed(String),
    /// A book was put back, or changed.
    Put(Box<ShelfEntry>),
}

impl State {
    /// The books of one part of the shelf, the one last touched first.
    pub fn part(&self, standing: Standing) -> Vec<Rc<ShelfEntry>> {
        let entries = self.entries.iter().flatten();
        entries.filter(|entry| entry.standing() == standing).cloned().collect()
    }

    /// True once it is known that there is nothing on it.
    pub fn is_empty(&self) -> bool {
        self.entries.as_ref().is_some_and(Vec::is_empty)
    }
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        let mut next = (*self).clone();
        match message {
            Msg::Listed(Ok(entries)) => {
                next.entries = Some(entries.into_iter().map(Rc::new).collect());
                next.failed = None;
            }
            Msg::Listed(Err(error)) => next.failed = Some(error),
            Msg::Removed(id) => {
                if let Some(entries) = &mut next.entries {
                    entries.retain(|entry| entry.id != id);
                }
            }
            Msg::Put(entry) => {
                let entries = next.entries.get_or_insert_default();
                match entries.iter_mut().find(|known| known.id == entry.id) {
                    Some(known) => *known = Rc::new(*entry),
                    None => entries.insert(0, Rc::new(*entry)),
                }
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use yueli_opds::Publication;

    use super::*;

    fn entry(id: &str, opened: bool, finished: bool) -> ShelfEntry {
        ShelfEntry {
            id: id.into(),
            publication: Publication::default(),
            added: String::new(),
            opened: opened.then(String::new),
            read: None,
            locator: None,
            finished,
            excerpt: None,
            chapter: None,
            chapters: Vec::new(),
        }
    }

    fn after(messages: impl IntoIterator<Item = Msg>) -> State {
        let start = Rc::new(State::default());
        (*messages.into_iter().fold(start, |state, message| state.reduce(message))).clone()
    }

    fn ids(state: &State, standing: Standing) -> Vec<String> {
        state.part(standing).iter().map(|entry| entry.id.clone()).collect()
    }

    #[test]
    fn every_book_stands_in_its_part() {
        let all = vec![
            entry("a", true, false),
            entry("b", false, false),
            entry("c", true, true),
            entry("d", true, false),
        ];
        let state = after([Msg::Listed(Ok(all))]);
        assert_eq!(ids(&state, Standing::Reading), ["a", "d"]);
        assert_eq!(ids(&state, Standing::Saved), ["b"]);
        assert_eq!(ids(&state, Standing::Finished), ["c"]);
        assert!(!state.is_empty() && !State::default().is_empty());
    }

    #[test]
    fn a_book_can_be_taken_off_put_back_and_finished() {
        let state = after([Msg::Listed(Ok(vec![entry("a", true, false)])), Msg::Removed("a".into())]);
        assert!(state.is_empty());
        let state = after([
            Msg::Listed(Ok(vec![])),
            Msg::Put(Box::new(entry("a", true, false))),
            Msg::Put(Box::new(entry("a", true, true))),
        ]);
        assert_eq!(ids(&state, Standing::Finished), ["a"]);
    }

    #[test]
    fn a_device_that_keeps_nothing_says_so() {
        let error = RecordError::Unavailable("private window".into());
        assert_eq!(after([Msg::Listed(Err(error.clone()))]).failed, Some(error));
    }
}
