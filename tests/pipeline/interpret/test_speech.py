"""Speech: years that sentences name by words, who speaks in minutes, and which project a speech goes on about."""

import pytest
from reading import pick, read

REPORT = "2024년 샘말군 주요업무 추진실적\n\n"


# -- years by words ---------------------------------------------------------------------------------------------------

WORDS = {
    **dict.fromkeys(("올해", "올 한 해", "올한해", "금년도", "금년"), 2024),
    **dict.fromkeys(("새해", "이듬해"), 2025),
    **dict.fromkeys(("지난 한 해", "지난 해", "지난해"), 2023),
}


@pytest.mark.parametrize(("word", "year"), WORDS.items(), ids=WORDS)
def test_the_word_for_a_year_before_a_number_is_the_year_that_it_is_of(word: str, year: int) -> None:
    result = read(
        f"2024년 샘말군 주요업무 추진실적\n\n□ 2021년에 걸어온 길\n - {word} 어른 310명이 쉼터를 찾았습니다.\n"
    )
    assert pick((*result.result, *result.plan), "fiscal_year") == [(year,)]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("지난해 대비 어른 310명이 더 쉼터를 찾았습니다.", 2024),
        ("지난해에서 이월된 나무 310그루를 심었습니다.", 2024),
        ("지난해 들녘에서 이월된 나무 310그루를 심었습니다.", 2024),
        ("지난해에 이어 2022년에 어른 310명이 쉼터를 찾았습니다.", 2022),
    ],
    ids=["compared with it", "carried over from it", "carried over some words later", "a date stands nearer"],
)
def test_a_year_that_is_only_compared_with_or_farther_off_dates_nothing(sentence: str, year: int) -> None:
    result = read(f"{REPORT}□ 걸어온 길\n - {sentence}\n")
    assert pick(result.result, "value", "fiscal_year") == [(310, year)]


DONE = (
    *(
        "다녀갔습니다",
        "웃었습니다",
        "찾았습니다",
        "모였습니다",
        "다녀갔으며 모두 좋아합니다",
        "웃었으며 모두 좋아합니다",
    ),
    *("찾았으며 모두 좋아합니다", "모였으며 모두 좋아합니다", "웃었고 모두 좋아합니다", "찾았고 모두 좋아합니다"),
    *("모였고 모두 좋아합니다", "함께했고 모두 좋아합니다"),
)


@pytest.mark.parametrize("verb", DONE)
def test_what_is_told_of_the_past_below_a_sentence_about_a_year_is_of_that_year(verb: str) -> None:
    result = read(f"{REPORT}지난 한 해 우리는 함께 걸었습니다.\n\n어른 7명이 {verb}.\n")
    assert pick(result.result, "value", "fiscal_year") == [(7, 2023)]


@pytest.mark.parametrize(
    "line",
    ["마당 7곳을 열겠다고 말했습니다.", "□ 새로 연 곳\n어른 7명이 다녀갔습니다."],
    ids=["what is still to be done", "a heading begins something new"],
)
def test_a_sentence_about_a_year_does_not_speak_for_plans_nor_across_headings(line: str) -> None:
    result = read(f"{REPORT}지난 한 해 우리는 함께 걸었습니다.\n\n{line}\n")
    assert {row.fiscal_year for row in (*result.result, *result.plan)} == {2024}


@pytest.mark.parametrize(
    "label",
    ["일시", "일 시", "배포일", "배포일시", "보도일시", "보도일", "발표일", "작성일", "게시일", "등록일"],
)
def test_a_document_speaks_in_the_year_of_the_day_that_it_is_signed_with(label: str) -> None:
    result = read(f"{REPORT}{label} : 2025. 1. 15.\n\n□ 걸어온 길\n - 지난해 어른 310명이 쉼터를 찾았습니다.\n")
    assert pick(result.result, "fiscal_year") == [(2024,)]


def test_a_day_alone_on_its_line_signs_a_document() -> None:
    result = read(f"{REPORT}2025. 1. 15.\n\n□ 걸어온 길\n - 지난해 어른 310명이 쉼터를 찾았습니다.\n")
    assert pick(result.result, "fiscal_year") == [(2024,)]


def test_a_day_of_something_else_signs_nothing() -> None:
    result = read(f"{REPORT}나들이 : 2025. 1. 15.\n\n□ 걸어온 길\n - 지난해 어른 310명이 쉼터를 찾았습니다.\n")
    assert pick(result.result, "fiscal_year") == [(2023,)]


