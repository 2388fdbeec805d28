//! `fetch`, from the page and from workers.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, WorkerGlobalScope};
use yueli_ports::{ADDRESS, Http, HttpError, Local, Method, Request, Response};

/// The browser's `fetch`.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebHttp;

impl WebHttp {
    /// The browser's `fetch`.
    pub fn new() -> Self {
        Self
    }
}

impl Http for WebHttp {
    fn fetch(&self, request: Request) -> Local<'_, Result<Response, HttpError>> {
        Box::pin(ask(request))
    }
}

async fn ask(request: Request) -> Result<Response, HttpError> {
    let answer = match send(&request).await {
        Ok(answer) => answer,
        Err(error) => {
            return Err(HttpError::Unreachable { url: request.url, detail: crate::words(&error) });
        }
    };
    let status = answer.status();
    let mut headers = headers(&answer.headers());
    if answer.redirected() && !headers.iter().any(|(name, _)| name == ADDRESS) {
        headers.push((ADDRESS.to_owned(), answer.url()));
    }
    match body(&answer).await {
        Ok(body) => Ok(Response { status, headers, body }),
        Err(error) => Err(HttpError::BrokenOff { url: request.url, detail: crate::words(&error) }),
    }
}

async fn send(request: &Request) -> Result<web_sys::Response, JsValue> {
    if let Some(asked) = asked_already(request)
        && let Ok(answer) = JsFuture::from(asked).await
    {
        return answer.dyn_into();
    }
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.append(name, value)?;
    }
    let init = RequestInit::new();
    init.set_headers(&headers);
    init.set_method(request.method.as_str());
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    // A page has the same `fetch` as a worker.
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    JsFuture::from(scope.fetch_with_str_and_init(&request.url, &init)).await?.dyn_into()
}

/// The answer to a question that `boot.js` asked while the app was on its way. It is there for one taker.
fn asked_already(request: &Request) -> Option<Promise> {
    let asked = Reflect::get(&js_sys::global(), &"yueliAsked".into()).ok()?;
    let text = |name: &str| Reflect::get(&asked, &name.into()).ok()?.as_string();
    if request.method != Method::Get {
        return None;
    }
    let language = request.headers.iter().find(|(name, _)| name == "accept-language");
    if text("url")? != request.url
        || Some(text("language")?.as_str()) != language.map(|(_, tag)| tag.as_str())
    {
        return None;
    }
    Reflect::delete_property(&js_sys::global(), &"yueliAsked".into()).ok()?;
    Reflect::get(&asked, &"answer".into()).ok()?.dyn_into().ok()
}

/// Names and values; the browser gives the names in lower case.
fn headers(headers: &Headers) -> Vec<(String, String)> {
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    headers.entries().into_iter().filter_map(|entry| pair(entry.ok()?)).collect()
}

async fn body(answer: &web_sys::Response) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
