//! Who asks, and where the answer goes.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_split_helpers::SplitLoaderError;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};
use yueli_platform_web::{
    WebHttp,
    book::{Answer, Ask, ExportAsk, FetchSource, Found, NotesAsk, Opened, Search},
    keep::KeptFile,
};
use yueli_ports::Http;
use yueli_publication::{ElsewhereKind, Problem, ProblemCode};

use crate::{
    blob::Blobs,
    book, document,
    elsewhere::Gate,
    finished::Finished,
    rooms::{self, Keeping, Noting, Room, Searching, Unlocking},
    serve::{self, Made},
};

/// A book that was opened.
pub(crate) type Book = book::Book<FetchSource>;

/// The worker's one desk: the open book, and what was made of it for the fallback.
#[derive(Clone)]
pub(crate) struct Desk {
    scope: DedicatedWorkerGlobalScope,
    open: Rc<RefCell<Option<Rc<Book>>>>,
    source: Rc<RefCell<Option<FetchSource>>>,
    finished: Rc<RefCell<Rc<Finished>>>,
    blobs: Rc<RefCell<Rc<Blobs>>>,
    /// The name of the open book's file, if it is kept here.
    name: Rc<RefCell<Option<String>>>,
    searcher: Rc<RefCell<Rc<Room<dyn Searching>>>>,
    notebook: Rc<RefCell<Rc<Room<dyn Noting>>>>,
    keep: Rc<Room<dyn Keeping>>,
    unlocking: Rc<Room<dyn Unlocking>>,
}

