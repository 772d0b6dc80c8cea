"""Makes docs/check.svg, the picture in the README: a real check, drawn by the product's own renderer.

    python docs/make_picture.py [--check]     --check compares with the picture that is there and writes nothing

The same submission and the same version of rich give the same bytes.
"""  # noqa: INP001

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from rich.console import Console

from sysmobench import check, load_contract
from sysmobench.report.terminal import WIDTH, render

PICTURE = Path(__file__).parent / "check.svg"
SYSTEM = "spin"
SUBMISSION = "textbook/failed_try_returns"

# Rich's own format loads a font from the net. A picture in a repository has to show without it.
FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{
        font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
        font-size: {char_height}px;
        line-height: {line_height}px;
    }}
    .{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: ui-monospace, monospace; }}
    {styles}
    </style>
    <defs>
    <clipPath id="{unique_id}-clip-terminal">
      <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
    </clipPath>
    {lines}
    </defs>
    {chrome}
    <g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""


def main() -> int:
    """Draws, or with --check compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    compare = parser.parse_args().check
    drawn = draw()
    if not compare:
        PICTURE.write_text(drawn, "utf-8")
        return 0
    same = PICTURE.read_text("utf-8") == drawn
    print(f"{PICTURE.name} is {'what the judge says' if same else 'NOT what the judge says'}")
    return 0 if same else 1


def draw() -> str:
    """The picture's text."""
    result = check(load_contract(SYSTEM).folder / SUBMISSION, SYSTEM)
    screen = Console(
        record=True,
        file=io.StringIO(),
        width=WIDTH,
        height=WIDTH,  # with both given, the terminal that this runs in plays no part
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
        highlight=False,
    )
    screen.print(render(result, Path(SUBMISSION).name))
    svg = screen.export_svg(title=f"sysmobench check {SUBMISSION}", code_format=FORMAT, unique_id="check")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
