"""What names a project or a part of a page: ordinals in brackets, cards, offices, menus; and lines that name none."""

import pytest
from reading import pick, read


@pytest.mark.parametrize(
    ("heading", "task", "code"),
    [
        ("[주요사업 1]  물길 살리기                  < 하천과 >", "물길 살리기", None),
        ("【이행과제 Ⅲ-2-1】 먼지 줄이기", "먼지 줄이기", "Ⅲ-2-1"),
        ("2-1 마을숲 가꾸기                          [공원과]", "마을숲 가꾸기", "2-1"),
    ],
)
def test_ordinals_and_codes_before_a_name_and_offices_behind_it(heading: str, task: str, code: str | None) -> None:
    result = read(
        f"2024년도 주요업무계획\n\n{heading}\n\n ❍ 주요내용\n   - 나무 300그루 심기\n ❍ 소요예산 : 85백만원(시비)\n"
    )
    assert {(row.task, row.task_code) for row in (*result.plan, *result.budget)} == {(task, code)}


def test_who_is_in_charge_at_the_right_edge_is_no_part_of_the_name() -> None:
    result = read(
        "2024년도 주요업무계획\n\n1-1  산불 막기                     산림보호팀장 김도윤\n  가. 사업비 : 120백만원\n"
    )
    assert pick(result.budget, "task", "officer") == [("산불 막기", "김도윤")]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("① 어울림터 짓기", "  · 사업기간 : 2016 ~ 2019\n  · 총사업비 : 98억원\n"),
        ("ㅇ 어울림터 짓기", "  - 사업량 : 1식\n  - 사업비 : 98억원\n"),
        ("어울림터 짓기", " - 사업위치 : 새들리 일원\n - 사업비 : 98억원\n"),
    ],
)
def test_a_short_line_right_above_the_card_of_a_project_names_it(above: str, below: str) -> None:
    result = read(f"샘말군 체육시설 안내\n\n■ 2017년 정비사업\n\n{above}\n{below}")
    assert {row.task for row in result.budget} == {"어울림터 짓기"}


def test_an_item_above_the_cost_of_its_own_list_names_no_card() -> None:
    result = read(
        "2024년도 주요업무계획\n\n1-1 함께 읽기\n ❍ 주요내용\n   - 책 3권 고르기\n   - 읽기 누리방 열기\n ❍ 소요예산 : 85백만원(시비)\n"
    )
    assert {row.task for row in result.budget} == {"함께 읽기"}


def test_offices_that_head_parts_are_in_charge_of_what_follows() -> None:
    parts = "".join(
        f"======\n{office}\n======\n[지난주 한 일]\n1. {name}\n   가. 참석인원 : {n}명\n"
        for office, name, n in (
            ("총 무 과", "직원 연수", 18),
            ("세 무 과", "체납 점검", 25),
            ("문화과", "작은음악회", 65),
        )
    )
    result = read(f"주 간 업 무 보 고\n\n(지난주 2014. 11. 3. ~ 11. 9. / 이번주 2014. 11. 10. ~ 11. 16.)\n\n{parts}")
    assert pick(result.result, "department", "task", "value") == [
        ("총무과", "직원 연수", 18),
        ("세무과", "체납 점검", 25),
        ("문화과", "작은음악회", 65),
    ]
    assert {(str(row.period_start), str(row.period_end)) for row in result.result} == {("2014-11-03", "2014-11-09")}


def test_the_entry_of_a_menu_that_comes_again_heads_its_part() -> None:
    result = read(
        "- 누리악단\n- 솔빛소리터\n- 누리악단\n사업개요\n- 사업기간 : 19.3 ~ 19.12\n- 사업량 : 공연 25회\n"
        "- 솔빛소리터\n사업개요\n- 사업기간 : 19.8 ~ 19.9\n- 사업량 : 공연 2회\n"
    )
    assert pick(result.plan, "task", "target") == [("누리악단", 25), ("솔빛소리터", 2)]


