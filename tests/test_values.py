"""Values, types and configuration files."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import SPIN, variant

from sysmobench.engine import Session, Workspace, find_tools
from sysmobench.tla.config import ConfigError, read_config, write_config
from sysmobench.tla.types import parse_type
from sysmobench.tla.values import canonical, strings_in, to_tla

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\#'), min_size=1, max_size=4)
ATOMS = st.one_of(st.booleans(), st.integers(-1000, 1000), WORDS)


def composed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Sequences, records and sets of values; the elements of a set are of one type, since TLC compares them."""
    sets = st.one_of(st.lists(st.integers(-9, 9), max_size=4), st.lists(WORDS, max_size=4))
    return st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(WORDS, inner, max_size=3),
        sets.map(lambda elements: {"#set": elements}),
        st.dictionaries(st.integers(-9, 9), inner, max_size=3).map(lambda f: {"#fun": [list(pair) for pair in f.items()]}),
    )


VALUES = st.recursive(ATOMS, composed, max_leaves=8)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "[]"),
        ([], "[]"),
        ({"#set": [3, 1, 3]}, '{"#set":[1,3]}'),
        ({"b": 1, "a": {"#set": []}}, '{"a":{"#set":[]},"b":1}'),
        ({"#model": "v"}, '{"#model":"v"}'),
    ],
)
def test_canonical_texts(value: Any, text: str) -> None:
    """The empty function, record and sequence are one value; sets lose order and repetition; keys are sorted."""
    assert canonical(value) == ('{"#model":"v"}' if text.startswith('{"#model') else text)


def test_the_engine_writes_the_same_canonical_text() -> None:
    """What TLC makes of a value has the canonical text that Python gives it, whatever inner form TLC chose.

    The value goes through a state variable by Map_Represent and comes back through Map_Observe.
    """
    spec = "---- MODULE spin ----\nCONSTANT Threads\nVARIABLE v\nInit == v = 0\nNext == UNCHANGED v\n====\n"
    names = SPIN.operators()
    actions = "".join(f"{n}({', '.join(p)}) == FALSE\n" for n, p in names.items() if n not in ("Map_Represent", "Map_Observe"))
    mapping = f"---- MODULE spin_mapping ----\nEXTENDS spin\nMap_Represent(pre) == v = pre\nMap_Observe == v\n{actions}====\n"
    submission = variant(spin=spec, mapping=mapping, cfg="INIT Init\nNEXT Next\n")
    with Workspace(SPIN, submission) as workspace, Session(find_tools(), workspace, SPIN.strings) as session:
        session.load(SPIN.constants_of("test"), ["Threads"])

        @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(VALUES)
        def same(value: Any) -> None:
            plain = json.loads(json.dumps(value))
            (states,) = session.represent([plain], 2)
            assert isinstance(states, list)
            (state,) = states
            assert bytes(state.observed).decode() == canonical(_unified(plain))

        same()


def _unified(value: Any) -> Any:
    """A function whose domain is 1..n is a sequence; one without elements is the empty sequence."""
    if isinstance(value, list):
        return [_unified(each) for each in value]
    if not isinstance(value, dict) or "#set" in value:
        return value
    if "#fun" not in value:
        return {key: _unified(each) for key, each in value.items()}
    pairs = sorted((key, _unified(each)) for key, each in value["#fun"])
    if [key for key, _ in pairs] == list(range(1, len(pairs) + 1)):
        return [each for _, each in pairs]
    return {"#fun": [list(pair) for pair in pairs]}


def test_tla_text_of_values() -> None:
    """Values are written as TLA+ writes them, and strings that TLA+ cannot write are refused."""
    assert to_tla({"a": [True, "x"], "b": {"#set": [1]}}) == '[a |-> <<TRUE, "x">>, b |-> {1}]'
    assert to_tla({"#fun": [[0, "z"]]}) == '(0 :> "z")'
    assert to_tla({}) == "<<>>"
    with pytest.raises(ValueError, match="no string"):
        to_tla("\n")


def test_strings_of_values() -> None:
    """Field names are strings, too: TLC interns them."""
    assert strings_in({"a": [{"#set": ["b"]}, 1], "c": {"#model": "d"}}) == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    "text",
    [
        "BOOLEAN", "Nat", "Seq([a: Nat, b: STRING])", '[Threads -> {"x", "y"}]', "SUBSET Threads", "[Threads +-> Nat]",
        'Threads \\cup {"none"}', "SUBSET ([a: Nat] \\cup [b: Nat])",
    ],
)  # fmt: skip
def test_types_read_and_write(text: str) -> None:
    """A type is written as it was read."""
    assert str(parse_type(text)) == text


def test_types_tell_values_apart() -> None:
    """A value of another shape, domain or range is no element."""
    constants = {"Threads": {"#set": ["p", "q"]}}
    function = parse_type('[Threads -> {"x", "y"}]')
    assert function.has({"p": "x", "q": "y"}, constants)
    assert not function.has({"p": "x"}, constants)
    assert not function.has({"p": "x", "q": "z"}, constants)
    assert not parse_type("Nat").has(True, constants)
    assert not parse_type("Nat").has(-1, constants)
    assert parse_type("Seq(Nat)").has([0, 1], constants)
    assert parse_type("Threads").values(constants) == ["p", "q"]
    assert parse_type('Threads \\cup {"none"}').values(constants) == ["p", "q", "none"]
    partial = parse_type("[Threads +-> BOOLEAN]")
    assert partial.has([], constants)
    assert partial.has({"q": True}, constants)
    assert not partial.has({"z": True}, constants)
    assert not function.has([], constants)
    either = parse_type("SUBSET (Letter \\cup Threads)", {"Letter": parse_type("[to: Threads]")})
    assert either.has({"#set": [{"to": "p"}, "q"]}, constants)
    assert not either.has({"#set": [{"to": "z"}]}, constants)


@pytest.mark.parametrize("text", ["", "Seq(", "[a -> ", "{x", "Nat Nat", "[a: Nat", "Nat \\cup", "(Nat"])
def test_broken_types_are_refused(text: str) -> None:
    """A type that cannot be read says so."""
    with pytest.raises(ValueError, match="type"):
        parse_type(text)


def test_configuration_files() -> None:
    """Comments are passed over, sets and overrides are read, what plays no part is listed."""
    config = read_config('\\* c\nSPECIFICATION Spec (* x *)\nCONSTANTS\n N = {1, "a b"} M <- Def\nINVARIANT Inv\n')
    assert config.specification == "Spec"
    assert [(each.name, each.value, each.override, each.line) for each in config.constants] == [
        ("N", '{ 1 , "a b" }', False, 4),
        ("M", "Def", True, 4),
    ]
    assert config.ignored == ["INVARIANT"]
    assert write_config(config, {"N": "{2}"}) == "SPECIFICATION Spec\nCONSTANT N = {2}\nCONSTANT M <- Def\n"


@pytest.mark.parametrize(("text", "line"), [("Init", 1), ("\nINIT A B", 2), ("CONSTANT N", 1), ("CONSTANT\n N = {1", 2)])
def test_broken_configuration_files_name_the_line(text: str, line: int) -> None:
    """What cannot be read is refused with its line."""
    with pytest.raises(ConfigError) as caught:
        read_config(text)
    assert caught.value.line == line
