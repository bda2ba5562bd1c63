"""Tables of real pages whose spans, units or blanks were lost: years, groups with names behind them, sums of amounts."""

import pytest

from tests.pipeline.interpret.reading import left, pick, read

# -- a table with bars whose first name stood over two columns --------------------------------------------------------

BARS = "(단위 : 백만원)\n\n구분 | {} | {} |\n---|---|---|---|\n{}"
SHORT = "누리{0} | 물레{0} | 310 | 450 |\n두레{0} | 31 | - | |\n벼루{0} | - | 72 | |\n합계 | 341 | 522 |"


@pytest.mark.parametrize("years", [("2021", "2022"), ("2021년", "2022년")])
def test_years_move_with_the_values_below_them_and_dashes_stand_for_values(years: tuple[str, str]) -> None:
    rows = read(BARS.format(*years, SHORT.format("사업"))).budget
    assert pick(rows, "activity", "fiscal_year", "amount_krw")[:4] == [
        ("물레사업", 2021, 310_000_000),
        ("물레사업", 2022, 450_000_000),
        ("두레사업", 2021, 31_000_000),
        ("벼루사업", 2022, 72_000_000),
    ]


@pytest.mark.parametrize(("name", "read_on"), [("사업", True), ("부문", False)])
def test_amounts_of_projects_are_a_plan_though_nothing_says_so(name: str, read_on: bool) -> None:
    assert bool(read(BARS.format("2021", "2022", SHORT.format(name))).budget) == read_on


def test_a_project_of_evaluation_is_no_evaluation() -> None:
    rows = read(BARS.format("2021", "2022", "물레사업 | 310 | 450 |\n품질평가 | 31 | 72 |\n두레사업 | 5 | 6 |"))
    assert len(rows.budget) == 6
    assert not rows.result


# -- cells one a paragraph, names behind the groups -------------------------------------------------------------------

SPENT = "2024년 나래학교 현장학습 경비 정산내역\n\n1) 지출내역\n\n"
PAID = "물레비|5|20|100|2|30|60|160|{}|두레비|5|9|45|2|8|16|61|{}"


def cells(text: str) -> str:
    return "\n\n".join(text.split("|"))


@pytest.mark.parametrize(
    ("labels", "remarks"),
    [("구분|", ("한 줄", "둘째 줄")), ("구분|", ("앞|뒤(1)", "")), (" |", (" ", " "))],
    ids=["remarks", "remark of two lines", "name of labels lost"],
)
def test_names_behind_groups_are_of_a_total_and_of_remarks(labels: str, remarks: tuple[str, str]) -> None:
    head = f"{labels}학생|교사|합계()|비고|인원()|단가()|금액()|인원()|단가()|금액()|"
    result = read(SPENT + cells(head + PAID.format(*remarks) + "|합계|145|76|221"))
    assert pick(result.result, "activity", "indicator", "value") == [
        ("물레비", "학생 인원", 5),
        ("물레비", "교사 인원", 2),
        ("두레비", "학생 인원", 5),
        ("두레비", "교사 인원", 2),
    ]
    assert [row.raw for row in result.budget] == ["100", "60", "160", "45", "16", "61", "145", "76", "221"]
    assert {number for number, reason in left(result) if reason == "unit_price"} == {"20", "30", "9", "8"}


def test_a_price_by_its_name_is_a_thing_bought_beside_a_column_of_prices() -> None:
    text = SPENT + "구분\t인원\t단가\t금액\n입장료\t5\t20\t100\n물레비\t2\t30\t60\n"
    assert [row.raw for row in read(text).budget] == ["100", "60"]
    assert not read("2024년 느티시 안내\n\n구분\t금액\n입장료\t3,000원\n").budget


@pytest.mark.parametrize(("total", "money"), [("160", True), ("161", False)])
def test_a_total_without_unit_is_money_where_it_is_the_sum_of_the_amounts(total: str, money: bool) -> None:
    head = "구분|학생|교사|합계|비고|인원|단가|금액|인원|단가|금액|"
    result = read(SPENT + cells(head + PAID.format("가", "나").replace("160", total)))
    assert (total in [row.raw for row in result.budget]) == money


# -- a column or row of totals that lost its name ---------------------------------------------------------------------

