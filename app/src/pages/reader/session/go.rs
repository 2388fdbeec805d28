//! Going about in the book: page by page, along links, to what was found, and back.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yueli_platform_web::{
    book::{Hit, Search},
    frame::{Target, address},
};
use yueli_publication::url;

use super::Session;
use crate::pages::reader::{
    book::{Aim, Book, Destination},
    keys::Wish,
    model::{Failure, Msg, Note, Where},
    places::{locator, start},
};

impl Session {
    /// Turns a page; at the end of a section goes on to the next.
    pub async fn turn(&self, forward: bool) {
        self.0.read.set(true);
        if self.0.busy.get() || self.0.screen.turn(forward) {
            return;
        }
        if let Some(target) = self.0.screen.beside(forward) {
            return self.show(self.0.section.get(), target).await;
        }
        let Some(book) = self.0.book.borrow().clone() else { return };
        let edge = self.edge(&book, forward);
        match book.neighbour(edge, forward) {
            Some(next) => self.show(next, if forward { Target::Start } else { Target::End }).await,
            None => {
                self.0.tell.emit(Msg::Said(if forward { "reader-last-page" } else { "reader-first-page" }))
            }
        }
    }

    /// The last section (the first, where we go back) of what is on the screen, or was to be there and failed: so
    /// that whoever goes on from a page that cannot be shown does not come to it again.
    pub(super) fn edge(&self, book: &Book, forward: bool) -> usize {
        let wanted = self.0.wanted.borrow().as_ref().map_or(self.0.section.get(), |wanted| wanted.0);
        let shown = book.spread(wanted, self.0.screen.has_room_for_two() && !self.0.torn.get());
        let edge = if forward { shown.into_iter().max() } else { shown.into_iter().min() };
        edge.unwrap_or(wanted)
    }

