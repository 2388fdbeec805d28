//! What the catalogue page shows, decided without a browser.

use std::rc::Rc;

use yew::Reducible;
use yueli_opds::{Facet, Feed, Publication};

use crate::use_cases::{catalogue::CatalogueError, remote::Remote, search::Search};

/// What the catalogue page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// What is looked for.
    pub search: Search,
    /// What was found; while another search is under way, what the last one found.
    pub found: Remote<Rc<Found>>,
    /// True while a newer answer is on its way.
    pub asking: bool,
    /// The next page, while it is asked for and where it failed.
    pub more: More,
    /// Counts the searches: an answer to anything but the last is dropped.
    ticket: u32,
}

/// What one search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// What was looked for.
    pub search: Search,
    /// The publications of every page so far.
    pub publications: Vec<Rc<Publication>>,
    /// How many there are in all, where the library says so.
    pub total: Option<u64>,
    /// Where the next page is.
    pub next: Option<String>,
    /// Ways to narrow and to order the list.
    pub facets: Vec<Facet>,
    /// How many publications there were before the last page was added: where to read on.
    pub before: usize,
}

/// The next page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum More {
    /// Nobody asked for it.
    #[default]
    Idle,
    /// It is on its way.
    Asking,
    /// It did not come.
    Failed(CatalogueError),
}

/// What happens on the catalogue page.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The address asks for something.
    Asked(Search),
    /// The library answered the search of that ticket.
    Answered(u32, Result<Feed, CatalogueError>),
    /// The reader wants the next page.
    MoreAsked,
    /// The next page came, for the search of that ticket.
    MoreAnswered(u32, Result<Feed, CatalogueError>),
}

impl State {
    /// The number of the search that is looked for now.
    pub fn ticket(&self) -> u32 {
        self.ticket
    }

    /// Where the next page is, once the reader asked for it.
    pub fn wanted_page(&self) -> Option<&str> {
        if self.more != More::Asking {
            return None;
        }
        self.found.ready()?.next.as_deref()
    }

    fn answered(&self, feed: Feed) -> Self {
        let found = Found {
            search: self.search.clone(),
            next: next_page(&feed),
            total: feed.metadata.number_of_items,
            facets: feed.facets,
            publications: feed.publications.into_iter().map(Rc::new).collect(),
            before: 0,
        };
        Self { found: Remote::Ready(Rc::new(found)), asking: false, more: More::Idle, ..self.clone() }
    }

    fn more_answered(&self, feed: Feed) -> Self {
        let Remote::Ready(found) = &self.found else { return self.clone() };
        let mut found = (**found).clone();
        found.before = found.publications.len();
        found.next = next_page(&feed);
        found.publications.extend(feed.publications.into_iter().map(Rc::new));
        Self { found: Remote::Ready(Rc::new(found)), more: More::Idle, ..self.clone() }
    }
}

fn next_page(feed: &Feed) -> Option<String> {
    feed.link("next").map(|link| link.href.clone()).filter(|href| !href.is_empty())
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        Rc::new(match message {
            Msg::Asked(search) => {
                // After a failure there is nothing worth keeping on screen.
                let found = match &self.found {
                    Remote::Ready(found) => Remote::Ready(found.clone()),
                    _ => Remote::Waiting,
                };
                Self { search, found, asking: true, more: More::Idle, ticket: self.ticket + 1 }
            }
            Msg::Answered(ticket, _) | Msg::MoreAnswered(ticket, _) if ticket != self.ticket => return self,
            Msg::Answered(_, Ok(feed)) => self.answered(feed),
            Msg::Answered(_, Err(error)) => {
                Self { found: Remote::Failed(error), asking: false, ..(*self).clone() }
            }
            Msg::MoreAsked if self.asking => return self,
            Msg::MoreAsked => Self { more: More::Asking, ..(*self).clone() },
            Msg::MoreAnswered(_, Ok(feed)) => self.more_answered(feed),
            Msg::MoreAnswered(_, Err(error)) => Self { more: More::Failed(error), ..(*self).clone() },
        })
    }
}

#[cfg(test)]
mod tests {
    use yueli_publication::Link;

    use super::*;

    fn feed(titles: &[&str], next: Option<&str>) -> Feed {
        let mut feed = Feed::default();
        feed.metadata.number_of_items = Some(9);
        for title in titles {
            let mut publication = Publication::default();
            publication.metadata.title = (*title).into();
            feed.publications.push(publication);
        }
        feed.links.extend(next.map(|href| Link::to(href).with_rel("next")));
        feed
    }

    fn after(messages: impl IntoIterator<Item = Msg>) -> State {
        let start = Rc::new(State::default());
        (*messages.into_iter().fold(start, |state, message| state.reduce(message))).clone()
    }

    fn titles(state: &State) -> Vec<String> {
        let found = state.found.ready().cloned().unwrap_or_default();
        found.publications.iter().map(|own| own.metadata.title.first().to_owned()).collect()
    }

    fn asked(words: &str) -> Msg {
        Msg::Asked(Search::words(words))
    }

    fn offline() -> CatalogueError {
        CatalogueError::Offline(String::new())
    }

    #[test]
    fn an_answer_that_comes_late_is_dropped() {
        let state = after([
            asked("a"),
            asked("ab"),
            Msg::Answered(2, Ok(feed(&["for ab"], None))),
            Msg::Answered(1, Ok(feed(&["for a"], None))),
        ]);
        assert_eq!(titles(&state), ["for ab"]);
        assert!(!state.asking);
    }

    #[test]
    fn what_was_found_stays_until_the_next_answer() {
        let state = after([asked("a"), Msg::Answered(1, Ok(feed(&["one"], None))), asked("b")]);
        assert_eq!(titles(&state), ["one"]);
        assert!(state.asking);
    }

    #[test]
    fn the_next_page_is_added_and_says_where_it_begins() {
        let state = after([
            asked("a"),
            Msg::Answered(1, Ok(feed(&["one", "two"], Some("/opds/publications?page=2")))),
            Msg::MoreAsked,
        ]);
        assert_eq!(state.wanted_page(), Some("/opds/publications?page=2"));
        let state = (*Rc::new(state).reduce(Msg::MoreAnswered(1, Ok(feed(&["three"], None))))).clone();
        assert_eq!(titles(&state), ["one", "two", "three"]);
        let found = state.found.ready().unwrap();
        assert_eq!((found.before, found.next.as_deref(), found.total), (2, None, Some(9)));
    }

    #[test]
    fn a_page_that_fails_can_be_asked_for_again() {
        let state = after([
            asked("a"),
            Msg::Answered(1, Ok(feed(&["one"], Some("/2")))),
            Msg::MoreAsked,
            Msg::MoreAnswered(1, Err(offline())),
        ]);
        assert_eq!(titles(&state), ["one"]);
        assert_eq!((state.wanted_page(), &state.more), (None, &More::Failed(offline())));
        assert_eq!((*Rc::new(state).reduce(Msg::MoreAsked)).wanted_page(), Some("/2"));
    }

    #[test]
    fn a_failed_search_says_so_and_the_next_begins_anew() {
        let state = after([asked("a"), Msg::Answered(1, Err(offline()))]);
        assert_eq!(state.found, Remote::Failed(offline()));
        assert!(after([asked("a"), Msg::Answered(1, Err(offline())), asked("a")]).found.is_waiting());
    }
}
