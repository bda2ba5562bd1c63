"""Automatic paragraph numbers, as the HWP family computes them.

Source: Hancom's HWP 5.0 format document, revision 1.3, sections 4.2.8 (numbering), 4.2.10 (paragraph shape) and
table 134 (number shapes); HWPX and HWPML name the same shapes in words.
본 제품은 한글과컴퓨터의 ᄒᆞᆫ글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

import re
from dataclasses import dataclass, field

LEVELS = 10
PATTERN = re.compile(r"\^(10|[1-9]|n|N)")

SERIES: dict[str, str] = {
    "circled_digit": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟",
    "circled_latin_capital": "ⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏ",
    "circled_latin_small": "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ",
    "hangul_syllable": "가나다라마바사아자차카타파하",
    "circled_hangul_syllable": "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻",
    "hangul_jamo": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "circled_hangul_jamo": "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭",
    "circled_ideograph": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "decagon_hangul": "갑을병정무기경신임계",
    "decagon_hanja": "甲乙丙丁戊己庚辛壬癸",
}
SHAPES: tuple[str, ...] = (
    "digit",
    "circled_digit",
    "roman_capital",
    "roman_small",
    "latin_capital",
    "latin_small",
    "circled_latin_capital",
    "circled_latin_small",
    "hangul_syllable",
    "circled_hangul_syllable",
    "hangul_jamo",
    "circled_hangul_jamo",
    "hangul_phonetic",
    "ideograph",
    "circled_ideograph",
    "decagon_hangul",
    "decagon_hanja",
)
"""Shape by its code, 0 to 16, as in table 134 of the HWP 5.0 document; the names are those of HWPX in lower case."""

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"))
_ROMAN_TAIL = ((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def number_to_text(number: int, shape: str) -> str:
    """A number as printed. A series that has ended goes on in digits; 0 and negatives stay digits."""
    if number < 1:
        return str(number)
    if shape == "hangul_syllable":
        return _hangul_syllable(number)
    if shape in SERIES:
        series = SERIES[shape]
        return series[number - 1] if number <= len(series) else str(number)
    if shape in ("latin_capital", "latin_small"):
        letters = _latin(number)
        return letters if shape == "latin_capital" else letters.lower()
    if shape in ("roman_capital", "roman_small") and number < 4000:
        letters = _roman(number)
        return letters if shape == "roman_capital" else letters.lower()
    if shape == "hangul_phonetic":
        return _counted(number, "일이삼사오육칠팔구", "십백천")
    if shape == "ideograph":
        return _counted(number, "一二三四五六七八九", "十百千")
    return str(number)


def _hangul_syllable(number: int) -> str:
    """가 to 하, then 거, 너, ... with the next vowel, as Hancom goes on."""
    series = SERIES["hangul_syllable"]
    turn, position = divmod(number - 1, len(series))
    vowels = (0, 4, 8, 13, 18, 20)
    if turn >= len(vowels):
        return str(number)
    return chr(ord(series[position]) + vowels[turn] * 28)


def _latin(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN + _ROMAN_TAIL:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters


def _counted(number: int, digits: str, powers: str) -> str:
    """Sino-Korean numerals: 21 is 이십일; 1 is not said before a power."""
    if number > 9999:
        return str(number)
    words = ""
    for power, sign in ((1000, powers[2]), (100, powers[1]), (10, powers[0])):
        count, number = divmod(number, power)
        if count:
            words += (digits[count - 1] if count > 1 else "") + sign
    return words + (digits[number - 1] if number else "")


@dataclass(frozen=True, slots=True)
class NumberLevel:
    """One level of a numbering.

    pattern  `^1.^2)`: a caret and a level's number stand for that level's count, `^n` for the whole path
    shape    name of SHAPES
    start    the first number
    """

    pattern: str
    shape: str = "digit"
    start: int = 1


BUILT_IN_OUTLINE: list[NumberLevel] = [
    NumberLevel("^1."),
    NumberLevel("^2.", "hangul_syllable"),
    NumberLevel("^3)"),
    NumberLevel("^4)", "hangul_syllable"),
    NumberLevel("(^5)"),
    NumberLevel("(^6)", "hangul_syllable"),
    NumberLevel("^7", "circled_digit"),
]
"""What 한글 shows for an outline whose numbering the file does not define."""


@dataclass(frozen=True, slots=True)
class ParagraphHead:
    """What stands before a paragraph.

    kind      outline, number or bullet
    level     0-based
    identity  of the numbering or bullet; an outline takes that of its section
    """

    kind: str
    level: int
    identity: int

    @property
    def outline_level(self) -> int | None:
        """Level of an outline paragraph, 1 the highest; None for others."""
        return self.level + 1 if self.kind == "outline" else None


@dataclass(slots=True)
class Counter:
    """Counts paragraphs of every numbering through a document.

    numberings  levels by identity
    bullets     sign by identity
    outline     identity of the numbering that outlines of the present section use
    """

    numberings: dict[int, list[NumberLevel]] = field(default_factory=dict)
    bullets: dict[int, str] = field(default_factory=dict)
    outline: int = 0
    counts: dict[tuple[bool, int], list[int | None]] = field(default_factory=dict)

    def marker(self, head: ParagraphHead) -> str | None:
        """The marker of the next paragraph with this head; None where it has none."""
        if head.kind == "bullet":
            return self.bullets.get(head.identity) or None
        identity = self.outline if head.kind == "outline" else head.identity
        levels = self.numberings.get(identity) or (BUILT_IN_OUTLINE if head.kind == "outline" else None)
        if levels is None or head.level >= len(levels):
            return None
        counts = self.counts.setdefault((head.kind == "outline", identity), [None] * LEVELS)
        last = counts[head.level]
        counts[head.level] = levels[head.level].start if last is None else last + 1
        counts[head.level + 1 :] = [None] * (LEVELS - head.level - 1)

        def number(level: int) -> str:
            if level >= len(levels):
                return ""
            count = counts[level]
            return number_to_text(levels[level].start if count is None else count, levels[level].shape)

        def expand(match: re.Match[str]) -> str:
            code = match.group(1)
            if code in ("n", "N"):
                path = ".".join(number(level) for level in range(head.level + 1))
                return path + ("." if code == "N" else "")
            return number(int(code) - 1)

        return PATTERN.sub(expand, levels[head.level].pattern) or None
