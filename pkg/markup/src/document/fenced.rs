//! Fences of formulas, written as the rows and operators that they are short for (see `crate::fences`).

use super::output;
use super::rewriter::{Rewriter, VOID};
use crate::fences::Opened;
use crate::scan::{Mode, Tag, local, prefix};

impl<'a> Rewriter<'a, '_> {
    /// Writes what stands before an element that is inside of a fence; where it is a fence itself, gives what
    /// it begins with, and the name it has from now on.
    pub(super) fn fence(&mut self, tag: &Tag<'a>, name: &'a str) -> Option<(Opened, String)> {
        let own = if self.mode == Mode::Html { name } else { local(name) };
        let empty = tag.empty || self.mode == Mode::Html && VOID.contains(&own);
        let entities = &mut self.entities;
        let meant = |value| output::meant(value, entities);
        let opened = self.fences.start((own, self.mode, empty), &tag.attributes, meant);
        if let Some(separator) = opened.separator {
            self.operator(name, "separator=\"true\"", separator.encode_utf8(&mut [0; 4]));
        }
        opened.open.is_some().then(|| (opened, beside(name, "mrow")))
    }

    /// Closes the start tag of a fence, and writes what opens it; all of it, where it is empty.
    pub(super) fn finish_fence(&mut self, tag: &Tag<'a>, name: &str, opened: &Opened) {
        self.output.push('>');
        self.operator(name, "form=\"prefix\" stretchy=\"true\"", opened.open.as_deref().unwrap_or_default());
        if let Some(close) = &opened.close {
            self.end_fence(name, close);
        }
        self.depth += usize::from(!tag.empty);
    }

    fn end_fence(&mut self, row: &str, close: &str) {
        self.operator(row, "form=\"postfix\" stretchy=\"true\"", close);
        self.output.push_str(&format!("</{row}>"));
    }

    /// Writes an operator beside an element of that name, unless it says nothing.
    fn operator(&mut self, name: &str, attributes: &str, text: &str) {
        if !text.is_empty() {
            let operator = beside(name, "mo");
            self.output.push_str(&format!("<{operator} {attributes}>"));
            output::plain(text, &mut self.output);
            self.output.push_str(&format!("</{operator}>"));
        }
    }

    /// An end tag: writes it where it is that of a fence, and what closes that.
    pub(super) fn leave_fence(&mut self, name: &str) -> bool {
        let own = if self.mode == Mode::Html { name } else { local(name) };
        let close = self.fences.end(own, self.mode);
        if let Some(close) = &close {
            self.end_fence(&beside(name, "mrow"), close);
        }
        close.is_some()
    }
}

/// A name with the prefix of another.
fn beside(name: &str, own: &str) -> String {
    match prefix(name) {
        "" => own.to_owned(),
        prefix => format!("{prefix}:{own}"),
    }
}
