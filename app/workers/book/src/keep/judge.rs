//! What a server's answer means for a download: pure, so that it can be tested without a server.

use yueli_platform_web::keep::{Phase, Stock};

/// The head of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    /// The HTTP status.
    pub(super) status: u16,
    /// `ETag`.
    pub(super) etag: Option<String>,
    /// `Content-Range`.
    pub(super) range: Option<String>,
    /// `Content-Length`.
    pub(super) length: Option<u64>,
    /// `Repr-Digest`.
    pub(super) digest: Option<String>,
}

/// What is to be done with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// What comes is what follows the bytes that are here.
    GoOn,
    /// What comes is a whole file, perhaps another one: what is here is to be let go first.
    Afresh(Stock),
    /// What is here is of no use; the whole file is to be asked for.
    AskForAll,
    /// Ask again later.
    Later,
    /// There is no use in asking again.
    Stop(Phase),
}

/// Judges the answer to a question for what follows the first `got` bytes of a file that `stock` describes.
pub(super) fn judge(head: &Head, got: u64, stock: &Stock) -> Verdict {
    match head.status {
        200 => Verdict::Afresh(Stock {
            length: head.length.unwrap_or_default(),
            etag: head.etag.clone().filter(|tag| is_strong(tag)),
            digest: head.digest.as_deref().and_then(sha_256).map(str::to_owned),
            ..Stock::default()
        }),
        206 if follows(head, got, stock) => Verdict::GoOn,
        // Where everything was asked for, a part is no answer.
        206 | 416 if got == 0 => Verdict::Later,
        206 | 416 => Verdict::AskForAll,
        404 | 410 => Verdict::Stop(Phase::Missing),
        401 | 403 | 451 => Verdict::Stop(Phase::Refused),
        _ => Verdict::Later,
    }
}

/// True where the part begins where the bytes that are here end, and is of the same file.
fn follows(head: &Head, got: u64, stock: &Stock) -> bool {
    let same = head.etag.is_some() && head.etag == stock.etag;
    let digest = head.digest.as_deref().and_then(sha_256);
    same && digest.is_none_or(|digest| Some(digest) == stock.digest.as_deref())
        && head.range.as_deref().and_then(content_range) == Some((got, stock.length))
}

/// Only bytes of files with a strong tag may be put together (RFC 9110, section 8.8.1).
pub(super) fn is_strong(tag: &str) -> bool {
    tag.starts_with('"')
}

/// The first byte and the length of the whole, of `bytes 5-9/100`.
fn content_range(text: &str) -> Option<(u64, u64)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    Some((range.split_once('-')?.0.parse().ok()?, total.parse().ok()?))
}

/// The SHA-256 in Base64 of a `Repr-Digest` header (RFC 9530, section 3), which may say several.
fn sha_256(header: &str) -> Option<&str> {
    let own = header.split(',').find_map(|part| part.trim().strip_prefix("sha-256="))?;
    own.strip_prefix(':')?.strip_suffix(':').filter(|text| text.len() == 44)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGEST: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    fn head(status: u16, etag: &str, range: &str) -> Head {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let digest = Some(format!("sha-512=:x:, sha-256=:{DIGEST}:"));
        Head { status, etag: text(etag), range: text(range), length: Some(100), digest }
    }

    fn stock() -> Stock {
        Stock { length: 100, etag: Some("\"x\"".into()), digest: Some(DIGEST.into()), ..Stock::default() }
    }

    #[test]
    fn bytes_are_put_together_only_of_the_same_file() {
        for (etag, range, expected) in [
            ("\"x\"", "bytes 40-99/100", Verdict::GoOn),
            ("\"y\"", "bytes 40-99/100", Verdict::AskForAll),
            ("", "bytes 40-99/100", Verdict::AskForAll),
            ("\"x\"", "bytes 41-99/100", Verdict::AskForAll),
            ("\"x\"", "bytes 40-98/99", Verdict::AskForAll),
            ("\"x\"", "bytes */100", Verdict::AskForAll),
            ("\"x\"", "", Verdict::AskForAll),
        ] {
            assert_eq!(judge(&head(206, etag, range), 40, &stock()), expected, "{etag} {range}");
        }
        let other = Head {
            digest: Some(format!("sha-256=:{}:", DIGEST.replace('4', "5"))),
            ..head(206, "\"x\"", "bytes 40-99/100")
        };
        assert_eq!(judge(&other, 40, &stock()), Verdict::AskForAll);
        let silent = Head { digest: None, ..head(206, "\"x\"", "bytes 40-99/100") };
        assert_eq!(judge(&silent, 40, &stock()), Verdict::GoOn);
    }

    #[test]
    fn a_whole_file_begins_afresh_with_what_it_says_of_itself() {
        assert_eq!(judge(&head(200, "\"x\"", ""), 40, &Stock::default()), Verdict::Afresh(stock()));
        let Verdict::Afresh(weak) = judge(&Head { digest: None, ..head(200, "W/\"x\"", "") }, 0, &stock())
        else {
            panic!("it is whole")
        };
        assert_eq!((weak.etag, weak.digest), (None, None));
    }

    #[test]
    fn what_cannot_be_had_is_told_from_what_can_be_had_later() {
        for (status, got, expected) in [
            (404, 0, Verdict::Stop(Phase::Missing)),
            (410, 40, Verdict::Stop(Phase::Missing)),
            (403, 0, Verdict::Stop(Phase::Refused)),
            (416, 40, Verdict::AskForAll),
            (416, 0, Verdict::Later),
            (206, 0, Verdict::Later),
            (429, 0, Verdict::Later),
            (503, 40, Verdict::Later),
            (304, 40, Verdict::Later),
        ] {
            assert_eq!(judge(&head(status, "", ""), got, &stock()), expected, "{status}");
        }
    }

    #[test]
    fn digests_are_read() {
        for (header, expected) in [
            (format!("sha-256=:{DIGEST}:"), Some(DIGEST)),
            (format!("sha-512=:AA==:, sha-256=:{DIGEST}:"), Some(DIGEST)),
            (format!("sha-256={DIGEST}"), None),
            ("sha-256=:AA==:".to_owned(), None),
            ("md5=:x:".to_owned(), None),
        ] {
            assert_eq!(sha_256(&header), expected, "{header}");
        }
    }
}
