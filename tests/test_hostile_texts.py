"""Bad and hostile modules, configurations and mappings: what cannot be judged is refused with its place and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import (
    END,
    MAPPING,
    NUMBERS,
    SPEC,
    added,
    only,
    place_of,
    quick,
    reading,
    refusal,
    refused,
    stored,
    variant_text,
)
from support import SPIN, reference_texts, variant

from sysmobench.submission import make_submission
from sysmobench.tla import source

pytestmark = pytest.mark.usefixtures("sealed")


# ------------------------------------------------------------------ modules


def test_a_module_of_another_name() -> None:
    """The name in the header has to be the file's."""
    problem = only(refused(spin=SPEC.replace("MODULE spin ", "MODULE spun ")))
    assert (problem.file, problem.line, problem.column) == ("spin.tla", *place_of(SPEC, "spin"))
    assert problem.message == "the module is called spun, the file spin.tla"
    assert problem.hint == "they need the same name"


def test_two_modules_in_one_file() -> None:
    """A second module after the first would never be read; one inside the other is fine."""
    text = f"{SPEC}\n---- MODULE more ----\n====\n"
    problem = only(refused(spin=text))
    assert (problem.message, problem.hint) == ("a second module, more", "one module for each file")
    assert (problem.line, problem.column) == place_of(text, "more ----")
    inner = "---- MODULE Inner ----\nHeld == TRUE\n====\nI == INSTANCE Inner"
    assert variant(added(inner)).module == "spin"


def test_a_damaged_module_is_a_result() -> None:
    """A text in which nothing can be read is still a module that does not parse, with its header and its definitions."""
    result = quick(variant(("TypeOK ==", "".join(f"D{n} == ( F{n}\n" for n in range(150)) + "TypeOK ==")))
    assert not result.syntax.parses
    assert result.syntax.messages[0].line == place_of(SPEC, "TypeOK ==")[0] + 1
    assert 0 < result.syntax.score < 0.5
    assert result.scores.conformance == 0


def test_a_character_that_tla_does_not_have() -> None:
    """A typographic quote, as models like to write, is found at its line and column."""
    result = quick(variant(added("Quoted == \u201clock\u201d")))
    message = result.syntax.messages[0]
    assert (message.file, message.column) == ("spin.tla", 11)
    assert "201c" in message.text


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("EXTENDS IOUtils", "IOUtils"),
        ("EXTENDS Naturals, Randomization", "Randomization"),
        ("EXTENDS Naturals,\n    (* and *) TLCExt", "TLCExt"),
        ("Random == INSTANCE Randomization", "Randomization"),
        ("Local == LET R == INSTANCE RealTime IN 1", "RealTime"),
        ("EXTENDS SMB_Loops", "SMB_Loops"),
        ("EXTENDS ../x", "x"),
        ("EXTENDS ../../etc/passwd", "etc"),
        ('Path == INSTANCE "../x"', '"../x"'),
        ("EXTENDS file:///etc/passwd", "file"),
    ],
)
def test_modules_that_are_not_to_be_had(header: str, names: str) -> None:
    """Only standard modules, the judge's and the submission's own can be extended: by name, never by path."""
    problem = refused(spin=SPEC.replace("CONSTANT Threads ", f"{header}\nCONSTANT Threads "))[0]
    assert problem.message == f"the module {names} is not to be had here"
    assert problem.line >= place_of(SPEC, "CONSTANT Threads ")[0]
    assert "FiniteSets" in problem.hint
    assert "SMB_" not in problem.hint


@pytest.mark.parametrize("name", ["Naturals", "TLC", "SequencesExt", "Strings", "Randomization"])
def test_a_module_of_a_standard_modules_name(name: str) -> None:
    """A submission cannot put its own module in the place of one that the properties may use, or that TLC has Java code for.

    To judge the standard module instead, without a word, would be to judge what nobody wrote.
    """
    problem = only(
        refused(
            spin=SPEC.replace("CONSTANT Threads ", f"EXTENDS {name}\nCONSTANT Threads "),
            **{name: f"---- MODULE {name} ----\n===="},
        )
    )
    assert problem.file == f"{name}.tla"
    assert problem.message == f"{name} is the name of a module of TLC's or the judge's"
    assert problem.hint
    inside = only(refused(spin=variant_text(f"---- MODULE {name} ----\n====\nI == INSTANCE {name}")))
    assert inside.message == problem.message


