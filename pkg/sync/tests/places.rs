//! Two devices, their clocks and a library: nobody is moved who did not say so, what is finished stays so, and once everybody
//! has answered all are at one place.

use proptest::prelude::*;
use yueli_opds::{Device, Progression};
use yueli_publication::Time;
use yueli_sync::{Here, Verdict, corrected, skew, verdict};

/// The library: as pkg/gateway does it, in short.
#[derive(Default)]
struct Library(Option<Progression>);

impl Library {
    fn put(&mut self, said: Progression, now: i64) -> Progression {
        let said = Progression { modified: said.modified.min(Time::from_millis(now + 300_000)), ..said };
        let known = self.0.take();
        let finished = said.finished || known.as_ref().is_some_and(|known| known.finished);
        let next = match known {
            Some(known) if !said.is_later_than(&known) => known,
            _ => said,
        };
        self.0.insert(Progression { finished, ..next }).clone()
    }
}

struct Reader {
    name: &'static str,
    /// By how much her clock is wrong.
    wrong: i64,
    /// Where she is, and when she read there by her own clock.
    here: Option<(f64, Time)>,
    finished: bool,
    told: Option<Progression>,
    declined: Option<Time>,
}

impl Reader {
    fn new(name: &'static str, wrong: i64) -> Self {
        Self { name, wrong, here: None, finished: false, told: None, declined: None }
    }

    fn clock(&self, now: i64) -> Time {
        Time::from_millis(now + self.wrong)
    }

    fn here(&self, now: i64) -> Option<Here> {
        let skew = skew(Time::from_millis(now), self.clock(now));
        self.here.map(|(progression, read)| Here { progression, read: corrected(read, skew) })
    }

    fn verdict(&self, now: i64) -> Option<Verdict> {
        let told = self.told.as_ref()?;
        Some(verdict(self.here(now).as_ref(), told, self.name, self.declined))
    }

    fn exchange(&mut self, library: &mut Library, now: i64) {
        self.told.clone_from(&library.0);
        self.finished |= self.told.as_ref().is_some_and(|told| told.finished);
        match self.verdict(now) {
            Some(Verdict::Take) => {
                self.here = self.told.as_ref().map(|told| (told.progression, told.modified));
            }
            Some(Verdict::Ask) => {}
            Some(Verdict::Keep) | None => {
                let Some(here) = self.here(now) else { return };
                let unfinished = self.told.as_ref().is_none_or(|told| !told.finished);
                if here.is_news(self.told.as_ref()) || (self.finished && unfinished) {
                    let said = Progression {
                        title: None,
                        modified: here.dated(self.told.as_ref()),
                        device: Device { id: self.name.to_owned(), name: String::new() },
                        progression: here.progression,
                        references: Vec::new(),
                        finished: self.finished,
                        locator: None,
                    };
                    self.told = Some(library.put(said, now));
                }
            }
        }
    }

    /// Says whether she goes where the other device was.
    fn answer(&mut self, there: bool, now: i64) {
        if self.verdict(now) != Some(Verdict::Ask) {
            return;
        }
        let (Some(told), Some((own, _))) = (&self.told, self.here) else { return };
        self.declined = Some(told.modified);
        self.here = Some((if there { told.progression } else { own }, self.clock(now)));
    }
}

#[derive(Debug, Clone)]
enum Event {
    Read(usize, u8),
    Finish(usize),
    Exchange(usize),
    Answer(usize, bool),
}

fn event() -> impl Strategy<Value = Event> {
    let device = 0..2_usize;
    prop_oneof![
        3 => (device.clone(), 0..90_u8).prop_map(|(device, part)| Event::Read(device, part)),
        1 => device.clone().prop_map(Event::Finish),
        4 => device.clone().prop_map(Event::Exchange),
        2 => (device, any::<bool>()).prop_map(|(device, there)| Event::Answer(device, there)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn all_are_at_one_place_once_everybody_has_answered(
        events in proptest::collection::vec(event(), 0..30),
        wrong in proptest::array::uniform2(prop_oneof![Just(0), Just(400_000_000_i64), Just(-9_000_000_000_i64), -60_000..60_000_i64]),
    ) {
        let mut library = Library::default();
        let mut readers = [Reader::new("one", wrong[0]), Reader::new("two", wrong[1])];
        let (mut now, mut finished) = (1_780_000_000_000_i64, false);
        for event in events {
            // Hours pass between what happens: clocks that are right enough are within minutes.
            now += 3_600_000;
            match event {
                Event::Read(at, part) => {
                    let clock = readers[at].clock(now);
                    readers[at].here = Some((f64::from(part) / 100.0, clock));
                }
                Event::Finish(at) if readers[at].here.is_some() => {
                    readers[at].finished = true;
                    finished = true;
                }
                Event::Finish(_) => {}
                Event::Exchange(at) => {
                    let before = readers[at].here;
                    readers[at].exchange(&mut library, now);
                    prop_assert!(before.is_none() || readers[at].here == before, "nobody is moved");
                }
                Event::Answer(at, there) => readers[at].answer(there, now),
            }
        }
        for _ in 0..6 {
            for reader in &mut readers {
                now += 3_600_000;
                reader.exchange(&mut library, now);
                reader.answer(true, now);
                reader.exchange(&mut library, now);
            }
        }
        let Some(place) = &library.0 else { return Ok(()) };
        prop_assert_eq!(place.finished, finished);
        for reader in &readers {
            let own = reader.here.map(|(progression, _)| progression);
            let same = own.is_some_and(|own| (own - place.progression).abs() < 0.001);
            prop_assert!(same, "{} is at {own:?}, the library at {}", reader.name, place.progression);
            prop_assert_eq!(reader.finished, finished);
        }
    }
}
