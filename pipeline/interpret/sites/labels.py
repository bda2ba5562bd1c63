"""The words that name what follows them: before a colon, at the head of a line of a form, on the line above."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.interpret.sites.headers import role_of, roles
from pipeline.interpret.sites.unmarked import heads_years
from pipeline.interpret.text.segments import Segment, View
from pipeline.interpret.text.unit_notes import BRACKETED
from pipeline.korean.lookups import longest_by_letter, rows_of
from pipeline.korean.names import collapse_spaced_label, compact, split_marker, tidy
from pipeline.korean.organizations import is_department
from pipeline.korean.signs import sign_in, sign_words

_INLINE_LABEL = re.compile(
    r"(?:(?<=\s)|^|(?<=[-○·▪]))(?P<label>[가-힣](?:[가-힣 ]{0,12}[가-힣])?)"
    r"(?:\((?=[^()]*\d\s?[./월])[^()]*\))?\s*[:：](?!\d)"
)
_INLINE_ROLES = frozenset({"budget", "executed", "account", "schedule", "task", "department", "officer", "source"})
_RUN = 3
"""How many lines with a known label in a row make a form that lost its colons."""
_GAP = 4
"""How many lines apart two of them may stand."""
_LONGEST = 14
_NAMES = frozenset({"task", "department"})
"""Roles of labels whose values are names."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph under one label: `사업비 : 35백만원(시비)`."""

    label: str | None
    start: int
    end: int


def pieces_of(segment: Segment, start: int, end: int) -> list[Piece]:
    """A text cut where a known label and a colon begin something new, be it glued to the amount before it."""
    found = [
        m
        for m in _INLINE_LABEL.finditer(_without_amounts(segment), start, end)
        if role_of(m["label"]) in _INLINE_ROLES or not segment.text[start : m.start()].strip(" -○·▪\t◦❍")
    ]
    if not found:
        return [Piece(None, start, end)]
    pieces = [Piece(None, start, found[0].start())] if segment.text[start : found[0].start()].strip(" -○·▪\t") else []
    for match, following in zip(found, [*found[1:], None], strict=True):
        stop = following.start() if following else end
        pieces.append(Piece(tidy(collapse_spaced_label(match["label"])), match.end(), stop))
    return pieces


def _without_amounts(segment: Segment) -> str:
    """A text of the same length with dots for its amounts of money, none of which is the word of a label."""
    text = segment.text
    for e in segment.expressions:
        if e.is_money:
            text = text[: e.start] + "·" * (e.end - e.start) + text[e.end :]
    return text


_LABEL_DATA = ("sections.csv", "account_levels.csv", "fiscal_years.csv")


@cache
def _form_labels() -> frozenset[str]:
    """Every word that labels a value in a form: header words and section names."""
    words = {
        *roles(),
        *sign_words("card_name"),
        *sign_words("form_label"),
        *(compact(row["word"]) for name in _LABEL_DATA for row in rows_of(name)),
    }
    return frozenset(w for w in words if len(w) >= 2)


@cache
def _labels_by_letter() -> dict[str, tuple[str, ...]]:
    return longest_by_letter(_form_labels())


