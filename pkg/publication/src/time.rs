//! Points in time, as documents of libraries write them.
//!
//! Real servers write ISO 8601 in every form there is, years of three digits, seconds or milliseconds since 1970, and
//! lists of numbers (`[2024, 6, 15, 10, 30]`). All of them are read; one form is written.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::json::FromJson;
use crate::read_from_json;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// What is smaller counts as seconds since 1970, what is larger as milliseconds (this many seconds are the year 5138).
const SECONDS_UP_TO: i64 = 100_000_000_000;
/// The last year that is read or written.
const LAST_YEAR: i64 = 9999;
/// Servers that know no date write one in the first centuries (calibre: the year 101).
const FIRST_REAL_YEAR: i64 = 200;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, between the years 0 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

impl Time {
    /// The time `millis` milliseconds after 1970-01-01T00:00:00Z; what is beyond the years 0 to 9999 becomes their edge.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(days(0, 1, 1) * DAY, days(LAST_YEAR + 1, 1, 1) * DAY - 1))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads ISO 8601: a year, a month, a day, or a day with a time; zones as `Z`, `+01:00`, `+0100` or `+01`. Without
    /// a zone it is UTC. A date alone is its first moment.
    pub fn parse(text: &str) -> Option<Self> {
        read(text).map(|(time, _)| time)
    }

    /// Reads the time at which something ends: as [`parse`](Self::parse) does, but a date alone is its last moment.
    pub fn parse_end(text: &str) -> Option<Self> {
        let (time, is_date) = read(text)?;
        Some(if is_date { Self::from_millis(time.0 + DAY - 1) } else { time })
    }

    /// What a JSON value says: a text, a number (seconds or milliseconds since 1970, whichever is plausible), or a list of
    /// year, month, day, hour, minute, second, nanosecond.
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Self::parse(text).or_else(|| Self::since_1970(text.trim().parse().ok()?)),
            Value::Number(number) => Self::since_1970(number.as_i64().or_else(|| whole(number.as_f64()?))?),
            Value::Array(parts) => from_list(parts),
            _ => None,
        }
    }

    fn since_1970(number: i64) -> Option<Self> {
        let millis = if number.abs() < SECONDS_UP_TO { number.checked_mul(SECOND)? } else { number };
        let within = days(0, 1, 1) * DAY..days(LAST_YEAR + 1, 1, 1) * DAY;
        within.contains(&millis).then_some(Self(millis))
    }

    /// The year, in UTC.
    pub fn year(self) -> i64 {
        civil(self.0.div_euclid(DAY)).0
    }

    /// Whether it can be meant: servers that know no date write the year 1 or 101.
    pub fn is_real(self) -> bool {
        self.year() >= FIRST_REAL_YEAR
    }
}

/// As ISO 8601 in UTC, with milliseconds only where there are any: `2018-06-01T11:12:00Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (rest / HOUR, rest % HOUR / MINUTE, rest % MINUTE / SECOND);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match rest % SECOND {
            0 => f.write_str("Z"),
            millis => write!(f, ".{millis:03}Z"),
        }
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromJson for Time {
    fn from_json(value: Value) -> Option<Self> {
        Self::of(&value)
    }
}

read_from_json!(Time);

/// A float as a whole number, where it is one that can be.
fn whole(number: f64) -> Option<i64> {
    (number.abs() < 1e15).then_some(number as i64)
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the day that comes and goes is the last.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date that is `days` days after 1970-01-01: year, month, day.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let part = (5 * of_year + 2) / 153;
    let month = if part < 10 { part + 3 } else { part - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * part + 2) / 5 + 1)
}

fn days_in(year: i64, month: i64) -> i64 {
    let next = if month == 12 { days(year + 1, 1, 1) } else { days(year, month + 1, 1) };
    next - days(year, month, 1)
}

/// A date and the milliseconds of its day; nothing where there is no such date.
fn moment(year: i64, month: i64, day: i64, millis: i64) -> Option<Time> {
    let exists = (0..=LAST_YEAR).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && (0..=DAY).contains(&millis);
    exists.then(|| Time::from_millis(days(year, month, day) * DAY + millis))
}

