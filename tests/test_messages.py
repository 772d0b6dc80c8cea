"""A system with messages: a small post office, driven for real, judged by the same judge.

The code is the class below. Its network is a set that loses and reorders. `Post(p, n)` sends a letter; `Read(p, m)` is the
delivery of a letter, which a box takes if it is not full and discards if it is.
"""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from sysmobench import Result, check_submission, load_contract
from sysmobench.errors import TraceError
from sysmobench.submission import make_submission
from sysmobench.systems import Contract, Trace, check_traces
from sysmobench.systems.traces import parse_trace

PEOPLE = ["ann", "bob"]
SIZE = 2

SYSTEM = """
name = "post"
title = "Post office"
version = "1-A"
summary = "Letters, boxes, and a network that loses and reorders."
messages = true

[source]
package = "post 1.0"
licence = "Apache-2.0"
repository = "none"
harness = "none"
reads = []

[constants.People]
meaning = "who has a box"
dev = ["ann", "bob"]
test = ["ann", "bob"]

[observables.box]
type = '[People -> Seq({"a", "b"})]'
meaning = "the letters that a person has, in order of arrival"

[[decisions]]
name = "Post"
parameters = { p = "People", n = '{"a", "b"}' }
meaning = "a letter is sent"
actions = [{ name = "Post", branches = ["sent"], meaning = "it is on its way" }]

[[decisions]]
name = "Read"
parameters = { p = "People" }
message = "m"
meaning = "a letter arrives"
refusals = ["full"]
actions = [{ name = "Read", branches = ["kept"], meaning = "the box has room" }]

[[properties]]
name = "BoxesAreSmall"
kind = "invariant"
meaning = "no box has more letters than fit"

[[fairness]]
strength = "weak"
actions = ["Read"]
each = ["p"]

[[explorations]]
constants = { People = ["ann", "bob"] }
states = 3000
"""

RECORDINGS = """
[[recordings]]
split = "test"
profiles = ["any"]
seeds = [1]
steps = 60
fans = 0
"""

PROPERTIES = f"""---- MODULE Properties ----
EXTENDS Naturals, Sequences
CONSTANT People
VARIABLE observed
BoxesAreSmall == \\A p \\in People : Len(observed.box[p]) <= {SIZE}
BoxesAreSmall_Witness == \\E p \\in People : Len(observed.box[p]) = {SIZE}
====
"""

SPEC = f"""---- MODULE post ----
EXTENDS Naturals, Sequences
CONSTANT People
VARIABLES box, net
vars == <<box, net>>
Init == box = [p \\in People |-> <<>>] /\\ net = {{}}
Post(p, n) == net' = net \\cup {{[to |-> p, text |-> n]}} /\\ UNCHANGED box
Keep(p, m) == m \\in net /\\ m.to = p /\\ Len(box[p]) < {SIZE} /\\ box' = [box EXCEPT ![p] = Append(@, m.text)] /\\ net' = net \\ {{m}}
Full(p, m) == m \\in net /\\ m.to = p /\\ Len(box[p]) >= {SIZE} /\\ net' = net \\ {{m}} /\\ UNCHANGED box
Next == \\E p \\in People : (\\E n \\in {{"a", "b"}} : Post(p, n)) \\/ \\E m \\in net : Keep(p, m) \\/ Full(p, m)
====
"""

MAPPING = """---- MODULE post_mapping ----
EXTENDS post
Map_Represent(pre) == box = [p \\in People |-> pre.box[p]] /\\ net = pre.net
Map_Observe == [box |-> box]
Map_Inflight == net
Map_Post(p, n) == Post(p, n)
Map_Read(p, m) == Keep(p, m) \\/ Full(p, m)
====
"""


class Office:
    """The code under test."""

    def __init__(self) -> None:
        self.box: dict[str, list[str]] = {person: [] for person in PEOPLE}

    def read(self, letter: dict[str, str]) -> bool:
        """Takes a letter if there is room."""
        box = self.box[letter["to"]]
        if len(box) < SIZE:
            box.append(letter["text"])
            return True
        return False


