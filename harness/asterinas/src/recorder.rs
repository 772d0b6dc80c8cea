//! The lines of a trace.

use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;

use serde_json::{Map, Value, json};

use crate::cli::Request;
use crate::decision::Decision;
use crate::sync;
use crate::system::{Outcome, System};

const FORMAT: u32 = 1;
const HARNESS: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// One decision that was tried, and what came of it.
pub struct Step<S: System> {
    pub thread: usize,
    pub decision: Decision,
    pub outcome: Outcome,
    /// The state afterwards.
    pub state: S::State,
}

/// Writes one JSON object on each line, its keys in the documented order.
pub struct Recorder<'a, S, W: Write> {
    names: &'a [String],
    out: BufWriter<W>,
    system: PhantomData<S>,
}

impl<'a, S: System, W: Write> Recorder<'a, S, W> {
    /// `names` are those of the threads.
    pub fn new(names: &'a [String], out: W) -> Self {
        Self { names, out: BufWriter::new(out), system: PhantomData }
    }

    /// What is recorded, from what, and the state that it begins with.
    pub fn header(&mut self, request: &Request, init: &S::State) -> io::Result<()> {
        let mut header = json!({
            "format": FORMAT,
            "system": S::NAME,
            "package": sync::PACKAGE,
            "files": hashes(S::SOURCES),
            "harness": HARNESS,
            "seed": request.seed,
            "profile": request.profile,
            "steps": request.steps,
            "fans": request.fans,
        });
        // Only a directed recording says so: what the seed alone decides has no such key.
        if let Some(script) = &request.script {
            header["script"] = script.as_str().into();
        }
        header["constants"] = json!({"Threads": {"#set": request.threads}});
        header["init"] = S::to_json(init, self.names);
        self.line(&header)
    }

    /// Step `i` of the path.
    pub fn path(&mut self, i: usize, step: &Step<S>) -> io::Result<()> {
        let line = self.step("i", i, step);
        self.line(&line)
    }

    /// A decision tried from the state after step `at` of the path.
    pub fn fan(&mut self, at: usize, step: &Step<S>) -> io::Result<()> {
        let line = self.step("at", at, step);
        self.line(&line)
    }

    pub fn line(&mut self, line: &Value) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn step(&self, key: &str, place: usize, step: &Step<S>) -> Value {
        let (action, branch, refused) = match &step.outcome {
            Outcome::Done { action, branch } => (*action, branch, false),
            Outcome::Refused { branch } => ("", branch, true),
        };
        let args: Map<_, _> =
            step.decision.argument.into_iter().map(|(k, v)| (k.to_owned(), v.into())).collect();
        json!({
            key: place,
            "decision": step.decision.name,
            "action": action,
            "branch": branch,
            "actor": self.names[step.thread],
            "args": args,
            "refused": refused,
            "state": S::to_json(&step.state, self.names),
        })
    }
}

/// The hash of each of these files of upstream, as they were compiled.
fn hashes(names: &[&str]) -> Value {
    let hash = |name: &str| {
        let known = sync::FILES.iter().find(|(known, _)| *known == name);
        let (_, hash) = known.unwrap_or_else(|| panic!("build.rs does not compile {name}"));
        format!("sha256:{hash}")
    };
    names.iter().map(|&name| (name, hash(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::spin::Spin;

    /// What `write` writes for a system with the threads `b` and `a`.
    fn written(write: impl FnOnce(&mut Recorder<Spin, &mut Vec<u8>>, Step<Spin>)) -> String {
        let names = ["b".to_owned(), "a".to_owned()];
        let mut out = Vec::new();
        let mut recorder = Recorder::new(&names, &mut out);
        let step = Step {
            thread: 1,
            decision: Decision::with("CallLock", "g", "irq"),
            outcome: Outcome::done("CallLock", "irq"),
            state: Spin::new(2).state().clone(),
        };
        write(&mut recorder, step);
        recorder.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    /// A step of the path is one line, its keys in the documented order and threads in theirs.
    #[test]
    fn a_step_is_one_line() {
        let line = written(|recorder, step| recorder.path(7, &step).unwrap());
        assert_eq!(
            line,
            concat!(
                r#"{"i":7,"decision":"CallLock","action":"CallLock","branch":"irq","actor":"a","#,
                r#""args":{"g":"irq"},"refused":false,"state":{"locked":false,"#,
                r#""pc":{"b":"idle","a":"idle"},"guard":{"b":"none","a":"none"}}}"#,
                "\n"
            )
        );
    }

    /// A refusal in a fan has no action, and no argument is an empty object.
    #[test]
    fn a_refusal_has_no_action() {
        let line = written(|recorder, step| {
            let outcome = Outcome::refused("elsewhere");
            let refused = Step { decision: Decision::plain("Cas"), outcome, ..step };
            recorder.fan(7, &refused).unwrap();
        });
        let beginning = concat!(
            r#"{"at":7,"decision":"Cas","action":"","branch":"elsewhere","actor":"a","#,
            r#""args":{},"refused":true,"state":{"#
        );
        assert!(line.starts_with(beginning), "{line}");
    }
}
