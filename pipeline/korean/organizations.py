"""Departments, teams, officers and regions as plan documents write them."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.korean.lookups import rows_of
from pipeline.korean.signs import alternation, sign_in
from pipeline.korean.units import longest_first

_OF_AGE = rf"(?:\d{{2,3}}{alternation('age')})?"
DEPARTMENT = re.compile(_OF_AGE + r"[가-힣·]{2,12}(?:과|담당관|담당관실|보건소|센터|사업소|실|국|단)|보건소")
_OFFICE = re.compile(
    rf"(?<![가-힣])(?P<name>{_OF_AGE}[가-힣·]{{1,12}}(?:과|담당관실|담당관|보건소|사업소|소통관))(?![가-힣])"
)
_DIVISION = re.compile(_OF_AGE + r"[가-힣]{2,12}(?:과|담당관실|담당관|보건소|사업소)")
_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간"
)


_NUMBER = rf"\d+(?!\d*{alternation('age')}[가-힣])"
"""Digits that are no part of a name (`100세행복과`)."""
_COUNTED = re.compile(rf"\d+\s?{alternation('counter')}(?![가-힣])")


@dataclass(frozen=True, slots=True)
class InCharge:
    """Who is responsible, as far as a cell says."""

    department: str | None = None
    team: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A 시도 or 시군구 with its code (법정동 시도·시군구코드); None where a 시군구 of a known 시도 is in no list."""

    code: str | None
    name: str


@cache
def _not_departments() -> tuple[tuple[str, ...], frozenset[str]]:
    rows = list(rows_of("not_departments.csv"))
    return tuple(r["word"] for r in rows if r["where"] == "end"), frozenset(r["word"] for r in rows)


def is_department(word: str) -> bool:
    """A department by its form; 조사결과 and 기대효과 end alike and are none."""
    endings, words = _not_departments()
    return bool(DEPARTMENT.fullmatch(word)) and not word.endswith(endings) and word not in words


def find_department(text: str) -> str | None:
    """The first department that a text names (`복지정책과`)."""
    return next((m["name"] for m in _OFFICE.finditer(text) if is_department(m["name"])), None)


def is_officer(word: str) -> bool:
    """A Korean personal name by its form: two to four syllables that begin with a surname."""
    return bool(re.fullmatch(r"[가-힣]{2,4}", word)) and word[0] in _SURNAMES and not sign_in("no_officer", word)


def read_in_charge(lines: list[str]) -> InCharge:
    """`복지기획 홍길동` is team and officer; `복지정책과(복지기획팀)` department and team; lines are joined first."""
    lines = [_without_bodies(line) for line in lines]
    if (within := _within_body(" ".join(" ".join(lines).split()))) is not None:
        return within
    joined = _COUNTED.sub(" ", re.sub(r"\([^()]*\d{3}[^()]*\)", " ", " ".join(lines)))
    text = re.sub(rf"{_NUMBER}|[\-☎()（）/:,]|팀장|과장|주무관", " ", joined)
    departments = _whole_departments(lines)
    words = [word for word in text.split() if word not in departments and not sign_in("no_team", word)]
    officer = words.pop() if len(words) >= (1 if departments else 2) and is_officer(words[-1]) else None
    rest = "".join(words)
    for department in departments:
        rest = rest.replace(department, "")
    team = rest or None
    if not departments and team and _BODY.search(team):
        return InCharge(team, None, officer)
    return InCharge(", ".join(departments) or None, team, officer)


_BODY = re.compile(r"(?:.과|담당관|센터|보건소)$")


def _within_body(text: str) -> InCharge | None:
    """`보건소(치매관리팀)` is an office and its team, `기술센터(기술보급과)` a division with its body."""
    match = re.fullmatch(r"(?P<body>[가-힣]{3,10}) ?\((?P<inside>[가-힣]{3,10})\)", text)
    if match is None or not sign_in("body_of_divisions", match["body"]):
        return None
    if is_department(match["inside"]):
        return InCharge(match["inside"])
    return InCharge(match["body"], match["inside"]) if sign_in("team_end", match["inside"]) else None


def _whole_departments(lines: list[str]) -> list[str]:
    """Departments of a cell, a name that is cut over lines made whole."""
    names: list[str] = []
    current = ""
    for part in re.split(r"[\n,/·]+|(?<=과)\s+", "\n".join(re.sub(r"\([^)]*\)", " ", line) for line in lines)):
        bare = re.sub(rf"\s|{_NUMBER}|[()（）☎\-]", "", _COUNTED.sub(" ", part))
        if not bare:
            continue
        current += bare
        if _DIVISION.fullmatch(current) and (is_department(current) or sign_in("division_of_deed", current)):
            names.append(current)
            current = ""
        elif name := find_department(part):
            names.append(name)
            current = ""
    return list(dict.fromkeys(names))


