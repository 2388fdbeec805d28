//! What the reader page shows: a state, and how it changes. No browser here.

use std::rc::Rc;

use yew::Reducible;
use yueli_opds::Progression;
use yueli_platform_web::{
    book::{BookError, Found, Search},
    frame::{FrameError, Picture, Place, ReadingSettings},
};
use yueli_publication::{Problem, ProblemCode};

use crate::use_cases::licences::Known;

use super::{
    book::Book,
    elsewhere::Wanted,
    find::Finding,
    notes::{NoteMsg, Noted},
    ruler::Strip,
};

/// What lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Contents, printed pages, landmarks.
    Contents,
    /// How the book is laid out.
    Display,
    /// Words of the book.
    Find,
    /// The reader's own notes.
    Notes,
    /// What the keys do.
    Keys,
}

/// A note that is shown beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The address of the document it is in.
    pub url: String,
    /// The element.
    pub id: String,
    /// The link that called it, for those who want to go there.
    pub href: String,
}

/// Why there is nothing to read, or not this part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, for the words; `None` where only the browser knows.
    pub code: Option<ProblemCode>,
    /// For those who mend it.
    pub detail: String,
    /// True where trying again may help.
    pub may_pass: bool,
}

impl Failure {
    /// A failure that stays, whatever is tried.
    pub fn of(code: ProblemCode) -> Self {
        Self { code: Some(code), detail: String::new(), may_pass: false }
    }
}

impl From<&BookError> for Failure {
    fn from(error: &BookError) -> Self {
        let problem = error.main_problem();
        Self {
            code: problem.map(|problem| problem.code),
            detail: problem.map_or_else(|| format!("{error:?}"), ToString::to_string),
            may_pass: error.may_pass(),
        }
    }
}

impl From<&FrameError> for Failure {
    fn from(error: &FrameError) -> Self {
        let key = match error {
            FrameError::Problem(key) => Some(key.as_str()),
            FrameError::TimedOut => Some(ProblemCode::Network.key()),
            FrameError::Superseded | FrameError::Browser(_) => None,
        };
        let code = ProblemCode::ALL.iter().copied().find(|code| Some(code.key()) == key);
        let may_pass = code.is_none_or(|code| code == ProblemCode::Network);
        Self { code, detail: format!("{error:?}"), may_pass }
    }
}

/// Where the reader is in the book.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Where {
    /// The section of the reading order.
    pub section: usize,
    /// The page in it, and the words there.
    pub place: Place,
    /// How far in the book, from 0 to 1.
    pub total: f64,
    /// The entry of the contents that we are in.
    pub chapter: Option<usize>,
    /// The printed page that we are on.
    pub printed: Option<usize>,
    /// How many minutes are left in the chapter, and in the book; none where no one can say.
    pub minutes: Option<(u32, u32)>,
}

/// What the reader page shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    /// The book, once it is open.
    pub book: Option<Rc<Book>>,
    /// What the catalogue calls it, until the book says so itself.
    pub title: String,
    /// Where we are, once something is shown.
    pub here: Option<Where>,
    /// Why nothing, or not this part, is shown.
    pub failure: Option<Failure>,
    /// Another section is on its way.
    pub turning: bool,
    /// What lies over the page.
    pub panel: Option<Panel>,
    /// A note beside the text.
    pub note: Option<Note>,
    /// A link that leads out of the book, waiting for a yes.
    pub outside: Option<String>,
    /// The bars are away.
    pub bars_away: bool,
    /// There is a way back to where a link was followed.
    pub can_go_back: bool,
    /// A sentence for those who cannot see the page, and whoever wonders why nothing moves.
    pub said: Option<&'static str>,
    /// How books are laid out.
    pub settings: ReadingSettings,
    /// What is wrong with the book, none of it fatal.
    pub problems: Vec<Problem>,
    /// What is searched for in the book, and found.
    pub finding: Finding,
    /// The reader's own notes, and what is done with them.
    pub notes: Noted,
    /// What the book wants that is not in it.
    pub elsewhere: Wanted,
    /// Where another device was, while the reader has not said where she goes on.
    pub other: Option<Rc<Progression>>,
    /// What the ruler leaves in sight.
    pub ruler: Option<Strip>,
    /// The licence of a protected book.
    pub licence: Option<Rc<Known>>,
    /// The picture that is looked at by itself.
    pub picture: Option<Rc<Picture>>,
}

