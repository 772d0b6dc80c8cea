//! Records the spin lock with the real binary and checks what is particular to it.

use std::sync::LazyLock;

use serde_json::json;

use crate::support::{Corpus, Lock, Recording, THREADS, text, threads};

const PROFILES: &[&str] = &["uniform", "bursty", "blocking", "try"];

pub static LOCK: Lock = Lock {
    name: "spin",
    sources: &["src/sync/spin.rs", "src/sync/guard.rs"],
    profiles: PROFILES,
    decisions: &[
        "CallLock(preempt)",
        "CallLock(irq)",
        "CallTryLock(preempt)",
        "CallTryLock(irq)",
        "Cas",
        "Unlock",
        "DropGuard",
    ],
    branches: &[
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
    ],
    corpus: LazyLock::new(|| Corpus::record("spin", PROFILES, &[])),
};

/// At first nobody has anything.
#[test]
fn the_initial_state_is_as_documented() {
    let expected = json!({
        "locked": false,
        "pc": {"t1": "idle", "t2": "idle", "t3": "idle"},
        "guard": {"t1": "none", "t2": "none", "t3": "none"},
    });
    let header = Recording::default().trace().header;
    assert_eq!(header["init"].to_string(), expected.to_string());
}

/// The three views of a lock agree: its word, where the threads stand, and their guardians.
#[test]
fn observables_agree() {
    for state in LOCK.corpus.states() {
        let holders = threads(state, "pc", &["locked"]);
        assert_eq!(holders.len(), usize::from(state["locked"] == true));
        assert_eq!(threads(state, "pc", &["idle"]), threads(state, "guard", &["none"]));
    }
}

/// A guardian is the business of its thread alone.
#[test]
fn guardians_of_others_stay() {
    for (before, line) in LOCK.corpus.windows() {
        for name in THREADS.into_iter().filter(|name| line["actor"] != *name) {
            assert_eq!(before["guard"][name], line["state"]["guard"][name]);
        }
    }
}

/// What sets this lock apart: the guardian comes before the lock and outlives it, a failed
/// `try_lock` has one too, and who waits longest has no claim to be next.
#[test]
fn a_script_is_followed() {
    let script = "0:t1=CallLock(irq),t1,t2=CallLock(preempt),t2,t3=CallTryLock(irq),t3,t2=Cas,\
                  t1=Unlock,t3=DropGuard,t3=CallLock(preempt),t3,t1=DropGuard,t3,t2,t2";
    let told = Recording::told(script, "spin", |state, actor| {
        let [pc, guard] = ["pc", "guard"].map(|field| text(&state[field][actor]));
        format!("{pc} {guard}")
    });
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
