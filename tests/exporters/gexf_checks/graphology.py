"""graphology's reader of GEXF, as a process that is asked one file after another."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
_INSTALL = (
    "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts",
    "--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
    "--fetch-timeout=30000",
)  # fmt: skip
_PATIENCE = 180  # seconds


@dataclass(frozen=True, slots=True)
class Graphology:
    """The reader, which waits for files."""

    process: subprocess.Popen[str]

    def read(self, data: bytes) -> dict[str, Any]:
        """Return the nodes and edges of a file, or the error for which it is refused."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(data.decode()) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def reading(folder: Path) -> Iterator[Graphology]:
    """Install the reader into a folder, and have it run; skip the test where that cannot be."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("there is no node with its npm, in which graphology runs")
    for name in ("package.json", "read_gexf.cjs"):
        shutil.copy(HERE / name, folder)
    done = subprocess.run(  # noqa: S603 - npm itself
        [npm, *_INSTALL], cwd=folder, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    if done.returncode != 0:
        words = done.stderr.strip().splitlines() or ["npm says nothing"]
        pytest.skip(f"npm cannot install graphology-gexf: {words[0]}")
    command = [node, str(folder / "read_gexf.cjs")]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Graphology(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=_PATIENCE) == 0
