"""Counts in the label of an amount, departments and measures as labels, sections and words of time that name nothing."""

import pytest
from reading import PLAN, REPORT, left, pick, read


def test_the_count_of_what_an_amount_pays_is_a_fact() -> None:
    result = read(f"{PLAN}[1-1] 강변 산책로 조성\n○ 의자 40개 설치 : 120백만원\n")
    assert pick(result.plan, "task", "indicator", "target", "unit") == [("강변 산책로 조성", "의자", 40, "개")]
    assert pick(result.budget, "task", "amount_krw") == [("강변 산책로 조성", 120_000_000)]


@pytest.mark.parametrize(
    "line", ["○ 65세 이상 지원 : 120백만원", "○ 제3단계 조성 : 120백만원", "○ 2024년 조성 : 120백만원"]
)
def test_other_numbers_of_a_label_are_no_counts(line: str) -> None:
    result = read(f"{PLAN}[1-1] 강변 산책로 조성\n{line}\n")
    assert not result.plan
    assert pick(result.budget, "amount_krw") == [(120_000_000,)]


def test_a_department_in_brackets_is_no_activity() -> None:
    result = read(f"{REPORT}○ (복지과) 쉼터 4개소 조성 완료\n○ (어르신반) 12명 수료\n")
    assert pick(result.result, "department", "activity", "value") == [("복지과", None, 4), (None, None, 12)]


def test_a_label_that_says_what_it_counts_in() -> None:
    result = read(f"{REPORT}▶ 강변 쉼터\n - 조성 개소: 4\n - 관리 번호: 7\n")
    assert pick(result.result, "indicator", "value", "unit") == [("조성 개소", 4, "개소")]
    assert ("7", "ordinal") in left(result)


def test_a_section_of_aims_is_no_activity() -> None:
    result = read(f"{PLAN}□ 추진목표\n ○ 참여 주민 1,200명\n□ 장터 운영\n ○ 참여 주민 310명\n")
    assert pick(result.plan, "activity", "target")[0] == (None, 1200)


@pytest.mark.parametrize("word", ["올해는", "내년은", "금년은"])
def test_a_word_of_time_names_no_number(word: str) -> None:
    rows = read(f"{REPORT}강변 쉼터는 {word} 5개소를 조성할 계획이다.\n").plan
    assert [row.target for row in rows] == [5]
    assert rows[0].indicator == "강변 쉼터"


def test_a_page_with_one_more_section_behind_keeps_its_title() -> None:
    inner = "".join(f"### {name}\n\n- {name} {n}개소\n\n" for n, name in enumerate(("쉼터", "마당", "의자"), 2))
    assert read(f"## 숲속 나눔 이야기\n\n{inner}## 문의\n\n- 느티시 공원과\n").record.title == "숲속 나눔 이야기"
