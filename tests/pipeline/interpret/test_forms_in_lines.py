"""Forms and tables that stand in plain lines: labels, prices, rows and columns without the shape that told them."""

import pytest
from reading import PLAN, left, pick, read, rules

from extractors import extract
from pipeline.interpret.interpretation import Interpretation
from pipeline.interpret.text.flattened import flatten
from schemas.document import Text

REPORT = "2024년 느티시 주요업무 추진실적\n\n"
LINE = f"{PLAN}□ 두레마당 조성\n ○ "


# -- labels -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "amount", "department", "officer"),
    [
        ("사업비 : 120백만원담당부서 : 정원과", 120_000_000, "정원과", None),
        ("총사업비 : 3억5천만원담당자 : 이가온", 350_000_000, None, "이가온"),
        ("예산 : 800천원담당부서 : 정원과", 800_000, "정원과", None),
    ],
)
def test_a_label_begins_right_behind_an_amount(
    line: str, amount: int, department: str | None, officer: str | None
) -> None:
    result = read(f"{LINE}{line}\n")
    assert pick(result.budget, "amount_krw", "department", "officer") == [(amount, department, officer)]


def test_a_period_right_behind_an_amount_is_that_of_the_lines_below_too() -> None:
    result = read(f"{LINE}사업비 : 800천원사업기간 : 2024. 3. ~ 10.\n - 쉼터 3개소\n")
    assert [str(row.period_start) for row in (*result.budget, *result.plan)] == ["2024-03-01"] * 2


@pytest.mark.parametrize("name", ["제2병원예산", "(가칭)느티공원사업비"])
def test_a_label_does_not_begin_within_a_word(name: str) -> None:
    assert pick(read(f"{LINE}{name} : 120백만원\n").budget, "indicator", "amount_krw") == [(name, 120_000_000)]


def test_a_word_that_ends_in_the_label_of_a_period_dates_nothing() -> None:
    (row,) = read(f"{LINE}3공원기간 : 2024. 3. ~ 10.\n ○ 사업비 : 90백만원\n").budget
    assert str(row.period_start) == "2024-01-01"


DIKE = "물빛 둑 쌓기"


@pytest.mark.parametrize(
    "lines",
    [
        f"등록번호 2021-08 담당부서 하천과\n사업명 {DIKE} 사업비 120백만원\n",
        f"사업명 {DIKE} 담당부서 하천과 사업비 120백만원\n",
        f"등록번호 12-3 작성일 2024. 3. 4.\n과제명 {DIKE} 담당부서 하천과\n○ 사업비 : 120백만원\n",
    ],
)
def test_a_line_of_several_labels_gives_each_its_value(lines: str) -> None:
    result = read(f"{PLAN}{lines}")
    assert pick(result.budget, "task", "department", "amount_krw") == [(DIKE, "하천과", 120_000_000)]


@pytest.mark.parametrize(
    "lines",
    [
        f"{DIKE} 담당부서 하천과 사업비 120백만원\n",
        f"사업명 담당부서 사업비\n{DIKE} 하천과 120백만원\n",
        "과제명 연번 담당부서 예산과목\n\n○ 사업비 120백만원\n",
        f"- 사업명 {DIKE} 담당부서 하천과 사업비 120백만원\n",
    ],
    ids=["no label at its head", "names of columns", "names of columns in pairs", "marked"],
)
def test_other_lines_with_labels_in_them_are_no_form(lines: str) -> None:
    (row,) = read(f"{PLAN}{lines}").budget
    assert row.task not in {DIKE, "연번"}
    assert row.department is None


@pytest.mark.parametrize(
    ("head", "line"),
    [("사업명", " ○ 사업비 : 120백만원\n"), ("과제명", "\n - 사업비 120백만원\n"), ("행사명", "○ 예산 : 120백만원\n")],
)
def test_a_row_of_a_label_and_a_project_names_what_follows(head: str, line: str) -> None:
    assert pick(read(f"{PLAN}{head}\t{DIKE}\n\n{line}").budget, "task") == [(DIKE,)]


def test_each_row_of_a_label_and_a_project_names_what_follows_it() -> None:
    result = read(f"{PLAN}사업명\t{DIKE}\n\n ○ 쉼터 3개소 설치\n\n사업명\t두레 글샘 짓기\n\n ○ 의자 31개 설치\n")
    assert pick(result.plan, "task", "target") == [(DIKE, 3), ("두레 글샘 짓기", 31)]


