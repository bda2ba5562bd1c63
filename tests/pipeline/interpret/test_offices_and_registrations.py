"""Whose paper it is: its number, offices in cells, governments, institutions, and headings that only name an office."""

from datetime import date

import pytest
from reading import pick, read

TITLE = "2024년 샘말군 들꽃학교 운영계획\n\n"
PLAN = "\n□ 추진계획\n ○ 학생 : 30명\n"


@pytest.mark.parametrize("label", ["문서번호", "등록번호 :", "시행"])
def test_the_number_of_a_paper_in_a_line_names_the_office_that_issued_it(label: str) -> None:
    """행정 효율과 협업 촉진에 관한 규정: the office that issues a paper numbers it."""
    record = read(f"{TITLE}{label} 배움과-77\n{PLAN}").record
    assert (record.registry, record.department) == ("배움과-77", "배움과")


@pytest.mark.parametrize("line", ["모이는 방 배움과-77", "시행 2024-77"])
def test_another_number_behind_a_name_numbers_no_paper(line: str) -> None:
    record = read(f"{TITLE}{line}\n{PLAN}").record
    assert (record.registry, record.department) == (None, None)


BLOCK = "<table><tr><td>{}</td><td>배움과-77</td></tr><tr><td>결재일자</td><td>2024. 3. 5.</td></tr></table>"


@pytest.mark.parametrize(
    ("label", "number", "approved"),
    [("문서번호", "배움과-77", date(2024, 3, 5)), ("모이는 방", None, date(2024, 3, 5))],
)
def test_the_approval_block_may_stand_in_a_cell_of_another_table(
    label: str, number: str | None, approved: date
) -> None:
    record = read(f"{TITLE}<table><tr><td>결재</td><td>{BLOCK.format(label)}</td></tr></table>\n{PLAN}").record
    assert (record.registry, record.approved) == (number, approved)


@pytest.mark.parametrize(
    ("label", "department"),
    [("신청부서", "배움과"), ("추진부서", "배움과"), ("사업부서", "배움과"), ("돕는 곳", None)],
)
def test_the_cell_beside_a_label_for_who_carries_out_names_the_department(label: str, department: str | None) -> None:
    form = f"<table><tr><td>{label}</td><td>배움과 김가람</td><td>느티방</td></tr><tr><td>꽃</td><td>개나리</td><td>담장</td></tr></table>"
    assert read(f"{TITLE}{form}\n{PLAN}").record.department == department


OFFICES = (
    *("교무부", "행정실", "살림국", "지원단", "연구원", "사무처", "사업소", "교육청", "도서관", "느티학교"),
    *("협의회", "도시공사", "시설공단", "문화재단"),
)


@pytest.mark.parametrize("office", OFFICES)
def test_what_ends_as_an_office_does_is_one_in_a_column_of_offices(office: str) -> None:
    result = read(
        f"2024년 샘말군 업무계획\n\n사업명\t추진부서\t나무(그루)\n느티학교 열기\t{office}\t12\n쉼터 열기\t배움과\t7\n"
    )
    assert pick(result.plan, "department", "target") == [(office, 12), ("배움과", 7)]


def test_several_offices_in_a_cell_are_joined_and_what_is_none_names_none() -> None:
    result = read(
        "2024년 샘말군 업무계획\n\n사업명\t추진부서\t나무(그루)\n느티학교 열기\t교무부, 연구부\t12\n쉼터 열기\t이장댁\t7\n"
    )
    assert pick(result.plan, "department", "target") == [("교무부, 연구부", 12), (None, 7)]


@pytest.mark.parametrize(
    ("head", "department", "officer"),
    [("신청부서", "배움과", None), ("담당공무원", None, "김가람"), ("도움말", None, None)],
)
def test_columns_of_who_asked_and_of_officials_are_known(
    head: str, department: str | None, officer: str | None
) -> None:
    value = "김가람" if officer else "배움과"
    result = read(
        f"2024년 샘말군 업무계획\n\n사업명\t{head}\t나무(그루)\n느티학교 열기\t{value}\t12\n쉼터 열기\t{value}\t7\n"
    )
    assert pick(result.plan, "department", "officer") == [(department, officer)] * 2


# -- governments ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "org"), [(2013, "충청북도 청원군"), (2024, None)])
def test_a_government_is_known_in_the_years_in_which_there_was_one(year: int, org: str | None) -> None:
    """청원군 became a part of 청주시 in July 2014."""
    assert read(f"{year}년 청원군 들꽃학교 운영계획\n{PLAN}").record.org == org


@pytest.mark.parametrize(
    ("last", "org"),
    [
        ("경기도 가평군수", "경기도 가평군"),
        ("경기도 가평군 들꽃로 181", "경기도"),
        ("경기도 가평군 들꽃면 18-2", "경기도"),
        ("충청북도 옥천군수", "경기도"),
    ],
    ids=["who signs", "address", "address in a village", "another government"],
)
def test_who_signs_a_paper_of_a_province_says_which_of_its_governments_it_is(last: str, org: str) -> None:
    assert read(f"2024년 들꽃학교 운영계획\n\n경기도\n{PLAN}\n{last}\n").record.org == org