STATE = "2024년 느티시 일반현황\n\n정원 현황\n\n"


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ("구분 연구직 물레직 일반직\n정원 24 32 91 147\n현원 24 32 103 159", ["147", "159"]),
        ("구분 연구직 물레직 일반직\n정원 147 24 32 91\n현원 159 24 32 103", ["147", "159"]),
        ("학원 교습소 인정 배움터 일반 배움터 공익법인\n1,051 376 1 57 10 1,495", ["1,495"]),
    ],
    ids=["last", "first", "names in which a word recurs"],
)
def test_a_column_without_name_is_the_total_of_the_others(lines: str, total: list[str]) -> None:
    rows = read(STATE + lines + "\n").result
    assert [(row.raw, row.indicator) for row in rows if not row.additive] == [(raw, None) for raw in total]
    assert all(row.indicator for row in rows if row.additive)
    if "배움터" in lines:
        assert [row.indicator for row in rows[2:4]] == ["인정 배움터", "일반 배움터"]


@pytest.mark.parametrize("bare", ["198(2) 2,649(5) 461", "36 726 110", "198(2) 2,649(5) 462"])
def test_a_row_without_label_is_the_total_of_all_rows_or_no_row_of_them(bare: str) -> None:
    lines = f"학교별 학교수 학급수 교원수\n{bare}\n유치원 94 385 100\n초등학교 68(2) 1,538(5) 251\n중학교 36 726 110\n"
    rows = read(STATE + lines).result
    summed = bare.endswith("461")
    assert (bare.split()[0] in [row.raw for row in rows if not row.additive and row.activity != "초등학교"]) == summed
    assert ("초등학교", "학급수", 1538, True) in pick(rows, "activity", "indicator", "value", "additive") or not summed


@pytest.mark.parametrize("last", ["147", "148"])
def test_one_number_more_than_names_is_only_read_where_it_is_their_sum(last: str) -> None:
    rows = read(f"{STATE}구분 연구직 물레직 일반직\n정원 24 32 91 {last}\n현원 24 32 103 159\n").result
    assert bool(rows) == (last == "147")


# -- a page laid out with blanks --------------------------------------------------------------------------------------

LAID_OUT = """2021 느티시 통계연보

                단위 : 명, 개소, 톤/일                        Unit : person, each, ton/day
                                 물레구역                  두레구역               수거지        {top}
                               Wheel area               Help area         인구율(B/A)    (톤/일)
                              시설수     인구(A)       시설수       인구(B)
                  연      별
                              Places   Population   Places   Population       rate      Amount

                  2 0 1 8       37    242,536       36     241,536         100       217.9

                  2 0 1 9       38    240,858       37     240,758         100       264.8

                  2 0 2 0       39    231,973       38     230,973         100       {last}
"""


def test_pieces_of_a_header_name_the_columns_that_they_stand_above() -> None:
    rows = read(LAID_OUT.format(top="배출량(C)", last="258.0")).result
    assert pick(rows, "fiscal_year", "activity", "indicator", "value")[:6] == [
        (2018, "물레구역", "시설수", 37),
        (2018, None, "인구", 242_536),
        (2018, "두레구역", "시설수", 36),
        (2018, None, "인구", 241_536),
        (2018, None, "수거지 인구율", 100),
        (2018, None, "배출량", 217.9),
    ]
    assert [row.unit for row in rows if row.indicator == "배출량"] == ["톤/일"] * 3


@pytest.mark.parametrize("top", ["배  출  량", "배출량(C)        물레"], ids=["two above one column", "too far off"])
def test_a_page_whose_pieces_do_not_fit_is_not_read(top: str) -> None:
    rows = read(LAID_OUT.format(top=top, last="258.0")).result
    assert not [row for row in rows if row.indicator in ("수거지 인구율", "배출량")]


def test_a_header_that_lost_its_first_name_is_told_by_names_that_come_again() -> None:
    lines = (
        "            합계          물레학교                 두레학교\n"
        "                     학급수  학생수  교원수   학급수  학생수  교원수\n"
        "  2018       99        31     310      45       7      72      9\n"
        "  2019       98        32     320      46       8      73     10\n"
        "  2020       97        33     330      47       9      74     11\n"
    )
    rows = read(f"2021 느티시 통계연보\n\n{lines}").result
    assert [row.indicator for row in rows[:7]] == ["합계", *["학급수", "학생수", "교원수"] * 2]
    assert [row.activity for row in rows[1:7]] == ["물레학교"] * 3 + ["두레학교"] * 3


