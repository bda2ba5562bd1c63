"""The words of a flattened line: names, numbers, and the names of columns among them."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.interpret.sites.headers import name_behind_year, role_of, roles
from pipeline.interpret.text.unit_notes import header_unit
from pipeline.korean.counted_groups import names_group
from pipeline.korean.funding import find_source
from pipeline.korean.lookups import REMEMBERED, longest_by_letter
from pipeline.korean.signs import alternation, sign_in, sign_words
from pipeline.korean.units import find_unit

_NUMBER = re.compile(
    r"^\(?[△▲▵∆-]?\d[\d,.]*(?:[조억만천백]+\d[\d,.]*)*(?:[가-힣%㎡]{0,4}| [천백만]{0,2}원)\)?$|^[-–]$"
    r"|^\d{1,3}(?:,\d{3})*\(\d{1,3}(?:,\d{3})*\)$"
)
YEAR = re.compile(
    rf"^(?:['’‘]?(?:19|20)\d{{2}}|['’‘]\d{{2}}|\d{{2}}(?={alternation('year_word')})){alternation('year_word')}?$"
)
_OF_YEAR = re.compile(
    rf"^(?:19|20)\d{{2}}(?:년[가-힣]|년?{alternation('bound_word')}$|[.년]\d{{1,2}}{alternation('date_word')})"
)
"""What a column is of: a word behind a year (`2023년말`), what comes before or after one (`2023까지`)."""
_BRACKET = re.compile(r"^[(\[][^()\[\]]*[)\]]$")
TOTAL_LABEL = re.compile(rf"^{alternation('total_label')}(?:\(.*\))?$")
"""The label of a total, without blanks."""
FEWEST = 2
"""Numbers that a line of a table ends in at least."""


@dataclass(frozen=True, slots=True)
class Group:
    """Names and the numbers after them."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def groups_of(text: str) -> tuple[Group, ...]:
    """A text as names and numbers in turn."""
    groups: list[Group] = []
    names: list[str] = []
    numbers: list[str] = []
    tokens = tokens_of(text)
    bands = _bands(tokens)
    for i, token in enumerate(tokens):
        bounded = i == 0 and sign_in("comparator_word", "".join(tokens[1:2])) is not None
        if is_number(token) and i not in bands and not bounded:
            numbers.append(token)
            continue
        if numbers:
            groups.append(Group(tuple(names), tuple(numbers)))
            names, numbers = [], []
        names.append(token)
    if numbers:
        groups.append(Group(tuple(names), tuple(numbers)))
    elif names:
        groups.append(Group(tuple(names), ()))
    return tuple(map(_paired, groups))


def _bands(tokens: Sequence[str]) -> frozenset[int]:
    """Where words are a run of bands of age, which head columns and are no values (`10대 20대 30대`)."""
    ages = [int(m["age"]) if (m := _BAND.fullmatch(token)) else None for token in tokens]
    return frozenset(
        j
        for i, (a, b) in enumerate(itertools.pairwise(ages))
        if a is not None and b is not None and b - a == _DECADE
        for j in (i, i + 1)
    )


_BAND = re.compile(r"(?P<age>[1-9]0)대")
_DECADE = 10


def _paired(group: Group) -> Group:
    """A row whose numbers are followed by as many in brackets holds both in every cell (`100 80 (62.5) (50.0)`)."""
    half = len(group.numbers) // 2
    plain, bracketed = group.numbers[:half], group.numbers[half:]
    if half < FEWEST or len(plain) != len(bracketed) or any(n.startswith("(") for n in plain):
        return group
    if not all(n.startswith("(") and n.endswith(")") for n in bracketed):
        return group
    return Group(group.names, tuple(f"{a} {b}" for a, b in zip(plain, bracketed, strict=True)))


@lru_cache(maxsize=REMEMBERED)
def tokens_of(text: str) -> tuple[str, ...]:
    """Words: brackets that stand apart are put to the word before them, single syllables set apart are one word."""
    text = re.sub(r"([(\[])\s+", r"\1", re.sub(r"\s+([)\]])", r"\1", text))
    text = re.sub(rf"((?:19|20)\d{{2}})\s+(?={alternation('year_word')})", r"\1", text)
    text = _MINUS_APART.sub(r"\g<minus>", text)
    text = _SPACED.sub(lambda m: _word_set_apart(m[0], m.string[m.end() :]), text)
    text = _NAME_AND_AMOUNT.sub(r"\g<name> ", text)
    text = _DATED_BRACKET.sub(lambda m: m[0].replace(" ", _KEPT), text)
    text = _UNIT_APART.sub(_KEPT, text) if len(_UNIT_APART.findall(text)) > 1 else text
    tokens: list[str] = []
    for token in (word.replace(_KEPT, " ") for word in text.split()):
        bounds = sign_in("comparator_word", token) is not None
        if tokens and (_goes_on(tokens[-1], token) or (bounds and names_group(tokens[-1] + token))):
            tokens[-1] += f" {token}"
        elif tokens and _BRACKET.match(token) and not is_number(token) and not is_number(tokens[-1]):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tuple(tokens)


