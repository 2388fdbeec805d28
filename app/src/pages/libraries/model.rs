//! What the page of a library's catalogue shows, decided without a browser.

use std::rc::Rc;

use yew::Reducible;
use yueli_opds::{DefectKind, Document, Feed, Publication};

use crate::use_cases::libraries::{Answer, Detour, Trouble, Upstream, far, trouble::SIGN_IN};

/// One list of a library, with every page of it that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// Where it begins.
    pub address: String,
    /// All but the publications.
    pub feed: Feed,
    /// The publications of every page so far, with the address of the page that each stands on.
    pub publications: Vec<(Rc<Publication>, Rc<str>)>,
    /// The publications of each group.
    pub groups: Vec<Vec<Rc<Publication>>>,
    /// Where the next page is.
    pub next: Option<String>,
    /// How many publications there were before the last page was added.
    pub before: usize,
    /// What was wrong with it.
    pub defects: Vec<DefectKind>,
    /// Why it did not come the short way.
    pub detour: Option<Detour>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Shown {
    /// It is on its way.
    #[default]
    Waiting,
    /// A list.
    List(Rc<List>),
    /// One publication, which has a page of its own.
    One,
    /// It did not come.
    Failed(Rc<Trouble>),
}

/// The next page of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum More {
    /// Nobody asked for it.
    #[default]
    Idle,
    /// It is on its way.
    Asking,
    /// It did not come.
    Failed(Rc<Trouble>),
}

/// The state of the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// What is shown.
    pub shown: Shown,
    /// The next page.
    pub more: More,
    /// Counts the questions: an answer to anything but the last is dropped.
    pub ticket: u32,
}

/// What happens on the page.
pub enum Msg {
    /// Another document is asked for.
    Asked,
    /// The library answered the question of that ticket.
    Answered(u32, Box<Result<Shown, Trouble>>),
    /// The reader wants the next page.
    MoreAsked,
    /// It came, or not.
    MoreAnswered(u32, Box<Result<Shown, Trouble>>),
}

/// What is shown of an answer of `upstream`'s.
pub fn shown(answer: &Answer, upstream: &Upstream) -> Result<Shown, Trouble> {
    match &answer.document {
        Document::Feed(feed) => Ok(Shown::List(Rc::new(list(feed, answer, upstream)))),
        Document::Publication(_) => Ok(Shown::One),
        Document::Authentication(document) => {
            Err(Trouble { sign_in: Some(document.clone()), ..Trouble::of(SIGN_IN) })
        }
        Document::Search(_) => Err(Trouble::of("no-catalogue")),
    }
}

fn list(feed: &Feed, answer: &Answer, upstream: &Upstream) -> List {
    let page: Rc<str> = answer.address.as_str().into();
    let own = |publication: &Publication| {
        Rc::new(Publication { images: far::images(publication, upstream), ..publication.clone() })
    };
    let mut defects: Vec<DefectKind> = Vec::new();
    for defect in &answer.defects {
        if !defects.contains(&defect.kind) {
            defects.push(defect.kind);
        }
    }
    List {
        publications: feed.publications.iter().map(|one| (own(one), page.clone())).collect(),
        groups: feed.groups.iter().map(|group| group.publications.iter().map(own).collect()).collect(),
        next: feed.next().map(str::to_owned).filter(|next| upstream.has(next)),
        feed: Feed { publications: Vec::new(), ..feed.clone() },
        address: answer.address.clone(),
        before: 0,
        defects,
        detour: answer.detour,
    }
}

impl State {
    /// Where the next page is, once the reader asked for it.
    pub fn wanted_page(&self) -> Option<&str> {
        match (&self.more, &self.shown) {
            (More::Asking, Shown::List(list)) => list.next.as_deref(),
            _ => None,
        }
    }
}

impl Reducible for State {
    type Action = Msg;

