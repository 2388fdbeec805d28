//! Whether a request is tried again, and when.

use std::time::{Duration, SystemTime};

/// How often, and after how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// So often in all, the first time included.
    pub most: u32,
    /// The wait before the second try lies between nothing and this; each further one may be twice as long.
    pub first: Duration,
    /// No wait of our own is longer.
    pub longest: Duration,
}

impl Default for Tries {
    fn default() -> Self {
        Self { most: 3, first: Duration::from_millis(200), longest: Duration::from_secs(2) }
    }
}

impl Tries {
    /// How long to wait before the next try; `None` where there is none.
    ///
    /// `tried` is how often it has been tried, `chance` was drawn evenly from 0 to 1 so that many who failed at once
    /// do not come back at once, `asked` is what the server said with `Retry-After`, and `left` the time until
    /// whoever asked must have an answer.
    pub fn wait(&self, tried: u32, chance: f64, asked: Option<Duration>, left: Duration) -> Option<Duration> {
        if tried >= self.most {
            return None;
        }
        let doubled = self.first.saturating_mul(1 << tried.saturating_sub(1).min(16)).min(self.longest);
        let drawn = doubled.mul_f64(if (0.0..=1.0).contains(&chance) { chance } else { 1.0 });
        let wait = asked.map_or(drawn, |asked| asked.saturating_add(drawn));
        (wait < left).then_some(wait)
    }
}

/// Whether doing this twice does the same as doing it once (RFC 9110, section 9.2.2).
pub fn idempotent(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE")
}

/// Whether an answer says that another try may help.
pub fn passing(status: u16) -> bool {
    matches!(status, 502..=504)
}

/// What a `Retry-After` header says: seconds or a date (RFC 9110, section 10.2.3).
pub fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn waits_grow_and_end() {
        let tries = Tries { most: 4, ..Tries::default() };
        let ms = |millis| Some(Duration::from_millis(millis));
        for (tried, chance, asked, left, expected) in [
            (1, 1.0, None, LONG, ms(200)),
            (2, 1.0, None, LONG, ms(400)),
            (3, 0.5, None, LONG, ms(400)),
            (4, 0.5, None, LONG, None),
            (1, 0.0, None, LONG, ms(0)),
            (1, f64::NAN, None, LONG, ms(200)),
            (1, 0.0, ms(3000), LONG, ms(3000)),
            (1, 1.0, ms(3000), LONG, ms(3200)),
            (1, 0.0, Some(LONG), LONG, None),
            (1, 1.0, None, Duration::from_millis(100), None),
        ] {
            assert_eq!(tries.wait(tried, chance, asked, left), expected, "{tried} {chance} {asked:?}");
        }
    }

    #[test]
    fn dates_and_seconds() {
        let now = httpdate::parse_http_date("Wed, 21 Oct 2015 07:28:00 GMT").unwrap();
        for (value, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Wed, 21 Oct 2015 07:29:00 GMT", Some(60)),
            ("Wed, 21 Oct 2015 07:00:00 GMT", Some(0)),
            ("99999999999999999999999", Some(u64::from(u32::MAX))),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now).map(|wait| wait.as_secs()), seconds, "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_what_is_left(tried: u32, chance: f64, asked in 0_u64..100, left in 0_u64..100) {
            let asked = (asked > 50).then(|| Duration::from_secs(asked - 50));
            let left = Duration::from_secs(left);
            if let Some(wait) = Tries::default().wait(tried, chance, asked, left) {
                prop_assert!(wait < left && tried < 3);
                prop_assert!(wait >= asked.unwrap_or_default());
            }
        }

        #[test]
        fn any_text_may_stand_in_the_header(value in "\\PC*") {
            let _ = retry_after(&value, SystemTime::UNIX_EPOCH);
        }
    }
}
