"""What is done: a SQLite journal keyed by content and by the version of everything that made it.

A document counts as done when one transaction has named the segment that holds it. Start-up removes segments that no
transaction names, so that a kill at any point costs at most the documents of one uncommitted segment.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pipeline.engine.outcome import Outcome, failure_to_outcome
from pipeline.engine.segments import is_whole, outcomes_to_table, reached, segment_name, write_segment
from pipeline.inputs import Input, read_input
from schemas.errors import Busy, KplanError, StateDamaged
from schemas.options import Limits

TABLES = """
CREATE TABLE IF NOT EXISTS segment (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS document (
    id INTEGER PRIMARY KEY, content BLOB NOT NULL, version BLOB NOT NULL, status TEXT NOT NULL, reason TEXT,
    segment INTEGER NOT NULL, place INTEGER NOT NULL, UNIQUE (content, version));
CREATE TABLE IF NOT EXISTS file (
    path BLOB NOT NULL, entry INTEGER NOT NULL, signature TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (path, entry));
CREATE TABLE IF NOT EXISTS input (
    id INTEGER PRIMARY KEY, shown TEXT NOT NULL, path BLOB NOT NULL, entry INTEGER NOT NULL, signature TEXT NOT NULL,
    content BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS input_content ON input (content);
CREATE INDEX IF NOT EXISTS input_path ON input (path, entry);
CREATE TABLE IF NOT EXISTS publication (id INTEGER PRIMARY KEY CHECK (id = 1), fingerprint TEXT NOT NULL);
"""
JOURNAL = "journal.sqlite"
NO_ENTRY = -1
"""Entry of a plain file: SQLite takes no NULL for equal to another."""
LISTED_PER_TRANSACTION = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """An input with its finished document: which segment holds it, and in which row."""

    shown: str
    content: bytes
    segment: str
    place: int
    first: bool


class Journal:
    """The state folder of one output. Only one process may hold it. Raises Busy where another does, StateDamaged where
    the journal cannot be read and is not to be made anew.

    version   fingerprint of code, rules and settings: documents made by another are not taken for done
    heal      a journal that cannot be read is made anew; its documents are then read again
    """

    def __init__(self, folder: Path, version: str, heal: bool = False) -> None:
        self.folder = folder
        self.segments = folder / "segments"
        self.segments.mkdir(parents=True, exist_ok=True)
        self._lock = open(folder / "lock", "w")  # noqa: SIM115, held as long as the journal is open
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            raise Busy(str(folder.parent)) from error
        self.version_text = version
        self.version = bytes.fromhex(version)
        try:
            self.connection = open_journal(folder / JOURNAL, heal)
            self._forget_lost_segments()
            self._remove_unknown_segments()
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._lock.close()

    def _forget_lost_segments(self) -> None:
        """Documents whose segment is gone or is no Parquet any more are not done: they are read again."""
        for number, name in self.connection.execute("SELECT id, name FROM segment").fetchall():
            if not is_whole(self.segments / name):
                self.connection.execute("DELETE FROM document WHERE segment = ?", (number,))
                self.connection.execute("DELETE FROM segment WHERE id = ?", (number,))

    def _remove_unknown_segments(self) -> None:
        """Delete what a kill left: temporary files, and segments that no transaction names."""
        known = {name for (name,) in self.connection.execute("SELECT name FROM segment")}
        for file in self.segments.iterdir():
            if file.name not in known:
                file.unlink()

    def list_inputs(self, inputs: Iterable[Input], limits: Limits) -> list[tuple[Input, Outcome]]:
        """Note what this run is about. A file is read only where its size, times or inode changed since it was noted.

        An input that cannot be read is a finished document at once; these are returned.
        """
        self.connection.execute("DELETE FROM input")
        refused: list[tuple[Input, Outcome]] = []
        rows: list[tuple[object, ...]] = []
        for item in inputs:
            try:
                content = self._known_content(item) or hashlib.sha256(read_input(item, limits)).digest()
            except KplanError as error:
                content = _refusal_key(item)
                refused.append((item, failure_to_outcome(error, item.shown, None)))
            rows.append((item.shown, item.path, _entry(item), item.signature, content))
            if len(rows) >= LISTED_PER_TRANSACTION:
                self._note(rows)
                rows = []
        self._note(rows)
        for start in range(0, len(refused), LISTED_PER_TRANSACTION):
            self.commit(refused[start : start + LISTED_PER_TRANSACTION])
        return refused

    def _known_content(self, item: Input) -> bytes | None:
        row = self.connection.execute(
            "SELECT content FROM file WHERE path = ? AND entry = ? AND signature = ?",
            (item.path, _entry(item), item.signature),
        ).fetchone()
        return row[0] if row and item.refusal is None else None

    def _note(self, rows: Sequence[tuple[object, ...]]) -> None:
        with self._transaction():
            self.connection.executemany(
                "INSERT INTO input (shown, path, entry, signature, content) VALUES (?, ?, ?, ?, ?)", rows
            )
            self.connection.executemany(
                "INSERT OR REPLACE INTO file (path, entry, signature, content) SELECT ?2, ?3, ?4, ?5", rows
            )

    def forget(self, failed_only: bool) -> None:
        """Take documents of this run for not done: those that failed, or all."""
        condition = "AND status = 'failed'" if failed_only else ""
        self.connection.execute(
            f"DELETE FROM document WHERE version = ? {condition} AND content IN (SELECT content FROM input)",
            (self.version,),
        )

    def todo(self) -> Iterator[Input]:
        """One input for each content that is not done, in the order of the listing."""
        last = 0
        while rows := self.connection.execute(
            "SELECT id, shown, path, entry, signature FROM input i WHERE id > ? AND NOT EXISTS "
            "(SELECT 1 FROM document d WHERE d.content = i.content AND d.version = ?) "
            "AND id = (SELECT min(id) FROM input other WHERE other.content = i.content) ORDER BY id LIMIT ?",
            (last, self.version, LISTED_PER_TRANSACTION),
        ).fetchall():
            for number, shown, path, entry, signature in rows:
                last = number
                yield Input(shown, path, None if entry == NO_ENTRY else entry, signature)

    def counts(self) -> tuple[int, int]:
        """Inputs of this run: all, and those whose content is done."""
        total, done = self.connection.execute(
            "SELECT count(*), count(d.id) FROM input i LEFT JOIN document d ON d.content = i.content AND d.version = ?",
            (self.version,),
        ).fetchone()
        return total, done

    def commit(self, finished: Sequence[tuple[Input, Outcome]]) -> None:
        """Make documents done: their segment durable first, then one transaction that names it."""
        if not finished:
            return
        outcomes = [outcome for _, outcome in finished]
        name = segment_name(outcomes, self.version_text)
        write_segment(self.segments, name, outcomes_to_table(outcomes))
        self.record(name, [(item, outcome.doc_id, outcome.status, outcome.reason) for item, outcome in finished])

    def record(self, segment: str, finished: Sequence[tuple[Input, str, str, str | None]]) -> None:
        """One transaction: the segment and the documents in its rows; a file that changed since it was listed is
        listed anew with what was read."""
        with self._transaction():
            self.connection.execute("INSERT OR IGNORE INTO segment (name) VALUES (?)", (segment,))
            (number,) = self.connection.execute("SELECT id FROM segment WHERE name = ?", (segment,)).fetchone()
            for place, (item, doc_id, status, reason) in enumerate(finished):
                content = bytes.fromhex(doc_id) if doc_id else _refusal_key(item)
                self.connection.execute(
                    "INSERT OR REPLACE INTO document (content, version, status, reason, segment, place) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (content, self.version, status, reason, number, place),
                )
                self.connection.execute(
                    "UPDATE input SET content = ? WHERE path = ? AND entry = ? AND content <> ?",
                    (content, item.path, _entry(item), content),
                )
            reached("before commit")
        reached("after commit")

    def listed(self) -> Iterator[Listed]:
        """Every input in the order of its path with its document; `first` on one input of each content."""
        seen: set[bytes] = set()
        rows = self.connection.execute(
            "SELECT i.shown, i.content, s.name, d.place FROM input i "
            "JOIN document d ON d.content = i.content AND d.version = ? JOIN segment s ON s.id = d.segment "
            "ORDER BY i.shown, i.path, i.entry",
            (self.version,),
        )
        for shown, content, segment, place in rows:
            yield Listed(shown, content, segment, place, content not in seen)
            seen.add(content)

    def statuses(self) -> dict[tuple[str, str | None], int]:
        """Number of inputs by status and reason."""
        rows = self.connection.execute(
            "SELECT d.status, d.reason, count(*) FROM input i "
            "JOIN document d ON d.content = i.content AND d.version = ? GROUP BY 1, 2 ORDER BY 1, 2",
            (self.version,),
        )
        return {(status, reason): count for status, reason, count in rows}

    def state_fingerprint(self, extra: str) -> str:
        """Hex sha256 of what is to be published: every input with its document, and `extra`."""
        digest = hashlib.sha256(f"{self.version_text}\0{extra}\0".encode())
        for item in self.listed():
            digest.update(f"{item.shown}\0{item.segment}\0{item.place}\0".encode())
        return digest.hexdigest()

    def published(self) -> str | None:
        """Fingerprint of what was last published."""
        row = self.connection.execute("SELECT fingerprint FROM publication").fetchone()
        return row[0] if row else None

    def record_publication(self, fingerprint: str | None) -> None:
        """Note what was published, and drop segments that no document of the current version needs; None before the
        first file is replaced, so that a run that is broken off is taken for no publication at all."""
        if fingerprint is None:
            self.connection.execute("DELETE FROM publication")
            return
        with self._transaction():
            self.connection.execute(
                "INSERT OR REPLACE INTO publication (id, fingerprint) VALUES (1, ?)", (fingerprint,)
            )
            self.connection.execute("DELETE FROM document WHERE version <> ?", (self.version,))
            self.connection.execute("DELETE FROM segment WHERE id NOT IN (SELECT segment FROM document)")
        reached("publication recorded")
        self._remove_unknown_segments()

    def _transaction(self) -> "_Transaction":
        return _Transaction(self.connection)


@dataclass(frozen=True, slots=True)
class _Transaction:
    """BEGIN IMMEDIATE, then COMMIT, or ROLLBACK on an error."""

    connection: sqlite3.Connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.execute("COMMIT" if kind is None else "ROLLBACK")


def open_journal(path: Path, heal: bool) -> sqlite3.Connection:
    """The journal's database, its tables laid out. Raises StateDamaged where it is none or is damaged; with `heal` it
    is removed and made anew."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; {TABLES}"
        )
        if heal and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("quick_check")
        return connection
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError as error:
        connection.close()
        if not heal:
            raise StateDamaged(str(path)) from error
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return open_journal(path, heal=False)


def _entry(item: Input) -> int:
    return NO_ENTRY if item.entry is None else item.entry


def _refusal_key(item: Input) -> bytes:
    """Stands for the content of an input that has none: its place and its signature."""
    return hashlib.sha256(b"refused\0" + os.fsencode(f"{_entry(item)}\0{item.signature}\0") + item.path).digest()
