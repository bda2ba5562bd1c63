"""In what is it counted? The unit that the source prints for a number; nothing is guessed."""

import re
from collections.abc import Sequence

from pipeline.interpret.answers import meaning, taught
from pipeline.interpret.answers.question import Answer, Reading, Rules, ask
from pipeline.interpret.sites.amounts import parts_of_counts
from pipeline.interpret.sites.dates import NUMERIC
from pipeline.interpret.sites.headers import MONEY_ROLES, RATE_ROLES, Head, header_words, role_of
from pipeline.interpret.sites.rows import is_value_head
from pipeline.interpret.text.column_names import TOTAL_LABEL, YEAR
from pipeline.interpret.text.unit_notes import BRACKETED, header_unit
from pipeline.interpret.types import Site
from pipeline.korean.names import compact
from pipeline.korean.scan import scan
from pipeline.korean.signs import sign_in
from pipeline.korean.units import Unit, find_unit, units

_RATE_IN_BRACKETS = re.compile(r"[(（\[]\s*(?P<inside>[^()（）\[\]]+)\s*[)）\]]")


def _printed(site: Site, reading: Reading) -> Answer[Unit] | None:
    e = site.expression
    if e is None or e.unit is None:
        return None
    known = find_unit(e.unit) or units().get(e.unit)
    return (known or Unit(e.unit, "other", 1.0)), e.raw


def _rate_beside(site: Site, reading: Reading) -> Answer[Unit] | None:
    """`1,150(95.8)` under `집행액(집행률)`: the number in brackets is what the header has in brackets."""
    head = site.column
    if head is None or not site.bracketed or site.entry == 0:
        return None
    for text in (head.text, (site.row.label or "") if site.row else ""):
        for match in _RATE_IN_BRACKETS.finditer(text):
            inside = match["inside"]
            if role_of(inside) in RATE_ROLES or inside.strip() in ("%", "비율"):
                return Unit("%", "rate", 1.0), text
    noted = [u.name for u in site.grid.units] if site.grid is not None else []
    return (Unit("%", "rate", 1.0), f"단위 : {', '.join(noted)}") if len(noted) == _TWO and "%" in noted else None


_TWO = 2
"""Units of a note of which the second is that of the numbers in brackets."""


def _allowed(unit: Unit, site: Site, reading: Reading) -> bool:
    """Amounts take a money unit and nothing else; a rate never takes the unit of what its row counts."""
    told = ask(meaning.RULES, site, reading)
    role = told.value if told else None
    if role in MONEY_ROLES:
        return unit.is_money
    if role in (*RATE_ROLES, "evaluation"):
        return not unit.is_money
    if site.column is not None and (site.column.role == "headcount" or _counts_things(site.column.words)):
        return not unit.is_money
    if site.row is not None and role is None and _counts_things(site.row.label or ""):
        return not unit.is_money
    return True


def _counts_things(words: str) -> bool:
    """Whether a header says how many of something there are (`모임수`); 세수 and 보수 end alike and are money."""
    bare = compact(BRACKETED.sub(" ", words))
    return len(bare) >= _COUNTED and bare.endswith("수") and sign_in("no_count", bare) is None


_COUNTED = 3
"""Letters of a header that ends in 수 and counts what it names."""


def _column(site: Site, reading: Reading) -> Answer[Unit] | None:
    head = site.column
    if head is None or head.unit is None or not _allowed(head.unit, site, reading):
        return None
    noted = next((u for u in site.grid.units if u.name == head.unit.name), None) if site.grid else None
    if noted is not None and not head.unit_printed:
        return noted, f"{head.text} (단위 : {noted.name})"
    return head.unit, head.text


def _total_beside(site: Site, reading: Reading) -> Answer[Unit] | None:
    """The unit of the total that the columns of sources part (`총액(천원) | 도비 | 시비`)."""
    head, heads = site.column, site.grid.heads if site.grid is not None else ()
    if head is None or head.source is None or head.unit is not None or head not in heads or site.kind != "cell":
        return None
    before = next((h for h in reversed(heads[: heads.index(head)]) if h.source is None), None)
    money = before is not None and before.unit is not None and before.unit.is_money and before.unit_printed
    return (before.unit, before.text) if money and before is not None and before.unit is not None else None