@pytest.mark.parametrize("row", ["사업명\t담당부서", f"나들이\t{DIKE}", f"사업명\t{DIKE}\t두레 글샘"])
def test_a_row_of_other_words_is_a_box_around_text(row: str) -> None:
    result = read(f"{PLAN}{row}\n\n ○ 쉼터 3개소 설치\n")
    assert pick(result.plan, "task", "activity") == [(None, row.split("\t")[-1])]


@pytest.mark.parametrize(
    ("line", "name", "year"),
    [
        ("○ 손님 : 31명", "손님", 2024),
        ("- 어른 손님 : 31명", "어른 손님", 2024),
        ("○ 2023년 손님 : 31명", "손님", 2023),
        ("○ 2022년도 손님 : 31명", "손님", 2022),
    ],
)
def test_the_label_of_a_line_names_its_number_and_is_nothing_else(line: str, name: str, year: int) -> None:
    result = read(f"{REPORT}□ 쉼터 현황\n {line}\n")
    assert pick(result.result, "indicator", "activity", "value", "fiscal_year") == [(name, None, 31, year)]


def test_a_number_with_a_name_of_its_own_leaves_the_label_to_say_of_what_it_is() -> None:
    result = read(f"{REPORT}□ 쉼터 현황\n ○ 손님 : 어른 31명\n")
    assert pick(result.result, "indicator", "activity", "value") == [("어른", "손님", 31)]


# -- prices -----------------------------------------------------------------------------------------------------------

STOVES = "2024년 느티시 장작난로 보급계획\n\n ○ "


@pytest.mark.parametrize(
    ("line", "count", "unit"),
    [
        ("지원내용 : 가구당 300천원 × 20가구", 20, "가구"),
        ("개소당 5,000천원 × 12개소", 12, "개소"),
        ("명당 250천원 x 40명", 40, "명"),
    ],
)
def test_a_factor_counts_how_many_get_what_one_of_them_costs(line: str, count: int, unit: str) -> None:
    result = read(f"{STOVES}{line}\n")
    assert pick(result.plan, "target", "unit") == [(count, unit)]
    assert result.budget == ()


@pytest.mark.parametrize(
    "line",
    [
        "가구당 300천원 × 20가구 × 6월",
        "가구당 300천원 × 20가구 = 6,000천원",
        "가구당 300천원 × 20개소",
        "300천원 × 20가구",
    ],
    ids=["another factor", "a product", "another unit", "no price of one"],
)
def test_other_factors_count_nothing(line: str) -> None:
    result = read(f"{STOVES}{line}\n")
    assert result.plan == ()
    assert "unit_price" in {reason for raw, reason in left(result) if raw.startswith("20")}


# -- rows without names of columns ------------------------------------------------------------------------------------

PURSE = "2023년 느티시 살림\n\n2023년 세출예산"
BELOW = [
    ("(단위 : 백만원)\n행정 1,204 1,180\n배움 3,010 2,900\n", [1204e6, 1180e6, 3010e6, 2900e6]),
    ("(단위 : 천원)\n행정 1,204 1,180 1,100\n배움 3,010 2,900 2,800\n", [1204e3, 1180e3, 11e5, 301e4, 29e5, 28e5]),
    ("(단위 : 백만원)\n행정 1,204 1,180 배움 310 물길 2,450 -\n", [1204e6, 1180e6, 310e6, 2450e6]),
]


@pytest.mark.parametrize(("text", "amounts"), BELOW, ids=["lines", "three numbers each", "one line"])
def test_rows_below_a_note_of_money_are_amounts_though_no_column_has_a_name(text: str, amounts: list[float]) -> None:
    result = read(f"{PURSE} {text}")
    assert [row.amount_krw for row in result.budget if row.amount_krw] == amounts


@pytest.mark.parametrize(
    "text",
    [
        " (단위 : 명)\n행정 1,204 1,180\n배움 3,010 2,900\n",
        " (단위 : 백만원)\n행정 1,204 1,180\n배움 3,010\n물길 2,450 2,310\n",
        " (단위 : 백만원) 모음\n행정 1,204 1,180\n배움 3,010 2,900\n",
        " (단위 : 백만원)\n행정 120 118\n배움 301 290\n",
        " (단위 : 백만원)\n행정 1,204 1,180\n",
    ],
    ids=["no money", "uneven", "more behind the note", "no large number", "one row"],
)
def test_other_rows_below_a_note_are_no_amounts(text: str) -> None:
    result = read(f"{PURSE}{text}")
    assert [row.amount_krw for row in result.budget if row.amount_krw] == []
    assert {row.unit for row in result.result} <= {None}


# -- names of columns -------------------------------------------------------------------------------------------------

COUNTS = "나무 그루 310 120 190\n의자 개 31 12 19\n"


