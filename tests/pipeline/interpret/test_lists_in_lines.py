"""Lists of projects and places flattened to lines: what each column holds parts the words of a row."""

import pytest
from reading import pick, read

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
