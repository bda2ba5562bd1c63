"""산출기초: unit price times quantity is the amount."""

import re
from collections.abc import Iterator
from math import prod

from pipeline.interpret.review import Review
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.types import Outcome
from pipeline.korean.scan import Expression
from pipeline.korean.units import units

_BASIS = re.compile(r"(?<![^=\n])(?P<left>[^=\n]*[×xX*✕][^=\n]*)=(?P<right>[^=\n]*)")
_APART = re.compile(r"^[\s가-힣()]*[×xX*✕]\s*[가-힣(]*\s*$")


def product_mismatch(review: Review) -> Iterator[Outcome]:
    """`1,000천원 × 10팀 = 10,000천원`: the factors multiply to the amount, to the last printed digit of it."""
    for segment in review.segments:
        for match in _BASIS.finditer(segment.text):
            factors = _factors(segment, *match.span("left"))
            amount = next((e for e in segment.within(*match.span("right")) if e.kind in ("quantity", "number")), None)
            if len(factors) < 2 or amount is None or amount.value is None:
                continue
            computed = prod(e.value or 0 for e in factors)
            if not any(e.is_money for e in factors) or not amount.is_money:
                continue
            scale = units()[amount.printed].scale if amount.printed in units() else 1
            held = abs(computed - amount.value) <= scale
            message = "" if held else f"산출기초의 곱 {computed:,.0f}원이 적힌 금액 {amount.value:,.0f}원과 다릅니다."
            numbers: dict[str, float | int | str | None] = {"product": computed, "amount": amount.value}
            yield Outcome("product_mismatch", held, "warn", message, numbers, (segment,))


def _factors(segment: Segment, start: int, end: int) -> list[Expression]:
    """The last run of numbers that only multiplication signs part."""
    run: list[Expression] = []
    for e in segment.within(start, end):
        if e.value is None or e.kind not in ("quantity", "number", "other"):
            run = []
        elif run and _APART.match(segment.text[run[-1].end : e.start]):
            run.append(e)
        else:
            run = [e]
    return run
