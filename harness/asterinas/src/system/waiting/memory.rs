//! What the atomics of a lock with a wait queue are for, told from their addresses, and so what a
//! thread stands before, and where its steps end.

use std::sync::{Arc, OnceLock};

use core_shim::{Access, Kind, Region, Word};

use super::POP;
use crate::decision::Decision;
use crate::token::{Border, Event, Operation};

/// One lock, and the wakers that lie outside of it.
pub struct Memory {
    lock: Region,
    lock_word: OnceLock<Word>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    LockWord,
    /// The copy of the queue's length that is read without the queue's own lock.
    QueueLength,
    /// The spin lock around the queue.
    QueueLock,
    /// The flag of some waker.
    HasWoken,
}

/// What a thread stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A call, outside of upstream's code.
    Call,
    LockWord(Kind),
    /// Locking the queue, to push or to pop.
    LockQueue,
    /// The test whether there is anything to pop.
    TestQueue,
    /// The swap of a waker's flag, and the value that it brings.
    SwapWoken(bool),
    Sleep,
    /// Something that does not show: under the queue's lock, or a look at a flag of its own.
    Inside,
}

impl Memory {
    pub fn of<L>(lock: &L) -> Self {
        Self { lock: Region::of(lock), lock_word: OnceLock::new() }
    }

    pub fn is_lock_word(&self, word: Word) -> bool {
        self.role(word) == Role::LockWord
    }

    pub fn role(&self, word: Word) -> Role {
        // Whatever is called first, it begins with the lock word.
        let lock_word = *self.lock_word.get_or_init(|| word);
        if word == lock_word {
            Role::LockWord
        } else if !word.lies_in(self.lock) {
            Role::HasWoken
        } else if word.bytes == size_of::<u32>() {
            Role::QueueLength
        } else {
            Role::QueueLock
        }
    }

    pub fn stop(&self, operation: Operation) -> Stop {
        match operation {
            Operation::Call => Stop::Call,
            Operation::Sleep => Stop::Sleep,
            Operation::DropGuardian => Stop::Inside,
            Operation::Atomic(access) => self.stop_at(access),
        }
    }

    fn stop_at(&self, Access { kind, word, operand }: Access) -> Stop {
        match (self.role(word), kind, operand) {
            (Role::LockWord, ..) => Stop::LockWord(kind),
            (Role::QueueLock, Kind::CompareExchange, 1) => Stop::LockQueue,
            (Role::QueueLength, Kind::FetchAdd, 0) => Stop::TestQueue,
            (Role::HasWoken, Kind::Swap, value) => Stop::SwapWoken(value != 0),
            (Role::QueueLock, Kind::Store, 0)
            | (Role::QueueLength, Kind::FetchAdd | Kind::FetchSub, 1)
            | (Role::HasWoken, Kind::Load, _) => Stop::Inside,
            (role, ..) => panic!("the code does {kind:?} of {operand} to {role:?}"),
        }
    }

    /// Where the steps of all threads end.
    pub fn border(memory: &Arc<Self>) -> Border {
        let memory = memory.clone();
        Arc::new(move |decision, done, next| memory.is_border(decision, done, next))
    }

    /// Whether the step that `decision` began, in which a thread has `done` this, ends before
    /// `operation`.
    fn is_border(&self, decision: Decision, done: &[Event], operation: Operation) -> bool {
        match self.stop(operation) {
            // A call goes on to its first operation, and a sleeper that is run to its swap.
            Stop::LockWord(_) | Stop::SwapWoken(false) if done.is_empty() => false,
            // The test belongs to the pop.
            Stop::LockQueue => decision != POP,
            stop => stop != Stop::Inside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::waiting::{ENQUEUE, WAIT};

    #[derive(Default)]
    struct Lock {
        word: u8,
        length: u32,
        queue: u8,
    }

    fn atomic<T>(kind: Kind, word: &T, operand: u64) -> Operation {
        Operation::Atomic(Access { kind, word: Word::of(word), operand })
    }

    /// Each atomic is known by its place, and by being used first.
    #[test]
    fn atomics_are_told_apart() {
        let (lock, flag) = (Lock::default(), false);
        let memory = Memory::of(&lock);
        let stop = |operation| memory.stop(operation);
        let cas = Kind::CompareExchange;
        assert_eq!(stop(atomic(cas, &lock.word, 1)), Stop::LockWord(cas));
        assert_eq!(stop(atomic(cas, &lock.queue, 1)), Stop::LockQueue);
        assert_eq!(stop(atomic(Kind::FetchAdd, &lock.length, 0)), Stop::TestQueue);
        assert_eq!(stop(atomic(Kind::FetchAdd, &lock.length, 1)), Stop::Inside);
        assert_eq!(stop(atomic(Kind::Swap, &flag, 1)), Stop::SwapWoken(true));
        assert_eq!(stop(atomic(Kind::Load, &flag, 0)), Stop::Inside);
    }

    /// A step goes on to the first operation of what was decided, and through what does not show.
    #[test]
    fn a_step_ends_at_the_next_operation_that_shows() {
        let (lock, flag) = (Lock::default(), false);
        let memory = Memory::of(&lock);
        let word = atomic(Kind::CompareExchange, &lock.word, 1);
        let lock_queue = atomic(Kind::CompareExchange, &lock.queue, 1);
        let swap = atomic(Kind::Swap, &flag, 0);
        let call = Decision::plain("Lock");
        let done = [Event::Unparked(0)];

        assert!(!memory.is_border(call, &[], word));
        assert!(memory.is_border(ENQUEUE, &done, word));
        assert!(!memory.is_border(WAIT, &[], swap));
        assert!(memory.is_border(call, &done, swap));
        assert!(!memory.is_border(POP, &done, lock_queue));
        assert!(memory.is_border(call, &done, lock_queue));
        assert!(!memory.is_border(ENQUEUE, &done, Operation::DropGuardian));
        assert!(memory.is_border(WAIT, &done, Operation::Sleep));
    }

    /// An operation that the contract does not speak of is never passed over.
    #[test]
    #[should_panic(expected = "the code does FetchAdd of 2 to QueueLength")]
    fn an_unknown_operation_is_noticed() {
        let lock = Lock::default();
        let memory = Memory::of(&lock);
        memory.role(Word::of(&lock.word));
        memory.stop(atomic(Kind::FetchAdd, &lock.length, 2));
    }
}
