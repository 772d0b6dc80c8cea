"""The types in which a contract states its observables and arguments, written as TLA+ sets.

type  ::= BOOLEAN | Nat | STRING | <constant> | {"a", "b"} | Seq(type) | SUBSET type
        | [type -> type] | [field: type, ...]
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from sysmobench.tla.values import Value, canonical

Constants = Mapping[str, Value]

_TOKEN = re.compile(r'\s*(?:(?P<string>"[^"]*")|(?P<name>\w+)|(?P<sign>->|[\[\]{}(),:]))')


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
            case "function":
                domain, result = self.parts
                keys = {canonical(key) for key in domain.values(constants)}
                return (
                    isinstance(value, dict)
                    and {canonical(key) for key in value} == keys
                    and all(result.has(each, constants) for each in value.values())
                )
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
                return f"SUBSET {self.parts[0]}"
            case "function":
                return f"[{self.parts[0]} -> {self.parts[1]}]"
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


def parse_type(text: str) -> Type:
    """The type that a text states; ValueError says what was expected."""
    parser = _Parser(text)
    parsed = parser.type()
    parser.end()
    return parsed


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[str] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if not match:
                raise ValueError(f"type {text!r}: cannot read {text[at:]!r}")
            self.tokens.append(match.group().strip())
            at = match.end()

    def type(self) -> Type:
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
                return Type("SUBSET", (self.type(),))
            case "{":
                return Type("strings", names=tuple(self.strings()))
            case "[":
                return self.bracket()
        if not token.isidentifier():
            raise ValueError(f"type {self.text!r}: unexpected {token!r}")
        return Type("constant", names=(token,))

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
        self.take("->")
        result = self.type()
        self.take("]")
        return Type("function", (domain, result))

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
