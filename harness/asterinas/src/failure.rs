//! Why a recording ended early.
//!
//! A defect of the harness, or a step of the real code that its contract does not know, is not
//! here: it panics.

use std::fmt;
use std::io;

#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that is not to be had.
    Input(String),
    /// The trace could not be written.
    Output(io::Error),
    /// The operating system gave no thread or no process.
    Resources(io::Error),
    /// The process that tried one entry of a fan came to nothing.
    Entry(String),
}

impl Failure {
    pub fn input(message: impl Into<String>) -> Self {
        Self::Input(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Input(message) => write!(f, "{message}"),
            Self::Output(error) => write!(f, "cannot write the trace: {error}"),
            Self::Resources(error) => write!(f, "cannot start a thread or a process: {error}"),
            Self::Entry(message) => write!(f, "an entry of a fan failed: {message}"),
        }
    }
}

/// Only writing the trace does plain input and output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
