"""Titles above cards, offices above lines, days behind names, bounds of years, and what counts only once in a book."""

from datetime import date

import pytest
from reading import PLAN, REPORT, pick, read


@pytest.mark.parametrize(
    ("title", "lines", "task"),
    [
        ("2024년 느티시 두레 걷기대회 계획", "○ 일시 : 2024. 5. 4.\n○ 참가인원 : 310명\n", "두레 걷기대회"),
        ("2024년 느티시 물빛천 정비계획", "○ 사업비 : 120백만원\n○ 사업량 : 제방 1.2km\n", "물빛천 정비"),
        ("솔빛마당 가꾸기 사업", "○ 사업기간 : 2024. 5. ~ 9.\n○ 사업량 : 꽃밭 3개소\n", "솔빛마당 가꾸기 사업"),
    ],
    ids=["event", "plan", "no year"],
)
def test_a_title_above_its_card_names_the_task_without_its_year_and_paper(title: str, lines: str, task: str) -> None:
    assert {row.task for row in read(f"{title}\n{lines}").plan} == {task}


@pytest.mark.parametrize("office", ["【총무과】", "[복지과]", "다온시(기획감사담당관)"])
def test_an_office_above_a_line_is_no_activity(office: str) -> None:
    assert pick(read(f"{PLAN}{office}\n○ 두레 교실 : 12회\n").plan, "activity", "indicator") == [(None, "두레 교실")]


