//! One thread: what it stands before, which call it is in, what it holds, and how it goes on.

use super::word::Use;
use super::{
    ACQUIRE, DOWNGRADE, DOWNGRADE_FINISH, RELEASE, UNDO, UPGRADE, UPGRADE_CAS, UPGRADE_FINISH,
};
use crate::decision::Decision;
use crate::system::waiting::{CLOSE, POP, Place, RECHECK, Stop, WAKE};
use core_shim::Kind::{CompareExchange, FetchAnd, FetchSub};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thread {
    pub pc: Pc,
    /// The acquiring call that it is in.
    pub op: Option<Op>,
    /// Its guard.
    pub held: Option<Mode>,
}

/// What a thread stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pc {
    /// A call.
    Idle,
    /// An operation of those who wait.
    Waiting(Place),
    /// Taking back what a failed attempt has added to the word.
    Undo,
    /// The compare-and-swap of `upgrade`.
    Upgrading,
    /// Clearing the upreader's flag, after that has succeeded.
    UpgradeFinish,
    /// A further compare-and-swap of `downgrade`.
    Downgrading,
    /// Clearing the writer's flag, after one has succeeded.
    DowngradeFinish,
    /// Popping a waker, or waking the one that it has popped, until one has been woken.
    WakeOne,
    /// The same, until the queue is empty.
    WakeAll,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
    Upread,
}

/// A call that acquires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Op {
    pub mode: Mode,
    pub waits: bool,
}

impl Thread {
    pub const OUTSIDE: Self = Self { pc: Pc::Idle, op: None, held: None };

    /// What becomes of a thread that was resumed with `decision` and has arrived before `stop`.
    /// `changed` says whether the word has changed, `wakes` whether the waker that the thread had
    /// popped was open.
    pub fn next(self, decision: Decision, stop: Stop, changed: bool, wakes: bool) -> Self {
        let pc = self.next_pc(decision, stop, wakes);
        let op = self.op.or(Op::of(decision));
        let held = match (decision, pc) {
            // An attempt that succeeds and one that just fails both end the call. The first of
            // them leaves its mark on the word.
            (Decision { name: ACQUIRE, .. }, Pc::Idle) if changed => op.map(|op| op.mode),
            (RECHECK, Pc::Waiting(Place::Close)) => op.map(|op| op.mode),
            (UPGRADE_CAS, Pc::UpgradeFinish) => Some(Mode::Write),
            (DOWNGRADE, Pc::DowngradeFinish) => Some(Mode::Upread),
            (RELEASE, _) => None,
            _ => self.held,
        };
        let acquires = matches!(pc, Pc::Waiting(_) | Pc::Undo);
        Self { pc, op: op.filter(|_| acquires), held }
    }

    /// All that the code can do is listed: anything else is not the code that the contract
    /// describes.
    fn next_pc(self, decision: Decision, stop: Stop, wakes: bool) -> Pc {
        if let Some(place) = Place::next(decision, stop) {
            return Pc::Waiting(place);
        }
        match (decision, stop) {
            (Decision { name: ACQUIRE, .. } | CLOSE, Stop::Call) => Pc::Idle,
            (Decision { name: ACQUIRE, .. } | UNDO, Stop::LockQueue) => Pc::Waiting(Place::Enqueue),
            (Decision { name: ACQUIRE, .. } | RECHECK, Stop::LockWord(FetchSub)) => Pc::Undo,
            (UNDO, Stop::SwapWoken(false)) => Pc::Waiting(Place::Wait),
            (UNDO, Stop::Call) => Pc::Idle,
            (RELEASE, Stop::Call) if self.held != Some(Mode::Write) => Pc::Idle,
            (RELEASE, Stop::TestQueue) if self.held == Some(Mode::Read) => Pc::WakeOne,
            (RELEASE, Stop::TestQueue) => Pc::WakeAll,
            (UPGRADE | UPGRADE_CAS, Stop::LockWord(CompareExchange)) => Pc::Upgrading,
            (UPGRADE_CAS, Stop::LockWord(FetchSub)) => Pc::UpgradeFinish,
            (UPGRADE_FINISH, Stop::Call) => Pc::Idle,
            (DOWNGRADE, Stop::LockWord(CompareExchange)) => Pc::Downgrading,
            (DOWNGRADE, Stop::LockWord(FetchAnd)) => Pc::DowngradeFinish,
            (DOWNGRADE_FINISH, Stop::TestQueue) => Pc::WakeAll,
            (POP, Stop::SwapWoken(true)) => self.pc,
            (POP, Stop::Call) => Pc::Idle,
            (WAKE, Stop::LockQueue) if self.pc == Pc::WakeAll || !wakes => self.pc,
            (WAKE, Stop::Call) if self.pc == Pc::WakeOne && wakes => Pc::Idle,
            _ => panic!("after {decision} the code went from {self:?} to {stop:?}"),
        }
    }

    /// The one operation on the lock word that belongs to `decision`, if any does.
    pub fn lock_word_use(self, decision: Decision) -> Option<Use> {
        let mode = self.op.or(Op::of(decision)).map(|op| op.mode);
        match (decision, mode, self.held) {
            (Decision { name: ACQUIRE, .. } | RECHECK, Some(mode), None) => Some(match mode {
                Mode::Read => Use::ADD_READER,
                Mode::Write => Use::CAS_WRITER,
                Mode::Upread => Use::SET_UPREADER,
            }),
            (UNDO, Some(Mode::Read), None) => Some(Use::SUB_READER),
            (UNDO, Some(Mode::Upread), None) => Some(Use::SUB_UPREADER),
            (RELEASE, None, Some(held)) => Some(match held {
                Mode::Read => Use::SUB_READER,
                Mode::Write => Use::CLEAR_WRITER,
                Mode::Upread => Use::SUB_UPREADER,
            }),
            (UPGRADE, None, Some(Mode::Upread)) => Some(Use::SET_UPGRADING),
            (UPGRADE_CAS, None, Some(Mode::Upread)) => Some(Use::CAS_UPGRADE),
            (UPGRADE_FINISH, None, Some(Mode::Write)) => Some(Use::SUB_UPREADER),
            (DOWNGRADE, None, Some(Mode::Write)) => Some(Use::CAS_DOWNGRADE),
            (DOWNGRADE_FINISH, None, Some(Mode::Upread)) => Some(Use::CLEAR_WRITER),
            _ => None,
        }
    }
}

