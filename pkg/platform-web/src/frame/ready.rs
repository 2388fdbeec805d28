//! Sections that wait out of sight: the neighbours of the one that is shown. Turning to them is a matter of a frame.

use std::{cell::RefCell, collections::VecDeque};

use super::{Target, part::is_of, section::Section};

/// One on either side of what is shown, and one that is about to be gone to.
const KEPT: usize = 3;

/// A section with what it was loaded for.
pub(super) struct Ready {
    /// The address of its document, and of which part of it.
    pub(super) url: String,
    /// The book asks for it to be scrolled.
    pub(super) wants_scroll: bool,
    /// The section itself; its frame goes with it.
    pub(super) section: Section,
}

impl Ready {
    fn fits(&self, url: &str, target: &Target) -> bool {
        is_of(&self.url, url) && self.section.covers(target)
    }
}

/// The sections that wait, the one that was put here last at the end.
#[derive(Default)]
pub(super) struct Waiting(RefCell<VecDeque<Ready>>);

impl Waiting {
    /// Puts a section here; where there are too many, the one that waits longest goes.
    pub(super) fn put(&self, ready: Ready) {
        let mut all = self.0.borrow_mut();
        all.retain(|other| other.url != ready.url);
        all.push_back(ready);
        while all.len() > KEPT {
            all.pop_front();
        }
    }

    /// True where the part of the document at `url` waits here that has `target`.
    pub(super) fn has(&self, url: &str, target: &Target) -> bool {
        self.0.borrow().iter().any(|ready| ready.fits(url, target))
    }

    /// Takes out the part of the document at `url` that has `target`.
    pub(super) fn take(&self, url: &str, target: &Target) -> Option<Ready> {
        let mut all = self.0.borrow_mut();
        let index = all.iter().position(|ready| ready.fits(url, target))?;
        all.remove(index)
    }

    /// Lets all of them go: they were made ready for something else.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}