APART = {
    "letters of two columns": """
  연 별     합계         물레학교                  두레학교

  Year                학급수  학생수   교원수    학급수  학생수  교원수
""",
    "letters of one": """
  연 별         합계             물레학교                       두레학교

  Year                  학급수   학생수     교원수         학급수    학생수    교원수
""",
}
BELOW = """
  2 0 1 8       99        31     310      45       7      72      9

  2 0 1 9       98        32     320      46       8      73     10

  2 0 2 0       97        33     330      47       9      74     11
"""


@pytest.mark.parametrize("head", APART.values(), ids=APART)
def test_names_stand_over_columns_however_a_page_counts_its_letters(head: str) -> None:
    rows = read("2021 느티시 통계연보\n" + head + BELOW).result
    assert [row.indicator for row in rows[:7]] == ["합계", *["학급수", "학생수", "교원수"] * 2]
    assert [row.activity for row in rows[1:7]] == ["물레학교"] * 3 + ["두레학교"] * 3


def test_a_first_name_over_two_columns_of_labels_is_not_lost() -> None:
    rows = read(
        "2024년 느티시 결산\n\n(단위 : 천원)\n재정운영 결과 | 느티시 | 유사 지방자치단체 평균 | | | | | |\n"
        "---|---|---|---|---|---|---|---|\n’23년도(A) | ’22년도(B) | 증감(A-B) | ’23년도(A) | ’22년도(B) | 증감(A-B) | | |\n"
        "결산규모 | 세입결산 | 310 | 300 | 10 | 45 | 31 | 14 |\n세출결산 | 72 | 70 | 2 | 9 | 8 | 1 | |\n"
    ).budget
    assert [row.fiscal_year for row in rows if row.amount_krw in (310_000, 300_000)] == [2023, 2022]


@pytest.mark.parametrize(
    ("words", "reason"), [("30명 미만 80곳", "criterion"), ("2회 이상 80곳", None), ("30명 이상", None)]
)
def test_a_bound_right_before_what_is_counted_is_its_size(words: str, reason: str | None) -> None:
    result = read(f"2024년 물레관 지원계획\n\n□ 추진계획\n- 물레회원 {words} 지원\n")
    assert dict(left(result)).get(words[: words.index(" ")]) == reason


# -- a table of projects in one line ----------------------------------------------------------------------------------

RUN = (
    "결재문서 번호 느티과-31 결재일자 2024. 1. 10. 물레 주무관 두레 팀장 2024년 물레 보급 및 지원사업 선정 계획 물레를 널리 펴서 마을 살림에 "
    "보탬이 되고자 함 사업구분 사 업 명 사 업 비(천원) 사업량 계 지방비 국 비 계 3개 사업 96,000 75,000 21,000 12개소 "
    "보급사업 2개 사업 65,000 44,000 21,000 3개소 새 물레 놓기 시범 40,000 20,000 {} 1개소 두레터 고치기 25,000 24,000 1,000 2개소 "
    "지원사업 1개 사업 31,000 31,000 - 9개소 벼루 나눔 지원 31,000 31,000 9개소"
)


def test_rows_of_projects_in_one_line_are_told_by_their_sums() -> None:
    result = read(RUN.format("20,000") + "\n")
    named = [row for row in result.budget if row.task == "새 물레 놓기 시범"]
    assert pick(named, "source", "amount_krw") == [("계", 40_000_000), ("지방비", 20_000_000), ("국비", 20_000_000)]
    assert [(row.task, row.target, row.unit) for row in result.plan if row.task][-1] == ("벼루 나눔 지원", 9, "개소")
    assert [row.additive for row in result.budget if row.amount_krw in (96_000_000, 65_000_000)] == [False, False]


def test_rows_end_where_an_amount_is_no_sum() -> None:
    assert not [row for row in read(RUN.format("20,100") + "\n").budget if row.amount_krw == 40_000_000]
