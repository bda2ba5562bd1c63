"""A bounded run over damaged files; `hwp_mutants.py` itself runs as long as one likes."""

import random
from functools import cache
from pathlib import Path

import pytest
from hwp_builders import (
    CellSample,
    Hwp5Sample,
    anchor,
    control,
    hwpx_cell,
    hwpx_file,
    hwpx_paragraph,
    hwpx_table,
    paragraph,
    paragraphs,
    table,
)
from hwp_mutants import HWP3, OLE, ZIP, Tally, examine, mutate, shown_text
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract


@cache
def built_seeds() -> tuple[bytes, ...]:
    """One rich document of each format."""
    cells = [
        CellSample(row, col, paragraphs(f"{row}행 {col}열", f"{row * 37 + col}명", level=2))
        for row in range(8)
        for col in range(3)
    ]
    note = control("fn  ", bytes(8), inner=paragraphs("출처: 예시 통계", level=2))
    records = paragraph("사업 목표" + anchor("\x11"), note, last=False)
    records += paragraph(anchor("\x0b"), table(8, 3, cells, caption=paragraphs("연차별 목표", level=2)), last=False)
    records += paragraphs(*(f"{number}번째 추진 내용을 적은 문단" for number in range(40)))
    rows = [hwpx_cell(row, 0, f"{row}행") + hwpx_cell(row, 1, f"{row * 37}명") for row in range(20)]
    sections = [hwpx_paragraph("사업 목표") + hwpx_paragraph(hwpx_table(20, 2, *rows)), hwpx_paragraph("둘째 구역")]
    plain = Hwp5Sample([records, paragraphs("둘째 구역")])
    texts = "".join(f"<P><TEXT><CHAR>{number}번째 문단</CHAR></TEXT></P>" for number in range(50))
    hwpml = f'<?xml version="1.0"?><HWPML><HEAD SecCnt="1"/><BODY><SECTION>{texts}</SECTION></BODY></HWPML>'
    return plain.build(), Hwp5Sample([records], flags=5).build(), hwpx_file(*sections), hwpml.encode()


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(which=st.integers(0, 3), seed=st.integers(0, 2**32))
def test_damaged_built_files(which: int, seed: int) -> None:
    data = built_seeds()[which]
    tally = Tally()
    examine(mutate(data, random.Random(seed)), shown_text(extract(data)), tally)
    assert not tally.broken


@pytest.mark.shared
def test_damaged_real_files(shared: Path) -> None:
    rng = random.Random(20261122)
    paths = [path for path in sorted(shared.glob("corpus/hwp/*.hwp*")) if path.suffix != ".jsonl"]
    tally = Tally()
    for path in paths:
        data = path.read_bytes()
        if len(data) < 60_000 and data.startswith((OLE, ZIP, HWP3)):
            original = shown_text(extract(data))
            for _ in range(3):
                examine(mutate(data, rng), original, tally)
    assert sum(tally.outcomes.values()) > 150
    assert not tally.broken