@pytest.mark.parametrize(
    ("ahead", "task"),
    [
        *((f"{word} ", f"{word} 쉼터 꾸미기 지원") for word in ("자치구", "시군구", "관할구", "각시군")),
        ("샘말구 ", "쉼터 꾸미기 지원"),
    ],
)
def test_a_word_for_any_government_is_part_of_the_name_of_a_project(ahead: str, task: str) -> None:
    result = read(f"2024년 {ahead}쉼터 꾸미기 지원 운영계획\n{PLAN}")
    assert {row.task for row in result.plan} == {task}


@pytest.mark.parametrize(
    "above",
    [
        "샘말군수 공약",
        "샘말구청장 공약",
        "샘말시장 공약",
        "누리도지사 공약",
        "단체장 공약",
        "민선 6기",
        "민선 7기",
        "민선 8기",
    ],
)
def test_a_paper_below_the_name_of_pledges_is_about_a_whole_government(above: str) -> None:
    result = read(f"{above}\n\n함께 웃는 마을 만들기 추진계획\n{PLAN}")
    assert pick(result.plan, "task", "target") == [(None, 30)]


def test_a_paper_below_any_other_line_is_about_its_project() -> None:
    result = read(f"샘말군 이야기\n\n함께 웃는 마을 만들기 추진계획\n{PLAN}")
    assert pick(result.plan, "task", "target") == [("함께 웃는 마을 만들기", 30)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("쉼터 손보기에 31백만원", "우리 동네 물길 가꾸기"),
        ("쉼터 손보기에 한마음", "쉼터 손보기에 한마음"),
    ],
)
def test_a_line_with_an_amount_is_no_title(line: str, title: str) -> None:
    assert (
        read(f"{line}\n\n우리 동네 물길 가꾸기\n\n- 물길 돌보기 : 24회\n- 나무 심기 : 300그루\n").record.title == title
    )


# -- headings that name an office -------------------------------------------------------------------------------------

INSTITUTIONS = (
    *("느티초등학교", "느티중학교", "느티고등학교", "느티유치원", "누리교육지원청", "누리교육청", "느티학교"),
    *("시설공단", "도시공사", "문화재단", "샘말군의회", "의회사무국", "의회사무과", "샘말시청", "샘말군청"),
    *(
        "샘말구청",
        "누리도청",
        "들꽃읍사무소",
        "들꽃면사무소",
        "들꽃동 주민센터",
        "들꽃동 행정복지센터",
        "샘말군 보건소",
    ),
)


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_a_line_of_institutions_alone_names_no_project(name: str) -> None:
    result = read(f"2024년 업무계획\n\n샘말군 {name.split()[-1]}\n\n ○ 쉼터 열기 : 5회\n")
    assert pick(result.plan, "task", "target") == [(None, 5)]


def test_a_line_that_an_institution_begins_names_one() -> None:
    result = read("2024년 업무계획\n\n느티초등학교 함께 걷기\n\n ○ 쉼터 열기 : 5회\n")
    assert pick(result.plan, "task", "target") == [("느티초등학교 함께 걷기", 5)]


@pytest.mark.parametrize(
    "heading",
    ["배움과(느티팀)", "느티초등학교 배움과", "가평군", "(2024회계연도 살림)"],
    ids=["office with its team", "office of a school", "government", "note in brackets"],
)
def test_a_numbered_office_government_or_note_names_no_project(heading: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. {heading}\n ○ 쉼터 열기 : 5회\n")
    assert pick(result.plan, "task", "target") == [(None, 5)]


@pytest.mark.parametrize(
    "heading", ["함께하는 마을(느티팀)", "느티초등학교 마당", "가평군 걷기", "(가칭)느티쉼터 열기"]
)
def test_a_project_with_such_a_word_in_its_name_is_one(heading: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n1. {heading}\n ○ 쉼터 열기 : 5회\n")
    assert pick(result.plan, "task", "target") == [(heading, 5)]


@pytest.mark.parametrize("line", ["나 주 시", "제309회 나주시의회 임시회 업무보고"])
def test_a_government_is_named_by_its_council_and_by_letters_set_apart(line: str) -> None:
    assert read(f"2024년도 주요업무 추진계획\n\n{line}\n\n○ 쉼터 3개소 조성\n").record.org == "전라남도 나주시"


@pytest.mark.parametrize("line", ["나주시 관광과 / 2023. 6.", "나주시 관광과 ’23. 6.", "나주시 관광과"])
def test_the_office_below_a_title_with_the_month_of_the_cover(line: str) -> None:
    assert read(f"2023 느티 축제 결과보고\n\n{line}\n\n○ 방문객 3,120명\n").record.department == "관광과"
