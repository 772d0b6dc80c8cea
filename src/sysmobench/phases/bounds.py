"""Constants by which a specification may bound itself: high for windows, small for exploration."""

from __future__ import annotations

from collections.abc import Mapping

BOUNDS = ("MaxTerm", "MaxLog", "MaxOps")
HIGH = 1_000_000
SMALL = 3


def high() -> dict[str, int]:
    """For windows: no recorded trace comes near them."""
    return dict.fromkeys(BOUNDS, HIGH)


def small(chosen: Mapping[str, int]) -> dict[str, int]:
    """For exploration: the contract's choice, else the usual one."""
    return dict.fromkeys(BOUNDS, SMALL) | dict(chosen)