@pytest.mark.parametrize(
    "line", ["2021. 2. 기획조정실", "2016. 1. 4. 샘말공사로 이름을 바꿈", "2018. 12. 전라남도 여수시"]
)
def test_a_line_with_the_day_of_an_event_or_of_the_cover_heads_nothing(line: str) -> None:
    result = read(f"샘말군 공약 이행 점검 결과\n\n{line}\n\n - 마친 사업 : 17건\n - 멈춘 사업 : 3건\n")
    assert all(row.task != line and row.goal != line for row in result.result)


def test_a_unit_note_behind_a_heading_does_not_hide_it() -> None:
    result = read(
        "2023년 물놀이터 조성 추진계획\n\n1. 사업개요\n - 사업기간 : 2022 ~ 2024\n\n2. 연차별 투자계획            (단위 : 백만원)\n"
        "재원   합계   2022년   2023년\n국비   300   100   200\n시비   300   100   200\n"
    )
    assert {(row.source, row.amount_krw, row.fiscal_year) for row in result.budget if row.fiscal_year} == {
        ("국비", 100e6, 2022),
        ("국비", 200e6, 2023),
        ("시비", 100e6, 2022),
        ("시비", 200e6, 2023),
    }


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("제12회 물빛 갯벌잔치 결과보고", "제12회 물빛 갯벌잔치"),
        ("2023년 여름철 무더위 종합대책 추진실적", "여름철 무더위 종합대책"),
    ],
)
def test_a_title_names_its_project_and_the_chapters_of_a_report_name_none(title: str, task: str) -> None:
    result = read(
        f"{title}\n\n1 행사개요\n□ 참여 : 주민 120명\n2 만족도 조사\n□ 응답자 : 52명\n3 안전 점검\n□ 배치 : 30명\n"
    )
    assert {row.task for row in (*result.result, *result.plan)} == {task}


def test_the_chapters_of_a_plan_name_their_own_projects_beside_that_of_the_title() -> None:
    result = read(
        "2024년 동네책방 운영계획\n\n1. 책 읽는 밤 열기\n○ 횟수 : 12회\n\n2. 책 나눔 장터 열기\n○ 횟수 : 2회\n"
    )
    assert pick(result.plan, "task", "target") == [("책 읽는 밤 열기", 12), ("책 나눔 장터 열기", 2)]


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("2024년 동네책방 운영계획", "동네책방 운영"),
        ("2024년 『동네책방』 운영계획", "동네책방"),
        ("2024년 물길 살리기 추진계획", "물길 살리기"),
    ],
)
def test_what_a_plan_runs_is_called_its_running(title: str, task: str) -> None:
    result = read(f"{title}\n\n□ 추진계획\n ○ 횟수 : 12회\n")
    assert {row.task for row in result.plan} == {task}


def test_numbered_projects_without_any_more_are_the_work_of_a_plan() -> None:
    result = read(
        "샘말군 제2차 인구정책 기본계획\n\n전략 1. 아이 키우기 좋은 샘말\n1-1 틈새 돌봄 (가족과)\n1-2 작은 학교 살리기 (교육과)\n"
        "전략 2. 다시 찾는 샘말\n2-1 빈집 고치기 (건축과)\n"
    )
    assert pick(result.plan, "task_code", "task", "department", "goal") == [
        ("1-1", "틈새 돌봄", "가족과", "아이 키우기 좋은 샘말"),
        ("1-2", "작은 학교 살리기", "교육과", "아이 키우기 좋은 샘말"),
        ("2-1", "빈집 고치기", "건축과", "다시 찾는 샘말"),
    ]


def test_two_numbered_headings_are_no_list() -> None:
    result = read("샘말군 제2차 인구정책 기본계획\n\n1-1 틈새 돌봄 (가족과)\n1-2 작은 학교 살리기 (교육과)\n")
    assert result.plan == ()
