"""Where a paragraph stands in the outline: what is above it, what kind of section that is, which year it is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pipeline.interpret.segments import Segment
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import collapse_spaced_label, compact, split_code, split_marker, tidy
from pipeline.korean.periods import Span

Role = Literal[
    "background",
    "direction",
    "overview",
    "organization",
    "work",
    "result",
    "spent",
    "budget",
    "unit_price",
    "account",
    "problem",
    "opinion",
    "effect",
    "procedure",
    "criterion",
    "evaluation",
    "administration",
    "function",
    "attachment",
    "period",
    "kpi",
]

_RANKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"[Ⅰ-Ⅻ]\.?|[IVX]+\.?"), 10),
    (re.compile(r"\d{1,2}\.?"), 20),
    (re.compile(r"[가-하]\."), 30),
    (re.compile(r"[□■▣❏❑☐]+"), 40),
    (re.compile(r"\d{1,2}\)"), 50),
    (re.compile(r"[가-하]\)"), 60),
    (re.compile(r"\(\d{1,2}\)|[⑴-⒇]"), 70),
    (re.compile(r"\([가-하]\)"), 72),
    (re.compile(r"[○●◦◯◉⊙◎❍]+"), 75),
    (re.compile(r"[①-⑳❶-❿㉠-㉯㉮-㉻]"), 80),
    (re.compile(r"[▷▶►◆◇◈★☆→⇒➔➢✓✔]+"), 88),
    (re.compile(r"[-–—]+"), 90),
    (re.compile(r"[▪▫•·ㆍ∙+]+"), 95),
    (re.compile(r"[※*]+"), 100),
)
_HEADING_RANK = 40
_SECTION_SIGNS = ("◈", "◆")
_PARENTHESIS_RANK = 50
_ITEM_RANK = 90

_GOAL = re.compile(
    r"^[<〈【\[]?\s*(?:정책|성과|전략|추진|핵심|중점|기본)\s?(?:목표|전략|과제|사업)\s?(?:\d{1,2}|[ⅠⅡⅢⅣⅤ])\s*[.):：\]>】]?\s*(?P<name>[가-힣「『].{2,50})$"
)
_WHEN = re.compile(r"['’‘`]?\d{2,4}\s?년도?|\d{1,2}\s?월|\d{1,2}\s?일|[상하]반기|\d\s?/?\s?4?\s?분기")
_LABEL = re.compile(r"^(?P<label>(?:[^:：()]|\([^()]{0,20}\)){1,32}?)\s*[:：](?!\d)\s*(?P<rest>.*)$", re.DOTALL)
_LEAD = re.compile(r"^[(（\[【<〈](?P<label>[^()（）\[\]【】<>〈〉]{2,20})[)）\]】>〉]\s+(?P<rest>\S.*)$", re.DOTALL)


def rank_of(marker: str) -> int:
    """How deep a marker stands: Ⅰ 10, 1. 20, 가. 30, □ 40, ... ※ 100."""
    return next((rank for pattern, rank in _RANKS if pattern.fullmatch(marker)), _ITEM_RANK)


@dataclass(frozen=True, slots=True)
class Node:
    """A paragraph in the outline.

    title   its text without marker, code and value: what names the section that it opens
    label   the words before a colon or in a leading bracket
    value   offset where the words after the label begin
    """

    segment: Segment
    marker: str | None
    rank: int | None
    text: str
    title: str
    label: str | None
    value: int
    heading: bool
    role: Role | None
    generic: bool
    span: Span | None
    is_goal: bool = False

    @property
    def level(self) -> int | None:
        return self.segment.level


@cache
def _sections() -> dict[str, Role]:
    return {compact(row["word"]): row["role"] for row in rows_of("sections.csv")}  # type: ignore[misc]


def section_role(title: str) -> tuple[Role | None, bool]:
    """The kind of section that a title opens, and whether the title says nothing more than that."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>", "", collapse_spaced_label(title))
    key = compact(bare)
    key = re.sub(r"^(?:제?\d+차)?(?:19|20)?\d{2}년도?", "", key)
    sections = _sections()
    if key in sections:
        return sections[key], True
    for size in range(min(len(key), 12), 1, -1):
        if key[-size:] in sections and len(key) <= 32:
            return sections[key[-size:]], True
    return None, False


def is_section_word(title: str) -> bool:
    """Whether a title is a section's usual name and nothing more (`연도별 투자계획`)."""
    return compact(collapse_spaced_label(title)) in _sections()


def node_of(segment: Segment) -> Node:
    """Read one paragraph as a node of the outline."""
    text = segment.text.strip()
    marked = split_marker(text)
    marker, rest = marked.marker, marked.text
    if segment.marker and (marker is None or rank_of(marker) > 80):
        marker, rest = (marker or segment.marker), rest
    while (inner := split_marker(rest)).marker and inner.marker in "①②③④⑤⑥⑦⑧⑨⑩":
        rest = inner.text
    rank = rank_of(marker) if marker else None
    label, value = _label_of(segment.text, rest)
    name = label or rest
    goal = _GOAL.match(rest)
    heading = goal is not None or _is_heading(segment, rank, rest, label)
    if (
        split_code(rest)[0]
        and rank is None
        and len(rest) <= 45
        and not any(e.kind == "phone" for e in segment.expressions)
    ):
        heading, rank = True, 25
    if goal:
        rank, label, value, name = 15, None, 0, goal["name"]
    title = tidy(collapse_spaced_label(split_code(name)[1]))
    role, generic = section_role(title) if len(title) <= 60 else (None, False)
    span = next((e.span for e in segment.expressions if e.span and e.span.year), None)
    if goal or _is_dated_entry(segment, rest):
        role, generic = None, False
    if marker in _SECTION_SIGNS and label is None and not segment.indent and len(rest) <= 30:
        heading, rank = True, 35  # `◈ 지난주 업무 실적` at the margin stands above `□`
    return Node(segment, marker, rank, rest, title, label, value, heading, role, generic, span, goal is not None)


