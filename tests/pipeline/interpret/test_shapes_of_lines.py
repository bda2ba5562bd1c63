"""Tables that a converter wrote out line by line: budget books, lists of projects, one cell a line, single rows."""

import pytest
from reading import pick, read

BOOK = (
    "샘말군 세출예산서\n\n장(3000)농수산개발비\n관:(3100)농업행정\n[본청][단위:천원]\n과목\n기정액\n비교\n예산액\n증감\n"
    "3000\n농수산개발비\n9,500\n9,000\n500\n3100\n농업행정\n4,200\n4,300\n△100\n3110\n농정기획\n2,000\n1,500\n500\n"
    "100\n경상예산\n800\n700\n100\n120\n경상적경비\n500\n450\n50\n201\n일반운영비\n300\n280\n20\n300\n280\n20\n"
    "01 사무관리비\n○안내책자 인쇄\n2,000원 x 100부\n=\n200\n- 3 -\n"
)


def test_a_book_of_one_cell_a_line_is_read_by_arithmetic() -> None:
    rows = read(BOOK).budget
    assert pick(rows, "amount_krw", "superseded")[:4] == [
        (9_500_000, False),
        (9_000_000, True),
        (4_200_000, False),
        (4_300_000, True),
    ]
    last = next(row for row in rows if row.account and row.account.endswith("사무관리비"))
    assert last.account == "농수산개발비 > 농업행정 > 농정기획 > 경상예산 > 경상적경비 > 일반운영비 > 사무관리비"


def test_numbers_below_one_another_that_do_not_go_up_are_no_book() -> None:
    broken = BOOK.replace("9,500\n9,000\n500", "9,500\n9,000\n700").replace("4,200\n4,300\n△100", "4,200\n4,300\n900")
    broken = broken.replace("2,000\n1,500\n500", "2,000\n1,500\n400").replace("800\n700\n100", "800\n700\n20")
    assert not any(row.superseded for row in read(broken).budget)


def test_a_book_of_one_row_a_line() -> None:
    result = read(
        "2021년도 세출예산 사업명세서\n\n(단위:천원)\n부서·정책·단위·세부사업·편성목 예산액 전년도예산액 비교증감\n"
        "농업정책과 900 800 100\n쌀 소비 늘리기 900 800 100\n떡 가공 돕기 900 800 100\n국 300\n군 600\n"
        "201 일반운영비 100 50 50\n01 사무관리비 100\n307 민간이전 800 750 50\n02 민간경상사업보조 800\n"
        "○떡 가공기 놓기 200원*4대 = 800\n"
    )
    named = [row for row in result.budget if row.task == "떡 가공 돕기"]
    assert {(row.source, row.amount_krw) for row in named} >= {("국비", 300_000), ("군비", 600_000), ("계", 900_000)}
    assert {row.department for row in named} == {"농업정책과"}


LIST = "샘말군 공약 이행현황\n\n번호 공약사업명 담당부서 이행률 추진상태\n"


@pytest.mark.parametrize(
    ("line", "task", "department", "value", "status"),
    [
        ("1-3 다리 난간 고치기 도로과 80% 정상추진", "다리 난간 고치기", "도로과", 80, "정상추진"),
        ("2-1 마을 빨래방 열기 복지과 100% 완료", "마을 빨래방 열기", "복지과", 100, "완료"),
        ("4-2 나루터 불빛길 잇기 문화과, 도로과 12% 보류", "나루터 불빛길 잇기", "문화과, 도로과", 12, "보류"),
    ],
)
def test_a_list_of_projects_is_parted_by_what_a_column_can_hold(
    line: str, task: str, department: str, value: float, status: str
) -> None:
    result = read(f"{LIST}{line}\n5-1 꽃밭 가꾸기 공원과 50% 정상추진\n")
    assert pick(result.result, "task", "department", "value", "status")[0] == (task, department, value, status)


