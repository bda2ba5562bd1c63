"""Columns told by their order, by what stands beside them, and header rows and labels that lost their places."""

import pytest
from reading import left, pick, read

REPORT = "2023년 샘말군 쉼터 운영 결과보고\n\n"
UNITS = "2. 사업소별 실적 (단위 : {})\n구분\t덮개\t상자\t계량기\n느티관\t59\t31\t10\n솔빛관\t62\t40\t13\n"


@pytest.mark.parametrize(
    ("note", "units"),
    [("세대, 개, 대", ["세대", "개", "대"]), ("세대, 개", [None, None, None]), ("세대, 개, %", [None, None, None])],
)
def test_as_many_units_as_columns_of_values_name_them_in_turn(note: str, units: list[str | None]) -> None:
    result = read(REPORT + UNITS.format(note))
    assert [row.unit for row in result.result][:3] == units


def test_a_column_with_a_unit_of_its_own_breaks_the_turn() -> None:
    result = read(REPORT + UNITS.format("세대, 개, 대").replace("상자", "상자(곳)"))
    assert [row.unit for row in result.result if row.indicator == "상자"] == ["개소", "개소"]
    assert [row.unit for row in result.result if row.indicator == "덮개"] == [None, None]


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        ("예산액\t도비\t시비\t집행액", ["예산", "예산", "예산", "집행"]),
        ("집행액\t도비\t시비\t예산액", ["집행", "집행", "집행", "예산"]),
    ],
)
def test_columns_of_sources_are_of_what_the_column_before_them_is_the_whole_of(head: str, basis: list[str]) -> None:
    result = read(
        f"{REPORT}Ⅳ. 예산 집행\n\n(단위 : 천원)\n구분\t{head}\n누리관\t392\t96\t296\t381\n솔빛관\t240\t72\t168\t238\n"
    )
    assert [row.basis for row in result.budget][:4] == basis


def test_a_first_header_row_short_of_the_parts_of_one_name_above_an_empty_row() -> None:
    rows = [
        "축제이름 | 개최기간 | 2019년 집행액 | 참가인원 |",
        "---|---|---|---|---|---|---|",
        "계 | 도비 | 군비 | 자부담 |",
        "||||||",
    ]
    rows += [
        "갯벌잔치 | 10.11~10.20 | 1,240 | 120 | 1,020 | 100 | 862 |",
        "단풍걷기 | 10.26 | 84 | - | 74 | 10 | 532 |",
    ]
    result = read(f"{REPORT}(단위 : 천원, 명)\n" + "\n".join(rows) + "\n")
    assert pick(result.budget, "source", "amount_krw")[:4] == [
        ("계", 1240e3), ("도비", 120e3), ("군비", 1020e3), ("자부담", 100e3),
    ]  # fmt: skip
    assert pick(result.result, "indicator", "value", "unit")[:1] == [("참가인원", 862, "명")]


KINDS = """{}
  성과지표                구분        2018년       2019년       2020년
  쉼터 손님 수(명)        {first}       182,000      190,000       95,000
                          {second}       178,450      193,210       88,740
                          {third}       98.0%       101.7%        93.4%
"""


def test_rows_of_what_was_aimed_at_and_reached_lack_the_name_of_their_indicator() -> None:
    result = read(KINDS.format(REPORT, first="목표", second="실적", third="달성률"))
    assert {(row.activity, row.unit) for row in result.plan} == {("쉼터 손님 수", "명")}
    assert pick(result.plan, "target", "fiscal_year") == [(182000, 2018), (190000, 2019), (95000, 2020)]
    assert {(row.activity, row.unit) for row in result.result} == {("쉼터 손님 수", "명"), ("쉼터 손님 수", "%")}


def test_rows_that_are_other_things_keep_their_one_column_of_names() -> None:
    result = read(KINDS.format(REPORT, first="느티관", second="솔빛관", third="나루관"))
    assert {row.activity for row in result.result} >= {"솔빛관", "나루관"}


