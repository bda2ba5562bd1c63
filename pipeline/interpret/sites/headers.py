"""Which rows of a table are its header, and what each column is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from pipeline.interpret.text.segments import CellView, TableView
from pipeline.interpret.text.unit_notes import BRACKETED, UNIT_LABEL, header_unit, printed_unit, unit_note
from pipeline.korean.counted_groups import names_group
from pipeline.korean.funding import TOTAL, find_source
from pipeline.korean.lookups import REMEMBERED, rows_of
from pipeline.korean.names import collapse_spaced_label, compact, strip_markers, tidy, without_formula
from pipeline.korean.organizations import is_department
from pipeline.korean.periods import Moment, Span
from pipeline.korean.scan import Expression, scan
from pipeline.korean.signs import alternation, sign_in, sign_words
from pipeline.korean.units import Unit, find_unit

Version = Literal["before", "after"]
_YEARS = re.compile(
    rf"['’‘`]?\d{{2,4}}\s?(?:{alternation('year_word')}|\.)|(?<!\d)(?:19|20)\d{{2}}(?!\d)|['’‘`]\d{{2}}"
)
_PREFIX = re.compile(rf"^{alternation('header_prefix')}")
_YEAR_IN_WORDS = re.compile(
    rf"\(\s?(?:19|20)\d{{2}}\s?년?\s?\)|^\s*(?:19|20)\d{{2}}\s?{alternation('year_word')}(?:\s?{alternation('end_of_year')}(?=\s))?(?=\s*[가-힣A-Za-z])"
    rf"|^\s*['’‘]\d{{2}}\s?{alternation('year_word')}(?=\s*[가-힣])(?![가-힣]?\s?{alternation('end_of_year')})"
)
LABEL_ROLES = frozenset(
    {
        *("no", "category", "goal", "task", "department", "team", "officer", "kpi", "unit", "schedule", "content"),
        *("beneficiary", "location", "note", "evaluation", "status", "account", "formula", "weight", "unit_price"),
    }
)
VALUE_ROLES = frozenset(
    {
        "target",
        "result",
        "achievement",
        "budget",
        "executed",
        "remainder",
        "difference",
        "source",
        "total",
        "headcount",
        "share",
    }
)
RATE_ROLES = frozenset({"achievement", "share"})
"""Columns of percentages."""
KNOWN_HEADS = LABEL_ROLES | VALUE_ROLES
MONEY_ROLES = frozenset({"budget", "executed", "source", "remainder"})


@dataclass(frozen=True, slots=True)
class Head:
    """What a header, or a row label that acts as one, says.

    path     header texts from the top row down
    words    the last of them without unit and year
    role     column role of header_roles.csv, None where no word is known
    years    the period that the header names; relative counts years from that of the document
    """

    path: tuple[str, ...] = ()
    words: str = ""
    role: str | None = None
    unit: Unit | None = None
    unit_printed: bool = False
    span: Span | None = None
    relative: int | None = None
    source: str | None = None
    version: Version | None = None
    cumulative: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.path)


@cache
def roles() -> dict[str, str]:
    """Every header word, without spaces and punctuation, to its role."""
    return {compact(row["word"]): row["role"] for row in rows_of("header_roles.csv")}


@lru_cache(maxsize=REMEMBERED)
def role_of(text: str) -> str | None:
    """The role of a header: its words, else the longest known word that it ends with, else begins with.

    A word of categories ahead only says how what follows is parted (`연도별 추진내역`).
    """
    bare = _YEARS.sub(" ", BRACKETED.sub(" ", collapse_spaced_label(strip_markers(text))))
    key = compact(bare)
    known = roles()
    if not key:
        inner = BRACKETED.search(text)
        dated = inner is not None and sign_in("as_of", inner["inside"]) is not None and bool(_YEARS.search(text))
        return role_of(inner["inside"]) if inner and inner["inside"] != text and not dated else None
    if key in known:
        return known[key]
    key = _PREFIX.sub("", key) or key
    if key in known or (key := without_cumulated(key)) in known:
        return known[key]
    if len(key) > 14:
        return None
    for size in range(len(key) - 1, 1, -1):
        if key[-size:] in known:
            role = known[key[-size:]]
            return "achievement" if role == "share" else role
    for size in range(len(key) - 1, 2, -1):
        if known.get(key[:size], "category") != "category":
            return known[key[:size]]
    return None


def without_cumulated(key: str) -> str:
    """The name of an amount without the word behind it that says that it adds up over time (`지출액누계`)."""
    return key.removesuffix(sign_in("cumulated", key) or "")


def corner_units(heads: Sequence[Head]) -> tuple[Unit, ...]:
    """The money unit of a whole table that stands in its corner (`사업비(백만원) | 계 | 2027년`)."""
    corner, *others = heads
    counted = any(h.unit is not None and h.unit.name != "%" for h in others)
    alone = corner.unit is not None and corner.unit_printed and corner.unit.is_money and not counted
    return (corner.unit,) if alone and corner.unit is not None else ()


@lru_cache(maxsize=REMEMBERED)
def exact_role(text: str) -> str | None:
    """The role of a text that is a known word, or one with a year, a unit or a bracket, and nothing more."""
    key = compact(_YEARS.sub(" ", BRACKETED.sub(" ", collapse_spaced_label(strip_markers(text)))))
    return roles().get(key)


def header_words(text: str) -> str:
    """A header as an indicator: without unit, year and line breaks."""
    words = BRACKETED.sub(lambda m: " " if find_unit(UNIT_LABEL.sub("", m["inside"])) else m[0], text)
    words = name_behind_year(words) or _YEAR_IN_WORDS.sub(" ", words)
    words = _FOOTNOTE.sub("", words) if words.count(")") > words.count("(") else words
    return tidy(collapse_spaced_label(without_formula(strip_markers(words).rstrip())))


_FOOTNOTE = re.compile(r"(?<=[가-힣)])\d{1,2}\)$")
"""The mark of a footnote behind a name (`아동시설1)`)."""


def name_behind_year(text: str) -> str | None:
    """The known name of a column right behind a year (`2023예산액`, `23년예산`); None where the number counts it."""
    match = _YEAR_AND_NAME.match(text.strip())
    name = match["name"] if match is not None else ""
    return name if compact(name) in roles() and find_unit(name) is None else None


_YEAR_AND_NAME = re.compile(r"^(?:(?:19|20)\d{2}|['’‘]?\d{2}년)\s?(?P<name>[가-힣]{2,})$")


def head_of(path: Sequence[str]) -> Head:
    """Read the header texts above a column."""
    path = tuple(text for i, text in enumerate(path) if text and (i == 0 or text != path[i - 1]))
    path = tuple(_EMPTIED.sub("", text) for text in path)
    if not path:
        return Head()
    joined = " ".join(path)
    spans = [e.span for text in path for e in scan(text) if e.span is not None]
    span = spans[-1] if spans else _year_ahead(path)
    role = next((r for r in map(role_of, reversed(path)) if r and r not in ("category", "total")), None)
    role = role or role_of(path[-1]) or role_of(path[0])
    if role in (None, "content", "label") and (week := week_of(joined)) is not None:
        role = week
    if len(path) > 1 and role in ("target", "result", "total", None) and _over_money(path[:-1]):
        role = "executed" if role == "result" else "total" if role == "total" else "budget"
    source = next((s for s in map(find_source, reversed(path)) if s), None)
    if source == TOTAL:
        role, source = ("total" if role in (None, "total", "category") else role), None
    elif source and role in (None, "total", "source"):
        role = "source"
    prior = sign_in("prior_year", joined) is not None
    next_year = sign_in("next_year", joined) is not None and sign_in("carried", joined) is None
    relative = None if span else -1 if prior else 1 if next_year else None
    if span is not None and (joined.rstrip().endswith("~") or sign_in("open_end", joined)):
        span = replace(span, ongoing=True)
    before = sign_in("version_before", joined) is not None and not prior
    version: Version | None = "before" if before else "after" if sign_in("version_after", joined) else None
    unit = next((u for u in map(header_unit, reversed(path)) if u), None)
    if path[-1].strip() == "%":
        role, unit = role or "share", unit or find_unit("%")
    if role == "source" and unit is not None and unit.name == "%":
        role = "unit_price"  # by which share a source pays, and no amount
    printed = any(printed_unit(text) for text in path)
    words = header_words(path[-1])
    if span is not None and sign_in("bound_word", BRACKETED.sub(" ", _YEARS.sub(" ", words))):
        words = " ".join(m["inside"] for m in BRACKETED.finditer(words))
    cumulative = sign_in("cumulated", joined) is not None
    return Head(path, words, role, unit, printed, span, relative, source, version, cumulative)


_EMPTIED = re.compile(r"(?<=[가-힣])\(\s?\)$")
"""Brackets behind a name that lost the unit in them (`금액()`)."""


def week_of(words: str) -> str | None:
    """The role of a column of what was done in a week that is over, or is to be done in one to come."""
    if sign_in("past_week", words):
        return "result"
    return "target" if sign_in("coming_week", words) else None


def _year_ahead(path: Sequence[str]) -> Span | None:
    """The year that a header begins with, though a word is written to it (`2026예산(안)`)."""
    found = [m for text in path if (m := _YEAR_AHEAD.match(text))]
    years = [int(m["year"]) if m["year"] else 2000 + int(m["short"]) for m in found]
    return Span(Moment(years[-1]), Moment(years[-1])) if years else None


_YEAR_AHEAD = re.compile(
    rf"^\s*(?:(?P<year>(?:19|20)\d{{2}})|['’‘]?(?P<short>\d{{2}})(?=\s?년))\s?{alternation('year_word')}?(?=\s?[가-힣(])"
)


def _over_money(path: Sequence[str]) -> bool:
    """Whether a header above says that its columns are amounts (`예산(백만원)` over 계획 and 집행)."""
    return any(role_of(text) in ("budget", "executed") or ((u := header_unit(text)) and u.is_money) for text in path)


def is_form(table: TableView) -> bool:
    """A grid of labels and values side by side: labels stand first and then at every second place, never between."""
    rows: dict[int, list[CellView]] = {}
    for cell in table.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    if len(rows) < 2 or (table.n_cols == 1 and is_year(rows[min(rows)][0])):
        return False
    if all(cell.header for cell in rows[min(rows)]) and not _is_card_row(rows[min(rows)]):
        return False
    numeric = [row for row in rows.values() if len(row) > 2 and _is_valued(row[1:]) and not is_value(row[0])]
    if len(numeric) >= 2:
        return False
    judged = [rows[r] for r in sorted(rows) if r == min(rows) or not _describes(rows[r])]
    told = [_alternates(row) or _has_second_label(row) for row in judged]
    return (told[0] or sorted(rows)[0] > 0) and sum(told) * 3 >= 2 * len(told)


def _is_card_row(row: Sequence[CellView]) -> bool:
    """Whether a first row that its format takes for a header is one of a card: a known label, then what it asks for."""
    office = compact(BRACKETED.sub("", row[1].text)) if len(row) > 1 else ""
    return exact_role(row[0].text) == "department" and is_department(office) and _alternates(row)


def _is_valued(cells: Sequence[CellView]) -> bool:
    """Whether cells are values, some of which may be dashes."""
    return all(is_value(cell) or _DASH.fullmatch(cell.text.strip()) for cell in cells) and any(map(is_value, cells))


_DASH = re.compile(r"[-–－]")


def _describes(row: Sequence[CellView]) -> bool:
    """A short label that is in no list and what is said under it (`달라진 점 | ...`): no sign of a shape of table."""
    return len(row) == 2 and role_of(row[0].text) is None and is_plain_label(row[0]) and not is_value(row[1])


def without_form_header(table: TableView) -> TableView:
    """A form of labels and values without the line that calls them so (`항목 | 내용` above `사업명 | ...`)."""
    top = [cell for cell in table.cells if cell.row == 0]
    labels = [cell for cell in table.cells if cell.row > 0 and cell.col == 0 and cell.text.strip()]
    if (
        table.n_cols != 2
        or [role_of(cell.text) for cell in top] != ["category", "content"]
        or len(labels) < _FORM_LABELS
    ):
        return table
    known = sum(exact_role(cell.text) is not None for cell in labels)
    if known * 2 < len(labels) or not any(sign_in("card_label", compact(cell.text)) for cell in labels):
        return table
    return replace(table, cells=tuple(cell for cell in table.cells if cell.row > 0))


_FORM_LABELS = 3


def _alternates(row: Sequence[CellView]) -> bool:
    """Whether labels and values follow one another; the value of the last label may be empty."""
    if len(row) % 2 and len(row) > 1 and exact_role(row[-1].text) in LABEL_ROLES:
        row = row[:-1]
    if len(row) % 2 or role_of(row[0].text) is None:
        return len(row) == 1
    for label, value in zip(row[::2], row[1::2], strict=True):
        if role_of(label.text) is None and label is not row[0] and is_plain_label(label):
            continue
        dated = any(e.kind == "date" for s in value.segments for e in s.expressions) and len(value.text) <= 14
        if role_of(label.text) is None or (dated and role_of(label.text) not in ("schedule", "no")):
            return False
        office = is_department(compact(BRACKETED.sub("", value.text)))
        if len(value.text) <= 16 and role_of(value.text) in KNOWN_HEADS and not office and not is_value(value):
            return False
    return True


def _has_second_label(row: Sequence[CellView]) -> bool:
    """A label over several rows with labels of its own beside it (`사업비 | 국비 | 100`), and the rows below it."""
    if not 2 <= len(row) <= 3 or not is_value(row[-1]) or not all(map(is_plain_label, row[:-1])):
        return False
    spanned = len(row) == 3 and row[0].row_span > 1 and role_of(row[0].text) is not None
    return spanned or (len(row) == 2 and row[0].col > 0)


def is_plain_label(cell: CellView) -> bool:
    """Whether a cell can label the value beside it though its word is not known: one short word without a number."""
    text = cell.text.strip()
    return len(compact(text)) <= _SHORT_LABEL and not re.search(r"[\d:：,]", text) and not is_value(cell)


_SHORT_LABEL = 8


def is_value(cell: CellView) -> bool:
    """Whether a cell holds an amount or a count, as a body cell does and a header cell does not."""
    if _is_wordy(cell):
        return False
    for segment in cell.segments:
        text = segment.text.strip()
        if unit_note(segment.text) or _LETTERED.fullmatch(text) or _NOTED.fullmatch(text):
            continue
        if _WITH_RATE.fullmatch(text):
            return True
        for e in segment.expressions:
            bare = len(text) <= len(e.raw) + 3
            if e.kind == "quantity" and e.unit not in _GRADES and not BRACKETED.fullmatch(text):
                if (e.unit == "년" and _YEAR_AHEAD.match(text)) or _names_a_rate(text, e) or names_group(text):
                    continue
                return True
            if _YEAR_AHEAD.match(text) or e.kind not in ("number", "other"):
                continue
            if (e.kind == "number" and "," in e.raw) or bare:
                return True
    return False


def _names_a_rate(text: str, e: Expression) -> bool:
    """Whether a name begins with what it counts by (`1일 급수량(㎥)`, `1인 가구`)."""
    behind = text[len(e.raw) :].strip()
    return e.value == 1 and e.unit in _BY_ONE and text.startswith(e.raw) and re.match(r"[가-힣]{2}", behind) is not None


_LETTERED = re.compile(r"[가-힣][^()]*(?:\([^()]*\))?\s?\([A-Z](?:[+=-][A-Z])*\)")
"""A name that ends in the letter by which formulas call its column (`초과(130% 이상)(A)`)."""
_NOTED = re.compile(r"[가-힣]+\d\)")
"""A name with the mark of a note (`시설3)`)."""
_BY_ONE = ("일", "인", "명")
_WITH_RATE = re.compile(r"[△▲-]?\d[\d,.]*\s*\(\s*[△▲-]?\d[\d,.]*\s?%?\s*\)")
"""A count with its rate behind it (`311 (24.2)`)."""
_GRADES = sign_words("grade_unit")
"""Units of what only tells groups of people apart (`0~2세`)."""


def _is_wordy(cell: CellView) -> bool:
    """Whether a cell is a name that happens to hold a short number (`24~28 국가재정 운용계획`)."""
    text = cell.text
    words = len(re.findall(r"[가-힣]", text))
    digits = len(re.findall(r"\d", text))
    counted = any(e.kind == "quantity" for s in cell.segments for e in s.expressions)
    return len(cell.segments) > 1 and not counted and words >= 6 and digits <= 4 and "," not in text


def is_year(cell: CellView) -> bool:
    """Whether a cell is a year and nothing more, as the head of a box is that tells what that year brings."""
    return any(e.span and e.span.is_year and len(cell.text.strip()) <= len(e.raw) + 2 for e in _expressions(cell))


def _expressions(cell: CellView) -> Iterator[Expression]:
    return (e for segment in cell.segments for e in segment.expressions)


def with_role(head: Head, role: str) -> Head:
    return replace(head, role=role)