@pytest.mark.parametrize("names", ["구분단위계20212022", "구분단위합계2021년2022년", "구분단위계2021년도2022년도"])
def test_names_glued_together_can_have_that_of_the_units_among_them(names: str) -> None:
    result = read(f"2023년 느티시 통계\n\n{names}\n{COUNTS}")
    assert pick(result.result, "activity", "value", "unit", "fiscal_year") == [
        ("나무", 310, "그루", None),
        ("나무", 120, "그루", 2021),
        ("나무", 190, "그루", 2022),
        ("의자", 31, "개", None),
        ("의자", 12, "개", 2021),
        ("의자", 19, "개", 2022),
    ]


def test_glued_names_with_an_unknown_one_are_none() -> None:
    assert read(f"2023년 느티시 통계\n\n구분단위마을계20212022\n{COUNTS}").result == ()


def _years(result: Interpretation) -> list[tuple[float | None, int | None, str, str]]:
    return [(row.value, row.fiscal_year, str(row.period_start), str(row.period_end)) for row in result.result]


@pytest.mark.parametrize(
    "names", ["구분 2022까지 2023 2024이후", "구분 2022년까지 2023년 2024년이후", "구분 2022이전 2023 2024부터"]
)
def test_a_year_with_the_word_for_before_or_after_it_is_the_name_of_a_column(names: str) -> None:
    result = read(f"2023년 느티시 살림\n\n{names}\n쉼터 310 120 190\n의자 31 12 19\n")
    assert [row[:2] for row in _years(result)][:3] == [(310, 2022), (120, 2023), (190, None)]
    assert [row[3] for row in _years(result)][:2] == ["2022-12-31", "2023-12-31"]


def test_such_names_can_stand_on_lines_of_their_own() -> None:
    names = "구분\n계\n2022까지\n2023\n2024이후\n"
    text = f"(단위 : 백만원)\n{names}국비\n1,310\n410\n310\n590\n시비\n310\n110\n90\n110\n"
    result = read(f"2023년 느티시 살림 추진계획\n\n{text}")
    assert pick(result.budget, "source", "amount_krw", "fiscal_year")[1:4] == [
        ("국비", 410e6, 2022),
        ("국비", 310e6, 2023),
        ("국비", 590e6, None),
    ]


@pytest.mark.parametrize(("names", "rows"), [("구분 2022 2023 2024", 6), ("구분 2022마을 2023 2024마을", 0)])
def test_a_number_and_another_word_is_no_year_and_its_word(names: str, rows: int) -> None:
    result = read(f"2023년 느티시 살림\n\n{names}\n쉼터 310까지 120 190\n의자 31 12 19\n")
    assert len(result.result) == rows


def test_a_count_that_looks_like_a_year_is_no_name_of_a_column() -> None:
    result = read("2023년 느티시 살림\n\n구분 2021 2022 2023\n손님 2031명 120명 190명\n어른 31명 12명 19명\n")
    assert pick(result.result, "value", "fiscal_year")[:2] == [(2031, 2021), (120, 2022)]


REMARKS = [
    ("목표\n실적\n손님\n310명\n305명(어른 빼고)\n의자\n12개\n12개(낡음)\n", [(310, 305), (12, 12)]),
    ("목표\n실적\n손님\n310명\n305명(어른 빼고)\n의자\n12개 (낡음)\n9개\n", [(310, 305), (12, 9)]),
    ("계획\n실적\n쉼터\n31개소 (새로)\n30개소\n마당\n12개소\n9개소 (고침)\n", [(31, 30), (12, 9)]),
]


@pytest.mark.parametrize(("cells", "pairs"), REMARKS, ids=["behind the last", "behind others", "apart"])
def test_a_value_can_have_a_remark_in_brackets(cells: str, pairs: list[tuple[int, int]]) -> None:
    result = read(f"{REPORT}구분\n{cells}")
    assert [(p.target, r.value) for p, r in zip(result.plan, result.result, strict=True)] == pairs
    assert None not in {row.activity for row in (*result.plan, *result.result)}


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ("목표\n실적\n손님\n310명\n305명\n의자(낡음)\n12개\n9개\n", [("손님", 305), ("의자(낡음)", 9)]),
        ("목표\n실적\n손님\n310명\n305명\n의자\n12개\n(낡음)\n", [("손님", 305), (None, 12)]),
    ],
    ids=["behind a name", "alone"],
)
def test_a_remark_makes_no_value_of_what_is_none(cells: str, values: list[tuple[str | None, int]]) -> None:
    assert pick(read(f"{REPORT}구분\n{cells}").result, "activity", "value") == values


