//! Stands in for `ostd::task`. Preemption is never really off, it is only recorded who wants it so.
//! A task is a logical thread; it sleeps by standing before [`Operation::Sleep`].

use std::sync::Arc;

use super::Held;
use crate::sync::GuardTransfer;
use crate::token::{self, Guardian};
use atomic_mode::InAtomicMode;

#[derive(Debug)]
pub struct DisabledPreemptGuard {
    _held: Held,
}

pub fn disable_preempt() -> DisabledPreemptGuard {
    DisabledPreemptGuard { _held: Held::take(Guardian::Preempt) }
}

// SAFETY: the token is the only scheduler here, and it moves between operations, not by preemption.
unsafe impl InAtomicMode for DisabledPreemptGuard {}

impl GuardTransfer for DisabledPreemptGuard {
    fn transfer_to(&mut self) -> Self {
        unreachable!("no lock driven here hands its guardian over")
    }
}

/// A logical thread, by its number.
pub struct Task {
    thread: usize,
}

impl Task {
    pub fn current() -> Option<CurrentTask> {
        Some(CurrentTask)
    }
}

pub struct CurrentTask;

impl CurrentTask {
    pub fn cloned(&self) -> Arc<Task> {
        Arc::new(Task { thread: token::current_thread() })
    }
}

/// The part of the scheduler by which a task goes to sleep and is made runnable again.
pub mod scheduler {
    use std::sync::Arc;

    use super::Task;
    use crate::token::{self, Event, Operation};

    /// Nothing runs between the check and the sleep: in the kernel, a lock of the scheduler's
    /// covers both. A sleeper may be run at any time, whether it has been unparked or not, and
    /// returns then, as its documentation warns.
    pub fn park_current(has_unparked: impl Fn() -> bool) {
        if !has_unparked() {
            token::stand_before(Operation::Sleep);
        }
    }

    /// Who is runnable follows from the wakers, so this is only noted.
    pub fn unpark_target(task: Arc<Task>) {
        token::note(Event::Unparked(task.thread));
    }
}

/// The traits by which upstream's guards vouch that their holder does not sleep.
pub mod atomic_mode {
    use std::fmt::Debug;

    /// # Safety
    ///
    /// The holder stays in atomic mode while the value lives.
    pub unsafe trait InAtomicMode: Debug {}

    pub trait AsAtomicModeGuard {
        fn as_atomic_mode_guard(&self) -> &dyn InAtomicMode;
    }

    impl<G: InAtomicMode> AsAtomicModeGuard for G {
        fn as_atomic_mode_guard(&self) -> &dyn InAtomicMode {
            self
        }
    }
}
