//! What a person is told when something she asked for is not done: in her language, in the form of the interface
//! that she asked through.

use std::{fmt, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{App, authentication, problem::Failure, tongue};
use crate::{catalogue::Tongue, store::instant};

/// What something was not done for. The sentence says what the person can do.
#[derive(Debug, Clone)]
pub(crate) struct Refusal(Arc<Said>);

#[derive(Debug, Clone)]
struct Said {
    status: StatusCode,
    code: &'static str,
    en: String,
    zh: String,
    /// Seconds after which it is worth to try again.
    retry_after: Option<i64>,
    more: Map<String, Value>,
}

impl Refusal {
    /// A refusal that programs know by `code`.
    pub(crate) fn new(status: StatusCode, code: &'static str, en: &str, zh: &str) -> Self {
        let (en, zh) = (en.to_owned(), zh.to_owned());
        Self(Arc::new(Said { status, code, en, zh, retry_after: None, more: Map::new() }))
    }

    /// The same, where it holds until `until` (milliseconds since 1970).
    pub(crate) fn until(self, until: i64, now: i64) -> Self {
        let mut said = Arc::unwrap_or_clone(self.0);
        said.retry_after = Some(((until - now).max(0) + 999) / 1000);
        said.more.insert("until".to_owned(), instant(until).into());
        Self(Arc::new(said))
    }

    /// By what programs know it.
    pub(crate) fn code(&self) -> &'static str {
        self.0.code
    }

    /// Whether the server failed, rather than that somebody may not do something.
    pub(crate) fn is_internal(&self) -> bool {
        self.0.status == StatusCode::INTERNAL_SERVER_ERROR
    }

    fn text(&self, tongue: Tongue) -> &str {
        tongue.pick(&self.0.en, &self.0.zh)
    }

    fn problem(&self, tongue: Tongue) -> Value {
        let mut problem = json!({
            "type": format!("https://yueli.dev/ns/problem#{}", self.0.code),
            "code": self.0.code,
            "title": self.text(tongue),
            "status": self.0.status.as_u16(),
        });
        if let Some(fields) = problem.as_object_mut() {
            fields.extend(self.0.more.clone());
        }
        problem
    }

    /// As FOLIO says what is not valid (`errors.schema`).
    fn errors(&self, tongue: Tongue) -> Value {
        json!({ "errors": [{
            "message": self.text(tongue), "type": "error", "code": self.0.code, "parameters": [],
        }] })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.en)
    }
}

impl std::error::Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            tracing::warn!("more is asked of the library's database than it can answer");
            return busy();
        }
        tracing::error!(%error, "the library's database failed");
        failed()
    }
}

impl From<Failure> for Refusal {
    fn from(_: Failure) -> Self {
        failed()
    }
}

/// The server failed; why is in its log.
fn failed() -> Refusal {
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "failed",
        "The library's server failed, and nothing was changed. Try again in a moment; if it stays so, tell the library.",
        "图书馆的服务器出错了，没有改动任何内容。请稍后再试；如果一直这样，请告知图书馆。",
    )
}

/// More is asked than can be answered.
fn busy() -> Refusal {
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "busy",
        "Very many people use the library right now, and nothing was changed. Try again in a minute.",
        "现在使用图书馆的人太多，没有改动任何内容。请过一分钟再试。",
    )
}

/// Nobody is signed in, and somebody must be.
pub(crate) fn sign_in_first() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        "sign-in",
        "Sign in with your library card first.",
        "请先用读者证登录。",
    )
}

/// There never was such a book here.
pub(crate) fn never_had() -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "never-had",
        "The library never had this book. Check the address, or search for it.",
        "图书馆没有这本书。请检查地址，或搜索书名。",
    )
}

/// There was such a book here.
pub(crate) fn gone() -> Refusal {
    Refusal::new(
        StatusCode::GONE,
        "gone",
        "The library no longer has this book. Search for it: there may be another edition.",
        "图书馆已不再提供这本书。可以搜索一下，也许还有其他版本。",
    )
}

/// What was sent makes no sense.
pub(crate) fn malformed() -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "malformed",
        "The library did not understand what your app sent. Update the app, or try another one.",
        "图书馆看不懂应用发来的内容。请更新应用，或换一个应用再试。",
    )
}

/// What was sent is larger than what is kept.
pub(crate) fn too_large() -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        "This note is longer than the library can keep. Make it shorter, or write it as two.",
        "这条笔记太长，图书馆存不下。请缩短，或分成两条。",
    )
}

/// An account has as much as one may have.
pub(crate) fn too_many_things() -> Refusal {
    Refusal::new(
        StatusCode::INSUFFICIENT_STORAGE,
        "too-many",
        "Your account holds as many notes as the library can keep for one person. Save a copy and delete some.",
        "你的账户里的笔记已到图书馆能保存的上限。请先存一份副本，再删掉一些。",
    )
}

