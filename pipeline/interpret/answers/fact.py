"""Is it a fact? A number that is none goes to the ledger with the reason."""

import re

from pipeline.interpret.answers import taught
from pipeline.interpret.answers.conditions import case, condition, is_threshold, magnitude, none_at_all, rank
from pipeline.interpret.answers.increases import increase
from pipeline.interpret.answers.question import Answer, Reading, Rules, nearest_role
from pipeline.interpret.answers.unit_prices import (
    COUNTED,
    cell_label,
    counts_the_priced,
    interest_rate,
    per,
    points_of_choice,
    ratio,
    scale,
    share_of_price,
    support_rate,
    unit_price,
)
from pipeline.interpret.answers.when import FIRST_PLAUSIBLE, LAST_PLAUSIBLE
from pipeline.interpret.sites.amounts import parts_of_counts
from pipeline.interpret.sites.dates import NUMERIC
from pipeline.interpret.sites.headers import role_of
from pipeline.interpret.sites.phrases import in_brackets, is_code, is_sentence, multiplied, numbered
from pipeline.interpret.sites.rows import day_alone
from pipeline.interpret.text.unit_notes import header_unit
from pipeline.interpret.types import Site
from pipeline.korean.names import compact
from pipeline.korean.scan import Expression
from pipeline.korean.signs import alternation, sign_in, sign_words
from pipeline.korean.statuses import find_status
from schemas.finding import Reason

GRADES = sign_words("grade_unit")
DURATIONS = sign_words("duration_unit")
LABELLED_ONLY = sign_words("labelled_unit")
"""Units that make a fact only where words name the number directly before it."""
PAGES = sign_words("page_unit")
FACTLESS = frozenset({"problem", "opinion", "effect", "background"})
SILENT: dict[str, Reason] = {"attachment": "attachment", "unit_price": "unit_price"}

_COLUMNS: dict[str, Reason] = {
    "difference": "difference",
    "unit_price": "unit_price",
    "weight": "weight",
    "no": "ordinal",
    "formula": "other",
    "beneficiary": "criterion",
    "note": "other",
}
"""Columns whose numbers are never values."""
_IN_CHARGE = frozenset({"department", "team", "officer"})


def _label_cell(site: Site, reading: Reading) -> Answer[Reason] | None:
    if site.kind != "label" or site.column is None:
        return None
    if site.column.role == "schedule" and day_alone(site.segment.text):
        return "date", site.segment.text.strip()
    numbers = [e for e in site.segment.expressions if e.kind in NUMERIC and e.unit is None]
    if len(numbers) > 1 and site.grid is not None and site.grid.inferred:
        return "unread", site.segment.text.strip()
    return _COLUMNS.get(site.column.role or "", "name"), site.column.text


def _column(site: Site, reading: Reading) -> Answer[Reason] | None:
    if site.column is None or site.row is None:
        return None
    for head in (site.column, site.row.head):
        if head.role in _COLUMNS and not (head is site.row.head and _is_bought(site)):
            return _COLUMNS[head.role], head.text
    return None


def _is_bought(site: Site) -> bool:
    """Whether a label that is a price by its name is a thing bought: the prices have a column of their own."""
    label, heads = site.row.head if site.row else None, site.grid.heads if site.grid else ()
    return label is not None and label.role == "unit_price" and any(head.role == "unit_price" for head in heads)


def _names_columns(site: Site, reading: Reading) -> Answer[Reason] | None:
    """A cell of a row that names the columns once more (`구분 | 1~2자녀 | 3자녀 이상`)."""
    label = cell_label(site)
    return ("name", label) if label and sign_in("names_columns", compact(label)) else None


def _line_label(site: Site, reading: Reading) -> Answer[Reason] | None:
    role = sign_label(site)
    e = site.expression
    if role in _IN_CHARGE and e is not None and e.unit is None:
        return "phone", site.label or ""
    return (_COLUMNS[role], site.label or "") if role in _COLUMNS and role not in ("note", "beneficiary") else None


def sign_label(site: Site) -> str | None:
    """The role of the label of a line or form."""
    return role_of(site.label) if site.label and site.row is None else None