def run(seed: int, steps: int) -> bytes:
    """A recorded run of the real code from a seed."""
    chance, office = random.Random(seed), Office()
    net: dict[str, dict[str, str]] = {}
    lines: list[dict[str, Any]] = [
        {"format": 1, "system": "post", "package": "post 1.0", "files": {}, "harness": "test", "seed": seed, "profile": "any",
         "steps": steps, "fans": 0, "constants": {"People": {"#set": PEOPLE}}, "init": {"box": office.box}}
    ]  # fmt: skip
    lines = json.loads(json.dumps(lines))
    for i in range(1, steps + 1):
        line: dict[str, Any] = {"i": i, "args": {}, "sent": []}
        if net and chance.random() < 0.6:
            letter = net.pop(chance.choice(sorted(net)))
            kept = office.read(letter)
            line |= {"decision": "Read", "action": "Read" if kept else "", "branch": "kept" if kept else "full"}
            line |= {"actor": letter["to"], "input": letter, "refused": not kept}
        else:
            letter = {"to": chance.choice(PEOPLE), "text": chance.choice("ab")}
            net[str(letter)] = letter
            line |= {"decision": "Post", "action": "Post", "branch": "sent", "actor": letter["to"], "refused": False}
            line |= {"args": {"n": letter["text"]}, "sent": [letter]}
        lines.append(json.loads(json.dumps(line | {"state": {"box": office.box}})))
    return "\n".join(map(json.dumps, lines)).encode()


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Contract:
    """The post office as a system."""
    folder = tmp_path / "post"
    folder.mkdir()
    (folder / "system.toml").write_text(SYSTEM, "utf-8")
    (folder / "recordings.toml").write_text(RECORDINGS, "utf-8")
    (folder / "Properties.tla").write_text(PROPERTIES, "utf-8")
    monkeypatch.setattr("sysmobench.systems.contract.SYSTEMS", tmp_path)
    load_contract.cache_clear()
    contract = load_contract("post")
    load_contract.cache_clear()
    return contract


def recorded(contract: Contract) -> list[Trace]:
    """Three runs."""
    return [parse_trace(contract, f"test-any-{seed}", run(seed, 60)) for seed in (1, 2, 3)]


def judged(contract: Contract, spec: str = SPEC, mapping: str = MAPPING) -> Result:
    """Judges the specification of the post office."""
    files = {"post.tla": spec, "post.cfg": "INIT Init\nNEXT Next\n", "post_mapping.tla": mapping}
    return check_submission(make_submission(contract, files), contract, traces=recorded(contract))


def verdicts(result: Result) -> dict[str, int]:
    """Verdicts of all windows."""
    assert result.conformance
    return result.conformance.verdicts


def test_an_honest_specification_passes(post: Contract) -> None:
    """Sending, delivery, and discarding a letter that does not fit are followed along the trace."""
    assert set(verdicts(judged(post))) == {"pass"}


def test_a_network_that_is_never_emptied_passes(post: Contract) -> None:
    """A specification may keep delivered letters in flight: what counts is what is new, and each is delivered at most once."""
    keeps = SPEC.replace(" /\\ net' = net \\ {m}\n", " /\\ UNCHANGED net\n").replace(
        "/\\ net' = net \\ {m} /\\ UNCHANGED box", "/\\ UNCHANGED vars"
    )
    assert keeps != SPEC
    assert set(verdicts(judged(post, keeps))) == {"pass"}


def test_a_wrong_letter_is_missing(post: Contract) -> None:
    """What is sent is compared in full, not only that something is sent."""
    wrong = SPEC.replace("text |-> n]", 'text |-> "a"]')
    assert verdicts(judged(post, wrong))["missing"] > 0


def test_a_letter_too_many_is_not_the_codes(post: Contract) -> None:
    """A step that sends what the code does not send fails, although the observables are right."""
    more = SPEC.replace("{[to |-> p, text |-> n]}", '{[to |-> p, text |-> n], [to |-> "ann", text |-> "z"]}')
    assert verdicts(judged(post, more))["missing"] > 0


def test_taking_a_letter_that_does_not_fit_is_spurious(post: Contract) -> None:
    """The code discards it, so the box must not change."""
    greedy = SPEC.replace(f"Len(box[p]) < {SIZE}", f"Len(box[p]) < {SIZE + 1}").replace(f">= {SIZE}", f">= {SIZE + 1}")
    result = judged(post, greedy)
    assert any(failure.refused and failure.verdict == "spurious" for failure in result.failures)
    assert result.invariants
    assert result.invariants.properties[0].verdict == "violated"


def test_map_inflight_is_asked_for(post: Contract) -> None:
    """The mapping of a system with messages has one operator more, and its absence is named."""
    from sysmobench.errors import SubmissionError

    with pytest.raises(SubmissionError, match="Map_Inflight is missing"):
        judged(post, mapping=MAPPING.replace("Map_Inflight", "Inflight"))


LOSE = "Lose == \\E m \\in net : net' = net \\ {m} /\\ UNCHANGED box\n"
BURN = "Burn == net = {} /\\ \\E p \\in People : box[p] # <<>> /\\ box' = [box EXCEPT ![p] = <<>>] /\\ UNCHANGED net\n"


def test_a_lossy_network_is_no_stray_step(post: Contract) -> None:
    """Losing a message is the environment's, so a specification may say so in Next and name no action for it."""
    result = judged(post, SPEC.replace("Next == ", f"{LOSE}Next == Lose \\/ "))
    assert set(verdicts(result)) == {"pass"}
    assert result.runtime
    assert result.runtime.strays == 0


