//! The time.

/// The time.
pub trait Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    fn now_ms(&self) -> f64;

    /// The time as an ISO 8601 date and time in UTC.
    fn now_iso(&self) -> String {
        iso_from_ms(self.now_ms())
    }
}

/// Milliseconds since 1970 as an ISO 8601 date and time in UTC, to the second.
///
/// Civil-from-days after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
pub(crate) fn iso_from_ms(ms: f64) -> String {
    let seconds = (ms / 1000.0).floor() as i64;
    let (days, second_of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_dates_that_are_known() {
        for (ms, expected) in [
            (0.0, "1970-01-01T00:00:00Z"),
            (951_782_400_000.0, "2000-02-29T00:00:00Z"),
            (1_763_769_096_000.0, "2025-11-21T23:51:36Z"),
            (-1000.0, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(iso_from_ms(ms), expected);
        }
    }
}
