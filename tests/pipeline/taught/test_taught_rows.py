"""Rows of tables of taught forms: what was said is the first answer to each question, and nothing else changes."""

from typing import Any

import pytest
from teaching import Rows, knows, page, read, reasons, shape, taught

from extractors import extract
from pipeline.interpret.interpretation import Interpretation
from pipeline.taught.lessons import shape_of_table
from pipeline.taught.model import Forms

PARCELS: Rows = [("이름", "갑", "을", "병"), ("마을 잔치", "120", "35", "7"), ("둑길 고치기", "2010", "41", "8")]
PARCEL_COLUMNS: list[dict[str, Any]] = [
    {"column": 1, "is": "task"},
    {"column": 2, "is": "target", "unit": "명", "year": 2024},
    {"column": 3, "is": "amount", "unit": "백만원", "basis": "집행", "source": "도비", "year": 2023},
    {"column": 4, "is": "ignore", "reason": "weight"},
]
DIARY: Rows = [
    ("가", "나", "다"),
    ("둑길 고치기", "", ""),
    ("사람", "12", "13"),
    ("돈", "5", "6"),
    ("우물 파기", "", ""),
    ("사람", "22", "23"),
    ("돈", "7", "8"),
]


def rows_of(found: Interpretation, dataset: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in getattr(found, dataset)]


def test_columns_say_what_their_numbers_are() -> None:
    found = read(page("샘말군 꾸러미", ("꾸러미 표", PARCELS)), taught(PARCELS, column=PARCEL_COLUMNS))
    assert rows_of(found, "plan", "task", "target", "unit", "fiscal_year", "activity", "confidence") == [
        ("마을 잔치", 120, "명", 2024, None, "certain"),
        ("둑길 고치기", 2010, "명", 2024, None, "certain"),
    ]
    assert rows_of(found, "budget", "task", "amount_krw", "basis", "source", "fiscal_year", "confidence") == [
        ("마을 잔치", 35_000_000, "집행", "도비", 2023, "certain"),
        ("둑길 고치기", 41_000_000, "집행", "도비", 2023, "certain"),
    ]
    assert found.result == ()
    assert reasons(found) == {"7": "weight", "8": "weight"}


def test_each_answer_names_its_rule_and_the_words_over_the_column() -> None:
    found = read(page("샘말군 꾸러미", ("꾸러미 표", PARCELS)), taught(PARCELS, column=PARCEL_COLUMNS))
    plan = next(fact for fact in found.facts if fact.dataset == "plan")
    told = {name: (because.rule, because.evidence) for name, because in plan.why.items()}
    assert {name for name, (rule, _) in told.items() if rule == "taught form"} == {
        *("dataset", "unit", "task", "activity", "fiscal_year", "period_start", "period_end")
    }
    assert (told["unit"], told["task"]) == (("taught form", "갑"), ("taught form", "이름"))
    left = {one.site.segment.text: one.because for one in found.left}
    assert (left["7"].rule, left["7"].evidence) == ("taught form", "병")


def test_the_row_above_is_the_task_and_rows_say_more_than_columns() -> None:
    forms = taught(
        DIARY,
        table={"task": "above", "year": 2024},
        column=[{"column": 1, "is": "indicator"}, {"column": 2, "is": "target"}, {"column": 3, "is": "result"}],
        row=[{"label": "사람", "unit": "명"}, {"label": "돈", "is": "amount", "unit": "천원", "scale": 10}],
    )
    found = read(page("나루면 일지", ("적은 표", DIARY)), forms)
    assert rows_of(found, "plan", "task", "indicator", "target", "unit", "fiscal_year") == [
        ("둑길 고치기", "사람", 12, "명", 2024),
        ("우물 파기", "사람", 22, "명", 2024),
    ]
    assert rows_of(found, "result", "task", "value") == [("둑길 고치기", 13), ("우물 파기", 23)]
    assert rows_of(found, "budget", "task", "amount_krw") == [
        ("둑길 고치기", 50_000),
        ("둑길 고치기", 60_000),
        ("우물 파기", 70_000),
        ("우물 파기", 80_000),
    ]
    assert reasons(found) == {}


def test_a_form_to_fill_in_gives_no_rows_and_says_why() -> None:
    blank: Rows = [("목표", "실적"), ("1", "2"), ("3", "4")]
    assert read(page("2024년 계획", ("표", blank))).plan
    found = read(page("2024년 계획", ("표", blank)), taught(blank, table={"is": "ignore", "reason": "not_a_plan"}))
    assert found.plan + found.budget + found.result == ()
    assert {raw: reason for raw, reason in reasons(found).items() if raw in "1234"} == dict.fromkeys(
        "1234", "not_a_plan"
    )


def test_another_form_is_not_changed() -> None:
    other: Rows = [("이름", "갑", "을", "정"), *PARCELS[1:]]
    data = page("샘말군 꾸러미", ("꾸러미 표", other))
    forms = taught(PARCELS, column=PARCEL_COLUMNS)
    plain, told = read(data), read(data, forms)
    assert not knows(data, forms)
    assert (told.plan, told.budget, told.result, told.numbers) == (
        *(plain.plan, plain.budget, plain.result, plain.numbers),
    )


