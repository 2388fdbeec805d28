//! What the book wants that is not in it: what the worker knows of the reader's answer, and answering.

use super::Session;
use crate::pages::reader::{
    elsewhere::Wanted,
    model::{Msg, Where},
    places::{locator, start},
};

impl Session {
    /// Tells what the book declares to lie elsewhere, and what the reader said of it before or says now.
    pub(super) async fn tell_elsewhere(&self, allow: Option<bool>) {
        let (book, client) = (self.0.book.borrow().clone(), self.0.client.borrow().clone());
        let (Some(book), Some(client)) = (book, client) else { return };
        let things = book.manifest.elsewhere();
        if things.is_empty() {
            return;
        }
        // A worker that is lost is told of when the next section is asked for.
        let Ok(answer) = client.elsewhere(allow).await else { return };
        let wanted = Wanted { things, asked: true, answer, possible: self.0.served.get() };
        self.0.tell.emit(Msg::Elsewhere(wanted));
    }

    /// The reader lets the book fetch what lies elsewhere, or does not. The page is shown anew, under the policy that
    /// follows from it.
    pub async fn answer_elsewhere(&self, allow: bool) {
        self.tell_elsewhere(Some(allow)).await;
        let Some(book) = self.0.book.borrow().clone() else { return };
        if !self.0.served.get() || self.0.busy.get() {
            return;
        }
        let place = self.0.screen.place().unwrap_or_default();
        let here = Where { section: self.0.section.get(), place, ..Where::default() };
        let total = book.total_progression(here.section, here.place.progression);
        let (section, target) = start(&book, Some(&locator(&book, &Where { total, ..here })));
        self.0.screen.clear();
        self.show(section, target).await;
        self.0.screen.focus();
    }
}
