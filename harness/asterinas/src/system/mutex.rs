//! The mutex.
//!
//! A step is one operation on the lock word, one on a waker's flag, or one piece of work under the
//! queue's own lock. A call is one step with its first operation, a return with the last.

use std::sync::Arc;

use serde_json::{Value, json};

use super::profile::{BLOCKING, BURSTY, Profile, TRY, UNIFORM};
use super::waiting::{
    self, CLOSE, ENQUEUE, Memory, POP, Place, Queue, RECHECK, Stop, WAIT, WAKE, Waitable, Watch,
};
use super::{Outcome, System};
use crate::decision::Decision;
use crate::sync;
use crate::token::{self, Arrival, Border, Event, Life, Operation};
use core_shim::{Change, Kind};

pub struct Mutex {
    lock: Arc<sync::Mutex<()>>,
    memory: Arc<Memory>,
    watch: Watch,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    locked: bool,
    threads: Vec<Pc>,
    queue: Queue,
}

/// What a thread stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pc {
    /// A call.
    Idle,
    /// An operation of those who wait.
    Waiting(Place),
    /// The store that frees the lock.
    Held,
    /// Popping a waker, or waking the one that it has popped.
    Wake,
}

const LOCK: Decision = Decision::plain("Lock");
const TRY_LOCK: Decision = Decision::plain("TryLock");
const UNLOCK: Decision = Decision::plain("Unlock");

impl System for Mutex {
    const NAME: &'static str = "mutex";
    const SOURCES: &'static [&'static str] =
        &["src/sync/mutex.rs", "src/sync/wait.rs", "src/sync/spin.rs", "src/sync/guard.rs"];
    const PROFILES: &'static [Profile] = &[UNIFORM, BURSTY, BLOCKING, TRY];
    const DECISIONS: &'static [Decision] =
        &[LOCK, TRY_LOCK, ENQUEUE, RECHECK, WAIT, CLOSE, UNLOCK, POP, WAKE];

    type State = State;

    fn new(threads: usize) -> Self {
        let lock = Arc::new(sync::Mutex::new(()));
        let memory = Arc::new(Memory::of(&*lock));
        Self {
            lock,
            watch: Watch::new(memory.clone(), threads),
            memory,
            state: State {
                locked: false,
                threads: vec![Pc::Idle; threads],
                queue: Queue::new(threads),
            },
        }
    }

    fn life(&self) -> Life {
        let lock = self.lock.clone();
        // Whatever is acquired is dropped at once: the thread stops inside of the drop.
        Box::new(move || {
            loop {
                match token::stand_before(Operation::Call) {
                    LOCK => drop(lock.lock()),
                    TRY_LOCK => drop(lock.try_lock()),
                    other => unreachable!("{other} is not a call"),
                }
            }
        })
    }

    fn border(&self) -> Border {
        Memory::border(&self.memory)
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn observe(&mut self, thread: usize, decision: Decision, arrival: &Arrival) {
        let wakes = self.state.queue.will_wake(thread);
        for &event in &arrival.events {
            match event {
                Event::Atomic(change) if self.memory.is_lock_word(change.access.word) => {
                    self.state.take_word(decision, change);
                }
                _ => self.watch.take(&mut self.state.queue, thread, decision, event),
            }
        }
        let pc = Pc::next(decision, self.memory.stop(arrival.before), wakes);
        if pc == Pc::Waiting(Place::Enqueue) {
            self.state.queue.begin_waiting(thread);
        }
        self.state.threads[thread] = pc;
        self.watch.check(&self.state.queue);
    }

    fn possible(state: &State, thread: usize) -> Vec<Decision> {
        match state.threads[thread] {
            Pc::Idle => vec![LOCK, TRY_LOCK],
            Pc::Waiting(place) => vec![place.decision()],
            Pc::Held => vec![UNLOCK],
            Pc::Wake => vec![state.queue.pop_or_wake(thread)],
        }
    }

    fn sleeps(state: &State, thread: usize) -> bool {
        Waitable::sleeps(state, thread)
    }

    fn weight(decision: Decision, profile: &Profile) -> u64 {
        match decision {
            TRY_LOCK => profile.try_calls,
            _ => 100 - profile.try_calls,
        }
    }

    fn outcome(before: &State, thread: usize, decision: Decision, after: &State) -> Outcome {
        let took = after.locked && !before.locked;
        match (decision, took) {
            (LOCK, true) => Outcome::done("LockOk", "free"),
            (LOCK, false) => Outcome::done("LockFail", "taken"),
            (TRY_LOCK, true) => Outcome::done("TryLock", "free"),
            (TRY_LOCK, false) => Outcome::refused("taken"),
            (RECHECK, true) => Outcome::done("RecheckOk", "free"),
            (RECHECK, false) => Outcome::done("RecheckFail", "taken"),
            (UNLOCK, _) => Outcome::done("Unlock", "store"),
            _ => waiting::outcome(before, thread, decision, after),
        }
    }

    fn to_json(state: &State, names: &[String]) -> Value {
        let pc: Value = names.iter().zip(state.threads.iter().map(|pc| pc.name())).collect();
        json!({
            "locked": state.locked,
            "pc": pc,
            "waker": state.queue.wakers_to_json(names),
            "queue": state.queue.entries_to_json(names),
            "popped": state.queue.popped_to_json(names),
        })
    }
}

