//! A section that is a part of a long document.

use web_sys::Element;

use super::Section;
use crate::frame::{Target, cfi, part::Part, text_index::TextIndex};

impl Section {
    /// True where `target` is in the part of the document that is here.
    pub(in crate::frame) fn covers(&self, target: &Target) -> bool {
        let own = &self.part.own;
        self.part.is_whole()
            || match target {
                Target::Start => own.number == 0,
                Target::End => own.number + 1 == own.count,
                Target::Part { number, .. } => *number == own.number,
                Target::Fragment(id) => self.element(id).is_some(),
                Target::Letters { letter, .. } => {
                    let count = self.text.as_ref().map_or(0, TextIndex::count);
                    (own.letters..own.letters + count).contains(letter)
                }
                Target::Kept { cfi: Some(cfi), .. } => cfi::find(&self.document, cfi, &self.part).is_some(),
                Target::Kept { progression, .. } => {
                    let (start, end) = own.span();
                    *progression >= start && (*progression < end || own.number + 1 == own.count)
                }
            }
    }

    /// The part of the document that is here.
    pub(in crate::frame) fn part(&self) -> &Part {
        &self.part
    }

    /// The element that begins here and has this id.
    fn element(&self, id: &str) -> Option<Element> {
        self.document.get_element_by_id(id).filter(|element| self.part.begins(element))
    }
}
