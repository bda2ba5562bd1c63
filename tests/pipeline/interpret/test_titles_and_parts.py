"""What names a document and what only stands in it; parts of it that are of another year, task or kind."""

import pytest
from reading import pick, read

PAGE = "## 샘터 정수장 현황\n\n### 시설개요\n\n- 부지면적 58,400㎡\n\n### 2020년 보수 계획\n\n- 여과지 교체 3개소\n"


def test_a_plan_further_down_does_not_name_a_page_that_has_a_title() -> None:
    result = read(PAGE)
    assert result.record.title == "샘터 정수장 현황"


@pytest.mark.parametrize("head", ["느티 마당", "사업명 : 물빛길 놓기"])
def test_a_dated_step_of_the_work_is_no_title(head: str) -> None:
    result = read(f"{head}\n\n총사업비 14,600백만원\n추진경위 2019. 3. 12. 기본계획 수립\n")
    assert result.record.title == head.split(" : ")[-1]


def test_a_title_below_the_first_numbers_still_names_a_page_whose_lines_above_name_nothing() -> None:
    result = read("참여 120명\n\n2024년 느티마을 가꾸기 추진계획\n\n○ 쉼터 3개소 조성\n")
    assert result.record.title == "2024년 느티마을 가꾸기 추진계획"


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("「한울시 밥상 종합계획」 2021년 시행결과 보고", "밥상 종합계획"),
        ("『물빛군 아이돌봄 기본계획』 추진실적 점검 보고", "아이돌봄 기본계획"),
        ("「2024년 느티 나눔장터」 운영결과 보고", "느티 나눔장터"),
    ],
)
def test_a_plan_in_quotation_marks_keeps_its_whole_name(title: str, task: str) -> None:
    result = read(f"{title}\n\n1. 추진개요\n\n- 총사업비 : 216백만원\n")
    assert {row.task for row in result.budget} == {task}


def test_the_heading_of_a_plan_in_a_report_tells_what_is_to_be_done() -> None:
    result = read(PAGE)
    assert pick(result.plan, "target", "unit", "fiscal_year") == [(3, "개소", 2020)]
    assert pick(result.result, "value", "unit") == [(58400, "㎡")]


def test_the_title_of_a_report_on_a_plan_is_no_heading_of_a_plan() -> None:
    result = read("2023년 느티 종합계획 추진실적\n\n○ 쉼터 3개소\n")
    assert pick(result.result, "value") == [(3,)]


def test_the_span_of_a_work_is_no_date_on_the_cover() -> None:
    result = read("샘터 정수장\n\n사업기간 2006. 3. 2. ~ 2009. 11. 30.\n\n처리인구 94,716명\n")
    assert result.record.fiscal_year is None


PLAN = "「밥상 종합계획」 2021년 시행결과 보고\n\n1. 추진개요\n\n- 계획기간 : {}\n\n2. 과제별 집행현황\n\n(단위 : 백만원)\n"
TABLE = "과제명\t예산액\n느티 급식소 운영\t2,100\n직매장 넓히기\t310\n"


def test_the_years_of_a_plan_are_not_those_of_each_of_its_projects() -> None:
    result = read(PLAN.format("2019 ~ 2023") + TABLE)
    assert {(row.fiscal_year, str(row.period_end)) for row in result.budget} == {(2021, "2021-12-31")}


def test_the_years_of_a_project_are_those_of_its_amounts() -> None:
    result = read("느티 급식소 짓기\n\n- 사업기간 : 2019 ~ 2023\n- 총사업비 : 2,100백만원\n")
    assert pick(result.budget, "fiscal_year") == [(None,)]
    assert [str(row.period_start) for row in result.budget] == ["2019-01-01"]


def test_the_results_of_last_year_are_not_of_the_day_of_this_years_event() -> None:
    result = read(
        "2023년 책잔치 추진계획\n\n◈ 행사명 : 느티 책나들이\n❍ 일시 : 2023. 9. 16. ~ 9. 17.\n❍ 참여인원 : 3,500명\n"
        "지난해 추진결과(2022년)\n❍ 방문객 2,870명\n"
    )
    assert pick(result.plan, "target", "fiscal_year") == [(3500, 2023)]
    assert [(row.value, row.fiscal_year) for row in result.result] == [(2870, 2022)]


@pytest.mark.parametrize(
    ("names", "departments"),
    [
        (("친환경과", "문화관광과", "건설방재과"), {"친환경과", "문화관광과", "건설방재과"}),
        (("친환경 이야기", "문화 이야기", "건설 이야기"), {None}),
    ],
)
def test_offices_behind_marks_head_their_parts(names: tuple[str, ...], departments: set[str | None]) -> None:
    parts = "".join(f"◈ {name}\n1. {i}마당 정비\n - 사업비 : 48백만원\n" for i, name in enumerate(names, 1))
    result = read(f"2024년 10월 업무 계획\n\n{parts}")
    assert {row.department for row in result.budget} == departments


