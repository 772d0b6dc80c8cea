"""The mutation operators: each looks at one node of the tree and proposes other texts for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tree_sitter import Node

from sysmobench.mutants.syntax import JUNCTIONS, Source, assigns, is_field, item_of, operands, symbol, walk


@dataclass(frozen=True)
class Edit:
    """Another text for a part of the source."""

    operator: str
    node: Node
    text: str


@dataclass(frozen=True)
class Context:
    """What an operator may know beside the node."""

    source: Source
    initially: bool
    """Whether the node belongs to Init alone."""
    actions: frozenset[int]
    """The disjuncts of Next, by their first byte, as far as these are whole actions."""
    alternatives: Mapping[str, str] = field(default_factory=dict)
    """For a string of the contract another one of the same type."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """For the name of a record's field another one."""
    initial: Mapping[str, str] = field(default_factory=dict)
    """For a variable its initial value."""


Operator = Callable[[Context, Node], Iterator[Edit]]

_OPPOSITE = {"eq": "#", "neq": "=", "in": "\\notin", "notin": "\\in"}
_SHIFTED = {"lt": ("<=",), "leq": ("<",), "gt": (">=",), "geq": (">",)}


def conjuncts(context: Context, node: Node) -> Iterator[Edit]:
    """A condition left out, or its opposite in its place. A conjunct that assigns is another operator's."""
    for each in _items(node, "land"):
        if assigns(each) or context.initially:
            continue
        yield Edit("conjunct dropped", each, "TRUE")
        yield Edit("conjunct negated", each, _opposite(context.source, each))


def disjuncts(context: Context, node: Node) -> Iterator[Edit]:
    """An alternative left out: a whole action of Next, or a way of doing one."""
    for each in _items(node, "lor"):
        yield Edit("action dropped" if each.start_byte in context.actions else "disjunct dropped", each, "FALSE")


def comparisons(context: Context, node: Node) -> Iterator[Edit]:
    """A comparison with its boundary moved, or turned around where it is no conjunct (there it counts as negated)."""
    kind = symbol(node)
    if context.initially or assigns(node) or not (kind in _SHIFTED or kind in _OPPOSITE):
        return
    left, right = _sides(node)
    for other in _SHIFTED.get(kind, ()):
        yield Edit("comparison shifted", node, f"{context.source.flat(left)} {other} {context.source.flat(right)}")
    if kind in _OPPOSITE and not _is_conjunct(node):
        yield Edit("comparison shifted", node, _opposite(context.source, node))


def boundaries(context: Context, node: Node) -> Iterator[Edit]:
    """A number that is one too large or one too small."""
    if node.type == "nat_number" and not context.initially:
        value = int(context.source.text(node))
        for other in (value - 1, value + 1):
            if other >= 0:
                yield Edit("boundary off by one", node, str(other))


def unchanged(context: Context, node: Node) -> Iterator[Edit]:
    """A variable that stays as it is gets its initial value instead."""
    if symbol(node) != "unchanged":
        return
    kept = node.child_by_field_name("rhs")
    assert kept
    names = [context.source.text(each) for each in walk(kept) if each.type == "identifier_ref"]
    for name in names:
        if name not in context.initial:
            continue
        others = [other for other in names if other != name]
        rest = f" /\\ UNCHANGED <<{', '.join(others)}>>" if others else ""
        yield Edit("UNCHANGED variable written", node, f"({name}' = {context.initial[name]}{rest})")


def updates(context: Context, node: Node) -> Iterator[Edit]:
    """An assignment that is forgotten, or one update of a function or record."""
    name = _assigned(context.source, node)
    if name:
        yield Edit("update lost", node, f"UNCHANGED {name}")
    if node.type == "except_update" and not _is_assigned(context.source, node):
        value = node.child_by_field_name("new_val")
        assert value
        kept = context.source.data[node.start_byte : value.start_byte].decode()
        yield Edit("update lost", node, f"{kept}@")


def overwriting(context: Context, node: Node) -> Iterator[Edit]:
    """What should be added replaces, or what should replace one replaces all."""
    source = context.source
    if symbol(node) == "cup" and not context.initially:
        for side in _sides(node):
            yield Edit("union and overwrite", node, f"({source.flat(side)})")
    if node.type == "bound_op" and _name(source, node) == "Append":
        _, element = _arguments(node)
        yield Edit("union and overwrite", node, f"<<{source.flat(element)}>>")
    if node.type == "except":
        found = _single_index(node)
        new = next((each for each in walk(node) if each.type == "except_update"), None)
        value = new and new.child_by_field_name("new_val")
        if found and value and not any(each.type == "prev_func_val" for each in walk(value)):
            function = source.flat(node.named_children[0])
            yield Edit("union and overwrite", node, f"[each_ \\in DOMAIN {function} |-> {source.flat(value)}]")


def quantifiers(_context: Context, node: Node) -> Iterator[Edit]:
    """For all in place of for some, and the other way round."""
    if node.type == "bounded_quantification":
        sign = node.child_by_field_name("quantifier")
        assert sign
        yield Edit("quantifier exchanged", sign, "\\A" if sign.type == "exists" else "\\E")


