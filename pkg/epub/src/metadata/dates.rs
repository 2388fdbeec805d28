//! Dates as ISO 8601, however they are written.

/// A date, or a date and time, as ISO 8601 in the precision that it has; `None` where it is no date.
///
/// Calibre's "no date" (year 101) is none.
pub(crate) fn iso(date: &str) -> Option<String> {
    let date = date.trim();
    let (day, time) = match date.split_once(['T', ' ']) {
        Some((day, time)) => (day, Some(time)),
        None => (date, None),
    };
    let (year, month, number) = parts(day)?;
    let month: Option<u32> = match month {
        Some(month) => Some(month.parse().ok().filter(|month| (1..=12).contains(month))?),
        None => None,
    };
    let number: Option<u32> = match (number, month) {
        (Some(number), Some(month)) => {
            Some(number.parse().ok().filter(|day| (1..=days(year, month)).contains(day))?)
        }
        _ => None,
    };
    if year == 0 || year == 101 {
        return None;
    }
    Some(match (month, number) {
        (Some(month), Some(number)) => {
            let time = time.and_then(clock).unwrap_or_default();
            format!("{year:04}-{month:02}-{number:02}{time}")
        }
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

/// Year, month and day of `2012-3-04`, `2012/03`, `2012.03.04` or `20120304`.
fn parts(day: &str) -> Option<(u32, Option<&str>, Option<&str>)> {
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((day.get(..4)?.parse().ok()?, day.get(4..6), day.get(6..)));
    }
    let mut parts = day.split(['-', '/', '.']);
    let year = parts.next().filter(|year| year.len() == 4)?;
    let number = |part: &&str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = parts.collect();
    let well = parts.len() <= 2 && parts.iter().all(|part| number(part) && !part.is_empty());
    let year = year.bytes().all(|byte| byte.is_ascii_digit()).then(|| year.parse().ok())??;
    well.then(|| (year, parts.first().copied(), parts.get(1).copied()))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `T` and a time of day with its zone, where it is one.
fn clock(time: &str) -> Option<String> {
    let time = time.trim();
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = clock.trim().split('.').next()?.split(':').collect();
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(|part| two(part)) {
        return None;
    }
    let seconds = parts.get(2).copied().unwrap_or("00");
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let zone = match (zone.chars().next(), digits.as_str()) {
        (Some(sign @ ('+' | '-')), digits) if digits.len() == 4 => {
            format!("{sign}{}:{}", digits.get(..2)?, digits.get(2..)?)
        }
        _ => "Z".to_owned(),
    };
    Some(format!("T{}:{}:{seconds}{zone}", parts.first()?, parts.get(1)?))
}

/// Seconds of a SMIL clock value (EPUB 3.3 section 9.2.2.1): `01:02:03.5`, `2:03`, `12.5s`, `3min`, `1h`, `300ms`.
pub(crate) fn seconds(clock: &str) -> Option<f64> {
    let clock = clock.trim();
    if clock.contains(':') {
        let mut total = 0.0;
        for part in clock.split(':') {
            total = total * 60.0 + number(part)?;
        }
        return Some(total);
    }
    for (unit, factor) in [("ms", 0.001), ("min", 60.0), ("h", 3600.0), ("s", 1.0)] {
        if let Some(value) = clock.strip_suffix(unit) {
            return Some(number(value)? * factor);
        }
    }
    number(clock)
}

/// A number as written by hand: digits, and a point.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse().ok().filter(|value: &f64| plain && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_the_precision_they_have() {
        for (date, expected) in [
            ("2012", Some("2012")),
            (" 1851-10-18 ", Some("1851-10-18")),
            ("2012-7", Some("2012-07")),
            ("2012/7/4", Some("2012-07-04")),
            ("20120704", Some("2012-07-04")),
            ("2012-02-30", None),
            ("2012-02-29T00:00:00+00:00", Some("2012-02-29T00:00:00+00:00")),
            ("2012-02-29T10:11:12.345Z", Some("2012-02-29T10:11:12Z")),
            ("2012-02-29 10:11", Some("2012-02-29T10:11:00Z")),
            ("2012-02-29T25", Some("2012-02-29")),
            ("0101-01-01T00:00:00+00:00", None),
            ("March 2010", None),
            ("12/05/2010", None),
            ("二〇一二", None),
            ("", None),
        ] {
            assert_eq!(iso(date).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn clocks_are_read() {
        for (clock, expected) in [
            ("00:01:46.35", Some(106.35)),
            ("2:03", Some(123.0)),
            ("12.5s", Some(12.5)),
            ("3min", Some(180.0)),
            ("1h", Some(3600.0)),
            ("500ms", Some(0.5)),
            ("7", Some(7.0)),
            ("x", None),
            ("1:x", None),
            ("inf", None),
        ] {
            assert_eq!(seconds(clock), expected, "{clock}");
        }
    }
}
