//! Stands in for `core` where upstream's files are compiled.
//!
//! Every name of the real `core` is here. Only the atomic types differ: each operation on one is
//! reported to the [`Observer`], before and after it happens.

pub use ::core::*;

mod observer;

pub use observer::{Kind, Observer, Word, observe_with};

pub mod sync {
    pub use ::core::sync::*;

    pub mod atomic;
}
