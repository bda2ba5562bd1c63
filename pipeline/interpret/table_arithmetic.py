"""What the columns of one table must be to each other: differences, rates, means, formulas in the header.

These look at the printed numbers, not at rows, because a difference is no row: it is recomputed here instead.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.interpret.grid import Grid
from pipeline.interpret.headers import Head
from pipeline.interpret.notebook import Notebook
from pipeline.interpret.row_labels import is_value_head
from pipeline.interpret.segments import CellView, Segment
from pipeline.korean.names import compact
from schemas.finding import Severity

_MARK = re.compile(r"[A-Z㉠-㉭㉮-㉻ⓐ-ⓩ]")
_TERM = r"[A-Z㉠-㉭㉮-㉻ⓐ-ⓩ]"
_FORMULA = re.compile(rf"=\s?(?P<first>{_TERM})(?P<rest>(?:\s?[-−–+/÷]\s?{_TERM})+)")
_NEXT = re.compile(rf"(?P<sign>[-−–+/÷])\s?(?P<term>{_TERM})")
_PLAIN = {"−": "-", "–": "-", "÷": "/"}
_SIGNS: dict[str, Callable[[float, float], float]] = {
    "-": lambda a, b: a - b,
    "+": lambda a, b: a + b,
    "/": lambda a, b: a / b * 100 if b else 0.0,
}
_RULES = {"-": "difference_mismatch", "+": "sum_mismatch", "/": "rate_mismatch"}


def check_arithmetic(grid: Grid, book: Notebook) -> None:
    """Note every difference, rate, mean and header formula of the table that holds or does not."""
    formulas = list(_formulas(grid.heads))
    ruled = {formula.column for formula in formulas}
    for r, row in enumerate(grid.rows):
        numbers = [_number(cell) if cell else None for cell in row]
        for formula in formulas:
            _hold_formula(formula, numbers, book)
        for c, head in enumerate(grid.heads):
            if c in ruled:
                continue
            if head.role == "difference":
                _difference(grid, numbers, c, book)
            elif head.role == "achievement":
                _rate(grid, numbers, c, book)
        _mean(grid, r, numbers, book)


Printed = tuple[float, Segment]


def _number(cell: CellView) -> Printed | None:
    """The one number of a cell as printed; brackets and triangles are a minus."""
    found = [(e, s) for s in cell.segments for e in s.expressions if e.kind in ("quantity", "number", "other")]
    if len(found) != 1:
        return None
    expression, segment = found[0]
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", expression.raw)
    if digits is None or len(segment.text.strip()) > len(expression.raw) + 6:
        return None
    value = float(digits[0].replace(",", ""))
    minus = re.search(r"[△▲▵]|^\s*[-−–]\s?\d|^\s*\(.*\)\s*$", segment.text)
    return (-value if minus else value), segment


@dataclass(frozen=True, slots=True)
class Formula:
    """A column whose header says how it follows from others: `집행잔액(D=A-B-C)`. terms are (sign, column)."""

    column: int
    terms: tuple[tuple[str, int], ...]


def _formulas(heads: Sequence[Head]) -> Iterator[Formula]:
    """The formulas in the header that name columns of the table and nothing else."""
    marks: dict[str, int] = {}
    for c, head in enumerate(heads):
        for mark in _MARK.findall(re.sub(r"=.*", "", head.text)):
            marks.setdefault(mark, c)
    for c, head in enumerate(heads):
        match = _FORMULA.search(head.text)
        if match is None:
            continue
        rest = [(_PLAIN.get(m["sign"], m["sign"]), m["term"]) for m in _NEXT.finditer(match["rest"])]
        terms = [("+", match["first"]), *rest]
        if all(mark in marks and marks[mark] != c for _, mark in terms):
            yield Formula(c, tuple((sign, marks[mark]) for sign, mark in terms))


def _hold_formula(formula: Formula, numbers: Sequence[Printed | None], book: Notebook) -> None:
    """Compare a printed number with what its formula gives."""
    printed, first = numbers[formula.column], numbers[formula.terms[0][1]]
    others = [(sign, numbers[c]) for sign, c in formula.terms[1:]]
    if printed is None or first is None or any(number is None for _, number in others):
        return
    value, used = first[0], [first]
    for sign, number in others:
        if number is not None:
            value = _SIGNS[sign](value, number[0])
            used.append(number)
    _compare(_RULES[others[-1][0]], "warn", printed, value, used, book)


def _hold(
    rule: str,
    numbers: Sequence[Printed | None],
    c: int,
    columns: tuple[int, int],
    compute: Callable[[float, float], float],
    book: Notebook,
) -> None:
    """Compare one printed number with what two others give."""
    printed, first, second = numbers[c], numbers[columns[0]], numbers[columns[1]]
    if printed is None or first is None or second is None:
        return
    expected = compute(first[0], second[0])
    _compare(rule, "warn", printed, expected, (first, second), book)


def _compare(
    rule: str, severity: Severity, printed: Printed, expected: float, others: Sequence[Printed], book: Notebook
) -> None:
    value, segment = printed
    if abs(abs(value) - abs(expected)) <= _rounding(segment.text, others, rule == "rate_mismatch"):
        book.passed(rule, segment)
        return
    message = f"적힌 값 {value:,g}이(가) 다시 계산한 값 {expected:,.6g}과(와) 다릅니다."
    book.note(rule, severity, message, segment, *(s for _, s in others), printed=value, computed=round(expected, 4))


def _rounding(text: str, others: Sequence[Printed], is_rate: bool) -> float:
    """One of the last printed digit of the roughest number concerned; whole numbers add up exactly."""
    decimals = min(len(d[1]) if (d := re.search(r"\.(\d+)", t)) else 0 for t in (text, *(s.text for _, s in others)))
    return 1.01 * 10.0**-decimals if is_rate or decimals else 1e-6


def _difference(grid: Grid, numbers: Sequence[Printed | None], c: int, book: Notebook) -> None:
    """증감 is the difference of the two columns beside it; with more than two columns, of some two of them."""
    columns = [
        k
        for k, head in enumerate(grid.heads)
        if k != c and is_value_head(head) and head.role not in ("difference", "achievement") and numbers[k]
    ]
    printed = numbers[c]
    if printed is None or not 2 <= len(columns) <= 4:
        return
    pairs = [(a, b) for x, y in combinations(columns, 2) if (a := numbers[x]) and (b := numbers[y])]
    if any(_differs_by(printed[0], a[0], b[0]) for a, b in pairs):
        book.passed("difference_mismatch", printed[1])
    elif len(pairs) == 1 and not re.search(r"%|[율률]", grid.heads[c].text):
        first, second = pairs[0]
        _compare("difference_mismatch", "warn", printed, first[0] - second[0], (first, second), book)


def _differs_by(printed: float, a: float, b: float) -> bool:
    """Whether a number is the difference of two others, or that difference in percent of either."""
    gap = abs(a - b)
    percents = [gap / abs(base) * 100 for base in (a, b) if base]
    return abs(abs(printed) - gap) <= 1e-6 or any(abs(abs(printed) - percent) <= 0.11 for percent in percents)


def _rate(grid: Grid, numbers: Sequence[Printed | None], c: int, book: Notebook) -> None:
    """달성률 is 실적 over 목표, 집행률 집행 over 예산, each the only one of its kind in the row."""
    spent = "집행" in grid.heads[c].text
    over, base = ("executed", "budget") if spent else ("result", "target")
    if not re.search(r"달성|진도|이행|집행", grid.heads[c].text):
        return
    overs = [k for k, head in enumerate(grid.heads) if head.role == over and numbers[k]]
    bases = [k for k, head in enumerate(grid.heads) if head.role == base and numbers[k]]
    if len(overs) == 1 and len(bases) == 1 and numbers[bases[0]] and numbers[bases[0]][0]:  # type: ignore[index]
        _hold("rate_mismatch", numbers, c, (overs[0], bases[0]), _SIGNS["/"], book)


def _mean(grid: Grid, r: int, numbers: Sequence[Printed | None], book: Notebook) -> None:
    """평균 is the mean of its rows; where the table counts heads it may be weighted, but lies between them."""
    label = next((c.text for c, h in zip(grid.rows[r], grid.heads, strict=True) if c and not is_value_head(h)), "")
    if compact(label) not in ("평균", "전체평균", "총평균"):
        return
    for c, printed in enumerate(numbers):
        if printed is None:
            continue
        others = [n for k, row in enumerate(grid.rows) if k != r and (cell := row[c]) and (n := _number(cell))]
        if len(others) < 2:
            continue
        values = [value for value, _ in others]
        weighted = any(head.role == "headcount" for head in grid.heads)
        near = abs(printed[0] - sum(values) / len(values)) <= _rounding(printed[1].text, others, True)
        if near or (weighted and min(values) <= printed[0] <= max(values)):
            book.passed("mean_mismatch", printed[1])
        else:
            mean = sum(values) / len(values)
            message = f"평균 {printed[0]:,g}이(가) 항목의 평균 {mean:,.6g}과(와) 다릅니다."
            book.note("mean_mismatch", "warn", message, printed[1], printed=printed[0], mean=round(mean, 4))
