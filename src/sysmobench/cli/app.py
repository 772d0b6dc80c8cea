"""The commands, each a few lines: what they do is done elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.markdown import Markdown

from sysmobench import __version__
from sysmobench.cli import BELOW, FAILED
from sysmobench.errors import UsageError
from sysmobench.report.terminal import console

app = typer.Typer(
    help="Is a TLA+ specification true to the code that it claims to describe?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SplitOption = Annotated[str, typer.Option("--split", help="Which traces: test (scored) or dev (to learn from).")]


def emit(content: Any) -> None:
    """Prints JSON, two spaces of indentation."""
    typer.echo(msgspec.json.format(msgspec.json.encode(content), indent=2).decode())


def split_of(name: str) -> Any:
    """The split of that name."""
    if name not in ("dev", "test"):
        raise UsageError(f"no split {name!r}: there are dev and test")
    return name


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:  # noqa: FBT002
    if version:
        typer.echo(f"sysmobench {__version__}")
        raise typer.Exit


@app.command()
def systems(*, as_json: AsJson = False) -> None:
    """List the systems."""
    from sysmobench.cli.show import list_systems

    list_systems(as_json=as_json)


@app.command()
def show(
    system: Annotated[str, typer.Argument(help="A system, e.g. spin.")],
    *,
    task: Annotated[bool, typer.Option("--task", help="The task's text, for whoever writes a specification.")] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What of the reference, and of the code, the windows cover.")
    ] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with traces to walk along.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a system's contract, its coverage by windows, and where its traces come from."""
    from sysmobench.cli.coverage import show_coverage
    from sysmobench.cli.show import show_system, write_system_page
    from sysmobench.systems import load_contract

    if task:
        text = (load_contract(system).folder / "task.md").read_text("utf-8")
        if as_json:
            emit({"task": text})
        elif (terminal := console()).is_terminal:
            terminal.print(Markdown(text))
        else:
            typer.echo(text)
        return
    if html is not None:
        write_system_page(system, html)
        return
    if coverage:
        show_coverage(system, as_json=as_json)
        return
    show_system(system, as_json=as_json)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The submission: a folder with NAME.tla, .cfg and _mapping.tla.")
    ] = None,
    *,
    system: Annotated[str, typer.Option("--system", "-s", help="The system; found by the files' names if left out.")] = "",
    reference: Annotated[bool, typer.Option("--reference", help="Judge the system's own reference specification.")] = False,
    split: SplitOption = "test",
    traces: Annotated[
        Path | None, typer.Option("--traces", help="A folder with traces from `record`, to judge against instead.")
    ] = None,
    branches: Annotated[bool, typer.Option("--branches", help="List every branch, also where all of an action pass.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Also write the result, as JSON, to this file.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a report to look at and to share: one HTML file.")
    ] = None,
    fail_under: Annotated[float, typer.Option("--fail-under", help="Exit with 1 if conformance is below this.")] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Judge a submission."""
    from sysmobench.cli.check import Wanted, run_check

    wanted = Wanted(system, split_of(split), traces, reference, branches, output, html, as_json)
    result = run_check(folder, wanted)
    if result.unscored and result.unscored >= (result.conformance.windows if result.conformance else 1):
        raise typer.Exit(FAILED)
    if result.scores.conformance < fail_under:
        raise typer.Exit(BELOW)


@app.command()
def explain(
    result: Annotated[Path, typer.Argument(help="A result written by `check --output`.")],
    window: Annotated[
        str,
        typer.Argument(
            help="A window (test-uniform-101:12), something that fails ('RecvApp truncate'), or a violated property; "
            "the most telling window if left out."
        ),
    ] = "",
    *,
    traces: Annotated[Path | None, typer.Option("--traces", help="The folder of traces that `check` was given.")] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write a module and cfg into this folder, for plain TLC.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="The whole state before, and the specification's variables.")] = False,
    as_json: AsJson = False,
) -> None:
    """Explain one window: what the code did, what the specification can do, and the difference."""
    from sysmobench.cli.explain import run_explain

    run_explain(result, window, traces, export, full=full, as_json=as_json)


@app.command()
def report(
    results: Annotated[
        list[str],
        typer.Argument(
            help="Results written by `check --output`, or folders of them: the runs of one specification or model. "
            "NAME=PATH gives another name than the file's or folder's."
        ),
    ],
    *,
    html: Annotated[Path, typer.Option("--html", help="The folder to write to.")],
    traces: Annotated[Path | None, typer.Option("--traces", help="The folder of traces that `check` was given.")] = None,
) -> None:
    """Compare results: a table for each phase, and a report for each result."""
    from sysmobench.cli.report import run_report

    run_report(results, html, traces)


@app.command()
def record(
    system: Annotated[str, typer.Argument(help="A system, e.g. spin.")],
    *,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    profile: Annotated[
        str, typer.Option("--profile", help="The harness's mix of decisions; by default the first that ships.")
    ] = "",
    steps: Annotated[int, typer.Option("--steps", help="Steps of the path.")] = 100,
    fans: Annotated[int, typer.Option("--fans", help="Places where everything possible is tried.")] = 10,
    script: Annotated[
        str, typer.Option("--script", help="Moves to make instead of drawn ones, e.g. '0:t1=CallLock(irq),t1'.")
    ] = "",
    split: SplitOption = "test",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The folder to write to; here, if left out.")] = None,
    corpus: Annotated[bool, typer.Option("--corpus", help="Record all the traces that ship with the system.")] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="With --corpus: compare with those that ship, write nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Record new traces from the real code."""
    from sysmobench.cli.record import run_corpus, run_record
    from sysmobench.recording import Request
    from sysmobench.systems import load_contract

    if corpus:
        run_corpus(system, output, compare=compare, as_json=as_json)
        return
    chosen = profile or load_contract(system).recordings[0].profiles[0]
    request = Request(split_of(split), seed, chosen, steps, fans, script)
    run_record(system, request, output or Path(), as_json=as_json)


