"""Headings that no marker shows: short lines above something of another kind."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.interpret.sites.dates import tells_publication
from pipeline.interpret.sites.headers import exact_role
from pipeline.interpret.sites.outline import HEADING_RANK, SECTION_RANK, SECTION_SIGNS, rank_of
from pipeline.interpret.sites.verbs import ends_as_sentence, goes_on_in_clauses
from pipeline.interpret.text.segments import Segment, TableView, View
from pipeline.korean.names import compact, split_marker, without_bracket
from pipeline.korean.organizations import find_region, is_department, is_officer, is_region_name
from pipeline.korean.scan import scan
from pipeline.korean.sections import is_section_word, section_role
from pipeline.korean.signs import sign_in


@dataclass(frozen=True, slots=True)
class Unmarked:
    """The headings of a document that no marker shows: the number of each, and how deep it stands."""

    ranks: dict[int, int]


_UNMARKED_RANK = 45
_HEADING_LENGTH = 40


def unmarked_rank(views: Sequence[View]) -> Unmarked:
    """Short lines without marker, colon or number above something of another kind are headings.

    They stand above the marker that mostly follows them, else below every marked heading. One that names a year and a
    usual section, right above another, stands above it; and where projects have sections below them, all that names
    something stands above all usual sections.
    """
    found: dict[int, Segment] = {}
    upper: set[int] = set()
    named: set[int] = set()
    following: list[int] = []
    projects = False
    above: Sequence[View | None] = [None, *views]
    for before, view, below in reversed(list(zip(above, views, views[1:], strict=False))):
        if not isinstance(view, Segment) or not _may_head(view) or _goes_on(before, view) or signs_paper(before, view):
            continue
        heads = isinstance(below, Segment) and below.number in found and below.number not in upper
        if heads and _dates_section(view):
            upper.add(view.number)
        elif isinstance(below, Segment) and (
            (_has_sections(view, below) and not _goes_on_list(before, view)) or _heads_card(before, view, below)
        ):
            projects = True
            named.add(view.number)
        elif sign_in("topic", view.text.strip()) and _apart(before, view) and _apart(view, below):
            projects = True
            if isinstance(below, Segment) and below.number not in named and not is_section_word(below.text.strip()):
                found.pop(below.number, None)  # what is told of the project right below its name names nothing
        elif not _of_another_kind(below, view) and not heads_years(view, below):
            continue
        found[view.number] = view
        if isinstance(below, Segment) and (marker := split_marker(below.text.strip()).marker):
            following.append(SECTION_RANK if marker in SECTION_SIGNS else rank_of(marker))
    if projects:
        upper |= {number for number, segment in found.items() if not _names_section(segment)}
    heading_ranks = [rank for rank in following if rank <= HEADING_RANK]
    rank = min(heading_ranks) - 1 if heading_ranks else _UNMARKED_RANK
    within = _within_items(views, found)
    return Unmarked({n: _UNMARKED_RANK if n in within else rank - (n in upper) for n in found})


def _within_items(views: Sequence[View], found: Mapping[int, Segment]) -> Set[int]:
    """The headings between two numbered lines of which the second goes on counting: they are parts of the first.

    With them those below the last number that are called the same.
    """
    within: set[int] = set()
    open_items: dict[int, tuple[int, list[int]]] = {}
    for view in views:
        if not isinstance(view, Segment):
            continue
        if view.number in found:
            for _, inside in open_items.values():
                inside.append(view.number)
            continue
        marker = split_marker(view.text.strip()).marker or view.marker or ""
        count = _COUNT.fullmatch(marker)
        rank = rank_of(marker) if marker else None
        if count is None or rank is None:
            continue
        last, inside = open_items.get(rank, (0, []))
        if int(count["count"]) == last + 1:
            within |= set(inside) if last else set()
        open_items = {r: item for r, item in open_items.items() if r < rank} | {rank: (int(count["count"]), [])}
    names = {compact(found[n].text) for n in within}
    return within | {n for n, segment in found.items() if compact(segment.text) in names}


_COUNT = re.compile(r"\(?(?P<count>\d{1,2})[.)]?")


def _goes_on_list(above: View | None, view: Segment) -> bool:
    """Whether a line is one more of the short lines above it that no mark and no blank parts: what a project does."""
    if not isinstance(above, Segment) or _apart(above, view) or above.place.line is None:
        return False
    plain = split_marker(above.text.strip()).marker is None and above.level is None and not above.marker
    return plain and any(e.kind == "quantity" for e in above.expressions) and len(above.text) <= _HEADING_LENGTH


def _apart(above: View | None, below: View | None) -> bool:
    """Whether a blank line stands between two lines, or one of them is a table."""
    if not isinstance(above, Segment) or not isinstance(below, Segment):
        return True
    lines = [view.place.line for view in (above, below)]
    return lines[0] is not None and lines[1] is not None and lines[1] - lines[0] > 1


def _goes_on(above: View | None, segment: Segment) -> bool:
    """Whether a line goes on the footnote above it, which has not ended: it begins with a date, no name does."""
    if not isinstance(above, Segment) or rank_of(split_marker(above.text.strip()).marker or "") < _NOTE_RANK:
        return False
    start = len(segment.text) - len(segment.text.lstrip())
    return any(e.kind == "date" and e.start <= start + 1 for e in segment.expressions)


_NOTE_RANK = 100
"""Rank of `※` and `*`."""


def heads_years(segment: Segment, below: View | None) -> bool:
    """Whether the usual name of a section stands above a line that is a year and nothing more."""
    if not isinstance(below, Segment) or not is_section_word(segment.text.strip()):
        return False
    first = next((e for e in below.expressions if e.span is not None and e.span.is_year), None)
    return first is not None and len(first.raw.strip()) == len(below.text.strip())


def _dates_section(segment: Segment) -> bool:
    """Whether a line names a year and the usual name of a section (`2023년 수입·지출 결산`)."""
    dated = any(e.span and e.span.year for e in segment.expressions)
    return dated and section_role(segment.text.strip())[0] is not None


def _heads_card(above: View | None, segment: Segment, below: Segment) -> bool:
    """Whether a line is the name above a card whose first label stands alone on the line below."""
    if isinstance(above, Segment) and exact_role(above.text) is not None:
        return False
    named = exact_role(segment.text) is None and not section_role(segment.text.strip())[1]
    starts = exact_role(below.text) in _CARD_STARTS and not below.expressions
    return named and starts and not segment.expressions


_CARD_STARTS = frozenset({"schedule", "budget", "target"})
"""Roles of the labels with which a card begins."""


def _has_sections(segment: Segment, below: Segment) -> bool:
    """Whether a line names a project and the usual name of a section follows it."""
    generic = section_role(segment.text.strip())[1]
    project = sign_in("project", without_bracket(segment.text)) is not None
    return not generic and project and _names_section(below)


def _names_section(segment: Segment) -> bool:
    """Whether a line is the usual name of a section, its years in brackets aside."""
    return is_section_word(without_bracket(segment.text))


def is_credit(text: str) -> bool:
    """Whether a line of a page of news says whose a picture or a text is (`사진=느티군`), and names nothing."""
    paper = sign_in("press_name", text) if " " not in text.strip() and len(text) <= _LONGEST_PAPER else None
    credited = paper or sign_in("photo_credit", text.partition("=")[0])
    return _OF_WHOM.search(text) is not None or credited is not None


_LONGEST_PAPER = 8
"""Letters that the name of a newspaper has at most."""


_OF_WHOM = re.compile(r"^\s*[ⓒ©]|\w@\w")


def signs_paper(before: View | None, segment: Segment) -> bool:
    """Whether a line is who signed a paper, below its day (`2024. 3. 11.` and `느티시장`)."""
    day = before.text.strip() if isinstance(before, Segment) else ""
    dated = any(e.span is not None and e.raw.strip(" .") == day.strip(" .") for e in scan(day))
    name = compact(segment.text)
    head = sign_in("signer", name) or (sign_in("government_head", name) if len(name) <= _SHORT_HEAD else None)
    return dated and head is not None


_SHORT_HEAD = 5
"""Letters up to which a name that ends in 시장 is that of a mayor, and of no market."""


def _may_head(segment: Segment) -> bool:
    text = segment.text.strip()
    if (
        not 2 <= len(text) <= _HEADING_LENGTH
        or split_marker(text).marker
        or segment.marker
        or segment.level is not None
        or segment.closing
    ):
        return False
    if re.search(r"[:：|\t→⇒]|[,.!]$", text) or ends_as_sentence(text) or not re.search(r"[가-힣]{2}", text):
        return False
    if goes_on_in_clauses(text) or sign_in("press_word", text) or is_region_name(re.sub(r"\([^()]*\)", "", text)):
        return False
    if re.match(r"\([^()]+\)\s*\S", text) or text.count(" > ") >= _PATH:
        return False
    if _is_signature(text) or sign_in("navigation", text) or is_credit(text):
        return False
    if sign_in("verbal_noun", text) or sign_in("described_table", text) or _begins_with_day(segment):
        return False
    published = tells_publication(segment) or sign_in("publication_label", text) == compact(text)
    if _is_number_of(segment) or published or _names_columns(text):
        return False
    return not any(
        e.kind in ("phone", "number") or (e.kind == "quantity" and e.unit != "년") for e in segment.expressions
    )


_PATH = 2
"""Signs between names from which on a line is the path to a page (`홈 > 소식 > 보도자료`)."""


def _is_signature(text: str) -> bool:
    """Whether a line is the head of a government with his name (`느티시장 김가람`)."""
    office, _, name = text.rpartition(" ")
    return sign_in("government_head", office) is not None and is_officer(name)


def _is_number_of(segment: Segment) -> bool:
    """Whether a line is no more than the number of a thing (`공약번호 3-07`), which belongs to the card below it."""
    label, _, number = segment.text.strip().partition(" ")
    return exact_role(label) == "no" and re.fullmatch(r"\d[\d-]*", number.strip()) is not None


def _names_columns(text: str) -> bool:
    """Whether a line is the names of columns of a table that was not read: all its words but one at most are known."""
    words = text.split()
    known = sum(exact_role(word) is not None for word in words)
    return len(words) >= _FEWEST_COLUMNS and known >= len(words) - 1


_FEWEST_COLUMNS = 4


def _begins_with_day(segment: Segment) -> bool:
    """Whether a line is an event of a day or the date of a cover with who wrote it (`2021. 2. 기획조정실`)."""
    first = next((e for e in segment.expressions if e.span), None)
    if first is None or first.span is None or segment.text[: first.start].strip():
        return False
    rest = segment.text[first.end :].strip(" .()").split()
    signed = bool(rest) and (is_department(rest[-1].strip("()")) or find_region(" ".join(rest)) is not None)
    return first.span.start.day is not None or (first.span.start.month is not None and "." in first.raw) or signed


def _of_another_kind(below: View, segment: Segment) -> bool:
    """What a heading stands above: a table, a unit note, a marked or labelled line, a long paragraph."""
    if isinstance(below, TableView):
        return True
    text = below.text.strip()
    if split_marker(text).marker or below.marker or len(text) > _HEADING_LENGTH + 20:
        return True
    return (
        bool(re.search(r"^[^:：]{1,20}[:：]", text))
        or sign_in("unit_word", text) is not None
        or (any(e.kind in ("quantity", "number") for e in below.expressions) and len(text) > 6)
    )
