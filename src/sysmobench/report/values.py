"""Values for people."""

from __future__ import annotations

from sysmobench.phases.differences import ABSENT
from sysmobench.tla.values import Value, to_tla


def show(value: Value | None) -> str:
    """A value as TLA+ writes it; what TLA+ cannot write, as Python does; a dash where there is none."""
    if value is ABSENT:
        return "–"
    try:
        return to_tla(value)
    except ValueError:
        return repr(value)
