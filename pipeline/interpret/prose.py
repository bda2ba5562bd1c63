"""Paragraphs to rows: key-value lines, events with the counts below them, budgets, items of work, evaluations."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pipeline.interpret.context import Context, Dataset, Draft
from pipeline.interpret.headers import role_of
from pipeline.interpret.notebook import Notebook, quantity_fields
from pipeline.interpret.outline import Node, Outline, Role, node_of, numbered_by_parenthesis, raised, section_role
from pipeline.interpret.phrases import Counted, counted, is_fact
from pipeline.interpret.segments import Ledger, Segment
from pipeline.korean.funding import NO_BUDGET, TOTAL, Amount, find_source, read_funding
from pipeline.korean.lookups import rows_of
from pipeline.korean.names import collapse_spaced_label, compact, split_code, strip_markers, tidy
from pipeline.korean.organizations import find_department, is_department, is_officer, read_in_charge
from pipeline.korean.periods import Span
from pipeline.korean.scan import Expression
from pipeline.korean.units import Unit
from schemas.finding import Reason

_BUDGET_LABEL = re.compile(
    r"사업비|예산|재원|투자비|투자액|소요액|총액|경비|보조금|지원금|집행액|결산액|지출액|국비|도비|시비|구비|군비"
)
_SPENT = re.compile(r"집행|결산|지출|정산")
_INLINE_LABEL = re.compile(r"(?:(?<=\s)|^|(?<=[-○·▪]))(?P<label>[가-힣](?:[가-힣 ]{0,12}[가-힣])?)\s*[:：](?!\d)")
_PAST = re.compile(r"(?:하였|되었|했|됐|였)(?:음|다|습니다)\.?$")
_WISH = re.compile(r"경우|(?:필요|바람직|중요|요망|요구됨|해야|하여야|되어야|있었으면|있겠음|할\s?것)[가-힣\s]*\.?$")
_REQUEST = re.compile(r"(?:바랍니다|바람|주십시오|주세요)\.?$")
_RESULT_WORDS = re.compile(
    r"달성[률율도]|실적|참석|참여하|완료|집계|조사됨|나타남|개최함|실시함|추진함|지원함|하였음|되었음|했음|보이고\s?있음"
)
_PLAN_WORDS = re.compile(r"목표|예정|계획|추진할|확대|까지|증가시|감축|제고")
_CHECKED = re.compile(r"(?P<label>[가-힣](?:[가-힣 ·]{0,14}[가-힣])?)\s*\(\s*(?P<mark>[○◯〇●√vV✓✔■☑]?)\s*\)")
ARROW = re.compile(r"→|⇒|➔|->")
_RATE_BEFORE = re.compile(r"(?P<rate>(?:집행|이행|달성|징수)[률율])\s*[:：]?\s*$|집행\s*\(\s*$")
_LAST_YEAR = re.compile(r"(?:전년도?|지난해|작년)(?!\s?(?:도\s?)?(?:대비|동기))")
_COMPARED: dict[str, Dataset] = {
    **dict.fromkeys(("목표", "목표치", "목표값", "계획", "당초계획"), "plan"),
    **dict.fromkeys(("실적", "달성도", "달성률", "달성율"), "result"),
}
"""Labels of numbers set against the one before them (`4,200톤(목표 4,000톤, 달성도 105%)`)."""
_SIGNS = 2
"""Section headings, goals and table columns of plans that a document must have at least to be one."""
_SIGN_EVERY = 200
"""And one of them among as many lines and cells: a long text of another kind has some by chance."""
_DEPARTMENT_AFTER = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<department>[가-힣]{3,12})[)\]]$")
NOT_A_PLAN = "계획 문서의 꼴이 아님"
_BOXED = re.compile(r"(?P<mark>[□☐■☑▣●])\s*(?P<label>[가-힣](?:[가-힣 ·]{0,14}[가-힣])?)")
_ATTACHED = re.compile(r"\s*(?:붙\s?임|별\s?첨|첨\s?부)\s?(?:\d|[:：.]|물)")
_BASIS_SIGNS = re.compile(r"[×xX*✕]")

RESULT_ROLES: frozenset[Role] = frozenset({"result", "spent", "organization"})
PLAN_ROLES: frozenset[Role] = frozenset({"work", "budget", "overview", "direction"})
FACTLESS_ROLES: frozenset[Role] = frozenset({"problem", "opinion", "effect", "background"})
SILENT_ROLES: frozenset[Role] = frozenset({"attachment", "unit_price"})


@cache
def task_classes() -> frozenset[str]:
    """What a card's head line says of the kind of a task beside its name (`신규사업`, `II형(임기내완료)`)."""
    return frozenset(compact(row["word"]) for row in rows_of("task_classes.csv"))


