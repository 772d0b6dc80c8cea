"""The rules of the judge, by name. All are in force; a test turns one off to see that it is what catches a cheat."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """One rule of conformance (docs/scoring.md says why each is there)."""

    SIBLINGS = "siblings"
    """The actions of a decision are looked at together."""
    AGREEMENT = "agreement"
    """All outcomes agree with the recorded one, not merely some."""
    MEMBERSHIP = "membership"
    """A step of the mapping counts only if it is a step of Next."""
    ROUND_TRIP = "round_trip"
    """What represents a recorded state must look like it."""
    CARRY = "carry"
    """Windows are judged from the states carried along the trace, not from Map_Represent."""
    REACH = "reach"
    """A branch counts only if it passes somewhere from a state that the specification gets to by itself."""
    RESTRAINT = "restraint"
    """Refused windows count."""
    EFFECTS = "effects"
    """Doing nothing earns nothing: restraint multiplies what was done, it adds nothing."""
    CLOSURE = "closure"
    """What Next does beyond the code costs."""
    SHARE = "share"
    """Conformance is multiplied by the share of observables that the mapping keeps."""


ALL_RULES = frozenset(Rule)
