//! Which part of a file is asked for, and whether it is asked for at all (RFC 9110, sections 13 and 14).

use std::{ops::Range, time::SystemTime};

use axum::http::{HeaderMap, HeaderValue, header};

/// What is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Everything.
    Whole,
    /// These bytes.
    Bytes(Range<u64>),
    /// Nothing: the part asked for is not in the file.
    Unsatisfiable,
}

/// The part that the headers ask for, of a file that is `length` long.
///
/// Several parts at once are answered with the whole, which the standard allows and every reader understands.
pub(crate) fn part(headers: &HeaderMap, length: u64, etag: &str, modified: SystemTime) -> Part {
    let Some(asked) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Part::Whole;
    };
    if !still_the_same(headers.get(header::IF_RANGE), etag, modified) {
        return Part::Whole;
    }
    parse(asked, length).unwrap_or(Part::Whole)
}

/// `None` where it is no range that we know, which is then as if it were not there.
fn parse(asked: &str, length: u64) -> Option<Part> {
    let (unit, ranges) = asked.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") || ranges.contains(',') {
        return None;
    }
    let (first, last) = ranges.trim().split_once('-')?;
    let (first, last) = (first.trim(), last.trim());
    if first.is_empty() {
        let suffix = number(last)?;
        let start = length.saturating_sub(suffix);
        return Some(if start < length { Part::Bytes(start..length) } else { Part::Unsatisfiable });
    }
    let first = number(first)?;
    let end = if last.is_empty() { length } else { number(last)?.saturating_add(1).min(length) };
    if !last.is_empty() && number(last)? < first {
        return None;
    }
    Some(if first < end { Part::Bytes(first..end) } else { Part::Unsatisfiable })
}

/// Digits only; a number that is too large is as large as can be.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

/// `If-Range`: a part is only good to somebody who has the rest of the same file.
fn still_the_same(condition: Option<&HeaderValue>, etag: &str, modified: SystemTime) -> bool {
    let Some(condition) = condition else { return true };
    let Ok(condition) = condition.to_str() else { return false };
    if condition.starts_with('"') {
        return condition == etag;
    }
    httpdate::parse_http_date(condition)
        .is_ok_and(|date| httpdate::fmt_http_date(date) == httpdate::fmt_http_date(modified))
}

/// `If-None-Match`: true where the asker has this already. Compared weakly.
pub(crate) fn matches_etag(condition: Option<&HeaderValue>, etag: &str) -> bool {
    let Some(condition) = condition.and_then(|value| value.to_str().ok()) else { return false };
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    condition.trim() == "*" || condition.split(',').any(|tag| opaque(tag) == opaque(etag))
}

/// True where the asker has this already: by `If-None-Match`, else by `If-Modified-Since`.
pub(crate) fn has_it(headers: &HeaderMap, etag: &str, modified: SystemTime) -> bool {
    if headers.contains_key(header::IF_NONE_MATCH) {
        return matches_etag(headers.get(header::IF_NONE_MATCH), etag);
    }
    let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|value| httpdate::parse_http_date(value).ok());
    // Dates have whole seconds, files have more.
    let whole = httpdate::parse_http_date(&httpdate::fmt_http_date(modified));
    matches!((since, whole), (Some(since), Ok(whole)) if whole <= since)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(range: Range<u64>) -> Part {
        Part::Bytes(range)
    }

    #[test]
    fn ranges() {
        for (asked, length, expected) in [
            ("bytes=0-0", 100, bytes(0..1)),
            ("bytes=0-99", 100, bytes(0..100)),
            ("bytes=0-1000", 100, bytes(0..100)),
            ("bytes=10-", 100, bytes(10..100)),
            ("bytes=-10", 100, bytes(90..100)),
            ("bytes=-1000", 100, bytes(0..100)),
            ("BYTES = 5-6", 100, bytes(5..7)),
            ("bytes=99-99999999999999999999999", 100, bytes(99..100)),
            ("bytes=100-", 100, Part::Unsatisfiable),
            ("bytes=-0", 100, Part::Unsatisfiable),
            ("bytes=0-", 0, Part::Unsatisfiable),
            ("bytes=7-5", 100, Part::Whole),
            ("bytes=0-1,5-6", 100, Part::Whole),
            ("bytes=a-b", 100, Part::Whole),
            ("bytes=--5", 100, Part::Whole),
            ("bytes=", 100, Part::Whole),
            ("lines=0-5", 100, Part::Whole),
            ("nonsense", 100, Part::Whole),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static(asked));
            assert_eq!(part(&headers, length, "\"x\"", SystemTime::UNIX_EPOCH), expected, "{asked}");
        }
    }

    #[test]
    fn a_part_is_sent_only_of_the_same_file() {
        for (condition, expected) in [
            ("\"x\"", bytes(0..1)),
            ("\"y\"", Part::Whole),
            ("W/\"x\"", Part::Whole),
            ("Thu, 01 Jan 1970 00:00:00 GMT", bytes(0..1)),
            ("Thu, 01 Jan 1970 00:00:01 GMT", Part::Whole),
            ("nonsense", Part::Whole),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static("bytes=0-0"));
            headers.insert(header::IF_RANGE, HeaderValue::from_static(condition));
            assert_eq!(part(&headers, 9, "\"x\"", SystemTime::UNIX_EPOCH), expected, "{condition}");
        }
    }

    #[test]
    fn what_the_asker_has_is_not_sent_again() {
        for (name, value, expected) in [
            (header::IF_NONE_MATCH, "\"x\"", true),
            (header::IF_NONE_MATCH, "W/\"x\"", true),
            (header::IF_NONE_MATCH, "\"a\", \"x\"", true),
            (header::IF_NONE_MATCH, "*", true),
            (header::IF_NONE_MATCH, "\"y\"", false),
            (header::IF_MODIFIED_SINCE, "Thu, 01 Jan 1970 00:00:00 GMT", true),
            (header::IF_MODIFIED_SINCE, "Wed, 31 Dec 1969 23:59:59 GMT", false),
            (header::ACCEPT, "*/*", false),
        ] {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
            assert_eq!(has_it(&headers, "\"x\"", SystemTime::UNIX_EPOCH), expected, "{value}");
        }
    }
}
