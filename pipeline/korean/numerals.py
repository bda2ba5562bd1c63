"""Korean numerals to numbers: digits, Sino-Korean powers, native numerals, and any mixture of them."""

import re

SINO_DIGITS = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
SMALL_POWERS = {"십": 10, "백": 100, "천": 1000}
LARGE_POWERS = {"만": 10**4, "억": 10**8, "조": 10**12}
NATIVE_ONES = {
    **{"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "여섯": 6},
    **{"일곱": 7, "여덟": 8, "아홉": 9},
}
NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80}

NATIVE = {
    **NATIVE_ONES,
    **NATIVE_TENS,
    **{tens + ones: a + b for tens, a in NATIVE_TENS.items() for ones, b in NATIVE_ONES.items()},
}
"""Native numerals by their spelling, 1 to 89."""

HIGHEST = 10.0**18
_ELLIPTIC = re.compile(r"(?P<power>[억조])\s?(?:\d[\d,.]*\s?[천백십]\s?)+$")
_FIRST_RUN = re.compile(r"(?P<run>[십백천만억조]+)")
_PARTS = re.compile(r"(?P<digits>\d+(?:\.\d+)?)|(?P<small>[십백천])|(?P<large>[만억조])|(?P<sino>[일이삼사오육칠팔구])")


def parse_numeral(text: str) -> float:
    """`9조 6,300여억` is 9,630,000,000,000; `3만5천` is 35,000. Commas, spaces and 여 are passed over.

    Raises ValueError where something else stands in the text, or more digits than a number can hold.
    """
    bare = re.sub(r"[\s,여]", "", text)
    if bare in NATIVE:
        return NATIVE[bare]
    total = section = 0.0
    current: float | None = None
    said = False
    position = 0
    for part in _PARTS.finditer(bare):
        if part.start() != position:
            break
        position = part.end()
        if digits := part["digits"]:
            current, said = float(digits), True
        elif sino := part["sino"]:
            current, said = float(SINO_DIGITS[sino]), True
        elif small := part["small"]:
            section += (1 if current is None else current) * SMALL_POWERS[small]
            current, said = None, True
        else:
            power = LARGE_POWERS[part["large"]]
            below = section + (current or 0) if said else 0.0
            # `1만2,461억` counts 12,461 of the greater power
            total = (total + below) * power if 0 < total < power else total + (below if said else 1) * power
            section, current, said = 0.0, None, False
    if position != len(bare) or not bare:
        raise ValueError(f"not a numeral: {text!r}")
    value = total + section + (current or 0)
    if not value < HIGHEST:
        raise ValueError(f"more than any plan counts: {text[:40]!r}")
    return round(value, 6)


def completed(numeral: str) -> str:
    """`5억2천` is said for 5억2천만, `1조2천` for 1조2천억: the power that everybody leaves out, put back."""
    match = _ELLIPTIC.search(numeral)
    return numeral + {"억": "만", "조": "억"}[match["power"]] if match else numeral


def lower_end(lower: str, upper: str) -> float:
    """The lower end of a range, in the powers of the upper one: `10~20만` begins at 100,000, `5천~1억` at 5천만.

    Raises ValueError where one of the two is no numeral.
    """
    value, top = parse_numeral(lower), parse_numeral(upper)
    said = _FIRST_RUN.search(upper)
    if said is None or re.search(r"[만억조]", lower):
        return value
    run = parse_numeral(said["run"])
    small = re.search(r"[십백천]", lower)
    for factor in (run, *(power for power in (10**8, 10**4) if power < run)):
        if (not small or factor >= 10**4) and value * factor <= top:
            return value * factor
    return value
