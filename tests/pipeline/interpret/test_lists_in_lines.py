"""Lists of projects and places flattened to lines: what each column holds parts the words of a row."""

import pytest
from reading import left, pick, read

from pipeline.interpret.text.cells_by_kind import cells_of, kinds_of


@pytest.mark.parametrize(
    ("names", "row", "cells"),
    [
        (
            "연번 사업명 위치 사업비 담당부서",
            "3 물골 산책로 야간조명 설치 솔터동 산12-3 45,000 공원녹지과",
            ["3", "물골 산책로 야간조명 설치", "솔터동 산12-3", "45,000", "공원녹지과"],
        ),
        (
            "연번 담당부서 보조사업자 보조사업명 교부액",
            "1 복지정책과 (사)한마음모임 물골군지회 쉼터 순회 돌봄 운영 6,000",
            ["1", "복지정책과", "(사)한마음모임 물골군지회", "쉼터 순회 돌봄 운영", "6,000"],
        ),
        (
            "연번 시설명 유형 정원 주소 전화번호",
            "2 솔터어린이집 민간 49 물골군 솔터길 3 031-555-0102",
            ["2", "솔터어린이집", "민간", "49", "물골군 솔터길 3", "031-555-0102"],
        ),
        (
            "사업명 사업기간 총사업비 추진현황",
            "솔터 농촌용수 개발 2029. 3. ~ 2033. 2. 18,000 실시설계 용역",
            ["솔터 농촌용수 개발", "2029. 3. ~ 2033. 2.", "18,000", "실시설계 용역"],
        ),
        ("연번 사업명 사업비", "물골 산책로 45,000", None),
        ("연번 사업명 사업비", "3 물골 산책로", None),
    ],
)
def test_words_as_cells_of_columns(names: str, row: str, cells: list[str] | None) -> None:
    words = row.split()
    spans = cells_of(words, [*kinds_of(names.split())])
    assert (spans and [" ".join(words[a:b]) for a, b in spans]) == cells


GRANTS = (
    "2031년도 지방보조금 교부현황\n작성자 기획과 등록일 2032-02-28 조회 412\n2031. 12. 31. 기준\n(단위 : 천원)\n"
    "연번 담당부서 보조사업자 보조사업명 교부액 자부담\n계 도비 군비\n합 계 3건 66,600 18,580 48,020 3,100\n"
    "1 문화과 (사)솔빛모임 나눔 마당 운영 12,000 4,000 8,000 2,400\n2 복지과 물골마을회 쉼터 순회 프로그램 운\n"
    "영 48,600 14,580 34,020 -\n3 복지과 솔터마을회 들꽃 견학 6,000 - 6,000 700\n"
)


def test_rows_over_lines_below_a_name_that_a_second_line_of_names_parts() -> None:
    rows = pick(read(GRANTS).budget, "task", "department", "source", "amount_krw", "goal")
    assert rows[:4] == [
        (None, None, source, 1000 * n, None)
        for source, n in (("계", 66_600), ("도비", 18_580), ("군비", 48_020), ("자부담", 3_100))
    ]
    assert [row[:4] for row in rows[4:]] == [
        *(
            ("나눔 마당 운영", "문화과", s, n * 10**6)
            for s, n in (("계", 12), ("도비", 4), ("군비", 8), ("자부담", 2.4))
        ),
        *(
            ("쉼터 순회 프로그램 운영", "복지과", s, n)
            for s, n in (("계", 48.6e6), ("도비", 14.58e6), ("군비", 34.02e6))
        ),
        *(("들꽃 견학", "복지과", s, n) for s, n in (("계", 6e6), ("군비", 6e6), ("자부담", 7e5))),
    ]


def test_sums_that_do_not_hold_leave_the_second_line_unread() -> None:
    wrong = GRANTS.replace("12,000 4,000", "15,000 4,000").replace("48,600", "58,600")
    assert not any(row.source == "도비" for row in read(wrong).budget)


def test_a_row_of_a_total_below_the_column_that_it_is_the_sum_of() -> None:
    result = read(
        "2031년 업무추진비 집행내역\n연번 집행일자 집행장소 집행목적 대상인원 집행금액(원)\n"
        "1 2031.07.03 물골식당 마을 현안 협의 8명 160,000\n2 2031.07.15 솔터찻집 들꽃 모임 간담회 15명 430,000\n계 590,000\n"
    )
    assert [(row.activity, row.amount_krw, str(row.period_end)) for row in result.budget] == [
        ("마을 현안 협의", 160_000, "2031-07-03"),
        ("들꽃 모임 간담회", 430_000, "2031-07-15"),
        (None, 590_000, "2031-12-31"),
    ]
    assert [row.additive for row in result.budget] == [True, True, False]