def _row(site: Site, reading: Reading) -> Answer[Unit] | None:
    row = site.row
    unit = (row.unit or row.head.unit) if row else None
    if row is None or unit is None or not _allowed(unit, site, reading):
        return None
    if site.column is not None and site.column.role in RATE_ROLES and row.head.role not in RATE_ROLES:
        return None
    if site.column is not None and sign_in("score_word", site.column.words):
        return None
    return unit, row.label or ""


def _label(site: Site, reading: Reading) -> Answer[Unit] | None:
    if site.label is None or site.row is not None or site.bracketed:
        return None
    unit = header_unit(site.label)
    return (unit, site.label) if unit else None


def _note(site: Site, reading: Reading) -> Answer[Unit] | None:
    """The unit note of the table: of several the one of the right kind, where only one is."""
    grid = site.grid
    e = site.expression
    if grid is None or site.kind.startswith("content"):
        return None
    if site.bracketed and e is not None and e.start in parts_of_counts(site.segment, 0, site.end):
        return None
    if (
        site.column is not None
        and (site.column.role in RATE_ROLES or sign_in("rate_word", BRACKETED.sub("", site.column.words)))
    ) or (site.row is not None and site.row.head.role in RATE_ROLES):
        wanted = [u for u in grid.units if u.name == "%"]
    else:
        wanted = [u for u in grid.units if _allowed(u, site, reading)]
    if len(wanted) > 1 and site.column is not None and sign_in("amount_end", compact(header_words(site.column.words))):
        wanted = [u for u in wanted if u.is_money] or wanted
    if len(wanted) > 1 and (label := site.row.label if site.row else None) is not None:
        if sign_in("score_word", label):
            wanted = [u for u in wanted if u.name == "점"] or [u for u in wanted if u.name == "%"] or wanted
        elif sign_in("rate_word", BRACKETED.sub("", label)):
            wanted = [u for u in wanted if u.name == "%"] or wanted
        elif site.row is not None and site.row.kpis:
            wanted = [u for u in wanted if u.name not in ("점", "%")] or wanted
        elif sign_in("stock", label) or sign_in("amount_end", compact(BRACKETED.sub("", header_words(label)))):
            wanted = [u for u in wanted if u.is_money] or wanted
    named = _named_unit(site, wanted) or _left_over(site, reading, wanted) if len(wanted) > 1 else None
    if named is not None:
        wanted = [named]
    if len(wanted) > 1 and {u.name for u in wanted if not u.is_money} == {"%"} and _has_rates(site, reading):
        wanted = [u for u in wanted if u.is_money]
    if len(wanted) > 1 and (_totals_sources(site) or _is_year_of_budget(site)):
        wanted = [u for u in wanted if u.is_money]
    told = ask(meaning.RULES, site, reading)
    if len(wanted) > 1 and (told is None or told.value in _COUNTING):
        counting = [u for u in wanted if not u.is_money and u.name != "%"]
        wanted = counting or wanted
    if len(wanted) > 1 and site.column is not None and sign_in("score_word", site.column.words):
        wanted = [u for u in wanted if u.name == "점"] or [u for u in wanted if u.name == "%"]
    if site.bracketed and site.entry > 0:
        wanted = [u for u in wanted if u.is_money] or wanted
    if len({u.name for u in wanted}) != 1:
        return None
    return wanted[0], f"단위 : {wanted[0].name}"


def _named_unit(site: Site, noted: Sequence[Unit]) -> Unit | None:
    """The unit of a note that the column names, or the row."""
    column = _unit_in_words(header_words(site.column.words), noted, True) if site.column else None
    return column or (_unit_in_words(site.row.label or "", noted, False) if site.row else None)


