"""A sound or encrypted file of another program is told by its kind, never called a damaged HWP."""

import struct

import pytest
from hwp_builders import Hwp5Sample, compound_file, paragraphs

from extractors import extract
from extractors.detect import format_of_head
from pipeline.engine.job import failure_to_record
from schemas.errors import Corrupt, Encrypted, Unsupported


def word(flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags) + b"\0" * 5000


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records) + b"\0" * 5000


BOF, FILEPASS, DATA = (0x809, b"\0" * 16), (0x2F, b"\0" * 6), (0x42, b"\0\0")


def current_user(token: int) -> bytes:
    return struct.pack("<HHIII", 0, 0xFF6, 20, 20, token) + b"\0" * 5000


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        ({"WordDocument": word(0)}, "DOC"),
        ({"Workbook": biff(BOF, DATA)}, "XLS"),
        ({"Book": biff(BOF)}, "XLS"),
        ({"PowerPoint Document": b"x" * 5000, "Current User": current_user(0xE391C05F)}, "PPT"),
        ({"PowerPoint Document": b"x" * 5000}, "PPT"),
        ({"VisioDocument": b"x" * 5000}, "VSD"),
        ({"__properties_version1.0": b"x" * 5000}, "MSG"),
        ({"Something": b"x" * 5000}, "OLE"),
    ],
)
def test_a_sound_file_of_another_program_is_named(streams: dict[str, bytes], kind: str) -> None:
    with pytest.raises(Unsupported) as told:
        extract(compound_file(streams), "x.hwp")
    assert told.value.detail == kind


@pytest.mark.parametrize(
    ("streams", "kind"),
    [
        ({"WordDocument": word(0x0100)}, "DOC"),
        ({"Workbook": biff(BOF, FILEPASS)}, "XLS"),
        ({"Book": biff(BOF, DATA, FILEPASS)}, "XLS"),
        ({"PowerPoint Document": b"x" * 5000, "Current User": current_user(0xF3D1C4DF)}, "PPT"),
        ({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 5000}, "Office Open XML"),
    ],
)
def test_an_encrypted_file_of_another_program_is_named(streams: dict[str, bytes], kind: str) -> None:
    with pytest.raises(Encrypted) as told:
        extract(compound_file(streams), "x.hwp")
    assert told.value.detail == kind


def test_hwp_is_hwp_whatever_is_embedded() -> None:
    assert (
        extract(
            Hwp5Sample([paragraphs("마을 계획")], extra={"WordDocument": word(0x0100)}).build(), "x.doc"
        ).source.format
        == "hwp5"
    )


@pytest.mark.parametrize("streams", [{"DocInfo": b"x" * 5000}, {"FileHeader": b"x" * 5000}])
def test_a_damaged_hwp_is_a_damaged_hwp(streams: dict[str, bytes]) -> None:
    with pytest.raises(Corrupt):
        extract(compound_file(streams), "x.hwp")


def test_the_row_of_a_failure_is_made_without_parsing() -> None:
    office, cut = compound_file({"WordDocument": word(0)}), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
    assert failure_to_record(Unsupported("DOC"), "x", office).format is None
    assert failure_to_record(Encrypted("DOC"), "x", office).format is None
    assert failure_to_record(Encrypted(), "x", cut).format == "hwp5"
    assert failure_to_record(Corrupt(), "x", cut).format == "hwp5"
    heads = {b"PK\x03\x04": "hwpx", b"x %PDF-1": "pdf", b"<HWPML>": "hwpml", b"HWP Document File V3.": "hwp3"}
    assert {head: format_of_head(head) for head in (*heads, b"plain")} == {**heads, b"plain": "text"}
