"""From bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.readers.decoding import decode

WORDS = "Der Bürgermeister sagte: „Größe ist alles“ – und ging. Café, naïve, São Paulo.\r\n"
CYRILLIC = "Мэр города заявил, что купит сорок новых автобусов у завода на севере страны. " * 4
JAPANESE = "市は北の工場から四十台の新しいバスを買うと市長が月曜日に述べた。" * 4


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "cp1252"),
    ],
)
def test_text_is_what_was_encoded_without_its_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + WORDS.encode(encoding), where="a.txt") == WORDS


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(CYRILLIC, "cp1251"), (CYRILLIC, "koi8_r"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")],
)
def test_text_of_mostly_foreign_letters_is_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), where="a.txt") == text


def test_declared_encoding_goes_before_the_guess() -> None:
    data = "Łódź i Kraków".encode("iso-8859-2")
    assert decode(data, where="a.html", declared="ISO-8859-2") == "Łódź i Kraków"


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decode(b"\x93Yes\x94", where="a.html", declared="iso-8859-1") == "“Yes”"


def test_unknown_or_untrue_declaration_is_passed_over() -> None:
    assert decode("naïve".encode("cp1252"), where="a", declared="no-such-thing") == "naïve"
    assert decode("naïve".encode("cp1252"), where="a", declared="utf-8") == "naïve"


def test_stray_byte_does_not_spoil_the_rest() -> None:
    data = WORDS.encode() + b"caf\xe9 " + WORDS.encode()
    assert decode(data, where="a.txt") == f"{WORDS}café {WORDS}"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03",
        b"text\x00text",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        codecs.BOM_UTF16_LE + b"\x00",
        bytes(range(1, 32)) * 4,
    ],
)
def test_binary_data_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, where="scan.txt")
    assert caught.value.where == "scan.txt"
    assert caught.value.remedy


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))))
def test_utf8_comes_back(text: str) -> None:
    assert decode(("a" + text).encode(), where="a.txt") == "a" + text


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data, where="x"), str)
    except InputError as error:
        assert error.where == "x"
