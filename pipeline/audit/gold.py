"""Rows that people decided on as gold, and a score of an output against gold, by the levels of the contract.

value   a row of the same dataset with the same number is there, whatever the rest says
core    the row is there: value, unit or source and basis, and where gold has them task and period
named   core, and activity and indicator agree too
strict  and every other column that gold has agrees too

A gold key that is missing is not scored, a list means any of these, `optional` marks a row that may be there or not.
Rows of a document are compared with gold of the same document only.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pipeline.audit.building import open_index
from pipeline.audit.decisions import read_decisions, standing
from pipeline.audit.index import Filter, Index
from pipeline.audit.rule import needs_two
from schemas.errors import BadGold

Row = Mapping[str, Any]
LEVELS = ("value", "core", "named", "strict")
VALUE: dict[str, tuple[str, ...]] = {
    "plan": ("target", "unit"),
    "budget": ("amount_krw", "source", "basis"),
    "result": ("value", "unit"),
}
WORDS: dict[str, str] = {"plan": "target_text", "result": "value_text"}
CORE_TOO = ("task", "period_start", "period_end")
SCORED: dict[str, tuple[str, ...]] = {
    "plan": ("target", "unit", "target_text", "comparator", "cumulative", "indicator", "kpi"),
    "budget": ("amount_krw", "source", "basis", "share", "account"),
    "result": ("value", "unit", "value_text", "comparator", "cumulative", "indicator", "status"),
}
SHARED = (
    *("org", "org_code", "fiscal_year", "period_start", "period_end", "goal", "task_code", "task"),
    *("department", "officer", "activity"),
)
EXACT = frozenset({"unit", "comparator", "source", "basis", "period_start", "period_end"})
ALIKE = 0.92
"""Two long texts are one where so much of them is: a space or a mark that one lost."""
LONG = 8
MOST_ROWS = 10**9


def gold_rows(index: Index) -> Iterator[dict[str, Any]]:
    """The accepted and corrected rows of an output with what was decided, then those that people added; the rejected
    ones not."""
    decided = {}
    for decision in standing(read_decisions(index.out), needs_two(index.out)):
        if decision.about == "row":
            decided[decision.dataset, decision.fact_key] = decision.value
    for state in ("accepted", "corrected"):
        rows, _ = index.rows(Filter(tab="all", state=state), MOST_ROWS)
        for row in rows:
            body = {**row["body"], **decided.get((row["dataset"], row["fact_key"]), {})}
            yield gold_row(row["dataset"], body, row["doc_id"], row["path"])
    query = "SELECT a.*, path FROM additions a JOIN documents d ON d.doc_id = a.doc_id WHERE outcome = 'applied'"
    for one in index.ask(query):
        told = json.loads(one["body"])
        yield gold_row(
            one["dataset"], {**told["value"], "raw": told["raw"], "line": told["line"]}, one["doc_id"], one["path"]
        )


def gold_row(dataset: str, body: Row, doc_id: str, path: str) -> dict[str, Any]:
    """A row as gold, without its empty columns."""
    names = (*SCORED[dataset], *SHARED, "line", "raw")
    held = {name: body[name] for name in dict.fromkeys(names) if body.get(name) is not None}
    return {"dataset": dataset, **held, "doc_id": doc_id, "path": path}


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Gold rows. Raises BadGold with the number of the line that is none."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadGold(str(path)) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadGold(f"{path}:{number}") from error
        if not isinstance(row, dict) or row.get("dataset") not in VALUE:
            raise BadGold(f"{path}:{number}")
        found.append(row)
    return found


def fold(text: object) -> str:
    """Letters and digits, one form for each."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold()
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LN")


def agrees(column: str, gold: Any, row: Any) -> bool:
    """Whether a column of a row is what gold says."""
    if isinstance(gold, list):
        return any(agrees(column, one, row) for one in gold)
    if gold is None or row is None:
        return gold is None and row is None
    if isinstance(gold, bool) or isinstance(row, bool):
        return bool(gold) == bool(row)
    if isinstance(gold, int | float) and isinstance(row, int | float):
        return abs(float(gold) - float(row)) <= 1e-6 * max(1.0, abs(float(gold)))
    if column in EXACT:
        return unicodedata.normalize("NFKC", str(gold)).strip() == unicodedata.normalize("NFKC", str(row)).strip()
    one, other = fold(gold), fold(row)
    return one == other or (
        min(len(one), len(other)) > LONG and SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    )


def scored_columns(gold: Row) -> list[str]:
    """The columns that a gold row says something of."""
    return [name for name in dict.fromkeys((*SCORED[gold["dataset"]], *SHARED)) if name in gold]


def is_core(gold: Row, row: Row) -> bool:
    """Whether a row is the one that gold asks for."""
    kind = gold["dataset"]
    names = [name for name in (*VALUE[kind], *CORE_TOO) if name in gold]
    if not all(agrees(name, gold[name], row.get(name)) for name in names):
        return False
    words = WORDS.get(kind)
    if words and gold.get(VALUE[kind][0]) is None:
        wanted = [gold[name] for name in (words, "activity") if gold.get(name) is not None]
        return not wanted or any(
            agrees(name, one, row[name]) for one in wanted for name in (words, "activity") if row.get(name)
        )
    if kind == "budget" and row.get("amount_krw") is None:
        return is_printed(gold.get("amount_krw"), str(row.get("raw") or ""))
    return True


def is_printed(amounts: Any, raw: str) -> bool:
    """Whether an amount without a unit is, whatever its scale, a number of the text; true where gold has none."""
    wanted = [one for one in (amounts if isinstance(amounts, list) else [amounts]) if one is not None]
    digits = {"".join(c for c in text if c.isdigit()).strip("0") for text in re.findall(r"\d[\d,.]*", raw)}
    return not wanted or any(str(int(one)).strip("0") in digits for one in wanted)


