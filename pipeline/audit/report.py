"""A report to mail: one HTML file that needs nothing beside it, with charts and the evidence of findings."""

import base64
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from PIL import Image

from pipeline.audit.building import open_index
from pipeline.audit.decisions import read_decisions, standing
from pipeline.audit.index import Index
from pipeline.audit.published import document_rows
from pipeline.audit.rendering import render
from pipeline.audit.rule import needs_two
from pipeline.audit.source import Sources
from pipeline.commands.wording import rule_name
from pipeline.convert import DATABASE
from pipeline.engine.report import read_report
from schemas.errors import KplanError

MOST_FINDINGS = 200
MOST_PICTURES = 40
MOST_BARS = 12
LONGEST_RATE = 200.0
MARGIN = 24.0
"""Points of the page that are shown around what a finding is about."""
TARGETS = """
SELECT coalesce(task, '') || coalesce(' · ' || activity, '') || coalesce(' · ' || indicator, '') AS name, fiscal_year,
       target, result, unit, achieved_percent
FROM target_against_result
WHERE target IS NOT NULL AND result IS NOT NULL AND achieved_percent IS NOT NULL
ORDER BY achieved_percent, name, fiscal_year
LIMIT $limit
"""
BUDGET = """
WITH whole AS (
    SELECT *, row_number() OVER (PARTITION BY org, fiscal_year ORDER BY budget_krw DESC, doc_id) AS place
    FROM budget_by_source WHERE is_total AND side = '세출' AND budget_krw > 0)
SELECT b.fiscal_year, b.source, sum(b.budget_krw) AS amount
FROM budget_by_source b JOIN whole w ON w.place = 1 AND w.doc_id = b.doc_id AND w.side = b.side
    AND w.fiscal_year IS NOT DISTINCT FROM b.fiscal_year AND w.org IS NOT DISTINCT FROM b.org
WHERE NOT b.is_total AND b.budget_krw > 0 AND b.fiscal_year IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""
"""Of each issuer and year the one document with the largest budget: a plan and the report on it print the same."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name, its length as a part of the longest, and the words at its end."""

    name: str
    length: float
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A finding with its document, the row of the table that it is about under its header, and a part of the page."""

    finding: Mapping[str, Any]
    path: str
    table: Sequence[Sequence[tuple[str, bool]]]
    picture: str | None


def bars(named: Sequence[tuple[str, float, str]]) -> list[Bar]:
    """Bars of a chart, the longest filling it."""
    longest = max((abs(value) for _, value, _ in named), default=0.0) or 1.0
    return [Bar(name, abs(value) / longest, words) for name, value, words in named]


def report_html(out: Path, password: str | None = None) -> str:
    """The report on an output. Raises NoOutput where there is none."""
    index = open_index(out)
    sources = Sources(index, password)
    with duckdb.connect(str(out / DATABASE), read_only=True) as database:
        targets = database.execute(TARGETS, {"limit": MOST_BARS}).fetchall()
        budget = database.execute(BUDGET).fetchall()
    rules: dict[str, int] = {}
    for rule, _, count in index.told("rules"):
        rules[rule_name(rule)] = rules.get(rule_name(rule), 0) + count
    first = sorted(rules.items(), key=lambda one: (-one[1], one[0]))[:MOST_BARS]
    run = read_report(out)
    return render(
        "report.html",
        run={name: run.get(name) for name in ("started", "kplan", "schema")},
        told=index.told,
        progress=index.progress(),
        decisions=len(standing(read_decisions(out), needs_two(out))),
        targets=bars([target_bar(*row) for row in targets]),
        budget=[
            (year, bars([(source, float(amount), f"{amount:,}원") for y, source, amount in budget if y == year]))
            for year in dict.fromkeys(row[0] for row in budget)
        ],
        rules=bars([(name, float(count), f"{count:,}") for name, count in first]),
        proofs=proofs_of(index, sources),
        most=MOST_FINDINGS,
    )


def target_bar(name: str, year: int | None, *figures: Any) -> tuple[str, float, str]:
    """A bar as long as the rate of achievement, at most LONGEST_RATE; its words are `300명 → 324명 (108 %)`."""
    target, result, unit, rate = figures
    words = f"{target:,.10g}{unit or ''} → {result:,.10g}{unit or ''} ({rate:.0f} %)"
    return f"{name} ({year})" if year else name, min(rate, LONGEST_RATE), words


def proofs_of(index: Index, sources: Sources) -> list[Proof]:
    """The gravest findings with their evidence."""
    query = (
        "SELECT f.body, d.path FROM findings f JOIN documents d ON d.doc_id = f.doc_id "
        "WHERE f.severity <> 'info' ORDER BY f.id LIMIT ?"
    )
    found = []
    pictures = 0
    cells: dict[str, list[dict[str, Any]]] = {}
    for one in index.ask(query, (MOST_FINDINGS,)):
        finding = json.loads(one["body"])
        doc_id = finding["doc_id"]
        if doc_id not in cells:
            cells = {doc_id: table_cells(index.out, doc_id)}
        picture = picture_of(index, sources, finding, cells[doc_id]) if pictures < MOST_PICTURES else None
        pictures += picture is not None
        found.append(Proof(finding, one["path"], table_of(finding, cells[doc_id]), picture))
    return found


def table_cells(out: Path, doc_id: str) -> list[dict[str, Any]]:
    """The cells of a document, each with the block of its table."""
    blocks = {table["table"]: table["block"] for table in document_rows(out, "tables", doc_id)}
    return [{**cell, "block": blocks.get(cell["table"])} for cell in document_rows(out, "cells", doc_id)]


def table_of(finding: Mapping[str, Any], cells: Sequence[Mapping[str, Any]]) -> list[list[tuple[str, bool]]]:
    """The first row of a finding's table and its own, the cell that it names marked."""
    if finding["block"] is None or finding["row"] is None:
        return []
    own = [cell for cell in cells if cell["block"] == finding["block"]]
    lines = []
    for row in dict.fromkeys((0, finding["row"])):
        line = sorted((cell for cell in own if cell["row"] == row), key=lambda cell: cell["col"])
        lines.append([(cell["text"][:200], row == finding["row"] and cell["col"] == finding["col"]) for cell in line])
    return [line for line in lines if line]


