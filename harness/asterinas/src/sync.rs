//! Upstream's own files, unmodified, under the names that they have in the kernel.
//!
//! `build.rs` writes what is included here, with the package's version (`PACKAGE`) and the hash
//! of each file (`FILES`).

// The harness uses a part of what upstream offers, and does not lint what is not its own.
#![allow(dead_code, unexpected_cfgs, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/upstream.rs"));

pub use self::{
    guard::{GuardTransfer, LocalIrqDisabled, PreemptDisabled},
    mutex::Mutex,
    rwmutex::{RwMutex, RwMutexReadGuard, RwMutexUpgradeableGuard, RwMutexWriteGuard},
    spin::SpinLock,
    wait::WaitQueue,
};
