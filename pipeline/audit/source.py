"""The source of a row as a person sees it: tables, lines, pages, and why each column says what it says.

Documents are read in a guarded worker, as `kplan convert` reads them, and only such as the output itself lists: an
address names a document by the hash of its bytes, never by a path, and a file whose bytes are others is not shown.
"""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extractors import WITHOUT_LAYOUT
from extractors.decoding import decode
from pipeline.audit.index import FOLDER, Index
from pipeline.audit.pictures import Picture, file_to_drawn_page, file_to_page
from pipeline.audit.published import document_rows
from pipeline.engine.guard import PRELOAD
from pipeline.engine.pool import Pool, Task, WorkLimits, run_pool
from pipeline.engine.report import read_report
from pipeline.engine.worker import accept_parts, read_tasks, work_on_files
from pipeline.inputs import find_inputs
from pipeline.interpret.interpretation import Interpretation, Settings
from pipeline.interpret.types import Because
from pipeline.taught.model import forms_of
from schemas.document import Block, Document, Table, Text
from schemas.errors import KplanError, SourceChanged, Unsupported, Withheld
from schemas.options import ReadOptions

View = dict[str, Any]
"""A document as JSON: `blocks` in reading order, `why` by row_id, `left`, `lines` of a text file."""
KEPT_VIEWS = 16
LIMITS = WorkLimits(cpu_seconds=60.0)
LINE_FORMATS = ("text",)
MOST_WORKERS = 4
"""Documents that are read at once where several are asked for."""


def file_to_view(settings: Settings, options: ReadOptions, data: bytes, path: str) -> dict[str, bytes]:
    """Runs in the worker: a document as JSON."""
    from pipeline.engine.job import bytes_to_interpretation

    document, found = bytes_to_interpretation(data, path, settings, options)
    lines = decode(data).text.splitlines() if document.source.format in LINE_FORMATS else []
    return {"view": json.dumps(document_to_view(document, found, lines), ensure_ascii=False).encode("utf-8", "replace")}


def document_to_view(document: Document, found: Interpretation, lines: list[str]) -> View:
    """What the page shows of a document."""
    return {
        "format": document.source.format,
        "pages": document.meta.pages,
        "blocks": [one for block in document.blocks for one in block_to_views(block)],
        "lines": lines,
        "why": {
            row_id: {
                "columns": {name: _because(because) for name, because in fact.why.items()},
                "text": fact.segment.text,
                "start": fact.claims[0].start if fact.claims else fact.site.start,
                "end": fact.claims[-1].end if fact.claims else fact.site.end,
            }
            for row_id, fact in zip(found.ids, found.facts, strict=True)
        },
        "left": [
            {**one.site.segment.place.columns(), "raw": one.site.expression.raw.strip(), "why": _because(one.because)}
            for one in found.left
            if one.site.expression is not None
        ],
    }


def _because(because: Because) -> list[str]:
    return [because.rule, because.evidence.strip()]


def block_to_views(block: Block) -> list[View]:
    """A paragraph, or a table and the tables inside it."""
    place = block.place
    if isinstance(block, Text):
        text = f"{block.marker} {block.text}" if block.marker else block.text
        return [{"kind": "text", "text": text, "level": block.level, **place.columns()}]
    found = [_table_view(block)]
    for cell in block.cells:
        found += [one for nested in cell.blocks if isinstance(nested, Table) for one in block_to_views(nested)]
    return found


def _table_view(table: Table) -> View:
    cells = [
        [c.row, c.col, c.row_span, c.col_span, c.text, c.header, c.place.line, c.place.bbox, c.place.page]
        for c in sorted(table.cells, key=lambda c: (c.row, c.col))
    ]
    return {"kind": "table", "caption": table.caption, **_shape(table.n_rows, table.n_cols), "cells": cells} | {
        name: value for name, value in table.place.columns().items() if name not in ("row", "col")
    }


def _shape(n_rows: int, n_cols: int) -> dict[str, int]:
    return {"n_rows": n_rows, "n_cols": n_cols}


def published_view(index: Index, doc_id: str) -> View:
    """A document as far as the output holds it: its tables, without the lines between them and without reasons."""
    cells: dict[int, list[list[Any]]] = {}
    for c in document_rows(index.out, "cells", doc_id):
        cell = [c[name] for name in ("row", "col", "row_span", "col_span", "text", "header", "line", "bbox", "page")]
        cells.setdefault(c["table"], []).append(cell)
    tables = [
        {"kind": "table", **{k: t[k] for k in ("caption", "n_rows", "n_cols", "page", "block", "line", "bbox")}}
        | {"cells": sorted(cells.get(t["table"], []), key=lambda cell: cell[:2])}
        for t in document_rows(index.out, "tables", doc_id)
    ]
    document = index.document(doc_id) or {}
    head = {"format": document.get("format"), "pages": document.get("pages")}
    return {**head, "blocks": tables, "lines": [], "why": {}, "left": [], "published": True}


