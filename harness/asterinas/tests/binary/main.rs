//! Tests of the program as its users have it: a command line in, a trace out.

mod command_line;
mod mutex;
mod promises;
mod rwmutex;
mod spin;
mod support;
mod waiting;
