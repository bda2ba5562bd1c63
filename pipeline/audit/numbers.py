"""A number of the ledger at the page: what is proposed for a row of it, the decision made of what a person sends."""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from pipeline.audit.additions import Held, added_row, number_anchors
from pipeline.audit.decisions import FACT_MODELS, Decision, checked_value, lacking, new_id, now
from pipeline.audit.index import Index
from pipeline.audit.published import Published
from pipeline.audit.rendering import decided_columns
from pipeline.korean.scan import scan

Row = Mapping[str, Any]
ABOUT = ("org", "org_code", "fiscal_year", "period_start", "period_end", "goal", "task_code", "task", "department")
"""What a new row takes from the row that stands the nearest to it."""
OF_ITS_LINE = ("team", "officer", "activity")
"""What it takes from one in its own line only."""
OF_ITS_KIND = ("source", "basis", "side")
"""What it takes from the nearest of its own dataset."""
FIRST = {"source": "계", "basis": "예산"}
VALUES = {"plan": "target", "budget": "amount_krw", "result": "value"}


def held_document(index: Index, doc_id: str) -> Held | None:
    """What an output holds of a document, None where it has no such document."""
    connection = index.connect()
    try:
        return Published(index.out, connection).held(doc_id)
    finally:
        connection.close()


def nearest(held: Held, number: int, dataset: str = "") -> Row | None:
    """The row that stands the nearest to a number: in its line of a table, in its block, or before it. Of one dataset
    where that is named."""
    place = held.numbers[number]
    rows = [row for name, row in held.rows.values() if dataset in ("", name)]

    def distance(row: Row) -> tuple[int, int, int, int]:
        lines, blocks = (abs(_at(row, name) - _at(place, name)) for name in ("line", "block"))
        return (blocks, lines, abs(_at(row, "row") - _at(place, "row")), abs(_at(row, "col") - _at(place, "col")))

    return min(rows, key=distance, default=None)


def _at(row: Row, name: str) -> int:
    return -1 if row[name] is None else int(row[name])


def is_in_line(row: Row, number: Row) -> bool:
    """Whether a row stands in the line of a number: of a table, else of the text."""
    names = ("block", "row") if number["row"] is not None else ("block", "line")
    return all(row[name] == number[name] for name in names)


def proposed(held: Held, number: int, dataset: str) -> dict[str, Any]:
    """What a new row probably says, as a start for a person: the number as it reads, all else from its neighbours."""
    found: dict[str, Any] = {name: getattr(held.record, name) for name in ("org", "org_code", "fiscal_year")}
    if found["fiscal_year"]:
        found |= {"period_start": f"{found['fiscal_year']}-01-01", "period_end": f"{found['fiscal_year']}-12-31"}
    line = held.numbers[number]
    if near := nearest(held, number):
        in_line = OF_ITS_LINE if is_in_line(near, line) else ()
        found |= {name: near.get(name) for name in (*ABOUT, *in_line)}
    if dataset == "budget":
        kin = nearest(held, number, dataset) or FIRST
        found |= {name: kin.get(name) for name in OF_ITS_KIND}
    read = next((one for one in scan(line["raw"]) if one.value is not None), None)
    if read is not None and read.value is not None and read.is_money == (dataset == "budget"):
        found[VALUES[dataset]] = int(read.value) if dataset == "budget" else read.value
    if dataset != "budget":
        found["comparator"] = read.comparator if read is not None else "="
        if read is not None and not read.is_money:
            found |= {"unit": read.unit, "upper": read.high}
    fields = FACT_MODELS[dataset].model_fields
    found |= {one.name: fields[one.name].default for one in decided_columns(dataset) if one.kind == "boolean"}
    return {name: value for name, value in found.items() if value is not None}


def sent_values(dataset: str, sent: Mapping[str, str]) -> dict[str, Any]:
    """The columns that a form holds something for, in the types of the contract. Raises ValueError, with the name of
    the column, where one has no such type."""
    given: dict[str, Any] = {}
    for column in decided_columns(dataset):
        text = sent.get(column.name, "").strip()
        if text:
            given[column.name] = text.replace(",", "") if column.kind in ("integer", "number") else text
    return checked_value(dataset, given)


def addition(held: Held, number: int, dataset: str, value: Mapping[str, Any]) -> Decision:
    """The decision that makes a row of a number; who makes it is put in later. Raises ValueError, with the name of a
    column that is missing."""
    if missing := lacking(dataset, value):
        raise ValueError(missing[0])
    line = held.numbers[number]
    made = Decision.model_validate(
        {
            "decision_id": new_id(),
            "action": "add",
            "about": "number",
            "dataset": dataset,
            "fact_key": None,
            "anchor": number_anchors(held.numbers, held.labels)[number],
            "seen": {name: line[name] for name in ("raw", "reason") if line[name] is not None},
            "value": value,
            "reviewer": "-",
            "at": now(),
            "kplan": version("kplan"),
        }
    )
    keys = {str(row["fact_key"]) for _, row in held.rows.values()}
    return made.model_copy(update={"fact_key": added_row(made, held, number, keys)["fact_key"]})


def additions_in(index: Index, doc_id: str) -> dict[int, Row]:
    """What people made of the numbers of a document, by the place in its ledger."""
    order = "outcome IN ('applied', 'proposed'), rowid"
    query = f"SELECT * FROM additions WHERE doc_id = ? AND number IS NOT NULL ORDER BY {order}"
    return {int(one["number"]): _whole(one) for one in index.ask(query, (doc_id,))}


def amiss(index: Index) -> Sequence[Row]:
    """Added rows that are not in the output as they were decided: stale and orphan."""
    return [_whole(one) for one in index.ask("SELECT * FROM additions WHERE outcome IN ('stale', 'orphan')")]


def _whole(one: Any) -> Row:
    return {**dict(one), "body": json.loads(one["body"]), "changed": json.loads(one["changed"])}