_MINUS_APART = re.compile(r"(?<!\S)(?P<minus>[△▲▵∆]) (?=\d{1,3}(?:,\d{3})*(?:\s|$))")
"""The sign of a negative number with a blank behind it (`△ 1,200`)."""
_KEPT = "\0"
"""Stands for a blank that parts no words."""
_DATED_BRACKET = re.compile(r"(?<=[가-힣])\((?:(?:19|20)|['’‘])\d{2}[.년][^()]{1,24}\)")
"""The time that a name is of (`투자계획(’18. 7. ~ ’22. 6.)`)."""
_UNIT_APART = re.compile(rf"(?<=\d) (?={alternation('won_word')}(?:\s|$))")
"""The blank before the unit of each amount of a row (`국고보조금 1,200 원 0 원`)."""
_NAME_AND_AMOUNT = re.compile(r"(?:^|(?<=\s))(?P<name>[가-힣·]{2,12})(?=\d{1,3}(?:,\d{3})+(?:\s|$))")
"""A name that lost the blank before its amount (`합계1,246,810`)."""
_POWERS = "조억만천"
_GREATER = re.compile(rf"^[△▲-]?\d[\d,.]*(?P<power>[{_POWERS}])$")


def _goes_on(amount: str, word: str) -> bool:
    """Whether a word is the smaller part of an amount that takes several (`93억 2,800만원`)."""
    match = _SMALLER.match(word) if _GREATER.search(amount) else None
    return match is not None and _POWERS.index(match["power"]) > _POWERS.index(amount[-1])


_SMALLER = re.compile(rf"\d{{1,4}}(?:,\d{{3}})?(?P<power>[{_POWERS}])(?:원|$)")


def _word_set_apart(spaced: str, after: str) -> str:
    """Syllables set apart as the names or the word that they are; a count before its unit and number."""
    syllables = spaced.split()
    counted = len(syllables) == FEWEST and _is_tail(syllables[0]) and find_unit(syllables[1]) is not None
    if counted and re.match(r"\s\d", after):
        return spaced
    return " ".join(segmented(spaced) or _names_of_one(spaced) or _names_of_two(spaced) or ["".join(syllables)])


def _names_of_one(spaced: str) -> list[str]:
    """Names of one syllable each, alone or behind a word like 구분 (`구 분 계 남 여`); none where one is no name."""
    syllables = spaced.split()
    first, others = "".join(syllables[:2]), syllables[2:]
    if all(map(_is_name_of_one, syllables)):
        return syllables
    alone = len(others) > 1 and all(map(_is_name_of_one, others))
    return [first, *others] if alone and role_of(first) == "category" else []


def _is_name_of_one(syllable: str) -> bool:
    return TOTAL_LABEL.match(syllable) is not None or sign_in("one_syllable_name", syllable) is not None


def _names_of_two(spaced: str) -> list[str]:
    """Names of two syllables each behind a word like 구분 (`구 분 신 청 선 발`); none behind another."""
    syllables = spaced.split()
    pairs = ["".join(pair) for pair in zip(syllables[::2], syllables[1::2], strict=False)]
    return pairs if len(syllables) > 2 and len(syllables) % 2 == 0 and role_of(pairs[0]) == "category" else []


_SPACED = re.compile(r"(?<![가-힣\d])[가-힣](?: [가-힣])+(?![가-힣])")
"""A word whose syllables are set apart (`연 간 생 산 량`)."""


def is_number(token: str) -> bool:
    """Whether a word is a value and no date, ordinal or year."""
    return (
        _NUMBER.match(token) is not None
        and not token.endswith(".")
        and not _OF_YEAR.match(token)
        and name_behind_year(token) is None
        and sign_in("ordinal_end", token) is None
        and not (YEAR.match(token) and len(token) == 4 and "," not in token)
        and not names_group(token)
    )


_ENTRY = re.compile(r"\s*[•·ㆍ▪◦※*]\s")


