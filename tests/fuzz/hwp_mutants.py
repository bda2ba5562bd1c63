"""Damaged files of the HWP family, and what must hold for each.

    python tests/fuzz/hwp_mutants.py FOLDER --mutants 20000 [--seed 1]

takes the documents of a folder as seeds. A mutant may be read, read in part, or refused with a reason. It may not
raise anything else, take more than 5 seconds of CPU, or count as read in whole with text lost after a record, a part
or the end of the file was cut away.
"""

import argparse
import io
import random
import signal
import sys
import time
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import olefile

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hwp_builders import Record, compound_file, deflate, serialize

from extractors import extract
from schemas.document import Document, Text, tables_in, texts_in
from schemas.errors import KplanError

CPU_SECONDS = 5.0
OLE, ZIP, HWP3 = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"HWP Document File V3"


class TooSlow(Exception):
    """A mutant kept the reader busy."""


@dataclass(frozen=True)
class Mutant:
    """data; how it was made; whether something was cut away, so that a whole reading must show all of the text."""

    data: bytes
    kind: str
    cut: bool = False


@dataclass
class Tally:
    """What became of the mutants, and those that broke a rule."""

    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, Mutant]] = field(default_factory=list)
    slowest: float = 0.0


def shown_text(document: Document) -> Counter[str]:
    """Every character of the document, beside the body too."""
    counts: Counter[str] = Counter()
    for blocks in (document.blocks, *(aside.blocks for aside in document.asides)):
        for text in texts_in(blocks):
            counts.update(text.text)
        for table in tables_in(blocks):
            counts.update(table.caption or "")
    return Counter({sign: count for sign, count in counts.items() if not sign.isspace()})


def read_records(data: bytes) -> list[Record]:
    records: list[Record] = []
    position = 0
    while position + 4 <= len(data):
        head = int.from_bytes(data[position : position + 4], "little")
        size, position = head >> 20, position + 4
        if size == 0xFFF:
            size, position = int.from_bytes(data[position : position + 4], "little"), position + 4
        records.append((head & 0x3FF, head >> 10 & 0x3FF, data[position : position + size]))
        position += size
    return records


def flip_bytes(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 4, 16, 64))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(changed)


def overwrite(data: bytes, rng: random.Random) -> bytes:
    """A stretch of zeros, of ones, or of other bytes of the same file."""
    length = rng.choice((4, 64, 512, 4096))
    at = rng.randrange(len(data))
    source = rng.randrange(len(data))
    patch = rng.choice((bytes(length), b"\xff" * length, data[source : source + length]))
    return data[:at] + patch + data[at + len(patch) :]


def raw_mutant(data: bytes, rng: random.Random) -> Mutant:
    kind = rng.choice(("flip", "overwrite", "truncate", "header"))
    if kind == "truncate":
        return Mutant(data[: rng.randrange(1, len(data))], "raw truncate", cut=True)
    if kind == "header":
        return Mutant(flip_bytes(data[:512], rng) + data[512:], "raw header")
    return Mutant((flip_bytes if kind == "flip" else overwrite)(data, rng), f"raw {kind}")


def stream_mutant(data: bytes, rng: random.Random) -> Mutant:
    """A change of the plain records of an HWP 5 file, with sums that agree again."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        streams = {
            "/".join(entry): container.openstream(entry).read()
            for entry in container.listdir()
            if entry[0] in ("FileHeader", "DocInfo", "BodyText")
        }
    paths = [path for path in streams if path != "FileHeader"]
    bodies = [path for path in paths if path != "DocInfo"]
    if streams["FileHeader"][36] & 5 != 1 or not bodies:
        return raw_mutant(data, rng)
    path = rng.choice(bodies if rng.random() < 0.85 else paths)
    plain = zlib.decompressobj(-15).decompress(streams[path])
    kind = rng.choice(("cut", "drop", "shorten", "flip", "level", "twice", "stream"))
    in_body = path != "DocInfo"
    if kind == "stream" and in_body:
        del streams[path]
        return Mutant(compound_file(streams), "stream missing", cut=True)
    if kind == "cut":
        plain = plain[: rng.randrange(len(plain))]
    elif kind == "flip":
        plain = flip_bytes(plain, rng)
    else:
        records = read_records(plain)
        at = rng.randrange(len(records))
        tag, level, body = records[at]
        if kind == "shorten":
            records[at] = (tag, level, body[: rng.randrange(len(body) + 1)])
        elif kind == "level":
            records[at] = (tag, rng.choice((0, level + 1, max(level - 1, 0), 1023)), body)
        elif kind == "twice":
            records.insert(at, records[rng.randrange(len(records))])
        else:
            del records[at]
        plain = serialize(records)
    streams[path] = deflate(plain)
    return Mutant(compound_file(streams), f"record {kind}", cut=in_body and kind in ("cut", "drop"))


def part_mutant(data: bytes, rng: random.Random) -> Mutant:
    """A change of one part of an HWPX file, packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.startswith(("BinData", "Preview"))}
    sections = [name for name in parts if "section" in name]
    if not sections:
        return raw_mutant(data, rng)
    name = rng.choice(sections if rng.random() < 0.8 else list(parts))
    kind = rng.choice(("cut", "flip", "overwrite", "missing"))
    if kind == "missing":
        del parts[name]
    elif kind == "cut":
        parts[name] = parts[name][: rng.randrange(len(parts[name]) + 1)]
    elif parts[name]:
        parts[name] = (flip_bytes if kind == "flip" else overwrite)(parts[name], rng)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return Mutant(buffer.getvalue(), f"part {kind}", cut=name in sections and kind in ("cut", "missing"))


