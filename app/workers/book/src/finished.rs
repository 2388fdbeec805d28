//! What was made of the open book's resources: most sections share their style sheets and fonts, and what was made
//! ready ahead is there when the frame asks for it.

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    rc::Rc,
};

use crate::{elsewhere::Gate, parts::Parts, serve::Made};

/// All answers that are kept take at most so many bytes; the one that was used longest ago goes first.
const MOST: usize = 8 << 20;
/// A larger one is not kept.
const LARGEST: usize = 2 << 20;

/// A style sheet as it stands in documents at one depth of folders; nothing where it cannot be had.
type Sheet = Option<Rc<str>>;

/// The answers and the style sheets that were made.
#[derive(Default)]
pub(crate) struct Finished {
    /// What may be fetched from elsewhere: what was made is made for that.
    pub(crate) gate: Rc<Gate>,
    /// By path, the one that was used last at the end.
    answers: RefCell<VecDeque<(String, Rc<Made>)>>,
    /// By path, and how deep the documents lie that it is for.
    sheets: RefCell<HashMap<(String, usize), Sheet>>,
    /// The long documents.
    pub(crate) parts: Parts,
}

impl Finished {
    /// Nothing yet, and all of it to come for this gate.
    pub(crate) fn behind(gate: Rc<Gate>) -> Self {
        Self { gate, ..Self::default() }
    }

    /// The answer that was made for `path`.
    pub(crate) fn answer(&self, path: &str) -> Option<Rc<Made>> {
        let mut answers = self.answers.borrow_mut();
        let index = answers.iter().position(|(known, _)| known == path)?;
        let used = answers.remove(index)?;
        let made = used.1.clone();
        answers.push_back(used);
        Some(made)
    }

    /// Keeps an answer, unless it is large or tells of trouble.
    pub(crate) fn keep(&self, path: &str, made: &Rc<Made>) {
        if made.status != 200 || made.body.len() > LARGEST || made.large.is_some() {
            return;
        }
        let mut answers = self.answers.borrow_mut();
        answers.retain(|(known, _)| known != path);
        answers.push_back((path.to_owned(), made.clone()));
        let mut sum: usize = answers.iter().map(|(_, made)| made.body.len()).sum();
        while sum > MOST {
            let Some((_, oldest)) = answers.pop_front() else { break };
            sum -= oldest.body.len();
        }
    }

    /// The style sheet at `path`, as it was made for documents so deep in folders.
    pub(crate) fn sheet(&self, path: &str, depth: usize) -> Option<Sheet> {
        self.sheets.borrow().get(&(path.to_owned(), depth)).cloned()
    }

    /// Keeps a style sheet.
    pub(crate) fn keep_sheet(&self, path: &str, depth: usize, sheet: Sheet) {
        self.sheets.borrow_mut().insert((path.to_owned(), depth), sheet);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(status: u16, bytes: usize) -> Rc<Made> {
        Rc::new(Made { status, headers: Vec::new(), body: vec![0; bytes], large: None })
    }

    #[test]
    fn what_was_used_last_stays_and_trouble_is_not_kept() {
        let finished = Finished::default();
        finished.keep("missing", &made(404, 10));
        finished.keep("film", &made(200, LARGEST + 1));
        for path in ["a", "b", "c", "d"] {
            finished.keep(path, &made(200, LARGEST));
        }
        assert!(finished.answer("a").is_some());
        finished.keep("e", &made(200, LARGEST));
        let there: Vec<&str> = ["missing", "film", "a", "b", "c", "d", "e"]
            .into_iter()
            .filter(|path| finished.answer(path).is_some())
            .collect();
        assert_eq!(there, ["a", "c", "d", "e"]);
    }
}
