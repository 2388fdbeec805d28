//! Who asks, and where the answer goes.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};
use yueli_pdf::{File, Resource};
use yueli_platform_web::{
    WebHttp,
    book::{Answer, Ask, FetchSource, Opened, Search},
    keep::KeptFile,
};
use yueli_ports::Http;
use yueli_publication::{Problem, ProblemCode};

use crate::{blob::Blobs, pages::Pages, search::Searcher};

/// The worker's one desk: the open file, and what was made of it.
#[derive(Clone)]
pub(crate) struct Desk {
    scope: DedicatedWorkerGlobalScope,
    open: Rc<RefCell<Option<Rc<Pages>>>>,
    blobs: Rc<Blobs>,
    searcher: Rc<Searcher>,
}

impl Desk {
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self { scope, open: Rc::default(), blobs: Rc::default(), searcher: Rc::default() }
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
                    desk.answer(number, &desk.open(&url, kept.as_deref(), length, "").await);
                }
                Ask::Unlock { url, password } => {
                    desk.answer(number, &desk.open(&url, None, 0, &password).await);
                }
                Ask::Document { path } => desk.answer(number, &desk.document(&path)),
                Ask::Search(search) => desk.search(number, &search).await,
                Ask::Serve { path, .. } => {
                    if let Some(port) = port {
                        desk.serve(&path, &port);
                    }
                }
                Ask::Licensed { .. } | Ask::Key { .. } | Ask::Notes(_) | Ask::Export(_) => {
                    desk.answer(number, &Answer::Failed(Vec::new()))
                }
                // A PDF file declares nothing that lies elsewhere, and reaches nothing.
                Ask::Elsewhere { .. } => desk.answer(number, &Answer::Elsewhere(None)),
                Ask::Prepare { .. } | Ask::Ahead | Ask::Keep => {}
            }
        });
    }

    async fn open(&self, url: &str, kept: Option<&str>, length: u64, password: &str) -> Answer {
        // What is kept may have been cleared away by the browser; then the library is asked.
        let file = match kept {
            Some(name) => KeptFile::open(name, length).await,
            None => None,
        };
        let http: Rc<dyn Http> = match file {
            Some(file) => file,
            None => Rc::new(WebHttp::new()),
        };
        let source = match FetchSource::open(http, url).await {
            Ok(source) => source,
            Err(error) => return Answer::Failed(vec![Problem::from(error)]),
        };
        match File::open(source, password).await {
            Ok(file) => {
                let (pages, problems) = Pages::open(file);
                let manifest = pages.pdf.manifest().clone();
                *self.open.borrow_mut() = Some(pages);
                Answer::Opened(Box::new(Opened { manifest, problems }))
            }
            Err(problem) => Answer::Failed(vec![problem]),
        }
    }

    fn resource(&self, path: &str) -> Result<Rc<Resource>, Problem> {
        let open = self.open.borrow().clone();
        open.ok_or_else(|| Problem::new(ProblemCode::Gone, "no file is open"))?.resource(path)
    }

    fn document(&self, path: &str) -> Answer {
        match self.resource(path).and_then(|resource| self.blobs.url(&resource)) {
            Ok(url) => Answer::Document(url),
            Err(problem) => Answer::Failed(vec![problem]),
        }
    }

    async fn search(&self, number: f64, search: &Search) {
        let open = self.open.borrow().clone();
        if let Some(open) = open {
            self.searcher.search(&open.pdf, search, |found| self.answer(number, &Answer::Found(found))).await;
        }
    }

    fn serve(&self, path: &str, port: &MessagePort) {
        match self.resource(path) {
            Ok(made) => post(port, 200, made.media_type, &made.bytes),
            // What a frame gets in place of a page; it tells the reader what the meta element says.
            Err(problem) => {
                let key = problem.code.key();
                let page = format!(
                    "<!doctype html><html><head><meta charset=\"utf-8\">\
                     <meta name=\"yueli-problem\" content=\"{key}\"><title>{key}</title></head><body></body></html>"
                );
                post(port, 404, "text/html;charset=utf-8", page.as_bytes());
            }
        }
    }

    fn answer(&self, number: f64, answer: &Answer) {
        let message = Object::new();
        set(&message, "n", &number.into());
        set(&message, "text", &serde_json::to_string(answer).unwrap_or_default().into());
        // The page may have gone; then nobody waits.
        let _ = self.scope.post_message(&message);
    }
}

/// Answers the service worker: `{status, headers, body}`, the body's bytes handed over, not copied.
fn post(port: &MessagePort, status: u16, media_type: &str, bytes: &[u8]) {
    let message = Object::new();
    let header = Array::of2(&JsValue::from_str("content-type"), &JsValue::from_str(media_type));
    let body = js_sys::Uint8Array::from(bytes).buffer();
    set(&message, "status", &status.into());
    set(&message, "headers", &Array::of1(&header));
    set(&message, "body", &body);
    // A frame that was closed meanwhile has closed its port.
    let _ = port.post_message_with_transferable(&message, &Array::of1(&body));
    port.close();
}

/// Setting a property of a fresh object cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
