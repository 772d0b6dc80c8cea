//! What the locks with a wait queue share: the queue, the wakers, and the steps of those who wait
//! and of those who wake.
//!
//! - [`Memory`]: what a thread stands before, told by the addresses of the atomics.
//! - [`Queue`]: what a trace shows of the queue and of the wakers.
//! - [`Watch`]: keeps the [`Queue`] up with what the code does.

mod memory;
mod queue;
mod watch;

use super::Outcome;
use crate::decision::Decision;
pub use memory::{Memory, Stop};
pub use queue::Queue;
use queue::{Entry, Waker};
pub use watch::Watch;

pub const ENQUEUE: Decision = Decision::plain("Enqueue");
pub const RECHECK: Decision = Decision::plain("Recheck");
pub const WAIT: Decision = Decision::plain("Wait");
pub const CLOSE: Decision = Decision::plain("Close");
pub const POP: Decision = Decision::plain("Pop");
pub const WAKE: Decision = Decision::plain("Wake");

/// What a waiting thread stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Pushing its waker.
    Enqueue,
    /// The attempt after that.
    Recheck,
    /// The swap that asks whether it was woken.
    Wait,
    /// That swap as well, after a sleep that has not ended yet.
    Asleep,
    /// Closing its waker: it has the lock.
    Close,
}

impl Place {
    /// Where a waiting thread is that was resumed with `decision` and has arrived before `stop`,
    /// if it still waits.
    pub fn next(decision: Decision, stop: Stop) -> Option<Self> {
        match (decision, stop) {
            (ENQUEUE, Stop::LockWord(_)) => Some(Self::Recheck),
            (RECHECK, Stop::SwapWoken(true)) => Some(Self::Close),
            (RECHECK, Stop::SwapWoken(false)) => Some(Self::Wait),
            (WAIT, Stop::LockQueue) => Some(Self::Enqueue),
            (WAIT, Stop::Sleep) => Some(Self::Asleep),
            _ => None,
        }
    }

    pub fn decision(self) -> Decision {
        match self {
            Self::Enqueue => ENQUEUE,
            Self::Recheck => RECHECK,
            Self::Wait | Self::Asleep => WAIT,
            Self::Close => CLOSE,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Enqueue => "enqueue",
            Self::Recheck => "recheck",
            Self::Wait => "wait",
            Self::Asleep => "asleep",
            Self::Close => "close",
        }
    }
}

/// The state of a lock with a wait queue.
pub trait Waitable {
    fn queue(&self) -> &Queue;

    /// Where a thread is that waits.
    fn place(&self, thread: usize) -> Option<Place>;

    /// Whether it sleeps and nobody has woken it.
    fn sleeps(&self, thread: usize) -> bool {
        self.place(thread) == Some(Place::Asleep) && self.queue().wakers[thread] == Waker::Armed
    }
}

/// What became of a decision about the queue: all of this module's but [`RECHECK`].
pub fn outcome<S: Waitable>(before: &S, thread: usize, decision: Decision, after: &S) -> Outcome {
    match decision {
        ENQUEUE => Outcome::done("Enqueue", behind(before.queue(), thread)),
        WAIT => match (before.place(thread), before.queue().wakers[thread]) {
            (Some(Place::Wait), Waker::Woken) => Outcome::done("Resume", "awake"),
            (Some(Place::Wait), _) => Outcome::done("Sleep", "armed"),
            (_, Waker::Woken) => Outcome::done("Resume", "asleep"),
            _ => Outcome::refused("spurious"),
        },
        CLOSE => Outcome::done("Close", before.queue().wakers[thread].name()),
        POP => match after.queue().popped[thread] {
            None => Outcome::done("PopNone", "empty"),
            Some(entry) => Outcome::done("PopWaker", popped(entry, after.queue())),
        },
        WAKE => match before.queue().popped[thread] {
            Some(Entry { thread: woken, open: true }) => {
                Outcome::done("WakeUp", found(before.place(woken)))
            }
            _ => Outcome::done("WakeSkip", "closed"),
        },
        other => unreachable!("{other} is not about the queue"),
    }
}

