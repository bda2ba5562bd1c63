"""Pages of a budget book that go on, lines of labels in pairs, a name above its sections, projects and their years."""

import itertools

import pytest
from reading import left, pick, read

# -- pages that go on --------------------------------------------------------------------------------------------------

BOOK = "2024년 느티시 세출예산사업명세서\n\n"
Row = tuple[str, str, str, str, str]
FIRST: list[Row] = [
    ("201", "일반운영비", "3,100", "2,900", "200"),
    ("202", "여비", "1,200", "1,250", "△50"),
    ("206", "재료비", "480", "480", "0"),
]
NEXT: list[Row] = [
    ("301", "일반보전금", "950", "900", "50"),
    ("307", "민간이전", "2,400", "2,100", "300"),
    ("401", "시설비", "6,200", "5,000", "1,200"),
]
GOING_ON = {
    "일반보전금": (950, 900),
    "민간이전": (2_400, 2_100),
    "시설비": (6_200, 5_000),
}


def lines(rows: list[Row]) -> str:
    return "\n".join(itertools.chain.from_iterable(rows)) + "\n"


@pytest.mark.parametrize(
    ("note", "won"), [("(단위:천원)\n전년도\n예산액\n", 1_000), ("(단위 : 백만원)\n예산액\n전년도예산액\n", 1_000_000)]
)
@pytest.mark.parametrize("page", ["- 31 -", "-312-", "– 4 –"])
def test_rows_below_the_number_of_a_page_go_on_in_its_unit_and_years(note: str, won: int, page: str) -> None:
    result = read(f"{BOOK}{note}{lines(FIRST)}\n{page}\n\n{lines(NEXT)}")
    found = [row for row in result.budget if row.account in GOING_ON]
    assert pick(found, "account", "indicator", "amount_krw", "fiscal_year") == [
        told
        for name, (budget, before) in GOING_ON.items()
        for told in ((name, "예산액", budget * won, 2024), (name, "전년도예산액", before * won, 2023))
    ]
    assert (page, "page") in left(result)


def test_rows_below_another_line_take_no_unit_of_a_page() -> None:
    result = read(f"{BOOK}(단위:천원)\n전년도\n예산액\n{lines(FIRST)}\n둘째 편\n\n{lines(NEXT)}")
    found = [row for row in result.budget if row.account in GOING_ON]
    assert {(row.amount_krw, row.fiscal_year) for row in found} == {(None, 2024)}


# -- labels in pairs ---------------------------------------------------------------------------------------------------

PLEDGES = "2023년 느티시 공약사업 실천계획서\n\n"


def test_pairs_below_a_heading_give_its_office_and_not_its_name() -> None:
    homes = "1. 두레 임대주택 늘리기\n관리번호 5-3 추진부서 주택과 협조부서 기획과\n사업구분 신규 이행기준 임기 내\n"
    care = "2. 나래 돌봄터 열기\n관리번호 5-4 추진부서 복지과 협조부서 예산과\n사업구분 계속 이행기준 임기 후\n"
    result = read(f"{PLEDGES}{homes}○ 임대주택 공급 : 120호\n○ 사업비 : 310백만원\n\n{care}○ 돌봄터 : 4개소\n")
    assert pick(result.plan, "task", "department", "target") == [
        ("두레 임대주택 늘리기", "주택과", 120),
        ("나래 돌봄터 열기", "복지과", 4),
    ]
    assert pick(result.budget, "task", "department", "amount_krw") == [("두레 임대주택 늘리기", "주택과", 310_000_000)]
    assert [raw for raw, reason in left(result) if reason == "code"] == ["5-3", "5-4"]


@pytest.mark.parametrize(
    "pairs",
    [
        "관리번호 2-1 추진부서 하천과 협력부서 공원과\n",
        "추진부서 하천과 협력부서 공원과 완료시기 임기 내\n",
        "사업구분 계속 이행기간 임기 후\n관리번호 2-1 추진부서 하천과\n",
    ],
)
def test_the_office_that_works_along_is_not_in_charge(pairs: str) -> None:
    result = read(f"{PLEDGES}1. 물빛천 산책길 잇기\n{pairs}○ 산책길 : 3.1km\n")
    assert pick(result.plan, "task", "department", "target") == [("물빛천 산책길 잇기", "하천과", 3.1)]


def test_labels_above_rows_name_their_columns() -> None:
    rows = "물빛천 산책길 3.1 310\n나래숲 쉼터 4.5 120\n"
    result = read(f"2023년 느티시 공약사업 현황\n\n사업명 길이(km) 사업비(백만원)\n{rows}")
    assert pick(result.budget, "task", "amount_krw") == [("물빛천 산책길", 310_000_000), ("나래숲 쉼터", 120_000_000)]


