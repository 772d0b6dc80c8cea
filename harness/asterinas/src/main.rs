//! Drives the real locks of Asterinas (crate `ostd`) from a seed, and prints what they do.
//!
//! Upstream's files are compiled as they are. What they take from the rest of the kernel comes
//! from [`shims`], what they take from `core` and `alloc` comes from the crate `core_shim`. The
//! modules, each resting on those before it:
//!
//! - [`decision`]: what can be chosen for a thread.
//! - [`token`]: the threads that run upstream's code, one at a time and step by step.
//! - [`shims`]: stand-ins for the rest of the kernel.
//! - [`sync`]: upstream's files.
//! - [`system`]: what is particular to one lock: its decisions, its state, the meaning of a step.
//! - [`scheduler`]: who moves next; the choice of the seed, by [`rng`], or of a script.
//! - [`cli`]: the command line, and so what is to be recorded.
//! - [`recorder`]: the lines of a trace.
//! - [`run`]: one run of a system, step by step.
//! - [`fan`]: everything that could happen next, tried from one state.

#![feature(negative_impls)]

// Upstream's `core::sync::atomic` and `alloc::collections` are those of the shim.
extern crate core_shim as alloc;
extern crate core_shim as core;

mod cli;
mod decision;
mod failure;
mod fan;
mod recorder;
mod rng;
mod run;
mod scheduler;
mod shims;
mod sync;
mod system;
mod token;

// Upstream asks for these by the paths that they have in the kernel.
use shims::{irq, task};

use std::env;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use cli::{Command, Request};
use failure::Failure;
use recorder::Recorder;
use run::Run;
use system::{SYSTEMS, System, mutex::Mutex, rwmutex::RwMutex, spin::Spin};

fn main() -> ExitCode {
    match execute() {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the trace has seen enough.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            // With no standard error to write to, the exit code has to do.
            let _ = writeln!(io::stderr(), "{}: {failure}", env!("CARGO_PKG_NAME"));
            ExitCode::from(2)
        }
    }
}

fn execute() -> Result<(), Failure> {
    match cli::parse(env::args_os().skip(1))? {
        Command::Print(text) => Ok(write!(io::stdout(), "{text}")?),
        Command::Record(request) => match request.system.as_str() {
            Spin::NAME => record::<Spin>(&request),
            Mutex::NAME => record::<Mutex>(&request),
            RwMutex::NAME => record::<RwMutex>(&request),
            other => {
                let known = SYSTEMS.map(|(name, _)| name).join(", ");
                Err(Failure::input(format!("no system {other:?}; there are: {known}")))
            }
        },
    }
}

fn record<S: System>(request: &Request) -> Result<(), Failure> {
    let out = io::stdout().lock();
    match &request.entry {
        None => trace::<S>(request, out),
        Some(entry) => fan::entry::<S>(request, entry, out),
    }
}

/// Records the whole trace that `request` asks for.
fn trace<S: System>(request: &Request, out: impl Write) -> Result<(), Failure> {
    let places = fan::places(request.seed, request.steps, request.fans)?;
    let mut run = Run::<S>::new(request)?;
    let mut recorder = Recorder::<S, _>::new(&request.threads, out);
    recorder.header(request, run.system.state())?;
    for at in 0..=request.steps {
        if at > 0 {
            let step = run.advance()?;
            recorder.path(at, &step)?;
        }
        if places.contains(&at) {
            fan::record::<S>(request, at, run.system.state(), &mut recorder)?;
        }
    }
    Ok(recorder.finish()?)
}
