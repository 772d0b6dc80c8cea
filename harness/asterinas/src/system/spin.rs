//! The spin lock.
//!
//! A step runs from one visible operation to the next: a compare-and-swap or a store on the lock
//! word, or the drop of the guardian. Taking the guardian belongs to the call.

use std::sync::Arc;

use serde_json::{Value, json};

use super::profile::{BLOCKING, BURSTY, Profile, TRY, UNIFORM};
use super::{Outcome, System};
use crate::decision::Decision;
use crate::sync::SpinLock;
use crate::token::{self, Arrival, Event, Guardian, Life, Operation};
use core_shim::{Kind, Word};

pub struct Spin {
    lock: Arc<SpinLock<()>>,
    /// The word that the first compare-and-swap on the fresh lock went to.
    lock_word: Option<Word>,
    state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    locked: bool,
    threads: Vec<Thread>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Thread {
    pc: Pc,
    guard: Option<Guardian>,
}

/// What a thread stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pc {
    /// A call.
    Idle,
    /// The first compare-and-swap of `lock`.
    Lock,
    /// A later one.
    Spin,
    /// The compare-and-swap of `try_lock`.
    Try,
    /// The store that frees the lock.
    Locked,
    /// The drop of the guardian, after the lock was freed.
    Released,
    /// The drop of the guardian, after `try_lock` found the lock taken.
    Failed,
}

const CALL_LOCK_PREEMPT: Decision = Decision::with("CallLock", "g", "preempt");
const CALL_LOCK_IRQ: Decision = Decision::with("CallLock", "g", "irq");
const CALL_TRY_LOCK_PREEMPT: Decision = Decision::with("CallTryLock", "g", "preempt");
const CALL_TRY_LOCK_IRQ: Decision = Decision::with("CallTryLock", "g", "irq");
const CAS: Decision = Decision::plain("Cas");
const UNLOCK: Decision = Decision::plain("Unlock");
const DROP_GUARD: Decision = Decision::plain("DropGuard");

const CALLS: [Decision; 4] =
    [CALL_LOCK_PREEMPT, CALL_LOCK_IRQ, CALL_TRY_LOCK_PREEMPT, CALL_TRY_LOCK_IRQ];

impl System for Spin {
    const NAME: &'static str = "spin";
    const SOURCES: &'static [&'static str] = &["src/sync/spin.rs", "src/sync/guard.rs"];
    const PROFILES: &'static [Profile] = &[UNIFORM, BURSTY, BLOCKING, TRY];
    const DECISIONS: &'static [Decision] = &[
        CALL_LOCK_PREEMPT,
        CALL_LOCK_IRQ,
        CALL_TRY_LOCK_PREEMPT,
        CALL_TRY_LOCK_IRQ,
        CAS,
        UNLOCK,
        DROP_GUARD,
    ];

    type State = State;

    fn new(threads: usize) -> Self {
        let idle = Thread { pc: Pc::Idle, guard: None };
        Self {
            lock: Arc::new(SpinLock::new(())),
            lock_word: None,
            state: State { locked: false, threads: vec![idle; threads] },
        }
    }

    fn life(&self) -> Life {
        let lock = self.lock.clone();
        // Whatever is acquired is dropped at once: the thread stops inside of the drop.
        Box::new(move || {
            loop {
                match token::stand_before(Operation::Call) {
                    CALL_LOCK_PREEMPT => drop(lock.lock()),
                    CALL_LOCK_IRQ => drop(lock.disable_irq().lock()),
                    CALL_TRY_LOCK_PREEMPT => drop(lock.try_lock()),
                    CALL_TRY_LOCK_IRQ => drop(lock.disable_irq().try_lock()),
                    other => unreachable!("{other} is not a call"),
                }
            }
        })
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn observe(&mut self, thread: usize, decision: Decision, arrival: &Arrival) {
        for &event in &arrival.events {
            match event {
                Event::TookGuardian(guardian) => {
                    let before = self.state.threads[thread].guard.replace(guardian);
                    assert_eq!(before, None, "a thread has one guardian at most");
                }
                Event::DroppedGuardian(guardian) => {
                    let before = self.state.threads[thread].guard.take();
                    assert_eq!(before, Some(guardian), "a guardian is dropped by its thread");
                }
                Event::Atomic(change) => {
                    let lock_word = *self.lock_word.get_or_insert(change.access.word);
                    assert_eq!(change.access.word, lock_word, "the lock has one atomic");
                    self.state.locked = change.new != 0;
                }
                Event::Pushed(_) | Event::Popped(_) | Event::Unparked(_) => {
                    unreachable!("a spin lock has no queue")
                }
            }
        }
        let pc = &mut self.state.threads[thread].pc;
        *pc = pc.next(decision, arrival.before);
    }

    fn possible(state: &State, thread: usize) -> Vec<Decision> {
        match state.threads[thread].pc {
            Pc::Idle => CALLS.to_vec(),
            Pc::Lock | Pc::Spin | Pc::Try => vec![CAS],
            Pc::Locked => vec![UNLOCK],
            Pc::Released | Pc::Failed => vec![DROP_GUARD],
        }
    }

    fn weight(decision: Decision, profile: &Profile) -> u64 {
        match decision.name {
            "CallTryLock" => profile.try_calls,
            _ => 100 - profile.try_calls,
        }
    }

    fn outcome(before: &State, thread: usize, decision: Decision, after: &State) -> Outcome {
        let from = before.threads[thread].pc;
        let to = after.threads[thread].pc;
        let (action, branch) = match (decision, from, to) {
            (CAS, _, Pc::Locked) => ("CasOk", from.name()),
            (CAS, Pc::Spin, _) => return Outcome::refused("still-locked"),
            (CAS, _, _) => ("CasFail", from.name()),
            (UNLOCK, _, _) => ("Unlock", "store"),
            (DROP_GUARD, _, _) => ("DropGuard", from.name()),
            (call, _, _) => {
                let (_, guard) = call.argument.expect("each call names its guardian");
                (call.name, guard)
            }
        };
        Outcome::done(action, branch)
    }

    fn to_json(state: &State, names: &[String]) -> Value {
        let of_each = |field: fn(&Thread) -> &'static str| -> Value {
            names.iter().zip(&state.threads).map(|(name, thread)| (name, field(thread))).collect()
        };
        json!({
            "locked": state.locked,
            "pc": of_each(|thread| thread.pc.name()),
            "guard": of_each(|thread| thread.guard.map_or("none", Guardian::name)),
        })
    }
}