@pytest.mark.parametrize(
    "text",
    [
        "SMB_Mine == 1",
        "Mine(SMB_observed) == 1",
        "Mine == LET SMB_P == 1 IN SMB_P",
        "VARIABLE SMB_observed",
        "CONSTANT SMB",
        "---- MODULE SMB_Properties ----\n====",
    ],
)
def test_names_of_the_judge(text: str) -> None:
    """Names that begin with SMB_ are refused wherever they are introduced, so that none can meet the judge's own."""
    problem = only(refused(spin=variant_text(text)))
    assert "names that begin with SMB_ are the judge's" in problem.message
    assert (problem.line, problem.column) == place_of(variant_text(text), "SMB")
    assert refused(mapping=MAPPING.replace("Map_Observe ==", f"{text}\nMap_Observe =="))


@pytest.mark.parametrize("name", ["SMB", "SMB_Properties", "SMB_P"])
def test_modules_of_the_judges_names(name: str) -> None:
    """A submission cannot replace a module of the judge by a file of its name."""
    spec = SPEC.replace("CONSTANT Threads ", f"EXTENDS {name}\nCONSTANT Threads ")
    problems = refused(spin=spec, **{name: f"---- MODULE {name} ----\n===="})
    assert {problem.file for problem in problems} == {"spin.tla", f"{name}.tla"}


def test_names_that_only_look_like_the_judges() -> None:
    """Neither a longer name nor the name of the system's own modules is taken."""
    assert variant(added("SMBus == 1\nA_SMB_ == 2\nCasOk(t) == 3\nMutualExclusion == 4"))
    assert make_submission(SPIN, reference_texts() | {"Properties.tla": "---- MODULE Properties ----\n===="})


# ------------------------------------------------------------------ what an evaluation may not ask

OTHER = "---- MODULE other ----\nEXTENDS TLC\nRemember(x) == TLCSet(1, x)\n===="


@pytest.mark.parametrize(
    "text",
    [
        "F(t) == TLCSet(1, t)",
        "F(t) == TLC!TLCSet(1, t)",
        "T == INSTANCE TLC\nF(t) == T!TLCSet(1, t)",
        "F(t) == LET I == INSTANCE TLC IN I!TLCGet(1)",
        "F(t) == LET x == TLCGet(1) IN x = t",
        "Apply(Op(_, _), x) == Op(1, x)\nF(t) == Apply(TLCSet, t)",
        "F(t) == (LAMBDA x : TLCSet(1, x))(t)",
        "I == INSTANCE other WITH G <- TLCGet",
        "F(t) == t \\in {RandomElement(Threads)}",
        "F(t) == JavaTime > 0",
        "F(t) == [FALSE]_TLCGet(1)",
        "F(t) == <<FALSE>>_TLCGet(1)",
        "F(t) == WF_TLCGet(TRUE)",
        "F(t) == TRUE (* \\* (* *) *) /\\ TLCSet(1, t)",
        'F(t) == t = "\\"" \\/ TLCSet(1, t) \\/ t = "\\""',
        "F(t) == TRUE \\* (* not a comment\nG(t) == TLCSet(1, t)\n\\* *)",
        "---- MODULE Inner ----\nF(t) == TLCSet(1, t)\n====",
    ],
)
def test_operators_whose_value_is_not_the_states(text: str) -> None:
    """TLCSet and its like are found however they are reached, and never by guessing what is a comment."""
    problem = only(refused(spin=variant_text(text), other=OTHER.replace("TLCSet(1, x)", "x")))
    word = problem.message.split()[0]
    assert (problem.file, problem.message) == ("spin.tla", f"{word} is not allowed here")
    assert (problem.line, problem.column) == place_of(variant_text(text), word)
    assert "could not be repeated" in problem.hint


@pytest.mark.parametrize("text", ["F == 1 \\* TLCSet(1, 2)", "(* TLCGet (* TLCSet *) RandomElement *)", 'F == "TLCSet"'])
def test_what_is_only_said_is_allowed(text: str) -> None:
    """In comments and strings TLCSet is a word like any other."""
    assert variant(added(text))