impl State {
    fn take_word(&mut self, decision: Decision, change: Change) {
        assert_eq!(change.old != 0, self.locked);
        self.locked = change.new != 0;
        match (decision, change.access.kind, change.access.operand) {
            (LOCK | TRY_LOCK | RECHECK, Kind::CompareExchange, 1) | (UNLOCK, Kind::Store, 0) => {}
            (_, kind, _) => panic!("in {decision} the code does {kind:?} to the lock word"),
        }
    }
}

impl Waitable for State {
    fn queue(&self) -> &Queue {
        &self.queue
    }

    fn place(&self, thread: usize) -> Option<Place> {
        match self.threads[thread] {
            Pc::Waiting(place) => Some(place),
            _ => None,
        }
    }
}

impl Pc {
    /// Where a thread is that was resumed with `decision` and has arrived before `stop`; `wakes`
    /// says whether the waker that it had popped was open. All that the code can do is listed: anything else is not the code that the contract describes.
    fn next(decision: Decision, stop: Stop, wakes: bool) -> Self {
        if let Some(place) = Place::next(decision, stop) {
            return Self::Waiting(place);
        }
        match (decision, stop) {
            (LOCK | TRY_LOCK | CLOSE, Stop::LockWord(Kind::Store)) => Self::Held,
            (LOCK, Stop::LockQueue) => Self::Waiting(Place::Enqueue),
            (TRY_LOCK, Stop::Call) => Self::Idle,
            (UNLOCK, Stop::TestQueue) => Self::Wake,
            (POP, Stop::SwapWoken(true)) => Self::Wake,
            (POP, Stop::Call) => Self::Idle,
            (WAKE, Stop::LockQueue) if !wakes => Self::Wake,
            (WAKE, Stop::Call) if wakes => Self::Idle,
            _ => panic!("after {decision} the code stands before {stop:?}"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Waiting(place) => place.name(),
            Self::Held => "held",
            Self::Wake => "wake",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(before: bool, decision: Decision, after: bool) -> Outcome {
        let state = |locked| State { locked, threads: vec![Pc::Idle; 2], queue: Queue::new(2) };
        Mutex::outcome(&state(before), 0, decision, &state(after))
    }

    /// An attempt is told by what it did to the lock word, and only one that queues is a step.
    #[test]
    fn an_attempt_is_told_by_the_lock_word() {
        assert_eq!(outcome(false, LOCK, true), Outcome::done("LockOk", "free"));
        assert_eq!(outcome(true, LOCK, true), Outcome::done("LockFail", "taken"));
        assert_eq!(outcome(false, TRY_LOCK, true), Outcome::done("TryLock", "free"));
        assert_eq!(outcome(true, TRY_LOCK, true), Outcome::refused("taken"));
        assert_eq!(outcome(true, RECHECK, true), Outcome::done("RecheckFail", "taken"));
    }

    /// Waking goes on behind a waker whose thread has gone, and nowhere else.
    #[test]
    fn one_thread_is_woken() {
        assert_eq!(Pc::next(WAKE, Stop::LockQueue, false), Pc::Wake);
        assert_eq!(Pc::next(WAKE, Stop::Call, true), Pc::Idle);
    }

    /// Code that goes where the contract knows no way is never recorded as something else.
    #[test]
    #[should_panic(expected = "after Wake the code stands before LockQueue")]
    fn unknown_code_is_noticed() {
        Pc::next(WAKE, Stop::LockQueue, true);
    }
}
