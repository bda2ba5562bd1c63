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
    page = "체육관 증축 준공식 - 느티군은 지난 4일 체육관 증축 준공식을 열었다. 체육관은 2004년에 열었다. {} 사업비 21억 3,000만원을 들인 공사로 1,206㎡가 넓어졌다."
    rows = read(page.format("군은 2011년 체육관 확장계획을 세우고 지난달 공사를 끝냈다.")).budget
    assert pick(rows, "task") == [(None,)]
    speech = "우선 도시국의 2031년 제2회 추가경정 세출 예산안은 일반회계 483억 127만원, 특별회계 6억 2,034만원으로 총 489억 2,161만원을 편성하게 되었습니다."
    assert pick(read(f"반갑습니다. 도시국장 이가람입니다.\n{speech}\n").budget, "account", "amount_krw") == [
        ("일반회계", 48_301_270_000),
        ("특별회계", 620_340_000),
        (None, 48_921_610_000),
    ]
    firm = "먼저 회사는 매출 483억 127만원, 이익 6억 2,034만원으로 총 489억 2,161만원을 거뒀습니다."
    assert not read(f"반갑습니다. 영업부장 이가람입니다.\n{firm}\n").budget


def paid(text: str, *names: str) -> list[tuple[object, ...]]:
    """Some columns of the amounts of an article."""
    return pick(read(f"{HEAD}{text}\n", Settings(any_document=True)).budget, *names)


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("인건비 7억원, 유지관리비 6억원 등 총 13억원이 운영에 들어갔다.", ["집행"] * 3),
        ("이 체육관은 입장료 1억원, 대관료 3억원 등 4억원을 거둬들여 형편이 나아졌다.", ["집행"] * 3),
        ("결산 상황을 보면 지방세가 4억원, 교부세가 3억원으로 나타났다.", ["집행"] * 2),
        ("체육관 보수에 7억원, 숲길 정비에 6억원이 들어갈 예정이다.", ["예산"] * 2),
        ("체육관 보수에 7억원이 든다. 지난해에는 6억원이 들어갔다.", ["예산", "집행"]),
        ("예산은 30억원이고, 결산상 잉여금은 2억원이다.", ["예산", "집행"]),
    ],
)
def test_the_verb_of_a_list_says_whether_its_amounts_were_spent(sentence: str, basis: list[str]) -> None:
    assert [one for (one,) in paid(sentence, "basis")] == basis


def test_a_loss_is_a_negative_result() -> None:
    rows = told("체육관의 순수익은 마이너스 2억3140만원이다.")
    assert rows == [("result", -231_400_000, "순수익")]
    assert told("이용자는 마이너스통장 3개를 만들었다.")[0][1] == 3


def test_what_a_source_pays_of_the_next_amount_is_that_source_alone() -> None:
    assert paid("시설 개선에 국비 72억 포함 85억 원이 들었다.", "source", "amount_krw") == [
        ("국비", 7_200_000_000),
        ("계", 8_500_000_000),
    ]
    assert paid("복지에 1만3,275억원이 편성됐다.", "amount_krw") == [(1_327_500_000_000,)]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        (
            "승인 2030.11.20 17:43\n시는 올해 본예산 19억원보다 늘어난 21억원 규모의 2031년도 예산안을 냈다.",
            [2030, 2031],
        ),
        ("2031년도 예산은 2033년 개관을 목표로 한 도서관 건립에 9억원, 통학로 정비 7억원이다.", [2031, 2031]),
        (
            "연도별 투자는 2031년 4억원, 2032년 5억원으로 정했다. 결국 필요한 돈은 국비 6억원 등 모두 9억원이다.",
            [2031, 2032, None, None, None],
        ),
        ("2031년도 본예산은 9억원으로 정했다. 이 가운데 도서관 건립에 2억원이 쓰인다.", [2031, 2031]),
    ],
)
def test_which_year_of_a_sentence_an_amount_is_of(sentence: str, years: list[int | None]) -> None:
    assert [year for (year,) in paid(sentence, "fiscal_year")] == years


def test_a_day_of_another_clause_dates_no_count() -> None:
    rows = read(
        f"{HEAD}승인 2016.03.17 17:43\n체육관은 2006년 9월 열었으며 직원 9명으로 운영했고 주민이 아끼는 배움터이자 쉼터로 자리를 잡아 가고 있다. 지난 2006년 9월 직원 7명이 왔다.\n",
        Settings(any_document=True),
    )
    assert pick(rows.result, "value", "fiscal_year") == [(9, 2016), (7, 2006)]


def test_the_amount_that_something_grew_to_is_an_amount() -> None:
    budget = "추가경정예산안은 일반회계가 25억 원 증액된 4,172억 원, 특별회계가 6억 원이 증가한 512억 원이다."
    assert paid(budget, "account", "amount_krw") == [("일반회계", 417_200_000_000), ("특별회계", 51_200_000_000)]
    assert paid("추가경정예산안은 일반회계 25억 원, 특별회계 6억 원이 증액됐다.", "amount_krw") == []
    assert told("올해 2회 추가경정예산안을 냈다. 공청회는 2회 열었다.") == [("result", 2, "공청회")]


