"""Every rule with a case that it skips, one that passes and one that fails."""

import ast
from pathlib import Path

import pytest

from extractors import extract
from pipeline.checks.catalogue import findings_page, rules
from pipeline.interpret.interpretation import Interpretation, interpret

ROOT = Path(__file__).resolve().parents[3]


def read(text: str) -> Interpretation:
    return interpret(extract(text.encode(), "plan.txt"), "plan.txt")


def counts(text: str, rule: str) -> tuple[int, int]:
    """How often a rule applied and how often it held."""
    return next(((c.applied, c.passed) for c in read(text).checks if c.rule == rule), (0, 0))


PLAN = "2025년 주요업무 시행계획\n\n"
TASKS = "담당부서\t전략과제\t2025년 목표\t2024년 실적\t성과지표\n복지과\t1-1 나눔장터\t- 개최 : {target}\t- 개최 : {last}\t- 횟수\n"
SCHEDULE = "추진일정\t전략과제\t추진계획\n{rows}"
CARD = "Ⅱ-1-1 {name} 복지과 홍길동 ☎555-1234\n\n구 분\t2024년\n나눔교육 실시\t연1회\n달성도\t100%\n\n## 추진실적\n\n### <2024>\n\n{events}"
YEARS = "## 사업개요\n\n- 총사업비 : {whole}백만원\n\n## 연도별투자계획\n\n(단위 : 백만원)\n\n구 분\t계\t2024년\t2025년\n목표예산\t30\t10\t20\n집행액\t10\t10\t{spent}\n"


def months(*numbers: int) -> str:
    return SCHEDULE.format(rows="".join(f"{m}월\t▪ 나눔장터 ▪ 경로당 개보수\t장터 1회 경로당 1개소\n" for m in numbers))


CASES = [
    ("sum_mismatch", "※ 2024년 현황\n\n주거\t건강\n10명\t20명\n", (0, 0)),
    ("sum_mismatch", "※ 2024년 현황\n\n계\t주거\t건강\n30명\t10명\t20명\n", (1, 1)),
    ("sum_mismatch", "※ 2024년 현황\n\n계\t주거\t건강\n31명\t10명\t20명\n", (1, 0)),
    ("sum_mismatch", "- 사업비 : 30백만원(국비 10, 시비 20)\n", (1, 1)),
    ("sum_mismatch", "- 사업비 : 30백만원(국비 10, 시비 19)\n", (1, 0)),
    ("sum_mismatch", "- 사업비 : 30백만원(국비 50%, 시비 40%)\n", (1, 0)),
    ("sum_mismatch", "구분\t응답자수\t만족도(점)\n전체\t20\t80.5\n남\t10\t80.0\n여\t10\t81.0\n", (1, 1)),
    ("total_conflict", YEARS.format(whole=30, spent=20), (1, 1)),
    ("total_conflict", YEARS.format(whole=15, spent=20), (1, 0)),
    ("total_conflict", "- 총사업비 : 15백만원\n", (0, 0)),
    ("budget_unspent", YEARS.format(whole=30, spent=20), (2, 2)),
    ("budget_unspent", YEARS.format(whole=30, spent=0), (2, 1)),
    ("period_gap", PLAN + months(1, 2, 3), (0, 0)),
    ("period_gap", PLAN + months(*range(1, 13)), (1, 1)),
    ("period_gap", PLAN + months(2, 3, 4, 5, 6, 7), (1, 0)),
    ("target_below_last_result", PLAN + TASKS.format(target="4회", last="신규사업"), (0, 0)),
    ("target_below_last_result", PLAN + TASKS.format(target="4회", last="4회"), (1, 1)),
    ("target_below_last_result", PLAN + TASKS.format(target="4회", last="5회"), (1, 0)),
    ("target_without_result", CARD.format(name="나눔도시 만들기", events="- 나눔교육(5/1)\n  - 30명 참석\n"), (1, 1)),
    ("target_without_result", CARD.format(name="나눔도시 만들기", events="- 나눔장터(5/1)\n  - 30명 참석\n"), (1, 0)),
    ("task_name_missing", CARD.format(name="나눔도시 만들기", events=""), (1, 1)),
    ("task_name_missing", CARD.format(name="신규사업 시비사업", events=""), (1, 0)),
    ("rate_without_base", "2024년 시행결과 보고\n\n- 과제의 목표 달성률 110.5%로 나타남\n", (1, 0)),
    ("rate_without_base", PLAN + TASKS.format(target="4회", last="4회"), (0, 0)),
    ("declared_count_mismatch", PLAN + "○ 1개 전략과제\n\n" + TASKS.format(target="4회", last="4회"), (1, 1)),
    ("declared_count_mismatch", PLAN + "○ 3개 전략과제\n\n" + TASKS.format(target="4회", last="4회"), (1, 0)),
    ("declared_count_unverifiable", "2024년 시행결과 보고\n\n- 29개 세부사업을 살펴봄\n", (1, 0)),
    ("count_ambiguous", "## 추진실적\n\n- 회의\n  - 한빛학교 외 11개 학교 참석\n", (1, 0)),
    # a total is right where the sum is too large by what stands within others, or beside it
    (
        "sum_mismatch",
        "2024년 예산\n\n(단위 : 천원)\n과목\t예산액\n합계\t90\n세외수입\t60\n경상\t40\n임시\t20\n보조금\t30\n",
        (0, 0),
    ),
    ("sum_mismatch", "2024년 예산\n\n(단위 : 천원)\n과목\t예산액\n합계\t91\n세외수입\t60\n보조금\t30\n", (1, 0)),
    ("sum_mismatch", "2024년 결산 현황\n\n(단위 : 백만원)\n구분\t자산\t부채\t자본\n2023년\t900\t300\t600\n", (1, 1)),
    ("sum_mismatch", "2024년 결산 현황\n\n(단위 : 백만원)\n구분\t자산\t부채\t자본\n2023년\t950\t300\t600\n", (1, 0)),
    ("sum_mismatch", "2024년 결산 현황\n\n(단위 : 백만원)\n구분\t자산\t부채\t자본\n2023년\t901\t300\t600\n", (1, 1)),
    ("difference_mismatch", "(단위 : 천원)\n과목\t예산액\t전년도예산액\t비교증감\n인건비\t30\t20\t10\n", (1, 1)),
    ("difference_mismatch", "(단위 : 천원)\n과목\t예산액\t전년도예산액\t비교증감\n인건비\t30\t20\t△10\n", (1, 1)),
    ("difference_mismatch", "(단위 : 천원)\n과목\t예산액\t전년도예산액\t비교증감\n인건비\t30\t20\t11\n", (1, 0)),
    ("difference_mismatch", "구분\t예산(A)\t결산(B)\t차이(C=A-B)\n인건비\t30\t20\t9\n", (1, 0)),
    ("rate_mismatch", "사업명\t목표\t실적\t달성률(%)\n나눔\t100명\t90명\t90\n", (1, 1)),
    ("rate_mismatch", "사업명\t목표\t실적\t달성률(%)\n나눔\t100명\t90명\t99\n", (1, 0)),
    ("mean_mismatch", "구분\t2024년\n가\t80점\n나\t90점\n평균\t85점\n", (1, 1)),
    ("mean_mismatch", "구분\t2024년\n가\t80점\n나\t90점\n평균\t95점\n", (1, 0)),
    ("product_mismatch", "Ⅳ. 소요예산\n- 출연료 : 1,000천원×10팀 = 10,000천원\n", (1, 1)),
    ("product_mismatch", "Ⅳ. 소요예산\n- 출연료 : 1,000천원×10팀 = 11,000천원\n", (1, 0)),
    ("product_mismatch", "Ⅳ. 소요예산\n- 출연료 : 1,000천원\n", (0, 0)),
    ("code_repaired", PLAN + TASKS.format(target="4회", last="4회"), (1, 1)),
    (
        "code_repaired",
        PLAN + TASKS.format(target="4회", last="4회") + "\t21 경로당 개보수\t- 3개소\t- 2개소\t- 개소\n",
        (2, 1),
    ),
    ("no_targets", PLAN + TASKS.format(target="4회", last="4회"), (0, 0)),
]


