//! Who moves next: the threads of a script while it lasts, otherwise a choice drawn from the seed.

use crate::decision::Decision;
use crate::failure::Failure;
use crate::rng::{Rng, Stream};
use crate::system::System;
use crate::system::profile::Profile;

pub struct Scheduler {
    rng: Rng,
    profile: &'static Profile,
    script: Script,
    threads: usize,
    /// How many steps have been chosen.
    steps: usize,
    last: Option<usize>,
}

impl Scheduler {
    pub fn new(seed: u64, profile: &'static Profile, script: Script, threads: usize) -> Self {
        Self { rng: Rng::new(seed, Stream::Path), profile, script, threads, steps: 0, last: None }
    }

    /// Chooses the step to make from `state`. The script's moves draw nothing, and fail where
    /// they are not possible.
    pub fn choose<S: System>(&mut self, state: &S::State) -> Result<(usize, Decision), Failure> {
        let (thread, decision) = match self.script.at(self.steps) {
            Some(scripted) => {
                let possible = S::possible(state, scripted.thread);
                let decision = scripted.decide(&possible).map_err(|reason| {
                    Failure::input(format!("--script: step {}: {reason}", self.steps + 1))
                })?;
                (scripted.thread, decision)
            }
            None => {
                let thread = self.draw_thread::<S>(state);
                (thread, self.draw_decision::<S>(&S::possible(state, thread)))
            }
        };
        self.steps += 1;
        self.last = Some(thread);
        Ok((thread, decision))
    }

    /// Sleepers take part now and then, and always where everybody sleeps: so no path ends early.
    fn draw_thread<S: System>(&mut self, state: &S::State) -> usize {
        let everybody = 0..self.threads;
        let awake: Vec<_> = everybody.clone().filter(|&each| !S::sleeps(state, each)).collect();
        // Where nobody sleeps there is nothing to draw.
        let stir = awake.len() < self.threads
            && (awake.is_empty() || self.rng.percent(self.profile.spurious));
        let able = if stir { everybody.collect() } else { awake };
        match self.last {
            Some(last) if able.contains(&last) && self.rng.percent(self.profile.same_thread) => {
                last
            }
            _ => able[self.rng.below(able.len() as u64) as usize],
        }
    }

    fn draw_decision<S: System>(&mut self, possible: &[Decision]) -> Decision {
        if let [only] = possible {
            return *only;
        }
        let weights: Vec<u64> =
            possible.iter().map(|&decision| S::weight(decision, self.profile)).collect();
        possible[self.rng.weighted(&weights)]
    }
}

/// Moves that are given instead of drawn: `FROM:MOVE,MOVE,...`, the first of them after `FROM`
/// steps.
#[derive(Debug, Default, PartialEq)]
pub struct Script {
    from: usize,
    moves: Vec<Move>,
}

impl Script {
    /// Reads a script, in which only `names` and `decisions` may be named.
    pub fn parse(text: &str, names: &[String], decisions: &[Decision]) -> Result<Self, String> {
        let (from, moves) =
            text.split_once(':').ok_or_else(|| format!("{text:?} is not FROM:MOVE,MOVE,..."))?;
        let from = from.parse().map_err(|_| format!("FROM is a number of steps, not {from:?}"))?;
        let moves = moves.split(',').map(|text| Move::parse(text, names, decisions));
        Ok(Self { from, moves: moves.collect::<Result<_, _>>()? })
    }

    /// How many steps have been made when its last move has.
    pub fn end(&self) -> usize {
        self.from.saturating_add(self.moves.len())
    }

    /// The move to make after `steps` steps.
    fn at(&self, steps: usize) -> Option<&Move> {
        self.moves.get(steps.checked_sub(self.from)?)
    }
}

/// `t1`, which goes on with the operation that it stands before, or `t1=CallLock(irq)`: a thread
/// and a decision that must be possible for it. A thread outside of a call needs the second form.
#[derive(Debug, PartialEq)]
pub struct Move {
    pub thread: usize,
    decision: Option<Decision>,
}

impl Move {
    pub fn parse(text: &str, names: &[String], decisions: &[Decision]) -> Result<Self, String> {
        let (name, decision) = match text.split_once('=') {
            Some((name, decision)) => (name, Some(decision)),
            None => (text, None),
        };
        let thread = names.iter().position(|known| known == name).ok_or_else(|| {
            format!("no thread {name:?} in move {text:?}; there are: {}", names.join(", "))
        })?;
        let decision = match decision {
            None => None,
            Some(wanted) => {
                let known = decisions.iter().find(|known| known.to_string() == wanted);
                Some(*known.ok_or_else(|| {
                    format!(
                        "no decision {wanted:?} in move {text:?}; there are: {}",
                        list(decisions)
                    )
                })?)
            }
        };
        Ok(Self { thread, decision })
    }

    /// The decision that is meant, if it is among the possible ones of the thread.
    pub fn decide(&self, possible: &[Decision]) -> Result<Decision, String> {
        match (self.decision, possible) {
            (None, [only]) => Ok(*only),
            (Some(wanted), _) if possible.contains(&wanted) => Ok(wanted),
            (None, _) => Err(format!("the thread needs one of: {}", list(possible))),
            (Some(wanted), _) => {
                Err(format!("the thread cannot do {wanted}, but: {}", list(possible)))
            }
        }
    }
}