def forced_labels(views: Sequence[View]) -> dict[int, tuple[str, int]]:
    """Labels that no colon marks, by segment number, with the offset where the value begins.

    Two forms: a run of lines that each begin with a known label (`회계 일반회계`, `사업내용하천 정비`), and a line that
    is nothing but a known label above a line that has none.
    """
    lines = [view for view in views if isinstance(view, Segment)]
    leading = [_leading_label(s) for s in lines]
    found: dict[int, tuple[str, int]] = {}
    for run in _runs(leading):
        found |= {lines[i].number: leading[i] for i in run}  # type: ignore[misc]
        beside = run[0] - 1
        if beside >= 0 and (short := _leading_label(lines[beside], _SHORT)) is not None:
            found[lines[beside].number] = short
    found |= {s.number: label for s, label in zip(lines, leading, strict=True) if label and _asks_for(label[0], s)}
    for segment, label in zip(lines[:_TOP], leading, strict=False):
        if label is not None and role_of(label[0]) == "task" and _is_classed(segment.text[label[1] :]):
            found[segment.number] = label
    marked = [_label_behind_marker(s) for s in lines]
    found |= {s.number: label for s, label in zip(lines, marked, strict=True) if label and _asks_for(label[0], s)}
    for run in _runs(marked):
        if sum(lines[i].text[marked[i][1] :][:1].isdigit() for i in run) >= _NUMBERED:  # type: ignore[index]
            found |= {lines[i].number: marked[i] for i in run}  # type: ignore[misc]
    known = 0
    for i, (above, below) in enumerate(itertools.pairwise(lines)):
        if i and lines[i].number in found:
            continue
        if above.number not in found and (named := _name_below(above, below)) is not None:
            found[above.number], found[below.number] = (named[0], len(above.text)), named
            continue
        labelled = (_is_label_line(above) and _is_value_line(below, above)) or _measures(above, below)
        amid = known >= _RUN - 1 or (known > 0 and i + 2 < len(lines) and _is_label_line(lines[i + 2]))
        if not {above.number, below.number} & found.keys() and (labelled or (amid and _may_label(above, below))):
            found[below.number] = (tidy(collapse_spaced_label(above.text.strip())), 0)
            known += labelled
        else:
            known = 0
    return found


def _asks_for(label: str, segment: Segment) -> bool:
    """Whether a label and the value that it asks for are a whole line: an office, or the days of a project."""
    value = split_marker(segment.text.strip()).text.removeprefix(label).strip()
    if role_of(label) == "department":
        offices = _TELEPHONE.sub("", value)
        return all(map(is_department, re.split(r"[,·/]\s*", offices)))
    dated = [e for e in segment.expressions if e.span is not None]
    return (
        sign_in("task_period", compact(label)) is not None
        and len(dated) == 1
        and compact(dated[0].raw) == compact(value)
    )


_TELEPHONE = re.compile(r"\s*\(\s*[☎☏℡]?[\s\d-]+\)$")


def _may_label(segment: Segment, below: Segment) -> bool:
    """Whether a line that goes on a run of labels and their values is a label whose word is not known (`계획인구`)."""
    text = segment.text.strip()
    plain = segment.level is None and segment.marker is None and split_marker(text).marker is None
    noun = re.fullmatch(r"[가-힣]{2,8}", collapse_spaced_label(text)) is not None
    return plain and noun and not segment.expressions and bool(below.expressions) and _is_value_line(below, segment)


_TOP = 8
"""Lines at the top of a page, one of which can name its project with its class (`세부사업 어구 보급 (계속)`)."""


def _is_classed(name: str) -> bool:
    """Whether a name ends in the class of a project in brackets."""
    match = re.search(r"\((?P<kind>[가-힣]{2,4})\)\s*$", name)
    return match is not None and compact(match["kind"]) in _classes()


@cache
def _classes() -> frozenset[str]:
    return frozenset(compact(row["word"]) for row in rows_of("task_classes.csv"))


def _runs(leading: Sequence[tuple[str, int] | None]) -> list[list[int]]:
    """The places of labelled lines that stand close together: three or more with few others between."""
    runs: list[list[int]] = []
    for i, label in enumerate(leading):
        if label is None:
            continue
        if runs and i - runs[-1][-1] <= _GAP:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [run for run in runs if len(run) >= _RUN]


_SHORT = 2
"""Letters of a label that is written to its value where the lines below it are labelled so too (`위치나래시 ...`)."""
_NUMBERED = 2
"""Lines of a run behind bullets whose value begins with a number: words alone could be the item itself."""


