//! Putting a section of the book on the screen, and its neighbours within reach.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yueli_platform_web::{
    book::Kind,
    frame::{FrameError, Target, address},
};
use yueli_publication::{ProblemCode, TextQuote, url};

use super::Session;
use crate::pages::reader::{
    book::{Aim, Book},
    model::{Failure, Msg},
    screen::Side,
};
use crate::shell::browser::saves_data;

/// How long a section is shown before its neighbours are made ready, in milliseconds.
const PREPARE_MS: u32 = 350;
/// How long somebody points at something before it is made ready, in milliseconds.
const AIM_MS: u32 = 60;

impl Session {
    /// Shows a section at a target.
    pub async fn show(&self, section: usize, target: Target) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        *self.0.wanted.borrow_mut() = Some((section, target.clone()));
        self.0.tell.emit(Msg::Turning);
        self.0.busy.set(true);
        let lost = self.0.lost.get();
        let room = self.0.screen.has_room_for_two();
        let mut shown = self.put_on_screen(&book, section, &target, room).await;
        // A page that cannot be shown does not take its neighbour with it.
        let torn = matches!(shown, Err(FrameError::Problem(_))) && book.spread(section, room).len() > 1;
        if torn {
            shown = self.put_on_screen(&book, section, &target, false).await;
        }
        self.0.torn.set(torn);
        if lost != self.0.lost.get() {
            // Whoever put another worker in its place says what comes of it.
            return;
        }
        self.0.busy.set(false);
        match shown {
            Ok(()) => {
                // The screen told us of the place already, while `section` was still the old one.
                self.0.section.set(section);
                self.draw_notes();
                if self.0.screen.is_mended() {
                    self.0.tell.emit(Msg::Mended(book.path(section).unwrap_or_default().to_owned()));
                }
                self.moved(self.0.screen.place().unwrap_or_default());
                self.prepare_neighbours();
            }
            Err(FrameError::Superseded) => {}
            // A worker that draws does nothing else: one that does not come to an end is given up.
            Err(FrameError::TimedOut) if self.0.source.borrow().kind == Kind::Pdf => {
                self.0.busy.set(true);
                self.0.lost_on.set(Some(section));
                let session = self.clone();
                wasm_bindgen_futures::spawn_local(async move { session.worker_stopped().await });
            }
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
        let pages = self.sides(book, section, target, room_for_two).await?;
        if book.is_fixed(section) {
            let on = book.places(section, room_for_two).iter().position(|place| *place == Some(section));
            self.0.screen.show_fixed(pages, on.unwrap_or_default(), target).await
        } else if let Some((url, title)) = pages.into_iter().flatten().next() {
            self.0.screen.show_flowing(&url, &title, book.wants_scroll(section), target).await
        } else {
            Err(FrameError::Problem(ProblemCode::NothingToRead.key().to_owned()))
        }
    }

    /// The pages that are shown with a section, from left to right: itself, or with what stands beside it.
    async fn sides(
        &self,
        book: &Book,
        section: usize,
        target: &Target,
        room_for_two: bool,
    ) -> Result<Vec<Side>, FrameError> {
        let mut pages = Vec::new();
        for place in book.places(section, room_for_two) {
            let Some(index) = place else {
                pages.push(None);
                continue;
            };
            let path = book.path(index).unwrap_or_default();
            pages.push(Some((self.url_of(path, target).await?, book.frame_title(index))));
        }
        Ok(pages)
    }

