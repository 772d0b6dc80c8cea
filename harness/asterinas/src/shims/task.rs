//! Stands in for `ostd::task`: there is nothing to preempt, it is only recorded who wants it so.

use super::Held;
use crate::sync::GuardTransfer;
use crate::token::Guardian;
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