def test_a_row_of_marks_below_statuses_is_the_status_of_its_project() -> None:
    result = read(
        "샘말군 공약사업 이행현황\n\n관리번호 공약사업명 소관부서 추진상황 추진현황\n완료\n정상추진 보류\n"
        "Ⅱ-1 샘터 고치기 수도과 해당안됨 해당됨 해당안됨 바로가기\nⅡ-2 들길 넓히기 도로과 해당됨 해당안됨 해당안됨 바로가기\n"
    )
    assert pick(result.result, "task_code", "task", "value", "status") == [
        ("Ⅱ-1", "샘터 고치기", None, "정상추진"),
        ("Ⅱ-2", "들길 넓히기", None, "완료"),
    ]


def test_lines_without_an_office_are_no_list_of_projects() -> None:
    result = read(f"{LIST}오늘은 모두 함께 80% 웃었다\n내일도 모두 함께 90% 웃는다\n")
    assert all(row.task is None or "웃" not in row.task for row in result.result)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            "지표명\n단위\n'14년 실적\n'15년 목표\n가중치\n점검률\n%\n82.4\n95.0\n0.6\n민원 처리\n건\n1,204\n1,500\n0.4",
            {(82.4, "%"), (1204.0, "건")},
        ),
        (
            "시설명\n단위\n2022년\n2021년\n누리관\n명\n310\n290\n샘터관\n대\n45\n50",
            {(310.0, "명"), (290.0, "명"), (45.0, "대"), (50.0, "대")},
        ),
        ("지표명\n'14년 실적\n'15년 실적\n배출량(kg)\n0.31\n0.28 이하", {(0.31, "kg"), (0.28, "kg")}),
    ],
)
def test_one_cell_a_line_with_any_number_of_names_and_values(cells: str, expected: set[tuple[float, str]]) -> None:
    result = read(f"2015년 샘말군 성과보고\n\n□ 추진실적\n{cells}\n")
    assert {(row.value, row.unit) for row in result.result} >= expected


def test_a_single_row_behind_known_names_in_a_long_line() -> None:
    result = read(
        "2017년 밤마실 서비스 운영 결과보고\n\nⅡ. 운영실적 1. 월별 실적 (단위 : 건) 구 분 계 3월 4월 5월 함께걷기 60 10 20 30 "
        "※ 이와 별도로 순찰 118회 2. 응답자 : 512명 3. 조사기간 : 2017. 11. 20. ~ 12. 1. ○ 방법 : 전화 ○ 대상 : 이용한 주민\n"
    )
    assert {(row.value, row.period_start and row.period_start.month) for row in result.result} >= {
        (10, 3),
        (20, 4),
        (30, 5),
    }


def test_remarks_with_numbers_stand_behind_the_values() -> None:
    result = read(
        "2018년 굴잔치 결과보고\n\n(단위 : 천원)\n구분 예산액 집행액 비고\n계 250 240 도비 50 포함\n무대 150 150\n홍보 100 90\n"
    )
    assert [row.amount_krw for row in result.budget if row.activity == "무대"] == [150_000, 150_000]


def test_one_word_for_each_number_heads_a_table_whatever_it_is() -> None:
    result = read(
        "2018년 굴잔치 결과보고\n\n□ 만족도 (단위 : %)\n항목 아주만족 만족 그저그럼\n먹거리 31.2 44.6 24.2\n볼거리 18.5 35.8 45.7\n"
    )
    assert ("먹거리", "그저그럼", 24.2, "%") in pick(result.result, "activity", "indicator", "value", "unit")


def test_heavy_bars_part_cells_like_plain_ones() -> None:
    result = read(
        "2021년 아이사랑 기본계획\n\n┃ 성과지표 ┃ 단위 ┃ 2021 ┃ 2022 ┃\n┃ 놀이터 넓히기 ┃ 개소 ┃ 3 ┃ 5 ┃\n"
        "┃ 놀이지기 기르기 ┃ 명 ┃ 20 ┃ 25 ┃\n"
    )
    assert {(row.target, row.unit, row.fiscal_year) for row in result.plan} == {
        (3, "개소", 2021),
        (5, "개소", 2022),
        (20, "명", 2021),
        (25, "명", 2022),
    }
