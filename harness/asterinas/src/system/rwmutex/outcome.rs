//! What became of a decision, and why. All of it follows from the states before and after.

use super::thread::{Mode, Op, Pc};
use super::word::Word;
use super::{
    ACQUIRE, DOWNGRADE, DOWNGRADE_FINISH, RELEASE, State, UNDO, UPGRADE, UPGRADE_CAS,
    UPGRADE_FINISH,
};
use crate::decision::Decision;
use crate::system::Outcome;
use crate::system::waiting::{self, POP, Place, RECHECK, WAKE, Waitable};

pub fn outcome(before: &State, thread: usize, decision: Decision, after: &State) -> Outcome {
    let (from, to) = (before.threads[thread].pc, after.threads[thread].pc);
    match decision {
        Decision { name: ACQUIRE, .. } | RECHECK => attempt(before, thread, decision, after),
        UNDO => Outcome::done("Undo", undo(before, thread, after)),
        RELEASE => Outcome::done("Release", release(before, thread)),
        UPGRADE if before.word.readers() == 0 => Outcome::done("Upgrade", "alone"),
        UPGRADE => Outcome::done("Upgrade", "readers"),
        UPGRADE_CAS if to == Pc::Upgrading => Outcome::refused("readers"),
        UPGRADE_CAS => Outcome::done("UpgradeCasOk", "sole"),
        UPGRADE_FINISH if before.word == Word::WRITER_AND_UPREADER => {
            Outcome::done("UpgradeFinish", "sub")
        }
        UPGRADE_FINISH => Outcome::done("UpgradeFinish", "sub:transient"),
        DOWNGRADE => downgrade(from, to),
        DOWNGRADE_FINISH => Outcome::done("DowngradeFinish", "and"),
        POP | WAKE => {
            let until = if from == Pc::WakeAll { "all" } else { "one" };
            waiting::outcome(before, thread, decision, after).prefixed(until)
        }
        _ => waiting::outcome(before, thread, decision, after),
    }
}

/// A call that acquires, or the attempt after having queued.
fn attempt(before: &State, thread: usize, decision: Decision, after: &State) -> Outcome {
    let op = before.threads[thread].op.or(Op::of(decision)).expect("an attempt belongs to a call");
    let took = after.threads[thread].held.is_some();
    let branch = match reason(before, op.mode, took) {
        "" => op.name().to_owned(),
        reason => format!("{}:{reason}", op.name()),
    };
    match (decision, took) {
        (RECHECK, true) => Outcome::done("RecheckOk", branch),
        (RECHECK, false) => Outcome::done("RecheckFail", branch),
        (_, true) => Outcome::done("AcquireOk", branch),
        (_, false) if before == after => Outcome::refused(branch),
        (_, false) => Outcome::done("AcquireFail", branch),
    }
}

/// What an attempt met.
fn reason(before: &State, mode: Mode, took: bool) -> &'static str {
    let word = before.word;
    match (mode, took) {
        // It takes a word of 0, so there is nothing to tell.
        (Mode::Write, true) => "",
        // Only failing attempts of others are in the word.
        (Mode::Write, false) if before.threads.iter().all(|thread| thread.held.is_none()) => {
            "nobody"
        }
        (Mode::Write, false) if word.writer() => "writer",
        (Mode::Write, false) if word.upreader() => "upreader",
        (Mode::Write, false) => "readers",

        (Mode::Read, true) if word.upreader() => "upreader",
        (Mode::Read | Mode::Upread, true) if word.readers() > 0 => "readers",
        (Mode::Read | Mode::Upread, true) => "alone",
        (Mode::Read, false) if word.writer() => "writer",
        (Mode::Read, false) => "upgrading",

        (Mode::Upread, false) if word.writer() && word.upreader() => "both",
        (Mode::Upread, false) if word.writer() => "writer",
        (Mode::Upread, false) => "upreader",
    }
}

fn undo(before: &State, thread: usize, after: &State) -> String {
    let mode = before.threads[thread].op.expect("a failed attempt belongs to a call").mode;
    let then = match after.threads[thread].pc {
        Pc::Idle => "return",
        Pc::Waiting(Place::Enqueue) => "enqueue",
        _ => "wait",
    };
    // The lock is free now, somebody waits for it, and nobody is told.
    let strands = after.word == Word::FREE && after.queue().has_open();
    format!("{}:{then}{}", mode.name(), if strands { ":strands" } else { "" })
}