SHARES = (
    "과 목\t2022년 예산액\t2021년 예산액\t증 감\t구성비(%)\n총 계\t4,860\t4,512\t348\t100\n사업수입\t612\t540\t72\t{}\n"
)
SHARES += "출연금\t3,900\t3,700\t200\t{}\n"


@pytest.mark.parametrize(
    ("shares", "year"), [(("12.6", "80.2"), 2022), (("12.0", "82.0"), 2021)], ids=["of this year", "of the year before"]
)
def test_shares_belong_to_the_column_whose_shares_they_are(shares: tuple[str, str], year: int) -> None:
    result = read(f"2022년 느티재단 예산현황\n\n세입예산\n\n(단위:천원)\n{SHARES.format(*shares)}")
    assert {row.fiscal_year for row in result.budget if row.share is not None} == {year}


def test_accounts_of_equal_names_one_below_the_other_stand_both_in_the_path() -> None:
    table = (
        "구분\t관\t항\t목\t예산액\n세입\t보조금수입\t보조금수입\t국고보조금\t69\n세입\t잡수입\t잡수입\t예금이자\t15\n"
    )
    result = read(f"2022년 느티의집 예산서\n\n(단위 : 천원)\n{table}")
    assert pick(result.budget, "account") == [
        ("보조금수입 > 보조금수입 > 국고보조금",),
        ("잡수입 > 잡수입 > 예금이자",),
    ]


LISTED = "기준일자,과제명,사업기간,총사업비(백만원),공정률(%)\n{},느티 쉼터 짓기,2019~2022,7800,65\n{},물빛길 놓기,2020~2023,1250,80\n"


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        (("2021-12-31", "2021-12-31"), ["2021-12-31", "2021-12-31"]),
        (("2021-12-31", "2021-06-30"), ["2022-12-31", "2023-12-31"]),
    ],
)
def test_a_column_of_the_day_of_the_data_dates_the_states_of_its_rows(days: tuple[str, str], ends: list[str]) -> None:
    result = read(LISTED.format(*days))
    assert [str(row.period_end) for row in result.result] == ends


def test_names_of_two_syllables_set_apart_behind_such_a_name_are_as_many_names() -> None:
    note = "○ 교육장소 : 느티관 ○ 교육방법 : 실습과 강의를 함께 하며 마을을 돌아봄 ○ 교육대상 : 누구나"
    line = "구 분 신 청 선 발 수 료 수료율 계 547 210 191 91.0 기초과정 412 120 111 92.5 심화과정 97 60 54 90.0"
    result = read(f"{REPORT}{note} ○ 과정별 수료 현황 (단위 : 명, %) {line}\n")
    assert pick(result.result, "indicator", "value", "unit")[:4] == [
        ("신청", 547, "명"), ("선발", 210, "명"), ("수료", 191, "명"), ("수료율", 91.0, "%"),
    ]  # fmt: skip


def test_one_row_of_values_below_names_behind_such_a_name() -> None:
    note = "○ 교육장소 : 느티관 ○ 교육방법 : 실습과 강의를 함께 하며 마을을 돌아봄 ○ 교육대상 : 누구나"
    line = "항 목 강의내용 강사 실습환경 점 수 4.6 4.7 3.9"
    result = read(f"{REPORT}{note} ○ 만족도 조사 결과 (단위 : 점) {line}\n")
    assert [row.value for row in result.result] == [4.6, 4.7, 3.9]


def test_a_type_called_by_a_number_and_a_letter_is_a_name_and_a_rent_of_the_month_a_price() -> None:
    table = "주택형\t세대수\t월임대료(원)\n16A\t180\t78,000\n26B\t214\t121,000\n"
    result = read(f"2024년 느티마을 주택 공급계획\n\n{table}")
    assert pick(result.plan, "activity", "target") == [("16A", 180), ("26B", 214)]
    assert ("78,000", "unit_price") in left(result)


