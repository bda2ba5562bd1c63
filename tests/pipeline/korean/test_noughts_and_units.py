"""What counts nothing: noughts that stand for a number to come; and words that only look like an office or a unit."""

from pathlib import Path

import pytest

from pipeline.convert import ConvertOptions, convert
from pipeline.korean.numerals import parse_numeral
from pipeline.korean.organizations import is_department
from pipeline.korean.scan import scan
from pipeline.korean.units import find_unit
from pipeline.sinks.parquet import read_dataset


@pytest.mark.parametrize(
    ("text", "value"),
    [("0억", 0), ("0만", 0), ("3억0만", 3e8), ("억", 1e8), ("만", 1e4), ("십만", 1e5), ("2억만", 2e8 + 1e4)],
)
def test_a_written_nought_before_a_power_is_nought_and_no_digit_before_it_is_one(text: str, value: float) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("blank", ["00명", "000개소", "00%", "000천원", "00백만원", "000 원"])
def test_noughts_in_the_place_of_a_number_to_come_are_masked(blank: str) -> None:
    assert [(e.kind, e.raw) for e in scan(f"오는 이 {blank} 남짓")] == [("masked", blank)]


@pytest.mark.parametrize("number", ["0명", "100회", "3,000명", "1.00%", "10:00", "07:00시", "2000년"])
def test_noughts_that_are_a_number_or_part_of_one_are_read(number: str) -> None:
    assert "masked" not in {e.kind for e in scan(f"걷기 {number} 마침")}


def test_noughts_hide_nobody_and_are_published_as_printed(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "2024년 들꽃놀이 운영계획\n\n□ 추진계획\n ○ 오는 이 : 00명\n ○ 맡은 이 : 801010-1234567\n", encoding="utf-8"
    )
    convert(str(plan), tmp_path / "out", ConvertOptions(jobs=1, redaction_key="열쇠"))
    raws = read_dataset(tmp_path / "out", "ledger").column("raw").to_pylist()
    assert "00명" in raws
    assert not any("801010" in raw for raw in raws)


@pytest.mark.parametrize("unit", ["학급", "표", "교실"])
def test_classes_votes_and_rooms_are_units_of_their_own(unit: str) -> None:
    found = find_unit(unit)
    assert found is not None
    assert found.name == unit


@pytest.mark.parametrize("word", ["추진경과", "진행경과", "처리경과", "심사경과", "사업경과", "심의경과", "논의경과"])
def test_what_has_come_of_something_is_no_office(word: str) -> None:
    assert not is_department(f"느티마을{word}")


def test_an_office_for_what_grows_is_one() -> None:
    assert is_department("느티마을농업경영과")
