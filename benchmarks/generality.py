"""Rows read from invented documents in the forms of the field, against those the contract expects.

`make bench-generality`. generality/NAME.txt is an invented document of one form of the field (f02 self evaluation,
f07 budget book, ...), written together with NAME.expected.jsonl before the program first read it. The rules know
these documents by now: new ones tell more. Scored by the agreed scorer beside the checkout
(../shared/score/score); without it there is nothing to measure.

    python benchmarks/generality.py [--misses N] [--only f07]
"""

import argparse
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors import extract
from pipeline.interpret.interpretation import interpret

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = ROOT / "benchmarks" / "generality"
SCORER = ROOT.parent / "shared" / "score" / "score"

Row = dict[str, Any]
Match = tuple[Row, int | None, bool, list[str]]

SHOWN = (
    *("dataset", "line", "raw", "task", "activity", "indicator", "target", "target_text", "value", "value_text"),
    *("amount_krw", "source", "basis", "unit", "status", "period_start", "period_end"),
)
"""Columns printed of a row that nobody expects."""


def load_scorer() -> ModuleType:
    """../shared/score/score, a script without an ending."""
    loader = SourceFileLoader("score_rows", str(SCORER))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


def document_to_rows(path: Path) -> list[Row]:
    """Rows of plan, budget and result, each with the name of its dataset."""
    found = interpret(extract(path.read_bytes(), path.name), path.name)
    datasets = {"plan": found.plan, "budget": found.budget, "result": found.result}
    return [row.model_dump(mode="json") | {"dataset": name} for name, rows in datasets.items() for row in rows]


def show_misses(matched: list[Match], rows: list[Row], extra: list[Row], limit: int) -> None:
    """Up to `limit` expected rows that are missing or wrong, then up to `limit` rows that nobody expects."""
    wanted = [m for m in matched if not m[0].get("optional") and (not m[2] or m[3])]
    for gold, index, is_core, wrong in sorted(wanted, key=lambda m: m[2])[:limit]:
        if index is None:
            print(f"  missed {gold}")
        else:
            columns = "; ".join(f"{key}: want {gold[key]!r} got {rows[index].get(key)!r}" for key in wrong)
            print(f"  {'strict' if is_core else 'near  '} line {gold.get('line')}: {columns}")
    for row in extra[:limit]:
        print(f"  extra  { ({key: value for key, value in row.items() if value not in (None, '') and key in SHOWN}) }")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show up to N misses of each document")
    parser.add_argument("--only", default="", metavar="PREFIX", help="documents whose name begins so")
    options = parser.parse_args()
    if not SCORER.is_file():
        print("no scorer beside the checkout (../shared/score/score): nothing measured")
        return
    scorer = load_scorer()
    score: Callable[[list[Row], list[Row]], tuple[dict[str, Any], list[Match], list[Row]]] = scorer.score
    matches: list[Match] = []
    extras: list[Row] = []
    count = 0
    print(f"{'document':30} {'form':5} {'want':>5} {'rows':>5}  {'P':>6} {'R':>6} {'F1':>6}  {'strict':>6}")
    for path in sorted(DOCUMENTS.glob(f"{options.only}*.txt")):
        rows = document_to_rows(path)
        report, matched, extra = score(scorer.load(path.with_suffix(".expected.jsonl")), rows)
        print_figures(path.stem, path.stem.split("_")[0].upper(), report["all"])
        show_misses(matched, rows, extra, options.misses)
        matches += matched
        extras += extra
        count += len(rows)
    print_figures("all", "", pooled(scorer, matches, extras) | {"rows": count})


def pooled(scorer: ModuleType, matches: list[Match], extras: list[Row]) -> dict[str, Any]:
    """Figures over the rows of all documents, each matched within its own document."""
    needed = [m for m in matches if not m[0].get("optional")]
    figures: dict[str, Any] = {"gold": len(needed)}
    for name, good in (
        ("core", [m for m in needed if m[2]]),
        ("strict", [m for m in needed if m[2] and not m[3]]),
    ):
        wrong = sum(m[1] is not None for m in needed) - len(good)
        figures[name] = scorer.prf(len(good), len(extras) + wrong, len(needed) - len(good))
    return figures


def print_figures(name: str, form: str, figures: dict[str, Any]) -> None:
    precision, recall, f1 = figures["core"]
    print(
        f"{name:30} {form:5} {figures['gold']:5} {figures['rows']:5}  "
        f"{precision:6.3f} {recall:6.3f} {f1:6.3f}  {figures['strict'][2]:6.3f}"
    )


if __name__ == "__main__":
    main()