fn release(before: &State, thread: usize) -> &'static str {
    let word = before.word;
    match before.threads[thread].held.expect("only a guard is released") {
        Mode::Read if word == Word::ONE_READER => "R:last",
        Mode::Read if word.writer() || word.upreader() || word.upgrading() => "R:other-bits",
        Mode::Read => "R:readers",
        Mode::Write if word == Word::ONLY_WRITER => "W",
        Mode::Write => "W:transient",
        Mode::Upread if word == Word::ONLY_UPREADER => "U:alone",
        Mode::Upread => "U:shared",
    }
}

fn downgrade(from: Pc, to: Pc) -> Outcome {
    let turn = if from == Pc::Idle { "first" } else { "again" };
    match to {
        Pc::DowngradeFinish => Outcome::done("DowngradeOk", turn),
        _ if from == Pc::Idle => Outcome::done("DowngradeFail", turn),
        _ => Outcome::refused(turn),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{READ, TRY_UPREAD, TRY_WRITE, UPREAD};
    use super::*;
    use crate::system::rwmutex::thread::Thread;
    use crate::system::waiting::Queue;

    const W: u64 = 1 << 63;
    const U: u64 = 1 << 62;
    const B: u64 = 1 << 61;

    /// Two threads: the first tries, the second has this guard.
    fn state(word: u64, held: Option<Mode>) -> State {
        let other = Thread { held, ..Thread::OUTSIDE };
        let threads = vec![Thread::OUTSIDE, other];
        State { word: Word::new(word), threads, queue: Queue::new(2) }
    }

    /// The branch of an attempt of the first thread that fails, its step apart.
    fn failing(word: u64, held: Option<Mode>, decision: Decision) -> Outcome {
        let before = state(word, held);
        let mut after = before.clone();
        after.threads[0].pc = Pc::Undo;
        outcome(&before, 0, decision, &after)
    }

    /// A failure has the first reason that applies, and `nobody` only if no guard is held.
    #[test]
    fn a_failure_has_a_reason() {
        let fail = |branch| Outcome::done("AcquireFail", branch);
        let writer = Some(Mode::Write);
        assert_eq!(failing(W, writer, READ), fail("read:writer"));
        assert_eq!(failing(U | B, Some(Mode::Upread), READ), fail("read:upgrading"));
        assert_eq!(failing(W | U | 1, writer, UPREAD), fail("upread:both"));
        assert_eq!(failing(W | 1, writer, TRY_UPREAD), fail("try_upread:writer"));
        assert_eq!(failing(U, Some(Mode::Upread), UPREAD), fail("upread:upreader"));
        assert_eq!(failing(W | U, writer, TRY_WRITE), fail("try_write:writer"));
        assert_eq!(failing(U | 1, Some(Mode::Read), TRY_WRITE), fail("try_write:upreader"));
        assert_eq!(failing(1, Some(Mode::Read), TRY_WRITE), fail("try_write:readers"));
        assert_eq!(failing(U | 1, None, TRY_WRITE), fail("try_write:nobody"));
    }

    /// A failure that leaves everything as it was is a refusal.
    #[test]
    fn a_failure_without_a_trace_is_a_refusal() {
        let before = state(1, None);
        let refused = Outcome::refused("try_write:nobody");
        assert_eq!(outcome(&before, 0, TRY_WRITE, &before), refused);
    }

    /// A success says what else was there.
    #[test]
    fn a_success_has_a_reason() {
        let success = |word, decision: Decision| {
            let mut after = state(word, None);
            after.threads[0].held = Op::of(decision).map(|op| op.mode);
            outcome(&state(word, None), 0, decision, &after)
        };
        let done = |branch| Outcome::done("AcquireOk", branch);
        assert_eq!(success(0, READ), done("read:alone"));
        assert_eq!(success(2, READ), done("read:readers"));
        assert_eq!(success(U | 2, READ), done("read:upreader"));
        assert_eq!(success(2, UPREAD), done("upread:readers"));
        assert_eq!(success(0, TRY_WRITE), done("try_write"));
    }

    /// A drop is told by what else is in the word.
    #[test]
    fn a_release_is_told_by_the_word() {
        let release = |word, held| outcome(&state(word, Some(held)), 1, RELEASE, &state(0, None));
        let done = |branch| Outcome::done("Release", branch);
        assert_eq!(release(1, Mode::Read), done("R:last"));
        assert_eq!(release(2, Mode::Read), done("R:readers"));
        assert_eq!(release(U | 2, Mode::Read), done("R:other-bits"));
        assert_eq!(release(W, Mode::Write), done("W"));
        assert_eq!(release(W | 1, Mode::Write), done("W:transient"));
        assert_eq!(release(U, Mode::Upread), done("U:alone"));
        assert_eq!(release(U | 1, Mode::Upread), done("U:shared"));
    }
}
