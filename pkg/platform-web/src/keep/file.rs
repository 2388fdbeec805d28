//! A kept book as a server that never stops: what asks for ranges of a book needs not know where they are.

use std::rc::Rc;

use yueli_ports::{Http, HttpError, Local, Request, Response};

use super::vault::{Found, Vault};

/// A file of the vault that answers ranges of bytes.
#[derive(Debug)]
pub struct KeptFile(Found);

impl KeptFile {
    /// The file `name`, if it is here and as long as it should be.
    pub async fn open(name: &str, length: u64) -> Option<Rc<Self>> {
        let found = Vault::open().await.find(name).await?;
        (found.length() == length).then(|| Rc::new(Self(found)))
    }
}

impl Http for KeptFile {
    fn fetch(&self, request: Request) -> Local<'_, Result<Response, HttpError>> {
        Box::pin(async move {
            let total = self.0.length();
            let range = request.headers.iter().find(|(name, _)| name == "range");
            let Some((start, end)) = part(range.map_or("", |(_, value)| value), total) else {
                return Ok(Response { status: 416, ..Response::default() });
            };
            match self.0.read(start, end).await {
                Ok(body) => {
                    let says = format!("bytes {start}-{}/{total}", end.saturating_sub(1));
                    Ok(Response { status: 206, headers: vec![("content-range".to_owned(), says)], body })
                }
                Err(error) => Err(HttpError::BrokenOff { url: request.url, detail: crate::words(&error) }),
            }
        })
    }
}

/// The bytes from the first to before the last of `bytes=a-b`, `bytes=a-` and `bytes=-n`; none where there are none.
fn part(range: &str, total: u64) -> Option<(u64, u64)> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (start, end) = match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) => (from, to.saturating_add(1).min(total)),
        (Ok(from), Err(_)) => (from, total),
        (Err(_), Ok(last)) => (total.saturating_sub(last), total),
        (Err(_), Err(_)) => return None,
    };
    (start < end).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_a_kept_book() {
        for (range, expected) in [
            ("bytes=0-9", Some((0, 10))),
            ("bytes=90-", Some((90, 100))),
            ("bytes=-10", Some((90, 100))),
            ("bytes=-500", Some((0, 100))),
            ("bytes=50-500", Some((50, 100))),
            ("bytes=100-", None),
            ("bytes=9-3", None),
            ("bytes=-0", None),
            ("bytes=", None),
            ("", None),
        ] {
            assert_eq!(part(range, 100), expected, "{range}");
        }
    }
}
