"""Names, funding, spacing, people, and that every line of the vocabularies is sound."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from pipeline.interpret.sites.headers import role_of
from pipeline.korean.funding import find_source, read_funding, short_source
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import collapse_spaced_label, compact, split_code, strip_markers, task_key
from pipeline.korean.organizations import find_department, find_region, read_in_charge
from pipeline.korean.scan import scan
from pipeline.korean.sections import section_role
from pipeline.korean.signs import sign_in
from pipeline.korean.spacing import Spelling
from pipeline.korean.statuses import find_status
from pipeline.korean.units import find_unit, units


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (
            "824백만원(국비 560, 도비 72, 시비 192)",
            [("계", 824, None), ("국비", 560, None), ("도비", 72, None), ("시비", 192, None)],
        ),
        (
            "1,765백만원(국 1,240, 도 175, 시 350)",
            [("계", 1765, None), ("국비", 1240, None), ("도비", 175, None), ("시비", 350, None)],
        ),
        (
            "3백만원 (국비20, 시비40, 구비40)",
            [("계", 3, None), ("국비", 0.6, 20), ("시비", 1.2, 40), ("구비", 1.2, 40)],
        ),
        ("300백만원국비 : 200백만원군비 : 100백만원", [("계", 300, None), ("국비", 200, None), ("군비", 100, None)]),
        ("15백만원(구비 100%)", [("계", 15, None), ("구비", 15, 100)]),
        ("21백만원(시비)", [("계", 21, None), ("시비", 21, None)]),
        ("비예산", [("비예산", 0, None)]),
        ("국비 100백만원, 군비 50백만원", [("국비", 100, None), ("군비", 50, None)]),
    ],
)
def test_amounts_and_their_sources(text: str, amounts: list[tuple[str, float, float | None]]) -> None:
    found = read_funding(text, scan(text))
    assert [(a.source, (a.amount or 0) / 1e6, a.share) for a in found] == amounts


@pytest.mark.parametrize(
    ("text", "source"), [("구 비", "구비"), ("국비(50%)", "국비"), ("특교세", "특별교부세"), ("인건비", None)]
)
def test_source_of_a_label(text: str, source: str | None) -> None:
    assert find_source(text) == source


def test_task_key_is_equal_across_spellings() -> None:
    spellings = [
        "1-2 주민참여 활성화",
        "▪ 주민 참여 활성화",
        "2) 주민참여활성화 <함께하는 마을>",
        "주민참여 활성화(2025년)",
    ]
    assert {task_key(s) for s in spellings} == {"주민참여활성화"}
    assert task_key("제2 도서관") != task_key("제3 도서관")


def test_markers_codes_and_labels() -> None:
    assert strip_markers("※ 1) 대상별 현황") == "대상별 현황"
    assert split_code("Ⅲ-2-1 신규사업") == ("Ⅲ-2-1", "신규사업")
    assert split_code("3-1사업") == ("3-1", "사업")
    assert collapse_spaced_label("사 업 비") == "사업비"
    assert collapse_spaced_label("총 사업비") == "총 사업비"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["복지기획 홍길동"], (None, "복지기획", "홍길동")),
        (["서비스", "연계 김하늘"], (None, "서비스연계", "김하늘")),
        (["복지정책과(복지기획팀)"], ("복지정책과", "복지기획팀", None)),
        (["복지", "정책과", "가정복지과"], ("복지정책과, 가정복지과", None, None)),
    ],
)
def test_who_is_in_charge(lines: list[str], expected: tuple[str | None, str | None, str | None]) -> None:
    charge = read_in_charge(lines)
    assert (charge.department, charge.team, charge.officer) == expected


def test_results_and_effects_are_no_departments() -> None:
    assert find_department("만족도 조사결과") is None
    assert find_department("기대효과") is None
    assert find_department("담당 : 환경과 주무관") == "환경과"


def test_regions_have_codes_valid_in_a_year() -> None:
    south = find_region("인천광역시 남구 운영계획", 2015)
    assert south is not None
    assert (south.code, south.name) == ("28170", "인천광역시 남구")
    assert find_region("중구 운영계획") is None
    unique = find_region("해운대구 계획")
    assert unique is not None
    assert unique.name == "부산광역시 해운대구"


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("전라남도 새솔시 돌봄 계획", None, "전라남도 새솔시"),
        ("전라남도 새솔시청", None, "전라남도 새솔시"),
        ("경기도 한빛군의회", None, "경기도 한빛군"),
        ("서울특별시 종로구 계획", "11110", "서울특별시 종로구"),
        ("경기도 신도시 정비 계획", "41", "경기도"),
        ("서울특별시 고시 제2025-1호", "11", "서울특별시"),
        ("경기도와 새솔시의 협약", "41", "경기도"),
        ("세종특별자치시 계획", "36110", "세종특별자치시"),
    ],
)
def test_an_unlisted_government_is_never_the_province(text: str, code: str | None, name: str) -> None:
    found = find_region(text)
    assert found is not None
    assert (found.code, found.name) == (code, name)


def test_a_wrapped_line_is_joined_as_the_document_spells() -> None:
    spelling = Spelling(["지역사회보장협의체 운영", "주민 참여 확대"])
    assert spelling.join("지역사회", "보장협의체").text == "지역사회보장협의체"
    assert spelling.join("주민", "참여").text == "주민 참여"
    assert spelling.join("복지서비스", "를 제공").text == "복지서비스를 제공"
    assert spelling.join("임무", "(Mission)").text == "임무(Mission)"
    assert spelling.join("아무 말", "다른 말").source == "fallback"


@pytest.mark.shared
def test_annotated_joins_of_real_plans(shared: Path) -> None:
    with (shared / "research" / "joins.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    spellings = {
        p.name[:3]: Spelling(p.read_text(encoding="utf-8").split("\n")) for p in (shared / "seeds").glob("*.txt")
    }
    right = 0
    for row in rows:
        spelling = spellings[row["seed"]]
        if row["type"] == "dept":
            right += (len(spelling.join_department([row["prev"], row["next"]])) == 1) == (row["gold"] == "join")
        else:
            previous = row["prev"] + (" " if row["trailing_space"] == "1" else "")
            right += spelling.join(previous, row["next"]).text == row["joined"]
    assert right / len(rows) >= 0.95


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("units.csv", 5),
        ("header_roles.csv", 2),
        ("sections.csv", 2),
        ("funding_sources.csv", 3),
        ("statuses.csv", 2),
        ("declared.csv", 2),
        ("document_types.csv", 3),
        ("implied_units.csv", 2),
        ("not_departments.csv", 2),
        ("regions.csv", 4),
    ],
)
def test_every_line_of_a_vocabulary_is_whole_and_said_once(name: str, columns: int) -> None:
    rows = list(rows_of(name))
    assert rows
    assert all(len(row) == columns and None not in row.values() for row in rows)
    keys = [row.get("word") or tuple(row.values())[:2] for row in rows]
    assert len(keys) == len(set(keys))


def test_every_unit_spelling_is_read_as_its_unit() -> None:
    for row in rows_of("units.csv"):
        for alias in row["aliases"].split("|"):
            unit = find_unit(alias)
            assert unit is not None
            assert unit.name == row["unit"], alias


def test_implied_units_are_units() -> None:
    assert all(row["unit"] in units() for row in rows_of("implied_units.csv"))


def test_every_header_word_is_read_as_its_role() -> None:
    assert [r for r in rows_of("header_roles.csv") if role_of(r["word"]) != r["role"]] == []


def test_every_section_word_is_read_as_its_role() -> None:
    assert [r for r in rows_of("sections.csv") if section_role(r["word"]) != (r["role"], True)] == []


def test_every_source_spelling_is_read_as_its_source() -> None:
    rows = [(spelling, r["source"]) for r in rows_of("funding_sources.csv") for spelling in r["full"].split("|")]
    assert [(spelling, source) for spelling, source in rows if find_source(spelling) != source] == []
    shorts = [(r["short"], r["source"]) for r in rows_of("funding_sources.csv") if r["short"]]
    assert [(short, source) for short, source in shorts if short_source(short) != source] == []


def test_every_status_word_is_read_as_its_status() -> None:
    assert [r for r in rows_of("statuses.csv") if find_status(f"- {r['word']}-") != r["status"]] == []


def test_every_declared_noun_is_counted_and_no_quantity() -> None:
    words = [r["word"] for r in rows_of("declared.csv")]
    assert [w for w in words if [e.kind for e in scan(f"12개 {w}")] != ["declared_count"]] == []


@pytest.mark.parametrize(
    ("name", "columns"),
    [("signs.csv", ("sign", "word", "where")), ("header_roles.csv", ("word",)), ("sections.csv", ("word",))],
)
def test_no_word_stands_twice(name: str, columns: tuple[str, ...]) -> None:
    """Spaces and points do not count, so that one spelling of a word is enough."""
    keys = Counter(tuple(compact(row[c]) if c == "word" else row[c] for c in columns) for row in rows_of(name))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(("text", "word"), [("수입 현황", "수입"), ("2024년 수입", "수입"), ("주요 수입 현황", None)])
def test_a_word_can_count_in_two_places(text: str, word: str | None) -> None:
    assert sign_in("statement_of", text) == word


def test_every_sign_is_asked_for_somewhere() -> None:
    program = Path(__file__).parents[3] / "pipeline"
    source = "".join(path.read_text(encoding="utf-8") for path in program.rglob("*.py"))
    signs = {row["sign"] for row in rows_of("signs.csv")}
    assert {sign for sign in signs if f'"{sign}"' not in source and f"'{sign}'" not in source} == set()


@pytest.mark.parametrize(
    ("line", "department", "team", "officer"),
    [
        ("한빛개발청 산업단지조성과", "산업단지조성과", None, None),
        ("경제산업국 일자리과", "일자리과", None, None),
        ("경제국 기업육성과 기업지원팀 김철수", "기업육성과", "기업지원팀", "김철수"),
        ("복지국 복지정책과, 보건소 건강증진과", "복지정책과, 건강증진과", None, None),
        ("도시 재생과", "도시재생과", None, None),
        ("보건소", "보건소", None, None),
    ],
)
def test_a_division_is_named_without_the_body_above_it(
    line: str, department: str, team: str | None, officer: str | None
) -> None:
    charge = read_in_charge([line])
    assert (charge.department, charge.team, charge.officer) == (department, team, officer)


@pytest.mark.parametrize(
    ("text", "comparator"), [("수료율 91.0 기초과정 412", "="), ("5명초과", ">"), ("300명 이상을", ">=")]
)
def test_a_comparator_ends_its_word(text: str, comparator: str) -> None:
    assert [e.comparator for e in scan(text)][:1] == [comparator]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("16A", ["name"]), ("84B형", ["name"]), ("2L", ["quantity"]), ("120", ["number"]), ("16AB", ["number"])],
)
def test_a_number_with_a_letter_is_the_name_of_a_type(text: str, kinds: list[str]) -> None:
    assert [e.kind for e in scan(text)] == kinds


@pytest.mark.parametrize("text", ["2018.4    ~ 12    (8개월)", "2018.4~12월", "2018. 4. ~ 12."])
def test_a_span_with_blanks_around_its_tilde(text: str) -> None:
    span = scan(text)[0].span
    assert span is not None
    assert (span.start.month, span.end.year, span.end.month) == (4, 2018, 12)