def _label_behind_marker(segment: Segment) -> tuple[str, int] | None:
    """The known label of a card that stands behind a bullet and before a blank (`- 사업기간 4년`)."""
    marked = split_marker(segment.text.strip())
    if (marked.marker is None and segment.marker is None) or re.search(r"[:：]", segment.text[:20].split("(")[0]):
        return None
    label, blank, rest = marked.text.partition(" ")
    if not blank or not rest.strip() or compact(label) not in _form_labels() or len(compact(label)) < 2:
        return None
    return label, segment.text.find(marked.text) + len(marked.text) - len(rest.lstrip())


def _leading_label(segment: Segment, shortest: int = 3) -> tuple[str, int] | None:
    """The known label that a line begins with, and where its value begins; None after a marker or before nothing.

    A label that no blank parts from its value has `shortest` letters at least.
    """
    text = segment.text
    numbered = split_marker(text.strip()).marker or segment.level is not None
    if numbered or re.search(r"[:：]", text[:20]) or text.lstrip()[:1] in "[【<〈《":
        return None
    key = compact(text[: _LONGEST * 2])
    label = next((w for w in _labels_by_letter().get(key[:1], ()) if len(w) <= _LONGEST and key.startswith(w)), None)
    if label is None:
        return None
    position, left = 0, len(label)
    while left and position < len(text):
        left -= len(compact(text[position]))
        position += 1
    rest = text[position:]
    if not rest.strip() or rest[0] in "(,.·" or (sign_in("ordinal_word", label) and _NUMBER_OF_IT.match(rest)):
        return None
    if not rest[0].isspace() and (len(label) < shortest or re.match(r"[가-힣](?:\s|$)", rest)):
        return None
    return tidy(text[:position]), position + len(rest) - len(rest.lstrip())


_NUMBER_OF_IT = re.compile(r"\s?(?:\d{1,2}\s?[.):▶▷►➤|]|[①-⑳])")
"""The number behind a word like 과제, which names what follows it and labels nothing."""


def _is_label_line(segment: Segment) -> bool:
    key = compact(collapse_spaced_label(segment.text.strip()))
    plain = segment.level is None and segment.marker is None and split_marker(segment.text.strip()).marker is None
    return plain and 2 <= len(key) <= 10 and key in roles()


def _name_below(above: Segment, below: Segment) -> tuple[str, int] | None:
    """The label of a line below a marked word that asks for the name of a project (`□ 사업명`, `(9) 숲길 정비`)."""
    label, text = split_marker(above.text.strip()), below.text.strip()
    asks = label.marker is not None and sign_in("task_name", compact(label.text)) is not None
    if not asks or above.expressions or len(text) > _LONGEST_VALUE or re.search(r"[:：|]", text):
        return None
    name = split_marker(text).text
    return (tidy(label.text), below.text.find(name)) if len(re.findall(r"[가-힣]", name)) >= _SHORTEST_NAME else None


_SHORTEST_NAME = 4
"""Letters of the name of a project at least."""


def _measures(above: Segment, below: Segment) -> bool:
    """Whether a word that ends as those for a size or a sum do stands above a number and nothing more (`지원금액`)."""
    key, counted = compact(above.text.strip()), [e for e in below.expressions if e.kind == "quantity"]
    plain = above.level is None and above.marker is None and re.fullmatch(r"[가-힣]{3,8}", key) is not None
    if not plain or len(counted) != 1 or sign_in("size_label", key) is None:
        return False
    return compact(counted[0].raw) == compact(below.text.strip()) and not above.expressions


def _is_value_line(segment: Segment, label: Segment) -> bool:
    """Whether a line is the value of the label above it: it holds a number or date, or the label asks for a name."""
    text = segment.text.strip()
    bare = BRACKETED.sub("", text)
    if segment.level is not None or segment.marker or split_marker(text).marker or re.search(r"[:：]", bare):
        return False
    if heads_years(label, segment):
        return False
    named = role_of(label.text.strip()) in _NAMES
    return (bool(segment.expressions) or named) and not _is_label_line(segment) and len(text) <= _LONGEST_VALUE


_LONGEST_VALUE = 60
"""Letters up to which a line is the value of the label on the line above."""
