"""The HWP readers against their peers and against the tables that other decoders agree on. `make bench-hwp`.

Needs the reference documents beside the checkout (../shared/corpus/hwp). Each reader runs in a process of its own over
the same HWP 5 files, already in memory; imports are not counted. A reader's output must hold the text and the tables:
`unhwp json` gives grids with spans as kplan does, `unhwp csv` gives the words of cells without spans, `rhwp` its
document model as JSON text.
"""

import argparse
import ctypes.util
import difflib
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus/hwp"
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
HUGE = 50_000
"""Cells of the table that counts as huge."""
REPEATS = 3


def read_kplan() -> Callable[[bytes], object]:
    from extractors import extract

    return lambda data: extract(data)


def read_unhwp_json() -> Callable[[bytes], object]:
    import unhwp

    def read(data: bytes) -> object:
        result = unhwp.parse_bytes(data)
        return result.text, result.json

    return read


def read_unhwp_csv() -> Callable[[bytes], object]:
    import unhwp

    def read(data: bytes) -> object:
        result = unhwp.parse_bytes(data)
        return result.text, result.get_tables()

    return read


def read_rhwp() -> Callable[[bytes], object]:
    import rhwp

    def read(data: bytes) -> object:
        document = rhwp.Document.from_bytes(data)
        return document.extract_text(), document.to_ir_json()

    return read


CAUSES: dict[str, tuple[str, str]] = {
    "no text in the table": (
        "the scorer pairs tables by the text that they share, so it counts all cells of these as wrong, on both sides",
        "their grids are compared here as they are",
    ),
    "private-use character": (
        "the gold keeps the code point",
        "kplan writes the standard character that it stands for",
    ),
    "form caption": (
        "the gold leaves out the captions of buttons and their state",
        "kplan reads `☐ caption`: it is printed on the page",
    ),
    "overlapped characters": (
        "the gold leaves out characters that are set over each other (글자 겹침)",
        "kplan reads them: a boxed number is the number of its line",
    ),
    "unfilled prompt": (
        "the gold of HWP 5 keeps the prompt of a click-here field that nobody filled in, that of HWPX does not",
        "kplan leaves it out and counts it: it is not printed",
    ),
}
"""Why a cell differs from the gold: what the gold does, and what kplan does. Everything else is an error."""
FORM_MARK = re.compile("[☐☑○◉]")
OVERLAPPED = re.compile("(?:\\d+\u20de?)+")

READERS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "kplan": read_kplan,
    "unhwp json": read_unhwp_json,
    "unhwp csv": read_unhwp_csv,
    "rhwp": read_rhwp,
}


def documents(magic: bytes) -> list[Path]:
    paths = (path for path in sorted(CORPUS.glob("*.hwp*")) if path.suffix != ".jsonl")
    return [path for path in paths if path.read_bytes()[:4] == magic]


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def time_reader(name: str) -> dict[str, Any]:
    """CPU seconds of each HWP 5 file (the best of REPEATS), failures, and peak memory; run in a process of its own."""
    read = READERS[name]()
    files = [(path.name, path.read_bytes()) for path in documents(OLE)]
    start = peak_megabytes()
    seconds: dict[str, float] = {}
    failed = 0
    for repeat in range(REPEATS):
        for path, data in files:
            began = time.process_time()
            try:
                read(data)
            except Exception:
                failed += repeat == 0
            spent = time.process_time() - began
            seconds[path] = min(spent, seconds.get(path, spent))
    return {"seconds": seconds, "failed": failed, "peak": peak_megabytes(), "start": start}


def run_reader(name: str) -> dict[str, Any] | None:
    """None where the reader cannot be imported. rhwp's wheel needs the system's FreeType loaded before its own."""
    environment = dict(os.environ)
    if name == "rhwp":
        environment["LD_PRELOAD"] = ctypes.util.find_library("freetype") or ""
    command = [sys.executable, __file__, "--reader", name]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return dict(json.loads(done.stdout))


def print_speed() -> None:
    results = {name: result for name in READERS if (result := run_reader(name)) is not None}
    own = results["kplan"]
    print(f"HWP 5, {len(own['seconds'])} files: CPU seconds of reading text and tables; peak memory in MB")
    print(
        f"{'reader':12}{'sum':>8}{'median':>9}{'slowest':>9}{'kplan is':>10}{'peak':>8}{'over start':>12}{'failed':>8}"
    )
    for name, result in results.items():
        seconds = result["seconds"]
        total = sum(seconds.values())
        ratio = sum(own["seconds"].values()) / total
        print(
            f"{name:12}{total:8.3f}{statistics.median(seconds.values()):9.4f}{max(seconds.values()):9.3f}"
            f"{ratio:9.2f}x{result['peak']:8.0f}{result['peak'] - result['start']:12.0f}{result['failed']:8}"
        )


