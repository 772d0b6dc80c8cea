//! Records the spin lock with the real binary and checks what a trace promises.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::support::{PROFILES, Recording, THREADS, Trace, entry, text};

const DECISIONS: [&str; 7] = [
    "CallLock(preempt)",
    "CallLock(irq)",
    "CallTryLock(preempt)",
    "CallTryLock(irq)",
    "Cas",
    "Unlock",
    "DropGuard",
];

/// Traces of all profiles, with fans.
static CORPUS: LazyLock<Vec<Trace>> = LazyLock::new(|| {
    let trace = |profile, seed| Recording { seed, profile, fans: 4, ..Default::default() }.trace();
    PROFILES.into_iter().flat_map(|profile| (1..=5).map(move |seed| trace(profile, seed))).collect()
});

/// A seed means one sequence of bytes, in another process and in another folder.
#[test]
fn bytes_repeat() {
    let recording = Recording { fans: 3, ..Default::default() };
    let elsewhere = recording.command().current_dir(std::env::temp_dir()).output().unwrap();
    assert_eq!(recording.bytes(), elsewhere.stdout);
    assert_ne!(recording.bytes(), Recording { seed: 8, ..recording }.bytes());
}

/// The header says everything that is needed to record the same trace again, in the documented
/// order.
#[test]
fn the_header_is_complete() {
    let trace = Recording { fans: 2, threads: &["q", "p"], ..Default::default() }.trace();
    let mut header = trace.header;
    let files = header["files"].take();
    let expected = json!({
        "format": 1,
        "system": "spin",
        "package": "ostd 0.19.0",
        "files": null,
        "harness": "asterinas 0.1.0",
        "seed": 7,
        "profile": "uniform",
        "steps": 60,
        "fans": 2,
        "constants": {"Threads": {"#set": ["q", "p"]}},
        "init": {
            "locked": false,
            "pc": {"q": "idle", "p": "idle"},
            "guard": {"q": "none", "p": "none"},
        },
    });
    assert_eq!(header.to_string(), expected.to_string());

    let files = files.as_object().unwrap();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["src/sync/spin.rs", "src/sync/guard.rs"]);
    for hash in files.values() {
        let digits = text(hash).strip_prefix("sha256:").unwrap();
        assert!(digits.len() == 64 && digits.chars().all(|digit| digit.is_ascii_hexdigit()));
    }
}

/// Lines have the documented keys in the documented order, whether the step was made or refused.
#[test]
fn lines_are_as_documented() {
    let lines = Recording { steps: 1, fans: 2, ..Default::default() }.trace().lines;
    for line in lines {
        let place = if line.get("i").is_some() { "i" } else { "at" };
        let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let rest = ["decision", "action", "branch", "actor", "args", "refused", "state"];
        assert_eq!(keys, [[place].as_slice(), &rest].concat());
        assert_eq!(line["refused"], json!(line["action"] == ""));
    }
}

/// The path counts its steps from 1, each starts where the last one ended, and moves nobody but
/// its actor.
#[test]
fn the_path_is_continuous() {
    for trace in &*CORPUS {
        let numbers: Vec<_> = trace.path().map(|line| line["i"].as_u64().unwrap()).collect();
        assert_eq!(numbers, (1..=60).collect::<Vec<_>>());
        for (before, line) in trace.windows() {
            for name in THREADS.into_iter().filter(|name| line["actor"] != *name) {
                assert_eq!(before["pc"][name], line["state"]["pc"][name]);
                assert_eq!(before["guard"][name], line["state"]["guard"][name]);
            }
        }
    }
}

/// What is refused changes nothing, and what is not refused changes something.
#[test]
fn refusals_change_nothing() {
    for trace in &*CORPUS {
        for (before, line) in trace.windows() {
            assert_eq!(line["refused"], json!(*before == line["state"]), "{line}");
        }
    }
}