@cache
def statuses() -> dict[str, str]:
    return {row["word"]: row["status"] for row in rows_of("statuses.csv")}


def find_status(text: str) -> str | None:
    """The status that a text names and nothing else (`해당없음-`, `-신규사업`)."""
    return statuses().get(compact(text))


@dataclass(slots=True)
class Section:
    """What the key-value lines above have said for the rest of their section."""

    span: Span | None = None
    task: str | None = None
    task_code: str | None = None
    department: str | None = None
    team: str | None = None
    officer: str | None = None
    budgets: list[Draft] = field(default_factory=list)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph under one label: `사업비 : 35백만원(시비)`."""

    label: str | None
    start: int
    end: int


def pieces_of(segment: Segment, start: int, end: int) -> list[Piece]:
    """A text cut where a known label and a colon begin something new."""
    found = [
        m
        for m in _INLINE_LABEL.finditer(segment.text, start, end)
        if role_of(m["label"])
        in ("budget", "executed", "account", "schedule", "task", "department", "officer", "source")
        or m.start() == start
    ]
    if not found:
        return [Piece(None, start, end)]
    pieces = [Piece(None, start, found[0].start())] if segment.text[start : found[0].start()].strip(" -○·▪\t") else []
    for match, following in zip(found, [*found[1:], None], strict=True):
        stop = following.start() if following else end
        pieces.append(Piece(tidy(collapse_spaced_label(match["label"])), match.end(), stop))
    return pieces


class Prose:
    """Reads the paragraphs of a document in order; what one line says holds for those below it."""

    def __init__(self, book: Notebook) -> None:
        self.book = book
        self.outline = Outline([])
        self.section = Section()
        self.fed: set[int] = set()
        self.codes = codes_of(book)
        self.parenthesised = numbered_by_parenthesis(s for s in book.ledger.segments if s.place.row is None)
        self.signs = 0
        self.founded: set[int] = set()
        self.works: dict[int, Draft] = {}
        self.events: list[tuple[Node, Node | None, Context]] = []

    # -- context ---------------------------------------------------------------------------------------------------

    def context(self) -> Context:
        """What holds at this place of the outline."""
        facts, outline, section = self.book.facts, self.outline, self.section
        heading_year = outline.year_span()
        task = outline.task()
        year = (heading_year.year if heading_year else None) or facts.year
        if year and not heading_year and any(n.heading and _LAST_YEAR.match(n.title) for n in outline.stack):
            year -= 1
        goal = outline.goal()
        title, in_charge = without_department(tidy(task.title)) if task else (None, None)
        name = section.task or title
        code = section.task_code or (split_code(task.text)[0] if task else None)
        return Context(
            year=year,
            role=outline.role(),
            goal=goal.title if goal else None,
            task=name,
            task_code=code,
            department=section.department or in_charge or facts.department,
            team=section.team,
            officer=section.officer,
        )

    def dataset(self, context: Context, text: str = "") -> Dataset:
        """Planned or achieved: by the nearest section that tells, else by the words, else by the document's form."""
        if self._body_exists():
            return "result"
        nearest = next((r for r in self.outline.roles() if r in RESULT_ROLES or r in PLAN_ROLES), None)
        if nearest in RESULT_ROLES:
            return "result"
        if nearest is not None and nearest != "overview":
            return "plan"
        if _RESULT_WORDS.search(text) and not re.search(r"목표(?!\s?(?:달성|대비))|예정", text):
            return "result"
        if nearest == "overview" or _PLAN_WORDS.search(text):
            return "plan"
        return self.book.facts.dataset

    def _body_exists(self) -> bool:
        """Whether a sibling line has said that the thing was set up on a day (`구성일 : 2019. 3`)."""
        parent = self.outline.stack[-2] if len(self.outline.stack) > 1 else None
        return parent is not None and (parent.segment.number in self.founded)

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, segment: Segment) -> None:
        """Read one paragraph."""
        node = raised(node_of(segment)) if self.parenthesised else node_of(segment)
        if segment.number in self.book.facts.title_numbers:
            self.outline = Outline([])
            self.section = Section()
            return
        self.outline.push(node)
        self.signs += node.generic or node.is_goal
        self._close_section(node)
        parent = self.outline.parent(node)
        self._remember(node, parent)
        if self.outline.role() in SILENT_ROLES and not node.heading:
            self._explain_unit_prices(segment, 0, len(segment.text))
            return
        if parent is not None and _is_group(parent) and (group := self.works.get(parent.segment.number)):
            self.book.drafts = [d for d in self.book.drafts if d is not group]
        drafts = self._evaluation(node) or self._facts(node, parent)
        if drafts and parent is not None:
            self.fed.add(parent.segment.number)

    def _close_section(self, node: Node) -> None:
        if node.heading and len(self.outline.stack) <= self.section.depth:
            self.section = Section(department=self.section.department if not self.section.task else None)
        if node.heading:
            self.section.budgets = []

    def _remember(self, node: Node, parent: Node | None) -> None:
        """Key-value lines that say something for the lines below them."""
        text, label = node.segment.text, node.label
        if label is None:
            self._head_line(node)
            return
        role = role_of(label)
        value = text[node.value :].strip()
        spans = [e.span for e in node.segment.expressions if e.span and e.start >= node.value]
        if role == "schedule" and spans:
            if re.search(r"구성|설치|설립|위촉|개소|창립", compact(label)) and parent is not None:
                self.founded.add(parent.segment.number)
            elif compact(label) in ("사업기간", "추진기간", "운영기간", "기간"):
                self._lasts(spans[0])
        elif compact(label) in ("구성일", "설치일", "설립일", "위촉일", "개소일", "창립일") and parent is not None:
            self.founded.add(parent.segment.number)
        elif (
            role == "task"
            and value
            and len(value) <= 60
            and compact(label) not in ("주요업무", "세부사업", "과업", "공약")
        ):
            code, name = split_code(value)
            self.section.task, self.section.task_code = tidy(strip_markers(name)), code or self.section.task_code
            overview = next((i for i, n in enumerate(self.outline.stack) if n.role == "overview"), None)
            self.section.depth = overview if overview is not None else len(self.outline.stack) - 1
        elif role == "no" and (code := split_code(f"{value} ")[0]):
            self.section.task_code = code
        elif role in ("department", "officer") and value:
            charge = read_in_charge([value])
            self.section.department = charge.department or self.section.department
            self.section.team = charge.team if charge.department else self.section.team
            self.section.officer = charge.officer or self.section.officer

    def _lasts(self, span: Span) -> None:
        """The period of the project: an amount for all of it, named before or after, belongs to no single year."""
        self.section.span = span
        for draft in self.section.budgets:
            if draft.context.activity is None:
                draft.context = whole_project(draft.context, span)

    def _head_line(self, node: Node) -> None:
        """The head of a card: code, department, person and telephone in one line."""
        code, rest = split_code(node.text)
        phone = next((e for e in node.segment.expressions if e.kind == "phone"), None)
        department = find_department(rest)
        if not (code and department and (phone or node.segment.place.block == 0)):
            return
        after = rest[rest.index(department) + len(department) :]
        words = re.findall(r"[가-힣]{2,4}", after.split("☎")[0])
        name = rest[: rest.index(department)]
        self.section.task_code, self.section.department = code, department
        self.section.officer = next((w for w in words if is_officer(w)), None)
        named = [word for word in name.split() if compact(re.sub(r"\([^()]*\)", "", word)) not in task_classes()]
        self.section.task = tidy(" ".join(named)) if len("".join(named)) >= 4 else None
        if self.section.task is None:
            self.book.note(
                "task_name_missing", "error", f"과제번호 {code}의 과제명이 원문에 없습니다.", node.segment, code=code
            )
        else:
            self.book.passed("task_name_missing", node.segment)

    def _facts(self, node: Node, parent: Node | None) -> list[Draft]:
        """All rows of a paragraph."""
        segment, context = node.segment, self.context()
        drafts: list[Draft] = []
        if _ATTACHED.match(segment.text) or (node.label and role_of(node.label) == "location"):
            reason: Reason = "attachment" if _ATTACHED.match(segment.text) else "other"
            for e in segment.expressions:
                if e.kind in ("quantity", "number", "other", "list_marker"):
                    self.book.ledger.explain(segment, e, reason)
            return []
        for piece in pieces_of(segment, _body_start(node), len(segment.text)):
            label = piece.label or (node.label if piece.start <= node.value else None)
            drafts += self._piece(node, parent, piece, label, context)
        if not drafts:
            drafts = self._words_only(node, parent, context)
        return drafts

    def _piece(self, node: Node, parent: Node | None, piece: Piece, label: str | None, context: Context) -> list[Draft]:
        segment = node.segment
        role = role_of(label) if label else None
        if role == "account" or (label is None and context.role == "account"):
            self._attach_account(segment.text[piece.start : piece.end], segment)
            return []
        if self._is_budget(segment, piece, label, role, context):
            return self._budget(segment, piece, label, context)
        return self._counts(node, parent, piece, label, context)

    def _is_budget(self, segment: Segment, piece: Piece, label: str | None, role: str | None, context: Context) -> bool:
        text = segment.text[piece.start : piece.end]
        if not any(e.is_money for e in segment.within(piece.start, piece.end)) and not re.search(
            r"비\s?예산(?!사업)", text
        ):
            return False
        if role in ("budget", "executed", "source") or (label and _BUDGET_LABEL.search(compact(label))):
            return True
        return context.role in ("budget", "spent") or bool(_BUDGET_LABEL.search(text))

    def _budget(self, segment: Segment, piece: Piece, label: str | None, context: Context) -> list[Draft]:
        planned = bool(label and re.search(r"예산|계획", label))
        spent = not planned and (context.role == "spent" or bool(label and _SPENT.search(label)))
        parted = _spent_of(segment, piece)
        if parted is None:
            drafts = budget_drafts(self.book, segment, piece.start, piece.end, context, "집행" if spent else "예산")
        else:
            drafts = budget_drafts(self.book, segment, piece.start, parted, context, "예산")
            drafts += budget_drafts(self.book, segment, parted, piece.end, context, "집행")
        role, _ = section_role(label) if label else (None, False)
        if label and role != "budget" and not find_source(label) and role_of(label) not in ("budget", "executed"):
            for draft in drafts:
                draft.context = replace(draft.context, activity=label)
        if self.section.span is not None and context.role in ("overview", "budget"):
            for draft in drafts:
                if draft.context.activity is None:
                    draft.context = whole_project(draft.context, self.section.span)
        self.section.budgets += drafts
        return drafts + self._rates(segment, piece, context)

    def _rates(self, segment: Segment, piece: Piece, context: Context) -> list[Draft]:
        """The rate beside an amount (`집행액 : 3억원(집행률 12.5%)`) is a result."""
        drafts = []
        for e in segment.within(piece.start, piece.end):
            named = _RATE_BEFORE.search(segment.text, piece.start, e.start)
            if named and e.kind == "quantity" and e.unit == "%":
                fields = quantity_fields("result", e, indicator=named["rate"])
                drafts.append(self.book.add("result", segment, context, (e,), **fields))
        return drafts

    def _explain_unit_prices(self, segment: Segment, start: int, end: int) -> None:
        for e in segment.within(start, end):
            if e.kind in ("quantity", "number", "other"):
                self.book.ledger.explain(segment, e, "unit_price")

    def _attach_account(self, text: str, segment: Segment) -> None:
        """예산과목 belongs to the amounts just above it."""
        path = account_path(text)
        for draft in self.section.budgets:
            if path and "account" not in draft.fields:
                draft.fields["account"] = path

    def _counts(
        self, node: Node, parent: Node | None, piece: Piece, label: str | None, context: Context
    ) -> list[Draft]:
        segment, ledger = node.segment, self.book.ledger
        found = counted(segment, piece.start, piece.end, ledger, label)
        found += self._money_counts(segment, piece, found)
        if context.role in FACTLESS_ROLES:
            return []
        if context.role == "criterion":
            found = [item for item in found if _is_head_count(item, ledger, segment)]
        if not found:
            return []
        set_against = [_COMPARED.get(compact(item.indicator or "")) if i else None for i, item in enumerate(found)]
        if not any(set_against):
            main = self.dataset(context, segment.text)
        else:
            main = self.dataset(context, re.sub(r"\([^()]*\)", "", segment.text))
        context = self._dated(node, parent, context, main)
        above = replace(context, activity=self._activity(node, parent))
        drafts = []
        for i, (item, own) in enumerate(zip(found, set_against, strict=True)):
            dataset = own or main
            here, indicator = _named(item, i, label, above, main)
            if own and role_of(item.indicator or "") != "achievement":
                indicator = label
            fields = quantity_fields(dataset, item.expression, indicator=indicator)
            if dataset == "plan" and before_arrow(segment, item.expression):
                fields["superseded"] = True
            drafts.append(self.book.add(dataset, segment, here, (item.expression,), **fields))
        dataset = main
        self._bare_parts(segment, piece, drafts, dataset, above)
        return drafts

    def _money_counts(self, segment: Segment, piece: Piece, found: Sequence[Counted]) -> list[Counted]:
        """An amount outside any budget is a count of won (`성금 1,200만원 모금`), but never a unit price."""
        text = segment.text[piece.start : piece.end]
        if _BASIS_SIGNS.search(text) or "단가" in text:
            return []
        amounts = [e for e in segment.within(piece.start, piece.end) if e.kind == "quantity" and e.is_money]
        return [Counted(e, None) for e in amounts if re.search(r"모금|후원|기탁|성금|수익|매출|조성액|유치", text)]

    def _bare_parts(
        self, segment: Segment, piece: Piece, drafts: list[Draft], dataset: Dataset, context: Context
    ) -> None:
        """`7명(반장 외 공무원3, 상담사3)`: parts that add up to the whole have its unit, others none."""
        if not drafts:
            return
        text = segment.text
        parts: list[Draft] = []
        found: list[tuple[str, float, Expression]] = []
        for match in re.finditer(
            r"(?P<label>[가-힣]{2,12})\s?(?P<n>\d{1,6})(?=\s?[,)])", text[piece.start : piece.end]
        ):
            at = piece.start + match.start("n")
            e = next((x for x in segment.expressions if x.start == at and x.kind in ("number", "other")), None)
            if e is None or text.rfind("(", 0, at) < 0:
                continue
            found.append((match["label"], float(match["n"]), e))
        whole = drafts[0]
        unit = whole.fields.get("unit") if len(found) > 1 and sum(n for _, n, _ in found) == whole.value else None
        here = context.because("전체의 단위로 읽음" if unit else "단위 없음")
        value = "target" if dataset == "plan" else "value"
        for name, number, e in found:
            fields: dict[str, Any] = {"indicator": name, value: number, "unit": unit}
            parts.append(self.book.add(dataset, segment, here, (e,), **fields))
        if parts and not unit:
            names = {str(p.fields["indicator"]): p.value for p in parts}
            self.book.note(
                "unit_missing", "warn", "괄호 안 수에 단위가 없습니다.", segment, drafts=tuple(parts), **names
            )
        drafts += parts

    def _dated(self, node: Node, parent: Node | None, context: Context, dataset: Dataset) -> Context:
        """The period of a fact: a date in its own line, else in the event line above, else that of the section."""
        for at in (node, parent):
            if at is None or at.heading:
                continue
            span = next((e.span for e in at.segment.expressions if e.span), None)
            if span is not None:
                return replace(context, span=span, year=context.year or span.year)
        return context

    def _activity(self, node: Node, parent: Node | None) -> str | None:
        """The line above, without its dates."""
        if parent is None or (parent.role in ("work", "result", "overview", "organization") and parent.generic):
            return None
        if parent.heading and (parent.rank in (10, 20, 25, 30) or parent.span is not None):
            return None
        return parent.label or without_dates(parent)

    def _words_only(self, node: Node, parent: Node | None, context: Context) -> list[Draft]:
        """Rows of a line without a number: work to do, or what was done; a remark (`※`) and a request are neither."""
        remark = (node.marker or "").startswith("※") or _REQUEST.search(node.text)
        if node.heading or remark or len(node.text) < 4:
            return []
        roles = self.outline.roles()
        nearest = roles[0] if roles else None
        own_role = node.role is not None and node.generic
        under_result = next((r for r in roles if r in ("result", "spent", "work")), None) in ("result", "spent")
        if under_result and not own_role:
            return self._narrative(node, parent, context)
        listed = parent is not None and (
            parent.role == "work" or (_is_group(parent) and parent.segment.number in self.works)
        )
        if nearest == "work" and not own_role and listed:
            label = node.label if node.label and section_role(node.label)[0] is None else None
            name = label or without_dates(node)
            span = self.section.span
            here = replace(context, activity=name, span=span or context.span)
            work = self.book.add("plan", node.segment, self._dated(node, None, here, "plan"))
            self.works[node.segment.number] = work
            return [work]
        if self.book.facts.dataset == "result" and _PAST.search(node.text) and not _WISH.search(node.text):
            return [self.book.add("result", node.segment, context, value_text=tidy(node.text))]
        return []

    def _narrative(self, node: Node, parent: Node | None, context: Context) -> list[Draft]:
        """Under a section of results: a line below an event says what came of it; an event waits for its lines.

        `개최 : 2024. 10. 22. / 소회의실` says when and where, and nothing that came of it.
        """
        if node.label and re.match(re.escape(node.label) + r"\s*:?\s*(?:$|/)", without_dates(node)):
            return []
        dated = self._dated(node, parent, context, "result")
        if parent is not None and not parent.heading and parent.role is None:
            here = replace(dated, activity=self._activity(node, parent))
            return [self.book.add("result", node.segment, here, value_text=tidy(node.text))]
        self.events.append((node, parent, dated))
        return []

    def finish(self) -> None:
        """What can be told only at the end: events without a count, and a document that is no plan."""
        self._close_events()
        facts, book = self.book.facts, self.book
        sparse = self.signs * _SIGN_EVERY < len(book.ledger.segments)
        if facts.doc_type is None and (self.signs < _SIGNS or sparse) and book.drafts:
            segments = [draft.segment for draft in book.drafts[:1]]
            told = {id(draft) for outcome in book.outcomes for draft in outcome.drafts}
            kept = [draft for draft in book.drafts if not sparse or draft.claims or id(draft) in told]
            left_out = len(book.drafts) - len(kept)
            book.drafts = kept
            message = "계획 문서의 꼴이 아닙니다. 행을 그대로 믿지 마십시오."
            message += f" 숫자 없는 글 {left_out}건은 행으로 만들지 않았습니다." if left_out else ""
            book.note("not_a_plan", "warn", message, *segments, left_out=left_out)
            for draft in book.drafts:
                draft.context = draft.context.because(NOT_A_PLAN)

    def _close_events(self) -> None:
        """Events below which nothing came: a label without its number where sibling events have theirs."""
        siblings: dict[int, list[tuple[Node, Context]]] = {}
        for node, parent, context in self.events:
            siblings.setdefault(parent.segment.number if parent else -1, []).append((node, context))
        for group in siblings.values():
            fed = [node for node, _ in group if node.segment.number in self.fed]
            for node, context in group:
                dated = any(e.span for e in node.segment.expressions)
                if not fed and dated and node.role is None:
                    self.book.add("result", node.segment, context, value_text=without_dates(node))
                elif node.segment.number in self.fed:
                    self.book.passed("label_without_number", node.segment)
                elif fed and dated:
                    here = replace(context, activity=without_dates(node)).because("값 없음")
                    draft = self.book.add("result", node.segment, here)
                    self.book.note(
                        "label_without_number",
                        "error",
                        "실적 항목에 수치가 없습니다. 같은 절의 다른 항목에는 수치가 있습니다.",
                        node.segment,
                        drafts=(draft,),
                    )

    def _evaluation(self, node: Node) -> list[Draft]:
        """`완료( ), 정상추진( ○ )`: the marked one is the status."""
        text = node.segment.text
        found = [m for m in _CHECKED.finditer(text) if compact(m["label"]) in statuses()]
        boxes = [m for m in _BOXED.finditer(text) if compact(m["label"]) in statuses()]
        found = found if len(found) >= 2 else boxes
        if len(found) < 2:
            return []
        context = replace(self.context(), year=None, span=None)
        marked = [statuses()[compact(m["label"])] for m in found if m["mark"] and m["mark"] not in "□☐"]
        return [self.book.add("result", node.segment, context, status=status) for status in marked]


