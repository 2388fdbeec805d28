//! Times as the store keeps them: milliseconds since 1970, UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// A day, in milliseconds.
pub const DAY: i64 = 86_400_000;

/// Now.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A time as ISO 8601 writes it, to the second: `2026-11-26T17:09:24Z`.
pub(crate) fn instant(ms: i64) -> String {
    let seconds = ms.div_euclid(1000);
    let clamped = seconds.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(clamped).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_to_the_second() {
        for (ms, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_999, "1970-01-01T00:00:01Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (20 * 365 * DAY, "1989-12-27T00:00:00Z"),
        ] {
            assert_eq!(instant(ms), expected, "{ms}");
        }
        assert!(instant(i64::MAX).starts_with("9999-"));
    }
}
