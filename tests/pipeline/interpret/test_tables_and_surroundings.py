"""Tables: what stands around them, what their heads and corners say, where one part ends and the next begins."""

import pytest
from reading import pick, read

BODY = "구분\t예산액\n누리관\t310\n솔빛관\t45\n"


@pytest.mark.parametrize(
    ("note", "scale"),
    [
        ("[금액 : 천원]", 1e3),
        ("(사업비 천원)", 1e3),
        ("(예산 백만원)", 1e6),
        ("(예산액 : 백만원)", 1e6),
        ("(2024. 6. 30. / 예산액 : 백만원)", 1e6),
        ("Ⅲ. 쉼터 예산 (백만원)", 1e6),
        ("2. 쉼터 살림 [천원]", 1e3),
        ("쉼터 살림(억원)", 1e8),
    ],
)
def test_the_money_unit_in_brackets_above_a_table_whatever_stands_before_it(note: str, scale: float) -> None:
    result = read(f"2024년 샘말군 쉼터 살림 안내\n\n{note}\n{BODY}")
    assert pick(result.budget, "amount_krw") == [(310 * scale,), (45 * scale,)]


@pytest.mark.parametrize(
    "line",
    [
        "(넓이 천원)",
        "Ⅲ. 쉼터 손님 (어르신)",
        "쉼터 살림은 마을마다 다르게 꾸리며 주민이 함께 돌본다 (백만원)",
    ],
    ids=["another word before it", "no unit", "a sentence"],
)
def test_other_brackets_above_a_table_are_no_unit(line: str) -> None:
    result = read(f"2024년 샘말군 쉼터 살림 안내\n\n{line}\n{BODY}")
    assert pick(result.budget, "amount_krw") == [(None,), (None,)]
    assert [finding.rule for finding in result.findings] == ["unit_missing"]


def test_a_unit_note_in_the_last_row_of_a_table_speaks_for_all_of_it() -> None:
    result = read(f"2024년 샘말군 쉼터 살림 안내\n\n{BODY}(단위 : 백만원)\t\n")
    assert pick(result.budget, "activity", "amount_krw") == [("누리관", 310e6), ("솔빛관", 45e6)]


def test_a_remark_in_the_last_row_of_a_table_is_no_unit_note() -> None:
    result = read(f"2024년 샘말군 쉼터 살림 안내\n\n{BODY}나루관은 백만원쯤 든다\t\n")
    assert pick(result.budget, "amount_krw") == [(None,), (None,)]


def test_the_money_unit_in_the_corner_of_a_table_is_that_of_all_of_it() -> None:
    result = read(
        "2024년 샘말군 쉼터 투자계획\n\n사업비(백만원)\t계\t2024년\t2025년\n누리관\t310\t200\t110\n솔빛관\t45\t30\t15\n"
    )
    assert pick(result.budget, "activity", "amount_krw", "fiscal_year") == [
        ("누리관", 310e6, None),
        ("누리관", 200e6, 2024),
        ("누리관", 110e6, 2025),
        ("솔빛관", 45e6, None),
        ("솔빛관", 30e6, 2024),
        ("솔빛관", 15e6, 2025),
    ]


def test_a_money_unit_in_the_corner_beside_other_units_is_none_of_theirs() -> None:
    result = read("2024년 샘말군 쉼터 투자계획\n\n쉼터(백만원)\t넓이(㎡)\t예산액\n누리관\t310\t200\n솔빛관\t45\t30\n")
    assert pick(result.plan, "target", "unit") == [(310, "㎡"), (45, "㎡")]
    assert pick(result.budget, "amount_krw") == [(None,), (None,)]


STORY = "물길 곁에 쉼터를 여럿 짓는다.\n돌담을 쌓고 나무를 심는다.\n마을마다 하나씩 고른다.\n주민이 함께 돌본다.\n"


def test_a_unit_note_right_under_a_heading_speaks_for_the_tables_below_it() -> None:
    result = read(f"2024년 샘말군 투자계획\n\n1. 연도별 살림\n(단위 : 백만원)\n\n가. 쉼터 짓는 일\n{STORY}{BODY}")
    assert pick(result.budget, "activity", "amount_krw") == [("누리관", 310e6), ("솔빛관", 45e6)]