def header_names(text: str, size: int) -> list[str] | None:
    """The names of `size` columns, with that of the column of names before them; None where a line has not as many.

    An entry of a list (`• 결원에 따른 미집행`) names no columns.
    """
    if _ENTRY.match(text):
        return None
    if alike := _names_with_one_end(tokens_of(text), size):
        return ["", *alike]
    apart = merged(tokens_of(_GLUED_TO_YEAR.sub(r"\1 ", text)), size + 1)
    readings = (segmented(text), after_unknown(text), merged(tokens_of(text), size + 1), apart, text.split())
    if (whole := next((names for names in readings if len(names) == size + 1), None)) is not None:
        return whole
    for names in readings:
        if len(names) == size and role_of(names[0]) not in NAMES_OF_ROWS:
            return ["", *names]
        if len(names) == size + 2 and role_of(names[1]) in _SECOND_LABELS:
            return [f"{names[0]} {names[1]}", *names[2:]]
    return None


def _names_with_one_end(tokens: Sequence[str], size: int) -> list[str]:
    """Names of `size` columns of two words each that all end in the same one (`본청 비율(%) 읍면동 비율(%)`)."""
    ahead, ends = tokens[::2], tokens[1::2]
    if len(tokens) != 2 * size or size < FEWEST or len(set(ends)) > 1 or len(set(ahead)) < size:
        return []
    return [f"{name} {ends[0]}" for name in ahead] if is_known(ends[0]) and not any(map(is_number, ahead)) else []


_SECOND_LABELS = frozenset({"schedule", "category", "content", "location", "formula", "department"})
"""Roles of a second column of words, which no sign parts from the first in a flattened row."""
NAMES_OF_ROWS = frozenset({"category", "task", "kpi", "no"})
"""Roles of a first column that holds no numbers."""
_GLUED_TO_YEAR = re.compile(rf"((?:19|20)\d{{2}}\s?{alternation('name_of_year')})(?=[가-힣])")


def after_unknown(text: str) -> list[str]:
    """Names of which only the first is no word of the field (`문화재명 사업내용 계 국비`)."""
    whole = compact_keeping_brackets(text)
    for size in range(2, _UNKNOWN_NAME + 1):
        names = segmented(whole[size:])
        if len(names) >= FEWEST + 1:
            return [whole[:size], *names]
    return []


_UNKNOWN_NAME = 5
"""Syllables that a name of a column has at most where its word is not known."""


def names_of_parts(text: str, numbers: Sequence[str]) -> list[str] | None:
    """The names of columns of which the first is a total, above numbers of which the first is the sum of the others."""
    names = tokens_of(text)
    values = [float(n.replace(",", "")) for n in numbers if _PLAIN.fullmatch(n)]
    if len(names) != len(numbers) or len(values) != len(numbers) or len(values) <= FEWEST:
        return None
    summed = TOTAL_LABEL.match(names[0]) is not None and values[0] == sum(values[1:])
    return ["", *names] if summed and not any(map(is_number, names)) else None


_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")


def names_of_values(text: str, size: int) -> list[str] | None:
    """The names of `size` columns of values, above rows that have no name of their own."""
    for names in (segmented(text), _lettered(tokens_of(text)), merged(tokens_of(text), size)):
        if len(names) == size and role_of(names[0]) not in NAMES_OF_ROWS and not sign_in("each_row", names[0]):
            return ["", *names]
    return None


def _lettered(tokens: Sequence[str]) -> list[str]:
    """Names of several words that each end in the letter or the formula by which they are called (`자체 수입(B)`)."""
    names: list[str] = []
    ended = True
    for token in tokens:
        names = [*names, token] if ended else [*names[:-1], f"{names[-1]} {token}"]
        ended = _ENDS_IN_LETTER.search(token) is not None
    return names if ended else []


_ENDS_IN_LETTER = re.compile(r"\([A-Z](?:\s?[-+/×=*][A-Z\d()\s+*/×-]*)?\)$")


def merged(tokens: Sequence[str], wanted: int) -> list[str]:
    """Words put together until there are as many as wanted: a word that is no name goes to the one after it."""
    names = list(tokens)
    while (at := next((i for i, n in enumerate(names[1:-1], 1) if sign_in("between_names", n)), None)) is not None:
        names[at - 1 : at + 2] = [" ".join(names[at - 1 : at + 2])]
    while (at := next((i for i, n in enumerate(names[:-1]) if sign_in("degree", n)), None)) is not None:
        names[at : at + 2] = [f"{names[at]} {names[at + 1]}"]
    while (at := next((i for i, n in enumerate(names[1:], 1) if _parts_year(names[i - 1], n)), None)) is not None:
        names[at - 1 : at + 1] = [f"{names[at - 1]} {names[at]}"]
    while (at := next((i for i, n in enumerate(names[1:], 1) if _bounds(names[i - 1], n)), None)) is not None:
        names[at - 1 : at + 1] = [f"{names[at - 1]} {names[at]}"]
    while (at := next((i for i in range(2, len(names)) if _is_tail(names[i])), None)) is not None:
        names[at - 1 : at + 1] = [f"{names[at - 1]} {names[at]}"]
    while len(names) > wanted:
        at = next((i for i in range(1, len(names) - 1) if _is_piece(names[i], names[i + 1])), None)
        if at is None:
            break
        names[at : at + 2] = [f"{names[at]} {names[at + 1]}"]
    return names


