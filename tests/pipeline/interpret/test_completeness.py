"""What holds for every text: each number is accounted for once, each answer has its reason, each run gives the same."""

import re
from collections import Counter

import pytest
from reading import read

from pipeline.interpret.interpretation import Interpretation, Settings

TEXTS = {
    "card": (
        "Ⅱ-1-3 계속사업 누리길 꽃밭 조성 공원녹지과 박소리 ☎555-1234\n\n□ 사업개요\n ○ 사업기간 : 2024. 3. ~ 2026. 10.\n"
        " ○ 총사업비 : 90백만원(국비 60, 시비 30)\n\n□ 추진실적\n ○ 꽃밭 만들기(3/4) : 3개소\n ○ 참여자 : 120명(어른 80, 아이 40)\n"
    ),
    "tasks": (
        "2025년 주요업무 시행계획\n\n담당부서\t전략과제\t2025년 목표\t2024년 실적\t성과지표\n복지기획 김하늘\t1-1 나눔장터\t- 개최 : 4회\t- 개최 : 3회\t- 횟수\n"
        "도로과\t1-2 꽃길 정비\t- 정비 : 5개소\t- 정비 : 2개소\t- 개소\n"
    ),
    "amounts": (
        "2025년 샘말군 세출 예산\n\n(단위 : 천원)\n구분\t예산액\t구성비(%)\t전년도예산액\t증감\n꽃길\t300\t60.0\t200\t100\n"
        "샘터\t200\t40.0\t210\t△10\n합계\t500\t100.0\t410\t90\n"
    ),
    "book": (
        "2025년도 세출예산서\n\n(단위 : 천원)\n과목\t예산액\t전년도예산액\t비교증감\n복지과\t300\t200\t100\n노인복지\t300\t200\t100\n경로당 지원\t300\t200\t100\n"
        "201 일반운영비\t100\t50\t50\n01 사무관리비\t100\t50\t50\n307 민간이전\t200\t150\t50\n"
    ),
    "years": "샘말군 투자계획\n\n(단위 : 백만원)\n구분\t계\t2024년\t2025년\n목표예산\t30\t10\t20\n집행액\t10\t10\t0\n",
    "flattened": "2024년 쉼터 이용 실적\n\n(단위 : 명)\n구분 2022년 2023년 2024년\n누리쉼터 12 15 18\n솔빛쉼터 20 25\n해든쉼터 7 8 9\n",
    "page": (
        "2025년 샘말군 마을가꾸기 추진계획 1. 추진배경 ○ 마을 길 12km 가운데 5km가 낡음 2. 추진계획 ○ 꽃길 조성 : 3개소 "
        "○ 마을 청소 : 12회 ○ 주민 교육 : 150명 3. 소요예산 ○ 총사업비 : 45백만원(군비 45)\n"
    ),
    "prose": (
        "샘말군 소식\n\n샘말군은 오는 12일 혼자 사는 이웃 3천675명에게 1인당 30만원씩 모두 11억2백50만원을 지원한다고 밝혔다. "
        "지난해에는 이웃 35가구에 8억2,560만원을 나누어 주었다.\n"
    ),
    "schedule": (
        "2025년 분기별 추진계획\n\n추진일정\t전략과제\t추진계획(달성목표)\n3월\t▪ 나눔장터 운영 ▪ 꽃길 정비\t장터 1회 꽃길 2개소\n"
        "4월\t▪ 나눔장터 운영 ▪ 꽃길 정비\t장터 2회 꽃길 3개소\n"
    ),
    "events": "2023년 추진실적 보고\n\n□ 추진실적\n - 안부확인(12.1~12.31)\n   - 1,200가구 방문 및 300가구 지원\n - 나눔 발표회(11/21)\n   - 주민 212명 참석\n",
    "words": (
        "2025년 성과관리 시행계획\n\n과제명\t2024년 실적\t2025년 목표\n나눔장터\t신규사업\t운영\n꽃길 정비\t설계 마침\t5개소\n"
    ),
    "wages": "2025년 잔치 개최계획\n\nⅣ. 소요예산\n○ 총 50,000천원(도비 15,000 시비 35,000)\n- 출연료 : 1,000천원×10팀 = 10,000천원\n",
    "changed": "사업 변경 내역\n\n공약명\t구분\t당초\t변경\n회관 신축\t사업비\t20억원\t35억원\n\t사업량\t1개소\t2개소\n",
    "exam": "제1회 한자 시험 문제지\n\n1. 다음 중 뜻이 같은 것은 몇 개인가\n ○ 정답 : 3개\n2. 글을 읽고 답을 쓰시오\n ○ 정답 : 5명\n",
    "oddities": "가 1나 2.5 다(3) ④ 5-6 7:8\n\n구분\t값\n라\t9 10\n마\t11/12\n\n※ 13) 14명 15~16회\n붙임 1. 사진 2부. 끝.\n",
}

