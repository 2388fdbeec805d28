//! The place in the book: told to the page, and kept on the shelf.

use gloo_timers::callback::Timeout;
use yueli_platform_web::frame::Place;

use super::Session;
use crate::{
    pages::reader::{
        book::{Book, Entry},
        model::{Msg, Where},
        places::locator,
        window::warn,
    },
    shell::following::Poke,
};

/// A place is kept this many milliseconds after it was reached: at once, but not for every frame of a resize.
const KEEP_MS: u32 = 20;

impl Session {
    /// A place is shown: it is told, and kept.
    pub fn moved(&self, place: Place) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        if self.0.busy.get() {
            return;
        }
        let section = self.0.section.get();
        let begun = |list: &[Entry]| {
            let (ids, indexes) = Book::candidates(list, section);
            let on_page = self.0.screen.last_id_here(&ids).and_then(|index| indexes.get(index).copied());
            Book::current(list, section, on_page)
        };
        // The end of the book is read where its last page is on the screen, also as the second of a spread.
        let edge = self.edge(&book, true);
        let at_end = place.page + 1 >= place.pages && book.neighbour(edge, true).is_none();
        let (furthest, progression) = if at_end {
            (edge, place.end_progression.max(place.progression))
        } else {
            (section, place.progression)
        };
        self.note_scroll(&place);
        self.pace_on(&book, &place);
        let here = Where {
            minutes: self.minutes_left(&book, section, furthest, progression),
            total: book.total_progression(furthest, progression),
            chapter: begun(&book.contents),
            printed: begun(&book.pages),
            section,
            place,
        };
        self.keep_soon(&book, &here);
        let chapter =
            here.chapter.and_then(|index| book.contents.get(index)).map(|entry| entry.title.clone());
        self.note_chapter(chapter);
        self.0.tell.emit(Msg::Moved(Box::new(here), !self.0.back.borrow().is_empty()));
        self.tell_bookmark();
        self.rule();
        self.stay_awake();
    }

    /// Who scrolls reads on; where pages are turned, turning them tells.
    fn note_scroll(&self, place: &Place) {
        let now = (self.0.section.get(), place.progression);
        let before = self.0.scrolled.replace(Some(now));
        if self.motion().scrolled && before.is_some_and(|before| before != now) {
            self.0.read.set(true);
        }
    }

    fn keep_soon(&self, book: &Book, here: &Where) {
        let chapter =
            here.chapter.and_then(|index| book.contents.get(index)).map(|entry| entry.title.clone());
        let excerpt = here.place.excerpt.clone();
        *self.0.unkept.borrow_mut() = Some((locator(book, here), excerpt, chapter));
        let session = self.clone();
        *self.0.keeping.borrow_mut() = Some(Timeout::new(KEEP_MS, move || session.keep()));
    }

    /// Keeps the place, and hears of no other: what a page that is taken down still tells is no place.
    pub fn end(&self) {
        self.look_up();
        self.hear_no_more();
        self.rest();
        self.0.preparing.borrow_mut().take();
        self.0.aiming.borrow_mut().take();
        self.0.busy.set(true);
    }

    /// Keeps the place that was turned to, also where it is not yet in sight.
    pub fn look_up(&self) {
        if let Some(place) = self.0.screen.arrive() {
            self.moved(place);
        }
        self.keep();
    }

    /// Keeps the place now. One after the other: what is kept changes the same record, and a place that is reached
    /// meanwhile is kept next.
    fn keep(&self) {
        if self.0.writing.replace(true) {
            return;
        }
        let session = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            session.write().await;
            session.0.writing.set(false);
        });
    }

    async fn write(&self) {
        let (shelf, id) = (self.0.services.shelf(), &self.0.id);
        let told = |error: yueli_ports::RecordError| warn(&error.to_string());
        loop {
            // Taken in a statement of its own: nothing is borrowed while we wait.
            let unkept = self.0.unkept.borrow_mut().take();
            let Some((locator, excerpt, chapter)) = unkept else { return };
            let unshelved = self.0.unshelved.borrow_mut().take();
            if let Some((publication, chapters)) = unshelved {
                let opened = shelf.open(&publication).await.map(|_| ());
                let noted = shelf.note_chapters(id, chapters).await;
                [opened, noted].into_iter().filter_map(Result::err).for_each(told);
            }
            let read = self.0.read.get();
            if let Err(error) = shelf.note_place(id, locator, excerpt, chapter, read).await {
                told(error);
            }
            if read {
                self.0.services.pokes.poke(Poke::Later);
            }
        }
    }
}
