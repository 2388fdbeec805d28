//! The worker that has the book: opening with it, and what is done when it is lost.

use std::rc::Rc;

use yueli_platform_web::{
    book::{BookClient, Found, Opened},
    frame::FrameError,
};
use yueli_publication::ProblemCode;

use super::{Session, Source};
use crate::pages::reader::model::{Failure, Msg};

impl Session {
    /// Opens the book with a worker.
    pub(super) async fn open_with(&self, client: &BookClient) -> Result<Opened, Failure> {
        let Source { url, here, password, .. } = self.0.source.borrow().clone();
        match password {
            Some(password) => client.unlock(&url, &password).await.map_err(|error| Failure::from(&error)),
            None => self.open_licensed(client, &url, here).await,
        }
    }

    /// Keeps the worker that has the book, and hears when it is lost.
    pub(super) fn hold(&self, client: Rc<BookClient>) {
        let weak = Rc::downgrade(&self.0);
        client.when_stopped(move || {
            if let Some(inner) = weak.upgrade() {
                wasm_bindgen_futures::spawn_local(async move { Self(inner).worker_stopped().await });
            }
        });
        *self.0.client.borrow_mut() = Some(client);
    }

    async fn open_anew(&self) -> Result<(), Failure> {
        let kind = self.0.source.borrow().kind;
        let fresh = Rc::new(BookClient::start(kind).await.map_err(|error| Failure::from(&error))?);
        self.open_with(&fresh).await?;
        self.hold(fresh);
        Ok(())
    }

    /// The worker failed on a page, and is lost: another takes its place, and what was asked of the first is not
    /// waited for. It may have been another page than the one that is wanted, so that one is tried once more.
    pub(super) async fn worker_stopped(&self) {
        self.0.lost.set(self.0.lost.get() + 1);
        let waited = self.0.busy.replace(false) || !self.0.screen.is_whole();
        self.seek();
        self.0.tell.emit(Msg::Found(Found { done: true, ..Found::default() }));
        let fresh = self.open_anew().await;
        let wanted = self.0.wanted.borrow().clone().filter(|_| waited);
        match (fresh, wanted) {
            (Err(failure), _) => self.0.tell.emit(Msg::Failed(failure)),
            (Ok(()), Some((section, target))) => {
                if self.0.lost_on.replace(Some(section)) == Some(section) {
                    let stopped = FrameError::Problem(ProblemCode::ReaderStopped.key().to_owned());
                    self.0.tell.emit(Msg::Failed(Failure::from(&stopped)));
                } else {
                    self.show(section, target).await;
                }
            }
            (Ok(()), None) => {}
        }
    }

    /// Opens the book with a password.
    pub async fn unlock(&self, password: String) {
        self.0.source.borrow_mut().password = Some(password);
        self.retry().await;
    }
}