def codes_of(book: Notebook) -> dict[str, frozenset[str]]:
    """Every two-part task code that the document prints (`1-1`, `2-3`), and the first letters of what follows it."""
    names: dict[str, set[str]] = {}
    for segment in book.ledger.segments:
        for e in segment.expressions:
            if e.kind == "code" and re.fullmatch(r"\d{1,2}-\d{1,2}", e.raw.strip()):
                names.setdefault(e.raw.strip(), set()).add(compact(segment.text[e.end : e.end + 30])[:4])
    return {code: frozenset(found) for code, found in names.items()}


def whole_project(context: Context, span: Span) -> Context:
    """The context of an amount for a project of several years: its period is the project's."""
    several = span.ongoing or (span.start.year is not None and span.start.year != (span.end.year or span.start.year))
    return replace(context, total=span) if several else context


def _is_group(node: Node) -> bool:
    """A numbered item with items below it is the name of a group, a bulleted one is itself the work."""
    return node.rank in (50, 60, 70, 72, 80)


def _is_head_count(item: Counted, ledger: Ledger, segment: Segment) -> bool:
    """Of who may take part (`65세 이상 어르신 320명`) only the number of people or households is planned."""
    counts = item.expression.unit in ("명", "가구", "세대") and item.expression.comparator in ("=", "~")
    if not counts:
        ledger.explain(segment, item.expression, "criterion")
    return counts