def test_a_stray_step_is_found_where_liveness_is_not_decided(post: Contract) -> None:
    """Each exploration is searched for steps that are no action of the mapping, here behind the loss of a message."""
    result = judged(post, SPEC.replace("Next == ", f"{LOSE}{BURN}Next == Lose \\/ Burn \\/ "))
    assert result.runtime
    assert result.runtime.strays > 0
    assert not result.verified


class Scales:
    """An office that counts what is posted, and whose boxes never fill up and show only what their letters weigh.

    The first letter in a box weighs 1, whatever it is, and from then on a ``b`` weighs 2. A ``choosy`` box discards a ``b`` as
    long as it is empty.
    """

    def __init__(self, *, choosy: bool) -> None:
        self.choosy = choosy
        self.box = dict.fromkeys(PEOPLE, 0)
        self.posted = 0

    @property
    def state(self) -> dict[str, Any]:
        """What is observed."""
        return {"box": dict(self.box), "posted": self.posted}

    def read(self, letter: dict[str, str]) -> bool:
        """Takes a letter, or discards it."""
        box = self.box[letter["to"]]
        if self.choosy and letter["text"] == "b" and not box:
            return False
        self.box[letter["to"]] += 2 if letter["text"] == "b" and box else 1
        return True

    def line(self, decision: str, letter: dict[str, str]) -> dict[str, Any]:
        """What a trace says of one step."""
        line: dict[str, Any] = {"decision": decision, "actor": letter["to"], "args": {}, "sent": [], "refused": False}
        if decision == "Post":
            self.posted += 1
            line |= {"action": "Post", "branch": "sent", "args": {"n": letter["text"]}, "sent": [letter]}
        else:
            kept = self.read(letter)
            line |= {
                "action": "Read" if kept else "",
                "branch": "kept" if kept else "full",
                "refused": not kept,
                "input": letter,
            }
        return line | {"state": self.state}


def weighed(contract: Contract, *, choosy: bool) -> list[Trace]:
    """Runs of such an office, with a fan after each step: everything that can come next."""
    traces = []
    letters = [{"to": person, "text": text} for text in "ab" for person in PEOPLE]
    for seed in range(1, 9):
        chance, office = random.Random(seed), Scales(choosy=choosy)
        net: list[dict[str, str]] = []
        header = json.loads(run(seed, 12).splitlines()[0]) | {"fans": 12, "init": office.state}
        lines = [header]
        for i in range(1, 13):
            delivered = bool(net) and chance.random() < 0.6
            letter = chance.choice(net if delivered else letters)
            lines.append({"i": i} | office.line("Read" if delivered else "Post", letter))
            net = [each for each in net if each != letter] + [letter] * (not delivered)
            choices = [("Post", each) for each in letters] + [("Read", each) for each in sorted(net, key=json.dumps)]
            lines += [{"at": i} | copy.deepcopy(office).line(*choice) for choice in choices]
        traces.append(parse_trace(contract, f"test-any-{seed}", "\n".join(map(json.dumps, lines)).encode()))
    return traces


SCALES = """---- MODULE post ----
EXTENDS Naturals
CONSTANT People
VARIABLES box, posted, net, wild
Weight(p, m) == IF box[p] > 0 /\\ m.text = "b" THEN 2 ELSE 1
Taken(p, m) == CHOOSY => box[p] > 0 \\/ m.text = "a"
Init == box = [p \\in People |-> 0] /\\ posted = 0 /\\ net = {} /\\ wild = FALSE
Post(p, n) == net' = net \\cup {[to |-> p, text |-> n]} /\\ posted' = posted + 1 /\\ UNCHANGED <<box, wild>>
Deliver(p, m) ==
    /\\ m \\in net /\\ m.to = p /\\ UNCHANGED posted
    /\\ box' = IF Taken(p, m) THEN [box EXCEPT ![p] = @ + Weight(p, m)] ELSE box
Read(p, m) == Deliver(p, m) /\\ net' = net \\ {m} /\\ UNCHANGED wild
Beside(lost) ==
    \\E p \\in People : \\E m \\in net :
        /\\ Deliver(p, m) /\\ wild' = TRUE
        /\\ \\E some \\in SUBSET (net \\ {m}) : (some # {}) = lost /\\ net' = net \\ ({m} \\cup some)
Wild == wild /\\ box' = [p \\in People |-> 50] /\\ UNCHANGED <<posted, net, wild>>
Rogue == FALSE
Next == Rogue \\/ \\E p \\in People : (\\E n \\in {"a", "b"} : Post(p, n)) \\/ \\E m \\in net : Read(p, m)
====
"""

