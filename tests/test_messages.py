"""A system with messages: a small post office, driven for real, judged by the same judge.

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

    def __init__(self, size: int) -> None:
        self.size = size
        self.box: dict[str, list[str]] = {person: [] for person in PEOPLE}

    def read(self, letter: dict[str, str]) -> bool:
        """Takes a letter if there is room."""
        box = self.box[letter["to"]]
        if len(box) < self.size:
            box.append(letter["text"])
            return True
        return False


def run(seed: int, steps: int, size: int = SIZE) -> bytes:
    """A recorded run of the real code from a seed."""
    chance, office = random.Random(seed), Office(size)
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


def weigh(box: int, letter: dict[str, str]) -> int:
    """What a box shows that only weighs its letters: the first one weighs 1, whatever it is, and from then on a ``b`` weighs 2."""
    return box + (2 if box and letter["text"] == "b" else 1)


def weighed(contract: Contract) -> list[Trace]:
    """Runs of an office whose boxes are large and show only what their letters weigh, with a fan after each step."""
    traces = []
    for seed in range(1, 9):
        header, *steps = [json.loads(line) for line in run(seed, 12, size=99).splitlines()]
        box = dict.fromkeys(PEOPLE, 0)
        lines = [header | {"fans": 12, "init": {"box": box}}]
        net: dict[str, Any] = {}
        for step in steps:
            net |= {json.dumps(letter): letter for letter in step["sent"]}
            if letter := step.get("input"):
                del net[json.dumps(letter)]
                box = box | {letter["to"]: weigh(box[letter["to"]], letter)}
            lines += [step | {"state": {"box": box}}, *fan(step["i"], box, [net[each] for each in sorted(net)])]
        traces.append(parse_trace(contract, f"test-any-{seed}", "\n".join(map(json.dumps, lines)).encode()))
    return traces


def fan(at: int, box: dict[str, int], net: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Everything that can come next in such an office."""
    line = {"at": at, "refused": False, "args": {}, "sent": [], "state": {"box": box}}
    lines = []
    for text, person in [(text, person) for text in "ab" for person in PEOPLE]:
        post = {"decision": "Post", "action": "Post", "branch": "sent", "actor": person, "args": {"n": text}}
        lines.append(line | post | {"sent": [{"to": person, "text": text}]})
    for letter in net:
        to = letter["to"]
        read = {"decision": "Read", "action": "Read", "branch": "kept", "actor": to, "input": letter}
        lines.append(line | read | {"state": {"box": box | {to: weigh(box[to], letter)}}})
    return lines


def test_closure_does_not_blame_letters_that_look_alike(post: Contract) -> None:
    """Closure follows what Next may have done unseen, but not the delivery of another message than the code's.

    Into an empty box either letter weighs the same; what is left in flight does not.
    """
    system = SYSTEM.replace("""'[People -> Seq({"a", "b"})]'""", "'[People -> Nat]'")
    assert system != SYSTEM
    (post.folder / "system.toml").write_text(system, "utf-8")
    (post.folder / "Properties.tla").write_text(PROPERTIES.replace("Len(observed.box[p])", "observed.box[p]"), "utf-8")
    load_contract.cache_clear()
    contract = load_contract("post")
    load_contract.cache_clear()
    weighs = '@ + IF @ > 0 /\\ m.text = "b" THEN 2 ELSE 1'
    spec = SPEC.replace(f"Len(box[p]) < {SIZE} /\\ ", "").replace("Append(@, m.text)", weighs).replace("|-> <<>>]", "|-> 0]")
    spec = spec.replace(f"Len(box[p]) >= {SIZE}", "FALSE")
    files = {"post.tla": spec, "post.cfg": "INIT Init\nNEXT Next\n", "post_mapping.tla": MAPPING}
    result = check_submission(make_submission(contract, files), contract, traces=weighed(contract))
    assert set(verdicts(result)) == {"pass"}
    assert result.conformance
    assert result.conformance.closure == 1.0


def test_recorded_runs_are_determinate(post: Contract) -> None:
    """The checks of traces know messages: these runs are sound but for having too few windows of some branch."""
    with pytest.raises(TraceError, match=r"has \d+ windows, not 20"):
        check_traces(post, "test", recorded(post)[:1])
    check_traces(post, "test", [parse_trace(post, f"test-any-{seed}", run(seed, 60)) for seed in range(8)])
