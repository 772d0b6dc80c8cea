//! Who is told about the atomic operations.

use std::sync::OnceLock;

/// Which atomic it is: its address, so never to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(usize);

impl Word {
    pub(crate) fn of<T>(atomic: &T) -> Self {
        Self(&raw const *atomic as usize)
    }
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    CompareExchange,
    Store,
}

/// Two functions that run in the thread whose operation it is.
#[derive(Clone, Copy)]
pub struct Observer {
    /// May block: the operation happens when it returns.
    pub before: fn(Kind, Word),
    /// Given the value that the word holds now, the old one or a new one, widened.
    pub after: fn(Kind, Word, u64),
}

static OBSERVER: OnceLock<Observer> = OnceLock::new();

/// Names the observer of this process. The first one named stays.
pub fn observe_with(observer: Observer) {
    OBSERVER.get_or_init(|| observer);
}

/// Runs `operation` between the two reports; it returns its result and the value it left behind.
/// Without an observer it just runs.
pub(crate) fn observed<R>(kind: Kind, word: Word, operation: impl FnOnce() -> (R, u64)) -> R {
    let observer = OBSERVER.get();
    if let Some(observer) = observer {
        (observer.before)(kind, word);
    }
    let (result, value) = operation();
    if let Some(observer) = observer {
        (observer.after)(kind, word, value);
    }
    result
}