def test_a_numbered_title_broken_in_two_is_joined_where_it_stands_whole_elsewhere() -> None:
    whole = "2. 누구나 걷기 좋은 숲길 조성"
    result = read(f"2024년 시행계획\n\n2. 누구나 걷기\n좋은 숲길 조성\n\n{whole}\n\n- 안내판 정비 25개소\n")
    assert {row.activity for row in result.plan} == {None}
    assert {row.goal or row.task for row in result.plan} == {"누구나 걷기 좋은 숲길 조성"}


def test_a_page_that_lost_its_blanks_is_of_the_year_of_its_title() -> None:
    page = (
        "1 2012 년도물빛군배움마을조성사업결과보고서 기관명물빛군기관장물빛군수전화번호전화번호 사업담당자성명부서 " * 2
    )
    result = read(
        f"{page}\n\nⅡ. 사업비집행\n\n( 단위 : 천원 )\n사업명예산액집행액 합계 240 231 강좌운영 95 93\n\nⅣ. 2013 년계획\n"
    )
    assert result.record.fiscal_year == 2012


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("농업 보조사업\n- 식량\n- 과수\n- 축산\n- 농촌\n2022년 농업 보조사업 안내\n", 2022),
        (
            "한눈에 보는 살림\n\n2024년도 예산규모\n\n2024년도 규모는 9,106억원으로 2023년도 8,790억원보다 늘었습니다.\n",
            2024,
        ),
        ("느티 연못 이야기\n- 식량\n- 과수\n- 축산\n- 농촌\n느티연못 → 1944년 둑 쌓기\n", None),
        ("느티 공단 살림\n\n2017년(당기) 2016년(전기)\n", None),
    ],
)
def test_a_line_that_begins_with_a_year_dates_a_page_without_a_form(head: str, year: int | None) -> None:
    result = read(f"{head}\n구분\t사업비(천원)\n상토 지원\t186,000\n")
    assert result.record.fiscal_year == year


@pytest.mark.parametrize(
    ("running", "title"),
    [
        ("Page 23 - 2022년 물빛시 민원 만족도 조사 결과보고서", "2022년 물빛시 민원 만족도 조사 결과보고서"),
        (
            "2022년 물빛시 민원 만족도 조사 결과보고서          제 2 장 조사결과",
            "2022년 물빛시 민원 만족도 조사 결과보고서",
        ),
    ],
)
def test_a_running_head_names_the_document_without_page_and_chapter(running: str, title: str) -> None:
    assert read(f"{running}\n\n❍ 종합만족도 83.7점\n").record.title == title


def test_a_report_on_a_disaster_is_its_own_task_and_is_of_the_year_in_which_it_was_approved() -> None:
    head = "문서번호 안전과-1480 결재일자 2019. 10. 22. 공개여부 대시민공개\n"
    title = "태풍 물마루 피해 및 복구상황 보고(최종)"
    result = read(f"결재문서\n\n{title}\n\n{head}\n○ 이재민 : 38세대\n")
    assert (result.record.title, result.record.fiscal_year) == (title, 2019)
    assert [(row.task, row.value, row.fiscal_year) for row in result.result] == [("태풍 물마루 피해 및 복구", 38, 2019)]


def test_lines_that_define_kinds_of_work_name_no_project() -> None:
    kinds = "- 기본과제 : 연초 위원회에서 확정\n- 수탁과제 : 외부기관의 의뢰를 받아 수행\n"
    result = read(f"연구원 안내\n\n{kinds}\n2022년 연구실적\n\n정책토론회를 6회 개최하였습니다.\n")
    assert {row.task for row in result.result} == {None}


def test_the_line_of_a_place_names_its_card() -> None:
    result = read(
        "물빛 누리집\n\n### 건립개요\n\n- 시설명칭 : 별빛 천문관\n- 총사업비 : 8,720백만원\n- 시설규모 : 2,986㎡\n"
    )
    assert {row.task for row in result.budget} == {"별빛 천문관"}


def test_a_day_in_a_sentence_above_a_card_does_not_date_its_lines() -> None:
    line = "폐교를 군민이 하늘을 보는 곳으로 꾸민 과학관(2018. 3. 1. 개관)"
    card = f"- 시설명칭 별빛 천문관\n{line}\n- 위치 느티면 117\n- 총사업비 8,720백만원\n- 시설규모 2,986㎡\n"
    result = read(f"## 별빛 천문관 시설현황\n\n### 건립개요\n\n{card}")
    assert [(row.task, row.fiscal_year) for row in result.budget] == [("별빛 천문관", None)]