def _named(item: Counted, i: int, label: str | None, above: Context, dataset: Dataset) -> tuple[Context, str | None]:
    """Activity and indicator of the i-th count of a line.

    A measure word (`인원`) is what is counted of the thing above; in a list of states any other label is the thing
    itself; in a plan the label is what the first count counts.
    """
    own = item.indicator
    if label is not None and role_of(label) == "achievement":
        return above, own or label
    if label is None or (i and dataset == "plan"):
        return above, own
    if role_of(label) == "headcount" or dataset == "plan":
        return above, own or (label if i == 0 else None)
    return (above if role_of(label) == "unit" else replace(above, activity=label)), own


def _body_start(node: Node) -> int:
    """Where the words of a node begin, after its marker."""
    offset = node.segment.text.find(node.text)
    return max(offset, 0)


def without_dates(node: Node) -> str:
    """The words of a line without its bracketed dates and its markers."""
    text = node.segment.text
    for e in sorted(node.segment.expressions, key=lambda e: -e.start):
        dated = e.kind == "date" and re.search(r"\d", e.raw)
        if dated or e.kind == "address" or (e.kind == "ordinal" and text[e.end : e.end + 1] == "/"):
            text = text[: e.start] + text[e.end :]
    text = re.sub(r"[(\[]\s*<?[~/.,\s-]*>?\s*[)\]]", " ", text)
    return tidy(strip_markers(re.sub(r"^(\W*?)\s*[:：]\s*|\s*[:：]\s*$", r"\1", text)))


