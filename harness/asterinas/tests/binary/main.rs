//! Tests of the program as its users have it: a command line in, a trace out.

mod command_line;
mod spin;
mod support;
