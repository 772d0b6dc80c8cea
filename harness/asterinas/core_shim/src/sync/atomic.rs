//! The atomic types of `core`, as far as upstream's files use them.
//!
//! Whatever ordering the caller asks for, every operation is sequentially consistent: one thread
//! runs at a time, so a weaker ordering could not show anyway.

pub use ::core::sync::atomic::Ordering;

use crate::observer::{Access, Kind, Word, observed};

/// Defines an atomic that reports the named operations. All but these, `load` and
/// `compare_exchange`, have the same shape.
macro_rules! atomic {
    ($name:ident of $value:ty { $($operation:ident is $kind:ident -> $result:ty,)* }) => {
        #[repr(transparent)]
        pub struct $name(::core::sync::atomic::$name);

        impl $name {
            pub const fn new(value: $value) -> Self {
                Self(::core::sync::atomic::$name::new(value))
            }

            pub fn load(&self, _: Ordering) -> $value {
                self.observed(Kind::Load, 0, || self.0.load(Ordering::SeqCst))
            }

            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                _success: Ordering,
                _failure: Ordering,
            ) -> Result<$value, $value> {
                self.observed(Kind::CompareExchange, new as u64, || {
                    self.0.compare_exchange(current, new, Ordering::SeqCst, Ordering::SeqCst)
                })
            }

            $(pub fn $operation(&self, value: $value, _: Ordering) -> $result {
                self.observed(Kind::$kind, value as u64, || {
                    self.0.$operation(value, Ordering::SeqCst)
                })
            })*

            fn observed<R>(&self, kind: Kind, operand: u64, operation: impl FnOnce() -> R) -> R {
                let access = Access { kind, word: Word::of(self), operand };
                observed(access, || self.0.load(Ordering::SeqCst) as u64, operation)
            }
        }
    };
}

atomic!(AtomicBool of bool {
    store is Store -> (),
    swap is Swap -> bool,
});

atomic!(AtomicU32 of u32 {
    fetch_add is FetchAdd -> u32,
    fetch_sub is FetchSub -> u32,
});

atomic!(AtomicUsize of usize {
    fetch_add is FetchAdd -> usize,
    fetch_sub is FetchSub -> usize,
    fetch_and is FetchAnd -> usize,
    fetch_or is FetchOr -> usize,
});

#[cfg(test)]
mod tests {
    use super::Ordering::{AcqRel, Acquire, Relaxed, Release};
    use super::*;
    use crate::observer::notes;

    /// A flag does what `core`'s does, and reports each operation before and after it happens.
    #[test]
    fn a_flag_works_and_is_reported() {
        let flag = AtomicBool::new(false);
        let told = notes::of(|| {
            assert_eq!(flag.compare_exchange(false, true, Acquire, Relaxed), Ok(false));
            assert_eq!(flag.compare_exchange(false, true, Acquire, Relaxed), Err(true));
            flag.store(false, Release);
            assert!(!flag.swap(true, AcqRel));
            assert!(flag.load(Acquire));
        });
        let expected = [
            ["CompareExchange 1", "0 -> 1"],
            ["CompareExchange 1", "1 -> 1"],
            ["Store 0", "1 -> 0"],
            ["Swap 1", "0 -> 1"],
            ["Load 0", "1 -> 1"],
        ];
        assert_eq!(told, expected.concat());
    }

    /// So do the numbers.
    #[test]
    fn numbers_work_and_are_reported() {
        let (count, word) = (AtomicU32::new(0), AtomicUsize::new(4));
        let told = notes::of(|| {
            assert_eq!(count.fetch_add(2, Release), 0);
            assert_eq!(count.fetch_sub(1, Release), 2);
            assert_eq!(word.fetch_or(3, Acquire), 4);
            assert_eq!(word.fetch_and(!4, Release), 7);
            assert_eq!(word.fetch_add(1, Acquire), 3);
            assert_eq!(word.fetch_sub(4, Release), 4);
            assert_eq!(word.compare_exchange(0, usize::MAX, AcqRel, Relaxed), Ok(0));
        });
        let expected = [
            ["FetchAdd 2", "0 -> 2"],
            ["FetchSub 1", "2 -> 1"],
            ["FetchOr 3", "4 -> 7"],
            ["FetchAnd 18446744073709551611", "7 -> 3"],
            ["FetchAdd 1", "3 -> 4"],
            ["FetchSub 4", "4 -> 0"],
            ["CompareExchange 18446744073709551615", "0 -> 18446744073709551615"],
        ];
        assert_eq!(told, expected.concat());
    }
}
