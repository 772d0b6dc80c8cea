"""Compiles the driver into src/sysmobench/engine/driver.jar, byte for byte the same from the same sources and compiler.

    python driver/build.py [--check]                     --check compares with the jar that is there and writes nothing
    python driver/build.py --sources FOLDER --jar FILE   the same of other sources, as benchmarks do

It needs a JDK (javac); judging needs none, since the jar is shipped. The jar's manifest has the hash of each source.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from sysmobench.engine.tools import find_tools
from sysmobench.paths import DRIVER

SOURCES = Path(__file__).parent / "src"
EPOCH = (1980, 1, 1, 0, 0, 0)
RELEASE = "11"


def main() -> int:
    """Builds, or with --check compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--sources", type=Path, default=SOURCES)
    parser.add_argument("--jar", type=Path, default=DRIVER)
    chosen = parser.parse_args()
    target: Path = chosen.jar
    jar = build(chosen.sources)
    if not chosen.check:
        fresh = target.with_suffix(".new")
        fresh.write_bytes(jar)
        fresh.replace(target)  # whoever runs the old one keeps it
        print(f"{target.name}: {len(jar):,} bytes")
        return 0
    same = target.read_bytes() == jar
    print(f"{target.name} is {'what its sources give' if same else 'NOT what its sources give'}")
    return 0 if same else 1


def build(folder: Path) -> bytes:
    """The jar's bytes, of all sources in a folder."""
    sources = sorted(folder.rglob("*.java"))
    with tempfile.TemporaryDirectory() as classfiles:
        command = ["javac", "--release", RELEASE, "-Xlint:all,-options,-serial,-path", "-Werror", "-g:source,lines"]
        subprocess.run([*command, "-cp", find_tools().tlc, "-d", classfiles, *sources], check=True)
        classes = {
            path.relative_to(classfiles).as_posix(): path.read_bytes() for path in sorted(Path(classfiles).rglob("*.class"))
        }
    return pack({"META-INF/MANIFEST.MF": manifest(folder, sources), **classes})


def manifest(folder: Path, sources: list[Path]) -> bytes:
    """The compiler's version and the hash of each source."""
    version = subprocess.run(["javac", "-version"], check=True, capture_output=True, text=True).stdout.strip()
    lines = ["Manifest-Version: 1.0", f"Compiler: {version}", ""]
    for source in sources:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        lines += [f"Name: {source.relative_to(folder).as_posix()}", f"SHA-256: {digest}", ""]
    return "\r\n".join([*lines, ""]).encode()


def pack(entries: dict[str, bytes]) -> bytes:
    """A zip file without dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
