//! The queue of `alloc`, as far as upstream's files use it.

use std::sync::Arc;

use crate::observer::{Region, report};

/// Reports which values come and go: those that its elements point to.
pub struct VecDeque<T>(std::collections::VecDeque<T>);

impl<T> VecDeque<T> {
    pub const fn new() -> Self {
        Self(std::collections::VecDeque::new())
    }
}

impl<T> Default for VecDeque<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> VecDeque<Arc<T>> {
    pub fn push_back(&mut self, value: Arc<T>) {
        report(|observer| (observer.pushed)(Region::of(&*value)));
        self.0.push_back(value);
    }

    pub fn pop_front(&mut self) -> Option<Arc<T>> {
        let value = self.0.pop_front();
        report(|observer| (observer.popped)(value.as_deref().map(Region::of)));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observer::notes;

    /// It is first in, first out, and reports the values that its elements point to.
    #[test]
    fn a_queue_works_and_is_reported() {
        let (first, second) = (Arc::new(7u64), Arc::new(8u64));
        let told = notes::of(|| {
            let mut queue = VecDeque::default();
            queue.push_back(first.clone());
            queue.push_back(second.clone());
            assert_eq!(queue.pop_front(), Some(first));
            assert_eq!(queue.pop_front(), Some(second));
            assert_eq!(queue.pop_front(), None);
        });
        let expected = ["pushed 8", "pushed 8", "popped Some(8)", "popped Some(8)", "popped None"];
        assert_eq!(told, expected);
    }
}