@pytest.mark.parametrize(("label", "year"), [("결재일자", 2024), ("나들이", 2023)])
def test_a_document_without_a_day_speaks_in_the_year_in_which_it_was_approved(label: str, year: int) -> None:
    block = f"문서번호\t배움과-77\n{label}\t2025. 1. 16. 이가온 손수\n"
    result = read(f"{REPORT}{block}\n□ 걸어온 길\n - 지난해 어른 310명이 쉼터를 찾았습니다.\n")
    assert pick(result.result, "fiscal_year") == [(year,)]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        *(
            (f"2024년도 {asked}", 2022)
            for asked in (
                "예산안 개요",
                "예산안 시정연설",
                "세입세출예산 도정연설",
                "세입세출예산 군정연설",
                "세입세출예산 구정연설",
                "세입세출예산 예산요구서",
            )
        ),
        ("2024년도 세입세출예산 개요", 2023),
    ],
)
def test_a_budget_that_is_asked_for_is_spoken_of_in_the_year_before(title: str, year: int) -> None:
    result = read(f"{title}\n\n□ 걸어온 길\n - 지난해 어른 310명이 쉼터를 찾았습니다.\n")
    assert pick(result.result, "fiscal_year") == [(year,)]


@pytest.mark.parametrize(
    ("words", "year"), [("어른 전년", 2023), ("어른 해마다", 2024)], ids=["of the year before", "of every year"]
)
def test_the_last_word_before_a_number_says_that_it_is_of_the_year_before(words: str, year: int) -> None:
    story = "느티나무 아래에서 아이들이 함께 뛰놀며 이야기를 나누고 어른들이 곁에서 지켜보는 너른 마당이 있다.\n\n" * 30
    result = read(f"느티학교 결과보고\n\n{story}□ 2024년 추진실적\n ○ 손님 310명({words} 290명)\n")
    assert result.record.fiscal_year is None
    assert pick(result.result, "value", "fiscal_year") == [(310, 2024), (290, year)]


@pytest.mark.parametrize(("year", "dataset"), [(2024, "result"), (2026, "plan")])
def test_what_stands_in_brackets_behind_an_earlier_year_was_reached(year: int, dataset: str) -> None:
    result = read(f"2025년 샘말군 업무계획\n\n□ 느티학교 열기\n ○ 학생 310명 모으기({year}년 290명)\n")
    assert [
        row.fiscal_year
        for row in getattr(result, dataset)
        if 290 in (getattr(row, "target", 0), getattr(row, "value", 0))
    ] == [year]
    assert (310, 2025) in pick(result.plan, "target", "fiscal_year")


# -- minutes ----------------------------------------------------------------------------------------------------------

MINUTES = "제123회 샘말군의회 예산결산특별위원회 회의록\n\n2024년 6월 11일(화) 10시 3분\n\n"
SPEAKERS = (
    *("위원장", "위원", "의원", "의장", "부의장", "전문위원", "국장", "실장", "구청장", "군수", "시장"),
    *("도지사", "부군수", "부시장", "부구청장", "담당관", "소장", "단장"),
)


def test_the_head_of_an_office_speaks_for_it() -> None:
    result = read(
        f"{MINUTES}○복지정책과장 이나래  9억 원을 집행하였습니다.\n○물길공원과장 박누리  1억 원을 집행하였습니다.\n"
    )
    assert pick(result.budget, "department", "amount_krw") == [("복지정책과", 9e8), ("물길공원과", 1e8)]


@pytest.mark.parametrize("office", SPEAKERS)
def test_who_heads_no_department_speaks_for_none(office: str) -> None:
    result = read(
        f"{MINUTES}○복지정책과장 이나래  9억 원을 집행하였습니다.\n○이가온 {office}  3억 원을 집행하였습니다.\n"
    )
    assert pick(result.budget, "department", "amount_krw") == [("복지정책과", 9e8), (None, 3e8)]


def test_other_words_behind_a_circle_are_nobody_who_speaks() -> None:
    result = read(f"{MINUTES}○복지정책과장 이나래  9억 원을 집행하였습니다.\n○느티 마당  3억 원을 집행하였습니다.\n")
    assert pick(result.budget, "department", "amount_krw") == [("복지정책과", 9e8), ("복지정책과", 3e8)]