def test_the_mapping_and_other_modules_are_looked_at_too(tmp_path: Path) -> None:
    """TLCSet hides neither in the mapping nor in a module that another module of the submission instantiates."""
    problem = only(
        refused(mapping=MAPPING.replace("Map_Represent(pre) ==\n", "Map_Represent(pre) ==\n    /\\ TLCSet(1, pre)\n"))
    )
    assert problem.file == "spin_mapping.tla"
    folder = stored(tmp_path / "mine", spin=variant_text("M == INSTANCE middle").encode())
    (folder / "middle.tla").write_text("---- MODULE middle ----\nO == INSTANCE other\n====")
    (folder / "other.tla").write_text(OTHER)
    problem = only(reading(folder))
    assert (problem.file, problem.line, problem.column) == ("other.tla", 3, 16)


@pytest.mark.parametrize("option", ["-spec PlusCal", "-myspec spin", "spec2 x", "-nof, -myspec2 y"])
def test_the_pluscal_translator_starts_no_programs(option: str) -> None:
    """Options inside a file can make the translator run a TLC of its own; they are refused."""
    text = f"(* PlusCal\n   options ({option}) *)\n(* --algorithm a begin l: skip; end algorithm *)"
    problem = only(refused(spin=variant_text(text)))
    assert "starts another program" in problem.message
    assert problem.line == place_of(variant_text(text), "PlusCal\n")[0]


# ------------------------------------------------------------------ nesting


def test_five_thousand_parentheses() -> None:
    """Brackets inside brackets are bounded, since SANY's time is not; the place of the first one too many is given."""
    text = variant_text("Deep == " + "(" * 5_000 + "1" + ")" * 5_000)
    problem = only(refused(spin=text))
    assert problem.message == "more than 200 brackets inside each other"
    assert (problem.line, problem.column) == (place_of(text, "Deep")[0], 9 + 200)
    assert variant(added("Deep == " + "[x \\in {" * 50 + "1" + "} |-> x]" * 50))


@pytest.mark.parametrize("end", ["*)", ""])
def test_comments_inside_comments(end: str) -> None:
    """Comments that nest without bound, or never end, are refused where they pass the bound."""
    problem = only(refused(spin=variant_text("(*" * 20_000 + "x" + end * 20_000)))
    assert problem.message == "more than 200 comments inside each other"
    assert problem.column == 401


def test_a_thousand_junctions_inside_each_other() -> None:
    """A text that makes the syntax tree's scanner write beyond its memory is refused: it once ended the whole process."""
    text = variant_text("Deep == " + "/\\ " * 1_000 + "TRUE")
    problem = only(refused(spin=text))
    assert "at too many different columns" in problem.message
    assert problem.line == place_of(text, "Deep")[0]
    for hostile in ("\\/\n" + " " * n for n in range(1_000)), (f"<{n}> TRUE\n" for n in range(1_000)):
        assert refused(spin=variant_text("Deep == " + "".join(hostile)))
    assert refused(spin=variant_text("(* --algorithm a\nbegin\nskip;\n" * 100 + "end algorithm; *)" * 100))


def test_an_algorithm_that_nests_too_deep() -> None:
    """An algorithm over which the PlusCal translator breaks down is a result with a message, not a crash."""
    body = "".join(f"if {number} = v then " for number in range(60)) + "skip; " + "end if; " * 60
    algorithm = f"(* --algorithm a\nvariable v = 0;\nbegin\nl: {body}\nend algorithm; *)\n"
    result = quick(variant(spin=f"---- MODULE spin ----\nEXTENDS Naturals\n{algorithm}\n===="))
    message = result.syntax.messages[0]
    assert message.text.startswith("the PlusCal translator refuses the algorithm: it breaks down")
    assert (message.file, message.line, message.column) == ("spin.tla", 3, 3)


