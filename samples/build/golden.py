"""Writes expected/NAME.jsonl for every sample text: the rows that it must give, for a person to read and agree to.

Usage: python samples/build/golden.py. A changed file is a changed answer: read the difference before committing it.
"""

import json
from pathlib import Path
from typing import Any

from extractors import extract
from pipeline.interpret.interpretation import interpret

SAMPLES = Path(__file__).resolve().parents[1]
IDENTITIES = frozenset({"row_id", "doc_id"})
PLACES = frozenset({"raw", "page", "block", "row", "col", "line", "bbox", "confidence", "confidence_reason"})


def rows_of(path: Path, places: bool = True) -> list[dict[str, Any]]:
    """The rows of a document as plain data without empty columns; without places the twins of a text compare equal."""
    result = interpret(extract(path.read_bytes(), path.name), path.name)
    left_out = IDENTITIES if places else IDENTITIES | PLACES
    return [
        {"dataset": dataset}
        | {k: v for k, v in row.model_dump(mode="json").items() if v is not None and k not in left_out}
        for dataset, rows in (("plan", result.plan), ("budget", result.budget), ("result", result.result))
        for row in rows
    ]


def main() -> None:
    for path in sorted((SAMPLES / "plans").glob("*.txt")):
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows_of(path)]
        (SAMPLES / "expected" / f"{path.stem}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
