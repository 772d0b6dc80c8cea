//! Records the mutex with the real binary and checks what is particular to it.

use std::sync::LazyLock;

use serde_json::json;

use crate::support::{Corpus, Lock, Recording, text, threads};
use crate::waiting;

const PROFILES: &[&str] = &["uniform", "bursty", "blocking", "try"];

pub static LOCK: Lock = Lock {
    name: "mutex",
    sources: &["src/sync/mutex.rs", "src/sync/wait.rs", "src/sync/spin.rs", "src/sync/guard.rs"],
    profiles: PROFILES,
    decisions: &["Lock", "TryLock", "Enqueue", "Recheck", "Wait", "Close", "Unlock", "Pop", "Wake"],
    branches: &[
        ["Close", "Close", "armed"],
        ["Close", "Close", "woken"],
        ["Enqueue", "Enqueue", "alone"],
        ["Enqueue", "Enqueue", "behind"],
        ["Enqueue", "Enqueue", "behind:stale"],
        ["Lock", "LockFail", "taken"],
        ["Lock", "LockOk", "free"],
        ["Pop", "PopNone", "empty"],
        ["Pop", "PopWaker", "closed"],
        ["Pop", "PopWaker", "closed:more"],
        ["Pop", "PopWaker", "open"],
        ["Pop", "PopWaker", "open:more"],
        ["Recheck", "RecheckFail", "taken"],
        ["Recheck", "RecheckOk", "free"],
        ["TryLock", "", "taken"],
        ["TryLock", "TryLock", "free"],
        ["Unlock", "Unlock", "store"],
        ["Wait", "", "spurious"],
        ["Wait", "Resume", "asleep"],
        ["Wait", "Resume", "awake"],
        ["Wait", "Sleep", "armed"],
        ["Wake", "WakeSkip", "closed"],
        ["Wake", "WakeUp", "asleep"],
        ["Wake", "WakeUp", "has-lock"],
        ["Wake", "WakeUp", "not-asleep"],
    ],
    corpus: LazyLock::new(|| Corpus::record("mutex", PROFILES, &[STALE])),
};

/// A thread queues while a waker that it left behind is still in the queue.
const STALE: &str =
    "0:t1=Lock,t3=Lock,t3,t2=Lock,t2,t1=Unlock,t2,t2,t2=Unlock,t2,t2,t3,t2=Lock,t2=Enqueue";

/// At first nobody has anything.
#[test]
fn the_initial_state_is_as_documented() {
    let expected = json!({
        "locked": false,
        "pc": {"t1": "idle", "t2": "idle", "t3": "idle"},
        "waker": {"t1": "none", "t2": "none", "t3": "none"},
        "queue": [],
        "popped": {"t1": [], "t2": [], "t3": []},
    });
    let header = Recording { system: "mutex", ..Default::default() }.trace().header;
    assert_eq!(header["init"].to_string(), expected.to_string());
}

/// The lock word is set while somebody has the lock, before closing its waker or outside of a call.
/// A thread has a waker while it waits, up to the closing.
#[test]
fn observables_agree() {
    for state in LOCK.corpus.states() {
        let holders = threads(state, "pc", &["close", "held"]);
        assert_eq!(holders.len(), usize::from(state["locked"] == true), "{state}");
        let waiting = threads(state, "pc", &["enqueue", "recheck", "wait", "asleep", "close"]);
        assert_eq!(waiting, threads(state, "waker", &["armed", "woken"]), "{state}");
    }
}

/// No wake-up is lost: while somebody sleeps and the lock is free, somebody is about to wake, or is
/// awake and will take the lock.
#[test]
fn no_wake_up_is_lost() {
    let mut relied_on = false;
    for state in LOCK.corpus.states() {
        let armed = threads(state, "waker", &["armed"]);
        let asleep = threads(state, "pc", &["asleep"]);
        let sleepers: Vec<_> = armed.intersection(&asleep).collect();
        if !sleepers.is_empty() && state["locked"] == false {
            let wake = threads(state, "pc", &["wake"]).len();
            let awake = threads(state, "waker", &["armed", "woken"]).len() - sleepers.len();
            assert!(wake + awake > 0, "{state}");
            relied_on = true;
        }
    }
    assert!(relied_on);
}

/// The lock is taken while it is free, and freed by its holder, who then wakes. Nobody is woken in
/// the step that frees it.
#[test]
fn the_lock_changes_hands_by_the_rules() {
    for (before, line) in LOCK.corpus.windows() {
        let (after, actor) = (&line["state"], text(&line["actor"]));
        if before["locked"] != after["locked"] {
            let taken = after["locked"] == true;
            let pc = text(&after["pc"][actor]);
            assert!(if taken { ["close", "held"].contains(&pc) } else { pc == "wake" }, "{line}");
            assert!(taken || before["pc"][actor] == "held" && before["waker"] == after["waker"]);
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

fn told(script: &str) -> Vec<String> {
    Recording::told(script, "mutex", |state, actor| {
        let [pc, waker] = ["pc", "waker"].map(|field| text(&state[field][actor]));
        format!("{pc} {waker}")
    })
}

/// Freeing the lock and waking are two steps, and whoever comes in between may have it. A thread
/// that was woken in vain queues again, and may be woken once more when it has the lock.
#[test]
fn a_newcomer_overtakes() {
    let script =
        "0:t1=Lock,t2=Lock,t2,t1=Unlock,t3=TryLock,t2,t2,t2,t1,t1,t2,t2,t3=Unlock,t2,t3,t3,t2";
    assert_eq!(
        told(script),
        [
            "t1=Lock free -> held none",
            "t2=Lock taken -> enqueue armed",
            "t2=Enqueue alone -> recheck armed",
            "t1=Unlock store -> wake none",
            "t3=TryLock free -> held none",
            "t2=Recheck taken -> wait armed",
            "t2=Wait armed -> asleep armed",
            "t2=Wait spurious -> asleep armed",
            "t1=Pop open -> wake none",
            "t1=Wake asleep -> idle none",
            "t2=Wait asleep -> enqueue armed",
            "t2=Enqueue alone -> recheck armed",
            "t3=Unlock store -> wake none",
            "t2=Recheck free -> close armed",
            "t3=Pop open -> wake none",
            "t3=Wake has-lock -> idle none",
            "t2=Close woken -> held none",
        ]
    );
}

/// A thread that gets the lock after having queued leaves its waker behind. It is skipped when it
/// is popped.
#[test]
fn a_stale_waker_is_skipped() {
    let script = "0:t1=Lock,t2=Lock,t2,t1=Unlock,t2,t2,t3=Lock,t3,t1,t1,t1,t1";
    assert_eq!(
        told(script)[4..],
        [
            "t2=Recheck free -> close armed",
            "t2=Close armed -> held none",
            "t3=Lock taken -> enqueue armed",
            "t3=Enqueue behind -> recheck armed",
            "t1=Pop closed:more -> wake none",
            "t1=Wake closed -> wake none",
            "t1=Pop open -> wake none",
            "t1=Wake not-asleep -> idle none",
        ]
    );
}

/// Profiles do what their names say.
#[test]
fn profiles_differ() {
    let calls = |profile, decision| {
        let recording = Recording { system: "mutex", profile, steps: 2000, ..Default::default() };
        recording.trace().path().filter(|line| line["decision"] == decision).count()
    };
    assert!(calls("blocking", "Lock") > 5 * calls("blocking", "TryLock"));
    assert!(calls("try", "TryLock") > 2 * calls("try", "Lock"));
}
