//! Stands in for `ostd::irq`: interrupts are never really off, it is only recorded who wants them so.

use super::Held;
use crate::sync::GuardTransfer;
use crate::task::atomic_mode::InAtomicMode;
use crate::token::Guardian;

#[derive(Debug)]
pub struct DisabledLocalIrqGuard {
    _held: Held,
}

pub fn disable_local() -> DisabledLocalIrqGuard {
    DisabledLocalIrqGuard { _held: Held::take(Guardian::Irq) }
}

// SAFETY: no handler runs in this process, so nothing can break atomic mode.
unsafe impl InAtomicMode for DisabledLocalIrqGuard {}

impl GuardTransfer for DisabledLocalIrqGuard {
    fn transfer_to(&mut self) -> Self {
        unreachable!("no lock driven here hands its guardian over")
    }
}
