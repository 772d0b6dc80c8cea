"""Closure of a system with messages: what counts as more than the code does, and what is the network's doing."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from post_office import PEOPLE, PROPERTIES, SYSTEM, run, verdicts

from sysmobench import check_submission, load_contract
from sysmobench.submission import make_submission
from sysmobench.systems import Contract, Trace
from sysmobench.systems.traces import parse_trace


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


class ExactScales(Scales):
    """An office in which every letter shows by its weight what it is."""

    def read(self, letter: dict[str, str]) -> bool:
        """Takes a letter."""
        self.box[letter["to"]] += 2 if letter["text"] == "b" else 1
        return True


def weighed(contract: Contract, *, choosy: bool, scales: type[Scales] = Scales, steps: int = 12) -> list[Trace]:
    """Runs of such an office, with a fan after each step: everything that can come next."""
    traces = []
    letters = [{"to": person, "text": text} for text in "ab" for person in PEOPLE]
    for seed in range(1, 9):
        chance, office = random.Random(seed), scales(choosy=choosy)
        net: list[dict[str, str]] = []
        header = json.loads(run(seed, steps).splitlines()[0]) | {"fans": steps, "init": office.state}
        lines = [header]
        for i in range(1, steps + 1):
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


def posted_once(trace: Trace) -> bool:
    """Whether no letter is posted again: what is in flight already looks as any other."""
    letters = [step.arguments for step in trace.steps if step.decision == "Post"]
    return len(set(letters)) == len(letters)


def test_closure_blames_a_message_that_does_anything_when_it_comes_again(scales: Contract) -> None:
    """The same message does one thing from one state. Who lets it do several, the second time, hides what Next can do."""
    spec = (
        SCALES.replace("CHOOSY", "FALSE")
        .replace("wild = FALSE", "wild = {}")
        .replace('box[p] > 0 /\\ m.text = "b"', 'm.text = "b"')
    )
    spec = spec.replace("UNCHANGED <<box, wild>>", "wild' = wild \\ {[to |-> p, text |-> n]} /\\ UNCHANGED box")
    spec = spec.replace("net' = net \\ {m} /\\ UNCHANGED wild", "wild' = wild \\cup {m} /\\ UNCHANGED net")
    again = (
        "m \\in wild /\\ m.to = p /\\ \\E n \\in {50, 51} : box' = [box EXCEPT ![p] = n] /\\ UNCHANGED <<posted, net, wild>>"
    )
    spec = spec.replace("Rogue == FALSE", f"Again(p, m) == {again}\nRogue == \\E p \\in People, m \\in net : Again(p, m)")
    mapping = SCALES_MAPPING.replace("wild = FALSE", "wild = {}").replace("== Read(p, m)", "== Read(p, m) \\/ Again(p, m)")
    files = {"post.tla": spec, "post.cfg": "INIT Init\nNEXT Next\n", "post_mapping.tla": mapping}
    traces = [trace for trace in weighed(scales, choosy=False, scales=ExactScales, steps=5) if posted_once(trace)]
    assert traces
    result = check_submission(make_submission(scales, files), scales, traces=traces)
    assert set(verdicts(result)) == {"pass"}
    assert result.conformance
    assert result.conformance.closure < 0.9


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