def indices(context: Context, node: Node) -> Iterator[Edit]:
    """An update of a function or record at another place."""
    source = context.source
    if node.type == "except":
        found = _single_index(node)
        if found:
            function, index = source.flat(node.named_children[0]), source.flat(found)
            other = f"CHOOSE other_ \\in DOMAIN {function} : other_ # {index}"
            yield Edit("EXCEPT index changed", found, other)
    if node.type == "except_update_record_field":
        name = node.named_children[0]
        if source.text(name) in context.fields:
            yield Edit("EXCEPT index changed", name, context.fields[source.text(name)])


def sequences(context: Context, node: Node) -> Iterator[Edit]:
    """The other end of a sequence."""
    source = context.source
    if node.type != "bound_op" or _name(source, node) not in ("Head", "Tail", "Append"):
        return
    given = [source.flat(each) for each in _arguments(node)]
    other = {
        "Head": lambda: f"({given[0]})[Len({given[0]})]",
        "Tail": lambda: f"SubSeq({given[0]}, 1, Len({given[0]}) - 1)",
        "Append": lambda: f"(<<{given[1]}>> \\o {given[0]})",
    }
    yield Edit("sequence ends exchanged", node, other[_name(source, node)]())


def initial_values(context: Context, node: Node) -> Iterator[Edit]:
    """Another value to begin with."""
    if context.initially:
        yield from _other_literal("initial value changed", context, node)


def literals(context: Context, node: Node) -> Iterator[Edit]:
    """Another truth value, or another label of the same kind."""
    if not context.initially:
        yield from _other_literal("literal replaced", context, node)


def conditions(context: Context, node: Node) -> Iterator[Edit]:
    """IF with its branches exchanged."""
    condition = node.child_by_field_name("if") if node.type == "if_then_else" else None
    if condition:
        yield Edit("condition negated", condition, f"~({context.source.flat(condition)})")


OPERATORS: tuple[Operator, ...] = (
    conjuncts, disjuncts, comparisons, boundaries, unchanged, updates, overwriting, quantifiers, indices, sequences,
    initial_values, literals, conditions,
)  # fmt: skip


# ---------------------------------------------------------------------- what operators have in common


def _items(node: Node, kind: str) -> Iterator[Node]:
    """The operands of a junction, where the node is the outermost of it."""
    outer = node.parent
    inside = outer is not None and symbol(node) == kind and symbol(outer) == kind
    if not inside and (node.type in JUNCTIONS or symbol(node) == kind):
        yield from operands(node, kind)


def _is_conjunct(node: Node) -> bool:
    outer = node.parent
    return outer is not None and (outer.type == "conj_item" or symbol(outer) == "land")


def _opposite(source: Source, node: Node) -> str:
    if symbol(node) in _OPPOSITE:
        left, right = _sides(node)
        return f"{source.flat(left)} {_OPPOSITE[symbol(node)]} {source.flat(right)}"
    if symbol(node) == "lnot":
        kept = node.child_by_field_name("rhs")
        assert kept
        return source.flat(kept)
    return f"~({source.flat(node)})"


def _sides(node: Node) -> tuple[Node, Node]:
    left, right = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
    assert left and right
    return left, right


def _assigned(source: Source, node: Node) -> str:
    """The variable of ``v' = e``."""
    left = node.child_by_field_name("lhs") if symbol(node) == "eq" else None
    if left is None or symbol(left) != "prime":
        return ""
    name = left.child_by_field_name("lhs")
    return source.text(name) if name and name.type == "identifier_ref" else ""


def _is_assigned(source: Source, update: Node) -> bool:
    """Whether it is the only update in ``v' = [f EXCEPT ...]``."""
    outer = update.parent
    alone = outer is not None and sum(each.type == "except_update" for each in outer.named_children) == 1
    return alone and outer is not None and outer.parent is not None and bool(_assigned(source, outer.parent))


def _name(source: Source, node: Node) -> str:
    name = node.child_by_field_name("name")
    return source.text(name) if name else ""


def _arguments(node: Node) -> list[Node]:
    return [each for each in node.children_by_field_name("parameter") if each.is_named]


def _single_index(node: Node) -> Node | None:
    """The index of ``[f EXCEPT ![i] = e]``, if there is one update with one index."""
    changed = [each for each in node.named_children if each.type == "except_update"]
    places = [each for each in walk(changed[0]) if each.type == "except_update_specifier"] if len(changed) == 1 else []
    if len(places) != 1 or places[0].named_children[0].type != "except_update_fn_appl":
        return None
    indices_ = places[0].named_children[0].named_children
    return indices_[0] if len(indices_) == 1 else None


def _other_literal(operator: str, context: Context, node: Node) -> Iterator[Edit]:
    text = context.source.text(node)
    if node.type == "boolean":
        yield Edit(operator, node, "FALSE" if text == "TRUE" else "TRUE")
    elif node.type == "string" and text.strip('"') in context.alternatives:
        yield Edit(operator, node, f'"{context.alternatives[text.strip(chr(34))]}"')
    elif node.type == "nat_number" and context.initially:
        yield Edit(operator, node, str(int(text) + 1))


__all__ = ["OPERATORS", "Context", "Edit", "is_field", "item_of"]
