"""TLA+ values as JSON.

Booleans, integers and strings are themselves; a sequence is a list; a function whose domain is strings (a record, too) a
dict; a set ``{"#set": [...]}``; a model value ``{"#model": "v"}``; any other function ``{"#fun": [[key, value], ...]}``.
The empty function, record and sequence are one value, ``[]``.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Value: TypeAlias = Any
"""A TLA+ value in its JSON form."""


def set_of(elements: list[Value]) -> Value:
    """The set with these elements."""
    return {"#set": elements}


_FIRST, _LAST = 0x20, 0x7E  # the printable characters of ASCII


def canonical(value: Value) -> str:
    """The one text that equal values share: no spaces, keys and elements sorted by their own canonical text, ASCII only.

    The engine writes the same text for the values of a specification, so that comparing them is comparing texts.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if not value:
        return "[]"
    if "#set" in value:
        return '{"#set":[' + ",".join(sorted({canonical(element) for element in value["#set"]})) + "]}"
    if "#fun" in value:
        pairs = sorted((canonical(key), canonical(result)) for key, result in value["#fun"])
        return '{"#fun":[' + ",".join(f"[{key},{result}]" for key, result in pairs) + "]}"
    entries = sorted((_quoted(key), canonical(result)) for key, result in value.items())
    return "{" + ",".join(f"{key}:{result}" for key, result in entries) + "}"


def _quoted(text: str) -> str:
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    units = text.encode("utf-16-be")
    out = []
    for high, low in zip(units[::2], units[1::2], strict=True):
        code = high << 8 | low
        if code in (0x22, 0x5C):
            out.append("\\" + chr(code))
        else:
            out.append(chr(code) if _FIRST <= code <= _LAST else f"\\u{code:04x}")
    return '"' + "".join(out) + '"'


def to_tla(value: Value) -> str:
    """The value as a TLA+ expression; strings that TLA+ cannot write raise ValueError."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        if not value.isascii() or not value.isprintable():
            raise ValueError(f"TLA+ has no string {value!r}")
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "<<" + ", ".join(map(to_tla, value)) + ">>"
    if not value:
        return "<<>>"
    if "#set" in value:
        return "{" + ", ".join(map(to_tla, value["#set"])) + "}"
    if "#model" in value:
        return str(value["#model"])
    if "#fun" in value:
        return "(" + " @@ ".join(f"{to_tla(key)} :> {to_tla(result)}" for key, result in value["#fun"]) + ")"
    if all(key.isidentifier() and key.isascii() for key in value):
        return "[" + ", ".join(f"{key} |-> {to_tla(result)}" for key, result in value.items()) + "]"
    return "(" + " @@ ".join(f"{to_tla(key)} :> {to_tla(result)}" for key, result in value.items()) + ")"


Orders: TypeAlias = dict[frozenset[str], list[str]]
"""How the fields of records are usually written."""


def orders_in(value: Value, orders: Orders) -> None:
    """Notes the order of the fields of every record inside a value; the first one met counts."""
    if isinstance(value, list):
        for element in value:
            orders_in(element, orders)
    elif isinstance(value, dict):
        orders.setdefault(frozenset(value), list(value))
        for element in value.values():
            orders_in(element, orders)


def arranged(value: Value, orders: Orders) -> Value:
    """The same value, its records written in these orders: TLC sorts fields, people do not."""
    if isinstance(value, list):
        return [arranged(element, orders) for element in value]
    if isinstance(value, dict):
        return {key: arranged(value[key], orders) for key in orders.get(frozenset(value), value)}
    return value


def strings_in(value: Value) -> set[str]:
    """Every string inside a value, field names included."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, list):
        return set().union(*map(strings_in, value)) if value else set()
    if isinstance(value, dict):
        inner = set().union(*map(strings_in, value.values())) if value else set()
        return inner | {key for key in value if not key.startswith("#")}
    return set()
