"""Several processes: the same pieces, and nothing lost when one dies."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import ConfigurationError
from kg.model import Source
from kg.pipeline.parts import Failure, attempt
from kg.pipeline.pieces import Piece, pieces
from kg.pipeline.settings import Settings
from kg.readers.media_types import HTML, JSON_LINES, TEXT

SETTINGS = Settings(model="small")
PAGE = "<html><body><article><h1>Rain</h1><p>{}</p></article></body></html>"
SENTENCE = "“The bridge stays shut until week {},” said Ana Ruiz, who leads Ferry Works."


def sources(count: int = 40) -> list[tuple[Source, str]]:
    texts = [SENTENCE.format(number) for number in range(count)]
    documents = [{"text": text, "id": f"urn:doc:{at}"} for at, text in enumerate(texts)]
    claim = {
        "document": "urn:doc:0",
        "type": "states",
        "subject": {"name": "Ana Ruiz", "type": "Person"},
        "content": [{"text": texts[0][:9], "start": 0, "end": 9}],
        "evidence": [{"text": texts[0][:9], "start": 0, "end": 9}],
    }
    data = "\n".join(map(json.dumps, [*documents, claim, "neither", *documents])).encode()
    return [
        (Source("a.txt", TEXT, texts[0].encode()), "1"),
        (Source("b.jsonl", JSON_LINES, data), "2"),
        (Source("c.html", HTML, PAGE.format(texts[1]).encode()), "3"),
        (Source("d.html", HTML, b"<p>"), "4"),
    ]


@pytest.fixture(scope="module")
def expected() -> list[Piece]:
    return list(pieces(sources(), SETTINGS))


def wait_until_gone(numbers: list[int]) -> None:
    """Wait for processes to end; fail after ten seconds."""
    for number in numbers:
        for _ in range(200):
            try:
                os.kill(number, 0)
            except ProcessLookupError:
                break
            time.sleep(0.05)
        else:
            pytest.fail(f"process {number} goes on")


def test_a_sample_is_worth_comparing(expected: list[Piece]) -> None:
    assert sum(len(piece.documents) for piece in expected) == 82
    assert sum(len(piece.claims) for piece in expected) > 82
    assert sum(len(piece.unread) for piece in expected) == 2


@pytest.mark.parametrize("count", [3])
def test_pieces_are_the_same_on_any_number_of_processes(count: int, expected: list[Piece]) -> None:
    assert list(pieces(sources(), SETTINGS, workers=count)) == expected
    assert multiprocessing.active_children() == []


def test_a_process_killed_on_the_way_loses_nothing(expected: list[Piece]) -> None:
    found = pieces(sources(), SETTINGS, workers=2)
    first = next(found)
    for child in multiprocessing.active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    assert [first, *found] == expected


def test_leaving_early_ends_the_processes() -> None:
    found = pieces(sources(), SETTINGS, workers=2)
    next(found)
    assert multiprocessing.active_children()
    found.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []


DEADLY = """
import os, signal
from kg.extractors.protocol import Extraction

def make():
    return Deadly()

class Deadly:
    name = "deadly/1"

    def __call__(self, document):
        if "poison" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "error" in document.text:
            raise ValueError("a mistake in the extractor")
        return Extraction((), ((0, 4),))
"""


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Install an extractor that some texts are the death of."""
    (tmp_path / "deadly.py").write_text(DEADLY)
    info = tmp_path / "deadly-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[kg.extractors]\ndeadly = deadly:make\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return Settings(extractor="deadly")


def test_what_a_process_dies_of_twice_is_set_aside_and_nothing_else(deadly: Settings) -> None:
    records = [
        {"text": "Poor poison." if at == 13 else f"Rain on day {at}.", "id": f"urn:{at}"}
        for at in range(30)
    ]
    data = "\n".join(map(json.dumps, records)).encode()
    given = [
        (Source("a.jsonl", JSON_LINES, data), "1"),
        (Source("b.txt", TEXT, b"More poison."), "2"),
        (Source("c.txt", TEXT, b"Rain."), "3"),
    ]
    many, text, rain = pieces(given, deadly, workers=2)
    kept = [f"urn:{at}" for at in range(30) if at != 13]
    assert [entry.document for entry in many.documents] == kept
    assert [piece.fingerprint for piece in (many, text, rain)] == ["", "", "3"]
    (of_many,), (of_text,) = (list(map(json.loads, piece.unread)) for piece in (many, text))
    assert (of_many["document"], json.loads(of_many["item"])["text"]) == ("urn:13", "Poor poison.")
    assert (of_text["kind"], of_text["where"]) == ("source", "b.txt")
    assert of_many["reason"] == of_text["reason"] == "the process that read it died, twice"
    assert len(rain.documents) == 1


def test_a_mistake_in_an_extractor_is_raised(deadly: Settings) -> None:
    given = [(Source("a.txt", TEXT, b"An error."), "1")]
    with pytest.raises(ValueError, match="a mistake in the extractor"):
        list(pieces(given, deadly, workers=2))


@pytest.mark.parametrize("count", [1, 2])
def test_a_model_that_cannot_be_used_is_said_as_from_one_process(count: int) -> None:
    with pytest.raises(ConfigurationError, match="no language pipeline named 'nothing'"):
        list(pieces(sources(2), Settings(model="nothing"), workers=count))


def test_an_error_goes_from_process_to_process_whole() -> None:
    failure = attempt(sources(2)[0][0], Settings(model="nothing"))
    assert isinstance(failure, Failure)
    with pytest.raises(ConfigurationError) as caught:
        raise failure.error()
    assert (caught.value.where, caught.value.remedy) == (failure.where, failure.remedy)


def test_an_extractor_that_counts_its_requests_works_in_one_process() -> None:
    settings = Settings(extractor="llm", model="any", endpoint="http://127.0.0.1:9/v1")
    with pytest.raises(ConfigurationError, match="--workers"):
        list(pieces(sources(2), settings, workers=2))


SCRIPT = """
from multiprocessing import active_children
from kg.model import Source
from kg.pipeline.pieces import pieces
from kg.pipeline.settings import Settings

def main():
    source = Source("a.jsonl", "application/jsonl", b'{"text": "Rain fell."}\\n' * 100_000)
    for piece in pieces([(source, "1")], Settings(model="small"), workers=2):
        print(*(child.pid for child in active_children()), flush=True)

"""


def test_a_script_that_would_start_itself_again_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(SCRIPT + "main()\n")
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, script], capture_output=True, text=True, timeout=60, check=False
    )
    assert "call it under: if __name__ == '__main__'" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_the_one_that_started_them(blow: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "guarded.py"
    script.write_text(SCRIPT + "if __name__ == '__main__':\n    main()\n")
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdout is not None
        started = [int(number) for number in running.stdout.readline().split()]
        assert started
        running.send_signal(blow)
        running.wait(timeout=20)
    wait_until_gone(started)