impl Pc {
    pub fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Waiting(place) => place.name(),
            Self::Undo => "undo",
            Self::Upgrading => "upgrading",
            Self::UpgradeFinish => "upgrade_finish",
            Self::Downgrading => "downgrading",
            Self::DowngradeFinish => "downgrade_finish",
            Self::WakeOne => "wake_one",
            Self::WakeAll => "wake_all",
        }
    }
}

impl Op {
    /// The call that a decision makes, if it makes one that acquires.
    pub fn of(decision: Decision) -> Option<Self> {
        let (_, name) = decision.argument?;
        let (waits, mode) = match name.strip_prefix("try_") {
            None => (true, name),
            Some(mode) => (false, mode),
        };
        let modes = [Mode::Read, Mode::Write, Mode::Upread];
        let mode = modes.into_iter().find(|known| known.name() == mode);
        Some(Self { waits, mode: mode.expect("there is a mode for each call") })
    }

    pub fn name(self) -> &'static str {
        match (self.waits, self.mode) {
            (true, mode) => mode.name(),
            (false, Mode::Read) => "try_read",
            (false, Mode::Write) => "try_write",
            (false, Mode::Upread) => "try_upread",
        }
    }
}

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Upread => "upread",
        }
    }

    /// Its guard.
    pub fn guard(self) -> &'static str {
        match self {
            Self::Read => "R",
            Self::Write => "W",
            Self::Upread => "U",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{TRY_UPREAD, UPREAD, WRITE};
    use super::*;

    fn holding(held: Mode) -> Thread {
        Thread { held: Some(held), ..Thread::OUTSIDE }
    }

    /// A call that acquires is in its name: what for, and whether it waits.
    #[test]
    fn a_call_is_named_by_its_decision() {
        let op = Op::of(TRY_UPREAD).unwrap();
        assert_eq!(op, Op { mode: Mode::Upread, waits: false });
        assert_eq!(op.name(), "try_upread");
        assert_eq!(Op::of(WRITE).unwrap().name(), "write");
        assert_eq!(Op::of(RELEASE), None);
    }

    /// A call that returns has a guard if it has changed the word.
    #[test]
    fn a_guard_comes_with_a_changed_word() {
        let returned = |changed| Thread::OUTSIDE.next(TRY_UPREAD, Stop::Call, changed, false);
        assert_eq!(returned(true), holding(Mode::Upread));
        assert_eq!(returned(false), Thread::OUTSIDE);
    }

    /// What was called is known as long as the thread is in it.
    #[test]
    fn a_call_is_remembered_while_it_waits() {
        let waiting = Thread::OUTSIDE.next(UPREAD, Stop::LockQueue, true, false);
        assert_eq!(waiting.pc, Pc::Waiting(Place::Enqueue));
        assert_eq!(waiting.op, Op::of(UPREAD));
        let closing = waiting.next(RECHECK, Stop::SwapWoken(true), true, false);
        assert_eq!(closing.held, Some(Mode::Upread));
        assert_eq!(closing.next(CLOSE, Stop::Call, false, false), holding(Mode::Upread));
    }

    /// A guard is exchanged where the contract says, before the call has ended.
    #[test]
    fn a_conversion_exchanges_the_guard() {
        let upgraded =
            holding(Mode::Upread).next(UPGRADE_CAS, Stop::LockWord(FetchSub), true, false);
        assert_eq!((upgraded.pc, upgraded.held), (Pc::UpgradeFinish, Some(Mode::Write)));
        let lowered = holding(Mode::Write).next(DOWNGRADE, Stop::LockWord(FetchAnd), true, false);
        assert_eq!((lowered.pc, lowered.held), (Pc::DowngradeFinish, Some(Mode::Upread)));
    }

    /// Each guard wakes as many as its drop does.
    #[test]
    fn a_release_wakes_one_or_all() {
        let waking = |held| holding(held).next(RELEASE, Stop::TestQueue, true, false).pc;
        assert_eq!(waking(Mode::Read), Pc::WakeOne);
        assert_eq!(waking(Mode::Write), Pc::WakeAll);
        assert_eq!(waking(Mode::Upread), Pc::WakeAll);
    }

    /// Code that goes where the contract knows no way is never recorded as something else.
    #[test]
    #[should_panic(expected = "after Release the code went from")]
    fn unknown_code_is_noticed() {
        holding(Mode::Write).next(RELEASE, Stop::Call, true, false);
    }

    /// A thread does one thing to the word at a time, which its decision names.
    #[test]
    fn the_lock_word_is_used_as_decided() {
        let uses = |held, decision| holding(held).lock_word_use(decision);
        assert_eq!(uses(Mode::Read, RELEASE), Some(Use::SUB_READER));
        assert_eq!(uses(Mode::Upread, RELEASE), Some(Use::SUB_UPREADER));
        assert_eq!(uses(Mode::Write, UPGRADE), None);
        assert_eq!(Thread::OUTSIDE.lock_word_use(WRITE), Some(Use::CAS_WRITER));
        assert_eq!(Thread::OUTSIDE.lock_word_use(POP), None);
    }
}
