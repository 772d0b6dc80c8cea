//! Who is told about the operations, and how they are described.

use std::sync::OnceLock;

/// Which atomic it is: its address, so never to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    address: usize,
    /// Its size.
    pub bytes: usize,
}

impl Word {
    pub fn of<T>(atomic: &T) -> Self {
        Self { address: &raw const *atomic as usize, bytes: size_of::<T>() }
    }

    pub fn lies_in(self, region: Region) -> bool {
        region.start <= self.address && self.address + self.bytes <= region.end
    }
}

/// The memory of a value: addresses, so never to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    start: usize,
    end: usize,
}

impl Region {
    pub fn of<T>(value: &T) -> Self {
        let start = &raw const *value as usize;
        Self { start, end: start + size_of::<T>() }
    }
}

/// What is done to an atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Load,
    Store,
    Swap,
    CompareExchange,
    FetchAdd,
    FetchSub,
    FetchAnd,
    FetchOr,
}

/// One operation on one atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    pub kind: Kind,
    pub word: Word,
    /// What the operation brings along, widened: for a compare-and-swap the new value, for a load 0.
    pub operand: u64,
}

/// An operation that has happened, with the values before and after it, widened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub access: Access,
    pub old: u64,
    pub new: u64,
}

/// Functions that run in the thread whose operation it is.
#[derive(Clone, Copy)]
pub struct Observer {
    /// May block: the operation happens when it returns.
    pub before: fn(Access),
    pub after: fn(Change),
    /// A value was put at the end of a queue.
    pub pushed: fn(Region),
    /// What was taken from the head of a queue, if there was anything.
    pub popped: fn(Option<Region>),
}

static OBSERVER: OnceLock<Observer> = OnceLock::new();

/// Names the observer of this process. The first one named stays.
pub fn observe_with(observer: Observer) {
    OBSERVER.get_or_init(|| observer);
}

/// Tells the observer, if there is one.
pub(crate) fn report(tell: impl FnOnce(&Observer)) {
    if let Some(observer) = OBSERVER.get() {
        tell(observer);
    }
}

/// Runs `operation` between its two reports. `value` reads the atomic; nobody can change it in
/// between, because one thread runs at a time.
pub(crate) fn observed<R>(
    access: Access,
    value: impl Fn() -> u64,
    operation: impl FnOnce() -> R,
) -> R {
    report(|observer| (observer.before)(access));
    let old = value();
    let result = operation();
    report(|observer| (observer.after)(Change { access, old, new: value() }));
    result
}

/// An observer that writes down what it is told, for tests.
#[cfg(test)]
pub(crate) mod notes {
    use std::cell::RefCell;

    use super::{Observer, observe_with};

    thread_local! {
        static NOTES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    fn write(note: String) {
        NOTES.with_borrow_mut(|notes| notes.push(note));
    }

    /// What this thread's `work` has reported.
    pub(crate) fn of(work: impl FnOnce()) -> Vec<String> {
        observe_with(Observer {
            before: |access| write(format!("{:?} {}", access.kind, access.operand)),
            after: |change| write(format!("{} -> {}", change.old, change.new)),
            pushed: |value| write(format!("pushed {}", value.end - value.start)),
            popped: |value| write(format!("popped {:?}", value.map(|it| it.end - it.start))),
        });
        NOTES.take();
        work();
        NOTES.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word is found in the value that it is a part of, and in no other.
    #[test]
    fn a_word_lies_in_its_value() {
        let pairs = [(1u8, 2u32), (3, 4)];
        let word = Word::of(&pairs[0].1);
        assert_eq!(word.bytes, 4);
        assert!(word.lies_in(Region::of(&pairs[0])) && word.lies_in(Region::of(&pairs)));
        assert!(!word.lies_in(Region::of(&pairs[1])) && !word.lies_in(Region::of(&pairs[0].0)));
    }
}
