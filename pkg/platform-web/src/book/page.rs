//! The page's end of the book worker.

use std::{cell::RefCell, rc::Rc};

use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort};
use yueli_publication::{
    Problem, ProblemCode,
    json::{self, FromJson},
};

use super::{
    Answer, Ask, ExportAsk, Found, Notes, NotesAsk, Opened, Search,
    spare::{Hand, number},
};

/// Which worker a book needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Books of documents and of pictures.
    #[default]
    Book,
    /// PDF files, whose worker is another module.
    Pdf,
}

/// Why the worker did not do what it was asked.
#[derive(Debug, Clone, PartialEq)]
pub enum BookError {
    /// The book, or the way to it, has problems; at least one is fatal.
    Problems(Vec<Problem>),
    /// It opens with a licence; this is the one that lies in it.
    Locked(String),
    /// The worker itself does not run.
    Worker(String),
}

impl BookError {
    /// The problem that a reader should be told of.
    pub fn main_problem(&self) -> Option<&Problem> {
        match self {
            Self::Problems(problems) => {
                problems.iter().find(|problem| problem.severity() == yueli_publication::Severity::Fatal)
            }
            Self::Locked(_) | Self::Worker(_) => None,
        }
    }

    /// True where trying again may help.
    pub fn may_pass(&self) -> bool {
        match self.main_problem() {
            Some(problem) => problem.code == ProblemCode::Network,
            None => true,
        }
    }
}

/// Who waits for the answer of a number; never more than a few.
type Waiting = Rc<RefCell<Vec<(u32, oneshot::Sender<Result<Answer, BookError>>)>>>;

/// Who hears of the search that goes on, and its number.
type Searching = Rc<RefCell<Option<(u32, Rc<dyn Fn(Found)>)>>>;

/// Who hears that the worker has stopped.
type Stopped = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// A worker with one open book. Dropping it closes the book.
pub struct BookClient {
    hand: Hand,
    waiting: Waiting,
    searching: Searching,
    stopped: Stopped,
    _listeners: [EventListener; 2],
}

impl BookClient {
    /// Starts a worker, and waits until it hears.
    ///
    /// # Errors
    /// [`BookError::Worker`] where the browser refuses to.
    pub async fn start(kind: Kind) -> Result<Self, BookError> {
        let hand = Hand::hire(kind).map_err(|error| BookError::Worker(crate::words(&error)))?;
        let worker = hand.worker();
        let waiting = Waiting::default();
        let (sender, ready) = oneshot::channel();
        waiting.borrow_mut().push((0, sender));
        let searching = Searching::default();
        let answered = {
            let (waiting, searching) = (waiting.clone(), searching.clone());
            EventListener::new(worker, "message", move |event| hear(&waiting, &searching, event))
        };
        let stopped = Stopped::default();
        let failed = {
            let (waiting, works, stopped) = (waiting.clone(), hand.ready.clone(), stopped.clone());
            EventListener::new(worker, "error", move |event| {
                works.set(false);
                let detail = Reflect::get(event, &"message".into()).ok().and_then(|text| text.as_string());
                let error = BookError::Worker(detail.unwrap_or_else(|| "the book worker stopped".into()));
                for (_, sender) in waiting.borrow_mut().drain(..) {
                    let _ = sender.send(Err(error.clone()));
                }
                let told = stopped.borrow_mut().take();
                if let Some(told) = told {
                    told();
                }
            })
        };
        if !hand.ready.get() {
            ready.await.unwrap_or_else(|_| Err(lost()))?;
            hand.ready.set(true);
        }
        Ok(Self { hand, waiting, searching, stopped, _listeners: [answered, failed] })
    }

    /// Tells once that the worker has stopped: what it was asked is lost, and it answers nothing any more.
    pub fn when_stopped(&self, told: impl FnOnce() + 'static) {
        *self.stopped.borrow_mut() = Some(Box::new(told));
    }