def test_the_name_of_a_row_is_no_kind_of_it() -> None:
    result = read(
        "샘말군 쉼터 현황\n(단위 : 명)\n연번 시설명 유형 정원 현원\n1 물골쉼터 국공립 80 72\n2 솔터쉼터 민간 49 31\n"
    )
    assert pick(result.result, "activity", "indicator", "value") == [
        *(("물골쉼터", name, n) for name, n in (("정원", 80), ("현원", 72))),
        *(("솔터쉼터", name, n) for name, n in (("정원", 49), ("현원", 31))),
    ]


def test_years_and_groups_over_all_columns_of_a_second_line() -> None:
    result = read(
        "2031년도 세입예산 현황\n(단위 : 천원, %)\n구분 2031년 예산액 2030년 예산액 비교증감\n금액 구성비 금액 구성비 증감액 증감률\n"
        "총계 70,000 100 67,000 100 3,000 4.5\n지방세 52,000 74.3 50,000 74.6 2,000 4.0\n세외수입 18,000 25.7 17,000 25.4 1,000 5.9\n"
    )
    assert pick(result.budget, "fiscal_year", "amount_krw", "share") == [
        *((2031, 70e6, 100), (2030, 67e6, 100), (2031, 52e6, 74.3), (2030, 50e6, 74.6)),
        *((2031, 18e6, 25.7), (2030, 17e6, 25.4)),
    ]


def test_groups_whose_columns_have_the_same_names_are_told_apart() -> None:
    result = read(
        "샘말군 쉼터 현황\n(2031. 12. 31. 기준)\n구 분 합 계 물가쉼터 솔숲쉼터\n개소 면적(㎡) 개소 면적(㎡) 개소 면적(㎡)\n"
        "물골동 17 520,300 5 430,000 12 90,300\n솔터동 25 670,000 7 550,000 18 120,000\n"
    )
    assert pick(result.result, "activity", "indicator", "value")[2:6] == [
        *(("물골동", "물가쉼터 개소", 5), ("물골동", "물가쉼터 면적", 430_000)),
        *(("물골동", "솔숲쉼터 개소", 12), ("물골동", "솔숲쉼터 면적", 90_300)),
    ]


def test_sums_tell_which_name_a_second_line_parts() -> None:
    result = read(
        "2031년 샘말군 쉼터 현황\n읍면 쉼터수 회원수(명)\n계 남 여\n합계 220 7,200 2,900 4,300\n물골읍 120 4,200 1,700 2,500\n"
        "솔터면 100 3,000 1,200 1,800\n"
    )
    assert pick(result.result, "activity", "indicator", "value")[4:8] == [
        *(("물골읍", "쉼터수", 120), ("물골읍", "계", 4200), ("물골읍", "남", 1700), ("물골읍", "여", 2500)),
    ]


TITLE = "2031년 샘말군 쉼터 현황"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A line in brackets ends the last name above it.
        (
            "구분 대상액 목표액 집행액 집행률\n(대상액대비) 목표달성률\n합계 350 200 210 60.0 105.0\n물골 150 100 110 73.3 110.0\n"
            "솔터 200 100 100 50.0 100.0\n",
            [("물골", 110.0, "목표달성률"), ("솔터", 100.0, "목표달성률")],
        ),
        # A unit alone on its line belongs to the last name above it; what is no rate stands over two columns.
        (
            "구 분 접수분 처리분 처리율\n(%)\n건수 인원(명) 건수 인원(명)\n물골 25 70 10 30 42.9\n솔터 3 4 1 2 50.0\n",
            [
                ("물골", 30, "처리분 인원"),
                ("물골", 42.9, "처리율"),
                ("솔터", 2, "처리분 인원"),
                ("솔터", 50.0, "처리율"),
            ],
        ),
        # Names that end in the letters of formulas.
        (
            "쉼터 이용률(B/A×100) 마을 정원(A) 이용자(B)\n12.5 400 50\n",
            [(TITLE, 12.5, "쉼터 이용률"), (TITLE, 400, "마을 정원"), (TITLE, 50, "이용자")],
        ),
        # A row may end in a remark that its header has a name for.
        (
            "월별 합계 쉼터 책방 비고\n계 34 20 14\n1월 15 8 7 나눔의 날\n2월 19 12 7\n",
            [],
        ),
    ],
    ids=["bracket", "unit alone", "letters", "remark"],
)
def test_headers_of_other_shapes(text: str, found: list[tuple[str | None, float, str]]) -> None:
    result = read(f"{TITLE}\n{text}")
    rows = pick(result.result, "activity", "value", "indicator")
    kept = {name for _, _, name in found}
    assert [r for r in rows if r[2] in kept and r[0] != "합계"] == found or not found
    assert not found or not any(reason == "unread" for _, reason in left(result))
    if "월별" in text:
        assert [(row.value, row.additive) for row in result.result][3:6] == [(15, False), (8, True), (7, True)]