    /// Makes what is before and after ready, once this page has had its time: sections, or parts of this one.
    fn prepare_neighbours(&self) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        let (section, served) = (self.0.section.get(), self.0.served.get());
        let beside = |forward| match self.0.screen.beside(forward) {
            Some(target) => Some((section, target)),
            None => {
                let target = if forward { Target::Start } else { Target::End };
                book.neighbour(self.edge(&book, forward), forward).map(|neighbour| (neighbour, target))
            }
        };
        let neighbours: Vec<(usize, Target)> =
            [false, true].into_iter().filter_map(beside).filter(|_| served && self.makes_ready()).collect();
        let session = self.clone();
        let prepare = async move {
            for (neighbour, target) in neighbours {
                session.prepare(&book, neighbour, &target).await;
                if session.0.section.get() != section || session.0.busy.get() {
                    return;
                }
            }
            session.look_ahead();
        };
        let timeout = Timeout::new(PREPARE_MS, move || wasm_bindgen_futures::spawn_local(prepare));
        *self.0.preparing.borrow_mut() = Some(timeout);
    }

    /// Pages that have to be drawn are not drawn for those who do not look at them.
    fn makes_ready(&self) -> bool {
        self.0.source.borrow().kind == Kind::Book
    }

    async fn prepare(&self, book: &Book, section: usize, target: &Target) {
        if book.is_fixed(section) {
            // One page after the other, where two could not be shown.
            let room = self.0.screen.has_room_for_two() && !self.0.torn.get();
            if let Ok(pages) = self.sides(book, section, target, room).await {
                self.0.screen.prepare_fixed(pages).await;
            }
            return;
        }
        let path = book.path(section).unwrap_or_default();
        if let Ok(url) = self.url_of(path, target).await {
            let title = book.frame_title(section);
            self.0.screen.prepare(&url, &title, book.wants_scroll(section), target).await;
        }
    }

    /// What the reader is about to choose is made ready: to go there is then a matter of a frame.
    pub fn aim(&self, aim: &Aim) {
        let (Some(book), true) = (self.0.book.borrow().clone(), self.0.served.get()) else { return };
        let aimed = match aim {
            Aim::Entry(href) => {
                let (path, fragment) = url::split_fragment(href);
                let target = fragment.map_or(Target::Start, |id| Target::Fragment(url::decode(id)));
                book.manifest.reading_order_index(path).map(|section| (section, target))
            }
            Aim::Part(total) => book.section_at(*total).map(|(section, progression)| {
                (section, Target::Kept { cfi: None, quote: TextQuote::default(), progression })
            }),
            Aim::Section(section) => Some((*section, Target::Start)),
        };
        let worth = |(section, target): &(usize, Target)| {
            self.makes_ready() && (*section != self.0.section.get() || !self.0.screen.covers(target))
        };
        let Some((section, target)) = aimed.filter(worth) else { return };
        let session = self.clone();
        let prepare = async move {
            if !session.0.busy.get() {
                session.prepare(&book, section, &target).await;
            }
        };
        let timeout = Timeout::new(AIM_MS, move || wasm_bindgen_futures::spawn_local(prepare));
        *self.0.aiming.borrow_mut() = Some(timeout);
    }

    /// Once: the rest of the book is fetched and made ready to be searched, now that nobody waits for anything.
    fn look_ahead(&self) {
        let client = self.0.client.borrow().clone();
        if let (Some(client), false) = (client, self.0.ahead.replace(true) || saves_data()) {
            client.ahead();
        }
    }

    /// The address under which a document of the book is shown; without a service worker that of the part with `target`.
    pub(super) async fn url_of(&self, path: &str, target: &Target) -> Result<String, FrameError> {
        if self.0.served.get() {
            return Ok(Book::served_url(&self.0.id, path));
        }
        let client = self.0.client.borrow().clone();
        let client = client.ok_or(FrameError::TimedOut)?;
        client.document(&address(path, target, false)).await.map_err(|error| match error.main_problem() {
            Some(problem) => FrameError::Problem(problem.code.key().to_owned()),
            None => FrameError::Browser(format!("{error:?}")),
        })
    }

    /// The screen was turned: one page where two were, or two where one was.
    pub async fn reshape(&self) {
        let section = self.0.section.get();
        if !self.0.busy.get() {
            self.show(section, Target::Start).await;
        }
    }
}