def test_a_unit_note_under_a_heading_that_is_closed_speaks_for_nothing() -> None:
    above = "1. 연도별 살림\n(단위 : 백만원)\n\n구분\t예산액\n느티관\t7\n샘터관\t8\n"
    result = read(f"2024년 샘말군 투자계획\n\n{above}\n2. 쉼터 짓는 일\n{STORY}{BODY}")
    assert pick(result.budget, "activity", "amount_krw") == [
        ("느티관", 7e6),
        ("샘터관", 8e6),
        ("누리관", None),
        ("솔빛관", None),
    ]


PARTS = "2024년 샘말군 쉼터 살림 안내\n\n(단위 : 백만원)\n구분\t예산액\t집행액\n누리관\t310\t200\n솔빛관\t45\t30\n"


def test_a_part_of_a_table_under_its_own_header_has_the_unit_noted_above_that() -> None:
    result = read(f"{PARTS}(단위 : 천원)\t\t\n구분\t예산액\t집행액\n누리면\t31\t20\n솔빛면\t4\t3\n")
    assert pick(result.budget, "activity", "amount_krw", "goal") == [
        ("누리관", 310e6, None),
        ("누리관", 200e6, None),
        ("솔빛관", 45e6, None),
        ("솔빛관", 30e6, None),
        ("누리면", 31e3, None),
        ("누리면", 20e3, None),
        ("솔빛면", 4e3, None),
        ("솔빛면", 3e3, None),
    ]


def test_a_part_of_a_table_under_its_own_header_may_have_a_name_above_that() -> None:
    result = read(f"{PARTS}쉼터 손님\t\t(단위 : 명)\n구분\t어른 인원\t아이 인원\n누리관\t31\t20\n솔빛관\t4\t3\n")
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        ("누리관", "어른 인원", 31, "명"),
        ("누리관", "아이 인원", 20, "명"),
        ("솔빛관", "어른 인원", 4, "명"),
        ("솔빛관", "아이 인원", 3, "명"),
    ]


def test_a_part_of_a_table_without_a_note_of_its_own_keeps_the_unit_of_the_whole() -> None:
    result = read(f"{PARTS}구분\t예산액\t집행액\n누리면\t31\t20\n솔빛면\t4\t3\n")
    assert [row.amount_krw for row in result.budget if (row.activity or "").endswith("면")] == [31e6, 20e6, 4e6, 3e6]


@pytest.mark.parametrize(
    ("line", "activity"), [("여는 곳 : 느티마당", "쉼터 이용"), ("느티마당 손님", "느티마당 손님")]
)
def test_a_key_value_line_names_no_table_and_any_other_line_above_it_does(line: str, activity: str) -> None:
    result = read(f"2024년 샘말군 쉼터 현황\n\n□ 쉼터 이용\n○ {line}\n어른\t아이\n30명\t12명\n")
    assert pick(result.result, "activity", "indicator", "value") == [(activity, "어른", 30), (activity, "아이", 12)]


def test_a_form_under_the_words_for_label_and_value_is_one() -> None:
    result = read(
        "샘말군 체육시설 안내\n\n항목\t내용\n사업명\t어울림터 짓기\n사업기간\t2022 ~ 2025\n총사업비\t98억원\n담당부서\t체육과\n"
    )
    assert pick(result.budget, "task", "department", "indicator", "amount_krw") == [
        ("어울림터 짓기", "체육과", "총사업비", 98e8)
    ]


def test_a_list_under_the_words_for_label_and_value_is_a_table() -> None:
    result = read("2024년 샘말군 교육 현황\n\n항목\t내용\n느티반\t310명\n샘터반\t45명\n나루반\t7명\n")
    assert pick(result.result, "activity", "value") == [("느티반", 310), ("샘터반", 45), ("나루반", 7)]


