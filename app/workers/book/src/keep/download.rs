//! One book on its way to this device.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response,
    WorkerGlobalScope,
};
use yueli_platform_web::keep::{Phase, Stock, Vault, VaultError, Want, Wish, Writer, space};
use yueli_publication::base64;

use super::{
    Keep,
    judge::{Head, Verdict, judge},
    line::Waited,
};

/// How long a server may say nothing, in milliseconds.
const PATIENCE_MS: u32 = 30_000;
/// How long to wait before asking again, in milliseconds; twice as long each time, up to the second.
const RETRY_MS: (u32, u32) = (1000, 30_000);
/// How often the tabs are told how far it is, in milliseconds.
const TELL_MS: f64 = 200.0;
/// How often it is written down how far it is, and what came is made sure of, in milliseconds.
const NOTE_MS: f64 = 3000.0;
/// How much is read at once of what is here already, in bytes.
const CHECKED: u64 = 1 << 20;
/// How often, and after how many milliseconds, a file that cannot be opened is tried again.
const HELD: (u32, u32) = (5, 400);
/// How often a file that is not what it should be is fetched again.
const AGAIN: u32 = 1;

/// What is here of a file while it grows.
struct Growing {
    writer: Writer,
    /// The hash of what is here.
    hash: Sha256,
}

impl Growing {
    async fn open(id: &str) -> Result<Self, VaultError> {
        let writer = Vault::open().await.writer(id).await?;
        let mut growing = Self { writer, hash: Sha256::new() };
        let mut at = 0;
        while at < growing.writer.length() {
            let bytes = growing.writer.read(at, CHECKED).await?;
            if bytes.is_empty() {
                return Err(VaultError::Device("what was written cannot be read".into()));
            }
            at += bytes.len() as u64;
            growing.hash.update(&bytes);
        }
        Ok(growing)
    }

    async fn append(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        self.writer.append(bytes).await?;
        self.hash.update(bytes);
        Ok(())
    }

    async fn clear(&mut self) -> Result<(), VaultError> {
        self.hash = Sha256::new();
        self.writer.clear().await
    }
}

/// Why an answer ended.
enum Ended {
    /// It is all here.
    Whole,
    /// The connection was lost, or the server wants to be asked later.
    Lost,
    /// The reader wants something else now.
    Changed,
    /// Ask for everything: what is here is of another file.
    Useless,
    /// It cannot go on.
    Stopped(Phase),
}

impl From<VaultError> for Ended {
    fn from(error: VaultError) -> Self {
        web_sys::console::warn_1(&error.to_string().into());
        Self::Stopped(if error == VaultError::Full { Phase::Full } else { Phase::Device })
    }
}

impl Keep {
    /// Fetches what is missing of a book. [`Phase::Checking`] where all of it is here and is what it should be.
    pub(super) async fn download(&self, wish: &Wish, stock: &mut Stock) -> Phase {
        let mut opened = Growing::open(&wish.id).await;
        for _ in 0..HELD.0 {
            if let Err(VaultError::Device(_)) = opened {
                // A tab that was closed just now may still hold the file.
                TimeoutFuture::new(HELD.1).await;
                opened = Growing::open(&wish.id).await;
            }
        }
        let mut growing = match opened {
            Ok(growing) => growing,
            Err(VaultError::Full) => return Phase::Full,
            Err(error) => {
                web_sys::console::warn_1(&error.to_string().into());
                return Phase::Device;
            }
        };
        let (mut pause, mut again) = (RETRY_MS.0, 0);
        loop {
            let before = growing.writer.length();
            stock.got = before;
            let ended = match self.fetch(wish, stock, &mut growing).await {
                Ok(ended) | Err(ended) => ended,
            };
            stock.got = growing.writer.length();
            if stock.got > before {
                pause = RETRY_MS.0;
            }
            let settled = growing.writer.settle().await;
            let ended = settled.err().map_or(ended, Ended::from);
            match ended {
                Ended::Whole => {
                    self.tell(wish, stock, Phase::Checking);
                    let digest = base64::encode(&growing.hash.clone().finalize());
                    let is_it = |own: &Option<String>| own.as_ref().is_none_or(|own| *own == digest);
                    if is_it(&stock.digest) && is_it(&wish.digest) {
                        return Phase::Checking;
                    }
                    // Bytes that are not the book's are not kept.
                    if let Err(error) = growing.clear().await {
                        web_sys::console::warn_1(&error.to_string().into());
                    }
                    stock.got = 0;
                    if again == AGAIN {
                        return Phase::Damaged;
                    }
                    again += 1;
                }
                Ended::Useless => {
                    if growing.clear().await.is_err() {
                        return Phase::Device;
                    }
                    *stock = Stock { turn: stock.turn, ..Stock::default() };
                }
                Ended::Lost => {
                    self.tell(wish, stock, Phase::Offline);
                    // How far it is stays known, also where the tab is closed now.
                    let _ = self.put(wish, stock).await;
                    let asked = std::future::pending::<()>();
                    if let Waited::Woken = self.0.line.wait(Box::pin(asked), pause).await
                        && let Some(phase) = self.changed(wish).await
                    {
                        return phase;
                    }
                    pause = (pause * 2).min(RETRY_MS.1);
                }
                Ended::Changed => match self.changed(wish).await {
                    Some(phase) => return phase,
                    None => continue,
                },
                Ended::Stopped(phase) => return phase,
            }
        }
    }

