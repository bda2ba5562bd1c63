"""Single words of pages, lists and speeches: whose label, whose name, which day, what a speech is about."""

from datetime import date

import pytest
from reading import pick, read

from pipeline.interpret.interpretation import Settings
from pipeline.korean.organizations import is_officer

PLAN = "2024년 나래군 업무계획\n\n"
BUDGET = "2024년 나래군 예산 안내\n\n"


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("나래군 결산 공고", "결산서"),
        ("나래군 세입·세출 결산", "결산서"),
        ("나래군 예산공고", "예산서"),
        ("나래군 모임 공고", None),
    ],
)
def test_announced_accounts_are_accounts(title: str, doc_type: str | None) -> None:
    assert read(f"2024년 {title}\n\n(단위 : 천원)\n구분\t금액\n물레길\t310\n").record.doc_type == doc_type


# -- lists of projects and labels of their names ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "tasks"),
    [
        *(
            (heading, ["물레길 쉬는 곳", "두레길 꽃"])
            for heading in ("주요세출사업", "주요투자사업", "주요편성사업", "주요반영사업(2024년)")
        ),
        ("주요편성내역", [None, None]),
        ("주요나눔사업", ["주요나눔사업", "주요나눔사업"]),
    ],
)
def test_in_a_list_of_projects_the_label_of_a_cost_is_one(heading: str, tasks: list[str | None]) -> None:
    text = f"{BUDGET}□ {heading}\n ◇ 물레길 쉬는 곳 : 93,600천원\n ◇ 두레길 꽃 : 45,000천원\n"
    assert [row.task for row in read(text).budget] == tasks


LABELLED = PLAN + "{} : 물레공원 조성\n사업기간 : 2024. 3. ~ 2024. 9.\n사업비 : 310백만원\n"


@pytest.mark.parametrize(
    ("label", "task"),
    [
        *(
            (label, "물레공원 조성")
            for label in ("사업명", "사업명칭", "내역사업", "이행과제", "공약", "세부과업", "사업내역")
        ),
        ("노선", None),
        ("사업지구", None),
        ("사업구분", None),
    ],
)
def test_which_labels_name_a_project(label: str, task: str | None) -> None:
    assert {row.task for row in read(LABELLED.format(label)).budget} == {task}


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("물레길 가꾸기의 건", "물레길 가꾸기"),
        ("물레길 가꾸기 의견청취의 건", "물레길 가꾸기"),
        ("두레숲 정비사업 의견청취의 건", "두레숲 정비사업"),
        ("물레길 가꾸기", "물레길 가꾸기"),
    ],
)
def test_the_name_of_an_item_of_an_agenda_ends_before_its_last_words(title: str, task: str) -> None:
    assert {row.task for row in read(f"{PLAN}1. {title}\n - 쉼터 31개소\n").plan} == {task}


@pytest.mark.parametrize(
    ("words", "task"),
    [("시범사업", None), ("위탁사업", None), ("특화사업", None), ("물레나눔사업", "물레나눔사업")],
)
def test_a_kind_of_project_is_none(words: str, task: str | None) -> None:
    assert {row.task for row in read(f"{BUDGET}{words}으로 310백만원을 편성하였습니다.\n").budget} == {task}


# -- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "amounts"),
    [
        (("경정", "기정"), [(310_000, False), (45_000, True)]),
        (("경정액", "기정액"), [(310_000, False), (45_000, True)]),
        (("예산액", "집행액"), [(310_000, False), (45_000, False)]),
        (("경주", "기술"), []),
    ],
)
def test_a_budget_changed_and_the_one_before_it(columns: tuple[str, str], amounts: list[tuple[int, bool]]) -> None:
    text = f"{BUDGET}(단위 : 천원, 명)\n사업명\t{columns[0]}\t{columns[1]}\t이웃\n물레길 가꾸기\t310\t45\t7\n"
    assert pick(read(text).budget, "amount_krw", "superseded") == amounts


PAGE = (
    "2025년도 세출예산사업명세서\n(단위:천원)\n{} 세부사업·편성목\n예산액 전년도예산액 비교증감\n물레길 가꾸기 500 400 100\n"
    "201 일반운영비 300 250 50\n01 사무관리비 300 250 50\n307 민간이전 200 150 50\n- 12 -\n"
)


@pytest.mark.parametrize(
    ("levels", "count"),
    [("부서·정책·단위(회계)", 8), ("부서ㆍ정책ㆍ단위", 8), ("정책·단위·세부", 8), ("정책·부서", 0), ("나무·숲·물", 0)],
)
def test_the_names_of_the_columns_of_a_book_may_take_two_lines(levels: str, count: int) -> None:
    assert len([row for row in read(PAGE.format(levels)).budget if row.task == "물레길 가꾸기"]) == count


