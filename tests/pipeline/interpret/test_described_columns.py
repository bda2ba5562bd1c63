"""Headers in pieces whose names a sentence above lists, or known words end; rows below a rule that has more bars."""

import pytest
from reading import left, pick, read

TITLE = "2024년 느티군 결산 공시\n\n(단위 : 천원)\n"
SAID = "{}구분, 예산현액, 결산[세입(수납액)㉮, 세출(지출액)㉯, 잉여금 ㉰=㉮-㉯], 남긴 몫[다음 해로 ㉱, 되돌릴 돈 ㉲], 일반회계{}"
PIECES = "구분 예산현액 결산 남긴 몫\n세입\n(수납액)\n세출\n(지출액)\n잉여금\n㉰=㉮-㉯\n다음\n해로\n되돌릴\n돈\n"
ROWS = "일반회계 310 290 250 40 31 9\n나눔\n특별회계\n45 52 40 12 7 5\n"
ALL = [
    ("예산현액", None, 310e3),
    ("세입(수납액)", "세입", 290e3),
    ("세출(지출액)", "세출", 250e3),
    ("잉여금", None, 40e3),
    ("다음 해로", None, 31e3),
    ("되돌릴 돈", None, 9e3),
]


@pytest.mark.parametrize(
    "around",
    [
        ("'살림 모음' 정보를 제공하는 표. '", ", 나눔 특별회계' 으로 구성된 표입니다."),
        ("살림 모음 표로 ", ", 나눔 특별회계로 구성되어 있습니다."),
        ("", ", 특별회계를 나타낸 표입니다."),
    ],
)
def test_a_sentence_that_lists_the_columns_tells_them_from_the_pieces_below(around: tuple[str, str]) -> None:
    result = read(f"{TITLE}{SAID.format(*around)}\n{PIECES}{ROWS}")
    assert pick(result.budget[:6], "indicator", "side", "amount_krw") == ALL
    assert {row.account for row in result.budget} == {"일반회계", "나눔 특별회계"}
    assert [row.amount_krw for row in result.budget[6:]] == [45e3, 52e3, 40e3, 12e3, 7e3, 5e3]


def test_a_sentence_about_other_columns_tells_nothing() -> None:
    other = SAID.format("", " 로 구성된 표입니다.").replace("되돌릴 돈", "나눌 돈")
    assert {"다음 해로", "되돌릴 돈"}.isdisjoint(
        row.indicator for row in read(f"{TITLE}{other}\n{PIECES}{ROWS}").budget
    )


def test_known_words_end_the_names_that_no_mark_ends() -> None:
    header = (
        "구분 예산현액 결산 잉여금 내역\n세입\n(수납액)\n세출\n(지출액)\n결산상\n잉여금\n㉰=㉮-㉯\n다음연도\n이월액\n"
    )
    result = read(
        f"{TITLE}{header}보조금\n반납금\n순세계\n잉여금\n㉳=㉰-㉱\n일반회계 310 290 250 40 31 4 5\n특별회계 45 52 40 12 7 3 2\n"
    )
    assert [row.indicator for row in result.budget[:7]] == [
        *(
            "예산현액",
            "세입(수납액)",
            "세출(지출액)",
            "결산상 잉여금",
            "다음연도 이월액",
            "보조금 반납금",
            "순세계 잉여금",
        ),
    ]


@pytest.mark.parametrize("rule", ["---|---|---|---|---|---|---|---|---|", "---|---|---|---|---|---|---|---|"])
def test_rows_have_fewer_bars_than_a_rule_that_counts_a_lost_span_twice(rule: str) -> None:
    bars = "|" * (rule.count("|") - 4)
    text = (
        f"{TITLE}구분 | 예산현액 | 결산 | 잉여금 내역 {bars}|\n{rule}\n세입\n(수납액)\n㉮ |\n세출 ㉯ |\n잉여금\n㉰=㉮-㉯ |\n"
        f"이월액 ㉱ |\n반납금 ㉲ |\n순잉여금 ㉳=㉰-㉱-㉲ |{'|' * (rule.count('|') - 6)}\n"
        "일반회계 | 310 | 290 | 250 | 40 | 31 | 4 | 5 |\n나눔\n특별회계 |\n45 | 52 | 40 | 12 | 7 | 3 | 2 |\n"
        "기타특별회계 | 46 | 53 | 41 | 12 | 6 | 4 | 2 |\n"
    )
    result = read(text)
    names = ["예산현액", "세입 (수납액)", "세출", "잉여금", "이월액", "반납금", "순잉여금"]
    assert [row.indicator for row in result.budget] == names * 3
    assert [row.account for row in result.budget[::7]] == ["일반회계", "나눔 특별회계", "기타특별회계"]
    assert [reason for _, reason in left(result) if reason == "unread"] == []