SCALES_MAPPING = """---- MODULE post_mapping ----
EXTENDS post
Map_Represent(pre) == box = [p \\in People |-> pre.box[p]] /\\ posted = pre.posted /\\ net = pre.net /\\ wild = FALSE
Map_Observe == [box |-> box, posted |-> posted]
Map_Inflight == net
Map_Post(p, n) == Post(p, n)
Map_Read(p, m) == Read(p, m)
====
"""


@pytest.fixture
def scales(post: Contract) -> Contract:
    """Such an office as a system."""
    posted = """[observables.posted]\ntype = "Nat"\nmeaning = "how many letters were posted"\n\n[[decisions]]\nname = "Post\""""
    system = SYSTEM.replace("""'[People -> Seq({"a", "b"})]'""", "'[People -> Nat]'")
    system = system.replace('[[decisions]]\nname = "Post"', posted)
    assert system.count("Nat") == 2
    (post.folder / "system.toml").write_text(system, "utf-8")
    (post.folder / "Properties.tla").write_text(PROPERTIES.replace("Len(observed.box[p])", "observed.box[p]"), "utf-8")
    load_contract.cache_clear()
    contract = load_contract("post")
    load_contract.cache_clear()
    return contract


def closure(
    contract: Contract, traces: list[Trace], *, choosy: bool = False, rogue: str = "FALSE", keeps: bool = False
) -> float:
    """The closure of the specification of such an office, of which every window passes; its network may keep all letters."""
    spec = SCALES.replace("net' = net \\ {m} /\\ UNCHANGED wild", "UNCHANGED <<net, wild>>") if keeps else SCALES
    spec = spec.replace("CHOOSY", str(choosy).upper()).replace("Rogue == FALSE", f"Rogue == {rogue}")
    files = {"post.tla": spec, "post.cfg": "INIT Init\nNEXT Next\n", "post_mapping.tla": SCALES_MAPPING}
    result = check_submission(make_submission(contract, files), contract, traces=traces)
    assert set(verdicts(result)) == {"pass"}
    assert result.conformance
    return result.conformance.closure


@pytest.mark.parametrize("choosy", [False, True])
def test_closure_does_not_blame_messages_that_look_alike(scales: Contract, *, choosy: bool) -> None:
    """Closure follows what Next may have done unseen, but not the delivery of another message than the code's.

    In an empty box either letter weighs the same, and what is left in flight does not. A letter that was discarded is gone.
    """
    assert closure(scales, weighed(scales, choosy=choosy), choosy=choosy) == 1.0


@pytest.mark.parametrize("choosy", [False, True])
def test_closure_does_not_blame_a_network_that_keeps_its_messages(scales: Contract, *, choosy: bool) -> None:
    """A letter that was delivered, or refused, and is still there may come again; whatever else Next does still counts."""
    traces = weighed(scales, choosy=choosy)
    assert closure(scales, traces, choosy=choosy, keeps=True) == 1.0
    odd = "net # {} /\\ box' = [p \\in People |-> 50] /\\ UNCHANGED <<posted, net, wild>>"
    assert closure(scales, traces, choosy=choosy, keeps=True, rogue=odd) < 0.9


@pytest.mark.parametrize("lost", ["FALSE", "TRUE"])
def test_closure_follows_a_step_beside_a_delivery(scales: Contract, lost: str) -> None:
    """A step that looks like a delivery and is not mapped, behind which anything happens, whether or not it loses the rest."""
    assert closure(scales, weighed(scales, choosy=False), rogue=f"Beside({lost}) \\/ Wild") < 0.9


def test_closure_follows_beyond_a_refused_delivery(scales: Contract) -> None:
    """What went another way before the code refused a message goes on in that way afterwards.

    Only the first delivery has a step beside it, and only when both boxes have something anything happens; in these runs a
    delivery is refused between the two.
    """

    def between(trace: Trace) -> bool:
        refused = [step for step in trace.steps if step.refused and any(step.before.fields["box"].values())]
        return bool(refused) and all(trace.steps[-1].after.fields["box"].values())

    traces = [trace for trace in weighed(scales, choosy=True) if between(trace)]
    assert traces
    rogue = "(Beside(FALSE) /\\ \\A p \\in People : box[p] = 0) \\/ (Wild /\\ \\A p \\in People : box[p] > 0)"
    assert all(closure(scales, [trace], rogue=rogue, choosy=True) < 1.0 for trace in traces)


def test_recorded_runs_are_determinate(post: Contract) -> None:
    """The checks of traces know messages: these runs are sound but for having too few windows of some branch."""
    with pytest.raises(TraceError, match=r"has \d+ windows, not 20"):
        check_traces(post, "test", recorded(post)[:1])
    check_traces(post, "test", [parse_trace(post, f"test-any-{seed}", run(seed, 60)) for seed in range(8)])
