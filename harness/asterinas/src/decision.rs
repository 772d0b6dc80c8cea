//! What is decided in a run.

use std::fmt;

/// What can be chosen for a thread: a call with its argument, or to go on with the operation that
/// it stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    pub name: &'static str,
    /// Name and value of the argument.
    pub argument: Option<(&'static str, &'static str)>,
}

impl Decision {
    pub const fn plain(name: &'static str) -> Self {
        Self { name, argument: None }
    }

    pub const fn with(name: &'static str, argument: &'static str, value: &'static str) -> Self {
        Self { name, argument: Some((argument, value)) }
    }
}

/// As scripts have it: `Cas`, `CallLock(irq)`.
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.argument {
            None => write!(f, "{}", self.name),
            Some((_, value)) => write!(f, "{}({value})", self.name),
        }
    }
}