    /// Opens the publication at `url`, from this device where it is kept: under this name, this many bytes long.
    ///
    /// # Errors
    /// What is wrong with the book, or with the way to it.
    pub async fn open(&self, url: &str, kept: Option<(String, u64)>) -> Result<Opened, BookError> {
        let (kept, length) = kept.map_or((None, 0), |(name, length)| (Some(name), length));
        self.opened(&Ask::Open { url: url.to_owned(), kept, length }).await
    }

    /// Opens the publication at `url`, which needs a password.
    ///
    /// # Errors
    /// As [`BookClient::open`].
    pub async fn unlock(&self, url: &str, password: &str) -> Result<Opened, BookError> {
        self.opened(&Ask::Unlock { url: url.to_owned(), password: password.to_owned() }).await
    }

    /// Opens the publication at `url` with its `licence` and the `key` of whoever it is for; `kept` as of
    /// [`BookClient::open`].
    ///
    /// # Errors
    /// As [`BookClient::open`], and what is wrong with the licence or the key.
    pub async fn open_licensed(
        &self,
        url: &str,
        kept: Option<(String, u64)>,
        (licence, key): (&str, &str),
    ) -> Result<Opened, BookError> {
        let (kept, length) = kept.map_or((None, 0), |(name, length)| (Some(name), length));
        let (url, licence, key) = (url.to_owned(), licence.to_owned(), key.to_owned());
        self.opened(&Ask::Licensed { url, kept, length, licence, key }).await
    }

    /// The key that `passphrase` stands for. It is kept in its stead.
    ///
    /// # Errors
    /// What is wrong with the licence, or that it is another passphrase.
    pub async fn key(&self, licence: &str, passphrase: &str) -> Result<String, BookError> {
        let ask = Ask::Key { licence: licence.to_owned(), passphrase: passphrase.to_owned() };
        match self.ask(&ask).await? {
            Answer::Key(key) => Ok(key),
            Answer::Failed(problems) => Err(BookError::Problems(problems)),
            _ => Err(another()),
        }
    }

    async fn opened(&self, ask: &Ask) -> Result<Opened, BookError> {
        match self.ask(ask).await? {
            Answer::Opened(opened) => Ok(*opened),
            Answer::Locked(licence) => Err(BookError::Locked(licence)),
            Answer::Failed(problems) => Err(BookError::Problems(problems)),
            _ => Err(another()),
        }
    }

    /// Makes a document that needs no service worker, and gives its `blob:` URL.
    ///
    /// # Errors
    /// What is wrong with the resource, or with the way to it.
    pub async fn document(&self, path: &str) -> Result<String, BookError> {
        match self.ask(&Ask::Document { path: path.to_owned() }).await? {
            Answer::Document(url) => Ok(url),
            Answer::Failed(problems) => Err(BookError::Problems(problems)),
            _ => Err(another()),
        }
    }

    /// The reader's own notes in the book, after a change.
    ///
    /// # Errors
    /// [`BookError::Worker`] where the worker does not run, [`BookError::Problems`] where what keeps notes cannot be fetched.
    pub async fn notes(&self, ask: NotesAsk) -> Result<Notes, BookError> {
        match self.ask(&Ask::Notes(ask)).await? {
            Answer::Notes(notes) => Ok(notes),
            Answer::Failed(problems) => Err(BookError::Problems(problems)),
            _ => Err(another()),
        }
    }

    /// The reader's own notes as a file.
    ///
    /// # Errors
    /// As [`BookClient::notes`].
    pub async fn export(&self, ask: ExportAsk) -> Result<String, BookError> {
        match self.ask(&Ask::Export(ask)).await? {
            Answer::Exported(file) => Ok(file),
            Answer::Failed(problems) => Err(BookError::Problems(problems)),
            _ => Err(another()),
        }
    }

