"""One browser for all tests of the page, and pages to open in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from kg.pages import write_page
from tests.pages import graphs

CHROMIUM = Path("/usr/bin/chromium")
# WebGL without a graphics card.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
Open = Callable[..., Any]


def until(page: Any, expression: str) -> None:
    """Wait until something is so; the page's policy forbids the browser to look for itself."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never so: {expression}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.is_file():
        pytest.skip("there is no Chromium")
    with api.sync_playwright() as running:
        found = running.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def article_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graphs.built_page(tmp_path_factory.mktemp("articles"))


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("sample"), graphs.sample())


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("hostile"), graphs.hostile())


@pytest.fixture(scope="session")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("large"), graphs.large())


def _written(folder: Path, graph: graphs.Graph) -> Path:
    path, stream = folder / "page.html", BytesIO()
    write_page(graph.quads, stream, document=graph.documents.get, title=graph.title)
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture
def opened(browser: Any) -> Iterator[Open]:
    """Open a page; at the end, nothing may have been asked of the network or gone wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    requests: list[str] = []
    faults: list[str] = []

    def dismissed(dialog: Any) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    def open_page(path: Path, hash_: str = "") -> Any:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on(
            "console",
            lambda message: faults.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", dismissed)
        page.goto(path.as_uri() + hash_)
        until(page, "document.getElementById('counts').textContent !== ''")
        return page

    yield open_page
    context.close()
    assert [url for url in requests if not url.startswith(("file:", "blob:"))] == []
    assert faults == []
