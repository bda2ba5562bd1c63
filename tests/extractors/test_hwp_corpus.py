"""Real documents: nothing of the body is lost, tables are those that other decoders agree on, refusals are named.

The raw text is gathered here a second time, by code that shares nothing with the readers but the key of distribution
documents.
"""

import io
import json
import re
import zipfile
import zlib
from collections import Counter
from functools import cache
from pathlib import Path

import olefile
import pytest
from lxml import etree

from extractors import extract
from extractors.hwp_characters import map_private
from extractors.hwp_crypto import decrypt_distribution
from schemas.document import Document, tables_in, texts_in
from schemas.errors import Drm, Empty, Encrypted, KplanError

pytestmark = pytest.mark.shared

OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
ONE_UNIT = {0, 10, 13, *range(24, 32)}


@cache
def read(path: Path) -> Document | KplanError:
    try:
        return extract(path.read_bytes(), path.name)
    except KplanError as error:
        return error


def corpus(shared: Path, magic: bytes) -> list[Path]:
    """Documents that begin so, of the corpus and of the files of other projects' tests."""
    paths = [*shared.glob("corpus/hwp/*.h*"), *shared.glob("hostile/files/*.hwp*")]
    return sorted(path for path in paths if path.suffix != ".jsonl" and path.read_bytes()[:4] == magic)


def shown(document: Document) -> Counter[str]:
    """How often each character stands in texts and captions, of the body and beside it."""
    counts: Counter[str] = Counter()
    for blocks in (document.blocks, *(aside.blocks for aside in document.asides)):
        for text in texts_in(blocks):
            counts.update(text.text)
        for table in tables_in(blocks):
            counts.update(table.caption or "")
    return counts


def without_space(counts: Counter[str]) -> Counter[str]:
    return Counter({sign: count for sign, count in counts.items() if not sign.isspace()})


