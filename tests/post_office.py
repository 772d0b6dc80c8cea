"""A system with messages, driven for real: a small post office.

The code is the class below. Its network is a set that loses and reorders. `Post(p, n)` sends a letter; `Read(p, m)` is the
delivery of a letter, which a box takes if it is not full and discards if it is.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from sysmobench import Result, check_submission, load_contract
from sysmobench.submission import make_submission
from sysmobench.systems import Contract, Trace
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
