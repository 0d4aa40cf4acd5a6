"""The process that one job runs in: `python -m benchmarks.job MODULE:FUNCTION TOLD ARGUMENTS`."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.metering import Meter


def main(job: str, told: str, arguments: str) -> None:
    """Run a function of this package with a meter that writes to the file `told`."""
    module, _, name = job.partition(":")
    function = getattr(import_module(f"benchmarks.{module}"), name)
    with Path(told).open("w", encoding="utf-8") as stream:
        function(Meter(stream), **json.loads(arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
