"""Budget books (세출예산사업명세서): one label column whose levels are told only by codes and by order.

Since 2008 a book goes 부서 - 정책사업 - 단위사업 - 세부사업 - 편성목 (three digits) - 통계목 (two digits) - 부기;
before, 장 - 관 - 항 - 세항 (four digits, by trailing zeros) - 목. Lines without a code stand above the coded ones: the
last of a run is the 세부사업, those before it the levels above. Lines that name only a source (국, 시, 구) split the
amount above.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.headers import is_value
from pipeline.interpret.text.budget_lines import value_of
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.text.segments import CellView
from pipeline.interpret.types import Card, Row
from pipeline.korean.funding import short_source
from pipeline.korean.names import compact, strip_markers, tidy
from pipeline.korean.organizations import find_department
from pipeline.korean.signs import alternation

_SHORT_CODE = 2
"""Digits of the code of a 통계목."""
PROJECT_LEVEL = 40
TOTAL_LEVEL = 0
GROUP_LEVEL, ITEM_LEVEL = 52, 55
NOTE_LEVEL = 80
_CODE = re.compile(r"^\s*(?P<code>\d{2,4})(?:-(?P<sub>\d{2}))?[.\s]*(?P<name>[가-힣].*)$", re.DOTALL)
_YEAR = re.compile(rf"^\s*(?:19|20)\d{{2}}\s?{alternation('year_word')}")
_LEVEL_BEHIND = re.compile(rf"\s*\({alternation('book_level')}\)$")
"""`대기질 개선 (단위)`: which level of the budget a name is of."""
_NOTE = re.compile(r"^\s*[\[○◦●·ㆍ•\-–*※▪▶△]")


@dataclass(frozen=True, slots=True)
class BookLine:
    """One row of the book.

    level grows with depth; source is set on a line that only splits the amount above; tens: a code of three digits with
    one zero at its end, which may head a group.
    """

    row: int
    level: int
    name: str
    source: str | None = None
    tens: bool = False


def book_rows(body: Body, open_lines: Sequence[BookLine] = ()) -> tuple[dict[int, Row], tuple[BookLine, ...]]:
    """For every row of a budget book, by its place in the body: its project, account path and source; else nothing.

    `open_lines` are the lines that the page before left open, where the book goes on; those that this page leaves open
    are the second answer.
    """
    if not is_budget_book(body, 1 if open_lines else 2):
        return {}, ()
    lines = read_lines(body)
    goes_on = bool(lines) and lines[0].level > PROJECT_LEVEL
    stack = [*open_lines] if goes_on else []
    return dict(_placed(body, lines, stack)), tuple(stack)


def is_budget_book(body: Body, fewest: int = 2) -> bool:
    """Whether the first column mixes three-digit codes, `fewest` at least, with names, above columns of amounts.

    Codes of two digits below one of three are another sign of it.
    """
    if not body.heads or body.heads[0].role not in ("account", "category", "task", "label", None):
        return False
    texts = [_label(row) for row in (line.cells for line in body.rows)]
    codes = [m["code"] for t in texts if (m := _CODE.match(t)) and not _YEAR.match(t)]
    coded = [code for code in codes if len(code) > _SHORT_CODE]
    signs = len(coded) + (0 < len(coded) < len(codes))
    return signs >= fewest and any(h.role in ("budget", "executed") for h in body.heads[1:])


def book_children(body: Body) -> dict[int, list[int]] | None:
    """The rows directly below each row of a budget book; None where the table is none."""
    return children(read_lines(body)) if is_budget_book(body) else None


def children(lines: Sequence[BookLine]) -> dict[int, list[int]]:
    """The rows directly below each row of the book; a total has the highest lines above it."""
    below: dict[int, list[int]] = {}
    stack: list[BookLine] = []
    tops: list[int] = []
    for line in lines:
        if line.source is not None or line.level >= NOTE_LEVEL:
            continue
        if line.level == TOTAL_LEVEL:
            below[line.row], tops, stack = tops, [], []
            continue
        while stack and stack[-1].level >= line.level:
            stack.pop()
        if stack:
            below.setdefault(stack[-1].row, []).append(line.row)
        else:
            tops.append(line.row)
        stack.append(line)
    return below


def _label(row: Sequence[CellView | None]) -> str:
    cell = row[0]
    return cell.text.strip() if cell else ""


def read_lines(body: Body) -> list[BookLine]:
    """The rows of the book with their levels."""
    lines: list[BookLine] = []
    run: list[int] = []
    for r, row in enumerate(line.cells for line in body.rows):
        text = _label(row)
        if not text:
            continue
        source = short_source(text)
        match = _CODE.match(text)
        if TOTAL_LABEL.match(compact(text)):
            _settle(lines, run)
            lines.append(BookLine(r, TOTAL_LEVEL, text))
            run = []
        elif source:
            lines.append(BookLine(r, lines[-1].level if lines else 0, text, source))
        elif match:
            _settle(lines, run)
            code = match["code"]
            tens = len(code) == 3 and code.endswith("0") and not code.endswith("00")
            lines.append(BookLine(r, _code_level(code), tidy(match["name"]), tens=tens))
            run = []
        elif _NOTE.match(text):
            lines.append(BookLine(r, NOTE_LEVEL, re.split(r"\s+(?=\d)", tidy(strip_markers(text)))[0]))
        else:
            run.append(len(lines))
            lines.append(BookLine(r, PROJECT_LEVEL, tidy(_LEVEL_BEHIND.sub("", strip_markers(text)))))
    return [_grouped(line, below) for line, below in zip(lines, [*lines[1:], None], strict=True)]


def _grouped(line: BookLine, below: BookLine | None) -> BookLine:
    """A 목 whose next line is a 목 too has no 통계목 of its own: with a zero at its end it is the group above (120)."""
    group = line.tens and below is not None and below.level == ITEM_LEVEL
    return replace(line, level=GROUP_LEVEL) if group else line


def _settle(lines: list[BookLine], run: Sequence[int]) -> None:
    """Give the uncoded lines before a coded one their levels: the last is the project, each above it one higher."""
    for depth, at in enumerate(reversed(run)):
        lines[at] = replace(lines[at], level=PROJECT_LEVEL - 10 * min(depth, 3))


def _code_level(code: str) -> int:
    """장 X000, 관 XX00, 항 XXX0, 세항 XXXX; 목그룹 X00, 편성목 XXX; 통계목 XX."""
    zeros = len(code) - len(code.rstrip("0"))
    if len(code) == 4:
        return 5 + 5 * (3 - min(zeros, 3))
    if len(code) == 3:
        return 50 if zeros == 2 else ITEM_LEVEL
    return 60


def _placed(body: Body, lines: Sequence[BookLine], stack: list[BookLine]) -> Iterator[tuple[int, Row]]:
    """Every line with its row; the stack is left as the last line leaves it."""
    below = children(lines)
    for i, line in enumerate(lines):
        if line.source is None:
            while stack and stack[-1].level >= line.level:
                stack.pop()
            stack.append(line)
        project = next((x.name for x in stack if x.level == PROJECT_LEVEL), None)
        upper = [x for x in stack if TOTAL_LEVEL < x.level < PROJECT_LEVEL]
        above = next((x.name for x in reversed(upper) if not find_department(x.name)), None)
        department = next((d for x in upper if (d := find_department(x.name))), None)
        coded = [
            x.name
            for x in stack
            if x.level not in (TOTAL_LEVEL, PROJECT_LEVEL) and not (x.level < PROJECT_LEVEL and find_department(x.name))
        ]
        card = Card(task=project, goal=above, department=department)
        index = body.rows[line.row].row.index
        named = stack[-1] if line.source is not None and stack else line
        parts = named.level < NOTE_LEVEL and bool(below.get(named.row))
        item = line.level >= NOTE_LEVEL and _counted_above(body, stack)
        nested = parts or item or _sums_sources(body, line, lines[i + 1 :])
        account = " > ".join(coded) or None
        yield line.row, Row(index, card=card, account=account, source=line.source, total=nested, book=True)


def _sums_sources(body: Body, line: BookLine, following: Sequence[BookLine]) -> bool:
    """Whether the sources right below a line add up to its amount."""
    below = itertools.takewhile(lambda other: other.source is not None, following)
    parts = [_amount(body, other) for other in below] if line.source is None else []
    return bool(parts) and None not in parts and sum(part or 0 for part in parts) == _amount(body, line)


def _amount(body: Body, line: BookLine) -> int | None:
    """The first number of a row of the book."""
    cells = (cell for cell in body.rows[line.row].cells[1:] if cell is not None and is_value(cell))
    first = next(cells, None)
    return value_of(first.text.strip()) if first is not None else None


def _counted_above(body: Body, stack: Sequence[BookLine]) -> bool:
    """Whether the account that an item is of has an amount of its own, which counts the item too."""
    account = next((line for line in reversed(stack) if line.level < NOTE_LEVEL), None)
    cells = body.rows[account.row].cells[1:] if account is not None else ()
    return any(cell is not None and is_value(cell) for cell in cells)
