"""The reasons of rows and of numbers that are none, as `kplan why` prints them."""

from pathlib import Path

import pytest
from test_cli import kplan

TEXT = (
    "2031년 마을정원 가꾸기 추진계획\n\n1. 마을정원 조성\n\n - 사업비 : 12백만원\n\n2. 지표\n\n"
    "지표\t2030년 실적\t2031년 목표\n정원 수(개소)\t3\t5\n\n문의 : 공원과 ☎ 120-4567\n"
)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def rows_told(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line and not line.startswith(" ")]


def test_every_column_has_its_rule_and_the_words_it_rests_on(plan: str) -> None:
    printed = kplan("why", plan, "--table", "1", "--cell", "2,3").stdout
    (row,) = rows_told(printed)
    assert row.startswith("계획 ")
    assert "표 1 2행 3열" in row
    assert "“5”" in row
    assert "  데이터셋 계획 ← meaning of its header or label “column header: 2031년 목표”" in printed
    assert "  회계연도 2031 ← column header “2031년 목표”" in printed
    assert "  단위 개소 ← row label" in printed


def test_a_row_is_asked_for_by_the_beginning_of_its_id(plan: str) -> None:
    told = rows_told(kplan("why", plan, "--line", "5").stdout)
    row_id = told[0].split()[1]
    assert rows_told(kplan("why", plan, "--row", row_id[:8]).stdout) == told[:1]


def test_a_number_that_is_no_row_has_its_reason(plan: str) -> None:
    assert kplan("why", plan, "--line", "12").stdout == "12줄 “☎ 120-4567” 행 아님: 전화번호\n"
    assert "그런 행이나 숫자가 없습니다" in kplan("why", plan, "--line", "2").stdout


def test_unread_leaves_the_numbers_that_no_rule_understood(plan: str) -> None:
    printed = kplan("why", plan, "--unread").stdout
    assert "행 아님: " not in printed.replace("행 아님: 읽지 못함", "")
    assert not [line for line in rows_told(printed) if line.startswith(("계획 ", "예산 ", "실적 "))]


@pytest.mark.parametrize("arguments", [("--cell", "둘"), ("--cell", "3")])
def test_what_is_no_cell_is_refused_with_an_example(plan: str, arguments: tuple[str, ...]) -> None:
    refused = kplan("why", plan, *arguments)
    assert refused.returncode == 2
    assert "4,2" in refused.stderr


def test_a_document_that_is_no_plan_gives_rows_where_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("주차 요금 안내\n\n구분\t요금\n승용차\t1,000원\n버스\t3,000원\n", encoding="utf-8")
    without, anyway = kplan("rows", str(path)), kplan("rows", str(path), "--any-document")
    assert '"dataset": "budget"' not in without.stdout
    assert without.stdout.count("not_a_plan") >= 2
    assert "not_a_plan" not in anyway.stdout
