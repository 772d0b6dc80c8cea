"""Compiles the driver into src/sysmobench/engine/driver.jar, byte for byte the same from the same sources and compiler.

    python driver/build.py [--check]     --check compares with the jar that is there and writes nothing

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
    check = parser.parse_args().check
    jar = build()
    if not check:
        fresh = DRIVER.with_suffix(".new")
        fresh.write_bytes(jar)
        fresh.replace(DRIVER)  # whoever runs the old one keeps it
        print(f"{DRIVER.name}: {len(jar):,} bytes")
        return 0
    same = DRIVER.read_bytes() == jar
    print(f"{DRIVER.name} is {'what its sources give' if same else 'NOT what its sources give'}")
    return 0 if same else 1


def build() -> bytes:
    """The jar's bytes."""
    sources = sorted(SOURCES.rglob("*.java"))
    with tempfile.TemporaryDirectory() as folder:
        command = ["javac", "--release", RELEASE, "-Xlint:all,-options,-serial,-path", "-Werror", "-g:source,lines"]
        subprocess.run([*command, "-cp", find_tools().tlc, "-d", folder, *sources], check=True)
        classes = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*.class"))}
    return pack({"META-INF/MANIFEST.MF": manifest(sources), **classes})


def manifest(sources: list[Path]) -> bytes:
    """The compiler's version and the hash of each source."""
    version = subprocess.run(["javac", "-version"], check=True, capture_output=True, text=True).stdout.strip()
    lines = ["Manifest-Version: 1.0", f"Compiler: {version}", ""]
    for source in sources:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        lines += [f"Name: {source.relative_to(SOURCES).as_posix()}", f"SHA-256: {digest}", ""]
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