PIECES = "2024년 나래군 예산 현황\n\n(단위 : 백만원)\n\n사업명\n{}\n추경(안)\n위치\n물레관\n310\n물레리\n두레관\n45\n두레리\n벼루관\n20\n벼루리\n"


@pytest.mark.parametrize(("piece", "whole"), [("제2회", True), ("제3차", True), ("제2호", False), ("제2", False)])
def test_the_first_piece_of_the_name_of_a_column_may_count(piece: str, whole: bool) -> None:
    rows = read(PIECES.format(piece)).budget
    assert (("물레관", 310e6) in pick(rows, "task", "amount_krw")) == whole


# -- days -------------------------------------------------------------------------------------------------------------

NEWS = "나래군 물레마을 소식\n\n조회 45 {} 2013. 5. 6.\n2009년에 연 물레마을 모임을 안내합니다.\n\n구분\t모임(회)\n누리관\t31\n솔빛관\t45\n"


@pytest.mark.parametrize(
    ("label", "year"),
    [
        *(
            (label, 2013)
            for label in ("등록일:", "등록일자:", "작성일:", "작성일자:", "게시일 :", "게시일자:", "배포일:", "보도일:")
        ),
        ("만든 날:", 2009),
        ("모임일:", 2009),
    ],
)
def test_the_day_on_which_a_page_was_put_up_tells_its_year(label: str, year: int) -> None:
    assert read(NEWS.format(label)).record.fiscal_year == year


AS_OF = "2024년 나래군 현황\n\n{}\n구분\t이웃(명)\n물레길\t310\n두레숲\t45\n"


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("(기준 2023. 6. 30.)", None),
        ("기준 : 2023. 6. 30.", None),
        ("(기준: 2023. 6. 30.)", None),
        ("(새 모임 2023. 6. 30.)", date(2023, 6, 30)),
    ],
)
def test_a_day_behind_the_word_for_a_standard_is_that_of_a_state(line: str, start: date | None) -> None:
    rows = read(AS_OF.format(line)).result
    assert set(pick(rows, "period_start", "period_end")) == {(start, date(2023, 6, 30))}


# -- speeches and sentences -------------------------------------------------------------------------------------------

SPEECH = "2024년 나래군 회의록\n\n○군수 김가람  {}드리겠습니다.\n\n쉼터에 310백만원을 편성하였습니다.\n\n누리관에 45백만원을 편성하였습니다.\n"
ASKED = "물길 살리는 방안"


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("「물길 살리는 방안」에 대하여 답변", ASKED),
        ("『물길 살리는 방안』에 대해 말씀", ASKED),
        ("‘물길 살리는 방안’에 대한 설명을 ", ASKED),
        ("“물길 살리는 방안”에 관하여 보고", ASKED),
        ("「물길 살리는 방안」에 관해 답변", ASKED),
        ("「물길 살리는 방도」와 관련하여 답변", "물길 살리는 방도"),
        ("「물길 살리는 방안」과 관련하여 답변", ASKED),
        ("「물길 살리는 방안」을 답변", None),
        ("「물길 살리는 방안」에 대하여 인사", None),
        ("물길 살리는 방안에 대하여 답변", None),
    ],
)
def test_a_speech_is_about_what_it_announces(words: str, subject: str | None) -> None:
    assert [row.task for row in read(SPEECH.format(words), Settings(any_document=True)).budget] == [subject, subject]


@pytest.mark.parametrize(
    ("adverb", "name"),
    [
        *(
            (adverb, "길잡이")
            for adverb in ("반면", "한편", "이에", "특히", "또한", "아울러", "이와함께", "더불어", "다만")
        ),
        ("마을", "마을 길잡이"),
        ("한편의", "한편의 길잡이"),
    ],
)
def test_the_adverb_of_a_sentence_is_no_part_of_a_name(adverb: str, name: str) -> None:
    assert [row.indicator for row in read(f"{PLAN}- 물길 12곳\n- {adverb} 길잡이 31명\n").plan] == ["물길", name]


# -- people -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        *("안전과", "안전팀", "도서관", "연구실", "안전국", "이장", "전부서", "주담당", "문화센터", "전직원", "도전체"),
        *("공통", "주미정", "주계획", "주사업", "전화번호", "전화"),
    ],
)
def test_a_word_for_an_office_or_a_task_is_nobody(word: str) -> None:
    assert not is_officer(word)


@pytest.mark.parametrize("name", ["이가온", "유채원", "전나래", "도담", "남궁가람"])
def test_a_name_is_somebody(name: str) -> None:
    assert is_officer(name)