@pytest.mark.parametrize(
    ("head", "department"), [("○복지정책과장 이나래  ", "복지정책과"), ("○ ", None)], ids=["somebody", "nobody"]
)
def test_who_speaks_is_no_part_of_the_label_that_the_speech_begins_with(head: str, department: str | None) -> None:
    result = read(f"{MINUTES}{head}집행액 : 3억 원\n")
    assert pick(result.budget, "indicator", "department") == [("집행액", department)]


@pytest.mark.parametrize(
    ("line", "activity"),
    [("(잠시 쉬고 계속개의)", None), ("잠시 쉬고 계속개의", "잠시 쉬고 계속개의")],
    ids=["in brackets", "bare"],
)
def test_what_a_reporter_writes_between_speeches_says_nothing_of_what_follows(line: str, activity: str | None) -> None:
    result = read(f"2024년 샘말군 업무계획\n\n○ {line}\n - 학생 : 310명\n - 어른 : 31명\n")
    assert pick(result.plan, "activity", "target") == [(activity, 310), (activity, 31)]


# -- topics -----------------------------------------------------------------------------------------------------------

SPEECH = f"{MINUTES}○복지정책과장 이나래  느티 쉼터 조성사업에 9억 원을 집행하였습니다.\n"
SHELTER = "느티 쉼터 조성사업"


def test_a_speech_goes_on_about_the_project_that_it_named() -> None:
    result = read(f"{SPEECH}사고이월액은 2억 원입니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [(SHELTER, 9e8), (SHELTER, 2e8)]


@pytest.mark.parametrize(
    "line",
    [
        "어르신 잔치는 여러 마을에서 열었고 2억 원을 집행하였습니다.",
        "2. 어르신 잔치 예산\n집행액은 2억 원입니다.",
    ],
    ids=["another subject", "a heading"],
)
def test_another_subject_and_a_heading_end_it(line: str) -> None:
    assert pick(read(f"{SPEECH}{line}\n").budget, "task", "amount_krw") == [(SHELTER, 9e8), (None, 2e8)]


@pytest.mark.parametrize("chair", ["위원장", "의장", "부의장", "부위원장", "위원장대리"])
def test_who_chairs_opens_anew(chair: str) -> None:
    result = read(f"{SPEECH}○{chair} 김가람  2억 원을 집행하였습니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [(SHELTER, 9e8), (None, 2e8)]


def test_who_asks_goes_on_about_the_project() -> None:
    result = read(f"{SPEECH}○이가온 위원  2억 원을 집행하였습니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [(SHELTER, 9e8), (SHELTER, 2e8)]


@pytest.mark.parametrize(
    "words",
    [
        *("봄철에는", "군에서는", "살림으로는", "봄부터는", "가을까지는", "올해는", "내년은", "금년은", "지난해는"),
        *("우리는", "저희는", "저는", "오늘은", "다음은", "이는"),
    ],
)
def test_words_that_only_date_or_point_are_no_subject(words: str) -> None:
    result = read(f"{SPEECH}{words} 모두 2억 원을 집행하였습니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [(SHELTER, 9e8), (SHELTER, 2e8)]


def test_outside_of_minutes_a_project_is_that_of_its_sentence_alone() -> None:
    result = read(f"{REPORT}느티 쉼터 조성사업에 9억 원을 집행하였습니다.\n\n사고이월액은 2억 원입니다.\n")
    assert pick(result.budget, "task", "amount_krw") == [(SHELTER, 9e8), (None, 2e8)]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("내년에는 무엇을 하겠습니까? 나무 310그루를 심었습니다", 2024),
        ("내년에는 온 마을에 나무 310그루를 심겠습니다", 2025),
    ],
    ids=["question before it", "same sentence"],
)
def test_a_question_ends_a_sentence_as_a_statement_does(sentence: str, year: int) -> None:
    result = read(f"{REPORT}□ 걸어온 길\n - 마을 사람들이 모두 모여 {sentence}.\n")
    assert pick((*result.plan, *result.result), "fiscal_year") == [(year,)]


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("느티 쉼터 짓기 사업", "느티 쉼터 짓기 사업"),
        ("쉼터 및 물길 가꾸기사업", "쉼터 및 물길 가꾸기사업"),
        ("느티 수도 고치기사업", "느티 수도 고치기사업"),
        ("느티 아래에도 고치기사업", "고치기사업"),
        *(
            (f"설명서 12{ahead} 돌담 쌓기사업", "돌담 쌓기사업")
            for ahead in ("개", "건", "쪽", "페이지", "면", "년도", "년")
        ),
        *((f"{ahead} 돌담 쌓기사업", "돌담 쌓기사업") for ahead in ("소관", "여러", "각종", "다양한", "주요")),
        *(
            (f"손이 {ahead} 돌담 쌓기사업", "돌담 쌓기사업")
            for ahead in ("늦어져", "바쁘느라", "마을에게", "마당 등에", "느리면", "일하면", "있으면", "보면")
        ),
    ],
)
def test_the_words_of_a_name_go_back_to_a_particle_a_verb_or_a_count(words: str, task: str) -> None:
    assert pick(read(f"{REPORT}{words}에 9억 원을 집행하였습니다.\n").budget, "task") == [(task,)]


