"""Where a paragraph stands in the outline: what is above it, what kind of section that is, which year it is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.interpret.sites.headers import exact_role, role_of
from pipeline.interpret.sites.phrases import is_sentence
from pipeline.interpret.sites.verbs import ends_as_sentence
from pipeline.interpret.text.segments import Segment
from pipeline.interpret.text.unit_notes import without_unit_note
from pipeline.korean.names import collapse_spaced_label, compact, split_code, split_marker, tidy
from pipeline.korean.periods import Span
from pipeline.korean.scan import scan
from pipeline.korean.sections import SectionRole, section_role
from pipeline.korean.signs import alternation, sign_in, sign_words

_RANKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"제.*편"), 7),
    (re.compile(r"제.*장"), 8),
    (re.compile(r"제.*절"), 9),
    (re.compile(r"[Ⅰ-Ⅻ]\.?|[IVX]+\.?"), 10),
    (re.compile(r"\d{1,3}(?:[.．]|\u20de)?"), 20),
    (re.compile(r"[가-하]\."), 30),
    (re.compile(r"[【\[<〈《]\d{1,2}[】\]>〉》]|[\U000F0852-\U000F08FF]|[❶-❿]"), 25),
    (re.compile(r"[□ㅁ■▣❏❑☐]+|\?{1,2}|\ufffd{1,2}"), 40),
    (re.compile(r"\d{1,2}\)"), 50),
    (re.compile(r"[가-하]\)"), 60),
    (re.compile(r"\(\d{1,2}\)|[⑴-⒇]"), 70),
    (re.compile(r"\([가-하]\)"), 72),
    (re.compile(r"[ㅇ○●◦◯◉⊙◎❍]+|[oOοоｏº°]"), 75),
    (re.compile(r"[①-⑳❶-❿㉠-㉯㉮-㉻]"), 80),
    (re.compile(r"[▷▶►◆◇◈★☆→⇒➔➢✓✔]+"), 88),
    (re.compile(r"[-–—]+"), 90),
    (re.compile(r"[▪▫•·ㆍ∙+]+"), 95),
    (re.compile(r"[※*]+"), 100),
)
HEADING_RANK = 40
SECTION_SIGNS = ("◈", "◆")
SECTION_RANK = 35
_RAISED = frozenset({50, 80})
"""Ranks of `1)` and `①`, which head the sections of a document that has no higher marker."""
_RAISED_LENGTH = 45
_ITEM_RANK = 90

_GOAL = re.compile(
    rf"^[<〈【\[]?\s*(?:{alternation('goal_kind')}\s?{alternation('goal_noun')}|{alternation('goal_word')})\s?(?:(?:[Ⅰ-Ⅻ]-)?\d{{1,2}}(?:-\d{{1,2}})?|[Ⅰ-Ⅻ①-⑳❶-❿])\s*[.):：\]>】]?\s*"
    r"(?P<name>[가-힣「『].{2,50})$"
)
_GOAL_WORDS = tuple(sign_words("goal_word"))
_WHEN = re.compile(
    rf"['’‘`]?\d{{1,4}}\s?{alternation('date_word')}|{alternation('half_year')}|\d\s?/\s?4\s?{alternation('date_word')}"
)
_LABEL = re.compile(r"^(?P<label>(?:[^:：()]|\([^()]{0,20}\)){1,32}?)\s*[:：](?!\d|//)\s*(?P<rest>.*)$", re.DOTALL)
_LEAD = re.compile(r"^[(（\[【<〈](?P<label>[^()（）\[\]【】<>〈〉]{2,20})[)）\]】>〉]\s+(?P<rest>\S.*)$", re.DOTALL)


def rank_of(marker: str) -> int:
    """How deep a marker stands: 제1장 8, Ⅰ 10, 1. 20, 가. 30, □ 40, ... ※ 100."""
    return next((rank for pattern, rank in _RANKS if pattern.fullmatch(marker)), _ITEM_RANK)


@dataclass(frozen=True, slots=True)
class Node:
    """A paragraph in the outline.

    title   its text without marker, code and value: what names the section that it opens
    label   the words before a colon or in a leading bracket
    value   offset where the words after the label begin
    carded  whether the lines of a project's card stand right below it
    office  whether it is an office and nothing more, at the head of its part
    depth   how deep it stands where its document puts its marker elsewhere than the rank says
    during  the days of what it heads, which the line before it names
    """

    segment: Segment
    marker: str | None
    rank: int | None
    text: str
    title: str
    label: str | None
    value: int
    heading: bool
    role: SectionRole | None
    generic: bool
    span: Span | None
    is_goal: bool = False
    carded: bool = False
    office: bool = False
    depth: float | None = None
    during: Span | None = None

    @property
    def level(self) -> int | None:
        return self.segment.level


_COUNTED = re.compile(r"[가-하][.)]|\d{1,2}[.)]")
"""A count behind a bullet (`• 가. 수행기관 : 4개소`): it stands above what has the bullet alone."""
_LONG_TITLE = 20
"""Letters from which on a line that ends as a sentence does is one."""


def node_of(segment: Segment) -> Node:
    """Read one paragraph as a node of the outline."""
    text = segment.text.strip()
    marked = split_marker(text)
    marker, rest = marked.marker, marked.text
    if segment.marker and (marker is None or rank_of(marker) > 80):
        marker, rest = (marker or segment.marker), rest
    while (inner := split_marker(rest)).marker and inner.marker in "①②③④⑤⑥⑦⑧⑨⑩":
        rest = inner.text
    counted = (
        marker is not None and rank_of(marker) >= _ITEM_RANK and _COUNTED.fullmatch(inner.marker or "") is not None
    )
    rest = inner.text if counted else rest
    bracketed: re.Match[str] | None = None
    numbered = False
    named = _NUMBERED_WORD.match(rest) or (bracketed := _BRACKETED_ORDINAL.match(rest))
    aimed = named is not None and named["word"].endswith(_GOAL_WORDS) and _GOAL.match(rest) is not None
    if named is not None and not aimed and _numbers(marker, named["word"]):
        numbered, coded = True, "-" in named["number"]
        number = named["number"] if named["number"][0] not in _CIRCLED else str(_CIRCLED.index(named["number"]) + 1)
        marker = None if coded else marker if marker in _SECTION_BARS else f"{number}."
        rest = f"{named['number']} {named['name']}" if coded else named["name"]
    else:
        bracketed = None
    rank = rank_of(marker) - counted if marker else None
    label, value = _label_of(segment.text, rest)
    name = label or rest
    valued = label is not None and bool(segment.text[value:].strip()) and exact_role(label) in _KEYS
    goal = _GOAL.match(rest) or (named if numbered and named is not None and _numbers_goal(named) else None)
    heading = goal is not None or (not valued and _is_heading(segment, rank, rest, label))
    if (
        split_code(rest)[0]
        and rank is None
        and len(tidy(without_right_edge(rest))) <= 45
        and not any(e.kind == "phone" for e in scan(without_right_edge(rest)))
    ):
        heading, rank = True, 25
    if bracketed is not None or (numbered and rank is not None and not heading):
        heading, rank = True, ORDINAL_RANK
    if goal:
        rank, label, value, name = 15, None, 0, goal["name"]
    name = without_right_edge(name)
    title = tidy(collapse_spaced_label(_unbracketed(without_unit_note(split_code(name)[1]))))
    role, generic = section_role(title) if len(title) <= 60 else (None, False)
    until = value if label is not None else len(segment.text)
    span = next((e.span for e in segment.expressions if e.span and e.span.year and e.end <= until), None)
    if goal or _is_dated_entry(segment, rest):
        role, generic = None, False
    if marker in SECTION_SIGNS and label is None and not segment.indent and len(rest) <= 30 and not is_statement(rest):
        heading, rank = True, SECTION_RANK  # `◈ 지난주 업무 실적` at the margin stands above `□`
    return Node(segment, marker, rank, rest, title, label, value, heading, role, generic, span, goal is not None)


def without_right_edge(name: str) -> str:
    """A heading without who is in charge at the right edge of the page (`1-1 산불 예방        산림보호팀장 가나다`)."""
    match = RIGHT_EDGE.search(name)
    return name[: match.start()] if match and sign_in("in_charge_word", match["people"]) else name


RIGHT_EDGE = re.compile(r"(?<=\S)\s{3,}(?P<people>[^\s:：][^:：]{2,40})$")


def _unbracketed(name: str) -> str:
    """A name without the brackets that stand around all of it (`[지난주 한 일]`)."""
    match = _IN_BRACKETS.fullmatch(name.strip())
    return match["inside"] if match else name


_IN_BRACKETS = re.compile(r"[<〈《【\[]\s*(?P<inside>[^<>\[\]〈〉《》【】]{1,30}?)\s*[>〉》】\]]")


def is_statement(text: str) -> bool:
    """Whether a line is a sentence that ends in a verbal noun (`살림을 튼튼하게 꾸림`), and no name of anything."""
    last = text.rstrip(" .")[-1:]
    nominal = "가" <= last <= "힣" and (ord(last) - ord("가")) % 28 == _FINAL_MIEUM
    return nominal and re.search(r"[가-힣](?:을|를)\s", text) is not None


_FINAL_MIEUM = 16
"""The place of ㅁ among the final consonants of a syllable."""


def _is_dated_entry(segment: Segment, rest: str) -> bool:
    """`2025. 5월 : 위원회 구성` is an entry of a schedule, whatever its words open elsewhere."""
    start = segment.text.find(rest)
    first = next((e for e in segment.expressions if e.start == start and e.kind == "date"), None)
    return first is not None and bool(re.match(r"\s*[:：]\s*\S", segment.text[first.end :]))


def raised_rank(segments: Iterable[Segment]) -> int | None:
    """The rank of `1)` or `①` where it is the highest marker of a document, at the margin, twice at least.

    It then heads the sections.
    """
    ranks = [rank_of(marker) for s in segments if not s.indent and (marker := split_marker(s.text.strip()).marker)]
    top = min(ranks, default=0)
    return top if top in _RAISED and ranks.count(top) >= 2 else None


def raised(node: Node, rank: int) -> Node:
    """`1) 사업명` as the heading that `1. 사업명` is, unless it holds a value."""
    end = len(node.segment.text.rstrip(" )."))
    valued = node.label is not None or any(e.kind == "quantity" and e.end >= end for e in node.segment.expressions)
    if node.rank != rank or node.segment.indent or valued or len(node.text) > _RAISED_LENGTH:
        return node
    return replace(node, heading=True, rank=20)


def _has_amount(text: str) -> bool:
    """Whether words before a colon hold an amount: then they are no label of what follows."""
    return any(e.is_money for e in scan(text))


_APART_REACH, _LONGEST_LABEL = 24, 8


def _label_of(full: str, rest: str) -> tuple[str | None, int]:
    offset = full.find(rest) if rest else 0
    for pattern in (_LEAD, _LABEL):
        match = pattern.match(rest)
        if match and not re.search(r"[가-힣A-Za-z]{2}", _WHEN.sub("", collapse_spaced_label(match["label"]))):
            continue
        if match and (_has_amount(match["label"]) or sign_in("by_line", match["label"]) or "=" in match["label"]):
            continue
        if match and match["rest"] and not re.search(r"\d$", match["label"]):
            return tidy(collapse_spaced_label(match["label"])), offset + match.start("rest")
        if match and pattern is _LABEL:
            return tidy(collapse_spaced_label(match["label"])), offset + len(rest)
    for gap in re.finditer(r"\s{2,}(?=\S)", rest[:_APART_REACH]):
        label = tidy(collapse_spaced_label(rest[: gap.start()]))
        if role_of(label) in _KEYS | {"target", "result", "executed"} and 2 <= len(compact(label)) <= _LONGEST_LABEL:
            return label, offset + gap.end()
    return None, offset


_KEYS = frozenset({"task", "schedule", "location", "beneficiary", "department", "officer", "budget", "note"})
"""Labels of key-value lines: `나. 기간 : 3월` opens no section."""


def _numbers(marker: str | None, word: str) -> bool:
    """Whether a word of the field before a number, alone or behind a bar, says which project a line names."""
    return (marker is None or marker in _SECTION_BARS) and sign_in("ordinal_word", word) is not None


def _numbers_goal(named: re.Match[str]) -> bool:
    """Whether a word of the field and a number without parts head a goal or a field of work (`분야 1. 돌봄`)."""
    word = named["word"]
    return "-" not in named["number"] and (word.endswith(_GOAL_WORDS) or sign_in("field_word", word) is not None)


_SECTION_BARS = ("■", "□", "ㅁ", "◈", "◆", "▣", "◇", "●", "◎", "▶", "▷")
_BRACKETED_ORDINAL = re.compile(
    r"^[\[【<〈《(]\s*(?P<word>[가-힣]{2,6})\s?(?P<number>(?:[Ⅰ-Ⅻ]-)?\d{1,2}(?:-\d{1,2})*)\s*[\]】>〉》)]\s*(?P<name>\S.*)$",
    re.DOTALL,
)
"""`[주요사업 1] 물길 살리기`, `【이행과제 Ⅳ-2-1】 대기 점검`."""
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ORDINAL_RANK = 17
"""How deep such a heading stands: above the numbered chapters of its card."""
_NUMBERED_WORD = re.compile(
    r"^(?P<word>[가-힣]{2,6})\s?(?P<number>\d{1,2}(?=\s?[.):▶▷►➤|])|[①-⑳]|(?:[Ⅰ-Ⅻ]-)?\d{1,2}-\d{1,2}(?:-\d{1,2})*|[Ⅰ-Ⅻ]-\d{1,2})"
    r"(?:\s?[.):▶▷►➤|]\s*|\s+)(?P<name>\S.*)$",
    re.DOTALL,
)
"""`과제 1. 마을 가꾸기`, `공약 1-3 청년 집 마련`: a word of the field and a number before a name."""
_ROW_END = re.compile(r"(?:\s\d{1,3}(?:,\d{3})*(?:\.\d+)?){2}\s*$")
"""The numbers at the end of a row of a table that lost its shape (`1 달빛뜰 느티동 31 7,200 480`)."""
_CONTENTS = re.compile(r"(?:[.·…]\s?){3,}\s*\d+\s*$")


def _is_heading(segment: Segment, rank: int | None, rest: str, label: str | None) -> bool:
    if _CONTENTS.search(rest) or _ROW_END.search(rest):
        return False
    if segment.level is not None:
        return True
    if segment.closing:
        return False
    if re.fullmatch(r"[<〈《【\[]\s*[^<>\[\]]{1,30}\s*[>〉》】\]]", rest):
        return not any(e.is_money for e in segment.expressions)
    end = len(segment.text.rstrip(" )."))
    valued = label is None and any(e.kind == "quantity" and e.end >= end for e in segment.expressions)
    return (
        rank is not None
        and rank <= HEADING_RANK
        and not valued
        and len(tidy(label or rest)) <= 60
        and not (len(rest) > _LONG_TITLE and ends_as_sentence(rest))
    )


def opened(path: Sequence[Node], node: Node) -> tuple[Node, ...]:
    """The path with a node put on it: what the node does not stand under is closed."""
    twin = next((at for at, above in enumerate(path) if _is_bare_card(above) and above.rank == node.rank), len(path))
    kept = list(path[:twin] if _is_bare_card(node) else path)
    while kept and not (_stands_under(node, kept[-1]) or _is_part_of_card(node, kept)):
        kept.pop()
    return (*kept, node)


def _is_bare_card(node: Node) -> bool:
    """Whether a heading is the name of a card with neither marker nor level."""
    return node.heading and node.carded and node.level is None and node.marker is None


def _is_part_of_card(node: Node, path: Sequence[Node]) -> bool:
    """Whether a heading with a level stands under a card without one: it is deeper than all levels open above."""
    levels = [above.level for above in path if above.level is not None]
    deeper = node.level is not None and node.level > max(levels, default=0)
    return node.heading and node.rank is None and deeper and _is_bare_card(path[-1])


def _stands_under(node: Node, above: Node) -> bool:
    """Whether a node belongs below another that is open."""
    if node.heading != above.heading:
        higher = node.rank is not None and above.rank is not None and node.rank < above.rank
        told = is_sentence(node.text) and is_sentence(above.text)
        beside = (node.label is not None or told) and node.marker is not None and node.marker == above.marker
        lost = node.marker in _LOST_MARKS and not _says_its_value(above)
        beside = beside and not lost and node.segment.indent == above.segment.indent
        return above.heading and not beside and not (higher and node.rank in _NUMBERED_CHAPTERS)
    if not node.heading:
        if node.segment.closing and above.segment.closing and node.marker is not None and above.marker is None:
            return True  # an entry of a list in a sentence, under the head of that sentence
        if node.generic and above.generic and node.label and above.label and node.marker == above.marker:
            return False
        if node.segment.indent != above.segment.indent:
            return node.segment.indent > above.segment.indent
        return _item_rank(node) > _item_rank(above)
    if node.marker in _LOST_MARKS and node.marker == above.marker and above.generic and not node.generic:
        return True
    own, other = (n.depth if n.depth is not None else n.rank for n in (node, above))
    if own is not None and other is not None and own != other:
        return own > other
    if node.level is not None and above.level is not None:
        return node.level > above.level
    if above.carded and own == other and node.marker is None:
        return node.generic
    return above.rank is None and node.rank is not None


def _says_its_value(node: Node) -> bool:
    """Whether a line has both a label and what it says (`운영대상 : 쉼터 27개소`): nothing stands below it."""
    return node.label is not None and bool(node.segment.text[node.value :].strip())


_LOST_MARKS = ("?", "??")
"""What a converter writes for every mark that it does not know: how deep a line stands it does not say."""
_NUMBERED_CHAPTERS = (10, 20)
"""Ranks of `Ⅲ` and `3.`: a line with a value and such a number (`Ⅲ 소요예산 : 684백만원`) is no item of a section."""


def _item_rank(node: Node) -> int:
    return node.rank or (_LABELLED_ITEM if node.label else _UNMARKED_ITEM)


_LABELLED_ITEM = 87
"""Where a line with a label and no marker stands: above the lines that go on what it says."""
_UNMARKED_ITEM = 89
"""Where a paragraph without a marker stands among items: below the numbered ones, above dashes."""


def closes(node: Node, carried: Node) -> bool:
    """Whether a heading ends the year of an earlier one: it stands higher, or opens a new chapter."""
    if node.level is not None and carried.level is not None:
        return node.level <= carried.level
    return node.rank is not None and node.rank <= 20 and node.depth is None
