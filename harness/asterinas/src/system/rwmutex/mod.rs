//! The mutex for readers and writers.
//!
//! A step is one operation on the lock word, one on a waker's flag, or one piece of work under the
//! queue's own lock. A call is one step with its first operation, a return with the last. A failed
//! attempt that has added to the word takes it back in a step of its own.

mod outcome;
mod thread;
mod word;

use std::sync::Arc;

use serde_json::{Value, json};

use super::profile::{self, Profile};
use super::waiting::{
    CLOSE, ENQUEUE, Memory, POP, Place, Queue, RECHECK, WAIT, WAKE, Waitable, Watch,
};
use super::{Outcome, System};
use crate::decision::Decision;
use crate::sync::{self, RwMutexReadGuard, RwMutexUpgradeableGuard, RwMutexWriteGuard};
use crate::token::{self, Arrival, Border, Event, Life, Operation};
use thread::{Mode, Op, Pc, Thread};
use word::{Use, Word};

pub struct RwMutex {
    lock: Arc<sync::RwMutex<()>>,
    memory: Arc<Memory>,
    watch: Watch,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    word: Word,
    threads: Vec<Thread>,
    queue: Queue,
}

/// The name of the decisions that make an acquiring call.
const ACQUIRE: &str = "Acquire";
const READ: Decision = Decision::with(ACQUIRE, "o", "read");
const WRITE: Decision = Decision::with(ACQUIRE, "o", "write");
const UPREAD: Decision = Decision::with(ACQUIRE, "o", "upread");
const TRY_READ: Decision = Decision::with(ACQUIRE, "o", "try_read");
const TRY_WRITE: Decision = Decision::with(ACQUIRE, "o", "try_write");
const TRY_UPREAD: Decision = Decision::with(ACQUIRE, "o", "try_upread");
const UNDO: Decision = Decision::plain("Undo");
const RELEASE: Decision = Decision::plain("Release");
const UPGRADE: Decision = Decision::plain("Upgrade");
const UPGRADE_CAS: Decision = Decision::plain("UpgradeCas");
const UPGRADE_FINISH: Decision = Decision::plain("UpgradeFinish");
const DOWNGRADE: Decision = Decision::plain("Downgrade");
const DOWNGRADE_FINISH: Decision = Decision::plain("DowngradeFinish");

const ACQUISITIONS: [Decision; 6] = [READ, WRITE, UPREAD, TRY_READ, TRY_WRITE, TRY_UPREAD];

