"""Rules and clips to cells with spans."""

import numpy as np
import pytest

from extractors.grid import (
    FloatArray,
    Lattice,
    Rules,
    Span,
    lattices_from_clips,
    lattices_from_rules,
    rules_from_pieces,
)

PAGE = 595.0 * 842.0
NO_RULES: Rules = (np.empty((0, 3)), np.empty((0, 3)))
NO_COVERS = np.empty((0, 5))


def clips(*rows: tuple[float, float, float, float]) -> FloatArray:
    return np.array(rows, dtype=np.float64)


def from_clips(*rows: tuple[float, float, float, float], rules: Rules = NO_RULES) -> list[Lattice]:
    return lattices_from_clips(clips(*rows), lambda: rules, PAGE)


def from_lines(*rows: tuple[float, float, float, float], covers: FloatArray = NO_COVERS) -> list[Lattice]:
    pieces = np.array([(*row, order) for order, row in enumerate(rows)], dtype=np.float64)
    return lattices_from_rules(rules_from_pieces(pieces, covers))


def spans(lattice: Lattice) -> set[tuple[int, int, int, int]]:
    return {(span.row, span.col, span.row_span, span.col_span) for span in lattice.spans}


def box_lines(xs: list[float], ys: list[float]) -> list[tuple[float, float, float, float]]:
    across = [(xs[0], y, xs[-1], y) for y in ys]
    return across + [(x, ys[0], x, ys[-1]) for x in xs]


def test_clips_of_a_merged_cell() -> None:
    (lattice,) = from_clips((0, 0, 50, 40), (50, 0, 90, 20), (50, 20, 90, 40), (0, 40, 90, 60))
    assert spans(lattice) == {(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2)}
    assert lattice.box == (0, 0, 90, 60)


def test_a_clip_alone_is_a_frame_and_the_page_is_no_cell() -> None:
    assert from_clips((0, 0, 595, 842), (50, 50, 200, 90)) == []


def test_columns_a_third_of_a_point_apart_are_two() -> None:
    (lattice,) = from_clips((0, 0, 50, 20), (50, 0, 90, 20), (0, 20, 50.36, 40), (50.36, 20, 90, 40))
    assert spans(lattice) == {(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 2), (1, 2, 1, 1)}


def test_a_hairline_row_is_a_row() -> None:
    (lattice,) = from_clips((0, 0, 90, 0.96), (0, 0.96, 50, 20), (50, 0.96, 90, 20))
    assert len(lattice.ys) == 3


def test_a_table_in_a_cell_is_its_own() -> None:
    inner = ((60, 10, 75, 20), (75, 10, 90, 20), (60, 20, 75, 30), (75, 20, 90, 30))
    found = sorted(from_clips((0, 0, 50, 40), (50, 0, 100, 40), *inner), key=lambda lattice: lattice.area)
    assert [len(lattice.spans) for lattice in found] == [4, 2]


def test_tables_that_touch_are_parted_where_their_columns_differ() -> None:
    above = ((0, 0, 33, 15), (33, 0, 61, 15))
    below = ((0, 15, 20, 30), (20, 15, 70, 30), (70, 15, 100, 30), (0, 30, 20, 45), (20, 30, 70, 45), (70, 30, 100, 45))
    assert sorted(len(lattice.spans) for lattice in from_clips(*above, *below)) == [2, 6]


def test_a_row_with_open_cells_stays_in_its_table() -> None:
    (lattice,) = from_clips((20, 0, 70, 15), (70, 0, 100, 15), (0, 15, 20, 30), (20, 15, 70, 30), (70, 15, 100, 30))
    assert (0, 0, 1, 1) in spans(lattice)


def test_rules_part_the_squares_that_no_clip_shows() -> None:
    painted = ((0, 0, 20, 15), (0, 15, 20, 30), (20, 15, 70, 30), (70, 15, 100, 30))
    (whole,) = from_clips(*painted)
    assert (0, 1, 1, 2) in spans(whole)
    rule = (np.empty((0, 3)), np.array([[70.0, 0.0, 15.0]]))
    (parted,) = from_clips(*painted, rules=rule)
    assert {(0, 1, 1, 1), (0, 2, 1, 1)} <= spans(parted)


@pytest.mark.parametrize("step", [1.0, 4.0])
def test_dashes_and_dots_are_rules(step: float) -> None:
    dashes = []
    for x0, top, x1, bottom in box_lines([0, 60, 120], [0, 20, 40]):
        for at in np.arange(0, max(x1 - x0, bottom - top), step + 2):
            piece = (x0 + at, top, x0 + at + step, top) if top == bottom else (x0, top + at, x0, top + at + step)
            dashes.append(piece)
    (lattice,) = from_lines(*dashes)
    assert len(lattice.spans) == 4


def test_double_rules_are_one_line() -> None:
    double = [
        (x0 + d, top + d, x1 + d, bottom + d) for x0, top, x1, bottom in box_lines([0, 60], [0, 20, 40]) for d in (0, 2)
    ]
    (lattice,) = from_lines(*double)
    assert len(lattice.spans) == 2


def test_open_sides_close() -> None:
    (lattice,) = from_lines((0, 0, 90, 0), (0, 20, 90, 20), (0, 40, 90, 40), (30, 0, 30, 40))
    assert spans(lattice) == {(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)}


def test_a_region_that_is_no_rectangle_is_cut_into_rectangles() -> None:
    (lattice,) = from_lines(*box_lines([0, 90], [0, 60]), (0, 20, 30, 20), (30, 20, 30, 60))
    covered = [
        (r, c)
        for span in lattice.spans
        for r in range(span.row, span.row + span.row_span)
        for c in range(span.col, span.col + span.col_span)
    ]
    assert len(covered) == len(set(covered)) == (len(lattice.xs) - 1) * (len(lattice.ys) - 1)
    assert Span(0, 0, 1, 2) in lattice.spans


def test_a_white_cover_hides_what_was_painted_before_it() -> None:
    frame = box_lines([0, 90], [0, 40])
    rule = (2.0, 20.0, 88.0, 20.0)
    (lattice,) = from_lines(*frame, (0, 20, 90, 20))
    assert len(lattice.spans) == 2
    cover = np.array([[1, 10, 89, 30, 99]], dtype=np.float64)
    (lattice,) = from_lines(*frame, rule, covers=cover)
    assert len(lattice.spans) == 1
    earlier = np.array([[1, 10, 89, 30, -1]], dtype=np.float64)
    (lattice,) = from_lines(*frame, rule, covers=earlier)
    assert len(lattice.spans) == 2


def test_a_table_whose_rules_only_come_near_those_of_its_cell() -> None:
    outer = box_lines([0, 50, 150], [0, 60])
    inner = box_lines([51.5, 100, 148.5], [20, 30, 40])
    assert sorted(len(lattice.spans) for lattice in from_lines(*outer, *inner)) == [2, 4]