def load_scorer() -> ModuleType:
    """../shared/score/tables, a script without an ending."""
    loader = SourceFileLoader("score_tables", str(SHARED / "score/tables"))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


def document_tables(document: Any) -> list[dict[str, Any]]:
    """Tables of the body, then those beside it, as lines of the scorer's format."""
    from pipeline.commands.tables import table_to_line
    from schemas.document import tables_in

    parts = [document.blocks, *(aside.blocks for aside in document.asides)]
    return [table_to_line(table) for part in parts for table in tables_in(part)]


def like_for_like(
    tables: list[dict[str, Any]], fold: Callable[[str], str]
) -> tuple[list[dict[str, Any]], Counter[str]]:
    """Tables with text, private-use characters as kplan writes them; and the grids of tables without any text.

    The scorer matches tables by the text that they share, so an empty table can match none.
    """
    from extractors.hwp_characters import map_private

    written, empty = [], Counter[str]()
    for table in tables:
        cells = [{**cell, "text": map_private(cell["text"])[0], "stored": cell["text"]} for cell in table["cells"]]
        if any(fold(cell["text"]) for cell in cells):
            written.append({**table, "cells": cells})
        else:
            empty[json.dumps([table["n_rows"], table["n_cols"], positions(table)])] += 1
    return written, empty


def position(cell: dict[str, Any]) -> tuple[int, int, int, int]:
    return cell["row"], cell["col"], cell["row_span"], cell["col_span"]


def positions(table: dict[str, Any]) -> list[tuple[int, int, int, int]]:
    return sorted(map(position, table["cells"]))


def differences(
    scorer: ModuleType, gold: list[dict[str, Any]], got: list[dict[str, Any]], n_prompts: int
) -> Iterator[tuple[str | None, str, str]]:
    """For each cell of the gold that the scorer counts as wrong: the cause (None: an error), its text and kplan's.

    n_prompts  how many prompts the reader says that it left out: no more cells can lack theirs
    """
    (written, empty), (got_written, got_empty) = (like_for_like(one, scorer.fold) for one in (gold, got))
    for grid, count in (empty & got_empty).items():
        for _ in range(count * len(json.loads(grid)[2])):
            yield "no text in the table", "", ""
    for grid in ((empty - got_empty) + (got_empty - empty)).elements():
        yield None, grid, ""
    matched, _ = scorer.match(written, got_written)
    left = [number for number in range(len(got_written)) if number not in matched.values()]
    for number, table in enumerate(written):
        if number not in matched:  # all of its text differs: the first that is left with the same cells
            alike = (other for other in left if positions(got_written[other]) == positions(table))
            other = next(alike, None)
            if other is not None:
                matched[number] = other
                left.remove(other)
    for number in left:
        yield from ((None, "", cell["text"]) for cell in got_written[number]["cells"])
    for number, table in enumerate(written):
        other = got_written[matched[number]]["cells"] if number in matched else []
        found = {position(cell): scorer.fold(cell["text"]) for cell in other}
        for cell in table["cells"]:
            text, read = scorer.fold(cell["text"]), found.pop(position(cell), None)
            if text == read:
                if scorer.fold(cell["stored"]) != text:
                    yield "private-use character", cell["stored"], read
            elif read is not None:
                cause = cause_of(text, read)
                n_prompts -= cause == "unfilled prompt"
                yield None if n_prompts < 0 else cause, text, read
            else:
                yield None, text, ""
        for read in found.values():
            yield None, "", read


def prompts_left_out(document: Any) -> int:
    return sum(finding.numbers["count"] for finding in document.findings if finding.rule == "prompt_left_out")


def cause_of(text: str, read: str) -> str | None:
    """Why kplan reads a cell otherwise; None where the pieces that differ are not all of one known kind."""
    steps = difflib.SequenceMatcher(None, text, read, autojunk=False).get_opcodes()
    pieces = [(step, text[a:b], read[c:d]) for step, a, b, c, d in steps if step != "equal"]
    if all(step == "insert" and OVERLAPPED.fullmatch(more) for step, _, more in pieces):
        return "overlapped characters"
    if all(step == "insert" for step, _, _ in pieces) and FORM_MARK.match(pieces[0][2]):
        return "form caption"
    return "unfilled prompt" if text and not read else None


