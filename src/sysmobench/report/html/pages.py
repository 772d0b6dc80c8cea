"""Templates, style and script put together into pages of one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from sysmobench import __version__
from sysmobench.report.values import score, show


def render(template: str, **content: Any) -> str:
    """A page. Whatever comes from a specification or a trace is escaped; data for the script is ``data`` in the content."""
    data = content.pop("data", None)
    return (
        _environment()
        .get_template(template)
        .render(
            content,
            version=__version__,
            style=Markup(_asset("page.css")),  # noqa: S704 - our own
            script=Markup(_asset("page.js")),  # noqa: S704 - our own
            data=None if data is None else embedded(data),
        )
    )


def embedded(data: Mapping[str, Any]) -> Markup:
    """Data as JSON that may stand inside a script element: nothing in it can end that element."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - has no markup


def slug(text: str) -> str:
    """A name for an anchor."""
    return "".join(character if character.isascii() and character.isalnum() else "-" for character in text).strip("-")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("sysmobench.report.html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"score": score, "slug": slug, "tla": show, "number": lambda value: f"{value:,}"}
    return environment


@cache
def _asset(name: str) -> str:
    return files("sysmobench.report.html").joinpath("assets", name).read_text("utf-8")
