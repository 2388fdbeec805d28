//! How many requests in what time: a token bucket, kept as the one moment at which it would be full again
//! (the generic cell rate algorithm, ITU-T I.371).
//!
//! Times are counted from any fixed moment, by a clock that never runs backwards.

use std::{collections::HashMap, hash::Hash, time::Duration};

/// A rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// One request in this time, in the long run.
    pub every: Duration,
    /// So many at once; at least 1.
    pub burst: u32,
}

impl Rate {
    /// `per_second` requests a second in the long run, `burst` at once.
    pub fn per_second(per_second: f64, burst: u32) -> Self {
        let every = if per_second.is_finite() && per_second > 0.0 { 1.0 / per_second } else { 1.0 };
        let every = Duration::try_from_secs_f64(every).unwrap_or(Duration::from_secs(3600));
        Self { every, burst: burst.max(1) }
    }
}

/// One bucket.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    full: Duration,
}

impl Pace {
    /// Takes a token.
    ///
    /// # Errors
    /// How long until there is one.
    pub fn take(&mut self, rate: Rate, now: Duration) -> Result<(), Duration> {
        let full = self.full.max(now);
        let ahead = rate.every.saturating_mul(rate.burst.saturating_sub(1));
        let allowed = full.saturating_sub(ahead);
        if allowed > now {
            return Err(allowed - now);
        }
        self.full = full.saturating_add(rate.every);
        Ok(())
    }

    fn is_full(self, now: Duration) -> bool {
        self.full <= now
    }
}

/// A bucket for each of many who ask.
#[derive(Debug)]
pub struct Paces<K> {
    rate: Rate,
    most: usize,
    buckets: HashMap<K, Pace>,
}

impl<K: Eq + Hash + Clone> Paces<K> {
    /// Buckets of one rate, at most `most` of them at once.
    pub fn new(rate: Rate, most: usize) -> Self {
        Self { rate, most: most.max(1), buckets: HashMap::new() }
    }

    /// Takes a token of `who`.
    ///
    /// # Errors
    /// How long until there is one.
    pub fn take(&mut self, who: &K, now: Duration) -> Result<(), Duration> {
        if let Some(bucket) = self.buckets.get_mut(who) {
            return bucket.take(self.rate, now);
        }
        if self.buckets.len() >= self.most {
            // A full bucket is as good as none.
            self.buckets.retain(|_, bucket| !bucket.is_full(now));
        }
        if self.buckets.len() >= self.most {
            // So many at once: whoever used the least of theirs begins anew.
            let least = self.buckets.iter().min_by_key(|(_, bucket)| bucket.full);
            if let Some(least) = least.map(|(who, _)| who.clone()) {
                self.buckets.remove(&least);
            }
        }
        self.buckets.entry(who.clone()).or_default().take(self.rate, now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn a_burst_and_then_one_at_a_time() {
        let rate = Rate::per_second(10.0, 3);
        let mut pace = Pace::default();
        for _ in 0..3 {
            assert_eq!(pace.take(rate, ms(1000)), Ok(()));
        }
        assert_eq!(pace.take(rate, ms(1000)), Err(ms(100)));
        assert_eq!(pace.take(rate, ms(1100)), Ok(()));
        assert_eq!(pace.take(rate, ms(1150)), Err(ms(50)));
        assert_eq!(pace.take(rate, ms(9000)), Ok(()));
    }

    #[test]
    fn each_has_a_bucket_and_there_are_not_too_many() {
        let mut paces = Paces::new(Rate::per_second(1.0, 1), 3);
        for who in ["a", "b", "c"] {
            assert_eq!(paces.take(&who, ms(0)), Ok(()));
            assert!(paces.take(&who, ms(0)).is_err());
        }
        assert_eq!(paces.take(&"d", ms(10)), Ok(()));
        assert_eq!(paces.buckets.len(), 3);
        assert_eq!(paces.take(&"e", ms(5000)), Ok(()));
        assert_eq!(paces.buckets.len(), 1, "full buckets are forgotten");
    }

    #[test]
    fn rates_that_make_no_sense_are_slow() {
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-300] {
            assert!(Rate::per_second(rate, 0).every >= Duration::from_secs(1), "{rate}");
        }
    }

    proptest! {
        #[test]
        fn no_window_has_more_than_its_share(
            per_second in 1_u32..50, burst in 1_u32..20, waits in proptest::collection::vec(0_u64..300, 1..200),
        ) {
            let rate = Rate::per_second(f64::from(per_second), burst);
            let (mut pace, mut now, mut taken) = (Pace::default(), Duration::ZERO, Vec::new());
            for wait in waits {
                now += ms(wait);
                match pace.take(rate, now) {
                    Ok(()) => taken.push(now),
                    Err(wait) => prop_assert!(pace.clone().take(rate, now + wait).is_ok(), "the wait is enough"),
                }
            }
            for (first, from) in taken.iter().enumerate() {
                for (last, to) in taken.iter().enumerate().skip(first) {
                    let share = (*to - *from).as_nanos() / rate.every.as_nanos();
                    prop_assert!((last - first) as u128 <= share + u128::from(burst));
                }
            }
        }
    }
}
