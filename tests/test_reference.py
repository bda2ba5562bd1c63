"""The reference documents beside the checkout: what the reading offers to choose from, and what its sums say.

A value can only be right where its number is found, its task stands among the headings, labels, title and cells of the
document, and its period among the dates in scope. Sums can only be right where every part is told from its total.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractors import extract
from extractors.continuations import join_tables
from pipeline.interpret.answers.document import read_facts
from pipeline.interpret.answers.task import clean
from pipeline.interpret.answers.titles import title_project
from pipeline.interpret.interpretation import interpret
from pipeline.interpret.sites.places import places_of
from pipeline.interpret.text.flattened import flatten
from pipeline.interpret.text.segments import Segment, body_of
from pipeline.interpret.text.wrapping import unwrap
from pipeline.korean.names import split_code, strip_markers
from pipeline.korean.periods import Span
from pipeline.korean.spacing import Spelling
from pipeline.korean.units import units
from schemas.document import Document, texts_in

pytestmark = pytest.mark.shared

Row = dict[str, Any]
VALUES = {"plan": "target", "budget": "amount_krw", "result": "value"}
SCALES = sorted({1.0, 10_000.0, *(unit.scale for unit in units().values() if unit.is_money)})
"""What a number may be multiplied by until it is the value of a row: units of money and 만 of people."""


@dataclass(frozen=True)
class Candidates:
    """What a document offers: the numbers of each line and of all, the names, the periods."""

    by_line: Mapping[int, frozenset[float]]
    numbers: frozenset[float]
    names: frozenset[str]
    periods: frozenset[tuple[date | None, date | None]]


def some(value: object) -> list[Any]:
    """A gold value, or all that it may be."""
    return value if isinstance(value, list) else [value]


def gold_rows(folder: Path, name: str) -> list[Row]:
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def documents(shared: Path) -> Iterator[tuple[str, Path]]:
    """Name and file of every document with gold."""
    for path in sorted((shared / "dev" / "docs").iterdir()):
        yield path.stem, path


def folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


@cache
def document_of(path: Path) -> Document:
    return extract(path.read_bytes(), path.name)


def candidates_of(path: Path) -> Candidates:
    document = document_of(path)
    spelling = Spelling(line for text in texts_in(document.blocks) for line in text.text.split("\n"))
    printed = body_of(document).segments
    document = flatten(unwrap(join_tables(document), spelling))
    body = body_of(document)
    about = read_facts(body.views, body.segments, None, document.meta.title)
    places = places_of(body.views, about.title_numbers, spelling)
    by_line: dict[int, set[float]] = defaultdict(set)
    numbers: set[float] = set()
    for segment in (*printed, *body.segments):
        found = set(numbers_in(segment))
        numbers |= found
        if segment.place.line is not None:
            for offset in range(segment.text.count("\n") + 1):
                by_line[segment.place.line + offset] |= found
    nodes = (text for node in places.nodes for text in (node.title, node.label, node.text))
    texts = (*(s.text for s in (*printed, *body.segments)), *nodes, about.title, title_project(about))
    names = frozenset(folded(name) for text in texts if text for name in names_in(text))
    years = {e.span.year for s in (*printed, *body.segments) for e in s.expressions if e.span and e.span.year}
    spans = {e.span for s in (*printed, *body.segments) for e in s.expressions if e.span}
    return Candidates(
        {line: frozenset(found) for line, found in by_line.items()},
        frozenset(numbers),
        names,
        frozenset(periods_of(spans, years | ({about.year} if about.year else set()))),
    )


def numbers_in(segment: Segment) -> Iterator[float]:
    for expression in segment.expressions:
        yield from (n for n in (expression.value, expression.high) if n is not None)


def names_in(text: str) -> Iterator[str]:
    """A text as a name: as it stands, without its markers and code, without what stands behind its colon or bracket."""
    for line in text.split("\n"):
        bare = strip_markers(line)
        label, _, rest = bare.replace("：", ":").partition(":")
        for part in (line, bare, label, rest, label.partition("(")[0], bare.partition("(")[0]):
            yield from (part, split_code(part)[1], clean(part))


def periods_of(spans: Iterable[Span], years: Iterable[int]) -> Iterator[tuple[date | None, date | None]]:
    """Dates in the years of the document and the one before, states on their last day, and stretches of years."""
    known = sorted({near for year in years for near in (year - 1, year)})
    for year in known:
        yield from ((date(year, 1, 1), date(last, 12, 31)) for last in known if last >= year)
        yield date(year, 3, 1), date(year + 1, 2, 28 + ((year + 1) % 4 == 0))
    for span in spans:
        for year in known or [None]:
            start, end = span.days(year)
            yield from ((start, end), (None, end), (start, None))


@cache
def offered(path: Path) -> Candidates:
    return candidates_of(path)


def number_found(row: Row, offer: Candidates) -> bool | None:
    """Whether the number of a row is an expression of its line, or of its document; None where the source prints none:
    no value, or an amount reckoned from a share."""
    wanted = [abs(float(v)) for v in some(row.get(VALUES[row["dataset"]])) if isinstance(v, int | float)]
    if not wanted or row.get("share") is not None:
        return None
    near = offer.by_line.get(row.get("line") or 0, offer.numbers)
    return any(is_printed(number, value) for value in wanted for number in near)


def is_printed(number: float, value: float) -> bool:
    """Whether a value is the number, or the number in a larger unit, rounded once."""
    return any(abs(abs(number) * scale - value) <= (0.5 if scale > 1 else 1e-6 * value) for scale in SCALES)


def task_found(row: Row, offer: Candidates) -> bool | None:
    wanted = [folded(name) for name in some(row.get("task")) if name]
    return any(name in offer.names for name in wanted) if wanted else None


def period_found(row: Row, offer: Candidates) -> bool | None:
    days = [
        [day and date.fromisoformat(str(day)[:10]) for day in some(row.get(key))]
        for key in ("period_start", "period_end")
    ]
    wanted = [(start, end) for start in days[0] for end in days[1] if start or end]
    return any(period in offer.periods for period in wanted) if wanted else None


FOUND = {"number": number_found, "task": task_found, "period": period_found}
MEASURED = {"number": 0.997, "task": 0.977, "period": 0.964}
"""Share of required rows whose answer is among the candidates."""


@pytest.mark.parametrize("question", FOUND)
def test_the_answers_are_among_the_candidates(shared: Path, question: str) -> None:
    found = []
    for name, path in documents(shared):
        asked = [
            (FOUND[question](row, offered(path)), row)
            for row in gold_rows(shared / "dev", name)
            if not row.get("optional")
        ]
        found += [(one, name, row) for one, row in asked if one is not None]
    recall = sum(one for one, _, _ in found) / len(found)
    missed = [
        f"{name} {row.get('line')} {row.get('task')!r} {row.get(VALUES[row['dataset']])} {row.get('period_start')}"
        for one, name, row in found
        if not one
    ]
    print(f"{question}: {recall:.3f} of {len(found)}; missed:", *missed, sep="\n  ")
    assert recall >= MEASURED[question] - 0.01


# -- totals -----------------------------------------------------------------------------------------------------------

Sums = dict[str, int]


@cache
def scorer(path: Path) -> ModuleType:
    """The agreed scorer, a script without an ending."""
    loader = SourceFileLoader("score_rows", str(path))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


def budget_of(path: Path) -> list[Row]:
    found = interpret(document_of(path), path.name)
    return [row.model_dump(mode="json") | {"dataset": "budget"} for row in found.budget]


def counted(rows: Iterable[Row]) -> Sums:
    """What counts once, by 예산 and 집행: the amounts that no others break down and that none replaces."""
    sums: Sums = defaultdict(int)
    for row in rows:
        if row.get("additive") is not False and not row.get("superseded"):
            sums[some(row["basis"])[0]] += some(row.get("amount_krw"))[0] or 0
    return dict(sums)


def both_sums(gold: list[Row], rows: list[Row], score: ModuleType) -> tuple[Sums, Sums] | None:
    """The sums of the gold and of the rows; None where a row that must be there is not.

    Rows whose flag the gold leaves open stay out on both sides; a row that the gold does not have counts.
    """
    matched, extra = score.match(gold, rows)
    if not any("additive" in row for row in gold) or any(
        not hit and not one.get("optional") for one, _, hit, _ in matched
    ):
        return None
    told = [(one, rows[at]) for one, at, _, _ in matched if at is not None and "additive" in one]
    return counted(one for one, _ in told), counted([*(row for _, row in told), *(rows[at] for at in extra)])


RIGHT = 4
"""Documents whose sums are right, of those in which every row that must be there is found."""


def test_sums_say_what_a_person_adds_up(shared: Path) -> None:
    score = scorer(shared / "score" / "score")
    told = {}
    for name, path in documents(shared):
        gold = [row for row in gold_rows(shared / "dev", name) if row["dataset"] == "budget"]
        if any("additive" in row for row in gold):
            told[name] = both_sums(gold, budget_of(path), score)
    right = [name for name, sums in told.items() if sums is not None and sums[0] == sums[1]]
    print("right:", *right)
    print("not all rows found:", *(name for name, sums in told.items() if sums is None))
    print(
        "wrong (wanted, found):",
        *((name, *sums) for name, sums in told.items() if sums and name not in right),
        sep="\n  ",
    )
    assert len(right) >= RIGHT
