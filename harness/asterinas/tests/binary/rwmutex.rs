//! Records the mutex for readers and writers with the real binary and checks what is particular to it.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::support::{Corpus, Lock, Recording, text, threads};
use crate::waiting;

const PROFILES: &[&str] = &["uniform", "bursty", "blocking", "try", "upgrade", "strand"];

pub static LOCK: Lock = Lock {
    name: "rwmutex",
    sources: &["src/sync/rwmutex.rs", "src/sync/wait.rs", "src/sync/spin.rs", "src/sync/guard.rs"],
    profiles: PROFILES,
    decisions: &[
        "Acquire(read)",
        "Acquire(write)",
        "Acquire(upread)",
        "Acquire(try_read)",
        "Acquire(try_write)",
        "Acquire(try_upread)",
        "Enqueue",
        "Recheck",
        "Undo",
        "Wait",
        "Close",
        "Release",
        "Upgrade",
        "UpgradeCas",
        "UpgradeFinish",
        "Downgrade",
        "DowngradeFinish",
        "Pop",
        "Wake",
    ],
    branches: BRANCHES,
    corpus: LazyLock::new(|| Corpus::record("rwmutex", PROFILES, &[])),
};

const BRANCHES: &[[&str; 3]] = &[
    ["Acquire", "", "try_upread:both"],
    ["Acquire", "", "try_upread:upreader"],
    ["Acquire", "", "try_write:nobody"],
    ["Acquire", "", "try_write:readers"],
    ["Acquire", "", "try_write:upreader"],
    ["Acquire", "", "try_write:writer"],
    ["Acquire", "AcquireFail", "read:upgrading"],
    ["Acquire", "AcquireFail", "read:writer"],
    ["Acquire", "AcquireFail", "try_read:upgrading"],
    ["Acquire", "AcquireFail", "try_read:writer"],
    ["Acquire", "AcquireFail", "try_upread:writer"],
    ["Acquire", "AcquireFail", "upread:both"],
    ["Acquire", "AcquireFail", "upread:upreader"],
    ["Acquire", "AcquireFail", "upread:writer"],
    ["Acquire", "AcquireFail", "write:nobody"],
    ["Acquire", "AcquireFail", "write:readers"],
    ["Acquire", "AcquireFail", "write:upreader"],
    ["Acquire", "AcquireFail", "write:writer"],
    ["Acquire", "AcquireOk", "read:alone"],
    ["Acquire", "AcquireOk", "read:readers"],
    ["Acquire", "AcquireOk", "read:upreader"],
    ["Acquire", "AcquireOk", "try_read:alone"],
    ["Acquire", "AcquireOk", "try_read:readers"],
    ["Acquire", "AcquireOk", "try_read:upreader"],
    ["Acquire", "AcquireOk", "try_upread:alone"],
    ["Acquire", "AcquireOk", "try_upread:readers"],
    ["Acquire", "AcquireOk", "try_write"],
    ["Acquire", "AcquireOk", "upread:alone"],
    ["Acquire", "AcquireOk", "upread:readers"],
    ["Acquire", "AcquireOk", "write"],
    ["Close", "Close", "armed"],
    ["Close", "Close", "woken"],
    ["Downgrade", "", "again"],
    ["Downgrade", "DowngradeFail", "first"],
    ["Downgrade", "DowngradeOk", "again"],
    ["Downgrade", "DowngradeOk", "first"],
    ["DowngradeFinish", "DowngradeFinish", "and"],
    ["Enqueue", "Enqueue", "alone"],
    ["Enqueue", "Enqueue", "behind"],
    ["Enqueue", "Enqueue", "behind:stale"],
    ["Pop", "PopNone", "all:empty"],
    ["Pop", "PopNone", "one:empty"],
    ["Pop", "PopWaker", "all:closed"],
    ["Pop", "PopWaker", "all:closed:more"],
    ["Pop", "PopWaker", "all:open"],
    ["Pop", "PopWaker", "all:open:more"],
    ["Pop", "PopWaker", "one:closed"],
    ["Pop", "PopWaker", "one:closed:more"],
    ["Pop", "PopWaker", "one:open"],
    ["Pop", "PopWaker", "one:open:more"],
    ["Recheck", "RecheckFail", "read:upgrading"],
    ["Recheck", "RecheckFail", "read:writer"],
    ["Recheck", "RecheckFail", "upread:both"],
    ["Recheck", "RecheckFail", "upread:upreader"],
    ["Recheck", "RecheckFail", "upread:writer"],
    ["Recheck", "RecheckFail", "write:nobody"],
    ["Recheck", "RecheckFail", "write:readers"],
    ["Recheck", "RecheckFail", "write:upreader"],
    ["Recheck", "RecheckFail", "write:writer"],
    ["Recheck", "RecheckOk", "read:alone"],
    ["Recheck", "RecheckOk", "read:readers"],
    ["Recheck", "RecheckOk", "read:upreader"],
    ["Recheck", "RecheckOk", "upread:alone"],
    ["Recheck", "RecheckOk", "upread:readers"],
    ["Recheck", "RecheckOk", "write"],
    ["Release", "Release", "R:last"],
    ["Release", "Release", "R:other-bits"],
    ["Release", "Release", "R:readers"],
    ["Release", "Release", "U:alone"],
    ["Release", "Release", "U:shared"],
    ["Release", "Release", "W"],
    ["Release", "Release", "W:transient"],
    ["Undo", "Undo", "read:enqueue"],
    ["Undo", "Undo", "read:enqueue:strands"],
    ["Undo", "Undo", "read:return"],
    ["Undo", "Undo", "read:return:strands"],
    ["Undo", "Undo", "read:wait"],
    ["Undo", "Undo", "read:wait:strands"],
    ["Undo", "Undo", "upread:enqueue"],
    ["Undo", "Undo", "upread:enqueue:strands"],
    ["Undo", "Undo", "upread:return"],
    ["Undo", "Undo", "upread:return:strands"],
    ["Undo", "Undo", "upread:wait"],
    ["Undo", "Undo", "upread:wait:strands"],
    ["Upgrade", "Upgrade", "alone"],
    ["Upgrade", "Upgrade", "readers"],
    ["UpgradeCas", "", "readers"],
    ["UpgradeCas", "UpgradeCasOk", "sole"],
    ["UpgradeFinish", "UpgradeFinish", "sub"],
    ["UpgradeFinish", "UpgradeFinish", "sub:transient"],
    ["Wait", "", "spurious"],
    ["Wait", "Resume", "asleep"],
    ["Wait", "Resume", "awake"],
    ["Wait", "Sleep", "armed"],
    ["Wake", "WakeSkip", "all:closed"],
    ["Wake", "WakeSkip", "one:closed"],
    ["Wake", "WakeUp", "all:asleep"],
    ["Wake", "WakeUp", "all:has-lock"],
    ["Wake", "WakeUp", "all:not-asleep"],
    ["Wake", "WakeUp", "one:asleep"],
    ["Wake", "WakeUp", "one:has-lock"],
    ["Wake", "WakeUp", "one:not-asleep"],
];

