//! The atomic types of `core`, as far as upstream's files use them.
//!
//! Whatever ordering the caller asks for, every operation is sequentially consistent: one thread
//! runs at a time, so a weaker ordering could not show anyway.

pub use ::core::sync::atomic::Ordering;

use crate::observer::{Kind, Word, observed};

#[repr(transparent)]
pub struct AtomicBool(::core::sync::atomic::AtomicBool);

impl AtomicBool {
    pub const fn new(value: bool) -> Self {
        Self(::core::sync::atomic::AtomicBool::new(value))
    }

    pub fn store(&self, value: bool, _: Ordering) {
        observed(Kind::Store, Word::of(self), || {
            self.0.store(value, Ordering::SeqCst);
            ((), value.into())
        })
    }

    pub fn compare_exchange(
        &self,
        current: bool,
        new: bool,
        _success: Ordering,
        _failure: Ordering,
    ) -> Result<bool, bool> {
        observed(Kind::CompareExchange, Word::of(self), || {
            let result = self.0.compare_exchange(current, new, Ordering::SeqCst, Ordering::SeqCst);
            let value = match result {
                Ok(_) => new,
                Err(found) => found,
            };
            (result, value.into())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::observer::{Observer, observe_with};

    thread_local! {
        static SEEN: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    fn see(what: String) {
        SEEN.with(|seen| seen.borrow_mut().push(what));
    }

    /// Each operation does what `core`'s does, and is reported before, and after with its value.
    #[test]
    fn operations_work_and_are_reported() {
        observe_with(Observer {
            before: |kind, _| see(format!("{kind:?}")),
            after: |_, _, value| see(format!("left {value}")),
        });
        let atomic = AtomicBool::new(false);
        let exchange =
            || atomic.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed);
        assert_eq!(exchange(), Ok(false));
        assert_eq!(exchange(), Err(true));
        atomic.store(false, Ordering::Release);
        assert_eq!(
            SEEN.take(),
            ["CompareExchange", "left 1", "CompareExchange", "left 1", "Store", "left 0"]
        );
    }
}
