"""Columns of words among numbers, bands of age, peers to compare with, counts of a source, rates, names of contents."""

import pytest
from reading import PLAN, REPORT, left, pick, read

# -- words, dates and numbers in turn ----------------------------------------------------------------------------------

HALLS = "두레체육관 솔동 1,240 2015. 3. 8,200\n나래 작은도서관 물빛동 310 2018. 11. 4,150\n느티쉼터 두레면 85 2021. 5. 960\n"
HEAD = "시설명 위치 면적(㎡) 준공연도 이용인원(명)\n"


def test_a_date_between_two_numbers_parts_the_columns() -> None:
    assert pick(read(REPORT + HEAD + HALLS).result, "activity", "indicator", "value", "unit") == [
        ("두레체육관", "면적", 1240, "㎡"),
        ("두레체육관", "이용인원", 8200, "명"),
        ("나래 작은도서관", "면적", 310, "㎡"),
        ("나래 작은도서관", "이용인원", 4150, "명"),
        ("느티쉼터", "면적", 85, "㎡"),
        ("느티쉼터", "이용인원", 960, "명"),
    ]


def test_a_date_behind_the_amount_is_the_time_of_its_row() -> None:
    rows = (
        "1 느티향교 지붕 손질 120 2024. 3. ~ 2024. 9.\n"
        "2 솔숲석탑 둘레 정비 45 2024. 4. ~ 2024. 6.\n"
        "3 물빛정자 마루 보수 31 2024. 5. ~ 2024. 12.\n"
    )
    result = read(f"{PLAN}연번 문화재명 사업내용 사업비(백만원) 사업기간\n{rows}")
    assert [(row.amount_krw, str(row.period_start), str(row.period_end)) for row in result.budget] == [
        (120_000_000, "2024-03-01", "2024-09-30"),
        (45_000_000, "2024-04-01", "2024-06-30"),
        (31_000_000, "2024-05-01", "2024-12-31"),
    ]
    assert [raw for raw, reason in left(result) if reason == "ordinal"] == ["1", "2", "3"]


def test_a_row_may_end_in_a_remark() -> None:
    rows = (
        "두레마을회관 솔동 2019. 4. 310 증축\n나래마을회관 물빛면 2020. 6. 120\n솔숲마을회관 두레읍 2022. 9. 85 이전\n"
    )
    result = read(f"{REPORT}시설명 위치 준공연도 이용인원(명) 비고\n{rows}")
    assert pick(result.result, "activity", "indicator", "value") == [
        ("두레마을회관", "이용인원", 310),
        ("나래마을회관", "이용인원", 120),
        ("솔숲마을회관", "이용인원", 85),
    ]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (f"○ {HEAD}", " - 두레체육관 솔동 1,240 2015년 820\n - 느티쉼터 두레면 85 2021년 960\n"),
        (HEAD, "- 두레체육관 솔동 1,240 2015년 820\n- 느티쉼터 두레면 85 2021년 960\n"),
        (HEAD.replace("시설명 ", "시설명: "), HALLS),
    ],
    ids=["marks before both", "marks before the rows", "a label"],
)
def test_other_lines_of_words_and_numbers_have_no_such_columns(head: str, rows: str) -> None:
    assert "두레체육관" not in {row.activity for row in read(REPORT + head + rows).result}


# -- bands of age ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "구분\t계\t10대\t20~30대\t60대 이상\n두레도서관\t310명\t120명\t150명\t40명\n나래도서관\t95명\t31명\t44명\t20명\n",
        "(단위 : 명)\n구분 | 계 | 10대 | 20~30대 | 60대 이상\n두레도서관 | 310 | 120 | 150 | 40\n"
        "나래도서관 | 95 | 31 | 44 | 20\n",
    ],
    ids=["tabs", "bars"],
)
def test_bands_of_age_head_columns(text: str) -> None:
    result = read(REPORT + text)
    assert pick(result.result, "activity", "indicator", "value", "unit", "additive") == [
        ("두레도서관", "계", 310, "명", False),
        ("두레도서관", "10대", 120, "명", True),
        ("두레도서관", "20~30대", 150, "명", True),
        ("두레도서관", "60대 이상", 40, "명", True),
        ("나래도서관", "계", 95, "명", False),
        ("나래도서관", "10대", 31, "명", True),
        ("나래도서관", "20~30대", 44, "명", True),
        ("나래도서관", "60대 이상", 20, "명", True),
    ]