/// At first nobody has anything.
#[test]
fn the_initial_state_is_as_documented() {
    let expected = json!({
        "word": {"writer": false, "upreader": false, "upgrading": false, "readers": 0},
        "pc": {"t1": "idle", "t2": "idle", "t3": "idle"},
        "op": {"t1": "none", "t2": "none", "t3": "none"},
        "held": {"t1": "none", "t2": "none", "t3": "none"},
        "waker": {"t1": "none", "t2": "none", "t3": "none"},
        "queue": [],
        "popped": {"t1": [], "t2": [], "t3": []},
    });
    let header = Recording { system: "rwmutex", ..Default::default() }.trace().header;
    assert_eq!(header["init"].to_string(), expected.to_string());
}

/// A writer has the lock for itself, and there is one upreader at most.
#[test]
fn guards_exclude_each_other() {
    for state in LOCK.corpus.states() {
        let [readers, writers, upreaders] =
            ["R", "W", "U"].map(|guard| threads(state, "held", &[guard]).len());
        assert!(writers == 0 || writers == 1 && readers + upreaders == 0, "{state}");
        assert!(upreaders <= 1, "{state}");
    }
}

/// Each part of the word is accounted for: by guards, by conversions, and by failed attempts that
/// have not been undone.
#[test]
fn the_word_is_accounted_for() {
    for state in LOCK.corpus.states() {
        let word = &state["word"];
        let held = |guard| threads(state, "held", &[guard]);
        let at = |pc| threads(state, "pc", &[pc]);
        let undoing = |ops: &[_]| at("undo").intersection(&threads(state, "op", ops)).count();
        let upreads = undoing(&["upread", "try_upread"]);
        let upreader = !held("U").is_empty() || upreads > 0 || !at("upgrade_finish").is_empty();

        assert_eq!(word["writer"], !held("W").is_empty(), "{state}");
        assert_eq!(word["upreader"], upreader, "{state}");
        assert_eq!(word["upgrading"], !at("upgrading").is_empty(), "{state}");
        assert_eq!(word["readers"], held("R").len() + undoing(&["read", "try_read"]), "{state}");
    }
}

/// A call is known while it waits or undoes, and only then.
#[test]
fn calls_are_known_while_they_last() {
    for state in LOCK.corpus.states() {
        let inside = ["enqueue", "recheck", "wait", "asleep", "close", "undo"];
        let ops = ["read", "write", "upread", "try_read", "try_write", "try_upread"];
        assert_eq!(threads(state, "pc", &inside), threads(state, "op", &ops), "{state}");
    }
}