def _is_dated_entry(segment: Segment, rest: str) -> bool:
    """`2025. 5월 : 위원회 구성` is an entry of a schedule, whatever its words open elsewhere."""
    start = segment.text.find(rest)
    first = next((e for e in segment.expressions if e.start == start and e.kind == "date"), None)
    return first is not None and bool(re.match(r"\s*[:：]\s*\S", segment.text[first.end :]))


def numbered_by_parenthesis(segments: Iterable[Segment]) -> bool:
    """Whether `1)` is the highest number of a document, at the margin, twice at least: it then heads the sections."""
    ranks = [rank_of(marker) for s in segments if not s.indent and (marker := split_marker(s.text.strip()).marker)]
    return ranks.count(_PARENTHESIS_RANK) >= 2 and min(ranks) == _PARENTHESIS_RANK


def raised(node: Node) -> Node:
    """`1) 사업명` as the heading that `1. 사업명` is, unless it holds a value."""
    valued = node.label is not None or any(e.kind == "quantity" for e in node.segment.expressions)
    if node.rank != _PARENTHESIS_RANK or node.segment.indent or valued or len(node.text) > 45:
        return node
    return replace(node, heading=True, rank=20)


def _label_of(full: str, rest: str) -> tuple[str | None, int]:
    offset = full.find(rest) if rest else 0
    for pattern in (_LEAD, _LABEL):
        match = pattern.match(rest)
        if match and not re.search(r"[가-힣A-Za-z]{2}", _WHEN.sub("", collapse_spaced_label(match["label"]))):
            continue
        if match and match["rest"] and not re.search(r"\d$", match["label"]):
            return tidy(collapse_spaced_label(match["label"])), offset + match.start("rest")
        if match and pattern is _LABEL:
            return tidy(collapse_spaced_label(match["label"])), offset + len(rest)
    return None, offset


def _is_heading(segment: Segment, rank: int | None, rest: str, label: str | None) -> bool:
    if segment.level is not None:
        return True
    if re.fullmatch(r"[<〈《【\[]\s*[^<>\[\]]{1,30}\s*[>〉》】\]]", rest):
        return True
    return (
        rank is not None
        and rank <= _HEADING_RANK
        and len(label or rest) <= 60
        and not re.search(r"[다음함임]\.?$", rest[20:])
    )


@dataclass(slots=True)
class Outline:
    """The stack of headings and list items above the current paragraph."""

    stack: list[Node]
    carried: Node | None = None

    def push(self, node: Node) -> None:
        """Close what the node does not stand under, then open it."""
        while self.stack and not _stands_under(node, self.stack[-1]):
            self.stack.pop()
        self.stack.append(node)
        if not node.heading:
            return
        if self.carried and _closes(node, self.carried):
            self.carried = None
        if node.span is not None and node.span.is_year:
            self.carried = node

    def role(self) -> Role | None:
        """The nearest section kind above."""
        return next((node.role for node in reversed(self.stack) if node.role), None)

    def roles(self) -> list[Role]:
        """All section kinds above, nearest first."""
        return [node.role for node in reversed(self.stack) if node.role]

    def year_span(self) -> Span | None:
        """The year that a heading above names, else the one carried from a heading before."""
        for node in reversed(self.stack):
            if (node.heading or node.generic) and node.span is not None and node.span.is_year:
                return node.span
        carries = self.carried is not None and self.role() in ("result", "spent")
        return self.carried.span if carries and self.carried else None

    def task(self) -> Node | None:
        """The numbered project or chapter that the paragraph stands under."""
        for node in self.stack:
            if node.heading and node.rank in (10, 20, 25, 30) and not node.generic and len(node.title) >= 2:
                return node
        return None

    def goal(self) -> Node | None:
        """The heading above that names a goal (`정책목표 1. …`)."""
        return next((node for node in reversed(self.stack) if node.is_goal), None)

    def parent(self, node: Node) -> Node | None:
        """The node directly above one that is on the stack."""
        at = next((i for i, other in enumerate(self.stack) if other is node), 0)
        return self.stack[at - 1] if at else None


def _closes(node: Node, carried: Node) -> bool:
    """Whether a heading ends the year of an earlier one: it stands higher, or opens a new chapter."""
    if node.level is not None and carried.level is not None:
        return node.level <= carried.level
    return node.rank is not None and node.rank <= 20


def _stands_under(node: Node, above: Node) -> bool:
    """Whether a node belongs below another that is open."""
    if node.heading != above.heading:
        return above.heading
    if not node.heading:
        if node.segment.indent != above.segment.indent:
            return node.segment.indent > above.segment.indent
        return (node.rank or 89) > (above.rank or 89)
    if node.rank is not None and above.rank is not None:
        return node.rank > above.rank
    if node.level is not None and above.level is not None:
        return node.level > above.level
    return above.rank is not None or node.rank is not None
