//! Stands in for `core` and for `alloc` where upstream's files are compiled.
//!
//! Every name of the real `core` is here, and those of `alloc` that upstream uses. Only the atomic
//! types and the queue differ: each operation on one is reported to the [`Observer`].

pub use ::core::*;

pub mod collections;
mod observer;

pub use observer::{Access, Change, Kind, Observer, Region, Word, observe_with};

pub mod sync {
    pub use ::core::sync::*;
    pub use ::std::sync::Arc;

    pub mod atomic;
}
