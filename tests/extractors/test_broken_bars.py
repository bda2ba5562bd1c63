"""Tables parted by bars whose cells are broken over lines: rows are put together by the bars of the rule."""

from extractors.broken_bars import broken_bar_table

PAGE = """구분 | '23년도 기금 |
움직임 | 남은 돈 |
|
---|---|---|---|---|
들어옴 |
나감 |
|||
합계 | 310 | 70 | 45 | 335 |
돌봄
기금 |
120 | 20 | 15 | 125 |
쉼터기금 | 190 | 50 | 30 | 210"""


def lines(text: str) -> list[tuple[int, str]]:
    return list(enumerate(text.split("\n"), 1))


def read(text: str) -> tuple[list[list[tuple[int | None, str]]], int] | None:
    """The filled cells of each row with their lines, and how many lines the table takes."""
    found = broken_bar_table(lines(text), 0)
    if found is None:
        return None
    table, end = found
    rows = [[(c.place.line, c.text) for c in table.cells if c.row == r and c.text] for r in range(table.n_rows)]
    return rows, end


def test_cells_over_lines_make_one_row_and_keep_their_lines() -> None:
    assert read(PAGE) == (
        [
            [(1, "구분"), (1, "'23년도 기금"), (2, "움직임"), (2, "남은 돈")],
            [(5, "들어옴"), (6, "나감")],
            [(8, "합계"), (8, "310"), (8, "70"), (8, "45"), (8, "335")],
            [(10, "돌봄 기금"), (11, "120"), (11, "20"), (11, "15"), (11, "125")],
            [(12, "쉼터기금"), (12, "190"), (12, "50"), (12, "30"), (12, "210")],
        ],
        len(lines(PAGE)),
    )


def test_a_table_ends_before_the_title_and_the_header_of_the_next() -> None:
    text = "구분 |\n건수 |\n---|---|\n물길 | 31 |\n다음 표\n구분 | 곳 |\n---|---|\n쉼터 | 7 |"
    assert read(text) == ([[(1, "구분"), (2, "건수")], [(4, "물길"), (4, "31")]], 4)


def test_a_long_line_without_bars_is_no_cell() -> None:
    text = "구분 |\n건수 |\n---|---|\n물길 | 31 |\n이 아래의 줄은 표가 아니라 표를 설명하는 긴 글입니다.\n쉼터 | 7 |"
    assert read(text) == ([[(1, "구분"), (2, "건수")], [(4, "물길"), (4, "31")]], 4)


def test_what_is_whole_or_framed_is_left_alone() -> None:
    assert read("구분 | 건수 |\n---|---|\n물길 | 31 |\n쉼터 | 7 |") is None
    assert read("| 구분 | 건수 |\n|---|---|\n| 물길 | 31 |") is None
    assert read("물길은 31건 | 쉼터는 7곳입니다.\n다음 줄입니다.") is None


def test_framed_rows_are_put_together_by_the_bars_of_their_rule() -> None:
    text = "| 연도 | 총길이 | 가꾼 길 |\n남은 길 |\n|---|---|---|---|\n| 2031 | 318 | 301 | 17 |\n| 2032 | 321 | 306 | 15 |"
    assert read(text) == (
        [
            [(1, "연도"), (1, "총길이"), (1, "가꾼 길"), (2, "남은 길")],
            [(4, "2031"), (4, "318"), (4, "301"), (4, "17")],
            [(5, "2032"), (5, "321"), (5, "306"), (5, "15")],
        ],
        5,
    )
    # The rows do not all begin with the bar that the rule begins with: fields are lost, and nothing tells which.
    assert read("| 연도 | 길이 |\n남은 길 |\n|---|---|---|\n2031 | 318 | 17 | 2 |\n2032 | 321 | 15 | 1 |") is None
