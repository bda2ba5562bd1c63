"""Speeches on budgets, reports on accounts, articles on projects, approved papers that ran into one line."""

import pytest
from reading import left, pick
from reading import read as read_plan

from pipeline.interpret.interpretation import Interpretation, Settings

EOK = 100_000_000
SPEECH = "제안설명\n\n2024년도 제2회 추가경정 세입·세출 예산안에 대해 제안설명드리겠습니다.\n"
STORY = "느티시, 솔터지구 도시재생사업 본격 추진\n\n느티시는 솔터지구 도시재생사업을 추진한다고 밝혔다.\n\n"
PLAN = "2024년 샘터공원 산책로 정비 추진계획\n\n"


def read(text: str) -> Interpretation:
    """A text that is too short to be known as a plan by itself."""
    return read_plan(text, Settings(any_document=True))


# -- speeches ----------------------------------------------------------------------------------------------------------


def test_the_part_that_a_speech_comes_to_tells_the_side() -> None:
    text = "먼저, 일반회계 세입예산안입니다.\n조정금은 4억 원입니다.\n다음은 일반회계 세출 예산안입니다.\n복지 분야에 기초연금 지급 42억 원과 보육료 지원 18억 원을 편성하였습니다.\n"
    assert pick(read(SPEECH + text).budget, "amount_krw", "side") == [
        (4 * EOK, "세입"),
        (42 * EOK, "세출"),
        (18 * EOK, "세출"),
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("특별교부금 3억 1400만 원, 일반조정교부금 43억 9300만 원으로, 47억 700만 원을 증액 편성하였습니다.", 3),
        ("수수료는 2억 4300만 원을, 부담금은 47억 원을 증액 편성하였습니다.", 2),
        ("총 규모는 300억 원으로 20억 원을 증액 편성하였습니다.", 1),
        ("쉼터에 3억 원을 편성하고, 숲길에 2억 원을 증액하였습니다.", 1),
        ("세입에서 세출을 뺀 차액인 22억 원 중 이월사업비는 14억 원입니다.", 1),
    ],
    ids=["sum of its parts", "objects of one verb", "no sum", "other verb", "by its name"],
)
def test_what_a_verb_says_of_a_sum_or_of_its_objects_is_said_of_each(text: str, count: int) -> None:
    assert [reason for _, reason in left(read(f"{SPEECH}{text}\n"))].count("difference") == count


def test_of_a_list_each_amount_has_the_name_before_it() -> None:
    text = "국토 분야는 소규모 주민숙원사업 12억 원, 도로 유지관리 8억 원 등 20억 원을 계상하였습니다.\n"
    assert pick(read(SPEECH + text).budget, "task", "activity", "additive") == [
        ("소규모 주민숙원사업", "소규모 주민숙원사업", True),
        (None, "도로 유지관리", True),
        (None, None, False),
    ]


def test_offices_that_a_clause_is_about_are_in_charge() -> None:
    text = "도로과에서는 보도 정비에 8억 원을 편성하였고 하천과는 준설에 4억 원을 반영하였습니다.\n"
    assert pick(read(SPEECH + text).budget, "department") == [("도로과",), ("하천과",)]


# -- accounts and projects ---------------------------------------------------------------------------------------------


def test_totals_of_accounts_have_their_own_side() -> None:
    text = "느티구의회, 2030회계연도 결산 심사\n\n2030회계연도 세입·세출 결산안을 살펴보면 세입총액은 22억원(일반회계 19억원, 특별회계 3억원)이며, 세출총액은 14억원이다.\n"
    assert [(row.indicator, row.side, row.additive) for row in read(text).budget if row.indicator] == [
        ("세입총액", "세입", False),
        ("세출총액", "세출", True),
    ]


def test_the_cost_of_all_years_has_no_year_and_its_part_has() -> None:
    text = "이번 사업은 총사업비 300억 원 중 ’24년 80억 원을 투입해 추진된다.\n"
    assert pick(read(STORY + text).budget, "task", "fiscal_year") == [
        ("솔터지구 도시재생사업", None),
        ("솔터지구 도시재생사업", 2024),
    ]