def _aside(site: Site, reading: Reading) -> Answer[Reason] | None:
    """An example, what a printed form says of its own paper, what a page says of who may print it or has read it."""
    labels = [*(site.row.labels if site.row else ()), site.label, site.segment.text.strip()[:6]]
    word = next((w for text in labels if text and (w := sign_in("example", text))), None)
    word = word or (sign_in("paper", site.segment.text) if site.row is None else None)
    alone = site.row is None and len(site.segment.text) <= _FOOT
    counted = (site.before or site.label or "").lstrip("0123456789:. ")
    word = word or (sign_in("copyright", site.segment.text) if alone else None)
    word = word or (sign_in("page_counter", counted) if len(site.text) <= _FOOT else None)
    return ("other", word) if word else None


_FOOT = 90
"""Letters that a line at the foot of a page has at most."""


def _heap(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Numbers in a row with no word between them, in a line that is no table to us: nobody can say which is what."""
    e = site.expression
    if e is None or site.row is not None:
        return None
    numbers = [x for x in site.segment.expressions if x.kind in NUMERIC]
    at = next((i for i, x in enumerate(numbers) if x.start == e.start), -1)
    first = last = at
    while first > 0 and _touch(site.segment.text, numbers[first - 1], numbers[first]):
        first -= 1
    while last + 1 < len(numbers) and _touch(site.segment.text, numbers[last], numbers[last + 1]):
        last += 1
    return ("unread", e.raw) if at >= 0 and last - first + 1 >= _HEAP else None


_HEAP = 4


def _touch(text: str, left: Expression, right: Expression) -> bool:
    between = text[left.end : right.start]
    return bool(between) and not between.strip(" ()%")


def _code(site: Site, reading: Reading) -> Answer[Reason] | None:
    """The code that a numbered item of work begins with."""
    e = site.expression
    if e is None or not site.kind.startswith("content") or e.start > site.start + 3 or numbered(site.text) is None:
        return None
    return "code", e.raw


def _factor(site: Site, reading: Reading) -> Answer[Reason] | None:
    e = site.expression
    if e is None or not multiplied(site.segment, e) or counts_the_priced(site):
        return None
    return "unit_price", site.text


def _section(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Sections in which no fact stands: attachments, reasons, wishes, effects."""
    if (silent := nearest_role(site.section, frozenset(SILENT))) and not _is_amount_of_year(site):
        return SILENT[silent[0]], silent[1]
    nearest = next((n for n in reversed(site.section.path) if n.role and n.generic), None)
    if nearest is None or nearest.role not in FACTLESS or site.kind not in ("line", "words"):
        return None
    if nearest is site.node and site.amount is not None:
        return None
    if _counts_states(site) or (nearest.role == "opinion" and sign_in("reported", site.segment.text)):
        return None
    return "other", nearest.title


def _counts_states(site: Site) -> bool:
    """Whether a line says how many of something are how far (`건의 13건 (완료 12, 추진중 1)`)."""
    return len({find_status(match["word"]) for match in _COUNTED.finditer(site.segment.text)} - {None}) > 1


_COUNTED = re.compile(r"(?P<word>[가-힣]{2,12})\s?[:：]?\s?(?=\d)")


def _is_amount_of_year(site: Site) -> bool:
    """Whether a number stands in a column of amounts, or of a year, of a table: such a table reckons nothing."""
    head = site.column if site.kind == "cell" else None
    return head is not None and head.role in ("budget", "executed", "value") and head.span is not None


def _remark(site: Site, reading: Reading) -> Answer[Reason] | None:
    word = sign_in("remark", site.segment.text) if site.row is None else None
    return ("criterion", word) if word else None


def _grade(site: Site, reading: Reading) -> Answer[Reason] | None:
    e = site.expression
    return ("criterion", e.raw) if e is not None and e.unit in GRADES else None


def _page(site: Site, reading: Reading) -> Answer[Reason] | None:
    """A page that the text refers to (`결산서 103쪽`), or that stands behind the title in a running head."""
    e = site.expression
    if e is None or site.row is not None:
        return None
    ahead, behind = site.segment.text[: e.start], site.segment.text[e.end :]
    listed = e.unit is None and re.search(r"(?:[.·…]\s?){3,}$", ahead)
    title = _PAGE_OPENS.match(ahead) if _PAGE_CLOSES.fullmatch(behind) else None
    headed = title is not None and sign_in("form_word", title["title"]) is not None
    paper = e.unit == "면" and not behind.strip() and sign_in("newspaper_part", ahead) is not None
    return ("page", e.raw) if e.unit in PAGES or listed or headed or paper else None


_PAGE_OPENS, _PAGE_CLOSES = re.compile(r"(?P<title>.+\S)\s+[-–—]\s?$"), re.compile(r"\s?[-–—]\s*")
"""What stands around the number of a page (`업무보고 자료 - 4 -`)."""


def _interval(site: Site, reading: Reading) -> Answer[Reason] | None:
    e = site.expression
    if e is None or sign_in("interval", site.segment.text[e.end : e.end + 6]) is None:
        return None
    return "interval", site.segment.text[e.start : e.end + 5]


def _duration(site: Site, reading: Reading) -> Answer[Reason] | None:
    e = site.expression
    if e is None or e.unit not in DURATIONS | LABELLED_ONLY or (site.kind == "cell" and site.before is None):
        return None
    if e.unit in LABELLED_ONLY and e.comparator in (">=", "<=", ">", "<") and is_sentence(site.segment.text):
        return "criterion", e.raw
    if e.unit == "일" and is_sentence(site.segment.text) and (e.value or 0) <= _DAYS_OF_MONTH and not _lasts(site):
        return "date", e.raw
    if e.unit in LABELLED_ONLY and site.before and not site.segment.text[: e.start].rstrip().endswith(("(", "~")):
        return None
    bounded = e.comparator in (">=", "<=", ">", "<") or in_brackets(site.segment.text, e.start, e.end, site.start)
    return ("criterion" if bounded else "other"), e.raw


_DAYS_OF_MONTH = 31


_DAY = re.compile(
    rf"일(?:{alternation('until_word')}|{alternation('since_word')}|{alternation('date_particle')})(?=[\s,.])"
)
"""`오는 24일부터`: a day without its month."""


def _lasts(site: Site) -> bool:
    """Whether a number of days is how long something takes (`3일간`, `10일 이내`)."""
    e = site.expression
    return e is not None and (
        e.comparator != "=" or sign_in("lasting", site.segment.text[e.end : e.end + 4]) is not None
    )


def _bound(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Bounds in brackets, of who may take part (`65세 이상`), of the size of what is counted (`30명 미만 80곳`)."""
    e = site.expression
    if e is None or e.is_money or e.comparator not in (">=", "<=", ">", "<"):
        return None
    text = site.segment.text
    eligible = e.unit in ("%", "명") and sign_in("eligible", text[e.end : e.end + 8])
    sized = e.unit == "명" and sign_in("sized_by", site.before or "")
    counted = next((x for x in site.segment.expressions if x.start >= e.end and x.kind == "quantity"), None)
    classed = (
        counted is not None and e.unit in _SIZES and counted.unit in _SIZED and not text[e.end : counted.start].strip()
    )
    if in_brackets(text, e.start, e.end, site.start) or eligible or sized or classed:
        return "criterion", e.raw
    return None


def _attendance(site: Site, reading: Reading) -> Answer[Reason] | None:
    """How many came to a meeting, in its minutes (`출석위원(5인)`)."""
    e = site.expression
    word = sign_in("attendance", compact(site.before or site.label or "")) if e is not None and not e.is_money else None
    return ("other", word) if word and site.row is None else None


def _threshold(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Money that only bounds something (`5억원 이상`, `대출한도 : 3억원`); the size of the whole is an amount."""
    e = site.expression
    if e is None or not e.is_money or site.kind == "cell" or site.segment.text[: e.start].rstrip().endswith("="):
        return None
    flow = sign_in("executed", site.label or "") or sign_in("revenue", site.label or "")
    if word := (None if flow else sign_in("limit_label", site.label or "")) or sign_in("limit_word", site.before or ""):
        return "criterion", word
    named = (site.before or "").split()[-1:]
    whole = sign_in("whole", " ".join([*named, site.label or ""]))
    return ("criterion", e.raw) if is_threshold(e, site.segment.text) and not whole else None


def _criterion_section(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Of who may take part only the number of people or households is planned."""
    e = site.expression
    label = sign_label(site) == "beneficiary"
    if (
        e is None
        or site.row is not None
        or (nearest_role(site.section, frozenset({"criterion"})) is None and not label)
    ):
        return None
    counts = e.unit in COUNTED and e.comparator in ("=", "~")
    counts = counts or (e.unit is None and e.start in parts_of_counts(site.segment, 0, len(site.segment.text)))
    return None if counts or e.is_money else ("criterion", e.raw)


def _attachment(site: Site, reading: Reading) -> Answer[Reason] | None:
    """`붙임 1. 현장사진 1부.`, and the lines that go on such a list."""
    if site.row is not None:
        return None
    if word := sign_in("attached", site.segment.text.strip()[:6]):
        return "attachment", word
    e = site.expression
    if e is not None and compact(e.unit or "") in _FILE_SIZES:
        return "attachment", e.raw
    closed = e is not None and e.unit == "부" and re.match(r"\s*[.]?\s*(?:[끝][.]?)?\s*$", site.segment.text[e.end :])
    return ("attachment", e.raw) if closed and e is not None and site.label is None else None


_FILE_SIZES = sign_words("file_size")
_SIZES, _SIZED = frozenset({"명", "세", "㎡", "년", "세대", "가구"}), frozenset({"개소", "개", "동", "단지"})


def _bare(site: Site, reading: Reading) -> Answer[Reason] | None:
    """A number without a unit in running text is a fact only where a list of parts names it."""
    e = site.expression
    if (
        e is None
        or e.unit is not None
        or site.amount is not None
        or site.kind in ("cell", "schedule", "schedule aligned")
    ):
        return None
    if site.kind == "form" and site.before is None and site.label and len(site.text.strip()) <= len(e.raw.strip()) + 4:
        return None
    text = site.segment.text
    if (e.value or 0) <= _DAYS_OF_MONTH and _DAY.match(text, e.end):
        return "date", text[e.start : e.end + 1]
    if is_code(text, e):
        return "code", text[max(0, e.start - 1) : e.end + 1]
    if e.value is not None and FIRST_PLAUSIBLE <= e.value <= LAST_PLAUSIBLE and e.raw.strip(" .").isdigit():
        return "date", e.raw
    parent = site.section.parent
    counted = parent is not None and any(x.kind == "quantity" for x in parent.segment.expressions)
    if e.kind == "number" and role_of(site.before or "") == "headcount":
        return None  # `정원 17 / 현원 16`
    parts = site.entry > 0 or counted
    if parts and site.before and e.kind in ("number", "other") and len(site.before) <= 16:
        return None
    if e.kind == "number" and site.label and (sign_in("measure_label", site.label) or _counts_alone(site)):
        return None
    return "other", e.raw


def _counts_alone(site: Site) -> bool:
    """Whether the label of a line that is one number says what it counts in (`조성 개소: 3`)."""
    labelled = site.segment.text[: site.start].rstrip().endswith((":", "："))
    alone = labelled and site.expression is not None and site.text.strip() == site.expression.raw.strip()
    return alone and header_unit(site.label or "") is not None


RULES: Rules[Reason] = {
    "taught form": taught.reason,
    "numbers without words": _heap,
    "cell that names its row": _label_cell,
    "row that names the columns": _names_columns,
    "ratio of support": ratio,
    "column or row header": _column,
    "label of the line": _line_label,
    "example or paper": _aside,
    "code of an item": _code,
    "factor": _factor,
    "attachment": _attachment,
    "section": _section,
    "remark": _remark,
    "grade": _grade,
    "rank": rank,
    "page": _page,
    "interval": _interval,
    "duration": _duration,
    "bound": _bound,
    "attendance": _attendance,
    "scale": scale,
    "points of a choice": points_of_choice,
    "per": per,
    "unit price": unit_price,
    "share of a unit price": share_of_price,
    "rate of interest": interest_rate,
    "rate of support": support_rate,
    "threshold": _threshold,
    "order of magnitude": magnitude,
    "not even one": none_at_all,
    "condition": condition,
    "case": case,
    "increase": increase,
    "who may take part": _criterion_section,
    "number without unit": _bare,
}
