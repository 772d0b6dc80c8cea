//! Fans: everything that could happen next, tried from one state of the path.
//!
//! A thread in the middle of upstream's code cannot be put back, so each entry that really runs
//! has a process of its own: this same program, which makes the steps of the path up to there,
//! silently, and then the one step of the entry. Where a thread does not stand before the
//! operation, the decision is refused as `elsewhere`, and there is nothing to run.

use std::collections::BTreeSet;
use std::env;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::cli::Request;
use crate::decision::Decision;
use crate::failure::Failure;
use crate::recorder::{Recorder, Step};
use crate::rng::{Rng, Stream};
use crate::run::Run;
use crate::scheduler::Move;
use crate::system::{Outcome, System};

/// The places of a path of `steps` steps that get a fan: after that many steps, 0 for the initial
/// state. With more fans come more places; those that were there stay.
pub fn places(seed: u64, steps: usize, fans: usize) -> Result<BTreeSet<usize>, Failure> {
    let count = steps.saturating_add(1);
    if fans > count {
        let message = format!("--fans {fans}: a path of {steps} steps has {count} places");
        return Err(Failure::input(message));
    }
    let mut rng = Rng::new(seed, Stream::Fans);
    let mut places = BTreeSet::new();
    while places.len() < fans {
        places.insert(rng.below(count as u64) as usize);
    }
    Ok(places)
}

/// Records the fan of `state`, which the path is in after `at` steps.
pub fn record<S: System>(
    request: &Request,
    at: usize,
    state: &S::State,
    recorder: &mut Recorder<S, impl Write>,
) -> Result<(), Failure> {
    let threads = 0..request.threads.len();
    let possible: Vec<_> = threads.clone().map(|thread| S::possible(state, thread)).collect();
    for &decision in S::DECISIONS {
        for thread in threads.clone() {
            if possible[thread].contains(&decision) {
                recorder.line(&try_apart(request, at, thread, decision)?)?;
            } else {
                let outcome = Outcome::refused("elsewhere");
                recorder.fan(at, &Step { thread, decision, outcome, state: state.clone() })?;
            }
        }
    }
    Ok(())
}

/// In the process of one entry: goes along the path of `request` and prints only what comes after.
pub fn entry<S: System>(request: &Request, entry: &str, out: impl Write) -> Result<(), Failure> {
    let entry_failure = |message| Failure::input(format!("--entry: {message}"));
    let entry = Move::parse(entry, &request.threads, S::DECISIONS).map_err(entry_failure)?;
    let mut run = Run::<S>::new(request)?;
    for _ in 0..request.steps {
        run.advance()?;
    }
    let possible = S::possible(run.system.state(), entry.thread);
    let step = run.make(entry.thread, entry.decide(&possible).map_err(entry_failure)?);
    let mut recorder = Recorder::<S, _>::new(&request.threads, out);
    recorder.fan(request.steps, &step)?;
    Ok(recorder.finish()?)
}

/// Has a process try the entry: its line of the trace.
fn try_apart(
    request: &Request,
    at: usize,
    thread: usize,
    decision: Decision,
) -> Result<Value, Failure> {
    let entry = format!("{}={decision}", request.threads[thread]);
    let failure = |why: String| Failure::Entry(format!("{entry} at {at}: {}", why.trim_end()));
    let output = Command::new(env::current_exe().map_err(Failure::Resources)?)
        .args(request.entry_arguments(at, &entry))
        .stdin(Stdio::null())
        .output()
        .map_err(Failure::Resources)?;
    if !output.status.success() {
        return Err(failure(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failure(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places are distinct, lie on the path with its initial state, and repeat with the seed.
    #[test]
    fn places_are_drawn_from_the_seed() {
        let all = places(7, 5, 6).unwrap();
        assert_eq!(all, BTreeSet::from([0, 1, 2, 3, 4, 5]));
        assert_eq!(places(7, 1000, 9).unwrap(), places(7, 1000, 9).unwrap());
        assert_ne!(places(7, 1000, 9).unwrap(), places(8, 1000, 9).unwrap());
    }

    /// More fans add places and keep the others.
    #[test]
    fn places_only_grow() {
        let few = places(3, 100, 4).unwrap();
        assert!(few.is_subset(&places(3, 100, 20).unwrap()));
    }

    /// More fans than the path has places are refused, and never drawn for ever.
    #[test]
    fn there_are_no_more_fans_than_places() {
        assert!(places(7, 5, 7).is_err());
        assert!(places(7, 0, 1).is_ok());
    }
}
