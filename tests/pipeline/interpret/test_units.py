"""In what a number is counted: notes, headers, labels; and nothing where no unit stands."""

import pytest
from reading import pick, read, rules

STATE = "2024년 쉼터 이용 현황\n\n"
MONEY = "2025년 샘말군 세출 예산\n\n"
PEOPLE = "구분\t이용자\n꽃길\t30\n샘터\t20\n"
AMOUNTS = "구분\t예산액\n꽃길\t30\n샘터\t20\n"


@pytest.mark.parametrize(
    "note", ["(단위 : 명)", "(단위: 명)", "[단위:명]", "< 단위 : 명 >", "※ 단위 : 명", "단위 : 명", "(수량단위 : 명)"]
)
def test_a_note_above_a_table(note: str) -> None:
    assert pick(read(f"{STATE}{note}\n{PEOPLE}").result, "value", "unit") == [(30, "명"), (20, "명")]


@pytest.mark.parametrize("note", ["(단위 : 천원)", "[금액단위: 천원]", "(천원)"])
def test_a_note_of_money(note: str) -> None:
    assert pick(read(f"{MONEY}{note}\n{AMOUNTS}").budget, "amount_krw") == [(30_000,), (20_000,)]


@pytest.mark.parametrize(("unit", "people"), [("천명", 30_000), ("만명", 300_000)])
def test_a_note_of_thousands_of_people_is_multiplied_out(unit: str, people: int) -> None:
    assert pick(read(f"{STATE}(단위 : {unit})\n{PEOPLE}").result, "value", "unit")[0] == (people, "명")


def test_a_note_of_two_units_gives_each_column_its_own() -> None:
    result = read(f"{MONEY}(단위 : 명, 백만원)\n구분\t인원\t예산액\n꽃길\t30\t7\n샘터\t20\t5\n")
    assert pick(result.budget, "amount_krw") == [(7e6,), (5e6,)]
    assert pick((*result.plan, *result.result), "unit") == [("명",), ("명",)]


def test_two_scales_of_money_are_not_mixed() -> None:
    result = read(f"{MONEY}(단위 : 천원)\n구분\t예산액\t집행액(백만원)\n꽃길\t30,000\t30\n샘터\t20,000\t20\n")
    assert pick(result.budget, "basis", "amount_krw") == [
        ("예산", 30e6),
        ("집행", 30e6),
        ("예산", 20e6),
        ("집행", 20e6),
    ]


def test_a_note_below_the_table() -> None:
    assert pick(read(f"{STATE}{PEOPLE}\n※ 단위 : 명\n").result, "value", "unit") == [(30, "명"), (20, "명")]


def test_a_remark_below_the_table_is_no_note() -> None:
    result = read(f"{STATE}{PEOPLE}\n※ 이용자는 명부에 적은 사람이다\n")
    assert {row.unit for row in result.result} == {None}


def test_a_note_of_another_table_is_not_taken() -> None:
    result = read(f"{STATE}(단위 : 명)\n{PEOPLE}\n□ 시설\n\n구분\t개수\n꽃밭\t7\n우물\t5\n")
    assert pick(result.result, "value", "unit")[2:] in ([(7, None), (5, None)], [(7, "개"), (5, "개")])


def test_the_note_beside_a_table_in_a_cell() -> None:
    inner = "<table border='1'><tr><td>구분</td><td>예산액</td></tr><tr><td>꽃길</td><td>30</td></tr><tr><td>샘터</td><td>20</td></tr></table>"
    outer = f"<table border='1'><tr><td>사업명</td><td>누리길 꽃밭 조성</td></tr><tr><td>사업비</td><td>(단위 : 천원)<br>{inner}</td></tr></table>"
    result = read(f"<html><body><p>2025년 주요업무 계획</p>{outer}</body></html>")
    assert pick(result.budget, "task", "activity", "amount_krw") == [
        ("누리길 꽃밭 조성", "꽃길", 30_000),
        ("누리길 꽃밭 조성", "샘터", 20_000),
    ]