def test_half_of_what_sources_pay_is_no_sum_of_the_others() -> None:
    result = read(
        "2031년 물골 정비\n(단위: 백만원)\n구 분 계 2031 2032\n계 1,200 400 800\n국 비 600 200 400\n도 비 180 60 120\n군 비 420 140 280\n"
    )
    assert {row.source for row in result.budget if row.additive} == {"국비", "도비", "군비"}


def test_shares_that_sources_pay_are_no_amounts() -> None:
    result = read(
        "2031년 물골 보조사업 현황\n부서명 사업명 총사업비(천원) 부담비율(%)\n계 국비 군비 국비 군비\n"
        "나눔과 들꽃 마당 지원 500 400 100 80 20\n쉼터과 물레 교실 지원 800 560 240 70 30\n"
    )
    assert pick(result.budget, "task", "source", "amount_krw") == [
        *(("들꽃 마당 지원", s, n) for s, n in (("계", 500_000), ("국비", 400_000), ("군비", 100_000))),
        *(("물레 교실 지원", s, n) for s, n in (("계", 800_000), ("국비", 560_000), ("군비", 240_000))),
    ]


def test_years_that_begin_again_stand_below_the_second_name() -> None:
    result = read(
        "성과지표명 | 단위 | 가중치 | 목표 | 실적 | 달성률(%) |||\n---|---|---|---|---|---|---|---|---|\n'29 | '30 | '31 | '31 | |||||\n"
        "들꽃 모임 수 | 개 | 30 | 80 | 85 | 90 | 88 | 97.8 |\n물레 교실 만족도 | 점 | 40 | 88 | 89 | 90 | 91.5 | 101.7 |\n"
    )
    assert pick(result.plan, "fiscal_year", "target")[:3] == [(2029, 80), (2030, 85), (2031, 90)]
    assert (2031, 88) in pick(result.result, "fiscal_year", "value")


def test_sources_of_a_book_in_one_line_and_a_heading_that_names_details_of_tasks() -> None:
    book = read(
        "2031년도 일반회계 세출예산사업명세서\n부서: 나눔과\n(단위:천원)\n부서·정책·단위(회계)·세부사업·편성목 예산액 전년도예산액 비교증감\n"
        "나눔과 2,345 1,234 1,111\n마을 복지 증진 2,100 1,900 200\n들꽃 돌봄 지원 320 300 20\n국 160 도 48 군 112\n101 인건비 320 300 20\n"
    )
    assert [row.source for row in book.budget if row.raw in ("160", "48", "112")] == ["국비", "도비", "군비"]
    listed = read(
        "2031년 들꽃 시행계획\n세부과제별 추진계획\n(단위: 천원)\n과제명 | 예산\n---|---\n물레 교실 | 30\n들꽃 마당 | 40\n"
    )
    assert {row.side for row in listed.budget} == {None}


def test_a_note_of_units_below_the_names_and_two_tables_side_by_side() -> None:
    noted = read(
        "2031년 주요사업 집행현황\n부서 사업명 예산현액 지출액 집행률 비고\n(단위 : 백만원, %)\n나눔과 물골 마당 정비 3,500 2,100 60.0 공정률 65%\n"
        "쉼터과 들꽃숲 조성 800 760 95.0\n"
    )
    assert pick(noted.budget, "task", "amount_krw")[:2] == [("물골 마당 정비", 3_500e6), ("물골 마당 정비", 2_100e6)]
    twins = read(
        "2031년 세입세출예산 총괄\n세입 (단위:천원) 세출\n구분 예산액 비율 구분 예산액 비율\n계 400 100 계 400 100\n"
        "지방세 100 25.0 일반공공행정 250 62.5\n보조금 300 75.0 사회복지 150 37.5\n"
    )
    assert pick(twins.budget, "account", "amount_krw")[2:4] == [("지방세", 100_000), ("일반공공행정", 250_000)]


def test_a_line_of_names_is_no_project() -> None:
    rows = read(
        "2031년 들꽃 일자리 추진계획\n사업유형 사업명 사업기간 참여인원 비고\n물골 지킴이는 320명이 3월부터 일한다\n"
    ).plan
    assert not any(row.task and "사업유형" in row.task for row in rows)


def test_a_total_behind_the_last_of_numbered_rows_of_one_cell_a_line() -> None:
    cells = "연번|학교명|사업명|지원액|1|물골초|들꽃 교실 운영|15,000|2|솔터중|쉼터 정비|42,000|합계|57,000"
    result = read("2031년 교육경비 보조사업\n(단위 : 천원)\n" + cells.replace("|", "\n") + "\n")
    assert pick(result.budget, "task", "amount_krw", "additive") == [
        *(("들꽃 교실 운영", 15e6, True), ("쉼터 정비", 42e6, True), (None, 57e6, False)),
    ]
