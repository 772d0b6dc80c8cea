"""Whether a specification can do what one call of the code does, in any number of its own steps.

    python docs/in_steps.py FOLDER STEPS [--forget hints] [--without durable] [--where PreVote=false] [--split dev]

`sysmobench check` wants one step of the specification for one step of the code. A specification with smaller steps fails
nearly everywhere, and that says nothing about what it believes. This script asks a weaker question, window by window, of
those windows that the code does not refuse: from the state that Map_Represent gives, is there a way by steps of the node
that was called (STEPS, a module etcd_steps) to a state that looks like what was recorded? Only what Map_Observe
keeps is looked at. Nothing is said about what the specification could do instead. A window counts once, however often it
was recorded. The columns of the table: nothing of it is kept by Map_Observe; in one step; in several; not at all; the state
before cannot be represented; an error, or too many states; and how many steps it takes where it can.

What a specification does not have can be forgotten on both sides before they are compared:

    --forget hints    where a rejected append was, and the hint
    --forget queue    that messages wait before they are sent, and that a candidate's vote for itself does
"""  # noqa: INP001

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from sysmobench.engine import Asked, EvaluationError, Mapped, Outcome, Session, SpecState, Workspace, find_tools
from sysmobench.errors import EngineLost
from sysmobench.phases.bounds import high
from sysmobench.phases.syntax import check_syntax
from sysmobench.phases.walking import groups, kept_observables
from sysmobench.submission import Submission, read_submission
from sysmobench.systems import Contract, State, Trace, Window, load_contract, load_traces
from sysmobench.tla.values import canonical, set_of

STEPS = "etcd_steps"
DEEPEST = 16
"""Steps of the specification for one of the code. A leader of five nodes is elected in twelve."""
WIDEST = 2000
"""States that are looked at for one window."""

# The answers: nothing of it is kept by Map_Observe; in one step; in several; not at all; the state before cannot be
# represented; there was an error (told on standard error), or there were too many states.
NOTHING, ONE, SEVERAL, NOT, UNLIKE, ERROR = "nothing", "one", "several", "cannot", "unlike", "error"

Found = dict[str, list[tuple[Window, str, int]]]
"""By label, the windows with the answer and the number of steps."""
View = Callable[[State], State]