def test_what_is_paid_for_a_count_has_its_name() -> None:
    text = "주요 사업으로 상수관 교체(3.2km) 28억 원, 전기차 보급 400대 52억 원을 반영했다.\n"
    assert pick(read(STORY + text).budget, "activity") == [("상수관 교체",), ("전기차 보급",)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("심사는 의장을 제외한 12명의 의원이 맡았다.", "의원"),
        ("작년에는 쉼터 12개소를 고쳤다.", "쉼터"),
    ],
)
def test_deeds_and_years_before_a_count_are_no_name(text: str, indicator: str) -> None:
    rows = read(STORY + text + "\n")
    assert [row.indicator for row in (*rows.result, *rows.plan)] == [indicator]


def test_two_digits_are_a_year_of_the_last_century() -> None:
    assert pick(read(f"{STORY}솔터시장은 98년도 매출 120억 원을 올렸다.\n").result, "fiscal_year") == [(1998,)]


# -- approved papers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "3. 추진일정\n- 3월 : 설계\n- 4~5월 : 착공\n- 10월 : 준공\n",
        "3. 추진계획 - 설계 3월 - 착공 4~5월 - 준공 10월\n",
    ],
    ids=["dates ahead", "one line"],
)
def test_events_of_two_syllables_are_work(text: str) -> None:
    assert [(row.activity, row.period_start.month) for row in read(PLAN + text).plan if row.period_start] == [
        ("설계", 3),
        ("착공", 4),
        ("준공", 10),
    ]


def test_a_paper_in_one_line_keeps_its_title_and_its_milestones() -> None:
    text = (
        "문서번호 공원과-4812 결재일자 2024. 3. 12. 공개여부 대시민공개 2024년 샘터공원 산책로 정비 추진계획 - 2024. 3. - "
        "느티구 (공원과) Ⅰ 사업개요 ? 사 업 명 : 샘터공원 산책로 정비 ? 위 치 : 느티동 일대 ? 사업기간 : 2024. 4. ~ 10. "
        "? 사 업 량 : 의자 교체 24개 Ⅱ 추진계획 ? 추진일정 - 3월 : 실시설계 용역 - 4~5월 : 계약 및 착공 - 10월 : 준공 끝.\n"
    )
    result = read(text)
    assert result.record.title == "2024년 샘터공원 산책로 정비 추진계획"
    assert [row.activity for row in result.plan if row.target is None] == ["실시설계 용역", "계약 및 착공", "준공"]


def test_points_of_a_choice_and_what_each_gets_at_most_are_no_targets() -> None:
    text = "○ 지원내용: 월 최대 20만원 (1인 최대 240만원)\n○ 선정방법: 소득 60점, 거주기간 40점\n○ 모집인원: 200명\n"
    result = read(f"2024년 청년 월세 지원사업 안내\n\n1. 사업개요\n{text}")
    assert pick(result.plan, "target") == [(200,)]
    assert [reason for raw, reason in left(result) if raw in ("60점", "40점", "1인")] == [
        "unit_price",
        "weight",
        "weight",
    ]


# -- pages of the press and notices -----------------------------------------------------------------------------------------


def test_the_writer_and_the_day_of_a_picture_are_no_label_and_a_year() -> None:
    text = (
        '솔터군수 "내년은 보람으로 마무리 짓는 해"\n\n[솔터=새벽핌] 강여울 기자 =군수는 27일 "2025년 솔터엑스포를 열겠다"고 말했다.\n'
        "연설하는 군수. [사진 = 솔터군] 2023.11.27 sol@dawn.com |\n솔터군은 내년 예산안 466억원을 편성했다.\n"
        "주요 사업별로는 농촌보금자리 28호 공급 60억원, 공중화장실 2개소에 8억원을 반영했다.\n"
    )
    assert pick(read(text).budget, "fiscal_year", "activity") == [
        (2024, None),
        (2024, "농촌보금자리"),
        (2024, "공중화장실"),
    ]


def test_a_notice_is_called_by_its_title_and_who_signs_it_is_no_project() -> None:
    text = (
        "느티시 공고 제2024-310호\n\n2024년 소상공인 경영안정 지원사업 공고\n\n소상공인의 경영 안정을 위하여 다음과 같이 공고합니다.\n"
        "2024. 3. 11.\n느티시장\n\n1. 지원규모 : 총 15억원(시비) / 750개소 내외\n2. 지원내용\n ○ 시설개선 : 업체당 최대 200만원(자부담 20%)\n"
    )
    result = read(text)
    assert result.record.title == "2024년 소상공인 경영안정 지원사업 공고"
    assert pick(result.budget, "task", "source") == [
        ("소상공인 경영안정 지원사업", "계"),
        ("소상공인 경영안정 지원사업", "시비"),
    ]
    assert pick(result.plan, "indicator", "target") == [("지원규모", 750)]
    assert ("20%", "unit_price") in left(result)