def hwp5_streams(data: bytes) -> list[bytes]:
    """The plain section streams."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        flags = container.openstream("FileHeader").read()[36]
        storage = "ViewText" if flags & 4 and container.exists("ViewText") else "BodyText"
        streams = []
        for entry in container.listdir():
            if entry[0] == storage:
                stream = container.openstream(entry).read()
                stream = decrypt_distribution(stream) if storage == "ViewText" else stream
                streams.append(zlib.decompressobj(-15).decompress(stream) if flags & 1 else stream)
    return streams


def hwp5_paragraph_texts(stream: bytes) -> list[str]:
    """The text records, without control characters and what they carry."""
    found, position = [], 0
    while position + 4 <= len(stream):
        head = int.from_bytes(stream[position : position + 4], "little")
        size, position = head >> 20, position + 4
        if size == 0xFFF:
            size, position = int.from_bytes(stream[position : position + 4], "little"), position + 4
        if head & 0x3FF == 0x43:
            units = stream[position : position + size]
            kept, at = bytearray(), 0
            while at < len(units):
                code = int.from_bytes(units[at : at + 2], "little")
                if code >= 32:
                    kept += units[at : at + 2]
                at += 2 if code >= 32 or code in ONE_UNIT else 16
            found.append(kept.decode("utf-16-le"))
        position += size
    return found


def test_every_character_of_hwp5_reaches_the_document(shared: Path) -> None:
    checked = 0
    for path in corpus(shared, OLE):
        document = read(path)
        if not isinstance(document, Document):
            continue
        streams = hwp5_streams(path.read_bytes())
        raw: Counter[str] = Counter()
        prompts: Counter[str] = Counter()
        for stream in streams:
            for text in hwp5_paragraph_texts(stream):
                raw.update(map_private(text)[0])
            for start in (0, 1):
                commands = stream[start : start + (len(stream) - start) // 2 * 2].decode("utf-16-le", "replace")
                for prompt in re.findall(r"Direction:wstring:\d+:(.*?) HelpState", commands, re.DOTALL):
                    prompts.update(prompt)
        lost = without_space(raw) - shown(document)
        assert not lost - prompts, path.name
        checked += sum(raw.values())
    assert checked > 800_000


def hwpx_text(element: etree._Element) -> str:
    """The text of a part without tracked deletions."""
    kept, deleted = [], False
    for node in element.iter():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        parent = node.getparent()
        inside = parent is not None and etree.QName(parent).localname == "t"
        if name == "t" and not deleted:
            kept.append(node.text or "")
        deleted = (deleted or name == "deleteBegin") and name != "deleteEnd"
        if inside and not deleted:
            kept.append(node.tail or "")
    return "".join(kept)


def test_every_character_of_hwpx_reaches_the_document(shared: Path) -> None:
    checked = 0
    for path in corpus(shared, ZIP):
        document = read(path)
        if not isinstance(document, Document):
            continue
        raw: Counter[str] = Counter()
        prompts: Counter[str] = Counter()
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if re.search(r"(section|masterpage)\d+\.xml$", name):
                    root = etree.fromstring(archive.read(name))
                    raw.update(map_private(hwpx_text(root))[0])
                    prompts.update("".join(root.itertext("{*}stringParam")))
        assert not without_space(raw) - shown(document) - prompts, path.name
        checked += sum(raw.values())
    assert checked > 400_000


def test_sound_files_give_no_errors_and_no_empty_body(shared: Path) -> None:
    binary, zipped = corpus(shared, OLE), corpus(shared, ZIP)
    assert binary
    assert zipped
    for path in binary + zipped:
        document = read(path)
        if isinstance(document, Document):
            assert document.blocks, path.name
            assert not document.partial, path.name
            assert all(finding.severity != "error" for finding in document.findings), path.name
        else:
            assert isinstance(document, Empty | Encrypted | Drm), path.name


def test_grids_are_those_of_the_agreeing_decoders(shared: Path) -> None:
    checked = 0
    for gold in sorted(shared.glob("corpus/hwp/*.tables.jsonl")):
        document = read(gold.with_name(gold.name.removesuffix(".tables.jsonl")))
        if not isinstance(document, Document):
            continue
        found = [
            (
                table.n_rows,
                table.n_cols,
                sorted((cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells),
            )
            for blocks in (document.blocks, *(aside.blocks for aside in document.asides))
            for table in tables_in(blocks)
        ]
        expected = []
        for line in gold.read_text(encoding="utf-8").splitlines():
            table = json.loads(line)
            cells = sorted((cell["row"], cell["col"], cell["row_span"], cell["col_span"]) for cell in table["cells"])
            expected.append((table["n_rows"], table["n_cols"], cells))
        assert sorted(found) == sorted(expected), gold.name
        checked += len(expected)
    assert checked > 2_000


def test_the_same_document_in_two_formats_has_the_same_tables(shared: Path) -> None:
    """Pairs that Hancom saved from one document, told by their original names."""
    rows = [line.split("\t") for line in (shared / "corpus/hwp/index.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    by_name: dict[str, dict[str, Path]] = {}
    for row in rows:
        stem = row[2].rpartition("/")[2].rpartition(".")[0]
        by_name.setdefault(stem, {})[row[5]] = shared / "corpus/hwp" / row[0]
    same = total = 0
    for formats in by_name.values():
        if {"HWP5", "HWPX"} <= formats.keys():
            two = [read(formats[name]) for name in ("HWP5", "HWPX")]
            grids = [
                [
                    [(cell.row, cell.col, "".join(cell.text.split())) for cell in table.cells]
                    for table in document.tables()
                ]
                for document in two
                if isinstance(document, Document)
            ]
            total += 1
            same += len(grids) == 2 and grids[0] == grids[1]
    assert total >= 8
    assert same >= total - 2, f"{same} of {total}"


def test_distribution_documents_are_read(shared: Path) -> None:
    names = [
        line.split("\t")[0]
        for line in (shared / "corpus/hwp/index.tsv").read_text(encoding="utf-8").splitlines()
        if "distribution" in line.split("\t")[6]
    ]
    assert len(names) == 5
    for name in names:
        document = read(shared / "corpus/hwp" / name)
        assert isinstance(document, Document)
        assert sum(shown(document).values()) > 500


@pytest.mark.parametrize(
    "names", [("c8ad10fe9f07.hwp", "1e00b54e1139.hwpx"), ("fb07b3a13919.hwp", "cc00f9e11a9f.hwpx")]
)
def test_both_formats_of_a_document_break_at_the_same_places(shared: Path, names: tuple[str, str]) -> None:
    old, new = (extract((shared / "corpus/hwp" / name).read_bytes()) for name in names)
    found = [[type(block) for block in document.blocks if block.breaks] for document in (old, new)]
    assert found[0] == found[1]
    assert len(found[0]) >= 8