def test_only_the_taught_table_of_a_document_changes() -> None:
    other: Rows = [("사업명", "2024년 목표(명)"), ("돌봄", "12"), ("나눔", "15")]
    data = page("2024년 시행계획", ("하나", other), ("둘", PARCELS))
    told = read(data, taught(PARCELS, column=PARCEL_COLUMNS))
    before = {(row.task, row.target, row.unit, row.fiscal_year) for row in read(data).plan}
    assert before >= {("돌봄", 12, "명", 2024), ("나눔", 15, "명", 2024)}
    assert rows_of(told, "plan", "task", "target") == [
        ("돌봄", 12),
        ("나눔", 15),
        ("마을 잔치", 120),
        ("둑길 고치기", 2010),
    ]


def test_a_unit_that_is_printed_with_a_number_stays() -> None:
    table: Rows = [("이름", "갑"), ("잔치", "120"), ("둑길", "3개소"), ("우물", "4억원")]
    forms = taught(table, column=[{"column": 1, "is": "task"}, {"column": 2, "is": "result", "unit": "명"}])
    found = read(page("샘말군 꾸러미", ("표", table)), forms)
    assert rows_of(found, "result", "task", "value", "unit") == [
        ("잔치", 120, "명"),
        ("둑길", 3, "개소"),
        ("우물", 400_000_000, "원"),
    ]


@pytest.mark.parametrize(
    ("year", "expected"), [("header", [2021, 2022]), ("document", [2024, 2024]), ("previous", [2023, 2023]), (1999, [1999, 1999])]
)  # fmt: skip
def test_the_year_is_that_of_the_header_or_of_the_document(year: str | int, expected: list[int]) -> None:
    table: Rows = [("이름", "2021 갑", "'22년 을"), ("잔치", "120", "7"), ("둑길", "3", "8")]
    columns = [{"column": n, "is": "result", "unit": "명", "year": year} for n in (2, 3)]
    forms = taught(table, column=[{"column": 1, "is": "task"}, *columns])
    found = read(page("2024년 시행계획", ("표", table)), forms)
    assert sorted((row.task, row.fiscal_year) for row in found.result) == sorted(
        (task, year) for task in ("잔치", "둑길") for year in expected
    )


def test_label_columns_say_unit_year_source_department_goal_and_account() -> None:
    table: Rows = [
        ("ㄱ", "ㄴ", "ㄷ", "ㄹ", "ㅁ", "ㅂ", "ㅅ"),
        ("물길", "둑길", "하천과", "2023년", "천원", "도비", "12"),
        ("", "우물", "환경과", "2024년", "백만원", "시비", "7"),
    ]
    uses = ("goal", "task", "department", "year", "unit", "source", "amount")
    forms = taught(table, column=[{"column": n, "is": use} for n, use in enumerate(uses, 1)])
    found = read(page("샘말군 꾸러미", ("표", table)), forms)
    names = ("goal", "task", "department", "fiscal_year", "source", "amount_krw")
    assert rows_of(found, "budget", *names) == [
        ("물길", "둑길", "하천과", 2023, "도비", 12_000),
        ("물길", "우물", "환경과", 2024, "시비", 7_000_000),
    ]
    assert {reason for raw, reason in reasons(found).items()} <= {"date"}


def test_an_indicator_is_said_or_stands_over_the_column() -> None:
    table: Rows = [("이름", "온 사람", "모은 돈"), ("잔치", "120", "7"), ("둑길", "3", "8")]
    columns = [
        {"column": 1, "is": "task"},
        {"column": 2, "is": "result", "unit": "명", "indicator": "header"},
        {"column": 3, "is": "result", "unit": "건", "indicator": "모금", "activity": "거리 모금"},
    ]
    found = read(page("샘말군 꾸러미", ("표", table)), taught(table, column=columns))
    assert rows_of(found, "result", "indicator", "activity", "value") == [
        ("온 사람", None, 120),
        ("모금", "거리 모금", 7),
        ("온 사람", None, 3),
        ("모금", "거리 모금", 8),
    ]


def test_what_is_said_of_a_unit_alone_leaves_the_table_as_it_is_read() -> None:
    table: Rows = [("사업명", "2024년 목표"), ("돌봄", "12"), ("나눔", "15")]
    data = page("2024년 시행계획", ("표", table))
    assert rows_of(read(data), "plan", "task", "target", "unit") == [("돌봄", 12, None), ("나눔", 15, None)]
    forms = taught(table, column=[{"column": 2, "unit": "명", "scale": 10}])
    assert rows_of(read(data, forms), "plan", "task", "target", "unit") == [("돌봄", 120, "명"), ("나눔", 150, "명")]
    by_row = taught(table, row=[{"label": "나 눔", "is": "ignore", "reason": "restated"}])
    assert rows_of(read(data, by_row), "plan", "task", "target") == [("돌봄", 12)]
    assert reasons(read(data, by_row))["15"] == "restated"