def test_other_paragraphs_below_a_day_keep_their_name() -> None:
    text = "2024년 느티시 주요업무계획\n\n2024. 3. 11.\n느티전통시장\n\n사업기간 : 2024. 3. ~ 12.\n사업비 : 15백만원\n"
    assert {row.task for row in read(text).budget} == {"느티전통시장"}


REPORTED = (
    "제274회 느티구의회(임시회) 행정복지위원회회의록\n2026년 1월 20일(화)\n○복지과장 은서율 복지과장 은서율입니다.\n"
    "먼저 일반현황입니다. 저희 과는 정원 19명, 현원 18명이 근무하고 있습니다.\n"
)


def test_the_year_that_a_report_comes_to_holds_for_its_sentences() -> None:
    text = (
        "다음은 2025년도 추진실적입니다.\n경로당 운영 지원입니다. 경로당 172개소에 냉난방비 21억 원을 지원하였습니다.\n"
    )
    plan = "2026년도 추진계획을 보고드리겠습니다.\n노인일자리 사업은 2,310명을 목표로 합니다.\n"
    result = read(REPORTED + text + plan)
    assert [(row.value, row.fiscal_year) for row in result.result] == [(19, 2026), (18, 2026), (172, 2025)]
    assert [row.fiscal_year for row in (*result.budget, *result.plan)] == [2025, 2026]


def test_a_year_that_is_only_spoken_of_is_no_part_of_the_report() -> None:
    text = "2025년도 행사는 비로 취소되었습니다.\n경로당 172개소에 냉난방비 21억 원을 지원하였습니다.\n"
    assert {row.fiscal_year for row in read(REPORTED + text).budget} == {2026}


def test_a_year_in_the_prose_before_dates_no_prose_after_it() -> None:
    speech = (
        "제231회 솔안시의회(정례회)\n일  시 : 2025년 11월 20일(목)\n2. 2026년도 예산안 제출에 따른 시정연설(시장)\n"
        "○시장  옥대운  존경하는 시민 여러분!\n  2026년도 예산안을 제출하면서 방향을 말씀드리게 되어 뜻깊게 생각합니다.\n"
        "  올 한 해 우리 시는 많은 결실을 거두었습니다.\n  공모사업 31건에 선정되었고, 일자리 2,180개를 마련하였습니다.\n"
    )
    result = read(speech)
    assert [(row.value, row.fiscal_year, row.task) for row in result.result] == [(31, 2025, None), (2180, 2025, None)]


def test_who_moved_a_matter_is_no_number() -> None:
    text = "3. 특별위원회구성결의안(맹주호의원외6인발의)\n○시장  옥대운  일자리 2,180개를 마련하였습니다.\n"
    assert [row.value for row in read(f"제231회 솔안시의회(정례회)\n일  시 : 2025년 11월 20일(목)\n{text}").result] == [
        2180
    ]


def test_a_class_of_projects_in_a_title_is_no_project() -> None:
    card = "1. 가람천 정비\n\n□ 사업개요\n ○ 사업기간 : 2022 ~ 2027\n ○ 총사업비 : 32,400백만원\n"
    result = read(f"2025년 중점사업 추진상황 보고\n(2025. 6월말 현재)\n\n{card}")
    assert {row.task for row in result.budget} == {"가람천 정비"}


def test_a_count_of_what_a_sentence_says_is_going_on_is_planned() -> None:
    text = "느티시, 솔터지구 도시재생사업 소식\n\n느티시가 솔터지구 소식을 알렸다.\n\n쉼터 3개소 신축 등을 추진하고 있다.\n"
    assert pick(read(text).plan, "indicator", "target") == [("쉼터", 3)]


def test_who_gave_out_a_page_is_no_title_of_it() -> None:
    text = "담당부서 공원녹지과\n제공일 2024. 3. 5.\n\n느티시 쉼터를 고치다\n\n느티시는 쉼터 3개소를 고쳤다고 밝혔다.\n"
    assert read(text).record.title != "담당부서 공원녹지과"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("생활임금 시급은 11,000원으로 정했다.", "unit_price"), ("수출은 목표를 12% 초과했다.", "difference")],
)
def test_wages_of_an_hour_and_what_exceeds_an_aim_are_no_rows(text: str, reason: str) -> None:
    assert [found for _, found in left(read(f"{STORY}{text}\n"))] == [reason]