def test_extras_of_a_work_are_no_comparison() -> None:
    table = "구분\t계\t2017년\t2018년\n공사비\t74\t1\t73\n부대비\t8\t3\t5\n"
    result = read(f"느티 주택 건설사업 추진현황\n\n연도별 투자계획\n\n(단위:백만원)\n{table}")
    assert [row.amount_krw for row in result.budget if row.activity == "부대비"] == [8e6, 3e6, 5e6]


def test_a_fund_called_by_its_name_pays_a_part() -> None:
    result = read(
        "2024년 느티 주택 건설사업 계획\n\n- 총사업비 : 98,450백만원(국비 26,300, 주택도시기금 41,200, 시비 30,950)\n"
    )
    assert pick(result.budget, "source", "amount_krw")[1:] == [
        ("국비", 26300e6), ("기금", 41200e6), ("시비", 30950e6),
    ]  # fmt: skip


def test_who_may_apply_is_no_count() -> None:
    table = "연번\t사업명\t사업비(천원)\t자격요건\n1\t벼 재배 시범\t40,000\t논 3ha 이상 경작 농가\n2\t딸기 재배 시범\t30,000\t면적 1,000㎡ 이상\n"
    result = read(f"2018년 농촌지도 시범사업\n\n{table}")
    assert not result.plan
    assert not result.result


def test_a_name_and_its_unit_stand_before_the_numbers_of_a_flattened_row() -> None:
    lines = "구 분 단위 계 2021 2022 2023\n진화대 운영 명 - 42 42 48\n카메라 설치 대 8 2 3 3\n임도 개설 km 15.5 4.5 5.0 6.0\n"
    result = read(f"물빛군 산림계획(2021~2023)\n\n○ 연차별 목표\n{lines}")
    assert pick(result.plan, "activity", "unit", "target")[:4] == [
        ("진화대 운영", "명", 42), ("진화대 운영", "명", 42), ("진화대 운영", "명", 48), ("카메라 설치", "대", 8),
    ]  # fmt: skip


def test_a_dash_is_a_cell_where_bars_end_the_cells() -> None:
    cells = (
        "구 분 |\n계 |\n국 비 |\n시 비 |\n합 계 |\n74 |\n21 |\n53 |\n복지 |\n26 |\n- |\n26 |\n환경 |\n28 |\n8 |\n20 |\n"
    )
    result = read(f"2014년 느티 사업 투자계획\n\n(단위 : 백만원)\n{cells}")
    assert [row.amount_krw for row in result.budget] == [x * 1e6 for x in (74, 21, 53, 26, 26, 28, 8, 20)]


@pytest.mark.parametrize(("head", "unit"), [("피해액", "원"), ("운영비용", "원"), ("피해건수", "건")])
def test_what_is_called_an_amount_takes_the_money_of_a_note(head: str, unit: str) -> None:
    result = read(
        f"2023년 느티 복구 결과보고\n\n(단위 : 건, 백만원)\n구 분 {head} 복구액\n도로 41 3,870\n하천 27 4,985\n"
    )
    row = next(r for r in (*result.budget, *result.result) if r.raw == "41")
    assert (getattr(row, "unit", "원")) == unit


def test_revenue_aimed_at_is_a_target_and_what_came_in_until_a_day_was_received() -> None:
    aims = "(단위:백만원)\n수입목표\n구 분\t2016년도 목표\t증 감\n합 계\t21,480\t865\n입원수입\t11,250\t360\n"
    plan = read(f"느티의료원 경영목표\n\n○ 2016년도 수입목표\n{aims}").plan
    assert pick(plan, "target", "unit") == [(21480e6, "원"), (11250e6, "원")]
    table = "시설명,사용료수입(천원),데이터기준일자\n느티체육관,284,2023-12-31\n솔빛수영장,501,2023-12-31\n"
    assert [row.basis for row in read(table).budget] == ["집행", "집행"]


