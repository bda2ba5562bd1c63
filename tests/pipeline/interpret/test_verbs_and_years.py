"""What verbs and headings say of a number: its words, its year, whether it is planned, and which lines name nothing."""

import pytest
from reading import PLAN, pick, read

from pipeline.interpret.interpretation import Settings

ANY = Settings(any_document=True)
REPORT = "2024년 느티시 주요업무 추진실적\n\n"
SHELTERS = "○ 쉼터 31개소를 열었습니다.\n"


# -- lines that head nothing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "activity"),
    [
        ("홈 > 소식 > 보도자료", None),
        ("배움 > 마을 > 쉼터 > 둘레길", None),
        ("처음 > 느티시정 > 나눔 이야기", None),
        ("두레 글샘 > 쉼터", "두레 글샘 > 쉼터"),
    ],
)
def test_the_path_to_a_page_heads_nothing(line: str, activity: str | None) -> None:
    assert pick(read(f"{REPORT}{line}\n{SHELTERS}").result, "activity", "value") == [(activity, 31)]


@pytest.mark.parametrize(
    ("line", "activity"),
    [
        ("느티시장 김가람", None),
        ("물빛군수 이나래", None),
        ("느티 구청장 김가람", None),
        ("누리도지사 이가온", None),
        ("누리 교육감 이가온", None),
        ("느티시장 별빛걷기", "느티시장 별빛걷기"),
        ("느티과장 김가람", "느티과장 김가람"),
    ],
)
def test_the_signature_of_a_head_of_government_heads_nothing(line: str, activity: str | None) -> None:
    assert pick(read(f"{REPORT}{line}\n{SHELTERS}").result, "activity", "value") == [(activity, 31)]


# -- verbs before a number --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("산속에서 길 잃은 어른을 찾아내어 긴급구조", "긴급구조"),
        ("산속을 살펴 찾아내어 긴급구조", "긴급구조"),
        ("마을을 돕고 나눔밥상", "나눔밥상"),
        ("울타리를 높여 돌담", "돌담"),
        ("여름내 살폈고 돌담", "돌담"),
        ("물빛 긴급구조", "물빛 긴급구조"),
        ("물빛 돌담쌓기", "물빛 돌담쌓기"),
    ],
)
@pytest.mark.parametrize("end", ["", "을 하였습니다."], ids=["note", "sentence"])
def test_a_number_is_named_by_the_words_behind_the_last_verb(words: str, indicator: str, end: str) -> None:
    assert pick(read(f"{REPORT}□ 살핀 일\n ○ {words} 21건{end}\n").result, "indicator") == [(indicator,)]


# -- headings that are sentences --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "heading", "names"),
    [
        (REPORT, "□ 지난달 이렇게 했습니다", False),
        (REPORT, "□ 마을마다 나무를 심었습니다", False),
        (PLAN, "1. 이달에는 이렇게 하겠습니다", False),
        (PLAN, "□ 마을마다 나무를 더 심겠습니다", False),
        (PLAN, "□ 마을마다 나무 심기", True),
        (PLAN, "1. 두레 글샘 조성", True),
    ],
)
def test_a_heading_that_is_a_sentence_names_no_task_and_no_activity(title: str, heading: str, names: bool) -> None:
    result = read(f"{title}{heading}\n ○ 쉼터 31개소\n ○ 의자 12개\n")
    rows = pick([*result.plan, *result.result], "indicator", "task", "activity")
    assert {indicator for indicator, _, _ in rows} == {"쉼터", "의자"}
    assert any(task or activity for _, task, activity in rows) is names


def test_below_a_line_that_is_a_sentence_the_task_is_that_of_the_heading_above() -> None:
    result = read(f"{REPORT}□ 두레 글샘 조성\n ○ 마을마다 나무를 심었습니다\n  - 310그루\n ○ 돌담 쌓기\n  - 31개소\n")
    assert pick(result.result, "task", "activity", "value") == [
        ("두레 글샘 조성", None, 310),
        ("두레 글샘 조성", "돌담 쌓기", 31),
    ]


# -- names of projects ------------------------------------------------------------------------------------------------

CARD = "사업기간 2024. 3. ~ 12.\n사업비 310백만원\n"


@pytest.mark.parametrize(
    "lines",
    [
        "단위사업 ① 두레 글샘 조성\n담당부서 복지정책과\n",
        "정책사업 두레 가꾸기\n단위사업 ① 두레 글샘 조성\n",
        "실천과제 ⑫ 두레 글샘 조성\n담당부서 복지정책과\n",
    ],
)
def test_the_ring_with_a_number_behind_a_word_for_projects_numbers_the_name_that_follows(lines: str) -> None:
    assert pick(read(f"{PLAN}{lines}{CARD}").budget, "task", "amount_krw") == [("두레 글샘 조성", 310e6)]