/// Guards are entered and converted as the word allows.
#[test]
fn guards_are_had_by_the_rules() {
    for (before, line) in LOCK.corpus.windows() {
        let (word, actor) = (&before["word"], text(&line["actor"]));
        let flag = |name: &str| word[name] == true;
        let [old, new] = [before, &line["state"]].map(|state| text(&state["held"][actor]));
        let allowed = match (old, new) {
            ("none", "R") => !flag("writer") && !flag("upgrading"),
            ("none", "U") => !flag("writer") && !flag("upreader"),
            ("none", "W") => is_free(before),
            ("U", "W") => word["readers"] == 0 && flag("upgrading"),
            ("W", "U") => word["readers"] == 0 && !flag("upreader"),
            (_, "none") => old == "none" || line["decision"] == "Release",
            _ => old == new,
        };
        assert!(allowed, "{before} {line}");
    }
}

/// Taking back a failed attempt wakes nobody.
#[test]
fn an_undo_wakes_nobody() {
    for (before, line) in LOCK.corpus.windows() {
        if line["action"] == "Undo" {
            let after = &line["state"];
            assert_eq!([&before["queue"], &before["popped"]], [&after["queue"], &after["popped"]]);
            let pc = text(&after["pc"][text(&line["actor"])]);
            assert!(["idle", "enqueue", "wait"].contains(&pc), "{line}");
        }
    }
}

/// What all locks with a queue promise.
#[test]
fn the_queue_is_kept() {
    waiting::check_states(&LOCK);
    waiting::check_steps(&LOCK);
    waiting::check_sleepers(&LOCK);
}

/// The lost wake-up: a writer sleeps although the lock is free, and nobody is left to wake it. The
/// failed attempt of another thread was in the way, and to take that back wakes nobody.
#[test]
fn a_wake_up_is_lost() {
    for op in ["try_read", "try_upread"] {
        let script = format!(
            "0:t1=Acquire(write),t2=Acquire({op}),t1=Release,t1=Pop,t1=Acquire(write),\
             t1=Enqueue,t1=Recheck,t1=Wait,t2=Undo"
        );
        let recording = Recording { system: "rwmutex", steps: 9, ..Default::default() };
        let trace = Recording { script: Some(&script), ..recording }.trace();
        assert_eq!(trace.header["script"], script.as_str());

        let branches: Vec<_> = trace.path().map(|line| text(&line["branch"])).collect();
        assert_eq!(branches[4..8], ["write:nobody", "alone", "write:nobody", "armed"]);
        assert_eq!(branches[8], format!("{}:return:strands", &op[4..]));
        let last = &trace.lines.last().unwrap()["state"];
        assert!(is_free(last));
        assert_eq!(last["pc"], json!({"t1": "asleep", "t2": "idle", "t3": "idle"}));
        assert_eq!(last["op"]["t1"], "write");
        assert_eq!(last["held"], json!({"t1": "none", "t2": "none", "t3": "none"}));
        assert_eq!(last["waker"]["t1"], "armed");
        assert_eq!(last["queue"], json!([{"thread": "t1", "open": true}]));
    }
}

/// After a lost wake-up the next release wakes the sleeper: others go on meanwhile.
#[test]
fn a_path_goes_on_after_a_lost_wake_up() {
    let script =
        "0:t1=Acquire(write),t2=Acquire(try_read),t1=Release,t1,t1=Acquire(write),t1,t1,t1,t2";
    let recording = Recording { system: "rwmutex", profile: "strand", ..Default::default() };
    let trace = Recording { script: Some(script), ..recording }.trace();
    assert_eq!(trace.path().count(), 60);
    assert!(trace.path().skip(9).any(|line| line["actor"] == "t1" && line["action"] == "Resume"));
}

/// Profiles do what their names say.
#[test]
fn profiles_differ() {
    // How many of 100 acquiring calls are of these kinds.
    let share = |profile, kinds: &[&str]| {
        let recording = Recording { system: "rwmutex", profile, steps: 3000, ..Default::default() };
        let trace = recording.trace();
        let calls: Vec<_> = trace.path().filter_map(|line| line["args"]["o"].as_str()).collect();
        100 * calls.iter().filter(|op| kinds.contains(op)).count() / calls.len()
    };
    let tries = ["try_read", "try_write", "try_upread"];
    assert!(share("try", &tries) > 75 && share("blocking", &tries) < 10);
    let writes = ["write", "try_write"];
    assert!(share("blocking", &writes) > 45 && share("upgrade", &writes) < 25);
    assert!(share("upgrade", &["upread", "try_upread"]) > 40);

    // And how many upgrades and downgrades there are to 100 releases.
    let conversions = |profile| {
        let recording = Recording { system: "rwmutex", profile, steps: 3000, ..Default::default() };
        let trace = recording.trace();
        let count = |names: &[&str]| {
            trace.path().filter(|line| names.contains(&text(&line["action"]))).count()
        };
        100 * count(&["Upgrade", "DowngradeOk"]) / count(&["Release"])
    };
    assert!(conversions("upgrade") > 100 && conversions("strand") < 20);
}

fn is_free(state: &Value) -> bool {
    let free = json!({"writer": false, "upreader": false, "upgrading": false, "readers": 0});
    state["word"] == free
}
