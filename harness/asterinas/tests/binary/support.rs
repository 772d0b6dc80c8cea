//! Runs the binary and reads what it prints.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub const THREADS: [&str; 3] = ["t1", "t2", "t3"];
pub const PROFILES: [&str; 4] = ["uniform", "bursty", "blocking", "try"];

/// What to record; the fields are the options of the command line.
#[derive(Clone, Copy)]
pub struct Recording<'a> {
    pub seed: u64,
    pub steps: usize,
    pub profile: &'a str,
    pub fans: usize,
    pub threads: &'a [&'a str],
    pub script: Option<&'a str>,
}

impl Default for Recording<'_> {
    fn default() -> Self {
        Self { seed: 7, steps: 60, profile: "uniform", fans: 0, threads: &THREADS, script: None }
    }
}

impl Recording<'_> {
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_asterinas"));
        command.arg("spin");
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
    match line["args"].get("g") {
        Some(guard) => format!("{actor}={decision}({})", text(guard)),
        None => format!("{actor}={decision}"),
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
