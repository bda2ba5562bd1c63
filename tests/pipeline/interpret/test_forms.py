"""The forms of the field, each on the smallest document that shows the point."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from reading import read

from extractors import extract
from pipeline.engine.redaction import interpret_redacted
from pipeline.interpret.interpretation import Settings
from pipeline.interpret.sites.schedules import align


def pick(rows: Sequence[Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in rows]


def test_annual_task_table() -> None:
    result = read(
        "2025년도 주요업무 자체평가 시행계획\n\n주민복지과\n\n1. 함께하는 복지공동체\n\n"
        "담당부서\t전략과제(주요업무)\t2025년 목표\t2024년 실적\t성과지표\n"
        "복지기획 김하늘\t1-1 나눔장터 운영\t- 참여 단체 : 30개 - 장터 개최 : 4회\t- 참여 단체 : 28개 - 장터 개최\t- 참여율 - 개최횟수\n"
        "\t사 업 비 : 80백만원(도비 30, 시비 50) 예산과목 : 복지지원, 나눔문화, 민간이전\t\t\t\n"
    )
    assert pick(result.plan, "task_code", "task", "goal", "team", "officer", "indicator", "target", "unit", "kpi") == [
        ("1-1", "나눔장터 운영", "함께하는 복지공동체", "복지기획", "김하늘", "참여 단체", 30, "개", "참여율"),
        ("1-1", "나눔장터 운영", "함께하는 복지공동체", "복지기획", "김하늘", "장터 개최", 4, "회", "개최횟수"),
    ]
    assert pick(result.result, "fiscal_year", "indicator", "value") == [(2024, "참여 단체", 28), (2024, None, None)]
    assert pick(result.budget, "source", "amount_krw", "account") == [
        ("계", 80_000_000, "복지지원 > 나눔문화 > 민간이전"),
        ("도비", 30_000_000, "복지지원 > 나눔문화 > 민간이전"),
        ("시비", 50_000_000, "복지지원 > 나눔문화 > 민간이전"),
    ]
    assert "label_without_number" in {f.rule for f in result.findings}
    assert {row.department for row in result.plan} == {"주민복지과"}


def test_schedule_lines_go_to_their_tasks_by_order_and_meaning() -> None:
    tasks = "▪ 나눔장터 운영 ▪ 경로당 개보수 ▪ 방문건강 상담"
    result = read(
        "2025년 분기별 추진계획\n\n추진일정\t전략과제\t추진계획(달성목표)\n"
        f"3월\t{tasks}\t장터 1회 경로당 2개소 상담 100명, 교육 1회\n4월\t{tasks}\t장터 2회 경로당 3개소 상담 120명\n"
    )
    assert pick(result.plan, "task", "period_start", "indicator", "target", "unit") == [
        ("나눔장터 운영", date(2025, 3, 1), "장터", 1, "회"),
        ("경로당 개보수", date(2025, 3, 1), "경로당", 2, "개소"),
        ("방문건강 상담", date(2025, 3, 1), "상담", 100, "명"),
        ("방문건강 상담", date(2025, 3, 1), "교육", 1, "회"),
        ("나눔장터 운영", date(2025, 4, 1), "장터", 2, "회"),
        ("경로당 개보수", date(2025, 4, 1), "경로당", 3, "개소"),
        ("방문건강 상담", date(2025, 4, 1), "상담", 120, "명"),
    ]


@pytest.mark.parametrize(
    ("similarity", "expected"),
    [
        ([[3.0, 0, 0], [0, 2, 0], [0, 0, 2]], [0, 1, 2]),
        ([[3.0, 0, 0, 0], [0, 2, 0, 0]], [0, 1, 1, 1]),
        ([[0.0, 0], [5, 0], [0, 4]], [1, 2]),
    ],
)
def test_alignment_is_monotone(similarity: list[list[float]], expected: list[int]) -> None:
    assert align(similarity) == expected


def test_year_columns_with_row_roles() -> None:
    result = read(
        "Ⅱ-1-3 신규사업 시비사업 문화관광과 박소리 ☎555-1234\n\n■ 연도별투자계획\n\n(단위 : 백만원)\n\n"
        "구 분\t계\t2024년\t2025년\n목표예산\t30\t10\t20\n시 비\t30\t10\t20\n집행액\t10\t10\t0\n"
    )
    assert pick(result.budget, "basis", "source", "fiscal_year", "amount_krw") == [
        ("예산", "계", None, 30_000_000),
        ("예산", "계", 2024, 10_000_000),
        ("예산", "계", 2025, 20_000_000),
        ("예산", "시비", None, 30_000_000),
        ("예산", "시비", 2024, 10_000_000),
        ("예산", "시비", 2025, 20_000_000),
        ("집행", "계", None, 10_000_000),
        ("집행", "계", 2024, 10_000_000),
        ("집행", "계", 2025, 0),
    ]
    assert (result.budget[0].period_start, result.budget[0].period_end) == (date(2024, 1, 1), date(2025, 12, 31))
    assert {(row.task_code, row.department, row.officer) for row in result.budget} == {
        ("Ⅱ-1-3", "문화관광과", "박소리")
    }
    assert {"task_name_missing", "budget_unspent"} <= {f.rule for f in result.findings}


def test_events_and_the_counts_below_them() -> None:
    result = read(
        "## 추진실적\n\n### <2023>\n\n- 겨울철 안부확인(12.1~12.31)\n  - 1,200가구 방문 및 300가구 지원\n"
        "- 나눔 발표회 개최(11/21)\n  - 주민 등 212명 참석\n- 현장조사(5.1~5.31)\n"
    )
    assert pick(result.result, "activity", "value", "period_start", "period_end") == [
        ("겨울철 안부확인", 1200, date(2023, 12, 1), date(2023, 12, 31)),
        ("겨울철 안부확인", 300, date(2023, 12, 1), date(2023, 12, 31)),
        ("나눔 발표회 개최", 212, date(2023, 11, 21), date(2023, 11, 21)),
        ("현장조사", None, date(2023, 5, 1), date(2023, 5, 31)),
    ]
    visits, help_given, guests, survey = result.result
    assert (visits.indicator, help_given.indicator, survey.indicator) == ("방문", "지원", None)
    assert guests.indicator in ("주민", "주민 등", "참석")
    assert [f.rule for f in result.findings if f.severity == "error"] == ["label_without_number"]


def test_labels_under_a_caption() -> None:
    result = read("Ⅰ. 돌봄사업\n\n※ 2023년 방문 현황\n\n계\t단독\t공동\n30가구/70명\t20가구/40명\t10가구/30명\n")
    assert pick(result.result, "task", "activity", "indicator", "value", "unit", "fiscal_year")[:2] == [
        ("돌봄사업", "2023년 방문 현황", "계", 30, "가구", 2023),
        ("돌봄사업", "2023년 방문 현황", "계", 70, "명", 2023),
    ]
    assert [(c.applied, c.passed) for c in result.checks if c.rule == "sum_mismatch"] == [(2, 2)]


def test_a_wrong_total_is_told_and_kept() -> None:
    result = read("※ 2023년 연계 현황\n\n계\t주거\t건강\n31명\t10명\t20명\n")
    assert result.result[0].value == 31
    (finding,) = [f for f in result.findings if f.rule == "sum_mismatch"]
    assert finding.numbers == {"total": 31, "sum": 30, "difference": 1}
    assert finding.lines == (4,)


def test_fragments_of_a_written_out_table() -> None:
    header = "중점사업명 세부사업명 추진내용 추진부서"
    result = read(
        "새솔시 2025년 시행계획\n\n중점사업\n▪돌봄 강화\n▪일자리\n확대\n\n○ 세부사업\n"
        f"{header}\n돌봄\n강화\n아동 돌봄\n운영\n- 숲놀이 교실\n- 급식 지원\n아동\n정책과\n"
        f"{header}\n일자리\n확대\n청년 인턴\n- 인턴 채용\n경제과\n"
    )
    assert pick(result.plan, "goal", "task", "department", "activity") == [
        ("돌봄 강화", "아동 돌봄 운영", "아동정책과", "숲놀이 교실"),
        ("돌봄 강화", "아동 돌봄 운영", "아동정책과", "급식 지원"),
        ("일자리 확대", "청년 인턴", "경제과", "인턴 채용"),
    ]


def test_side_by_side_statement_with_brackets_for_minus() -> None:
    result = read(
        "2024년 세입·세출 결산서\n\n(단위 : 천원)\n세입\t\t\t세출\t\t\n과목\t예산액\t결산액\t과목\t예산액\t결산액\n"
        "보조금\t120\t118\t인건비\t90\t88\n이자\t0\t(3)\t운영비\t30\t27\n합계\t120\t115\t합계\t120\t115\n"
    )
    assert pick(result.budget, "side", "account", "basis", "amount_krw")[:4] == [
        ("세입", "보조금", "예산", 120_000),
        ("세입", "보조금", "집행", 118_000),
        ("세출", "인건비", "예산", 90_000),
        ("세출", "인건비", "집행", 88_000),
    ]
    assert ("세입", "이자", "집행", -3_000) in pick(result.budget, "side", "account", "basis", "amount_krw")
    assert {row.activity for row in result.budget} == {None}
    assert [f.rule for f in result.findings] == []


def test_budget_book_levels_by_code_and_order() -> None:
    result = read(
        "2025년도 세출예산사업명세서\n\n(단위 : 천원)\n과목\t예산액\t전년도예산액\t비교증감\n"
        "복지과\t300\t200\t100\n국\t100\t\t\n노인복지\t300\t200\t100\n경로당 지원\t300\t200\t100\n"
        "201 일반운영비\t100\t50\t50\n01 사무관리비\t100\t50\t50\n307 민간이전\t200\t150\t50\n"
    )
    rows = pick(result.budget, "task", "source", "fiscal_year", "amount_krw", "account")
    assert (None, "국비", 2025, 100_000, None) in rows
    assert ("경로당 지원", "계", 2025, 100_000, "노인복지 > 일반운영비 > 사무관리비") in rows
    assert ("경로당 지원", "계", 2024, 150_000, "노인복지 > 민간이전") in rows
    assert {n.reason for n in result.numbers if n.raw in ("50", "100") and n.reason} == {"difference"}


def test_superseded_values_are_marked() -> None:
    result = read(
        "사업 변경 내역\n\n공약명\t구분\t당초\t변경\n회관 신축\t사업비\t20억원\t35억원\n\t사업량\t1개소\t2개소\n"
    )
    assert pick(result.budget, "task", "amount_krw", "superseded") == [
        ("회관 신축", 2_000_000_000, True),
        ("회관 신축", 3_500_000_000, False),
    ]
    assert pick(result.plan, "activity", "target", "superseded") == [("사업량", 1, True), ("사업량", 2, False)]


def test_prose_budget_with_unit_prices() -> None:
    result = read(
        "2025년 축제 개최계획\n\nⅣ. 소요예산\n○ 총 50,000천원(도비 15,000 시비 35,000)\n"
        "- 출연료 : 1,000천원×10팀 = 10,000천원\n○ 예산과목 : 문화진흥, 축제, 행사운영비\n"
    )
    assert pick(result.budget, "activity", "source", "amount_krw") == [
        (None, "계", 50_000_000),
        (None, "도비", 15_000_000),
        (None, "시비", 35_000_000),
        ("출연료", "계", 10_000_000),
    ]
    assert {row.account for row in result.budget} == {"문화진흥 > 축제 > 행사운영비"}
    assert [n.raw for n in result.numbers if n.reason == "unit_price"] == ["1,000천원", "10팀"]


def test_indicators_with_present_value_and_target() -> None:
    result = read(
        "2025년 성과관리 시행계획\n\n정책목표 1. 안심하는 복지도시\n\n"
        "성과지표\t단위\t2024년 실적\t2025년 목표\n상담 처리율\t%\t93.5\t95.0\n"
    )
    assert pick(result.plan, "goal", "kpi", "target", "unit", "fiscal_year") == [
        ("안심하는 복지도시", "상담 처리율", 95, "%", 2025)
    ]
    assert pick(result.result, "indicator", "value", "unit", "fiscal_year") == [("상담 처리율", 93.5, "%", 2024)]


def test_self_evaluation_mark() -> None:
    result = read("## 자체 평가 결과\n\n완료( ), 정상추진( ○ ), 일부추진( )\n")
    assert pick(result.result, "status") == [("정상추진",)]


def test_wishes_and_conditions_give_no_rows() -> None:
    wishes = "- 홍보가 필요할 것으로 보임\n- 현장 점검을 더 자주 해야 할 것임\n- 차이가 있는 경우 변경할 수 있음\n"
    result = read(f"2024년 시행결과 보고\n\n{wishes}- 여건 변화를 반영하였음\n")
    assert result.plan == ()
    assert [row.value_text for row in result.result] == ["여건 변화를 반영하였음"]


def test_officers_are_redacted_with_a_key() -> None:
    text = "담당부서\t전략과제\t2025년 목표\n복지기획 김하늘\t1-1 나눔장터\t- 개최 : 4회\n"
    document = extract(text.encode(), "plan.txt")

    def officer(key: str | None) -> str | None:
        return interpret_redacted(document, "plan.txt", Settings(redaction_key=key))[1].plan[0].officer

    assert officer(None) == "김하늘"
    assert officer("key") not in (None, "김하늘")
    assert officer("key") == officer("key")
    assert officer("key") != officer("other")


def test_the_same_bytes_give_the_same_rows() -> None:
    text = "2025년 계획\n\n구분\t2025년\n교육\t연2회\n홍보\t3회\n"
    first, second = read(text), read(text)
    for part in ("record", "plan", "budget", "result", "findings", "checks", "numbers", "ids"):
        assert getattr(first, part) == getattr(second, part)
    assert len({row.row_id for row in first.plan}) == 2


def test_the_caller_can_name_the_government() -> None:
    row = read("2025년 계획\n\n구분\t2025년\n교육\t연2회\n", Settings(org="부산광역시 해운대구")).plan[0]
    assert (row.org, row.org_code) == ("부산광역시 해운대구", "26350")


@pytest.mark.parametrize(
    "text",
    [
        "가 1나 2.5 다(3) ④ 5-6 7:8\n\n구분\t값\n라\t9 10\n마\t11/12\n",
        "※ 13) 14명 15~16회 (단위 : 천원)\n│17│18│\n",
        '<table border="1"><tr><td colspan=2>19명</td></tr></table>\n',
    ],
)
def test_no_number_of_any_text_is_lost(text: str) -> None:
    found = " ".join(n.raw for n in read(text).numbers)
    assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", found))


def test_a_long_text_of_another_kind_gives_no_rows_of_words_alone() -> None:
    """A manual may have one heading `추진실적`; what stands below is not what a plan has achieved."""
    heading = "□ 추진실적\n ○ 준비(3월 5일)\n  - 화면 확인\n  - 파일 확인\n  - 20명 참석\n\n □ 부록\n"
    manual = "".join(f"\n{i}. 명령 {i}\n   - 화면에 표시\n" for i in range(2, 300))
    assert "화면 확인" in [row.value_text for row in read(heading).result]
    result = read(heading + manual)
    assert "not_a_plan" in {f.rule for f in result.findings}
    assert (result.plan, result.budget, result.result) == ((), (), ())
    assert [n.reason for n in result.numbers if n.raw == "20명"] == ["not_a_plan"]


def test_a_remark_and_a_request_are_no_work() -> None:
    text = "2025년 추진계획\n\n□ 주요 사업\n ○ 안전 점검 추진\n ※ 세부 사항은 별도 안내\n ○ 착오 없으시기 바랍니다.\n"
    assert [row.activity for row in read(text).plan if row.target is None] == ["안전 점검 추진"]


def test_the_head_line_of_a_card_keeps_the_words_of_the_name() -> None:
    result = read(
        "Ⅱ-1-2 계속사업 I형(임기후완료) 맞춤형 돌봄 사업 복지정책과 한바다 ☎200-1234\n\n□ 추진실적\n ○ 돌봄 지원: 20명\n"
    )
    assert pick(result.result, "task_code", "task", "department") == [("Ⅱ-1-2", "맞춤형 돌봄 사업", "복지정책과")]


def test_a_number_before_a_name_is_no_code_of_another_task() -> None:
    head = "2025년 시행계획\n\n담당부서\t세부사업\t2025년 목표\n복지과\t1-1 나눔장터 운영\t- 개최 : 4회\n"
    rows = "복지과\t1-2 마을쉼터 운영\t- 운영 : 3개소\n복지과\t12 달빛쉼터 운영\t- 운영 : 2개소\n복지과\t365 안심 돌봄\t- 지원 : 5가구\n"
    assert [row.task_code for row in read(head + rows).plan] == ["1-1", "1-2", None, None]


def test_tasks_numbered_in_parentheses_head_their_sections() -> None:
    text = "2025년 투자계획\n[건설교통과]\n\n1) 달빛길 정비\n · 사업량: 3개소\n\n2) 쉼터 설치\n · 사업량: 5개소\n"
    assert pick(read(text).plan, "task", "department", "target") == [
        ("달빛길 정비", "건설교통과", 3),
        ("쉼터 설치", "건설교통과", 5),
    ]


def test_a_department_in_brackets_is_not_part_of_a_name() -> None:
    text = "2025년 추진계획\n\n1. 달빛길 정비 (도로과)\n ○ 사업량: 3개소\n"
    assert pick(read(text).plan, "task", "department") == [("달빛길 정비", "도로과")]


def test_years_with_an_open_end_and_years_over_targets_and_results() -> None:
    money = "1. 달빛길 정비\n(단위: 백만원)\n재원별\t총사업비\t2023까지\t2024\t2025이후\n합계\t900\t200\t300\t400\n도비\t900\t200\t300\t400\n"
    rows = [r for r in read("연차별 투자계획\n\n" + money).budget if r.source == "계"]
    assert [row.amount_krw for row in rows] == [900e6, 200e6, 300e6, 400e6]
    assert [str(row.period_start) for row in rows][-2:] == ["2024-01-01", "2025-01-01"]
    share = "이행 점검표\n\n연도별 이행률\n\n연도\t2023\t2024\n목표(%)\t10\t30\n실적(%)\t12\t31\n"
    result = read(share)
    assert pick(result.plan, "fiscal_year", "target", "unit") == [(2023, 10, "%"), (2024, 30, "%")]
    assert pick(result.result, "fiscal_year", "value", "unit") == [(2023, 12, "%"), (2024, 31, "%")]


def test_an_amount_spent_of_a_whole_and_its_rate() -> None:
    text = "2024년 추진실적\n\n□ 예산집행\n ○ 예산액 500백만원 중 480백만원 집행(96%)\n"
    result = read(text)
    assert pick(result.budget, "basis", "amount_krw") == [("예산", 500e6), ("집행", 480e6)]
    assert pick(result.result, "value", "unit") == [(96, "%")]


def test_a_target_in_brackets_stands_beside_the_result() -> None:
    result = read("2024년 추진실적\n\n□ 추진실적\n ○ 수거량 : 4,200톤 (목표 4,000톤, 달성도 105%)\n")
    assert pick(result.result, "activity", "indicator", "value", "unit")[0] == (None, "수거량", 4200, "톤")
    assert pick(result.result, "indicator", "value", "unit")[1] == ("달성도", 105, "%")
    assert pick(result.plan, "activity", "indicator", "target", "additive") == [(None, "수거량", 4000, True)]


def test_parts_that_add_up_take_the_unit_of_the_whole() -> None:
    result = read("2025년 추진계획\n\n□ 추진계획\n ○ 인력 : 7명(반장 1, 상담사 6)\n")
    assert pick(result.plan, "target", "unit") == [(7, "명"), (1, "명"), (6, "명")]
    assert "unit_missing" not in {f.rule for f in result.findings}


def test_a_section_about_last_year_and_dated_entries() -> None:
    text = "2025년 축제 추진계획\n\n1. 전년도 개최결과\n ○ 만족도 : 87점\n\n2. 추진일정\n ○ 2025. 5월 : 위원회 구성\n ○ 2025. 10월 : 결과보고\n"
    result = read(text)
    assert [row.fiscal_year for row in result.result] == [2024]
    assert [(row.activity, str(row.period_start)) for row in result.plan] == [
        ("위원회 구성", "2025-05-01"),
        ("결과보고", "2025-10-01"),
    ]


def test_a_line_over_the_whole_width_of_a_table_is_the_goal_of_the_rows_below() -> None:
    head = "2025년 시행계획\n\n(단위: 백만원)\n연번\t과제명\t소관부서\t사업비\t2025년 목표\n"
    rows = "전략1. 함께 돌보는 마을\n1-1\t돌봄 지원\t가족과\t62\t11명\n전략2. 머무는 마을\n2-1\t귀촌 지원\t농정과\t30\t7세대\n"
    result = read(head + rows)
    assert pick(result.plan, "task", "department", "target") == [
        ("돌봄 지원", "가족과", 11),
        ("귀촌 지원", "농정과", 7),
    ]
    assert [row.amount_krw for row in result.budget] == [62e6, 30e6]


def test_a_later_date_in_a_remark_does_not_move_the_year_of_the_first_line() -> None:
    text = "2021년 보조금 집행 결과\n\n□ 부서명: 나루군 문화체육과\n\n□ 추진실적\n ○ 참여자: 20명\n\n※ 잔액은 2022. 1. 31.까지 반납\n"
    assert [row.fiscal_year for row in read(text).result] == [2021]


@pytest.mark.parametrize(("officer", "found"), [("한소희", "한소희"), ("한소희 외 2명", None)])
def test_the_person_in_charge_beside_an_office_that_sounds_like_a_result(officer: str, found: str | None) -> None:
    """`산업단지조성과` ends as 성과 does; the label before it says that it is an office."""
    rows = "과제명 | 물빛길 놓기 | | \n신청부서 | 한빛개발청 산업단지조성과 | 담당공무원 | " + officer
    rows += "\n연구기간 | 2018.4    ~ 12    (8개월) | | \n예상금액 | 100,000,000원 | | \n"
    result = read("정책연구 선정 결과보고\n\n" + "".join(f"| {row} |\n" for row in rows.strip().split("\n")))
    assert pick(result.budget, "task", "department", "officer") == [("물빛길 놓기", "산업단지조성과", found)]
    assert [str(row.period_end) for row in result.budget] == ["2018-12-31"]


def test_an_amount_with_its_source_in_brackets_is_no_name_of_a_project() -> None:
    rows = "관리과제\t1-2 가로수 가꾸기\t담당\t녹지팀\n추진내용\t▪ 보식 350주\t\t\n소요예산\t640백만원(구비)\t\t\n"
    result = read(f"2012년 시행계획\n\n{rows}\n성과지표\t2011년 실적\t2012년 목표\n고사율(%)\t2.5\t2.2\n")
    assert {row.task for row in (*result.plan, *result.result, *result.budget)} == {"가로수 가꾸기"}
    assert pick(result.plan, "activity", "target") == [(None, 350), ("고사율", 2.2)]


_COSTED = """
 □ 생활체육 동호회 육성 : 30,000천원
   ○ 지원대상 : 관내 동호회
 □ 가족 걷기대회 개최 : 12,000천원
   ○ 참가인원 : 350명
"""


@pytest.mark.parametrize(
    ("heading", "tasks"),
    [
        ("사업별 지출계획", ["생활체육 동호회 육성", "가족 걷기대회 개최"]),
        ("주요 내용", ["생활체육 활성화", "생활체육 활성화"]),
    ],
)
def test_lines_with_their_cost_are_projects_below_a_list_of_projects_only(heading: str, tasks: list[str]) -> None:
    result = read(f"2025년 생활체육 활성화 추진계획\n\n1. {heading}\n{_COSTED}")
    assert [row.task for row in result.budget] == tasks
    assert pick(result.plan, "task", "indicator") == [(tasks[1], "참가인원")]


def test_parts_of_an_amount_are_no_projects() -> None:
    lines = " □ 국비 지원 : 30,000천원\n   ○ 장비 : 10,000천원\n □ 시비 지원 : 12,000천원\n   ○ 인건비 : 2,000천원\n"
    result = read(f"2025년 생활체육 활성화 추진계획\n\n1. 사업별 지출계획\n{lines}")
    assert {row.task for row in result.budget} == {"생활체육 활성화"}