    fn reduce(self: Rc<Self>, message: Msg) -> Rc<Self> {
        Rc::new(match message {
            Msg::Asked => Self { ticket: self.ticket + 1, ..Self::default() },
            Msg::Answered(ticket, _) | Msg::MoreAnswered(ticket, _) if ticket != self.ticket => return self,
            Msg::Answered(_, answer) => {
                let shown = answer.unwrap_or_else(|trouble| Shown::Failed(Rc::new(trouble)));
                Self { shown, more: More::Idle, ..(*self).clone() }
            }
            Msg::MoreAsked => Self { more: More::Asking, ..(*self).clone() },
            Msg::MoreAnswered(_, answer) => match (&self.shown, *answer) {
                (Shown::List(list), Ok(Shown::List(page))) => {
                    let mut list = (**list).clone();
                    list.before = list.publications.len();
                    // A server that leads round in circles has come to its end.
                    list.next =
                        page.next.clone().filter(|next| *next != page.address && *next != list.address);
                    list.publications.extend(page.publications.iter().cloned());
                    Self { shown: Shown::List(Rc::new(list)), more: More::Idle, ..(*self).clone() }
                }
                (_, Err(trouble)) => Self { more: More::Failed(Rc::new(trouble)), ..(*self).clone() },
                _ => Self { more: More::Failed(Rc::new(Trouble::of("no-catalogue"))), ..(*self).clone() },
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(address: &str, titles: &[&str], next: Option<&str>) -> Answer {
        let publications: Vec<String> = titles
            .iter()
            .map(|title| format!(r#"{{"metadata":{{"title":"{title}"}},"links":[]}}"#))
            .collect();
        let next = next.map(|next| format!(r#"{{"rel":"next","href":"{next}"}}"#)).unwrap_or_default();
        let json = format!(
            r#"{{"metadata":{{"title":"T"}},"links":[{next}],"publications":[{}]}}"#,
            publications.join(",")
        );
        let document = Document::Feed(Box::new(serde_json::from_str(&json).unwrap()));
        Answer { document, defects: Vec::new(), address: address.to_owned(), detour: None }
    }

    fn upstream() -> Upstream {
        crate::use_cases::libraries::place::tests::listed().remove(0)
    }

    fn after(messages: Vec<Msg>) -> State {
        let start = Rc::new(State::default());
        (*messages.into_iter().fold(start, |state, message| state.reduce(message))).clone()
    }

    fn came(address: &str, titles: &[&str], next: Option<&str>) -> Box<Result<Shown, Trouble>> {
        Box::new(shown(&answer(address, titles, next), &upstream()))
    }

    fn titles(state: &State) -> Vec<String> {
        let Shown::List(list) = &state.shown else { return Vec::new() };
        list.publications.iter().map(|(own, _)| own.metadata.title.first().to_owned()).collect()
    }

    #[test]
    fn pages_are_added_and_answers_that_come_late_are_dropped() {
        let (one, two) = ("https://lib.example/1", "https://lib.example/2");
        let state = after(vec![
            Msg::Asked,
            Msg::Asked,
            Msg::Answered(2, came(one, &["a"], Some(two))),
            Msg::Answered(1, came(one, &["late"], None)),
            Msg::MoreAsked,
        ]);
        assert_eq!((titles(&state), state.wanted_page()), (vec!["a".to_owned()], Some(two)));
        let state = (*Rc::new(state).reduce(Msg::MoreAnswered(2, came(two, &["b"], Some(two))))).clone();
        assert_eq!(titles(&state), ["a", "b"]);
        let Shown::List(list) = &state.shown else { panic!("a list") };
        assert_eq!((list.before, list.next.as_deref(), &*list.publications[1].1), (1, None, two));
    }

    #[test]
    fn a_page_elsewhere_is_none_and_one_that_fails_can_be_asked_for_again() {
        let state = after(vec![
            Msg::Asked,
            Msg::Answered(1, came("https://lib.example/1", &["a"], Some("https://spy.example/2"))),
        ]);
        let Shown::List(list) = &state.shown else { panic!("a list") };
        assert_eq!(list.next, None);
        let failed = after(vec![
            Msg::Asked,
            Msg::MoreAsked,
            Msg::MoreAnswered(1, Box::new(Err(Trouble::of("upstream-down")))),
        ]);
        assert!(matches!(failed.more, More::Failed(_)));
        assert_eq!(Rc::new(failed).reduce(Msg::MoreAsked).more, More::Asking);
    }
}
