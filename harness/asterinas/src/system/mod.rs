//! What the harness must know about a lock to drive it. One module each; [`System`] is all that
//! the rest of the harness sees of it.

pub mod mutex;
pub mod profile;
pub mod rwmutex;
pub mod spin;
mod waiting;

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use crate::decision::Decision;
use crate::token::{Arrival, Border, Life};
use mutex::Mutex;
use profile::Profile;
use rwmutex::RwMutex;
use spin::Spin;

/// All systems, with the ways to choose that each of them has.
pub const SYSTEMS: [(&str, &[Profile]); 3] = [
    (Spin::NAME, Spin::PROFILES),
    (Mutex::NAME, Mutex::PROFILES),
    (RwMutex::NAME, RwMutex::PROFILES),
];

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

    /// Where the steps of a thread end: before each of its operations, unless the lock says more.
    fn border(&self) -> Border {
        Arc::new(|_, _, _| true)
    }

    fn state(&self) -> &Self::State;

    /// Takes in the step that `thread` has just made: it was resumed with `decision`, and arrived.
    fn observe(&mut self, thread: usize, decision: Decision, arrival: &Arrival);

    /// The decisions that can be made for `thread` now, in the contract's order: the operation
    /// that it stands before, or else, outside of a call, each call that it may make. Every other
    /// decision is refused there, and nothing needs to run to know it.
    fn possible(state: &Self::State, thread: usize) -> Vec<Decision>;

    /// Whether a thread sleeps, and nobody has woken it: then it is run only now and then.
    fn sleeps(_state: &Self::State, _thread: usize) -> bool {
        false
    }

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

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done {
        action: &'static str,
        branch: Cow<'static, str>,
    },
    /// The code ran and said no: the state is the same as before.
    Refused {
        branch: Cow<'static, str>,
    },
}

impl Outcome {
    pub fn done(action: &'static str, branch: impl Into<Cow<'static, str>>) -> Self {
        Self::Done { action, branch: branch.into() }
    }

    pub fn refused(branch: impl Into<Cow<'static, str>>) -> Self {
        Self::Refused { branch: branch.into() }
    }

    /// The same, its branch with `prefix:` in front.
    pub fn prefixed(mut self, prefix: &str) -> Self {
        let (Self::Done { branch, .. } | Self::Refused { branch }) = &mut self;
        *branch = format!("{prefix}:{branch}").into();
        self
    }
}