def test_a_unit_column() -> None:
    result = read(
        "2025년 성과 계획\n\n성과지표\t단위\t2024년 실적\t2025년 목표\n답한 비율\t%\t93.5\t95.0\n다녀간 사람\t명\t30\t40\n"
    )
    assert pick(result.plan, "kpi", "target", "unit") == [("답한 비율", 95, "%"), ("다녀간 사람", 40, "명")]
    assert pick(result.result, "indicator", "value", "unit") == [("답한 비율", 93.5, "%"), ("다녀간 사람", 30, "명")]


RATES = "(단위 : 명)\n구분\t목표\t실적\t달성률(%)\n꽃길\t40\t30\t75.0\n샘터\t20\t20\t100.0\n"


def test_a_rate_never_takes_the_unit_of_what_is_counted() -> None:
    result = read(f"{STATE}{RATES}")
    assert pick(result.result, "value", "unit") == [(30, "명"), (75, "%"), (20, "명"), (100, "%")]
    assert pick(result.plan, "target", "unit") == [(40, "명"), (20, "명")]


def test_a_rate_is_called_by_its_header() -> None:
    result = read(f"{STATE}{RATES}")
    assert [row.indicator for row in result.result if row.unit == "%"] == ["달성률", "달성률"]


@pytest.mark.parametrize("label", ["이용인원(명)", "참여자수"])
def test_a_header_names_the_unit(label: str) -> None:
    assert pick(read(f"{STATE}구분\t{label}\n꽃길\t30\n샘터\t20\n").result, "value", "unit") == [(30, "명"), (20, "명")]


def test_amounts_without_any_unit_stay_open() -> None:
    result = read(f"{MONEY}{AMOUNTS}")
    assert pick(result.budget, "amount_krw", "raw") == [(None, "30"), (None, "20")]
    assert "unit_missing" in rules(result)
    assert {number.raw for number in result.numbers if number.row_id} == {"30", "20"}


def test_counts_without_any_unit_stay_open() -> None:
    result = read(f"{STATE}{PEOPLE}")
    assert pick(result.result, "value", "unit") == [(30, None), (20, None)]
    assert "unit_missing" in rules(result)


def wons(*amounts: str) -> str:
    return MONEY + "구분\t예산액\n" + "".join(f"꽃길 {'가나다라마바사아'[i]}\t{a}\n" for i, a in enumerate(amounts))


LARGE = ("12,345,678,000", "1,500,000", "2,500,000", "3,500,000", "4,500,000", "5,500,000")


def test_amounts_that_can_only_be_won_are_won_and_that_is_told() -> None:
    result = read(wons(*LARGE))
    assert [row.amount_krw for row in result.budget] == [int(a.replace(",", "")) for a in LARGE]
    assert "unit_missing" in rules(result)
    assert {row.confidence for row in result.budget} == {"inferred"}


@pytest.mark.parametrize(
    "amounts",
    [
        ("1,234,567,000", *LARGE[1:]),
        LARGE[:5],
        (*LARGE[:4], "4,500", "5,500"),
        ("15,000,000", "1,500,000", "2,500,000", "3,500,000", "4,500,000", "5,500,000"),
    ],
)
def test_large_amounts_that_may_be_thousands_stay_open(amounts: tuple[str, ...]) -> None:
    assert {row.amount_krw for row in read(wons(*amounts)).budget} == {None}


def test_a_unit_that_is_printed_goes_before_the_size() -> None:
    result = read(wons(*LARGE).replace("예산액", "예산액(원)"))
    assert {fact.why["amount_krw"].rule for fact in result.facts} == {"column header"}
    assert "unit_missing" not in rules(result)


def test_four_digits_in_a_column_of_amounts_are_no_year() -> None:
    result = read("2024년 예산 집행 현황\n\n(단위 : 천원)\n\n사업명\t예산액\n마을길 정비\t2010\n하천 정비\t3400\n")
    assert [row.amount_krw for row in result.budget] == [2_010_000, 3_400_000]
    assert [n.reason for n in result.numbers if n.raw == "2010"] == [None]


@pytest.mark.parametrize(("head", "unit"), [("원아수", "명"), ("교사수", "명"), ("학교수", None)])
def test_what_counts_people_by_its_name_counts_persons(head: str, unit: str | None) -> None:
    result = read(f"2031년 느티군 현황\n\n구분\t{head}\n북부\t360\n남부\t120\n").result
    assert {row.unit for row in result} == {unit}