def test_so_it_does_where_the_name_ends_in_its_class() -> None:
    result = read(f"{PLAN}세부사업 ① 두레 글샘 조성(계속)\n ○ 쉼터 31개소\n")
    assert pick(result.plan, "task", "target") == [("두레 글샘 조성(계속)", 31)]


def test_without_a_number_such_a_word_labels_its_value() -> None:
    result = read(f"{PLAN}단위사업 두레 글샘 조성\n담당부서 복지정책과\n{CARD}")
    assert pick(result.budget, "task", "account", "department") == [(None, "두레 글샘 조성", "복지정책과")]


STORY = "느티학교 살림 이야기"
LATER = "2024년도 느티학교 업무계획"


@pytest.mark.parametrize(
    ("between", "title"),
    [
        ("310 290 280", STORY),
        ("310,000 290,000", STORY),
        ("교실 31 뜰 12", STORY),
        ("12", LATER),
        ("온 마을이 함께", LATER),
    ],
    ids=["numbers", "grouped numbers", "names and numbers", "one number", "words"],
)
def test_a_section_below_a_row_of_bare_numbers_is_no_title(between: str, title: str) -> None:
    assert read(f"{STORY}\n\n{between}\n\n{LATER}\n쉼터 31개소 조성\n").record.title == title


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("2024년 사업계획", None),
        ("2024년도 사업계획", None),
        ("2024년 느티시 사업계획", None),
        ("2024년 느티시 사업실적", None),
        ("2024년 두레 글샘 사업계획", "두레 글샘 사업"),
    ],
)
def test_the_word_for_a_plan_of_projects_alone_names_none(title: str, task: str | None) -> None:
    result = read(f"{title}\n ○ 쉼터 31개소 조성\n", ANY)
    assert {row.task for row in (*result.plan, *result.result)} == {task}


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("느티나무마당에새로지은물빛쉼터지원사업", None),
        ("온마을이함께느티나무아래쉬는지원사업", None),
        ("느티나무마당에지은쉼터지원사업", "느티나무마당에지은쉼터지원사업"),
        ("느티나무마당·물빛쉼터·솔숲놀이터지원사업", "느티나무마당·물빛쉼터·솔숲놀이터지원사업"),
        ("느티나무마당(물빛쉼터솔숲놀이터)지원사업", "느티나무마당(물빛쉼터솔숲놀이터)지원사업"),
    ],
)
def test_words_that_lost_their_blanks_are_no_project_of_a_sentence(name: str, task: str | None) -> None:
    assert pick(read(f"{REPORT}{name}으로 쉼터 31개소를 열었습니다.\n").result, "task", "value") == [(task, 31)]


# -- planned or reached -----------------------------------------------------------------------------------------------

STATE = "2024년 샘말군 현황\n\n"
PROJECTS = "두레 글샘\t310\t2023~2025\t4,500\n물빛 마당\t120\t2024~2026\t900\n"


@pytest.mark.parametrize(
    "size", ["연면적(㎡)", "부지면적(㎡)", "사업량(개소)", "사업규모(㎡)", "사업물량(개소)", "규모(㎡)", "물량(개소)"]
)
def test_how_large_a_project_is_beside_its_time_and_cost_is_planned(size: str) -> None:
    result = read(f"{STATE}사업명\t{size}\t사업기간\t총사업비(백만원)\n{PROJECTS}")
    assert pick(result.plan, "task", "target") == [("두레 글샘", 310), ("물빛 마당", 120)]
    assert result.result == ()


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("사업명\t연면적(㎡)\t사업비(백만원)\n", "두레 글샘\t310\t4,500\n물빛 마당\t120\t900\n"),
        ("사업명\t연면적(㎡)\t사업기간\n", "두레 글샘\t310\t2023~2025\n물빛 마당\t120\t2024~2026\n"),
        ("시설\t연면적(㎡)\t사업기간\t총사업비(백만원)\n", PROJECTS),
        ("사업명\t손님(명)\t사업기간\t총사업비(백만원)\n", PROJECTS),
    ],
    ids=["no time", "no cost", "no projects", "no size"],
)
def test_without_time_and_cost_or_of_no_project_it_is_a_state(head: str, rows: str) -> None:
    result = read(f"{STATE}{head}{rows}")
    assert pick(result.result, "value") == [(310,), (120,)]
    assert result.plan == ()


AIMED = "2025년 느티시 업무계획\n\n□ 두레 가꾸기\n"
COUNTS = "쉼터(개소)\t31\t35\n나무(그루)\t12\t14\n"


@pytest.mark.parametrize("later", ["2026년(목표)", "2026년 목표", "2027년 목표"])
def test_the_year_before_that_of_a_target_shows_what_was_reached(later: str) -> None:
    result = read(f"{AIMED}구분\t2025년\t{later}\n{COUNTS}")
    assert pick(result.result, "activity", "fiscal_year", "value") == [("쉼터", 2025, 31), ("나무", 2025, 12)]
    assert pick(result.plan, "activity", "target") == [("쉼터", 35), ("나무", 14)]


