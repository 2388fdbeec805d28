//! A circuit breaker: a server that fails again and again is left in peace for a while.
//!
//! ```text
//!            failures reach the limit              the rest is over
//!   closed ───────────────────────────▶ open ──────────────────────────▶ half-open
//!     ▲                                  ▲                                │  one request is let through
//!     └───────── it was answered ────────┼────────────────────────────────┤
//!                                        └──── it failed: a longer rest ──┘
//! ```
//!
//! Times are counted from any fixed moment, by a clock that never runs backwards.

use std::time::Duration;

/// When a server is left in peace, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// So many failures one after the other open the circuit; at least 1.
    pub failures: u32,
    /// The first rest; each further one is twice as long.
    pub rest: Duration,
    /// The longest rest.
    pub longest: Duration,
    /// A trial that nobody told the end of is given up after this time.
    pub trial: Duration,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            failures: 5,
            rest: Duration::from_secs(5),
            longest: Duration::from_secs(300),
            trial: Duration::from_secs(120),
        }
    }
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The server answered, whatever it said.
    Answered,
    /// It did not answer, or only that it cannot.
    Failed,
    /// Whoever asked went away first.
    Unknown,
}

/// Leave to ask, to be handed back with how it ended.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "the breaker must be told how the request ended"]
pub struct Pass {
    era: u64,
}

/// What a breaker is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Requests go through.
    Closed,
    /// None go through.
    Open,
    /// One goes through, to see.
    HalfOpen,
}

/// The breaker of one server.
#[derive(Debug, Clone)]
pub struct Breaker {
    rule: Rule,
    inner: Inner,
    /// Grows with every change of state: what was begun before it says nothing any more.
    era: u64,
}

#[derive(Debug, Clone, Copy)]
enum Inner {
    Closed { failures: u32 },
    Open { until: Duration, rests: u32 },
    Trial { since: Duration, rests: u32 },
}

impl Breaker {
    /// A breaker that lets through.
    pub fn new(rule: Rule) -> Self {
        Self { rule, inner: Inner::Closed { failures: 0 }, era: 0 }
    }

    /// What it is now.
    pub fn state(&self) -> State {
        match self.inner {
            Inner::Closed { .. } => State::Closed,
            Inner::Open { .. } => State::Open,
            Inner::Trial { .. } => State::HalfOpen,
        }
    }

    /// Asks for leave.
    ///
    /// # Errors
    /// How long to wait before asking again.
    pub fn ask(&mut self, now: Duration) -> Result<Pass, Duration> {
        match self.inner {
            Inner::Closed { .. } => {}
            Inner::Open { until, .. } if now < until => return Err(until - now),
            Inner::Trial { since, .. } if now < since + self.rule.trial => {
                return Err(since + self.rule.trial - now);
            }
            Inner::Open { rests, .. } | Inner::Trial { rests, .. } => {
                self.become_(Inner::Trial { since: now, rests });
            }
        }
        Ok(Pass { era: self.era })
    }

    /// Tells how a request ended.
    pub fn tell(&mut self, pass: Pass, ending: Ending, now: Duration) {
        if pass.era != self.era {
            return;
        }
        match (self.inner, ending) {
            (Inner::Closed { .. }, Ending::Answered) => self.inner = Inner::Closed { failures: 0 },
            (Inner::Closed { failures }, Ending::Failed) if failures + 1 < self.rule.failures => {
                self.inner = Inner::Closed { failures: failures + 1 };
            }
            (Inner::Closed { .. }, Ending::Failed) => self.rest(0, now),
            (Inner::Trial { .. }, Ending::Answered) => self.become_(Inner::Closed { failures: 0 }),
            (Inner::Trial { rests, .. }, Ending::Failed) => self.rest(rests.saturating_add(1), now),
            (Inner::Trial { rests, .. }, Ending::Unknown) => self.become_(Inner::Open { until: now, rests }),
            (Inner::Closed { .. }, Ending::Unknown) | (Inner::Open { .. }, _) => {}
        }
    }

    fn rest(&mut self, rests: u32, now: Duration) {
        let rest = self.rule.rest.saturating_mul(1 << rests.min(20)).min(self.rule.longest);
        self.become_(Inner::Open { until: now.saturating_add(rest), rests });
    }