def test_what_stands_above_a_line_is_its_activity() -> None:
    result = read(f"{PLAN}□ 두레 마당 가꾸기\n ○ 봄맞이 행사\n  - 참가 120명\n")
    assert pick(result.plan, "activity") == [("봄맞이 행사",)]


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2022년까지", None, date(2022, 12, 31)),
        ("2022년까지(3개년)", None, date(2022, 12, 31)),
        ("2025~2026년까지", date(2025, 1, 1), date(2026, 12, 31)),
        ("2023년", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_label_with_a_bound_has_no_start(label: str, start: date | None, end: date) -> None:
    result = read(f"느티시 물빛천 정비사업 추진계획\n○ {label} : 310백만원\n")
    assert pick(result.budget, "activity", "period_start", "period_end") == [(None, start, end)]


@pytest.mark.parametrize("day", [". 2024.10.12(토) 10:00", ", 2024.10.12(토)", " 2024.10.12(토) 10:00"])
def test_an_event_is_named_before_its_day(day: str) -> None:
    result = read(f"2024년 가을 행사 계획\n숲길 걷기대회{day}\n○ 참가인원 : 300명\n")
    assert pick(result.plan, "task", "period_start") == [("숲길 걷기대회", date(2024, 10, 12))]


def test_words_before_a_day_that_end_as_no_event_does_are_no_name_of_one() -> None:
    result = read("2024년 숲길 관리 계획\n숲길 안내 자료 2024.10.12(토)\n○ 참가인원 : 300명\n")
    assert {row.task for row in result.plan} == {"숲길 관리"}


MINUTES = "제180회 예산결산특별위원회 회의록\n○기획실장 임채운  "


@pytest.mark.parametrize("amount", ["예산현액 12억 원 중 8억 원을", "총사업비 12억 원 중 8억 원을"])
def test_a_project_is_told_before_the_name_of_its_amount(amount: str) -> None:
    rows = read(f"{MINUTES}건설과 소관 굽은다리 재가설공사는 {amount} 집행하였습니다.\n").budget
    assert pick(rows, "task", "department", "basis", "amount_krw") == [
        ("굽은다리 재가설공사", "건설과", "예산", 12e8),
        ("굽은다리 재가설공사", "건설과", "집행", 8e8),
    ]


def test_who_acts_is_not_what_is_counted() -> None:
    result = read(f"{PLAN}시는 31개 마을 쉼터 조성사업에 12억 원을 투입한다.\n")
    assert pick(result.plan, "indicator", "target") == [("마을", 31)]


def test_what_is_counted_keeps_its_name_before_the_number() -> None:
    result = read(f"{REPORT}지원한 농가는 42호였다.\n")
    assert pick(result.result, "indicator", "value") == [("농가", 42)]


@pytest.mark.parametrize("name", ["납부액 누계(B)", "지출액 누계", "납부액"])
def test_a_name_of_amounts_is_not_their_use(name: str) -> None:
    table = f"(단위: 천원)\n구분\t예산현액(A)\t{name}\n일반회계\t1,000\t800\n특별회계\t500\t300\n"
    rows = read(f"2024년 지출 현황\n{table}").budget
    assert [(r.activity, r.basis) for r in rows] == [(None, "예산"), (None, "집행")] * 2


# -- what counts once in a budget book --------------------------------------------------------------------------------

BOOK = """2013년도 본예산 일반회계
(단위:천원)
부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도예산액 비교증감
두레쉼터 운영 40,000 30,000 10,000
국 25,000
시 15,000
201 일반운영비 20,400 20,000 400
01 사무관리비 20,400 20,000 400
○안내지도 200,000원*34부 6,800{won}
○안내판 2개 13,600
307 민간이전 19,600 10,000 9,600
02 민간경상보조 19,600 10,000 9,600
"""


@pytest.mark.parametrize("won", ["", " 6,800,000원"], ids=["once", "again in won"])
def test_every_amount_of_a_book_counts_once(won: str) -> None:
    rows = [row for row in read(BOOK.format(won=won)).budget if row.fiscal_year == 2013]
    assert {row.task for row in rows} == {"두레쉼터 운영"}
    assert sum(row.amount_krw or 0 for row in rows if row.additive) == 40_000_000
    assert [row.amount_krw for row in rows if row.additive] == [20_400_000, 19_600_000]
    assert [row.raw for row in rows if row.amount_krw == 6_800_000] == ["6,800"]


def test_items_below_an_account_without_an_amount_count_themselves() -> None:
    cells = ["(단위:천원)", "과목", "예산액", "전년도예산액", "비교증감", "201", "일반운영비", "900", "800", "100"]
    cells += [
        "202",
        "여비",
        "500",
        "400",
        "100",
        "203",
        "업무추진비",
        "70",
        "50",
        "20",
        "01 사무관리비",
        "○ 안내지도",
        "=",
        "6,800",
    ]
    rows = read("2013년도 본예산 일반회계\n" + "\n".join(cells) + "\n").budget
    assert [row.additive for row in rows if row.amount_krw == 6_800_000] == [True]


@pytest.mark.parametrize("amount", ["2,000", "1,999"])
def test_an_item_whose_amount_looks_like_a_year_goes_on_with_its_book(amount: str) -> None:
    cells = ["(단위:천원)", "과목", "예산액", "전년도예산액", "비교증감", "201", "일반운영비", "3,000", "2,500", "500"]
    cells += [
        "○ 간담회",
        "50,000원*10회*4명",
        amount,
        "202",
        "여비",
        "900",
        "800",
        "100",
        "203",
        "업무추진비",
        "70",
        "50",
        "20",
    ]
    rows = read("2013년도 본예산 일반회계\n" + "\n".join(cells) + "\n").budget
    assert {row.amount_krw for row in rows} >= {3_000_000, 900_000, 70_000, int(amount.replace(",", "")) * 1000}


@pytest.mark.parametrize(
    ("header", "basis"), [("총사업비(천원)", "예산"), ("예산현액(천원)", "예산"), ("지출액(천원)", "집행")]
)
def test_a_column_says_what_its_amounts_are_before_the_title_does(header: str, basis: str) -> None:
    rows = read(f"2023년 느티시 예산 집행 현황\n사업명\t{header}\n숲길 정비\t12,000\n꽃길 조성\t9,000\n").budget
    assert {row.basis for row in rows} == {basis}


# -- names above sections, and titles among them ----------------------------------------------------------------------


@pytest.mark.parametrize("year", ["[2023년도] ", "[2023년] ", ""])
@pytest.mark.parametrize("kind", ["(보조)", ""])
def test_a_year_in_brackets_is_no_part_of_a_name_above_its_sections(year: str, kind: str) -> None:
    card = "사업개요\n사업기간 2020.03.01 ~ 2024.10.31\n총사업비 8,400,000,000원\n사업규모 연면적 2,140㎡\n"
    rows = read(f"사업상세정보\n\n{year}솔빛센터 건립사업{kind}\n\n{card}").budget
    assert pick(rows, "task", "period_start", "period_end") == [
        (f"솔빛센터 건립사업{kind}", date(2020, 3, 1), date(2024, 10, 31))
    ]


def test_a_plan_named_below_numbered_headings_closes_none_of_them() -> None:
    chapters = "".join(
        f"Ⅰ-{n}. {name}\n2024년 느티시 계획\n○ {count}개소 설치\n"
        for n, (name, count) in enumerate([("두레어린이집 확충", 64), ("솔빛돌봄터 확대", 12)], 1)
    )
    result = read(f"Ⅰ. 돌봄의 공공성 강화\n{chapters}")
    assert pick(result.plan, "task", "target") == [("두레어린이집 확충", 64), ("솔빛돌봄터 확대", 12)]


def test_a_title_below_counts_opens_another_paper() -> None:
    result = read("1. 두레쉼터 운영\n○ 쉼터 3개소\n2024년 느티시 꽃길 조성 계획\n○ 꽃길 2km\n")
    assert pick(result.plan, "task", "target") == [("두레쉼터 운영", 3), ("꽃길 조성", 2)]


@pytest.mark.parametrize("second", ["| | | 건수 | 예산액 |", "| 건수 | 예산액 | | |"], ids=["in place", "to the left"])
@pytest.mark.parametrize("name", ["예산편성 현황", "편성 내역"])
def test_a_name_of_several_words_stands_over_the_names_below_it(name: str, second: str) -> None:
    rows = "| 계 | 214 | 96 | 3,180 |\n| 마을안전 | 71 | 34 | 1,265 |\n"
    table = f"| 구분 | 접수사업 | {name} | |\n|---|---|---|---|\n{second}\n{rows}"
    result = read(f"# 2024년도 사업 편성 결과\n(단위 : 건, 백만원)\n\n{table}")
    assert pick(result.budget, "amount_krw") == [(3_180_000_000,), (1_265_000_000,)]
    assert pick(result.result, "indicator", "value")[:2] == [("접수사업", 214), ("건수", 96)]


# -- sources, rates and means -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "additive"),
    [
        (("국 1,100", "시 2,000"), [1_100_000, 2_000_000, 3_100_000]),
        (("국 1,100",), [1_100_000, 3_100_000, 3_100_000]),
        ((), [3_100_000, 3_100_000]),
    ],
    ids=["whole", "a part", "none"],
)
def test_sources_that_add_up_to_a_project_count_in_its_place(sources: tuple[str, ...], additive: list[int]) -> None:
    lines = ["두레숲 가꾸기 3,100 2,000 1,100", "201 일반운영비 3,100 2,000 1,100", "01 사무관리비 3,100 2,000 1,100"]
    lines += ["물빛천 가꾸기 3,100 3,000 100", *sources, "202 여비 3,100 3,000 100", "01 국내여비 3,100 3,000 100"]
    head = (
        "2013년도 본예산 일반회계\n(단위:천원)\n부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도예산액 비교증감\n"
    )
    alone = [line for line in lines if not line.startswith(("202", "01 국내"))]
    rows = [row for row in read(head + "\n".join(alone) + "\n").budget if row.fiscal_year == 2013 and row.additive]
    assert sorted(row.amount_krw or 0 for row in rows) == additive