/// What may happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The catalogue or the shelf knows the title.
    Titled(String),
    /// The reader's settings were read.
    Settled(ReadingSettings),
    /// The book is open.
    Opened(Rc<Book>, Vec<Problem>),
    /// Another section is on its way.
    Turning,
    /// A place is shown.
    Moved(Box<Where>, bool),
    /// It cannot be shown.
    Failed(Failure),
    /// Trying again.
    Retry,
    /// A panel opens, or all close.
    Show(Option<Panel>),
    /// A note opens or closes.
    ShowNote(Option<Note>),
    /// A link leads out of the book.
    Leaving(Option<String>),
    /// The bars come or go.
    Bars,
    /// Something is searched for.
    Seek(Search),
    /// It was found, here or there.
    Found(Found),
    /// Something about the reader's own notes.
    Notes(NoteMsg),
    /// What the book wants that is not in it, and what was said to that.
    Elsewhere(Wanted),
    /// Another device was there, or that has been answered.
    Elsewhen(Option<Box<Progression>>),
    /// The document that is shown had to be mended.
    Mended(String),
    /// The ruler lies elsewhere, or is put away.
    Ruler(Option<Strip>),
    /// A picture is looked at by itself, or no more.
    Picture(Option<Rc<Picture>>),
    /// The licence of the book is known, or known better.
    Licensed(Rc<Known>),
    /// There was nowhere to turn to.
    Said(&'static str),
}

impl Reducible for Model {
    type Action = Msg;

    fn reduce(self: Rc<Self>, msg: Msg) -> Rc<Self> {
        let mut next = (*self).clone();
        match msg {
            Msg::Titled(title) => next.title = title,
            Msg::Settled(settings) => next.settings = settings,
            Msg::Opened(book, problems) => {
                next.book = Some(book);
                next.problems = problems;
                next.failure = None;
            }
            Msg::Turning => next.turning = true,
            Msg::Moved(here, can_go_back) => {
                next.here = Some(*here);
                next.can_go_back = can_go_back;
                next.turning = false;
                next.failure = None;
                next.said = None;
                next.notes.spoken = None;
            }
            Msg::Failed(failure) => {
                next.failure = Some(failure);
                next.turning = false;
            }
            Msg::Retry => {
                next.failure = None;
                next.turning = next.book.is_some();
            }
            Msg::Show(panel) => {
                next.panel = panel;
                next.note = None;
                next.bars_away = false;
            }
            Msg::ShowNote(note) => next.note = note,
            Msg::Leaving(url) => next.outside = url,
            Msg::Bars => next.bars_away = !next.bars_away,
            Msg::Seek(search) => next.finding = Finding::of(search),
            Msg::Found(found) => next.finding.add(found),
            Msg::Notes(msg) => next.notes.take(msg),
            Msg::Elsewhere(wanted) => next.elsewhere = wanted,
            Msg::Elsewhen(place) => next.other = place.map(|place| Rc::new(*place)),
            Msg::Mended(path) => next.mended(path),
            Msg::Ruler(ruler) => next.ruler = ruler,
            Msg::Picture(picture) => next.picture = picture,
            Msg::Licensed(known) => next.licence = Some(known),
            Msg::Said(key) => next.said = Some(key),
        }
        Rc::new(next)
    }
}

impl Model {
    /// The title of the chapter that we are in.
    pub fn chapter(&self) -> Option<String> {
        let (book, here) = (self.book.as_ref()?, self.here.as_ref()?);
        book.contents.get(here.chapter?).map(|entry| entry.title.clone()).filter(|title| !title.is_empty())
    }

    /// The number of the printed page that we are on.
    pub fn printed_page(&self) -> Option<String> {
        let (book, here) = (self.book.as_ref()?, self.here.as_ref()?);
        book.pages.get(here.printed?).map(|entry| entry.title.clone()).filter(|title| !title.is_empty())
    }

    /// Notes that the document at `path` is not well-formed.
    fn mended(&mut self, path: String) {
        let problem = Problem::at(ProblemCode::Malformed, path, "shown as HTML");
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// What one key press closes first.
    pub fn something_open(&self) -> bool {
        self.panel.is_some() || self.picture.is_some() || self.note.is_some() || self.outside.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(messages: Vec<Msg>) -> Rc<Model> {
        messages.into_iter().fold(Rc::new(Model::default()), |model, msg| model.reduce(msg))
    }

    #[test]
    fn a_failure_goes_when_a_page_comes() {
        let failure = Failure { code: Some(ProblemCode::Network), detail: String::new(), may_pass: true };
        let failed = after(vec![Msg::Turning, Msg::Failed(failure.clone())]);
        assert_eq!((failed.failure.as_ref(), failed.turning), (Some(&failure), false));
        let shown = failed.reduce(Msg::Moved(Box::default(), false));
        assert_eq!(shown.failure, None);
    }

    #[test]
    fn a_panel_brings_the_bars_back_and_closes_the_note() {
        let note = Note { url: String::new(), id: "n".into(), href: String::new() };
        let model = after(vec![Msg::Bars, Msg::ShowNote(Some(note)), Msg::Show(Some(Panel::Display))]);
        assert!(!model.bars_away && model.note.is_none() && model.something_open());
    }
}
