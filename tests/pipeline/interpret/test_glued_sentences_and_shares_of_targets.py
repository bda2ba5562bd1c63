"""Pages of prose: sentences with nothing between them, what was reached of a target, names behind their numbers."""

import pytest
from reading import left, pick, read

from pipeline.interpret.interpretation import Settings

HEAD = "샘말군 소식\n\n"


def told(text: str) -> list[tuple[object, ...]]:
    """Dataset, number and name of every row of an article that no title calls a plan."""
    result = read(f"{HEAD}{text}\n", Settings(any_document=True))
    rows = [("plan", row.line, row.target, row.indicator) for row in result.plan]
    rows += [("result", row.line, row.value, row.indicator) for row in result.result]
    return sorted(((d, v, i) for d, _, v, i in rows), key=str)


@pytest.mark.parametrize("gap", ["", " ", "\n"])
def test_sentences_with_nothing_between_them_are_sentences(gap: str) -> None:
    text = gap.join(
        (
            "군은 지난해 이웃 35가구에 땔감을 나누었다.",
            "14일 군에 따르면 올해는 이웃 50가구에 땔감을 지원할 예정이다.",
            "전반기에도 이웃 21가구에 난로를 지원한 바 있다.",
        )
    )
    assert [row[:2] for row in told(text)] == [("plan", 50), ("result", 21), ("result", 35)]


def test_a_quotation_behind_the_sentence_does_not_end_it() -> None:
    rows = told("박가온 군수는 “나눔터가 마을 24곳, 학교 15곳으로 늘어났다”며 “내년에는 더 촘촘히 가꾸겠다”고 말했다.")
    assert rows == [("result", 15, "학교"), ("result", 24, "마을")]
    assert told("박가온 군수는 “내년에는 숲길을 12곳 더 열겠다”고 말했다.")[0][:2] == ("plan", 12)


@pytest.mark.parametrize(
    ("sentence", "dataset"),
    [
        ("군은 상반기 돌봄 목표의 82%인 410명을 돌봤다.", "result"),
        ("군은 숲 가꾸기 목표치 63%를 조기 달성했다.", "result"),
        ("군은 올해 안에 돌봄 목표의 90%를 달성할 계획이다.", "plan"),
        ("군은 재활용률 목표 70%를 위해 수거함을 늘린다.", "plan"),
    ],
)
def test_what_was_reached_of_a_target_is_a_result(sentence: str, dataset: str) -> None:
    assert {row[0] for row in told(sentence) if row[1] in (82, 63, 90, 70)} == {dataset}


def test_a_sentence_about_a_plan_lists_what_is_planned() -> None:
    rows = told("유형별 공급계획은 ▷돌봄교실 120명 ▷공방 강좌 35명 ▷나눔장터 12명 등 총 167명이다.")
    assert rows == [("plan", 12, "나눔장터"), ("plan", 120, "돌봄교실"), ("plan", 167, None), ("plan", 35, "공방 강좌")]
    assert {row[0] for row in told("현재 회원은 ▷돌봄교실 120명 ▷공방 강좌 35명이다.")} == {"result"}
    assert told("이를 통해 일자리 300개가 창출될 전망이다.") == [("plan", 300, "일자리")]


def test_names_behind_numbers_are_of_the_number_before_them() -> None:
    rows = told("빈터마을에서는 12호 지붕수리, 36호 문턱제거, 41호 난방교체가 이뤄졌다.")
    assert rows == [("result", 12, "지붕수리"), ("result", 36, "문턱제거"), ("result", 41, "난방교체")]
    before = told("군은 지붕수리 12호, 문턱제거 36호, 난방교체 41호를 마쳤다.")
    assert before == rows


def test_counters_of_a_web_page_are_no_rows() -> None:
    result = read("2024년 샘말군 숲길 조성계획\n\n작성자 숲과 | 조회 5,349회 | 댓글 3개\n\n○ 숲길 12개소 조성\n")
    assert pick(result.plan, "target", "unit") == [(12, "개소")]
    assert ("5,349회", "other") in left(result)
    counted = read("2024년 샘말군 민원 실적\n\n○ 지방세 조회 : 5,349회\n", Settings(any_document=True))
    assert pick(counted.result, "value") == [(5349,)]


def test_a_paper_of_which_a_sentence_tells_is_no_title() -> None:
    page = "체육관 증축 준공식 - 느티군은 지난 4일 체육관 증축 준공식을 열었다. 체육관은 2002년에 열었다. {} 총사업비 16억 5,000만원이 투입된 이번 공사로 총면적 914㎡를 확보했다."
    rows = read(page.format("군은 2008년 증축기본계획을 수립, 올해 2월 공사를 마쳤다.")).budget
    assert pick(rows, "task") == [(None,)]
    speech = "먼저 도시국 2031년 제2회 추가경정 세출 예산안은 일반회계 716억 258만원, 특별회계 5억 8,193만원으로 총 721억 8,451만원을 편성하게 되었습니다."
    assert pick(read(f"반갑습니다. 도시국장 이가람입니다.\n{speech}\n").budget, "account", "amount_krw") == [
        ("일반회계", 71_602_580_000),
        ("특별회계", 581_930_000),
        (None, 72_184_510_000),
    ]
    firm = "먼저 회사는 매출 716억 258만원, 이익 5억 8,193만원으로 총 721억 8,451만원을 거뒀습니다."
    assert not read(f"반갑습니다. 영업부장 이가람입니다.\n{firm}\n").budget