@pytest.mark.parametrize(
    "head",
    ["2025년\t2026년", "2025년\t2024년(목표)", "2025년 상반기\t2026년 목표", "2025년 목표\t2026년 목표"],
    ids=["no target", "an earlier target", "half a year", "a target itself"],
)
def test_other_columns_of_a_year_are_planned_as_the_document_is(head: str) -> None:
    result = read(f"{AIMED}구분\t{head}\n{COUNTS}")
    assert result.result == ()
    assert pick(result.plan, "target") == [(31,), (35,), (12,), (14,)]


SPEECH = "2023년도 느티시 예산안 시정연설\n\n"


@pytest.mark.parametrize(
    "verb",
    [
        *("편성하였습니다", "편성했습니다", "계상하였습니다", "계상했습니다", "반영하였습니다", "반영했습니다"),
        *("증액하였습니다", "담았습니다"),
    ],
)
def test_what_an_amount_was_set_down_for_is_still_to_be_done(verb: str) -> None:
    result = read(f"{SPEECH}들녘 1,240ha에 21억 원을 {verb}.\n")
    assert pick(result.plan, "indicator", "fiscal_year", "target") == [("들녘", 2023, 1240)]
    assert result.result == ()


def test_what_an_amount_was_spent_on_was_done() -> None:
    result = read(f"{SPEECH}들녘 1,240ha에 21억 원을 집행하였습니다.\n")
    assert (pick(result.result, "indicator", "value"), result.plan) == ([("들녘", 1240)], ())


# -- years that are told of -------------------------------------------------------------------------------------------

MINUTES = (
    "제12회 느티시의회 회의록\n\n2022년 11월 29일(화) 10시 3분\n\n2023년도 세입세출예산안 심사\n\n"
    "○복지정책과장 이나래  복지정책과장입니다."
)
TOLD = "11월 말까지 14건이 발생하였습니다.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{MINUTES} {TOLD}",
        f"{MINUTES}\n어르신 길 잃음은 {TOLD}",
        f"{SPEECH}어르신 길 잃음은 {TOLD}",
        f"{SPEECH}어르신 길 잃음은 14건이 발생하였습니다.\n",
    ],
    ids=["minutes", "a line of its own", "speech", "no month"],
)
def test_what_is_told_of_the_past_is_of_the_year_in_which_is_spoken(text: str) -> None:
    assert pick(read(text).result, "value", "fiscal_year") == [(14, 2022)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"2023년도 느티시 주요업무계획\n\n어르신 길 잃음은 {TOLD}", 2023),
        (f"{SPEECH}2021년까지 14건이 발생하였습니다.\n", 2021),
        (f"{SPEECH}3월에는 의자 14개를 놓을 예정입니다.\n", 2023),
        (f"{SPEECH}- 길 잃음 14건 발생\n", 2023),
        (f"{SPEECH}길 잃음은 14건이 발생하였고 모두 찾았음\n", 2023),
        (f"{REPORT}작성일 : 2025. 1. 15.\n\n□ 걸어온 길\n - {TOLD}", 2024),
        (f"{SPEECH}3월에는 나무 14그루를 심을 예정이라고 말하였습니다.\n", 2023),
        (f"{SPEECH}3월에는 나무 14그루에 나눔을 반영하였습니다.\n", 2023),
    ],
    ids=["same year", "own year", "to come", "no verb", "no sentence", "spoken later", "told to come", "set down"],
)
def test_what_is_to_come_and_what_has_its_own_year_is_not(text: str, year: int) -> None:
    result = read(text)
    assert {row.fiscal_year for row in (*result.result, *result.plan)} == {year}


# -- spending within a plan -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "bases", "rate"),
    [
        ("예산 42억 원 → 9월말 집행 31억 원(75%)", [("예산", 42e8), ("집행", 31e8)], [(75, "%")]),
        ("42억 원 → 집행 31억 원", [("예산", 42e8), ("집행", 31e8)], []),
        ("42억 원 집행", [("집행", 42e8)], []),
        ("예산 42억 원 → 시비 31억 원(75%)", [("예산", 42e8), ("예산", 31e8)], []),
    ],
    ids=["with its rate", "right behind the other", "behind its amount", "another amount"],
)
def test_a_word_between_two_amounts_is_the_basis_of_the_second(
    words: str, bases: list[tuple[str, float]], rate: list[tuple[float, str]]
) -> None:
    result = read(f"2024년 느티시 주요업무계획\n\n□ 두레 글샘 조성\n - {words}\n")
    assert pick(result.budget, "basis", "amount_krw")[: len(bases)] == bases
    assert pick(result.result, "value", "unit") == rate
