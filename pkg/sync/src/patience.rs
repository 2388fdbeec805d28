//! When to try again after nobody answered.

use serde_json::{Value, json};
use yueli_publication::json::{Fields, FromJson};

/// The first pause, in milliseconds.
const FIRST: f64 = 5_000.0;
/// The longest pause.
const LONGEST: f64 = 900_000.0;

/// How often it failed in a row, and until when nothing is tried. Times are milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Patience {
    /// How often.
    pub failures: u32,
    /// Until when; 0 where nothing has failed.
    pub until: f64,
}

impl Patience {
    /// Whether it may be tried now. A pause that is longer than any can be was made by a clock that was wrong.
    pub fn allows(&self, now: f64) -> bool {
        now >= self.until || self.until - now > 2.0 * LONGEST
    }

    /// It failed once more: the pause doubles, and `chance` (0 to 1) makes it up to a half longer, so that not all devices
    /// come back at once. The library may say itself after how many seconds (`Retry-After`).
    #[must_use]
    pub fn failed(&self, now: f64, chance: f64, retry_after: Option<f64>) -> Self {
        let failures = self.failures.saturating_add(1);
        let doubled = FIRST * f64::from(1u32 << failures.saturating_sub(1).min(16));
        let pause = doubled.min(LONGEST) * (1.0 + chance.clamp(0.0, 1.0) / 2.0);
        let said = retry_after.filter(|seconds| seconds.is_finite()).map_or(0.0, |seconds| seconds * 1000.0);
        Self { failures, until: now + pause.max(said.clamp(0.0, LONGEST)) }
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        json!({ "failures": self.failures, "until": self.until })
    }
}

impl FromJson for Patience {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            failures: fields.size("failures").unwrap_or_default(),
            until: fields.number("until").filter(|until| until.is_finite()).unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        let mut patience = Patience::default();
        assert!(patience.allows(0.0));
        for pause in [5_000.0, 10_000.0, 20_000.0, 40_000.0] {
            patience = patience.failed(1_000.0, 0.0, None);
            assert_eq!(patience.until, 1_000.0 + pause);
            assert!(!patience.allows(patience.until - 1.0) && patience.allows(patience.until));
        }
        for _ in 0..100 {
            patience = patience.failed(0.0, 1.0, None);
        }
        assert_eq!(patience.until, 1_350_000.0);
        assert_eq!(Patience::from_json(patience.to_json()), Some(patience));
    }

    #[test]
    fn the_library_may_say_when() {
        for (said, until) in
            [(Some(60.0), 60_000.0), (Some(1.0), 5_000.0), (Some(f64::NAN), 5_000.0), (Some(1e9), 900_000.0)]
        {
            assert_eq!(Patience::default().failed(0.0, 0.0, said).until, until, "{said:?}");
        }
    }

    #[test]
    fn a_clock_that_was_wrong_does_not_stop_it_for_ever() {
        let patience = Patience { failures: 1, until: 4e12 };
        assert!(patience.allows(1e12));
    }
}
