"""What a person taught of the form of a table: the first rule of every question that it answers."""

from typing import Any

from pipeline.interpret.answers.question import Answer, Reading, Rule
from pipeline.interpret.answers.when import When
from pipeline.interpret.types import Dataset, Site
from pipeline.korean.periods import Moment, Span
from pipeline.korean.units import Unit
from schemas.finding import Reason

_DATASETS: dict[str, Dataset] = {"target": "plan", "result": "result", "amount": "budget"}
_YEARS = {"document": 0, "previous": -1, "next": 1}


def says(question: str) -> Rule[Any]:
    """The rule that answers a question with what was taught of it."""

    def rule(site: Site, reading: Reading) -> Answer[Any] | None:
        return site.taught.get(question) if site.taught is not None else None

    return rule


def is_value(site: Site) -> bool:
    """Whether a person said that the cell of a number holds values: its first number is one, whatever it looks like."""
    told = site.taught is not None and site.taught.get("use") is not None
    return told and site.kind == "cell" and site.entry == 0


def reason(site: Site, reading: Reading) -> Answer[Reason] | None:
    """Why the numbers of a column, a row or a table are none of the data."""
    found = says("reason")(site, reading)
    named = found is not None and found[0] == "name" and site.kind not in ("label", "cell")
    return None if named else found


def dataset(site: Site, reading: Reading) -> Answer[Dataset] | None:
    """The dataset of a target, a result, an amount."""
    found = says("use")(site, reading)
    return (_DATASETS[found[0]], found[1]) if found is not None else None


def meaning(site: Site, reading: Reading) -> Answer[str] | None:
    """The role of a column of targets, results, amounts."""
    found = says("use")(site, reading)
    if found is None:
        return None
    spent = (says("basis")(site, reading) or ("", ""))[0] == "집행"
    return ("executed" if spent else "budget") if found[0] == "amount" else found[0], found[1]


def unit(site: Site, reading: Reading) -> Answer[Unit] | None:
    """The unit of a number that prints none of its own."""
    e = site.expression
    return says("unit")(site, reading) if e is None or e.unit is None else None


def period(site: Site, reading: Reading) -> Answer[When] | None:
    """The year that was said, or that of the document and the years beside it."""
    found = says("year")(site, reading)
    if found is None:
        return None
    said, words = found
    if said in _YEARS:
        base = reading.document.year
        said = base + _YEARS[said] if base is not None else None
    if isinstance(said, int):
        return When(Span(Moment(said), Moment(said)), said), words
    return (When(said, said.year), words) if isinstance(said, Span) else None
