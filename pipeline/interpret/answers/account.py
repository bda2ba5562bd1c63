"""Of which account is an amount: the 회계, the 과목, the path of a budget book?"""

import re

from pipeline.interpret.answers import taught
from pipeline.interpret.answers.question import Answer, Reading, Rules
from pipeline.interpret.sites.nouns import noun_at_end
from pipeline.interpret.text.column_names import TOTAL_LABEL
from pipeline.interpret.types import Site
from pipeline.korean.funding import find_source
from pipeline.korean.names import compact, without_bracket
from pipeline.korean.signs import alternation, sign_in


def account_of(site: Site, reading: Reading) -> str | None:
    """The account of a row, told by its column or by its own name."""
    row = site.row
    if row is None or row.account:
        return row.account if row else None
    named = row.label is not None and (sign_in("account_name", without_bracket(row.label)) or is_fund(row.label))
    return row.label if named else _title_in_statement(site, reading)


def _title_in_statement(site: Site, reading: Reading) -> str | None:
    """The label of a row in a table of revenue or spending without projects (`2024년 세입`, `지출(일반회계)`)."""
    row, grid = site.row, site.grid
    if row is None or grid is None or grid.task_column or row.label is None or row.card.task:
        return None
    label = without_bracket(row.label)
    titled = not TOTAL_LABEL.match(compact(label)) and find_source(label) is None
    return label if titled and in_statement(site, reading) else None


def in_statement(site: Site, reading: Reading) -> bool:
    """Whether the title of a table, the heading above it or the names over its columns say that it is of revenue or
    of spending."""
    groups = site.column.path[:-1] if site.column else ()
    heading = next((node.title for node in site.section.headings), None)
    title = site.grid.title if site.grid is not None else None
    named = [name for name in (title, heading, *groups) if name and name != reading.document.title]
    said = [compact(words) for name in named for words in (name, without_bracket(name))]
    return any(sign_in("statement_of", words) for words in said)


def _row(site: Site, reading: Reading) -> Answer[str] | None:
    account = site.row.account if site.row else None
    return (account, "예산과목 열") if account else None


def _card(site: Site, reading: Reading) -> Answer[str] | None:
    accounts = reading.card(site).accounts
    return (" > ".join(accounts), "예산과목 줄") if accounts else None


def _name(site: Site, reading: Reading) -> Answer[str] | None:
    """A row that is called by a kind of revenue or spending (경상수입, 자본지출) is an account."""
    label = site.row.label if site.row else None
    return (label, label) if label and sign_in("account_name", without_bracket(label)) else None


def _title(site: Site, reading: Reading) -> Answer[str] | None:
    label = _title_in_statement(site, reading)
    return (label, label) if label else None


def _fund(site: Site, reading: Reading) -> Answer[str] | None:
    """The 회계 of the column with the 과목 of the row (`일반회계 > 지방세수입`), as in a statement by 회계."""
    fund = next((p for p in site.column.path if is_fund(p)), None) if site.column and site.row else None
    if fund is None or site.row is None:
        return None
    label = site.row.account or site.row.label
    title = label is not None and not TOTAL_LABEL.match(compact(label))
    title = title and (find_source(label or "") is None or sign_in("account_name", label or "") is not None)
    return (f"{fund} > {label}" if title and not site.row.card.task else fund), fund


def _fund_row(site: Site, reading: Reading) -> Answer[str] | None:
    label = next((x for x in reversed(site.row.labels) if is_fund(x)), None) if site.row else None
    return (label, label) if label else None


def is_fund(words: str) -> bool:
    """Whether words are a 회계, which is the account of amounts and names none of them."""
    return sign_in("fund", compact(words)) is not None and find_source(words) is None


def _words(site: Site, reading: Reading) -> Answer[str] | None:
    """What a sentence calls an amount, where that is a 회계 or a 과목 (`지방세수입은 512억원`)."""
    words = noun_at_end(site.before) if site.row is None and site.before else None
    ahead, _, rest = (words or "").partition(" ")
    words = rest if rest and sign_in("because_of", ahead) else words
    words = _LISTED.split(words or "")[-1]
    name, _, last = words.rpartition(" ")
    words = name if name and is_fund(name) and sign_in("plain_amount", last) else words
    return (
        (words, words) if words and len(words) > _SIDE and (is_fund(words) or sign_in("account_name", words)) else None
    )


_LISTED = re.compile(rf"\s{alternation('and_so_on')}\s")
"""`지방세와 세외수입 등 자체수입`: the account, behind what it takes together."""
_SIDE = 2
"""Letters of 세입 and 세출, which say the side and no account."""


ACCOUNT: Rules[str] = {
    "taught form": taught.says("account"),
    "column of a fund": _fund,
    "account column": _row,
    "card": _card,
    "row of a fund": _fund_row,
    "row named as an account": _name,
    "row of a statement": _title,
    "words of the amount": _words,
}