impl Desk {
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self {
            scope,
            open: Rc::default(),
            source: Rc::default(),
            finished: Rc::default(),
            blobs: Rc::default(),
            name: Rc::default(),
            searcher: Rc::default(),
            notebook: Rc::default(),
            keep: Rc::default(),
            unlocking: Rc::default(),
        }
    }

    /// Tells the page that messages are heard from now on.
    pub(crate) fn open_for_questions(&self) {
        self.answer(0.0, &Answer::Ready);
    }

    /// Takes a message from the page; the answer follows when it is ready.
    pub(crate) fn hear(&self, event: &MessageEvent) {
        let data = event.data();
        let text = Reflect::get(&data, &"text".into()).ok().and_then(|text| text.as_string());
        let number =
            Reflect::get(&data, &"n".into()).ok().and_then(|number| number.as_f64()).unwrap_or_default();
        let Some(ask) = text.and_then(|text| serde_json::from_str::<Ask>(&text).ok()) else { return };
        let port = event.ports().get(0).dyn_into::<MessagePort>().ok();
        let desk = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            match ask {
                Ask::Open { url, kept, length } => {
                    desk.answer(number, &desk.open_book(&url, (kept.as_deref(), length), None).await);
                }
                // What this worker opens needs none.
                Ask::Unlock { url, .. } => desk.answer(number, &desk.open_book(&url, (None, 0), None).await),
                Ask::Licensed { url, kept, length, licence, key } => {
                    let with = Some((licence.as_str(), key.as_str()));
                    desk.answer(number, &desk.open_book(&url, (kept.as_deref(), length), with).await);
                }
                Ask::Key { licence, passphrase } => {
                    desk.answer(number, &desk.key(&licence, &passphrase).await);
                }
                Ask::Keep => {
                    desk.answer(number, &Answer::Heard);
                    desk.keep(number).await;
                }
                Ask::Document { path } => desk.answer(number, &desk.document(&path).await),
                Ask::Prepare { path } => desk.prepare(&path).await,
                Ask::Ahead => desk.ahead().await,
                Ask::Search(search) => desk.search(number, &search).await,
                Ask::Notes(ask) => desk.answer(number, &desk.notes(ask).await),
                Ask::Export(ask) => desk.answer(number, &desk.export(&ask).await),
                Ask::Elsewhere { allow } => desk.answer(number, &desk.elsewhere(allow).await),
                Ask::Serve { path, range } => {
                    if let Some(port) = port {
                        desk.serve(&path, range.as_deref(), &port).await;
                    }
                }
            }
        });
    }

    /// Opens a book, with a licence and its key where it has been given any.
    async fn open_book(
        &self,
        url: &str,
        (kept, length): (Option<&str>, u64),
        with: Option<(&str, &str)>,
    ) -> Answer {
        // What is kept may have been cleared away by the browser; then the library is asked.
        let file = match kept {
            Some(name) => KeptFile::open(name, length).await,
            None => None,
        };
        let name = kept.filter(|_| file.is_some()).map(str::to_owned);
        let http: Rc<dyn Http> = match file {
            Some(file) => file,
            None => Rc::new(WebHttp::new()),
        };
        let source = match FetchSource::open(http, url).await {
            Ok(source) => source,
            Err(error) => return Answer::Failed(vec![Problem::from(error)]),
        };
        let own = source.clone();
        match Book::open(source, url).await {
            Ok((mut book, problems)) => {
                if let Err(answer) = self.unlock(&mut book, with).await {
                    return answer;
                }
                let manifest = book.manifest().clone();
                let gate = Rc::new(Gate::of(url, &manifest).await);
                *self.open.borrow_mut() = Some(Rc::new(book));
                *self.source.borrow_mut() = Some(own);
                *self.finished.borrow_mut() = Rc::new(Finished::behind(gate));
                *self.notebook.borrow_mut() = Rc::default();
                self.blobs.replace(Rc::default()).let_go();
                *self.searcher.borrow_mut() = Rc::default();
                *self.name.borrow_mut() = name;
                Answer::Opened(Box::new(Opened { manifest, problems }))
            }
            Err(problems) => Answer::Failed(problems),
        }
    }

    /// Unlocks a book that a licence protects; the answer is what is lacking.
    async fn unlock(&self, book: &mut Book, with: Option<(&str, &str)>) -> Result<(), Answer> {
        let failed = |problem: Problem| Answer::Failed(vec![problem]);
        if !book.is_locked() {
            return Ok(());
        }
        let Some((licence, key)) = with else {
            let found = book.licence().await.map_err(failed)?;
            return Err(Answer::Locked(found.unwrap_or_default()));
        };
        let cipher = self.unlocking().await?.cipher(licence, key).await.map_err(failed)?;
        book.unlock(cipher);
        Ok(())
    }

    /// The room where books are unlocked.
    async fn unlocking(&self) -> Result<Rc<dyn Unlocking>, Answer> {
        let unfetched = |_| Answer::Failed(vec![Problem::new(ProblemCode::Network, "lcp")]);
        self.unlocking.enter(rooms::unlocking()).await.map_err(unfetched)
    }

    async fn key(&self, licence: &str, passphrase: &str) -> Answer {
        match self.unlocking().await {
            Ok(room) => match room.key(licence, passphrase).await {
                Ok(key) => Answer::Key(key),
                Err(problem) => Answer::Failed(vec![problem]),
            },
            Err(answer) => answer,
        }
    }

    /// What the reader says of what lies elsewhere. What was made before is made anew.
    async fn elsewhere(&self, allow: Option<bool>) -> Answer {
        let gate = self.finished.borrow().gate.clone();
        if let Some(allow) = allow {
            gate.set_and_keep(allow).await;
            *self.finished.borrow_mut() = Rc::new(Finished::behind(gate.clone()));
        }
        Answer::Elsewhere(gate.answer())
    }

    async fn document(&self, path: &str) -> Answer {
        let book = self.open.borrow().clone();
        let Some(book) = book else { return Answer::Failed(Vec::new()) };
        let (blobs, finished) = (self.blobs.borrow().clone(), self.finished.borrow().clone());
        match blobs.document(&book, &finished.parts, path).await {
            Ok(url) => Answer::Document(url),
            Err(problem) => Answer::Failed(vec![problem]),
        }
    }

    /// The room where the open book is searched.
    async fn searching(&self) -> Result<Rc<dyn Searching>, SplitLoaderError> {
        let (searcher, name) = (self.searcher.borrow().clone(), self.name.borrow().clone());
        searcher.enter(rooms::searching(name)).await
    }

    async fn search(&self, number: f64, search: &Search) {
        let Some(book) = self.open.borrow().clone() else { return };
        let tell = |found| self.answer(number, &Answer::Found(found));
        match self.searching().await {
            Ok(searcher) => searcher.search(&book, search, &tell).await,
            Err(_) => tell(Found { done: true, failed: true, ..Found::default() }),
        }
    }

    async fn prepare(&self, path: &str) {
        let (book, finished) = (self.open.borrow().clone(), self.finished.borrow().clone());
        if let Some(book) = book {
            document::prepare(&book, &finished, path).await;
        }
    }

    async fn ahead(&self) {
        let (book, source) = (self.open.borrow().clone(), self.source.borrow().clone());
        let (Some(book), Some(source)) = (book, source) else { return };
        // Without a connection there is nothing to fetch ahead; who turns the page is told.
        if source.fetch_ahead().await.is_ok()
            && let Ok(searcher) = self.searching().await
        {
            searcher.make_ready(&book).await;
        }
    }

    /// Does what is wanted of the books on this device.
    async fn keep(&self, number: f64) {
        // A room that cannot be fetched keeps nothing; the page asks again when the library is there again.
        let Ok(keep) = self.keep.enter(rooms::keeping(self.scope.clone())).await else { return };
        rooms::all_ready().await;
        keep.look(number).await;
    }

    /// The open book, and the room where its notes are.
    async fn noting(&self) -> Result<(Rc<Book>, Rc<dyn Noting>), Answer> {
        let (book, notebook) = (self.open.borrow().clone(), self.notebook.borrow().clone());
        let book = book.ok_or_else(|| Answer::Failed(Vec::new()))?;
        match notebook.enter(rooms::noting()).await {
            Ok(notebook) => Ok((book, notebook)),
            Err(_) => Err(Answer::Failed(vec![Problem::new(ProblemCode::Network, "notes")])),
        }
    }

    async fn notes(&self, ask: NotesAsk) -> Answer {
        match self.noting().await {
            Ok((book, notebook)) => Answer::Notes(notebook.notes(&book, ask, &|| self.chance()).await),
            Err(answer) => answer,
        }
    }

    async fn export(&self, ask: &ExportAsk) -> Answer {
        match self.noting().await {
            Ok((book, notebook)) => Answer::Exported(notebook.export(&book, ask).await),
            Err(answer) => answer,
        }
    }

    /// Bytes that nobody can foretell; where the browser has none, as good as its numbers are.
    fn chance(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        let drawn = self.scope.crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
        if drawn.is_err() {
            bytes = std::array::from_fn(|_| (js_sys::Math::random() * 256.0) as u8);
        }
        bytes
    }

    async fn serve(&self, path: &str, range: Option<&str>, port: &MessagePort) {
        let (book, finished) = (self.open.borrow().clone(), self.finished.borrow().clone());
        let made = match book {
            Some(book) => serve::resource(&book, &finished, path, range).await,
            None => serve::not_open(),
        };
        post(port, &made, &finished.gate);
    }

    fn answer(&self, number: f64, answer: &Answer) {
        let message = Object::new();
        set(&message, "n", &number.into());
        set(&message, "text", &serde_json::to_string(answer).unwrap_or_default().into());
        // The page may have gone; then nobody waits.
        let _ = self.scope.post_message(&message);
    }
}

