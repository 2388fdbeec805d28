//! One resource of the open book, as the service worker answers it.

use std::rc::Rc;

use web_sys::Blob;
use yueli_markup::css;
use yueli_publication::{Problem, ProblemCode, url};

use crate::{book::Resource, desk::Book, document, finished::Finished, large};

/// The largest document that is shown, in bytes. The longest chapters of real books have a few million; a small file
/// can hold one of hundreds, and a tab that lays it out does nothing else any more.
pub(crate) const LARGEST_DOCUMENT: usize = 24 << 20;

const XHTML: &str = "application/xhtml+xml";

/// An answer.
pub(crate) struct Made {
    /// The HTTP status.
    pub(crate) status: u16,
    /// Header names and values.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
    /// The body, where it is too large to be held here.
    pub(crate) large: Option<Blob>,
}

/// The resource, unless it is a document or a style sheet that no browser could lay out.
///
/// # Errors
/// [`ProblemCode::TooLarge`].
pub(crate) fn bearable(resource: Resource, path: &str) -> Result<Resource, Problem> {
    if is_rewritten(&resource.media_type) && resource.bytes.len() > LARGEST_DOCUMENT {
        let detail = format!("a document of {} bytes", resource.bytes.len());
        return Err(Problem::at(ProblemCode::TooLarge, path, detail));
    }
    Ok(resource)
}

/// True for documents that a frame shows, and that may hold scripts: HTML, and XML of every kind, because what is
/// in the namespace of XHTML is XHTML whatever the type says.
pub(crate) fn is_document(media_type: &str) -> bool {
    let kind = essence(media_type);
    matches!(kind.as_str(), "text/html" | "text/x-oeb1-document" | "text/xsl")
        || kind.ends_with("+xml")
        || kind.ends_with("/xml")
}

/// True for what is not sent as it is.
pub(crate) fn is_rewritten(media_type: &str) -> bool {
    is_document(media_type) || essence(media_type) == "text/css"
}

/// The type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The type as it is sent. A browser guesses what is no type, and what is of several parts is a page in each.
pub(crate) fn sent(media_type: &str) -> &str {
    let kind = essence(media_type);
    let token = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&byte))
    };
    let known = kind.split_once('/').is_some_and(|(major, minor)| token(major) && token(minor));
    let plain = media_type.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if known && plain && !kind.starts_with("multipart/") { media_type } else { "application/octet-stream" }
}

/// The resource at `asked` (percent-encoded, from the book's root, perhaps with a query), or the bytes of it that
/// `range` asks for: documents and style sheets are not given by bytes.
pub(crate) async fn resource(book: &Book, finished: &Finished, asked: &str, range: Option<&str>) -> Rc<Made> {
    let path = asked.split('?').next().unwrap_or_default();
    if let Some(made) = large::resource(book, path, range).await {
        return Rc::new(made.unwrap_or_else(|problem| trouble(&problem)));
    }
    if let Some(range) = range {
        match book.resource(path).await {
            Ok(resource) if !is_rewritten(&resource.media_type) => {
                return Rc::new(part(sent(&resource.media_type), &resource.bytes, range));
            }
            Ok(_) => {}
            Err(problem) => return Rc::new(trouble(&problem)),
        }
    }
    answer(book, finished, asked).await.0
}

/// The whole resource, of a long document the part that the query of `asked` is for; and the paths of what it shows
/// beside its text. Made now, or before.
pub(crate) async fn answer(book: &Book, finished: &Finished, asked: &str) -> (Rc<Made>, Vec<String>) {
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let (most, query) = most(query);
    let divided = finished.parts.of(book, path).await;
    let part = divided.as_ref().map(|divided| divided.choose(query));
    let known = part.map_or_else(|| path.to_owned(), |number| format!("{path}?part={number}"));
    if let Some(made) = finished.answer(&known) {
        return (made, Vec::new());
    }
    let made = match divided.zip(part) {
        Some((divided, number)) => {
            let (document, head) = divided.document(book.manifest(), path, number);
            Ok(shown(book, finished, path, XHTML, document.as_bytes(), head).await)
        }
        None => make(book, finished, path, most).await,
    };
    let (made, parts) = made.unwrap_or_else(|problem| (trouble(&problem), Vec::new()));
    let made = Rc::new(made);
    finished.keep(&known, &made);
    (made, parts)
}