def test_a_row_called_by_a_fund_is_an_account_and_what_is_asked_for_an_amount() -> None:
    table = "회계별\t요구액\t의결액\n합 계\t412\t401\n일반회계\t371\t360\n특별회계\t41\t41\n"
    result = read(f"2020년도 예산안 심사결과\n\n(단위 : 천원)\n{table}")
    assert [(row.activity, row.account) for row in result.budget if row.account] == [
        (None, "일반회계"), (None, "일반회계"), (None, "특별회계"), (None, "특별회계"),
    ]  # fmt: skip
    assert "요구액" not in {row.activity for row in result.budget}


FUND = """[수입계획][단위:천원]
과                목
2011년도
2010년도
비      교
계  획  액
계  획  액
산          출          기          초
증  감
수입합계
1,227,000
1,159,300
67,700
200
세외수입
186,420
171,300
15,120
210
경상적세외수입
36,420
31,300
5,120
216
이자수입
36,420
31,300
5,120
01 공공예금이자수입
○정기예금 이자
    1,011,000,000원 x 3.5%
=
35,385
"""


def test_a_fund_plan_has_the_amounts_of_two_years_and_a_total_without_a_code() -> None:
    result = read(f"기금운용계획서\n\n{FUND}")
    assert pick(result.budget, "amount_krw", "fiscal_year")[:4] == [
        (1227e6, 2011), (1159300e3, 2010), (186420e3, 2011), (171300e3, 2010),
    ]  # fmt: skip
    assert "세외수입 > 경상적세외수입 > 이자수입" in {row.account for row in result.budget}
    assert {row.superseded for row in result.budget} == {False}


def test_amounts_that_do_not_go_up_in_each_other_are_no_page_of_a_book() -> None:
    result = read(f"기금운용계획서\n\n{FUND.replace('15,120', '99').replace('5,120', '98').replace('67,700', '97')}")
    assert "세외수입 > 경상적세외수입" not in {row.account for row in result.budget}


def test_levels_without_a_code_stand_above_those_with_one() -> None:
    head = "[느티기금][단위:천원]\n정책.단위.세부사업\n편성목\n2009년도\n2008년도\n계  획  액\n계  획  액\n증  감\n"
    rows = "합      계\n530\n482\n48\n위생수준 향상\n152\n131\n21\n모범음식점 육성\n52\n47\n5\n201\n일반운영비\n32\n29\n3\n307\n민간이전\n20\n18\n2\n"
    result = read(f"2009년도 느티기금 운용계획안\n\n정책:위생수준 향상\n단위:음식문화 개선\n{head}{rows}")
    assert {(row.task, row.account) for row in result.budget if row.amount_krw in (32e3, 29e3)} == {
        ("모범음식점 육성", "위생수준 향상 > 일반운영비")
    }


FORM = "소관\t느티과\t\t\n회계(계정)\t균형특별회계\t\t\n의무/재량\t재량\t\t\n"


def test_a_note_of_the_unit_amid_a_table_begins_another() -> None:
    rows = "구 분\t’22년 결산\t’23년 예산\t’24년 예산(안)\n느티 정비\t31\t33\t40\n물빛 확충\t12\t-\t15\n"
    result = read(f"느티 거점 조성 사업설명서\n\n{FORM}\t\t\t(단위 : 백만원)\n{rows}")
    assert pick(result.budget, "activity", "fiscal_year", "amount_krw")[:3] == [
        ("느티 정비", 2022, 31e6), ("느티 정비", 2023, 33e6), ("느티 정비", 2024, 40e6),
    ]  # fmt: skip


def test_a_row_with_a_project_and_its_class_names_what_follows() -> None:
    result = read("예산요구서\n\n[B2]어촌·어항-일반\t느티 거점 조성(계속)\n\n1. 사업개요\n\n○ 총사업비 : 410백만원\n")
    assert {row.task for row in result.budget} == {"느티 거점 조성(계속)"}


