"""Published outputs made of rows that a test writes down."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.frames import dataset_to_schema, rows_to_batch
from pipeline.sinks.parquet import PART, write_parquet
from schemas.finding import Check, Finding, Number, Record
from schemas.records import DATASETS, Budget, DocumentRecord, Plan, Result

DOC = "a" * 64
YEAR = {"fiscal_year": 2026, "period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}


def write_output(out: Path, rows: dict[str, Sequence[Record]]) -> Path:
    """Every dataset as Parquet, empty where `rows` has none."""
    for dataset in DATASETS:
        batch = rows_to_batch(dataset, rows.get(dataset, ()))
        write_parquet(out / dataset / PART, dataset_to_schema(dataset), [batch])
    return out


def document(path: str = "가.txt", doc_id: str = DOC, **values: object) -> DocumentRecord:
    return DocumentRecord(**{"doc_id": doc_id, "path": path, "status": "ok", "title": "나루구 계획", **values})


def plan(row_id: str, target: float | None = 10.0, doc_id: str = DOC, **values: object) -> Plan:
    fixed = {"row_id": row_id, "doc_id": doc_id, "raw": "원문", "target": target, "org": "가람시 나루구", **YEAR}
    return Plan(**{**fixed, **values})


def budget(row_id: str, amount: int, basis: str = "예산", source: str = "계", **values: object) -> Budget:
    fixed = {"row_id": row_id, "doc_id": DOC, "raw": "원문", "amount_krw": amount, "basis": basis, "source": source}
    return Budget(**{**fixed, "org": "가람시 나루구", **YEAR, **values})


def result(row_id: str, value: float, **values: object) -> Result:
    return Result(
        **{"row_id": row_id, "doc_id": DOC, "raw": "원문", "value": value, "org": "가람시 나루구", **YEAR, **values}
    )


def finding(rule: str = "sum_mismatch", severity: str = "error", **values: object) -> Finding:
    return Finding(**{"rule": rule, "severity": severity, "doc_id": DOC, "message": "합계가 다릅니다.", **values})


def number(raw: str, **values: object) -> Number:
    return Number(**{"doc_id": DOC, "raw": raw, **values})


def check(rule: str, applied: int, passed: int) -> Check:
    return Check(doc_id=DOC, rule=rule, applied=applied, passed=passed)
