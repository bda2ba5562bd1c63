"""Names of tasks, headings and offices: markers off, spelling normalized, keys for comparison."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.korean.lookups import REMEMBERED, rows_of

_BULLETS = "ㅇㅁ□■▪▫○●◦◯•·ㆍ∙-–—*※▷▶►◆◇◈★☆❍❏❑◉⊙▣▢◎→⇒➔➢➤‣▸▹⁃✓✔🔾󰊱󰊲󰊳"
_BULLET_LETTERS = "oOοоｏº°"
"""Letters that stand for a round bullet where a keyboard has none: alone before a word."""
_SYMBOLS = (
    "\u2190-\u21ff\u25a0-\u25b1\u25b6-\u25bb\u25be-\u260d\u2610-\u2757\u2794-\u27bf\u2980-\u29ff\u2b00-\u2bff"
    "\ue000-\uf8ff\U000f0000-\U000ffffd"
)
"""Arrows, shapes, dingbats and signs of a private font; without triangles (△ is minus) and telephones."""
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_MARKER = re.compile(
    rf"""^\s*(?P<marker>
      [{_ROMAN}](?=[.\s\-]|\s*[가-힣])\.?
    | (?:VIII|VII|VI|IV|IX|III|II|X|V|I)(?=[.\s])\.?
    | \(?\d{{1,2}}[.)．](?!\d|\s?\d{{1,2}}\.\s?(?:\(\s?[월화수목금토일]\s?\)|~|기준|현재|까지|부터))
    | 제\s?(?:\d{{1,2}}|[{_ROMAN}])\s?[편장절](?=\s+\S)
    | \d{{1,2}}\u20de
    | \d{{1,2}}(?=\s+[가-힣「『(<\[“‘])
    | [1-9](?=\s+(?:(?:19|20)\d{{2}}|['’‘]\d{{2}})\s?년)
    | \(?[가나다라마바사아자차카타파하][.)]
    | [①-⑳❶-❿㉠-㉯㉮-㉻⑴-⒇]
    | (?:\?{{1,2}}|\ufffd{{1,2}})(?=\s)
    | [{_BULLET_LETTERS}](?=\s+[가-힣「『(<\[“‘'’\d])
    | (?!ㅁ자\s)[{re.escape(_BULLETS)}{_SYMBOLS}]+(?=\s|[가-힣「『(<\[“‘\d'’])
    )\s*""",
    re.VERBOSE,
)
_CODE = re.compile(
    rf"^\s*(?P<code>(?:[{_ROMAN}]|[IVX]{{1,4}}|\d{{1,2}})-(?:\d{{1,3}}|[①-⑳])(?:-\d{{1,3}})?)(?=[\s.)]|[가-힣])[.)]?\s*"
)
_BRACKETED_CODE = re.compile(
    rf"^\s*[\[【〈<](?P<code>(?:(?:[{_ROMAN}]|\d{{1,2}})-)\d{{1,3}}(?:-\d{{1,3}})?)[\]】〉>]\s*(?=\S)"
)
_EMPHASIS = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line without its marker. marker is None where there is none."""

    marker: str | None
    text: str


@lru_cache(maxsize=REMEMBERED)
def split_marker(text: str) -> Marked:
    """`1) 대상 유형별 현황` is marker `1)` and the rest; `3-1 사업` keeps its code."""
    if _CODE.match(text):
        return Marked(None, text.strip())
    match = _MARKER.match(text)
    if not match or not text[match.end() :].strip():
        return Marked(None, text.strip())
    return Marked(match["marker"].strip(), text[match.end() :].strip())


@lru_cache(maxsize=REMEMBERED)
def strip_markers(text: str) -> str:
    """Without any leading markers (`※ 1) …`) and emphasis."""
    text = _EMPHASIS.sub("", text)
    while (marked := split_marker(text)).marker:
        text = marked.text
    return text.strip()


def split_code(text: str) -> tuple[str | None, str]:
    """`2-1 마을쉼터 운영` and `[2-1] 마을쉼터 운영` are the code `2-1` and the name."""
    match = _CODE.match(text) or _BRACKETED_CODE.match(text)
    return (match["code"], text[match.end() :].strip()) if match else (None, text.strip())


@lru_cache(maxsize=REMEMBERED)
def tidy(text: str) -> str:
    """One line, single spaces, no space inside brackets or before a closing one."""
    text = re.sub(r"\s+", " ", _EMPHASIS.sub("", text)).strip()
    return re.sub(r"(?<=[(\[「『])\s+|\s+(?=[)\]」』,])", "", text)


@lru_cache(maxsize=REMEMBERED)
def compact(text: str) -> str:
    """Letters and digits only, NFKC, lower case: equal for one label however it is spaced or punctuated."""
    protected = re.sub(r"[①-⑳]", "", text)
    normal = unicodedata.normalize("NFKC", protected).casefold()
    return re.sub(r"[^0-9a-z가-힣]", "", normal)


@cache
def _aliases() -> dict[str, str]:
    return {compact(row["alias"]): compact(row["task"]) for row in rows_of("task_aliases.csv")}


def task_key(name: str) -> str:
    """The identity of a task: markers, code, year, date brackets and subtitle off, then letters and digits.

    Spacing never enters it, so a wrongly joined line does not break the link between two years.
    """
    _, name = split_code(strip_markers(name))
    name = re.sub(r"[<〈《][^<>〈〉《》]*[>〉》]\s*$", "", name)
    name = re.sub(r"\((?:['’‘]?\d{2,4}\s?[.년][^)]*|계속|신규|완료)\)", "", name)
    name = re.sub(r"^(?:19|20)\d{2}년?도?\s+", "", name)
    key = compact(name)
    return _aliases().get(key, key)


def without_formula(text: str) -> str:
    """A name without the letter or formula of its column (`자산(A)`, `달성률(B/A×100)`, `잔액 E=(A+B)`, `㉰=㉮-㉯`)."""
    return _FORMULA.sub("", text).rstrip()


_LETTER = r"(?<![A-Za-z])[A-HＡ-Ｈ](?![A-Za-z])"
_TERM = rf"(?:{_LETTER}|\d+|%)"
_CIRCLED = "[㉠-㉻ⓐ-ⓩⒶ-Ⓩ①-⑳]"
_FORMULA = re.compile(
    rf"[(\[（]\s*(?=[^()]*{_LETTER}){_TERM}(?:\s*[-+−*×x/÷=]\s*{_TERM})*\s*[)\]）]$"
    rf"|{_LETTER}\s*=\s*\(?{_TERM}(?:\s*[-+−*×x/÷]\s*{_TERM})+\)?$"
    rf"|(?<=[^\s(])\s*[(]?{_CIRCLED}(?:\s*=\s*[(]?{_CIRCLED}(?:\s*[-+−*×x/÷]\s*{_CIRCLED}){{1,8}}[)]?)?[)]?$"
)


def without_bracket(text: str) -> str:
    """A name without what stands in round brackets at its end (`센터 건립사업(보조)`, `추진실적(’16~’18)`)."""
    return _BRACKET_BEHIND.sub("", text.strip())


_BRACKET_BEHIND = re.compile(r"\s*\([^()]*\)$")


def collapse_spaced_label(text: str) -> str:
    """`사 업 비` is 사업비: single syllables set apart by spaces are one label."""
    stripped = text.strip()
    return re.sub(r"\s+", "", stripped) if re.fullmatch(r"[가-힣](?:\s+[가-힣])+", stripped) else stripped
