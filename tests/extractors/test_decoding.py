"""Encodings are told from the content."""

import pytest

from extractors.decoding import decode

TEXT = "2025년 새솔시 주요업무 시행계획\n○ 목표 : 경로당 12개소 개보수\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("cp949"), "cp949"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        ((TEXT * 3).encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_encoding_is_told_from_the_bytes(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text.startswith(TEXT)
    assert decoded.undecodable == 0


def test_undecodable_bytes_are_counted_and_kept_in_sight() -> None:
    decoded = decode(TEXT.encode("cp949") + b"\xff\xff 125")
    assert decoded.undecodable > 0
    assert "125" in decoded.text


def test_korean_saved_as_latin_1_is_read_back() -> None:
    broken = (TEXT * 2).encode("cp949").decode("latin-1").encode("utf-8")
    decoded = decode(broken)
    assert decoded.mended
    assert "경로당 12개소" in decoded.text