    /// What the reader wants instead by now, if anything.
    async fn changed(&self, wish: &Wish) -> Option<Phase> {
        self.0.line.forget_call();
        match self.want(&wish.id).await {
            Want::Keep => None,
            Want::Pause => Some(Phase::Paused),
            Want::Gone => Some(Phase::Gone),
        }
    }

    /// Asks once, and takes what comes.
    async fn fetch(&self, wish: &Wish, stock: &mut Stock, growing: &mut Growing) -> Result<Ended, Ended> {
        let mut got = growing.writer.length();
        let known = stock.etag.is_some() && stock.length > 0;
        if got > 0 && (!known || got > stock.length) {
            // Of which file these are cannot be told.
            return Err(Ended::Useless);
        }
        if known && got == stock.length {
            return Ok(Ended::Whole);
        }
        self.tell(wish, stock, Phase::Loading);
        let controller = AbortController::new().map_err(|_| Ended::Stopped(Phase::Device))?;
        let abort = Aborts(controller);
        let asked = ask(&wish.url, got, stock.etag.as_deref(), &abort.0).map_err(|_| Ended::Lost)?;
        let response = match self.0.line.wait(asked, PATIENCE_MS).await {
            Waited::Done(Ok(response)) => response.unchecked_into::<Response>(),
            Waited::Done(Err(_)) | Waited::Late => return Err(Ended::Lost),
            Waited::Woken => return Err(Ended::Changed),
        };
        match judge(&head(&response), got, stock) {
            Verdict::GoOn => {}
            Verdict::Afresh(fresh) => {
                // First the bytes of the other file go, then it is noted whose bytes come: never the other way round.
                growing.clear().await?;
                got = 0;
                *stock = Stock { turn: stock.turn, ..fresh };
                self.put(wish, stock).await.map_err(|_| Ended::Stopped(Phase::Device))?;
            }
            Verdict::AskForAll => return Err(Ended::Useless),
            Verdict::Later => return Err(Ended::Lost),
            Verdict::Stop(phase) => return Err(Ended::Stopped(phase)),
        }
        let room = space()
            .await
            .is_none_or(|space| space.quota - space.used >= (stock.length.saturating_sub(got)) as f64);
        if !room {
            return Err(Ended::Stopped(Phase::Full));
        }
        self.take(wish, stock, growing, &response).await
    }

    /// Takes the body of an answer.
    async fn take(
        &self,
        wish: &Wish,
        stock: &mut Stock,
        growing: &mut Growing,
        response: &Response,
    ) -> Result<Ended, Ended> {
        let Some(body) = response.body() else { return Err(Ended::Lost) };
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let (mut told, mut noted) = (0.0, js_sys::Date::now());
        loop {
            let part = match self.0.line.wait(JsFuture::from(reader.read()), PATIENCE_MS).await {
                Waited::Done(Ok(part)) => part,
                Waited::Done(Err(_)) | Waited::Late => return Err(Ended::Lost),
                // Perhaps only another book was asked for; then this one is asked for anew from where it is.
                Waited::Woken => return Err(Ended::Changed),
            };
            let done = Reflect::get(&part, &"done".into()).is_ok_and(|done| done.is_truthy());
            if done {
                break;
            }
            let bytes = Reflect::get(&part, &"value".into()).unwrap_or(JsValue::UNDEFINED);
            growing.append(&bytes.unchecked_into::<Uint8Array>().to_vec()).await?;
            stock.got = growing.writer.length();
            if stock.length > 0 && stock.got > stock.length {
                return Err(Ended::Useless);
            }
            let now = js_sys::Date::now();
            if now - told > TELL_MS {
                told = now;
                self.tell(wish, stock, Phase::Loading);
            }
            if now - noted > NOTE_MS {
                noted = now;
                growing.writer.settle().await?;
                self.put(wish, stock).await.map_err(|_| Ended::Stopped(Phase::Device))?;
            }
        }
        if stock.length == 0 {
            // A server that did not say how long it is: until now.
            stock.length = stock.got;
        }
        Ok(if stock.got == stock.length { Ended::Whole } else { Ended::Lost })
    }
}

/// Ends its question when it is dropped; one that has been answered is not disturbed.
struct Aborts(AbortController);

impl Drop for Aborts {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks for what follows the first `got` bytes, of the same file only.
fn ask(url: &str, got: u64, etag: Option<&str>, abort: &AbortController) -> Result<JsFuture, JsValue> {
    let headers = Headers::new()?;
    if let Some(etag) = etag.filter(|_| got > 0) {
        headers.append("range", &format!("bytes={got}-"))?;
        headers.append("if-range", etag)?;
    }
    let init = RequestInit::new();
    init.set_headers(&headers);
    init.set_signal(Some(&abort.signal()));
    // The browser need not keep it a second time, and what it kept might be what was damaged.
    init.set_cache(RequestCache::NoStore);
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    Ok(JsFuture::from(scope.fetch_with_str_and_init(url, &init)))
}

fn head(response: &Response) -> Head {
    let headers = response.headers();
    // Only a name that is none could fail.
    let text = |name: &str| headers.get(name).ok().flatten();
    // A packed body has another length than is said.
    let packed = text("content-encoding").is_some_and(|encoding| encoding != "identity");
    Head {
        status: response.status(),
        etag: text("etag"),
        range: text("content-range"),
        length: text("content-length").and_then(|length| length.parse().ok()).filter(|_| !packed),
        digest: text("repr-digest").filter(|_| !packed),
    }
}
