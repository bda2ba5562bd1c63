"""Money: what counts into a total, what an amount is for, whose it is, revenue of local tax, shares and numbers of words."""

import pytest
from reading import left, pick, read


@pytest.mark.parametrize("spent", ["기투자", "기집행액"])
def test_what_was_spent_before_the_years_of_a_plan_counts_into_its_total(spent: str) -> None:
    result = read(
        f"2024년 샘말군 투자계획\n\n(단위 : 백만원)\n사업명\t계\t{spent}\t2024년\t2025년\n물길 살리기\t100\t40\t35\t25\n숲길 잇기\t18\t5\t6\t7\n"
    )
    assert {row.basis for row in result.budget if row.amount_krw == 40e6} == {"집행"}
    assert {row.additive for row in result.budget if row.amount_krw == 100e6} == {False}
    assert not [finding for finding in result.findings if finding.rule == "sum_mismatch"]


def test_money_of_the_years_that_does_not_make_up_their_total_is_told() -> None:
    result = read(
        "2024년 샘말군 투자계획\n\n(단위 : 백만원)\n사업명\t계\t기투자\t2024년\t2025년\n물길 살리기\t100\t30\t35\t25\n숲길 잇기\t18\t5\t6\t7\n"
    )
    assert [finding.rule for finding in result.findings] == ["sum_mismatch"]


@pytest.mark.parametrize(("first", "second"), [("2021", "2022"), ("1분기", "2분기"), ("상반기", "하반기")])
def test_a_row_of_amounts_called_by_its_time_alone_is_for_nothing(first: str, second: str) -> None:
    result = read(
        f"2024년 샘말군 들꽃학교 살림 안내\n\n(단위 : 백만원)\n구분\t예산액\t집행액\n{first}\t310\t200\n{second}\t150\t120\n"
    )
    assert pick(result.budget, "activity", "amount_krw") == [(None, 310e6), (None, 200e6), (None, 150e6), (None, 120e6)]


def test_a_row_of_amounts_called_by_its_time_and_more_is_for_that() -> None:
    result = read(
        "2024년 샘말군 들꽃학교 살림 안내\n\n(단위 : 백만원)\n구분\t예산액\n1분기 마당 넓히기\t310\n2분기 담장 낮추기\t150\n"
    )
    assert pick(result.budget, "activity", "amount_krw") == [("1분기 마당 넓히기", 310e6), ("2분기 담장 낮추기", 150e6)]


FORMULAS = (
    "2024년 샘말군 들꽃잔치 운영계획\n\n(단위 : 백만원)\n<table><tr><td>구분</td><td>산식</td></tr><tr><td>무대</td><td>{}<br>{}</td></tr>"
    "<tr><td>알림</td><td>- 걸개그림 : 4<br>- 알림쪽지 : 2</td></tr></table>\n"
)


def test_amounts_told_by_name_in_a_column_of_formulas_are_amounts_for_what_they_name() -> None:
    result = read(FORMULAS.format("- 무대차 : 31", "- 소리꾼 : 12.5"))
    assert pick(result.budget, "activity", "amount_krw") == [
        ("무대차", 31e6),
        ("소리꾼", 12.5e6),
        ("걸개그림", 4e6),
        ("알림쪽지", 2e6),
    ]


def test_a_formula_beside_a_name_is_no_amount() -> None:
    """산출기초 are ledger lines: the checks recompute them."""
    result = read(FORMULAS.format("- 무대차 : 2대×15백만원<br>- 소리꾼 : 12.5", "- 춤꾼 : 7"))
    assert pick(result.budget, "activity") == [("걸개그림",), ("알림쪽지",)]
    assert {raw for raw, _ in left(result)} >= {"2대", "15백만원", "12.5", "7"}


def test_a_number_glued_to_a_word_is_no_amount() -> None:
    result = read(
        "2024년 샘말군 업무계획\n\n□ 소요예산 (단위 : 백만원)\n - 느티 7터 가꾸기  31\n - 물길 2손길 더하기  12\n"
    )
    assert pick(result.budget, "amount_krw") == [(31e6,), (12e6,)]


def test_a_number_alone_behind_a_word_is_one() -> None:
    result = read(
        "2024년 샘말군 업무계획\n\n□ 소요예산 (단위 : 백만원)\n - 느티터 가꾸기  31\n - 물길 더하기  12(군비)\n"
    )
    assert {row.amount_krw for row in result.budget} == {31e6, 12e6}


def test_shares_marked_at_the_end_of_a_list_of_sources_are_no_amounts() -> None:
    """`국비 50%` without an amount is a rate of support."""
    result = read(
        "2024년 샘말군 업무계획\n\n□ 느티학교 소요예산 (단위 : 백만원)\n ○ 국비 50, 군비 50(%)\n ○ 학생 : 30명\n"
    )
    assert result.budget == ()