def test_a_word_taught_for_the_archive_means_so_in_other_forms() -> None:
    column = {"column": 2, "header": "갑", "is": "result", "unit": "명", "scope": "archive"}
    forms = taught(PARCELS, column=[{"column": 1, "is": "task", "header": "이름", "scope": "program"}, column])
    other: Rows = [("번호", "이름", "갑"), ("1", "잔치", "120"), ("2", "둑길", "30")]
    assert shape(other).signature != shape(PARCELS).signature
    found = read(page("샘말군 꾸러미", ("표", other)), forms)
    assert rows_of(found, "result", "task", "value", "unit") == [("잔치", 120, "명"), ("둑길", 30, "명")]
    narrow = Forms.model_validate_json(forms.model_dump_json(by_alias=True).replace("archive", "form"))
    assert "명" not in {row.unit for row in read(page("샘말군 꾸러미", ("표", other)), narrow).result}


def test_totals_are_no_additive_rows_and_a_wrong_column_number_changes_nothing() -> None:
    table: Rows = [("이름", "갑"), ("잔치", "120"), ("둑길", "30"), ("합계", "150")]
    columns = [{"column": 1, "is": "task"}, {"column": 2, "is": "result", "unit": "명"}, {"column": 9, "is": "ignore"}]
    found = read(page("샘말군 꾸러미", ("표", table)), taught(table, column=columns))
    assert rows_of(found, "result", "task", "value", "additive") == [
        ("잔치", 120, True),
        ("둑길", 30, True),
        (None, 150, False),
    ]


def test_every_number_is_accounted_for() -> None:
    data = page("샘말군 2024년 꾸러미", ("꾸러미 표", PARCELS), ("적은 표", DIARY))
    found = read(data, taught(PARCELS, column=PARCEL_COLUMNS))
    assert all((number.row_id is None) != (number.reason is None) for number in found.numbers)
    assert len(found.numbers) == len(read(data).numbers)


def test_a_column_that_the_reading_would_part_keeps_its_number() -> None:
    table: Rows = [("구분", "가", "나"), ("이용자 수 목표", "10", "11"), ("실적", "12", "13"), ("달성률", "120", "118")]
    columns = [{"column": 2, "is": "result", "unit": "명", "year": 2023}, {"column": 3, "is": "ignore"}]
    found = read(page("2024년 시행계획", ("표", table)), taught(table, column=columns))
    assert sorted(row.value for row in found.result) == [10, 12, 120]
    assert set(reasons(found).values()) == {"date", "other"}


def test_a_table_inside_a_cell_and_spans_are_read_by_what_was_taught() -> None:
    inner = "<table><tr><td>이름</td><td>갑</td></tr><tr><td>잔치</td><td>12</td></tr><tr><td>둑길</td><td>7</td></tr></table>"
    rows = "<tr><td rowspan=2>뿌리</td><td colspan=2>가지</td></tr><tr><td>잎</td><td>꽃</td></tr>"
    rows += "<tr><td rowspan=2>물길</td><td>둑길</td><td>5</td></tr><tr><td>우물</td><td>6</td></tr>"
    html = f"<html><body><h1>샘말군 2024년 시행계획</h1><table><tr><td>속</td></tr><tr><td>{inner}</td></tr></table>"
    data = f"{html}<p>둘째 표</p><table>{rows}</table></body></html>".encode()
    shapes = [shape_of_table(t) for t in extract(data, "a.html").tables()]
    nested, spanned = (next(one for one in shapes if one.words[-1:] == (word,)) for word in ("갑", "꽃"))
    said = [
        (nested, [{"column": 1, "is": "task"}, {"column": 2, "is": "result", "unit": "명", "year": "document"}]),
        (
            spanned,
            [{"column": 1, "is": "goal"}, {"column": 2, "is": "task"}, {"column": 3, "is": "target", "unit": "m"}],
        ),
    ]
    forms = Forms.model_validate({"form": [{"signature": one.signature, "column": columns} for one, columns in said]})
    found = read(data, forms)
    assert rows_of(found, "result", "task", "value") == [("잔치", 12), ("둑길", 7)]
    assert rows_of(found, "plan", "goal", "task", "target") == [("물길", "둑길", 5), ("물길", "우물", 6)]


def test_a_title_inside_the_table_says_nothing_of_its_columns() -> None:
    titled: Rows = [("2019년 둑길 목표와 예산 현황", "", "", ""), *PARCELS]
    data = page("샘말군 꾸러미", ("표", titled))
    found = read(data, taught(PARCELS, column=PARCEL_COLUMNS))
    assert rows_of(found, "plan", "task", "target", "fiscal_year", "indicator") == [
        ("마을 잔치", 120, 2024, None),
        ("둑길 고치기", 2010, 2024, None),
    ]
    assert rows_of(found, "budget", "task", "amount_krw") == [("마을 잔치", 35_000_000), ("둑길 고치기", 41_000_000)]


def test_a_form_without_names_changes_nothing() -> None:
    nameless: Rows = [("", ""), ("잔치", "12"), ("둑길", "7")]
    forms = taught(nameless, table={"is": "ignore"})
    data = page("2024년 시행계획", ("표", nameless))
    assert not knows(data, forms)
    assert read(data, forms).numbers == read(data).numbers