CLASSES = (
    *("공모사업", "지방보조사업", "국고보조사업", "민간보조사업", "국도비사업", "국·도비사업", "핵심사업", "역점사업"),
    *("현안사업", "각종사업"),
)


@pytest.mark.parametrize("words", [*CLASSES, "그 사업"])
def test_a_class_of_projects_and_a_word_too_short_name_none(words: str) -> None:
    assert pick(read(f"{REPORT}{words}에 9억 원을 집행하였습니다.\n").budget, "task") == [(None,)]


@pytest.mark.parametrize(
    ("words", "task"), [("느티 직매장 운영에는", "느티 직매장 운영"), ("느티 직매장 운영이", None)]
)
def test_an_undertaking_that_an_amount_went_to_is_what_it_is_for(words: str, task: str | None) -> None:
    result = read(f"{REPORT}{words} 6억 원 가운데 5억 원을 집행하였습니다.\n")
    assert {row.task for row in result.budget} == {task}


@pytest.mark.parametrize(
    ("words", "activity"), [("땅 주인과 이야기가 늦어져", None), ("돌담 쌓기", "돌담 쌓기")], ids=["clause", "noun"]
)
def test_a_clause_before_an_amount_does_not_say_what_it_is_for(words: str, activity: str | None) -> None:
    result = read(f"{REPORT}□ 느티학교\n - {words} 3억 원을 이월하였습니다.\n")
    assert pick(result.budget, "activity") == [(activity,)]


@pytest.mark.parametrize(
    ("announced", "task"),
    [
        ("느티버스 준공영제 운영상황을 보고드리겠습니다.", "느티버스 준공영제"),
        ("2024년 예산 집행현황을 보고드리겠습니다.", None),
        ("교통국 소관 추가경정예산안을 설명드리겠습니다.", None),
        ("느티버스 이야기를 말씀드리겠습니다.", None),
    ],
)
def test_a_speech_is_about_what_it_reports_on(announced: str, task: str | None) -> None:
    result = read(
        f"샘말군의회 회의록\n\n○교통과장 민가람  교통과장입니다. {announced}\n현재 62개 노선을 운행하고 있습니다.\n"
    )
    assert {row.task for row in result.result} == {task}


def test_the_first_amount_of_a_sentence_belongs_to_the_undertaking_that_it_begins_with() -> None:
    result = read(f"{SPEECH}치매쉼터 운영은 9억 원에서 10억 원으로 늘렸습니다.\n")
    assert pick(result.budget, "task", "amount_krw")[1:] == [("치매쉼터 운영", 9e8), ("치매쉼터 운영", 10e8)]


def test_the_figure_that_something_grew_to_from_last_year_is_of_this_year() -> None:
    result = read("2024년 느티 산불 대책 추진계획\n\n임차헬기는 지난해 5대에서 7대로 늘린다.\n")
    assert {(row.target, row.fiscal_year) for row in result.plan} >= {(7, 2024)}
    places = read("2024년 느티 산불 대책 추진계획\n\n지난해 5개소에서 7명이 참여했다.\n")
    assert {(row.value, row.fiscal_year) for row in places.result} >= {(7, 2023)}


def test_figures_of_years_before_the_plan_were_so() -> None:
    text = "2024년 느티 산불 대책 추진계획\n\n산불 발생 : (’21년) 41건, (’22년) 68건, (’23년) 52건\n"
    result = read(text)
    assert [(row.value, row.fiscal_year) for row in result.result] == [(41, 2021), (68, 2022), (52, 2023)]
    assert not result.plan
