"""Values for people."""

from __future__ import annotations

from sysmobench.phases.differences import ABSENT
from sysmobench.tla.values import Value, to_tla


def score(value: float | None) -> str:
    """A score with three digits, never rounded up to 1; a dash where there is none."""
    if value is None:
        return "–"
    return "1.000" if value == 1 else f"{min(value, 0.999):.3f}"


def show(value: Value | None) -> str:
    """A value as TLA+ writes it; what TLA+ cannot write, as Python does; a dash where there is none."""
    if value is ABSENT:
        return "–"
    try:
        return to_tla(value)
    except ValueError:
        return repr(value)