/// Answers the service worker: `{status, headers, body, elsewhere}`, the body's bytes handed over, not copied.
/// `elsewhere` names the origins that the policy is to be opened to: `{media, font}`.
fn post(port: &MessagePort, made: &Made, gate: &Gate) {
    let message = Object::new();
    let headers: Array = made
        .headers
        .iter()
        .map(|(name, value)| Array::of2(&JsValue::from_str(name), &JsValue::from_str(value)))
        .collect();
    set(&message, "status", &made.status.into());
    set(&message, "headers", &headers);
    let elsewhere = Object::new();
    for (name, kinds) in
        [("media", &[ElsewhereKind::Sound, ElsewhereKind::Film][..]), ("font", &[ElsewhereKind::Typeface])]
    {
        let origins: Array = gate.origins(kinds).into_iter().map(JsValue::from_str).collect();
        set(&elsewhere, name, &origins);
    }
    set(&message, "elsewhere", &elsewhere);
    // A frame that was closed meanwhile has closed its port.
    let _ = if let Some(body) = &made.large {
        set(&message, "body", body);
        port.post_message(&message)
    } else {
        let body = js_sys::Uint8Array::from(made.body.as_slice()).buffer();
        set(&message, "body", &body);
        port.post_message_with_transferable(&message, &Array::of1(&body))
    };
    port.close();
}

/// Setting a property of a fresh object cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
