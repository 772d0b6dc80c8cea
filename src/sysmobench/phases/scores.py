"""From verdicts to numbers. A score is derived from verdicts, never the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from statistics import fmean

from sysmobench.phases.conformance import Closure
from sysmobench.phases.judge import Judgement
from sysmobench.phases.rules import ALL_RULES, Rule
from sysmobench.phases.walking import Findings, all_windows
from sysmobench.results import (
    ActionReport,
    Branch,
    Conformance,
    Failure,
    Fans,
    RoundTrip,
    Verdict,
    tally,
)
from sysmobench.systems import Contract, Decision, Window

INIT = "Init"
"""The initial states count as one more action."""

Judged = tuple[Window, Judgement]


def score_actions(
    contract: Contract, judged: Iterable[Judged], init: Judgement | None, rules: frozenset[Rule]
) -> list[ActionReport]:
    """Each action of the contract, Init first (where it is judged): effects × restraint."""
    groups: dict[tuple[str, str, bool], list[Judgement]] = defaultdict(list)
    for window, judgement in judged:
        owner = window.decision if window.refused else window.action
        groups[owner, window.branch, window.refused].append(judgement)
    reports = []
    if init is not None:
        branch = _branch("start", [init])
        reports.append(
            ActionReport(name=INIT, decision=INIT, score=branch.score, effects=branch.score, restraint=1.0, branches=[branch])
        )
    for decision in contract.decisions:
        reports += _decision(decision, groups, rules)
    return reports


def _decision(
    decision: Decision, groups: dict[tuple[str, str, bool], list[Judgement]], rules: frozenset[Rule]
) -> Iterable[ActionReport]:
    refused = [
        _branch(reason, groups[decision.name, reason, True], refused=True)
        for reason in decision.refusals
        if (decision.name, reason, True) in groups
    ]
    restraint = _mean(branch.score for branch in refused) if refused and Rule.RESTRAINT in rules else 1.0
    for action in decision.actions:
        names = [name for name in action.branches if (action.name, name, False) in groups]
        branches = [_branch(name, groups[action.name, name, False], reach=Rule.REACH in rules) for name in names]
        if not branches:
            continue
        effects = _mean(branch.score for branch in branches)
        score = None if effects is None or restraint is None else effects * restraint
        if Rule.EFFECTS not in rules:
            score = _mean(branch.score for branch in branches + refused)
        yield ActionReport(
            name=action.name,
            decision=decision.name,
            score=score,
            effects=effects,
            restraint=restraint,
            branches=branches + refused,
        )


def _branch(name: str, judgements: list[Judgement], *, refused: bool = False, reach: bool = False) -> Branch:
    """The share that passes; with ``reach``, nothing unless some window passes from where the specification gets by itself."""
    scored = [judgement for judgement in judgements if judgement.verdict is not Verdict.UNSCORED]
    counted = [judgement for judgement in scored if judgement.counts] or scored
    passing = [judgement for judgement in counted if judgement.verdict is Verdict.PASS]
    share = len(passing) / len(counted) if counted else None
    if reach and passing and not any(judgement.own for judgement in passing):
        share = 0.0
    return Branch(
        name=name,
        refused=refused,
        windows=len(judgements),
        uncounted=len(scored) - len(counted),
        score=share,
        verdicts=tally([judgement.verdict for judgement in judgements]),
    )


def _mean(scores: Iterable[float | None]) -> float | None:
    """The mean of what was scored; None if nothing was."""
    known = [score for score in scores if score is not None]
    return fmean(known) if known else None


def score_conformance(
    contract: Contract, findings: Findings, divergent: Collection[str], rules: frozenset[Rule] = ALL_RULES
) -> tuple[Conformance, list[ActionReport], list[Failure]]:
    """The score of conformance, its parts, and the windows that did not pass."""
    judged = list(all_windows(findings))
    verdicts = [judgement.verdict for _, judgement in judged]
    counted = [verdict for verdict in [findings.init.verdict, *verdicts] if verdict is not Verdict.UNSCORED]
    actions = score_actions(contract, judged, findings.init, rules)
    closures = [closure for walked in findings.walked.values() for closure in walked.closures]
    closure = _mean(each.score for each in closures) or 0.0
    share = len(findings.kept) / len(contract.observables)
    factor = (closure if Rule.CLOSURE in rules else 1.0) * (share if Rule.SHARE in rules else 1.0)
    mean = _mean_with_init(actions)
    told = [pair for pair in judged if pair[0].id in divergent]
    apart = _mean(action.score for action in score_actions(contract, told, None, rules))
    walked_states = sum(walked.states for walked in findings.walked.values())
    broken = [reason for walked in findings.walked.values() for reason in walked.broken]
    conformance = Conformance(
        score=mean * factor,
        actions_mean=mean,
        closure=closure,
        share=share,
        observables=list(findings.kept),
        recall=_share(counted, Verdict.MISSING),
        precision=_share(counted, Verdict.SPURIOUS),
        strict=_mean(float(action.score == 1.0) for action in actions) or 0.0,
        divergent=None if apart is None else apart * factor,
        windows=len(judged),
        verdicts=tally(verdicts),
        bounded=any(judgement.bounded for _, judgement in judged),
        fans=_fans(closures),
        round_trip=RoundTrip(states=walked_states, failures=len(broken), first=broken[0] if broken else ""),
    )
    return conformance, actions, _failures(findings, judged)


def _mean_with_init(actions: list[ActionReport]) -> float:
    """The mean over the actions. A wrong Init costs as much as a wrong action; a right one earns nothing by itself."""
    init = actions[0].score if actions[0].score is not None else 1.0
    others = _mean(action.score for action in actions[1:]) or 0.0
    return others * (len(actions) - 1 + init) / len(actions)


def _share(verdicts: Sequence[Verdict], bad: Verdict) -> float:
    """One minus the share of a verdict."""
    return 1 - verdicts.count(bad) / len(verdicts) if verdicts else 0.0


def _fans(closures: list[Closure]) -> Fans:
    first = next((each for each in closures if each.score not in (1.0, None)), None)
    return Fans(
        count=len(closures),
        full=sum(each.score == 1.0 for each in closures),
        beyond=sum(each.beyond for each in closures),
        errors=sum(bool(each.error) for each in closures),
        unscored=sum(each.score is None for each in closures),
        first=f"{first.place}: {first.error or f'{first.beyond} outcomes beyond the code'}" if first else "",
    )


def _failures(findings: Findings, judged: list[Judged]) -> list[Failure]:
    failures = []
    if findings.init.verdict is not Verdict.PASS:
        init = findings.init
        failures.append(
            Failure(
                window=INIT, decision=INIT, action=INIT, branch="start", refused=False, verdict=init.verdict, reason=init.reason
            )
        )
    for window, judgement in judged:
        if judgement.verdict is Verdict.PASS:
            continue
        failures.append(
            Failure(
                window=window.id,
                decision=window.decision,
                action=window.action,
                branch=window.branch,
                refused=window.refused,
                verdict=judgement.verdict,
                reason=judgement.reason,
            )
        )
    return failures