    fn become_(&mut self, inner: Inner) {
        self.inner = inner;
        self.era += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULE: Rule = Rule {
        failures: 3,
        rest: Duration::from_secs(10),
        longest: Duration::from_secs(35),
        trial: Duration::from_secs(60),
    };

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn fail(breaker: &mut Breaker, now: u64) {
        let pass = breaker.ask(at(now)).unwrap();
        breaker.tell(pass, Ending::Failed, at(now));
    }

    #[test]
    fn rests_grow_until_there_is_an_answer() {
        let mut breaker = Breaker::new(RULE);
        for now in [0, 1, 2] {
            assert_eq!(breaker.state(), State::Closed);
            fail(&mut breaker, now);
        }
        assert_eq!(breaker.ask(at(3)), Err(at(9)));
        for (now, rest) in [(12, 20), (32, 35), (67, 35)] {
            fail(&mut breaker, now);
            assert_eq!(breaker.ask(at(now)), Err(at(rest)), "after the trial at {now}");
        }
        let trial = breaker.ask(at(200)).unwrap();
        assert_eq!(breaker.state(), State::HalfOpen);
        assert_eq!(breaker.ask(at(201)), Err(at(59)), "one trial at a time");
        breaker.tell(trial, Ending::Answered, at(202));
        assert_eq!(breaker.state(), State::Closed);
        fail(&mut breaker, 203);
        assert_eq!(breaker.state(), State::Closed, "failures are counted anew");
    }

    #[test]
    fn an_answer_between_failures_counts_them_anew() {
        let mut breaker = Breaker::new(RULE);
        for now in 0..20 {
            fail(&mut breaker, now * 2);
            if now % 2 == 1 {
                let pass = breaker.ask(at(now * 2 + 1)).unwrap();
                breaker.tell(pass, Ending::Answered, at(now * 2 + 1));
            }
        }
        assert_eq!(breaker.state(), State::Closed);
    }

    #[test]
    fn what_began_before_the_rest_says_nothing() {
        let mut breaker = Breaker::new(RULE);
        let (early, late) = (breaker.ask(at(0)).unwrap(), breaker.ask(at(0)).unwrap());
        for now in [1, 2, 3] {
            fail(&mut breaker, now);
        }
        breaker.tell(early, Ending::Answered, at(4));
        assert_eq!(breaker.state(), State::Open);
        let trial = breaker.ask(at(20)).unwrap();
        breaker.tell(late, Ending::Failed, at(21));
        assert_eq!(breaker.state(), State::HalfOpen);
        breaker.tell(trial, Ending::Unknown, at(22));
        assert!(breaker.ask(at(22)).is_ok(), "a trial that was given up is tried again at once");
    }

    #[derive(Debug, Clone)]
    enum Step {
        Wait(u64),
        Ask,
        Tell(usize, u8),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            (0_u64..50_000).prop_map(Step::Wait),
            Just(Step::Ask),
            Just(Step::Ask),
            (0_usize..8, 0_u8..3).prop_map(|(which, ending)| Step::Tell(which, ending)),
        ]
    }

    proptest! {
        #[test]
        fn it_never_locks_and_never_lets_two_try(steps in proptest::collection::vec(step(), 0..200)) {
            let mut breaker = Breaker::new(RULE);
            let mut now = Duration::ZERO;
            let mut passes: Vec<(Pass, bool)> = Vec::new();
            let mut trial: Option<(u64, Duration)> = None;
            for step in steps {
                match step {
                    Step::Wait(millis) => now += Duration::from_millis(millis),
                    Step::Ask => {
                        let was = breaker.state();
                        match breaker.ask(now) {
                            Ok(pass) if was != State::Closed => {
                                if let Some((_, since)) = trial {
                                    prop_assert!(now >= since + RULE.trial, "two trials at once");
                                }
                                prop_assert_eq!(breaker.state(), State::HalfOpen);
                                trial = Some((pass.era, now));
                                passes.push((pass, true));
                            }
                            Ok(pass) => passes.push((pass, false)),
                            Err(wait) => {
                                prop_assert!(was != State::Closed);
                                prop_assert!(wait > Duration::ZERO && wait <= RULE.trial.max(RULE.longest));
                                // It never locks: whoever waits as told gets through.
                                prop_assert!(breaker.clone().ask(now + wait).is_ok());
                            }
                        }
                    }
                    Step::Tell(which, ending) if which < passes.len() => {
                        let (pass, tries) = passes.swap_remove(which);
                        let era = pass.era;
                        let ending = [Ending::Answered, Ending::Failed, Ending::Unknown][usize::from(ending)];
                        breaker.tell(pass, ending, now);
                        if tries && trial.is_some_and(|(own, _)| own == era) {
                            prop_assert_eq!(breaker.state() == State::Closed, ending == Ending::Answered);
                            trial = None;
                        }
                    }
                    Step::Tell(..) => {}
                }
            }
        }
    }
}
