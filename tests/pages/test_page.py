from __future__ import annotations

import csv
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from kg.model import MODALITIES
from kg.pages import write_page
from kg.pages.data import page_data
from tests.pages import graphs
from tests.pages.conftest import Open, until
from tests.views.samples import NIGHTEYE_IRI, POLICE

NODE_PLACE = """name => {
  const number = nodes.findIndex(node => node.label === name);
  const box = document.getElementById("graph").getBoundingClientRect();
  const { x, y } = sigma.framedGraphToViewport(sigma.getNodeDisplayData(String(number)));
  return [box.left + x, box.top + y];
}"""


def find(page: Any, words: str) -> None:
    page.fill("#query", words)
    page.press("#query", "Enter")


def test_the_same_graph_gives_the_same_bytes() -> None:
    graph, (one, other) = graphs.sample(), (BytesIO(), BytesIO())
    write_page(graph.quads, one)
    write_page(reversed(graph.quads), other)
    assert one.getvalue() == other.getvalue()


def test_links_of_every_modality_are_in_the_data() -> None:
    edges = page_data(graphs.sample().quads, document=lambda _: None)["edges"]
    assert {edge["modality"] for edge in edges} == {"asserted", "denied"} <= set(MODALITIES)


def test_a_name_without_its_accent_is_found_and_its_surroundings_shown(
    article_page: Path, opened: Open
) -> None:
    page = opened(article_page)
    find(page, "muller")
    assert page.inner_text("#details-title") == "Ana Müller"
    assert page.is_visible("#focus")
    page.click("#everything")
    assert page.is_hidden("#focus")


def test_the_evidence_is_marked_in_the_article(article_page: Path, opened: Open) -> None:
    page = opened(article_page)
    find(page, "nighteye")
    page.click(".show-article")
    marked = page.inner_text("#article-text mark")
    assert marked
    assert marked in graphs.ARTICLE
    assert marked == page.evaluate("claims[claimById.get(state.article)].quote")


def test_a_click_on_a_node_lists_its_claims(sample_page: Path, opened: Open) -> None:
    page = opened(sample_page)
    page.wait_for_timeout(500)
    page.mouse.click(*page.evaluate(NODE_PLACE, "NightEye"))
    until(page, "state.node !== null")
    assert page.inner_text("#details-title") == "NightEye"
    text = page.inner_text("#details-body")
    assert "since March 2019" in text
    assert "Elverton Gazette" in text


def test_a_click_on_an_edge_lists_its_claims(sample_page: Path, opened: Open) -> None:
    page = opened(sample_page)
    page.wait_for_timeout(500)
    ends = [page.evaluate(NODE_PLACE, name) for name in ("Corvid Systems", "NightEye")]
    page.mouse.click(*[(one + other) / 2 for one, other in zip(*ends, strict=True)])
    until(page, "state.link !== null")
    assert "Corvid Systems, of Elverton, sells NightEye" in page.inner_text("#details-body")


def test_a_filter_shows_what_is_denied(sample_page: Path, opened: Open) -> None:
    page = opened(sample_page)
    before = page.inner_text("#counts")
    page.check("input[value=denied]")
    assert page.inner_text("#counts") != before
    find(page, "fire service")
    assert page.inner_text(".claim .tag") == "denied"


def test_the_address_restores_the_view(sample_page: Path, opened: Open) -> None:
    page = opened(sample_page)
    find(page, "nighteye")
    page.check("input[value=denied]")
    page.select_option("#depth", "2")
    page.fill("#from", "2020-01-01")
    page.click("#view-table")
    again = opened(sample_page, page.evaluate("location.hash"))
    state = "JSON.stringify(state, (_, one) => one instanceof Set ? [...one].sort() : one)"
    assert again.evaluate(state) == page.evaluate(state)
    assert again.evaluate("state.node") == NIGHTEYE_IRI
    assert again.inner_text("#claims") == page.inner_text("#claims")


def test_everything_can_be_done_with_the_keyboard(sample_page: Path, opened: Open) -> None:
    page = opened(sample_page)
    page.focus("#query")
    page.keyboard.type("harbour")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#details-title") == POLICE
    page.focus(".show-article")
    page.keyboard.press("Enter")
    assert page.is_visible("#article")
    page.keyboard.press("Escape")
    until(page, "state.article === null")
    page.focus("#range-from")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("state.from") is not None


def test_the_table_is_sorted_by_a_column(sample_page: Path, opened: Open) -> None:
    page = opened(sample_page, "#view=table")
    page.click("th[data-column=who] button")
    names = page.locator("#claims tbody tr td:first-child").all_inner_texts()
    assert names == sorted(names)
    page.click("th[data-column=who] button")
    assert page.locator("#claims tbody tr td:first-child").all_inner_texts()[0] == names[-1]


def test_no_text_runs_as_a_script_and_no_cell_as_a_formula(
    hostile_page: Path, opened: Open, tmp_path: Path
) -> None:
    page = opened(hostile_page, "#view=table")
    assert page.title() == graphs.ATTACK
    page.click("#claims tbody button")
    page.click(".show-article")
    assert page.inner_text("#article-text").startswith("<img")
    page.keyboard.press("Escape")
    assert page.locator("img").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    with page.expect_download() as saved:
        page.click("#csv")
    saved.value.save_as(tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["whom"] == "'=cmd|x"
    assert row["outlet"].startswith("'@")
    assert row["who"] == graphs.ATTACK


def test_only_the_scripts_of_the_page_may_run(hostile_page: Path) -> None:
    text = hostile_page.read_text(encoding="utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src &#x27;none&#x27;")
    assert "unsafe" not in policy


def test_ten_thousand_nodes_are_drawn(large_page: Path, opened: Open) -> None:
    page = opened(large_page)
    assert page.inner_text("#counts").startswith("5,000 claims, 10,000 entities")
    until(page, "names !== null && names.drawn !== undefined")
    before = page.evaluate("sigma.getCamera().getState().x")
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    until(page, f"sigma.getCamera().getState().x > {before}")
    assert page.evaluate("names.drawn.length") > 0


def test_no_name_is_drawn_over_another(article_page: Path, opened: Open) -> None:
    page = opened(article_page)
    until(page, "names !== null && names.drawn?.length > 1")
    crossing = (
        "names.drawn.some((one, n) => names.drawn.slice(n + 1).some(other => !apart(one, other)))"
    )
    assert not page.evaluate(crossing)