# -- one name above its sections ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "task", "office"),
    [
        ("물빛천 산책길 조성\n부서명 하천과\n", "물빛천 산책길 조성", "하천과"),
        ("나래 돌봄터 운영\n부서명 복지과\n담당자 김가람\n", "나래 돌봄터 운영", "복지과"),
        (
            "두레 공방 지원\n부서명 : 경제과\n사업기간 : 2024. 3. ~ 2024. 11.\n",
            "두레 공방 지원",
            "경제과",
        ),
    ],
)
def test_the_only_name_of_a_page_heads_its_sections(head: str, task: str, office: str) -> None:
    sections = (
        "□ 사업개요\n ○ 이용인원 : 31명\n\n□ 소요예산\n ○ 사업비 : 310백만원\n\n□ 추진실적\n ○ 쉼터 조성 : 4개소\n"
    )
    result = read(f"{head}\n{sections}")
    assert pick(result.plan, "task", "department", "target") == [(task, office, 31)]
    assert pick(result.budget, "task", "department", "amount_krw") == [(task, office, 310_000_000)]
    assert pick(result.result, "task", "department", "value") == [(task, office, 4)]


@pytest.mark.parametrize(
    ("task", "office"), [("물빛천 산책길 조성", "하천과"), ("나래 돌봄터 운영", "복지과"), ("두레 공방 지원", "경제과")]
)
def test_the_only_name_below_a_title_heads_its_sections(task: str, office: str) -> None:
    sections = "□ 사업개요\n ○ 산책길 : 3km\n\n□ 소요예산\n ○ 국비 : 31백만원\n"
    result = read(f"느티시 공약 이행 현황\n\n{task}\n부서명 {office}\n\n{sections}")
    assert pick(result.result, "task", "department", "value") == [(task, office, 3)]
    assert pick(result.budget, "task", "department", "amount_krw") == [(task, office, 31_000_000)]


def test_each_of_two_names_heads_its_own_facts() -> None:
    water = "물빛천 산책길 조성\n사업기간 : 2024. 3. ~ 2024. 11.\n사업량 : 3km\n"
    wood = "나래숲 쉼터 손질\n사업기간 : 2024. 4. ~ 2024. 9.\n사업량 : 4개소\n"
    result = read(f"2024년 느티시 주요업무계획\n\n□ 하천 가꾸기\n{water}\n□ 숲 가꾸기\n{wood}")
    assert pick(result.plan, "task", "target") == [("물빛천 산책길 조성", 3), ("나래숲 쉼터 손질", 4)]


# -- a project above the years of a section ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        ("나래숲 쉼터 조성사업", "물빛천 산책길 정비사업", "’21~’23"),
        ("두레 돌봄터 운영사업", "나래 공방 지원사업", "2021년~2023년"),
    ],
)
@pytest.mark.parametrize("mark", ["○ ", "- ", ""])
def test_each_project_above_a_section_with_its_years_keeps_its_name(
    first: str, second: str, years: str, mark: str
) -> None:
    section = f"사업계획({years})\n{mark}"
    result = read(f"느티시 공약 이행 현황\n\n{first}\n{section}쉼터 3개소 손질\n\n{second}\n{section}산책길 4km 정비\n")
    assert [(r.task, r.target, str(r.period_start), str(r.period_end)) for r in result.plan] == [
        (first, 3, "2021-01-01", "2023-12-31"),
        (second, 4, "2021-01-01", "2023-12-31"),
    ]


def test_another_section_with_its_years_is_no_second_project() -> None:
    page = "사업계획(’21~’23)\n○ 쉼터 3개소 손질\n추진실적(’18~’20)\n○ 쉼터 2개소 손질\n"
    result = read(f"나래숲 쉼터 조성사업\n{page}")
    assert {row.task for row in (*result.plan, *result.result)} == {"나래숲 쉼터 조성사업"}


# -- sources and accounts of one project -------------------------------------------------------------------------------

ACCOUNTS = "201 일반운영비\t1,100\t1,000\t100\n401 시설비\t2,000\t1,900\t100\n"


@pytest.mark.parametrize("sources", ["국\t1,100\t1,000\t100\n시\t2,000\t1,900\t100\n", "시\t3,100\t2,900\t200\n", ""])
def test_an_amount_split_by_source_and_by_account_counts_once(sources: str) -> None:
    head = "(단위 : 천원)\n과목\t예산액\t전년도예산액\t비교증감\n두레숲 가꾸기\t3,100\t2,900\t200\n"
    result = read(BOOK + head + sources + ACCOUNTS)
    sums = {
        year: sum(row.amount_krw or 0 for row in result.budget if row.additive and row.fiscal_year == year)
        for year in (2024, 2023)
    }
    assert sums == {2024: 3_100_000, 2023: 2_900_000}
    assert {row.task for row in result.budget} == {"두레숲 가꾸기"}
