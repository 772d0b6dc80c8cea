//! Stand-ins for the rest of the kernel: the names that upstream's locks use, and nothing behind
//! them but a report to [`crate::token`].

pub mod irq;
pub mod task;

use crate::token::{self, Event, Guardian, Operation};

/// The life of a guardian: reported when it begins, and the thread stands before its end.
#[derive(Debug)]
struct Held(Guardian);

impl Held {
    fn take(guardian: Guardian) -> Self {
        token::note(Event::TookGuardian(guardian));
        Self(guardian)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        token::stand_before(Operation::DropGuardian);
        token::note(Event::DroppedGuardian(self.0));
    }
}
