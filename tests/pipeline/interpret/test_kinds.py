"""Which documents are plans, budgets or reports, and which give no rows though they are full of numbers."""

import pytest
from reading import pick, read, rules

from pipeline.interpret.interpretation import Settings

ANY = Settings(any_document=True)

EXAM = "제1회 한자 시험 문제지\n\n1. 다음 중 뜻이 같은 것은 몇 개인가\n ○ 정답 : 3개\n2. 글을 읽고 답을 쓰시오\n ○ 정답 : 5명\n"
LAW = "샘말군 꽃길 조례\n\n제1조(목적) 이 조례는 꽃길을 가꾸는 데 필요한 사항을 정한다.\n제2조(위원회)\n ○ 위원회 : 15명\n"
BLANK = "참가 신청서\n\n○ 이름 :\n○ 인원 : 5명\n○ 참가비 : 30천원\n"
MANUAL = "무선 전화기 사용 매뉴얼\n\n□ 구성품\n ○ 전화기 : 1대\n ○ 충전기 : 2개\n"
NOTHING = "봄이 오면 꽃이 피고 새가 운다\n\n마을 사람은 밭을 갈고 아이는 뛰어논다.\n"


@pytest.mark.parametrize("text", [EXAM, LAW, BLANK, MANUAL])
def test_a_document_that_is_no_plan_gives_a_ledger_and_no_rows(text: str) -> None:
    result = read(text)
    assert (result.plan, result.budget, result.result) == ((), (), ())
    assert (result.record.doc_class, bool(result.record.doc_class_reason)) == ("other", True)
    assert rules(result) == {"not_a_plan"}
    assert "not_a_plan" in {number.reason for number in result.numbers}
    assert {number.row_id for number in result.numbers} == {None}


@pytest.mark.parametrize("text", [EXAM, LAW, BLANK, MANUAL])
def test_the_caller_can_ask_for_its_rows(text: str) -> None:
    result = read(text, ANY)
    assert result.record.doc_class == "other"
    assert [*result.plan, *result.budget, *result.result] != []
    assert "not_a_plan" not in {number.reason for number in result.numbers}


def test_the_ledger_has_the_same_numbers_either_way() -> None:
    assert [n.raw for n in read(EXAM).numbers] == [n.raw for n in read(EXAM, ANY).numbers]


def test_a_text_without_numbers_is_no_plan() -> None:
    result = read(NOTHING)
    assert (result.record.doc_class, result.record.rows) == ("other", 0)


@pytest.mark.parametrize(
    "form",
    [
        "○ 사업명 : 누리길 꽃밭 조성\n○ 사업량 : 3개소\n○ 신청액 : 30백만원\n",
        "사업명\t누리길 꽃밭 조성\n사업량\t3개소\n신청액\t30백만원\n",
    ],
)
def test_an_application_filled_in_for_a_named_project_is_a_plan(form: str) -> None:
    result = read(f"보조사업 지원 신청서\n\n{form}")
    assert result.record.doc_class != "other"
    assert pick(result.plan, "task", "target") == [("누리길 꽃밭 조성", 3)]
    assert pick(result.budget, "task", "basis", "amount_krw") == [("누리길 꽃밭 조성", "예산", 30e6)]


def test_an_application_without_a_name_of_a_project_is_a_form() -> None:
    result = read("보조사업 지원 신청서\n\n○ 사업명 :\n○ 사업량 : 3개소\n○ 신청액 : 30백만원\n")
    assert (result.record.doc_class, result.record.rows) == ("other", 0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2025년 꽃길 조성 추진계획\n\n□ 추진계획\n ○ 꽃밭 : 3개소\n", "plan"),
        ("2024년 꽃길 조성 결과보고\n\n□ 추진실적\n ○ 꽃밭 : 3개소\n", "result"),
        ("2025년도 세출예산서\n\n(단위 : 천원)\n과목\t예산액\n인건비\t30\n운영비\t20\n", "budget"),
        ("2025년 꽃길 조성 추진계획\n\n꽃길을 만든다.\n", "plan"),
        ("2025년 안전 매뉴얼 보급 추진계획\n\n□ 추진계획\n ○ 매뉴얼 보급 : 300부\n", "plan"),
    ],
)
def test_plans_reports_and_budgets(text: str, kind: str) -> None:
    assert read(text).record.doc_class == kind
