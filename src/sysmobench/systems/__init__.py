"""The benchmark's data: one folder for each system, all of one shape, and what loads them."""

from sysmobench.systems.contract import (
    Action,
    Contract,
    Decision,
    Fairness,
    Property,
    load_contract,
    system_names,
)
from sysmobench.systems.integrity import check_traces
from sysmobench.systems.traces import State, Trace, Window, covering, load_traces, read_trace

__all__ = [
    "Action",
    "Contract",
    "Decision",
    "Fairness",
    "Property",
    "State",
    "Trace",
    "Window",
    "check_traces",
    "covering",
    "load_contract",
    "load_traces",
    "read_trace",
    "system_names",
]