fn from_list(parts: &[Value]) -> Option<Time> {
    let part = |index: usize, absent: i64| parts.get(index).map_or(Some(absent), Value::as_i64);
    let (year, month, day) = (parts.first()?.as_i64()?, part(1, 1)?, part(2, 1)?);
    let (hour, minute, second) = (part(3, 0)?, part(4, 0)?, part(5, 0)?);
    let fits = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
    let millis = hour * HOUR
        + minute * MINUTE
        + second.min(59) * SECOND
        + part(6, 0)?.clamp(0, 999_999_999) / 1_000_000;
    moment(year, month, day, millis).filter(|_| fits)
}

/// Digits at the start of `rest`, at least one and at most `most`, which are taken off it.
fn number(rest: &mut &str, most: usize) -> Option<i64> {
    let len = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, after) = rest.split_at(len);
    *rest = after;
    digits.parse().ok()
}

fn skip(rest: &mut &str, letter: char) -> bool {
    let after = rest.strip_prefix(letter);
    *rest = after.unwrap_or(rest);
    after.is_some()
}

/// The time, and whether it is a date alone.
fn read(text: &str) -> Option<(Time, bool)> {
    let mut rest = text.trim();
    let leading = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (year, month, day) = if leading == 8 {
        (number(&mut rest, 4)?, number(&mut rest, 2)?, number(&mut rest, 2)?)
    } else {
        let year = if leading <= 4 { number(&mut rest, 4)? } else { return None };
        let month = if skip(&mut rest, '-') { number(&mut rest, 2)? } else { 1 };
        let day = if skip(&mut rest, '-') { number(&mut rest, 2)? } else { 1 };
        (year, month, day)
    };
    let date = moment(year, month, day, 0)?;
    if rest.is_empty() || !rest.starts_with(['T', 't', ' ']) {
        // A zone after a date alone (XML Schema) changes nothing that anybody means.
        return (rest.is_empty() || rest.starts_with(['Z', '+', '-'])).then_some((date, true));
    }
    let mut rest = rest.get(1..)?.trim_start();
    let clock = clock(&mut rest)?;
    let zone = zone(rest.trim_start())?;
    Some((Time::from_millis(date.0 + clock - zone), false))
}

fn clock(rest: &mut &str) -> Option<i64> {
    let hour = number(rest, 2)?;
    skip(rest, ':');
    let minute = if rest.starts_with(|letter: char| letter.is_ascii_digit()) { number(rest, 2)? } else { 0 };
    let has_seconds = skip(rest, ':') || rest.starts_with(|letter: char| letter.is_ascii_digit());
    let second = if has_seconds { number(rest, 2)? } else { 0 };
    let mut millis = 0;
    if skip(rest, '.') || skip(rest, ',') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (fraction, after) = rest.split_at(digits);
        *rest = after;
        millis = format!("{:0<3}", fraction.get(..digits.min(3))?).parse().ok()?;
    }
    let fits = hour <= 24 && minute < 60 && second <= 60;
    fits.then_some(hour * HOUR + minute * MINUTE + second.min(59) * SECOND + millis)
}