/// What was sent is in a form that is not understood.
pub(crate) fn unknown_form() -> Refusal {
    Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unknown-form",
        "The library understands notes as JSON-LD only. Update the app, or try another one.",
        "图书馆只认得 JSON-LD 格式的笔记。请更新应用，或换一个应用再试。",
    )
}

/// There never was such a note.
pub(crate) fn never_noted() -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "never-noted",
        "There is no such note among yours. Ask for all of them to see what there is.",
        "你的笔记里没有这一条。可以查看全部笔记。",
    )
}

/// A note was deleted.
pub(crate) fn deleted_meanwhile() -> Refusal {
    Refusal::new(
        StatusCode::GONE,
        "deleted",
        "This note was deleted, perhaps on another device. Make a new one if you want it back.",
        "这条笔记已被删除，可能是在另一台设备上删的。如果还需要，请重新写一条。",
    )
}

/// Another note has this name.
pub(crate) fn name_taken() -> Refusal {
    Refusal::new(
        StatusCode::CONFLICT,
        "name-taken",
        "There is another note of this name. Ask for it first, and change it, or send yours under another name.",
        "已有另一条同名的笔记。请先取来修改，或换一个名称再发。",
    )
}

/// A note was changed by somebody else meanwhile.
pub(crate) fn changed_meanwhile() -> Refusal {
    Refusal::new(
        StatusCode::PRECONDITION_FAILED,
        "changed",
        "This note was changed on another device meanwhile. Ask for it again, then change it.",
        "这条笔记刚在另一台设备上改过。请重新取来再修改。",
    )
}

/// Nothing says which state of a note is to be changed.
pub(crate) fn unconditional() -> Refusal {
    Refusal::new(
        StatusCode::PRECONDITION_REQUIRED,
        "unconditional",
        "Say with If-Match which state of the note you know, so that nothing is lost that another device wrote.",
        "请用 If-Match 说明你看到的是哪一版笔记，以免丢掉另一台设备写下的内容。",
    )
}

/// A page of somebody else's may have asked for it.
pub(crate) fn forged() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "not-from-here",
        "This was not asked for by the library's own page, so nothing was done. Reload the page and try again.",
        "这个请求不是从图书馆自己的页面发出的，因此没有执行。请刷新页面后重试。",
    )
}

/// Says refusals in the language and the form that were asked for.
pub(crate) async fn say(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = Asked::of(&parts);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    match response.extensions_mut().remove::<Refusal>() {
        Some(refusal) => {
            let mut said = asked.answer(&app, &refusal);
            // What others have added on the way stays: who may read the answer, above all.
            for (name, value) in response.headers() {
                said.headers_mut().entry(name).or_insert_with(|| value.clone());
            }
            said
        }
        None => response,
    }
}

/// What has to be known of a request to say no to it.
struct Asked {
    tongue: Tongue,
    path: String,
    base: Option<String>,
    is_ours: bool,
}

impl Asked {
    fn of(parts: &Parts) -> Self {
        Self {
            tongue: tongue(&parts.headers),
            path: parts.uri.path().to_owned(),
            base: authentication::base(&parts.headers),
            is_ours: is_ours(&parts.headers),
        }
    }

    fn answer(&self, app: &App, refusal: &Refusal) -> Response {
        let status = refusal.0.status;
        let is_unknown = status == StatusCode::UNAUTHORIZED;
        let is_opds = self.path.starts_with("/opds") || self.path.starts_with("/publications");
        let (kind, body) = if is_unknown && is_opds {
            let text = refusal.text(self.tongue);
            let document =
                authentication::document(&app.config.name, self.base.as_deref(), text, self.tongue);
            (authentication::TYPE, document.to_string())
        } else if self.path.starts_with("/patron/") {
            match status {
                StatusCode::UNPROCESSABLE_ENTITY => {
                    ("application/json", refusal.errors(self.tongue).to_string())
                }
                _ => ("text/plain; charset=utf-8", refusal.text(self.tongue).to_owned()),
            }
        } else {
            ("application/problem+json", refusal.problem(self.tongue).to_string())
        };
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.tongue.tag()));
        if let Some(seconds) = refusal.0.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if is_unknown && !self.is_ours {
            let basic = HeaderValue::from_static("Basic realm=\"Library\", charset=\"UTF-8\"");
            headers.insert(header::WWW_AUTHENTICATE, basic);
        }
        response
    }
}

/// Whether our own app asks, which has a place to sign in, or any browser: it must not show a dialog of its own, because
/// it would send what is typed there along with whatever other sites ask for afterwards.
pub(crate) fn is_ours(headers: &HeaderMap) -> bool {
    headers.contains_key("x-requested-with") || headers.contains_key("sec-fetch-site")
}
