//! The queue and the wakers, as a trace shows them.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::{POP, WAKE};
use crate::decision::Decision;

/// The open waker of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waker {
    None,
    Armed,
    Woken,
}

impl Waker {
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Armed => "armed",
            Self::Woken => "woken",
        }
    }
}

/// A waker in the queue, or just taken out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub thread: usize,
    /// False once its thread waits no longer.
    pub open: bool,
}

/// The observables that all locks with a wait queue have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    pub(super) wakers: Vec<Waker>,
    /// The head comes first.
    pub(super) entries: VecDeque<Entry>,
    /// What each thread has taken out and not yet woken.
    pub(super) popped: Vec<Option<Entry>>,
}

impl Queue {
    pub fn new(threads: usize) -> Self {
        Self {
            wakers: vec![Waker::None; threads],
            entries: VecDeque::new(),
            popped: vec![None; threads],
        }
    }

    /// What a thread does next that wakes others.
    pub fn pop_or_wake(&self, thread: usize) -> Decision {
        if self.popped[thread].is_none() { POP } else { WAKE }
    }

    /// Whether a thread has popped a waker whose thread still waits.
    pub fn will_wake(&self, thread: usize) -> bool {
        self.popped[thread].is_some_and(|entry| entry.open)
    }

    pub fn has_open(&self) -> bool {
        self.entries.iter().any(|entry| entry.open)
    }

    /// A thread is about to push its waker, which exists from then on.
    pub fn begin_waiting(&mut self, thread: usize) {
        if self.wakers[thread] == Waker::None {
            self.wakers[thread] = Waker::Armed;
        }
    }

    /// A thread waits no longer, which shows wherever its waker still is.
    pub(super) fn close(&mut self, thread: usize) {
        self.wakers[thread] = Waker::None;
        let mine = |entry: &&mut Entry| entry.thread == thread;
        let everywhere = self.entries.iter_mut().chain(self.popped.iter_mut().flatten());
        everywhere.filter(mine).for_each(|entry| entry.open = false);
    }

    /// `thread` wakes with what it had popped; who is woken, if that one still waits.
    pub(super) fn wake(&mut self, thread: usize) -> Option<usize> {
        let entry = self.popped[thread].take().filter(|entry| entry.open)?;
        let waker = &mut self.wakers[entry.thread];
        assert_eq!(*waker, Waker::Armed, "an open waker in the queue is never woken yet");
        *waker = Waker::Woken;
        Some(entry.thread)
    }

    /// The open waker of each thread.
    pub fn wakers_to_json(&self, names: &[String]) -> Value {
        names.iter().zip(self.wakers.iter().map(|waker| waker.name())).collect()
    }

    /// The queue itself, its head first.
    pub fn entries_to_json(&self, names: &[String]) -> Value {
        self.entries.iter().map(|entry| entry.to_json(names)).collect()
    }

    /// What each thread has taken out, as a sequence of at most one entry.
    pub fn popped_to_json(&self, names: &[String]) -> Value {
        let sequence = |entry: &Option<Entry>| -> Value {
            entry.iter().map(|entry| entry.to_json(names)).collect()
        };
        names.iter().zip(self.popped.iter().map(sequence)).collect()
    }
}

impl Entry {
    fn to_json(self, names: &[String]) -> Value {
        json!({"thread": names[self.thread], "open": self.open})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A thread that waits no longer is so in every place, and nobody else with it.
    #[test]
    fn a_waker_closes_wherever_it_is() {
        let entry = |thread| Entry { thread, open: true };
        let mut queue = Queue {
            wakers: vec![Waker::Armed, Waker::Woken],
            entries: VecDeque::from([entry(1), entry(0)]),
            popped: vec![None, Some(entry(0))],
        };
        assert_eq!([queue.will_wake(0), queue.will_wake(1)], [false, true]);
        queue.close(0);
        assert_eq!(queue.wakers, [Waker::None, Waker::Woken]);
        assert_eq!(queue.entries, [entry(1), Entry { thread: 0, open: false }]);
        assert_eq!(queue.popped[1], Some(Entry { thread: 0, open: false }));
        assert_eq!([queue.pop_or_wake(0), queue.pop_or_wake(1)], [POP, WAKE]);
        assert!(!queue.will_wake(1) && queue.has_open());
        assert_eq!(queue.wake(1), None);
    }

    /// Who is popped and open is woken, once.
    #[test]
    fn an_open_waker_is_woken() {
        let mut queue = Queue::new(2);
        queue.begin_waiting(1);
        queue.popped[0] = Some(Entry { thread: 1, open: true });
        assert_eq!(queue.wake(0), Some(1));
        assert_eq!(queue.wakers, [Waker::None, Waker::Woken]);
        assert_eq!(queue.popped[0], None);
    }

    /// The observables have the shapes that the contract gives them.
    #[test]
    fn the_observables_are_as_documented() {
        let names = ["b".to_owned(), "a".to_owned()];
        let mut queue = Queue::new(2);
        queue.begin_waiting(1);
        queue.entries.push_back(Entry { thread: 1, open: true });
        queue.popped[0] = Some(Entry { thread: 0, open: false });
        assert_eq!(queue.wakers_to_json(&names).to_string(), r#"{"b":"none","a":"armed"}"#);
        assert_eq!(queue.entries_to_json(&names).to_string(), r#"[{"thread":"a","open":true}]"#);
        let popped = r#"{"b":[{"thread":"b","open":false}],"a":[]}"#;
        assert_eq!(queue.popped_to_json(&names).to_string(), popped);
    }
}
