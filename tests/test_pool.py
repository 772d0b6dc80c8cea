"""Java processes side by side give what one of them gives, and none is left behind."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest
from hostile import processes
from support import reference, traces

from sysmobench import check_submission, load_contract
from sysmobench.engine import Pool, Session, Workspace, find_tools
from sysmobench.errors import EngineLost, JudgeError
from sysmobench.phases.walking import groups, walk_group
from sysmobench.results import to_json
from sysmobench.submission import read_submission
from sysmobench.systems import Trace

MUTEX = load_contract("mutex")


@pytest.mark.parametrize("name", ["reference", "textbook/no_recheck"])
def test_a_result_does_not_depend_on_how_many_processes_there_are(name: str) -> None:
    """With one process everything is asked in order; with three each exploration has one that was asked nothing before."""
    submission = read_submission(MUTEX.folder / name, MUTEX)
    one, three = (to_json(check_submission(submission, MUTEX, traces=mixed(), processes=number)) for number in (1, 3))
    assert one == three


def mixed() -> list[Trace]:
    """Traces of both splits in turn, so that there are two groups of constants."""
    return [trace for pair in zip(traces("dev", "mutex")[:2], traces("test", "mutex")[:2], strict=True) for trace in pair]


def test_traces_of_different_constants_are_judged_apart_and_told_together() -> None:
    """Each window has the verdict that it has without the other group, and what fails is told in the order of the traces."""
    submission = read_submission(MUTEX.folder / "textbook/no_recheck", MUTEX)
    whole = check_submission(submission, MUTEX, traces=mixed())
    alone = [check_submission(submission, MUTEX, traces=[trace]) for trace in mixed()]
    assert [failure.window for failure in whole.failures] == [f.window for each in alone for f in each.failures]
    assert whole.conformance
    counts = [Counter(each.conformance.verdicts) for each in alone if each.conformance]
    assert Counter(whole.conformance.verdicts) == sum(counts, Counter())


def test_an_error_ends_what_is_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the first answer and is interrupted does not wait for the others, and no process goes on."""
    recorded = list(traces("test", "rwmutex"))
    contract = load_contract("rwmutex")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun = threading.Barrier(3, timeout=60)

    def walk(session: Session) -> object:
        begun.wait()
        return walk_group(contract, session, list(contract.constants), recorded, groups(recorded)[0])

    with Workspace(contract, reference("rwmutex")) as workspace, Session(find_tools(), workspace, contract.strings) as session:
        with pytest.raises(KeyboardInterrupt), Pool(session) as pool:  # noqa: PT012
            walks = [pool.submit(walk) for _ in range(2)]
            begun.wait()
            assert len(processes(tmp_path)) == 2
            raise KeyboardInterrupt
        assert all(isinstance(each.exception(), EngineLost | JudgeError) for each in walks)
    assert not processes(tmp_path)
    assert not list(tmp_path.iterdir())