    /// Whether the reader lets the book fetch what it declares to lie elsewhere, where that was answered: now, with
    /// `allow`, or before.
    ///
    /// # Errors
    /// [`BookError::Worker`] where the worker does not run.
    pub async fn elsewhere(&self, allow: Option<bool>) -> Result<Option<bool>, BookError> {
        match self.ask(&Ask::Elsewhere { allow }).await? {
            Answer::Elsewhere(answer) => Ok(answer),
            _ => Err(another()),
        }
    }

    /// Hands the service worker's port on: the worker answers it directly.
    pub fn serve(&self, path: &str, range: Option<&str>, port: &MessagePort) {
        let ask = Ask::Serve { path: path.to_owned(), range: range.map(str::to_owned) };
        let message = envelope(0, &ask);
        if let Err(error) = self.hand.worker().post_message_with_transfer(&message, &Array::of1(port)) {
            web_sys::console::error_1(&error);
        }
    }

    /// Has the document at `path` made ready, and what it shows: it will be asked for soon.
    pub fn prepare(&self, path: &str) {
        self.say(&Ask::Prepare { path: path.to_owned() });
    }

    /// Says that nobody waits for anything: the rest of the book may be fetched, and made ready to be searched.
    pub fn ahead(&self) {
        self.say(&Ask::Ahead);
    }

    /// Says what wants no answer.
    fn say(&self, ask: &Ask) {
        if let Err(error) = self.hand.worker().post_message(&envelope(0, ask)) {
            web_sys::console::error_1(&error);
        }
    }

    /// Searches the book: `told` hears what is found as it is found. Ends the search before.
    pub fn search(&self, search: Search, told: impl Fn(Found) + 'static) {
        let number = number();
        *self.searching.borrow_mut() = Some((number, Rc::new(told)));
        if let Err(error) = self.hand.worker().post_message(&envelope(number, &Ask::Search(search))) {
            web_sys::console::error_1(&error);
        }
    }

    async fn ask(&self, ask: &Ask) -> Result<Answer, BookError> {
        let number = number();
        let (sender, receiver) = oneshot::channel();
        self.waiting.borrow_mut().push((number, sender));
        self.hand
            .worker()
            .post_message(&envelope(number, ask))
            .map_err(|error| BookError::Worker(crate::words(&error)))?;
        receiver.await.unwrap_or_else(|_| Err(lost()))
    }
}

fn another() -> BookError {
    BookError::Worker("answered another question".into())
}

fn lost() -> BookError {
    BookError::Worker("the book worker stopped".into())
}

/// `{n: <number>, text: <JSON>}`; a number of 0 wants no answer.
fn envelope(number: u32, ask: &Ask) -> JsValue {
    let message = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&message, &"n".into(), &number.into());
    let _ = Reflect::set(&message, &"text".into(), &serde_json::to_string(ask).unwrap_or_default().into());
    message.into()
}

fn hear(waiting: &Waiting, searching: &Searching, event: &web_sys::Event) {
    let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
    let data = event.data();
    let number = Reflect::get(&data, &"n".into()).ok().and_then(|number| number.as_f64());
    let text = Reflect::get(&data, &"text".into()).ok().and_then(|text| text.as_string());
    let (Some(number), Some(text)) = (number, text) else { return };
    let number = number as u32;
    let told = searching.borrow().as_ref().filter(|(own, _)| *own == number).map(|(_, told)| told.clone());
    if let Some(told) = told {
        if let Ok(Some(Answer::Found(found))) = json::parse(text.as_bytes()).map(Answer::from_json) {
            told(found);
        }
        return;
    }
    let place = waiting.borrow().iter().position(|(own, _)| *own == number);
    let Some(place) = place else { return };
    let (_, sender) = waiting.borrow_mut().swap_remove(place);
    let answer = json::parse(text.as_bytes()).map_err(|error| BookError::Worker(error.to_string())).and_then(
        |value| Answer::from_json(value).ok_or_else(|| BookError::Worker("said nothing known".into())),
    );
    // The asker may have gone: the reader closed the book meanwhile.
    let _ = sender.send(answer);
}
