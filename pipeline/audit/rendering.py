"""Templates with everything escaped, and what they need to say of rows."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.audit.decisions import UNDECIDED
from pipeline.commands.wording import about, content, dataset_name, finding_sentence, number_to_text, rule_name
from pipeline.messages import choose_language, say
from pipeline.sinks import value_names
from schemas.dictionary import model_to_columns
from schemas.records import DATASETS

TRICKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction in which a text is read."""
LONGEST_SHOWN = 3000
"""Letters of one cell or line that are shown around what is looked at."""


def plain(text: object) -> str:
    """A text of a document with every character that could deceive a reader made visible."""
    return TRICKS.sub("\ufffd", "" if text is None else str(text))


def value_text(value: object) -> str:
    """A value of a column as people read it."""
    if isinstance(value, bool):
        return say("audit.yes" if value else "audit.no")
    if isinstance(value, int | float):
        return number_to_text(int(value) if float(value).is_integer() else value)
    return plain(value)


def column_value(name: str, value: object) -> str:
    """A value of a column; years and codes without thousands."""
    return plain(value) if name in ("fiscal_year", "page", "block", "row", "col", "line") else value_text(value)


def value_name(kind: str, value: object) -> str:
    """What people call a value of a closed column."""
    return value_names(kind).get(str(value), str(value)) if choose_language() == "ko" else str(value)


@cache
def decided_columns(dataset: str) -> tuple[Any, ...]:
    """The columns that a person decides on, in the order in which they are looked at: the value first."""
    columns = [column for column in model_to_columns(DATASETS[dataset]) if column.name not in UNDECIDED]
    first = ("target", "amount_krw", "value", "unit", "comparator", "upper", "target_text", "value_text", "status")
    order = (*first, "basis", "source", "fiscal_year", "period_start", "period_end", "task", "activity", "indicator")
    rank = {name: number for number, name in enumerate(order)}
    return tuple(sorted(columns, key=lambda column: rank.get(column.name, len(rank))))


def column_label(dataset: str, name: str) -> str:
    """What people call a column."""
    if name == "dataset":
        return say("audit.dataset")
    found = next((c for c in model_to_columns(DATASETS[dataset]) if c.name == name), None)
    return name if found is None or choose_language() != "ko" else found.korean


def hidden(fields: Mapping[str, str]) -> Markup:
    """Hidden fields of a form."""
    one = Markup('<input type="hidden" name="{}" value="{}">')
    return Markup("").join(one.format(name, value) for name, value in fields.items())


@cache
def environment() -> Environment:
    """The templates of the page and of the report."""
    found = Environment(
        loader=PackageLoader("pipeline.audit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "say": say,
        "language": choose_language,
        "dataset_name": dataset_name,
        "rule_name": rule_name,
        "column_label": column_label,
        "decided_columns": decided_columns,
        "about": lambda dataset, row: plain(about(dataset, row)),
        "content": lambda dataset, row: plain(content(dataset, row)),
        "finding_sentence": lambda finding: plain(finding_sentence(finding)),
        "value_name": value_name,
        "hidden": hidden,
    }
    found.filters |= {"plain": plain, "value": value_text, "column": column_value}
    return found


def render(template: str, **values: object) -> str:
    """A template with its values."""
    return environment().get_template(template).render(**values)