def _unit_in_words(words: str, noted: Sequence[Unit], of_column: bool) -> Unit | None:
    """The unit of a note that words name before 수 (`대출권수`), imply (`방문자수`), are measured in (`면적`), or that
    a column of amounts takes (`현재액`)."""
    key = compact(BRACKETED.sub(" ", words))
    named = [u for u in noted if key.endswith(f"{u.name}수")]
    if of_column and sign_in("stock", key):
        named = [u for u in noted if u.is_money]
    implied = header_unit(key)
    named = named or [u for u in noted if implied is not None and u.name == implied.name]
    named = named or [u for u in noted if any(u.dimension == d and sign_in(w, key) for w, d in _MEASURED)]
    return named[0] if len(named) == 1 else None


def _left_over(site: Site, reading: Reading, noted: Sequence[Unit]) -> Unit | None:
    """The one unit of a note that no other column names, for the only column of counts that names none."""
    grid, column = site.grid, site.column
    heads = reading.tables[grid.number][1].heads if grid is not None and grid.number in reading.tables else ()
    counted = [h for h in heads if is_value_head(h) and h.role not in (*MONEY_ROLES, *RATE_ROLES)]
    named = {id(h): _unit_in_words(header_words(h.words), noted, True) for h in counted}
    mute = [h for h in counted if named[id(h)] is None]
    taken = {unit.name for unit in named.values() if unit is not None}
    left = [u for u in noted if u.name not in taken and u.name != "%" and not u.is_money]
    alone = column is not None and mute == [column] and column.unit is None and len(left) == 1 and bool(taken)
    return left[0] if alone else None


_MEASURED = (("area_word", "area"), ("length_word", "length"))
"""Words for what is measured, and the dimension of its units."""
_COUNTING = frozenset({"target", "result", "headcount"})
"""What is counted in the one unit of a note that is neither money nor a rate."""


def _totals_sources(site: Site) -> bool:
    """Whether a number stands in the column 합계 of a table that has columns of sources beside it."""
    heads = site.grid.heads if site.grid else ()
    total = site.column is not None and (site.column.role == "total" or TOTAL_LABEL.match(compact(site.column.words)))
    return bool(total) and any(head.source for head in heads)


def _is_year_of_budget(site: Site) -> bool:
    """Whether a column that says no more than its year stands in a table whose title is one of money."""
    head, title = site.column, (site.grid.title if site.grid is not None else None) or ""
    plain = head is not None and head.span is not None and head.span.is_year and YEAR.fullmatch(head.words) is not None
    return plain and role_of(header_words(title)) in MONEY_ROLES


def _in_turn(site: Site, reading: Reading) -> Answer[Unit] | None:
    """A note with as many units as the table has rows, and not as many columns of values, names them row by row."""
    grid = site.grid
    if grid is None or site.row is None or grid.number not in reading.tables or len(grid.units) < _SEVERAL:
        return None
    body = reading.tables[grid.number][1]
    rows = [line.row.index for line in body.rows if line.bar is None]
    if len(rows) != len(grid.units) or sum(map(is_value_head, body.heads)) == len(grid.units):
        return None
    unit = grid.units[rows.index(site.row.index)] if site.row.index in rows else None
    fits = unit is not None and (unit.name == "%") == (site.row.head.role in RATE_ROLES)
    return (unit, f"단위 : {unit.name}") if unit is not None and fits else None


def _in_columns(site: Site, reading: Reading) -> Answer[Unit] | None:
    """A note with as many units as the table has columns of values names them column by column."""
    grid = site.grid
    if grid is None or site.column is None or grid.number not in reading.tables or site.kind != "cell":
        return None
    runs = _runs_of_columns([head for head in reading.tables[grid.number][1].heads if is_value_head(head)])
    named = [(head, unit) for run, unit in zip(runs, grid.units, strict=False) for head in run]
    if len(runs) != len(grid.units) or len(runs) < _SEVERAL or not all(_takes(head, unit) for head, unit in named):
        return None
    unit = next((unit for head, unit in named if head is site.column), None)
    return (unit, f"단위 : {unit.name}") if unit is not None and _allowed(unit, site, reading) else None