def main() -> None:
    """Asks, and prints a table: one line for each action and branch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the submission")
    parser.add_argument("steps", type=Path, help="etcd_steps.tla")
    parser.add_argument("--split", default="test", choices=("dev", "test"))
    parser.add_argument("--traces", type=Path)
    parser.add_argument("--most", type=int, default=1_000_000, help="windows of each branch and group of constants, at most")
    parser.add_argument("--forget", default=[], action="append", choices=VIEWS)
    parser.add_argument("--without", default=[], action="append", help="an observable that is not looked at")
    parser.add_argument("--where", default="", help="only the traces with this constant, such as PreVote=false")
    parser.add_argument("--brief", action="store_true", help="only the lines with something that it cannot do")
    parser.add_argument("--list", default="", help="names the windows of this label that it cannot do")
    told = parser.parse_args()
    contract = load_contract("etcd")
    traces = [t for t in load_traces(contract, told.split, told.traces) if _chosen(t, told.where)]
    options = Options(told.folder, told.steps, told.most, told.without, [VIEWS[name] for name in told.forget])
    report(ask(contract, traces, options), told.list, brief=told.brief)


def _chosen(trace: Trace, where: str) -> bool:
    name, _, value = where.partition("=")
    return not name or canonical(trace.header.constants[name]) == value


# ---------------------------------------------------------------------- what is asked


@dataclass(frozen=True)
class Options:
    """What is asked of whom."""

    folder: Path
    steps: Path
    most: int
    without: list[str]
    views: list[View]


def ask(contract: Contract, traces: list[Trace], options: Options) -> Found:
    """For each label the windows, with the answer and the number of steps."""
    submission = read_submission(options.folder, contract)
    files = submission.files | {f"{STEPS}.tla": options.steps.read_text("utf-8")}
    files["etcd.cfg"] = re.sub(r"(?m)^NEXT .*", "NEXT Still", files["etcd.cfg"])
    found: Found = defaultdict(list)
    stepping = Submission(contract.module, files)
    with _Workspace(contract, stepping) as workspace, Session(find_tools(), workspace, contract.strings) as session:
        _, spec = check_syntax(session, contract.module)
        if spec is None:
            raise SystemExit("the specification does not parse")
        session.parse(STEPS)
        for group in groups(traces):
            constants = traces[group[0]].header.constants
            session.load(constants | high(), spec.constants, membership=False)
            kept = kept_observables(contract, session, traces[group[0]].init)
            search = Search(session, tuple(name for name in kept if name not in options.without), options.views)
            for window in _distinct((traces[number] for number in group), options.most):
                answer, steps = search.of(window)
                found[window.label].append((window, answer, steps))
                session.forget()
    return found


class _Workspace(Workspace):
    """The root module extends the steps as well."""

    def write_root(self, constants: Any, declared: list[str]) -> None:
        super().write_root(constants, declared)
        self.write("SMB.tla", self.read("SMB.tla").replace(f"EXTENDS {self.contract.module}_mapping", f"EXTENDS {STEPS}"))


def _distinct(traces: Iterator[Trace], most: int) -> Iterator[Window]:
    """What the code did, each window once, and of each label so many; windows of paths first."""
    counted: Counter[str] = Counter()
    seen: set[str] = set()
    for window in sorted((w for t in traces for w in t.windows() if not w.refused), key=lambda w: not w.path):
        text = canonical([window.before.recorded(), window.label, list(window.arguments), window.message])
        if text not in seen and counted[window.label] < most:
            seen.add(text)
            counted[window.label] += 1
            yield window


class Search:
    """Breadth first, from one recorded state towards the next."""

    def __init__(self, session: Session, kept: tuple[str, ...], views: list[View]) -> None:
        self.session = session
        self.kept = kept
        self.views = views

    def view(self, state: State) -> State:
        """A recorded state without what is forgotten."""
        for view in self.views:
            state = view(state)
        return state

    def of(self, window: Window) -> tuple[str, int]:
        """The answer, and in how many steps."""
        try:
            return self._of(window)
        except (EvaluationError, EngineLost) as error:
            print(f"{window.id}: {error}", file=sys.stderr)
            if isinstance(error, EngineLost):
                self.session.restart()
            return ERROR, 0

    def _of(self, window: Window) -> tuple[str, int]:
        before, after = self.view(window.before), self.view(window.after)
        represented = self.session.represent([before.recorded()], 64)[0]
        if isinstance(represented, EvaluationError):
            raise represented
        if any(self._seen(each) != before.text(self.kept) for each in represented):
            return UNLIKE, 0
        flying = {canonical(m) for m in before.inflight or []}
        sent = {canonical(m) for m in after.inflight or []} - flying
        target = after.text(self.kept)
        if before.text(self.kept) == target and not sent:
            return NOTHING, 0
        message = set_of(_delivered(self.view, window))
        towards = Mapped("Toward", ((window.arguments[0], window.decision, message, after.recorded()),))
        states = [each.id for each in represented]
        seen = set(states)
        for steps in range(1, DEEPEST + 1):
            answer = self.session.decide(states, [Asked((towards,), target)])[0]
            if isinstance(answer, EvaluationError):
                raise answer
            states = []
            for outcome in answer.outcomes:
                there = set(map(_text, outcome.inflight))
                if self._seen(outcome) == target and there - flying <= sent <= there:
                    return (ONE if steps == 1 else SEVERAL), steps
                states += [state for state in outcome.states if state not in seen]
            seen.update(states)
            if len(seen) > WIDEST or answer.more:
                return ERROR, steps
            if not states:
                break
        return NOT, 0

    def _seen(self, state: SpecState | Outcome) -> str:
        """How it looks, in canonical text."""
        observed = msgspec.json.decode(state.observed)
        return canonical({name: observed[name] for name in self.kept})


def _delivered(view: View, window: Window) -> list[Any]:
    """The message that is delivered, if there is one, as it is in a state of which something is forgotten."""
    nothing = {n: set_of([]) for n in window.before.fields["outbox"]}
    alone = State(window.before.fields | {"outbox": nothing}, [] if window.message is None else [window.message])
    return view(alone).inflight or []


def _text(raw: Any) -> str:
    return bytes(raw).decode()


# ---------------------------------------------------------------------- what can be forgotten


def without_queue(state: State) -> State:
    """As a specification sees it that sends at once, and whose candidates count their own vote at once."""
    fields = dict(state.fields)
    queued = [m for n, box in fields["outbox"].items() for m in box["#set"] if m["to"] != n]
    flying = {canonical(m): m for m in [*(state.inflight or []), *queued]}
    standing = {n for n, role in fields["role"].items() if role == "Candidate"}
    fields["votes"] = {n: dict(votes or {}) | ({n: True} if n in standing else {}) for n, votes in fields["votes"].items()}
    fields["match"] = {n: (known | {n: 0} if known else known) for n, known in fields["match"].items()}
    return State(fields, list(flying.values()))


def without_hints(state: State) -> State:
    """As a specification sees it whose rejections of an append say no more than that."""
    fields = dict(state.fields)
    for name in ("outbox", "acks"):
        fields[name] = {n: set_of(_plain(box["#set"])) for n, box in fields[name].items()}
    return State(fields, _plain(state.inflight or []))


def _plain(messages: list[Any]) -> list[Any]:
    nothing = {"index": 0, "hint": 0, "logTerm": 0}
    plain = [m | nothing if m["type"] == "MsgAppResp" and m["reject"] else m for m in messages]
    return list({canonical(m): m for m in plain}.values())


VIEWS: dict[str, View] = {"queue": without_queue, "hints": without_hints}


# ---------------------------------------------------------------------- what is said


def report(found: Found, listed: str, *, brief: bool) -> None:
    """A table in Markdown, with a window for each label that it cannot do; and if asked for, the names of all of them."""
    columns = (NOTHING, ONE, SEVERAL, NOT, UNLIKE, ERROR)
    print(_row("action", "branch", "windows", *columns, "steps", "for example"))
    print(_row("---", "---", *["---:"] * (len(columns) + 1), "---", "---"))
    everything: Counter[str] = Counter()
    for label, windows in found.items():
        counted = Counter(answer for _, answer, _ in windows)
        everything += counted
        if brief and not any(counted[answer] for answer in (NOT, UNLIKE, ERROR)):
            continue
        steps = sorted({steps for _, answer, steps in windows if answer in (ONE, SEVERAL)})
        span = "-".join(str(each) for each in sorted({steps[0], steps[-1]})) if steps else ""
        example = next((f"`{window.id}`" for window, answer, _ in windows if answer in (NOT, UNLIKE, ERROR)), "")
        action, _, branch = label.partition(" ")
        numbers = [str(counted[column] or "") for column in columns]
        print(_row(action, branch, str(len(windows)), *numbers, span, example))
    print(_row("all", "", str(sum(everything.values())), *(str(everything[column]) for column in columns), "", ""))
    for window, answer, _ in found.get(listed, []):
        if answer in (NOT, UNLIKE, ERROR):
            print(window.id, answer)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
