//! Runs the binary and reads what it prints.

use std::collections::BTreeSet;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

use crate::{mutex, rwmutex, spin};

pub const THREADS: [&str; 3] = ["t1", "t2", "t3"];

/// What is particular to one system.
pub struct Lock {
    pub name: &'static str,
    pub sources: &'static [&'static str],
    pub profiles: &'static [&'static str],
    /// As scripts have them, in the contract's order.
    pub decisions: &'static [&'static str],
    /// The branches of the contract: decision, action and branch.
    pub branches: &'static [[&'static str; 3]],
    pub corpus: LazyLock<Corpus>,
}

pub static LOCKS: [&Lock; 3] = [&spin::LOCK, &mutex::LOCK, &rwmutex::LOCK];

/// Recordings of all profiles of a lock.
pub struct Corpus {
    /// Some short ones with fans.
    pub short: Vec<Trace>,
    /// One long path for each profile, and what hardly ever happens by chance.
    pub long: Vec<Trace>,
}

impl Corpus {
    pub fn record(system: &str, profiles: &[&str], scripts: &[&str]) -> Self {
        let recording = Recording { system, ..Default::default() };
        let (mut short, mut long) = (Vec::new(), Vec::new());
        for &profile in profiles {
            let recording = Recording { profile, ..recording };
            short.extend((1..=3).map(|seed| Recording { seed, fans: 4, ..recording }.trace()));
            long.push(Recording { steps: 2500, ..recording }.trace());
        }
        for script in scripts {
            long.push(Recording { script: Some(script), ..recording }.trace());
        }
        Self { short, long }
    }

    pub fn traces(&self) -> impl Iterator<Item = &Trace> {
        self.short.iter().chain(&self.long)
    }

    /// Every state of every path.
    pub fn states(&self) -> impl Iterator<Item = &Value> {
        self.traces().flat_map(|trace| {
            let after = trace.path().map(|line| &line["state"]);
            std::iter::once(&trace.header["init"]).chain(after)
        })
    }

    /// Every step of every path and of every fan, each with the state before it.
    pub fn windows(&self) -> impl Iterator<Item = (&Value, &Value)> {
        self.traces().flat_map(Trace::windows)
    }
}

/// What to record; the fields are the options of the command line.
#[derive(Clone, Copy)]
pub struct Recording<'a> {
    pub system: &'a str,
    pub seed: u64,
    pub steps: usize,
    pub profile: &'a str,
    pub fans: usize,
    pub threads: &'a [&'a str],
    pub script: Option<&'a str>,
}

impl Default for Recording<'_> {
    fn default() -> Self {
        Self {
            system: "spin",
            seed: 7,
            steps: 60,
            profile: "uniform",
            fans: 0,
            threads: &THREADS,
            script: None,
        }
    }
}

impl Recording<'_> {
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_asterinas"));
        command.arg(self.system);
        command.args(["--seed", &self.seed.to_string(), "--steps", &self.steps.to_string()]);
        command.args(["--profile", self.profile, "--fans", &self.fans.to_string()]);
        command.arg("--constants");
        command.arg(serde_json::json!({"Threads": self.threads}).to_string());
        if let Some(script) = self.script {
            command.args(["--script", script]);
        }
        command.stdin(Stdio::null());
        command
    }

    /// The bytes of the trace.
    pub fn bytes(&self) -> Vec<u8> {
        let Output { status, stdout, stderr } = self.command().output().unwrap();
        assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
        assert!(stderr.is_empty());
        stdout
    }

    pub fn trace(&self) -> Trace {
        let bytes = self.bytes();
        let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
        let header = serde_json::from_slice(lines.next().unwrap()).unwrap();
        Trace { header, lines: lines.map(|line| serde_json::from_slice(line).unwrap()).collect() }
    }

    /// The path that a script alone makes, each step told by `tell`, given its state and its actor.
    pub fn told(script: &str, system: &str, tell: fn(&Value, &str) -> String) -> Vec<String> {
        let steps = script.split(',').count();
        let recording = Recording { system, steps, script: Some(script), ..Default::default() };
        let told = |line: &Value| {
            let after = tell(&line["state"], text(&line["actor"]));
            format!("{} {} -> {after}", entry(line), text(&line["branch"]))
        };
        recording.trace().path().map(told).collect()
    }
}

pub struct Trace {
    pub header: Value,
    /// All lines after the header, path and fans.
    pub lines: Vec<Value>,
}

impl Trace {
    pub fn path(&self) -> impl Iterator<Item = &Value> {
        self.lines.iter().filter(|line| line.get("i").is_some())
    }

    /// Each line with the state from which its decision was tried.
    pub fn windows(&self) -> Vec<(&Value, &Value)> {
        let mut state = &self.header["init"];
        let mut windows = Vec::new();
        for line in &self.lines {
            windows.push((state, line));
            if line.get("i").is_some() {
                state = &line["state"];
            }
        }
        windows
    }
}

/// A decision as scripts have it, with its thread: `t1=CallLock(irq)`.
pub fn entry(line: &Value) -> String {
    let (actor, decision) = (text(&line["actor"]), text(&line["decision"]));
    match line["args"].as_object().unwrap().values().next() {
        Some(argument) => format!("{actor}={decision}({})", text(argument)),
        None => format!("{actor}={decision}"),
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The threads of which an observable has one of these values.
pub fn threads<'a>(state: &'a Value, observable: &str, values: &[&str]) -> BTreeSet<&'a str> {
    let each = state[observable].as_object().unwrap().iter();
    each.filter(|(_, value)| values.contains(&text(value))).map(|(name, _)| &**name).collect()
}