impl System for RwMutex {
    const NAME: &'static str = "rwmutex";
    const SOURCES: &'static [&'static str] =
        &["src/sync/rwmutex.rs", "src/sync/wait.rs", "src/sync/spin.rs", "src/sync/guard.rs"];
    const PROFILES: &'static [Profile] = &[
        profile::UNIFORM,
        profile::BURSTY,
        profile::BLOCKING,
        profile::TRY,
        profile::UPGRADE,
        profile::STRAND,
    ];
    const DECISIONS: &'static [Decision] = &[
        READ,
        WRITE,
        UPREAD,
        TRY_READ,
        TRY_WRITE,
        TRY_UPREAD,
        ENQUEUE,
        RECHECK,
        UNDO,
        WAIT,
        CLOSE,
        RELEASE,
        UPGRADE,
        UPGRADE_CAS,
        UPGRADE_FINISH,
        DOWNGRADE,
        DOWNGRADE_FINISH,
        POP,
        WAKE,
    ];

    type State = State;

    fn new(threads: usize) -> Self {
        let lock = Arc::new(sync::RwMutex::new(()));
        let memory = Arc::new(Memory::of(&*lock));
        Self {
            lock,
            watch: Watch::new(memory.clone(), threads),
            memory,
            state: State {
                word: Word::FREE,
                threads: vec![Thread::OUTSIDE; threads],
                queue: Queue::new(threads),
            },
        }
    }

    fn life(&self) -> Life {
        let lock = self.lock.clone();
        Box::new(move || {
            let mut guard = None;
            loop {
                guard = call(&lock, guard, token::stand_before(Operation::Call));
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
        let Self { memory, watch, state, .. } = self;
        let before = state.threads[thread];
        let word = state.word;
        let wakes = state.queue.will_wake(thread);
        for &event in &arrival.events {
            match event {
                Event::Atomic(change) if memory.is_lock_word(change.access.word) => {
                    let done = Use::of(change.access);
                    assert_eq!(Some(done), before.lock_word_use(decision), "in {decision}");
                    assert_eq!(Word::new(change.old), state.word);
                    state.word = Word::new(change.new);
                }
                _ => watch.take(&mut state.queue, thread, decision, event),
            }
        }
        let stop = memory.stop(arrival.before);
        state.threads[thread] = before.next(decision, stop, state.word != word, wakes);
        if state.place(thread) == Some(Place::Enqueue) {
            state.queue.begin_waiting(thread);
        }
        watch.check(&state.queue);
    }

    fn possible(state: &State, thread: usize) -> Vec<Decision> {
        let Thread { pc, held, .. } = state.threads[thread];
        match (pc, held) {
            (Pc::Idle, None) => ACQUISITIONS.to_vec(),
            (Pc::Idle, Some(Mode::Read)) => vec![RELEASE],
            (Pc::Idle, Some(Mode::Write)) => vec![RELEASE, DOWNGRADE],
            (Pc::Idle, Some(Mode::Upread)) => vec![RELEASE, UPGRADE],
            (Pc::Waiting(place), _) => vec![place.decision()],
            (Pc::Undo, _) => vec![UNDO],
            (Pc::Upgrading, _) => vec![UPGRADE_CAS],
            (Pc::UpgradeFinish, _) => vec![UPGRADE_FINISH],
            (Pc::Downgrading, _) => vec![DOWNGRADE],
            (Pc::DowngradeFinish, _) => vec![DOWNGRADE_FINISH],
            (Pc::WakeOne | Pc::WakeAll, _) => vec![state.queue.pop_or_wake(thread)],
        }
    }

    fn sleeps(state: &State, thread: usize) -> bool {
        Waitable::sleeps(state, thread)
    }

    fn weight(decision: Decision, profile: &Profile) -> u64 {
        match Op::of(decision) {
            Some(Op { mode, waits }) => {
                let calls = if waits { 100 - profile.try_calls } else { profile.try_calls };
                calls
                    * match mode {
                        Mode::Read => 100 - profile.write - profile.upread,
                        Mode::Write => profile.write,
                        Mode::Upread => profile.upread,
                    }
            }
            None if decision == RELEASE => 100 - profile.conversions,
            None => profile.conversions,
        }
    }

    fn outcome(before: &State, thread: usize, decision: Decision, after: &State) -> Outcome {
        outcome::outcome(before, thread, decision, after)
    }

    fn to_json(state: &State, names: &[String]) -> Value {
        let of_each = |field: fn(&Thread) -> &'static str| -> Value {
            names.iter().zip(&state.threads).map(|(name, thread)| (name, field(thread))).collect()
        };
        json!({
            "word": state.word.to_json(),
            "pc": of_each(|thread| thread.pc.name()),
            "op": of_each(|thread| thread.op.map_or("none", Op::name)),
            "held": of_each(|thread| thread.held.map_or("none", Mode::guard)),
            "waker": state.queue.wakers_to_json(names),
            "queue": state.queue.entries_to_json(names),
            "popped": state.queue.popped_to_json(names),
        })
    }
}

impl Waitable for State {
    fn queue(&self) -> &Queue {
        &self.queue
    }

    fn place(&self, thread: usize) -> Option<Place> {
        match self.threads[thread].pc {
            Pc::Waiting(place) => Some(place),
            _ => None,
        }
    }
}

/// What a thread holds between two calls.
enum Guard<'a> {
    Read(RwMutexReadGuard<'a, ()>),
    Write(RwMutexWriteGuard<'a, ()>),
    Upread(RwMutexUpgradeableGuard<'a, ()>),
}

/// Makes a call, with the guard that the thread has; the one that it has afterwards.
fn call<'a>(
    lock: &'a sync::RwMutex<()>,
    guard: Option<Guard<'a>>,
    decision: Decision,
) -> Option<Guard<'a>> {
    match (decision, guard) {
        (READ, None) => Some(Guard::Read(lock.read())),
        (WRITE, None) => Some(Guard::Write(lock.write())),
        (UPREAD, None) => Some(Guard::Upread(lock.upread())),
        (TRY_READ, None) => lock.try_read().map(Guard::Read),
        (TRY_WRITE, None) => lock.try_write().map(Guard::Write),
        (TRY_UPREAD, None) => lock.try_upread().map(Guard::Upread),
        (UPGRADE, Some(Guard::Upread(guard))) => Some(Guard::Write(guard.upgrade())),
        (DOWNGRADE, Some(Guard::Write(guard))) => Some(Guard::Upread(guard.downgrade())),
        (RELEASE, Some(guard)) => {
            release(guard);
            None
        }
        (other, _) => unreachable!("{other} is no call that goes with this guard"),
    }
}

fn release(guard: Guard) {
    match guard {
        Guard::Read(guard) => drop(guard),
        Guard::Write(guard) => drop(guard),
        Guard::Upread(guard) => drop(guard),
    }
}
