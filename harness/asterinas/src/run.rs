//! One run of a system, step by step.

use crate::cli::Request;
use crate::decision::Decision;
use crate::failure::Failure;
use crate::recorder::Step;
use crate::scheduler::{Scheduler, Script};
use crate::system::{Outcome, System};
use crate::token::Stage;

/// A system, its threads, and who chooses.
pub struct Run<S> {
    pub system: S,
    stage: Stage,
    scheduler: Scheduler,
}

impl<S: System> Run<S> {
    pub fn new(request: &Request) -> Result<Self, Failure> {
        let scheduler = scheduler::<S>(request)?;
        let system = S::new(request.threads.len());
        let lives = request.threads.iter().map(|_| system.life()).collect();
        let stage = Stage::new(lives, system.border()).map_err(Failure::Resources)?;
        Ok(Self { system, stage, scheduler })
    }

    /// Makes the step that is next on the path.
    pub fn advance(&mut self) -> Result<Step<S>, Failure> {
        let (thread, decision) = self.scheduler.choose::<S>(self.system.state())?;
        Ok(self.make(thread, decision))
    }

    /// Makes one step, which must be a possible one.
    pub fn make(&mut self, thread: usize, decision: Decision) -> Step<S> {
        let before = self.system.state().clone();
        let arrival = self.stage.resume(thread, decision);
        self.system.observe(thread, decision, &arrival);
        let state = self.system.state().clone();
        let outcome = S::outcome(&before, thread, decision, &state);
        let refused = matches!(outcome, Outcome::Refused { .. });
        assert_eq!(refused, before == state, "{decision} is refused when it changes nothing");
        Step { thread, decision, outcome, state }
    }
}

fn scheduler<S: System>(request: &Request) -> Result<Scheduler, Failure> {
    let profile = S::PROFILES.iter().find(|profile| profile.name == request.profile);
    let profile = profile.ok_or_else(|| {
        let known: Vec<_> = S::PROFILES.iter().map(|profile| profile.name).collect();
        Failure::input(format!("no profile {:?}; there are: {}", request.profile, known.join(", ")))
    })?;
    let script = match &request.script {
        None => Script::default(),
        Some(text) => Script::parse(text, &request.threads, S::DECISIONS)
            .map_err(|message| Failure::input(format!("--script: {message}")))?,
    };
    if request.entry.is_none() && script.end() > request.steps {
        let (end, steps) = (script.end(), request.steps);
        let message = format!("--script: it ends with step {end}, the path with step {steps}");
        return Err(Failure::input(message));
    }
    Ok(Scheduler::new(request.seed, profile, script, request.threads.len()))
}