CARDS = """제1절 산림재해 대응
1) 산불 예방체계 확충
○ 진화대 42명 운영
2) 물빛 숲길 조성
○ 사업기간 : 2021 ~ 2023
○ 사업비 : 3,600백만원
3) 치유의 숲 조성
○ 사업기간 : 2022 ~ 2024
○ 사업비 : 5,000백만원
"""


def test_what_is_marked_as_the_names_of_two_cards_are_is_a_name_too() -> None:
    result = read(f"물빛군 산림종합발전계획(2021~2023)\n\n{CARDS}")
    assert [row.task for row in result.plan] == ["산불 예방체계 확충"]
    alone = read(f"물빛군 산림종합발전계획(2021~2023)\n\n{CARDS.partition('3)')[0]}")
    assert [row.task for row in alone.plan] == ["산림재해 대응"]


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("2016년 도시농부 학교 운영결과 보고", "도시농부 학교"),
        ("2016년도 도서관 운영결과 보고", "도서관"),
        ("2016년도로정비 사업 결과보고", "도로정비 사업"),
        ("2016년 도자문화 체험교실 운영결과 보고", "도자문화 체험교실"),
        ("2016 년도느티시 방문건강관리사업 실적보고", "방문건강관리사업"),
        ("2016년도방문건강관리사업 실적보고", "방문건강관리사업"),
    ],
)
def test_a_name_that_begins_as_the_word_for_a_year_ends_is_left_whole(title: str, task: str) -> None:
    result = read(f"{title}\n\n1. 추진실적\n\n○ 교육 20회\n")
    assert [str(row.task).removesuffix(" 운영") for row in result.result] == [task]


def test_a_check_of_what_was_done_is_no_project() -> None:
    result = read("2015년도 이행점검 결과보고\n\n1. 점검결과\n\n○ 완료 20건\n")
    assert {row.task for row in result.result} == {None}


def test_the_word_above_a_press_release_heads_nothing() -> None:
    result = read(
        "보도자료\n\n담당부서 | 일자리과\n\n느티시, 2024년 일자리 추진계획 발표\n\n느티시는 올해 노인일자리 480명, 자활근로 41명을 지원한다.\n"
    )
    assert {row.task for row in result.plan} == {None}
    assert "자활근로" in {row.indicator for row in result.plan}


def test_a_numbered_level_of_the_budget_names_the_project_of_a_plan() -> None:
    card = "단위사업\t{}\n추진부서\t공원과\n사업비\t96백만원\n"
    coded = read(f"2021년 느티도시 추진계획\n\n### 영역 1. 놀이\n\n{card.format('1-1. 놀이터 조성')}")
    assert {(row.task_code, row.task) for row in coded.budget} == {("1-1", "놀이터 조성")}
    plain = read(f"2021년 느티도시 추진계획\n\n### 영역 1. 놀이\n\n{card.format('공원녹지 관리')}")
    assert {row.task for row in plain.budget} != {"공원녹지 관리"}


def test_what_is_to_be_done_until_a_year_has_no_first_day() -> None:
    result = read("2022년 느티시 일자리 추진계획\n\n○ 2024년까지 쉼터 45개소를 짓는다.\n")
    assert [(row.target, row.period_start, str(row.period_end)) for row in result.plan] == [(45, None, "2024-12-31")]


def test_a_line_with_a_value_and_the_number_of_a_chapter_belongs_to_no_section_before_it() -> None:
    result = read(
        "2016년 느티 동파예방 추진계획\n\nⅡ 추진내용\n○ 물량 보급\n - 덮개 215개\n□ 쉼터별 물량 조사\nⅢ 소요예산 : 684백만원\n"
    )
    assert [row.task for row in result.budget] == ["느티 동파예방"]


@pytest.mark.parametrize(("word", "is_goal"), [("추진전략", True), ("성과목표", True), ("단위과제", False)])
def test_a_numbered_strategy_is_the_goal_of_its_tasks(word: str, is_goal: bool) -> None:
    card = "□ 사업비 : 48백만원\n"
    result = read(f"2025년 느티군 연차별 시행계획\n\n{word} 2. 누구나 안심하는 마을\n\n{card}")
    assert ({row.task for row in result.budget} == {None}) is is_goal


def test_a_label_whose_word_names_an_area_heads_nothing() -> None:
    card = "위치\n느티로 일원\n사업기간\n2017.03 ~ 2020.12\n대지면적\n18,640㎡\n연면적\n9,275㎡\n총사업비\n285억원\n"
    result = read(f"#### 느티 체육관 건립사업\n\n##### 사업개요\n\n{card}")
    assert {row.task for row in (*result.plan, *result.budget)}.isdisjoint({"대지면적", "연면적"})
