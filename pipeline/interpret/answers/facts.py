"""Every site is asked every question: the answers make a fact, or a number left over with its reason."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.interpret.answers import account as account_question
from pipeline.interpret.answers import belonging, measure, money, period, task, taught
from pipeline.interpret.answers import dataset as dataset_question
from pipeline.interpret.answers import fact as fact_question
from pipeline.interpret.answers import unit as unit_question
from pipeline.interpret.answers.conditions import only_bounds
from pipeline.interpret.answers.question import Reading, Rules, ask
from pipeline.interpret.sites.dates import compared
from pipeline.interpret.sites.headers import MONEY_ROLES
from pipeline.interpret.sites.phrases import ARROWS
from pipeline.interpret.types import VALUE_COLUMN, Because, Dataset, Fact, Left, Site, Told
from pipeline.korean.expressions import Expression
from pipeline.korean.funding import NO_BUDGET, TOTAL, bracket_after
from pipeline.korean.scan import scan
from pipeline.korean.signs import sign_in
from pipeline.korean.units import Unit

SUBJECT: Mapping[str, Rules[str]] = {
    "task": task.RULES,
    "task_code": belonging.CODE,
    "goal": belonging.GOAL,
    "department": belonging.DEPARTMENT,
    "org": belonging.ORG,
}
"""The columns that say whose fact it is, with the rules of each."""


def answer_site(site: Site, reading: Reading) -> Iterator[Fact | Left]:
    """The facts of a site with a number: one, or one for each source of an amount; else why it is none."""
    left = None if taught.is_value(site) else ask(fact_question.RULES, site, reading)
    if left is not None:
        yield Left(site, left.value, left.because)
        return
    unit = ask(unit_question.RULES, site, reading)
    if _is_amount(site, unit, reading):
        site = replace(site, amount=site.amount) if site.amount else site
        kind = ask(dataset_question.RULES, _as_money(site, unit), reading)
        if kind is None or kind.value == "budget":
            yield from _amounts(site, unit, kind, reading)
            return
        unit = Told(_WON, unit.because) if unit is not None else None
        yield _counted(site, kind, unit, reading, amount=True)
        return
    kind = ask(dataset_question.RULES, site, reading)
    if kind is not None and kind.value == "budget":
        kind = Told("result", Because("count or rate beside an amount", kind.because.evidence))
    if kind is not None and kind.value == "result" and only_bounds(site):
        yield Left(site, "criterion", Because("bound beside what was done", site.text.strip()[:40]))
    elif kind is not None:
        yield _counted(site, kind, unit, reading)


_WON = Unit("원", "money", 1.0)


def _is_amount(site: Site, unit: Told[Unit] | None, reading: Reading) -> bool:
    if site.amount is not None or (site.expression is not None and site.expression.is_money):
        return True
    if unit is not None:
        return unit.value.is_money
    return measure.kind_of_meaning(site, reading) in MONEY_ROLES and site.kind != "label"


def _as_money(site: Site, unit: Told[Unit] | None) -> Site:
    """The site with its bare number known as money, so that the other questions see it as such."""
    e = site.expression
    if e is None or e.is_money or unit is None or not unit.value.is_money:
        return site
    return replace(site, expression=replace(e, unit="원", kind="quantity"))


def _amounts(site: Site, unit: Told[Unit] | None, kind: Told[Dataset] | None, reading: Reading) -> Iterator[Fact]:
    amount = money.won(site, unit.value if unit else None)
    basis = ask(money.BASIS, site, reading) or Told(money.DEFAULT_BASIS, Because("default", "금액은 예산으로 봄"))
    side = ask(money.SIDE, site, reading)
    own = ask(money.SOURCE, site, reading)
    sources = site.amount.sources if site.amount and len(site.amount.sources) > 1 else ()
    base: dict[str, Told[Any]] = {"basis": basis}
    if kind is not None:
        base["dataset"] = kind
    if unit is not None:
        base["amount_krw"] = Told(amount, unit.because)
    elif amount is not None:
        base["amount_krw"] = Told(amount, Because("printed with the number", site.text.strip()[:40]))
    if side is not None:
        base["side"] = side
    account = ask(account_question.ACCOUNT, site, replace(reading, dataset="budget"))
    if account is not None:
        base["account"] = account
    for source in sources or (own.value if own else TOTAL,):
        because = own.because if own else Because("default", "재원이 적히지 않은 금액은 계")
        if sources:
            because = Because("words of the amount", site.text.strip()[:40])
        told = {**base, "source": Told(source, because)}
        share = site.amount.share if site.amount else None
        printed = _share_behind(site) if share is None and source not in (TOTAL, NO_BUDGET) else None
        share = printed.value if printed is not None else share
        fields = {"share": share} if share is not None else {}
        if source == NO_BUDGET:
            told["amount_krw"] = Told(0, Because("words of the amount", NO_BUDGET))
        fact = _fact(site, "budget", told, fields, reading)
        yield fact if printed is None else replace(fact, claims=(*fact.claims, printed))


def _share_behind(site: Site) -> Expression | None:
    """The share of the whole that alone stands in the brackets behind what a source pays (`국비 12억원(50%)`)."""
    e, text = site.expression, site.segment.text
    inside = bracket_after(text, e.end) if e is not None and site.row is None else None
    if inside is None or text[inside[0] - 1] not in "([":
        return None
    within = site.segment.within(*inside)
    alone = len(within) == 1 and within[0].unit == "%" and text[inside[0] : inside[1]].strip() == within[0].raw.strip()
    return within[0] if alone else None


def _counted(site: Site, kind: Told[Dataset], unit: Told[Unit] | None, reading: Reading, amount: bool = False) -> Fact:
    e = site.expression
    value: float | None = e.value if e is not None else None
    if amount:
        value = (
            float(won)
            if (won := money.won(site, unit.value if unit and unit.value.scale != 1 else None)) is not None
            else value
        )
        won_unit = ask(unit_question.RULES, site, reading)
        scaled = money.won(site, won_unit.value if won_unit else None)
        value = float(scaled) if scaled is not None else value
    elif (
        unit is not None
        and unit.value.scale
        and e is not None
        and e.unit is None
        and value is not None
        and unit.value.is_money
    ):
        value *= unit.value.scale
    elif unit is not None and e is not None and e.unit is None and value is not None:
        value *= unit.value.times
    told: dict[str, Told[Any]] = {"dataset": kind}
    if unit is not None:
        told["unit"] = Told("원" if unit.value.is_money else unit.value.name, unit.because)
    elif amount:
        told["unit"] = Told("원", Because("printed with the number", site.text.strip()[:40]))
    fields: dict[str, Any] = {VALUE_COLUMN[kind.value]: value}
    if e is not None:
        fields |= {
            "comparator": e.comparator,
            "cumulative": e.cumulative or bool(site.column and site.column.cumulative),
        }
        if e.high is not None and e.high != e.value:
            fields["upper"] = e.high
    return _fact(site, kind.value, told, fields, reading)


def _fact(
    site: Site, dataset: Dataset, told: Mapping[str, Told[Any]], fields: Mapping[str, Any], reading: Reading
) -> Fact:
    """The fact with the answers that every dataset asks for: when, whose, what of it."""
    reading = replace(reading, dataset=dataset)
    answers: dict[str, Told[Any]] = dict(told)
    for column, rules in SUBJECT.items():
        if (answer := ask(rules, site, reading)) is not None:
            answers[column] = answer
    for column, words in (("indicator", measure.INDICATOR), ("activity", measure.ACTIVITY)):
        if (found := ask(words, site, reading)) is not None:
            answers[column] = replace(found, value=_undated(found.value))
    values = {**fields, **{c: a.value for c, a in answers.items() if c != "dataset"}}
    why = {c: a.because for c, a in answers.items()}
    if (when := ask(period.RULES, site, reading)) is not None:
        columns = when.value.columns()
        values |= columns
        why |= {c: when.because for c, v in columns.items() if v is not None}
    for column, (person, because) in _people(site, reading).items():
        values[column], why[column] = person, because
    if site.row is not None and site.row.kpis and dataset == "plan":
        values["kpi"] = site.row.kpis[0] if len(site.row.kpis) == 1 else None
        why["kpi"] = Because("kpi column", " / ".join(site.row.kpis))
    if dataset == "result" and site.row is not None and site.row.card.status:
        values["status"] = site.row.card.status
        why["status"] = Because("status of the row", site.row.card.status)
    if _is_replaced(site):
        values["superseded"] = True
        why["superseded"] = Because("column header or arrow", site.column.text if site.column else site.text[:40])
    claims = (site.expression,) if site.expression is not None else ()
    return Fact(site, dataset, values, why, claims)


def _undated(name: str | None) -> str | None:
    """A name without the time in brackets at its end, which is the period of the fact (`집행액(’23. 12월말까지)`)."""
    match = _IN_BRACKETS_AT_END.search(name) if name else None
    dates = [e for e in scan(match["inside"]) if e.span is not None and e.span.year] if match is not None else []
    if name is None or match is None or len(dates) != 1:
        return name
    return name if len(match["inside"].strip()) > len(dates[0].raw) + _PARTICLE else name[: match.start()].rstrip()


_IN_BRACKETS_AT_END = re.compile(r"(?<=[가-힣])\s?\((?P<inside>[^()]*)\)$")
_PARTICLE = 2
"""Letters that go with a date (`까지`)."""


def _people(site: Site, reading: Reading) -> dict[str, tuple[str, Because]]:
    """Team and officer, of the row before those of the card."""
    row, card = (site.row.card if site.row else None), reading.card(site)
    found: dict[str, tuple[str, Because]] = {}
    for column in ("team", "officer"):
        own, around = getattr(row, column, None), getattr(card, column)
        if own or around:
            because = Because("department column", own) if own else Because("card", around)
            found[column] = own or around, because
    return found


def _is_replaced(site: Site) -> bool:
    """당초 beside 변경, what stands before an arrow."""
    heads = [h for h in (site.column, site.row.head if site.row else None) if h is not None]
    if any(h.version == "before" for h in heads):
        return True
    e = site.expression
    if e is None:
        return False
    text = site.segment.text[e.end : site.end]
    amended = sign_in("base_budget", site.before or "") and sign_in("amends_budget", site.segment.text)
    if (
        site.before
        and compared(site.segment, e)
        and site.row is None
        and (amended or sign_in("set_before", site.before))
    ):
        return True
    if site.before and sign_in("replaced", site.before) and sign_in("replacing", site.segment.text[e.end :]):
        return True
    arrow = next((i for sign in ARROWS if (i := text.find(sign)) >= 0), -1)
    return arrow >= 0 and arrow <= 12 and any(c.isdigit() for c in text[arrow:])


def words_fact(site: Site, dataset: Dataset, reading: Reading, because: Because, **fields: Any) -> Fact:
    """A fact without a number."""
    fact = _fact(replace(site, expression=None), dataset, {}, fields, reading)
    why = {**fact.why, "dataset": because, **dict.fromkeys(fields, because)}
    return replace(fact, why=why, fields={**fact.fields, "indicator": None, **fields})