/// How far ahead of UTC, in milliseconds.
fn zone(text: &str) -> Option<i64> {
    // Java adds the region's name: `+01:00[Europe/Paris]`.
    let text = text.split('[').next().unwrap_or_default().trim_end();
    let (sign, mut rest) = match text.chars().next() {
        None | Some('Z' | 'z') => return Some(0),
        Some('+') => (1, text.get(1..)?),
        Some('-') => (-1, text.get(1..)?),
        Some(_) => return matches!(text, "UTC" | "GMT").then_some(0),
    };
    let hours = number(&mut rest, 2)?;
    skip(&mut rest, ':');
    let minutes = if rest.is_empty() { 0 } else { number(&mut rest, 2)? };
    (rest.is_empty() && hours <= 18 && minutes < 60).then_some(sign * (hours * HOUR + minutes * MINUTE))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_in_the_wild_is_read() {
        for (text, expected) in [
            ("2018-06-01T11:12:00Z", "2018-06-01T11:12:00Z"),
            ("2018-06-01T11:12:00.5Z", "2018-06-01T11:12:00.500Z"),
            ("2025-09-08T12:27:33.822+00:00", "2025-09-08T12:27:33.822Z"),
            ("2018-06-01T11:12:00.123456789+0000", "2018-06-01T11:12:00.123Z"),
            ("2018-06-01T11:12:00+08:00", "2018-06-01T03:12:00Z"),
            ("2018-06-01T00:12:00+02", "2018-05-31T22:12:00Z"),
            ("2018-06-01T23:12:00-0130", "2018-06-02T00:42:00Z"),
            ("2018-06-01 11:12:00", "2018-06-01T11:12:00Z"),
            ("2018-06-01T11:12", "2018-06-01T11:12:00Z"),
            ("2018-06-01T11:12:00+01:00[Europe/Paris]", "2018-06-01T10:12:00Z"),
            ("20180601", "2018-06-01T00:00:00Z"),
            ("20180601T111200Z", "2018-06-01T11:12:00Z"),
            ("2018-06-01", "2018-06-01T00:00:00Z"),
            ("2018-06-01Z", "2018-06-01T00:00:00Z"),
            ("2018-06", "2018-06-01T00:00:00Z"),
            ("2018", "2018-01-01T00:00:00Z"),
            ("2018-6-1", "2018-06-01T00:00:00Z"),
            (" 101-01-01T00:00:00+00:00 ", "0101-01-01T00:00:00Z"),
            ("2016-02-29", "2016-02-29T00:00:00Z"),
            ("2016-12-31T24:00:00Z", "2017-01-01T00:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2525-01-01T11:12:00 UTC", "2525-01-01T11:12:00Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Time::parse(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "soon",
            "2018-13-01",
            "2017-02-29",
            "2018-06-01T",
            "2018-06-01T25:00",
            "12345-01-01",
            "2018-06-01x",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_and_lists_are_times_too() {
        for (value, expected) in [
            (json!(1_527_851_520), "2018-06-01T11:12:00Z"),
            (json!(1_527_851_520_000_i64), "2018-06-01T11:12:00Z"),
            (json!(1_527_851_520.0), "2018-06-01T11:12:00Z"),
            (json!("1527851520000"), "2018-06-01T11:12:00Z"),
            (json!([2018, 6, 1, 11, 12]), "2018-06-01T11:12:00Z"),
            (json!([2018, 6, 1, 11, 12, 7, 500_000_000]), "2018-06-01T11:12:07.500Z"),
            (json!([2018, 6]), "2018-06-01T00:00:00Z"),
            (json!("2018-06-01"), "2018-06-01T00:00:00Z"),
            (json!(0), "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(Time::of(&value).map(|time| time.to_string()).as_deref(), Some(expected), "{value}");
        }
        for value in [
            json!(null),
            json!([]),
            json!([2018, 6, 1, 99]),
            json!({}),
            json!(1e300),
            json!(i64::MAX),
            json!(true),
        ] {
            assert_eq!(Time::of(&value), None, "{value}");
        }
    }

    #[test]
    fn a_last_day_lasts_until_its_end() {
        let end = Time::parse_end("2018-06-01").unwrap();
        assert_eq!(end.to_string(), "2018-06-01T23:59:59.999Z");
        assert_eq!(Time::parse_end("2018-06-01T10:00Z"), Time::parse("2018-06-01T10:00Z"));
        assert!(
            Time::parse("2018-06-01").unwrap().is_real() && !Time::parse("0101-01-01").unwrap().is_real()
        );
    }

    #[test]
    fn every_day_is_found_again() {
        for day in (-719_528..2_932_896).step_by(13) {
            let (year, month, date) = civil(day);
            assert_eq!(days(year, month, date), day);
        }
    }
}