/// The three views of a lock agree: its word, where the threads stand, and their guardians.
#[test]
fn observables_agree() {
    for trace in &*CORPUS {
        for state in trace.lines.iter().map(|line| &line["state"]) {
            let holders = THREADS.iter().filter(|name| state["pc"][**name] == "locked").count();
            assert_eq!(holders, usize::from(state["locked"].as_bool().unwrap()));
            for name in THREADS {
                assert_eq!(state["pc"][name] == "idle", state["guard"][name] == "none");
            }
        }
    }
}

/// A fan stands right after its place and holds every decision of every thread once, in order.
#[test]
fn fans_are_complete() {
    let whole: Vec<_> = DECISIONS
        .iter()
        .flat_map(|decision| THREADS.map(|thread| format!("{thread}={decision}")))
        .collect();
    for trace in &*CORPUS {
        let mut fans = BTreeMap::<u64, Vec<String>>::new();
        let mut place = 0;
        for line in &trace.lines {
            match line.get("i") {
                Some(i) => place = i.as_u64().unwrap(),
                None => {
                    assert_eq!(line["at"], place);
                    fans.entry(place).or_default().push(entry(line));
                }
            }
        }
        assert_eq!(fans.len(), 4);
        assert!(fans.values().all(|fan| *fan == whole));
    }
}

/// With as many fans as places, each place has one: the initial state and the last one as well.
#[test]
fn every_place_can_have_a_fan() {
    let trace = Recording { steps: 3, fans: 4, ..Default::default() }.trace();
    let places: BTreeSet<_> = trace.lines.iter().filter_map(|line| line["at"].as_u64()).collect();
    assert_eq!(places, BTreeSet::from([0, 1, 2, 3]));
}

/// A state and a decision have one outcome, whichever seed, profile or fan they were met in: the
/// trace leaves out nothing that decides what happens.
#[test]
fn outcomes_are_determinate() {
    let mut outcomes = BTreeMap::<String, Value>::new();
    for trace in &*CORPUS {
        for (before, line) in trace.windows() {
            let outcome = json!([line["action"], line["branch"], line["refused"], line["state"]]);
            let question = format!("{before} {}", entry(line));
            assert_eq!(*outcomes.entry(question).or_insert(outcome.clone()), outcome);
        }
    }
}

/// Fans are drawn from random numbers of their own: with and without them the path is the same.
#[test]
fn the_path_does_not_depend_on_the_fans() {
    let with_fans = Recording { fans: 9, ..Default::default() }.trace();
    let without = Recording::default().trace();
    assert!(with_fans.path().eq(without.lines.iter()));
}

/// Everything that the contract says the code can do really occurs, and nothing else.
#[test]
fn every_branch_occurs() {
    let seen: BTreeSet<_> = CORPUS
        .iter()
        .flat_map(|trace| &trace.lines)
        .map(|line| [&line["decision"], &line["action"], &line["branch"]].map(text))
        .filter(|[_, _, branch]| *branch != "elsewhere")
        .collect();
    let expected = BTreeSet::from([
        ["CallLock", "CallLock", "irq"],
        ["CallLock", "CallLock", "preempt"],
        ["CallTryLock", "CallTryLock", "irq"],
        ["CallTryLock", "CallTryLock", "preempt"],
        ["Cas", "", "still-locked"],
        ["Cas", "CasFail", "lock"],
        ["Cas", "CasFail", "try"],
        ["Cas", "CasOk", "lock"],
        ["Cas", "CasOk", "spin"],
        ["Cas", "CasOk", "try"],
        ["DropGuard", "DropGuard", "failed"],
        ["DropGuard", "DropGuard", "released"],
        ["Unlock", "Unlock", "store"],
    ]);
    assert_eq!(seen, expected);
}

