r"""The types in which a contract states its observables and arguments, written as TLA+ sets.

type  ::= simple {\cup simple}
simple ::= BOOLEAN | Nat | STRING | <name> | {"a", "b"} | Seq(type) | SUBSET simple
        | [type -> type] | [type +-> type] | [field: type, ...] | (type)

A name is a constant, or a type that the contract has given a name. ``+->`` are functions on a part of a set; what they are
on it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from sysmobench.tla.values import Value, canonical

Constants = Mapping[str, Value]

_TOKEN = re.compile(r'\s*(?:(?P<string>"[^"]*")|(?P<name>\w+)|(?P<sign>->|\+->|\\cup|[\[\]{}(),:]))')


@dataclass(frozen=True)
class Type:
    """A set of values: ``kind`` is the operator, ``parts`` its operands, ``names`` its strings or field names."""

    kind: str
    parts: tuple[Type, ...] = ()
    names: tuple[str, ...] = ()

    def values(self, constants: Constants) -> list[Value]:
        """All values, in the contract's order; ValueError if there is no end of them."""
        if self.kind == "BOOLEAN":
            return [False, True]
        if self.kind == "strings":
            return list(self.names)
        if self.kind == "constant":
            return list(_elements(self.names[0], constants))
        if self.kind == "union":
            return [value for part in self.parts for value in part.values(constants)]
        raise ValueError(f"{self} cannot be listed")

    def has(self, value: Value, constants: Constants) -> bool:
        """Whether the value is in this set."""
        match self.kind:
            case "BOOLEAN":
                return isinstance(value, bool)
            case "Nat":
                return isinstance(value, int) and not isinstance(value, bool) and value >= 0
            case "STRING":
                return isinstance(value, str)
            case "strings" | "constant":
                return value in self.values(constants)
            case "Seq":
                return isinstance(value, list) and all(self.parts[0].has(element, constants) for element in value)
            case "SUBSET":
                return _is_set(value) and all(self.parts[0].has(element, constants) for element in value["#set"])
            case "union":
                return any(part.has(value, constants) for part in self.parts)
            case "function" | "partial":
                domain, result = self.parts
                keys = {canonical(key) for key in domain.values(constants)}
                found = {canonical(key) for key in value} if isinstance(value, dict) else set()
                if value == []:  # the empty function
                    return self.kind == "partial" or not keys
                if not isinstance(value, dict) or not found <= keys or (self.kind == "function" and found != keys):
                    return False
                return all(result.has(each, constants) for each in value.values())
            case _:
                return (
                    isinstance(value, dict)
                    and tuple(sorted(value)) == tuple(sorted(self.names))
                    and all(part.has(value[name], constants) for name, part in zip(self.names, self.parts, strict=True))
                )

    def __str__(self) -> str:
        match self.kind:
            case "strings":
                return "{" + ", ".join(f'"{name}"' for name in self.names) + "}"
            case "constant":
                return self.names[0]
            case "Seq":
                return f"Seq({self.parts[0]})"
            case "SUBSET":
                return f"SUBSET ({self.parts[0]})" if self.parts[0].kind == "union" else f"SUBSET {self.parts[0]}"
            case "function":
                return f"[{self.parts[0]} -> {self.parts[1]}]"
            case "partial":
                return f"[{self.parts[0]} +-> {self.parts[1]}]"
            case "union":
                return " \\cup ".join(map(str, self.parts))
            case "record":
                return "[" + ", ".join(f"{n}: {p}" for n, p in zip(self.names, self.parts, strict=True)) + "]"
            case kind:
                return kind


def _elements(name: str, constants: Constants) -> list[Value]:
    value = constants.get(name)
    if not _is_set(value):
        raise ValueError(f"the constant {name} is no set")
    return value["#set"]


def _is_set(value: Value) -> TypeGuard[dict[str, list[Value]]]:
    return isinstance(value, dict) and list(value) == ["#set"]


def parse_type(text: str, named: Mapping[str, Type] | None = None) -> Type:
    """The type that a text states, where some types have names; ValueError says what was expected."""
    parser = _Parser(text, named or {})
    parsed = parser.type()
    parser.end()
    return parsed


class _Parser:
    def __init__(self, text: str, named: Mapping[str, Type]) -> None:
        self.text = text
        self.named = named
        self.tokens: list[str] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if not match:
                raise ValueError(f"type {text!r}: cannot read {text[at:]!r}")
            self.tokens.append(match.group().strip())
            at = match.end()

    def type(self) -> Type:
        parts = [self.simple()]
        while self.peek() == "\\cup":
            self.take("\\cup")
            parts.append(self.simple())
        return parts[0] if len(parts) == 1 else Type("union", tuple(parts))

    def simple(self) -> Type:
        token = self.take()
        match token:
            case "BOOLEAN" | "Nat" | "STRING":
                return Type(token)
            case "Seq":
                self.take("(")
                inner = self.type()
                self.take(")")
                return Type("Seq", (inner,))
            case "SUBSET":
                return Type("SUBSET", (self.simple(),))
            case "(":
                inner = self.type()
                self.take(")")
                return inner
            case "{":
                return Type("strings", names=tuple(self.strings()))
            case "[":
                return self.bracket()
        if not token.isidentifier():
            raise ValueError(f"type {self.text!r}: unexpected {token!r}")
        return self.named.get(token) or Type("constant", names=(token,))

    def strings(self) -> list[str]:
        names = [self.take().strip('"')]
        while self.peek() == ",":
            self.take(",")
            names.append(self.take().strip('"'))
        self.take("}")
        return names

    def bracket(self) -> Type:
        if len(self.tokens) > 1 and self.tokens[1] == ":":
            return self.record()
        domain = self.type()
        kind = "partial" if self.peek() == "+->" else "function"
        self.take("->" if kind == "function" else "+->")
        result = self.type()
        self.take("]")
        return Type(kind, (domain, result))

    def record(self) -> Type:
        names, parts = [], []
        while True:
            names.append(self.take())
            self.take(":")
            parts.append(self.type())
            if self.take() == "]":
                return Type("record", tuple(parts), tuple(names))

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, expected: str = "") -> str:
        if not self.tokens or (expected and self.tokens[0] != expected):
            raise ValueError(f"type {self.text!r}: expected {expected or 'more'}, found {self.peek() or 'the end'}")
        return self.tokens.pop(0)

    def end(self) -> None:
        if self.tokens:
            raise ValueError(f"type {self.text!r}: unexpected {self.tokens[0]!r}")
