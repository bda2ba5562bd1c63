"""What the columns of one table must be to each other: differences, rates, means, formulas in the header.

These look at the printed numbers, not at rows, because a difference is no row: it is recomputed here instead.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.interpret.sites.grids import Body
from pipeline.interpret.sites.headers import Head
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.text.segments import CellView, Segment
from pipeline.interpret.types import Outcome
from pipeline.korean.names import compact
from pipeline.korean.signs import sign_in

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


def check_arithmetic(body: Body) -> Iterator[Outcome]:
    """Note every difference, rate, mean and header formula of the table that holds or does not."""
    formulas = list(_formulas(body.heads))
    ruled = {formula.column for formula in formulas}
    for r, row in enumerate(body.rows):
        numbers = [_number(cell) if cell else None for cell in row.cells]
        for formula in formulas:
            yield from _hold_formula(formula, numbers)
        for c, head in enumerate(body.heads):
            if c in ruled:
                continue
            if head.role == "difference":
                yield from _difference(body, numbers, c)
            elif head.role == "achievement":
                yield from _rate(body, numbers, c)
        yield from _mean(body, r, numbers)


Printed = tuple[float, Segment]
"""A number and where it is printed."""


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


def _hold_formula(formula: Formula, numbers: Sequence[Printed | None]) -> Iterator[Outcome]:
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
    yield from _compare(_RULES[others[-1][0]], printed, value, used)


def _hold(
    rule: str,
    numbers: Sequence[Printed | None],
    c: int,
    columns: tuple[int, int],
    compute: Callable[[float, float], float],
) -> Iterator[Outcome]:
    """Compare one printed number with what two others give."""
    printed, first, second = numbers[c], numbers[columns[0]], numbers[columns[1]]
    if printed is None or first is None or second is None:
        return
    expected = compute(first[0], second[0])
    yield from _compare(rule, printed, expected, (first, second))


def _compare(rule: str, printed: Printed, expected: float, others: Sequence[Printed]) -> Iterator[Outcome]:
    value, segment = printed
    if abs(abs(value) - abs(expected)) <= _rounding(segment.text, others, rule == "rate_mismatch"):
        yield Outcome(rule, True, segments=(segment,))
        return
    message = f"적힌 값 {value:,g}이(가) 다시 계산한 값 {expected:,.6g}과(와) 다릅니다."
    numbers: dict[str, float | int | str | None] = {"printed": value, "computed": round(expected, 4)}
    yield Outcome(rule, False, "warn", message, numbers, (segment, *(s for _, s in others)))


def _rounding(text: str, others: Sequence[Printed], is_rate: bool) -> float:
    """One of the last printed digit of the roughest number concerned; whole numbers add up exactly."""
    decimals = min(len(d[1]) if (d := re.search(r"\.(\d+)", t)) else 0 for t in (text, *(s.text for _, s in others)))
    return 1.01 * 10.0**-decimals if is_rate or decimals else 1e-6


def _difference(body: Body, numbers: Sequence[Printed | None], c: int) -> Iterator[Outcome]:
    """증감 is the difference of the two columns beside it; with more than two columns, of some two of them."""
    columns = [
        k
        for k, head in enumerate(body.heads)
        if k != c and is_value_head(head) and head.role not in ("difference", "achievement", "share") and numbers[k]
    ]
    printed = numbers[c]
    if printed is None or not 2 <= len(columns) <= 4:
        return
    pairs = [(a, b) for x, y in combinations(columns, 2) if (a := numbers[x]) and (b := numbers[y])]
    if any(_differs_by(printed[0], a[0], b[0]) for a, b in pairs):
        yield Outcome("difference_mismatch", True, segments=(printed[1],))
    elif len(pairs) == 1 and not re.search(r"%|[율률]", body.heads[c].text):
        first, second = pairs[0]
        yield from _compare("difference_mismatch", printed, first[0] - second[0], (first, second))


def _differs_by(printed: float, a: float, b: float) -> bool:
    """Whether a number is the difference of two others, or that difference in percent of either."""
    gap = abs(a - b)
    percents = [gap / abs(base) * 100 for base in (a, b) if base]
    return abs(abs(printed) - gap) <= 1e-6 or any(abs(abs(printed) - percent) <= 0.11 for percent in percents)


def _rate(body: Body, numbers: Sequence[Printed | None], c: int) -> Iterator[Outcome]:
    """달성률 is 실적 over 목표, 집행률 집행 over 예산, each the only one of its kind in the row."""
    spent = "집행" in body.heads[c].text
    over, base = ("executed", "budget") if spent else ("result", "target")
    if sign_in("rate_of_plan", body.heads[c].text) is None:
        return
    overs = [k for k, head in enumerate(body.heads) if head.role == over and numbers[k]]
    bases = [k for k, head in enumerate(body.heads) if head.role == base and numbers[k]]
    if len(overs) == 1 and len(bases) == 1 and numbers[bases[0]] and numbers[bases[0]][0]:  # type: ignore[index]
        yield from _hold("rate_mismatch", numbers, c, (overs[0], bases[0]), _SIGNS["/"])


def _mean(body: Body, r: int, numbers: Sequence[Printed | None]) -> Iterator[Outcome]:
    """평균 is the mean of its rows; where the table counts heads it may be weighted, but lies between them."""
    label = next(
        (c.text for c, h in zip(body.rows[r].cells, body.heads, strict=True) if c and not is_value_head(h)), ""
    )
    if not sign_in("mean_label", compact(label)):
        return
    for c, printed in enumerate(numbers):
        if printed is None:
            continue
        rows = [row.cells for k, row in enumerate(body.rows) if k != r]
        others = [n for cells in rows if (cell := cells[c]) and (n := _number(cell))]
        if len(others) < 2:
            continue
        values = [value for value, _ in others]
        weighted = any(head.role == "headcount" for head in body.heads)
        near = abs(printed[0] - sum(values) / len(values)) <= _rounding(printed[1].text, others, True)
        if near or (weighted and min(values) <= printed[0] <= max(values)):
            yield Outcome("mean_mismatch", True, segments=(printed[1],))
        else:
            mean = sum(values) / len(values)
            message = f"평균 {printed[0]:,g}이(가) 항목의 평균 {mean:,.6g}과(와) 다릅니다."
            figures: dict[str, float | int | str | None] = {"printed": printed[0], "mean": round(mean, 4)}
            yield Outcome("mean_mismatch", False, "warn", message, figures, (printed[1],))