@pytest.mark.parametrize("counts", [("10대", "20대"), ("12대", "31대")])
def test_counts_of_vehicles_are_values(counts: tuple[str, str]) -> None:
    head = "구분\t버스\t승합차\n"
    result = read(f"{REPORT}{head}두레차고\t{counts[0]}\t{counts[1]}\n나래차고\t3대\t4대\n")
    assert pick(result.result, "activity", "indicator", "value", "unit")[:2] == [
        ("두레차고", "버스", float(counts[0][:2]), "대"),
        ("두레차고", "승합차", float(counts[1][:2]), "대"),
    ]


@pytest.mark.parametrize("counts", [(10, 31), (12, 20), (4, 50)])
def test_counts_of_which_one_is_no_band_head_no_columns(counts: tuple[int, int]) -> None:
    text = f"합계\t{counts[0]}대\t{counts[1]}대\n두레차고\t4대\t20대\n나래차고\t6대\t11대\n"
    rows = read(REPORT + text).result
    assert [(row.activity, row.value, row.unit) for row in rows if row.activity == "합계"] == [
        ("합계", counts[0], "대"),
        ("합계", counts[1], "대"),
    ]


# -- peers -------------------------------------------------------------------------------------------------------------

PEERS = "23년도 22년도 증감 23년도 22년도 증감\n"
FIGURES = "두레교실 310 290 20 280 275 5\n나래교실 45 50 △5 48 47 1\n"


@pytest.mark.parametrize("peer", ["유사단체", "전국", "동종단체"])
def test_each_years_stand_below_their_own_government(peer: str) -> None:
    result = read(f"2023년 하늘시 재정공시\n\n구분 하늘시 {peer} 평균\n{PEERS}{FIGURES}")
    average = f"{peer} 평균"
    assert pick(result.result, "activity", "indicator", "value", "fiscal_year") == [
        ("두레교실", "하늘시", 310, 2023),
        ("두레교실", "하늘시", 290, 2022),
        ("두레교실", average, 280, 2023),
        ("두레교실", average, 275, 2022),
        ("나래교실", "하늘시", 45, 2023),
        ("나래교실", "하늘시", 50, 2022),
        ("나래교실", average, 48, 2023),
        ("나래교실", average, 47, 2022),
    ]
    assert [raw for raw, reason in left(result) if reason == "difference"] == ["20", "5", "△5", "1"]


def test_years_that_do_not_repeat_stand_below_no_government() -> None:
    head = "구분 하늘시 유사단체 평균\n23년도 22년도 비고 23년도 22년도 증감\n"
    rows = read(f"2023년 하늘시 재정공시\n\n{head}{FIGURES}").result
    assert not {"하늘시", "유사단체 평균"} & {row.indicator for row in rows}


# -- a row that is called as a source ----------------------------------------------------------------------------------

JOBS = "2023년 느티시 일자리 대책 추진실적\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "부문\t목표(명)\t실적(명)\n공공\t310\t320\n민간\t120\t95\n",
        "구분 | 목표(명) | 실적(명)\n공공 | 310 | 320\n민간 | 120 | 95\n",
        "구분 목표(명) 실적(명)\n공공 310 320\n민간 120 95\n",
    ],
    ids=["tabs", "bars", "blanks"],
)
def test_a_row_called_as_a_source_counts_what_its_columns_count(text: str) -> None:
    result = read(JOBS + text)
    assert pick(result.plan, "activity", "target", "unit") == [("공공", 310, "명"), ("민간", 120, "명")]
    assert pick(result.result, "activity", "value", "unit") == [("공공", 320, "명"), ("민간", 95, "명")]
    assert result.budget == ()