def test_expressions_inside_each_other_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a text has a bound in time as well, as a backstop."""
    monkeypatch.setattr(source, "MOST_SECONDS", 0.2)
    problem = only(refused(spin=variant_text("Deep == " + "IF TRUE THEN 1 ELSE " * 40_000 + "1")))
    assert problem.message == "it takes more than 0.2 seconds to read: too much inside each other"
    monkeypatch.undo()
    assert variant(added("Deep == " + "IF TRUE THEN 1 ELSE " * 30 + "1"))


def test_ten_thousand_definitions() -> None:
    """A long specification is judged like any other; where it does not parse, its definitions are not looked at one by one."""
    many = "".join(f"D{number} == {number}\n" for number in range(10_000))
    assert quick(variant(added(many))).scores.syntax == 1
    broken = quick(variant(added(f"{many}Broken == Nowhere\n")))
    assert broken.syntax.messages[0].text == "Unknown operator: `Nowhere'."
    assert broken.syntax.score == 0
    assert broken.syntax.unsound[0].message == "not looked at: too many definitions"


# ------------------------------------------------------------------ the configuration


@pytest.mark.parametrize(
    ("cfg", "line", "says"),
    [
        ("INIT Init\nhello world", 1, "INIT takes one name"),
        ("hello world", 1, "expected a keyword such as CONSTANT or SPECIFICATION, found 'hello'"),
        ("\n\nINIT", 3, "INIT takes one name"),
        ("INIT Init\nCONSTANT = 3", 2, "expected the name of a constant, found '='"),
        ("CONSTANT\n  N\n", 2, "expected `N = value` or `N <- definition`"),
        ("CONSTANT N = {{{{", 1, "a set without its closing brace"),
        ('CONSTANT\n N = "abc\n', 2, "a string without its end"),
        ("INIT Init (* never ends", 1, "a comment without its end"),
        ("\x01\x02", 1, "expected a keyword"),
        ("CONSTANT [Naturals]Nat <- Guardians", 1, "only constants get values"),
        ("CONSTANT Guardians <- [Naturals]Nat", 1, "only constants get values"),
        ("CONSTANT SMB_P!MutualExclusion <- TypeOK", 1, "replacing a module's operators is not read here"),
        ("INIT Init\nCONSTANT\n  Next <- Init", 3, "Next is defined in the specification and cannot be replaced"),
        ("CONSTANT Map_Observe <- Init", 1, "Map_Observe is defined in the specification and cannot be replaced"),
        ("CONSTANT N <- TLCSet", 1, "N <- TLCSet: no definition of that name"),
    ],
)
def test_a_configuration_that_cannot_be_read(cfg: str, line: int, says: str) -> None:
    """Garbage, and replacements of what is no constant, are refused with their line."""
    problem = only(refused(cfg=cfg))
    assert says in problem.message
    assert (problem.file, problem.line) == ("spin.cfg", line)


def test_a_configuration_of_garbage_ends() -> None:
    """A megabyte of comments that never end, or of constants, is read in no time."""
    assert only(refused(cfg="(* " * 300_000)).line == 1
    assert only(refused(cfg="CONSTANT " + "N = 1\n" * 150_000 + "N")).line == 150_001


@pytest.mark.parametrize(
    ("cfg", "line", "says", "hint"),
    [
        ("INIT Init\nNEXT Nxt", 2, "the specification has no definition Nxt", "did you mean Next?"),
        ("INIT Qwertz\nNEXT Next", 1, "the specification has no definition Qwertz", "after SPECIFICATION"),
        ("SPECIFICATION Spek", 1, "the specification has no definition Spek", "did you mean Spec?"),
        ("INIT Init\nNEXT Step", 2, "Step has parameters; what NEXT names has none", ""),
        ("INIT Next\nNEXT Next", 1, "Next is no predicate about one state", ""),
        ("INIT Labels\nNEXT Next", 1, "Labels is no predicate about one state", ""),
        ("INIT Init\nNEXT Spec", 2, "Spec is no action", ""),
        ("SPECIFICATION Init", 1, "Init is no formula of the form", "INIT and NEXT instead"),
        ("INIT Init\nNEXT Next\nCONSTANT Nobody = 1", 3, "Nobody is no constant of the specification", "declares Threads"),
        ("INIT Init\nNEXT Next\nCONSTANT Cardinality <- Labels", 3, "Cardinality is no constant", "declares Threads"),
    ],
)
def test_a_configuration_that_names_what_is_not_there(cfg: str, line: int, says: str, hint: str) -> None:
    """What the configuration names has to be there and to be of its kind; the nearest name is suggested."""
    problem = only(refusal(variant(NUMBERS, cfg=cfg)))
    assert says in problem.message
    assert (problem.file, problem.line) == ("spin.cfg", line)
    assert hint in problem.hint


def test_a_value_for_a_constant_of_the_contract_does_nothing() -> None:
    """The judge chooses Threads, whatever the configuration says, and a note says so."""
    result = quick(variant(added('Other == {"x"}'), cfg="INIT Init\nNEXT Next\nCONSTANT Threads <- Other"))
    assert result.scores.conformance == 1
    assert any("Threads" in note for note in result.notes)


@pytest.mark.parametrize("name", ["Init", "Next"])
def test_no_behaviour(name: str) -> None:
    """A specification without Init or Next is refused by that name, even with an empty configuration."""
    text = SPEC.replace(f"{name} ==", f"My{name} ==").replace("Spec == Init /\\ [][Next]_vars /\\ Fairness\n", "")
    problem = only(refusal(variant(spin=text, cfg="")))
    assert (problem.file, problem.message) == ("spin.cfg", f"the specification has no definition {name}")
    assert problem.hint == f"did you mean My{name}?"


# ------------------------------------------------------------------ the mapping


@pytest.mark.parametrize(
    ("old", "new", "line", "says", "hint"),
    [
        ("Map_CasOk(t)          == SwapSucceeds(t)\n", "", 0, "Map_CasOk is missing", "Map_CasOk(t) == FALSE"),
        ("Map_CasOk(t) ", "Map_CasOK(t) ", 20, "Map_CasOk is missing", "is Map_CasOK meant for it?"),
        ("Map_Observe ==", "Map_Observed ==", 15, "Map_Observe is missing", "is Map_Observed meant for it?"),
        ("Map_CasOk(t) ", "Map_CasOk(t, u) ", 20, "Map_CasOk has arity 2, not 1", "its shape is Map_CasOk(t)"),
        ("Map_CasOk(t)          == SwapSucceeds(t)", "Map_CasOk == FALSE", 20, "Map_CasOk has arity 0, not 1", "Map_CasOk(t)"),
        ("== SwapSucceeds(t)", "== SwapSuceeds(t)", 20, "Unknown operator: `SwapSuceeds'.", ""),
        ("[locked |-> locked,", "[locked |-> locked',", 15, "Map_Observe has primes", "speaks about one state"),
        ("/\\ locked = pre.locked", "/\\ locked' = pre.locked", 9, "Map_Represent has primes", "speaks about one state"),
        ("== Unlock(t)", "== <>[](pc[t] = pc)", 22, "Map_Unlock has temporal operators", "one step"),
        ("EXTENDS spin\n", "EXTENDS spin\nVARIABLE more\n", 0, "the mapping declares a variable, more", "in the specification"),
        ("EXTENDS spin\n", "EXTENDS spin\nCONSTANT more\n", 0, "the mapping declares a constant, more", "in the specification"),
        ("[locked |-> locked,", "[lokced |-> locked,", 0, "Map_Observe has the field lokced", "locked, pc, guard"),
        ("[locked |-> locked, pc |-> pc, guard |-> guard]", "3", 0, "Map_Observe is no record", "locked, pc, guard"),
    ],
)
def test_a_mapping_that_does_not_fit(old: str, new: str, line: int, says: str, hint: str) -> None:
    """What the mapping lacks or has in another shape is said before anything is judged, with what is expected."""
    problem = refusal(variant((old, new)))[0]
    assert says in problem.message
    assert hint in problem.hint
    assert (problem.file, problem.line) == ("spin_mapping.tla", line)


def test_a_mapping_of_its_own() -> None:
    """A mapping that brings its own behaviour would have another specification judged than the one that is handed in."""
    own = MAPPING.replace("EXTENDS spin\n", SPEC[SPEC.index("CONSTANT Threads") : SPEC.index(END)])
    problem = only(refusal(variant(mapping=own)))
    assert problem.message == "the mapping does not extend the specification"
    assert problem.hint == "it begins with EXTENDS spin"


def test_every_problem_is_told_at_once() -> None:
    """Somebody who repairs a submission sees all that is wrong, not one thing after the other."""
    problems = refusal(variant(("Map_CasOk(t) ", "Map_CasOK(t) "), ("Map_Unlock(t) ", "Map_Unlokc(t) "), cfg="INIT Nowhere"))
    assert len(problems) == 3
    assert len(refused(spin=SPEC.replace("MODULE spin ", "MODULE spun "), cfg="hello", mapping="")) == 3