def without_department(title: str) -> tuple[str, str | None]:
    """`하천 정비 (도로과)` is the name and who is in charge."""
    match = _DEPARTMENT_AFTER.match(title)
    return (match["name"], match["department"]) if match and is_department(match["department"]) else (title, None)


def _spent_of(segment: Segment, piece: Piece) -> int | None:
    """Where the part that was spent begins (`예산액 500백만원 중 480백만원 집행`); None where none is told."""
    amounts = [e for e in segment.within(piece.start, piece.end) if e.is_money]
    for whole, part in itertools.pairwise(amounts):
        among = re.fullmatch(r"\s*중\s*", segment.text[whole.end : part.start])
        if among and re.match(r"\s*[을를]?\s*집행", segment.text[part.end :]):
            return part.start
    return None


def _money_on_both_sides(segment: Segment, start: int, arrow: int, end: int) -> bool:
    """Whether an amount is replaced by another (`20백만원 → 150백만원`)."""
    return all(any(e.is_money for e in segment.within(a, b)) for a, b in ((start, arrow), (arrow, end)))


def before_arrow(segment: Segment, expression: Expression) -> bool:
    """Whether a value stands before an arrow to another number, and so is replaced."""
    arrow = ARROW.search(segment.text, expression.end)
    return arrow is not None and bool(re.search(r"\d", segment.text[arrow.end() :]))


