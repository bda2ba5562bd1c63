"""Tables that a converter flattened to lines of words and numbers, and pages that it ran into one line.

A table is told by its shape: lines that end in equally many numbers, below a line of as many names; or, inside one long
line, names and equally many numbers that come again and again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.interpret.sites.headers import exact_role, role_of
from pipeline.interpret.text.budget_runs import lines_of_book, lines_of_sources
from pipeline.interpret.text.column_names import (
    FEWEST,
    PART_OF_YEAR,
    TOTAL_LABEL,
    YEAR,
    Group,
    groups_of,
    header_names,
    is_known,
)
from pipeline.interpret.text.dated_lines import with_days_joined
from pipeline.interpret.text.flattened_lines import tabled
from pipeline.interpret.text.glued_tables import glued_table
from pipeline.interpret.text.kinds_of_rows import with_kinds_parted
from pipeline.interpret.text.line_rows import LONG, SHORT
from pipeline.interpret.text.line_tables import table_of
from pipeline.interpret.text.paired_labels import with_pairs
from pipeline.interpret.text.reached_and_aimed import with_years_parted
from pipeline.interpret.text.resumed_rows import with_resumed_rows
from pipeline.interpret.text.runs_of_entries import entries_of_run
from pipeline.interpret.text.shifted import repaired
from pipeline.interpret.text.slid_cells import with_slid_cells
from pipeline.interpret.text.sourced_rows import sourced_rows
from pipeline.korean.funding import find_source
from pipeline.korean.signs import alternation
from schemas.document import Block, Document, Table, Text
from schemas.finding import Finding

_BREAK = re.compile(
    r"\s+(?=[Ⅰ-Ⅻ]\s?[.]?\s)"
    rf"|\s+(?=\d{{1,2}}\s(?:[^?□○■\d\s]|['’‘]\d{{2}}|(?:19|20)\d{{2}}\s?{alternation('year_word')})"
    r"(?:[^?□○■\d]|['’‘]\d{2}){2,30}\s"
    rf"(?:(?:\?{{1,2}}|[□○■])\s|[(\[<]\s?{alternation('unit_word')}))"
    r"|(?<!\d\.)\s+(?=\d{1,2}[.]\s?[가-힣])|\s+(?=[가-하][.]\s?[가-힣])|\s+(?=\d{1,2}\)\s?[가-힣\d])"
    r"|\s+(?=[□■○●❍◦▪▶◆◈※ㅇㅁ]\s?[가-힣(<「『’‘'\d])|\s+(?=[oO]\s[가-힣(<「『‘'])"
    r"|\s+(?=-\s(?:[가-힣]|\d{1,2}(?:\s?[~∼]\s?\d{1,2})?월))|\s+(?=\?{1,2}\s)|\s+(?=끝\s?\.?\s*$)"
    rf"|\s+(?=[(\[<]\s?{alternation('unit_word')})|(?<=[)\]>])\s+(?={alternation('row_header')})"
    r"|\s+(?=[①-⑳])|\s+(?=[-–]\s?\d{1,4}\s?[-–]\s*$)"
)
_NOTE = re.compile(rf"^(?P<note>[(\[<]\s?{alternation('unit_word')}[^)\]>]{{1,20}}[)\]>])\s*(?P<rest>\S.*)$", re.DOTALL)


def flatten(document: Document) -> Document:
    """The document with long lines parted at their markers and flattened tables made tables again."""
    parts = _with_notes_ahead([with_pairs(part) for block in document.blocks for part in _parted(block)])
    tables = with_days_joined(with_resumed_rows(map(_without_end_bar, tabled(parts))))
    texts = [block.text if isinstance(block, Text) else "" for block in tables]
    slid = [with_slid_cells(block) if isinstance(block, Table) else (block, 0) for block in tables]
    blocks = tuple(
        with_kinds_parted(repaired(with_years_parted(block, texts[:i], texts[:_TITLE_LINES])))
        if isinstance(block, Table)
        else block
        for i, (block, _) in enumerate(slid)
    )
    findings = tuple(_of_no_column(many) for _, many in slid if many)
    return replace(document, blocks=blocks, findings=(*document.findings, *findings))


def _of_no_column(many: int) -> Finding:
    message = f"빈 칸이 빠져 값 {many}개가 어느 해의 것인지 알 수 없습니다."
    return Finding(rule="alignment", severity="info", message=message, numbers={"values": many})


def _with_notes_ahead(blocks: list[Block]) -> list[Block]:
    """Lines with the note of a unit right below names of columns put above them, where it parts no rows from these."""
    for i, (names, note) in enumerate(pairwise(blocks)):
        lines = isinstance(names, Text) and isinstance(note, Text) and names.level is None and names.marker is None
        if lines and _NOTE_ALONE.fullmatch(note.text.strip()) and _are_names(names.text):  # type: ignore[union-attr]
            blocks[i : i + 2] = [note, names]
    return blocks


_NOTE_ALONE = re.compile(rf"[(\[<]\s?{alternation('unit_word')}[^)\]>]{{1,20}}[)\]>]")


def _without_end_bar(block: Block) -> Block:
    """A line without the bar that ended its cell (`사업명 |`), where it is no cell of a table any more.

    A label and its value in cells of their own are a form of one row (`사업명 | 숲길 정비 |`).
    """
    if not isinstance(block, Text) or not block.text.rstrip().endswith("|"):
        return block
    cells = [cell.strip() for cell in block.text.strip().strip("|").split("|")]
    if len(cells) == _PAIR and cells[1] and exact_role(cells[0]) in _LABELS_OF_LINES and exact_role(cells[1]) is None:
        return table_of([cells], [block])
    return replace(block, text=cells[0]) if len(cells) == 1 else block


_PAIR = 2
_LABELS_OF_LINES = frozenset({"task", "department", "officer", "schedule", "budget", "location", "beneficiary"})
"""Roles that a form asks for in a line of its own; a category heads the columns of a table instead."""
_TITLE_LINES = 6
"""Lines at the top of a document that can name its year."""


def _parted(block: Block) -> Iterator[Block]:
    """A long line as the lines that its markers begin, names of columns without their unit note; others as they are."""
    if isinstance(block, Text) and (noted := _NAMES_AND_NOTE.fullmatch(block.text)) and _are_names(noted["names"]):
        yield replace(block, text=noted["note"], marker=None, level=None)
        yield replace(block, text=noted["names"], marker=None, level=None)
        return
    if lines := lines_of_book(block) or lines_of_sources(block):
        yield from lines
        return
    if isinstance(block, Text) and (entries := list(entries_of_run(block))):
        yield from entries
        return
    if isinstance(block, Text) and len(block.text) > LONG and (sourced := sourced_rows(block)):
        for part in sourced:
            yield from _labelled(part)
        return
    if not isinstance(block, Text) or not (_is_page(block.text) or _holds_table(block)):
        yield from _labelled(block)
        return
    for piece in _BREAK.split(block.text):
        note = _NOTE.match(piece)
        for text in (note["note"], note["rest"]) if note else (piece,):
            if text.strip():
                part = replace(block, text=text.strip(), marker=None, level=None)
                yield from glued_table(part) or _inner_table(part)


def _labelled(block: Block) -> Iterator[Block]:
    """A line that entries with labels follow in the same line (`접수 : 3월 2일 ○ 기간 : 3월 16일`) as lines."""
    pieces = _LABEL_AMID.split(block.text) if isinstance(block, Text) else []
    if not isinstance(block, Text) or len(pieces) <= 1:
        yield from _listed(block)
        return
    yield replace(block, text=pieces[0].rstrip())
    for piece in pieces[1:]:
        yield replace(block, text=piece.strip(), marker=None, level=None)


_LABEL_AMID = re.compile(r"(?<=[^\s:：|])\s+(?=(?:[○❍ㅇ◦]\s?|[oO]\s)[가-힣 ]{2,12}\s?[:：]\s)")
"""Where an entry of a list with its label begins amid a line."""


def _are_names(text: str) -> bool:
    """Whether a line is three names of columns or more and nothing else, each a word of the field."""
    names = text.split()
    return len(names) >= _NAMES and all(exact_role(name) is not None or find_source(name) is not None for name in names)


_NAMES = 3
_NAMES_AND_NOTE = re.compile(
    rf"(?P<names>[^:：|]+?)\s*(?P<note>[(\[<]\s?{alternation('unit_word')}[^)\]>]{{1,20}}[)\]>])\s*"
)


def _listed(block: Block) -> Iterator[Block]:
    """A heading with the entries of its list in one line (`3. 주요성과 - 집수리 14가구 - 교육 3회`) as lines."""
    match = _LIST_IN_LINE.fullmatch(block.text) if isinstance(block, Text) else None
    if match is None or not isinstance(block, Text):
        yield block
        return
    yield replace(block, text=match["heading"])
    for entry in re.split(r"\s+(?=-\s)", match["entries"]):
        yield replace(block, text=entry, marker=None, level=None)


_LIST_IN_LINE = re.compile(
    r"(?P<heading>\s*(?:(?:\d{1,2}|[가-하])[.)]\s?|(?:\?{1,2}|[□■○●❍])\s)[가-힣 ·]{2,20}?)\s+"
    r"(?P<entries>-\s\S[^-]*(?:\s-\s\S[^-]*)+)",
    re.DOTALL,
)


def _holds_table(block: Text) -> bool:
    """Whether a long line holds a table with the names of its columns."""
    if len(block.text) < SHORT and _NOTED.search(block.text) is None:
        return False
    run = _repeated(groups := groups_of(_PAGE_BEHIND.sub("", block.text)))
    if run is not None and _stands_at_note(groups[run[0]]):
        return True
    if run is not None and run[1] - run[0] >= _LONG_ROW and len(groups[run[0]].numbers) >= _LONG_ROW:
        head = _inner_head(groups[run[0]].names, len(groups[run[0]].numbers))
        names = head.names if head is not None else ("",)
        if all(map(is_known, names)) and not any(role_of(name) == "note" for name in names):
            return True
    return glued_table(block) is not None


_NOTED = re.compile(rf"\S\s+[(\[<]\s?{alternation('unit_word')}[^)\]>]{{1,20}}[)\]>]\s+\S")
"""A unit note amid a line."""
_PAGE_BEHIND = re.compile(r"\s+[-–]\s?\d{1,4}\s?[-–]\s*$")


def _stands_at_note(group: Group) -> bool:
    """Whether the name of the first column, right behind a unit note, has a word behind it for each cell of a row."""
    names, size = group.names, len(group.numbers)
    at = next((i for i, word in enumerate(names) if i and names[i - 1].endswith(")") and exact_role(word) in _STUBS), 0)
    return at > 0 and len(names) - at - 1 == size + 1 > FEWEST


_STUBS = frozenset({"category", "account", "task", "kpi"})
"""Roles of the name of a first column."""


def _is_page(text: str) -> bool:
    """Whether a line is a page: it is long, or not so long and full of markers."""
    match = _SAME_MARK.match(text)
    if match is not None and match["mark"] in _LIST_MARKS and len(text) >= _TWO_ENTRIES:
        return True
    markers = len(_BREAK.findall(text)) if len(text) >= SHORT else 0
    return markers >= (_MARKERS if len(text) >= LONG else _MANY_MARKERS)


_SAME_MARK = re.compile(r"\s*(?P<mark>\S{1,2})\s\S.*?\S\s(?P=mark)\s(?=[가-힣「『\[(])")
_TWO_ENTRIES = 40
"""Letters of a line that holds two entries of a list at least."""
_LIST_MARKS = ("?", "??", "□", "ㅁ", "■", "○", "●", "❍", "ㅇ")
"""Marks that begin an entry of a list, so that the same one amid a line begins another."""
_MARKERS, _MANY_MARKERS = 3, 4
"""Markers that a long line, and one that is not so long, have at least."""


def _inner_table(text: Text) -> Iterator[Block]:
    """The table in a line that holds names and equally many numbers again and again, with the words around it."""
    groups = _with_serials(groups_of(text.text))
    found = _repeated(groups)
    head = _inner_head(groups[found[0]].names, len(groups[found[0]].numbers)) if found else None
    if found is None or head is None:
        yield text
        return
    start, stop = found
    before = [*(w for g in groups[:start] for w in (*g.names, *g.numbers)), *head.before]
    if before:
        yield replace(text, text=" ".join(before))
    rows = [[" ".join(head.label), *groups[start].numbers]]
    rows += [[" ".join(g.names), *g.numbers] for g in groups[start + 1 : stop]]
    yield table_of([list(head.names), *rows], [text] * (len(rows) + 1))
    rest = " ".join(w for g in groups[stop:] for w in (*g.names, *g.numbers))
    if rest:
        yield from _inner_table(replace(text, text=rest))


def _with_serials(groups: Sequence[Group]) -> Sequence[Group]:
    """Groups with the numbers that count the rows (연번) before the names of their row, not behind the row above."""
    if not any(role_of(word) == "no" for group in groups[:1] for word in group.names):
        return groups
    counted: list[Group] = []
    ahead: tuple[str, ...] = ()
    serial = 1
    for group in groups:
        names, numbers = (*ahead, *group.names), group.numbers
        ahead = ()
        if group is not groups[-1] and numbers[-1] == str(serial):
            ahead, numbers, serial = (str(serial),), numbers[:-1], serial + 1
        if numbers:
            counted.append(Group(names, numbers))
        else:
            ahead = (*names, *ahead)
    return counted if serial > FEWEST else groups


def _repeated(groups: Sequence[Group]) -> tuple[int, int] | None:
    """The first run of groups with equally many numbers, two of them at least."""
    for start, group in enumerate(groups):
        stop = start + 1
        while stop < len(groups) and len(groups[stop].numbers) == len(group.numbers) and len(groups[stop].names) <= 4:
            stop += 1
        if len(group.numbers) >= FEWEST and (stop - start >= 2 or _headed(group)):
            return start, stop
    return None


def _headed(group: Group) -> bool:
    """Whether the words before a single row of numbers are a word like 구분, as many known names, and its label."""
    size = len(group.numbers)
    starts = [i for i, word in enumerate(group.names) if role_of(word) == "category" and len(word) >= 2]
    for start in starts[-1:]:
        names = group.names[start + 1 : start + 1 + size]
        label = group.names[start + 1 + size :]
        known = all(YEAR.match(n) or PART_OF_YEAR.match(n) or role_of(n) is not None for n in names)
        noted = start == 0 or group.names[start - 1].endswith(")")
        alone = noted and len(label) == 1
        if size >= _LONG_ROW and len(names) == size and (known or alone) and 1 <= len(label) <= _LABEL_WORDS:
            return True
    return False


_LONG_ROW, _LABEL_WORDS = 3, 3


@dataclass(frozen=True, slots=True)
class _Head:
    """The words of the first group parted: what stands before the table, the names of its columns, its first label."""

    before: tuple[str, ...]
    names: tuple[str, ...]
    label: tuple[str, ...]


def _inner_head(words: Sequence[str], size: int) -> _Head | None:
    """The header among the words before the first numbers: as many years, or as many names after a word like 구분."""
    serial = next((i for i, word in enumerate(words) if word == "1"), None)
    lengths = (1, 2, 3) if serial is None else (len(words) - serial,)
    total = next((n for n in (2, 1) if TOTAL_LABEL.match("".join(words[-n:]))), None)
    lengths = (total,) if total is not None else lengths
    found = [head for length in lengths if (head := _head_before_label(words, size, length)) is not None]
    return max(found, key=lambda head: _sureness(head), default=None)


def _head_before_label(words: Sequence[str], size: int, length: int) -> _Head | None:
    label, rest = tuple(words[-length:]), list(words[:-length])
    if not rest or not label:
        return None
    plain = []
    if len(rest) >= size and (all(map(YEAR.match, rest[-size:])) or len(rest) > size):
        names, before = rest[-size:], rest[:-size]
        stub = before.pop() if before else ""
        plain = [_Head(tuple(before), (stub, *names), label)]
    found = [
        _Head(tuple(rest[:start]), tuple(names), label)
        for start in range(len(rest))
        for names in [header_names(" ".join(rest[start:]), size)]
        if names
    ]
    sure = [head for head in found if all(map(is_known, head.names))]
    return max((*sure, *plain) or found, key=_sureness, default=None)


def _sureness(head: _Head) -> int:
    """How much speaks for a header: years, known words, a word like 구분 before it, a total at its end."""
    names = [n for n in head.names[1:] if n]
    years = all(map(YEAR.match, names))
    known = sum(role_of(n) is not None or find_source(n) is not None for n in names)
    stub = (
        role_of(head.names[0]) in ("category", "kpi", "no", "task", "evaluation", "schedule")
        if head.names[0]
        else False
    )
    total = role_of(names[-1]) == "total" if names else False
    joined = sum(" " in name and not name[:1].isdigit() for name in names)
    return 6 * years + known + 3 * stub + 3 * total - len(head.label) - 3 * joined
