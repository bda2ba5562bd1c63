"""What a caller names (files, folders, globs, a list on standard input, zip archives) to single files.

A folder gives its files in the order of their names; hidden files and the litter of desktops are left out.
Symbolic links are not followed out of the folder, special files are refused: both stand in documents with their
reason. An archive is read in place, stored and deflate only, under caps. A name is bytes: what is not UTF-8 is
shown escaped; what is shown is NFC. A path that kplan has shown is taken again as a name, an entry of an archive too.
"""

import glob
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from schemas.errors import Corrupt, Encrypted, KplanError, LimitExceeded, NoInput, Unreadable, Unsupported
from schemas.options import DEFAULT_OPTIONS, Limits
from schemas.records import DATASETS

LITTER = ("Thumbs.db", "desktop.ini")
OUTPUT_MARKS = ("run.json", "kplan.duckdb")
"""A folder with these is an output of kplan."""
OUTPUT_FILES = (*OUTPUT_MARKS, "lineage.jsonl", "decisions.jsonl")
OUTPUT_FOLDERS: dict[str, tuple[bytes, ...]] = {
    **dict.fromkeys(DATASETS, (b".parquet",)),
    "csv": (b".csv", b".json"),
    "export": (b".csv", b".json", b".xlsx"),
}
"""Folders of an output, and how the names of the files that kplan writes there end."""
ZIP_MAGIC = b"PK\x03\x04"
ARCHIVE_RATIO = 200
"""An archive may unpack to this many times its size (plain text and HWPX deflate to about a tenth)."""
UTF8_NAME = 0x800
"""General purpose bit 11 of a zip entry: its name is UTF-8 (APPNOTE 4.4.4)."""
ENCRYPTED = 0x1
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What no name shows, and what XML, spreadsheets or terminals do not take."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to convert.

    shown      path for people, `archive.zip!name` for an entry of an archive
    path       path for the system: of the file, or of the archive
    entry      number of the entry in the archive's directory, None for a file
    signature  what changes when the file does: size, times, inode; for an entry its archive's and its own
    refusal    why it is not read at all
    absent     there is nothing under the name that was given: no file, or a folder without files
    """

    shown: str
    path: bytes
    entry: int | None = None
    signature: str = ""
    refusal: KplanError | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked at below the names that are given.

    skip          a folder that is left out, as its real path
    limits        of archives
    follow_links  symbolic links that lead out of a folder are followed too
    """

    skip: bytes | None = None
    limits: Limits = DEFAULT_OPTIONS.limits
    follow_links: bool = False


def find_inputs(paths: Iterable[str], search: Search = Search(), listed: Iterable[str] = ()) -> Iterator[Input]:
    """Every file that `paths` name, each once; `-` stands for `listed`.

    Two files that would be shown alike (two entries of one name in an archive) are told apart by `#2`: the shown path
    is the key of a document."""
    yield from _told_apart(_expand_all(paths, search, listed))


def _told_apart(items: Iterable[Input]) -> Iterator[Input]:
    """Each input once, shown by a name of its own."""
    seen: set[tuple[bytes, int | None]] = set()
    names: Counter[str] = Counter()
    for item in items:
        if (item.path, item.entry) in seen:
            continue
        seen.add((item.path, item.entry))
        shown = item.shown
        while names[shown]:
            names[item.shown] += 1
            shown = f"{item.shown}#{names[item.shown]}"
        names[shown] += 1
        yield item if shown == item.shown else replace(item, shown=shown)


def _expand_all(paths: Iterable[str], search: Search, listed: Iterable[str]) -> Iterator[Input]:
    for path in paths:
        if path == "-":
            for line in listed:
                yield from _expand_named(line, search)
        else:
            yield from _expand_named(path, search)


def _expand_named(path: str, search: Search) -> Iterator[Input]:
    """A file, a folder, an entry of an archive or a glob; a name in another Unicode form, or as it is shown, is found
    too."""
    if (found := resolve(path)) is not None:
        yield from _expand(found, search)
        return
    entries = list(_named_entries(path, search.limits))
    if entries:
        yield from entries
        return
    if glob.has_magic(path):
        matches = sorted(os.fsencode(match) for match in glob.glob(path, recursive=True))
        for match in matches:
            if not _is_own(match, search.skip):
                among_own = _is_output(os.path.dirname(match) or b".", search.skip)
                yield from (item for item in _expand(match, search) if not (item.absent and among_own))
        if matches:
            return
    yield refuse(os.fsencode(path), Unreadable("no such file"), absent=True)