/// What a thread finds that pushes its waker.
fn behind(queue: &Queue, thread: usize) -> &'static str {
    if queue.entries.is_empty() {
        "alone"
    } else if queue.entries.iter().any(|entry| entry.thread == thread && !entry.open) {
        "behind:stale"
    } else {
        "behind"
    }
}

/// What has been popped, and whether others are left behind it.
fn popped(entry: Entry, left: &Queue) -> &'static str {
    match (entry.open, left.entries.is_empty()) {
        (true, true) => "open",
        (true, false) => "open:more",
        (false, true) => "closed",
        (false, false) => "closed:more",
    }
}

/// Where a thread is found that is woken.
fn found(place: Option<Place>) -> &'static str {
    match place {
        Some(Place::Asleep) => "asleep",
        Some(Place::Close) => "has-lock",
        _ => "not-asleep",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct State {
        queue: Queue,
        places: Vec<Option<Place>>,
    }

    impl Waitable for State {
        fn queue(&self) -> &Queue {
            &self.queue
        }

        fn place(&self, thread: usize) -> Option<Place> {
            self.places[thread]
        }
    }

    fn open(thread: usize) -> Entry {
        Entry { thread, open: true }
    }

    fn closed(thread: usize) -> Entry {
        Entry { thread, open: false }
    }

    /// Thread 0 is here, thread 1 there.
    fn state(places: [Option<Place>; 2]) -> State {
        State { queue: Queue::new(2), places: places.to_vec() }
    }

    /// Whoever pushes is told from who else is there, and from a waker of its own that it left.
    #[test]
    fn a_push_is_told_by_the_queue_before_it() {
        let after = |entries: &[Entry]| {
            let mut before = state([Some(Place::Enqueue), None]);
            before.queue.entries.extend(entries);
            outcome(&before, 0, ENQUEUE, &before)
        };
        assert_eq!(after(&[]), Outcome::done("Enqueue", "alone"));
        assert_eq!(after(&[closed(1)]), Outcome::done("Enqueue", "behind"));
        assert_eq!(after(&[open(1), closed(0)]), Outcome::done("Enqueue", "behind:stale"));
    }

    /// A swap finds the thread woken or not, asleep or not yet; asleep and not woken is a refusal.
    #[test]
    fn a_wait_is_told_by_the_waker_before_it() {
        let wait = |place, waker| {
            let mut before = state([Some(place), None]);
            before.queue.wakers[0] = waker;
            outcome(&before, 0, WAIT, &before)
        };
        assert_eq!(wait(Place::Wait, Waker::Armed), Outcome::done("Sleep", "armed"));
        assert_eq!(wait(Place::Wait, Waker::Woken), Outcome::done("Resume", "awake"));
        assert_eq!(wait(Place::Asleep, Waker::Woken), Outcome::done("Resume", "asleep"));
        assert_eq!(wait(Place::Asleep, Waker::Armed), Outcome::refused("spurious"));
    }

    /// A pop is told by what it took and what it left.
    #[test]
    fn a_pop_is_told_by_the_queue_after_it() {
        let pop = |popped, left: &[Entry]| {
            let mut after = state([None; 2]);
            after.queue.popped[0] = popped;
            after.queue.entries.extend(left);
            outcome(&state([None; 2]), 0, POP, &after)
        };
        assert_eq!(pop(None, &[]), Outcome::done("PopNone", "empty"));
        assert_eq!(pop(Some(open(1)), &[]), Outcome::done("PopWaker", "open"));
        assert_eq!(pop(Some(closed(1)), &[open(0)]), Outcome::done("PopWaker", "closed:more"));
    }

    /// A wake-up is told by where it finds the thread.
    #[test]
    fn a_wake_up_is_told_by_its_target() {
        let wake = |entry, place| {
            let mut before = state([None, place]);
            before.queue.popped[0] = Some(entry);
            outcome(&before, 0, WAKE, &before)
        };
        assert_eq!(wake(open(1), Some(Place::Asleep)), Outcome::done("WakeUp", "asleep"));
        assert_eq!(wake(open(1), Some(Place::Recheck)), Outcome::done("WakeUp", "not-asleep"));
        assert_eq!(wake(open(1), Some(Place::Close)), Outcome::done("WakeUp", "has-lock"));
        assert_eq!(wake(closed(1), None), Outcome::done("WakeSkip", "closed"));
    }
}
