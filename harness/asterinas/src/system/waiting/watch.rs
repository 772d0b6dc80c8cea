//! Follows the queue and the wakers of the running code.

use std::collections::VecDeque;
use std::sync::Arc;

use super::memory::{Memory, Role};
use super::queue::{Entry, Queue, Waker};
use super::{CLOSE, ENQUEUE, POP, WAIT, WAKE};
use crate::decision::Decision;
use crate::token::Event;
use core_shim::{Change, Kind, Region};

/// The real queue and the real wakers, by address. Keeps a [`Queue`] up with what the code does, and
/// holds each thing that the code shows against what should be there.
pub struct Watch {
    memory: Arc<Memory>,
    /// The open waker of each thread, from its first push on.
    own: Vec<Option<Region>>,
    queued: VecDeque<Region>,
    popped: Vec<Option<Region>>,
    /// The copy of the queue's length.
    length: u64,
    /// Whose flag has been set, until it is made runnable.
    to_unpark: Option<usize>,
}

impl Watch {
    pub fn new(memory: Arc<Memory>, threads: usize) -> Self {
        Self {
            memory,
            own: vec![None; threads],
            queued: VecDeque::new(),
            popped: vec![None; threads],
            length: 0,
            to_unpark: None,
        }
    }

    /// Takes in what `thread` did in the step `decision`, wherever it is no matter of the lock word.
    pub fn take(&mut self, queue: &mut Queue, thread: usize, decision: Decision, event: Event) {
        match event {
            Event::Atomic(change) => match self.memory.role(change.access.word) {
                Role::LockWord => {}
                Role::QueueLength => self.length = change.new,
                Role::QueueLock => assert_ne!(change.old, change.new, "nobody else has it"),
                Role::HasWoken => self.take_flag(queue, thread, decision, change),
            },
            Event::Pushed(waker) => {
                assert_eq!(decision, ENQUEUE);
                let own = *self.own[thread].get_or_insert(waker);
                assert_eq!(waker, own, "a thread pushes its own waker");
                self.queued.push_back(waker);
                queue.entries.push_back(Entry { thread, open: true });
            }
            Event::Popped(found) => {
                assert_eq!(decision, POP);
                assert_eq!(found, self.queued.pop_front(), "the head of the queue is popped");
                assert_eq!(self.popped[thread], None, "a thread pops one at a time");
                self.popped[thread] = found;
                queue.popped[thread] = queue.entries.pop_front();
            }
            Event::Unparked(target) => assert_eq!(self.to_unpark.take(), Some(target)),
            // The queue's lock is taken with one, which is of no consequence.
            Event::TookGuardian(_) | Event::DroppedGuardian(_) => {}
        }
    }

    /// An operation on a waker's flag: each old value is held against what it should be.
    fn take_flag(&mut self, queue: &mut Queue, thread: usize, decision: Decision, change: Change) {
        let woken = change.old != 0;
        let whose = if decision == WAKE { self.popped[thread] } else { self.own[thread] };
        let waker = whose.expect("a waker is pushed before its flag is used");
        assert!(change.access.word.lies_in(waker), "the flag is that of another waker");
        let expected = match decision {
            WAKE => !queue.popped[thread].expect("what was popped shows").open,
            _ => queue.wakers[thread] == Waker::Woken,
        };
        assert_eq!(woken, expected, "a waker's flag, in {decision} of thread {thread}");
        match (decision, change.access.kind, change.access.operand) {
            (WAIT, Kind::Load, _) => {}
            (WAIT, Kind::Swap, 0) => queue.wakers[thread] = Waker::Armed,
            (CLOSE, Kind::Swap, 1) => {
                self.own[thread] = None;
                queue.close(thread);
            }
            (WAKE, Kind::Swap, 1) => {
                self.popped[thread] = None;
                self.to_unpark = queue.wake(thread);
            }
            (_, kind, _) => panic!("in {decision} the code does {kind:?} to a waker's flag"),
        }
    }

