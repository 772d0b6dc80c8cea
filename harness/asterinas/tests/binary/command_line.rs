//! Uses the binary in ways that do not end with a trace.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::support::{LOCKS, Recording};

/// Runs the binary with `line` as its arguments, which hold no spaces.
fn run(line: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_asterinas"));
    let output = command.args(line.split_whitespace()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Asking for what is not to be had ends with exit code 2 and one line that names the trouble,
/// before anything is printed.
#[test]
fn bad_input_is_refused() {
    let good =
        "spin --seed 7 --steps 5 --profile uniform --fans 0 --constants {\"Threads\":[\"a\"]}";
    assert_eq!(run(good).0, Some(0));
    for (wrong, line) in [
        ("SYSTEM is missing", "".to_owned()),
        ("no system \"futex\"; there are: spin, mutex, rwmutex", good.replace("spin", "futex")),
        ("unexpected argument \"more\"", format!("{good} more")),
        ("invalid option '--loud'", format!("{good} --loud")),
        ("--seed is missing", good.replace("--seed 7", "")),
        ("--seed is given twice", format!("{good} --seed 8")),
        ("--seed: \"-1\"", good.replace("--seed 7", "--seed -1")),
        ("--seed: \"18446744073709551616\"", good.replace('7', "18446744073709551616")),
        ("--steps: \"many\"", good.replace("steps 5", "steps many")),
        ("no profile \"calm\"", good.replace("uniform", "calm")),
        ("no profile \"strand\"", good.replace("uniform", "strand")),
        ("--fans 7: a path of 5 steps has 6 places", good.replace("fans 0", "fans 7")),
        ("--constants: EOF", good.replace("{\"Threads\":[\"a\"]}", "{")),
        ("at least one thread", good.replace("\"a\"", "")),
        ("two threads are named \"a\"", good.replace("\"a\"", "\"a\",\"a\"")),
        ("--script: \"a\" is not FROM:MOVE", format!("{good} --script a")),
        ("no thread \"b\"", format!("{good} --script 0:b")),
        ("no decision \"CallLock\"", format!("{good} --script 0:a=CallLock")),
        (
            "no decision \"Cas\" in move \"a=Cas\"; there are: Lock, TryLock, Enqueue,",
            format!("{} --script 0:a=Cas", good.replace("spin", "mutex")),
        ),
        ("it ends with step 6", format!("{good} --script 5:a")),
    ] {
        let (code, stdout, stderr) = run(&line);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{line}");
        assert!(stderr.contains(wrong) && stderr.lines().count() == 1, "{line}: {stderr}");
    }
}

/// A script that asks for a step that cannot be made is not followed with some other step.
#[test]
fn an_impossible_script_is_refused() {
    for (script, wrong) in [
        ("0:t1=Unlock", "step 1: the thread cannot do Unlock, but: CallLock(preempt),"),
        ("0:t1", "step 1: the thread needs one of: CallLock(preempt),"),
        (
            "0:t1=CallLock(irq),t1=CallLock(irq)",
            "step 2: the thread cannot do CallLock(irq), but: Cas",
        ),
    ] {
        let recording = Recording { script: Some(script), ..Default::default() };
        let output = recording.command().output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr.contains(wrong) && stderr.lines().count() == 1, "{stderr}");
    }
}

/// A reader that has seen enough ends the recording without a complaint.
#[test]
fn a_broken_pipe_ends_quietly() {
    let recording = Recording { steps: 20_000, ..Default::default() };
    let mut command = recording.command();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"format\":1,"));
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
    assert!(child.wait().unwrap().success());
}

/// The program tells how it is used and what it is.
#[test]
fn help_and_version_are_there() {
    let (code, help, _) = run("--help");
    assert!(code == Some(0) && help.starts_with("usage: asterinas SYSTEM --seed N"));
    for lock in LOCKS {
        let line = help.lines().find(|line| line.trim_start().starts_with(lock.name)).unwrap();
        assert!(line.ends_with(&format!("  {}", lock.profiles.join(", "))), "{line}");
    }
    assert_eq!(run("--version").1, "asterinas 0.1.0\n");
}

/// One entry of a fan can be asked for by itself, of any lock: it is a line of the fan.
#[test]
fn an_entry_can_be_had_alone() {
    for (system, entry) in
        [("spin", "t2=CallLock(irq)"), ("mutex", "t2=Lock"), ("rwmutex", "t2=Acquire(try_write)")]
    {
        let recording = Recording { system, steps: 0, ..Default::default() };
        let output = recording.command().args(["--entry", entry]).output().unwrap();
        let alone = String::from_utf8(output.stdout).unwrap();
        let fan = String::from_utf8(Recording { fans: 1, ..recording }.bytes()).unwrap();
        assert_eq!(alone.lines().count(), 1);
        assert!(alone.starts_with("{\"at\":0,") && fan.contains(&alone), "{alone}");
    }
}