@pytest.mark.parametrize(("rule", "text", "expected"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_rule(rule: str, text: str, expected: tuple[int, int]) -> None:
    assert counts(text, rule) == expected


def test_no_alarm_on_conditions_and_eligibility() -> None:
    conditions = "- 기준 중위소득 50% 이하인 가구의 경우 월 20만원까지 지원할 수 있음\n- 만 65세 이상 1인 가구\n"
    result = read(f"이웃돌봄 추진계획\n\n{conditions}")
    assert result.findings == ()
    assert {n.reason for n in result.numbers} <= {"criterion", "name", "other"}
    assert {f.rule for f in read(conditions).findings} == {"not_a_plan"}


RAISERS = {"Finding", "_finding", "finding", "Outcome", "note", "_note", "passed", "_compare", "_hold"}
"""What is called with the name of a rule, as `rule=` or first of all."""
TABLES = {"RULES", "TROUBLES", "INCOMPLETE"}
"""Tables whose keys are rules of findings; in the answers of the interpretation they are rules of columns."""


def named_rules(path: Path) -> set[str]:
    """Every name of a rule that a module raises."""
    named: list[ast.expr] = []
    tables = set() if path.parent.name == "answers" else TABLES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in RAISERS:
                named += [keyword.value for keyword in node.keywords if keyword.arg == "rule"] or node.args[:1]
        elif (
            isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict) and ast.unparse(node.target) in tables
        ):
            named += [key for key in node.value.keys if key is not None]
    branches = [part for given in named for part in _branches(given) if isinstance(part, ast.Constant)]
    return {str(part.value) for part in branches}


def _branches(given: ast.expr) -> list[ast.expr]:
    """What a conditional expression may give."""
    return [*_branches(given.body), *_branches(given.orelse)] if isinstance(given, ast.IfExp) else [given]


def test_the_catalogue_names_every_rule_and_no_other() -> None:
    paths = [path for folder in ("pipeline", "extractors") for path in (ROOT / folder).rglob("*.py")]
    assert set().union(*map(named_rules, paths)) == set(rules())
    assert list(rules()) == sorted(rules())


@pytest.mark.shared
def test_every_finding_of_real_documents_is_in_the_catalogue(shared: Path) -> None:
    paths = list((shared / "seeds").glob("*.txt"))
    assert paths
    for path in paths:
        found = interpret(extract(path.read_bytes(), path.name), path.name).findings
        assert {f.rule for f in found} <= set(rules())


def test_the_page_of_findings_is_fresh() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings_page()