@app.command()
def init(
    system: Annotated[str, typer.Argument(help="A system, e.g. spin.")],
    folder: Annotated[Path, typer.Argument(help="The folder to write to.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Write a skeleton: specification, configuration and mapping with the contract's names, and the task."""
    from sysmobench.cli.init import write_skeleton

    written = write_skeleton(system, folder)
    if as_json:
        emit({"written": [path.name for path in written]})
        return
    for path in written:
        typer.echo(f"wrote {path}")
    typer.echo(f"read {folder / 'TASK.md'}, fill them in, then: sysmobench check {folder} --split dev")
    typer.echo("the split dev is to learn from; the split test, which check takes by default, is what is scored")


@app.command()
def evidence(
    system: Annotated[str, typer.Argument(help="A system, e.g. spin.")],
    *,
    only: Annotated[str, typer.Option("--only", help="Only the stored submissions whose name has this in it.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Write what was found into the expectations.")] = False,
    as_json: AsJson = False,
) -> None:
    """Judge the system's stored submissions, and compare with the verdicts that they are known to deserve."""
    from sysmobench.cli.evidence import run_evidence

    if not run_evidence(system, only, write=write, as_json=as_json):
        raise typer.Exit(BELOW)


@app.command()
def mutants(
    system: Annotated[str, typer.Argument(help="A system, e.g. spin.")],
    *,
    only: Annotated[str, typer.Option("--only", help="Only the mutants whose name has this in it.")] = "",
    every: Annotated[
        int | None, typer.Option("--every", min=1, help="Only every so many-th mutant; by default as on record.")
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Ask no further than the first trace that notices a mutant.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write what was found into the system's mutants.json.")] = False,
    as_json: AsJson = False,
) -> None:
    """Judge small mistakes in the system's reference: the judge should notice each that matters."""
    from sysmobench.cli.mutants import run_mutants

    if not run_mutants(system, only, every=every, quick=quick, write=write, as_json=as_json):
        raise typer.Exit(BELOW)


@app.command()
def doctor(*, as_json: AsJson = False) -> None:
    """Say what is installed, what is missing, and what to do."""
    from sysmobench.cli.doctor import run_doctor

    if not run_doctor(as_json=as_json):
        raise typer.Exit(FAILED)