def unit_prices(segment: Segment, start: int, end: int) -> list[Expression]:
    """The factors of `1,000천원×10팀 = 10,000천원`: what stands beside a multiplication sign."""
    text = segment.text
    signs = [m.start() for m in _BASIS_SIGNS.finditer(text, start, end)]
    found = []
    for e in segment.within(start, end):
        before, after = text[start : e.start], text[e.end : end]
        multiplied = re.match(r"[\s가-힣)]{0,4}[×xX*✕]", after) or re.search(r"[×xX*✕]\s?[(가-힣]{0,4}$", before)
        if signs and multiplied and e.kind in ("quantity", "number", "other", "date"):
            found.append(e)
    return found


def account_path(text: str) -> str | None:
    """`공원녹지과, 도시숲 조성, 가로수 관리` is a path of budget accounts; commas in brackets part nothing."""
    text = re.sub(r"^\s*[:：]\s*", "", text)
    parts = [tidy(part) for part in re.split(r"\s*[,>]\s*(?![^(]*\))", text.strip()) if part.strip()]
    return " > ".join(parts) if len("".join(parts)) >= 2 else None


def budget_drafts(
    book: Notebook,
    segment: Segment,
    start: int,
    end: int,
    context: Context,
    basis: str,
    scope: Unit | None = None,
) -> list[Draft]:
    """Rows for the amounts of a stretch of text: the total as 계, then each source named with it."""
    text = segment.text[start:end]
    if (arrow := ARROW.search(text)) and _money_on_both_sides(segment, start, start + arrow.start(), end):
        replaced = budget_drafts(book, segment, start, start + arrow.start(), context, basis, scope)
        for draft in replaced:
            draft.fields["superseded"] = True
        return [*replaced, *budget_drafts(book, segment, start + arrow.end(), end, context, basis, scope)]
    factors = unit_prices(segment, start, end)
    for e in factors:
        book.ledger.explain(segment, e, "unit_price")
    local = tuple(
        replace(e, start=e.start - start, end=e.end - start) for e in segment.within(start, end) if e not in factors
    )
    amounts = read_funding(text, local, scope)
    found = _explicit_amounts(book, segment, start, amounts, context, basis)
    shares = [a for a in amounts if a.share is not None]
    if shares and not any("%" in (a.expression.raw if a.expression else "") for a in shares):
        parts = {a.source: a.share for a in shares}
        book.note(
            "unit_missing",
            "warn",
            "재원별 수에 단위가 없어 백분율로 읽었습니다 (합이 100).",
            segment,
            drafts=tuple(found),
            **parts,
        )
    return found


