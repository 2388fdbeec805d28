//! A publication on a server, read by HTTP ranges before it is downloaded.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use yueli_archive::{ReadError, ReadRange};
use yueli_ports::{Http, HttpError, Request, Response};

/// Reads are widened to whole blocks, so that a book's small files come several at a time.
const BLOCK: u64 = 128 * 1024;
/// Reads longer than this bypass the blocks, unless all of them are there: a film is not kept in memory.
const LARGE: u64 = 512 * 1024;
/// At most this many blocks are kept (16 MiB) of a publication that can be kept whole.
const KEPT: usize = 128;
/// And at most this many (8 MiB) of a larger one.
const KEPT_OF_LARGE: usize = 64;

/// Some bytes in a row, and when they were last used (a counter).
type Block = (u64, Rc<[u8]>);

/// At most so many bytes of a book that is not large are fetched ahead (all the blocks that are kept).
const AHEAD: u64 = KEPT as u64 * BLOCK;
/// How many blocks are fetched ahead at once: what a reader asks for meanwhile waits for no more than these.
const STEP: u64 = 8;

/// A publication on a server. Clones are the same.
#[derive(Clone)]
pub struct FetchSource(Rc<Inner>);

struct Inner {
    http: Rc<dyn Http>,
    url: String,
    length: u64,
    etag: Option<String>,
    /// By number.
    blocks: RefCell<BTreeMap<u64, Block>>,
    used: RefCell<u64>,
    /// All of it, where the server knows no ranges.
    whole: Option<Vec<u8>>,
}

impl FetchSource {
    /// Asks for the end of the publication at `url`, which a ZIP reader needs first, and so learns its length.
    ///
    /// # Errors
    /// [`ReadError::Network`] where nobody answers, [`ReadError::Gone`] for 404 and 410, [`ReadError::Refused`] for 401 and
    /// 403.
    pub async fn open(http: Rc<dyn Http>, url: &str) -> Result<Self, ReadError> {
        Ok(Self(Rc::new(Inner::open(http, url).await?)))
    }

    /// Fetches what is missing of a publication that can be kept whole; of a larger one nothing.
    ///
    /// # Errors
    /// As [`ReadRange::read`]; what came before stays.
    pub async fn fetch_ahead(&self) -> Result<(), ReadError> {
        let inner = &self.0;
        if inner.whole.is_some() || inner.length > AHEAD {
            return Ok(());
        }
        let end = inner.length.div_ceil(BLOCK);
        for first in (0..end).step_by(STEP as usize) {
            inner.fill(first, (first + STEP).min(end)).await?;
        }
        Ok(())
    }
}

impl Inner {
    async fn open(http: Rc<dyn Http>, url: &str) -> Result<Self, ReadError> {
        let request = Request::get(url).header("range", format!("bytes=-{BLOCK}"));
        let response = http.fetch(request).await.map_err(network)?;
        let etag = response.header("etag").filter(|tag| !tag.starts_with("W/")).map(str::to_owned);
        let mut source = Self {
            http,
            url: url.to_owned(),
            length: 0,
            etag,
            blocks: RefCell::default(),
            used: RefCell::new(0),
            whole: None,
        };
        match response.status {
            206 => {
                let total = response.header("content-range").and_then(|range| range.rsplit('/').next());
                source.length = total.and_then(|total| total.parse().ok()).ok_or_else(|| {
                    ReadError::Io("the server's Content-Range does not give the length".into())
                })?;
                source.keep_tail(&response.body);
            }
            // No ranges, or (416) nothing to give a range of.
            200 => {
                source.length = response.body.len() as u64;
                source.whole = Some(response.body);
            }
            416 => source.whole = Some(Vec::new()),
            status => return Err(refused(status)),
        }
        Ok(source)
    }

    /// Keeps the whole blocks at the end of what is known.
    fn keep_tail(&self, tail: &[u8]) {
        let start = self.length.saturating_sub(tail.len() as u64);
        let first = start.div_ceil(BLOCK);
        let skip = (first * BLOCK).saturating_sub(start) as usize;
        if let Some(rest) = tail.get(skip..) {
            self.keep(first, rest);
        }
    }

    /// Keeps `bytes`, which begin at block `first`, and forgets what was not used for longest.
    fn keep(&self, first: u64, bytes: &[u8]) {
        let mut blocks = self.blocks.borrow_mut();
        for (number, block) in (first..).zip(bytes.chunks(BLOCK as usize)) {
            blocks.insert(number, (*self.used.borrow(), block.into()));
        }
        let most = if self.length > AHEAD { KEPT_OF_LARGE } else { KEPT };
        while blocks.len() > most {
            let oldest = blocks.iter().min_by_key(|(_, (used, _))| *used).map(|(number, _)| *number);
            let Some(oldest) = oldest else { break };
            blocks.remove(&oldest);
        }
    }

    async fn fetch(&self, start: u64, end: u64) -> Result<Vec<u8>, ReadError> {
        let mut request =
            Request::get(&self.url).header("range", format!("bytes={start}-{}", end.saturating_sub(1)));
        if let Some(etag) = &self.etag {
            request = request.header("if-range", etag);
        }
        let Response { status, body, .. } = self.http.fetch(request).await.map_err(network)?;
        match status {
            206 if body.len() as u64 == end - start => Ok(body),
            206 => Err(ReadError::Network("the server sent another range than was asked for".into())),
            // `If-Range` did not hold: another file is at this address now.
            200 | 416 => Err(ReadError::Changed),
            status => Err(refused(status)),
        }
    }