@dataclass(frozen=True, slots=True)
class Match:
    """A gold row with the row that stands for it, whether that is the row in the core, and the columns that differ."""

    gold: Row
    row: Row | None
    core: bool
    wrong: tuple[str, ...] = ()

    def reaches(self, level: str) -> bool:
        """Whether the row is right up to a level."""
        if level == "value":
            return self.row is not None
        names = {"core": set[str](), "named": {"activity", "indicator"}, "strict": set(self.wrong)}[level]
        return self.core and not names & set(self.wrong)


def match_rows(gold: Sequence[Row], rows: Sequence[Row]) -> tuple[list[Match], list[Row]]:
    """One row for each gold row, the best pairs first, and the rows that nobody asked for."""
    pairs = []
    for i, one in enumerate(gold):
        first = VALUE[one["dataset"]][0]
        for j, row in enumerate(rows):
            if row["dataset"] != one["dataset"]:
                continue
            core = is_core(one, row)
            if core or (one.get(first) is not None and agrees(first, one[first], row.get(first))):
                good = sum(agrees(name, one[name], row.get(name)) for name in scored_columns(one))
                near = 0.5 * (one.get("line") is not None and one.get("line") == row.get("line"))
                pairs.append((core, good + near - 0.1 * bool(one.get("optional")), -i, -j))
    taken: dict[int, tuple[int, bool]] = {}
    used: set[int] = set()
    for core, _, i, j in sorted(pairs, reverse=True):
        if -i not in taken and -j not in used:
            taken[-i] = (-j, core)
            used.add(-j)
    matches = []
    for i, one in enumerate(gold):
        at, core = taken.get(i, (-1, False))
        found = rows[at] if at >= 0 else None
        names = scored_columns(one) if found is not None else []
        wrong = tuple(name for name in names if found and not agrees(name, one[name], found.get(name)))
        matches.append(Match(one, found, core, wrong))
    return matches, [row for j, row in enumerate(rows) if j not in used]


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows are right, superfluous and missing."""

    right: int
    extra: int
    missing: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(matches: Sequence[Match], extra: Sequence[Row], level: str) -> Score:
    """The score of a level. An optional row that is there but wrong counts neither way."""
    needed = [match for match in matches if not match.gold.get("optional")]
    right = sum(match.reaches(level) for match in needed)
    wrong = sum(match.row is not None and not match.reaches(level) for match in needed)
    return Score(right, len(extra) + wrong, len(needed) - right)


def score_output(out: Path, gold: Sequence[Row]) -> dict[str, Any]:
    """Scores of an output by level for each dataset and for all, and the precision of each class of confidence.

    Gold with a doc_id, or else a path, is of that document; gold with neither is of the one document of the output.
    Rows of documents that no gold is of are not scored. Raises BadGold where gold has a document that is not there.
    """
    index = open_index(out)
    documents = {str(row["doc_id"]): str(row["path"]) for row in index.ask("SELECT doc_id, path FROM documents")}
    by_document: dict[str, list[Row]] = {}
    for one in gold:
        by_document.setdefault(_document_of(one, documents), []).append(one)
    matches: list[Match] = []
    extra: list[Row] = []
    for doc_id, wanted in by_document.items():
        found, more = match_rows(wanted, document_facts(index, doc_id))
        matches += found
        extra += more
    return {
        "documents": len(by_document),
        "gold": len(gold),
        "levels": {
            kind: {level: _figures(matches, extra, kind, level) for level in LEVELS} for kind in (*VALUE, "all")
        },
        "confidence": _by_confidence(matches, extra),
    }


def _document_of(gold: Row, documents: Mapping[str, str]) -> str:
    by_path = {path: doc_id for doc_id, path in documents.items()}
    if gold.get("doc_id") in documents:
        return str(gold["doc_id"])
    if gold.get("path") in by_path:
        return by_path[gold["path"]]
    if len(documents) == 1 and "doc_id" not in gold and "path" not in gold:
        return next(iter(documents))
    raise BadGold(str(gold.get("path") or gold.get("doc_id") or "doc_id"))


def document_facts(index: Index, doc_id: str) -> list[dict[str, Any]]:
    """The rows of a document as they were extracted, each with its dataset."""
    found = index.ask("SELECT dataset, body FROM extracted WHERE doc_id = ? ORDER BY seq", (doc_id,))
    return [{**json.loads(one["body"]), "dataset": one["dataset"]} for one in found]


def _figures(matches: Sequence[Match], extra: Sequence[Row], kind: str, level: str) -> dict[str, float]:
    mine: Callable[[Row], bool] = lambda row: kind in ("all", row["dataset"])  # noqa: E731
    found = score([m for m in matches if mine(m.gold)], [row for row in extra if mine(row)], level)
    return {
        "right": found.right,
        "extra": found.extra,
        "missing": found.missing,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "f1": round(found.f1, 4),
    }


def _by_confidence(matches: Sequence[Match], extra: Sequence[Row]) -> dict[str, Any]:
    """Of each class the rows, and how many of them are right at each level; rows for optional gold are left out."""
    classes: dict[str, Any] = {}
    for confidence in ("certain", "inferred", "doubtful"):
        own = [m for m in matches if m.row is not None and m.row["confidence"] == confidence]
        needed = [match for match in own if not match.gold.get("optional")]
        count = len(needed) + sum(row["confidence"] == confidence for row in extra)
        right = {level: sum(match.reaches(level) for match in needed) for level in LEVELS}
        shares = {level: round(right[level] / count, 4) if count else None for level in LEVELS}
        classes[confidence] = {"rows": count, "precision": shares}
    return classes