THIRD = ["예산현액", "세입", "세출", "잉여금", "이월액", "보조금 반납금", "보조금 이자", "순잉여금"]


@pytest.mark.parametrize(
    "text",
    [
        "구분 | 예산현액 | 결산 | 잉여금 내역 | |||||\n---|---|---|---|---|---|---|---|---|\n세입\n㉮ |\n세출 ㉯ |\n잉여금 ㉰ |\n"
        "이월액 ㉱ |\n보조금 되돌림 ㉲ |\n순잉여금 ㉳ |\n|||\n보조금 반납금 | 보조금 이자 | |||||||\n"
        "일반회계 | 310 | 290 | 250 | 40 | 31 | 4 | △ 2 | 5 |\n나눔\n특별회계 |\n45 | 52 | 40 | 12 | 7 | 3 | 0 | 2 |\n",
        "구분, 예산현액, 결산[세입㉮, 세출㉯, 잉여금 ㉰], 잉여금 내역[이월액 ㉱, 보조금 되돌림 ㉲, 순잉여금 ㉳]로 구성된 표\n"
        "구분 예산현액 결산 잉여금 내역\n세입\n세출\n잉여금\n㉰=㉮-㉯\n이월액\n보조금\n되돌림\n순잉여금\n㉳=㉰-㉱-㉲\n보조금 반납금 보조금 이자\n"
        "일반회계 310 290 250 40 31 4 △ 2 5\n나눔\n특별회계\n45 52 40 12 7 3 0 2\n",
    ],
    ids=["bars", "lines"],
)
def test_a_third_row_parts_the_name_of_the_second_that_it_repeats(text: str) -> None:
    result = read(f"{TITLE}{text}")
    assert [row.indicator for row in result.budget if row.account == "일반회계"] == THIRD
    assert [row.amount_krw for row in result.budget if row.indicator == "보조금 이자"] == [-2e3, 0]
    assert [row.amount_krw for row in result.budget if row.indicator == "순잉여금"] == [5e3, 2e3]


STAFF = (
    "느티시 직원 현황(2031. 6. 30. 기준)\n\n직원 현황(2031. 6. 30. 기준)을 기관마다 직원 현황({names})으로 보여 주는 표입니다.\n"
    "{caption}{header}\n느티시 1,846 1,533 104 209\n① 솔마을 412 291 63 58\n② 15~20만 평균 235 108 85 42\n"
)


@pytest.mark.parametrize(
    ("caption", "header"),
    [
        ("", "총원 일반 연구 숲지기"),
        ("기관별 직원 현황\n", "총원 일반 연구 숲지기"),
        ("", "총원 일반 연구\n숲지기"),
    ],
)
def test_a_sentence_lists_the_columns_in_brackets(caption: str, header: str) -> None:
    result = read(STAFF.format(names="총원, 일반, 연구, 숲지기", caption=caption, header=header))
    assert pick(result.result[:4], "activity", "indicator", "value") == [
        ("느티시", "총원", 1846),
        ("느티시", "일반", 1533),
        ("느티시", "연구", 104),
        ("느티시", "숲지기", 209),
    ]
    assert [row.value for row in result.result if row.activity == "15~20만 평균"] == [235, 108, 85, 42]


def test_columns_that_the_header_does_not_have_are_not_those_of_the_table() -> None:
    result = read(STAFF.format(names="총원, 일반, 지도, 숲지기", caption="", header="총원 일반 연구 숲지기"))
    assert "지도" not in {row.indicator for row in result.result}
