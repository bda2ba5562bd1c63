"""Examples, cases and parts: what is only said of a case is no fact; parts of a list are named by short words too."""

from datetime import date

import pytest
from reading import left, pick, read

TOP = "2031년 느티군 상생가게 지원계획\n\n□ 지원내용\n"


@pytest.mark.parametrize(
    ("line", "raws"),
    [
        (" ○ 매출이 3억원인 경우 100만원까지 지원", {"3억원", "100만원"}),
        (" ○ 참여자가 30명인 경우 강사 2명을 배치", {"30명", "2명"}),
        (" ○ 총사업비가 500만원일 경우에는 250만원 지원", {"500만원", "250만원"}),
    ],
)
def test_a_case_and_what_is_done_then_are_criteria(line: str, raws: set[str]) -> None:
    found = read(f"{TOP}{line}\n")
    assert (found.plan, found.budget) == ((), ())
    assert {raw for raw, reason in left(found) if reason == "criterion"} == raws


def test_what_something_comes_to_is_no_case() -> None:
    found = read(f"{TOP} ○ 수리의 경우 3억원\n ○ 상담한 가게의 경우 2억원\n")
    assert pick(found.budget, "amount_krw") == [(300_000_000,), (200_000_000,)]


def test_a_row_of_an_example_in_a_table_of_figures_gives_no_row() -> None:
    rows = "지원개소\t지원금액\t총액\n4개 가게\t250만원\t1,000만원\n(예시)\t총액이 600만원이면 250만원\t\n"
    found = read(f"{TOP}{rows}")
    assert {raw: reason for raw, reason in left(found) if "600" in raw} == {"600만원": "other"}
    assert 6_000_000 not in {row.amount_krw for row in found.budget}


@pytest.mark.parametrize("list_of_parts", ["수리 612, 상담 198, 홍보 32", "수리 612 · 상담 198 · 홍보 32"])
def test_parts_of_an_amount_are_named_by_words_of_two_letters(list_of_parts: str) -> None:
    found = read(f"{TOP} ○ 사업비 : 842백만원\n  - {list_of_parts}\n").budget
    assert pick(found[1:], "amount_krw", "activity") == [
        (612_000_000, "수리"),
        (198_000_000, "상담"),
        (32_000_000, "홍보"),
    ]


def test_work_with_a_number_is_no_road() -> None:
    found = read(f"{TOP} ○ 사업예산 : 644백만원\n  - 마을근로 612, 상담 운영 32\n")
    assert pick(found.budget[1:], "amount_krw", "activity") == [(612_000_000, "마을근로"), (32_000_000, "상담 운영")]
    assert ("샛별로 12", "address") in left(read(f"{TOP} ○ 문의 : 느티군 샛별로 12\n"))


@pytest.mark.parametrize(("day", "start"), [("'30년 말 기준", None), ("'30년 기준", date(2030, 1, 1))])
def test_the_end_of_a_year_above_a_list_is_the_day_of_a_state(day: str, start: date | None) -> None:
    found = read(f"2031년 느티군 저축지원 현황\n\n  • 가. 저축지원({day})\n    • 새싹계좌 7명, 열매계좌 12명\n").result
    assert pick(found, "value", "period_start", "period_end") == [(n, start, date(2030, 12, 31)) for n in (7, 12)]


# -- bounds, states and marks ------------------------------------------------------------------------------------------


def test_the_most_of_something_is_no_result_unless_a_verb_says_so() -> None:
    top = "2031년 느티군 위원회 운영현황\n\n"
    found = read(f"{top}❍ 위원 구성 : 마을별 15명 이내\n❍ 위촉 위원 : 12명\n")
    assert pick(found.result, "value") == [(12,)]
    assert ("15명", "criterion") in left(found)
    kept = read(f"{top}민원 120건을 3일 이내에 처리했다.\n").result
    assert 120 in {row.value for row in kept}


@pytest.mark.parametrize("head", ["1인당 빚 (E/F),천원", "1인당 빚(천원)"])
def test_a_unit_behind_the_comma_of_a_name_is_its_unit(head: str) -> None:
    found = read(f"2031년 느티군 채무 현황\n\n구분\t인구(명)\t{head}\n본청\t4,120\t202\n사업소\t310\t95\n").result
    assert [(row.value, row.unit) for row in found if row.value in (202_000, 95_000)] == [
        (202_000, "원"),
        (95_000, "원"),
    ]


def test_what_an_increase_led_to_is_an_amount() -> None:
    text = "2031년 느티군 예산\n\n바닷가 정비에 쓸 돈은 18억 원(412→430억원) 증액되었다.\n"
    found = read(text)
    assert pick(found.budget, "amount_krw", "superseded") == [(41_200_000_000, True), (43_000_000_000, False)]
    assert ("18억 원", "difference") in left(found)


@pytest.mark.parametrize(
    ("line", "won"), [("먹거리 모임터* 설계비(21억 원)를 반영", 2_100_000_000), ("교재비 3천원*200부=60만원", 600_000)]
)
def test_a_star_before_words_is_the_mark_of_a_note_and_no_product(line: str, won: int) -> None:
    assert pick(read(f"2031년 느티군 예산\n\n ㅇ {line}\n").budget, "amount_krw") == [(won,)]


def test_a_line_of_wishes_that_says_how_far_they_are_is_a_result() -> None:
    top = "2031년 느티군 감사 결과\n\n - 감사결과\n"
    found = read(f"{top}   - 건의사항 17건 (완료 14, 추진중 3)\n").result
    assert pick(found, "value") == [(17,), (14,), (3,)]
    assert read(f"{top}   - 건의사항 17건 (마을별 3)\n").result == ()
    assert read(f"{top}   - 건의사항 : 신규 가게와 계속 하는 가게를 합해 17건 더 돕기\n").result == ()
