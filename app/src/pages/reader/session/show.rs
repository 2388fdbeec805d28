//! Putting a section of the book on the screen, and its neighbours within reach.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yueli_platform_web::frame::{FrameError, Target};
use yueli_publication::ProblemCode;

use super::Session;
use crate::pages::reader::{
    book::Book,
    model::{Failure, Msg},
};

/// How long a section is shown before its neighbours are made ready, in milliseconds.
const PREPARE_MS: u32 = 350;
/// Neighbours of at least this many bytes are loaded when they are asked for.
const PREPARED_BYTES: u64 = 300_000;

impl Session {
    /// Shows a section at a target.
    pub async fn show(&self, section: usize, target: Target) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        *self.0.wanted.borrow_mut() = Some((section, target.clone()));
        self.0.tell.emit(Msg::Turning);
        self.0.busy.set(true);
        let room = self.0.screen.has_room_for_two();
        let mut shown = self.put_on_screen(&book, section, &target, room).await;
        // A page that cannot be shown does not take its neighbour with it.
        let torn = matches!(shown, Err(FrameError::Problem(_))) && book.spread(section, room).len() > 1;
        if torn {
            shown = self.put_on_screen(&book, section, &target, false).await;
        }
        self.0.torn.set(torn);
        self.0.busy.set(false);
        match shown {
            Ok(()) => {
                // The screen told us of the place already, while `section` was still the old one.
                self.0.section.set(section);
                self.draw_notes();
                self.moved(self.0.screen.place().unwrap_or_default());
                self.prepare_neighbours();
            }
            Err(FrameError::Superseded) => {}
            Err(error) => self.0.tell.emit(Msg::Failed(Failure::from(&error))),
        }
    }

    async fn put_on_screen(
        &self,
        book: &Rc<Book>,
        section: usize,
        target: &Target,
        room_for_two: bool,
    ) -> Result<(), FrameError> {
        let places = book.places(section, room_for_two);
        let mut pages = Vec::new();
        for place in places {
            let Some(index) = place else {
                pages.push(None);
                continue;
            };
            let path = book.path(index).unwrap_or_default();
            pages.push(Some((self.url_of(path).await?, self.frame_title(book, index))));
        }
        if book.is_fixed(section) {
            self.0.screen.show_fixed(pages).await
        } else if let Some((url, title)) = pages.into_iter().flatten().next() {
            self.0.screen.show_flowing(&url, &title, book.wants_scroll(section), target).await
        } else {
            Err(FrameError::Problem(ProblemCode::NothingToRead.key().to_owned()))
        }
    }

    /// Makes the sections before and after ready, once this one has had its time. Not those that are so large that
    /// laying them out would be felt.
    fn prepare_neighbours(&self) {
        let (Some(book), true) = (self.0.book.borrow().clone(), self.0.served.get()) else { return };
        let section = self.0.section.get();
        let neighbours: Vec<usize> = [false, true]
            .into_iter()
            .filter_map(|forward| book.neighbour(section, forward))
            .filter(|neighbour| !book.is_fixed(*neighbour) && book.size(*neighbour) < PREPARED_BYTES)
            .collect();
        let session = self.clone();
        let prepare = async move {
            for neighbour in neighbours {
                let path = book.path(neighbour).unwrap_or_default();
                let Ok(url) = session.url_of(path).await else { return };
                let title = session.frame_title(&book, neighbour);
                session.0.screen.prepare(&url, &title, book.wants_scroll(neighbour)).await;
                if session.0.section.get() != section || session.0.busy.get() {
                    return;
                }
            }
        };
        let timeout = Timeout::new(PREPARE_MS, move || wasm_bindgen_futures::spawn_local(prepare));
        *self.0.preparing.borrow_mut() = Some(timeout);
    }

    /// The address under which a document of the book is shown.
    pub(super) async fn url_of(&self, path: &str) -> Result<String, FrameError> {
        if self.0.served.get() {
            return Ok(format!("/book/{}/{path}", self.0.id));
        }
        let client = self.0.client.borrow().clone();
        let client = client.ok_or(FrameError::TimedOut)?;
        client.document(path).await.map_err(|error| match error.main_problem() {
            Some(problem) => FrameError::Problem(problem.code.key().to_owned()),
            None => FrameError::Browser(format!("{error:?}")),
        })
    }

    /// What assistive technology calls the frame: the chapter, and the book.
    fn frame_title(&self, book: &Book, section: usize) -> String {
        let title = book.manifest.metadata.title.first();
        let chapter = Book::current(&book.contents, section, None).and_then(|index| book.contents.get(index));
        match chapter.filter(|chapter| !chapter.title.is_empty()) {
            Some(chapter) => format!("{} · {title}", chapter.title),
            None => title.to_owned(),
        }
    }

    /// The screen was turned: one page where two were, or two where one was.
    pub async fn reshape(&self) {
        let section = self.0.section.get();
        if !self.0.busy.get() {
            self.show(section, Target::Start).await;
        }
    }
}