def test_targets_in_brackets_and_figures_that_others_are_measured_against() -> None:
    rows = told("시는 2034년 일자리 33,634개(목표 3만 개), 2035년 39,275개(목표 3만4천 개)를 만들었다.")
    assert [row[:2] for row in rows] == [("plan", 30_000), ("plan", 34_000), ("result", 33_634), ("result", 39_275)]
    rows = told("일자리 목표 2만2001개 대비 74.5%를 달성한 것으로, 지난해 같은 기간 64.5%보다 높다.")
    assert [row[:2] for row in rows] == [("plan", 22_001), ("result", 64.5), ("result", 74.5)]
    rows = told("목표 대비 돌봄부문은 88.6%(5387명), 강좌부문 62.6%(5658명)의 실적을 올렸다.")
    assert {row[2] for row in rows} == {"돌봄부문", "강좌부문"}
    rows = told("시는 일자리 158곳을 만들며 목표의 93%를 달성했으며 더 많이 만들 것으로 보인다.")
    assert {row[0] for row in rows} == {"result"}


def test_what_a_sentence_is_about_names_the_figures_of_its_years() -> None:
    text = "승인 2038.11.19 09:41\n숲관의 이용객수는 지난 2035년 4만4495명, 2036년 4만4890명이다. 수입은 2035년 4억원, 2036년 5억원에 그쳤다."
    result = read(f"{HEAD}{text}\n", Settings(any_document=True))
    assert pick(result.result, "indicator", "fiscal_year") == [("이용객수", 2035), ("이용객수", 2036)]
    assert pick(result.budget, "basis", "fiscal_year") == [("집행", 2035), ("집행", 2036)]


def test_the_headline_of_a_story_in_two_paragraphs_is_told_once() -> None:
    story = "518억 들인 문화센터, 이용자는 하루 15명\n\n느티시 문화센터는 518억원을 들여 열었다. 이용객은 하루 15명이다. 직원은 24명이다.\n\n체육관 이용객은 60명이다."
    result = read(story, Settings(any_document=True))
    assert pick(result.budget, "line", "amount_krw") == [(3, 51_800_000_000)]
    assert pick(result.result, "value") == [(15,), (24,), (60,)]


def test_what_a_year_is_only_compared_with_dates_nothing() -> None:
    text = "승인 2030.12.03 18:11\n군수는 “2031년도 예산안은 금년 당초예산보다 68억원(2.05%) 증가한 3385억원이며 일반회계 3257억원, 특별회계 128억원으로 편성했다”고 말했다."
    assert paid(text, "fiscal_year") == [(2031,), (2031,), (2031,)]
    later = "2029년까지 숲길을 마쳤고, 올해는 72억원을 들인다."
    assert paid(f"승인 2030.12.03 18:11\n{later}", "fiscal_year") == [(2030,)]


def test_names_and_shares_of_the_entries_of_a_list() -> None:
    text = "일반회계 예산은 △농림분야가 전체예산의 19.9%로 가장 많은 397억원을 차지하고 있고 △교통(361억원, 18.1%)와 △복지분야(311억원, 15.6%)가 뒤를 잇는다. 세입예산은 지방세 126억원·세외수입 158억원이다."
    assert paid(text, "amount_krw", "share", "activity")[:3] == [
        (39_700_000_000, 19.9, "농림분야"),
        (36_100_000_000, 18.1, "교통"),
        (31_100_000_000, 15.6, "복지분야"),
    ]
    assert paid(text, "account")[3:] == [("지방세",), ("세외수입",)]
    assert told(
        "분야별로는 △임금을 시가 직접 지원하는 공공일자리가 3만개 △시설제공 등을 통한 창업지원이 3천개 등이다."
    ) == [
        ("result", 3000, "창업지원"),
        ("result", 30_000, "공공일자리"),
    ]
    assert told("취업자 수는 16만 명이다. 18만 개를 만들어 목표인 15만 5천개 대비 117.5%를 달성했다.") == [
        ("plan", 155_000, None),
        ("result", 117.5, None),
        ("result", 160_000, "취업자 수"),
        ("result", 180_000, None),
    ]


@pytest.mark.parametrize("credit", ["사진=느티군", "ⓒ (주)느티신문사", "하가람 기자 ha@news.example"])
def test_credits_of_a_page_head_nothing(credit: str) -> None:
    page = f"느티군, 내년 예산 확정\n\n{credit}\n\n예산안은 일반회계 3257억원, 특별회계 128억원으로 편성했다.\n"
    result = read(page, Settings(any_document=True))
    assert pick(result.budget, "goal", "task") == [(None, None), (None, None)]


def test_what_was_found_of_an_increase_was_not_spent() -> None:
    text = "특별회계는 418억 원으로 제1회 추가경정예산 406억 원 대비 12억 원이 증액된 것으로 나타났다."
    assert paid(text, "basis") == [("예산",), ("예산",)]
