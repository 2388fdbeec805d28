//! Dates as the catalogue's schemas want them, from dates as books write them.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// A date and time with an offset (RFC 3339), where `text` is one, or is a date.
pub(crate) fn date_time(text: &str) -> Option<String> {
    let text = text.trim();
    let instant = text.parse::<Timestamp>().ok().or_else(|| {
        let local = text.parse::<DateTime>().ok()?;
        local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })?;
    instant_in_range(instant)
}

fn instant_in_range(instant: Timestamp) -> Option<String> {
    let year = instant.to_zoned(TimeZone::UTC).year();
    (year >= 0).then(|| instant.to_string())
}

/// A date, from a date, a date and time, a year and month, or a year.
pub(crate) fn published(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(date) = text.get(..10).unwrap_or(text).parse::<Date>() {
        return (date.year() >= 0).then(|| date.to_string());
    }
    let mut parts = text.splitn(2, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<i16>().ok()?;
    let month = match parts.next() {
        None => 1,
        Some(month) if month.len() == 2 => month.parse::<i8>().ok()?,
        Some(_) => return None,
    };
    Date::new(year, month, 1).ok().map(|date| date.to_string())
}

/// Seconds since 1970 as RFC 3339.
pub(crate) fn from_seconds(seconds: i64) -> Option<String> {
    Timestamp::from_second(seconds).ok().and_then(instant_in_range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_wild() {
        for (text, expected) in [
            ("2011-01-05T12:00:00Z", Some("2011-01-05T12:00:00Z")),
            ("2011-01-05T12:00:00+08:00", Some("2011-01-05T04:00:00Z")),
            ("2011-01-05T12:00:00", Some("2011-01-05T12:00:00Z")),
            (" 2011-01-05 ", Some("2011-01-05T00:00:00Z")),
            ("January 2011", None),
            ("2011", None),
            ("", None),
        ] {
            assert_eq!(date_time(text).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("1851", Some("1851-01-01")),
            ("1851-10", Some("1851-10-01")),
            ("1851-10-18", Some("1851-10-18")),
            ("2011-01-05T12:00:00+08:00", Some("2011-01-05")),
            ("101", None),
            ("1851-13-40", None),
            ("二〇一一年一月一日", None),
            ("c. 1850", None),
            ("", None),
        ] {
            assert_eq!(published(text).as_deref(), expected, "{text}");
        }
    }
}
