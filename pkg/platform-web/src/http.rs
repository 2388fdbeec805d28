//! `fetch`, from the page and from workers.

use gloo_net::http::RequestBuilder;
use yueli_ports::{Http, HttpError, Local, Request, Response};

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
    let url = request.url;
    let unreachable =
        |error: gloo_net::Error| HttpError::Unreachable { url: url.clone(), detail: error.to_string() };
    let mut builder = RequestBuilder::new(&url);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let answer = builder.send().await.map_err(unreachable)?;
    let status = answer.status();
    let headers = answer.headers().entries().map(|(name, value)| (name.to_lowercase(), value)).collect();
    let body = answer
        .binary()
        .await
        .map_err(|error| HttpError::BrokenOff { url: url.clone(), detail: error.to_string() })?;
    Ok(Response { status, headers, body })
}
