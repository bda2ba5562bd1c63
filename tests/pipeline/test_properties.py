"""What holds whatever a document says: no cell text is lost, numbers are read back, every number is accounted for, and
neither the order of files nor the seed of hashes changes a row."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hwp_builders import hwpx_cell, hwpx_file, hwpx_paragraph, hwpx_table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import extract
from pipeline.convert import ConvertOptions, convert
from pipeline.engine.channel import join_parts, split_parts
from pipeline.engine.job import bytes_to_datasets
from pipeline.engine.persons import text_to_names, text_to_numbers
from pipeline.inputs import plain_name
from pipeline.interpret.interpretation import Settings
from pipeline.korean.names import task_key
from pipeline.sinks.parquet import read_dataset
from pipeline.sinks.warehouse_url import without_password
from schemas.document import Document, texts_in
from schemas.options import ReadOptions

PLANS = Path(__file__).resolve().parents[2] / "samples" / "plans"
settings.register_profile("kplan", deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
settings.load_profile("kplan")

WORD = st.text("가나다라마바사아자차카타파하힣값닭12345,.%()~", min_size=1, max_size=8).filter(
    lambda text: re.search(r"[가-힣]", text) is not None and not text.startswith((",", ".", "-"))
)
GRID = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(WORD, min_size=width, max_size=width), min_size=2, max_size=6)
)
Grid = list[list[str]]


def to_tabs(grid: Grid) -> bytes:
    return "\n".join("\t".join(row) for row in grid).encode()


def to_pipes(grid: Grid) -> bytes:
    rule = "|" + "---|" * len(grid[0])
    head, *rows = (f"| {' | '.join(row)} |" for row in grid)
    return "\n".join((head, rule, *rows)).encode()


def to_html(grid: Grid) -> bytes:
    rows = ("".join(f"<td>{html.escape(text)}</td>" for text in row) for row in grid)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".encode()


def to_hwpx(grid: Grid) -> bytes:
    rows = ("".join(hwpx_cell(r, c, text) for c, text in enumerate(row)) for r, row in enumerate(grid))
    return hwpx_file(hwpx_paragraph(hwpx_table(len(grid), len(grid[0]), *rows)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def everything(document: Document) -> str:
    return squeezed("".join(text.text for text in texts_in(document.blocks)))


@pytest.mark.parametrize("write", [to_tabs, to_pipes, to_html, to_hwpx])
@given(grid=GRID)
def test_tables_lose_no_text_and_keep_its_place(write: Callable[[Grid], bytes], grid: Grid) -> None:
    (table,) = extract(write(grid), "x").tables()
    assert [[squeezed(cell.text) if cell else "" for cell in row] for row in table.grid()] == grid


@given(
    lines=st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30), min_size=1, max_size=20
    )
)
def test_no_character_of_a_text_is_lost_but_markup(lines: list[str]) -> None:
    plain = [re.sub(r"[<>|│┃\t#*`_=+\-]", "", line) for line in lines] + ["끝"]
    found = everything(extract("\n".join(plain).encode(), "x.txt"))
    for line in plain:
        for word in re.findall(r"[가-힣A-Za-z0-9]+", line):
            assert word in found


@given(number=st.integers(1, 10**9), unit=st.sampled_from(["명", "건", "개소", "회", "가구"]))
def test_a_printed_number_is_read_back(number: int, unit: str) -> None:
    text = f"2026년 별빛마을 시행계획\n\n사업명\t목표\n달빛길 정비\t{number:,}{unit}\n별빛길 정비\t3{unit}\n"
    datasets = bytes_to_datasets(text.encode(), "x.txt", Settings(), ReadOptions())
    assert float(number) in [getattr(row, "target", None) for row in datasets["plan"]]


PIECE = st.one_of(
    st.integers(0, 10**7).map(lambda n: f"{n:,}명"),
    st.integers(1, 10**6).map(lambda n: f"{n}천원"),
    st.sampled_from(
        ["사업 추진", "교육", "(2회)", "3~5개소", "2026. 3. 1.", "☎ 02-123-4567", "제3조", "12.5%", "-", "①", "1-2"]
    ),
)


@given(lines=st.lists(st.lists(PIECE, min_size=1, max_size=5), min_size=1, max_size=8), tabs=st.booleans())
def test_every_number_of_a_mixture_is_in_the_ledger(lines: list[list[str]], tabs: bool) -> None:
    text = "\n".join(("\t" if tabs else " ").join(line) for line in lines)
    datasets = bytes_to_datasets(f"계획\n{text}\n".encode(), "x.txt", Settings(), ReadOptions())
    held = " ".join(str(getattr(line, "raw", "")) for line in datasets["ledger"])
    assert [run for run in re.findall(r"\d+", text) if run not in held] == []


@given(words=st.lists(st.text("가나다라마바사", min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_task_keeps_its_key_however_it_is_spaced(words: list[str]) -> None:
    assert len({task_key(gap.join(words)) for gap in ("", " ", "  ", " · ")}) == 1


def rows_under(seed: str, paths: list[str]) -> list[object]:
    command = [sys.executable, "-m", "pipeline", "rows", *paths]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONHASHSEED": seed})
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_no_seed_of_hashes_changes_a_row() -> None:
    paths = sorted(str(path) for path in PLANS.glob("*.txt"))
    first = rows_under("0", paths)
    assert first
    for seed in ("1", "2", "3"):
        assert rows_under(seed, paths) == first


def test_no_order_of_files_changes_a_row(tmp_path: Path) -> None:
    paths = sorted(str(path) for path in PLANS.iterdir())
    for name, given_paths in (("one", paths), ("two", paths[::-1])):
        convert(given_paths, tmp_path / name, ConvertOptions(jobs=2))
    for dataset in ("documents", "plan", "ledger", "findings"):
        assert read_dataset(tmp_path / "one", dataset).equals(read_dataset(tmp_path / "two", dataset))


@given(parts=st.dictionaries(st.text(max_size=20), st.binary(max_size=50), max_size=5))
def test_parts_of_a_message_come_back(parts: dict[str, bytes]) -> None:
    assert split_parts(b"".join(join_parts(parts))) == parts


@given(data=st.binary(max_size=200))
def test_bytes_that_are_no_message_are_refused_or_read(data: bytes) -> None:
    try:
        split_parts(data)
    except ValueError:
        return


@given(name=st.text(st.characters(), max_size=30))
def test_a_name_is_always_printable_and_encodable(name: str) -> None:
    shown = plain_name(name)
    assert shown.encode().decode() == shown
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", shown)


@given(
    user=st.text("abcXYZ09", min_size=1, max_size=8),
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=12, max_size=30),
    form=st.sampled_from(
        ["{s}://{u}:{p}@host/db", "{s}://host/db?password={p}", "{s}:{u}:{p}@host", "{s}://{p}", "host=h password={p}"]
    ),
    scheme=st.sampled_from(["postgresql", "postgres", "mysql", "dlt"]),
)
def test_no_password_is_shown_whatever_signs_it_has(user: str, secret: str, form: str, scheme: str) -> None:
    if form == "{s}://{p}" and re.fullmatch(r"[\w.:/\[\]-]+", secret):
        return  # a place, not a secret: nobody could tell
    shown = without_password(form.format(s=scheme, u=user, p=secret))
    assert secret not in shown


@given(text=st.text("김이박남궁가나다라 \t\n:,·()[]☎0123456789-@.담당자팀장과주무관☏", max_size=80))
def test_persons_are_looked_for_in_any_text(text: str) -> None:
    for name in text_to_names(text):
        assert 2 <= len(name) <= 8
    assert all(text_to_numbers(text))