def _explicit_amounts(
    book: Notebook, segment: Segment, start: int, amounts: Sequence[Amount], context: Context, basis: str
) -> list[Draft]:
    rows: list[Draft] = []
    moneyed = [a for a in amounts if a.amount is not None]
    if (
        moneyed
        and len(moneyed) == 1
        and moneyed[0].source not in (TOTAL, NO_BUDGET)
        and moneyed[0].expression is not None
    ):
        rows.append(_amount_row(book, segment, moneyed[0], TOTAL, start, context, basis, None))
    for amount in moneyed:
        rows.append(_amount_row(book, segment, amount, amount.source, start, context, basis, amount.share))
    return rows


def _amount_row(
    book: Notebook,
    segment: Segment,
    amount: Amount,
    source: str,
    start: int,
    context: Context,
    basis: str,
    share: float | None,
) -> Draft:
    expression = next(
        (e for e in segment.expressions if amount.expression and e.start == amount.expression.start + start), None
    )
    here = (
        context.because("단위 없는 비율") if share is not None and expression and "%" not in expression.raw else context
    )
    return book.add(
        "budget",
        segment,
        here,
        (expression,) if expression else (),
        basis=basis,
        source=source,
        amount_krw=amount.amount,
        share=share,
    )


__all__ = ["Prose", "budget_drafts", "find_status", "is_fact"]
