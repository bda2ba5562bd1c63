"""Names as cells have them: governments by the short names of their provinces, headers with the letters of formulas."""

import pytest

from pipeline.korean.names import without_formula
from pipeline.korean.organizations import region_of_cell


@pytest.mark.parametrize(
    ("cell", "year", "name"),
    [
        ("전북장수군", 2023, "전라북도 장수군"),
        ("전북장수군", 2025, "전북특별자치도 장수군"),
        ("경기 과천시", 2024, "경기도 과천시"),
        ("충남 금산군", 2024, "충청남도 금산군"),
        ("경남\n거창군", 2024, "경상남도 거창군"),
        ("부산영도구", 2024, "부산광역시 영도구"),
        ("대구", 2024, "대구광역시"),
        ("제주", 2024, "제주특별자치도"),
        ("경기", 2024, "경기도"),
        ("부산 중구", 2024, "부산광역시 중구"),
        ("거창군", 2024, "경상남도 거창군"),
        ("경기도 의왕시", 2024, "경기도 의왕시"),
    ],
)
def test_a_cell_names_a_government_also_by_the_short_name_of_its_province(cell: str, year: int, name: str) -> None:
    region = region_of_cell(cell, year)
    assert region is not None
    assert region.name == name


@pytest.mark.parametrize(
    "cell", ["전북장수", "장수전북군", "전남장수군", "샘터마을", "대구포", "거창군 외 3", "경기도 의왕시 등", "중구"]
)
def test_other_words_name_none(cell: str) -> None:
    assert region_of_cell(cell, 2024) is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("쌀(A)", "쌀"),
        ("보리 (B)", "보리"),
        ("콩[C]", "콩"),
        ("팥（Ｄ）", "팥"),
        ("나눔률(B/A×100)", "나눔률"),
        ("모은 것(A+B)", "모은 것"),
        ("모은 것(C=A+B)", "모은 것"),
        ("모은 것 C=(A+B)", "모은 것"),
        ("모은 것 C=A-B", "모은 것"),
    ],
)
def test_the_letter_or_formula_of_a_column_is_no_part_of_its_name(header: str, name: str) -> None:
    assert without_formula(header) == name


@pytest.mark.parametrize(
    "header",
    ["등불(LED)", "등불(A형)", "꽃(A) 심기", "나무(12)", "등급 A", "쉼터(K)", "모임(100%)", "AB(나)", "쉼터 KA=A+B"],
)
def test_other_brackets_and_letters_are_parts_of_a_name(header: str) -> None:
    assert without_formula(header) == header
