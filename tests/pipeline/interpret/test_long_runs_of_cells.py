"""Long runs of short lines: a line is looked at as often in a long run as in a short one, and none is lost."""

from collections.abc import Callable, Iterator

import pytest
from reading import pick, read

from extractors import extract
from pipeline.interpret.sites import rows
from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.text.cell_streams import CellStream, Stretch
from pipeline.interpret.text.flattened_lines import tabled
from schemas.document import Block, Table


class _Counted(list[Block]):
    """Blocks that count how often one of them is asked for."""

    asked = 0

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        self.asked += len(range(*index.indices(len(self)))) if isinstance(index, slice) else 1
        return super().__getitem__(index)


def _spaced(rows: int) -> str:
    return "\n\n".join(["쉼터 현황", *(f"{c}{i}" for i in range(rows) for c in ("쉼터", "마을", "1", "2"))])


def _words_then_values(rows: int) -> str:
    return "\n".join(["현황", *(f"쉼터{i}" for i in range(rows)), *(str(i + 1) for i in range(3 * rows))])


def _names_alone(rows: int) -> str:
    return "\n".join(f"두레 쉼터 {chr(44032 + i)}" for i in range(4 * rows))


def _asked(text: str) -> int:
    blocks = _Counted(extract(text.encode(), "글.txt").blocks)
    list(tabled(blocks))
    return blocks.asked


@pytest.mark.parametrize("run", [_spaced, _words_then_values, _names_alone])
def test_a_run_of_four_times_the_lines_is_read_about_four_times_as_often(run: Callable[[int], str]) -> None:
    assert _asked(run(160)) < 6 * _asked(run(40))


def test_a_long_table_of_cells_is_still_one_table() -> None:
    names = ["쉼터명", "위치", "면적", "인원"]
    cells = [c for i in range(90) for c in (f"솔쉼터{chr(44032 + i)}", "솔마을", str(i + 10), str(i + 20))]
    for gap in ("\n", "\n\n"):
        blocks = extract(gap.join([*names, *cells]).encode(), "글.txt").blocks
        [table] = tabled(blocks)
        assert isinstance(table, Table)
        assert (table.n_rows, table.n_cols) == (91, 4)


def test_a_stream_takes_only_the_cells_that_are_asked_for() -> None:
    taken: list[int] = []

    def cells() -> Iterator[Stretch]:
        for k in range(9):
            taken.append(k)
            yield Stretch(str(k), k, k + 1)

    stream = CellStream(cells())
    assert (stream[2].text, taken) == ("2", [0, 1, 2])
    assert ([cell.text for cell in stream[1:3]], len(taken)) == (["1", "2"], 3)
    assert (stream[-1].text, len(stream)) == ("8", 9)
    assert [cell.text for cell in stream] == list("012345678")
    assert stream[7:12] == [Stretch("7", 7, 8), Stretch("8", 8, 9)]
    with pytest.raises(IndexError):
        stream[9]


def test_a_wide_table_with_few_cells_asks_for_each_column_as_often_as_a_narrow_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Head] = []
    monkeypatch.setattr(rows, "is_value_head", lambda head: asked.append(head) or is_value_head(head))

    def times(width: int) -> int:
        asked.clear()
        empty = " |" * width
        table = f"| 분야 | 사업명 | 사업비(백만원) |{empty}\n|---|---|---|{'---|' * width}\n| 복지 | 두레 쉼터 | 7 |{empty}\n| | 솔 우물 | 5 |{empty}"
        found = read(f"2024년 느티시 마을 사업 계획\n\n{table}\n")
        assert pick(found.budget, "task", "amount_krw") == [("두레 쉼터", 7_000_000), ("솔 우물", 5_000_000)]
        return len(asked)

    assert times(200) < 6 * times(50)