def f1(scorer: ModuleType, pairs: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]], structure: bool) -> float:
    """Over all cells of all files."""
    shared = n_gold = n_got = 0
    for gold, got in pairs:
        matched, _ = scorer.match(gold, got)
        left = [scorer.keys(table, structure) for table in gold]
        right = [scorer.keys(table, structure) for table in got]
        shared += sum(scorer.overlap(left[i], right[j]) for i, j in matched.items())
        n_gold += sum(sum(counts.values()) for counts in left)
        n_got += sum(sum(counts.values()) for counts in right)
    return 2 * shared / (n_gold + n_got)


def print_scores(misses: int) -> None:
    from extractors import extract
    from schemas.errors import KplanError

    scorer = load_scorer()
    print("\nagainst the tables of the agreeing decoders")
    print(f"{'format':8}{'files':>6}{'tables':>8}{'cells':>8}{'structure F1':>14}{'text F1':>9}   how")
    reasons: dict[str, list[str]] = {}
    for name, magic in (("HWP 5", OLE), ("HWPX", ZIP)):
        raw, alike = [], []
        by_cause: dict[str | None, Counter[str]] = defaultdict(Counter)
        for path in documents(magic):
            gold_path = path.with_name(path.name + ".tables.jsonl")
            try:
                if not gold_path.exists():
                    continue
                document = extract(path.read_bytes(), path.name)
                gold, got = scorer.load(gold_path), document_tables(document)
            except KplanError as error:
                print(f"  {path.name}: {error.reason}")
                continue
            raw.append((gold, got))
            alike.append((like_for_like(gold, scorer.fold)[0], like_for_like(got, scorer.fold)[0]))
            shown = 0
            for cause, text, read in differences(scorer, gold, got, prompts_left_out(document)):
                by_cause[cause][path.name] += 1
                if cause != "no text in the table" and (cause is None or shown < misses):
                    shown += 1
                    print(f"  {path.name}: {cause or 'ERROR'}: {text[:60]} -> {read[:60]}")
        for pairs, how in ((raw, "as scored"), (alike, "like for like")):
            n_tables = sum(len(gold) for gold, _ in pairs)
            n_cells = sum(len(table["cells"]) for gold, _ in pairs for table in gold)
            scores = [f1(scorer, pairs, structure) for structure in (True, False)]
            print(f"{name:8}{len(pairs):6}{n_tables:8}{n_cells:8}{scores[0]:14.5f}{scores[1]:9.5f}   {how}")
        reasons[name] = [cause_line(cause, by_cause[cause]) for cause in (*CAUSES, None)]
    print("like for like: without tables that hold no text, private-use characters as kplan writes them")
    for name, lines in reasons.items():
        print(f"\n{name}: cells that are scored as wrong, and why", *lines, sep="\n")
    print("\n" + "\n".join(f"{cause}: {gold}; {own}" for cause, (gold, own) in CAUSES.items()))


def cause_line(cause: str | None, files: Counter[str]) -> str:
    """A cause, how many cells in how many files, and the files with the most."""
    first = ", ".join(f"{file} {count}" for file, count in files.most_common(8))
    more = f", {len(files) - 8} files more" if len(files) > 8 else ""
    return f"{cause or 'ERROR of kplan':24}{files.total():6} cells in {len(files):3} files  {first}{more}"


def print_outcomes() -> None:
    """How every file of the corpus ends, and the time of the huge table."""
    from extractors import extract
    from schemas.errors import KplanError

    outcomes: Counter[str] = Counter()
    n_hollow = 0
    for path in sorted(CORPUS.glob("*.h*")):
        if path.suffix == ".jsonl":
            continue
        data = path.read_bytes()
        began = time.process_time()
        try:
            document = extract(data, path.name)
        except KplanError as error:
            outcomes[f"{error.reason} ({error.detail[:40]})"] += 1
            continue
        spent = time.process_time() - began
        outcomes[f"{document.source.format} {'partial' if document.partial else 'ok'}"] += 1
        n_hollow += not document.blocks
        largest = max((len(table.cells) for table in document.tables()), default=0)
        if largest > HUGE:
            print(f"\ntable of {largest:,} cells: {spent:.2f} s of CPU")
    print("outcomes: " + ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))
    print(f"ok with an empty body: {n_hollow}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", choices=READERS, help="time one reader and print JSON")
    parser.add_argument("--misses", type=int, default=0, help="differing cells to show of each file")
    arguments = parser.parse_args()
    if not CORPUS.is_dir():
        sys.exit(f"reference documents are not beside the checkout: {SHARED.name}/")
    if arguments.reader:
        print(json.dumps(time_reader(arguments.reader)))
        return
    print_speed()
    print_scores(arguments.misses)
    print_outcomes()


if __name__ == "__main__":
    main()