fn list(decisions: &[Decision]) -> String {
    decisions.iter().map(Decision::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::system::spin::Spin;
    use crate::system::{Outcome, profile};
    use crate::token::{Arrival, Life};

    const NAMES: [&str; 2] = ["t1", "t2"];
    const CALL: Decision = Decision::with("Call", "kind", "slow");
    const GO: Decision = Decision::plain("Go");

    fn parse(text: &str) -> Result<Script, String> {
        Script::parse(text, &NAMES.map(str::to_owned), &[CALL, GO])
    }

    /// The first `count` choices of seed 7 where all threads are idle.
    fn choices(script: Script, count: usize) -> Vec<(usize, Decision)> {
        let mut scheduler = Scheduler::new(7, &Spin::PROFILES[0], script, 2);
        let spin = Spin::new(2);
        (0..count).map(|_| scheduler.choose::<Spin>(spin.state()).unwrap()).collect()
    }

    /// A lock of which nothing is known but who sleeps.
    struct Sleepy;

    impl System for Sleepy {
        const NAME: &'static str = "sleepy";
        const SOURCES: &'static [&'static str] = &[];
        const PROFILES: &'static [Profile] = &[profile::UNIFORM];
        const DECISIONS: &'static [Decision] = &[GO];
        type State = Vec<bool>;

        fn sleeps(state: &Vec<bool>, thread: usize) -> bool {
            state[thread]
        }

        fn possible(_: &Vec<bool>, _: usize) -> Vec<Decision> {
            vec![GO]
        }

        fn new(_: usize) -> Self {
            unreachable!()
        }

        fn life(&self) -> Life {
            unreachable!()
        }

        fn state(&self) -> &Vec<bool> {
            unreachable!()
        }

        fn observe(&mut self, _: usize, _: Decision, _: &Arrival) {
            unreachable!()
        }

        fn weight(_: Decision, _: &Profile) -> u64 {
            unreachable!()
        }

        fn outcome(_: &Vec<bool>, _: usize, _: Decision, _: &Vec<bool>) -> Outcome {
            unreachable!()
        }

        fn to_json(_: &Vec<bool>, _: &[String]) -> Value {
            unreachable!()
        }
    }

    /// How often each thread moves in 10,000 steps, if these sleep all the time.
    fn shares(sleeping: &[bool]) -> Vec<usize> {
        let script = Script::default();
        let mut scheduler = Scheduler::new(7, &profile::UNIFORM, script, sleeping.len());
        let mut shares = vec![0; sleeping.len()];
        for _ in 0..10_000 {
            shares[scheduler.choose::<Sleepy>(&sleeping.to_vec()).unwrap().0] += 1;
        }
        shares
    }

    /// A sleeper takes part in 4 of 100 steps, and in all of them where nobody is awake.
    #[test]
    fn sleepers_move_now_and_then() {
        let shares_of_one = shares(&[false, true]);
        assert!((150..250).contains(&shares_of_one[1]), "{shares_of_one:?}");
        let shares_of_all = shares(&[true, true]);
        assert!(shares_of_all.iter().all(|share| *share > 4_800), "{shares_of_all:?}");
    }

    /// Choices repeat with the seed, and a script's moves come between them: they draw nothing.
    #[test]
    fn a_script_delays_what_the_seed_draws() {
        let drawn = choices(Script::default(), 20);
        let moves = "4:t2=CallLock(irq),t1=CallTryLock(preempt)";
        let script = Script::parse(moves, &NAMES.map(str::to_owned), Spin::DECISIONS).unwrap();
        let mut mixed = choices(script, 22);
        let scripted: Vec<_> = mixed.drain(4..6).map(|(t, d)| format!("{t} {d}")).collect();
        assert_eq!(scripted, ["1 CallLock(irq)", "0 CallTryLock(preempt)"]);
        assert_eq!(mixed, drawn);
    }

    /// A script says from where on which threads move, with or without their decision.
    #[test]
    fn a_script_is_read() {
        let script = parse("3:t2=Call(slow),t1").unwrap();
        assert_eq!(script.at(2), None);
        assert_eq!(script.at(3), Some(&Move { thread: 1, decision: Some(CALL) }));
        assert_eq!(script.at(4), Some(&Move { thread: 0, decision: None }));
        assert_eq!(script.at(5), None);
        assert_eq!(script.end(), 5);
    }

    /// A broken script is refused with a message that names what is wrong with it.
    #[test]
    fn a_broken_script_is_refused() {
        for (text, wrong) in [
            ("t1", "FROM"),
            ("x:t1", "\"x\""),
            ("-1:t1", "\"-1\""),
            ("0:", "no thread \"\""),
            ("0:t1,,t2", "no thread \"\""),
            ("0:t3", "no thread \"t3\""),
            ("0:t1=Fly", "no decision \"Fly\""),
            ("0:t1=Call", "no decision \"Call\""),
        ] {
            let message = parse(text).unwrap_err();
            assert!(message.contains(wrong), "{text}: {message}");
        }
    }

    /// A move that is not possible is an error, never another move.
    #[test]
    fn a_move_is_what_it_says() {
        let bare = Move { thread: 0, decision: None };
        let call = Move { thread: 0, decision: Some(CALL) };
        assert_eq!(bare.decide(&[GO]), Ok(GO));
        assert_eq!(call.decide(&[GO, CALL]), Ok(CALL));
        assert!(bare.decide(&[GO, CALL]).unwrap_err().contains("Go, Call(slow)"));
        assert!(call.decide(&[GO]).unwrap_err().contains("cannot do Call(slow)"));
    }
}