def body_mutant(data: bytes, rng: random.Random) -> Mutant:
    """A change of the plain body of an HWP 3 file, deflated again."""
    start = 30 + 128 + 1008 + int.from_bytes(data[156:158], "little")
    if not data[154]:
        return raw_mutant(data, rng)
    plain = zlib.decompressobj(-15).decompress(data[start:])
    kind = rng.choice(("cut", "flip", "overwrite"))
    if kind == "cut":
        plain = plain[: rng.randrange(len(plain))]
    else:
        plain = (flip_bytes if kind == "flip" else overwrite)(plain, rng)
    return Mutant(data[:start] + deflate(plain), f"body {kind}", cut=kind == "cut")


def mutate(data: bytes, rng: random.Random) -> Mutant:
    """A mutant of a sound file."""
    if rng.random() < 0.4:
        return raw_mutant(data, rng)
    if data.startswith(OLE):
        return stream_mutant(data, rng)
    if data.startswith(ZIP):
        return part_mutant(data, rng)
    if data.startswith(HWP3):
        return body_mutant(data, rng)
    return raw_mutant(data, rng)


def examine(mutant: Mutant, original: Counter[str], tally: Tally) -> None:
    """Read a mutant and hold it against the rules."""
    began = time.process_time()
    try:
        document = extract(mutant.data)
        lost = original - shown_text(document)
        outcome = "partial" if document.partial else "ok"
        if mutant.cut and lost and not document.partial and document.source.format != "text":
            tally.broken.append((f"silent loss of {sum(lost.values())} characters", mutant))
        if not any(not isinstance(block, Text) or block.text or block.marker for block in document.blocks):
            tally.broken.append(("empty body", mutant))
    except KplanError as error:
        outcome = error.reason
    except Exception as error:
        outcome = f"raw {type(error).__name__}"
        tally.broken.append((f"{type(error).__name__}: {error}", mutant))
    spent = time.process_time() - began
    tally.slowest = max(tally.slowest, spent)
    if spent > CPU_SECONDS:
        tally.broken.append((f"{spent:.1f} s of CPU", mutant))
    tally.outcomes[outcome] += 1
    tally.kinds[mutant.kind] += 1


def stop(*_: object) -> None:
    raise TooSlow(f"more than {2 * CPU_SECONDS} s of CPU")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest", type=int, default=300_000, help="bytes of a seed")
    parser.add_argument("--keep", type=Path, help="folder for mutants that break a rule")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    signal.signal(signal.SIGVTALRM, stop)
    seeds = []
    for path in sorted(arguments.folder.glob("*.h*")):
        data = path.read_bytes()
        if len(data) > arguments.largest or path.suffix == ".jsonl":
            continue
        try:
            seeds.append((data, shown_text(extract(data))))
        except KplanError:
            continue
    print(f"{len(seeds)} seeds")
    tally = Tally()
    for number in range(arguments.mutants):
        data, original = rng.choice(seeds)
        mutant = mutate(data, rng)
        before = len(tally.broken)
        signal.setitimer(signal.ITIMER_VIRTUAL, 2 * CPU_SECONDS)
        examine(mutant, original, tally)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        for reason, broken in tally.broken[before:]:
            print(number, broken.kind, reason, flush=True)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}.bin").write_bytes(broken.data)
    print(f"{arguments.mutants} mutants, {len(tally.broken)} broke a rule, slowest {tally.slowest:.2f} s of CPU")
    print("outcomes", dict(tally.outcomes.most_common()))
    print("kinds", dict(tally.kinds.most_common()))
    sys.exit(1 if tally.broken else 0)


if __name__ == "__main__":
    main()