def resolve(path: str) -> bytes | None:
    """The path on disk that a name means, None where there is none: as it is, or part by part as it would be shown."""
    if os.path.lexists(path):
        return os.fsencode(path)
    whole = b"/" if path.startswith("/") else b""
    for part in path.split("/"):
        if part in ("", "."):
            continue
        step = os.path.join(whole, os.fsencode(part))
        if part != ".." and not os.path.lexists(step):
            shown = plain_name(part)
            try:
                names = sorted(os.listdir(whole or b"."))
            except OSError:
                return None
            same = next((name for name in names if show(name) == shown), None)
            if same is None:
                return None
            step = os.path.join(whole, same)
        whole = step
    return whole or None


def _named_entries(path: str, limits: Limits) -> Iterator[Input]:
    """The entry that `archive.zip!name` names, where the archive is there."""
    parts = path.split("!")
    for count in range(1, len(parts)):
        archive = resolve("!".join(parts[:count]))
        if archive is not None and os.path.isfile(archive):
            wanted = f"{show(archive)}!{plain_name('!'.join(parts[count:]))}"
            yield from (item for item in _told_apart(_expand_file(archive, limits)) if item.shown == wanted)


def _expand(path: bytes, search: Search) -> Iterator[Input]:
    if not os.path.isdir(path):
        yield from _expand_file(path, search.limits)
        return
    found = False
    for item in _walk(path, search):
        found = True
        yield item
    if not found:
        yield refuse(path, NoInput(), absent=True)


def _is_output(folder: bytes, skip: bytes | None) -> bool:
    """A folder that kplan writes: the one of this run, or one that holds what it writes last."""
    if skip is not None and os.path.realpath(folder) == skip:
        return True
    return all(os.path.isfile(os.path.join(folder, name.encode())) for name in OUTPUT_MARKS)


def _is_own(path: bytes, skip: bytes | None) -> bool:
    """Something that kplan wrote, directly in an output or in a folder of it."""
    folder, name = os.path.split(path)
    if _is_output(folder or b".", skip):
        return name.decode("utf-8", "replace") in OUTPUT_FILES
    parent, room = os.path.split(folder)
    suffixes = OUTPUT_FOLDERS.get(room.decode("utf-8", "replace"), ())
    return name.endswith(suffixes) and _is_output(parent or b".", skip)


def _walk(top: bytes, search: Search) -> Iterator[Input]:
    """Files below a folder, depth first in the order of their names; outputs of kplan are left out. As deep as the
    system's paths go: nothing here calls itself."""
    root = os.path.realpath(top)
    visited = {root}
    waiting = _entries_of(top)
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Input):
            yield entry
        elif entry.is_symlink():
            target = os.path.realpath(entry.path)
            inside = os.path.commonpath([root, target]) == root
            if not inside and not search.follow_links:
                yield refuse(entry.path, Unreadable("symbolic link leads out of the folder"))
            elif not os.path.isdir(target):
                yield from _expand_file(entry.path, search.limits)
            elif not inside and target not in visited and not _is_output(target, search.skip):
                visited.add(target)
                waiting += _entries_of(entry.path)
        elif entry.is_dir():
            if not _is_output(entry.path, search.skip):
                waiting += _entries_of(entry.path)
        elif not _is_own(entry.path, search.skip):
            yield from _expand_file(entry.path, search.limits)


def _entries_of(folder: bytes) -> "list[os.DirEntry[bytes] | Input]":
    """What stands in a folder, the last name first; the folder as a refused input where it cannot be read."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        return [refuse(folder, Unreadable(error.strerror or str(error)))]
    return [entry for entry in entries if not _is_litter(entry.name)]


def _is_litter(name: bytes) -> bool:
    return name.startswith((b".", b"~$")) or name.decode("utf-8", "replace") in LITTER


def _expand_file(path: bytes, limits: Limits) -> Iterator[Input]:
    """The file itself, or the entries of an archive that is not a document."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            yield refuse(path, Unreadable("not a regular file"))
            return
        with open(path, "rb") as file:
            is_zip = file.read(4) == ZIP_MAGIC
    except OSError as error:
        yield refuse(path, Unreadable(error.strerror or str(error)))
        return
    signature = f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
    if is_zip and _is_archive(path, signature):
        yield from _entries(path, signature, status.st_size, limits)
    else:
        yield Input(show(path), path, None, signature)


