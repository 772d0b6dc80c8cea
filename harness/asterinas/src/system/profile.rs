//! Ways to choose, the same for all locks that have them.

/// Likelihoods, in percent.
#[derive(Debug)]
pub struct Profile {
    pub name: &'static str,
    /// How often the thread that moved last moves again, other than by chance.
    pub same_thread: u64,
    /// How many of the calls do not wait.
    pub try_calls: u64,
    /// How often a sleeping thread may be the next.
    pub spurious: u64,
    /// How many of the acquisitions are for writing, and how many for reading with the right to
    /// upgrade; the others are for reading.
    pub write: u64,
    pub upread: u64,
    /// How often a guard that can become another one does, and is not dropped.
    pub conversions: u64,
}

pub const UNIFORM: Profile = Profile {
    name: "uniform",
    same_thread: 0,
    try_calls: 35,
    spurious: 4,
    write: 35,
    upread: 25,
    conversions: 40,
};

pub const BURSTY: Profile = Profile { name: "bursty", same_thread: 70, ..UNIFORM };

pub const BLOCKING: Profile =
    Profile { name: "blocking", try_calls: 5, write: 55, upread: 20, conversions: 20, ..UNIFORM };

pub const TRY: Profile =
    Profile { name: "try", same_thread: 20, try_calls: 85, upread: 35, ..UNIFORM };

/// Many upgrades, which wait for the readers to leave.
pub const UPGRADE: Profile = Profile {
    name: "upgrade",
    same_thread: 20,
    try_calls: 40,
    write: 15,
    upread: 50,
    conversions: 75,
    ..UNIFORM
};

/// Sleepers that nobody wakes.
pub const STRAND: Profile = Profile {
    name: "strand",
    same_thread: 30,
    try_calls: 50,
    spurious: 1,
    write: 55,
    upread: 20,
    conversions: 8,
};