@pytest.mark.parametrize("column", ["고용률(15~64세)", "고용률"])
def test_a_column_of_rates_with_a_bracket_is_in_per_cent(column: str) -> None:
    table = f"(단위 : 명, %)\n구분\t취업자\t{column}\n남자\t1,700\t68.1\n여자\t1,500\t55.2\n"
    rows = read(f"{REPORT}{table}").result
    assert pick(rows, "value", "unit") == [(1700, "명"), (68.1, "%"), (1500, "명"), (55.2, "%")]


@pytest.mark.parametrize("means", ["기금으로", "예산으로", "공모전으로"])
def test_what_a_project_is_paid_with_is_no_road(means: str) -> None:
    rows = read(f"{MINUTES}{means} 물빛천 정비사업을 하는 데 3억 원을 반영하였습니다.\n").budget
    assert {row.task for row in rows} == {"물빛천 정비사업"}


@pytest.mark.parametrize("said", ["도로과입니다.", "도로과가 되겠습니다.", "도로과 소관이 되겠습니다."])
def test_a_speech_comes_to_an_office_in_other_words(said: str) -> None:
    rows = read(f"{MINUTES}이어서 {said}\n물빛천 정비사업에 3억 원을 반영하였습니다.\n").budget
    assert {row.department for row in rows} == {"도로과"}