def test_a_glued_header_is_parted_where_all_its_names_are_known() -> None:
    page = "3 2. 추진실적 가. 성과지표달성현황 지표 2015 년실적 2016 년목표 2016 년실적달성률 (%) "
    page += (
        "강좌운영 ( 개 ) 84 96 103 107.3 학습자 ( 명 ) 1,920 2,200 2,318 105.4 만족도 ( 점 ) 86.2 88.0 89.7 101.9 - 3 -"
    )
    result = read(f"2016년도 배움마을 조성사업 결과보고서\n\n{page}\n")
    assert pick(result.plan, "target", "unit", "fiscal_year")[:1] == [(96, "개", 2016)]
    assert pick(result.result, "value", "fiscal_year")[:2] == [(84, 2015), (103, 2016)]


SETTLED = "과목\t예산현액\t지출액\t다음연도이월액\t집행잔액\n느티과 합계\t3,842\t3,327\t286\t229\n\n{}\n  숲길 놓기\t2,910\t2,562\t286\t62\n  쉼터 짓기\t932\t765\t0\t167\n"


@pytest.mark.parametrize(
    ("between", "read_on"),
    [("환경보전 (정책)\n 대기질 개선 (단위)", True), ("※ 이월 사유 : 늦어짐\n다음 표는 2021년의 것임.", False)],
)
def test_rows_go_on_below_the_names_of_their_groups(between: str, read_on: bool) -> None:
    result = read(f"2022회계연도 느티군 결산서\n\n세출예산 결산 명세 (단위: 원)\n\n{SETTLED.format(between)}")
    assert (("예산현액", 2910) in pick(result.budget, "indicator", "amount_krw")) is read_on


WORKS = "연번\t공사명\t총사업비\t2021예산\t착공\t준공(예정)\n\t계(2건)\t14\t6\t\t\n1\t느티 길 넓히기\t8\t4\t'20.3.16.\t'22.5.30.\n2\t물빛 하천 정비\t6\t2\t'20.11.2.\t'22.12.20.\n"


def test_first_and_last_day_in_two_columns_and_a_total_that_counts_its_rows() -> None:
    result = read(f"주요 시설공사 추진현황\n\n(단위 : 백만원)\n{WORKS}")
    whole = [(r.task, str(r.period_start), str(r.period_end)) for r in result.budget if r.amount_krw == 8e6]
    assert whole == [("느티 길 넓히기", "2020-03-16", "2022-05-30")]
    assert [row.task for row in result.budget if row.amount_krw == 14e6] == [None]


def test_an_item_of_revenue_is_reckoned_before_or_behind_its_amount() -> None:
    rows = "100\n사업수입\n18,942\n17,805\n1,137\n110\n급수수익\n17,350\n16,420\n930\n111\n수도사용료\n17,350\n16,420\n930\n"
    items = "01 가정용\n=\n9,820\n    1,140원 x 8,614,000㎥\n02 일반용\n    2,010원 x 3,746,000㎥\n=\n7,530\n120\n공사수익\n1,592\n1,385\n207\n"
    items += "121\n공사수입\n1,592\n1,385\n207\n"
    result = read(f"세입예산서\n\n[단위:천원]\n장 관 항 목\n예  산  액\n전년도예산액\n비  교  증  감\n{rows}{items}")
    assert {(row.account, row.amount_krw) for row in result.budget} >= {("사업수입 > 공사수익", 1592e3)}
    assert "=" not in {row.task for row in result.budget}


def test_the_level_of_a_name_stands_behind_it_in_a_book() -> None:
    rows = "환경보전 (정책)\n대기질 개선 (단위)\n느티 보급\t2,910\t2,562\t286\t62\n307-02 민간경상보조\t12\t11\t0\t1\n"
    rows += "402-01 민간자본보조\t2,898\t2,551\t286\t61\n"
    head = "과목\t예산현액\t지출액\t이월액\t잔액\n느티과 합계\t2,910\t2,562\t286\t62\n"
    result = read(f"2022회계연도 느티군 결산서\n\n(단위: 원)\n{head}{rows}")
    assert "환경보전 > 대기질 개선 > 민간경상보조" in {row.account for row in result.budget}