def test_a_list_of_sources_without_such_a_mark_is_one_of_amounts() -> None:
    result = read("2024년 샘말군 업무계획\n\n(단위 : 백만원)\n\n□ 소요예산\n ○ 재원 : 국비 50, 도비 35, 군비 15\n")
    assert pick(result.budget, "source", "amount_krw") == [("국비", 50e6), ("도비", 35e6), ("군비", 15e6)]


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("지방교부세", "지방교부세"),
        ("보통교부세", "지방교부세"),
        ("소방안전교부세", "소방안전교부세"),
        ("특별조정교부금", "특별조정교부금"),
        ("특조금", "특별조정교부금"),
        ("특조", "특별조정교부금"),
        ("특별조정금", "특별조정교부금"),
        ("후원금", "기타"),
        ("후원", "기타"),
        ("기부금", "기타"),
        ("성금", "기타"),
        ("지방채", "지방채"),
        ("기채", "지방채"),
        ("특교세", "특별교부세"),
        ("일반조정교부금", "조정교부금"),
    ],
)
def test_sources_are_called_as_the_contract_names_them(printed: str, source: str) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ 소요예산 : 310백만원({printed} 200, 군비 110)\n")
    assert pick(result.budget, "source", "amount_krw") == [("계", 310e6), (source, 200e6), ("군비", 110e6)]


def test_revenue_of_its_own_is_an_account_and_no_source() -> None:
    result = read("2024년 샘말군 살림 안내\n\n(단위 : 백만원)\n구분\t세입예산액\n자체수입\t310\n이전수입\t45\n")
    assert pick(result.budget, "source", "account", "side") == [("계", "자체수입", "세입"), ("계", "이전수입", "세입")]


def test_means_of_its_own_are_a_source() -> None:
    result = read("2024년 샘말군 살림 안내\n\n(단위 : 백만원)\n구분\t예산액\n국비\t310\n자체재원\t45\n")
    assert pick(result.budget, "source", "account") == [("국비", None), ("자체", None)]


# -- local tax and subsidies ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("부과액", "세입"),
        ("체납액", "세입"),
        ("미수액", "세입"),
        ("결손액", "세입"),
        ("징수결정", "세입"),
        ("조정액", None),
        ("정리액", None),
        ("과오납반환액", None),
    ],
)
def test_what_was_levied_and_what_is_outstanding_happened_and_is_no_stock(name: str, side: str | None) -> None:
    """지방세징수법: 부과, 체납 and 결손 are of revenue."""
    result = read(f"2024년 샘말군 살림 안내\n\n(단위 : 백만원)\n구분\t{name}\n누리면\t310\n솔빛면\t45\n")
    assert result.result == ()
    assert pick(result.budget, "activity", "indicator", "basis", "side", "amount_krw") == [
        ("누리면", name, "집행", side, 310e6),
        ("솔빛면", name, "집행", side, 45e6),
    ]


@pytest.mark.parametrize("name", ["적립액", "현재액"])
def test_what_has_been_saved_is_a_stock(name: str) -> None:
    result = read(f"2024년 샘말군 살림 현황\n\n(단위 : 백만원)\n구분\t{name}\n누리면\t310\n솔빛면\t45\n")
    assert result.budget == ()
    assert pick(result.result, "value", "unit") == [(310e6, "원"), (45e6, "원")]


TAXES = (
    *("취득세", "재산세", "자동차세", "소득세", "주민세", "담배소비세", "등록면허세", "레저세", "지방소비세"),
    *("지역자원시설세", "지방교육세"),
)


@pytest.mark.parametrize("tax", TAXES)
def test_a_kind_of_local_tax_is_an_account(tax: str) -> None:
    """지방세기본법 제8조 lists the kinds of local tax."""
    result = read(f"2024년 샘말군 살림 안내\n\n(단위 : 백만원)\n구분\t징수결정액\n{tax}\t310\n누리면\t45\n")
    assert pick(result.budget, "account", "activity", "amount_krw") == [(tax, None, 310e6), (None, "누리면", 45e6)]


@pytest.mark.parametrize("word", ["신청액", "교부결정", "결정액", "신청금액"])
def test_what_was_asked_for_or_granted_is_budget_in_a_report_too(word: str) -> None:
    result = read(
        f"2023년 샘말군 살림 결과보고\n\n□ 집행현황\n ○ 느티학교 {word} : 31백만원\n ○ 느티학교 쓴 돈 : 12백만원\n"
    )
    assert pick(result.budget, "basis", "amount_krw") == [("예산", 31e6), ("집행", 12e6)]


# -- several counts under one label -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("310명/12회", [("참여인원", 310, "명"), ("운영횟수", 12, "회")]),
        ("310명", [("참여인원/운영횟수", 310, "명")]),
    ],
    ids=["as many values as names", "one value"],
)
def test_names_and_values_that_slashes_part_alike_belong_together(
    value: str, rows: list[tuple[str, float, str]]
) -> None:
    result = read(f"2024년 샘말군 들꽃학교 결과보고\n\n□ 추진실적\n ○ 참여인원/운영횟수 : {value}\n")
    assert pick(result.result, "indicator", "value", "unit") == rows


def test_a_count_in_brackets_at_the_end_of_a_label_is_of_what_it_names() -> None:
    result = read(
        "2024년 샘말군 돌봄 추진실적\n\n□ 추진실적\n ○ 찾아가는 이발소(12회) : 산마을 어르신\n ○ 함께 걷기(30명) : 물길 둘레\n"
    )
    assert pick(result.result, "indicator", "value", "unit") == [("찾아가는 이발소", 12, "회"), ("함께 걷기", 30, "명")]


def test_an_ordinal_or_a_month_at_the_end_of_a_label_counts_nothing() -> None:
    result = read(
        "2024년 샘말군 돌봄 추진실적\n\n□ 추진실적\n ○ 이발소(제2관) : 어르신 40명\n ○ 함께 걷기(3월) : 25명\n"
    )
    assert pick(result.result, "value", "unit") == [(40, "명"), (25, "명")]
