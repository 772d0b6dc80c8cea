"""How fast the judge is: `python benchmarks/run.py [--quick | --all]`; the last line of output is `ratio: N`."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))  # so that the modules beside this one have a package
    from benchmarks.program import main

    sys.exit(main())