# -- tables that go on overleaf ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "names", "factor"),
    [
        ("(단위 : 백만원)", "사업명\t예산현액\t집행액", 10**6),
        ("(단위 : 천원)", "사업명\t예산현액\t집행액\t비고", 10**3),
        ("(단위 : 억원)", "사업명\t국비\t시비", 10**8),
    ],
)
def test_a_header_that_is_repeated_has_the_unit_of_the_first(note: str, names: str, factor: int) -> None:
    first = f"{note}\n{names}\n두레 글샘 조성\t120\t90\n"
    result = read(f"{REPORT}{first}\n이어지는 쪽\n\n{names}\n물빛 글샘 조성\t310\t210\n")
    assert [row.amount_krw for row in result.budget] == [n * factor for n in (120, 90, 310, 210)]


@pytest.mark.parametrize(
    ("first", "second", "amounts"),
    [
        ("사업명\t예산현액\t집행액", "사업명\t예산액\t집행액", "\t310\t210"),
        ("사업명\t집행액", "사업명\t집행액", "\t310"),
        ("사업명\t예산현액\t집행액\t비고", "사업명\t예산현액\t집행액", "\t310\t210"),
    ],
    ids=["another name", "too few names", "fewer names"],
)
def test_another_header_takes_over_no_unit(first: str, second: str, amounts: str) -> None:
    above = f"(단위 : 백만원)\n{first}\n두레 글샘 조성{amounts}\n"
    result = read(f"{REPORT}{above}\n이어지는 쪽\n\n{second}\n물빛 글샘 조성{amounts}\n")
    assert {row.amount_krw for row in result.budget if row.task == "물빛 글샘 조성"} == {None}
    assert "unit_missing" in rules(result)


def test_a_header_of_years_alone_takes_over_no_unit() -> None:
    table = "구분\t2022년\t2023년\t계\n{}\t310\t210\t520\n"
    result = read(f"{REPORT}(단위 : 백만원)\n{table.format('예산')}\n이용자 현황\n\n{table.format('이용자')}")
    assert pick(result.budget, "amount_krw") == [(310e6,), (210e6,), (520e6,)]
    assert pick(result.result, "value", "unit") == [(310, None), (210, None), (520, None)]


def test_a_table_with_a_note_of_its_own_keeps_its_unit() -> None:
    table = "사업명\t예산현액\t집행액\n두레 글샘 조성\t120\t90\n"
    result = read(f"{REPORT}(단위 : 백만원)\n{table}\n이어지는 쪽\n\n(단위 : 천원)\n{table}")
    assert [row.amount_krw for row in result.budget] == [120e6, 90e6, 120e3, 90e3]


# -- cells between bars -----------------------------------------------------------------------------------------------

FORM = "2024년 느티시 주요업무계획\n\n{}\n○ 쉼터 3개소\n"


@pytest.mark.parametrize(
    "line", ["사업명 | 두레 글샘 조성 |", "두레 글샘 조성 |"], ids=["a label and its value", "the end of a cell"]
)
def test_bars_that_are_left_of_a_table_are_no_part_of_a_name(line: str) -> None:
    assert pick(read(FORM.format(line)).plan, "task", "target") == [("두레 글샘 조성", 3)]


@pytest.mark.parametrize("form", ["사업비 | 31백만원 |", f"사업명 {DIKE} 사업비 31백만원"], ids=["bars", "blanks"])
def test_the_evidence_of_a_value_behind_a_label_is_what_the_line_prints(form: str) -> None:
    (row,) = read(FORM.format(form)).budget
    assert (row.amount_krw, row.raw, row.line) == (31e6, "31백만원", 3)


@pytest.mark.parametrize(
    "line", ["구분 | 쉼터 현황 |", "사업명 | 예산액 |", "사업명 | |"], ids=["category", "two names", "no value"]
)
def test_other_cells_between_bars_are_no_line_of_a_form(line: str) -> None:
    blocks = flatten(extract(FORM.format(line).encode(), "plan.txt")).blocks
    assert line.rstrip(" |") in [block.text.rstrip(" |") for block in blocks if isinstance(block, Text)]


@pytest.mark.parametrize("day", ["담당부서 하천과 작성일 2024-01-18", "작성일\t2024-01-18"], ids=["blanks", "a table"])
def test_the_day_in_a_cell_behind_its_label_dates_a_page(day: str) -> None:
    text = f"느티시 주요업무 추진실적\n{day}\n\n○ 쉼터 3개소 설치\n○ 2021년 터 마련\n○ 2021년 길 열기\n"
    assert pick(read(text).result, "fiscal_year", "value") == [(2024, 3)]
