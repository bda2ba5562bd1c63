"""What an output holds from earlier runs beside what this run names: an archive grows, nothing falls out in silence.

A document whose file lies under a name of this run (a folder, a glob, an archive) belongs to this run: where its file
is gone, so is the document, and the run says so. A document that came from elsewhere stays.
"""

import fnmatch
import glob
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.inputs import Input, resolve

JOURNAL = "journal.sqlite"
NO_ENTRY = -1


@dataclass(frozen=True, slots=True)
class Earlier:
    """Inputs of the last run: those that stay, and how each that may fall out was shown by its path and entry."""

    kept: tuple[Input, ...] = ()
    named: tuple[Input, ...] = ()


def read_earlier(state: Path, names: Iterable[str], folder: str) -> Earlier:
    """The inputs that the last run listed, parted by whether a name of this run covers them. `folder` is the working
    folder of that run, which its relative paths are about."""
    if not (state / JOURNAL).exists():
        return Earlier()
    covers = [cover for name in names for cover in name_to_covers(name)]
    parts: tuple[list[Input], list[Input]] = ([], [])
    with sqlite3.connect(f"file:{state / JOURNAL}?mode=ro", uri=True) as connection:
        try:
            rows = connection.execute("SELECT shown, path, entry, signature FROM input ORDER BY id").fetchall()
        except sqlite3.OperationalError:
            return Earlier()
    connection.close()
    for shown, path, entry, signature in rows:
        whole = os.path.abspath(os.path.join(os.fsencode(folder), path))
        elsewhere = folder != os.getcwd() and os.path.exists(whole)
        item = Input(shown, whole if elsewhere else path, None if entry == NO_ENTRY else entry, signature)
        parts[any(is_covered(whole, cover) for cover in covers)].append(item)
    return Earlier(tuple(parts[0]), tuple(parts[1]))


def name_to_covers(name: str) -> Iterator[bytes]:
    """The whole path of what a name stands for; of a glob the pattern. `-` covers nothing."""
    if name == "-":
        return
    found = resolve(name)
    if found is None and not glob.has_magic(name):
        found = resolve(name.partition("!")[0])
    yield os.path.abspath(found if found is not None else os.fsencode(name))


def is_covered(path: bytes, cover: bytes) -> bool:
    """The same path, one below it, or one that a glob may give."""
    return path == cover or path.startswith(cover.rstrip(b"/") + b"/") or fnmatch.fnmatchcase(path, cover)


def count_kept(earlier: Earlier, seen: set[tuple[bytes, int | None]]) -> int:
    """How many documents of earlier runs stay beside those of this one."""
    return sum((os.path.abspath(item.path), item.entry) not in seen for item in earlier.kept)


def fallen_out(earlier: Earlier, seen: set[tuple[bytes, int | None]]) -> list[str]:
    """The documents of earlier runs that this one covers and has not found."""
    return [item.shown for item in earlier.named if (os.path.abspath(item.path), item.entry) not in seen]


def follow(found: Iterable[Input], kept: Iterable[Input], seen: set[tuple[bytes, int | None]]) -> Iterator[Input]:
    """The inputs of this run, then those of earlier ones that are not among them. `seen` is filled with this run's."""
    for item in found:
        seen.add((os.path.abspath(item.path), item.entry))
        yield item
    for item in kept:
        if (os.path.abspath(item.path), item.entry) not in seen:
            yield item
