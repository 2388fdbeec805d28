//! How fast somebody reads: measured page by page, and kept on the device.

use yueli_publication::number::decimal;

/// Letters that a usual reader reads in a minute: some 230 English words.
const LATIN: f64 = 1080.0;
/// Chinese characters that a usual reader reads in a minute.
const CJK: f64 = 400.0;
/// So many minutes of reading the usual pace counts for, until more was measured.
const BEFORE: f64 = 4.0;
/// What was read longer ago than these minutes of reading counts no more.
const REMEMBERED: f64 = 40.0;
/// A page that was looked at for fewer seconds than these was leafed through.
const SHORTEST: f64 = 2.0;
/// A page that was looked at for more seconds than these was not read all the while.
const LONGEST: f64 = 600.0;
/// Who reads this many times as fast as is usual leafs through; who reads as much slower does something else.
const PLAUSIBLE: f64 = 5.0;

/// How fast somebody reads one kind of letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    usual: f64,
    letters: f64,
    minutes: f64,
}

impl Pace {
    /// The pace that reading begins with: of Chinese, Japanese and Korean characters, or of other letters.
    pub fn usual(cjk: bool) -> Self {
        let usual = if cjk { CJK } else { LATIN };
        Self { usual, letters: usual * BEFORE, minutes: BEFORE }
    }

    /// The pace that was kept, as [`Self::to_kept`] wrote it; the usual one where it says nothing.
    pub fn of_kept(cjk: bool, kept: Option<&str>) -> Self {
        let usual = Self::usual(cjk);
        let parts = kept.and_then(|kept| kept.split_once(' '));
        let numbers = parts.and_then(|(letters, minutes)| Some((decimal(letters)?, decimal(minutes)?)));
        let Some((letters, minutes)) = numbers.filter(|(letters, minutes)| *letters > 0.0 && *minutes > 0.0)
        else {
            return usual;
        };
        let pace = Self { letters, minutes, ..usual };
        if pace.is_plausible(pace.per_minute()) && minutes <= REMEMBERED + 1.0 { pace } else { usual }
    }

    /// As it is kept: letters, and the minutes they took.
    pub fn to_kept(self) -> String {
        // Hundredths of a minute, without the machinery that writes any number.
        let (letters, hundredths) = (self.letters.round() as u64, (self.minutes * 100.0).round() as u64);
        let part = hundredths % 100;
        let zero = if part < 10 { "0" } else { "" };
        [&letters.to_string(), " ", &(hundredths / 100).to_string(), ".", zero, &part.to_string()].concat()
    }

    /// Letters in a minute.
    pub fn per_minute(self) -> f64 {
        self.letters / self.minutes
    }

    fn is_plausible(self, per_minute: f64) -> bool {
        per_minute > self.usual / PLAUSIBLE && per_minute < self.usual * PLAUSIBLE
    }

    /// So many letters were read in so many seconds. False where nobody reads so.
    pub fn read(&mut self, letters: f64, seconds: f64) -> bool {
        let minutes = seconds / 60.0;
        if !(SHORTEST..=LONGEST).contains(&seconds) || !self.is_plausible(letters / minutes) {
            return false;
        }
        let room = (REMEMBERED - minutes).max(0.0);
        let fade = (room / self.minutes).min(1.0);
        self.letters = self.letters * fade + letters;
        self.minutes = self.minutes * fade + minutes;
        true
    }

    /// Minutes that so many letters take: whole ones, and none only where nothing is left.
    pub fn minutes_for(self, letters: f64) -> u32 {
        (letters / self.per_minute()).ceil() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_pace_is_that_of_the_script() {
        assert_eq!(Pace::usual(true).minutes_for(4000.0), 10);
        assert_eq!(Pace::usual(false).minutes_for(10_800.0), 10);
        assert_eq!(Pace::usual(false).minutes_for(1.0), 1);
        assert_eq!(Pace::usual(false).minutes_for(0.0), 0);
    }

    #[test]
    fn what_nobody_reads_is_not_measured() {
        for (letters, seconds, counts) in [
            (1000.0, 60.0, true),
            (1000.0, 1.0, false),
            (1000.0, 700.0, false),
            (10.0, 60.0, false),
            (9000.0, 60.0, false),
            (0.0, 60.0, false),
            (1000.0, f64::NAN, false),
        ] {
            assert_eq!(Pace::usual(false).read(letters, seconds), counts, "{letters} in {seconds} s");
        }
    }

    #[test]
    fn it_comes_to_the_readers_own_pace_and_follows_when_that_changes() {
        let mut pace = Pace::usual(true);
        let read = |pace: &mut Pace, per_minute: f64, pages: usize| {
            for _ in 0..pages {
                assert!(pace.read(per_minute, 60.0));
            }
        };
        read(&mut pace, 800.0, 8);
        assert!(pace.per_minute() > 600.0 && pace.per_minute() < 800.0, "{pace:?}");
        read(&mut pace, 800.0, 80);
        assert!((pace.per_minute() - 800.0).abs() < 16.0, "{pace:?}");
        read(&mut pace, 300.0, 60);
        assert!(pace.per_minute() < 420.0, "{pace:?}");
    }

    #[test]
    fn what_was_kept_is_read_again_and_what_is_damaged_is_the_usual() {
        let mut pace = Pace::usual(false);
        pace.read(1500.0, 61.0);
        let again = Pace::of_kept(false, Some(&pace.to_kept()));
        assert!((again.per_minute() - pace.per_minute()).abs() < 5.0, "{again:?} {pace:?}");
        for damaged in [
            None,
            Some(""),
            Some("x y"),
            Some("5 0"),
            Some("-1 4.00"),
            Some("99999999 4.00"),
            Some("4320 900.00"),
        ] {
            assert_eq!(Pace::of_kept(false, damaged), Pace::usual(false), "{damaged:?}");
        }
    }
}
