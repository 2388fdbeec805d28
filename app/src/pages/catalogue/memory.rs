//! What the catalogue found last, so that going back finds it as it was left.

use std::{cell::RefCell, rc::Rc};

use super::model::{More, State};
use crate::use_cases::remote::Remote;

/// The last state of the catalogue page, for as long as the app is open.
#[derive(Clone, Default)]
pub struct Memory(Rc<RefCell<State>>);

impl Memory {
    /// The state to begin with: what was found last, nothing under way.
    pub fn recall(&self) -> State {
        let mut state = self.0.borrow().clone();
        let Remote::Ready(found) = &state.found else { return State::default() };
        state.search = found.search.clone();
        state.asking = false;
        state.more = More::Idle;
        state
    }

    /// Keeps what was found.
    pub fn keep(&self, state: &State) {
        self.0.replace(state.clone());
    }
}

impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use yew::Reducible;
    use yueli_opds::Feed;

    use super::{super::model::Msg, *};
    use crate::use_cases::search::Search;

    #[test]
    fn an_answer_that_never_came_is_forgotten() {
        let memory = Memory::default();
        let found = Rc::new(State::default())
            .reduce(Msg::Asked(Search::words("a")))
            .reduce(Msg::Answered(1, Ok(Feed::default())));
        memory.keep(&found.reduce(Msg::Asked(Search::words("ab"))));
        let state = memory.recall();
        assert_eq!(state.search, Search::words("a"));
        assert!(!state.asking);
        assert!(Memory::default().recall().found.is_waiting());
    }
}
