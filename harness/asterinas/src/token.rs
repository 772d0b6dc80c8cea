//! Runs the logical threads one at a time, from one operation to the next.
//!
//! Each logical thread is an OS thread with upstream's real code on its stack. It stops before
//! every [`Operation`] and waits for the token. [`Stage::resume`] hands it over and takes it back
//! when the thread stops again, so that between two calls of `resume` nothing runs at all, and
//! what runs in one call depends on nothing but the code.

use std::cell::{OnceCell, RefCell};
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use core_shim::{Kind, Observer, Word};

use crate::decision::Decision;

/// What a stopped thread is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It is outside of upstream's code and waits to be told which call to make.
    Call,
    Atomic(Kind, Word),
    DropGuardian,
}

/// What a thread did between two stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    TookGuardian(Guardian),
    DroppedGuardian(Guardian),
    /// An atomic operation left this value behind, the old one or a new one.
    Left(Word, u64),
}

/// What a spinning thread keeps off its processor: other tasks, or interrupts as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guardian {
    Preempt,
    Irq,
}

impl Guardian {
    pub fn name(self) -> &'static str {
        match self {
            Self::Preempt => "preempt",
            Self::Irq => "irq",
        }
    }
}

/// A thread has stopped: what it did since it was resumed, and what it is about to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Arrival {
    pub events: Vec<Event>,
    pub before: Operation,
}

/// The whole life of one logical thread.
pub type Life = Box<dyn FnOnce() + Send>;

/// The logical threads, all stopped.
pub struct Stage {
    threads: Vec<Thread>,
}

/// One thread, as the stage has hold of it.
struct Thread {
    token: Sender<Decision>,
    arrivals: Receiver<Arrival>,
}

impl Stage {
    /// Starts one thread for each life and lets it walk to its first call.
    pub fn new(lives: Vec<Life>) -> io::Result<Self> {
        core_shim::observe_with(Observer {
            before: |kind, word| {
                stand_before(Operation::Atomic(kind, word));
            },
            after: |_, word, value| note(Event::Left(word, value)),
        });
        let threads = lives.into_iter().map(Thread::start).collect::<io::Result<Vec<_>>>()?;
        for thread in &threads {
            assert_eq!(thread.arrival(), Arrival { events: vec![], before: Operation::Call });
        }
        Ok(Self { threads })
    }

    /// Lets `thread` execute what it stands before, and run on to its next operation. `decision`
    /// tells a thread outside of upstream's code which call to make.
    pub fn resume(&self, thread: usize, decision: Decision) -> Arrival {
        self.threads[thread].token.send(decision).expect(DIED);
        self.threads[thread].arrival()
    }
}

const DIED: &str = "a logical thread lives as long as the stage, unless it panicked";

impl Thread {
    fn start(life: Life) -> io::Result<Self> {
        let (token, token_end) = channel();
        let (arrivals_end, arrivals) = channel();
        let seat = Seat { token: token_end, arrivals: arrivals_end, events: RefCell::default() };
        thread::Builder::new().spawn(move || {
            SEAT.with(|own| own.set(seat)).ok().expect("a new thread has no seat");
            life();
        })?;
        Ok(Self { token, arrivals })
    }

    fn arrival(&self) -> Arrival {
        self.arrivals.recv().expect(DIED)
    }
}

/// The other ends, as the thread itself has them.
struct Seat {
    token: Receiver<Decision>,
    arrivals: Sender<Arrival>,
    events: RefCell<Vec<Event>>,
}

thread_local! {
    static SEAT: OnceCell<Seat> = const { OnceCell::new() };
}

/// Stops the current thread until it has the token again; what was decided when it got it.
pub fn stand_before(operation: Operation) -> Decision {
    with_seat(|seat| {
        let arrival = Arrival { events: seat.events.take(), before: operation };
        let arrived = seat.arrivals.send(arrival);
        match arrived.ok().and_then(|()| seat.token.recv().ok()) {
            Some(decision) => decision,
            None => stop_for_good(),
        }
    })
}

/// Reports what the current thread has just done.
pub fn note(event: Event) {
    with_seat(|seat| seat.events.borrow_mut().push(event));
}

fn with_seat<R>(action: impl FnOnce(&Seat) -> R) -> R {
    SEAT.with(|seat| action(seat.get().expect("upstream's code runs in logical threads only")))
}

/// The stage is gone. This thread is in the middle of upstream's code, so it can neither go on
/// nor unwind: it sleeps until the process ends.
fn stop_for_good() -> ! {
    loop {
        thread::park();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GO: Decision = Decision::plain("Go");

    fn life(guardian: Guardian) -> Life {
        Box::new(move || {
            loop {
                assert_eq!(stand_before(Operation::Call), GO);
                note(Event::TookGuardian(guardian));
                stand_before(Operation::DropGuardian);
            }
        })
    }

    /// A thread runs only when it is resumed, as far as its next operation, and reports what it did.
    #[test]
    fn threads_move_one_operation_at_a_time() {
        let stage = Stage::new(vec![life(Guardian::Irq), life(Guardian::Preempt)]).unwrap();
        let inside = |guardian| Arrival {
            events: vec![Event::TookGuardian(guardian)],
            before: Operation::DropGuardian,
        };
        assert_eq!(stage.resume(1, GO), inside(Guardian::Preempt));
        assert_eq!(stage.resume(0, GO), inside(Guardian::Irq));
        assert_eq!(stage.resume(1, GO), Arrival { events: vec![], before: Operation::Call });
    }

    /// A thread that panics ends the run: nobody waits for it for ever.
    #[test]
    #[should_panic(expected = "unless it panicked")]
    fn a_dead_thread_is_noticed() {
        let life: Life = Box::new(|| {
            stand_before(Operation::Call);
        });
        Stage::new(vec![life]).unwrap().resume(0, GO);
    }
}