def _is_tail(word: str) -> bool:
    """Whether a word is only the end of a name, with its unit or without (`프로그램 수(개)`)."""
    return sign_in("tail_of_name", re.sub(r"\([^()]*\)$", "", word)) is not None


def _is_piece(name: str, after: str) -> bool:
    """Whether a word is no name of its own: it is not known, and neither it nor the word after it is a year."""
    dated = YEAR.match(name) is not None or YEAR.match(after) is not None
    return role_of(name) is None and not dated and sign_in("peer_word", after) is None


def _parts_year(year: str, word: str) -> bool:
    """Whether a word is the part of its year that a column is of (`2020년 상반기`)."""
    return YEAR.match(year) is not None and (sign_in("half_year", word) is not None or bool(PART_OF_YEAR.match(word)))


def _bounds(year: str, word: str) -> bool:
    """Whether a word says that a column holds what comes before or after its year (`2027 이후`)."""
    return YEAR.match(year) is not None and sign_in("bound_word", word) is not None


def segmented(text: str) -> list[str]:
    """Names that stand without blanks between them (`구분예산액집행액`), parted by the words of the field."""
    rest, names = compact_keeping_brackets(text), []
    while rest:
        dated = _NAMED_PERIOD.match(rest)
        ahead = rest[dated.end() :] if dated else rest
        short = not dated
        heads = (w for w in _words_by_letter().get(ahead[:1], ()) if _begins_with(ahead, w))
        word = next((w for w in heads if len(w) >= 2 or (short and roles().get(w) == "total")), "")
        if not word and not dated:
            return []
        end = (dated.end() if dated else 0) + len(word)
        bracket = re.match(r"\([^()]*\)", rest[end:])
        end += bracket.end() if bracket else 0
        names.append(rest[:end])
        rest = rest[end:]
    return names


@cache
def _words_by_letter() -> dict[str, tuple[str, ...]]:
    return longest_by_letter({**roles(), **dict.fromkeys(sign_words("fund"), "account")})


def _begins_with(text: str, word: str) -> bool:
    """Whether a text begins with a word whose last figure begins no year or part of one (`구분2` in `구분2022년`)."""
    if not text.startswith(word) or not word[-1].isdigit():
        return text.startswith(word)
    return not text[len(word) :][:1].isdigit() and _NAMED_PERIOD.match(text[len(word) - 1 :]) is None


_PART_OF_YEAR = rf"\d{{1,2}}(?:[~∼～-]\d{{1,2}}|/4)?{alternation('part_of_year')}"
PART_OF_YEAR = re.compile(rf"^{_PART_OF_YEAR}$")
_NAMED_PERIOD = re.compile(
    rf"(?:19|20)\d{{2}}{alternation('year_word')}?|['’‘]\d{{2}}{alternation('year_word')}?"
    rf"|\d{{2}}{alternation('year_word')}|{_PART_OF_YEAR}"
)
"""A year, month or quarter at the head of a column."""


def compact_keeping_brackets(text: str) -> str:
    return re.sub(r"\s+", "", text)


def are_known(head: Sequence[str]) -> bool:
    """Whether at least half of the names of columns are words of the field, years or sources."""
    names = [name for name in head if name]
    known = sum(map(is_known, names))
    return known * 2 >= len(names) or (bool(names) and role_of(names[0]) == "category" and known >= FEWEST)


def is_known(name: str) -> bool:
    """Whether a name of a column is a word of the field, a year, a source, or ends as what counts something does."""
    dated = _HAS_YEAR.search(name) is not None or YEAR.match(name) is not None
    counts = any(sign_in(sign, name) is not None for sign in _NAMES_OF_COUNTS)
    named = role_of(name) is not None or find_source(name) is not None or header_unit(name) is not None
    return dated or counts or named


_NAMES_OF_COUNTS = ("count_header", "rate_word", "amount_end", "one_syllable_name", "region_column")
"""Signs of a name that says what is counted."""


_HAS_YEAR = re.compile(rf"(?:19|20)\d{{2}}|['’‘]\d{{2}}|^{_PART_OF_YEAR}$")