def _runs_of_columns(heads: Sequence[Head]) -> list[list[Head]]:
    """Columns of values with those side by side put together that can only be counted in one unit.

    What was reached in several years and what is aimed at is one; so are amounts of money.
    """
    runs: list[list[Head]] = []
    for head in heads:
        kind = next((kind for kind in _ONE_UNIT if head.role in kind), None)
        if runs and kind is not None and runs[-1][-1].role in kind and head.span is not None:
            runs[-1].append(head)
        else:
            runs.append([head])
    return runs


_ONE_UNIT = (frozenset({"target", "result"}), MONEY_ROLES)


def _takes(head: Head, unit: Unit) -> bool:
    """Whether a column can be counted in a unit, by its own unit and by what it is a column of."""
    if head.unit is not None:
        return head.unit.name == unit.name
    if head.role in MONEY_ROLES or head.source is not None:
        return unit.is_money
    rate = head.role in RATE_ROLES or sign_in("rate_word", head.words) is not None
    return (unit.name == "%") == rate


_SEVERAL = 3
"""Units of a note from which on their order says more than their kind."""


def _out_of(site: Site, reading: Reading) -> Answer[Unit] | None:
    """The points of a table whose title says out of how many they are (`항목별 만족도 (100점 만점)`)."""
    head, title = site.column, (site.grid.title if site.grid is not None else None) or ""
    scaled = any(sign_in("scale", title[e.end : e.end + 6]) for e in scan(title) if e.unit == units()["점"].name)
    scored = head is not None and (
        sign_in("score_word", head.words) or (head.span is not None and head.role in (None, "value"))
    )
    return (units()["점"], title) if scaled and scored and site.kind == "cell" else None


def _by_size(site: Site, reading: Reading) -> Answer[Unit] | None:
    """Amounts of a million and more in a table where no unit stands are won."""
    if site.grid is None or not site.grid.plain_won or site.column is None or site.column.role not in MONEY_ROLES:
        return None
    return units()["원"], "단위가 없으나 천원이면 10조 원이 넘는 금액"


def _whole_above(site: Site, reading: Reading) -> Answer[Unit] | None:
    """Numbers without a unit that add up to that of the line above (`사업비 : 48백만원` over `간판 30, 조명 18`)."""
    parent, e = site.section.parent, site.expression
    if site.row is not None or parent is None or e is None or e.unit is not None:
        return None
    bare = [x.value for x in site.segment.expressions if x.kind in NUMERIC and x.unit is None and x.value is not None]
    for whole in parent.segment.expressions if len(bare) > 1 else ():
        unit = find_unit(whole.printed or "") or find_unit(whole.unit or "")
        if unit is not None and whole.value is not None and abs(sum(bare) * unit.scale - whole.value) < unit.scale / 2:
            return unit, whole.raw
    return None


def _has_rates(site: Site, reading: Reading) -> bool:
    """Whether a table has a column or rows of rates, and the number stands in another."""
    heads = site.grid.heads if site.grid else ()
    rates = [h for h in heads if h.role in RATE_ROLES or sign_in("rate_word", h.words)]
    body = reading.tables[site.grid.number][1] if site.grid and site.grid.number in reading.tables else None
    rows = [line.row for line in body.rows if line.row.head.role in RATE_ROLES] if body is not None else []
    return (bool(rates) and site.column not in rates) or (bool(rows) and site.row not in rows)


RULES: Rules[Unit] = {
    "taught form": taught.unit,
    "printed with the number": _printed,
    "rate in brackets": _rate_beside,
    "column header": _column,
    "total beside the sources": _total_beside,
    "row label": _row,
    "label": _label,
    "order of the unit note": _in_turn,
    "order of the unit note over the columns": _in_columns,
    "unit note of the table": _note,
    "scale of the scores": _out_of,
    "size of the amounts": _by_size,
    "whole in the line above": _whole_above,
}
