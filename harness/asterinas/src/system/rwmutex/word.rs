//! The lock word, and the operations that the code does on it.

use std::fmt;

use serde_json::{Value, json};

use core_shim::{Access, Kind};

const WRITER: u64 = 1 << 63;
const UPREADER: u64 = 1 << 62;
const UPGRADING: u64 = 1 << 61;
const READER: u64 = 1;

/// The value of the lock word: three flags, and below them a number of readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(u64);

impl Word {
    pub const FREE: Self = Self(0);
    /// Exactly one reader, and so on: no other bit is set.
    pub const ONE_READER: Self = Self(READER);
    pub const ONLY_WRITER: Self = Self(WRITER);
    pub const ONLY_UPREADER: Self = Self(UPREADER);
    pub const WRITER_AND_UPREADER: Self = Self(WRITER | UPREADER);

    pub fn new(value: u64) -> Self {
        Self(value)
    }

    pub fn writer(self) -> bool {
        self.0 & WRITER != 0
    }

    pub fn upreader(self) -> bool {
        self.0 & UPREADER != 0
    }

    pub fn upgrading(self) -> bool {
        self.0 & UPGRADING != 0
    }

    pub fn readers(self) -> u64 {
        self.0 & !(WRITER | UPREADER | UPGRADING)
    }

    pub fn to_json(self) -> Value {
        json!({
            "writer": self.writer(),
            "upreader": self.upreader(),
            "upgrading": self.upgrading(),
            "readers": self.readers(),
        })
    }
}

/// An operation on the lock word: its kind and what it brings along.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Use(Kind, u64);

impl Use {
    pub const ADD_READER: Self = Self(Kind::FetchAdd, READER);
    pub const SUB_READER: Self = Self(Kind::FetchSub, READER);
    pub const CAS_WRITER: Self = Self(Kind::CompareExchange, WRITER);
    pub const CLEAR_WRITER: Self = Self(Kind::FetchAnd, !WRITER);
    pub const SET_UPREADER: Self = Self(Kind::FetchOr, UPREADER);
    pub const SUB_UPREADER: Self = Self(Kind::FetchSub, UPREADER);
    pub const SET_UPGRADING: Self = Self(Kind::FetchOr, UPGRADING);
    pub const CAS_UPGRADE: Self = Self(Kind::CompareExchange, WRITER | UPREADER);
    pub const CAS_DOWNGRADE: Self = Self(Kind::CompareExchange, UPREADER);

    pub fn of(access: Access) -> Self {
        Self(access.kind, access.operand)
    }
}

impl fmt::Debug for Use {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?} of {:#x}", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word has three flags at its upper end, and a count.
    #[test]
    fn a_word_is_decoded() {
        let word = Word::new(1 << 63 | 1 << 61 | 2);
        assert!(word.writer() && !word.upreader() && word.upgrading());
        assert_eq!(word.readers(), 2);
        assert!(Word::new(1 << 62).upreader());
        assert_eq!(Word::new(1 << 62), Word::ONLY_UPREADER);
        let json = r#"{"writer":true,"upreader":false,"upgrading":true,"readers":2}"#;
        assert_eq!(word.to_json().to_string(), json);
    }
}
