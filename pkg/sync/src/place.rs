//! Where a reader is in a book, here and on another device.

use yueli_opds::Progression;
use yueli_publication::Time;

/// A difference that is smaller is no difference: a screen of another size begins its pages elsewhere.
const NEAR: f64 = 0.0005;
/// A clock may be wrong by so many milliseconds before it matters.
const CLOCK: i64 = 120_000;

/// The place on this device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Here {
    /// How far in the book, from 0 to 1.
    pub progression: f64,
    /// When it was last read here, by the library's clock.
    pub read: Time,
}

/// What becomes of the place on another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was read here: it becomes the place here, and nobody is moved.
    Take,
    /// The reader is asked.
    Ask,
    /// The place here stays: it is the same, or newer, or the reader has said so.
    Keep,
}

/// What becomes of `theirs`, the place that the library knows. `own` names this device; of places up to `declined` the
/// reader has said that she stays where she is.
pub fn verdict(here: Option<&Here>, theirs: &Progression, own: &str, declined: Option<Time>) -> Verdict {
    let Some(here) = here else { return Verdict::Take };
    let is_same = (here.progression - theirs.progression).abs() < NEAR;
    let is_ours = !own.is_empty() && theirs.device.id == own;
    let is_declined = declined.is_some_and(|declined| theirs.modified <= declined);
    if is_same || is_ours || is_declined || theirs.modified <= here.read {
        Verdict::Keep
    } else {
        Verdict::Ask
    }
}

impl Here {
    /// Whether the library is to be told of this place, where it knows `theirs` and it is not to be asked about.
    pub fn is_news(&self, theirs: Option<&Progression>) -> bool {
        theirs.is_none_or(|theirs| (self.progression - theirs.progression).abs() >= NEAR)
    }

    /// With which date the library is told: later than what it knows, so that what the reader has decided counts.
    pub fn dated(&self, theirs: Option<&Progression>) -> Time {
        let after = theirs.map(|theirs| Time::from_millis(theirs.modified.millis().saturating_add(1)));
        after.map_or(self.read, |after| after.max(self.read))
    }
}

/// By how many milliseconds the device's clock is behind the library's; 0 where it is right enough.
pub fn skew(library: Time, device: Time) -> i64 {
    let skew = library.millis() - device.millis();
    if skew.abs() > CLOCK { skew } else { 0 }
}

/// A time of the device's clock as the library's would have it.
pub fn corrected(time: Time, skew: i64) -> Time {
    Time::from_millis(time.millis().saturating_add(skew))
}

#[cfg(test)]
mod tests {
    use yueli_opds::Device;

    use super::*;

    fn there(modified: i64, progression: f64, device: &str) -> Progression {
        Progression {
            title: None,
            modified: Time::from_millis(modified),
            device: Device { id: device.to_owned(), name: String::new() },
            progression,
            references: Vec::new(),
            finished: false,
            locator: None,
        }
    }

    #[test]
    fn nobody_is_moved_who_was_not_asked() {
        let here = |read: i64, progression: f64| Here { read: Time::from_millis(read), progression };
        for (here, theirs, declined, expected, why) in [
            (None, there(9, 0.4, "b"), None, Verdict::Take, "nothing was read here"),
            (Some(here(5, 0.1)), there(9, 0.4, "b"), None, Verdict::Ask, "read on elsewhere"),
            (Some(here(5, 0.4)), there(9, 0.1, "b"), None, Verdict::Ask, "gone back elsewhere"),
            (Some(here(9, 0.1)), there(5, 0.4, "b"), None, Verdict::Keep, "older"),
            (Some(here(9, 0.1)), there(9, 0.4, "b"), None, Verdict::Keep, "of the same moment"),
            (Some(here(5, 0.4001)), there(9, 0.4, "b"), None, Verdict::Keep, "the same place"),
            (Some(here(5, 0.1)), there(9, 0.4, "a"), None, Verdict::Keep, "told by this device"),
            (Some(here(5, 0.1)), there(9, 0.4, ""), None, Verdict::Ask, "a device without a name"),
            (Some(here(5, 0.1)), there(9, 0.4, "b"), Some(9), Verdict::Keep, "she said that she stays"),
            (Some(here(5, 0.1)), there(9, 0.4, "b"), Some(8), Verdict::Ask, "she has read on there since"),
        ] {
            let declined = declined.map(Time::from_millis);
            assert_eq!(verdict(here.as_ref(), &theirs, "a", declined), expected, "{why}");
        }
        let here = here(5, 0.1);
        assert_eq!(verdict(Some(&here), &there(9, 0.4, ""), "", None), Verdict::Ask);
    }

    #[test]
    fn what_was_decided_is_told_with_a_date_that_counts() {
        let here = Here { progression: 0.1, read: Time::from_millis(5) };
        assert_eq!(here.dated(None).millis(), 5);
        assert_eq!(here.dated(Some(&there(9, 0.4, "b"))).millis(), 10);
        assert_eq!(here.dated(Some(&there(3, 0.4, "b"))).millis(), 5);
        assert!(here.is_news(None) && here.is_news(Some(&there(9, 0.4, "b"))));
        assert!(!here.is_news(Some(&there(9, 0.1002, "b"))));
    }

    #[test]
    fn clocks_that_lie_are_put_right() {
        let at = |ms: i64| Time::from_millis(ms);
        for (library, device, expected) in
            [(1_000_000, 990_000, 0), (1_000_000_000, 0, 1_000_000_000), (0, 500_000, -500_000)]
        {
            assert_eq!(skew(at(library), at(device)), expected);
        }
        assert_eq!(corrected(at(7), 1_000).millis(), 1_007);
        assert!(corrected(at(7), i64::MAX).millis() > 0);
    }
}
