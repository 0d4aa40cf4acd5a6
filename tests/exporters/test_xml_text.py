from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.exporters.xml_text import attribute, is_plain, text, write_lines
from tests.exporters.quad_strategies import AWKWARD

texts = st.sampled_from(AWKWARD) | st.text(max_size=20)
_BAD = {"\ufffe", "\uffff", *(chr(code) for code in range(32) if chr(code) not in "\t\n\r")}


def legal(value: str) -> str:
    return "".join("\ufffd" if c in _BAD or 0xD800 <= ord(c) < 0xE000 else c for c in value)


def parsed(document: str) -> ET.Element:
    return ET.fromstring(document.encode())  # noqa: S314 - our own text


@given(texts)
@example("\ud800")
@example("a\x00\ufffe\x7f\x85")
def test_words_are_read_back_from_an_element(value: str) -> None:
    assert (parsed(f"<a>{text(value)}</a>").text or "") == legal(value)


@given(texts)
@example("\ud800")
def test_words_are_read_back_from_an_attribute(value: str) -> None:
    assert parsed(f'<a b="{attribute(value)}"/>').get("b") == legal(value)


@given(texts)
def test_an_attribute_holds_no_line_end_and_no_tab(value: str) -> None:
    assert not {"\n", "\r", "\t"} & set(attribute(value))


@pytest.mark.parametrize("value", [*'&<>"\t\n\r\0\x1f', "\ufffe", "\uffff", "\ud800", "a \ud83d b"])
def test_what_has_to_be_escaped_is_not_plain(value: str) -> None:
    assert not is_plain(f"before {value} after")


@given(texts)
def test_plain_words_stay_as_they_are(value: str) -> None:
    if is_plain(value):
        assert parsed(f'<a b="{value}">{value}</a>').attrib == {"b": value}


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 500])
def test_every_line_is_written_with_its_end(count: int) -> None:
    stream = BytesIO()
    write_lines((f"é{number}" for number in range(count)), stream)
    assert stream.getvalue().decode() == "".join(f"é{number}\n" for number in range(count))
