"""Flattened tables whose groups of columns each begin with their total, below the names of the groups."""

import pytest
from reading import pick, read

TEXT = (
    "느티시 공약 재정계획\n\n기준: 2025. 3월 말 (단위: 백만원)\n\n{groups}\n{pieces}사업명 합계 2024 2025 합계 국비 구비 합계 국비 구비\n"
    "합 계 90 40 50 90 60 30 30 {spent}\n숲길 정비 50 20 30 50 35 15 12 8 4\n마을 축제 40 20 20 40 25 15 18 12 6\n"
)
GROUPS = "구 분 연도별 재원별(계획) 재원별(집행실적)"


@pytest.mark.parametrize("pieces", ["", "관리\n번호\n"], ids=["right below", "pieces between"])
@pytest.mark.parametrize("spent", ["20 10", "21 10"], ids=["sums", "misprint"])
def test_each_total_begins_the_next_group(pieces: str, spent: str) -> None:
    rows = read(TEXT.format(groups=GROUPS, pieces=pieces, spent=spent)).budget
    assert {(r.fiscal_year, r.source, r.basis, r.amount_krw) for r in rows if r.task == "숲길 정비"} == {
        (None, "계", "예산", 50e6),
        (2024, "계", "예산", 20e6),
        (2025, "계", "예산", 30e6),
        (None, "국비", "예산", 35e6),
        (None, "구비", "예산", 15e6),
        (None, "계", "집행", 12e6),
        (None, "국비", "집행", 8e6),
        (None, "구비", "집행", 4e6),
    }


@pytest.mark.parametrize(
    ("groups", "spent"),
    [("구 분 연도별 재원별(계획) 재원별(집행실적) 비고", "20 10"), ("재원별(계획) 재원별(집행실적)", "20 10")],
    ids=["more groups", "fewer groups"],
)
def test_names_that_are_not_one_for_each_total_name_no_group(groups: str, spent: str) -> None:
    rows = read(TEXT.format(groups=groups, pieces="", spent=spent)).budget
    assert "집행" not in pick(rows, "basis")


def test_totals_that_no_sums_show_begin_no_group() -> None:
    text = TEXT.format(groups=GROUPS, pieces="", spent="20 10").replace("35 15 12 8 4", "36 15 13 8 4")
    rows = read(text.replace("25 15 18 12 6", "25 16 18 13 6").replace("50 20 30", "51 20 30")).budget
    assert "집행" not in pick(rows, "basis")