/// What is put before a query by those who only make something ready: a document of more bytes is not worth it.
fn most(query: &str) -> (usize, &str) {
    let rest = query.strip_prefix("most=").map(|rest| rest.split_once('&').unwrap_or((rest, "")));
    match rest {
        Some((number, query)) => (number.parse().unwrap_or(usize::MAX), query),
        None => (usize::MAX, query),
    }
}

async fn make(
    book: &Book,
    finished: &Finished,
    path: &str,
    most: usize,
) -> Result<(Made, Vec<String>), Problem> {
    if let Some(made) = large::resource(book, path, None).await {
        return Ok((made?, Vec::new()));
    }
    let resource = bearable(book.resource(path).await?, path)?;
    if is_document(&resource.media_type) {
        if resource.bytes.len() > most {
            let detail = format!("{} bytes are not made ready", resource.bytes.len());
            return Err(Problem::at(ProblemCode::TooLarge, path, detail));
        }
        return Ok(shown(book, finished, path, &resource.media_type, &resource.bytes, String::new()).await);
    }
    if essence(&resource.media_type) == "text/css" {
        let sheet = css::rewrite(&yueli_markup::decode(&resource.bytes), &mut |url| {
            finished.gate.closed_to(path, url).or_else(|| inside(path, url))
        });
        return Ok((whole("text/css;charset=utf-8", sheet.into_bytes()), Vec::new()));
    }
    Ok((whole(sent(&resource.media_type), resource.bytes), Vec::new()))
}

/// A document as frames show it.
async fn shown(
    book: &Book,
    finished: &Finished,
    path: &str,
    media_type: &str,
    bytes: &[u8],
    head: String,
) -> (Made, Vec<String>) {
    let document = document::make(book, finished, path, bytes, head).await;
    let is_svg = essence(media_type) == "image/svg+xml";
    let media_type = if is_svg { "image/svg+xml" } else { document.made.media_type };
    (whole(&format!("{media_type};charset=utf-8"), document.made.bytes), document.parts)
}

/// A reference that would lead out of the book, led to its root: the container's root is where `/` and too many
/// `..` end (EPUB 3.3, section 4.2.5). `None` where it stays inside by itself.
pub(crate) fn inside(path: &str, href: &str) -> Option<String> {
    url::leaves(path, href).then(|| up(path.matches('/').count()) + &url::resolve(path, href))
}

