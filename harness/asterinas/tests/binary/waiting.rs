//! What holds of the queue and the wakers in every recording of a lock that has them.

use serde_json::Value;

use crate::support::{Lock, Recording, text, threads};

/// A waiting thread has one waker that can wake it, and somebody who pops finds it.
pub fn check_states(lock: &Lock) {
    let mut stale = false;
    for state in lock.corpus.states() {
        for (name, waker) in state["waker"].as_object().unwrap() {
            let pushed = waker == "armed" && state["pc"][name] != "enqueue";
            let open = entries(state).filter(|entry| entry["thread"] == **name && is_open(entry));
            assert_eq!(open.count(), usize::from(pushed), "{state}");
        }
        for (name, popped) in state["popped"].as_object().unwrap() {
            let wakes = text(&state["pc"][name]).starts_with("wake");
            assert!(array(popped).len() <= usize::from(wakes), "{state}");
        }
        stale |= entries(state).any(|entry| !is_open(entry));
    }
    // Wakers of those who wait no longer stay in the queue. A textbook has none.
    assert!(stale);
}

/// The queue is first in, first out, and a wake-up that a thread got is there until it looks.
pub fn check_steps(lock: &Lock) {
    for (before, line) in lock.corpus.windows() {
        let after = &line["state"];
        let [old, new] = [before, after].map(|state| names(&state["queue"]));
        let changed = match text(&line["decision"]) {
            "Enqueue" => new.split_last() == Some((&text(&line["actor"]), &old[..])),
            "Pop" => new == old.get(1..).unwrap_or_default(),
            _ => new == old,
        };
        assert!(changed || line["refused"] == true, "{before} {line}");

        let woken = threads(before, "waker", &["woken"]);
        for name in woken.intersection(&threads(after, "waker", &["armed"])) {
            assert_eq!([&line["action"], &line["actor"]].map(text), ["Resume", name]);
        }
        // Only a wake-up wakes, and only the thread that was popped.
        if line["action"] == "WakeUp" {
            let target = text(&before["popped"][text(&line["actor"])][0]["thread"]);
            assert_eq!(after["waker"][target], "woken");
        } else {
            assert!(threads(after, "waker", &["woken"]).is_subset(&woken), "{before} {line}");
        }
    }
}

/// A sleeper that nobody has woken moves now and then: 4 of 100 steps are its own at most.
pub fn check_sleepers(lock: &Lock) {
    let recording = Recording { system: lock.name, steps: 5000, ..Default::default() };
    let trace = recording.trace();
    let spurious = trace.path().filter(|line| line["branch"] == "spurious").count();
    assert!((1..200).contains(&spurious), "{spurious}");
}

/// What is in the queue or popped.
fn entries(state: &Value) -> impl Iterator<Item = &Value> {
    let popped = state["popped"].as_object().unwrap().values();
    array(&state["queue"]).iter().chain(popped.flat_map(array))
}

fn names(queue: &Value) -> Vec<&str> {
    array(queue).iter().map(|entry| text(&entry["thread"])).collect()
}

fn is_open(entry: &Value) -> bool {
    entry["open"] == true
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}