def test_names_behind_the_values_that_no_values_follow_are_no_table_of_their_own() -> None:
    result = read(
        "2024년 샘말군 마을 가꾸기 추진계획\n\n(단위 : 백만원)\n고을\t사업명\t사업비\t쓰임새\n누리골\t들길 쉼터 짓기\t310\t하루 30명\n"
        "솔빛골\t물놀이장 손보기\t45\t아이들 놀이\n나루골\t샘터 고치기\t20\t어른들 쉼\n"
    )
    assert pick(result.plan, "task", "target") == [("들길 쉼터 짓기", 30)]


def test_names_and_values_that_come_again_are_a_table_of_their_own() -> None:
    result = read(
        "2024년 샘말군 시설 현황\n\n(단위 : 백만원)\n구분\t사업비\t구분\t사업비\n누리관\t310\t샘터관\t20\n솔빛관\t45\t나루관\t30\n"
    )
    assert set(pick(result.budget, "activity", "amount_krw")) == {
        ("누리관", 310e6),
        ("솔빛관", 45e6),
        ("샘터관", 20e6),
        ("나루관", 30e6),
    }


@pytest.mark.parametrize("head", ["사업별", "과제별", "지원내역", "지원사업", "보조사업"])
def test_a_column_called_by_projects_or_what_is_supported_names_the_projects(head: str) -> None:
    result = read(
        f"2024년 샘말군 살림 이야기\n\n(단위 : 백만원)\n{head}\t사업비\n느티 마을회관 고치기\t310\n물놀이장 손보기\t45\n"
    )
    assert pick(result.budget, "task", "activity") == [("느티 마을회관 고치기", None), ("물놀이장 손보기", None)]


@pytest.mark.parametrize("head", ["연령별", "쓰임새"])
def test_a_column_called_by_anything_else_says_what_the_amounts_are_for(head: str) -> None:
    result = read(f"2024년 샘말군 살림 이야기\n\n(단위 : 백만원)\n{head}\t사업비\n어린 사람\t310\n나이 든 사람\t45\n")
    assert pick(result.budget, "task", "activity") == [(None, "어린 사람"), (None, "나이 든 사람")]


@pytest.mark.parametrize(
    ("name", "task", "department"),
    [
        ("실내놀이터 새로 짓기(공원과)", "실내놀이터 새로 짓기", "공원과"),
        ("물놀이장 고치기 (체육진흥과)", "물놀이장 고치기", "체육진흥과"),
        ("물놀이장 고치기(가람동)", "물놀이장 고치기(가람동)", None),
        ("물놀이장 고치기(추진경과)", "물놀이장 고치기(추진경과)", None),
        ("물놀이장 고치기(2단계)", "물놀이장 고치기(2단계)", None),
    ],
)
def test_an_office_in_brackets_behind_a_project_of_a_table_is_in_charge_of_it(
    name: str, task: str, department: str | None
) -> None:
    result = read(f"2024년 샘말군 주요사업 현황\n\n(단위 : 백만원)\n사업명\t예산액\n{name}\t310\n샘터 고치기\t45\n")
    assert pick(result.budget, "task", "department") == [(task, department), ("샘터 고치기", None)]


INDICATORS = "샘말군 주요업무계획\n\n성과지표\t구분\t2023년\t2024년\n쉼터 이용 만족도(점)\t{}\t80\t90\n\t{}\t82\t\n\t{}\t102.5\t\n"


def test_rows_called_target_result_and_rate_beside_an_indicator_say_what_their_numbers_are() -> None:
    result = read(INDICATORS.format("목표", "실적", "달성률(%)"))
    name = "쉼터 이용 만족도"
    assert pick(result.plan, "activity", "indicator", "target", "unit", "fiscal_year") == [
        (name, name, 80, "점", 2023),
        (name, name, 90, "점", 2024),
    ]
    assert pick(result.result, "activity", "indicator", "value", "unit") == [
        (name, name, 82, "점"),
        (name, "달성률", 102.5, "%"),
    ]


def test_rows_with_other_names_beside_an_indicator_say_what_it_is_measured_at() -> None:
    result = read(INDICATORS.format("느티관", "샘터관", "나루관"))
    assert pick(result.plan, "activity", "indicator")[:1] == [("느티관", "쉼터 이용 만족도")]
    assert {row.activity for row in (*result.plan, *result.result)} == {"느티관", "샘터관", "나루관"}