impl Pc {
    /// Where a thread is that was here, was resumed with `decision`, and now stands before
    /// `operation`. All that the code can do is listed: anything else is not the code that the
    /// contract describes.
    fn next(self, decision: Decision, operation: Operation) -> Self {
        use Kind::{CompareExchange, Store};
        use Operation::{Atomic, Call, DropGuardian};
        let atomic = |kind| matches!(operation, Atomic(access) if access.kind == kind);
        match self {
            Self::Idle if atomic(CompareExchange) && decision.name == "CallLock" => Self::Lock,
            Self::Idle if atomic(CompareExchange) => Self::Try,
            Self::Lock | Self::Spin if atomic(CompareExchange) => Self::Spin,
            Self::Lock | Self::Spin | Self::Try if atomic(Store) => Self::Locked,
            Self::Try if operation == DropGuardian => Self::Failed,
            Self::Locked if operation == DropGuardian => Self::Released,
            Self::Released | Self::Failed if operation == Call => Self::Idle,
            _ => panic!("after {decision} the code went from {self:?} to {operation:?}"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Lock => "lock",
            Self::Spin => "spin",
            Self::Try => "try",
            Self::Locked => "locked",
            Self::Released => "released",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(locked: bool, pc: Pc) -> State {
        State { locked, threads: vec![Thread { pc, guard: Some(Guardian::Irq) }] }
    }

    fn cas(from: Pc, to: Pc) -> Outcome {
        Spin::outcome(&state(to != Pc::Locked, from), 0, CAS, &state(true, to))
    }

    /// One decision has several outcomes, told apart by the states around it and nothing else.
    #[test]
    fn a_compare_and_swap_is_told_by_its_states() {
        let done = Outcome::done;
        assert_eq!(cas(Pc::Lock, Pc::Locked), done("CasOk", "lock"));
        assert_eq!(cas(Pc::Spin, Pc::Locked), done("CasOk", "spin"));
        assert_eq!(cas(Pc::Try, Pc::Locked), done("CasOk", "try"));
        assert_eq!(cas(Pc::Lock, Pc::Spin), done("CasFail", "lock"));
        assert_eq!(cas(Pc::Try, Pc::Failed), done("CasFail", "try"));
        assert_eq!(cas(Pc::Spin, Pc::Spin), Outcome::refused("still-locked"));
    }

    /// Code that goes where the contract knows no way is never recorded as something else.
    #[test]
    #[should_panic(expected = "after Cas the code went from Try to Call")]
    fn unknown_code_is_noticed() {
        Pc::Try.next(CAS, Operation::Call);
    }
}