def _without_bodies(line: str) -> str:
    """`경제산업국 일자리과`, `한강시 세정과`: the division without the body that it belongs to."""
    words = line.split(" ")
    above = [
        (sign_in("body_of_divisions", word) or word in _regions()) and _DIVISION.fullmatch(following.rstrip(",/·"))
        for word, following in pairwise(words)
    ]
    return " ".join(word for word, body in zip(words, (*above, False), strict=True) if not body)


@cache
def _regions() -> dict[str, tuple[dict[str, str], ...]]:
    """Full and short names, without spaces, to their lines (Ministry of the Interior's legal-district codes)."""
    table: dict[str, tuple[dict[str, str], ...]] = {}
    for row in rows_of("regions.csv"):
        for name in dict.fromkeys((row["name"].replace(" ", ""), row["name"].split()[-1])):
            table[name] = (*table.get(name, ()), row)
    return table


@cache
def region_words() -> frozenset[str]:
    """Every word of a region's name, whole and without the kind of region at its end (`가온구`, `가온`)."""
    whole = {word for rows in _regions().values() for row in rows for word in row["name"].split()}
    return frozenset(whole | {_KIND_OF_REGION.sub("", word) for word in whole})


_KIND_OF_REGION = re.compile(r"(?:특별자치[시도]|특별시|광역시|[시군구도])$")


@cache
def _region_pattern() -> re.Pattern[str]:
    full = longest_first(row["name"] for row in rows_of("regions.csv"))
    return re.compile("|".join(re.escape(name).replace(r"\ ", r"\s?") for name in full))


_UNLISTED = re.compile(
    r"\s?(?P<name>[가-힣]{2,4}[시군구])"
    r"(?=[^가-힣]|$|청|장(?![가-힣])|의회|보건소|(?:의|이|가|은|는|을|를|에|에서|과|와)\s)"
)


@cache
def _not_regions() -> tuple[str, ...]:
    """Endings of words that look like a 시군구 and are none."""
    return tuple(row["ending"] for row in rows_of("not_regions.csv"))


def find_region(text: str, year: int | None = None) -> Region | None:
    """The government that a text names in full (`서울특별시 종로구`), with its code as valid in `year`.

    A short name counts only where a single region has it. A 시군구 that no list has is named without a code and never
    taken for the 시도 before it.
    """
    if match := _region_pattern().search(text):
        below = _UNLISTED.match(text, match.end())
        rows = _regions()[re.sub(r"\s", "", match[0])]
        if below and len(rows[0]["code"]) == 2 and not below["name"].endswith(_not_regions()):
            return Region(None, f"{match[0]} {below['name']}")
        return _region(_regions()[re.sub(r"\s", "", match[0])], year)
    for word in re.findall(r"[가-힣]{1,5}(?:특별시|광역시|특별자치시|특별자치도|도|시|군|구)(?![가-힣])", text):
        known = _regions().get(word, ())
        valid = [row for row in known if _valid_in(row, year)] or [row for row in known if not row["until"]]
        if len({row["name"] for row in valid}) == 1:
            return _region(tuple(valid), year)
    return None


def region_of_cell(text: str, year: int | None = None) -> Region | None:
    """The government that a cell names alone, also by the short name of its 시도 (`전북남원시`, `경기 가평군`).

    None where the cell says more than that, or where several governments have the name.
    """
    found = _whole_names().get(re.sub(r"\s", "", text))
    if found:
        return _region(found, year)
    return find_region(text, year) if is_region_name(text) else None


def is_region_name(text: str) -> bool:
    """Whether a text is the name of a government and nothing more."""
    bare = re.sub(r"\s", "", text)
    return bare in _regions() or bare in _whole_names()


@cache
def _whole_names() -> dict[str, tuple[dict[str, str], ...]]:
    """Names with their 시도, in full and in short, without spaces, to their lines."""
    table: dict[str, tuple[dict[str, str], ...]] = {}
    for row in rows_of("regions.csv"):
        for name in {row["name"].replace(" ", ""), _short_name(row["name"])}:
            table[name] = (*table.get(name, ()), row)
    return table


def _short_name(name: str) -> str:
    """`전라북도 남원시` as `전북남원시`, `서울특별시` as `서울`."""
    first, *rest = name.split()
    kind = _KIND_OF_REGION.sub("", first)
    short = kind[0] + kind[2] if len(kind) == _LONG_PROVINCE else kind
    return "".join((short, *rest))


_LONG_PROVINCE = 3
"""Syllables of the name of a province with two parts (`전라북`), which its short name takes the first and last of."""


def _region(rows: tuple[dict[str, str], ...], year: int | None) -> Region:
    chosen = ([row for row in rows if _valid_in(row, year)] or rows)[-1]
    return Region(chosen["code"], chosen["name"])


def _valid_in(row: dict[str, str], year: int | None) -> bool:
    """Whether a region had this name and code on the last day of a year; None is now."""
    day = f"{year}-12-31" if year else "9999"
    return row["since"] <= day and (not row["until"] or day < row["until"])