class Sources:
    """The documents of one output; what was read once is kept below .kplan/audit.

    redacted  the output holds no names: then its sources, which do, are never read for the page
    """

    def __init__(self, index: Index, password: str | None = None) -> None:
        self.index = index
        report = read_report(index.out)
        told = report.get("settings", {})
        self.home = report.get("folder", os.getcwd())
        self.redacted = bool(told.get("redacted"))
        self.settings = Settings(told.get("org"), None, bool(told.get("any_document")), forms_of(told.get("forms")))
        self.options = ReadOptions(password, layout=bool(told.get("layout")))
        version = hashlib.sha256(Path(__file__).read_bytes() + repr((report.get("fingerprint"), told)).encode())
        self.version = version.hexdigest()[:16]
        self.cache = index.out / FOLDER / "sources"
        self._lock = threading.Lock()
        self._views: dict[str, View] = {}

    def is_ready(self, doc_id: str) -> bool:
        """Whether a document can be shown without reading its source first."""
        return self.redacted or doc_id in self._views or self._kept(doc_id).is_file()

    def _kept(self, doc_id: str) -> Path:
        return self.cache / f"{doc_id}-{self.version}.json"

    def view(self, doc_id: str) -> View:
        """A document; what the output holds of it, with `trouble`, where its source cannot be shown."""
        with self._lock:
            if doc_id not in self._views:
                self._views[doc_id] = self._read_view(doc_id)
                while len(self._views) > KEPT_VIEWS:
                    del self._views[next(iter(self._views))]
            return self._views[doc_id]

    def _read_view(self, doc_id: str) -> View:
        kept = self._kept(doc_id)
        try:
            if kept.is_file() and not self.redacted:
                return dict(json.loads(kept.read_bytes()))
            parts = self._work(doc_id, partial(file_to_view, self.settings, self.options))
        except KplanError as error:
            return {**published_view(self.index, doc_id), "trouble": error}
        self._keep(kept, parts["view"])
        return dict(json.loads(parts["view"]))

    def picture_kind(self, doc_id: str) -> str | None:
        """How the picture of a page of a document would end: png for a PDF, svg for the HWP family where the output was
        made with a layout, whose pages its rows name; None for what has no pages."""
        form = (self.index.document(doc_id) or {}).get("format")
        return "png" if form == "pdf" else "svg" if self.options.layout and form in WITHOUT_LAYOUT else None

    def page(self, doc_id: str, number: int) -> Picture:
        """A page of a document as a picture. Raises a KplanError where it cannot be shown."""
        kind = self.picture_kind(doc_id)
        if kind is None:
            raise Unsupported(doc_id)
        picture, about = (self.cache / f"{doc_id}-{number}.{ending}" for ending in (kind, "json"))
        with self._lock:
            if self.redacted or not (picture.is_file() and about.is_file()):
                draw: Callable[[bytes, str], dict[str, bytes]] = (
                    partial(file_to_page, number, self.options.password)
                    if kind == "png"
                    else partial(file_to_drawn_page, number, self.options.limits)
                )
                parts = self._work(doc_id, draw)
                self._keep(picture, parts[kind])
                self._keep(about, parts["about"])
            width, height, signs = json.loads(about.read_bytes())
            return Picture(picture.read_bytes(), kind, width, height, signs)

    def _keep(self, file: Path, data: bytes) -> None:
        self.cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = file.with_suffix(f".{os.getpid()}.tmp")
        aside.write_bytes(data)
        os.replace(aside, file)

    def _work(self, doc_id: str, work: "Callable[[bytes, str], Mapping[str, bytes]]") -> dict[str, bytes]:
        """What a worker makes of the document. Raises Withheld, SourceChanged, or why it cannot be read."""
        task = self._task(doc_id)
        pool = Pool(partial(work_on_files, work), 1, LIMITS, accept_parts, PRELOAD)
        ((_, parts),) = run_pool(pool, iter([task]))
        if isinstance(parts, KplanError):
            raise parts
        return dict(parts)

    def each(
        self, doc_ids: Sequence[str], work: "Callable[[bytes, str], Mapping[str, bytes]]"
    ) -> Iterator[tuple[str, dict[str, bytes] | KplanError]]:
        """Documents with what workers make of them, or why that cannot be, as they are done. Raises Withheld."""
        if self.redacted:
            raise Withheld()
        refused: list[tuple[str, KplanError]] = []
        asked: dict[str, str] = {}

        def tasks() -> Iterator[Task]:
            for doc_id in doc_ids:
                try:
                    task = self._task(doc_id)
                except KplanError as error:
                    refused.append((doc_id, error))
                    continue
                asked[task.item.shown] = doc_id
                yield task

        workers = min(os.cpu_count() or 1, max(1, len(doc_ids)), MOST_WORKERS)
        pool = Pool(partial(work_on_files, work), workers, LIMITS, accept_parts, PRELOAD)
        for task, parts in run_pool(pool, tasks()):
            yield asked[task.item.shown], parts
        yield from refused

    def _task(self, doc_id: str) -> Task:
        """A document with its bytes. Raises Withheld, SourceChanged, or why it cannot be read."""
        if self.redacted:
            raise Withheld()
        document = self.index.document(doc_id)
        if document is None:
            raise SourceChanged(doc_id)
        path = os.path.join(self.home, document["path"])
        item = next((one for one in find_inputs([path]) if one.refusal is None), None)
        if item is None:
            raise SourceChanged(document["path"])
        (task,) = read_tasks([item], self.options.limits)
        if task.refusal is not None:
            raise task.refusal
        if hashlib.sha256(task.data).hexdigest() != doc_id:
            raise SourceChanged(document["path"])
        return task