    /// Fetches what is missing of the blocks `first..end`, in as few requests as there are gaps.
    async fn fill(&self, first: u64, end: u64) -> Result<(), ReadError> {
        let mut number = first;
        while number < end {
            let kept = |number: u64| self.blocks.borrow().contains_key(&number);
            if kept(number) {
                number += 1;
                continue;
            }
            let gap_end = (number..end).take_while(|number| !kept(*number)).last().unwrap_or(number) + 1;
            let bytes = self.fetch(number * BLOCK, (gap_end * BLOCK).min(self.length)).await?;
            self.keep(number, &bytes);
            number = gap_end;
        }
        Ok(())
    }
}

fn network(error: HttpError) -> ReadError {
    ReadError::Network(error.to_string())
}

fn refused(status: u16) -> ReadError {
    match status {
        401 | 403 => ReadError::Refused,
        404 | 410 => ReadError::Gone,
        status => ReadError::Network(format!("the server answered {status}")),
    }
}

impl ReadRange for FetchSource {
    fn len(&self) -> u64 {
        self.0.length
    }

    async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
        self.0.read(start, len).await
    }
}

impl Inner {
    async fn read(&self, start: u64, len: u64) -> Result<Vec<u8>, ReadError> {
        let start = start.min(self.length);
        let end = start.saturating_add(len).min(self.length);
        if let Some(whole) = &self.whole {
            return Ok(whole.get(start as usize..end as usize).unwrap_or_default().to_vec());
        }
        if start == end {
            return Ok(Vec::new());
        }
        let (first, last) = (start / BLOCK, (end - 1) / BLOCK);
        let is_there = |number: u64| self.blocks.borrow().contains_key(&number);
        if end - start > LARGE && !(first..=last).all(is_there) {
            return self.fetch(start, end).await;
        }
        *self.used.borrow_mut() += 1;
        self.fill(first, last + 1).await?;
        let mut bytes = Vec::with_capacity((end - start) as usize);
        let mut blocks = self.blocks.borrow_mut();
        for number in first..=last {
            let Some((used, block)) = blocks.get_mut(&number) else {
                return Err(ReadError::Io("a block was lost".into()));
            };
            *used = *self.used.borrow();
            let from = start.saturating_sub(number * BLOCK) as usize;
            let to = ((end - number * BLOCK) as usize).min(block.as_ref().len());
            bytes.extend_from_slice(block.get(from..to).unwrap_or_default());
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use yueli_ports::Local;

    use super::*;

    /// A server of one file that knows ranges, and can be stopped.
    struct Server {
        file: Vec<u8>,
        asked: Cell<usize>,
        stopped: Cell<bool>,
    }

    impl Http for Server {
        fn fetch(&self, request: Request) -> Local<'_, Result<Response, HttpError>> {
            self.asked.set(self.asked.get() + 1);
            let total = self.file.len();
            let range =
                request.headers.iter().find(|(name, _)| name == "range").map(|(_, value)| value.clone());
            let range = range.unwrap_or_default();
            let (from, to) = range.trim_start_matches("bytes=").split_once('-').unwrap();
            let (from, to) = match (from.parse::<usize>(), to.parse::<usize>()) {
                (Ok(from), Ok(to)) => (from, (to + 1).min(total)),
                (_, Ok(suffix)) => (total.saturating_sub(suffix), total),
                _ => (0, total),
            };
            let body = self.file[from..to].to_vec();
            let headers = vec![("content-range".into(), format!("bytes {from}-{}/{total}", to - 1))];
            let stopped = self.stopped.get();
            Box::pin(async move {
                if stopped {
                    return Err(HttpError::Unreachable { url: request.url, detail: "stopped".into() });
                }
                Ok(Response { status: 206, headers, body })
            })
        }
    }

    #[test]
    fn reads_what_is_there_in_few_requests_and_comes_back_after_a_stop() {
        let file: Vec<u8> = (0..1_000_003_u32).map(|number| (number % 251) as u8).collect();
        let server = Rc::new(Server { file: file.clone(), asked: Cell::new(0), stopped: Cell::new(false) });
        futures_block_on(async {
            let source = FetchSource::open(server.clone(), "/x").await.unwrap();
            assert_eq!(source.len(), file.len() as u64);
            for (start, len) in [(0, 10), (131_000, 400), (999_990, 50), (5, 700_000), (300_000, 7)] {
                let end = (start + len).min(file.len());
                assert_eq!(source.read(start as u64, len as u64).await.unwrap(), &file[start..end]);
            }
            assert!(server.asked.get() <= 6, "{} requests", server.asked.get());
            source.fetch_ahead().await.unwrap();
            let asked = server.asked.get();
            source.fetch_ahead().await.unwrap();
            assert_eq!(source.read(0, file.len() as u64).await.unwrap(), file);
            assert_eq!(server.asked.get(), asked, "all of it is there");
            server.stopped.set(true);
            let other = FetchSource::open(server.clone(), "/x").await;
            assert!(matches!(other.err(), Some(ReadError::Network(_))));
        });
    }

    fn futures_block_on<F: Future<Output = ()>>(future: F) {
        let mut future = std::pin::pin!(future);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        while future.as_mut().poll(&mut context).is_pending() {}
    }
}