    /// A step has ended.
    pub fn check(&self, queue: &Queue) {
        let length = queue.entries.len() as u64;
        assert_eq!(self.length, length, "the copy of the queue's length is right between steps");
        assert_eq!(self.to_unpark, None, "whoever is woken is made runnable");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core_shim::{Access, Word};

    /// A lock whose lock word has been used, and the flags of two wakers outside of it.
    struct Scene {
        flags: Box<[bool; 2]>,
        watch: Watch,
        queue: Queue,
    }

    impl Scene {
        /// Thread 0 has pushed its waker.
        fn new() -> Self {
            let lock = 0usize;
            let memory = Memory::of(&lock);
            assert!(memory.is_lock_word(Word::of(&lock)));
            let mut scene = Self {
                flags: Box::default(),
                watch: Watch::new(Arc::new(memory), 2),
                queue: Queue::new(2),
            };
            scene.queue.begin_waiting(0);
            let waker = scene.waker(0);
            scene.take(0, ENQUEUE, Event::Pushed(waker));
            scene
        }

        fn waker(&self, thread: usize) -> Region {
            Region::of(&self.flags[thread])
        }

        fn take(&mut self, thread: usize, decision: Decision, event: Event) {
            self.watch.take(&mut self.queue, thread, decision, event);
        }

        /// `thread` swaps the flag of the waker of thread `whose`.
        fn swap(&mut self, thread: usize, decision: Decision, whose: usize, [old, new]: [u64; 2]) {
            let word = Word::of(&self.flags[whose]);
            let access = Access { kind: Kind::Swap, word, operand: new };
            self.take(thread, decision, Event::Atomic(Change { access, old, new }));
        }

        /// Thread 1 pops the waker of thread 0.
        fn pop(&mut self) {
            let waker = self.waker(0);
            self.take(1, POP, Event::Popped(Some(waker)));
        }
    }

    /// A thread that is popped, woken and made runnable finds that it was.
    #[test]
    fn a_wake_up_is_followed() {
        let mut scene = Scene::new();
        scene.pop();
        scene.swap(1, WAKE, 0, [0, 1]);
        assert_eq!(scene.queue.wakers[0], Waker::Woken);
        scene.take(1, WAKE, Event::Unparked(0));
        scene.watch.check(&scene.queue);
        scene.swap(0, WAIT, 0, [1, 0]);
        assert_eq!(scene.queue.wakers[0], Waker::Armed);
    }

    /// The queue is no other than it seems.
    #[test]
    #[should_panic(expected = "the head of the queue is popped")]
    fn another_head_is_noticed() {
        let mut scene = Scene::new();
        let other = scene.waker(1);
        scene.take(1, POP, Event::Popped(Some(other)));
    }

    /// A flag that was set or cleared by somebody unseen does not go by.
    #[test]
    #[should_panic(expected = "a waker's flag, in Close of thread 0")]
    fn another_flag_is_noticed() {
        Scene::new().swap(0, CLOSE, 0, [1, 1]);
    }

    /// Nor does the flag of somebody else.
    #[test]
    #[should_panic(expected = "the flag is that of another waker")]
    fn the_flag_of_another_is_noticed() {
        Scene::new().swap(0, CLOSE, 1, [0, 1]);
    }

    /// Whoever is woken is made runnable within the same step.
    #[test]
    #[should_panic(expected = "whoever is woken is made runnable")]
    fn a_forgotten_thread_is_noticed() {
        let mut scene = Scene::new();
        scene.pop();
        scene.swap(1, WAKE, 0, [0, 1]);
        scene.watch.check(&scene.queue);
    }

    /// The copy of the queue's length is wrong within a step only.
    #[test]
    #[should_panic(expected = "the copy of the queue's length")]
    fn a_wrong_length_is_noticed() {
        let scene = Scene::new();
        scene.watch.check(&scene.queue);
    }
}