def _is_archive(path: bytes, signature: str) -> bool:
    """True for a zip that is a folder of files, not a document (HWPX, DOCX, ...); a damaged one is read as a file."""
    try:
        names = _open_archive(path, signature).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return not any(name == "mimetype" or name.startswith(("Contents/", "word/", "xl/", "ppt/")) for name in names)


@lru_cache(maxsize=4)
def _open_archive(path: bytes, signature: str) -> zipfile.ZipFile:
    """The archive as it was when its signature was taken. Raises what zipfile raises."""
    return zipfile.ZipFile(os.fsdecode(path))


def _entries(path: bytes, signature: str, size: int, limits: Limits) -> Iterator[Input]:
    entries = _open_archive(path, signature).infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.archive_entries:
        yield refuse(path, LimitExceeded(f"{len(entries)} entries > {limits.archive_entries}"))
        return
    if sum(entry.compress_size for entry in entries) > size or unpacked > ARCHIVE_RATIO * size + limits.total_bytes:
        yield refuse(path, LimitExceeded(f"archive of {size} bytes claims {unpacked} bytes"))
        return
    found = False
    for number, entry in enumerate(entries):
        name = entry_name(entry)
        base = name.rsplit("/", 1)[-1]
        if entry.is_dir() or base.startswith((".", "~$")) or base in LITTER or name.startswith("__MACOSX/"):
            continue
        found = True
        own = f"{signature}:{number}:{entry.header_offset}:{entry.CRC}:{entry.file_size}"
        yield Input(f"{show(path)}!{plain_name(name)}", path, number, own)
    if not found:
        yield refuse(path, NoInput())


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry: UTF-8 where it says so, else UTF-8 or CP949, whichever decodes (Windows writes CP949)."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    raw = entry.orig_filename.encode("cp437")
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def read_input(item: Input, limits: Limits) -> bytes:
    """The bytes of a file or of an archive's entry.

    Raises Unreadable, LimitExceeded, Encrypted, Corrupt or Unsupported.
    """
    if item.refusal is not None:
        raise item.refusal
    try:
        data = _read_file(item, limits) if item.entry is None else _read_entry(item, item.entry, limits)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise Corrupt(f"{type(error).__name__}: {error}") from error
    if len(data) > limits.file_bytes:
        raise LimitExceeded(f"more than {limits.file_bytes} bytes")
    return data


def _read_file(item: Input, limits: Limits) -> bytes:
    """Opened without waiting, so that a pipe put in the file's place cannot stop the batch."""
    with open(os.open(item.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable("not a regular file")
        return file.read(limits.file_bytes + 1)


def _read_entry(item: Input, number: int, limits: Limits) -> bytes:
    signature = item.signature.rsplit(":", 4)[0]
    archive = _open_archive(item.path, signature)
    entry = archive.infolist()[number]
    if entry.flag_bits & ENCRYPTED:
        raise Encrypted("zip entry")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unsupported(f"zip compression method {entry.compress_type}")
    with archive.open(entry) as file:
        return file.read(limits.file_bytes + 1)


def refuse(path: bytes, error: KplanError, absent: bool = False) -> Input:
    """An input that is listed with its reason and never read."""
    return Input(show(path), path, refusal=error, absent=absent)


def require_some(inputs: Iterable[Input]) -> Iterator[Input]:
    """The same inputs. Raises what is wrong with the names before the first is given, where all are absent."""
    found = iter(inputs)
    absent: list[Input] = []
    for item in found:
        if not item.absent:
            return chain(absent, (item,), found)
        absent.append(item)
    if len(absent) == 1 and (refusal := absent[0].refusal) is not None:
        raise type(refusal)(": ".join(filter(None, (absent[0].shown, refusal.detail))))
    raise NoInput(", ".join(item.shown for item in absent))


def show(path: bytes) -> str:
    """A path for people, in NFC: bytes that are not UTF-8 stand as `\\xb0`, and so do characters that steer a
    terminal."""
    return plain_name(path.decode("utf-8", "backslashreplace"))


def plain_name(name: str) -> str:
    """A name in NFC with its control characters and halves of UTF-16 pairs escaped."""
    composed = unicodedata.normalize("NFC", name)
    return UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), composed)
