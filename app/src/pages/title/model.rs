//! What the page of one title shows.

use std::rc::Rc;

use yew::Reducible;
use yueli_opds::Publication;

use crate::use_cases::{
    catalogue::CatalogueError,
    lending::Lending,
    problem::{self, Unreadable},
    remote::Remote,
    shelf::{ShelfEntry, Standing},
};

/// What the page of one title shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The publication: as the library says it, or as the shelf remembers it.
    pub publication: Remote<Rc<Publication>>,
    /// The book on the shelf, if it is there.
    pub entry: Option<ShelfEntry>,
    /// True once it is known whether it is.
    pub shelf_known: bool,
    /// The publication as it was when the book was kept on this device, if all of it is here.
    pub kept: Option<Rc<Publication>>,
    /// True while the library did not answer, and what this device remembers is shown.
    pub from_memory: bool,
}

/// What happens on the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// It is asked for, again perhaps.
    Asked,
    /// The library answered, or did not.
    Answered(Box<Result<Publication, CatalogueError>>),
    /// The shelf has it, or has not.
    OnShelf(Option<Box<ShelfEntry>>),
    /// All of it is kept on this device, or not.
    Kept(Option<Rc<Publication>>),
}

/// What can be done with the book.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Open it for the first time.
    Read,
    /// Open it at the place.
    GoOn,
    /// Open it once more.
    ReadAgain,
    /// Borrow it, wait for it, or wait no longer.
    Lent,
    /// Nothing: the file is broken, or of a kind that we cannot open.
    No(Why),
}

/// Why a book cannot be opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The library found the file to be broken.
    Broken(Unreadable),
    /// There is nothing but this media type.
    Format(String),
    /// It is lent to card holders.
    Card,
    /// It is sold.
    Sold,
}

impl State {
    /// What can be done with the book.
    pub fn action(&self) -> Option<Action> {
        let publication = self.publication.ready()?;
        if let Some(why) = why_not(publication) {
            let lent = why == Why::Card && Lending::of(publication).is_some();
            return Some(if lent { Action::Lent } else { Action::No(why) });
        }
        Some(match self.entry.as_ref().map(ShelfEntry::standing) {
            None | Some(Standing::Saved) => Action::Read,
            Some(Standing::Reading) => Action::GoOn,
            Some(Standing::Finished) => Action::ReadAgain,
        })
    }
}

/// Why `publication` cannot be opened here, if so.
pub fn why_not(publication: &Publication) -> Option<Why> {
    if let Some(unreadable) = problem::of(publication) {
        return Some(Why::Broken(unreadable));
    }
    if publication.readable().is_some() {
        return None;
    }
    let open = publication.acquisitions().find(|link| link.has_rel(yueli_opds::rel::OPEN_ACCESS));
    if let Some(link) = open {
        return Some(Why::Format(link.media_type.clone().unwrap_or_default()));
    }
    let sold = publication.acquisitions().any(|link| link.rel.iter().any(|rel| rel.ends_with("/buy")));
    Some(if sold { Why::Sold } else { Why::Card })
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        let mut next = (*self).clone();
        match message {
            Msg::Asked if matches!(next.publication, Remote::Failed(_)) => next.publication = Remote::Waiting,
            Msg::Asked => {}
            Msg::Answered(answer) => {
                next.from_memory = false;
                next.publication = Remote::from((*answer).map(Rc::new));
            }
            Msg::OnShelf(entry) => {
                next.entry = entry.map(|entry| *entry);
                next.shelf_known = true;
            }
            Msg::Kept(kept) => next.kept = kept,
        }
        // A book that is here has its page even where the library has it no more.
        if let (Remote::Failed(_), Some(kept)) = (&next.publication, &next.kept) {
            next.publication = Remote::Ready(kept.clone());
            next.from_memory = true;
        }
        // A book of the shelf has its page without a connection too.
        if let (Remote::Failed(CatalogueError::Offline(_) | CatalogueError::Server(_)), Some(entry)) =
            (&next.publication, &next.entry)
        {
            next.publication = Remote::Ready(Rc::new(entry.publication.clone()));
            next.from_memory = true;
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use yueli_opds::rel;
    use yueli_publication::Link;

    use super::*;

    fn publication(media_type: &str, relation: &str) -> Publication {
        let mut publication = Publication::default();
        publication.links.push(Link::to("/x").of_type(media_type).with_rel(relation));
        publication
    }

    fn epub() -> Publication {
        publication("application/epub+zip", rel::OPEN_ACCESS)
    }

    fn entry(opened: bool, finished: bool) -> ShelfEntry {
        ShelfEntry {
            id: "x".into(),
            publication: epub(),
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

    fn answered(answer: Result<Publication, CatalogueError>) -> Msg {
        Msg::Answered(Box::new(answer))
    }

    #[test]
    fn the_action_follows_the_shelf() {
        for (on_shelf, expected) in [
            (None, Action::Read),
            (Some(entry(false, false)), Action::Read),
            (Some(entry(true, false)), Action::GoOn),
            (Some(entry(true, true)), Action::ReadAgain),
        ] {
            assert_eq!(
                after([answered(Ok(epub())), Msg::OnShelf(on_shelf.map(Box::new))]).action(),
                Some(expected)
            );
        }
        assert_eq!(State::default().action(), None);
        let lent = publication("application/epub+zip", rel::BORROW);
        assert_eq!(after([answered(Ok(lent))]).action(), Some(Action::Lent));
    }

    #[test]
    fn says_why_a_book_cannot_be_opened() {
        for (publication, expected) in [
            (publication("image/vnd.djvu", rel::OPEN_ACCESS), Why::Format("image/vnd.djvu".into())),
            (publication("application/epub+zip", rel::BORROW), Why::Card),
            (publication("application/epub+zip", "http://opds-spec.org/acquisition/buy"), Why::Sold),
        ] {
            assert_eq!(why_not(&publication), Some(expected));
        }
        assert_eq!(why_not(&epub()), None);
    }

    #[test]
    fn a_book_of_the_shelf_has_its_page_offline() {
        let offline = || answered(Err(CatalogueError::Offline(String::new())));
        for messages in [
            [offline(), Msg::OnShelf(Some(Box::new(entry(true, false))))],
            [Msg::OnShelf(Some(Box::new(entry(true, false)))), offline()],
        ] {
            let state = after(messages);
            assert!(state.from_memory);
            assert_eq!(state.action(), Some(Action::GoOn));
        }
        let gone = after([
            Msg::OnShelf(Some(Box::new(entry(true, false)))),
            answered(Err(CatalogueError::NotFound)),
        ]);
        assert!(matches!(gone.publication, Remote::Failed(CatalogueError::NotFound)));
        let kept = || Msg::Kept(Some(Rc::new(epub())));
        for messages in [[answered(Err(CatalogueError::NotFound)), kept()], [kept(), offline()]] {
            let state = after(messages);
            assert!(state.from_memory && state.publication.ready().is_some());
        }
    }
}
