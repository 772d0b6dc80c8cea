//! What every trace promises, whichever lock it is of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{LOCKS, Recording, THREADS, entry, text};

/// A seed means one sequence of bytes, in another process and in another folder.
#[test]
fn bytes_repeat() {
    for lock in LOCKS {
        let recording = Recording { system: lock.name, fans: 3, ..Default::default() };
        let elsewhere = recording.command().current_dir(std::env::temp_dir()).output().unwrap();
        assert_eq!(recording.bytes(), elsewhere.stdout);
        assert_ne!(recording.bytes(), Recording { seed: 8, ..recording }.bytes());
    }
}

/// The header says everything that is needed to record the same trace again, in the documented
/// order. The script is there if there was one.
#[test]
fn the_header_is_complete() {
    for lock in LOCKS {
        let script = format!("0:q={}", lock.decisions[0]);
        for script in [None, Some(script.as_str())] {
            let threads = &["q", "p"];
            let recording = Recording { system: lock.name, threads, script, ..Default::default() };
            let mut header = Recording { fans: 2, ..recording }.trace().header;
            let files = header["files"].take();
            assert_eq!(header["init"].take()["pc"], json!({"q": "idle", "p": "idle"}));

            let script = script.map_or(String::new(), |it| format!(r#""script":"{it}","#));
            let expected = format!(
                "{}{}{}{script}{}",
                r#"{"format":1,"system":""#,
                lock.name,
                concat!(
                    r#"","package":"ostd 0.19.0","files":null,"harness":"asterinas 0.1.0","#,
                    r#""seed":7,"profile":"uniform","steps":60,"fans":2,"#
                ),
                r##""constants":{"Threads":{"#set":["q","p"]}},"init":null}"##,
            );
            assert_eq!(header.to_string(), expected);

            let files = files.as_object().unwrap();
            assert_eq!(files.keys().collect::<Vec<_>>(), lock.sources);
            for hash in files.values() {
                let digits = text(hash).strip_prefix("sha256:").unwrap();
                assert!(
                    digits.len() == 64 && digits.chars().all(|digit| digit.is_ascii_hexdigit())
                );
            }
        }
    }
}

/// Lines have the documented keys in the documented order, whether the step was made or refused.
#[test]
fn lines_are_as_documented() {
    for lock in LOCKS {
        let recording = Recording { system: lock.name, steps: 1, fans: 2, ..Default::default() };
        for line in recording.trace().lines {
            let place = if line.get("i").is_some() { "i" } else { "at" };
            let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
            let rest = ["decision", "action", "branch", "actor", "args", "refused", "state"];
            assert_eq!(keys, [[place].as_slice(), &rest].concat());
            assert_eq!(line["refused"], json!(line["action"] == ""));
        }
    }
}

/// The path counts its steps from 1, and moves nobody but its actor.
#[test]
fn the_path_is_continuous() {
    for lock in LOCKS {
        for trace in lock.corpus.traces() {
            let steps = trace.header["steps"].as_u64().unwrap();
            let numbers = trace.path().map(|line| line["i"].as_u64().unwrap());
            assert!(numbers.eq(1..=steps));
            for (before, line) in trace.windows() {
                for name in THREADS.into_iter().filter(|name| line["actor"] != *name) {
                    assert_eq!(before["pc"][name], line["state"]["pc"][name], "{line}");
                }
            }
        }
    }
}

/// What is refused changes nothing, and what is not refused changes something.
#[test]
fn refusals_change_nothing() {
    for (before, line) in LOCKS.into_iter().flat_map(|lock| lock.corpus.windows()) {
        assert_eq!(line["refused"], json!(*before == line["state"]), "{line}");
    }
}

/// A fan stands right after its place and holds every decision of every thread once, in order.
#[test]
fn fans_are_complete() {
    for lock in LOCKS {
        let whole: Vec<_> = lock
            .decisions
            .iter()
            .flat_map(|decision| THREADS.map(|thread| format!("{thread}={decision}")))
            .collect();
        for trace in &lock.corpus.short {
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
}

/// With as many fans as places, each place has one: the initial state and the last one as well.
#[test]
fn every_place_can_have_a_fan() {
    let trace = Recording { steps: 3, fans: 4, ..Default::default() }.trace();
    let places: BTreeSet<_> = trace.lines.iter().filter_map(|line| line["at"].as_u64()).collect();
    assert_eq!(places, BTreeSet::from([0, 1, 2, 3]));
}

/// The step that a path takes next is among those of the fan before it, and is the same there.
#[test]
fn fans_agree_with_the_path() {
    let told = |line: &Value| json!([entry(line), line["action"], line["branch"], line["state"]]);
    for lock in LOCKS {
        let recording = Recording { system: lock.name, steps: 20, fans: 20, ..Default::default() };
        let trace = Recording { profile: "blocking", ..recording }.trace();
        let mut agreed = 0;
        for step in trace.path() {
            let place = step["i"].as_u64().unwrap() - 1;
            let mut fan = trace.lines.iter().filter(|line| line["at"] == place).peekable();
            if fan.peek().is_some() {
                assert!(fan.any(|line| told(line) == told(step)), "{step}");
                agreed += 1;
            }
        }
        assert!(agreed >= 19);
    }
}

/// A state and a decision have one outcome, whichever seed, profile or fan they were met in: the
/// trace leaves out nothing that decides what happens.
#[test]
fn outcomes_are_determinate() {
    for lock in LOCKS {
        let mut outcomes = BTreeMap::<String, String>::new();
        for (before, line) in lock.corpus.windows() {
            let question = format!("{before} {}", entry(line));
            let outcome = json!([line["action"], line["branch"], line["refused"], line["state"]]);
            let outcome = outcome.to_string();
            let known = outcomes.entry(question).or_insert_with(|| outcome.clone());
            assert_eq!(*known, outcome, "{} {before} {line}", lock.name);
        }
    }
}

/// Fans are drawn from random numbers of their own: with and without them the path is the same.
#[test]
fn the_path_does_not_depend_on_the_fans() {
    for lock in LOCKS {
        let without = Recording { system: lock.name, ..Default::default() };
        let with_fans = Recording { fans: 9, ..without }.trace();
        assert!(with_fans.path().eq(without.trace().lines.iter()));
    }
}

/// Everything that the contract says the code can do really occurs, and nothing else.
#[test]
fn every_branch_occurs() {
    for lock in LOCKS {
        let seen: BTreeSet<_> = lock
            .corpus
            .windows()
            .map(|(_, line)| [&line["decision"], &line["action"], &line["branch"]].map(text))
            .filter(|[_, _, branch]| *branch != "elsewhere")
            .collect();
        assert_eq!(seen, lock.branches.iter().copied().collect(), "{}", lock.name);
    }
}

/// Any number of threads under any names can be driven, one alone as well.
#[test]
fn threads_are_a_parameter() {
    for lock in LOCKS {
        for threads in [["only"].as_slice(), &["p", "q", "r", "s"]] {
            let recording = Recording { system: lock.name, threads, fans: 2, ..Default::default() };
            let trace = recording.trace();
            let actors: BTreeSet<_> = trace.path().map(|line| text(&line["actor"])).collect();
            assert_eq!(actors, threads.iter().copied().collect());
            let entries = trace.lines.len() - trace.path().count();
            assert_eq!(entries, 2 * lock.decisions.len() * threads.len());
        }
    }
}

/// A script may begin anywhere: before it the path is the seed's, after it the seed goes on, and
/// its fans follow it too.
#[test]
fn a_script_may_begin_later() {
    for lock in LOCKS {
        let recording = Recording { system: lock.name, steps: 12, ..Default::default() };
        let free = recording.trace().lines;
        let (from, name) = (3..8).find_map(|i| Some((i, outside(&free[i - 1]["state"])?))).unwrap();
        let script = format!("{from}:{name}={},{name}", lock.decisions[0]);

        let trace = Recording { fans: 13, script: Some(&script), ..recording }.trace();
        let path: Vec<_> = trace.path().collect();
        assert_eq!(path.len(), 12);
        assert!(path[..from].iter().copied().eq(&free[..from]));
        assert!(path[from..from + 2].iter().all(|line| line["actor"] == name));
        assert_eq!(entry(path[from]), format!("{name}={}", lock.decisions[0]));

        // The fan after the script knows what each thread stands before.
        let at_end = trace.lines.iter().filter(|line| line["at"] == from + 2);
        let made = at_end.filter(|line| line["branch"] != "elsewhere");
        let actors: BTreeSet<_> = made.map(|line| text(&line["actor"])).collect();
        assert_eq!(actors, BTreeSet::from(THREADS));
    }
}

/// A thread that is outside of a call and has no guard.
fn outside(state: &Value) -> Option<&'static str> {
    let has_guard = |name: &str| state.get("held").is_some_and(|held| held[name] != "none");
    THREADS.into_iter().find(|name| state["pc"][*name] == "idle" && !has_guard(name))
}