ALL = pytest.mark.parametrize("name", TEXTS)
ANY = Settings(any_document=True)


def interpretations(name: str) -> tuple[Interpretation, Interpretation]:
    """As it is read, and as it is read where rows are asked of any document."""
    return read(TEXTS[name]), read(TEXTS[name], ANY)


@ALL
def test_every_printed_number_stands_in_the_ledger_once(name: str) -> None:
    printed = Counter(re.findall(r"\d+", TEXTS[name]))
    for result in interpretations(name):
        assert Counter(re.findall(r"\d+", " ".join(number.raw for number in result.numbers))) == printed


@ALL
def test_a_number_is_the_value_of_a_row_or_has_a_reason(name: str) -> None:
    for result in interpretations(name):
        ids = {row.row_id for row in (*result.plan, *result.budget, *result.result)}
        assert [number.raw for number in result.numbers if (number.row_id is None) == (number.reason is None)] == []
        assert {number.row_id for number in result.numbers if number.row_id} <= ids


@ALL
def test_every_expression_that_a_row_uses_up_is_accounted_to_it(name: str) -> None:
    for result in interpretations(name):
        claimed = sum(number.row_id is not None for number in result.numbers)
        used = {(id(fact.segment), claim.start) for fact in result.facts for claim in fact.claims}
        beside = [(site.segment, site.expression) for fact in result.facts for site in fact.beside]
        used |= {(id(segment), claim.start) for segment, claim in beside if claim is not None}
        assert claimed == len(used)


@ALL
def test_rows_have_keys_of_their_own(name: str) -> None:
    for result in interpretations(name):
        ids = [row.row_id for row in (*result.plan, *result.budget, *result.result)]
        assert len(ids) == len(set(ids)) == len(result.facts)


ANSWERS = (
    *("task", "task_code", "goal", "department", "team", "officer", "activity", "indicator", "fiscal_year"),
    *("period_start", "period_end", "kpi", "target_text", "unit", "basis", "side", "source", "amount_krw", "share"),
    *("account", "value_text", "status"),
)
MARKS = {"superseded": True, "additive": False}
"""Columns that are told only where they have this value."""


def answered(column: str) -> list[tuple[str, bool]]:
    """Every fact of all texts that fills a column, and whether it says why."""
    found = []
    for name in TEXTS:
        for fact in read(TEXTS[name], ANY).facts:
            value = fact.get(column)
            filled = value is MARKS[column] if column in MARKS else value is not None
            if filled:
                found.append((name, column in fact.why))
    return found


@pytest.mark.parametrize("column", [*ANSWERS, *MARKS])
def test_every_answer_has_a_reason(column: str) -> None:
    assert [name for name, reasoned in answered(column) if not reasoned] == []


def test_the_texts_fill_every_column() -> None:
    assert [column for column in (*ANSWERS, *MARKS) if not answered(column)] == []


@ALL
def test_every_reason_names_its_rule_and_shows_its_evidence(name: str) -> None:
    result = read(TEXTS[name], ANY)
    reasons = [
        *((column, because) for fact in result.facts for column, because in fact.why.items()),
        *((one.reason, one.because) for one in result.left),
    ]
    assert reasons
    assert [(c, b.rule, b.evidence) for c, b in reasons if not b.rule.strip() or not b.evidence.strip()] == []


@ALL
def test_the_same_bytes_give_the_same_rows(name: str) -> None:
    for first, second in zip(interpretations(name), interpretations(name), strict=True):
        for part in ("record", "plan", "budget", "result", "findings", "checks", "numbers", "ids"):
            assert getattr(first, part) == getattr(second, part), part


@ALL
def test_what_another_document_says_changes_nothing(name: str) -> None:
    before = read(TEXTS[name])
    for other in TEXTS.values():
        read(other)
    after = read(TEXTS[name])
    assert (before.plan, before.budget, before.result) == (after.plan, after.budget, after.result)