    /// Goes to the next or previous entry of the contents, or section where there is none.
    pub async fn chapter(&self, forward: bool) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        let edge = self.edge(&book, forward);
        match book.neighbour(edge, forward) {
            Some(next) => self.jump(next, Target::Start).await,
            None if forward => self.0.tell.emit(Msg::Said("reader-last-page")),
            None => self.jump(edge, Target::Start).await,
        }
    }

    /// Goes somewhere that is not the next page, remembering where we were.
    pub async fn jump(&self, section: usize, target: Target) {
        self.remember();
        self.0.read.set(true);
        let stays = section == self.0.section.get()
            && self.0.screen.covers(&target)
            && !self.0.book.borrow().as_ref().is_some_and(|book| book.is_fixed(section));
        if stays && self.0.screen.place().is_some() {
            self.0.screen.go(&target);
        } else {
            self.show(section, target).await;
        }
    }

    fn remember(&self) {
        const REMEMBERED: usize = 50;
        let Some(book) = self.0.book.borrow().clone() else { return };
        let place = self.0.screen.place().unwrap_or_default();
        let here = Where { section: self.0.section.get(), place, ..Where::default() };
        let mut back = self.0.back.borrow_mut();
        back.push(locator(&book, &here));
        if back.len() > REMEMBERED {
            back.remove(0);
        }
    }

    /// Goes back to where a link was followed.
    pub async fn back(&self) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        let Some(locator) = self.0.back.borrow_mut().pop() else { return };
        let (section, target) = start(&book, Some(&locator));
        self.show(section, target).await;
    }

    /// Goes to what was chosen.
    pub async fn go(&self, aim: &Aim) {
        let Some(book) = self.0.book.borrow().clone() else { return };
        match aim {
            Aim::Entry(href) => {
                if let Some(Destination::Inside { section, fragment }) = self.destination("", href) {
                    self.jump(section, fragment.map_or(Target::Start, Target::Fragment)).await;
                }
            }
            Aim::Part(total) => {
                if let Some((section, progression)) = book.section_at(*total) {
                    let quote = yueli_publication::TextQuote::default();
                    self.jump(section, Target::Kept { cfi: None, quote, progression }).await;
                }
            }
            Aim::Section(section) => self.jump(*section, Target::Start).await,
        }
    }

    /// Searches the book; what is found is told as it is found. That it is searched for is told with what is found first, or
    /// after `patience` milliseconds: an answer that comes sooner need not wait until a page without one is drawn.
    pub fn search(&self, search: Search, patience: u32) {
        let (session, seen) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let soon =
            Timeout::new(patience, move || session.upgrade().into_iter().for_each(|own| Self(own).seek()));
        *self.0.seeking.borrow_mut() = Some((soon, search.clone()));
        let client = self.0.client.borrow().clone();
        if patience == 0 || client.is_none() {
            self.seek();
        }
        if let Some(client) = client {
            client.search(search, move |found| {
                let Some(session) = seen.upgrade().map(Self) else { return };
                session.seek();
                session.0.tell.emit(Msg::Found(found));
            });
        }
    }

    /// Tells what is searched for, where that has not been told yet.
    pub(super) fn seek(&self) {
        if let Some((_, search)) = self.0.seeking.take() {
            self.0.tell.emit(Msg::Seek(search));
        }
    }

    /// Goes to a place where something was found.
    pub async fn go_to_hit(&self, hit: &Hit) {
        self.jump(hit.section, Target::Letters { letter: hit.letter, letters: hit.letters }).await;
    }

    fn destination(&self, base: &str, href: &str) -> Option<Destination> {
        let book = self.0.book.borrow().clone()?;
        Some(if base.is_empty() {
            // Hrefs of the manifest are from the root already.
            let (path, fragment) = url::split_fragment(href);
            let section = book.manifest.reading_order_index(path)?;
            Destination::Inside { section, fragment: fragment.map(url::decode) }
        } else {
            book.resolve(self.0.section.get(), href)
        })
    }

    /// Follows a link of the text: to a note beside it, to another place, or out of the book.
    pub async fn follow(&self, href: &str, note: bool) {
        let Some(destination) = self.destination("text", href) else { return };
        match destination {
            Destination::Inside { section, fragment: Some(id) } if note => {
                let path =
                    self.0.book.borrow().as_ref().and_then(|book| book.path(section).map(str::to_owned));
                self.show_note(&path.unwrap_or_default(), id, href).await;
            }
            Destination::Beside { path, fragment: Some(id) } => self.show_note(&path, id, href).await,
            Destination::Inside { section, fragment } => {
                self.jump(section, fragment.map_or(Target::Start, Target::Fragment)).await;
            }
            Destination::Outside(url) => self.0.tell.emit(Msg::Leaving(Some(url))),
            Destination::Beside { .. } | Destination::Nowhere => {
                self.0.tell.emit(Msg::Said("reader-problem-section"));
            }
        }
    }

    async fn show_note(&self, path: &str, id: String, href: &str) {
        let target = Target::Fragment(id.clone());
        let url = self.url_of(path, &target).await.map(|url| address(&url, &target, false));
        match url {
            Ok(url) => self.0.tell.emit(Msg::ShowNote(Some(Note { url, id, href: href.to_owned() }))),
            Err(error) => self.0.tell.emit(Msg::Failed(Failure::from(&error))),
        }
    }

    /// Does what is wished for, where it is about moving in the book. False where it is not.
    pub fn fulfil(&self, wish: Wish) -> bool {
        let session = self.clone();
        let last = self
            .0
            .book
            .borrow()
            .as_ref()
            .map_or(0, |book| book.manifest.reading_order.len().saturating_sub(1));
        let first = self.0.book.borrow().as_ref().map_or(0, |book| book.first_section());
        wasm_bindgen_futures::spawn_local(async move {
            match wish {
                Wish::Next => session.turn(true).await,
                Wish::Previous => session.turn(false).await,
                Wish::NextChapter => session.chapter(true).await,
                Wish::PreviousChapter => session.chapter(false).await,
                Wish::Start => session.jump(first, Target::Start).await,
                Wish::End => session.jump(last, Target::End).await,
                Wish::Back => session.back().await,
                _ => {}
            }
        });
        matches!(
            wish,
            Wish::Next
                | Wish::Previous
                | Wish::NextChapter
                | Wish::PreviousChapter
                | Wish::Start
                | Wish::End
                | Wish::Back
        )
    }
}