@pytest.mark.parametrize(
    "text",
    [
        "구분\t인원(명)\n공공\t310\n민간\t120\n",
        "구분 | 참여자(명) | 비고\n공공 | 310 | 신규\n민간 | 120 | 계속\n",
    ],
    ids=["tabs", "bars"],
)
def test_a_row_called_as_a_source_counts_people(text: str) -> None:
    result = read(JOBS + text)
    assert pick(result.result, "activity", "value", "unit") == [("공공", 310, "명"), ("민간", 120, "명")]
    assert result.budget == ()


@pytest.mark.parametrize("head", ["구분\t목표(백만원)\t실적(백만원)\n", "(단위 : 백만원)\n구분\t목표\t실적\n"])
def test_a_source_in_columns_of_money_pays(head: str) -> None:
    result = read(f"{JOBS}{head}국비\t310\t300\n민간\t120\t95\n")
    assert pick(result.budget, "source", "basis", "amount_krw") == [
        ("국비", "예산", 310_000_000),
        ("국비", "집행", 300_000_000),
        ("민간", "예산", 120_000_000),
        ("민간", "집행", 95_000_000),
    ]


# -- rates under a note of two units -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "(단위 : 명, %)\n구분\t2022년\t2023년\n취업자\t3,100\t3,200\n고용률(15~64세)\t61.2\t62.4\n",
        "(단위: 명, %)\n구분 2022년 2023년\n취업자 3,100 3,200\n고용률(15~64세) 61.2 62.4\n",
        "(단위 : 명, %)\n구분 | 2022년 | 2023년\n취업자 | 3,100 | 3,200\n고용률(65세 이상) | 61.2 | 62.4\n",
    ],
    ids=["tabs", "blanks", "bars"],
)
def test_a_rate_of_an_age_is_a_percentage(text: str) -> None:
    result = read(f"2023년 느티시 일자리 현황\n\n{text}")
    assert pick(result.result, "value", "unit", "fiscal_year") == [
        (3100, "명", 2022),
        (3200, "명", 2023),
        (61.2, "%", 2022),
        (62.4, "%", 2023),
    ]


def test_people_of_an_age_are_counted() -> None:
    text = "(단위 : 명, %)\n구분\t2022년\t2023년\n취업자\t3,100\t3,200\n취업자(15~64세)\t2,900\t3,050\n"
    rows = read(f"2023년 느티시 일자리 현황\n\n{text}").result
    assert {row.unit for row in rows} == {"명"}


# -- contents that are names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "부문\t세부내용\t목표(명)\t실적(명)\n공공\t청년 인턴\t31\t28\n공공\t마을 지킴이\t45\t46\n민간\t가게 창업\t12\t10\n",
            ("청년 인턴", "마을 지킴이", "가게 창업"),
        ),
        (
            "부문 | 세부내용 | 목표(명) | 실적(명)\n복지 | 밥상 나눔 | 31 | 28\n복지 | 말벗(밤) 맺기 | 45 | 46\n"
            "문화 | 두레·나래 공연 | 12 | 10\n",
            ("밥상 나눔", "말벗(밤) 맺기", "두레·나래 공연"),
        ),
    ],
    ids=["tabs", "bars"],
)
def test_short_contents_name_the_rows(text: str, names: tuple[str, str, str]) -> None:
    result = read(JOBS + text)
    assert pick(result.plan, "activity", "target") == list(zip(names, (31, 45, 12), strict=True))
    assert pick(result.result, "activity", "value") == list(zip(names, (28, 46, 10), strict=True))


@pytest.mark.parametrize(
    "contents",
    [
        ("청년 31명을 뽑아 마을 도서관에 보냄", "마을 지킴이 45명 모집", "가게를 여는 사람을 12명 도움"),
        ("교육", "교육", "상담"),
    ],
    ids=["sentences", "twice the same"],
)
def test_other_contents_name_no_rows(contents: tuple[str, str, str]) -> None:
    cells = zip(("공공", "마을", "민간"), contents, ("31\t28", "45\t46", "12\t10"), strict=True)
    rows = "".join(f"{field}\t{content}\t{numbers}\n" for field, content, numbers in cells)
    result = read(f"{JOBS}부문\t세부내용\t목표(명)\t실적(명)\n{rows}")
    assert [row.activity for row in result.plan] == ["공공", "마을", "민간"]