/// The way from a document so deep in folders to the book's root.
pub(crate) fn up(depth: usize) -> String {
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// No book is open in this worker.
pub(crate) fn not_open() -> Rc<Made> {
    Rc::new(trouble(&Problem::new(ProblemCode::Gone, "no book is open")))
}

fn whole(media_type: &str, body: Vec<u8>) -> Made {
    let headers = vec![("content-type", media_type.to_owned()), ("accept-ranges", "bytes".to_owned())];
    Made { status: 200, headers, body, large: None }
}

/// A single range of bytes (RFC 9110, section 14); what makes no sense gives the whole, as the RFC allows.
fn part(media_type: &str, bytes: &[u8], range: &str) -> Made {
    let total = bytes.len();
    let Some((start, end)) = parse_range(range, total) else {
        return whole(media_type, bytes.to_vec());
    };
    if start >= total {
        let headers = vec![("content-range", format!("bytes */{total}"))];
        return Made { status: 416, headers, body: Vec::new(), large: None };
    }
    let body = bytes.get(start..end).unwrap_or_default().to_vec();
    let headers = vec![
        ("content-type", media_type.to_owned()),
        ("accept-ranges", "bytes".to_owned()),
        ("content-range", format!("bytes {start}-{}/{total}", end - 1)),
    ];
    Made { status: 206, headers, body, large: None }
}

/// The first byte and the one after the last, of `bytes=a-b`, `bytes=a-` and `bytes=-n`.
pub(crate) fn parse_range(range: &str, total: usize) -> Option<(usize, usize)> {
    let (from, to) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    match (from.trim().parse::<usize>().ok(), to.trim().parse::<usize>().ok()) {
        (Some(from), Some(to)) if to >= from => Some((from, to.saturating_add(1).min(total))),
        (Some(from), None) if to.trim().is_empty() => Some((from, total)),
        (None, Some(last)) if from.trim().is_empty() && last > 0 => Some((total.saturating_sub(last), total)),
        _ => None,
    }
}

/// What a frame is given in place of a resource that cannot be had. The page reads the meta element
/// (`frame::stage`) and tells the reader in their own language.
pub(crate) fn trouble(problem: &Problem) -> Made {
    let status = match problem.code {
        ProblemCode::ResourceMissing | ProblemCode::Gone => 404,
        ProblemCode::Network => 503,
        _ => 502,
    };
    let key = problem.code.key();
    let body = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"yueli-problem\" content=\"{key}\">\
         <title>{key}</title></head><body></body></html>"
    );
    let headers = vec![("content-type", "text/html;charset=utf-8".to_owned())];
    Made { status, headers, body: body.into_bytes(), large: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_frame_may_show_is_made_safe() {
        for (media_type, expected) in [
            ("application/xhtml+xml", true),
            ("text/html; charset=utf-8", true),
            ("APPLICATION/XML", true),
            ("application/rss+xml", true),
            ("application/mathml+xml", true),
            ("image/png", false),
            ("text/plain", false),
        ] {
            assert_eq!(is_document(media_type), expected, "{media_type}");
        }
        for (media_type, expected) in [
            ("image/png", "image/png"),
            ("audio/ogg; codecs=opus", "audio/ogg; codecs=opus"),
            ("multipart/x-mixed-replace; boundary=a", "application/octet-stream"),
            ("*/*", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("image/png\r\nset-cookie: a", "application/octet-stream"),
        ] {
            assert_eq!(sent(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn a_document_that_no_browser_could_lay_out_is_refused() {
        let of = |media_type: &str, len: usize| Resource {
            bytes: vec![b' '; len],
            media_type: media_type.to_owned(),
        };
        assert!(bearable(of("application/xhtml+xml", LARGEST_DOCUMENT), "a").is_ok());
        assert!(bearable(of("video/mp4", LARGEST_DOCUMENT + 1), "a").is_ok());
        for media_type in ["application/xhtml+xml", "text/css"] {
            let problem = bearable(of(media_type, LARGEST_DOCUMENT + 1), "a").unwrap_err();
            assert_eq!(problem.code, ProblemCode::TooLarge);
        }
    }

    #[test]
    fn what_leads_out_is_led_to_the_root() {
        for (path, href, expected) in [
            ("OPS/a.xhtml", "b.xhtml#c", None),
            ("OPS/a.xhtml", "../../opds", Some("../opds")),
            ("OPS/a.xhtml", "..\\..\\opds", Some("../opds")),
            ("OPS/a.xhtml", "%2e%2e/%2e%2e/opds", Some("../opds")),
            ("OPS/a.xhtml", "/opds", Some("../opds")),
            ("a.xhtml", "/opds", Some("./opds")),
            ("a.xhtml", "/javascript%3Aalert(1)", Some("./javascript%3Aalert(1)")),
            ("a.xhtml", "/.//evil.example/", Some("./evil.example/")),
        ] {
            assert_eq!(inside(path, href).as_deref(), expected, "{path} {href}");
        }
    }

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        for (range, expected) in [
            ("bytes=0-9", Some((0, 10))),
            ("bytes=90-", Some((90, 100))),
            ("bytes=-10", Some((90, 100))),
            ("bytes=50-500", Some((50, 100))),
            ("bytes=200-", Some((200, 100))),
            ("bytes=9-3", None),
            ("items=0-1", None),
            ("bytes=-0", None),
            ("bytes=", None),
        ] {
            assert_eq!(parse_range(range, 100), expected, "{range}");
        }
        assert_eq!(part("audio/mpeg", &[0; 100], "bytes=200-").status, 416);
        let made = part("audio/mpeg", &[7; 100], "bytes=10-19");
        assert_eq!((made.status, made.body.len()), (206, 10));
    }
}
