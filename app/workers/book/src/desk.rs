//! Who asks, and where the answer goes.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};
use yueli_platform_web::{
    WebHttp,
    book::{Answer, Ask, ExportAsk, FetchSource, NotesAsk, Opened, Search},
    keep::KeptFile,
};
use yueli_ports::Http;
use yueli_publication::{ElsewhereKind, Problem};

use crate::{
    blob::Blobs,
    book, document,
    elsewhere::Gate,
    finished::Finished,
    keep::Keep,
    notes::Notebook,
    search::Searcher,
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
    searcher: Rc<RefCell<Rc<Searcher>>>,
    notebook: Rc<RefCell<Rc<Notebook>>>,
    keep: Keep,
}

impl Desk {
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        let keep = Keep::new(scope.clone());
        Self {
            scope,
            open: Rc::default(),
            source: Rc::default(),
            finished: Rc::default(),
            blobs: Rc::default(),
            searcher: Rc::default(),
            notebook: Rc::default(),
            keep,
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
                    desk.answer(number, &desk.open_book(&url, kept.as_deref(), length).await);
                }
                // What this worker opens needs none.
                Ask::Unlock { url, .. } => desk.answer(number, &desk.open_book(&url, None, 0).await),
                Ask::Keep => {
                    desk.answer(number, &Answer::Heard);
                    desk.keep.look(number).await;
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

    async fn open_book(&self, url: &str, kept: Option<&str>, length: u64) -> Answer {
        // What is kept may have been cleared away by the browser; then the library is asked.
        let file = match kept {
            Some(name) => KeptFile::open(name, length).await,
            None => None,
        };
        let name = kept.filter(|_| file.is_some());
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
            Ok((book, problems)) => {
                let manifest = book.manifest().clone();
                let gate = Rc::new(Gate::of(url, &manifest).await);
                *self.open.borrow_mut() = Some(Rc::new(book));
                *self.source.borrow_mut() = Some(own);
                *self.finished.borrow_mut() = Rc::new(Finished::behind(gate));
                *self.notebook.borrow_mut() = Rc::default();
                self.blobs.replace(Rc::default()).let_go();
                *self.searcher.borrow_mut() = Rc::new(Searcher::kept(name));
                Answer::Opened(Box::new(Opened { manifest, problems }))
            }
            Err(problems) => Answer::Failed(problems),
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
        let blobs = self.blobs.borrow().clone();
        match blobs.document(&book, path).await {
            Ok(url) => Answer::Document(url),
            Err(problem) => Answer::Failed(vec![problem]),
        }
    }

    async fn search(&self, number: f64, search: &Search) {
        let (book, searcher) = (self.open.borrow().clone(), self.searcher.borrow().clone());
        if let Some(book) = book {
            searcher.search(&book, search, |found| self.answer(number, &Answer::Found(found))).await;
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
        let searcher = self.searcher.borrow().clone();
        let (Some(book), Some(source)) = (book, source) else { return };
        // Without a connection there is nothing to fetch ahead; who turns the page is told.
        if source.fetch_ahead().await.is_ok() {
            searcher.make_ready(&book).await;
        }
    }

    async fn notes(&self, ask: NotesAsk) -> Answer {
        let (book, notebook) = (self.open.borrow().clone(), self.notebook.borrow().clone());
        let Some(book) = book else { return Answer::Failed(Vec::new()) };
        Answer::Notes(notebook.notes(&book, ask, &|| self.chance()).await)
    }

    async fn export(&self, ask: &ExportAsk) -> Answer {
        let (book, notebook) = (self.open.borrow().clone(), self.notebook.borrow().clone());
        let Some(book) = book else { return Answer::Failed(Vec::new()) };
        Answer::Exported(notebook.export(&book, ask).await)
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
    let body = js_sys::Uint8Array::from(made.body.as_slice()).buffer();
    set(&message, "status", &made.status.into());
    set(&message, "headers", &headers);
    set(&message, "body", &body);
    let elsewhere = Object::new();
    for (name, kinds) in
        [("media", &[ElsewhereKind::Sound, ElsewhereKind::Film][..]), ("font", &[ElsewhereKind::Typeface])]
    {
        let origins: Array = gate.origins(kinds).into_iter().map(JsValue::from_str).collect();
        set(&elsewhere, name, &origins);
    }
    set(&message, "elsewhere", &elsewhere);
    // A frame that was closed meanwhile has closed its port.
    let _ = port.post_message_with_transferable(&message, &Array::of1(&body));
    port.close();
}

/// Setting a property of a fresh object cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
