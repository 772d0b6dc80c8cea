//! Runs the logical threads one at a time, from one operation to the next.
//!
//! Each logical thread is an OS thread with upstream's real code on its stack. It stops before
//! every [`Operation`] at which a step ends, and waits for the token. [`Stage::resume`] hands it
//! over and takes it back when the thread stops again, so that between two calls of `resume`
//! nothing runs at all, and what runs in one call depends on nothing but the code.

use std::cell::{Cell, OnceCell, RefCell};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use core_shim::{Access, Change, Observer, Region};

use crate::decision::Decision;

/// What a thread is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// It is outside of upstream's code and waits to be told which call to make.
    Call,
    Atomic(Access),
    DropGuardian,
    /// It goes to sleep: whenever it is resumed, it has returned from that.
    Sleep,
}

/// What a thread did between two stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    TookGuardian(Guardian),
    DroppedGuardian(Guardian),
    Atomic(Change),
    /// It put this at the end of a queue.
    Pushed(Region),
    /// It took this from the head of a queue, or found the queue empty.
    Popped(Option<Region>),
    /// It made this thread runnable.
    Unparked(usize),
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

/// Whether a step ends before an operation: given the decision that the thread was resumed with
/// and what it has done since. It runs on where the step goes on. A call is always a border.
pub type Border = Arc<dyn Fn(Decision, &[Event], Operation) -> bool + Send + Sync>;

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
    pub fn new(lives: Vec<Life>, border: Border) -> io::Result<Self> {
        core_shim::observe_with(Observer {
            before: |access| {
                stand_before(Operation::Atomic(access));
            },
            after: |change| note(Event::Atomic(change)),
            pushed: |value| note(Event::Pushed(value)),
            popped: |value| note(Event::Popped(value)),
        });
        let start = |(number, life)| Thread::start(number, life, border.clone());
        let threads = lives.into_iter().enumerate().map(start).collect::<io::Result<Vec<_>>>()?;
        for thread in &threads {
            assert_eq!(thread.arrival(), Arrival { events: vec![], before: Operation::Call });
        }
        Ok(Self { threads })
    }

    /// Lets `thread` execute what it stands before, and run on to the end of that step. `decision`
    /// tells a thread outside of upstream's code which call to make.
    pub fn resume(&self, thread: usize, decision: Decision) -> Arrival {
        self.threads[thread].token.send(decision).expect(DIED);
        self.threads[thread].arrival()
    }
}

const DIED: &str = "a logical thread lives as long as the stage, unless it panicked";

impl Thread {
    fn start(number: usize, life: Life, border: Border) -> io::Result<Self> {
        let (token, token_end) = channel();
        let (arrivals_end, arrivals) = channel();
        let seat = Seat {
            number,
            border,
            token: token_end,
            arrivals: arrivals_end,
            decision: Cell::default(),
            events: RefCell::default(),
        };
        thread::Builder::new().spawn(move || {
            SEAT.with(|own| assert!(own.set(seat).is_ok(), "a new thread has no seat"));
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
    number: usize,
    border: Border,
    token: Receiver<Decision>,
    arrivals: Sender<Arrival>,
    /// What the thread was resumed with.
    decision: Cell<Option<Decision>>,
    /// What it has done since.
    events: RefCell<Vec<Event>>,
}

thread_local! {
    static SEAT: OnceCell<Seat> = const { OnceCell::new() };
}

/// Stops the current thread until it has the token again, if its step ends here; what was decided
/// when it last got it.
pub fn stand_before(operation: Operation) -> Decision {
    with_seat(|seat| match seat.decision.get() {
        Some(decision) if !seat.is_at_border(decision, operation) => decision,
        _ => seat.stop(operation),
    })
}

impl Seat {
    fn is_at_border(&self, decision: Decision, operation: Operation) -> bool {
        operation == Operation::Call || (self.border)(decision, &self.events.borrow(), operation)
    }

    fn stop(&self, operation: Operation) -> Decision {
        let arrival = Arrival { events: self.events.take(), before: operation };
        let arrived = self.arrivals.send(arrival);
        match arrived.ok().and_then(|()| self.token.recv().ok()) {
            Some(decision) => {
                self.decision.set(Some(decision));
                decision
            }
            None => stop_for_good(),
        }
    }
}

/// The number of the current thread: the place of its life among those that the stage was given.
pub fn current_thread() -> usize {
    with_seat(|seat| seat.number)
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
                note(Event::DroppedGuardian(guardian));
            }
        })
    }

    /// A thread runs only when it is resumed, as far as its next operation, and reports what it did.
    #[test]
    fn threads_move_one_operation_at_a_time() {
        let lives = vec![life(Guardian::Irq), life(Guardian::Preempt)];
        let stage = Stage::new(lives, Arc::new(|_, _, _| true)).unwrap();
        let inside = |guardian| Arrival {
            events: vec![Event::TookGuardian(guardian)],
            before: Operation::DropGuardian,
        };
        let outside = |guardian| Arrival {
            events: vec![Event::DroppedGuardian(guardian)],
            before: Operation::Call,
        };
        assert_eq!(stage.resume(1, GO), inside(Guardian::Preempt));
        assert_eq!(stage.resume(0, GO), inside(Guardian::Irq));
        assert_eq!(stage.resume(1, GO), outside(Guardian::Preempt));
    }

    /// Where a step goes on, so does the thread; all that it did is told at the step's end.
    #[test]
    fn threads_pass_over_what_is_no_border() {
        let border: Border = Arc::new(|decision, done, operation| {
            assert_eq!((decision, operation), (GO, Operation::DropGuardian));
            assert_eq!(done, [Event::TookGuardian(Guardian::Irq)]);
            false
        });
        let stage = Stage::new(vec![life(Guardian::Irq)], border).unwrap();
        for _ in 0..2 {
            let events =
                vec![Event::TookGuardian(Guardian::Irq), Event::DroppedGuardian(Guardian::Irq)];
            assert_eq!(stage.resume(0, GO), Arrival { events, before: Operation::Call });
        }
    }

    /// A thread that panics ends the run: nobody waits for it for ever.
    #[test]
    #[should_panic(expected = "unless it panicked")]
    fn a_dead_thread_is_noticed() {
        let life: Life = Box::new(|| {
            stand_before(Operation::Call);
        });
        Stage::new(vec![life], Arc::new(|_, _, _| true)).unwrap().resume(0, GO);
    }
}