def picture_of(
    index: Index, sources: Sources, finding: Mapping[str, Any], cells: Sequence[Mapping[str, Any]]
) -> str | None:
    """The part of the page that a finding is about, as an address that holds the picture itself; PDF only."""
    document = index.document(finding["doc_id"])
    if document is None or document["format"] != "pdf" or finding["page"] is None:
        return None
    places = [
        row["body"]["bbox"]
        for row in map(index.row, finding["row_ids"] or ())
        if row is not None and row["body"]["page"] == finding["page"] and row["body"]["bbox"]
    ]
    here = (finding["block"], finding["row"], finding["col"])
    places += [c["bbox"] for c in cells if c["bbox"] and (c["block"], c["row"], c["col"]) == here]
    if not places:
        return None
    try:
        page = sources.page(finding["doc_id"], finding["page"])
    except KplanError:
        return None
    return crop(page.data, (page.width, page.height), places)


def crop(data: bytes, size: tuple[float, float], places: Sequence[Sequence[float]]) -> str:
    """The part of a page picture around some boxes, over the whole width of the page."""
    width, height = size
    top = max(0.0, min(place[1] for place in places) - MARGIN)
    bottom = min(height, max(place[3] for place in places) + MARGIN)
    with Image.open(io.BytesIO(data)) as page:
        scale = page.width / width
        part = page.crop((0, int(top * scale), page.width, max(int(bottom * scale), int(top * scale) + 1)))
        small = io.BytesIO()
        part.convert("L").quantize(16).save(small, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(small.getvalue()).decode()}"
