"""How long the audit page takes to answer on a large output: 5,000 documents, 100,000 rows, invented.

`make bench-audit`. Server side, without a browser: median and 95th percentile of each screen, over rows and filters
taken in turn. The source of a document is read once by a worker and then kept; what is measured is the answer after
that, and the first reading apart.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from starlette.testclient import TestClient

from pipeline.audit.building import open_index
from pipeline.audit.sessions import Door
from pipeline.audit.web import Site, application
from pipeline.frames import dataset_to_schema, rows_to_batch
from pipeline.sinks.parquet import PART, write_parquet
from schemas.finding import Finding, Number, Record
from schemas.grid import CellRecord, TableRecord
from schemas.records import DATASETS, Budget, DocumentRecord, Plan, Result

ROWS_A_DOCUMENT = 20
COLUMNS = 5
TASKS = ("나루 돌봄", "골목 정비", "청년 공간", "하천 정원", "마을 도서관")


def invent(documents: int) -> Iterator[tuple[str, Record]]:
    """Rows of every dataset, each with the name of its dataset."""
    for n in range(documents):
        doc_id, year = f"{n:064x}", 2015 + n % 10
        path = f"자료/{year}/계획_{n:05}.hwpx"
        org = f"가람시 {n % 40}구"
        yield "documents", DocumentRecord(doc_id=doc_id, path=path, status="ok", format="hwpx", title=f"{year}년 계획")
        yield "tables", TableRecord(doc_id=doc_id, table=0, n_rows=ROWS_A_DOCUMENT, n_cols=COLUMNS, block=0)
        for r in range(ROWS_A_DOCUMENT):
            row_id = f"{n:012x}{r:012x}"
            for c in range(COLUMNS):
                yield "cells", CellRecord(doc_id=doc_id, table=0, row=r, col=c, text=f"{(n + r) % 900}명")
            yield "ledger", Number(doc_id=doc_id, raw=f"{(n + r) % 900}명", row_id=row_id, block=0, row=r, col=1)
            shared = {
                "row_id": row_id,
                "doc_id": doc_id,
                "fact_key": f"{n:08x}-{r:016x}",
                "org": org,
                "fiscal_year": year,
                "period_start": date(year, 1, 1),
                "period_end": date(year, 12, 31),
                "task": f"{TASKS[r % len(TASKS)]} {n % 300}",
                "task_key": f"{TASKS[r % len(TASKS)]}{n % 300}",
                "raw": f"{(n + r) % 900}명",
                "block": 0,
                "row": r,
                "col": 1,
                "confidence": "doubtful" if r % 10 == 0 else "inferred" if r % 3 == 0 else "certain",
                "confidence_reason": "단위를 찾지 못함" if r % 10 == 0 else None,
            }
            if r % 3 == 0:
                yield "plan", Plan(target=float((n + r) % 900), unit="명", **shared)
            elif r % 3 == 1:
                yield "budget", Budget(amount_krw=(n + r) % 900 * 1000, basis="예산", source="계", **shared)
            else:
                yield "result", Result(value=float((n + r) % 900), unit="명", **shared)
        yield "ledger", Number(doc_id=doc_id, raw="7개", reason="unread", block=0, row=0, col=3)
        if n % 5 == 0:
            names = (f"{n:012x}{0:012x}", f"{n:012x}{1:012x}")
            yield (
                "findings",
                Finding(rule="sum_mismatch", severity="error", doc_id=doc_id, message="다름", row_ids=names),
            )


def write_invented(out: Path, documents: int) -> int:
    """Publish the invented rows below `out`; the number of plan, budget and result rows."""
    rows: dict[str, list[Record]] = {name: [] for name in DATASETS}
    for name, row in invent(documents):
        rows[name].append(row)
    for name in DATASETS:
        write_parquet(out / name / PART, dataset_to_schema(name), [rows_to_batch(name, rows[name])])
    return sum(len(rows[name]) for name in ("plan", "budget", "result"))


def measure(name: str, ask: Callable[[str], object], addresses: Sequence[str]) -> None:
    """Print the median and the 95th percentile in milliseconds, and the median of the processor's time, which does not
    count what other programs take of the machine."""
    spent, worked = [], []
    for address in addresses:
        begin, cpu = time.perf_counter(), time.process_time()
        ask(address)
        spent.append((time.perf_counter() - begin) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    late = sorted(spent)[int(len(spent) * 0.95) - 1]
    medians = f"median {statistics.median(spent):6.1f} ms  cpu {statistics.median(worked):6.1f} ms"
    print(f"{name:32} {medians}  p95 {late:6.1f} ms")


def main() -> None:
    """Make the output, ask the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--asked", type=int, default=60, help="requests a screen")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        rows = write_invented(out, arguments.documents)
        begin = time.perf_counter()
        index = open_index(out)
        print(f"{arguments.documents:,} documents, {rows:,} rows; index made in {time.perf_counter() - begin:.1f} s")
        site = Site(out, Door(None, "이새론"))
        client = TestClient(application(site), base_url="http://127.0.0.1")
        client.get(f"/enter/{site.door.key}")

        def ask(address: str) -> None:
            answer = client.get(address)
            assert answer.status_code == 200, address

        many = arguments.asked
        chosen = [row["row_id"] for row in islice(index.ask("SELECT row_id FROM rows ORDER BY random()"), many)]
        measure("overview", ask, ["/"] * many)
        measure("queue, what to look at first", ask, [f"/queue?page={n % 20 + 1}" for n in range(many)])
        measure("queue, all rows", ask, [f"/queue?tab=all&page={n * 30 + 1}" for n in range(many)])
        filters = [f"/queue?tab=all&dataset=plan&year={2015 + n % 10}&org=가람시 {n % 40}구" for n in range(many)]
        measure("queue, filtered", ask, filters)
        measure("queue, searched", ask, [f"/queue?tab=all&q={TASKS[n % 5]} {n}" for n in range(many)])
        measure("review", ask, [f"/row/{row_id}?tab=all" for row_id in chosen])
        measure("review with tables, first time", ask, [f"/row/{row_id}/body?tab=all" for row_id in chosen])
        measure("review with tables, kept", ask, [f"/row/{chosen[-1]}/body?tab=all"] * many)
        documents = [index.row(row_id)["doc_id"] for row_id in chosen]  # type: ignore[index]
        measure("document", ask, [f"/document/{doc_id}" for doc_id in documents])
        numbers = [f"/document/{doc_id}/number/{ROWS_A_DOCUMENT}" for doc_id in documents]
        measure("number, to be added", ask, numbers)


if __name__ == "__main__":
    main()
