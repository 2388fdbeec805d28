//! Books that a licence protects: the passphrase, the key that is kept in its stead, and what the licence allows.

use std::rc::Rc;

use yueli_platform_web::book::{BookClient, BookError, Kind, Opened};
use yueli_publication::ProblemCode;

use super::Session;
use crate::{
    pages::reader::{
        load,
        model::{Failure, Msg},
        window::{self, warn},
    },
    shell::browser,
    use_cases::licences::{Held, Known, status::Desk, way::Ways},
};

impl Session {
    /// Opens the book; one that is protected with its licence, if it holds and its key is known.
    pub(super) async fn open_licensed(
        &self,
        client: &BookClient,
        url: &str,
        here: Option<(String, u64)>,
    ) -> Result<Opened, Failure> {
        let known = match self.known_licence().await {
            Some(known) => known,
            None => match client.open(url, here.clone()).await {
                Ok(opened) => return Ok(opened),
                Err(BookError::Locked(document)) => {
                    self.found(document).await.ok_or_else(|| Failure::of(ProblemCode::LicenceDamaged))?
                }
                Err(error) => return Err(self.told(&error).await),
            },
        };
        self.hold_licence(known.clone());
        let key = match (known.obstacle(self.0.services.now()), &known.held.key) {
            (Some(code), _) => {
                // Of one that is over no key is kept.
                self.keep_licence(known.held.clone()).await;
                return Err(Failure::of(code));
            }
            (None, None) => return Err(Failure::of(ProblemCode::PassphraseNeeded)),
            (None, Some(key)) => key,
        };
        let with = (known.held.document.as_str(), key.as_str());
        match client.open_licensed(url, here, with).await {
            Ok(opened) => Ok(opened),
            Err(error) => Err(self.told(&error).await),
        }
    }

    /// Why the book does not open. Of one that the library does not give, whether there was a loan that is over.
    async fn told(&self, error: &BookError) -> Failure {
        let mut failure = Failure::from(error);
        if failure.code == Some(ProblemCode::NotOnLoan) {
            failure.code = Some(load::refused(&self.0.services, &self.0.id).await);
        }
        failure
    }

    /// The licence that is read with, else the one that is kept.
    async fn known_licence(&self) -> Option<Known> {
        let held = self.0.licence.borrow().as_deref().cloned();
        match held {
            Some(held) => Some(held),
            None => self.0.services.licences().get(&self.0.id).await,
        }
    }

    /// A licence that lies in the book.
    async fn found(&self, document: String) -> Option<Known> {
        let (book, title) = (self.0.id.clone(), self.titled().await);
        Known::of(Held { book, title, document, ..Held::default() })
    }

    /// What the shelf or the catalogue calls the book.
    async fn titled(&self) -> String {
        let language = window::language();
        let subject = load::subject(&self.0.services, &self.0.id, &language).await;
        subject.map(|subject| subject.publication.metadata.title.first().to_owned()).unwrap_or_default()
    }

    fn hold_licence(&self, known: Known) {
        let known = Rc::new(known);
        *self.0.licence.borrow_mut() = Some(known.clone());
        self.0.tell.emit(Msg::Licensed(known));
    }

    async fn keep_licence(&self, held: Held) {
        let kept = self.0.services.licences().keep(held, self.0.services.now()).await;
        // Where the device keeps nothing the passphrase is asked for the next time.
        match kept {
            Ok(held) => {
                if let Some(known) = Known::of(held) {
                    self.hold_licence(known);
                }
            }
            Err(error) => warn(&error.to_string()),
        }
    }

    /// Opens the book with a passphrase; its key is kept on this device where the reader wishes so.
    pub async fn give_passphrase(&self, passphrase: String, remember: bool) {
        let Some(known) = self.0.licence.borrow().as_deref().cloned() else { return };
        self.0.tell.emit(Msg::Retry);
        let document = &known.held.document;
        let key = async { BookClient::start(Kind::Book).await?.key(document, &passphrase).await }.await;
        match key {
            Ok(key) => {
                let held = Held { key: Some(key), ..known.held.clone() };
                self.hold_licence(Known { held: held.clone(), ..known });
                if remember {
                    self.keep_licence(held).await;
                }
                self.retry().await;
            }
            Err(error) => self.0.tell.emit(Msg::Failed(Failure::from(&error))),
        }
    }

    /// Asks the library how the licence stands by now, and closes the book where it is over.
    pub(super) fn check_licence(&self) {
        let Some(known) = self.0.licence.borrow().clone() else { return };
        let session = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let services = &session.0.services;
            let http = services.http.as_ref();
            let ways = Ways::ask(http, &browser::origin()).await;
            let desk = Desk { http, ways: &ways, csrf: None };
            // Without a connection what is known counts.
            let Ok(Some(held)) = desk.refresh(&known).await else { return };
            let kept = known.held.key.is_some() && services.licences().get(&session.0.id).await.is_some();
            if kept {
                session.keep_licence(held).await;
            } else if let Some(known) = Known::of(held) {
                session.hold_licence(known);
            }
            let now = session.0.licence.borrow().as_ref().and_then(|known| known.obstacle(services.now()));
            if let Some(code) = now {
                session.0.tell.emit(Msg::Failed(Failure::of(code)));
            }
        });
    }

    /// Whether so many letters may be copied yet; they count as copied from now on.
    pub fn may_copy(&self, words: &str) -> bool {
        let known = self.0.licence.borrow().clone();
        let Some((known, left)) = known.and_then(|known| Some((known.clone(), known.left_to_copy()?))) else {
            return true;
        };
        let letters = words.chars().count() as u64;
        if letters > left {
            return false;
        }
        let held = Held { copied: known.held.copied + letters, ..known.held.clone() };
        let session = self.clone();
        wasm_bindgen_futures::spawn_local(async move { session.keep_licence(held).await });
        true
    }
}
