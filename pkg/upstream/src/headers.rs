//! Which headers pass.
//!
//! Both lists say what is let through; everything else stays behind, what is not known yet too: cookies, hop-by-hop
//! headers, credentials, and whatever would speak to the browser in the library's name.

/// Headers of a browser's request that its upstream gets. Names are lower case.
///
/// `Authorization` and `Cookie` are not among them: credentials come from the vault, and cookies are the library's own.
/// Nothing that tells who asks, or from where, is among them either.
const ASKED: [&str; 11] = [
    "accept",
    "accept-language",
    "content-language",
    "content-type",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "prefer",
    "range",
];

/// Headers of an upstream's answer that the browser gets.
const ANSWERED: [&str; 18] = [
    "accept-ranges",
    "age",
    "allow",
    "cache-control",
    "content-digest",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "preference-applied",
    "repr-digest",
    "retry-after",
];

/// What a browser may want something for that could run or be shown in the library's name (`Sec-Fetch-Dest`).
const RUNS: [&str; 15] = [
    "audioworklet",
    "embed",
    "fencedframe",
    "frame",
    "iframe",
    "manifest",
    "object",
    "paintworklet",
    "report",
    "script",
    "serviceworker",
    "sharedworker",
    "style",
    "worker",
    "xslt",
];

/// Whether a header of a request goes on to the upstream.
pub fn goes_up(name: &str) -> bool {
    ASKED.contains(&name)
}

/// Whether a header of an answer goes on to the browser.
pub fn comes_down(name: &str) -> bool {
    ANSWERED.contains(&name)
}

/// Whether a browser that says it wants something for this (`Sec-Fetch-Dest`) may have it from an upstream.
pub fn harmless(destination: &str) -> bool {
    !RUNS.contains(&destination)
}

/// The media type to say for what an upstream calls `media_type`: what browsers would run or apply as a style is
/// only bytes.
pub fn tame_type(media_type: &str) -> &str {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let runs = essence.contains("javascript")
        || essence.contains("ecmascript")
        || matches!(
            essence.as_str(),
            "" | "text/css"
                | "text/jscript"
                | "text/livescript"
                | "application/manifest+json"
                | "multipart/x-mixed-replace"
        );
    if runs { "application/octet-stream" } else { media_type }
}

/// Whether this is a document to be read whole (a feed, an account, an error), not a file.
pub fn is_document(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let drawn = essence == "image/svg+xml";
    !drawn
        && (essence.starts_with("text/")
            || essence == "application/json"
            || essence == "application/xml"
            || essence.ends_with("+json")
            || essence.ends_with("+xml"))
}

/// Whether this is a page for people.
pub fn is_page(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "text/html" | "application/xhtml+xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_pass_does_not() {
        for name in [
            "cookie",
            "authorization",
            "proxy-authorization",
            "host",
            "origin",
            "referer",
            "connection",
            "te",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "trailer",
            "expect",
            "forwarded",
            "x-forwarded-for",
            "user-agent",
            "x-csrf-token",
            "sec-fetch-site",
            "accept-encoding",
            "content-length",
            "x-okapi-token",
        ] {
            assert!(!goes_up(name), "{name}");
        }
        for name in [
            "set-cookie",
            "www-authenticate",
            "proxy-authenticate",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "trailer",
            "content-security-policy",
            "strict-transport-security",
            "clear-site-data",
            "refresh",
            "link",
            "location",
            "service-worker-allowed",
            "sourcemap",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "x-frame-options",
            "cross-origin-opener-policy",
            "nel",
            "report-to",
            "alt-svc",
            "server",
            "authentication-info",
            "public-key-pins",
            "origin-agent-cluster",
        ] {
            assert!(!comes_down(name), "{name}");
        }
        for name in ["range", "if-range", "if-none-match", "accept"] {
            assert!(goes_up(name), "{name}");
        }
        for name in
            ["etag", "content-range", "last-modified", "content-type", "accept-ranges", "content-length"]
        {
            assert!(comes_down(name), "{name}");
        }
    }

    #[test]
    fn nothing_runs() {
        for destination in ["script", "style", "worker", "serviceworker", "iframe", "object"] {
            assert!(!harmless(destination), "{destination}");
        }
        for destination in ["empty", "image", "audio", "video", "document", "font"] {
            assert!(harmless(destination), "{destination}");
        }
        for (said, expected) in [
            ("text/javascript; charset=utf-8", "application/octet-stream"),
            ("APPLICATION/X-JAVASCRIPT", "application/octet-stream"),
            ("text/css", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("application/epub+zip", "application/epub+zip"),
            ("application/atom+xml;profile=opds-catalog", "application/atom+xml;profile=opds-catalog"),
        ] {
            assert_eq!(tame_type(said), expected, "{said}");
        }
    }

    #[test]
    fn documents_and_files() {
        for (said, document, page) in [
            ("application/opds+json", true, false),
            ("application/atom+xml; profile=opds-catalog;kind=acquisition", true, false),
            ("text/plain", true, false),
            ("text/html; charset=UTF-8", true, true),
            ("application/xhtml+xml", true, true),
            ("application/epub+zip", false, false),
            ("image/svg+xml", false, false),
            ("image/jpeg", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_document(said), is_page(said)), (document, page), "{said}");
        }
    }
}