/// What sets this lock apart: the guardian comes before the lock and outlives it, a failed
/// `try_lock` has one too, and who waits longest has no claim to be next.
#[test]
fn a_script_is_followed() {
    let script = "0:t1=CallLock(irq),t1,t2=CallLock(preempt),t2,t3=CallTryLock(irq),t3,t2=Cas,\
                  t1=Unlock,t3=DropGuard,t3=CallLock(preempt),t3,t1=DropGuard,t3,t2,t2";
    let trace = Recording { script: Some(script), steps: 15, ..Default::default() }.trace();
    let told: Vec<_> = trace
        .path()
        .map(|line| {
            let actor = text(&line["actor"]);
            let [pc, guard] = ["pc", "guard"].map(|field| text(&line["state"][field][actor]));
            format!("{} {} -> {pc} {guard}", entry(line), text(&line["branch"]))
        })
        .collect();
    assert_eq!(
        told,
        [
            "t1=CallLock(irq) irq -> lock irq",
            "t1=Cas lock -> locked irq",
            "t2=CallLock(preempt) preempt -> lock preempt",
            "t2=Cas lock -> spin preempt",
            "t3=CallTryLock(irq) irq -> try irq",
            "t3=Cas try -> failed irq",
            "t2=Cas still-locked -> spin preempt",
            "t1=Unlock store -> released irq",
            "t3=DropGuard failed -> idle none",
            "t3=CallLock(preempt) preempt -> lock preempt",
            "t3=Cas lock -> locked preempt",
            "t1=DropGuard released -> idle none",
            "t3=Unlock store -> released preempt",
            "t2=Cas spin -> locked preempt",
            "t2=Unlock store -> released preempt",
        ]
    );
}

/// A script may begin anywhere: before it the path is the seed's, after it the seed goes on, and
/// its fans follow it too.
#[test]
fn a_script_may_begin_later() {
    let free: Vec<_> = Recording { steps: 12, ..Default::default() }.trace().lines;
    let idle = |line: &Value| THREADS.into_iter().find(|name| line["state"]["pc"][*name] == "idle");
    let (from, name) = (3..8).find_map(|i| Some((i, idle(&free[i - 1])?))).unwrap();
    let script = format!("{from}:{name}=CallTryLock(irq),{name},{name}");

    let recording = Recording { steps: 12, fans: 13, ..Default::default() };
    let trace = Recording { script: Some(&script), ..recording }.trace();
    let path: Vec<_> = trace.path().collect();
    assert_eq!(path.len(), 12);
    assert!(path[..from].iter().copied().eq(&free[..from]));
    assert!(path[from..from + 3].iter().all(|line| line["actor"] == name));
    assert_eq!(path[from]["decision"], "CallTryLock");

    // The fan after the script knows what each thread stands before.
    let made: BTreeSet<_> = trace
        .lines
        .iter()
        .filter(|line| line["at"] == from + 3 && line["branch"] != "elsewhere")
        .map(|line| text(&line["actor"]))
        .collect();
    assert_eq!(made, BTreeSet::from(THREADS));
}

/// Profiles do what their names say: who moves again, and which calls are made.
#[test]
fn profiles_differ() {
    let path = |profile| Recording { profile, steps: 1000, ..Default::default() }.trace().lines;
    let again = |profile| {
        path(profile).windows(2).filter(|pair| pair[0]["actor"] == pair[1]["actor"]).count()
    };
    let calls = |profile, decision| {
        path(profile).iter().filter(|line| line["decision"] == decision).count()
    };
    assert!(again("bursty") > 700 && again("uniform") < 400);
    assert!(calls("blocking", "CallLock") > 5 * calls("blocking", "CallTryLock"));
    assert!(calls("try", "CallTryLock") > 2 * calls("try", "CallLock"));
}

/// Any number of threads under any names can be driven, one alone as well.
#[test]
fn threads_are_a_parameter() {
    for threads in [["only"].as_slice(), &["p", "q", "r", "s"]] {
        let trace = Recording { threads, fans: 2, ..Default::default() }.trace();
        let actors: BTreeSet<_> = trace.path().map(|line| text(&line["actor"])).collect();
        assert_eq!(actors, threads.iter().copied().collect());
        let entries = trace.lines.len() - trace.path().count();
        assert_eq!(entries, 2 * DECISIONS.len() * threads.len());
    }
}
