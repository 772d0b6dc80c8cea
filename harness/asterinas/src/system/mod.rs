//! What the harness must know about a lock to drive it. One module each; [`System`] is all that
//! the rest of the harness sees of it.

pub mod spin;

use serde_json::Value;

use crate::decision::Decision;
use crate::token::{Arrival, Life};

/// One lock under test, and what has been seen of it so far.
pub trait System {
    const NAME: &'static str;
    /// The files of upstream that it runs, as the package names them.
    const SOURCES: &'static [&'static str];
    const PROFILES: &'static [Profile];
    /// Every decision, with every value of its argument, in the contract's order.
    const DECISIONS: &'static [Decision];

    /// The observables, as the last step left them.
    type State: Clone + PartialEq;

    /// A fresh lock, with all of `threads` threads outside of it.
    fn new(threads: usize) -> Self;

    /// What each logical thread does: for ever make the calls that it is told to make.
    fn life(&self) -> Life;

    fn state(&self) -> &Self::State;

    /// Takes in the step that `thread` has just made: it was resumed with `decision`, and arrived.
    fn observe(&mut self, thread: usize, decision: Decision, arrival: &Arrival);

    /// The decisions that can be made for `thread` now, in the contract's order: the operation
    /// that it stands before, or else, outside of a call, each call that it may make. Every other
    /// decision is refused there, and nothing needs to run to know it.
    fn possible(state: &Self::State, thread: usize) -> Vec<Decision>;

    /// How likely `decision` is among the possible ones of a thread.
    fn weight(decision: Decision, profile: &Profile) -> u64;

    /// What the code made of `decision`. A function of its arguments alone, so that whoever has
    /// the trace can see what is meant.
    fn outcome(
        before: &Self::State,
        thread: usize,
        decision: Decision,
        after: &Self::State,
    ) -> Outcome;

    /// The state as the trace has it; `names` are those of the threads.
    fn to_json(state: &Self::State, names: &[String]) -> Value;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done {
        action: &'static str,
        branch: &'static str,
    },
    /// The code ran and said no: the state is the same as before.
    Refused {
        branch: &'static str,
    },
}

/// A way to choose, in percent.
#[derive(Debug)]
pub struct Profile {
    pub name: &'static str,
    /// How often the thread that moved last moves again, other than by chance.
    pub same_thread: u64,
    /// How many of the calls do not wait.
    pub try_calls: u64,
}
